"""The command line: python -m analysis [FOLDER] [--to DIR] [--model bundled|none|NAME] [--workers N] [--record CSV]."""

import argparse
import sys
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd

from analysis import charts, chronology, corpus, export

EXAMPLES = """\
examples:
  python -m analysis                             the sample articles, into exports/
  python -m analysis ~/clippings --to ~/report   a folder of .txt and .html pages of your own
  python -m analysis news.jsonl --workers 4      a corpus (.jsonl, .csv, .parquet), four processes at a time
  python -m analysis page.txt --model none       one page, with rules only
  python -m analysis --record my_chronology.csv  compared with a public record of your own
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
        written = _write(tables, given.to)
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


def _write(tables: corpus.Tables, to: Path) -> int:
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
    written = [*export.tables(tables, to=to), *export.plover(tables, to=to), export.report(tables, to=to)]
    for name, chart in drawn.items():
        written += export.figure(chart, name, to=to / "charts", sizes=())
        plt.close(chart.figure)
    return len(written)


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
