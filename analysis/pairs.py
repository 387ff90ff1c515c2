"""Which two parties? The pair that acts in a sentence, or that a page is about."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from analysis import vocabulary
from analysis.acts import Act
from analysis.gazetteer import BODIES, sites, slug

NEAR = 80  # characters beside a name that tell whether it acts
# A city before its country: "Ottawa, Canada"; not "In May, Canada".
CITY = (
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)?,\s+"
)
# "in Seoul", "in Ottawa, Canada"
LOCATIVE = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Oo]n|[Nn]ear|outside|around|over|via|across|throughout)\s+(?:the\s+)?"
    r"(?:(?:\w+\s+)?(?:steppes?|deserts?|coast|north|south|east|west|cent(?:re|er)|waters|skies)\s+of\s+(?:the\s+)?)?"
    rf"(?:{CITY})?$"
)
FROM = re.compile(rf"\b(?:[Ff]rom|[Tt]o|[Oo]ff|left|lea(?:ves?|ving)|depart(?:s|ed|ing))\s+(?:the\s+)?(?:{CITY})?$")
NO_STATE = re.compile(r"\b(?:Lake|South|Latin|North|Central|Gulf of|Sea of|Bay of|Strait of)\s+$")
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
    r"\b(?:trilateral|quadrilateral|multilateral|Artemis Accords?|member states|Quad|BRICS|G7|G20|United Nations|"
    r"(?:[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|[Tt]wenty|[Dd]ozens of|"
    r"[Ss]everal|[Mm]any|\d\d+) (?:countries|nations|states|partners|agencies))\b"
)
# Signing these joins many, whoever signs them beside whom.
ACCORDS = re.compile(r"\bArtemis Accords?\b")
# "a Canadian company" is not Canada, "Baku time" not Azerbaijan.
BUSINESS = re.compile(
    r"-based\b|\s+(?:local\s+|standard\s+)?time\b|\s+(?:[\w-]+\s+){0,2}(?:compan(?:y|ies)|firms?|operators?|start-?ups?|investors?|manufacturers?|media|newspapers?|"
    r"nationals?|citizens?)\b"
)
# "it signed", "The agency has also signed"
PRONOUN = re.compile(
    r"\b(?:[Ii]t|[Tt]hey|[Hh]e|[Ss]he|which|[Tt]he (?:space )?(?:agency|country|ministry|government|centre))"
    r"\s+(?:(?:has|have|had|also|first|then|later|earlier|recently|already|itself)\s+){0,3}$"
)
PARTNER = re.compile(r"\bwith\s+(?:the\s+|its\s+)?(?:[A-Z][\w-]+(?:['’]s)?\s+|\w+\s+space\s+agency\s+)?$")
BILATERAL = re.compile(r"\bbilateral", re.I)
CLAUSE = re.compile(r"[;:]\s|,\s+(?:and|but|while|whereas)\s+(?!by\b|with\b)|[a-z]\.\s?[A-Z]\w+\s[a-z]+\s")
SAME_SUBJECT = re.compile(r",\s+(?:and|but)\s+(?:(?:also|later|then)\s+)?")  # "built a satellite, and launched it"
# Words that point back to what a page is about: "it", "the satellite", "a second round".
BACK = re.compile(
    r"\b(?:its?|they|them|their|he|she|his|her|him|there|follow-up|(?:first|last|previous|earlier|similar)\s+(?:such\s+)?"
    r"(?:round|session|edition|meeting|dialogue|forum|talks|exercise|drill|agreement|memorandum)|second|third|fourth|fifth|next|another|later|latter|"
    r"the (?:satellite|spacecraft|probe|rocket|replacement|exercise|session|flight|mission|commission|meeting|dialogue|"
    r"operation|forum|talks|station|rover|lander|instrument|agency|country|deal|agreement|memorandum))\b",
    re.I,
)
OWN = re.compile(r"\b(?:its|their|his|her) own\b", re.I)
LEFT = re.compile(
    r"\b(?:launched|built|released|trained) (?:it\b|them\b|its? (?:successor|replacement|first|second)\b|the "
    r"(?:satellite|replacement|spacecraft|craft|probe|second|first)\b)"
)
ITS = re.compile(
    r"\W*(?:[^,]{0,40},\s+)?(?:Its?|its?|The country(?:['’]s)?|They|Their|Another|the country(?:['’]s)?)\b"
)
AND = re.compile(r"[\s)]*(?:and|&|,)\s+(?:the\s+|its\s+)?(?:[\w-]+(?:[’']s)?\s+){0,3}")
SUBJECT_NEAR, OBJECT_NEAR = 30, 40
FAR = 130  # characters from a trigger within which a party takes part in a mission or an exchange
NUMBER = r"(?:[\s-]?\d{1,2}[A-Z]?|[\s-]?[A-Z]\d?)?"  # of a satellite in its family: NigComSat-1R, Alsat-2A
LAST_SOVIET_DAY = "1991-12-25"
SENT = re.compile(r"(?:sen(?:ds?|t)|dispatch(?:es|ed)?)\b")
BETWEEN = re.compile(r"\bbetween\b", re.I)


class Party(NamedTuple):
    """A name that can act for a party: its characters in the passage, words, label, identity, country."""

    start: int
    end: int
    text: str
    label: str
    entity_id: str
    country: str
    place: bool = False


class Context(NamedTuple):
    """What a sentence stands in: the pairs the page tells of by name, the nearest first; those whose agreement is the
    page's news; the two countries the page begins with, where it tells of no pair; the country the sentence before is
    about, and the country the page names most.
    """

    told: tuple[tuple[str, str], ...]
    signed: frozenset[tuple[str, str]]
    main: tuple[str, str] | None
    subject: str
    hero: str


class Pair(NamedTuple):
    """Two parties in order of their codes, each with the name that stands for it ("" where only implied); and the
    partner's own words, where one party does the same with several.
    """

    country_a: str
    country_b: str
    party_a: str
    party_b: str
    at: Party | None = None


@cache
def mute() -> frozenset[str]:
    """Bodies whose acts are not their state's: companies, media, universities, international bodies."""
    bodies = vocabulary.rows("bodies")
    return frozenset(f"org/{slug(name)}" for name in bodies.loc[bodies["party"] != "yes", "name"])


def candidates(text: str, mentions: list[Any], start: int, end: int) -> list[Party]:
    """The names between `start` and `end` of a passage that can act for a party, in reading order.

    Left out are sources of the news and bodies that act for no state; what only says where has `place` set, as have
    territories, with the state they belong to.
    """
    found = []
    for m in mentions:
        if not start <= m.start < end or not m.country or m.entity_id in mute():
            continue
        before, after = text[max(start, m.start - NEAR) : m.start], text[m.end : min(end, m.end + NEAR)]
        if (
            BUSINESS.match(after)
            or NO_STATE.search(before)
            or (re.match(SAYS, after) and TELLS.search(before))
            or ATTRIBUTED.search(before)
        ):
            continue
        state = _territories().get(m.country, m.country)
        place = state != m.country or _is_place(m, before, after)
        found.append(Party(m.start, m.end, _name(m), m.label, m.entity_id, state, place))
    return found


@cache
def _territories() -> dict[str, str]:
    """A territory that is no state -> the state it belongs to: it says where, its state acts."""
    countries = vocabulary.rows("countries")
    return {row.code: row.territory_of for row in countries.itertuples() if row.territory_of}


def vehicles(text: str, start: int, end: int) -> Iterator[Party]:
    """The rockets and spacecraft named there, each for the country that flies it (vehicles.tsv), and the satellites,
    each for the country that has it (satellites.tsv).
    """
    for name in ("vehicles", "satellites"):
        for match in _spelled(name).finditer(text, start, end):
            row = _by_spelling(name)[match["name"]]
            words = f"{row.name} ({vocabulary.parties()[row.country]})"
            yield Party(*match.span(), words, "PRODUCT", f"{name}/{slug(row.name)}", row.country)


@cache
def _by_spelling(name: str) -> dict[str, Any]:
    """A spelling -> its line of vehicles.tsv, satellites.tsv or missions.tsv."""
    return {
        spelling: row
        for row in vocabulary.rows(name).itertuples()
        for spelling in (row.name, *vocabulary.items(row.names))
    }


@cache
def _spelled(name: str) -> re.Pattern[str]:
    number = NUMBER if name == "satellites" else ""
    return re.compile(rf"(?<![\w-])(?P<name>{vocabulary.alternation(_by_spelling(name))}){number}(?!\w)")


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


def of_its_time(pair: Pair, latest: str) -> Pair:
    """The pair, with the Soviet Union for Russia where what it flew was flown before 1992."""
    flown = {"party_a": pair.party_a, "party_b": pair.party_b}
    side = next((side for side, party in flown.items() if party.endswith("(Russia)")), None)
    if not side or not latest or latest > LAST_SOVIET_DAY:
        return pair
    soviet = ("SUN", flown[side].replace("(Russia)", "(Soviet Union)"))
    other = (pair.country_b, pair.party_b) if side == "party_a" else (pair.country_a, pair.party_a)
    (country_a, party_a), (country_b, party_b) = sorted((soviet, other))
    return Pair(country_a, country_b, party_a, party_b, pair.at)


def of_act(passage: str, parties: list[Party], act: Act, sentence: str, context: Context) -> list[Pair]:
    """The pairs that do what an act says: none where not exactly two parties do, several where one does it with each.

    `act` has its offsets in the passage. Parties the sentence does not name are those of its `context`.
    """
    acting = _in_clause(passage, _acting(parties, act.type), act)
    countries = list(dict.fromkeys(p.country for p in acting))
    if MULTILATERAL.search(_clause(passage, act, sentence)) and not BILATERAL.search(sentence):
        return []
    partners = _partners(passage, acting, act)
    if acting and partners == _first_named(acting):
        one = _unnamed(passage, act, countries, context)
        return [_pair([one, p.country], [p], at=p) for p in partners] if one else []
    if len(countries) == 2:
        return [_pair(countries, acting)]
    if len(countries) > 2:
        return _of_many(passage, acting, partners, act)
    if any(party.entity_id.startswith("satellites/") for party in acting):  # whose it is says not who launched it
        who = PRONOUN.search(passage[: act.start])
        one = who and not who.group().startswith("which") and _unnamed(passage, act, countries, context)
        return [_pair([one, *countries], acting)] if one else []
    if acting and all(party.label == "PRODUCT" and party.end <= act.start for party in acting):
        return []  # "The Soyuz took off"
    implied = _implied(passage, sentence, act, acting, context)
    return [_pair(list(implied), acting)] if implied else []


def _first_named(parties: list[Party]) -> list[Party]:
    """The first name of each country."""
    return list({p.country: p for p in reversed(parties)}.values())[::-1]


def _of_many(passage: str, acting: list[Party], partners: list[Party], act: Act) -> list[Pair]:
    """The pairs among more than two parties: each partner with the one that acts, or the two the wording joins."""
    others = {p.country for p in acting} - {p.country for p in partners}
    if act.type == "agreement" and len(partners) > 1 and len(others) == 1:
        one = others.pop()
        return [_pair([one, p.country], [q for q in acting if q.country in (one, p.country)], at=p) for p in partners]
    chosen = _joined(passage, acting, act)
    if act.type == "exercise" and not BILATERAL.search(passage):
        return []
    return [_pair(chosen, [p for p in acting if p.country in chosen])] if chosen else []


def _acting(parties: list[Party], event_type: str) -> list[Party]:
    """The parties that can take part in a type of act: vehicles in a mission only, a place where it takes two hosts."""
    codes = {p.country for p in parties if p.label != "PRODUCT"}
    fitting = [p for p in parties if p.label != "PRODUCT" or (event_type == "mission" and not _flown_before(p, codes))]
    named = [p for p in fitting if not p.place]
    if event_type == "exchange" and len({p.country for p in named}) < 2:
        return fitting
    return named


def _flown_before(vehicle: Party, codes: set[str]) -> bool:
    """Whether it is a Soviet vehicle that Russia flies now: "a Soviet Soyuz"."""
    return vehicle.country == "RUS" and "SUN" in codes


def _in_clause(passage: str, acting: list[Party], act: Act) -> list[Party]:
    """The parties of the act's own clause, where an act is one of two that a sentence tells of different parties."""
    here = [p for p in acting if not _divided(passage, p, act, acting)]
    if act.type in ("mission", "exchange"):
        here = [p for p in here if min(abs(act.start - p.end), abs(p.start - act.end)) < FAR]
    if len({p.country for p in here}) == 2 or act.type in ("mission", "exchange"):
        return here
    return acting


def _clause(passage: str, act: Act, sentence: str) -> str:
    """The clause of a sentence that an act stands in."""
    first = max(0, passage.rfind(sentence, 0, act.start + len(sentence)))
    edges = [edge.span() for edge in CLAUSE.finditer(passage, first, first + len(sentence))]
    start = max((end for _, end in edges if end <= act.start), default=first)
    return passage[start : min((at for at, _ in edges if at >= act.end), default=first + len(sentence))]


def _divided(passage: str, party: Party, act: Act, acting: list[Party]) -> bool:
    """Whether a clause ends between a party and an act; ", and" before the last of a list of parties ends none."""
    gap = (party.end, act.start) if party.end <= act.start else (act.end, party.start)
    ends, starts = {p.end for p in acting}, {p.start for p in acting}
    return any(
        not (" and " in edge.group() and edge.start() in ends and starts & {edge.end(), edge.end() + len("the ")})
        and not SAME_SUBJECT.fullmatch(passage, edge.start(), act.start)
        for edge in CLAUSE.finditer(passage, *gap)
    )


def _unnamed(passage: str, act: Act, partners: list[str], context: Context) -> str:
    """Who it is that acts with the partners a sentence names: "It signed a memorandum with Egypt"; or ""."""
    if PRONOUN.search(passage[: act.start]):
        return next((one for one in (context.subject, context.hero) if one and one not in partners), "")
    told = next((pair for pair in context.told if partners[0] in pair), None)
    if len(partners) == 1 and told:
        return next(one for one in told if one != partners[0])
    return ""


def _implied(passage: str, sentence: str, act: Act, acting: list[Party], context: Context) -> tuple[str, str] | None:
    """The pair that an act of one named party, or of none, belongs to: one of those the page tells of by name."""
    named = {p.country for p in acting}
    mission = _of_mission(sentence) if act.type == "mission" else None
    if mission and named <= set(mission):
        return mission
    pair = next((p for p in context.told if named <= set(p)), None)
    if not context.told and context.main and named <= set(context.main) and BOTH.search(sentence):
        return context.main
    if pair and (act.anaphoric or BOTH.search(sentence) or _points_back(sentence, act, named)):
        return pair
    if pair and named and act.type == "agreement" and act.instrument:
        return pair
    if len(named) == 1 and len(set(context.told)) == 1 and pair and _takes_two(passage, act):
        return pair
    if len(named) == 1 and ITS.match(sentence) and context.subject and context.subject not in named:
        return (context.subject, *named)
    return None


def _takes_two(passage: str, act: Act) -> bool:
    """Whether an act told of one party has another, which on a page about two goes without saying: "called on the
    minister", "were trained in China"; not "sent officials".
    """
    return act.type in ("dialogue", "exchange") and not act.weak and not SENT.match(passage, act.start)


def _points_back(sentence: str, act: Act, named: set[str]) -> bool:
    """Whether an act is told of what the page is about: "China launched it", "a second round is due"."""
    if OWN.search(sentence):
        return False
    if act.type in ("mission", "exchange"):
        return bool(named) and bool(BACK.search(sentence)) and (act.status != "occurred" or bool(LEFT.search(sentence)))
    return bool(BACK.search(sentence))


def _of_mission(sentence: str) -> tuple[str, str] | None:
    """The two countries of a joint mission that a sentence names (missions.tsv)."""
    named = _spelled("missions").search(sentence)
    return tuple(vocabulary.items(_by_spelling("missions")[named["name"]].countries)) if named else None


def _partners(passage: str, acting: list[Party], act: Act) -> list[Party]:
    """The parties somebody else acts with: "signed a pact with London and Rome, and another with Paris"."""
    partners: list[Party] = []
    for party in _first_named(acting):
        if party.start < act.end:
            continue
        beside = partners and AND.fullmatch(passage[partners[-1].end : party.start])
        if beside or PARTNER.search(passage[act.start : party.start]):
            partners.append(party)
    return partners


def _joined(text: str, parties: list[Party], act: Act) -> list[str] | None:
    """Of more than two countries, the two the wording joins: "between A and B", "A and B signed", "A ... with B"."""
    named = _merged(parties)
    before = [p for p in named if p.end <= act.start]
    after = [p for p in named if p.start >= act.end]
    for one, other in pairwise(named):
        if BETWEEN.search(text[max(0, one.start - 25) : one.start]):
            return [one.country, other.country]
    if len(before) > 1 and act.start - before[-1].end < SUBJECT_NEAR:
        one, other = before[-2:]
        if AND.fullmatch(text[one.end : other.start]):
            listed = len(before) > 2 and _listed(text, before[-3], one)
            return None if listed else [one.country, other.country]
    with_ = [p for p in after if re.search(r"\b(?:with|and)\b[^,;]{0,40}$", text[act.start : p.start])]
    if before and with_ and before[-1].country != with_[0].country and len({p.country for p in before}) == 1:
        return [before[-1].country, with_[0].country]
    beside = before and after and act.type in ("mission", "exchange") and after[0].start - act.end < OBJECT_NEAR
    if beside and before[-1].country != after[0].country and "," not in text[act.end : after[0].start]:
        return [before[-1].country, after[0].country]
    return None


def _merged(parties: list[Party]) -> list[Party]:
    """The parties with names of one country in a row as one: "the German Aerospace Center (DLR)"."""
    merged: list[Party] = []
    for party in parties:
        if merged and merged[-1].country == party.country:
            merged[-1] = merged[-1]._replace(end=party.end)
        else:
            merged.append(party)
    return merged


def _listed(text: str, one: Party, other: Party) -> bool:
    return bool(re.fullmatch(r",\s+(?:the\s+)?", text[one.end : other.start]))


def _pair(countries: list[str], parties: list[Party], at: Party | None = None) -> Pair:
    a, b = sorted(countries)
    return Pair(a, b, _standing(a, parties), _standing(b, parties), at)


def _standing(country: str, parties: list[Party]) -> str:
    """The name that acts for a country: an organisation before the country's own name, never a person's."""
    own = [p for p in parties if p.country == country and p.label != "PERSON"]
    bodies = [p for p in own if p.label in BODIES]
    return next((p.text for p in (*bodies, *own)), "")


def of_page(passages: list[tuple[str, list[Party]]]) -> tuple[str, str] | None:
    """The pair a page is about: the first headline or paragraph that names exactly two parties, if they
    are among the page's most named; None for a page about one country or many."""
    counts = Counter(party.country for _, parties in passages for party in parties)
    often = [count for _, count in counts.most_common(3)]
    for _, parties in passages:
        countries = sorted({p.country for p in parties})
        if len(countries) == 2 and all(counts[c] >= often[-1] for c in countries):
            return countries[0], countries[1]
    return None


def hero(passages: list[tuple[str, list[Party]]]) -> str:
    """The country a page names most, a tie going to the one it names first; "" where it names none."""
    counts = Counter(party.country for _, parties in passages for party in parties)
    return max(counts, key=counts.__getitem__, default="")
