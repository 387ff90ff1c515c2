"""When was it done? The date of an act among those its sentence gives."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from spacy.tokens import Span

from analysis.acts import Act
from analysis.intervals import interval
from analysis.language import Passage

# "..., the ministry said on Tuesday" dates the saying.
SAID_ON = re.compile(
    r"\b(?:said|says|told \w+|announced|added|stated|reported|statement|release)"
    r"\s+(?:late\s+|early\s+)?(?:(?:in|on|via)\s+(?:an?|its|the|his|her)\s+(?:\w+\s+){1,3}?)?(?:on\s+|in\s+)?$"
)
# "a mission launching in 2028": the date of what is still to come
AHEAD = re.compile(
    r"\b(?:launching|due|scheduled|planned|expected|slated|set|targeted|beginning|starting|through|until|by)\s+"
    r"(?:in\s+|for\s+|on\s+|to\s+\w+\s+(?:in\s+|on\s+)?)?(?:the\s+)?$"
)
# "to be launched after 2020", "have flown together since 1996": no day on which it is done.
LATER = re.compile(r"\b(?:after|later\s+than)\s+$")
SINCE = re.compile(r"\bsince\s+$")
OWNS = re.compile(r"['’]s\b")  # "this year's edition" dates the edition
FAR = 10_000
OPENING = 5  # a date within so many characters of a sentence's beginning ("On May 30, ...") governs all of it
CLAUSE = re.compile(r",\s+(?:and|but|while|whereas)\b|;")
RANGE = re.compile(r"\s?(?:-|–|—)\s?|\s(?:to|through|until)\s(?:the\s)?")
# "a memorandum in 2012 and a treaty in May 2016", "Lapan-A2 on September 28, 2015": no verb between two dates.
LISTED = re.compile(
    r"(?:,|,?\s+and)\s+(?:(?:then|again|later|also)\s+)?(?P<what>(?:[\w’'/-]+\s+){0,7}?)(?:in|on)\s+(?:the\s+)?"
)
DATE_WORDS = re.compile(r"\b(?:on|in|since|by|at|from|until|during|early|late)\s+(?:the\s+)?$", re.I)


def of_act(sentence: Span, dates: list[Any], act: Act, found: list[Act]) -> dict[str, Any]:
    """The date nearest to this act's trigger of all acts in the sentence, if it fits the act's status."""
    passage, start = sentence.doc._.passage, sentence.start_char
    text, published = passage.text, passage.anchor
    inside = [
        d
        for d in dates
        if d.start >= passage.story and not _of_saying(text[start : d.start], act)
        if not (AHEAD if act.status == "occurred" else LATER).search(text[start : d.start])
        if act.type != "mission" or not SINCE.search(text[start : d.start])
    ]
    own = [
        (_distance(text, d, start, act), d, span)
        for d in inside
        if (span := interval(d.type, d.value)) and _fits(span, act.status, published)
        if d.start - start < OPENING or act not in found or _nearest(passage, d, span, start, found) is act
    ]
    if len(found) > 1 or len(inside) > 1:
        own = [choice for choice in own if choice[0] < FAR]
    if not own:
        return dict.fromkeys(("date", "precision", "earliest", "latest", "date_basis", "date_text"), "")
    _, date, span = min(own, key=lambda choice: (OWNS.match(text, choice[1].end) is not None, choice[0]))
    return _told(text, start, date, span, dates)


def _of_saying(before: str, act: Act) -> bool:
    """Whether a date is that of the saying, not of what is said; what is promised is done by saying it."""
    said = SAID_ON.search(before)
    return said is not None and said.start() != act.start


def listed(
    sentence: Span, dates: list[Any], act: Act, first: dict[str, Any]
) -> Iterator[tuple[tuple[int, int], dict[str, Any]]]:
    """The further dates at which an act was done again, each with the characters of what stands before it: "signed a
    pact in 2012 and a treaty in 2016"."""
    passage, start = sentence.doc._.passage, sentence.start_char
    text, behind = passage.text, [d for d in dates if d.start >= start + act.end]
    own = next((i for i, d in enumerate(behind) if first["date_text"].endswith(text[d.start : d.end])), len(behind))
    for before, date in pairwise(behind[own:]):
        gap = LISTED.fullmatch(text, before.end, date.start)
        span = gap and interval(date.type, date.value)
        if not span or not _fits(span, act.status, passage.anchor):
            return
        yield gap.span("what"), _told(text, start, date, span, dates)


def _told(text: str, start: int, date: Any, span: Any, dates: list[Any]) -> dict[str, Any]:
    """A date with the words that tell it; of a range its first day."""
    first = next((d for d in dates if d.start >= start and RANGE.fullmatch(text[d.end : date.start])), None)
    if first and (whole := interval(first.type, first.value)):
        date, span = first, whole
    words = DATE_WORDS.search(text[start : date.start])
    told = (words.group() if words else "") + text[date.start : _range_end(text, date, dates)]
    return {**span._asdict(), "date_basis": date.basis, "date_text": told}


def _range_end(text: str, date: Any, dates: list[Any]) -> int:
    """Where the words of a date end; of "4 to 12 September" those of both its days."""
    return next((d.end for d in dates if RANGE.fullmatch(text[date.end : d.start])), date.end)


def _nearest(passage: Passage, date: Any, span: Any, start: int, found: list[Act]) -> Act | None:
    """The act nearest to a date of those whose status it fits."""
    fitting = [act for act in found if _fits(span, act.status, passage.anchor)]
    return min(fitting, key=lambda act: _distance(passage.text, date, start, act), default=None)


def _distance(text: str, date: Any, start: int, act: Act) -> int:
    """Characters from an act's trigger to a date, those before it twice; FAR where another clause lies between."""
    left, right = start + act.start, start + act.end
    between = text[date.end : left] if date.end <= left else text[right : date.start]
    if date.start - start < OPENING:
        return FAR - 1
    return FAR if CLAUSE.search(between) else len(between) * (2 if date.end <= left else 1)


def _fits(span: Any, status: str, published: str) -> bool:
    """What occurred lies not after the page, what is planned not wholly before it, as far as its date is known."""
    known = published[:10]
    first, last = span.earliest[: len(known)], span.latest[: len(known)]
    return first <= known if status == "occurred" else last >= known
