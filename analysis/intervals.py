"""A TIMEX3 date as an interval of days: ISO date at the precision it has, and its first and last day."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


class Interval(NamedTuple):
    """date (2023, 2023-05 or 2023-05-30), precision (year, month, day), earliest and latest day."""

    date: str
    precision: str
    earliest: str
    latest: str


def interval(type: str, value: str) -> Interval | None:
    """The days a TIMEX3 DATE or TIME may mean; None for a duration, a set, or a value with no year."""
    if type not in ("DATE", "TIME"):
        return None
    if day := re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T|$)", value):
        iso = "-".join(day.groups())
        return Interval(iso, "day", iso, iso)
    if week := re.fullmatch(r"(\d{4})-W(\d\d)(?:-WE)?", value):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return Interval(f"{monday:%Y-%m}", "month", monday.isoformat(), (monday + timedelta(6)).isoformat())
    if month := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return _months(int(month[1]), int(month[2]), int(month[2]), "month")
    if part := re.fullmatch(r"(?:FY)?(\d{4})(?:-(Q[1-4]|H[12]|SP|SU|FA|WI)|-XX-XX)?", value):
        return _months(int(part[1]), *_months_of(part[2]), "year")
    return None


def _months_of(part: str | None) -> tuple[int, int]:
    if part is None:
        return 1, 12
    if part in SEASONS:
        return SEASONS[part]
    length = 3 if part[0] == "Q" else 6
    return (int(part[1]) - 1) * length + 1, int(part[1]) * length


def _months(year: int, first: int, last: int, precision: str) -> Interval:
    """From the first of one month to the end of another; a month past 12 is one of the next year (winter)."""
    printed = f"{year:04d}-{first:02d}" if precision == "month" else f"{year:04d}"
    end_year, end = (year, last) if last <= 12 else (year + 1, last - 12)
    latest = date(end_year, end, monthrange(end_year, end)[1])
    return Interval(printed, precision, f"{year:04d}-{first:02d}-01", latest.isoformat())
