"""Two ends of a span of time, each an expression of its own: "May 3 to 9, 2021", "2021-24"."""

from datetime import timedelta

from analysis.timex.days import WEEKDAYS, month_day, weekday_near
from analysis.timex.periods import month_named, month_year
from analysis.timex.values import Found, Place, Value, reads


@reads("days", "days_of_month")
def _days(found: Found, place: Place) -> tuple[Value, Value]:
    return month_day(found, place), month_day(found | {"day": found["day2"]}, place)


@reads("month_day_span", "day_month_span")
def _month_day_span(found: Found, place: Place) -> tuple[Value, Value]:
    return month_day(found, place), month_day(found | {"month": found["month2"], "day": found["day2"]}, place)


@reads("months_of_year")
def _months_of_year(found: Found, place: Place) -> tuple[Value, Value]:
    return month_year(found, place), month_year(found | {"month": found["month2"]}, place)


@reads("months")
def _months(found: Found, place: Place) -> tuple[Value, Value]:
    return month_named(found, place), month_named(found | {"month": found["month2"]}, place)


@reads("weekdays")
def _weekdays(found: Found, place: Place) -> tuple[Value, Value]:
    """The second day is the first such one after the first."""
    first, second = (WEEKDAYS[found[name].lower()] for name in ("weekday", "weekday2"))
    if not place.anchor:
        return Value("DATE", f"XXXX-WXX-{first}", "none"), Value("DATE", f"XXXX-WXX-{second}", "none")
    day = weekday_near(first, "", place)
    after = day + timedelta((second - first) % 7)
    return Value("DATE", day.isoformat(), "resolved"), Value("DATE", after.isoformat(), "resolved")


@reads("years")
def _years(found: Found, place: Place) -> tuple[Value, Value]:
    """2021-24; the second end of 1999-03 lies in the next century, that of 2024-21 nowhere."""
    first = int(found["first"])
    second = int(found["second"]) + (first // 100 * 100 if len(found["second"]) == 2 else 0)
    second += 100 * (second < first and first % 100 > 80)
    if second <= first:
        raise ValueError(second)
    return Value("DATE", f"{first}", "stated"), Value("DATE", f"{second}", "stated")
