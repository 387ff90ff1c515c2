"""The dates a page prints about itself: the collector's marker, timestamps, and the dateline.

Patterns are composed from small named atoms; values are ISO 8601 as printed, never converted.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from analysis import vocabulary

MONTHS = {word: int(value) for word, value in vocabulary.mapping("timewords", "month").items()}
MONTH = rf"(?i:{vocabulary.alternation(MONTHS)})\.?"
WEEKDAYS = vocabulary.alternation(vocabulary.mapping("timewords", "weekday"))
WEEKDAY = rf"(?i:{WEEKDAYS}|(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)\.?)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
TWO = r"\d{1,2}"
FULL_DATE = (
    rf"(?:(?P<iso_y>{YEAR})\s?[-./]\s?(?P<iso_m>{TWO})\s?[-./]\s?(?P<iso_d>{TWO})\.?"
    rf"|(?P<md_m>{MONTH})\s+(?P<md_d>{DAY})(?:,\s*|\s+)(?P<md_y>{YEAR})"
    rf"|(?P<dm_d>{DAY})(?:\s+of)?[\s-]+(?P<dm_m>{MONTH}),?[\s-]+(?P<dm_y>{YEAR})"
    rf"|(?P<num_1>{TWO})(?P<num_sep>[/.-])(?P<num_2>{TWO})(?P=num_sep)(?P<num_y>{YEAR}))(?!\d)"
)
CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
)
OFFSET = r"(?P<offset>Z\b|[+-]\d\d:?\d\d)"
ZONE = r"\(?(?:(?:GMT|UTC|[A-Z]{1,3}[SD]?T|MSK|IST|hrs?|hours)\b)?\)?"
LABEL = (
    r"(?P<label>(?i:first published|published|posted|post date|date posted|publication date|publish date|written|"
    r"last updated?|updated?|last modified|modified|last edited|edited|released?|release date|date of release|"
    r"created|uploaded|registered|input|issued|date|on|as of))(?:\s+(?i:on|at|date))?\s*[:|-]?\s*"
)
TIME_OF_DAY = rf"{CLOCK}(?:\s*{OFFSET})?\s*{ZONE}(?:\s*{OFFSET.replace('offset', 'offset_2')})?"
TIMESTAMP = re.compile(
    rf"(?:(?<![\w/])|(?<=\d)(?=[A-Z]))(?:{LABEL})?(?:{WEEKDAY},?\s+)?{FULL_DATE}"
    rf"(?:(?:\s*[-–|,@/•·]|\s*\bat\b|T)?\s*{TIME_OF_DAY})?"
)
TOLD_BEFORE = ("on", "as of")
NAMED = 6  # words before "on May 3, 2021" where that dates the page: "Posted by Jane Doe"
BESIDE = tuple("|•·/–—-,:;()[]")  # what sets a timestamp off from the words beside it
STAMP_LABEL = re.compile(rf"{LABEL.replace('?P<label>', '')}")
MARKER = re.compile(rf"\s*date (?P<captured>{YEAR}-\d\d(?:-\d\d)?)(?!\d)")

UPPER = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+"
CITY = rf"(?:{UPPER}(?:[ /]+{UPPER}){{0,3}}|[A-ZÀ-Þ][\w'’.-]+(?:[ ][A-ZÀ-Þ][\w'’.-]+){{0,2}})"
LOOSE_DATE = (
    rf"(?:(?:{WEEKDAY},?\s+)?(?:(?P<line_m>{MONTH})\s+(?P<line_d>{DAY})|(?P<line_d2>{DAY})(?:\s+of)?\s+(?P<line_m2>{MONTH}))"
    rf"(?:,?\s+(?P<line_y>{YEAR}))?)"
)
DASH = r"(?:--+|[—–―-])"
AGENCY = r"[A-Z][\w .&/'’-]{1,40}?"
BRACKETED = rf"\((?P<agency>{AGENCY})(?:\s*[–,-]\s*{LOOSE_DATE.replace('line_', 'in_')})?\)"
SOURCE = rf"(?:{BRACKETED}|/(?P<slashed>[A-Z][\w ]+)/|\[(?P<boxed>{AGENCY})\])[.:]?\s*"
DATELINE = re.compile(
    rf"^(?:\[?(?P<city>{CITY})(?:\s*[,\[(]\s*[A-Z][\w. ]{{1,24}}[\])]?)??\s*[,.:|/]?\s*)?"
    rf"(?:(?:{DASH}\s*)?\(?{LOOSE_DATE}\)?\s*[.,:]?\s*)?(?:{SOURCE})?"
    rf"(?:\s*{DASH}+\s*|(?<=[)/\]:.])\s*)(?=[\"'“‘A-Z0-9])"
)


class Stamp(NamedTuple):
    """One printed date: what the page says it is ("published", "updated" or ""), and its ISO value."""

    kind: str
    value: str
    ambiguous: bool = False


def stamps(passage: str, near: str = "") -> Iterator[Stamp]:
    """The timestamps of a passage. `near`, an ISO date, decides between readings of 03/04/2021."""
    for match in TIMESTAMP.finditer(passage):
        day, ambiguous = _day(match, near)
        if day:
            yield Stamp(_kind(match["label"]), day.isoformat() + _time(match), ambiguous)


def stamped(line: str) -> Iterator[re.Match[str]]:
    """The dates a line prints of its page: labelled, or set off from its words.

    "By Jane Doe on May 3, 2021 | Space" has one, "Signed on May 3, 2021 in Rome" has none.
    """
    for match in TIMESTAMP.finditer(line):
        before, after = line[: match.start()].rstrip(), line[match.end() :].lstrip()
        alone = not after or after.startswith(BESIDE)
        label = (match["label"] or "").lower()
        if label in TOLD_BEFORE and before:
            told = not alone or len(before.split()) > NAMED
        else:
            told = not label and not alone and (after[0] == "." or before.rpartition(" ")[2][:1].islower())
        if not told:
            yield match


def labelled(passage: str) -> bool:
    """Whether a timestamp says what it is: "Published: May 3, 2021"."""
    return any(_kind(match["label"]) for match in TIMESTAMP.finditer(passage)) or bool(STAMP_LABEL.fullmatch(passage))


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


def dateline(paragraph: str, years: list[str]) -> tuple[str, str]:
    """ISO date and agency of a paragraph's dateline, each "" if not there.

    A dateline that prints no year takes the first of `years` (ISO dates known from elsewhere on the
    page) that puts it within half a year; without one its date stays unknown.
    """
    match = DATELINE.match(paragraph)
    if not match:
        return "", ""
    found = match.groupdict()
    month = next((found[k] for k in ("line_m", "line_m2", "in_m", "in_m2") if found[k]), "")
    day = next((found[k] for k in ("line_d", "line_d2", "in_d", "in_d2") if found[k]), "")
    year = found["line_y"] or found["in_y"] or ""
    value = _dated(month, day, year, years) if month else ""
    return value, (found["agency"] or found["slashed"] or found["boxed"] or "").strip()


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


def _kind(label: str | None) -> str:
    words = (label or "").lower()
    if any(word in words for word in ("updat", "modif", "edit")):
        return "updated"
    return "published" if words and words not in TOLD_BEFORE else ""


def _day(match: re.Match[str], near: str) -> tuple[date | None, bool]:
    """The date of a timestamp, None for an impossible one, and whether its order was guessed."""
    try:
        if match["iso_y"]:
            return date(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"])), False
        for kind in ("md", "dm"):
            if match[f"{kind}_y"]:
                month = MONTHS[match[f"{kind}_m"].lower().rstrip(".")]
                of_month = int(re.match(r"\d+", match[f"{kind}_d"]).group())
                return date(int(match[f"{kind}_y"]), month, of_month), False
    except ValueError:
        return None, False
    return _numeric(int(match["num_1"]), int(match["num_2"]), int(match["num_y"]), near)


def _numeric(first: int, second: int, year: int, near: str) -> tuple[date | None, bool]:
    """03/04/2021 in both orders; the one nearer to a date known from the page, else day first."""
    readings = [_iso(year, month, day) for day, month in ((first, second), (second, first))]
    known = [date.fromisoformat(value) for value in dict.fromkeys(readings) if value]
    if not known:
        return None, False
    if near:
        return min(known, key=lambda day: abs((day - _first_day(near)).days)), False
    return known[0], len(known) > 1


def _time(match: re.Match[str]) -> str:
    if not match["hour"]:
        return ""
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    offset = match["offset"] or match["offset_2"] or ""
    seconds = f":{match['second']}" if match["second"] else ""
    return f"T{hour:02d}:{match['minute']}{seconds}{offset}"
