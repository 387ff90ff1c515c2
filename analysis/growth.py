"""How did it grow? Occurred agreements added up over time, a line of steps per pair."""

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.frame import (
    BLUE,
    BROWN,
    LINE,
    NARROW,
    NO_EVENTS,
    PURPLE,
    RED,
    RULE,
    Canvas,
    blank,
    canvas,
    chart,
    dates,
    framed,
    room,
    told,
    told_by,
    write,
    zoom,
)
from analysis.lanes import ranked, scale, ticks
from analysis.lettering import cut, number, spoken, width

OWN = 4  # so many pairs have a line of their own
DARK = "#3a3a3a"
# Colour, dashes and marks of a line.
LOOKS = (
    (BLUE, "solid", "o"),
    (RED, (0, (5, 2)), "s"),
    (PURPLE, (0, (1.5, 1.5)), "^"),
    (BROWN, (0, (6, 2, 1.5, 2)), "D"),
    (DARK, "solid", "v"),
)
# What stands before a line's name.
SIGNS = {"o": "●", "s": "■", "^": "▲", "D": "◆", "v": "▼"}
SIGN = 11.0  # points it takes
HEIGHT = 210.0


@chart
def agreements(events: pd.DataFrame, *, ax: Canvas | None = None, source: str = "") -> Axes:
    """Agreements that occurred, added up: a step for each, a line for each of the busiest pairs and one for all else.

    One of which only the month or year is known counts from the last day it may be; those without a
    date are said.
    """
    title = "Space agreements over time"
    if events.empty:
        return blank(ax, title, NO_EVENTS)
    signed = ranked(events[(events["type"] == "agreement") & (events["status"] == "occurred")])
    dated = signed.dropna(subset="last").sort_values(["last", "event_id"])
    if dated.empty:
        what = "agreement that occurred" if signed.empty else "such agreement with a date"
        return blank(ax, title, f"Nothing to show: {number(len(events), 'event')}, but no {what}.")
    lines = _lines(dated)
    across, down = room(ax)
    names = [cut(name, (0.45 if across < NARROW else 0.35) * across) for name in lines]
    right = max(width(f"{name}: {len(days)}") for name, days in zip(names, lines.values(), strict=True)) + SIGN + 8
    left = width(str(max(map(len, lines.values())))) + 8
    ax = canvas(ax, height=min(HEIGHT, down), left=left)
    below = _draw(ax, dated, lines, names, right)
    return framed(ax, **_wording(signed, dated, lines, source), indent=left, below=below)


def _lines(dated: pd.DataFrame) -> dict[str, pd.Series]:
    """Name -> the days on which its agreements are counted, the busiest pair first, all else last."""
    sizes = dated.groupby("pair").size().rename("size").reset_index()
    order = list(sizes.sort_values(["size", "pair"], ascending=[False, True])["pair"])
    lines = {pair: dated.loc[dated["pair"] == pair, "last"] for pair in order[:OWN]}
    if rest := order[OWN:]:
        name = rest[0] if len(rest) == 1 else number(len(rest), "other pair")
        lines[name] = dated.loc[dated["pair"].isin(rest), "last"]
    return lines


def _draw(ax: Axes, dated: pd.DataFrame, lines: dict[str, pd.Series], names: list[str], right: float) -> float:
    """The steps, each line named at its end; returns the points the dates take."""
    (across, down), k = room(ax), zoom()
    plan = scale(dated, room=across - right, labelled=0, widest=0.0)
    most = max(map(len, lines.values()))
    ax.set_ylim(0, most * 1.08)
    ends = _apart([len(days) * down / (most * 1.08) for days in lines.values()])
    for (line, days), name, end, (colour, dashes, shape) in zip(lines.items(), names, ends, LOOKS, strict=False):
        steps = [days.iloc[0], *days, plan.high]
        counts = [*range(len(days) + 1), len(days)]
        look = {"color": colour, "lw": 1.8 * k, "ls": dashes, "marker": shape, "ms": 4.5 * k, "mew": 0}
        ax.plot(steps, counts, drawstyle="steps-post", markevery=slice(1, -1), label=line, clip_on=False, **look)
        shift = end - len(days) * down / (most * 1.08)
        write(ax, SIGNS[shape], (plan.high, len(days)), shift=(4, shift), color=colour)
        write(ax, f"{name}: {len(days)}", (plan.high, len(days)), shift=(SIGN + 4, shift))
    below = dates(ax, ticks(dated, plan), plan.points)
    ax.set_xlim(plan.x(0), plan.x(across))
    ax.spines["bottom"].set_bounds(plan.x(0), plan.high)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=max(2, int(down / 30)), integer=True))
    ax.hlines(
        [tick for tick in ax.get_yticks() if 0 < tick <= most], plan.low, plan.high, color=RULE, lw=0.8 * k, zorder=0.5
    )
    return below


def _apart(heights: list[float]) -> list[float]:
    """The heights of labels, moved apart until each has a line of its own."""
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    moved = list(heights)
    for lower, upper in pairwise(order):
        moved[upper] = max(moved[upper], moved[lower] + LINE)
    return moved


def _wording(
    signed: pd.DataFrame, dated: pd.DataFrame, lines: dict[str, pd.Series], source: str
) -> dict[str, str | list[str]]:
    """Title, notes and description of agreements over time."""
    first, last = (spoken(dated[edge].agg(which)) for edge, which in (("date", "min"), ("date", "max")))
    size, across = number(len(dated), "agreement"), signed["pair"].nunique()
    who = signed["pair"].iloc[0] if across == 1 else number(across, "pair")
    notes = [f"{told_by(signed, source)}. Agreements that occurred, added up."]
    if (dated["last"] > dated["first"]).any():
        notes.append("Where the day is not known, one counts from the last day it may be.")
    if missing := len(signed) - len(dated):
        notes.append(f"Not drawn: {missing} without a date.")
    span = f"on {first}" if first == last else f"from {first} to {last}"
    words = (
        f"Lines of {size} {span}, added up: {told([f'{name}:' for name in lines], map(str, map(len, lines.values())))}."
    )
    return {"title": f"{who}: {size} on space {span}", "notes": notes, "words": " ".join([words, *notes[1:]])}
