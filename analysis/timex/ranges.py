"""Two ends of a span of time, each an expression of its own: "May 3 to 9, 2021", "2021-24"."""

from analysis.timex.days import month_day
from analysis.timex.periods import month_year
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


@reads("years")
def _years(found: Found, place: Place) -> tuple[Value, Value]:
    """2021-24; the second end of 1999-03 lies in the next century, that of 2024-21 nowhere."""
    first = int(found["first"])
    second = int(found["second"]) + (first // 100 * 100 if len(found["second"]) == 2 else 0)
    second += 100 * (second < first and first % 100 > 80)
    if second <= first:
        raise ValueError(second)
    return Value("DATE", f"{first}", "stated"), Value("DATE", f"{second}", "stated")
