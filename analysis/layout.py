"""How a page is laid out: its text cut into blocks, runs of characters with one role each.

The reader works on lines, since that is what copying from a web page leaves. A line is first cut
where it holds more than one thing (a leading marker, a byline beside its date); each piece has the
role its own words give it (lines.py). The story is the run of lines in which prose most outweighs
the short lines between; the headline is the line near its top with most points (headlines.py).
What is left has its role from where it stands: above the headline, above, in or under the story.
"""

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from analysis import captions, headlines
from analysis.captions import NEAR
from analysis.lines import (
    AGO,
    BREADCRUMB,
    BYLINE,
    LETTER,
    SENTENCE_WORDS,
    STOP,
    Piece,
    agency_line,
    furniture,
    is_caption,
    is_entry,
    is_prose,
    piece,
)
from analysis.timestamps import MARKER, STAMP_LABEL, before_prose, labelled, stamped

ROLES = ("chrome", "section", "headline", "byline", "timestamp", "caption", "paragraph")
# What a piece adds to the run of lines that is the story: prose its words less PROSE, up to MOST of them.
PROSE, MOST = 5, 80
WEIGHTS = {"caption": -2, "item": 0, "comments": -30, "related": -10}
OTHER = -6
CLOSING = 3  # pieces under the story where its own date may stand
FOOT = 20  # pieces under the story that may say something of it
UNFINISHED = 15  # words of a last paragraph without its end, above a line that asks to read on
LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
# A credit in brackets, where a caption ends and the story runs on.
CREDITED = re.compile(
    r"\((?:[^()]{2,60}\s)?(?:photos?|images?|pictures?|courtesy)\s(?:by|of|from)\s[^()]{2,60}\)(?=\s+[A-Z])", re.I
)
BULLET = re.compile(r"\s*[•*·]\s+(?=\S)")
LINK_ITEM = re.compile(r"[•*·»›–-]\s+\S")
SPAN = re.compile(r".+", re.S)
WIDE, WRAPPED = 45, 4  # characters of a line broken by hand, and how many such lines make a page of them
ITEM = re.compile(r"(?:\(?\d{1,2}[.)]|[•*–-])\s+\S.{9}|.{9,}[:.]$")  # of a list, or what leads to one
# Beside a headline: words of another script before it; a bar, or what names its site or section after it.
BAR = re.compile(r"(?<=\w)\s+(?=\|\s*$)")
FOREIGN = re.compile(r"\s*[^\x00-\u024f]+[:：]\s*(?=[A-Z])")
TAIL = re.compile(r"\s*(?P<title>(?:[^\s|]+\s+){3,}[^\s|]+)(?P<mark>\s+[|–—-]\s|[–—-])\w[^|]{1,40}$")
ZONE_ALONE = re.compile(r"\(?(?:[A-Z]{2,4}|[A-Z][a-z]+ time)\)?")


class Block(NamedTuple):
    """A run of characters `text[start:end]` with one role; `repeats` is the index of the block it duplicates."""

    start: int
    end: int
    role: str
    repeats: int | None = None


class Frame(NamedTuple):
    """Where a page's pieces stand: the indices of its headline and section, and the run of pieces that is the story."""

    title: int | None
    section: int | None
    story: range


def blocks(text: str, title: str = "") -> list[Block]:
    """The page's blocks in order; they cover every character but white space between them.

    `title` is the headline where it is known from elsewhere: then only a line that prints it has that role.
    """
    page = _page(text)
    story = _story(page)
    headline = _printed(page, title) if title else headlines.best(page, story)
    if shown := {*captions.captions(text, page, story, headline)}:
        page = [one._replace(role="caption") if i in shown else one for i, one in enumerate(page)]
    if headline is not None and headline in story:
        story = range(headline + 1, story.stop)
    first = headline if headline is None else _printed(page, page[headline].text)
    frame = Frame(headline, _section(text, page, first), story)
    return _with_repeats([one._replace(role=_placed(page, i, frame)) for i, one in enumerate(page)])


def candidates(text: str) -> list[headlines.Candidate]:
    """The lines of a page that could be its headline, in order, each with its points and what they are for."""
    page = _page(text)
    return headlines.candidates(page, _story(page))


def _page(text: str) -> list[Piece]:
    return _without_links(_with_entries(_with_stamps([piece(text, start, end) for start, end in _pieces(text)])))


def _with_entries(page: list[Piece]) -> list[Piece]:
    """The entries of a chronology are prose, short as they are; one alone may be a date above its page."""
    entries = [one for one in page if is_entry(one.text)]
    return [one._replace(role="paragraph") if len(entries) > 1 and one in entries else one for one in page]


def _without_links(page: list[Piece]) -> list[Piece]:
    """The items of a list under "Read also" are links to other stories."""
    told, under = list(page), False
    for i, one in enumerate(page):
        item = one.role in ("", "paragraph") and LINK_ITEM.match(one.text)
        under = bool(furniture("related").search(one.text) or (under and item))
        if under and item:
            told[i] = one._replace(role="chrome")
    return told


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    passage = text[start:end]
    return start + len(passage) - len(passage.lstrip()), end - (len(passage) - len(passage.rstrip()))


def _lines(text: str) -> Iterator[re.Match[str]]:
    """The lines of a page, those of a paragraph broken by hand as one."""
    pairs = list(pairwise(LINE.finditer(text)))
    broken = [_runs_on(text, *pair) for pair in pairs]
    wrapped = sum(broken) >= WRAPPED
    start = None
    for (line, below), breaks in zip(pairs, broken, strict=True):
        start = line.start() if start is None else start
        wide = len(line.group().strip()) >= WIDE and _adjacent(text, line, below) and not _dated_line(below.group())
        if not breaks and not (wrapped and wide):
            yield SPAN.match(text, start, line.end())
            start = None
    for line in [pairs[-1][1]] if pairs else LINE.finditer(text):
        yield SPAN.match(text, line.start() if start is None else start, line.end())


def _dated_line(line: str) -> bool:
    """Whether a short line ends with the date it prints of the page: "The Orbit Gazette, 3 May 2021"."""
    words = line.strip()
    return len(words) < WIDE and words[:1].isupper() and any(one.end() == len(words) for one in stamped(words))


def _adjacent(text: str, line: re.Match[str], below: re.Match[str]) -> bool:
    """Whether one line follows the other without a blank one between."""
    return text.count("\n", line.end(), below.start()) == 1


def _runs_on(text: str, line: re.Match[str], below: re.Match[str]) -> bool:
    """Whether a sentence of one line runs on in the next."""
    words, after = line.group().rstrip(), below.group().lstrip()
    opened = len(words) >= WIDE and (words[-1].isalnum() or words[-1] in ",-–")
    closed = STOP.search(after) or len(after.rstrip()) >= WIDE
    return bool(opened and closed and after[:1].islower() and _adjacent(text, line, below))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Lines, cut again around the leading marker and around the dates printed on a furniture line, after a label in
    another script and before a site's name."""
    whole = list(_lines(text))
    lines = {headlines.plain(line.group()) for line in whole}
    entries = {line.start() for line in whole if is_entry(line.group())}
    for at_line, line in enumerate(whole):
        cuts = {line.start(), line.end()}
        if line.start() == 0 and (marker := MARKER.match(text)):
            cuts.add(marker.end())
        cuts |= {line.start() + credit.end() for credit in CREDITED.finditer(line.group())}
        if line.start() in entries and len(entries) > 1:  # one alone is a dateline
            pass
        elif is_prose(line.group()):
            cuts.add(line.start() + before_prose(line.group()))
        elif not is_caption(line.group().strip()):
            at = max(cuts - {line.end()})
            dates = [(at + stamp.start(), at + stamp.end()) for stamp in stamped(text[at : line.end()])]
            dates += [one.span() for one in AGO.finditer(text, at, line.end())]
            cuts |= {*chain.from_iterable(dates), *([] if dates else _beside_title(line, lines))}
            if (bullet := BULLET.match(line.group())) and _dated_item(whole, at_line):
                cuts.add(line.start() + bullet.end())
        for left, right in pairwise(sorted(cuts)):
            start, end = _trimmed(text, left, right)
            if start < end:
                yield start, end


def _dated_item(lines: list[re.Match[str]], i: int) -> bool:
    """Whether the only item of a list stands above a date: a trail's last step, which is the headline."""
    beside = [one.group() for one in (*lines[max(i - 1, 0) : i], *lines[i + 1 : i + 2])]
    below = lines[i + 1].group().strip() if i + 1 < len(lines) else ""
    return not any(BULLET.match(one) for one in beside) and any(match.start() == 0 for match in stamped(below))


def _beside_title(line: re.Match[str], lines: set[str]) -> Iterator[int]:
    """Where a headline on a line begins and ends, beside a label or its site's name; `lines` are the page's."""
    if label := FOREIGN.match(line.group()):
        yield line.start() + label.end()
    if bar := BAR.search(line.group()):
        yield line.start() + bar.start()
    tail = TAIL.match(line.group())
    if tail and ("|" in tail["mark"] or headlines.plain(tail["title"]) in lines):
        yield line.start() + tail.end("title")


def _with_stamps(page: list[Piece]) -> list[Piece]:
    """What only separates or labels timestamps belongs to them: "Published" above its date, "|" between two."""
    joined = list(page)
    for i, one in enumerate(page):
        beside = {p.role for p in (*page[max(i - 1, 0) : i], *page[i + 1 : i + 2])}
        label = STAMP_LABEL.fullmatch(one.text) and i + 1 < len(page) and page[i + 1].role == "timestamp"
        mark = not LETTER.search(one.text) and len(one.text) < 4 and "timestamp" in beside
        zone = i and ZONE_ALONE.fullmatch(one.text) and page[i - 1].role == "timestamp"
        if label or mark or zone:
            joined[i] = one._replace(role="timestamp")
    return joined


def same(passage: str, other: str) -> bool:
    return headlines.plain(passage) == headlines.plain(other)


def _story(page: list[Piece]) -> range:
    """The run of pieces with the greatest sum of weights, from its first to its last prose."""
    best, story, total, start = 0, range(len(page), len(page)), 0, 0
    for i, one in enumerate(page):
        if total <= 0:
            total, start = 0, i
        total += min(one.words, MOST) - PROSE if one.role == "paragraph" else _weight(one)
        if total > best:
            best, story = total, range(start, i + 1)
    after = page[story.stop : story.stop + 1]
    enough = SENTENCE_WORDS if story.stop == len(page) - 1 else UNFINISHED
    unfinished = any(one.role == "" and one.words >= enough and not STOP.search(one.text) for one in after)
    return range(story.start, story.stop + unfinished)


def _weight(one: Piece) -> int:
    if furniture("related").search(one.text):
        return WEIGHTS["related"]
    listed = one.role == "" and ITEM.match(one.text)
    return WEIGHTS.get("item" if listed else one.role, OTHER)


def _printed(page: list[Piece], title: str) -> int | None:
    """The index of the first piece that prints a known headline."""
    return next((i for i, one in enumerate(page) if same(one.text, title)), None)


def _placed(page: list[Piece], index: int, frame: Frame) -> str:
    """The role that its place on the page gives a piece, or its own where the place agrees with that."""
    one, title, story = page[index], frame.title, frame.story
    again = title is not None and index < story.start and same(one.text, page[title].text)
    if index == title or again:
        return "headline"
    if index == frame.section:
        return "section"
    if index >= story.start and agency_line().fullmatch(one.text):
        return "byline" if index <= story.stop else "chrome"
    if title is not None and title < index < story.start:
        return _under_headline(page, index, title)
    if one.role in ("section", "comments", "chrome"):
        return "chrome"
    if index in story:
        return one.role or "paragraph"
    if index >= story.stop:
        return _under_story(page, index, story.stop)
    near = title is None or index >= title - NEAR
    kept = ("timestamp", "caption", "byline") if near else ("timestamp",)
    return one.role if one.role in kept else "chrome"


def _under_story(page: list[Piece], index: int, end: int) -> str:
    """The role of a piece under the story: what follows it at once, and dates that say what they are, keep theirs."""
    one, between = page[index], page[end : min(index + 1, end + FOOT)]
    if index - end >= FOOT or any(p.role == "comments" or furniture("related").search(p.text) for p in between):
        return "chrome"
    at_once = all(p.role in ("byline", "timestamp", "caption") or agency_line().fullmatch(p.text) for p in between)
    dated = one.role == "timestamp" and (
        index - end < CLOSING or any(labelled(p.text) for p in page[index - 1 : index + 1])
    )
    return one.role if one.role and (at_once or dated) else "chrome"


def _under_headline(page: list[Piece], index: int, title: int) -> str:
    """The role of a piece between the headline and the story: a deck, a name beside the headline or a date."""
    one = page[index]
    if agency_line().fullmatch(one.text):
        return "byline"
    if one.role:
        return one.role if one.role in ROLES and one.role != "section" else "chrome"
    beside = {p.role for p in page[index - 1 : index + 2]} | ({"headline"} if index == title + 1 else set())
    named = beside & {"timestamp", "headline"} and 2 <= one.words <= 5 and BYLINE.match(one.text)
    if named and not headlines.SEPARATOR.search(one.text):
        return "byline"
    return "paragraph" if one.words >= SENTENCE_WORDS else "chrome"


def _section(text: str, page: list[Piece], title: int | None) -> int | None:
    """The short line above the headline that names its section; a list of such lines is a menu."""
    if title is None:
        return None
    near = [i for i in range(max(title - NEAR, 0), title) if page[i].role in ("", "section", "chrome")]
    for i in reversed(near):
        one = page[i]
        short = one.role == "" and _names_section(one)
        trail = one.role == "chrome" and BREADCRUMB.search(one.text) and len(one.text) < 60
        above = page[i - 1] if i else None
        listed = above and _names_section(above) and text[above.end : one.start].count("\n") == 1
        if one.role == "section" or trail or (short and not listed):
            return i
        if one.role == "":
            return None
    return None


def _names_section(one: Piece) -> bool:
    short = one.role in ("", "section") and 0 < one.words <= 4
    return short and not headlines.SEPARATOR.search(one.text) and not agency_line().fullmatch(one.text)


def _with_repeats(page: list[Piece]) -> list[Block]:
    """Headlines, captions and paragraphs whose words stood on the page before point back to them."""
    first: dict[str, int] = {}
    repeats = [
        first.setdefault(headlines.plain(one.text), i) if one.role in ("headline", "caption", "paragraph") else i
        for i, one in enumerate(page)
    ]
    return [
        Block(one.start, one.end, one.role, None if j == i else j)
        for i, (one, j) in enumerate(zip(page, repeats, strict=True))
    ]
