"""How is a passage read? `build` makes the only pipeline there is, `docs` sends the passages of pages through it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from analysis import vocabulary
from analysis.lines import is_entry
from analysis.timestamps import DATELINE, dateline

MODEL = Path(__file__).parent / "model"
PASSAGES = ("headline", "caption", "paragraph")
OPENING = frozenset("([{<\"'«‘‚‛“„‟‹❮")
MARKS = re.compile(rf"[{re.escape(''.join(sorted(OPENING)))}]|\bNos?\.")  # beside which a sentence may begin elsewhere
PAIRED = r"(?<=[A-Z]\.)-"
LONGEST = 10_000_000  # characters of a passage; rules need no more memory for a long one
SYNTAX = ("tok2vec", "tagger", "morphologizer", "attribute_ruler", "lemmatizer", "trainable_lemmatizer", "parser")
OWN = ("sentence_starts", "sentencizer", "dates", "names")


class Passage(NamedTuple):
    """Where a Doc comes from: its page, its block, the block's first character, role and text, and the page's date.

    `story` counts the characters of the dateline, after which the passage's own words begin; `repeats` says that an
    earlier passage of the page has the same words.
    """

    article_id: str
    block: int
    start: int
    role: str
    anchor: str
    text: str
    story: int = 0
    repeats: bool = False


Doc.set_extension("passage", default=None, force=True)


@Language.component("sentence_starts")
def sentence_starts(doc: Doc) -> Doc:
    """An opening bracket or quote after a full stop begins the next sentence; the sentencizer ends one with it. The
    stop of "Michibiki No. 6" ends none.
    """
    if not MARKS.search(doc.text):
        return doc
    for token in doc[:-1]:
        following = doc[token.i + 1]
        if following.is_sent_start and (token.text in OPENING):
            following.is_sent_start, token.is_sent_start = False, True
        elif following.is_digit and doc[: following.i].text.endswith(("No.", "Nos.")):
            following.is_sent_start = False
    return doc


def build(model: str | None = "bundled") -> Language:
    """The pipeline that reads a passage: sentences, time expressions (doc.spans["dates"]), names (doc.ents).

    "bundled" is the workbook's own trained pipeline (analysis/model), None is rules only over spaCy's
    blank English. Any other value names an installed spaCy pipeline, or a folder that holds one, to
    read with; OSError says what to install where it is missing.
    """
    if model is None:
        nlp = spacy.blank("en")
    else:
        try:
            nlp = spacy.load(MODEL if model == "bundled" else model)
        except OSError as error:
            raise OSError(f"no spaCy pipeline {model!r} here; install it: python -m spacy download {model}") from error
    for word in vocabulary.words("namewords", "title"):
        if word.endswith(".") and " " not in word:
            nlp.tokenizer.add_special_case(word, [{ORTH: word}])
    # "/TASS/." of a dateline is a name between two strokes, "U.S.-Italian" a pair.
    nlp.tokenizer.prefix_search = compile_prefix_regex([*nlp.Defaults.prefixes, "/"]).search
    nlp.tokenizer.suffix_search = compile_suffix_regex([*nlp.Defaults.suffixes, "/", PAIRED]).search
    nlp.tokenizer.infix_finditer = compile_infix_regex([*nlp.Defaults.infixes, PAIRED]).finditer
    nlp.max_length = LONGEST
    # Sentences come first: a parser keeps to them. Names come last: they build on what a model has found.
    for component in ("sentence_starts", "sentencizer"):
        nlp.add_pipe(component, first=True)
    for component in ("dates", "names"):
        nlp.add_pipe(component)
    return nlp


def docs(
    nlp: Language,
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    *,
    learnt: Callable[[Passage], bool] = lambda passage: True,
) -> list[Doc]:
    """A Doc per passage (headline, caption or paragraph) of the English pages, in reading order.

    `doc._.passage` says where it comes from. Tags, lemmas and trees are left out: nothing rests on them, and they
    would take longer than all the rest; `nlp(text)` has them. Only passages that `learnt` picks are read by what a
    pipeline has learnt; the others have the names that vocabulary and rules find.
    """
    passages = list(_passages(nlp, articles, blocks))
    matter = [doc for doc in passages if learnt(doc._.passage)]
    left_out = _syntax(nlp)
    for name, component in nlp.pipeline:
        if name not in left_out:
            _read(component, passages if name in OWN else matter)
    return passages


def _read(component: Any, docs: list[Doc]) -> None:
    """Send Docs through a component, together where it can: it adds to them what it finds."""
    for _ in component.pipe(docs) if hasattr(component, "pipe") else map(component, docs):
        pass


def _syntax(nlp: Language) -> list[str]:
    """The components for tags, lemmas and trees, in their order, as far as names do not rest on them."""
    rest = "ner" in nlp.pipe_names and nlp.has_pipe("tok2vec") and "ner" in nlp.get_pipe("tok2vec").listening_components
    return [name for name in nlp.pipe_names if name in SYNTAX and not (name == "tok2vec" and rest)]


def _passages(nlp: Language, articles: pd.DataFrame, blocks: pd.DataFrame) -> Iterator[Doc]:
    english = articles[articles["language"] == "en"]
    anchors = dict(zip(english["article_id"], english["published"], strict=True))
    read = blocks["role"].isin(PASSAGES) & blocks["article_id"].isin(anchors)
    for row in blocks[read].itertuples():
        doc = nlp.make_doc(row.text)
        anchor = anchors[row.article_id]
        doc._.passage = Passage(
            *(row.article_id, row.block, row.start, row.role, anchor, row.text),
            story=_story(row.text, anchor) if row.role == "paragraph" else 0,
            repeats=pd.notna(row.duplicate_of),
        )
        yield doc


def _story(paragraph: str, published: str) -> int:
    """Where a paragraph's own words begin: after its dateline; the date of an entry of a chronology is its own."""
    line = DATELINE.match(paragraph)
    if not line or (is_entry(paragraph) and dateline(paragraph, [])[0] != published[:10]):
        return 0
    return line.end()
