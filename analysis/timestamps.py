"""The dates a page prints about itself: the collector's marker, timestamps, and the dateline.

Patterns are composed from small named atoms; values are ISO 8601 as printed, never converted.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from analysis import vocabulary

MONTHS = vocabulary.numbers("timewords", "month") | vocabulary.numbers("timewords", "foreign month")
MONTH = rf"(?i:{vocabulary.alternation(MONTHS)})\.?"
WEEKDAYS = vocabulary.alternation(vocabulary.mapping("timewords", "weekday"))
WEEKDAY = rf"(?i:{WEEKDAYS}|(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)\.?)"
WEEKDAY_NAMES = [word[:3] for word in vocabulary.mapping("timewords", "weekday")]
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
TWO = r"\d{1,2}"
FULL_DATE = (
    rf"(?:(?P<iso_y>{YEAR})\s?[-./년年]\s?(?P<iso_m>{TWO})\s?[-./월月]\s?(?P<iso_d>{TWO})(?:\.|\s?[일日])?"
    rf"|(?P<md_m>{MONTH})\s+(?P<md_d>{DAY})(?:\s?[,.]\s*|\s+)(?P<md_y>{YEAR})"
    rf"|(?P<dm_d>{DAY})\.?(?:\s+(?i:of|de))?[\s-]+(?P<dm_m>{MONTH})(?:(?:,|\s+(?i:of|de))?[\s-]+|(?<=\.))(?P<dm_y>{YEAR}|\d\d(?=,?\s+\d?\d:\d\d))(?:\s?г\.?)?"
    rf"|(?P<num_1>{TWO})\s?(?P<num_sep>[/.-])\s?(?P<num_2>{TWO})\s?(?P=num_sep)\s?(?P<num_y>{YEAR})"
    r"|(?P<short_1>\d\d?)(?P<short_sep>[/.])(?P<short_2>\d\d?)(?P=short_sep)(?P<short_y>\d\d))(?!\d(?!\d:\d\d))"
)
CLOCK = (
    r"(?:(?:(?P<half_0>[AaPp])\.?[Mm]\.?\s+)?(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\b\.?)?"
    r"|(?P<hour_1>1[0-2]|0?[1-9])\s*(?P<half_1>[AaPp])\.?[Mm]\b\.?"
    r"|(?P<hour_2>[01]\d|2[0-3])(?P<minute_2>[0-5]\d)(?=\s*(?:hrs|hours|GMT|UTC)\b))"
)
OFFSET = r"(?P<offset>Z\b|[+-]\d\d:?\d\d)"
ZONE = r"(?:hrs?\b|hours\b|h\b)?\s*\(?(?:(?:GMT|UTC|[A-Z]{1,3}[SD]?T|MSK)\b(?:[+-]\d{1,2}\b(?!:))?)?\)?"
LABELS = dict(vocabulary.rows("labels").itertuples(index=False, name=None))
TOLD_BEFORE = ("on", "as of")
LABEL = (
    rf"(?P<label>(?i:{vocabulary.alternation((*LABELS, *TOLD_BEFORE))}))(?:\s+(?i:on|at|date|em|le|am))?\s*[:：|-]?\s*"
)
TIME_OF_DAY = rf"{CLOCK}(?:\s*{OFFSET})?\s*{ZONE}(?:\s*{OFFSET.replace('offset', 'offset_2')}\)?)?"
TIME_BEFORE = re.sub(r"\(\?P<(\w+)>", r"(?P<early_\1>", rf"{CLOCK}\s*{ZONE}")
WITH_TIME = rf"(?:,?\s*\(?{WEEKDAY}\)?)?(?:(?:\s*[-–|,@/•·]|\s*\b(?:at|à|às|um)\b|T)?\s*{TIME_OF_DAY})?"
UPPER = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+"
CITY = rf"(?:{UPPER}(?:[ /]+{UPPER}){{0,3}}|[A-ZÀ-Þ][\w'’.-]+(?:[ ][A-ZÀ-Þ][\w'’.-]+){{0,2}})"
TIMESTAMP = re.compile(
    rf"(?:(?<![\w/])|(?<=[\da-z])(?=[A-Z])|(?<=[a-z])(?=\d\d?[-./]\d\d?[-./]\d{{4}}))(?:{LABEL})?(?:{TIME_BEFORE}\s*(?:[,|/-]|\bon\b)?\s*)?(?:(?P<weekday>{WEEKDAY}),?\s+)?{FULL_DATE}{WITH_TIME}"
)
# A line with a day and a time, whose year is that of another date of the page.
YEARLESS = re.compile(
    rf"(?:{LABEL})?(?P<before>{TIME_BEFORE}\s*[|,/-]\s*(?:{CITY},\s+)?)?(?:{WEEKDAY},?\s+)?"
    rf"(?:(?P<month>{MONTH})\s+(?P<day>{DAY})|(?P<day_2>{DAY})\s+(?P<month_2>{MONTH}))"
    rf"(?:(?(before)\.?)(?(before)|(?!))|(?:\s*[-–|,@/•·]|\s+at)?\s+{TIME_OF_DAY})"
)
WEEKDAY_BESIDE = re.compile(rf"\b{WEEKDAY}(?!\w)")
BEFORE = 200  # characters beside a date that tell what it is
NAMED = 6  # words before "on May 3, 2021" where that dates the page: "Posted by Jane Doe"
BESIDE = tuple("|•·/–—-,:;()[]")  # what sets a timestamp off from the words beside it
# What news agencies close a story with: "This report was first published May 3, 2021."
FIRST_PUBLISHED = re.compile(rf"\b(?:first|originally) published\s+(?:on\s+)?(?P<day>{FULL_DATE})", re.I)
DIGIT = re.compile(r"\d")
STAMP_LABEL = re.compile(LABEL)
MARKER = re.compile(rf"\s*date (?P<captured>{YEAR}-\d\d(?:-\d\d)?)(?!\d)")

LOOSE_DATE = (
    rf"(?:(?:{WEEKDAY},?\s+)?(?:(?P<line_m>{MONTH})\s+(?P<line_d>{DAY})|(?P<line_d2>{DAY})(?:\s+of)?\s+(?P<line_m2>{MONTH}))"
    rf"(?:(?:\s?,\s*|\s+)(?P<line_y>{YEAR}))?)"
)
DASH = r"(?:--+|[—–―-])"
AGENCY = r"[A-Z][\w .&/'’-]{1,40}?"
BRACKETED = rf"\((?P<agency>{AGENCY})(?:\s*[–,-]\s*{LOOSE_DATE.replace('line_', 'in_')})?\)"
SOURCE = rf"(?:{BRACKETED}|/(?P<slashed>[A-Z][\w ]+)/|\[(?P<boxed>{AGENCY})\])[.:]?\s*"
# A person's title, or an initial, is no city: "Prof. Jane Doe", "Jane D. Doe".
TITLED = r"(?:[A-Z][\w-]+\s+){0,3}(?:(?:Dr|Mr|Mrs|Ms|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov)|[A-Z])\.\s"
DATELINE = re.compile(
    rf"^(?!(?:On|In|At|By|Since|From|As|For|It|He|She|They|We|But|And)\s|{TITLED})"
    rf"(?:\[?(?P<city>{CITY})(?:\s*[,\[(]\s*[A-Z][\w. ]{{1,24}}[\])]?)??\s*[,.:|/]?\s*)?"
    rf"(?:(?:{DASH}\s*)?\(?{LOOSE_DATE}\)?\s*[.,:]?\s*)?(?:{SOURCE})?"
    rf"(?:\s*(?:--+|[—–―])\s*|\s+-\s*|\s*-\s+|(?<=[)/\]:.])\s*)(?=[\"'“‘A-ZÀ-Þ0-9])"
)

# "Rome, 15 March 2022 The two agencies": neither bracket nor dash.
CITY_AND_DATE = re.compile(
    rf"^(?P<city>{CITY}),\s+(?:(?P<line_m>{MONTH})\s+(?P<line_d>{DAY})|(?P<line_d2>{DAY})\s+(?P<line_m2>{MONTH})),?\s+"
    rf"(?P<line_y>{YEAR})\s+(?=[\"“‘]?[A-ZÀ-Þ])"
)
# "Sao Paulo, Brazil (XNA) Nov 17, 2004": the date after the bracket, and no dash.
DATED_BRACKET = re.compile(rf"^{CITY}(?:,\s*[A-Z][\w. ]+?)?\s*\((?P<agency>{AGENCY})\)\s*{LOOSE_DATE}(?=\s|$)")
# "CARACAS, Nov. 1, 2005 (Xinhua)": a dateline on a line of its own.
DATELINE_ALONE = re.compile(
    rf"{CITY}(?:,\s*[A-Z][\w. ]+?)?,?\s+(?={LOOSE_DATE.replace('line_', 'at_')})[^()]*\b{YEAR}\s*\({AGENCY}\)"
)
SLOTS = [("line", ""), ("line", "2"), ("in", ""), ("in", "2")]  # where a dateline's pattern keeps its date


US_TIME = re.compile(r"\b(?:[ECMP][SD]T|ET)\b")  # "03/12/2013 07:45 AM EDT"


class Stamp(NamedTuple):
    """One printed date: what the page says it is (see `kind`), its ISO value, and its characters."""

    kind: str
    value: str
    ambiguous: bool = False
    start: int = 0
    end: int = 0
    weekday: bool = False


def stamps(passage: str, near: str = "", year: str = "") -> Iterator[Stamp]:
    """The timestamps of a passage. `near`, an ISO date, decides between readings of 03/04/2021; it, or else `year`,
    gives a date printed without its year one."""
    for match in _full_dates(passage):
        day, ambiguous = _day(match, near)
        if day:
            named = bool(WEEKDAY_BESIDE.search(match.group()))
            yield Stamp(kind(match["label"]), day.isoformat() + _time(match), ambiguous, *match.span(), named)
    if (near or year) and (match := YEARLESS.fullmatch(passage)):
        value = _dated(match["month"] or match["month_2"], match["day"] or match["day_2"], "", [near or year])
        if value:
            yield Stamp(kind(match["label"]), value + _time(match), False, *match.span())


def _full_dates(text: str) -> Iterable[re.Match[str]]:
    return TIMESTAMP.finditer(text) if DIGIT.search(text) else ()


def stamped(line: str) -> Iterator[re.Match[str]]:
    """The dates a line prints of its page: labelled, or set off from its words.

    "By Jane Doe on May 3, 2021 | Space" has one, "Signed on May 3, 2021 in Rome" has none.
    """
    credited = line.lstrip()[:3].lower() == "by "
    for match in _full_dates(line):
        before = line[max(match.start() - BEFORE, 0) : match.start()].rstrip()
        after = line[match.end() : match.end() + BEFORE].lstrip()
        alone = after in ("", "..", "...") or after.startswith(BESIDE)
        label = (match["label"] or "").lower()
        if label in TOLD_BEFORE:
            told = not alone or (len(before.split()) > NAMED and not credited)
        else:
            told = not label and not alone and (after[0] == "." or before.rpartition(" ")[2][:1].islower())
        if not told:
            yield match


def before_prose(line: str) -> int:
    """Where a date ends that a sentence is run on to, "15 March 2022 The two agencies"; 0 where there is none, as in
    "On 15 March 2022 Italy and Japan signed".
    """
    match = TIMESTAMP.match(line, len(line) - len(line.lstrip()))
    told = match and (match["label"] or "").lower() in TOLD_BEFORE
    runs_in = match and not told and re.match(r"\s+[\"“‘]?[A-ZÀ-Þ]", line[match.end() :])
    return match.end() if runs_in else 0


def labelled(passage: str) -> bool:
    """Whether a timestamp says what it is: "Published: May 3, 2021"."""
    return any(kind(match["label"]) for match in TIMESTAMP.finditer(passage)) or bool(STAMP_LABEL.fullmatch(passage))


def impossible(passage: str) -> list[str]:
    """The dates of a passage that no calendar has (30 February), as printed."""
    return [match.group() for match in TIMESTAMP.finditer(passage) if _day(match, "")[0] is None]


def captured(text: str) -> str:
    """The collector's own date from the marker that may lead a page ("2023-05-30", "2023-05"), as printed, or ""."""
    match = MARKER.match(text)
    return match["captured"] if match else ""


def exists(value: str) -> bool:
    """Whether an ISO day or month is one of the calendar."""
    try:
        return bool(_first_day(value))
    except ValueError:
        return False


def dateline(paragraph: str, years: list[str]) -> tuple[str, str, int]:
    """ISO date and agency of a paragraph's dateline, each "" if not there, and where the dateline ends.

    A dateline that prints no year takes the first of `years` (ISO dates known from elsewhere on the
    page) that puts it within half a year; without one its date stays unknown.
    """
    match = DATED_BRACKET.match(paragraph) or DATELINE.match(paragraph) or CITY_AND_DATE.match(paragraph)
    if not match:
        return "", "", 0
    found = match.groupdict("")
    month, day, year = (next(filter(None, (found.get(f"{at}_{part}{n}") for at, n in SLOTS)), "") for part in "mdy")
    value = _dated(month, day, year, years) if month else ""
    return value, next(filter(None, map(found.get, ("agency", "slashed", "boxed"))), "").strip(), match.end()


def _dated(month: str, day: str, year: str, years: list[str]) -> str:
    number, of_month = MONTHS[month.lower().rstrip(".")], int(re.match(r"\d+", day).group())
    if year:
        return _iso(int(year), number, of_month)
    for known in years:
        for candidate in (int(known[:4]), int(known[:4]) - 1, int(known[:4]) + 1):
            value = _iso(candidate, number, of_month)
            if value and abs((date.fromisoformat(value) - _first_day(known)).days) <= 183:
                return value
    return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _first_day(value: str) -> date:
    return date.fromisoformat(value[:10] if len(value) >= 10 else f"{value[:7]}-01")


def kind(label: str | None) -> str:
    """What a label says a date is: "published", "first published", "updated" or ""."""
    return LABELS.get(" ".join((label or "").casefold().split()), "")


def _day(match: re.Match[str], near: str) -> tuple[date | None, bool]:
    """The date of a timestamp, None for an impossible one, and whether its order was guessed."""
    try:
        if match["iso_y"]:
            return date(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"])), False
        for order in ("md", "dm"):
            if match[f"{order}_y"]:
                month = MONTHS[match[f"{order}_m"].lower().rstrip(".")]
                of_month = int(re.match(r"\d+", match[f"{order}_d"]).group())
                year = int(match[f"{order}_y"])
                return date(year if year > 99 else 2000 + year, month, of_month), False
    except ValueError:
        return None, False
    weekday = (match["weekday"] or "")[:3].lower()
    us = bool(US_TIME.search(match.group()))
    if match["short_y"]:
        return _numeric(
            int(match["short_1"]), int(match["short_2"]), 2000 + int(match["short_y"]), near, weekday, us=us
        )
    return _numeric(int(match["num_1"]), int(match["num_2"]), int(match["num_y"]), near, weekday, us=us)


def _numeric(first: int, second: int, year: int, near: str, weekday: str, *, us: bool) -> tuple[date | None, bool]:
    """03/04/2021 in both orders; the one of the weekday beside it, month first with a time of the United States, or
    the one nearer to a date known from the page, else day first."""
    readings = [_iso(year, month, day) for day, month in ((first, second), (second, first))]
    known = [date.fromisoformat(value) for value in dict.fromkeys(readings) if value]
    if not known:
        return None, False
    named = [day for day in known if weekday and WEEKDAY_NAMES[day.weekday()] == weekday]
    if named:
        return named[0], False
    if us:
        return known[-1], False
    if near:
        return min(known, key=lambda day: abs((day - _first_day(near)).days)), False
    return known[0], len(known) > 1


def _time(match: re.Match[str]) -> str:
    """The time of a timestamp, after its date or before it, as "T21:07", or ""."""
    found = match.groupdict("")

    def first(*names: str) -> str:
        return next(filter(None, (found.get(f"{early}{name}") for early in ("", "early_") for name in names)), "")

    if not first("hour", "hour_1", "hour_2"):
        return ""
    hour, half = int(first("hour", "hour_1", "hour_2")), first("half", "half_0", "half_1").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    second = f":{first('second')}" if first("second") else ""
    offset = re.sub(r"(\d\d):?(\d\d)", r"\1:\2", first("offset", "offset_2"))
    return f"T{hour:02d}:{first('minute', 'minute_2') or '00'}{second}{offset}"
