"""Whose minister is "Science Minister Rossi"? A page names no country for the officials of the one it is at home in."""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from analysis import vocabulary
from analysis.agreement import Name
from analysis.gazetteer import words
from analysis.rolephrases import Description

# "called on President ", "received Minister ": who is visited, or visits, may be a foreigner.
MEETS = re.compile(
    r"\b(?:call(?:ed|s)? on|met|meets?|receive[ds]?|host(?:ed|s)?|welcome[ds]?|greet(?:ed|s)?"
    r"|guest of|(?:talks|meeting) with)\s+(?:[\w’'-]+\s+(?:and\s+)?){0,6}$"
)
HOUSES = re.compile(r"\b(?:Assembly|Cabinet|Committee|Department|House|Ministry|Parliament|Party|Senate)\b|^ministry$")
ALONE = 3  # times as often as any other country a page names the one that it is about


class Told(NamedTuple):
    """A person named on the page, and what is told of them there."""

    person: Name
    told: Description


def of(who: str, told: dict[str, list[Told]], known: dict[str, str], named: list[Name]) -> str:
    """The country of an official whom the page gives none: of the office, or the page's own; or ""."""
    mine = [one for one in told[who] if one.told.role]
    offices = _countries_of_offices()
    own = next((code for office, code in offices.items() for one in mine if office in one.told.role), "")
    full = any(" " in one.person.text for one in told[who])  # "President Biden" is so named everywhere
    if own or not mine or not full or not all(_is_of_state(one) and not _is_met(one) for one in mine):
        return own
    return _home(told, known, named)


@cache
def _countries_of_offices() -> dict[str, str]:
    """ "Assistant Secretary of State", "Lyonpo": the countries whose offices bear a name that no other's do."""
    rows = vocabulary.rows("offices")
    return dict(zip(rows["office"], rows["country"], strict=True))


@cache
def of_state() -> re.Pattern[str]:
    """ "Minister", "MP": whoever bears such an office has it from a state, and no other employer."""
    return re.compile(rf"\b(?i:{vocabulary.alternation(words('ofstate'))})\b")


def _is_of_state(one: Told) -> bool:
    role, body, country, *_ = one.told
    return not country and bool(HOUSES.search(body) if body else of_state().search(role))


def _is_met(one: Told) -> bool:
    return bool(MEETS.search(one.person.passage, 0, one.person.start))


def _home(told: dict[str, list[Told]], known: dict[str, str], named: list[Name]) -> str:
    """The country of the officials that the page names without one, where it is known; else that of the dateline."""
    votes = Counter(
        known[who]
        for who, there in told.items()
        if known[who]
        and any(one.told.role for one in there)
        and all(_is_of_state(one) for one in there if one.told.role)
    )
    first = votes.most_common(2)
    if first:
        return first[0][0] if len(first) == 1 or first[0][1] > first[1][1] else ""
    lined = next((name.country for name in named if name.country and name.end <= name.doc._.passage.story), "")
    if lined and 2 * _times(named)[lined] >= max(_times(named).values()):
        return lined
    most, *others = _times([name for name in named if name.entity_id == name.country]).most_common(2) or [("", 0)]
    return most[0] if most[1] >= ALONE * max([1, *(times for _, times in others)]) else ""


def _times(named: list[Name]) -> Counter[str]:
    """How often the names of a page are of each country; bodies that are a party of their own have none."""
    return Counter(name.country for name in named if name.country and name.label not in ("PERSON", "GPE_DESC"))
