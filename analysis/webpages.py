"""What does a saved web page tell? Its story without menus and side columns, and what its metadata say of it."""

import logging
import re
import warnings
from collections.abc import Iterator

from htmldate.core import DATE_ATTRIBUTES, NAME_MODIFIED, PROPERTY_MODIFIED
from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html
from trafilatura.utils import HTML_PARSER

from analysis import timestamps

ELEMENTS = 50_000  # a news page has a twentieth of it; more take longer than some seconds
ATTRIBUTES = 5_000  # of one tag; they take time by the square of their number
TAG = re.compile(r"<[a-z][^>]*", re.I)
BETWEEN = re.compile(r"[\s/]+")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
# What metadata call the day of publication, and that of a change; `class` of a time element, too.
CLASSES = {"published", "entry-date", "entry-time", "date-published"}
PUBLISHED = {*DATE_ATTRIBUTES, *CLASSES}
UPDATED = {*NAME_MODIFIED, *PROPERTY_MODIFIED, "dateupdate", "updated"}
LINKED_DATE = re.compile(r'"(date(?:Created|Published|Modified))"\s*:\s*"([^"]*)"')
TIMES = ".//time[not(ancestor::nav or ancestor::aside or ancestor::footer)]"
# Keeps the clock out of trafilatura's own search. Its result is not used: it takes dates from addresses
# and prose, too, and makes "2021-05" the day of that month on which it runs.
SEARCH = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}

for library in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(library).setLevel(logging.CRITICAL)  # what they complain of is a row in `problems`


def story(html: str) -> dict[str, str | None]:
    """The page as a row of a corpus has it: text, title, author, published, updated, section, source and url.

    The text is what trafilatura returns. Where it finds none: problem and detail.
    """
    attributes = max((len(BETWEEN.findall(QUOTED.sub("", tag[0]))) for tag in TAG.finditer(html)), default=0)
    if attributes > ATTRIBUTES:
        return _too_large(f"a tag of {attributes} attributes", ATTRIBUTES)
    tree = load_html(html)
    if tree is None:
        return _none("not HTML")
    if cut := HTML_PARSER.error_log.filter_from_fatals():
        return _none(cut[0].message)
    elements = int(tree.xpath("count(//*)"))
    if elements > ELEMENTS:
        return _too_large(f"{elements} elements", ELEMENTS)
    try:
        with warnings.catch_warnings(action="ignore"):
            page = bare_extraction(tree, include_comments=False, with_metadata=True, date_extraction_params=SEARCH)
    except Exception as error:  # trafilatura guesses at any markup, and says nowhere what it may raise
        return _none(f"{type(error).__name__}: {error}")
    if page is None or not page.text.strip():
        return _none("nothing on the page reads as a story")
    named = {"title": page.title, "author": page.author, "source": page.sitename, "url": page.url}
    section = next(iter(page.categories or ()), "")
    return {"text": page.text, **named, "section": section, **_stated(tree)}


def _too_large(size: str, limit: int) -> dict[str, str]:
    return {"problem": "too large", "detail": f"{size}, the limit is {limit}"}


def _none(detail: str) -> dict[str, str]:
    return {"problem": "no article text", "detail": detail}


def _stated(tree: HtmlElement) -> dict[str, str]:
    """published and updated as metadata, JSON-LD and time elements state them, "" where they do not.

    Time elements without a name count where all of them tell the same day.
    """
    found: dict[str, list[str]] = {"published": [], "updated": [], "": []}
    for names, value in _dates(tree):
        kind = "published" if names & PUBLISHED else "updated" if names & UPDATED else ""
        found[kind] += [stamp.value for stamp in timestamps.stamps(value)][:1]
    if len({value[:10] for value in found[""]}) == 1:
        found["published"] += found[""]
    published, updated = (next(iter(found[kind]), "") for kind in ("published", "updated"))
    return {"published": published, "updated": updated if updated != published else ""}


def _dates(tree: HtmlElement) -> Iterator[tuple[set[str], str]]:
    """What may be a date, with what the page calls it."""
    for meta in tree.iter("meta"):
        name = next(filter(None, map(meta.get, ("property", "name", "itemprop", "http-equiv"))), "").lower()
        if name in PUBLISHED | UPDATED:
            yield {name}, meta.get("content", "")
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        for name, value in LINKED_DATE.findall(script.text or ""):
            yield {name.lower()}, value
    for time in tree.xpath(TIMES):
        names = {time.get("itemprop", "").lower()} | ({"pubdate"} & set(time.attrib))
        names |= {*CLASSES, "updated"} & set(time.get("class", "").split())
        yield names, time.get("datetime") or time.text_content()
