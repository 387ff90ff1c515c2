"""How does it leave? Figures, tables, a workbook, records, a calendar and a report, the same bytes in every run.

Files appear whole or not at all. What a page says stays text: never a formula, a link or markup.
"""

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from analysis import calendars, charts, sheets, timelinejs, webreport
from analysis.lettering import HALF, legible
from analysis.plover import polecat, records

Tables = Mapping[str, pd.DataFrame]

LEFT_OUT = {"articles": ["text"]}  # whole pages are read in the articles folder, or in the Parquet file
TELLING = ("events", "reports", "participants", "articles")
FORMATS = {  # suffix -> where the description goes, and what would differ from run to run
    "png": ("Description", ("Software",)),
    "svg": ("Description", ("Creator", "Date")),
    "pdf": ("Subject", ("Creator", "Producer", "CreationDate")),
}


def figure(
    chart: Figure | Axes, name: str, *, to: str | Path, sizes: Iterable[str] = tuple(charts.SHEETS)
) -> list[Path]:
    """Write NAME.png, NAME.svg and NAME.pdf into the folder `to`, with the description inside.

    For each of the `sizes` (single or double column, slide) write NAME-SIZE.* too: a chart is drawn anew from
    its table, without what was changed on it since; any other figure is laid out again by matplotlib.
    """
    paths = _pictures(chart.figure, Path(to) / name, box=None)
    for size in sizes:
        with _sized(chart.figure, charts.SHEETS[size]) as drawing:
            paths += _pictures(drawing, Path(to) / f"{name}-{size}", box=drawing.bbox_inches)
    return paths


def _pictures(drawing: Figure, stem: Path, *, box: Bbox | None) -> list[Path]:
    """A file per format, of the part of the figure in `box`; None cuts it closely."""
    title = "; ".join(" ".join(ax.get_title(loc="left").split()) for ax in drawing.axes) or stem.name
    words = " ".join(filter(None, map(charts.description, drawing.axes))) or title
    paths = [stem.with_name(f"{stem.name}.{suffix}") for suffix in FORMATS]
    for path, (suffix, (about, dropped)) in zip(paths, FORMATS.items(), strict=True):
        metadata = {"Title": title, about: words} | dict.fromkeys(dropped)
        with whole(path) as part, charts.styled():
            drawing.savefig(part, format=suffix, metadata=metadata, bbox_inches=box)
    return paths


@contextmanager
def _sized(drawing: Figure, sheet: charts.Sheet) -> Iterator[Figure]:
    """The figure as it is on a sheet of that size; one of the user's own is afterwards as it was before."""
    if isinstance(drawing, charts.Chart):
        again = drawing.draw_on(sheet).figure
        yield again
        plt.close(again)
        return
    size, engine, places = (
        drawing.get_size_inches(),
        drawing.get_layout_engine(),
        [ax.get_position() for ax in drawing.axes],
    )
    height = sheet.height if sheet.full else min(sheet.height, size[1] * sheet.width / size[0])
    try:
        drawing.set_size_inches(sheet.width, height)
        drawing.set_layout_engine(engine or "constrained")
        yield drawing
    finally:
        drawing.set_layout_engine(engine or "none")
        drawing.set_size_inches(size)
        for ax, place in zip(drawing.axes, places, strict=True):
            ax.set_position(place)


def tables(tables: Tables, *, to: str | Path, pages: str | Path | None = None) -> list[Path]:
    """Write tables/NAME.csv and tables/NAME.parquet for every table, and all of them as sheets of workbook.xlsx.

    Parquet has the exact texts, whole pages too. In the workbook a page's id is a link to its url or,
    where it has none, to its file in `pages`, the folder that was read.
    """
    written = [path for name, one in tables.items() for path in table(name, [one], to=to)]
    return [*written, workbook(tables, to=to, pages=pages)]


def table(name: str, frames: Iterable[pd.DataFrame], *, to: str | Path) -> list[Path]:
    """Write one table, given in parts of which only one is held at a time: a row group each in the Parquet file."""
    paths = [Path(to) / "tables" / f"{name}.{suffix}" for suffix in ("csv", "parquet")]
    frames = iter(frames)
    first = next(frames)
    schema = pa.Schema.from_pandas(first, preserve_index=False)
    with (
        whole(paths[0]) as lines,
        whole(paths[1]) as groups,
        pq.ParquetWriter(groups, schema, compression="zstd") as rows,
    ):
        for frame in chain([first], frames):
            rows.write_table(pa.Table.from_pandas(legible(frame, HALF), schema, preserve_index=False))
            _lines(sheets.quoted(frame.drop(columns=LEFT_OUT.get(name, []))), lines, more=frame is not first)
    return paths


def workbook(tables: Tables, *, to: str | Path, pages: str | Path | None = None) -> Path:
    """Write all tables as sheets of workbook.xlsx."""
    cells = {name: sheets.quoted(one.drop(columns=LEFT_OUT.get(name, []))) for name, one in tables.items()}
    with whole(Path(to) / "workbook.xlsx") as path:
        sheets.write(cells, path, links=sheets.links(tables, pages=pages, beside=Path(to)))
    return Path(to) / "workbook.xlsx"


def plover(tables: Tables, *, to: str | Path) -> list[Path]:
    """Write the events for other programs: plover.jsonl, a PLOVER record a line, and polecat.csv, POLECAT's columns."""
    told = _telling(tables)
    events, reports, people, articles = (told[name] for name in TELLING)
    paths = [Path(to) / "plover.jsonl", Path(to) / "polecat.csv"]
    with whole(paths[0]) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records(events, reports, people, articles=articles):
            file.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")
    with whole(paths[1]) as path:
        _lines(sheets.quoted(polecat(events, reports, people, articles=articles)), path)
    return paths


def timeline(tables: Tables, *, to: str | Path) -> Path:
    """Write timeline.json, which TimelineJS shows on a web page."""
    data = timelinejs.timeline(_telling(tables))
    with whole(Path(to) / "timeline.json") as path:
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return Path(to) / "timeline.json"


def calendar(tables: Tables, *, to: str | Path) -> Path:
    """Write events.ics, the dated events for a calendar, planned ones as tentative."""
    data = calendars.calendar(_telling(tables))
    with whole(Path(to) / "events.ics") as path:
        path.write_bytes(data)
    return Path(to) / "events.ics"


def report(tables: Tables, *, to: str | Path, of: int = 0) -> Path:
    """Write report.html: what was read, the timeline, the evidence for each event, who is named.

    `of` is how many pages there were, where the tables have only those that tell of events.
    """
    html = webreport.html(tables, of=of)
    with whole(Path(to) / "report.html") as path:
        path.write_text(html, encoding="utf-8", newline="\n")
    return Path(to) / "report.html"


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to, in the same folder, that takes the real name once all is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _telling(tables: Tables) -> Tables:
    """The tables that tell of events, as far as files can hold them, without the whole pages."""
    return {name: legible(tables[name].drop(columns=LEFT_OUT.get(name, []))) for name in TELLING}


def _lines(table: pd.DataFrame, file: Path, *, more: bool = False) -> None:
    """Write a CSV file, or `more` of it, with every text in quotes: else a lone CR, which Python leaves bare, would
    break the row.
    """
    mode = "a" if more else "w"
    table.to_csv(file, mode=mode, header=not more, index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
