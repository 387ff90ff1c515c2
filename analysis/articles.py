"""What is on the page? Articles read as text, cut into blocks, with what each page says about itself."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
import py3langid

from analysis import inputs, layout, timestamps, vocabulary
from analysis.tables import COUNT, OPTIONAL_COUNT, TEXT, table

ARTICLES = {
    **dict.fromkeys(("article_id", "path", "source", "url", "section", "headline", "byline", "agency"), TEXT),
    **dict.fromkeys(("published", "published_basis", "updated", "captured", "language", "encoding"), TEXT),
    **dict.fromkeys(("paragraphs", "words"), COUNT),
    **dict.fromkeys(("sha256", "text"), TEXT),
}
BLOCKS = {
    "article_id": TEXT,
    **dict.fromkeys(("block", "start", "end"), COUNT),
    "role": TEXT,
    "text": TEXT,
    "duplicate_of": OPTIONAL_COUNT,
}
PROBLEMS = dict.fromkeys(("path", "article_id", "stage", "problem", "detail"), TEXT)

WORD = re.compile(r"\w+(?:['’.-]\w+)*")
ISO = re.compile(r"\d{4}-\d\d(?:-\d\d(?:T.+)?)?")
BY = re.compile(r"^(?:(?:written|reported|reporting|posted|story|text|authors?|reporter)\s*)?(?:by\b)?[\s:]*", re.I)


class Pages(NamedTuple):
    """Three tables: `articles` (a row is a page), `blocks` (a run of characters with one role) and
    `problems` (an input, or part of one, that could not be used, and why)."""

    articles: pd.DataFrame
    blocks: pd.DataFrame
    problems: pd.DataFrame


def read(source: inputs.Inputs, *, largest: int = inputs.LARGEST) -> Pages:
    """The pages of a folder (sub-folders too), of a file, or of a list of both, in the order of `inputs.sources`.

    Offsets count characters of the text: of a file as decoded, without a BOM and with line ends as
    they are; of a web page as trafilatura returns it; of a corpus's row as stored. A page that is
    empty, binary, unreadable or larger than `largest` bytes is a row in `problems`.
    Raises FileNotFoundError where an input is not there.
    """
    return pages(inputs.sources(source), largest=largest)


def pages(sources: Iterable[inputs.Source], *, largest: int = inputs.LARGEST) -> Pages:
    """The pages of the given sources, as `read` makes them."""
    articles, blocks, problems = [], [], []
    for source in sources:
        page = {"article_id": source.article_id, "path": source.path, "stage": "articles", "given": {}}
        page |= inputs.content(source, largest=largest)
        if "problem" in page:
            problems.append(page)
            continue
        parts = layout.blocks(page["text"], page["given"].get("headline", ""))
        blocks += _block_rows(page, parts)
        article, doubts = _article(page, parts)
        articles.append(article)
        problems += [page | {"problem": problem, "detail": detail} for problem, detail in doubts]
    return Pages(table(articles, ARTICLES), table(blocks, BLOCKS), table(problems, PROBLEMS))


def _block_rows(source: dict[str, Any], parts: list[layout.Block]) -> Iterator[dict[str, Any]]:
    for i, part in enumerate(parts):
        yield {
            "article_id": source["article_id"],
            "block": i,
            "start": part.start,
            "end": part.end,
            "role": part.role,
            "text": source["text"][part.start : part.end],
            "duplicate_of": part.repeats,
        }


def _article(source: dict[str, Any], parts: list[layout.Block]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    text, given = source["text"], source["given"]

    def of_role(role: str) -> list[str]:
        return [text[p.start : p.end] for p in parts if p.role == role and p.repeats is None]

    paragraphs = of_role("paragraph")
    stated, unread = _stated(given)
    dates, doubts = _dates(text, parts, paragraphs, stated.pop("published", ""))
    byline = BY.sub("", given.get("byline") or " ".join(of_role("byline")[:1])).strip(" ,|-–/")
    agency = dates.pop("agency") or (byline if byline.lower() in _media() else "")
    language = py3langid.classify(" ".join(paragraphs) or text)[0]
    if language != "en":
        doubts.append(("not English", f"reads as {language!r}; kept, but no names or events are read from it"))
    article = {
        **{key: source.get(key, "") for key in ("article_id", "path", "url", "source", "encoding", "sha256", "text")},
        **{"section": " ".join(of_role("section")[-1:]), "headline": " ".join(of_role("headline")[:1])},
        **{"byline": byline, "agency": agency, **dates, **stated, "language": language},
        **{"paragraphs": len(paragraphs), "words": sum(len(WORD.findall(p)) for p in paragraphs)},
    }
    kept = {key: given[key] for key in ("headline", "section", "source", "url") if key in given}
    return article | kept, unread + doubts


@cache
def _media() -> frozenset[str]:
    return frozenset(name.lower() for name in vocabulary.bodies("media"))


def _stated(given: dict[str, str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """published and updated as they came with the page, in ISO 8601; then what to doubt in them."""
    stated, doubts = {}, []
    for key in ("published", "updated"):
        value = given.get(key, "")
        stamp = timestamps.Stamp(key, value) if _is_iso(value) else next(timestamps.stamps(value), None)
        if stamp:
            stated[key] = stamp.value
        if value and not stamp:
            doubts.append(("unreadable date", f"{key}: {value}"))
        if stamp and stamp.ambiguous:
            doubts.append(("ambiguous date", f"{key}: {value}, read as day first"))
    return stated, doubts


def _is_iso(value: str) -> bool:
    """Whether it is a day of the calendar, alone or with a time, or a month, as ISO 8601 writes them in full."""
    try:
        return ISO.fullmatch(value) is not None and bool(datetime.fromisoformat(value if value[7:] else f"{value}-01"))
    except ValueError:
        return False


def _dates(
    text: str, parts: list[layout.Block], paragraphs: list[str], stated: str = ""
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """published with its basis, updated, captured and the dateline's agency; then what to doubt in them.

    `stated` is the day of publication that came with the page, which none on the page overrides.
    """
    captured = timestamps.captured(text)
    near = captured if timestamps.exists(captured) else ""
    title = next((p.start for p in parts if p.role == "headline"), 0)
    printed = [(p.start, text[p.start : p.end]) for p in parts if p.role == "timestamp"]
    printed = [(at, passage) for at, passage in printed if not timestamps.MARKER.fullmatch(passage)]
    stamps = [(at >= title, stamp) for at, passage in printed for stamp in timestamps.stamps(passage, stated or near)]

    def values(kind: str, below: bool | None = None) -> list[str]:
        return [s.value for under, s in stamps if s.kind == kind and below in (None, under)]

    # A date above the headline that says nothing of itself may be the site's own clock.
    clock = [value for value in values("", False) if not near or value[: len(near)] <= near]
    first = (values("published") + values("", True) + values("updated"))[:1]
    elsewhere = (stamp.value for stamp in timestamps.stamps(text, stated or near))
    years = [value for value in (stated, *first, near, *elsewhere) if value]
    lined, agency = next(filter(any, (timestamps.dateline(p, years) for p in paragraphs[:3])), ("", ""))
    known = (
        (stated, "printed"),
        *((v, "printed") for v in first),
        (lined, "dateline"),
        *((v, "printed") for v in clock),
        (near, "captured"),
    )
    published, basis = next((pair for pair in known if pair[0]), ("", "none"))
    doubts = []
    own = next((value for value, of in known[1:] if value and of != "captured"), "")
    if stated and own and own[: len(stated[:10])] != stated[:10]:
        doubts.append(("dates differ", f"published {stated} (came with the page), {own} (on the page)"))
    impossible = [date for _, passage in printed for date in timestamps.impossible(passage)]
    if captured and not near:
        impossible.append(captured)
    if impossible:
        doubts.append(("impossible date", ", ".join(impossible)))
    if near and basis != "captured" and not published.startswith(near):
        doubts.append(("dates differ", f"published {published} ({basis}), captured {captured}"))
    if near and published[: len(near)] > near:
        doubts.append(("dated after its capture", f"published {published}, captured {captured}"))
    if any(stamp.ambiguous for _, stamp in stamps):
        doubts.append(("ambiguous date", "day and month could be read in either order; read as day first"))
    dates = {"published": published, "published_basis": basis, "captured": captured, "agency": agency}
    return {**dates, "updated": (values("updated") or [""])[0]}, doubts
