"""Can a page tell of a bilateral space event at all? Its raw text says: a word for space, and names of two parties.

Most pages of a general feed have no such words. Reading them for layout, names and dates would take a hundred times as
long as looking for the words, with an Aho-Corasick automaton over the whole vocabulary.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ahocorasick import Automaton

from analysis import vocabulary
from analysis.acts import acts
from analysis.gazetteer import phrases, slug
from analysis.identities import known
from analysis.language import Passage

# Their number may follow at once: "KOMPSAT3".
NUMBERED = ("satellites", "vehicles", "missions")


def can_tell(text: str) -> bool:
    """Whether a page has a word for space and the names of two parties; False only where it can tell no event."""
    text = " ".join(text.split())
    if next(_found(_space(), text.lower()), None) is None:
        return False
    parties: set[str] = set()
    return any(len(parties := parties | more) > 1 for more in _found(_parties(), text))


def tells_act(passage: Passage) -> bool:
    """Whether a passage tells of an act of any kind, by whomever."""
    return bool(acts(passage.text, headline=passage.role in ("headline", "caption")))


def _found(automaton: Automaton, text: str) -> Iterator[Any]:
    """What the words stand for that are found in a text, in order of their ends."""
    for last, (length, numbered, meaning) in automaton.iter(text):
        first, after = last - length + 1, text[last + 1 : last + 2]
        if not text[max(0, first - 1) : first].isalnum() and (numbered or not after.isalnum()):
            yield meaning


@cache
def _space() -> Automaton:
    """Words that say a page is about space, in small letters, and names of what is there and of space agencies."""
    agencies = (name.rstrip("*") for name in vocabulary.bodies("agency"))
    things = (name for file in (*NUMBERED, "exercises") for name in vocabulary.names(file))
    return _automaton({word.lower(): True for word in (*vocabulary.words("domains", "space"), *agencies, *things)})


@cache
def _parties() -> Automaton:
    """Names that can stand for a party, each with the codes of the states it may belong to."""
    states = {row.code: row.territory_of or row.code for row in vocabulary.rows("countries").itertuples()}
    persons = {f"person/{slug(row.name)}": row.country for row in vocabulary.rows("persons").itertuples()}
    countries = persons | {identity: country for identity, (_, country) in known().items()}
    codes: dict[str, set[str]] = {}
    for (_, identity), spellings in phrases().items():
        country = countries.get(identity, "")
        for spelling in spellings if country else ():
            codes.setdefault(spelling, set()).add(states.get(country, country))
    for file in NUMBERED:
        for row in vocabulary.rows(file).itertuples():
            owners = vocabulary.items(row.countries if file == "missions" else row.country)
            for spelling in (row.name, *vocabulary.items(row.names)):
                codes.setdefault(spelling, set()).update(owners)
    return _automaton(codes)


def _automaton(words: Mapping[str, Any]) -> Automaton:
    """A matcher of words; what it yields of each is its length, whether a number may follow, and what it means."""
    automaton, numbered = Automaton(), {name.lower() for file in NUMBERED for name in vocabulary.names(file)}
    for word, meaning in words.items():
        automaton.add_word(word, (len(word), word.lower() in numbered, meaning))
    automaton.make_automaton()
    return automaton
