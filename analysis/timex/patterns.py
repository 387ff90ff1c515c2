"""What does a time expression look like? Rules composed from small named atoms, in vocabulary/timepatterns.tsv.

{name} stands for an atom or for any word of that kind in timewords.tsv and captures what it matched
under that name; {name:other} captures it as "other". A blank in a pattern is any blank between two words.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from analysis import vocabulary

WORD = re.compile(r"\w+")
LIGHT = STOP_WORDS - {"may", "now"}
BLANK = r"(?:[ \t\xa0]{1,3}|[ \t]?\r?\n[ \t]?)"
CAPITALISED = ("month", "weekday", "weekday abbreviation", "holiday")  # "may" and "march" stay verbs
ATOM = re.compile(r"\{([a-z][a-z ]*)(?::(\w+))?\}")


def matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The name of its rule and the match of each expression in `text`, in reading order, none overlapping."""
    end = 0
    for start in _starts(text):
        if start >= end and (found := _any().match(text, start)):
            end = found.end()
            yield found.lastgroup, _rules()[found.lastgroup].match(text, start)


def _starts(text: str) -> Iterator[int]:
    """Where an expression may begin: in a run of words that rules know, one of which is more than a stop word.

    Trying the pattern there alone takes a tenth of the time that trying it at every word does.
    """
    run, telling = [], False
    for word in WORD.finditer(text):
        written = word.group().lower()
        if not written.isalpha() or len(written) == 1 or written in _known() or written.removesuffix("s") in _known():
            run.append(word.start())
            telling = telling or written not in LIGHT
        elif run:
            if telling:
                yield from _with_marks(text, run)
            run, telling = [], False
    if telling:
        yield from _with_marks(text, run)


def _with_marks(text: str, run: list[int]) -> Iterator[int]:
    """The beginnings of words, and of the apostrophes before them: "'90s"."""
    for start in run:
        if start and text[start - 1] in "'’":
            yield start - 1
        yield start


@cache
def _known() -> frozenset[str]:
    """The words of all rules, in small letters."""
    written = " ".join((*vocabulary.rows("timewords")["word"], *vocabulary.rows("timepatterns")["pattern"]))
    return frozenset(re.findall(r"[^\W\d_]{2,}", re.sub(r"\\.", " ", written.lower())))


@cache
def _any() -> re.Pattern[str]:
    """One pattern for all rules: the first in the table that fits at a place is the one that counts."""
    return re.compile(
        r"(?<![\w$€£])(?:" + "|".join(f"(?P<{name}>{_anonymous(rule)})" for name, rule in _table("rule").items()) + ")",
        re.I,
    )


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(_composed(rule), re.I) for name, rule in _table("rule").items()}


def _table(kind: str) -> dict[str, str]:
    lines = vocabulary.rows("timepatterns")
    lines = lines[lines["kind"] == kind]
    return dict(zip(lines["name"], lines["pattern"], strict=True))


def _composed(pattern: str) -> str:
    """A rule with its atoms filled in, each captured the first time it stands there."""
    seen = set()

    def atom(found: re.Match[str]) -> str:
        name = (found[2] or found[1]).replace(" ", "_")
        inner = _anonymous_atom(found[1])
        if name in seen or name == "_":
            return f"(?:{inner})"
        seen.add(name)
        return f"(?P<{name}>{inner})"

    return _blanks(ATOM.sub(atom, pattern))


@cache
def _anonymous_atom(name: str) -> str:
    written = _table("atom").get(name)
    return _words(name) if written is None else _anonymous(written)


def _anonymous(pattern: str) -> str:
    """A pattern with its atoms filled in and nothing captured but what it refers back to."""
    filled = ATOM.sub(lambda found: f"(?:{_anonymous_atom(found[1])})", pattern)
    referred = set(re.findall(r"\(\?P=(\w+)\)", pattern))
    return _blanks(re.sub(r"\(\?P<(\w+)>", lambda found: found.group() if found[1] in referred else "(?:", filled))


def _words(kind: str) -> str:
    """Any word of a kind; a month with the full stop its abbreviation may carry."""
    words = vocabulary.mapping("timewords", kind)
    if kind == "month":
        names = {max((word for word in words if words[word] == number), key=len) for number in words.values()}
        return rf"(?:{_capitalised(names)}\b|{_capitalised(words)}\b\.?)"
    if kind in CAPITALISED:
        return _capitalised(words) + ("" if kind == "weekday" else r"\b")
    return vocabulary.alternation(words)


def _capitalised(words: Iterable[str]) -> str:
    """Words as news print them: as they stand, with a capital, or all in capitals."""
    forms = (form for word in words for form in (word, word.capitalize(), word.title(), word.upper()))
    return f"(?-i:{vocabulary.alternation(form for form in forms if form[0].isupper())})"


def _blanks(pattern: str) -> str:
    return re.sub(r"(?<!\[) (?!\])", lambda _: BLANK, pattern)
