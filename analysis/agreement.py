"""What do the names of one page say of each other? One label for the same words, and the same people throughout."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc

from analysis import vocabulary

CARRIED = ("PERSON", "ORG")  # a page's people and bodies bear one name throughout
SURE = 100  # votes
NEAR = 60  # characters beside a name that can tell what it means
BRACKETED = re.compile(r"^\s*\(\s*(?P<alias>[A-Z][\w&-]{1,11})\s*\)")
Matches = Iterator[tuple[Doc, re.Match[str]]]


class Name(NamedTuple):
    """One name on a page: its Doc, its characters there, its label, and what is known of it."""

    doc: Doc
    start: int
    end: int
    label: str
    entity_id: str = ""
    country: str = ""
    basis: str = "page"

    @property
    def passage(self) -> str:
        return self.doc._.passage.text

    @property
    def text(self) -> str:
        return self.passage[self.start : self.end]

    @property
    def before(self) -> str:
        return self.passage[max(0, self.start - NEAR) : self.start]

    @property
    def after(self) -> str:
        return self.passage[self.end : self.end + NEAR]


def agreed(names: list[Name]) -> list[Name]:
    """The names of a page with one label for the same words, unless the vocabulary tells them apart.

    A surname is its bearer's, a bracketed acronym the body's before it, whatever else it may stand for; else the label
    most often given stands. An acronym that the page spells out as something else is no body: "... Awareness (SSA)".
    """
    aliases = _aliases(names)
    names = [
        n._replace(label="ORG", entity_id="", basis="page") if n.text in aliases and n.label != "ORG" else n
        for n in names
    ]
    topics = {n.text for n in names if n.label == "ORG" and not n.entity_id and _is_a_topic(n)} - aliases
    names = [n for n in names if n.entity_id or n.text not in topics]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.label in CARRIED or not name.entity_id:
            votes[name.text][name.label] += 1
    for surname in _surnames(names):
        votes[surname]["PERSON"] += SURE
    best = {text: max(sorted(counts), key=counts.get) for text, counts in votes.items() if len(counts) > 1}
    return [
        name
        if name.entity_id or best.get(name.text, name.label) == name.label
        else name._replace(label=best[name.text], basis="page")
        for name in names
    ]


def _aliases(names: list[Name]) -> set[str]:
    """The acronyms that bodies are given in brackets: "the Philippine Space Agency (PhilSA)"."""
    return {alias["alias"] for name in names if name.label == "ORG" and (alias := BRACKETED.match(name.after))}


def _is_a_topic(name: Name) -> bool:
    """Whether the words before a bracketed acronym spell it: "space situational awareness (SSA)"."""
    if not name.text.isupper() or not name.before.endswith("("):
        return False
    words = re.findall(r"\w+", name.before)[-len(name.text) :]
    return "".join(word[0] for word in words).upper() == name.text


def _surnames(names: list[Name]) -> set[str]:
    """The first and last words of people's full names: a surname may be either."""
    full = (name.text.split() for name in names if name.label == "PERSON" and " " in name.text)
    ends = {end for words in full for end in (words[0], words[-1])}
    return {end for end in ends if len(end) > 1 and end[0].isupper() and not end.endswith(".")}


def carried(names: list[Name], page: list[Doc]) -> list[Name]:
    """The names, and wherever else on the page the same people and bodies are named: surnames, acronyms, full names."""
    known = {
        " ".join(name.text.split()): name
        for name in names
        if name.label in CARRIED and (" " in name.text or name.text.isupper())
    }
    again = {text: (name.label, name.entity_id) for text, name in known.items()}
    again |= dict.fromkeys(_surnames(names), ("PERSON", ""))
    again |= dict.fromkeys(_aliases(names), ("ORG", ""))
    if not again:
        return names
    pattern = re.compile(rf"(?<![\w-]){vocabulary.alternation(again)}(?![\w-])")
    found = free(pattern, names, page)
    return [*names, *(Name(doc, *match.span(), *again[" ".join(match.group().split())]) for doc, match in found)]


def free(pattern: re.Pattern[str], names: list[Name], page: list[Doc], group: int | str = 0) -> Matches:
    """Where a pattern matches in a page, with its group outside of the page's names."""
    taken = defaultdict(set)
    for name in names:
        taken[id(name.doc)].update(range(name.start, name.end))
    for doc in page:
        for match in pattern.finditer(doc._.passage.text):
            if taken[id(doc)].isdisjoint(range(*match.span(group))):
                yield doc, match
