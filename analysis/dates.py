"""When? The time expressions of news passages, each with its TIMEX3 value and where that comes from."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import pandas as pd
from spacy.language import Language
from spacy.tokens import Doc, Span

from analysis.tables import COUNT, TEXT, table
from analysis.timex import expressions

FOUND = {"start": COUNT, "end": COUNT, **dict.fromkeys(("text", "type", "value", "basis"), TEXT)}
DATES = {"article_id": TEXT, "block": COUNT, **FOUND}

SAME_DAY = re.compile(r"(?:(?:the|that|this)\s+)?(?:very\s+)?same\s+day", re.I)
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def find(text: str, anchor: date | str | None) -> pd.DataFrame:
    """A time expression per row: start, end (characters of `text`), text, type, value, basis.

    `anchor` is the publication date, a date or datetime or its ISO string, or None. basis is
    "stated" for a date printed in full, "resolved" for one worked out from the anchor or from a date
    named before it, "none" for one that neither fits.
    """
    return table(expressions(text, anchor), FOUND)


def dates(docs: Iterable[Doc]) -> pd.DataFrame:
    """A time expression per row, over all passages, from the span group "dates" of each Doc."""
    return table(_as_of_pages(row for doc in docs for row in _rows(doc)), DATES)


def _as_of_pages(rows: Iterable[dict]) -> Iterator[dict]:
    """The rows, with the day named last on the page where a paragraph begins with "On the same day"."""
    page, block, day = "", -1, ""
    for row in rows:
        first, day = row["block"] != block, day if row["article_id"] == page else ""
        page, block = row["article_id"], row["block"]
        if first and day and SAME_DAY.fullmatch(row["text"]):
            row |= {"value": day, "basis": "resolved"}
        if row["type"] == "DATE" and DAY.fullmatch(row["value"]):
            day = row["value"]
        yield row


def _rows(doc: Doc) -> Iterator[dict]:
    passage = doc._.passage
    for span in doc.spans["dates"]:
        yield {
            "article_id": passage.article_id,
            "block": passage.block,
            "start": passage.start + span.start_char,
            "end": passage.start + span.end_char,
            "text": span.text,
            "type": span.label_,
            "value": span.kb_id_,
            "basis": span._.date_basis,
        }


@Language.factory("dates", assigns=["doc.spans"])
def create_dates(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Fills doc.spans["dates"]: label is the TIMEX3 type, kb_id its value, `_.date_basis` where it comes from."""
    if not Span.has_extension("date_basis"):
        Span.set_extension("date_basis", default="")
    return _mark


def _mark(doc: Doc) -> Doc:
    passage = doc._.passage
    spans = []
    for row in expressions(passage.text if passage else doc.text, passage.anchor if passage else None):
        span = doc.char_span(row["start"], row["end"], row["type"], row["value"], alignment_mode="expand")
        span._.date_basis = row["basis"]
        spans.append(span)
    doc.spans["dates"] = spans
    return doc
