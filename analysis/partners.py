"""With whom, in which year? Events per partner or pair and year, as a table of shaded figures."""

from math import ceil
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from analysis.frame import (
    BLUE,
    LINE,
    NARROW,
    NO_EVENTS,
    PALE,
    Canvas,
    blank,
    canvas,
    chart,
    framed,
    room,
    told,
    told_by,
    write,
)
from analysis.lanes import pairs
from analysis.lettering import DASH, cut, number, width
from analysis.vocabulary import parties

SPANS = (1, 2, 5, 10, 20, 50, 100, 1000)  # so many years a column may stand for
NOWHEN = "no date"
UNDATED, WIDEST = 46.0, 60.0  # points of the column for no date, and at most of any other
INK = "#222222"
SHADES = LinearSegmentedColormap.from_list("house", ("#dcebf8", BLUE, "#0b3c6b"))


class Grid(NamedTuple):
    """Events per row and column, the rows and columns in order; `party` is the one all events share."""

    counts: pd.DataFrame
    party: str
    span: int
    smallest: int  # rows that share the last one


@chart
def partners(events: pd.DataFrame, *, ax: Canvas | None = None, source: str = "", top: int = 20) -> Axes:
    """Events per year with each partner of the party that all share, else of each pair; darker is more.

    The rows after the `top` share the last one; where years are many, a column stands for several.
    On a narrow chart pairs go by their codes.
    """
    if events.empty:
        return blank(ax, "Partners by year", NO_EVENTS)
    across, down = room(ax)
    grid = _grid(events, across, min(top, max(2, int(down / (LINE + 5)))))
    counts = grid.counts
    names = [cut(name, 0.4 * across) for name in counts.index]
    indent = max(map(width, names)) + 8
    ax = canvas(ax, height=min(22.0 * len(names), down), left=indent)
    _draw(ax, grid, names)
    return framed(ax, **_wording(events, grid, source), indent=indent, below=14)


def _grid(events: pd.DataFrame, across: float, top: int) -> Grid:
    """The table to draw on so many points, with at most `top` rows."""
    names, party = _rows(events, codes=across < NARROW)
    sizes = names.value_counts().rename_axis("name").reset_index(name="size")
    order = list(sizes.sort_values(["size", "name"], ascending=[False, True])["name"])
    smallest = order[top - 1 :] if len(order) > top else []
    others = number(len(smallest), "other partner" if party else "other pair")
    names = names.where(~names.isin(smallest), others)
    rows = [name for name in order if name not in smallest] + ([others] if smallest else [])
    indent = min(max(map(width, rows)), 0.4 * across) + 8
    years = pd.to_numeric(events["date"].str[:4], errors="coerce")
    widest = width(str(sizes["size"].sum())) + 4
    spare = across - indent - (UNDATED if years.isna().any() else 0)
    span, columns = _columns(years.dropna().astype(int), int(spare / widest))
    when = years.map(lambda year: NOWHEN if pd.isna(year) else int(year) // span * span)
    columns += [NOWHEN] if years.isna().any() else []
    counts = pd.crosstab(names, when).reindex(index=rows, columns=columns, fill_value=0)
    return Grid(counts, party, span, len(smallest))


def _rows(events: pd.DataFrame, *, codes: bool) -> tuple[pd.Series, str]:
    """The row of each event (a pair by its codes if asked), and the party all share, if it has several partners."""
    a, b = events["country_a"], events["country_b"]
    shared = set(a.iloc[:1]).union(b.iloc[:1]).intersection(*(set(pair) for pair in zip(a, b, strict=True)))
    if len(shared) != 1:
        return (a + DASH + b if codes else pairs(events)), ""
    (party,) = shared
    return b.where(a == party, a).replace(parties()), parties().get(party, party)


def _columns(years: pd.Series, most: int) -> tuple[int, list[int | str]]:
    """How many years a column stands for, and the first year of each of at most so many columns."""
    if years.empty:
        return 1, []
    for span in SPANS:
        first, last = years.min() // span * span, years.max() // span * span
        if (last - first) // span < most:
            break
    return span, list(range(first, last + 1, span))


def _draw(ax: Axes, grid: Grid, names: list[str]) -> None:
    counts, across = grid.counts, room(ax)[0]
    undated = NOWHEN in counts
    dated = len(counts.columns) - undated
    cell = min(WIDEST, (across - UNDATED * undated) / max(dated, 1))
    places = {when: (cell * (place + 0.5), cell) for place, when in enumerate(counts.columns[:dated])}
    if undated:
        places[NOWHEN] = (cell * dated + UNDATED / 2 + 2, UNDATED - 4)
    most = counts.to_numpy().max()
    for y, (_, row) in enumerate(counts.iterrows()):
        for when, size in row.items():
            x, wide = places[when]
            shade = SHADES(size / most) if size else PALE
            ax.barh(y, wide - 1, 0.92, left=x - wide / 2 + 0.5, color=shade, lw=0)
            if size:
                light = sum(w * c for w, c in zip((0.299, 0.587, 0.114), shade, strict=False)) > 0.5
                write(ax, str(size), (x, y), ha="center", color=INK if light else "white")
    every = ceil((width("2000") + 6) / cell)
    labelled = [when for when in counts.columns[:dated] if when // grid.span % every == 0] or list(counts.columns[:1])
    labelled = list(dict.fromkeys([*labelled, *([NOWHEN] if undated else [])]))
    ax.set_xticks([places[when][0] for when in labelled], labels=list(map(str, labelled)))
    ax.set_yticks(range(len(names)), labels=names)
    ax.tick_params(axis="x", length=0)
    ax.set_xlim(0, across)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.spines["bottom"].set_visible(False)


def _span(first: int, years: int) -> str:
    return str(first) if years == 1 else f"{first} to {first + years - 1}"


def _wording(events: pd.DataFrame, grid: Grid, source: str) -> dict[str, str | list[str]]:
    """Title, notes and description of a table of partners or pairs by year."""
    counts, size, ahead = grid.counts, number(len(events), "event"), (events["status"] != "occurred").sum()
    across = len(counts) - bool(grid.smallest) + grid.smallest
    totals = counts.sum(axis=1)
    what = f"{grid.party} and {number(across, 'partner')}" if grid.party else ""
    what = what or (counts.index[0] if across == 1 else number(across, "pair"))
    most = f", most with {counts.index[0]} ({totals.iloc[0]})" if grid.party else ""
    most = most or (f", most {counts.index[0]} ({totals.iloc[0]})" if across > 1 else "")
    notes = [f"{told_by(events, source)}. Events by the year they begin."]
    if grid.span > 1:
        notes.append(f"A column stands for {grid.span} years, from the one named.")
    if NOWHEN in counts:
        notes.append(f"{counts[NOWHEN].sum()} of {size} without a date stand at the right.")
    if ahead:
        notes.append(f"Counted, too: {ahead} planned or proposed.")
    if grid.smallest:
        notes.append(f"The {grid.smallest} with the fewest events share the last row.")
    cells = [
        ", ".join(
            f"{count} in {_span(when, grid.span)}" if when != NOWHEN else f"{count} without a date"
            for when, count in row
            if count
        )
        for row in (list(row.items()) for _, row in counts.iterrows())
    ]
    title = f"{what}: {size} in space cooperation{most}"
    return {"title": title, "notes": notes, "words": f"Table of {size} by year. {told(counts.index + ':', cells)}."}
