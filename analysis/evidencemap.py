"""Which pages tell which event? A row per event, a column per page, a mark per kind of passage."""

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from analysis.frame import (
    BLUE,
    LINE,
    NARROW,
    ORANGE,
    RED,
    RULE,
    SILVER,
    Canvas,
    blank,
    canvas,
    chart,
    framed,
    key,
    room,
    sign,
    told,
    write,
    zoom,
)
from analysis.lanes import pairs
from analysis.lettering import DASH, clean, cut, number, spoken, width

# Kind of passage -> its mark, and how far from the middle of a cell it stands.
PASSAGES = {"headline": ("^", RED, -4.2), "caption": ("s", ORANGE, 0.0), "paragraph": ("o", BLUE, 4.2)}
CELL, ROW = 13.0, 15.0
HEAD = 110.0  # points the names of pages may take


class Evidence(NamedTuple):
    """Reports to draw, and event_id and article_id with the text of their row and column, in order."""

    reports: pd.DataFrame
    events: dict[str, str]
    pages: dict[str, str]


@chart
def evidence(
    reports: pd.DataFrame, *, ax: Canvas | None = None, source: str = "", events: pd.DataFrame | None = None
) -> Axes:
    """A row per event, a column per page in order of publication: a mark where a page tells the event, and how.

    Rows are named by the titles in `events`, else by what the reports say. Of many events and pages,
    those with the most evidence are drawn.
    """
    if reports.empty:
        return blank(ax, "Which pages tell which event", "Nothing to show: no passage tells of an event.")
    across, down = room(ax)
    over, head = across < NARROW, HEAD
    row, longest = (2 * LINE + 4, across) if over else (ROW, 0.42 * across)
    most = max(1, int(down / row)), max(1, int((across - (0 if over else longest)) / CELL))
    found = _chosen(reports, _titles(reports, events), *most)
    names = {event: cut(text, longest - 8) for event, text in found.events.items()}
    pages = {page: cut(text, head - 8) for page, text in found.pages.items()}
    head, indent = (max(map(width, texts.values())) + 8 for texts in (pages, names))
    indent = 0.0 if over else indent
    ax = canvas(ax, height=row * len(names), left=indent)
    _draw(ax, found, names, pages, over=over)
    kinds = [kind for kind in dict.fromkeys([*PASSAGES, *reports["role"]]) if kind in set(found.reports["role"])]
    above = key(ax, [sign(shape, kind, color=colour) for kind in kinds for shape, colour, _ in [_look(kind)]])
    ax.get_legend().set_bbox_to_anchor((0, 1 + head / room(ax)[1]))
    return framed(ax, **_wording(reports, found, source), indent=indent, above=above + head)


def _titles(reports: pd.DataFrame, events: pd.DataFrame | None) -> dict[str, str]:
    """event_id -> date, pair by its codes if there are several, and what happened; in order of date, undated last."""
    rows = reports.sort_values(["date", "start"], ascending=[False, True]).drop_duplicates("event_id")
    what = rows["instrument"].where(rows["instrument"] != "", rows["type"])
    if events is not None:
        titles = [title.removeprefix(f"{pair}: ") for title, pair in zip(events["title"], pairs(events), strict=True)]
        what = rows["event_id"].map(dict(zip(events["event_id"], titles, strict=True))).fillna(what)
    codes = rows["country_a"] + DASH + rows["country_b"] + " "
    dates = rows["date"].map(spoken).where(rows["date"] != "", "no date") + "  "
    texts = dates + (codes if codes.nunique() > 1 else "") + what.map(clean)
    titled = rows.assign(text=texts, when=rows["date"].where(rows["date"] != "", "9999"))
    titled = titled.sort_values(["when", "event_id"])
    return dict(zip(titled["event_id"], titled["text"], strict=True))


def _chosen(reports: pd.DataFrame, titles: dict[str, str], rows: int, columns: int) -> Evidence:
    """At most so many events, those told by most pages, and so many pages, those that tell most of these."""
    events = _fullest(reports, "event_id", "article_id", rows)
    told = reports[reports["event_id"].isin(events)]
    told = told[told["article_id"].isin(_fullest(told, "article_id", "event_id", columns))]
    pages = told.assign(when=told["published"].where(told["published"] != "", "9999"))
    order = pages.sort_values(["when", "article_id"])["article_id"].drop_duplicates()
    shown = {event: text for event, text in titles.items() if event in set(told["event_id"])}
    return Evidence(told, shown, {page: clean(page) for page in order})


def _fullest(reports: pd.DataFrame, key: str, other: str, most: int) -> list[str]:
    """The values of one column that meet the most of another, then stand in the most reports."""
    sizes = reports.groupby(key).agg(met=(other, "nunique"), reports=(other, "size")).reset_index()
    return list(sizes.sort_values(["met", "reports", key], ascending=[False, False, True])[key].head(most))


def _look(kind: str) -> tuple[str, str, float]:
    return PASSAGES.get(kind, ("X", SILVER, 0.0))


def _draw(ax: Axes, found: Evidence, names: dict[str, str], pages: dict[str, str], *, over: bool) -> None:
    (across, _), k = room(ax), zoom()
    points = max(len(pages), across / (2 * CELL)) / across  # few pages stand close together
    rows, columns = ({key: place for place, key in enumerate(keys)} for keys in (names, pages))
    for place in columns.values():
        ax.axvline(place, color=RULE, lw=0.8 * k, zorder=0.5)
    for event, place in rows.items():
        ax.axhline(place, color=RULE, lw=0.8 * k, zorder=0.5)
        if over:
            write(ax, names[event], (-0.5, place - 0.42))
    cells = found.reports.drop_duplicates(["event_id", "article_id", "role"])
    for event, page, kind in cells[["event_id", "article_id", "role"]].itertuples(index=False):
        shape, colour, aside = _look(kind)
        place = columns[page] + aside * points
        ax.plot(place, rows[event], marker=shape, ls="none", color=colour, ms=4.2 * k, mew=0, gid=event)
    for page, place in columns.items():
        where = {"xycoords": ax.get_xaxis_transform(), "rotation": 90, "ha": "center", "va": "bottom"}
        write(ax, pages[page], (place, 1), shift=(0, 4), **where)
    ax.set_xlim(-0.5, -0.5 + points * across)
    ax.set_ylim(len(rows) - 0.5, -0.7 if over else -0.5)
    ax.set_yticks([] if over else list(rows.values()), labels=[] if over else list(names.values()))
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)


def _wording(reports: pd.DataFrame, found: Evidence, source: str) -> dict[str, str | list[str]]:
    """Title, notes and description of the evidence."""
    events, pages = reports["event_id"].nunique(), reports["article_id"].nunique()
    size = number(len(reports), "passage")
    notes = [f"Source: {source or number(pages, 'page')}. Pages from left to right in order of publication."]
    if len(found.events) < events or len(found.pages) < pages:
        notes.append(
            f"Drawn: {len(found.events)} of {number(events, 'event')} and {len(found.pages)} of "
            f"{number(pages, 'page')}, those with the most evidence; {len(found.reports)} of {size}."
        )
    told_by = found.reports.groupby("event_id")["article_id"].nunique()
    texts = [number(told_by[event], "page") for event in found.events]
    kinds = reports["role"].value_counts().sort_index()
    words = [f"Table of {number(events, 'event')} by {number(pages, 'page')}: {size}"]
    words.append(", ".join(f"{count} of kind {kind}" for kind, count in kinds.items()))
    words.append(f"Told by: {told(found.events.values(), texts)}")
    title = f"{number(events, 'event')} told in {size} on {number(pages, 'page')}"
    return {"title": title, "notes": notes, "words": f"{'. '.join(words)}. {' '.join(notes[1:])}".strip()}
