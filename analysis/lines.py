"""What a line of a page says it is, wherever it stands: by its words (vocabulary/furniture.tsv) and its shape."""

import re
from functools import cache
from typing import NamedTuple

from analysis import vocabulary
from analysis.timestamps import DATELINE, DATELINE_ALONE, FULL_DATE, MARKER, MONTH, TIMESTAMP, YEAR, YEARLESS, stamped

SENTENCE_WORDS = 7  # a line with a full stop and at least this many words reads as prose
PROSE_WORDS = 25  # a line this long is prose even where its full stop was cut off
LONGEST_BYLINE = 14  # words
LONGEST_CAPTION = 700  # characters
# The end of a sentence, an agency's sign after it: "(PNA)", "Enditem", "/PTI", "./.".
STOP = re.compile(r"[.…。][\"'”’»)\]]*(?:\s*\([\w/ -]{2,30}\)|\s+Enditem|\s*[-/][A-Za-z/]{2,12}-?|\s*/\.)?$")
WORD = re.compile(r"[^\W\d_][\w'’.-]*")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
LETTER = re.compile(r"[^\W\d_]")
BREADCRUMB = re.compile(r"^(?:home|news|you are here)\b.{0,20}?\s*[/>»›|·]\s*\S|\S\s*[>»›]\s*\S+.*[>»›]", re.I)
LINK = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$|^[@#]\w+(?:[\s,]+[@#]\w+)*$", re.I)
AGO = re.compile(r"(?<!\w)[·•|]*\s*(?:updated\s+)?(?:\d+|an?)\s+(?:minute|hour|day|week|month|year)s?\s+ago", re.I)
NOTICE = re.compile(r"(?:©|ⓒ|\(c\)|copyright)[\s©]*(?:\(c\)\s*)?(?:19|20)\d\d\b", re.I)  # of rights
COUNTED = re.compile(r"\d+\s+comments?\s*:?|comments?\s*\(\d+\)", re.I)
# An entry of a chronology: "15 October 2018: Japan and Peru sign a pact."
ENTRY = re.compile(rf"\W*(?:{FULL_DATE}|(?:{MONTH}\s+)?{YEAR})\s*(?::|\s[-–—])\s+(?=[A-Z])")
# A person's or an agency's name in a byline: capitalised words, with particles and initials.
NAME = r"[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:(?:de|da|van|von|bin|al|el|and|&)\s+)?[A-ZÀ-Þ][\w'’.-]*){0,6}"
DESK = r"(?:[\w&-]+ ){0,3}(?:writer|reporter|correspondent|editor|contributor|columnist|journalist)s?\b"
BYLINE = re.compile(
    rf"^(?:(?i:(?:(?:written|reported|reporting|posted|published|edited|story|text|words)\s+)?by|authors?|"
    rf"reporter|correspondent|writer)\s*:?\s+|)(?P<name>{NAME})"
    rf"(?P<desk>\s*[,|/(–-]?\s*(?:기자|記者)|\s*[,|/(–-]\s*(?i:{DESK})[^.]{{0,60}}|\s*\([A-Z][^()]{{2,40}}|(?:\s*[|,(]\s*\S+@\S+)?)\)?[\s,|/–-]*$"
)
BY = re.compile(r"^\(?(?:(?:written|reported|reporting|posted|story|text)\s+)?by\b|^(?:authors?|reporter)\s*:", re.I)
MAIL = re.compile(r"\S+@\S+\.\w+|\b(?:staff|senior)\b|\b(?:writer|reporter|correspondent|editor)\b|기자$|記者$", re.I)
# What is told of the author under the story.
AUTHOR = re.compile(
    rf"{NAME} is (?:a|an|the)\s(?:[\w-]+\s){{0,5}}?(?:fellow|reporter|correspondent|journalist|writer|editor|"
    r"columnist|contributor|researcher|lecturer)\b"
)
INITIALS = re.compile(r"\(?[a-z]{2,3}(?:/[a-z]{2,3})+\)?(?:\s\([\w, ]+\))?")  # of editors, under the story
# Where people stand on a photo: "Jane Doe, left, and ...", "Jane Doe (left) and ...".
SIDE = "left|right|cent(?:re|er)"
BESIDE = rf",\s(?:{SIDE}|second from (?:left|right)),"
# How a caption ends.
NAMED = r"(?:[^.]|(?<=\b[A-Z])\.)"  # who took a photo, initials with him
CREDIT = re.compile(
    rf"(?:©\s*{NAMED}{{2,60}}|\bCredit: {NAMED}{{2,80}}|\bCourtesy of {NAMED}{{2,80}}|[.\"”]\s+Courtesy|"
    r"/(?:AFP|AP|REUTERS|Reuters|Handout|TASS|Xinhua)[^.]{0,30}|\((?:Photo|Image|Picture)[^)]{2,80}\)|"
    r"\([^()]{2,60} photos? by [^()]{2,60}\)|\([^()]{2,80}\bvia [A-Z][^()]{1,30}\)|"
    r"\([^()]{2,60}\s(?:[Pp]hoto|[Gg]raphic|[Ii]mage|[Pp]icture|[Ii]llustration)\)|"
    r"\((?:AP|AFP|EPA|Xinhua|Kyodo|Yonhap|Reuters|ANI|PTI)(?: Photo)?/[^)]{2,60}\)|"
    r"\b(?:REUTERS|Reuters)/[A-Z][^.]{2,40}|"
    r"(?<=[.)]\s)Source: [A-Z][^.]{2,60}|\bPHOTO\s*[|/:]\s*[A-Z][^.]{1,60}|"
    r"\|\s*(?:Photo|Image|File|Picture|Pic|Credit)\b[^|]{0,60}|"
    rf"\b(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Pp]hotograph)s?(?: [Cc]redits?)?\s*:{NAMED}{{2,60}}|"
    r"(?:(?<=[\s.])[-–]|—)\s*(?:File(?: photo)?|(?:AP|AFP|APP|Reuters|Xinhua|ANI|PTI|Handout)(?: [Pp]hoto)?)|"
    r"\((?:File(?: pic(?:ture)?)?|FILE|file|Handout|Screengrab|Supplied|Courtesy)\)|/\s?File|\bFile pic(?:ture)?|"
    r"(?<=[a-z]\.)\s{2,}[A-Z][a-z]+(?:\s[A-Z][a-z]+){1,2})\.?$"
)


class Piece(NamedTuple):
    """A line of a page, or a part of one: where it stands, its text, how many words it has,
    and the role its own words give it ("" where they do not tell)."""

    start: int
    end: int
    text: str
    words: int
    role: str


def piece(text: str, start: int, end: int) -> Piece:
    """The piece `text[start:end]`."""
    passage = text[start:end]
    return Piece(start, end, passage, len(WORD.findall(passage)), own_role(passage))


def own_role(passage: str) -> str:
    """The role the words of a piece give it wherever it stands; "" where that is not enough."""
    bare = passage.strip(" \t|·•–—-.,")  # what sets a date off from what stands beside it
    if MARKER.fullmatch(passage) or any(
        form.fullmatch(one) for form in (TIMESTAMP, DATELINE_ALONE, YEARLESS, AGO) for one in {passage, bare}
    ):
        return "timestamp"
    if len(LATIN.findall(passage)) * 2 < len(LETTER.findall(passage)) or not LETTER.search(passage):
        return "chrome"
    if furniture("comments").search(passage) or COUNTED.fullmatch(passage):
        return "comments"
    if NOTICE.match(passage):
        return "chrome"
    if is_caption(passage):
        return "caption"
    if (furniture("chrome").search(passage) and len(passage) < 200) or LINK.search(passage):
        return "chrome"
    if _is_byline(passage):
        return "byline"
    if is_prose(passage):
        return "paragraph"
    if BREADCRUMB.search(passage) or furniture("related").search(passage):
        return "chrome"
    return "section" if furniture("section").search(passage) else ""


def is_prose(passage: str) -> bool:
    """Whether a piece reads as a sentence or more; the dates it prints of itself do not count."""
    count = len(WORD.findall(passage))
    if count < SENTENCE_WORDS:
        return False
    line = DATELINE.match(passage)
    if line and ((line["agency"] and line["city"]) or line["line_m"] or line["line_m2"]):
        return count >= PROSE_WORDS or not TIMESTAMP.match(passage)
    count -= sum(len(WORD.findall(stamp.group())) for stamp in stamped(passage))
    return count >= PROSE_WORDS or (count >= SENTENCE_WORDS and bool(STOP.search(passage)))


def is_entry(passage: str) -> bool:
    """Whether a line tells in a sentence what happened at the date it begins with."""
    return bool(ENTRY.match(passage) and STOP.search(passage.rstrip()))


def is_caption(passage: str) -> bool:
    """Whether a piece ends as captions do, and does not begin as a story does."""
    if len(passage) > LONGEST_CAPTION or TIMESTAMP.match(passage.lstrip("( ")):
        return False
    if furniture("caption").search(passage):
        return True
    by_agency = len(WORD.findall(passage)) >= SENTENCE_WORDS and _agency_credit().search(passage)
    if not (CREDIT.search(passage) or by_agency):
        return False
    line = DATELINE.match(passage)
    return not (line and (line["agency"] or line["line_m"] or line["line_m2"]))


def _is_byline(passage: str) -> bool:
    if furniture("byline").search(passage) or INITIALS.fullmatch(passage) or AUTHOR.match(passage):
        return True
    if len(WORD.findall(passage)) > LONGEST_BYLINE:
        return False
    credited = BY.search(passage) and not STOP.search(passage) and re.search(r"\b[A-ZÀ-Þ]", passage[3:])
    return bool(credited or (BYLINE.match(passage) and MAIL.search(passage)))


@cache
def _agency_credit() -> re.Pattern[str]:
    """An agency after words without a full stop, as a photo's credit: "The two flags in Riyadh (SPA)", "... / AA"."""
    names = vocabulary.alternation(vocabulary.bodies("media"))
    return re.compile(rf"\s/\s?(?:{names})$|\w\s\((?:{names})\)$")


@cache
def furniture(role: str) -> re.Pattern[str]:
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


@cache
def agency_line() -> re.Pattern[str]:
    """A line that only names the agency a story comes from, perhaps with a reporter or a city:
    "PTI | Bengaluru |", "Source: Xinhua|", "PTI KSU ROH"."""
    names = vocabulary.alternation(vocabulary.bodies("media"))
    beside = r"[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+){0,2}"
    after = rf"\s*[|/–-]\s*(?:{beside})?\s*\|?|(?:\s[A-Z]{{2,5}}){{1,3}}"
    return re.compile(rf"\(?(?:(?i:source|agency)\s*:\s*)?(?i:{names})(?:{after})?\)?", re.M)
