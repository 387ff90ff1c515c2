"""What does the pipeline learn from? Documents of open corpora, put right where they can be, and labelled pages.

Corpora are spaCy DocBins with the entities PERSON, ORG, GPE and LOC (train_*.spacy) or with trees in
Universal Dependencies' labels (ud_*.spacy). A name is labelled without its article, title or possessive.
"""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from analysis import vocabulary
from analysis.language import PASSAGES

# How often a document of a corpus is read in an epoch: the nearer to news, the more.
NAMED = {"gum": 2, "re3d": 2, "uner": 1, "wikigold": 1, "crossner": 1, "multiner": 1, "btc": 1}
TREES = ("ud_ewt_train", "ud_gum_train")
TREES_KEPT_ASIDE = ("ud_ewt_dev", "ud_gum_dev")
TITLED, SHOUTED = 0.08, 0.03  # shares of documents read once more in Headline Case and in upper case
WEB = re.compile(r"[@#]\w|https?:|www\.")
COMMON = re.compile(r"^(?:I|He|She|We|It|They|You|This|That|The|Here|There)$")


def load(folder: Path, name: str, vocab: Vocab) -> list[Doc]:
    """The documents of one corpus; OSError where the folder has no such file."""
    return list(DocBin().from_disk(folder / f"{name}.spacy").get_docs(vocab))


def trees(folder: Path, vocab: Vocab, rng: random.Random) -> tuple[list[Doc], list[Doc]]:
    """Documents with tags, lemmas and trees: to learn from, some of them cased as headlines are, and to check on."""
    plain = [doc for name in TREES for doc in load(folder, name, vocab)]
    titled = [_recased(doc, _title) for doc in plain if rng.random() < TITLED]
    shouted = [_recased(doc, str.upper) for doc in plain if rng.random() < SHOUTED]
    return [*plain, *titled, *shouted], [doc for name in TREES_KEPT_ASIDE for doc in load(folder, name, vocab)]


def _title(word: str) -> str:
    return word if len(word) < 4 and word.islower() else word[:1].upper() + word[1:]


def _recased(doc: Doc, case: Callable[[str], str]) -> Doc:
    return Doc(
        doc.vocab,
        words=[case(token.text) for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[token.tag_ for token in doc],
        pos=[token.pos_ for token in doc],
        morphs=[str(token.morph) for token in doc],
        lemmas=[token.lemma_ for token in doc],
        heads=[token.head.i for token in doc],
        deps=[token.dep_ for token in doc],
        sent_starts=[bool(token.is_sent_start) for token in doc],
    )


def names(folder: Path, vocab: Vocab) -> list[Doc]:
    """Documents with entities, each as often as its corpus is near to news."""
    return [
        _corrected(doc)
        for name, times in NAMED.items()
        for doc in load(folder, f"train_{name}", vocab) * times
        if not WEB.search(doc.text)
    ]


def _corrected(doc: Doc) -> Doc:
    """A corpus document with what its annotators overlooked: titles cut off, pronouns dropped, countries labelled.

    "Deputy Secretary of [State Antony Blinken]" -> "[Antony Blinken]"; "the United States" -> GPE.
    """
    spans = [span for entity in doc.ents if (span := _trimmed(entity)) is not None]
    taken = {token.i for span in spans for token in span}
    known = _countries()
    for start in range(len(doc)):
        for length in (4, 3, 2, 1):
            span = doc[start : start + length]
            if span.text in known and not taken & set(range(span.start, span.end)):
                spans.append(Span(doc, span.start, span.end, "GPE"))
                taken |= set(range(span.start, span.end))
                break
    doc.set_ents(filter_spans(spans))
    return doc


def _trimmed(entity: Span) -> Span | None:
    start = entity.start
    if entity.label_ == "PERSON" and start and entity.doc[start - 1].lower_ in ("of", "for", "to", "against"):
        start = max(start, entity.end - 2)
    span = Span(entity.doc, start, entity.end, entity.label_)
    if COMMON.match(span.text) or span.text.islower() or any(token.is_space for token in span):
        return None
    return span


def _countries() -> set[str]:
    rows = vocabulary.rows("countries")
    names = {name for row in rows.itertuples() for name in (row.name, *vocabulary.items(row.names))}
    return names - {"Georgia", "Jordan", "Chad", "Guinea", "US", "Ireland", "America"}


def pages(folder: Path, make_doc: Callable[[str], Doc]) -> Iterator[Doc]:
    """The passages of labelled pages: ID.txt with its blocks in ID.tsv, and all names of a folder in names.tsv."""
    for labels in sorted(folder.rglob("names.tsv")):
        rows = pd.read_csv(labels, sep="\t", dtype={"page": str, "text": str}, keep_default_na=False, quoting=3)
        for page, names in rows.groupby("page"):
            text = (labels.parent / f"{page}.txt").read_bytes().decode("utf-8")
            blocks = pd.read_csv(labels.parent / f"{page}.tsv", sep="\t", keep_default_na=False, quoting=3)
            for block in blocks[blocks["role"].isin(PASSAGES)].itertuples():
                inside = names[(names["start"] >= block.start) & (names["end"] <= block.end)]
                spans = [(n.start - block.start, n.end - block.start, n.label) for n in inside.itertuples()]
                yield labelled(make_doc(text[block.start : block.end]), spans)


def labelled(doc: Doc, spans: list[tuple[int, int, str]]) -> Doc:
    """The Doc with these characters as its entities; where one ends inside a token, the whole token."""
    found = [doc.char_span(start, end, label, alignment_mode="expand") for start, end, label in spans]
    doc.set_ents(filter_spans([span for span in found if span is not None and not any(t.is_space for t in span)]))
    return doc
