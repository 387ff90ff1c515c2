"""How does it look? A table in, `Axes` out, also when the table is empty.

Every chart has a title that states what is shown, its source beneath, and a `description`: the
same in words. Events without a date have a strip of their own; what is left out is said.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from textwrap import fill

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.lanes import DOT, GAP, LANES, TYPES, Lanes, Mark, Scale, lanes, ranked, scale, ticks
from analysis.lettering import SIZE, clean, cut, listed, number, spoken, width

STYLE = "analysis.workbook"  # the .mplstyle file beside this module
WIDTH, SIDE, TOP, BOTTOM = 8.0, 0.25, 0.75, 0.75  # inches of a figure and its margins
LINE = 11.0  # points a line of labels takes
WRAPPED = 12  # up to so many events, labels may take two lines
GREY, PALE, GROUND = "#5c5c5c", "#f3f3f3", "#ffffff"

_BLUE, _, _RED, _SILVER, _PURPLE, _BROWN, _ORANGE, _, _SLATE, _ = mpl.color_sequences["petroff10"]
# Event type -> marker and colour, each with a contrast of 3:1 on white.
SHAPES = dict(zip(TYPES, "o^Dsv*", strict=True))
COLOURS = dict(zip(TYPES, (_BLUE, _BROWN, _PURPLE, _ORANGE, _SLATE, _RED), strict=True))
ROLES = ("chrome", "section", "headline", "byline", "timestamp", "caption", "paragraph")
KINDS = {
    "PERSON": ("person", _ORANGE),
    "ORG": ("organisation", _PURPLE),
    "GPE": ("country or place", _BLUE),
    "NORP": ("group", _BROWN),
    "LOC": ("region", _SLATE),
    "FAC": ("facility", _SLATE),
    "EVENT": ("event", _RED),
    "ORG_DESC": ("description of an organisation", _PURPLE),
    "GPE_DESC": ("pair of countries", _SLATE),
}
# Pale enough for the words on them: displaCy's `colors`.
NAME_COLOURS = {label: mpl.colors.to_hex((colour, 0.25), keep_alpha=True) for label, (_, colour) in KINDS.items()}


def description(ax: Axes) -> str:
    """What the chart shows, in words, for alt texts; notebooks print it as the repr of the Axes."""
    return ax.get_label()


@contextmanager
def styled() -> Iterator[None]:
    """In the house style; a notebook is told of charts before, since what it sets within ends with the style."""
    plt.install_repl_displayhook()
    with plt.style.context(STYLE):
        yield


@styled()
def roles(blocks: pd.DataFrame, *, ax: Axes | None = None, source: str = "") -> Axes:
    """Characters per block role, in the order of a page; what repeats another block is hatched."""
    if blocks.empty:
        return _blank(ax, "What the pages are made of", "Nothing to show: no page was read.")
    sizes = blocks.assign(size=blocks["end"] - blocks["start"])
    order = list(dict.fromkeys([*ROLES, *sorted(set(blocks["role"]))]))
    totals, repeats = (
        rows.groupby("role")["size"].sum().reindex(order, fill_value=0)
        for rows in (sizes, sizes[sizes["duplicate_of"].notna()])
    )
    everything, where = totals.sum(), number(blocks["article_id"].nunique(), "page")
    shares = [f"{size / max(everything, 1):.0%}" for size in totals]
    texts = [
        f"{size:,} ({share}" + (f", {repeat:,} repeated)" if repeat else ")")
        for size, share, repeat in zip(totals, shares, repeats, strict=True)
    ]
    most = totals.argmax()
    ax = _bars(ax, order, list(totals), texts, colours=[_BLUE] * len(order))
    again = repeats[repeats > 0]
    places = [order.index(role) for role in again.index]
    hatched = {"fc": GROUND, "ec": _BLUE, "hatch": "/////"}
    ax.barh(places, again, 0.6, left=totals[again.index] - again, **hatched)
    return _framed(
        ax,
        title=f"{order[most].capitalize()} text: {shares[most]} of the characters on {where}",
        notes=[f"Source: {source or listed(blocks['article_id'])}. Characters per role of a block."],
        words=f"Bars of characters per role on {where}: {_told(order, texts)}.",
        indent=_indent(order),
    )


@styled()
def actors(entities: pd.DataFrame, *, ax: Axes | None = None, source: str = "", top: int = 15) -> Axes:
    """Who is named how often: the `top` entities by mentions, each told what it is."""
    if entities.empty:
        return _blank(ax, "Who is named", "Nothing to show: no page names anybody.")
    order = entities.sort_values(["mentions", "articles", "name"], ascending=[False, False, True])
    shown, rest = order.head(top), order.iloc[top:]
    kinds = [KINDS.get(label, (label.lower(), _SILVER)) for label in shown["label"]]
    names = [cut(clean(name), 170) for name in shown["name"]]
    texts = [f"{size:,}  {kind}" for size, (kind, _) in zip(shown["mentions"], kinds, strict=True)]
    least = f"Not drawn: {number(len(rest), 'name')} with {rest['mentions'].max()} or fewer each."
    ax = _bars(ax, names, list(shown["mentions"]), texts, colours=[colour for _, colour in kinds])
    return _framed(
        ax,
        title=f"Named most: {names[0]}, {number(shown['mentions'].iloc[0], 'time')}",
        notes=[f"Source: {source or number(len(order), 'name')}. Headlines, captions, paragraphs."]
        + ([least] if len(rest) else []),
        words=f"Bars of mentions, {len(shown)} of {len(order)} names: {_told(names, texts)}.",
        indent=_indent(names),
    )


@styled()
def timeline(events: pd.DataFrame, *, ax: Axes | None = None, source: str = "", labels: int = 40) -> Axes:
    """A lane per pair, a mark per event: its shape is the type, hollow means planned or proposed.

    A date of which only the month or year is known is a bar over all the days it may be. At most
    `labels` events are labelled, occurred agreements first; in a low `ax` only as many as fit.
    """
    if events.empty:
        reason = "Nothing to show: no page tells of two parties acting together in space."
        return _blank(ax, "Space cooperation over time", reason)
    events = ranked(events)
    room = (WIDTH - 2 * SIDE) * 72 if ax is None else _size(ax)[0]
    lines = 2 if len(events) <= WRAPPED else 1
    row, labelled = lines * LINE + 6, min(labels, len(events))
    while True:
        plan = scale(events, room=room, labelled=labelled, widest=0.45 if lines > 1 else 0.3)
        found = lanes(events, plan, labelled=labelled, lines=lines)
        height = row * sum(len(rows) + 1 for rows in found.values())
        if ax is None or not labelled or height <= _size(ax)[1]:
            break
        labelled //= 2
    ax = _canvas(ax, height=height / 72)
    _draw(ax, found, plan, row=row)
    days = ticks(events, plan)
    for day in days:
        ax.axvline(day, color="#e3e3e3", linewidth=0.8, zorder=0.5)
    if plan.strip < plan.width:
        left, right = plan.x(plan.strip), plan.x(plan.width)
        ax.axvspan(left, right, color=PALE, zorder=0.4, linewidth=0)
        days[(left + right) / 2] = "no date"
    ax.set_xticks(list(days), labels=list(days.values()))
    ax.set_xlim(plan.x(0), plan.x(plan.width))
    ax.spines["bottom"].set_bounds(plan.x(0), plan.x(plan.dates or plan.width))
    return _framed(ax, **_wording(events, source, labelled), above=_key(ax, events))


def _draw(ax: Axes, found: Lanes, plan: Scale, *, row: float) -> None:
    y = 0
    for title, rows in found.items():
        ax.axhline(y - 0.5, color="#c4c4c4", linewidth=0.8, zorder=0.6)
        heading = f"{title}  ({number(sum(map(len, rows)), 'event')})"
        ax.annotate(
            heading,
            (0, y),
            xycoords=ax.get_yaxis_transform(),
            va="center",
            size=SIZE,
            weight="bold",
        )
        for marks in rows:
            y += 1
            for mark in marks:
                _draw_mark(ax, mark, plan, y=y, row=row)
        y += 1
    ax.set_ylim(y - 0.5, -0.5)
    ax.set_yticks([])


def _draw_mark(ax: Axes, mark: Mark, plan: Scale, *, y: float, row: float) -> None:
    """A dot for a day or for no date, a bar for a month or year; its gid is the event_id."""
    event, start, end = mark.event, plan.x(mark.start), plan.x(mark.end)
    shape, colour = SHAPES.get(event["type"], "X"), COLOURS.get(event["type"], _SILVER)
    face = colour if event["status"] == "occurred" else GROUND
    over = mark.side == "over"
    if start == end:
        dot = {"marker": shape, "mfc": face, "mec": colour, "ms": 9.5 if shape == "*" else None}
        ax.plot(start, y, linestyle="none", gid=event["event_id"], **dot)
    else:
        middle = y + 0.22 if over else y
        ax.barh(
            middle,
            end - start,
            8 / row,
            left=start,
            fc=face,
            ec=colour,
            lw=1.2,
            gid=event["event_id"],
        )
        if mark.end - mark.start > 2 * DOT:  # room for the type's shape inside
            inside = GROUND if face == colour else colour
            ax.plot((start + end) / 2, middle, marker=shape, color=inside, ms=5, mew=0)
    shift = DOT / 2 + GAP / 2
    place, offset, align = {
        "right": (end, (shift, 0), "left"),
        "left": (start, (-shift, 0), "right"),
        "over": (start, (0, 0.28 * row), "left"),
    }[mark.side]
    if mark.text:
        where = {"xytext": offset, "textcoords": "offset points", "ha": align, "va": "center"}
        ax.annotate(mark.text, (place, y), size=SIZE, linespacing=1.05, **where)


def _key(ax: Axes, events: pd.DataFrame) -> float:
    """What the shapes mean, in one or two lines above the chart; returns their height in points."""
    kinds = dict.fromkeys([*(kind for kind in TYPES if kind in set(events["type"])), *events["type"]])
    handles = [
        Line2D(
            [],
            [],
            ls="none",
            marker=SHAPES.get(kind, "X"),
            color=COLOURS.get(kind, _SILVER),
            label=kind,
        )
        for kind in kinds
    ]
    if (events["status"] != "occurred").any():
        hollow = {"marker": "o", "mfc": GROUND, "mec": GREY}
        handles.append(Line2D([], [], ls="none", label="hollow: planned or proposed", **hollow))
    if (events["last"] > events["first"]).any():
        handles.append(Patch(fc="#b0b0b0", ec=GREY, label="bar: day not known"))
    sizes = [width(handle.get_label()) + 30 for handle in handles]
    fitting = (n for n in range(len(sizes), 0, -1) if _key_width(sizes, n) <= _size(ax)[0])
    columns = next(fitting, 1)
    spaces = {"borderpad": 0, "borderaxespad": 0.4, "handlelength": 1.2, "handletextpad": 0.4}
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, **spaces)
    return 14.0 * -(-len(handles) // columns)


def _key_width(sizes: list[float], columns: int) -> float:
    """Points a key of so many columns takes; matplotlib fills it column by column."""
    return sum(max(column) for column in np.array_split(sizes, columns))


def _wording(events: pd.DataFrame, source: str, labelled: int) -> dict[str, str | list[str]]:
    """Title, notes and description of a timeline."""
    dates = events["date"].where(events["first"].notna(), "")
    dated, across = (dates != "").sum(), events["pair"].nunique()
    size, who = number(len(events), "event"), events["pair"].iloc[0]
    ends = dates[dates != ""].agg(["min", "max"]).map(spoken) if dated else ["no dates"]
    span = " to ".join(dict.fromkeys(ends))
    if 0 < dated < len(events):
        span += f", {len(events) - dated} of {len(events)} without a date"
    kinds = (events["type"] + " " + events["status"]).value_counts(sort=False)
    words = [f"Timeline of {size} of {who if across == 1 else f'{across} pairs'}, {span}"]
    words.append(", ".join(f"{count} {kind}" for kind, count in kinds.items()))
    if len(events) <= WRAPPED:
        words.append(_told([f"{spoken(date) or 'No date'}:" for date in dates], events["label"]))
    told = f"Source: {source}" if source else f"First told by {listed(events['first_article_id'])}"
    notes = [f"{told}. Dates: {span}."]
    if labelled < len(events):
        notes.append(f"Labelled: {labelled} of {size}, occurred agreements first; all have a mark.")
    if across > LANES:
        notes.append(f"The {across - LANES + 1} pairs with the fewest events share the last lane.")
    title = f"{who}: {size}" if across == 1 else f"{size} between {across} pairs"
    return {
        "title": f"{title} in space cooperation",
        "notes": notes,
        "words": f"{'. '.join(words)}.",
    }


def _size(ax: Axes) -> tuple[float, float]:
    """Width and height of the axes in points."""
    box, points = ax.get_window_extent(), 72 / ax.get_figure().dpi
    return box.width * points, box.height * points


def _canvas(ax: Axes | None, *, height: float, left: float = 0.0) -> Axes:
    """The axes given, or new ones of that height, with `left` for names; both in inches."""
    if ax is not None:
        return ax
    total, inner = height + TOP + BOTTOM, WIDTH - 2 * SIDE - left
    box = ((SIDE + left) / WIDTH, BOTTOM / total, inner / WIDTH, height / total)
    return plt.figure(figsize=(WIDTH, total)).add_axes(box)


def _blank(ax: Axes | None, title: str, sentence: str) -> Axes:
    ax = _canvas(ax, height=0.3)
    ax.set_axis_off()
    ax.text(0, 0.5, sentence, transform=ax.transAxes, va="center", color=GREY)
    return _framed(ax, title=title, notes=[], words=f"{title}. {sentence}")


def _framed(
    ax: Axes,
    *,
    title: str,
    notes: Sequence[str],
    words: str,
    indent: float = 0.0,
    above: float = 0.0,
) -> Axes:
    """The axes with title and notes, both `indent` points to the left, and a description."""
    room = _size(ax)[0]
    ax.spines[["left", "right", "top"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_title(fill(title, int((room + indent) / 7.8)), x=-indent / room, pad=8 + above)
    ax.annotate(
        "\n".join(fill(note, int((room + indent) / 4.6)) for note in notes),
        (0, 0),
        xycoords="axes fraction",
        xytext=(-indent, -10 if indent else -32),
        textcoords="offset points",
        va="top",
        size=8,
        color=GREY,
    )
    ax.set_label(words)
    return ax


def _bars(ax: Axes | None, names: list[str], values: list[int], texts: list[str], *, colours: list[str]) -> Axes:
    """Horizontal bars, the first on top, each with its text at its end and room for it."""
    ax = _canvas(ax, height=0.27 * len(names), left=_indent(names) / 72)
    places, room = range(len(names)), _size(ax)[0]
    ax.barh(places, values, 0.6, color=colours)
    for place, value, text in zip(places, values, texts, strict=True):
        where = {"xytext": (4, 0), "textcoords": "offset points", "va": "center"}
        ax.annotate(text, (value, place), size=SIZE, **where)
    free = [max(0.2, 1 - (width(text) + 8) / room) for text in texts]
    ax.set_xlim(0, max(1, *(value / share for value, share in zip(values, free, strict=True))))
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_yticks(places, labels=names)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    return ax


def _indent(names: Sequence[str]) -> float:
    return max(map(width, names)) + 8


def _told(names: Sequence[str], texts: Sequence[str]) -> str:
    return "; ".join(f"{name} {text}" for name, text in zip(names, texts, strict=True))
