"""Which name is who? The names of one page, and the words that point back to them, folded into identities.

Countries, places, bodies and persons of the vocabulary have their identity from there, all others from their words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc

from analysis import vocabulary
from analysis.agreement import BRACKETED, NEAR, Matches, Name, agreed, carried, free
from analysis.gazetteer import BODIES, slug
from analysis.rolephrases import Description, Named, country_of_office, near
from analysis.roles import description

LOCATIVE = re.compile(r"\b(?:in|at|from|near|to|outside|around|over|via)\s+(?:the\s+|central\s+|downtown\s+)?$", re.I)
OWNER = re.compile(r"(?:['’]s?)?\s+(?:the\s+)?$")
# "the ministry", "the Italian ministry"; not "the ministry of ..."
AGAIN = re.compile(
    r"\b[Tt]he\s+(?:(?P<owner>[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)\s+)?(?P<kind>agency|ministry|command|company|institute|university|commission|corporation|organi[sz]ation"
    r"|department|administration|council|authority|office|center|centre|committee|laboratory|foundation)\b(?!\s+(?:of|for)\b)"
)
BOTH = re.compile(
    r"\b(?:[Tt]he|[Bb]oth|[Tt]hese)\s+(?:two\s+)?(?:countries|nations|governments|sides|states|neighbou?rs|allies)\b"
)


@cache
def known() -> dict[str, tuple[str, str]]:
    """entity_id -> (name, country) of all that the vocabulary knows."""
    countries, places, bodies = (vocabulary.rows(n) for n in ("countries", "places", "bodies"))
    capitals = countries[countries["capital"] != ""]
    return {
        **{
            f"gpe/{slug(vocabulary.items(c.capital)[0])}": (vocabulary.items(c.capital)[0], c.code)
            for c in capitals.itertuples()
        },
        **{f"gpe/{slug(p.name)}": (p.name, p.country) for p in places.itertuples()},
        **{f"org/{slug(b.name)}": (b.name, b.country) for b in bodies.itertuples()},
        **{c.code: (c.name, c.code) for c in countries.itertuples()},
    }


@cache
def _capitals() -> dict[str, str]:
    """entity_id of a capital -> its country's code."""
    countries = vocabulary.rows("countries")
    return {f"gpe/{slug(vocabulary.items(c.capital)[0])}": c.code for c in countries.itertuples() if c.capital}


def of_page(page: list[Doc]) -> list[Name]:
    """All names of one page with their identities, and the words that point back to them, in reading order."""
    position = {id(doc): i for i, doc in enumerate(page)}

    def ordered(names: Iterable[Name]) -> list[Name]:
        return sorted(names, key=lambda name: (position[id(name.doc)], name.start))

    found = [
        Name(doc, e.start_char, e.end_char, e.label_, e.ent_id_, basis=e._.basis) for doc in page for e in doc.ents
    ]
    found = carried(agreed(found), page)
    places = [_place(name) for name in found if name.label not in (*BODIES, "PERSON")]
    bodies = ordered(_bodies([name for name in found if name.label in BODIES], places))
    people = _persons([name for name in found if name.label == "PERSON"])
    named = [*places, *bodies, *people]
    named += _bodies_again(bodies, free(AGAIN, named, page, "kind"), position)
    named += _pairs_again(places, free(BOTH, named, page), position)
    countries = _countries(people, named)
    return ordered(
        name._replace(country=countries.get(name.entity_id, "")) if name.label == "PERSON" else name for name in named
    )


def _place(name: Name) -> Name:
    """A capital that is not said to be a place stands for its government: "Seoul's defense ministry"."""
    in_dateline = name.end <= name.doc._.passage.story
    if name.entity_id in _capitals() and not in_dateline and not LOCATIVE.search(name.before):
        name = name._replace(entity_id=_capitals()[name.entity_id])
    entity_id = _namesake(name) or name.entity_id or f"{name.label.lower()}/{slug(name.text)}"
    return name._replace(entity_id=entity_id, country=known().get(entity_id, ("", ""))[1])


def _namesake(name: Name) -> str:
    """The other place of this name, where the words beside it tell: "Atlanta, Georgia"; or ""."""
    place, cues = _namesakes().get(name.text, ("", None))
    return place if cues and (cues.search(name.before) or cues.search(name.after)) else ""


@cache
def _namesakes() -> dict[str, tuple[str, re.Pattern[str]]]:
    return {
        row.name: (
            f"gpe/{slug(row.place)}",
            re.compile(rf"(?<!\w){vocabulary.alternation(vocabulary.items(row.cues))}(?!\w)"),
        )
        for row in vocabulary.rows("namesakes").itertuples()
    }


def _bodies(names: list[Name], places: list[Name]) -> list[Name]:
    """Organisations with their country: the vocabulary's, else that of the country word they carry.

    A name without either is taken for the one the page has used it for: "the defense ministry" after
    "Seoul's defense ministry", "ASI" beside "Italian Space Agency (ASI)".
    """
    own = [_own_identity(name, places) for name in names]
    told: dict[str, tuple[str, str]] = {}
    introduced: dict[str, tuple[str, str]] = {}
    for name, identity in zip(names, own, strict=True):
        alias = BRACKETED.match(name.after)
        if alias:
            introduced.setdefault(slug(alias["alias"]), identity)
        if identity[1]:
            told.setdefault(slug(name.text), identity)
    resolved = [
        (not name.entity_id and introduced.get(slug(name.text))) or (one if one[1] else told.get(slug(name.text), one))
        for name, one in zip(names, own, strict=True)
    ]
    return [name._replace(entity_id=i, country=c) for name, (i, c) in zip(names, resolved, strict=True)]


def _own_identity(name: Name, places: list[Name]) -> tuple[str, str]:
    """entity_id and country of a body by its own words and those right before it."""
    if name.entity_id:
        return name.entity_id, known()[name.entity_id][1]
    owner, words = _owner(name, places), slug(name.text)
    return (f"org/{owner.lower()}-{words}", owner) if owner else (f"org/{words}", "")


def _owner(name: Name, places: list[Name]) -> str:
    """The country a body belongs to: inside its name, or right before it ("Seoul's", "the French")."""
    words, codes = _country_words()
    inside = words.search(name.text)
    if inside:
        # Of "University of Georgia" the page would have to say which.
        return "" if inside.group() in _namesakes() else codes[" ".join(inside.group().split())]
    near = [
        p
        for p in places
        if p.doc is name.doc
        and p.end <= name.start <= p.end + NEAR
        and OWNER.fullmatch(name.passage[p.end : name.start])
    ]
    return near[-1].country if near else ""


@cache
def _country_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for countries' names and adjectives, and the code each stands for."""
    codes = {
        word: row.code
        for row in vocabulary.rows("countries").itertuples()
        for word in (row.name, *vocabulary.items(row.names), *vocabulary.items(row.adjectives))
    }
    return re.compile(rf"(?<!\w){vocabulary.alternation(codes)}(?!\w)"), codes


def _bodies_again(bodies: list[Name], found: Matches, position: dict[int, int]) -> Iterator[Name]:
    """ "The ministry", "the agency": the body of that kind that was named last before, with its identity."""
    for doc, match in found:
        at, kind = (position[id(doc)], match.start("kind")), match["kind"].lower()
        owner = _country_words()[1].get(match["owner"]) if match["owner"] else None
        if match["owner"] and not owner:
            continue
        before = [b for b in bodies if (position[id(b.doc)], b.start) < at and _is_a(b, kind)]
        before = [b for b in before if owner in (None, b.country)]
        if before:
            yield Name(doc, *match.span("kind"), "ORG_DESC", before[-1].entity_id, before[-1].country)


def _is_a(body: Name, kind: str) -> bool:
    """Whether a body is called a ministry, an agency ... by its name or by the vocabulary."""
    if kind in body.text.lower().split():
        return True
    return kind != "ministry" and _kinds().get(body.entity_id) == kind  # nobody calls the Pentagon one


@cache
def _kinds() -> dict[str, str]:
    return {f"org/{slug(b.name)}": b.kind for b in vocabulary.rows("bodies").itertuples()}


def _pairs_again(places: list[Name], found: Matches, position: dict[int, int]) -> Iterator[Name]:
    """ "The two countries": the pair of the two that the page has named so far, if it has named just two."""
    countries = [name for name in places if name.entity_id == name.country != ""]
    for doc, match in found:
        at = (position[id(doc)], match.start())
        so_far = {name.country for name in countries if (position[id(name.doc)], name.start) < at}
        if len(so_far) == 2:
            yield Name(doc, *match.span(), "GPE_DESC", "-".join(sorted(so_far)))


def _persons(names: list[Name]) -> list[Name]:
    """People with their identity; a surname goes to the one person of the page who bears it."""
    full = {_own_id(name.text): name.text for name in names if len(name.text.split()) > 1}
    bearers = defaultdict(set)
    for entity_id, text in full.items():
        for alias in {text.split()[0], text.split()[-1]}:
            bearers[alias].add(entity_id)
    return [name._replace(entity_id=_person_id(name.text, bearers)) for name in names]


def _own_id(text: str) -> str:
    """The identity of a person by the full name: all spellings of one in the vocabulary are one."""
    return _public_persons().get(slug(text), (f"person/{slug(text)}", ""))[0]


@cache
def _public_persons() -> dict[str, tuple[str, str]]:
    """slug of a name in persons.tsv -> identity and country."""
    return {
        slug(spelling): (f"person/{slug(row.name)}", row.country)
        for row in vocabulary.rows("persons").itertuples()
        for spelling in (row.name, *vocabulary.items(row.names))
    }


def _countries(people: list[Name], named: list[Name]) -> dict[str, str]:
    """entity_id of a person -> the country that any description on the page gives, else the vocabulary's, else that
    of an office that one country has."""
    told: dict[str, list[Description]] = defaultdict(list)
    beside = defaultdict(list)
    for name in named:
        beside[id(name.doc)].append(Named(name.start, name.end, name.label, name.country))
    for there in beside.values():
        there.sort()
    for person in people:
        others = near(beside[id(person.doc)], person.start)
        told[person.entity_id].append(description(person.passage, person.start, person.end, others))
    public = dict(_public_persons().values())
    offices = {
        who: next(filter(None, (country_of_office(one.role) for one in there)), "") for who, there in told.items()
    }
    described = {who: next(filter(None, (one.country for one in there)), "") for who, there in told.items()}
    return public | {who: country or public.get(who, "") or offices[who] for who, country in described.items()}


def _person_id(text: str, bearers: dict[str, set[str]]) -> str:
    """The one person a name fits; "" where two people of the page bear it."""
    if len(text.split()) > 1 or text not in bearers:
        return _own_id(text)
    return next(iter(bearers[text])) if len(bearers[text]) == 1 else ""
