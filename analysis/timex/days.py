"""Days and times of day: "May 30, 2023", "on Tuesday", "the previous day", "9 a.m. EST"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from analysis import vocabulary
from analysis.timex.values import Found, Place, Value, direction, full_year, leading, month_number, reads, shifted

WEEKDAYS = vocabulary.numbers("timewords", "weekday")
DAYPARTS = vocabulary.mapping("timewords", "daypart")
HOLIDAYS = {word.lower(): value for word, value in vocabulary.mapping("timewords", "holiday").items()}


@reads("iso")
def _iso(found: Found, place: Place) -> Value:
    day, _, clock = place.text[place.start : place.end].replace("/", "-").upper().partition("T")
    date.fromisoformat(day)
    clock = re.match("[0-9:]*", clock).group()
    return Value("TIME", f"{day}T{clock}", "stated") if clock else Value("DATE", day, "stated")


@reads("numeric")
def _numeric(found: Found, place: Place) -> Value:
    """30/05/2023; which of 3/5/2023 is the month is not said, so only the year is known."""
    year, one, two = int(found["year"]), int(found["one"]), int(found["two"])
    if found["sign"] != "/" or one > 12:
        return calendar_day(year, two, one)
    if two > 12 or one == two:
        return calendar_day(year, one, two)
    return Value("DATE", f"{date(year, one, two).year}-XX-XX", "stated")


def calendar_day(year: int, month: int, day: int, basis: str = "stated") -> Value:
    return Value("DATE", date(year, month, day).isoformat(), basis)


@reads("month_day", "day_month")
def month_day(found: Found, place: Place) -> Value:
    month, day = month_number(found["month"]), leading(found["day"])
    if short := found.get("short"):
        return calendar_day(full_year(short), month, day)
    if year := found.get("year"):
        return calendar_day(int(year), month, day)
    if not place.anchor:
        date(2000, month, day)
        return Value("DATE", f"XXXX-{month:02d}-{day:02d}", "none")
    return Value("DATE", _nearest(month, day, found.get("near") or "", place).isoformat(), "resolved")


def _nearest(month: int, day: int, near: str, place: Place) -> date:
    """The year of a day printed without one: this year's, unless that lies on the wrong side of the news."""
    ahead = {True: 300, None: 120, False: 75}[place.ahead]
    ahead = {-1: -1, 1: 365}.get(direction(near), ahead)
    years = (place.anchor.year + step for step in (0, -1, 1))
    known = [date(year, month, day) for year in years if 1 <= day <= monthrange(year, month)[1]]
    fitting = (one for one in known if ahead - 365 < (one - place.anchor).days <= ahead)
    return next(fitting, known[0]) if known else date(place.anchor.year, month, day)


@reads("day_of_month")
def _day_of_month(found: Found, place: Place) -> Value:
    """ "on the 7th": the last such day, that of the news included, unless the clause looks ahead."""
    day, known = leading(found["nth"]), place.anchor or place.day
    if not known:
        return _of_day(f"XXXX-XX-{day:02d}", part_of_day(found), "none")
    way = 1 if place.ahead else -1
    months = (known.replace(day=1) + relativedelta(months=way * step) for step in range(3))
    days = (month.replace(day=day) for month in months if day <= monthrange(month.year, month.month)[1])
    nearest = next(one for one in days if (one - known).days * way >= 0)
    return _of_day(nearest.isoformat(), part_of_day(found), "resolved")


@reads("week_of")
def _week_of(found: Found, place: Place) -> Value:
    day = month_day(found, place)
    if day.basis == "none":
        return Value("DATE", "XXXX-WXX", "none")
    return Value("DATE", shifted(date.fromisoformat(day.value), 0, "W"), day.basis)


@reads("weekday")
def _weekday(found: Found, place: Place) -> Value:
    number, near = WEEKDAYS[found["weekday"].lower()], (found["near"] or "").lower()
    part = part_of_day(found)
    if not place.anchor:
        return _of_day(f"XXXX-WXX-{number}", part, "none")
    return _of_day(weekday_near(number, near, place).isoformat(), part, "resolved")


def weekday_near(number: int, near: str, place: Place) -> date:
    """The last such day, that of the news included, unless the clause looks ahead or says "next"."""
    back, way = (place.anchor.isoweekday() - number) % 7, direction(near)
    possessive = place.text[place.end : place.end + 2] in ("'s", "’s")
    this = near == "this" and place.ahead is not False
    if way > 0 or (back and way == 0 and (this or place.ahead) and not possessive):
        return place.anchor + timedelta(7 - back)
    return place.anchor - timedelta(back or (7 if way < 0 else 0))


def part_of_day(found: Found) -> str:
    """The TIMEX3 part of a day: MO, AF, EV, NI, or an hour for noon and midnight."""
    if part := found.get("daypart"):
        return DAYPARTS[part.lower()]
    return {"noon": "12:00", "midnight": "24:00"}.get((found.get("word") or "").lower(), "")


def _of_day(value: str, part: str, basis: str) -> Value:
    return Value("TIME", f"{value}T{part}", basis) if part else Value("DATE", value, basis)


@reads("deictic")
def _deictic(found: Found, place: Place) -> Value:
    word = found["deictic"].lower()
    days = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    part = part_of_day(found) or ("NI" if word == "tonight" else "")
    return _days_away(days, part, place)


def _days_away(days: int, part: str, place: Place) -> Value:
    if not place.anchor:
        return Value("DATE", ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[(days > 0) - (days < 0) + 1], "none")
    return _of_day((place.anchor + timedelta(days)).isoformat(), part, "resolved")


@reads("day_after")
def _day_after(found: Found, place: Place) -> Value:
    return _days_away(2 if found["deictic"].lower() == "tomorrow" else -2, "", place)


@reads("daypart")
def _daypart(found: Found, place: Place) -> Value:
    """ "this morning", "last night", "the next evening" """
    if found["overnight"]:
        return _days_away(0, "NI", place)
    which, part = found["which"].lower(), part_of_day(found)
    if which in ("this", "last"):
        return _days_away(-(which == "last"), part, place)
    return _day_from_last(direction(which), part, place)


def _day_from_last(days: int, part: str, place: Place) -> Value:
    if not place.day:
        return _of_day("XXXX-XX-XX", part, "none")
    return _of_day((place.day + timedelta(days)).isoformat(), part, "resolved")


@reads("adjacent")
def _adjacent(found: Found, place: Place) -> Value:
    if way := found["way"]:
        return _day_from_last(1 if way.lower() in ("later", "after") else -1, "", place)
    return _day_from_last(direction(found["which"] or ""), "", place)


@reads("clock")
def _clock(found: Found, place: Place) -> Value:
    """A time of day, on the day it names or else on the last day named."""
    basis = "resolved"
    if found["month"] or found["month2"]:
        named = month_day(
            found | {"month": found["month"] or found["month2"], "day": found["day"] or found["day2"]}, place
        )
        day, basis = named.value, named.basis
    elif found["weekday3"]:
        number = WEEKDAYS[found["weekday3"].lower()]
        day = weekday_near(number, "", place).isoformat() if place.anchor else f"XXXX-WXX-{number}"
    elif found["deictic"]:
        day = _deictic(found, place).value
        day = day if place.anchor else "XXXX-XX-XX"
    else:
        known = place.day or place.anchor
        day = known.isoformat() if known else "XXXX-XX-XX"
    return Value("TIME", f"{day}T{_hours(found['oclock'].lower())}", "none" if "X" in day else basis)


def _hours(written: str) -> str:
    """hh:mm of "9:30 a.m.", "14:30", "1430", "noon"."""
    if written in ("noon", "midday", "midnight"):
        return "24:00" if written == "midnight" else "12:00"
    digits = re.match(r"(\d{1,2})[:.]?(\d\d)?", written)
    hour, half = int(digits[1]), re.search("[ap]", written)
    if half:
        hour = hour % 12 + 12 * (half.group() == "p")
    return f"{hour:02d}:{int(digits[2] or 0):02d}"


@reads("holiday")
def _holiday(found: Found, place: Place) -> Value:
    rule = HOLIDAYS[found["holiday"].lower()]
    if found["year"]:
        return Value("DATE", _holiday_in(int(found["year"]), rule).isoformat(), "stated")
    if not place.anchor:
        return Value("DATE", f"XXXX-{rule}" if rule[0] in "01" and "-" in rule else "XXXX-XX-XX", "none")
    which = (found["which"] or "").lower()
    way = direction(which)
    this = _holiday_in(place.anchor.year, rule)
    awaited = place.ahead is not False if which == "this" else bool(place.ahead)
    ahead = way > 0 or (way == 0 and awaited)
    year = place.anchor.year + (ahead and this < place.anchor) - (not ahead and this > place.anchor)
    return Value("DATE", _holiday_in(year, rule).isoformat(), "resolved")


def _holiday_in(year: int, rule: str) -> date:
    """The day of a feast: a month and day, Easter, or the fourth Thursday of a month."""
    if rule == "Easter":
        return easter(year)
    if "-" in rule:
        return date(year, *map(int, rule.split("-")))
    first = date(year, int(rule[:2]), 1)
    return first + timedelta((4 - first.isoweekday()) % 7 + 21)
