"""What does a page say about itself? Headline, byline, dates ..., each with how it is known and where it stands."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import NamedTuple

from analysis import timestamps, vocabulary
from analysis.layout import NEAR, Block
from analysis.lines import INITIALS

ISO = re.compile(r"\d{4}-\d\d(?:-\d\d(?:T.+)?)?")
BY = re.compile(
    r"^(?:(?:written|reported|reporting|posted|story|text|authors?|reporter|source|from)\b\s*)?(?:by\b)?[\s:]*", re.I
)
DESK = re.compile(
    r"[\s,/|(–-]*\b(?:(?:senior|staff|chief|special|science|space|defen[cs]e|political|diplomatic|foreign)\s+)*"
    r"(?:writer|correspondent|editor|contributor|columnist|journalist)s?\b.*$"
    r"|[\s|,(]*\S+@\S+.*$|,\s+(?:[\w&-]+\s+){0,4}(?:reporter|writer|correspondent|editor)\b.*$|,?\s+in\s+[\w .]+$"
    r"|\s+\([^)]*\)$|\s+(?:at|on)$|\s*(?:기자|記者)$"
    r"|,\s[^,]*\b(?:communications|office|news|service|department|press|bureau|media|desk|team)\b.*$",
    re.I,
)
BESIDE = re.compile(r"\s*[|/]\s*|\s+[–-]\s+|(?<=[A-Z]{3})-(?=[A-Z][a-z])")  # between a name and an outlet, or a city
AGAIN = re.compile(r"(?<=[a-z])By\s+(?=[A-Z])")  # "Jane DoeBy Jane Doe"
MARKS = " ,|-–/:"  # around a name in a byline
RIGHTS = re.compile(
    r"(?:©|ⓒ|\([Cc]\)|\b[Cc]opyright\b)[\s©]*(?:(?:19|20)\d\d(?:\s*[-–]\s*\d\d(?:\d\d)?)?,?\s*)?(?:[Bb]y\s+)?"
    r"(?P<outlet>(?:[Tt]he\s+)?[A-ZÀ-Þ][\w'’&-]*(?:\s+(?:of|the|and|&)(?=\s)|\s+[A-ZÀ-Þ][\w'’&-]*){0,5}?)"
    r"(?=\s*(?:$|[.,|:;(\n]|\s(?:All|(?:19|20)\d\d|Inc|Ltd|LLC|Co|Company|Corp)\b))"
)
LEADING = 5  # paragraphs among which a dateline may stand, after the points of a summary
CLOSING = re.compile(r"\((?P<agency>[A-Z][\w .&/-]{1,30})\)\W*$")


class Field(NamedTuple):
    """A value a page states of itself, how it is known, and the characters that say it, text[start:end].

    basis: given (it came with the page, in its metadata or a column; no characters) | printed (on a
    line of its own) | dateline | captured (the collector's marker) | named (in the byline, at the
    story's end, in the notice of rights).
    """

    field: str
    value: str
    basis: str
    start: int | None = None
    end: int | None = None


class Stated(NamedTuple):
    """A page's fields, one of each kind at most, and what to doubt in them: (problem, detail)."""

    fields: list[Field]
    doubts: list[tuple[str, str]]


def stated(text: str, parts: list[Block], given: dict[str, str]) -> Stated:
    """What a page says about itself; what came with it (`given`, by field) goes before what is read off it."""
    came, doubts = _given(given)
    dates = _dated(text, parts, came["published"].value if "published" in came else "")
    first: dict[str, Field] = {}
    for one in (*came.values(), *dates.fields, *_names(text, parts)):
        if one.value:
            first.setdefault(one.field, one)
    return Stated(list(first.values()), doubts + dates.doubts)


def _given(given: dict[str, str]) -> tuple[dict[str, Field], list[tuple[str, str]]]:
    """What came with the page, its dates in ISO 8601; then what to doubt in them."""
    fields, doubts = {}, []
    for name, value in given.items():
        if name in ("published", "updated"):
            stamp = timestamps.Stamp(name, value) if _is_iso(value) else next(timestamps.stamps(value), None)
            if value and not stamp:
                doubts.append(("unreadable date", f"{name}: {value}"))
            if stamp and stamp.ambiguous:
                doubts.append(("ambiguous date", f"{name}: {value}, read as day first"))
            value = stamp.value if stamp else ""
        if name == "byline":
            value = _author(value)
        if value:
            fields[name] = Field(name, value, "given")
    return fields, doubts


def _is_iso(value: str) -> bool:
    """Whether it is a day of the calendar, alone or with a time, or a month, as ISO 8601 writes them in full."""
    try:
        return ISO.fullmatch(value) is not None and bool(datetime.fromisoformat(value if value[7:] else f"{value}-01"))
    except ValueError:
        return False


def _names(text: str, parts: list[Block]) -> Iterator[Field]:
    """headline, section, byline, agency and source as the page prints them."""
    for name, at in (("headline", 0), ("section", -1), ("byline", 0)):
        ours = [p for p in parts if p.role == name and p.repeats is None]
        for part in [ours[at]] if ours else []:
            passage = text[part.start : part.end]
            yield Field(name, _author(passage) if name == "byline" else passage, "printed", part.start, part.end)
            if name == "byline" and (agency := _media().search(passage)):
                yield Field("agency", agency.group(), "named", part.start + agency.start(), part.start + agency.end())
    for part in parts:
        credit = part.role in ("paragraph", "chrome") and _credit().match(text, part.start, part.end)
        if credit:
            yield Field("agency", credit["agency"], "named", *credit.span("agency"))
    for part in prose(parts)[-1:]:
        closing = CLOSING.search(text, part.start, part.end)
        if closing and _media().fullmatch(closing["agency"]):
            yield Field("agency", closing["agency"], "named", *closing.span("agency"))
    yield from _outlets(text, parts)


def _outlets(text: str, parts: list[Block]) -> Iterator[Field]:
    """The outlet, from a line above the headline that only names one, or from the notice of rights."""
    title = next((i for i, part in enumerate(parts) if part.role == "headline"), 0)
    for part in parts[:title]:
        if part.role == "chrome" and _media().fullmatch(text[part.start : part.end]):
            yield Field("source", text[part.start : part.end], "printed", part.start, part.end)
    for part in parts[title + 1 :]:
        rights = part.role == "chrome" and RIGHTS.match(text, part.start, part.end)
        # Of an agency's notice, or a photographer's, the page has nothing to say above its headline.
        if rights and rights["outlet"].casefold() in text[: parts[title].start].casefold():
            yield Field("source", rights["outlet"], "named", *rights.span("outlet"))


def _author(passage: str) -> str:
    """The name in a byline, without the desk, the outlet or the city beside it."""
    if INITIALS.fullmatch(passage):
        return passage.strip("()").split(" (")[0]
    own = AGAIN.split(passage.strip("()[] ") if passage.startswith(("(", "[")) else passage)[-1]
    line = " ".join(DESK.sub("", BY.sub("", own)).split())
    names = [part.strip(MARKS) for part in BESIDE.split(line) if part.strip(MARKS)]
    people = [name for name in names if not _media().fullmatch(name) and name.casefold() not in _places()]
    media = [name for name in names if _media().fullmatch(name)]
    return (people or media or names or [""])[0]


@cache
def _media() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{vocabulary.alternation(vocabulary.bodies('media'))})(?!\w)")


@cache
def _credit() -> re.Pattern[str]:
    """A line that begins with its agency: "Source: Xinhua News Agency", "ASTANA. KAZINFORM - The two sides ..."."""
    names = vocabulary.alternation(vocabulary.bodies("media"))
    city = rf"{timestamps.CITY}\s*[.,:/–—-]+\s*(?=[^\n]{{2,30}}?\s*[–—:-])"
    return re.compile(rf"(?:(?i:source|agency)\s*:\s*|{city})(?P<agency>(?i:{names}))(?!\w)(?:\s*[–—:-]|\s*$)", re.M)


@cache
def _places() -> frozenset[str]:
    return frozenset(name.casefold() for name in vocabulary.names("places"))


class Marks(NamedTuple):
    """Where a page's dates stand: the stamps it prints with the index of their block, those of its headline, its
    first and its last paragraph, and the collector's own day, "" where the calendar has none."""

    stamps: list[tuple[int, timestamps.Stamp]]
    title: int
    body: int
    last: int
    near: str

    def heads(self, index: int) -> bool:
        """Whether a block stands near the headline or the beginning of the story."""
        return self.title - NEAR <= index <= self.body + NEAR


def _marks(text: str, parts: list[Block], near: str, known: str) -> Marks:
    roles = [part.role for part in parts]
    told = [i for i, role in enumerate(roles) if role == "paragraph"] or [len(parts)]
    titles = [i for i, role in enumerate(roles) if role == "headline"]
    title = max((i for i in titles if i < told[0]), default=(titles or [-1])[0])
    stamps = []
    printed = list(_printed(text, parts))
    sure = (stamp.value for _, _, passage in printed for stamp in timestamps.stamps(passage) if not stamp.ambiguous)
    known = known or next(sure, "")
    year = known or next((stamp.value for stamp in timestamps.stamps(text)), "")
    for i, part, passage in printed:
        label = timestamps.STAMP_LABEL.fullmatch(text[parts[i - 1].start : parts[i - 1].end]) if i else None
        for stamp in timestamps.stamps(passage, known, year):
            kind = stamp.kind or timestamps.kind(label.group("label") if label else "")
            at = {"start": part.start + stamp.start, "end": part.start + stamp.end}
            stamps.append((i, stamp._replace(kind=kind, **at)))
    return Marks(stamps, title, next((i for i in told if i > title), told[-1]), told[-1], near)


def _printed(text: str, parts: list[Block]) -> Iterator[tuple[int, Block, str]]:
    """The blocks of dates with their index and text, without the collector's marker."""
    for i, part in enumerate(parts):
        passage = text[part.start : part.end]
        if part.role == "timestamp" and not timestamps.MARKER.fullmatch(passage):
            yield i, part, passage


def _rank(marks: Marks, index: int, stamp: timestamps.Stamp) -> int:
    """How far a stamp is to be trusted as the day of publication, 0 most; 9 is not at all."""
    head = marks.heads(index)
    below = index > marks.title
    if _is_clock(marks, index, stamp):
        return 9
    later = bool(marks.near) and stamp.value[: len(marks.near)] > marks.near
    if stamp.kind == "first published":
        return 0  # also under the story, below an "Updated" above it
    if stamp.kind == "published":
        return 0 if head else 4
    if stamp.kind == "updated":
        return 3 if head else 8
    if head and (below or (index >= marks.title - 2 and not later)):
        return 1 if below else 2
    # Above the headline it may be the site's own clock, under the story that of another one.
    if index > marks.last or (index < marks.title and not later):
        return 6 if index > marks.last else 7
    return 5 if below and not marks.near else 9


def _is_clock(marks: Marks, index: int, stamp: timestamps.Stamp) -> bool:
    """Whether a date is the site's own clock: "Tuesday, May 30, 2023" in a masthead, though not with a time right
    above the headline, nor of the day the collector came."""
    if not stamp.weekday or stamp.kind or index > marks.title:
        return False
    beside = "T" in stamp.value and index >= marks.title - 2 and not marks.near
    return not beside and not marks.near.startswith(stamp.value[:10])


def _published(text: str, parts: list[Block], marks: Marks, known: str) -> Iterator[Field]:
    """What the page can be dated by, the most trusted first; then the agency of its dateline."""
    ranked = sorted(((_rank(marks, i, stamp), stamp.start, stamp) for i, stamp in marks.stamps), key=lambda x: x[:2])
    printed = [(rank, Field("published", s.value, "printed", s.start, s.end)) for rank, _, s in ranked if rank < 9]
    elsewhere = [stamp.value for stamp in timestamps.stamps(text, known)]
    years = [known] * bool(known) + [one.value for rank, one in printed if rank < 5] + elsewhere
    line = next(filter(None, (_dateline(text, part, years) for part in prose(parts)[:LEADING])), [])
    yield from (one for rank, one in printed if rank < 5)
    yield from line
    for said in timestamps.FIRST_PUBLISHED.finditer(text):
        day = next(timestamps.stamps(said["day"], known), None)
        yield Field("published", day.value if day else "", "printed", *said.span("day"))
    yield from (one for rank, one in printed if rank >= 5)


def _dateline(text: str, part: Block, years: list[str]) -> list[Field]:
    """published and agency as a paragraph's dateline has them."""
    value, agency, end = timestamps.dateline(text[part.start : part.end], years)
    found = [Field("published", value, "dateline", part.start, part.start + end)] if value else []
    return found + ([Field("agency", agency, "dateline", part.start, part.start + end)] if agency else [])


def prose(parts: list[Block]) -> list[Block]:
    """The paragraphs of a page, each once."""
    return [part for part in parts if part.role == "paragraph" and part.repeats is None]


def _dated(text: str, parts: list[Block], came: str) -> Stated:
    """published, updated, captured and the dateline's agency, and what to doubt in them."""
    captured = timestamps.captured(text)
    near = captured if timestamps.exists(captured) else ""
    marks = _marks(text, parts, near, came or near)
    fields = list(_published(text, parts, marks, came or near))
    marker = (
        Field("captured", captured, "captured", 0, len(timestamps.MARKER.match(text).group())) if captured else None
    )
    if marker:
        fields += [marker, *([marker._replace(field="published")] if near else [])]
    updated = sorted((not marks.heads(i), i, s) for i, s in marks.stamps if s.kind == "updated")
    fields += [Field("updated", s.value, "printed", s.start, s.end) for _, _, s in updated]
    own = next((one for one in fields if one.field == "published"), Field("published", "", "none"))
    doubts = list(_doubts(text, parts, marks, own, came, captured))
    return Stated(fields, doubts)


def _doubts(
    text: str, parts: list[Block], marks: Marks, own: Field, came: str, captured: str
) -> Iterator[tuple[str, str]]:
    """What does not fit in a page's dates: `own` is the day the page gives itself, `came` the one it came with."""
    impossible = [day for _, _, passage in _printed(text, parts) for day in timestamps.impossible(passage)]
    impossible += [captured] if captured and not marks.near else []
    published = came or own.value
    if came and own.basis in ("printed", "dateline") and own.value[: len(came[:10])] != came[:10]:
        yield "dates differ", f"published {came} (came with the page), {own.value} (on the page)"
    if impossible:
        yield "impossible date", ", ".join(impossible)
    if marks.near and (came or own.basis != "captured") and not published.startswith(marks.near):
        basis = "came with the page" if came else own.basis
        yield "dates differ", f"published {published} ({basis}), captured {captured}"
    if marks.near and published[: len(marks.near)] > marks.near:
        yield "dated after its capture", f"published {published}, captured {captured}"
    if any(stamp.ambiguous for _, stamp in marks.stamps):
        yield "ambiguous date", "day and month could be read in either order; read as day first"
