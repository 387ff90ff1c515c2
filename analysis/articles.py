"""What is on the page? Articles read as text, cut into blocks, with what each page says about itself."""

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import py3langid
from charset_normalizer import from_bytes

from analysis import layout, timestamps, vocabulary
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

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", b"": "utf-8"}
LARGEST = 5_000_000  # bytes; a news page is a thousandth of it
WORD = re.compile(r"\w+(?:['’.-]\w+)*")
BY = re.compile(r"^(?:(?:written|reported|reporting|posted|story|text|authors?|reporter)\s*)?(?:by\b)?[\s:]*", re.I)


class Pages(NamedTuple):
    """Three tables: `articles` (a row is a page), `blocks` (a run of characters with one role) and
    `problems` (an input, or part of one, that could not be used, and why)."""

    articles: pd.DataFrame
    blocks: pd.DataFrame
    problems: pd.DataFrame


class Source(NamedTuple):
    """A file to read as one page: its id, its path below the folder read, where it is, and why it cannot be read."""

    article_id: str
    path: str
    file: Path
    problem: str = ""


def read(source: str | Path, *, largest: int = LARGEST) -> Pages:
    """The pages of a folder (its .txt files, sub-folders too) or of one file, in order of their ids.

    Offsets count characters of the decoded text, without a BOM and with line ends as they are.
    A file that is empty, binary, unreadable or larger than `largest` bytes is a row in `problems`.
    Raises FileNotFoundError where `source` is not there.
    """
    return pages(sources(source), largest=largest)


def sources(source: str | Path) -> list[Source]:
    """What there is to read in a folder, or the one file given; FileNotFoundError where it is not there.

    A file of a folder that is not .txt is listed with that problem, a hidden one is not.
    """
    source = Path(source)
    if not source.exists():
        raise FileNotFoundError(f"no such file or folder: {source}")
    if not source.is_dir():
        return [Source(source.name.removesuffix(".txt"), source.name, source)]
    files = sorted((path.relative_to(source).as_posix(), path) for path in source.rglob("*") if not path.is_dir())
    return [
        Source(name.removesuffix(".txt"), name, path, "" if path.suffix.lower() == ".txt" else "not a .txt file")
        for name, path in files
        if not any(part.startswith(".") for part in Path(name).parts)
    ]


def pages(sources: Iterable[Source], *, largest: int = LARGEST) -> Pages:
    """The pages of the given sources, as `read` makes them."""
    articles, blocks, problems = [], [], []
    for source in sources:
        page = {"article_id": source.article_id, "path": source.path, "stage": "articles"}
        page |= {"problem": source.problem} if source.problem else _content(source.file, largest)
        if "problem" in page:
            problems.append(page)
            continue
        parts = layout.blocks(page["text"])
        blocks += _block_rows(page, parts)
        article, doubts = _article(page, parts)
        articles.append(article)
        problems += [page | {"problem": problem, "detail": detail} for problem, detail in doubts]
    return Pages(table(articles, ARTICLES), table(blocks, BLOCKS), table(problems, PROBLEMS))


def _content(file: Path, largest: int) -> dict[str, Any]:
    """text, encoding and sha256 of a file, or the problem that keeps it from being read."""
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= largest else b""
    except OSError as error:
        return {"problem": "unreadable", "detail": error.strerror or type(error).__name__}
    if size > largest:
        return {"problem": "too large", "detail": f"{size} bytes, the limit is {largest}"}
    return decoded(data)


def decoded(data: bytes) -> dict[str, Any]:
    """The text of a file with its encoding, or the problem that keeps it from being read."""
    text, encoding = _text(data)
    if not encoding:
        return {"problem": "binary", "detail": "no text encoding fits its bytes"}
    if not text.strip():
        return {"problem": "empty", "detail": f"{len(data)} bytes"}
    return {"encoding": encoding, "text": text, "sha256": hashlib.sha256(data).hexdigest()}


def _text(data: bytes) -> tuple[str, str]:
    """The characters of a file and their encoding: by byte order mark, as UTF-8, or as detected; "" if none fits."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return ("", "") if "\0" in text else (text, encoding)
    guess = None if b"\0" in data else from_bytes(data).best()
    return (data.decode(guess.encoding), guess.encoding) if guess else ("", "")


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
    text = source["text"]

    def of_role(role: str) -> list[str]:
        return [text[p.start : p.end] for p in parts if p.role == role and p.repeats is None]

    paragraphs = of_role("paragraph")
    dates, doubts = _dates(text, parts, paragraphs)
    byline = BY.sub("", " ".join(of_role("byline")[:1])).strip(" ,|-–/")
    agency = dates.pop("agency") or (byline if byline.lower() in _media() else "")
    language = py3langid.classify(" ".join(paragraphs) or text)[0]
    if language != "en":
        doubts.append(("not English", f"reads as {language!r}; kept, but no names or events are read from it"))
    article = {
        **{key: source.get(key, "") for key in ("article_id", "path", "url", "source", "encoding", "sha256", "text")},
        **{"section": " ".join(of_role("section")[-1:]), "headline": " ".join(of_role("headline")[:1])},
        **{"byline": byline, "agency": agency, **dates, "language": language},
        **{"paragraphs": len(paragraphs), "words": sum(len(WORD.findall(p)) for p in paragraphs)},
    }
    return article, doubts


@cache
def _media() -> frozenset[str]:
    return frozenset(name.lower() for name in vocabulary.media())


def _dates(text: str, parts: list[layout.Block], paragraphs: list[str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """published with its basis, updated, captured and the dateline's agency; then what to doubt in them."""
    captured = timestamps.captured(text)
    near = captured if timestamps.exists(captured) else ""
    title = next((p.start for p in parts if p.role == "headline"), 0)
    printed = [(p.start, text[p.start : p.end]) for p in parts if p.role == "timestamp"]
    printed = [(at, passage) for at, passage in printed if not timestamps.MARKER.fullmatch(passage)]
    stamps = [(at >= title, stamp) for at, passage in printed for stamp in timestamps.stamps(passage, near)]

    def values(kind: str, below: bool | None = None) -> list[str]:
        return [s.value for under, s in stamps if s.kind == kind and below in (None, under)]

    # A date above the headline that says nothing of itself may be the site's own clock.
    clock = [value for value in values("", False) if not near or value[: len(near)] <= near]
    first = (values("published") + values("", True) + values("updated"))[:1]
    elsewhere = (stamp.value for stamp in timestamps.stamps(text, near))
    years = [value for value in (*first, near, *elsewhere) if value]
    lined, agency = next(filter(any, (timestamps.dateline(p, years) for p in paragraphs[:3])), ("", ""))
    known = (
        *((v, "printed") for v in first),
        (lined, "dateline"),
        *((v, "printed") for v in clock),
        (near, "captured"),
    )
    published, basis = next((pair for pair in known if pair[0]), ("", "none"))
    doubts = []
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
