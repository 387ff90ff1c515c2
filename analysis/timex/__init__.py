"""What does a time expression mean? The TIMEX3 value its rule gives it, against the day of the news.

Values are those of TimeML's TIMEX3: 2023-05-30, 2023-05, 2023-W22, 2023-Q2, 2023-05-30T09:00, P3D,
PRESENT_REF. An expression that says less than a date, and has no anchor to complete it, keeps its
underspecified value (XXXX-WXX-2) and the basis "none". `patterns` says what is an expression, `days`,
`periods`, `lengths` and `ranges` what it means, `tense` whether its clause looks ahead.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime

from analysis.timex import days, lengths, patterns, periods, ranges
from analysis.timex.values import READERS, Place, Value

# Modules whose functions READERS holds; and the rules that tell no date of their own to refer to.
__all__ = ["days", "expressions", "lengths", "periods", "ranges"]
MONTH = re.compile(r"\d{4}-\d\d")
RELATIVE = ("distance", "period_ago", "adjacent", "clock")


def expressions(text: str, anchor: date | str | None) -> Iterator[dict]:
    """The rows of `dates.find` as mappings, in reading order."""
    if not isinstance(anchor, str) or len(anchor) >= 10:
        yield from _anchored(text, anchor)
    elif MONTH.fullmatch(anchor):
        yield from _within_month(text, anchor)
    else:
        yield from _anchored(text, None)


def _within_month(text: str, month: str) -> Iterator[dict]:
    """The expressions of news of which only the month is known: what its first and its last day agree on, which for
    "today" is the month.
    """
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    anchored = (_anchored(text, day) for day in (None, first, last))
    for bare, early, late in zip(*anchored, strict=True):
        if early["value"] == late["value"]:
            yield early
        elif early["value"].startswith(month) and late["value"].startswith(month):
            yield early | {"type": "DATE", "value": month}
        else:
            yield bare


def _anchored(text: str, anchor: date | str | None) -> Iterator[dict]:
    day, now, named = _day_of(anchor), _time_of(anchor), ""
    for rule, match in patterns.matches(text):
        for part, found in _read(rule, match, Place(text, *match.span(), now, day, named)):
            start, end = match.span(part)
            words = text[start:end].rstrip()
            if rule not in RELATIVE and found.type in ("DATE", "TIME") and found.value[:4].isdigit():
                named = found.value
            yield {"start": start, "end": start + len(words), "text": words, **found._asdict()}


def _day_of(anchor: date | str | None) -> date | None:
    if isinstance(anchor, str):
        return date.fromisoformat(anchor[:10])
    return date(anchor.year, anchor.month, anchor.day) if anchor else None


def _time_of(anchor: date | str | None) -> datetime | None:
    """The moment of an anchor that has a time of day, its zone left out."""
    if isinstance(anchor, str):
        anchor = datetime.fromisoformat(anchor) if "T" in anchor else None
    return anchor.replace(tzinfo=None) if isinstance(anchor, datetime) else None


def _read(rule: str, match: re.Match[str], place: Place) -> Iterator[tuple[str | int, Value]]:
    """The parts of a match (0 for the whole) with their values; none for what only looks like one (31 February)."""
    found = match.groupdict()
    try:
        value = READERS[rule](found, place)
    except (ValueError, OverflowError):
        return
    if isinstance(value, Value):
        yield "extent" if "extent" in found else 0, value
    elif value:
        yield from zip(("first", "second"), value, strict=True)
