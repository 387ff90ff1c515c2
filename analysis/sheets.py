"""How does it open in a spreadsheet? Tables as sheets of a workbook: typed cells, links to sources, never a formula."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count
from numbers import Number
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis import progress, sources
from analysis.lettering import legible

Tables = Mapping[str, pd.DataFrame]
Links = dict[str, dict[str, Sequence[str]]]  # sheet -> column -> where each of its cells leads, "" for nowhere

# A spreadsheet runs a cell that begins so, some after blanks, some with a full-width sign.
FORMULA = r"[\t\r\n]|[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]"
DATES = ("date", "earliest", "latest", "published", "updated", "captured", "record_date", "source_published")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?")
CELL, ROWS, FIRST_YEAR = 32_767, 1_048_576, 1900  # the limits of Excel
LINKS, ADDRESS = 65_530, 2_000  # links of a sheet, and characters of one
CREATED = datetime(2000, 1, 1)  # a clock would change the bytes
URLS = ("url", "source_url")
PAGES = {"articles": "article_id", "reports": "article_id", "events": "first_article_id", "people": "article_id"}


def write(tables: Tables, file: Path, *, links: Links) -> None:
    """Write all tables into one workbook, with a frozen, filtered header on each sheet."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(file), options) as book:
        book.set_properties({"created": CREATED})
        size = sum(map(len, tables.values()))
        with progress.bar(what="workbook.xlsx", unit="rows", total=size) as bar:
            for name, table in tables.items():
                _sheet(book, name, table, links.get(name, {}))
                bar.update(len(table))


def quoted(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before each text that a spreadsheet would run."""
    table = legible(table)
    texts = table.select_dtypes("str")
    runs = {name: texts[name].str.match(FORMULA) for name in texts}
    return table.assign(**{name: texts[name].mask(runs[name], "'" + texts[name]) for name in texts})


def links(tables: Tables, *, pages: str | Path | None, beside: str | Path) -> Links:
    """Where cells lead: a page's id to its url, else to its file below `pages` as seen from the folder `beside`; an
    event's id to the first report that tells it, and back; a url to itself.
    """
    found = {name: {c: [*map(sources.address, table[c])] for c in URLS if c in table} for name, table in tables.items()}
    where = _pages(tables["articles"], pages, beside) if "articles" in tables else {}
    for name, column in PAGES.items():
        if name in tables:
            found[name][column] = [where.get(page, "") for page in tables[name][column]]
    for name, other in (("events", "reports"), ("reports", "events")):
        if name in tables and other in tables:
            rows = _rows(tables[other]["event_id"])
            leads = {event_id: f"internal:{other}!A{row}" for event_id, row in rows.items()}
            found[name]["event_id"] = [leads.get(event_id, "") for event_id in tables[name]["event_id"]]
    return found


def _pages(articles: pd.DataFrame, pages: str | Path | None, beside: str | Path) -> dict[str, str]:
    """A page's id -> the address it came from, else its file, else nothing."""
    files = {path: "" if pages is None else _file(path, pages, beside) for path in articles["path"].unique()}
    rows = zip(articles["article_id"], articles["path"], articles["url"], strict=True)
    return {name: sources.address(url) or files[path] for name, path, url in rows}


def _file(path: str, pages: str | Path, beside: str | Path) -> str:
    """In the address of a file "%" and "#" have a meaning of their own."""
    return "external:" + quote(sources.way(path, pages=pages, start=beside), safe="/:")


def _rows(ids: pd.Series) -> dict[str, int]:
    """id -> the first row of the sheet with it, as far as the sheet goes."""
    shown = ids.head(ROWS - 2).reset_index(drop=True).drop_duplicates()
    return dict(zip(shown, shown.index + 2, strict=True))


def _sheet(book: Workbook, name: str, table: pd.DataFrame, links: dict[str, Sequence[str]]) -> None:
    sheet, shown = book.add_worksheet(name), table.head(ROWS - 2)
    bold = book.add_format({"bold": True})
    day, minute = (book.add_format({"num_format": f"yyyy-mm-dd{time}"}) for time in ("", " hh:mm"))
    room = LINKS
    for column, header in enumerate(table.columns):
        dates = (day, minute) if header in DATES else ()
        sheet.write_string(0, column, header, bold)
        for row, value in enumerate(shown[header], start=1):
            _cell(sheet, row, column, value, dates=dates)
        room = _linked(sheet, column, shown[header], links.get(header, ()), room=room)
        longest = max((len(str(value)) for value in shown[header].head(1000)), default=0)
        sheet.set_column(column, column, min(max(longest, len(header) + 4), 60))
    if len(shown) < len(table):
        rest = f"{len(table) - len(shown):,} more rows: see tables/{name}.csv"
        sheet.write_string(ROWS - 1, 0, rest)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(shown), len(table.columns) - 1)


def _cell(sheet: Worksheet, row: int, column: int, value: object, *, dates: Sequence[Format]) -> None:
    """Write a number, a truth, a date if the column may hold one and this is a whole one, or a text."""
    if pd.isna(value) or value == "":
        return
    if isinstance(value, bool | np.bool_):
        sheet.write_boolean(row, column, bool(value))
    elif isinstance(value, Number):
        sheet.write_number(row, column, value)
    elif dates and (moment := _moment(value)):
        sheet.write_datetime(row, column, moment, dates[len(value) > len("2023-05-30")])
    else:
        sheet.write_string(row, column, _fitting(str(value)))


def _linked(sheet: Worksheet, column: int, texts: pd.Series, links: Sequence[str], *, room: int) -> int:
    """Make links of a column's cells, as many as the sheet has room for; how many more it may hold."""
    rows = zip(count(1), texts, links, strict=False)  # there are links of rows beyond the sheet, too
    leading = [row for row in rows if all(row) and len(row[-1]) <= ADDRESS]
    for row, text, link in leading[:room]:
        sheet.write_url(row, column, link, string=_fitting(text))
    return max(room - len(leading), 0)


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
