"""What happened when? A lane per pair, a mark per event."""

from collections.abc import Iterator
from typing import NamedTuple

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.frame import (
    BLUE,
    BROWN,
    GREY,
    GROUND,
    LINE,
    NARROW,
    NO_EVENTS,
    ORANGE,
    PALE,
    PURPLE,
    RED,
    RULE,
    SILVER,
    SLATE,
    Canvas,
    blank,
    canvas,
    chart,
    dates,
    framed,
    key,
    room,
    sign,
    told,
    told_by,
    write,
    zoom,
)
from analysis.lanes import DOT, GAP, LANES, TYPES, Lanes, Mark, Scale, heading, lanes, ranked, scale, ticks
from analysis.lettering import number, spoken, width

WRAPPED = 12  # up to so many events, labels may take two lines
# Event type -> marker and colour, each with a contrast of 3:1 on white.
SHAPES = dict(zip(TYPES, "o^Dsv*", strict=True))
COLOURS = dict(zip(TYPES, (BLUE, BROWN, PURPLE, ORANGE, SLATE, RED), strict=True))


class Layout(NamedTuple):
    """Lanes on a scale: of how many events, how many with a label, and at most how many lanes."""

    lanes: Lanes
    scale: Scale
    drawn: int
    labelled: int
    own: int

    @property
    def height(self) -> float:
        return sum(_height(row, index == 0) for rows in self.lanes.values() for index, row in enumerate(rows))


def _height(row: list[Mark], first: bool) -> float:
    """Points a row takes; the first of a lane has its heading."""
    if any(mark.side == "over" for mark in row):
        return 2 * LINE
    lines = max((1 + mark.text.count("\n") for mark in row if mark.text), default=int(first))
    return lines * LINE + 6 if lines else DOT + 4


@chart
def timeline(events: pd.DataFrame, *, ax: Canvas | None = None, source: str = "", labels: int = 40) -> Axes:
    """A lane per pair, a mark per event: its shape is the type, hollow means planned or proposed.

    A date of which only the month or year is known is a bar over all the days it may be. At most
    `labels` events are labelled, occurred agreements first. Where that is higher than a page, there
    are fewer labels, then fewer lanes, then fewer marks, and the chart says so.
    """
    if events.empty:
        return blank(ax, "Space cooperation over time", NO_EVENTS)
    events = ranked(events)
    layout = _fitting(events, *room(ax), labels=labels)
    ax = canvas(ax, height=layout.height)
    _draw(ax, layout, thinned=layout.drawn < len(events))
    shown = events.head(layout.drawn)
    below = _axis(ax, shown, layout.scale)
    return framed(ax, **_wording(events, source, layout), above=key(ax, _signs(shown)), below=below)


def _fitting(events: pd.DataFrame, across: float, down: float, *, labels: int) -> Layout:
    """The fullest layout that is not higher than `down`."""
    narrow, lines = across < NARROW, 2 if len(events) <= WRAPPED else 1
    most = int(across * down / (2 * DOT**2))
    for drawn, labelled, own in _choices(len(events), min(labels, len(events)), most=most):
        shown = events.head(drawn)
        found = scale(shown, room=across, labelled=labelled, widest=0.45 if lines > 1 else 0.3, narrow=narrow)
        rows = lanes(shown, found, labelled=labelled, lines=lines, own=own)
        layout = Layout(rows, found, drawn, labelled, own)
        if layout.height <= down:
            break
    return layout


def _choices(size: int, labels: int, *, most: int) -> Iterator[tuple[int, int, int]]:
    """Events to draw, to label, and lanes: ever less, down to the most important ten."""
    if size <= most:
        yield from ((size, labels // part, LANES) for part in (1, 2, 4))
        yield from ((size, labels // 4, LANES // part) for part in (2, 4, 10, 20))
    drawn = min(size, most)
    while drawn > 10:
        drawn = max(10, drawn * 3 // 4)
        yield drawn, min(labels // 4, drawn), LANES // 4
    yield from ((min(drawn, few), min(labels // 4, few), 1) for few in (10, 5, 3))


def _draw(ax: Axes, layout: Layout, *, thinned: bool) -> None:
    top = 0.0
    for title, rows in layout.lanes.items():
        ax.axhline(top, color="#c4c4c4", linewidth=0.8 * zoom(), zorder=0.6)
        for index, row in enumerate(rows):
            height = _height(row, index == 0)
            if index == 0:
                text = heading(title, sum(map(len, rows)), thinned=thinned)
                write(ax, text, (0, top + height / 2), xycoords=ax.get_yaxis_transform(), weight="bold")
            for mark in row:
                _draw_mark(ax, mark, layout.scale, y=top + height / 2)
            top += height
    ax.set_ylim(top, 0)
    ax.set_yticks([])


def _draw_mark(ax: Axes, mark: Mark, scale: Scale, *, y: float) -> None:
    """A dot for a day or for no date, a bar for a month or year; its gid is the event_id."""
    event, k, (start, end) = mark.event, zoom(), map(scale.x, (mark.start, mark.end))
    shape, colour = SHAPES.get(event["type"], "X"), COLOURS.get(event["type"], SILVER)
    face = colour if event["status"] == "occurred" else GROUND
    middle = y + 5 if mark.side == "over" else y
    if start == end:
        size = (9.5 if shape == "*" else 7.5) * k
        ax.plot(start, middle, ls="none", marker=shape, mfc=face, mec=colour, ms=size, gid=event["event_id"])
    else:
        ax.barh(middle, end - start, 8, left=start, fc=face, ec=colour, lw=1.2 * k, gid=event["event_id"])
        if mark.end - mark.start > 2 * DOT:  # room for the type's shape inside
            inside = GROUND if face == colour else colour
            ax.plot((start + end) / 2, middle, marker=shape, color=inside, ms=5 * k, mew=0)
    shift = DOT / 2 + GAP / 2
    place, offset, align = {
        "right": (end, (shift, 0), "left"),
        "left": (start, (-shift, 0), "right"),
        "over": (scale.x(mark.at), (0, 6), "left"),
    }[mark.side]
    if mark.text:
        write(ax, mark.text, (place, y), shift=offset, ha=align, linespacing=1.05)


def _axis(ax: Axes, events: pd.DataFrame, plan: Scale) -> float:
    """Dates, a rule at each, and a grey strip for what has none; returns the points the dates take."""
    days = ticks(events, plan)
    for day in days:
        ax.axvline(day, color=RULE, linewidth=0.8 * zoom(), zorder=0.5)
    if plan.strip < plan.width:
        left, right = plan.x(plan.strip), plan.x(plan.width)
        ax.axvspan(left, right, color=PALE, zorder=0.4, linewidth=0)
        free = (plan.strip + plan.width) / 2 - width("no date") / 2 - GAP
        days = {day: text if plan.points(day) + width(text) / 2 < free else "" for day, text in days.items()}
        days[(left + right) / 2] = "no date"
    below = dates(ax, days, plan.points)
    ax.set_xlim(plan.x(0), plan.x(plan.width))
    ax.spines["bottom"].set_bounds(plan.x(0), plan.x(plan.dates or plan.width))
    return below


def _signs(events: pd.DataFrame) -> list[mpl.artist.Artist]:
    """What shapes, hollow marks and bars mean, for the key."""
    kinds = dict.fromkeys([*(kind for kind in TYPES if kind in set(events["type"])), *events["type"]])
    signs = [sign(SHAPES.get(kind, "X"), kind, color=COLOURS.get(kind, SILVER)) for kind in kinds]
    if (events["status"] != "occurred").any():
        signs.append(sign("o", "hollow: planned or proposed", mfc=GROUND, mec=GREY))
    if (events["last"] > events["first"]).any():
        signs.append(Patch(fc="#b0b0b0", ec=GREY, label="bar: day not known"))
    return signs


def _wording(events: pd.DataFrame, source: str, layout: Layout) -> dict[str, str | list[str]]:
    """Title, notes and description of a timeline."""
    when = events["date"].where(events["first"].notna(), "")
    dated, across = (when != "").sum(), events["pair"].nunique()
    size, who = number(len(events), "event"), events["pair"].iloc[0]
    ends = when[when != ""].agg(["min", "max"]).map(spoken) if dated else ["no dates"]
    span = " to ".join(dict.fromkeys(ends))
    if 0 < dated < len(events):
        span += f", {len(events) - dated} of {len(events)} without a date"
    kinds = (events["type"] + " " + events["status"]).value_counts(sort=False)
    words = [f"Timeline of {size} of {who if across == 1 else f'{across} pairs'}, {span}"]
    words.append(", ".join(f"{count} {kind}" for kind, count in kinds.items()))
    if len(events) <= WRAPPED:
        words.append(told([f"{spoken(date) or 'No date'}:" for date in when], events["label"]))
    thinned = _thinned(events, layout)
    title = f"{who}: {size}" if across == 1 else f"{size} between {across} pairs"
    return {
        "title": f"{title} in space cooperation",
        "notes": [f"{told_by(events, source)}. Dates: {span}.", *thinned],
        "words": f"{'. '.join(words)}. {' '.join(thinned[:1] if layout.drawn < len(events) else [])}".strip(),
    }


def _thinned(events: pd.DataFrame, layout: Layout) -> list[str]:
    """What a chart of many events leaves out, a sentence each."""
    notes, drawn = [], events.head(layout.drawn)
    if layout.drawn < len(events):
        notes.append(f"Drawn: {layout.drawn} of {number(len(events), 'event')}, occurred agreements first.")
    if layout.labelled < layout.drawn:
        rest = "" if notes else "; all have a mark"
        notes.append(f"Labelled: {layout.labelled} of {layout.drawn} events, occurred agreements first{rest}.")
    across = drawn["pair"].nunique()
    if layout.own == 1 < across:
        notes.append(f"The {across} pairs share one lane.")
    elif across > layout.own:
        notes.append(f"The {across - layout.own + 1} pairs with the fewest events share the last lane.")
    return notes
