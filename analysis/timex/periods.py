"""Weeks, months, quarters, years and more: "last month", "a year earlier", "the third quarter of 2021", "the 1990s"."""

import re
from datetime import timedelta

from analysis import vocabulary
from analysis.timex.days import calendar_day
from analysis.timex.values import (
    NUMBERS,
    ORDINALS,
    SEASONS,
    UNITS,
    Found,
    Place,
    Value,
    counted,
    direction,
    full_year,
    leading,
    month_number,
    period_of,
    reads,
    shifted,
)

NUMBERED = vocabulary.words("timewords", "numbered")
BEFORE_YEAR = vocabulary.words("timewords", "before year")
DECADES = vocabulary.mapping("timewords", "decade word")
SEASON_ENDS = {"SP": 5, "SU": 8, "FA": 11, "WI": 12}  # months


@reads("month_of")
def _month_of(found: Found, place: Place) -> Value:
    """ "January this year", "May 3 last year", "September of that year" """
    known = place.reference if re.search("that|same|following|previous", found["which"].lower()) else place.anchor
    month, day = month_number(found["month"]), found["day"]
    if not known:
        return Value("DATE", f"XXXX-{month:02d}" + (f"-{leading(day):02d}" if day else ""), "none")
    year = known.year + direction(found["which"])
    return (
        calendar_day(year, month, leading(day), "resolved") if day else Value("DATE", f"{year}-{month:02d}", "resolved")
    )


@reads("month_year")
def month_year(found: Found, place: Place) -> Value:
    return Value("DATE", f"{int(found['year'])}-{month_number(found['month']):02d}", "stated")


@reads("spoken_year")
def _spoken_year(found: Found, place: Place) -> Value | None:
    """ "nineteen ninety-six", "the year two thousand", as broadcasts are written down"""
    tens, ones = (NUMBERS.get((found[part] or "").lower(), 0) for part in ("number", "ones"))
    century = {"nineteen": 1900, "twenty": 2000, "two thousand": 2000}[found["century"].lower()]
    if century + tens + ones == 1900 or not 0 <= tens + ones < 100 or (tens % 10 and ones):
        return None
    month, season = found["m"], found["s"]
    part = f"-{month_number(month):02d}" if month else f"-{SEASONS[season.lower()]}" if season else ""
    return Value("DATE", f"{century + tens + ones}{part}", "stated")


@reads("near_month", "month")
def month_named(found: Found, place: Place) -> Value:
    """A month without its year: the last one, unless the clause looks ahead or says "next"."""
    month = month_number(found.get("told") or found.get("after") or found["month"])
    if not place.anchor:
        return Value("DATE", f"XXXX-{month:02d}", "none")
    near, year, this = found.get("near") or "", place.anchor.year, place.anchor.month
    way = direction(near)
    if way < 0:
        year -= month >= this
    elif way > 0 or (not near and place.ahead):
        year += month < this or (month == this and way > 0)
    elif not near:
        year -= month > this
    return Value("DATE", f"{year}-{month:02d}", "resolved")


@reads("distance")
def _distance(found: Found, place: Place) -> Value:
    """ "three weeks ago" from the news; "a year earlier", "two days later" from the last date named."""
    way = (found["way"] or found["bareway"]).lower()
    sign = 1 if way.startswith(("later", "from", "hence", "after")) else -1
    unit, count = UNITS[(found["unit"] or found["bare"]).lower()], counted(found["count"] or "", found["vague"])
    if found["bareway"]:
        count = None
    from_news = way == "ago" or way.startswith(("from", "hence"))
    known = place.anchor if from_news else place.day if unit in ("D", "W", "WE") else place.reference
    if unit in "HMS" and from_news and count and place.now:
        moment = place.now - timedelta(seconds=count * {"H": 3600, "M": 60, "S": 1}[unit])
        return Value("TIME", moment.isoformat(timespec="minutes"), "resolved")
    if unit in "HMS" or (not from_news and (count is None or count % 1 or (place.named and not known))):
        return Value("DURATION", period_of(count, unit), "stated")
    if count is None or not known or count % 1:
        return Value("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "none")
    if unit == "Y" and sign < 0 and (part := re.fullmatch(r"(\d{4})(-[QH]\d)", place.named)):
        return Value("DATE", f"{int(part[1]) - int(count):04d}{part[2]}", "resolved")
    return Value("DATE", shifted(known, sign * int(count), unit), "resolved")


@reads("relative")
def _relative(found: Found, place: Place) -> Value | None:
    """ "last month", "the current fiscal year", "that week", "next summer" """
    which, unit = found["which"].lower(), found["unit"].lower()
    way = direction(which)
    if unit not in SEASONS and UNITS[unit] in "HMS":
        return None
    back = re.search(r"\b(?:that|same|the following|the previous)\b", which)
    known = place.reference if back else place.anchor
    if not known or (which.startswith("that") and not place.last):
        return Value("DATE", ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[way + 1] if not back else "PAST_REF", "none")
    if unit not in SEASONS:
        step = -1 if "latest" in which else way
        return Value("DATE", shifted(known, step, UNITS[unit]), "resolved")
    season = SEASONS[unit]
    year = known.year - (way < 0 and known.month <= SEASON_ENDS[season]) + (way > 0)
    return Value("DATE", f"{year}-{season}", "resolved")


@reads("the_unit")
def _the_unit(found: Found, place: Place) -> Value:
    """ "the weekend", "the year": the one of the news, or for a week's end and a quarter the last one over."""
    unit = UNITS[found["unit"].lower()]
    if found["ended"] and unit == "Y":
        return Value("DURATION", "P1Y", "stated")
    if not place.anchor:
        return Value("DATE", "PRESENT_REF", "none")
    over = unit in ("WE", "Q") and not place.ahead and not (unit == "WE" and place.anchor.isoweekday() > 5)
    return Value("DATE", shifted(place.anchor, -over, unit), "resolved")


@reads("latest")
def _latest(found: Found, place: Place) -> Value:
    if not place.anchor:
        return Value("DATE", "PAST_REF", "none")
    return Value("DATE", shifted(place.anchor, -1, "Q"), "resolved")


@reads("period_ago")
def _period_ago(found: Found, place: Place) -> Value:
    """ "the year-ago quarter": the last one over, a year before; "year-earlier": a year before the news."""
    if not place.anchor:
        return Value("DATE", "PAST_REF", "none")
    if (found["part"] or "").lower() in ("quarter", "period"):
        if found["ordinal"]:
            return Value("DATE", f"{place.anchor.year - 1}-Q{ORDINALS[found['ordinal'].lower()]}", "resolved")
        return Value("DATE", shifted(place.anchor, -5, "Q"), "resolved")
    return Value("DATE", shifted(place.anchor, -1, "Y"), "resolved")


@reads("year_end")
def _year_end(found: Found, place: Place) -> Value:
    if not place.anchor:
        return Value("DATE", "XXXX", "none")
    return Value("DATE", f"{place.anchor.year}", "resolved")


@reads("part_of_year")
def _part_of_year(found: Found, place: Place) -> Value:
    """ "the third quarter", "first half of 2021": without a year, the last one begun."""
    word, part = found["order"].lower(), found["part"][0].upper()
    order = ORDINALS.get(word) or (int(word[0]) if word[0].isdigit() else 4 if part == "Q" else 2)
    if order > (4 if part == "Q" else 2):
        raise ValueError(word)
    if year := found["year"] or found["lead"]:
        return Value("DATE", f"{int(year)}-{part}{order}", "stated")
    which = found["which"] or found["lead_which"]
    if not place.anchor or not which:
        return _unnamed_part(part, order, place)
    year = (place.reference if which.lower() in ("that", "same") else place.anchor).year + direction(which)
    return Value("DATE", f"{year}-{part}{order}", "resolved")


@reads("numbered_part")
def _numbered_part(found: Found, place: Place) -> Value:
    if part := found["alone"]:
        return _unnamed_part(part[0].upper(), int(part[1]), place)
    year = int(found["year"]) if found["year"] else full_year(found["short"])
    letter, number = sorted(found["part"].upper(), reverse=True)
    return Value("DATE", f"{year}-{letter}{number}", "stated")


def _unnamed_part(part: str, order: int, place: Place) -> Value:
    """A quarter or half without its year: the last one begun, unless the clause looks ahead."""
    if not place.anchor:
        return Value("DATE", f"XXXX-{part}{order}", "none")
    current = (place.anchor.month + 2) // 3 if part == "Q" else (place.anchor.month + 5) // 6
    return Value("DATE", f"{place.anchor.year - (order > current and not place.ahead)}-{part}{order}", "resolved")


@reads("season")
def _season(found: Found, place: Place) -> Value:
    return Value("DATE", f"{int(found['year'])}-{SEASONS[found['season'].lower()]}", "stated")


@reads("plain_season")
def _plain_season(found: Found, place: Place) -> Value:
    season = SEASONS[found["season"].lower()]
    if not place.anchor:
        return Value("DATE", f"XXXX-{season}", "none")
    begun = SEASON_ENDS[season] - 2 <= place.anchor.month
    return Value("DATE", f"{place.anchor.year - (not begun and not place.ahead)}-{season}", "resolved")


@reads("fiscal")
def _fiscal(found: Found, place: Place) -> Value:
    year = found["year"] or found["year2"]
    return Value("DATE", f"FY{int(year) if year else full_year(found['short'])}", "stated")


@reads("decade")
def _decade(found: Found, place: Place) -> Value:
    if found["tens"]:
        return Value("DATE", f"{int(found['tens'])}"[:3], "stated")
    word = found["decade_word"]
    tens = DECADES[word.lower()] if word else (found["short"] or found["bare"])[0]
    return Value("DATE", f"{20 if tens in '012' else 19}{tens}", "stated")


@reads("century")
def _century(found: Found, place: Place) -> Value:
    number = int(found["digits"]) if found["digits"] else ORDINALS[found["ordinal"].lower()]
    return Value("DATE", f"{number - 1:02d}", "stated")


@reads("year")
def _year(found: Found, place: Place) -> Value | None:
    """A bare number is a year unless it numbers a thing ("Resolution 1962") or counts things ("seats 2000 guests")."""
    before = re.search(r"([^\W\d]+\.?)\W*$", place.before())
    word = before[1].lower() if before else ""
    counts = re.match(r"\s[a-z]{3,}s\b(?!')", place.text[place.end : place.end + 30]) and word not in BEFORE_YEAR
    if place.end - place.start == 4 and (word in NUMBERED or counts):
        return None
    return Value("DATE", f"{int(found['year'])}", "stated")


@reads("recent")
def _recent(found: Found, place: Place) -> Value:
    return Value("DATE", "PAST_REF" if found["way"].lower() == "recent" else "FUTURE_REF", "none")


@reads("reference")
def _reference(found: Found, place: Place) -> Value:
    value = "PRESENT_REF" if found["present"] else "PAST_REF" if found["past"] else "FUTURE_REF"
    return Value("DATE", value, "none")
