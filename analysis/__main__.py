"""The command line: python -m analysis [FOLDER] [--to DIR] [--model bundled|none|NAME] [--workers N]."""

import argparse
import sys
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt

from analysis import charts, corpus, export

EXAMPLES = """\
examples:
  python -m analysis                             the sample articles, into exports/
  python -m analysis ~/clippings --to ~/report   a folder of .txt and .html pages of your own
  python -m analysis news.jsonl --workers 4      a corpus (.jsonl, .csv, .parquet), four processes at a time
  python -m analysis page.txt --model none       one page, with rules only
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
        written = _write(tables, given.to)
    except OSError as error:
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
    folder, exports = Path("seeds/articles"), Path("exports")
    pipeline = "what reads: the workbook's own pipeline, rules only, or a spaCy pipeline you installed"
    add(
        "folder", nargs="?", type=Path, default=folder, metavar="FOLDER", help=f"pages, or one file (default: {folder})"
    )
    add("--to", type=Path, default=exports, metavar="DIR", help=f"where to write (default: {exports})")
    add("--model", default="bundled", metavar="bundled|none|NAME", help=pipeline)
    add("--workers", type=_positive, default=1, metavar="N", help="processes to read in (default: 1)")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _write(tables: corpus.Tables, to: Path) -> int:
    drawn = {
        "roles": charts.roles(tables["blocks"]),
        "actors": charts.actors(tables["entities"]),
        "timeline": charts.timeline(tables["events"]),
    }
    written = [*export.tables(tables, to=to), export.report(tables, to=to)]
    for name, chart in drawn.items():
        written += export.figure(chart, name, to=to / "charts")
        plt.close(chart.figure)
    return len(written)


def _summary(tables: corpus.Tables) -> str:
    events, problems = tables["events"], tables["problems"]
    counts = events.groupby(["type", "status"]).size()
    lines = [f"pages read: {len(tables['articles'])}", f"events: {len(events)}"]
    lines += [f"  {count:4} {type} ({status})" for (type, status), count in counts.items()]
    lines += [f"problems: {len(problems)}"]
    lines += [f"  {row.path}: {row.problem} ({row.detail})" for row in problems.itertuples()]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
