"""How is a passage read? `build` makes the only pipeline there is, `docs` sends the passages of pages through it."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd
import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc

from analysis import vocabulary
from analysis.timestamps import DATELINE

PASSAGES = ("headline", "caption", "paragraph")
LONGEST = 10_000_000  # characters of a passage; rules need no more memory for a long one
# The workbook's own components are found by spaCy through the entry points in pyproject.toml.
COMPONENTS = ("sentencizer", "opening_marks", "dates", "names")


class Passage(NamedTuple):
    """Where a Doc comes from: its page, its block, the block's first character, role and text, and the page's date.

    `story` counts the characters of the dateline, after which the passage's own words begin.
    """

    article_id: str
    block: int
    start: int
    role: str
    anchor: str
    text: str
    story: int = 0


Doc.set_extension("passage", default=None, force=True)


@Language.component("opening_marks")
def opening_marks(doc: Doc) -> Doc:
    """An opening bracket or quote after a full stop begins the next sentence; the sentencizer ends one with it."""
    for token in doc[:-1]:
        following = doc[token.i + 1]
        if following.is_sent_start and (token.is_left_punct or token.text == "“"):
            following.is_sent_start, token.is_sent_start = False, True
    return doc


def build(model: str | None = "bundled") -> Language:
    """The pipeline that reads a passage: sentences, time expressions (doc.spans["dates"]), names (doc.ents).

    "bundled" is what the workbook ships and None is rules only; as long as no trained pipeline is
    shipped, both are rules over spaCy's blank English. Any other value names an installed spaCy
    pipeline, or a folder that holds one, to read with; OSError says what to install where it is missing.
    """
    if model in (None, "bundled"):
        nlp = spacy.blank("en")
    else:
        try:
            nlp = spacy.load(model)
        except OSError as error:
            raise OSError(f"no spaCy pipeline {model!r} here; install it: python -m spacy download {model}") from error
    for word in vocabulary.words("namewords", "title"):
        if word.endswith(".") and " " not in word:
            nlp.tokenizer.add_special_case(word, [{ORTH: word}])
    nlp.max_length = LONGEST
    for component in COMPONENTS:
        if component not in nlp.pipe_names:
            nlp.add_pipe(component)
    return nlp


def docs(nlp: Language, articles: pd.DataFrame, blocks: pd.DataFrame) -> list[Doc]:
    """A Doc per passage (headline, caption or paragraph) of the English pages, in reading order.

    `doc._.passage` says where it comes from; a passage that repeats an earlier one is read once.
    """
    return list(nlp.pipe(_passages(nlp, articles, blocks)))


def _passages(nlp: Language, articles: pd.DataFrame, blocks: pd.DataFrame) -> Iterator[Doc]:
    english = articles[articles["language"] == "en"]
    anchors = dict(zip(english["article_id"], english["published"], strict=True))
    read = blocks["role"].isin(PASSAGES) & blocks["duplicate_of"].isna() & blocks["article_id"].isin(anchors)
    for row in blocks[read].itertuples():
        doc = nlp.make_doc(row.text)
        line = DATELINE.match(row.text) if row.role == "paragraph" else None
        story = line.end() if line else 0
        doc._.passage = Passage(
            row.article_id, row.block, row.start, row.role, anchors[row.article_id], row.text, story
        )
        yield doc
