"""The command line: python -m analysis [FOLDER] [--to DIR] [--model bundled|none|NAME] [--workers N] [--record CSV]."""

import argparse
import sys
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
  python -m analysis page.txt --model none
      a single page, with vocabulary and rules only: faster, and fewer names
  python -m analysis ~/clippings --record my_chronology.csv
      adds a table "links": which events your own record confirms, which are new, which are missed

written into DIR:
  report.html           to read and to print: pages, timeline, the sentences behind each event, names, problems
  workbook.xlsx         every table as a sheet, with links to the pages and from events to reports
  tables/NAME.csv       the same tables as text; tables/NAME.parquet has whole pages and exact texts
  charts/NAME.png       also .svg and .pdf
  timeline.json         for TimelineJS, an interactive timeline on a web page
  events.ics            for a calendar; planned and proposed events are tentative
  plover.jsonl          for programs, PLOVER records; polecat.csv has POLECAT's columns
"""


def main(arguments: list[str] | None = None) -> int:
    """Read a folder of pages, write tables, charts and the report; 0 when every input is read or listed."""
    parser = _parser()
    given = parser.parse_args(arguments)
    matplotlib.use("agg")
    try:
        tables = corpus.tables(
            given.folder, model=None if given.model == "none" else given.model, workers=given.workers
        )
        tables |= _compared(tables["events"], given.record)
        written = _write(tables, given)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    print(_summary(tables))
    print(f"written: {written} files in {given.to}, begin with {given.to / 'report.html'}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Read news pages kept as files; write who did what with whom in space, when, and where it says so.",
        epilog=EXAMPLES,
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


def _write(tables: corpus.Tables, given: argparse.Namespace) -> int:
    """Write every export into `--to`; how many files there are."""
    to, read = given.to, given.folder
    pages = read if read.is_dir() else read.parent
    steps = (
        lambda: export.tables(tables, to=to, pages=pages),
        lambda: export.plover(tables, to=to),
        lambda: [write(tables, to=to) for write in (export.timeline, export.calendar, export.report)],
        lambda: _charts(tables, to / "charts"),
    )
    return sum(len(write()) for write in progress.bar(steps, what="writing", unit="steps"))


def _charts(tables: corpus.Tables, to: Path) -> list[Path]:
    events = tables["events"]
    drawn = {
        "roles": charts.roles(tables["blocks"]),
        "actors": charts.actors(tables["entities"]),
        "timeline": charts.timeline(events),
        "partners": charts.partners(events),
        "network": charts.network(events),
        "agreements": charts.agreements(events),
        "evidence": charts.evidence(tables["reports"], events=events),
    }
    written = []
    for name, chart in drawn.items():
        written += export.figure(chart, name, to=to, sizes=())
        plt.close(chart.figure)
    return written


def _summary(tables: corpus.Tables) -> str:
    events, problems = tables["events"], tables["problems"]
    counts = events.groupby(["type", "status"]).size()
    lines = [f"pages read: {len(tables['articles'])}", f"events: {len(events)}"]
    lines += [f"  {count:4} {type} ({status})" for (type, status), count in counts.items()]
    if "links" in tables:
        verdicts = tables["links"]["verdict"].value_counts().reindex(["confirmed", "new", "missed"], fill_value=0)
        lines += ["beside the record: " + ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())]
    lines += [f"problems: {len(problems)}"]
    lines += [f"  {row.path}: {row.problem} ({row.detail})" for row in problems.itertuples()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
