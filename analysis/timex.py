"""How is a time expression read? Its pattern, and the TIMEX3 value a rule gives it.

One combined pattern, composed from small named atoms, finds the expressions; a short function per
rule gives each its value against the publication date. Values follow TimeML's TIMEX3: 2023-05-30,
2023-05, 2023-Q2, P3D, PRESENT_REF. Where nothing fits, a relative date keeps its underspecified
value (XXXX-WXX-2) and the basis "none".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from analysis import vocabulary

MONTHS = {w: int(v) for w, v in vocabulary.mapping("timewords", "month").items()}
WEEKDAYS = {w: int(v) for w, v in vocabulary.mapping("timewords", "weekday").items()}
NUMBERS = {w: int(v) for w, v in vocabulary.mapping("timewords", "number").items()}
ORDINALS = {w: int(v) for w, v in vocabulary.mapping("timewords", "ordinal").items()}
SEASONS = vocabulary.mapping("timewords", "season")
UNITS = vocabulary.mapping("timewords", "unit")
DAYPARTS = vocabulary.mapping("timewords", "daypart")

SHORT = ("may", "june", "july")  # months whose full names are as short as an abbreviation, without its full stop


def _written(words: Iterable[str]) -> str:
    """Words as news print them: with a capital, or all in capitals."""
    return rf"{vocabulary.alternation(form for word in words for form in (word.title(), word.upper()))}\b"


# Atoms. A month is written with a capital, so that "may" and "march" stay verbs.
MONTH = (
    rf"(?:{_written(m for m in MONTHS if len(m) > 4 or m in SHORT)}|{_written(m for m in MONTHS if len(m) <= 4)}\.?)"
)
WEEKDAY = rf"(?i:{vocabulary.alternation(WEEKDAYS)})"
DAYPART = rf"(?i:{vocabulary.alternation(DAYPARTS)})"
SEASON = rf"(?i:{vocabulary.alternation(SEASONS)})"
UNIT = rf"(?i:{vocabulary.alternation(UNITS)})"
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?i:{vocabulary.alternation(NUMBERS)}))"
ORDINAL = rf"(?i:{vocabulary.alternation(ORDINALS)})"
VAGUE = r"(?i:(?:a |the )?(?:few|several|many|couple of|number of)|recent)"
YEAR = r"(?:1[5-9]|20)\d\d"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
PART = r"(?i:(?:(?:early|late|mid)[ -]?|(?:earlier|later) (?:in |on )?|the (?:beginning|end|start|middle) of ))"
BEFORE, AFTER = r"(?i:last|past|previous)", r"(?i:next|coming|following|upcoming)"
NEAR = rf"(?:{BEFORE}|{AFTER}|(?i:this|current|same))"
FUTURE = re.compile(
    r"\b(?:will|shall|'ll|would|is to|are to|to be held|to be signed|scheduled|expected|plan(?:s|ned|ning)?|due|set to|slated|"
    r"upcoming)\b|\b(?:by|until|no later than)\s+(?:the\s+)?$",
    re.I,
)
CLAUSE = re.compile(r"[.;:!?]\s|\n|\bsaid\b|, (?:and|but|which|who|while)\b")

RULES = {
    "iso": rf"(?P<iso_value>{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))",
    "range": rf"(?P<ra_month>{MONTH}) (?P<ra_day>{DAY})(?:\s?[-–]\s?| (?:to|and|through) ){DAY}\b(?:,? (?P<ra_year>{YEAR}))?(?!\d)",
    "day_range": rf"(?P<dr_day>{DAY})(?:\s?[-–]\s?| (?:to|and) ){DAY} (?P<dr_month>{MONTH})(?:,? (?P<dr_year>{YEAR}))?",
    "month_of": rf"{PART}?(?P<mr_month>{MONTH})(?: (?P<mr_day>{DAY}))?,? (?:of )?(?P<mr_near>{NEAR}|(?i:that|the same)) year\b",
    "month_day": rf"(?:{WEEKDAY},? )?(?P<md_month>{MONTH}) (?P<md_day>{DAY})\b(?:,? (?P<md_year>{YEAR}))?(?!\d|[,.]\d)",
    "day_month": rf"(?:{WEEKDAY},? )?(?P<dm_day>{DAY})(?: of)? (?P<dm_month>{MONTH})(?:,? (?P<dm_year>{YEAR})\b)?(?!\d)",
    "month_year": rf"{PART}?(?P<my_month>{MONTH})(?: of)?,? (?P<my_year>{YEAR})\b",
    "month": rf"(?:{PART}?(?P<mo_near>{NEAR}) |{PART})(?P<mo_month>{MONTH})(?! {DAY}\b)|(?P<mo_bare>{MONTH})(?<!\bMay)(?<!\bMarch)(?! {DAY}\b)|(?<=[Ii]n )(?P<mo_2>May|March)\b",
    "weekday": rf"(?:(?P<wd_near>{NEAR}) )?(?P<wd_day>{WEEKDAY})(?: (?P<wd_part>{DAYPART}))?\b(?!s)",
    "deictic": rf"(?i:(?P<de_word>the day before yesterday|the day after tomorrow|(?:earlier |later )?today|yesterday|tomorrow|tonight))(?: (?P<de_part>{DAYPART}))?\b",
    "adjacent": r"(?i:(?:the|a) (?:previous|following|next) day|the day (?:before|after)|(?:a|one) day (?:earlier|later|before|after))\b",
    "distance": rf"(?P<di_count>{NUMBER}|{VAGUE})[ -](?P<di_unit>{UNIT})s? (?P<di_way>(?i:ago|earlier|later|before|from now))\b",
    "part_of_year": rf"(?i:the )?(?P<py_order>{ORDINAL})[ -](?P<py_part>(?i:quarter|half))(?:(?: of| in)? (?:(?P<py_year>{YEAR})|(?P<py_near>{NEAR}) year))?",
    "relative": rf"(?:{PART}|(?i:the ))?(?P<re_near>{NEAR}) (?P<re_unit>{UNIT}|{SEASON})\b(?!-)",
    "season": rf"(?:{PART}|the )?(?P<se_season>{SEASON})(?: of|,)? (?P<se_year>{YEAR})\b",
    "fiscal": rf"(?i:fiscal(?: year)?|FY) ?(?P<fy_year>{YEAR})\b",
    "set": rf"(?i:(?:every|each) (?:(?P<set_count>{NUMBER}) )?(?P<set_unit>{UNIT}|{WEEKDAY})s?|(?P<set_adverb>daily|weekly|monthly|annually|yearly))\b",
    "duration": rf"(?:(?P<du_last>(?i:the (?:past|last|next|coming)) )?(?P<du_count>{NUMBER}|{VAGUE})|(?P<du_half>(?i:half an?)))[ -](?P<du_unit>{UNIT})(?:s|-long)?\b(?![- ]olds?\b)",
    "decade": rf"(?i:the )?{PART}?(?P<dec_years>(?:1[5-9]|20)\d0)s\b",
    "year": rf"{PART}?(?<![$€£#.,\d/])(?<!\d-)(?P<yr_year>{YEAR})\b(?![%/-]?\d|[.,]\d| (?:people|percent|million|billion|won|km|kg|satellites|miles|tons))",
    "clock": r"(?P<cl_hour>0?[1-9]|1[0-2])(?::(?P<cl_minute>[0-5]\d))? ?(?P<cl_half>[ap])\.?m\b\.?|(?P<cl_word>(?i:noon|midnight))\b",
    "reference": r"(?P<ref_word>(?i:now|currently|nowadays|at present|recently|the near future|the future))\b",
}
PATTERN = re.compile(r"(?<![\w$€£/])(?:" + "|".join(f"(?P<{name}>{rule})" for name, rule in RULES.items()) + ")")


class Context(NamedTuple):
    """What a rule resolves against: the anchor, the last day named before, and whether the clause looks ahead."""

    anchor: date | None
    last: date | None
    future: bool


class Value(NamedTuple):
    """type (DATE, TIME, DURATION, SET), TIMEX3 value, and its basis (stated, resolved, none)."""

    type: str
    value: str
    basis: str


def expressions(text: str, anchor: date | str | None) -> Iterator[dict]:
    """The rows of `find` as mappings, in reading order."""
    day = _as_date(anchor)
    last = None
    for match in PATTERN.finditer(text):
        clause = CLAUSE.split(text[max(0, match.start() - 90) : match.start()])[-1]
        found = _resolved(match, Context(day, last, bool(FUTURE.search(clause))))
        if found is None:
            continue
        if found.type == "DATE" and (named := re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", found.value)):
            last = date(int(named[1]), int(named[2] or 1), int(named[3] or 1))
        words = match.group().rstrip()
        start = match.start()
        yield {"start": start, "end": start + len(words), "text": words, **found._asdict()}


def _as_date(anchor: date | str | None) -> date | None:
    """The day of an anchor; a month alone fits no relative day, so it anchors nothing."""
    if isinstance(anchor, str):
        return date.fromisoformat(anchor[:10]) if len(anchor) >= 10 else None
    return date(anchor.year, anchor.month, anchor.day) if anchor else None


def _resolved(match: re.Match[str], context: Context) -> Value | None:
    """The value its rule gives an expression; None for what only looks like one (31 February)."""
    rule = match.lastgroup
    try:
        return _resolvers()[rule](match.groupdict(), context)
    except (ValueError, OverflowError):
        return None


@cache
def _resolvers() -> dict[str, Callable[[dict, Context], Value | None]]:
    return {name: globals()[f"_{name}"] for name in RULES}


def _iso(found: dict, context: Context) -> Value:
    return Value("DATE", date.fromisoformat(found["iso_value"]).isoformat(), "stated")


def _range(found: dict, context: Context) -> Value:
    return _calendar_day(found["ra_month"], found["ra_day"], found["ra_year"], context)


def _day_range(found: dict, context: Context) -> Value:
    return _calendar_day(found["dr_month"], found["dr_day"], found["dr_year"], context)


def _month_day(found: dict, context: Context) -> Value:
    return _calendar_day(found["md_month"], found["md_day"], found["md_year"], context)


def _day_month(found: dict, context: Context) -> Value:
    return _calendar_day(found["dm_month"], found["dm_day"], found["dm_year"], context)


def _calendar_day(month: str, day: str, year: str | None, context: Context) -> Value:
    number, of_month = _month_number(month), int(re.match(r"\d+", day).group())
    if year:
        return Value("DATE", date(int(year), number, of_month).isoformat(), "stated")
    if not context.anchor:
        return Value("DATE", f"XXXX-{number:02d}-{of_month:02d}", "none")
    return Value("DATE", _nearest(lambda y: date(y, number, of_month), context).isoformat(), "resolved")


def _nearest(in_year: Callable[[int], date], context: Context) -> date:
    """The year of a date printed without one: this year's, unless that lies on the wrong side of the news."""
    ahead, behind = (270, 60) if context.future else (60, 300)
    years = (context.anchor.year + step for step in (0, -1, 1))
    known = [day for year in years if (day := _possible(in_year, year))]
    fitting = (day for day in known if -behind <= (day - context.anchor).days <= ahead)
    return next(fitting, known[0]) if known else in_year(context.anchor.year)


def _possible(in_year: Callable[[int], date], year: int) -> date | None:
    """The day in that year; None for 29 February in most."""
    try:
        return in_year(year)
    except ValueError:
        return None


def _month_of(found: dict, context: Context) -> Value:
    """ "January this year", "May 3 last year", "September of that year" """
    near = found["mr_near"].lower()
    known = context.last if near in ("that", "the same") else context.anchor
    number, day = _month_number(found["mr_month"]), found["mr_day"]
    if not known:
        return (
            _calendar_day(found["mr_month"], day, None, context) if day else Value("DATE", f"XXXX-{number:02d}", "none")
        )
    year = known.year + _direction(near)
    if day:
        return Value("DATE", date(year, number, int(re.match(r"\d+", day).group())).isoformat(), "resolved")
    return Value("DATE", f"{year}-{number:02d}", "resolved")


def _month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _month_year(found: dict, context: Context) -> Value:
    return Value("DATE", f"{found['my_year']}-{_month_number(found['my_month']):02d}", "stated")


def _month(found: dict, context: Context) -> Value:
    number = _month_number(found["mo_month"] or found["mo_bare"] or found["mo_2"])
    if not context.anchor:
        return Value("DATE", f"XXXX-{number:02d}", "none")
    near, year, this = found["mo_near"] or "", context.anchor.year, context.anchor.month
    if re.fullmatch(BEFORE, near):
        year -= number >= this
    elif re.fullmatch(AFTER, near) or (not near and context.future):
        year += number < this or (number == this and bool(near))
    elif not near:
        year -= number > this
    return Value("DATE", f"{year}-{number:02d}", "resolved")


def _weekday(found: dict, context: Context) -> Value:
    number, part = WEEKDAYS[found["wd_day"].lower()], found["wd_part"]
    if not context.anchor:
        return _of_day(f"XXXX-WXX-{number}", part, "none")
    near, back = found["wd_near"] or "", (context.anchor.isoweekday() - number) % 7
    if re.fullmatch(AFTER, near) or (context.future and back and not re.fullmatch(BEFORE, near)):
        day = context.anchor + timedelta(7 - back)
    else:
        day = context.anchor - timedelta(back or (7 if near.lower() in ("last", "previous") else 0))
    return _of_day(day.isoformat(), part, "resolved")


def _of_day(value: str, part: str | None, basis: str) -> Value:
    if part:
        return Value("TIME", f"{value}T{DAYPARTS[part.lower()]}", basis)
    return Value("DATE", value, basis)


def _deictic(found: dict, context: Context) -> Value:
    word = found["de_word"].lower()
    days = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}.get(word, 0)
    part = found["de_part"] or ("night" if word == "tonight" else None)
    if not context.anchor:
        value = {0: "PRESENT_REF"}.get(days, "PAST_REF" if days < 0 else "FUTURE_REF")
        return Value("DATE", value, "none")
    return _of_day((context.anchor + timedelta(days)).isoformat(), part, "resolved")


def _adjacent(found: dict, context: Context) -> Value:
    later = re.search(r"follow|next|after|later", found["adjacent"], re.I)
    known = context.last or context.anchor
    if not known:
        return Value("DATE", "XXXX-XX-XX", "none")
    return Value("DATE", (known + timedelta(1 if later else -1)).isoformat(), "resolved")


def _distance(found: dict, context: Context) -> Value:
    way = found["di_way"].lower()
    sign = 1 if way in ("later", "from now") else -1
    count, unit = _count(found["di_count"]), UNITS[found["di_unit"].lower()]
    from_news = way in ("ago", "from now")
    known = context.anchor if from_news else context.last or context.anchor
    if count is None or not known or unit in "HMS":
        return Value("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "none")
    return Value("DATE", _shifted(known, sign * count, unit), "resolved")


def _count(words: str) -> int | None:
    """The number of a count in digits or words; None for "several"."""
    digits = words.replace(",", "")
    return int(digits) if digits.isdigit() else NUMBERS.get(words.lower())


def _shifted(day: date, count: int, unit: str) -> str:
    """`day` moved by `count` units, at the unit's own precision."""
    months = day.year * 12 + day.month - 1
    if unit == "D":
        return (day + timedelta(count)).isoformat()
    if unit == "W":
        year, week, _ = (day + timedelta(7 * count)).isocalendar()
        return f"{year}-W{week:02d}"
    if unit == "MO":
        return f"{(months + count) // 12:04d}-{(months + count) % 12 + 1:02d}"
    if unit == "Q":
        return f"{(months + 3 * count) // 12:04d}-Q{(months + 3 * count) % 12 // 3 + 1}"
    years = day.year + count * {"Y": 1, "DE": 10, "CE": 100}[unit]
    if not 1000 <= years <= 9999:
        return "PAST_REF" if count < 0 else "FUTURE_REF"
    return {"Y": f"{years}", "DE": f"{years // 10}", "CE": f"{years // 100}"}[unit]


def _direction(near: str) -> int:
    return -1 if re.fullmatch(BEFORE, near) else 1 if re.fullmatch(AFTER, near) else 0


def _part_of_year(found: dict, context: Context) -> Value | None:
    order, part = ORDINALS[found["py_order"].lower()], found["py_part"][0].upper()
    if found["py_year"]:
        return Value("DATE", f"{found['py_year']}-{part}{order}", "stated")
    if not context.anchor:
        return Value("DATE", f"XXXX-{part}{order}", "none")
    year = context.anchor.year + _direction(found["py_near"] or "")
    return Value("DATE", f"{year}-{part}{order}", "resolved")


def _relative(found: dict, context: Context) -> Value:
    word, way = found["re_unit"].lower(), _direction(found["re_near"])
    if not context.anchor:
        return Value("DATE", ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[way + 1], "none")
    if word not in SEASONS and UNITS[word] in "HMS":
        return None
    if word not in SEASONS:
        return Value("DATE", _shifted(context.anchor, way, UNITS[word]), "resolved")
    over_by = {"SP": 5, "SU": 8, "FA": 11, "WI": 12}[SEASONS[word]]
    year = context.anchor.year - (way < 0 and context.anchor.month <= over_by) + (way > 0)
    return Value("DATE", f"{year}-{SEASONS[word]}", "resolved")


def _season(found: dict, context: Context) -> Value:
    return Value("DATE", f"{found['se_year']}-{SEASONS[found['se_season'].lower()]}", "stated")


def _fiscal(found: dict, context: Context) -> Value:
    return Value("DATE", f"FY{found['fy_year']}", "stated")


def _set(found: dict, context: Context) -> Value:
    adverbs = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y"}
    word = (found["set_adverb"] or found["set_unit"]).lower()
    if word in WEEKDAYS:
        return Value("SET", f"XXXX-WXX-{WEEKDAYS[word]}", "stated")
    count = _count(found["set_count"] or "1")
    return Value("SET", adverbs.get(word) or _period(str(count), UNITS[word]), "stated")


def _period(count: str, unit: str) -> str:
    if unit in ("DE", "CE"):
        return f"P{count}{unit}"
    return ("PT" if unit in "HMS" else "P") + count + unit[0]


def _duration(found: dict, context: Context) -> Value:
    unit = UNITS[found["du_unit"].lower()]
    if found["du_half"]:
        return Value("DURATION", "P6M" if unit == "Y" else _period("0.5", unit), "stated")
    count = _count(found["du_count"])
    return Value("DURATION", _period("X" if count is None else str(count), unit), "stated")


def _decade(found: dict, context: Context) -> Value:
    return Value("DATE", found["dec_years"][:3], "stated")


def _year(found: dict, context: Context) -> Value:
    return Value("DATE", found["yr_year"], "stated")


def _clock(found: dict, context: Context) -> Value:
    word, known = (found["cl_word"] or "").lower(), context.last or context.anchor
    half = (found["cl_half"] or "").lower()
    hour = {"noon": 12, "midnight": 24}.get(word) or int(found["cl_hour"]) % 12 + (12 if half == "p" else 0)
    day = known.isoformat() if known else "XXXX-XX-XX"
    return Value("TIME", f"{day}T{hour:02d}:{found['cl_minute'] or '00'}", "resolved" if known else "none")


def _reference(found: dict, context: Context) -> Value:
    word = found["ref_word"].lower()
    value = "PAST_REF" if word == "recently" else "FUTURE_REF" if "future" in word else "PRESENT_REF"
    return Value("DATE", value, "none")
