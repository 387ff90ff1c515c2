"""Where does each event stand on a timeline? Lanes, rows and labels as numbers, before any drawing.

Lengths are points from the left edge. No two marks of a row touch, so no two labels of a chart do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd
from matplotlib.dates import date2num, num2date

from analysis import vocabulary
from analysis.lettering import DASH, MONTHS, SIZE, clean, number, spoken, width, wrapped

DOT, GAP = 9.0, 6.0
LANES = 20  # so many pairs have a lane of their own, else the smallest share the last one
TYPES = ("agreement", "mission", "exercise", "commitment", "exchange", "dialogue")  # by importance
STATUSES = ("occurred", "planned", "proposed")
# Every so many days, months or years: the steps a date axis may take, and how they are written.
STEPS = (
    *(("D", every) for every in (1, 2, 7, 14)),
    *(("MS", every) for every in (1, 3, 6)),
    *(("YS", every) for every in (1, 2, 5, 10, 20, 50, 100, 1000)),
)
FINEST = {"day": "D", "month": "MS", "year": "YS"}


@dataclass(frozen=True)
class Scale:
    """The days from `low` to `high` on `dates` points; from `strip` to `width` there is no date.

    On a `narrow` chart labels stand over their marks.
    """

    low: float
    high: float
    dates: float
    strip: float
    width: float
    narrow: bool = False

    def points(self, day: float) -> float:
        return (day - self.low) / (self.high - self.low) * self.dates

    def x(self, points: float) -> float:
        """The day at a place, carried on beyond the dates: what matplotlib calls data."""
        return self.low + points * (self.high - self.low) / (self.dates or self.width)


@dataclass(frozen=True)
class Mark:
    """An event at `start`, or from `start` to `end`, and its text: right or left of it, or over it from `at` on."""

    event: pd.Series
    start: float
    end: float
    text: str = ""
    side: str = "right"
    at: float = 0.0

    @cached_property
    def reach(self) -> tuple[float, float]:
        left, right = self.start - DOT / 2, self.end + DOT / 2
        room = width(self.text) + GAP if self.text else 0.0
        if self.side == "over":
            return min(left, self.at), max(right, self.at + room)
        return (left - room, right) if self.side == "left" else (left, right + room)


class Row(NamedTuple):
    """Marks beside each other, and from where to where there is no more room."""

    marks: list[Mark]
    taken: list[tuple[float, float]]


Lanes = dict[str, list[list[Mark]]]


def pairs(events: pd.DataFrame) -> pd.Series:
    """The pair of each event by name, with a dash between: France, South Korea."""
    a, b = (events[side].replace(vocabulary.parties()) for side in ("country_a", "country_b"))
    return a + f" {DASH} " + b


def ranked(events: pd.DataFrame) -> pd.DataFrame:
    """The most important events first, with pair, label, first and last day (NaN: no date)."""
    first, last = (
        pd.to_datetime(
            events[edge].where(events[edge] != "", events["date"]),
            format="ISO8601",
            errors="coerce",
        )
        for edge in ("earliest", "latest")
    )
    dated = (events["date"] != "") & first.notna() & last.notna()
    short = (events["type"] + ": " + events["instrument"]).str.removesuffix(": ")
    titled = [title.removeprefix(f"{pair}: ") for title, pair in zip(events["title"], pairs(events), strict=True)]
    titles = pd.Series(titled, events.index, dtype="str")
    return (
        events.assign(
            pair=pairs(events),
            label=titles.where(titles.str.strip() != "", short).map(clean),
            first=pd.Series(date2num(first), events.index).where(dated),
            last=pd.Series(date2num(last), events.index).where(dated),
            status_rank=_ranks(events["status"], STATUSES),
            type_rank=_ranks(events["type"], TYPES),
        )
        .sort_values(
            ["status_rank", "type_rank", "reports", "date", "event_id"],
            ascending=[True, True, False, False, True],
        )
        .reset_index(drop=True)
    )


def _ranks(values: pd.Series, known: Sequence[str]) -> pd.Series:
    """The place of each value among the known ones; one nobody foresaw comes last."""
    return values.map({value: rank for rank, value in enumerate(known)}).fillna(len(known))


def scale(events: pd.DataFrame, *, room: float, labelled: int, widest: float, narrow: bool = False) -> Scale:
    """The scale for ranked events on `room` points, at most the share `widest` for no date."""
    dated, undated = events.dropna(subset="first"), events[events["first"].isna()]
    if dated.empty:
        return Scale(low=0.0, high=1.0, dates=0.0, strip=0.0, width=room, narrow=narrow)
    texts = undated.loc[undated.index < labelled, "label"]
    longest = max(texts.map(width), default=0.0) + DOT + 3 * GAP
    aside = max(0.15 * room, width("no date") + GAP)
    strip = room if undated.empty else room - (aside if narrow else min(max(longest, aside), widest * room))
    low, high = dated["first"].min(), dated["last"].max()
    # One day only: it stands at the left, so that its labels have room.
    before, after = (1.0, 9.0) if low == high else [max(0.5, 0.03 * (high - low))] * 2
    dates = strip if undated.empty else strip - GAP
    return Scale(low=low - before, high=high + after, dates=dates, strip=strip, width=room, narrow=narrow)


def lanes(events: pd.DataFrame, plan: Scale, *, labelled: int, lines: int, own: int = LANES) -> Lanes:
    """Lane title -> rows of marks, the fullest lane first; only `labelled` events have a text.

    At most `own` lanes, the last of which the smallest pairs share. Marks of a lane's first row keep clear of its
    heading, so that the row may stay empty.
    """
    sizes = events.groupby("pair").size().rename("size").reset_index()
    order = list(sizes.sort_values(["size", "pair"], ascending=[False, True])["pair"])
    alone = set(order if len(order) <= own else order[: own - 1])
    others = number(len(order) - len(alone), "other pair" if alone else "pair")
    title = events["pair"].where(events["pair"].isin(alone), others)
    found: dict[str, list[Row]] = {}
    for name in dict.fromkeys(pair if pair in alone else others for pair in order):
        free = width(heading(name, (title == name).sum()), SIZE, "bold") + GAP
        found[name] = [Row([], [(0.0, free)])]
    columns = _columns(events, plan, labelled)
    for (index, event), column in zip(events.iterrows(), columns, strict=True):
        codes = "" if event["pair"] in alone else f"{event['country_a']}{DASH}{event['country_b']}: "
        text = f"{codes}{event['label']}" if index < labelled else ""
        mark = _mark(event, plan, text, lines=lines, column=column)
        _pack(mark, found[title[index]])
    return {name: [row.marks for row in rows] for name, rows in found.items()}


def heading(pair: str, size: int, *, thinned: bool = True) -> str:
    """What stands over a lane."""
    return f"{pair}  ({number(size, 'event')}{' drawn' if thinned else ''})"


def _columns(events: pd.DataFrame, plan: Scale, labelled: int) -> pd.Series:
    """Where no date is known: labelled events in the first column, the others side by side."""
    bare = events["first"].isna() & (events.index >= labelled)
    most = max(1, int((plan.width - plan.strip - GAP) / (DOT + 3)))
    return (bare.groupby(events["pair"]).cumsum() - 1).where(bare, 0) % most


def _mark(event: pd.Series, plan: Scale, text: str, *, lines: int, column: int) -> Mark:
    """The text goes to the right if it fits, else to the roomier side, else over a long bar.

    On a narrow chart it goes over all that is too near to both edges.
    """
    edge = DOT / 2 + GAP
    if pd.isna(event["first"]):
        start = end = plan.strip + edge + column * (DOT + 3)
        left, right = start - edge if plan.narrow else 0.0, plan.width - end - edge
    else:
        start, end = plan.points(event["first"]), plan.points(event["last"])
        left, right = start - edge, plan.dates - end - edge
    cramped = width(text) > max(left, right) if plan.narrow else max(left, right) < 0.25 * plan.dates
    if cramped and (plan.narrow or end > start):
        short = wrapped(text, plan.width if plan.narrow else plan.dates - start, lines=1)
        at = min(start, plan.width - width(short)) if plan.narrow else start
        return Mark(event, start, end, short, "over", at)
    widest = 420.0 if lines > 1 else 250.0
    side = "right" if right >= min(width(text), widest, left) else "left"
    space = min({"right": right, "left": left}[side], widest)
    return Mark(event, start, end, wrapped(text, space, lines=lines), side)


def _pack(mark: Mark, rows: list[Row]) -> None:
    """Add the mark to the first row with room for it, a new one if need be."""
    left, right = mark.reach
    for row in rows:
        if all(right + 2 <= start or end + 2 <= left for start, end in row.taken):
            break
    else:
        rows.append(row := Row([], []))
    row.marks.append(mark)
    row.taken.append((left, right))


def ticks(events: pd.DataFrame, plan: Scale) -> dict[float, str]:
    """Day -> label, no finer than the finest date there is; the year is named where it changes."""
    dated = events.dropna(subset="first")
    if dated.empty:
        return {}
    if dated["first"].min() == dated["last"].max():
        return {dated["first"].iloc[0]: spoken(dated["date"].iloc[0])}
    units = {FINEST.get(precision, "D") for precision in dated["precision"]}
    finest = next(index for index, (unit, _) in enumerate(STEPS) if unit in units)
    first, last = (pd.Timestamp(num2date(day).replace(tzinfo=None)) for day in (plan.low, plan.high))
    for unit, every in STEPS[finest:]:
        days = pd.date_range(first.ceil("D"), last, freq=unit)
        turns = {"D": pd.RangeIndex(len(days)), "MS": days.month - 1, "YS": days.year}[unit]
        days = days[turns % every == 0]
        if 1 <= len(days) <= max(2, plan.dates // 55):
            break
    years = pd.Series(days.year)
    news = (years != years.shift()) & (unit != "YS")
    wording = {"D": "{0.day} {1}", "MS": "{1}", "YS": "{0.year}"}[unit]
    return {
        date2num(day): wording.format(day, MONTHS[day.month - 1][:3]) + (f"\n{day.year}" if new else "")
        for day, new in zip(days, news, strict=True)
    }
