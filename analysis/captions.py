"""Which lines around and in the story tell what a photo shows? By their words, their credit, or being printed again."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from analysis import headlines
from analysis.lines import BESIDE, SIDE, Piece
from analysis.timestamps import DATELINE

NEAR = 4  # pieces between the headline or the story and what belongs to it
WORDS = range(5, 60)
LISTED = re.compile(r"\s[|•·]\s|^\d+\.")  # a ticker's or a notice's items
# What a photo shows, and words that tell a story instead.
PHOTO = re.compile(
    r"\b(?:poses?|shakes? hands|holds? up|lifts? off|takes? off|blasts? off|talks? with|speaks?|attends?|"
    r"(?:stands?|sits?) (?:on|at|in|next|beside)|witness(?:es)?|signs?|exchanges?|walks?|smiles?|greets?|"
    r"(?:is|are) greeted|lights? up|"
    r"rolls? out|looks? on|at the signing|pictured|is seen|are seen|in this undated)\b"
    rf"|{BESIDE}"
)
# What no sentence of a story says of the people in it.
POSED = re.compile(
    rf"{BESIDE}|\((?:{SIDE}|[LR])\)"
    r"|\b(?:poses? (?:for|with)|shakes? hands|holds? up|pictured|"
    r"(?:is|are) (?:seen|greeted|pictured)|in this undated)\b"
)
TOLD = re.compile(
    r"\b(?:said|says|told|held|met|signed|joined|launched|opened|visited|discussed|announced|agreed|"
    r"will|has|have|had|was|were)\b"
)
SAID = re.compile(r"\b(?:said|says|told)\b")


def captions(text: str, page: list[Piece], story: range, title: int) -> Iterator[int]:
    """The indices of the pieces that are captions though their own words do not say so; `title` is the headline's.

    Prose just above the headline; lines down to the second paragraph that tell what a photo shows or
    stand right above a credit; and anywhere in the story a line that people pose in, or printed twice.
    """
    below = [i for i in story if i > title and page[i].role == "paragraph"]
    if len(below) < 2:
        return
    lines = [headlines.plain(one.text) for one in page]
    again = {line for line, times in Counter(lines).items() if times > 1} & set(lines[below[0] : story.stop])
    spaced = any(blank(text, *pair) for pair in pairwise(page))
    for i in range(max(title - NEAR, 0), story.stop):
        one, early = page[i], i < below[1]
        if i < title and one.role == "paragraph" and not LISTED.search(one.text):
            yield i
        if i == title or lines[i] == lines[title] or one.role not in ("", "paragraph") or not _fits(one):
            continue
        under = i > title and early and spaced and page[i + 1].role == "caption" and not blank(text, one, page[i + 1])
        credited = under and not SAID.search(one.text)
        shows = early and PHOTO.search(one.text) and not TOLD.search(one.text)
        twice = i > title and lines[i] in (lines[i - 1], *lines[i + 1 : i + 2])
        if credited or shows or _posed(one) or (one.role == "" and (twice or lines[i] in again)):
            yield i


def blank(text: str, one: Piece, other: Piece) -> bool:
    """Whether a blank line stands between two pieces."""
    return text.count("\n", one.end, other.start) > 1


def _fits(one: Piece) -> bool:
    return one.words in WORDS and not DATELINE.match(one.text)


def _posed(one: Piece) -> bool:
    return bool(one.role == "paragraph" and POSED.search(one.text) and not SAID.search(one.text))
