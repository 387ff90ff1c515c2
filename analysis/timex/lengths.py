"""Durations and sets: "three years", "half a century", "the past decade", "every Tuesday", "twice a year"."""

import re

from analysis import vocabulary
from analysis.timex.days import DAYPARTS, WEEKDAYS, part_of_day
from analysis.timex.values import ORDINALS, SEASONS, UNITS, Found, Place, Value, counted, month_number, period_of, reads

FREQUENCIES = vocabulary.mapping("timewords", "adverb of frequency")
# Words that end as plurals do, before "a year" that is no rate.
LIKE = ("as", "is", "was", "has", "lasts", "takes", "this", "less", "plus", "its", "spends", "his", "us")


@reads("duration")
def _duration(found: Found, place: Place) -> Value:
    number = found.get("least") or found.get("count")
    unit = UNITS[found["unit"].lower()]
    return Value("DURATION", period_of(counted(number or "", found.get("vague")), unit), "stated")


@reads("one")
def _one(found: Found, place: Place) -> Value | None:
    """ "for a year"; a rate ("700 seats a week") is a SET, an ordinal ("a second try") or a share no length."""
    words = place.text[place.start : place.end].lower()
    if words.endswith(("a second", "a quarter")):
        return None
    before = re.search(r"(\w+)\W+$", place.before())
    length = _duration(found | {"count": "1"}, place)
    if words.startswith("a") and before and re.search(r"\d|s$|illion$", before[1]) and before[1].lower() not in LIKE:
        return length._replace(type="SET")
    return length


@reads("some")
def _some(found: Found, place: Place) -> Value | None:
    if place.text[place.start].isupper() and re.search(r"\w\s$", place.before()):  # a name: Senator Weeks
        return None
    return Value("DURATION", period_of(None, UNITS[found["unit"].lower()]), "stated")


@reads("span")
def _span(found: Found, place: Place) -> Value:
    unit = UNITS[(found["unit"] or found["unit2"]).lower()]
    count = 1 if found["unit2"] else counted(found["count"], None) if found["count"] else None
    if found["vague"] and "couple" in found["vague"].lower():
        count = 2
    return Value("DURATION", period_of(count, unit), "stated")


@reads("half")
def _half(found: Found, place: Place) -> Value:
    unit = UNITS[(found["unit"] or found["unit2"] or found["unit3"] or found["unit4"]).lower()]
    if found["unit"] or found["unit2"]:
        halves = {"Y": (6, "MO"), "DE": (5, "Y"), "CE": (50, "Y"), "H": (30, "M"), "D": (12, "H")}
        return Value("DURATION", period_of(*halves.get(unit, (0.5, unit))), "stated")
    count = counted(found["count"] or found["count2"] or "") + 0.5
    return Value("DURATION", period_of(int(12 * count), "MO") if unit == "Y" else period_of(count, unit), "stated")


@reads("weekday_set")
def weekday_set(found: Found, place: Place) -> Value:
    number, part = WEEKDAYS[(found["weekday"] or found["weekday2"]).lower()], (found.get("part") or "").lower()
    return Value("SET", f"XXXX-WXX-{number}" + (f"T{DAYPARTS[part]}" if part else ""), "stated")


@reads("every")
def _every(found: Found, place: Place) -> Value:
    """A SET: every month P1M, every other year P2Y, every Tuesday XXXX-WXX-2."""
    if found["unit"]:
        order = "2" if found["other"] else str(ORDINALS[(found["ordinal"] or "first").lower()])
        count = counted(found["count"] or order)
        return Value("SET", period_of(count, UNITS[found["unit"].lower()]), "stated")
    if found["weekday"]:
        return weekday_set(found | {"weekday2": None}, place)
    if found["month"]:
        return Value("SET", f"XXXX-{month_number(found['month']):02d}", "stated")
    if found["season"]:
        return Value("SET", f"XXXX-{SEASONS[found['season'].lower()]}", "stated")
    return Value("SET", f"XXXX-XX-XXT{part_of_day(found)}", "stated")


@reads("frequency")
def _frequency(found: Found, place: Place) -> Value:
    return Value("SET", period_of(1, UNITS[found["unit"].lower()]), "stated")


@reads("adverb")
def _adverb(found: Found, place: Place) -> Value:
    return Value("SET", FREQUENCIES[found["adverb_of_frequency"].lower()], "stated")
