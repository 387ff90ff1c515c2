"""What the words of a role say: "director at the policy bureau of Seoul's ministry" names a body and a country."""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from analysis import vocabulary
from analysis.gazetteer import BODIES, words

DETERMINER = r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)"
PREPOSITION = re.compile(r"\s+(?:of|at|for|in|with|from)\s+(?:the\s+)?")
LOOSE = re.compile(
    r"^[\"“‘'\s]+|^['’]s?\s+|^(?:and|of|for|to|the|The|then|Then|an?|with|only|\d+-year-old)\s+"
    r"|^(?:at th(?:at|e) time|until (?:then|recently))\s+"
)
# What follows is not the person's own: "ambassador to Peru", "his counterpart in Tokyo".
ELSEWHERE = re.compile(r"\b(?:ambassador|envoy|consul general|high commissioner|counterpart)\b[^,;]*$", re.I)
SENDS = re.compile(r"\b(?:ambassador|envoy|consul general|high commissioner)\s+of\s+(?:the\s+)?$", re.I)
UNITS = frozenset(
    ("bureau", "directorate", "department", "office", "centre", "center", "agency", "ministry", "command")
)
OWNED = re.compile(r"['’]s?\s+")
MORE = re.compile(r"\s+(?:of|for|and)\b")  # "Space Branch of the Australian agency"
OWNER = re.compile(r"\b(?P<owner>agency|cent(?:er|re)|committee|council|country|foundation|nation|service)(?=['’]s\s)")
KIND = re.compile(r"(?<!['’])\b(?!of\b|the\b)[a-z]+\s+$")  # "Russian state corporation " before its name
AT = re.compile(r"\s+at\s+(?:the\s+)?(?=[A-Z])")
REACH = 400  # characters on either side of a name in which it is described


class Description(NamedTuple):
    """role, organisation and country as told between `start` and `end`, characters of the passage."""

    role: str
    organisation: str
    country: str
    start: int
    end: int


class Named(NamedTuple):
    """A name beside the person's: its characters in the passage, label and country.

    `name` is the body that "the agency" means, as the page names it, where that is not said here.
    """

    start: int
    end: int
    label: str
    country: str
    name: str = ""


def near(names: list[Named], start: int) -> list[Named]:
    """Of the names of a passage, in order, those that can tell of the person who begins here; not that name."""
    there = names[bisect_left(names, (start - REACH,)) : bisect_left(names, (start + REACH,))]
    return [name for name in there if name.start != start]


@cache
def role_word() -> re.Pattern[str]:
    role = vocabulary.alternation(words("role") | words("calling"))
    return re.compile(rf"\b(?i:{role})(?:(?<!\bhead)(?<!\blead)s)?\b")


def country_of(text: str, left: int, names: list[Named]) -> str:
    """The first country among the names of a phrase that begins at `left`, unless it is where an envoy is sent."""
    sent = (ELSEWHERE.search(text, left, n.start) and not SENDS.search(text, left, n.start) for n in names)
    return next((n.country for n, away in zip(names, sent, strict=True) if n.country and not away), "")


def loose(phrase: str) -> int:
    """How many characters at the front of a phrase are no part of a role: "and the then ..."."""
    cut = 0
    while found := LOOSE.match(phrase[cut:]):
        cut += found.end()
    return cut


def body(text: str, named: Named) -> str:
    return named.name or text[named.start : named.end]


def parsed(text: str, left: int, right: int, names: list[Named]) -> Description:
    """The role, body and country in text[left:right]: "director general at the policy bureau of Seoul's ministry"."""
    head = role_word().search(text, left, right)
    inside = [n for n in names if left <= n.start and n.end <= right and n.label != "PERSON"]
    if inside and inside[-1].label == "GPE" and text[: inside[-1].start].endswith(" in ") and inside[-1].end == right:
        right = inside[-1].start - len(" in ")
    country = country_of(text, left, inside)
    tail = PREPOSITION.search(text, head.end(), right)
    of = next((n for n in inside if tail and n.start >= tail.end() and n.label in (*BODIES, "FAC")), None)
    if any(n.label == "ORG" and n.end <= head.start() and OWNED.match(text, n.end) for n in inside):
        of = None  # "KSA's deputy director of space research"
    owned = OWNED.match(text, of.end, right) if of else None
    if owned and not any(n.start == owned.end() and n.label in ("ORG", "FAC") for n in inside):
        return Description(text[left:right].strip(" ,"), body(text, of), country, left, right)
    if of:
        between = text[tail.end() : of.start].split()
        unit = not between or not UNITS.isdisjoint(between)
        cut = tail if unit else list(PREPOSITION.finditer(text, head.end(), of.start))[-1]
        told = _organisation(text, cut.end(), right, [n for n in inside if n.start >= of.start])
        return Description(text[left : cut.start()], told, country, left, right)
    place = AT.search(text, head.end(), right)
    if place and not inside[-1:]:
        return Description(text[left : place.start()], text[place.end() : right].strip(" ,"), country, left, right)
    minister = head.group().lower() == "minister"  # of "the French armed forces": they employ nobody here
    before = [n for n in inside if n.label in BODIES[: 1 if minister else 2] and n.end <= head.start()]
    owners = [n.end for n in inside if n in before or text[n.end : n.end + 2] in ("'s", "’s")]
    owners += [match.end("owner") for match in OWNER.finditer(text, left, head.start())]
    first = max([left, *(edge for edge in owners if edge <= head.start())])
    role = re.sub(r"^['’]s?\s+|\s+(?:at the time|of the (?:two|three) \w+)$", "", text[first:right]).strip(" ,")
    return Description(role, body(text, before[-1]) if before else "", country, left, right)


def _organisation(text: str, left: int, right: int, names: list[Named]) -> str:
    """The body whose name begins text[left:right]: its units told with it, not its kind, nor the town it stands in.

    "policy bureau of the defense ministry", and "CNES" of "French space agency CNES in Toulouse".
    """
    first = names[0]
    own = next((n for n in names[1:] if text[first.end : n.start] == " " and n.label == "ORG"), None)
    if own and first.label == "ORG_DESC":
        return body(text, own)
    owned = OWNED.match(text, first.end, right)
    if owned:
        return text[owned.end() if first.label == "ORG_DESC" else left : right]
    unit = not UNITS.isdisjoint(text[left : first.start].split())
    if first.name and not unit and not text[first.end : right].strip(" ,"):
        return first.name
    if KIND.search(text, left, first.start) or not re.search(r"[A-Z]|\bof\b", text[left : first.start]):
        left = first.start
    end = [n.end for n in names if n.label in (*BODIES, "FAC") and text[n.start - 1] != "("][-1]
    return text[left : right if MORE.match(text, end) else end].strip(" ,")


@cache
def of_state() -> re.Pattern[str]:
    """ "Minister", "MP": whoever bears such an office has it from a state, and no other employer."""
    return re.compile(rf"\b(?i:{vocabulary.alternation(words('ofstate'))})\b")


def country_of_office(role: str) -> str:
    """The country whose offices alone bear such a name: "Assistant Secretary of State", "Lyonpo"; or ""."""
    return next((code for office, code in _offices().items() if office in role), "")


@cache
def _offices() -> dict[str, str]:
    rows = vocabulary.rows("offices")
    return dict(zip(rows["office"], rows["country"], strict=True))
