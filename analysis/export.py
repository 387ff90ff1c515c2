"""How does it leave? Figures, tables, an Excel workbook, PLOVER records and a report, the same bytes in every run.

Files appear whole or not at all. What a page says stays text: never a formula, a link or markup.
"""

import csv
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files
from io import StringIO
from numbers import Number
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis import charts
from analysis.lanes import pairs
from analysis.lettering import ILLEGAL, REPLACEMENT, number, spoken
from analysis.plover import polecat, records
from analysis.tables import by_event

Tables = Mapping[str, pd.DataFrame]

LEFT_OUT = {"articles": ["text"]}  # whole pages are read in the articles folder
# A spreadsheet runs a cell that begins so, some after blanks, some with a full-width sign.
FORMULA = r"[\t\r\n]|[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]"
DATES = ("date", "earliest", "latest", "published", "updated", "captured", "record_date", "source_published")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?")
CELL, ROWS, FIRST_YEAR = 32_767, 1_048_576, 1900  # the limits of Excel
CREATED = datetime(2000, 1, 1)  # a clock would change the bytes
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


def tables(tables: Tables, *, to: str | Path) -> list[Path]:
    """Write tables/NAME.csv for every table, and all of them as sheets of workbook.xlsx."""
    cells = {name: quoted(table.drop(columns=LEFT_OUT.get(name, []))) for name, table in tables.items()}
    paths = []
    for name, table in cells.items():
        paths.append(Path(to) / "tables" / f"{name}.csv")
        _lines(table, paths[-1])
    paths.append(Path(to) / "workbook.xlsx")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with whole(paths[-1]) as path, Workbook(str(path), options) as book:
        book.set_properties({"created": CREATED})
        for name, table in cells.items():
            _sheet(book, name, table)
    return paths


def plover(tables: Tables, *, to: str | Path) -> list[Path]:
    """Write the events for other programs: plover.jsonl, a PLOVER record a line, and polecat.csv, POLECAT's columns."""
    events, reports, people, articles = (
        _legible(tables[name].drop(columns=LEFT_OUT.get(name, [])))
        for name in ("events", "reports", "participants", "articles")
    )
    paths = [Path(to) / "plover.jsonl", Path(to) / "polecat.csv"]
    with whole(paths[0]) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records(events, reports, people, articles=articles):
            file.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")
    _lines(quoted(polecat(events, reports, people, articles=articles)), paths[1])
    return paths


def report(tables: Tables, *, to: str | Path) -> Path:
    """Write report.html: what was read, the timeline, the evidence for each event, who is named."""
    tables = {name: _legible(table) for name, table in tables.items()}
    articles, events = tables["articles"], tables["events"].sort_values(["date", "event_id"])
    events = pd.concat([events[events["date"] != ""], events[events["date"] == ""]])
    source = ", ".join(sorted(set(articles["source"]) - {""}))
    drawn = {
        "roles": charts.roles(tables["blocks"], source=source),
        "timeline": charts.timeline(events, source=source),
        "actors": charts.actors(tables["entities"], source=source),
    }
    words = {name: charts.description(ax) for name, ax in drawn.items()}
    html = _template().render(
        {name: table.to_dict("records") for name, table in tables.items()},
        events=events.assign(pair=pairs(events)).to_dict("records"),
        evidence=by_event(tables["reports"].assign(sentence=_marked(tables["reports"]))),
        taking_part=by_event(tables["participants"]),
        headlines=dict(zip(articles["article_id"], articles["headline"], strict=True)),
        drawings={name: _svg(ax, name, words[name]) for name, ax in drawn.items()},
        words=words,
    )
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


def quoted(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before each text that a spreadsheet would run."""
    table = _legible(table)
    texts = table.select_dtypes("str")
    runs = {name: texts[name].str.match(FORMULA) for name in texts}
    return table.assign(**{name: texts[name].mask(runs[name], "'" + texts[name]) for name in texts})


def _legible(table: pd.DataFrame) -> pd.DataFrame:
    """The table with a replacement character, one for one, for what no file can hold."""
    texts = table.select_dtypes("str")
    return table.assign(**{name: texts[name].map(_without_illegal) for name in texts})


def _without_illegal(text: str) -> str:
    return ILLEGAL.sub(REPLACEMENT, text)


def _lines(table: pd.DataFrame, file: Path) -> None:
    """Write a CSV file with every text in quotes: else a lone CR, which Python leaves bare, would break the row."""
    with whole(file) as path:
        table.to_csv(path, index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)


def _sheet(book: Workbook, name: str, table: pd.DataFrame) -> None:
    sheet, shown = book.add_worksheet(name), table.head(ROWS - 2)
    bold = book.add_format({"bold": True})
    day, minute = (book.add_format({"num_format": f"yyyy-mm-dd{time}"}) for time in ("", " hh:mm"))
    for column, header in enumerate(table.columns):
        dates = (day, minute) if header in DATES else ()
        sheet.write_string(0, column, header, bold)
        for row, value in enumerate(shown[header], start=1):
            _cell(sheet, row, column, value, dates=dates)
        longest = max((len(str(value)) for value in shown[header].head(1000)), default=0)
        sheet.set_column(column, column, min(max(longest, len(header) + 4), 60))
    if len(shown) < len(table):
        rest = f"{len(table) - len(shown):,} more rows: see tables/{name}.csv"
        sheet.write_string(ROWS - 1, 0, rest)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(shown), len(table.columns) - 1)


def _cell(sheet: Worksheet, row: int, column: int, value: object, *, dates: Sequence[Format]) -> None:
    """Write a number, a date if the column may hold one and this is a whole one, or a text."""
    if pd.isna(value) or value == "":
        return
    if isinstance(value, Number):
        sheet.write_number(row, column, value)
    elif dates and (moment := _moment(value)):
        sheet.write_datetime(row, column, moment, dates[len(value) > len("2023-05-30")])
    else:
        sheet.write_string(row, column, _fitting(str(value)))


def _moment(text: str) -> datetime | None:
    """The day or minute a text names in full, if there is such a day and Excel knows its year."""
    try:
        moment = datetime.fromisoformat(text) if MOMENT.fullmatch(text) else None
    except ValueError:  # 2023-02-30
        return None
    return moment if moment and moment.year >= FIRST_YEAR else None


def _fitting(text: str) -> str:
    """The text, cut with a note if it is longer than a cell may be."""
    note = f" … [cut: {len(text):,} characters]"
    return text if len(text) <= CELL else text[: CELL - len(note)] + note


def _template() -> Template:
    strict = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    strict.filters |= {"spoken": spoken, "number": number, "anchor": _anchor}
    return strict.from_string(files(__package__).joinpath("report.html").read_text("utf-8"))


def _anchor(event_id: str) -> str:
    return "event-" + re.sub(r"[^\w.-]", "_", event_id)


def _marked(reports: pd.DataFrame) -> pd.Series:
    """Each sentence with its trigger in <mark>, where the offsets say it stands."""
    starts = (reports["trigger_start"] - reports["start"]).fillna(-1).astype(int)
    ends = starts + reports["trigger"].str.len()
    marked = [
        Markup("{}<mark>{}</mark>{}").format(sentence[:start], trigger, sentence[end:])
        if trigger and start >= 0 and sentence[start:end] == trigger
        else escape(sentence)
        for sentence, trigger, start, end in zip(reports["sentence"], reports["trigger"], starts, ends, strict=True)
    ]
    return pd.Series(marked, reports.index, dtype=object)


def _svg(ax: Axes, name: str, words: str) -> Markup:
    """The chart as an element of the page: ids of its own, every mark a link to its evidence."""
    for mark in filter(Artist.get_gid, ax.get_children()):
        mark.set_url(f"#{_anchor(mark.get_gid())}")
    buffer, nothing = StringIO(), dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with charts.styled():
        ax.figure.savefig(buffer, format="svg", metadata=nothing)
    plt.close(ax.figure)
    drawing = buffer.getvalue()
    drawing = drawing[drawing.index("<svg") :].replace(' target="_blank"', ' tabindex="-1"')
    drawing = re.sub(r'(\bid="|url\(#|href="#)(?!event-)', rf"\1{name}-", drawing)
    return Markup(drawing.replace("<svg", Markup('<svg role="img" aria-label="{}"').format(words), 1))
