"""What is on the page? Articles read as text, cut into blocks, with what each page says about itself."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd
import py3langid

from analysis import fields, inputs, layout
from analysis.tables import COUNT, FLAG, OPTIONAL_COUNT, TEXT, table

ARTICLES = {
    **dict.fromkeys(("article_id", "path", "source", "url", "section", "headline", "byline", "agency"), TEXT),
    **dict.fromkeys(("published", "published_basis", "updated", "captured", "language", "encoding"), TEXT),
    **dict.fromkeys(("paragraphs", "words"), COUNT),
    "skimmed": FLAG,
    **dict.fromkeys(("sha256", "text"), TEXT),
}
BLOCKS = {
    "article_id": TEXT,
    **dict.fromkeys(("block", "start", "end"), COUNT),
    "role": TEXT,
    "text": TEXT,
    "duplicate_of": OPTIONAL_COUNT,
}
FIELDS = {
    **dict.fromkeys(("article_id", "field", "value", "basis"), TEXT),
    **dict.fromkeys(("start", "end"), OPTIONAL_COUNT),
}
PROBLEMS = dict.fromkeys(("path", "article_id", "stage", "problem", "detail"), TEXT)

WORD = re.compile(r"\w+(?:['’.-]\w+)*")


class Pages(NamedTuple):
    """Four tables: `articles` (a row is a page; of a skimmed one only what came with it is known), `blocks` (a run
    of characters with one role), `problems` (an input, or part of one, that could not be used, and why) and `fields`
    (a value a page states of itself, how it is known, and the characters that say it; none where it came with the
    page)."""

    articles: pd.DataFrame
    blocks: pd.DataFrame
    problems: pd.DataFrame
    fields: pd.DataFrame


def read(source: inputs.Inputs, *, largest: int = inputs.LARGEST) -> Pages:
    """The pages of a folder (sub-folders too), of a file, or of a list of both, in the order of `inputs.sources`.

    Offsets count characters of the text: of a file as decoded, without a BOM and with line ends as
    they are; of a web page as trafilatura returns it; of a corpus's row as stored. A page that is
    empty, binary, unreadable or larger than `largest` bytes is a row in `problems`.
    Raises FileNotFoundError where an input is not there.
    """
    return pages(inputs.sources(source), largest=largest)


def pages(
    sources: Iterable[inputs.Source],
    *,
    largest: int = inputs.LARGEST,
    can_matter: Callable[[str], bool] = lambda text: True,
) -> Pages:
    """The pages of the given sources, as `read` makes them; a corpus's row whose text cannot matter is skimmed."""
    articles, blocks, problems, said = [], [], [], []
    for source in sources:
        page = {"article_id": source.article_id, "path": source.path, "stage": "articles", "given": {}}
        page |= inputs.content(source, largest=largest)
        if "problem" in page:
            problems.append(page)
            continue
        skimmed = source.is_row and not can_matter(page["text"])
        parts = [] if skimmed else layout.blocks(page["text"], page["given"].get("headline", ""))
        blocks += _block_rows(page, parts)
        stated = fields.stated("" if skimmed else page["text"], parts, page["given"])
        article = _article(page, parts, stated)
        articles.append(article)
        said += [{**one._asdict(), "article_id": source.article_id} for one in stated.fields]
        doubts = list(stated.doubts)
        if article["language"] not in ("en", ""):
            detail = f"reads as {article['language']!r}; kept, but no names or events are read from it"
            doubts.append(("not English", detail))
        problems += [page | {"problem": problem, "detail": detail} for problem, detail in doubts]
    return Pages(table(articles, ARTICLES), table(blocks, BLOCKS), table(problems, PROBLEMS), table(said, FIELDS))


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


def _article(source: dict[str, Any], parts: list[layout.Block], stated: fields.Stated) -> dict[str, Any]:
    text = source["text"]
    paragraphs = [text[p.start : p.end] for p in fields.prose(parts)]
    said = {one.field: one for one in stated.fields}
    basis = said["published"].basis if "published" in said else "none"
    return {
        **{key: source.get(key, "") for key in ("article_id", "path", "encoding", "sha256", "text")},
        **{field: one.value for field, one in said.items()},
        "published_basis": "printed" if basis == "given" else basis,
        "language": _language(" ".join(paragraphs) or text) if parts else "",
        "paragraphs": len(paragraphs),
        "words": sum(len(WORD.findall(p)) for p in paragraphs),
        "skimmed": not parts,
    }


def _language(text: str) -> str:
    """ISO 639-1 of a text. Nigerian Pidgin (pcm) is left out: a short English text is easily taken for it."""
    return next(code for code, _ in py3langid.rank(text) if code != "pcm")
