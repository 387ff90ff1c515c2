"""Which two parties? The pair that acts in a sentence, or that a page is about."""

import re
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from analysis import vocabulary
from analysis.gazetteer import BODIES, sites, slug

NEAR = 80  # characters beside a name that tell whether it acts
# "in Seoul", "in Ottawa, Canada"
LOCATIVE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|near|outside|around|over|via|across|throughout)\s+(?:the\s+)?(?:[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)?,\s+)?$"
)
FROM = re.compile(r"\b(?:from|to)\s+(?:the\s+)?$", re.I)
# The source of a sentence: "..., Seoul's defense ministry said." or "according to the ministry".
SAYS = r"(?:['’]s?)?(?:\s+(?!and\b)\w+){0,3}\s+(?:said|says|added|reported|reports|stated|noted)\b"
TELLS = re.compile(r"[,”\"]\s+(?:the\s+)?(?:[A-Z][\w.]*(?:\s[A-Z]\w*)?['’]s\s+)?$")
ATTRIBUTED = re.compile(r"\b(?:according to|reported by|told|quoted by)\s+(?:the\s+)?$", re.I)
BOTH = re.compile(
    r"\b(?:(?:the|these|our|both|their) (?:two )?(?:countries|nations|sides|governments|agencies|parties|states|"
    r"partners|space agencies|organi[sz]ations|institutions|ministers|leaders|militaries|allies)|bilateral|each other|"
    r"one another|counterparts?|both sides|the two|mutual|the pair)\b",
    re.I,
)
MULTILATERAL = re.compile(
    r"\b(?:trilateral|quadrilateral|multilateral|Artemis Accords|member states|Quad|BRICS|G7|G20|United Nations|"
    r"(?:[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Tt]wenty|[Dd]ozens of|"
    r"[Ss]everal|[Mm]any|\d\d+) (?:countries|nations|states|partners|agencies))\b"
)
# Signing these joins many, whoever signs them beside whom.
ACCORDS = re.compile(r"\bArtemis Accords\b")
# "a Canadian company" is not Canada.
BUSINESS = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}(?:compan(?:y|ies)|firms?|operators?|start-?ups?|investors?|manufacturers?|media|newspapers?|"
    r"nationals?|citizens?)\b"
)
PRONOUN = re.compile(r"(?:^|[.,]\s+)(?:It|it|The (?:space )?agency|The country|The ministry)\s+(?:\w+\s+){0,3}$")
PARTNER = re.compile(r"\bwith\s+(?:the\s+|its\s+)?(?:[A-Z][\w-]+(?:['’]s)?\s+|\w+\s+space\s+agency\s+)?$")
BETWEEN = re.compile(r"\bbetween\b", re.I)


class Party(NamedTuple):
    """A name that can act for a party: its characters in the passage, words, label, identity, country."""

    start: int
    end: int
    text: str
    label: str
    entity_id: str
    country: str


class Pair(NamedTuple):
    """Two parties in order of their codes, each with the name that stands for it ("" where only implied)."""

    country_a: str
    country_b: str
    party_a: str
    party_b: str


@cache
def _mute() -> frozenset[str]:
    """Bodies whose acts are not their state's: companies, media, universities, international bodies."""
    bodies = vocabulary.rows("bodies")
    return frozenset(f"org/{slug(name)}" for name in bodies.loc[bodies["party"] != "yes", "name"])


def candidates(text: str, mentions: list[Any], start: int, end: int) -> list[Party]:
    """The names between `start` and `end` of a passage that can act for a party, in reading order.

    Left out are places ("in Seoul"), sources of the news, and bodies that act for no state.
    """
    found = []
    for m in mentions:
        if not start <= m.start < end or not m.country or m.entity_id in _mute():
            continue
        before, after = text[max(start, m.start - NEAR) : m.start], text[m.end : min(end, m.end + NEAR)]
        if (
            _is_place(m, before, after)
            or BUSINESS.match(after)
            or (re.match(SAYS, after) and TELLS.search(before))
            or ATTRIBUTED.search(before)
        ):
            continue
        found.append(Party(m.start, m.end, _name(m), m.label, m.entity_id, m.country))
    return found


def _is_place(mention: Any, before: str, after: str) -> bool:
    """Whether a name only says where: a site, "in Seoul", "from Kourou"; not "Seoul's" or "officials from France"."""
    if mention.label not in ("GPE", "FAC", "LOC"):
        return False
    if after.startswith(("'s", "’s")):
        return bool(FROM.search(before)) and bool(re.match(r"['’]s\s+[A-Z]", after))
    city = mention.entity_id != mention.country
    return mention.entity_id in sites() or bool(LOCATIVE.search(before)) or (city and bool(FROM.search(before)))


def _name(mention: Any) -> str:
    """What a party is called: a country's name, or a body in the page's words, a common noun with its country."""
    country = vocabulary.parties().get(mention.country, mention.country)
    if mention.label in BODIES:
        return f"{mention.text} ({country})" if mention.text.islower() else mention.text
    return country


def of_sentence(
    text: str,
    parties: list[Party],
    trigger: int,
    sentence: str,
    implied: tuple[str, str] | None,
    *,
    anaphoric: bool = False,
    subject: str = "",
) -> Pair | None:
    """The pair that does what the trigger says, or None where not exactly two parties do.

    One country named beside "the two sides", "its counterpart" and the like, or those words alone, or
    an act that only points back (`anaphoric`: "it was signed") stand for the `implied` pair. "It signed
    a pact with London" is an act of `subject`, the country the sentence before is about.
    """
    countries = list(dict.fromkeys(p.country for p in parties))
    if parties and all(_is_partner(text, party, trigger) for party in parties):
        known = subject and subject not in countries and len(countries) == 1 and PRONOUN.search(text[:trigger])
        return _pair([subject, *countries], parties) if known else None
    if MULTILATERAL.search(sentence) and not re.search(r"\bbilateral", sentence, re.I):
        return None
    if len(countries) == 2:
        return _pair(countries, parties)
    if len(countries) > 2:
        chosen = _joined(text, parties, trigger)
        return _pair(chosen, [p for p in parties if p.country in chosen]) if chosen else None
    if implied and (anaphoric or BOTH.search(sentence)) and set(countries) <= set(implied):
        return _pair(list(implied), parties)
    return None


def _is_partner(text: str, party: Party, trigger: int) -> bool:
    """Whether a party is one that somebody else acts with: "signed a pact with London and another with Paris"."""
    return party.start > trigger and bool(PARTNER.search(text[trigger : party.start]))


def _joined(text: str, parties: list[Party], trigger: int) -> list[str] | None:
    """Of more than two countries, the two the wording joins: "between A and B", "A and B signed", "A ... with B"."""
    last = max((i for i, party in enumerate(parties) if party.end <= trigger), default=0)
    for i, party in enumerate(parties[:-1]):
        gap = text[party.end : parties[i + 1].start]
        if BETWEEN.search(text[max(0, party.start - 25) : party.start]) and parties[i + 1].country != party.country:
            return [party.country, parties[i + 1].country]
        if (
            i + 1 == last
            and 0 <= trigger - parties[i + 1].end < 25
            and re.fullmatch(r"\s*(?:and|,)\s+(?:the\s+)?", gap)
        ):
            return None if i and _listed(text, parties[i - 1], party) else [party.country, parties[i + 1].country]
    before = [p for p in parties if p.end <= trigger]
    after = [
        p for p in parties if p.start > trigger and re.search(r"\b(?:with|and)\b[^,;]{0,40}$", text[trigger : p.start])
    ]
    if before and after and before[-1].country != after[0].country and len({p.country for p in before}) == 1:
        return [before[-1].country, after[0].country]
    return None


def _listed(text: str, one: Party, other: Party) -> bool:
    return bool(re.fullmatch(r",\s+(?:the\s+)?", text[one.end : other.start]))


def _pair(countries: list[str], parties: list[Party]) -> Pair | None:
    a, b = sorted(countries)
    return Pair(a, b, _standing(a, parties), _standing(b, parties))


def _standing(country: str, parties: list[Party]) -> str:
    """The name that acts for a country: an organisation before the country's own name, never a person's."""
    own = [p for p in parties if p.country == country and p.label != "PERSON"]
    bodies = [p for p in own if p.label in BODIES]
    return next((p.text for p in (*bodies, *own)), "")


def of_page(passages: list[tuple[str, list[Party]]]) -> tuple[str, str] | None:
    """The pair a page is about: the first headline or paragraph that names exactly two parties, if they
    are among the page's most named; None for a page about one country or many."""
    counts = pd.Series([p.country for _, parties in passages for p in parties], dtype="str").value_counts()
    for _, parties in passages:
        countries = sorted({p.country for p in parties})
        if len(countries) == 2 and all(counts[c] >= counts.iloc[min(2, len(counts) - 1)] for c in countries):
            return countries[0], countries[1]
    return None
