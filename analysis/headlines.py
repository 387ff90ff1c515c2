"""Which line is the headline? Every line near the story gets points for what speaks for it and against it.

The points were fitted (a softmax over each page's candidates) on about 750 pages of 300 English-language outlets
that print their headline on a line of its own, the labelled development pages among them, and rounded.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from analysis import vocabulary
from analysis.lines import BESIDE, SIDE, WORD, Piece
from analysis.timestamps import DATELINE

POINTS = {
    "a byline or a date within five lines": 2.9,
    "words told in the first paragraphs": 1.8,
    "stands under a menu": 1.6,
    "first on the page": 1.0,
    "a byline or a date right below": 0.3,
    "share of its words told in the first paragraphs": 1.6,
    "a longer line below tells of the story": 1.2,
    "a trail or a browser's title names it": 1.1,
    "prose above it": -0.5,
    "begins as a dateline does": -0.5,
    "a line above it tells of the story": -0.9,
    "more than eighteen words": -1.3,
    "is prose": -1.5,
    "ends with a full stop": -1.9,
    "four or five words": -2.5,
    "less than four words": -4.0,
}
LEAST = 3.1  # points of a headline; of 303 right ones two have less
WORDS = range(2, 41)
REACH = 80  # lines above the story
ABOVE = 2  # paragraphs of the story that make a line below them one of its crossheads
TELLING = 2  # words of the story a headline gets points for
STEM = 5  # letters: "sign" and "signed" are cut to different stems, "agency" and "agencies" to one
SITE = re.compile(r"[|–—-]\s")  # begins a site's name after a browser's title
SEPARATOR = re.compile(
    r"\s[|•·/]\s|\w,[A-Za-z].*\w,[A-Za-z]|^(?:[^,]{1,30},\s){4,}[^,]{1,30}$|\t.*\t|\S\s{2,}\S.*\S\s{2,}\S|^[•*·]"
)
# A ministry's or a company's letterhead.
LETTERHEAD = re.compile(
    r"^[^,]*\b(?:Inc|Ltd|LLC|Corp|GmbH|plc)\.?$|^(?:Government|Ministry|Department|Office|Embassy) (?:of|for) [\w ,&]+$"
)
PLACED = re.compile(rf"{BESIDE}|\((?:{SIDE})\)")  # of a caption
CUT_OFF = re.compile(r"\s[|•·]$")  # from the date beside it
FULL_STOP = re.compile(r"[.…]['\"”’]?$")


class Candidate(NamedTuple):
    """A line that could be the headline: its index on the page, its text, and points by what they are for."""

    index: int
    text: str
    points: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.points.values())


def best(page: list[Piece], story: range) -> int | None:
    """The index of the line with most points, the first of equals; None where none has LEAST of them.

    Of a headline printed again above the story, the last printing is the one that bylines and dates stand under.
    """
    able = [one for one in candidates(page, story) if one.total >= LEAST]
    if not able:
        return None
    first = max(able, key=lambda one: (one.total, -one.index))
    again = [i for i in range(first.index, story.start) if plain(page[i].text) == plain(first.text)]
    return (again or [first.index])[-1]


def candidates(page: list[Piece], story: range) -> list[Candidate]:
    """The lines that could be the headline, in order, each with its points."""
    prose = [i for i in story if page[i].role == "paragraph"]
    lead = {i: stems(page[i].text) for i in prose[:3]}
    last = (*prose[:3], len(page))[min(len(prose), 2)]
    lines = [plain(piece.text) for piece in page]
    every = Counter(lines)
    trails = {line for line in lines if _trail(line, every)}
    named = {end for line in lines[:last] if line in trails for end in _ends(line)}
    named |= {
        line
        for line, piece in zip(lines, page[1:], strict=False)
        if piece.text.startswith("| ") or (SITE.match(piece.text) and every[line] > 1)
    }
    chosen = [
        i
        for i in range(max(story.start - REACH, 0), last)
        if _possible(page[i])
        and not _crosshead(page, prose, i)
        and lines[i] not in trails
        and (lines[i] in named or lines[i] not in _bodies())
    ]
    told = {i: len(stems(page[i].text) & set().union(*(lead[j] for j in lead if j != i))) for i in chosen}
    return [Candidate(i, page[i].text, _points(page, i, told, lines[i] in named)) for i in chosen]


def plain(passage: str) -> str:
    """A passage for comparison: without its case, and with single spaces."""
    return " ".join(passage.casefold().split())


def _trail(line: str, lines: Collection[str]) -> bool:
    """Whether a line ends with another one of the page: "Home > Asia > Third Space Dialogue".

    A headline may end with a body's name: "Minister visits Italian Space Agency".
    """
    ends = [end for end in _ends(line) if end in lines]
    return any(end not in _bodies() or not line[: -len(end)].rstrip()[-1:].isalnum() for end in ends)


def _ends(line: str) -> Iterator[str]:
    """The ends of a short line, of three words and more, the whole line not among them."""
    words = line.split(" ")
    return (" ".join(words[i:]) for i in range(1, len(words) - 2) if len(words) <= WORDS.stop)


def stems(*passages: str) -> set[str]:
    """The words of some passages that tell something, cut to their first letters."""
    words = (word.casefold().rstrip("'’.") for passage in passages for word in WORD.findall(passage))
    return {word[:STEM] for word in words if len(word) > 2 and word not in STOP_WORDS}


def _possible(piece: Piece) -> bool:
    if piece.role not in ("", "paragraph", "section", "byline") or piece.words not in WORDS:
        return False
    return not any(form.search(piece.text) for form in (SEPARATOR, CUT_OFF, LETTERHEAD, PLACED))


def _crosshead(page: list[Piece], prose: list[int], i: int) -> bool:
    """Whether a line stands between the story's paragraphs, one of them above it about the same."""
    above = {plain(page[j].text) for j in prose if j < i}
    told = any(len(stems(page[i].text) & stems(passage)) >= TELLING for passage in above)
    return len(above) >= ABOVE and told and not _signed(page[i + 1 : i + 3])


@cache
def _bodies() -> frozenset[str]:
    return frozenset(name.casefold() for name in vocabulary.bodies())


def _signed(below: list[Piece]) -> bool:
    """Whether a byline or a date stands in some lines, before the third paragraph among them."""
    prose = [i for i, one in enumerate(below) if one.role == "paragraph"]
    return any(one.role in ("byline", "timestamp") for one in below[: prose[2] if len(prose) > 2 else None])


def _points(page: list[Piece], i: int, told: dict[int, int], named: bool) -> dict[str, float]:
    text, words = page[i].text, page[i].words
    own = stems(text)
    around = {
        "words told in the first paragraphs": min(told[i], TELLING),
        "share of its words told in the first paragraphs": told[i] / max(len(own), 1),
        "a byline or a date right below": any(p.role in ("byline", "timestamp") for p in page[i + 1 : i + 2]),
        "first on the page": not any(p.role != "timestamp" for p in page[:i]),
        "a byline or a date within five lines": _signed(page[i + 1 : i + 6]),
        "a trail or a browser's title names it": named,
        "stands under a menu": i >= 4 and all(p.role in ("", "chrome", "section") for p in page[i - 4 : i]),
        "a longer line below tells of the story": told.get(i + 1, 0) >= 2 and page[i + 1].words > words,
        "a line above it tells of the story": any(told.get(j, 0) >= 2 for j in range(i - 3, i)),
        "prose above it": any(p.role == "paragraph" for p in page[max(i - 3, 0) : i]),
    }
    itself = {
        "is prose": page[i].role == "paragraph",
        "begins as a dateline does": bool(DATELINE.match(text)),
        "four or five words": 4 <= words <= 5 and not named,
        "less than four words": words < 4,
        "more than eighteen words": words > 18,
        "ends with a full stop": bool(FULL_STOP.search(text)),
    }
    return {cue: round(POINTS[cue] * value, 2) for cue, value in {**around, **itself}.items() if value}
