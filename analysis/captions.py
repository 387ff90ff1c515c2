"""Which lines around and in the story tell what a photo shows? By their words, their credit, or being printed again."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from spacy.lang.en.stop_words import STOP_WORDS

from analysis import headlines
from analysis.lines import BESIDE, SIDE, STOP, Piece
from analysis.timestamps import DATELINE

NEAR = 4  # pieces between the headline or the story and what belongs to it
WORDS = range(4, 60)
CREDIT_WORDS = 10  # of a line that only says where the photo above it comes from, at most
BULLETS = "•*· "
LISTED = re.compile(r"\s[|•·]\s|^\d+\.")  # a ticker's or a notice's items
# What a photo shows, and words that tell a story instead.
PHOTO = re.compile(
    r"\b(?:poses?|shakes? hands|holds? up|lifts? off|takes? off|blasts? off|talks? with|speaks?|attends?|"
    r"(?:stands?|sits?) (?:on|at|in|next|beside)|witness(?:es)?|signs?|exchanges?|walks?|smiles?|greets?|"
    r"(?:is|are) greeted|lights? up|applauds?|claps?|cheers?|waves?|gestures?|embraces?|chats?|inspects?|awaits?|"
    r"holds? (?:an?|the|their|his|her)|"
    r"(?:rises?|leaves?|clears?) (?:from )?the (?:\w+ ){0,2}(?:pad|tower|cent(?:re|er))|"
    r"rolls? out|looks? on|at the signing|pictured|is seen|are seen|in this undated)\b"
    r"|\bon (?:\w+day,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2},|\d{1,2} [A-Z][a-z]{2,8},?) (?:19|20)\d\d$"
    rf"|{BESIDE}"
)
# What no sentence of a story says of the people in it.
POSED = re.compile(
    rf"{BESIDE}|\((?:{SIDE}|[LR])\)"
    r"|\b(?:poses? (?:for|with)|shakes? hands|holds? up|pictured|"
    r"(?:is|are) (?:seen|greeted|pictured)|in this undated)\b"
)
# What a line that is no sentence shows: a thing, or people at an event.
SHOWN = re.compile(
    r"^(?:(?:An?|The) )?(?:(?:aerial|general|night|inside) )?"
    r"(?:(?:over)?views?|logos?|models?|dome|render(?:ing)?|replica|"
    r"pictures?|photos?|scenes?) (?:of|from)\b|^(?:the )?(?:meeting|reception|working session) (?:between|of|with)\b"
    r"|\blogos?$|\bsigning ceremony\b|\bafter signing\b"
    r"|\b(?:at|during|after|before|following) (?:the|an?|their) (?:[\w-]+ ){0,4}"
    r"(?:signing|ceremony|meeting|talks|launch|event|conference|visit|summit|forum|symposium|inauguration|handover|reception|"
    r"session|exhibition)\b",
    re.I,
)
RUN = r"(?:[A-Z][\w.'’-]+\s+)+[A-Z][\w.'’-]+"  # of a name, perhaps with a title
TWO_NAMES = re.compile(rf"{RUN}(?P<between>(?:\s+[a-z]+)+)\s+{RUN}")
NO_CAPTION = re.compile(r"^[\W\d]|[:;?,]$|[a-z]{4}[.!?] [A-Z]")
TOLD = re.compile(
    r"\b(?:said|says|told|held|met|signed|joined|launched|opened|visited|discussed|announced|agreed|"
    r"will|has|have|had|was|were)\b"
)
SAID = re.compile(r"\b(?:said|says|told)\b")


def captions(text: str, page: list[Piece], story: range, title: int | None) -> Iterator[int]:
    """The indices of the pieces that are captions though their own words do not say so; `title` is the headline's.

    Prose just above the headline; lines down to the second paragraph that tell what a photo shows or
    stand right above a credit; and anywhere in the story a line that people pose in, one printed twice,
    or one between paragraphs that is no sentence and tells what a photo shows.
    """
    known = title is not None
    title = title if known else story.start
    below = [i for i in story if i > title and page[i].role == "paragraph"]
    if len(below) < 2:
        return
    lines = [headlines.plain(one.text.lstrip(BULLETS)) for one in page]
    every = Counter(lines)
    again = {line for line, times in every.items() if times > 1} & set(lines[below[0] : story.stop])
    spaced = any(blank(text, *pair) for pair in pairwise(page))
    for i in range(max(title - NEAR, 0) if known else below[0], story.stop):
        one, early = page[i], i < below[1]
        if i < title and one.role == "paragraph" and not LISTED.search(one.text):
            yield i
        if known and (i == title or lines[i] == lines[title]):
            continue
        if one.role not in ("", "paragraph") or not _fits(one):
            continue
        under = i > title and early and spaced and _credit(page[i + 1]) and not blank(text, one, page[i + 1])
        credited = under and not SAID.search(one.text)
        shows = early and PHOTO.search(one.text) and not TOLD.search(one.text)
        twice = i > title and lines[i] in (lines[i - 1], *lines[i + 1 : i + 2])
        alone = known and every[lines[i]] == 2 and not TOLD.search(one.text)
        repeated = (twice and alone) or (one.role == "" and (twice or lines[i] in again))
        shown = i > below[0] and _between(page, i) and _shown(one)
        if credited or shows or shown or repeated or _posed(one):
            yield i


def blank(text: str, one: Piece, other: Piece) -> bool:
    """Whether a blank line stands between two pieces."""
    return text.count("\n", one.end, other.start) > 1


def _credit(one: Piece) -> bool:
    """Whether a caption only says where a photo comes from."""
    return one.role == "caption" and one.words <= CREDIT_WORDS


def _fits(one: Piece) -> bool:
    return one.words in WORDS and not DATELINE.match(one.text)


def _between(page: list[Piece], i: int) -> bool:
    """Whether a piece that is no sentence stands between two paragraphs, another such piece beside it perhaps."""
    above, below = page[i - 1 : max(i - 3, 0) : -1], page[i + 1 : i + 3]
    return not STOP.search(page[i].text) and _first_sentence(above) and _first_sentence(below)


def _first_sentence(beside: list[Piece]) -> bool:
    """Whether the first piece is a sentence, or the second after one that is none."""
    first = next((one for one in beside if one.role != "" or STOP.search(one.text)), None)
    return first is not None and first.role == "paragraph"


def _shown(one: Piece) -> bool:
    """Whether a line that is no sentence tells what a photo shows."""
    if NO_CAPTION.search(one.text) or SAID.search(one.text):
        return False
    seen = (SHOWN.search(one.text) or PHOTO.search(one.text)) and not TOLD.search(one.text)
    return bool(seen or _acted(one.text))


def _acted(passage: str) -> bool:
    """Whether a line says what somebody does with somebody: "Minister Ana Ruiz met with Mr. Ken Sato"."""
    names = TWO_NAMES.search(passage)
    return bool(names and any(word not in STOP_WORDS for word in names["between"].split()))


def _posed(one: Piece) -> bool:
    return bool(one.role == "paragraph" and POSED.search(one.text) and not SAID.search(one.text))
