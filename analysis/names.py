"""Which characters are a name? The pipeline component "names" sets doc.ents: what a model learnt, vocabulary and rules.

Labels are OntoNotes': GPE (countries, capitals, cities), NORP (French, Koreans), FAC (launch sites), ORG, PERSON;
and BBN's ORG_DESC for words that describe a body ("space agency"). A span's id_ holds its identity where the
vocabulary knows it ("FRA", "org/jaxa"). The vocabulary comes first, unless a learnt name is longer; then what a trained
pipeline has learnt; rules fill in where both are silent.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from analysis import vocabulary
from analysis.gazetteer import after_owner, is_description, known, phrases, words
from analysis.namerules import organisations, people

Span.set_extension("basis", default="", force=True)  # vocabulary | model | rules: what a name rests on

INITIAL = re.compile(r"[A-Z]\.?")
ROMANISED = re.compile(r"[A-Z][a-z]+-[a-z]+")  # "Yi" with "So-yeon"


@Language.factory("names", assigns=["doc.ents"])
def create_names(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """A component that sets doc.ents to the names of a passage; a model's own are among them."""
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    for (label, identity), spellings in phrases().items():
        matcher.add(f"{label} {identity}", list(nlp.tokenizer.pipe(sorted(spellings))))

    def names(doc: Doc) -> Doc:
        text = doc.text
        trained = nlp.has_pipe("ner") and doc.has_annotation("ENT_IOB")
        learnt = [span for entity in doc.ents if (span := _trusted(entity))]
        # The longest first: "Athens, Georgia" is another Athens.
        listed = [known(span) for span in sorted(matcher(doc, as_spans=True), key=len, reverse=True)]
        at = _by_token(learnt)
        cut_short = {k.start for k in listed if k.start in at and _runs_on(at[k.start], k)}
        learnt = [m for m in learnt if m.start not in cut_short]
        at = _by_token(learnt)
        listed = [k for k in listed if not _is_a_part(k) and not (k.start in at and _names_more(at[k.start], k))]
        bodies = [_labelled(b) for b in _spans(doc, "ORG", organisations(text))]
        bodies = [b for b in bodies if not trained or b.label_ == "ORG_DESC"]
        found = _with_free(filter_spans([*listed, *bodies]), learnt)
        # A model knows more names of one word than rules do.
        more = [p for p in _spans(doc, "PERSON", people(text, found)) if not trained or len(p) > 1]
        doc.ents = filter_spans(_with_free(found, more))
        for basis, spans in (("rules", [*bodies, *more]), ("model", learnt), ("vocabulary", listed)):
            _mark(doc, spans, basis)
        return doc

    return names


def _mark(doc: Doc, spans: list[Span], basis: str) -> None:
    """Says of the names that came from `spans` what they rest on."""
    theirs = {(span.start, span.end, span.label) for span in spans}
    for name in doc.ents:
        if (name.start, name.end, name.label) in theirs:
            name._.basis = basis


def _by_token(spans: list[Span]) -> dict[int, Span]:
    return {i: span for span in spans for i in range(span.start, span.end)}


def _with_free(found: list[Span], more: list[Span]) -> list[Span]:
    """The spans found, and those of `more` that touch none of them."""
    taken = _by_token(found)
    return [*found, *(span for span in more if not any(i in taken for i in range(span.start, span.end)))]


def _runs_on(learnt: Span, known: Span) -> bool:
    """Whether a learnt name is a known body's with other words after it: "CNES of France"."""
    if known.label_ != "ORG" or known.start != learnt.start or known.end >= learnt.end:
        return False
    return learnt.doc[known.end].is_lower


def _names_more(learnt: Span, known: Span) -> bool:
    """Whether a known name is but a part of a learnt one: "University of Luxembourg"."""
    return learnt.label_ in ("ORG", "PERSON") and len(learnt) > len(known) and _holds(learnt, known)


def _holds(one: Span, other: Span) -> bool:
    return one.start <= other.start and other.end <= one.end


def _trusted(entity: Span) -> Span | None:
    """A learnt name from its first to its last character, without a title; None for words known to be no name.

    "D [K Singh]" -> "D K Singh", "[Jeong Gyu]-heon" -> "Jeong Gyu-heon", "[/TASS/.]" -> "TASS".
    """
    doc, start, end = entity.doc, entity.start, entity.end
    edges = words("title") if entity.label_ == "PERSON" else ()
    while start < end and (not any(map(str.isalnum, doc[start].text)) or doc[start].text in edges):
        start += 1
    while start < end and (not any(map(str.isalnum, doc[end - 1].text)) or doc[end - 1].text in words("title")):
        end -= 1
    if entity.label_ == "PERSON":
        while start and INITIAL.fullmatch(doc[start - 1].text):
            start -= 1
        if end - start == 1 and ROMANISED.fullmatch(doc[end : end + 3].text):
            end += 3
        while _hyphenated(doc, end):
            end += 2
    if entity.label_ == "ORG" and start < end:
        start = after_owner(doc[start:end])
    span = Span(doc, start, end, entity.label_)
    if start >= end or span.text in _no_names() or "\n" in span.text or span.text.islower():
        return None
    return span


def _hyphenated(doc: Doc, end: int) -> bool:
    """Whether a name goes on with a hyphen: "Jeong Gyu" with "-heon"; not "Macron" with "-led", nor with "-Modi"."""
    if end + 1 >= len(doc) or doc[end].text != "-" or doc[end - 1].whitespace_ or doc[end].whitespace_:
        return False
    after = doc[end + 1]
    return after.is_alpha and not after.ent_type_ and after.text not in words("hyphened")


def _labelled(body: Span) -> Span:
    return Span(body.doc, body.start, body.end, "ORG_DESC" if is_description(body) else "ORG")


def _is_a_part(name: Span) -> bool:
    """Whether a known name is but a part of another ("Polaris Hammer-Korea", "Park Il-sung") or none ("JOIN US")."""
    doc, start = name.doc, name.start
    if name.label_ == "PERSON":
        return _hyphenated(doc, name.end)
    if name.text == "US":
        return (start > 0 and doc[start - 1].text in words("beforeus")) or doc[name.end : name.end + 1].text == "$"
    if name.label_ != "GPE" or start < 2 or doc[start - 1].text != "-" or doc[start - 1].whitespace_:
        return False
    return doc[start - 2].is_title and doc[start - 2].text not in _places()


@cache
def _places() -> frozenset[str]:
    return frozenset(
        spelling for (label, _), names in phrases().items() if label in ("GPE", "NORP") for spelling in names
    )


@cache
def _no_names() -> frozenset[str]:
    return vocabulary.names("missions") | vocabulary.names("exercises") | words("notname") | words("title")


def _spans(doc: Doc, label: str, offsets: Iterator[tuple[int, int]]) -> list[Span]:
    spans = [doc.char_span(start, end, label, alignment_mode="expand") for start, end in offsets]
    return filter_spans([span for span in spans if span is not None])
