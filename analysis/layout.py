"""How a page is laid out: its text cut into blocks, runs of characters with one role each.

The reader works on lines, since that is what copying from a web page leaves. A line is first cut
where it holds more than one thing (a leading marker, a byline beside its date), then each piece
gets a role from what it says (vocabulary/furniture.tsv), from its shape, and from where it stands.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analysis import vocabulary
from analysis.timestamps import DATELINE, MARKER, TIMESTAMP

ROLES = ("chrome", "section", "headline", "byline", "timestamp", "caption", "paragraph")
SENTENCE_WORDS = 7  # a line with a full stop and at least this many words reads as prose
PROSE_WORDS = 25  # a line this long is prose even where its full stop was cut off
HEADLINE_WORDS = range(3, 36)
ENOUGH = 0.6  # of the most words any line shares with the story: the first such line is the headline
LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
STOP = re.compile(r"[.…。][\"'”’»)\]]*$")
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
LETTER = re.compile(r"[^\W\d_]")
BREADCRUMB = re.compile(r"^(?:home|news|you are here)\b.{0,20}?\s*[/>»›|·]\s*\S|\S\s*[>»›]\s*\S+.*[>»›]", re.I)
LINK = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$|^[@#]\w+(?:[\s,]+[@#]\w+)*$", re.I)
# A person's or an agency's name in a byline: capitalised words, with particles and initials.
NAME = r"[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:(?:de|da|van|von|bin|al|el|and|&)\s+)?[A-ZÀ-Þ][\w'’.-]*){0,6}"
BYLINE = re.compile(
    rf"^(?:(?i:(?:(?:written|reported|reporting|posted|published|edited|story|text|words)\s+)?by|authors?|"
    rf"reporter|correspondent|writer)\s*:?\s+|)(?P<name>{NAME})"
    r"(?P<desk>\s*[,|/(–-]\s*(?i:(?:senior |staff |chief |special )*(?:writer|reporter|correspondent|editor|"
    r"contributor|columnist|journalist)s?\b)[^.]{0,60}|(?:\s*[|,(]\s*\S+@\S+)?)\)?[\s,|/–-]*$"
)
BY = re.compile(r"^(?:(?:written|reported|reporting|posted|story|text)\s+)?by\b|^(?:authors?|reporter)\s*:", re.I)
MAIL = re.compile(r"\S+@\S+\.\w+|\b(?:staff|senior)\b|\b(?:writer|reporter|correspondent|editor)\b", re.I)


class Block(NamedTuple):
    """A run of characters `text[start:end]` with one role; `repeats` is the index of the block it duplicates."""

    start: int
    end: int
    role: str
    repeats: int | None = None


def blocks(text: str) -> list[Block]:
    """The page's blocks in order; they cover every character but white space between them."""
    pieces = [Block(start, end, _own_role(text[start:end])) for start, end in _pieces(text)]
    pieces = _without_tail(text, pieces)
    body = next((i for i, piece in enumerate(pieces) if piece.role == "paragraph"), len(pieces))
    title = _headline(text, pieces, body)
    placed = [p._replace(role=_placed(text, pieces, i, title, body)) for i, p in enumerate(pieces)]
    return _with_repeats(text, placed)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    passage = text[start:end]
    return start + len(passage) - len(passage.lstrip()), end - (len(passage) - len(passage.rstrip()))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Lines, cut again around the leading marker and around the dates printed on a furniture line."""
    for line in LINE.finditer(text):
        cuts = {line.start(), line.end()}
        if line.start() == 0 and (marker := MARKER.match(text)):
            cuts.add(marker.end())
        if not _is_prose(line.group()):
            for stamp in TIMESTAMP.finditer(text, max(cuts - {line.end()}), line.end()):
                cuts |= {stamp.start(), stamp.end()}
        edges = sorted(cuts)
        for left, right in pairwise(edges):
            start, end = _trimmed(text, left, right)
            if start < end:
                yield start, end


def _is_prose(passage: str) -> bool:
    count = len(WORD.findall(passage))
    line = DATELINE.match(passage)
    if line and (line["agency"] or line["line_m"] or line["line_m2"]) and count >= SENTENCE_WORDS:
        return True
    return count >= PROSE_WORDS or (count >= SENTENCE_WORDS and bool(STOP.search(passage)))


@cache
def _furniture(role: str) -> re.Pattern[str]:
    """Whether a whole line is one of the phrases of `role`, begins or ends with one, or holds one."""
    lines = vocabulary.rows("furniture")
    phrases = {
        match: vocabulary.alternation(lines.loc[(lines["role"] == role) & (lines["match"] == match), "phrase"])
        for match in ("line", "start", "end", "anywhere")
    }
    nothing = "(?:)"
    forms = {
        "line": r"^{}\s*[:.|»›>]*\s*$",
        "start": r"^{}",
        "end": r"{}$",
        "anywhere": r"{}",
    }
    return re.compile("|".join(forms[m].format(p) for m, p in phrases.items() if p != nothing), re.I)


def _own_role(passage: str) -> str:
    """The role the words of a piece give it wherever it stands; "" where that is not enough."""
    prose = _is_prose(passage)
    if MARKER.fullmatch(passage) or TIMESTAMP.fullmatch(passage):
        return "timestamp"
    if len(LATIN.findall(passage)) * 2 < len(LETTER.findall(passage)) or not LETTER.search(passage):
        return "chrome"
    if _furniture("caption").search(passage):
        return "caption"
    if (_furniture("chrome").search(passage) and len(passage) < 200) or LINK.search(passage):
        return "chrome"
    if prose:
        return "paragraph"
    if BREADCRUMB.search(passage):
        return "chrome"
    if _furniture("related").search(passage):
        return "chrome"
    if BYLINE.match(passage) and (BY.search(passage) or MAIL.search(passage)):
        return "byline"
    return "section" if _furniture("section").search(passage) else ""


def _without_tail(text: str, pieces: list[Block]) -> list[Block]:
    """What follows a "Related" line is chrome down to the end, unless the story goes on beneath it."""
    opening = _furniture("related")
    seen_prose = False
    for i, piece in enumerate(pieces):
        seen_prose = seen_prose or piece.role == "paragraph"
        if seen_prose and opening.search(text[piece.start : piece.end]):
            prose_below = [p for p in pieces[i + 1 :] if p.role == "paragraph" and STOP.search(text[p.start : p.end])]
            if len(prose_below) < 2:
                return pieces[:i] + [p._replace(role="chrome") for p in pieces[i:]]
    return pieces


def _headline(text: str, pieces: list[Block], body: int) -> int | None:
    """The index of the line before the body that says in short what the first paragraphs say; None if none does."""
    story = _content_words(*(text[p.start : p.end] for p in [p for p in pieces if p.role == "paragraph"][:3]))
    candidates = {
        i: _content_words(passage)
        for i in range(body)
        if pieces[i].role == ""
        and len(WORD.findall(passage := text[pieces[i].start : pieces[i].end])) in HEADLINE_WORDS
    }
    enough = ENOUGH * max((len(said & story) for said in candidates.values()), default=0)
    return next(
        (i for i, said in candidates.items() if len(said & story) >= max(enough, 1) or (not enough and len(said) > 3)),
        None,
    )


def _content_words(*passages: str) -> set[str]:
    return {word.casefold() for passage in passages for word in WORD.findall(passage) if len(word) > 3}


def _placed(text: str, pieces: list[Block], index: int, title: int | None, body: int) -> str:
    """The role that its place on the page gives a piece, where its own words gave none."""
    piece = pieces[index]
    passage = text[piece.start : piece.end]
    if index == title or (title is not None and _same(passage, text, pieces[title]) and index < body):
        return "headline"
    after_title = title is not None and index > title
    if piece.role == "section" and (after_title or index > body):
        return "chrome"
    if piece.role:
        return piece.role
    count = len(WORD.findall(passage))
    if after_title and index < body:
        beside_date = any(p.role == "timestamp" for p in pieces[max(index - 1, 0) : index + 2])
        if beside_date and count <= 6 and BYLINE.match(passage):
            return "byline"
        return "paragraph" if count >= SENTENCE_WORDS else "chrome"
    if index > body:
        prose_below = any(p.role == "paragraph" for p in pieces[index + 1 :])
        return "paragraph" if prose_below or count >= SENTENCE_WORDS else "chrome"
    return "chrome"


def _same(passage: str, text: str, other: Block) -> bool:
    return passage.casefold() == text[other.start : other.end].casefold()


def _with_repeats(text: str, pieces: list[Block]) -> list[Block]:
    """Headlines, captions and paragraphs whose words stood on the page before point back to them."""
    first: dict[str, int] = {}
    for i, piece in enumerate(pieces):
        if piece.role in ("headline", "caption", "paragraph"):
            words = " ".join(text[piece.start : piece.end].casefold().split())
            if first.setdefault(words, i) != i:
                pieces[i] = piece._replace(repeats=first[words])
    return pieces
