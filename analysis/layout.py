"""How a page is laid out: its text cut into blocks, runs of characters with one role each.

The reader works on lines, since that is what copying from a web page leaves. A line is first cut
where it holds more than one thing (a leading marker, a byline beside its date); each piece has the
role its own words give it (lines.py), or one from where it stands: above, in or under the story.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from analysis.lines import (
    BREADCRUMB,
    BYLINE,
    LETTER,
    SENTENCE_WORDS,
    WORD,
    agency_line,
    furniture,
    is_caption,
    is_prose,
    own_role,
)
from analysis.timestamps import DATELINE, MARKER, TIMESTAMP

ROLES = ("chrome", "section", "headline", "byline", "timestamp", "caption", "paragraph")
HEADLINE_WORDS = range(3, 36)
LONG_TITLE = 11  # telling words of a headline, those of four letters and more
REST = 0.25  # of a page's prose: less than that beneath a run of short lines is no story
SHORT_RUN = 3  # short lines in a row that end a story
UNDER_PROSE = 0.6  # what a line under a first line of prose counts for as a headline
LOW_TITLE = 5  # words of a headline that stands under a first line of prose
LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
# What stands where a headline could: a site's name, a menu on one line, a ministry's letterhead.
MASTHEAD = re.compile(r"\s\|\s|\S\s{2,}\S.*\S\s{2,}\S|^[•*·]|^(?:Government|Ministry|Department) of [\w ]+$")
ITEM = re.compile(r"(?:\(?\d{1,2}[.)]|[•*–-])\s+\S")
STAMP_LABEL = re.compile(
    r"(?:first published|published|posted|last updated|updated|modified|date|released)\s*(?:on|at)?\s*:?", re.I
)
ZONE_ALONE = re.compile(r"\(?(?:[A-Z]{2,4}|[A-Z][a-z]+ time)\)?")
# What a photo shows, and words that tell a story instead.
PHOTO = re.compile(
    r"\b(?:poses?|shakes? hands|holds? up|lifts? off|takes? off|blasts? off|talks? with|speaks?|attends?|"
    r"(?:stands?|sits?) (?:on|at|in|next|beside)|witness(?:es)?|signs?|exchanges?|walks?|smiles?|greets?|lights? up|"
    r"rolls? out|looks? on|at the signing|pictured|is seen|are seen|in this undated)\b"
    r"|,\s(?:left|right|second from (?:left|right)),"
)
TOLD = re.compile(
    r"\b(?:said|says|will|has|have|had|was|were|announced|agreed|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)


class Block(NamedTuple):
    """A run of characters `text[start:end]` with one role; `repeats` is the index of the block it duplicates."""

    start: int
    end: int
    role: str
    repeats: int | None = None


class Frame(NamedTuple):
    """Where a page's pieces stand: the indices of its headline and section, of its first and its last prose."""

    title: int | None
    section: int | None
    body: int
    last: int


def blocks(text: str) -> list[Block]:
    """The page's blocks in order; they cover every character but white space between them."""
    page = [Block(start, end, own_role(text[start:end])) for start, end in _pieces(text)]
    page = _without_tail(text, _with_stamps(text, page))
    title = _headline(text, page)
    page = _with_captions(text, page, title)
    prose = [i for i, piece in enumerate(page) if piece.role == "paragraph"] or [len(page)]
    frame = Frame(title, _section(text, page, title), prose[0], prose[-1])
    placed = [piece._replace(role=_placed(text, page, i, frame)) for i, piece in enumerate(page)]
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
        if not is_prose(line.group()) and not is_caption(line.group().strip()):
            for stamp in TIMESTAMP.finditer(text, max(cuts - {line.end()}), line.end()):
                cuts |= {stamp.start(), stamp.end()}
        edges = sorted(cuts)
        for left, right in pairwise(edges):
            start, end = _trimmed(text, left, right)
            if start < end:
                yield start, end


def _with_stamps(text: str, page: list[Block]) -> list[Block]:
    """What only separates or labels timestamps belongs to them: "Published" above its date, "|" between two."""
    joined = list(page)
    for i, piece in enumerate(page):
        beside = {p.role for p in (*page[max(i - 1, 0) : i], *page[i + 1 : i + 2])}
        passage = text[piece.start : piece.end]
        label = STAMP_LABEL.fullmatch(passage) and i + 1 < len(page) and page[i + 1].role == "timestamp"
        mark = not LETTER.search(passage) and len(passage) < 4 and "timestamp" in beside
        zone = i and ZONE_ALONE.fullmatch(passage) and page[i - 1].role == "timestamp"
        if label or mark or zone:
            joined[i] = piece._replace(role="timestamp")
    return joined


def _with_captions(text: str, page: list[Block], title: int | None) -> list[Block]:
    """Prose above the headline, and lines between it and the story that tell what a photo shows or carry its credit."""
    prose = [i for i, p in enumerate(page) if p.role == "paragraph" and len(WORD.findall(text[p.start : p.end])) > 11]
    if title is None or len(prose) < 2:
        return page
    told = [p._replace(role="caption") if i < title and p.role == "paragraph" else p for i, p in enumerate(page)]
    for i in range(title + 1, next((i for i in prose[1:] if i > title), 0)):
        passage = text[page[i].start : page[i].end]
        shows = PHOTO.search(passage) and not TOLD.search(passage)
        credited = page[i + 1].role == "caption" and "\n\n" not in text[page[i].end : page[i + 1].start]
        fits = 4 < len(WORD.findall(passage)) < 60 and not DATELINE.match(passage)
        if page[i].role in ("", "paragraph") and fits and (shows or credited):
            told[i] = page[i]._replace(role="caption")
    return told


def _without_tail(text: str, page: list[Block]) -> list[Block]:
    """The page with all that stands under the story as chrome, and comments wherever they stand."""
    end = _end_of_story(text, page)
    return [p._replace(role="chrome") if i >= end or p.role == "comments" else p for i, p in enumerate(page)]


def _end_of_story(text: str, page: list[Block]) -> int:
    """The index of the first piece under the story: comments, a "Related" line, or a run of short lines,
    with little prose beneath."""
    words = [len(WORD.findall(text[p.start : p.end])) if p.role == "paragraph" else 0 for p in page]
    seen, run, whole = 0, 0, sum(words)
    for i, piece in enumerate(page):
        passage = text[piece.start : piece.end]
        little_below = whole - seen < REST * whole
        seen += words[i]
        if seen and (piece.role == "comments" or (furniture("related").search(passage) and little_below)):
            return i
        short = piece.role in ("", "chrome", "section") and not ITEM.match(passage)
        run = run + 1 if short else 0
        if seen > 0 and run == SHORT_RUN and little_below:
            return i - run + 1
    return len(page)


def _headline(text: str, page: list[Block]) -> int | None:
    """The index of the line above the story that says in short what its first paragraphs say, if any does.

    The first prose of a page may be a caption that stands above the headline.
    """
    prose = [i for i, p in enumerate(page) if p.role == "paragraph"]
    story = _content_words(*(text[page[i].start : page[i].end] for i in prose[:3]))
    first, second = (*prose, len(page), len(page))[:2]
    lined = first < len(page) and DATELINE.match(text[page[first].start : page[first].end])
    candidates = {
        i: _content_words(passage)
        for i in range(first if lined else second)
        if page[i].role == ""
        and len(WORD.findall(passage := text[page[i].start : page[i].end])) in HEADLINE_WORDS
        and not MASTHEAD.search(passage)
        and (i < first or len(WORD.findall(passage)) >= LOW_TITLE)
    }
    telling = {i: _telling(said, story) * (1 if i < first else UNDER_PROSE) for i, said in candidates.items()}
    return max(telling, key=lambda i: (telling[i], -i), default=None)


def _telling(said: set[str], story: set[str]) -> float:
    """How many words of the story a line says; a long line, more likely a deck or a caption, has to say more."""
    return len(said & story) * (1 if len(said) <= LONG_TITLE else 0.4)


def _content_words(*passages: str) -> set[str]:
    return {word.casefold() for passage in passages for word in WORD.findall(passage) if len(word) > 3}


def _placed(text: str, page: list[Block], index: int, frame: Frame) -> str:
    """The role that its place on the page gives a piece, where its own words gave none."""
    piece, title, body = page[index], frame.title, frame.body
    passage = text[piece.start : piece.end]
    if index == title or (title is not None and _same(passage, text, page[title]) and index < body):
        return "headline"
    if index == frame.section:
        return "section"
    if piece.role == "section":
        return "chrome"
    if piece.role:
        return piece.role
    count = len(WORD.findall(passage))
    if title is not None and title < index < body:
        beside = {p.role for p in page[max(index - 1, 0) : index + 2]} | ({"headline"} if index == title + 1 else set())
        name = (
            not MASTHEAD.search(passage)
            and beside & {"timestamp", "headline"}
            and 2 <= count <= 5
            and BYLINE.match(passage)
        )
        if name or agency_line().fullmatch(passage):
            return "byline"
        return "paragraph" if count >= SENTENCE_WORDS else "chrome"
    if index > body:
        cut_off = index + 1 == len(page) and page[index - 1].role == "paragraph" and count >= SENTENCE_WORDS
        return "paragraph" if index < frame.last or cut_off else "chrome"
    return "chrome"


def _section(text: str, page: list[Block], title: int | None) -> int | None:
    """The short line above the headline that names its section; a list of such lines is a menu."""
    if title is None:
        return None
    near = [i for i in range(max(title - 4, 0), title) if page[i].role in ("", "section", "chrome")]
    for i in reversed(near):
        passage = text[page[i].start : page[i].end]
        known = page[i].role == "section"
        short = page[i].role == "" and 0 < len(WORD.findall(passage)) <= 4 and not MASTHEAD.search(passage)
        trail = page[i].role == "chrome" and BREADCRUMB.search(passage) and len(passage) < 60
        above = page[i - 1] if i else None
        listed = above and above.role in ("", "section") and text[above.end : page[i].start].count("\n") == 1
        if known or trail or (short and not listed):
            return i
        if page[i].role == "":
            return None
    return None


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
