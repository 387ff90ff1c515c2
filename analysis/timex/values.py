"""A TIMEX3 value, and what readers of time expressions share: numbers, units, and the place an expression stands at."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from analysis import vocabulary
from analysis.timex import tense

MONTHS = vocabulary.numbers("timewords", "month")
NUMBERS = vocabulary.numbers("timewords", "number")
ORDINALS = vocabulary.numbers("timewords", "ordinal")
SEASONS = vocabulary.mapping("timewords", "season")
UNITS = vocabulary.mapping("timewords", "unit")
LASTING = {"DE": (10, "Y"), "CE": (100, "Y"), "WE": (1, "WE")}  # units of which a duration is told in others
Found = Mapping[str, str | None]  # what a rule's atoms matched, by their names


class Value(NamedTuple):
    """type (DATE, TIME, DURATION, SET), TIMEX3 value, and its basis (stated, resolved, none)."""

    type: str
    value: str
    basis: str


class Place(NamedTuple):
    """Where an expression stands: the text, its span there, the moment and the day of the news, and the last date
    named before it (TIMEX3)."""

    text: str
    start: int
    end: int
    now: datetime | None
    anchor: date | None
    named: str

    @property
    def last(self) -> date | None:
        """The first day of the last date named before, to which "a year earlier" refers."""
        named = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T|$)", self.named)
        return date(int(named[1]), int(named[2] or 1), int(named[3] or 1)) if named else None

    @property
    def ahead(self) -> bool | None:
        return tense.ahead(self.text, self.start, self.end)

    @property
    def reference(self) -> date | None:
        return self.last or self.anchor

    @property
    def day(self) -> date | None:
        """The day "the previous day" is counted from: the last date named, where it is one, or else the news."""
        return self.anchor if not self.named else self.last if len(self.named) >= 10 else None

    def before(self) -> str:
        """The words right before the expression."""
        return self.text[max(0, self.start - 30) : self.start]


Reader = Callable[[Found, Place], Value | tuple[Value, Value] | None]
READERS: dict[str, Reader] = {}


def reads(*rules: str) -> Callable[[Reader], Reader]:
    """Marks the function that gives an expression of these rules its value, or both ends of a range theirs;
    None for what only looks like one."""

    def mark(reader: Reader) -> Reader:
        READERS.update(dict.fromkeys(rules, reader))
        return reader

    return mark


def direction(words: str) -> int:
    """-1, 0 or 1 for last, this or next."""
    if re.search(r"\b(?:last|past|previous|preceding)\b", words, re.I):
        return -1
    return int(bool(re.search(r"\b(?:next|coming|following|upcoming)\b", words, re.I)))


def month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def leading(word: str) -> int:
    return int(re.match(r"\d+", word).group())


def full_year(short: str) -> int:
    """The year of '21, '98: of this century before 50."""
    return int(short) + (2000 if int(short) < 50 else 1900)


def counted(written: str, vague: str | None = None) -> float | int | None:
    """The number of a count in digits or words, 1 for "a"; None for "several"."""
    if vague:
        return 2 if "couple" in vague.lower() else None
    written = written.lower().replace(",", "")
    if digits := re.fullmatch(r"(\d+(?:\.\d+)?)(?:\s(\d)/(\d))?", written):
        whole = float(digits[1]) + (int(digits[2]) / int(digits[3]) if digits[2] else 0)
        return int(whole) if whole == int(whole) else whole
    if written in NUMBERS:
        return NUMBERS[written]
    total = 0
    for word in re.split(r"[-\s]+(?:and\s+)?", written):
        value = NUMBERS.get(word, 0)
        total = max(total, 1) * value if value >= 100 or word == "dozen" else total + value
    return total or 1


def period_of(count: float | int | None, unit: str) -> str:
    """A TIMEX3 duration: 3 and "D" are P3D, 2 and "DE" (decades) P20Y, None ("several") and "H" PTXH."""
    times, unit = LASTING.get(unit, (1, unit))
    number = "X" if count is None else f"{count * times:g}" if count * times < 1e6 else f"{int(count * times)}"
    return ("PT" if unit in "HMS" else "P") + number + ("WE" if unit == "WE" else unit[0])


def shifted(day: date, count: int, unit: str) -> str:
    """`day` moved by `count` units, at the unit's own precision."""
    try:
        if unit == "D":
            return (day + timedelta(count)).isoformat()
        if unit in ("W", "WE"):
            year, week, _ = (day + timedelta(7 * count)).isocalendar()
            return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
        months = {"MO": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit] * count
        moved = day.replace(day=1) + relativedelta(months=months)
    except (ValueError, OverflowError):
        moved = None
    if moved is None or moved.year < 1000:
        return "PAST_REF" if count < 0 else "FUTURE_REF"
    year = f"{moved.year}"
    return {"MO": f"{year}-{moved.month:02d}", "Q": f"{year}-Q{(moved.month + 2) // 3}", "Y": year}.get(
        unit, year[:3] if unit == "DE" else year[:2]
    )
