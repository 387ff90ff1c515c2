"""The command line: python -m analysis [FOLDER] [--to DIR] [--model bundled|none|NAME] [--workers N] [--dask ADDRESS]
[--whole] [--record CSV].
"""

import argparse
import errno
import shutil
import sys
from functools import partial
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd

from analysis import charts, chronology, corpus, export, progress

EXAMPLES = """\
examples:
  python -m analysis
      reads the sample articles and writes everything into exports/; begin with exports/report.html
  python -m analysis ~/clippings --to ~/report
      the same of your own .txt and .html pages, in sub-folders too
  python -m analysis news.jsonl --workers 4
      an article in each row (.jsonl, .csv or .parquet), read by four processes at a time
  python -m analysis news.parquet --dask tcp://10.0.0.5:8786
      the same on a Dask cluster that is already there; its workers need this package, not the files
  python -m analysis news.csv --whole
      every row of it, also those without a word for space and names of two parties
  python -m analysis page.txt --model none
      a single page, with vocabulary and rules only: faster, and fewer names
  python -m analysis ~/clippings --record my_chronology.csv
      adds a table "links": which events your own record confirms, which are new, which are missed

Rows of a corpus are skimmed first: one without a word for space and names of two parties can tell no event, and is
listed in "articles" with what came with it, as skimmed. --whole reads them all. A run that was stopped goes on where
it was when it is given again. Of more than {large:,} pages, report and workbook show those that tell of events; where
these are still more, there is none. The tables have them all.

written into DIR:
  report.html           to read and to print: pages, timeline, the sentences behind each event, names, problems
  workbook.xlsx         every table as a sheet, with links to the pages and from events to reports
  tables/NAME.csv       the same tables as text; tables/NAME.parquet has whole pages and exact texts
  charts/NAME.png       also .svg and .pdf
  timeline.json         for TimelineJS, an interactive timeline on a web page
  events.ics            for a calendar; planned and proposed events are tentative
  plover.jsonl          for programs, PLOVER records; polecat.csv has POLECAT's columns
"""


LARGE = 5_000  # pages that a workbook or a report can hold
OF_EVENTS = ("articles", "entities", "reports", "events", "participants")
SHOWN = 50  # problems of the summary
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # no room on the disk


def main(arguments: list[str] | None = None) -> int:
    """Read a folder of pages, write tables, charts and the report; 0 when every input is read or listed."""
    parser = _parser()
    given = parser.parse_args(arguments)
    matplotlib.use("agg")
    model, keep = None if given.model == "none" else given.model, given.to / ".partitions"
    how = {"workers": given.workers, "dask": given.dask, "whole": given.whole, "keep": keep}
    try:
        run = corpus.read(given.folder, model=model, **how)
        compared = _compared(run.table("events"), given.record)
        written, summary = _write(run, compared, given), _summary(run, compared)
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) not in FULL:
            parser.error(str(error))
        print(
            f"{parser.prog}: {error}\nWhat was read is kept: make room, and give the same command again.",
            file=sys.stderr,
        )
        return 1
    shutil.rmtree(keep, ignore_errors=True)  # without pages there is none
    print(summary)
    print(f"written: {len(written)} files in {given.to}, begin with {written[-1]}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Read news pages kept as files; write who did what with whom in space, when, and where it says so.",
        epilog=EXAMPLES.format(large=LARGE),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    folder, exports, record = Path("seeds/articles"), Path("exports"), Path("seeds/chronology.csv")
    pipeline = "what reads: the workbook's own pipeline, rules only, or a spaCy pipeline you installed"
    add(
        "folder", nargs="?", type=Path, default=folder, metavar="FOLDER", help=f"pages, or one file (default: {folder})"
    )
    add("--to", type=Path, default=exports, metavar="DIR", help=f"where to write (default: {exports})")
    add("--model", default="bundled", metavar="bundled|none|NAME", help=pipeline)
    add("--workers", type=_positive, default=1, metavar="N", help="processes to read in (default: 1)")
    add("--dask", default="", metavar="ADDRESS", help="a Dask cluster to read on, instead of processes")
    add("--whole", action="store_true", help="read every row of a corpus, whatever it is about")
    known = f"verified events to compare with (default: {record}, where it is)"
    add("--record", type=Path, default=record if record.is_file() else None, metavar="FILE", help=known)
    return parser


def _compared(events: pd.DataFrame, record: Path | None) -> corpus.Tables:
    """The public record of the pairs on the pages, and the events beside it; nothing without a record."""
    if record is None:
        return {}
    known, pair = chronology.read(record), ["country_a", "country_b"]
    known = known.merge(events[pair].drop_duplicates(), on=pair)
    return {"chronology": known, "links": chronology.links(events, known)}


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _write(run: corpus.Corpus, compared: corpus.Tables, given: argparse.Namespace) -> list[Path]:
    """Write every export into `--to`, the one to begin with last; what shows pages shows those that tell of events,
    where all are too many, and is left out where these are."""
    to, folder = given.to, given.folder if given.folder.is_dir() else given.folder.parent
    pages, telling = run.count(skimmed=False) + run.count(skimmed=True), run.telling()
    shown, fitting = telling if pages > LARGE else None, len(telling) <= LARGE
    tables = run.tables(corpus.TABLES if fitting else OF_EVENTS, of=shown) | compared
    frames = {name: run.frames(name) for name in corpus.TABLES} | {name: [one] for name, one in compared.items()}
    steps = [
        *(partial(export.table, name, parts, to=to) for name, parts in frames.items()),
        lambda: export.plover(tables, to=to),
        lambda: [export.timeline(tables, to=to), export.calendar(tables, to=to)],
        lambda: _charts(tables, to / "charts"),
    ]
    if fitting:
        steps += [lambda: [export.workbook(tables, to=to, pages=folder), export.report(tables, to=to, of=pages)]]
    return [path for write in progress.bar(steps, what="writing", unit="steps") for path in write()]


def _charts(tables: corpus.Tables, to: Path) -> list[Path]:
    events = tables["events"]
    drawn = {
        "actors": lambda: charts.actors(tables["entities"]),
        "timeline": lambda: charts.timeline(events),
        "partners": lambda: charts.partners(events),
        "network": lambda: charts.network(events),
        "agreements": lambda: charts.agreements(events),
        "evidence": lambda: charts.evidence(tables["reports"], events=events),
    }
    if "blocks" in tables:
        drawn["roles"] = lambda: charts.roles(tables["blocks"])
    written = []
    for name, draw in drawn.items():
        chart = draw()
        written += export.figure(chart, name, to=to, sizes=())
        plt.close(chart.figure)
    return written


def _summary(run: corpus.Corpus, compared: corpus.Tables) -> str:
    counts = run.table("events").groupby(["type", "status"]).size()
    problems, skimmed = run.table("problems"), run.count(skimmed=True)
    lines = [f"pages read: {run.count(skimmed=False)}"]
    lines += [f"pages skimmed, without a word for space or two parties: {skimmed}"] if skimmed else []
    lines += [f"events: {counts.sum()}"]
    lines += [f"  {count:4} {type} ({status})" for (type, status), count in counts.items()]
    if "links" in compared:
        verdicts = compared["links"]["verdict"].value_counts().reindex(["confirmed", "new", "missed"], fill_value=0)
        lines += ["beside the record: " + ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())]
    lines += [f"problems: {len(problems)}"]
    lines += [f"  {row.path}: {row.problem} ({row.detail})" for row in problems.head(SHOWN).itertuples()]
    lines += [f"  and {len(problems) - SHOWN} more, in tables/problems.csv"] if len(problems) > SHOWN else []
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
