"""Who? Names on the pages folded into identities, and people with their role, organisation and country."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd
from spacy.tokens import Doc

from analysis import vocabulary
from analysis.names import slug
from analysis.roles import Named, description
from analysis.tables import COUNT, TEXT, table

PLACE = {"article_id": TEXT, "block": COUNT, "start": COUNT, "end": COUNT, "text": TEXT}
MENTIONS = {**PLACE, "label": TEXT, "entity_id": TEXT, "country": TEXT}
ENTITIES = {**dict.fromkeys(("entity_id", "name", "label", "country"), TEXT), "mentions": COUNT, "articles": COUNT}
PEOPLE = {
    **dict.fromkeys(("entity_id", "name", "role", "organisation", "country", "article_id"), TEXT),
    **{"start": COUNT, "end": COUNT},
}

LOCATIVE = re.compile(r"\b(?:in|at|from|near|to|outside|around|over|via)\s+(?:the\s+|central\s+|downtown\s+)?$", re.I)
OWNER = re.compile(r"(?:['’]s?)?\s+(?:the\s+)?$")
NEAR = 60  # characters beside a name that can tell what it means
BRACKETED = re.compile(r"^\s*\(\s*(?P<alias>[A-Z][\w&-]{1,11})\s*\)")


class Name(NamedTuple):
    """One name on a page: its Doc, its characters there, its label, and what is known of it."""

    doc: Doc
    start: int
    end: int
    label: str
    entity_id: str = ""
    country: str = ""

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


def mentions(docs: Iterable[Doc]) -> pd.DataFrame:
    """A name on a page per row: article_id, block, start, end, text, label, entity_id, country.

    `start` and `end` count characters of the source text. entity_id is empty where a surname fits
    two people of the page; country is empty where nothing on the page or in the vocabulary tells.
    """
    return table((_row(name) for _, page in _pages(docs) for name in _page_names(page)), MENTIONS)


def entities(mentions: pd.DataFrame) -> pd.DataFrame:
    """An identity per row, most named first: entity_id, name, label, country, and two counts.

    `mentions` counts the names that refer to it, `articles` the pages they stand on.
    """
    known = mentions[mentions["entity_id"] != ""]
    rows = [
        {
            "entity_id": entity_id,
            "name": _name(entity_id, group),
            "label": Counter(group["label"].replace("NORP", "GPE")).most_common(1)[0][0],
            "country": next(filter(None, group["country"]), ""),
            "mentions": len(group),
            "articles": group["article_id"].nunique(),
        }
        for entity_id, group in known.groupby("entity_id", sort=True)
    ]
    return table(sorted(rows, key=lambda row: (-row["mentions"], row["entity_id"])), ENTITIES)


def people(docs: Iterable[Doc], mentions: pd.DataFrame) -> pd.DataFrame:
    """A person on a page per row: entity_id, name, role, organisation, country, article_id, start, end.

    role and organisation are the page's own words beside the name; `start` and `end` are the
    characters that tell them, the name included.
    """
    rows = []
    by_passage = dict(tuple(mentions.groupby(["article_id", "block"])))
    persons = mentions[(mentions["label"] == "PERSON") & (mentions["entity_id"] != "")]
    on_page = dict(_pages(docs))
    for (article_id, entity_id), named in persons.groupby(["article_id", "entity_id"], sort=False):
        where = {doc._.passage.block: doc for doc in on_page[article_id]}
        told = [_told(where[m.block], m, by_passage[article_id, m.block]) for m in named.itertuples()]
        best = max(told, key=lambda row: (bool(row["role"]), bool(row["organisation"]), bool(row["country"])))
        country = named["country"].iloc[0]
        name = max(named["text"], key=lambda text: len(text.split()))
        rows.append({**best, "country": country, "entity_id": entity_id, "name": name, "article_id": article_id})
    return table(rows, PEOPLE)


def _told(doc: Doc, mention: Any, beside: pd.DataFrame) -> dict[str, Any]:
    """What one passage says of a person, with offsets into the source."""
    at = doc._.passage.start
    others = [Named(n.start - at, n.end - at, n.label, n.country) for n in beside.itertuples() if n.label != "PERSON"]
    told = description(doc._.passage.text, mention.start - at, mention.end - at, others)
    return {**told._asdict(), "start": told.start + at, "end": told.end + at}


def _pages(docs: Iterable[Doc]) -> Iterator[tuple[str, list[Doc]]]:
    """The Docs of each page; those of one page stand together."""
    for article_id, page in groupby(docs, key=lambda doc: doc._.passage.article_id):
        yield article_id, list(page)


def _row(name: Name) -> dict[str, Any]:
    passage = name.doc._.passage
    return {
        "article_id": passage.article_id,
        "block": passage.block,
        "start": passage.start + name.start,
        "end": passage.start + name.end,
        "text": name.text,
        "label": name.label,
        "entity_id": name.entity_id,
        "country": name.country,
    }


@cache
def _known() -> dict[str, tuple[str, str]]:
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


def _page_names(page: list[Doc]) -> list[Name]:
    """All names of one page with their identities, in reading order."""
    found = [Name(doc, e.start_char, e.end_char, e.label_, e.ent_id_) for doc in page for e in doc.ents]
    places = [_place(name) for name in found if name.label not in ("ORG", "PERSON")]
    bodies = _bodies([name for name in found if name.label == "ORG"], places)
    people = _persons([name for name in found if name.label == "PERSON"], page, [*places, *bodies])
    people = _with_countries(people, [*places, *bodies])
    order = {id(doc): i for i, doc in enumerate(page)}
    return sorted([*places, *bodies, *people], key=lambda name: (order[id(name.doc)], name.start))


def _place(name: Name) -> Name:
    """A capital that is not said to be a place stands for its government: "Seoul's defense ministry"."""
    in_dateline = name.end <= name.doc._.passage.story
    if name.entity_id in _capitals() and not in_dateline and not LOCATIVE.search(name.before):
        name = name._replace(entity_id=_capitals()[name.entity_id])
    entity_id = name.entity_id or f"{name.label.lower()}/{slug(name.text)}"
    return name._replace(entity_id=entity_id, country=_known().get(entity_id, ("", ""))[1])


def _bodies(names: list[Name], places: list[Name]) -> list[Name]:
    """Organisations with their country: the vocabulary's, else that of the country word they carry.

    A name without either is taken for the one the page has used it for: "the defense ministry" after
    "Seoul's defense ministry", "ASI" beside "Italian Space Agency (ASI)".
    """
    own = [_own_identity(name, places) for name in names]
    told: dict[str, tuple[str, str]] = {}
    for name, identity in zip(names, own, strict=True):
        alias = BRACKETED.match(name.after)
        if alias:
            told.setdefault(slug(alias["alias"]), identity)
        if identity[1]:
            told.setdefault(slug(name.text), identity)
    resolved = [one if one[1] else told.get(slug(name.text), one) for name, one in zip(names, own, strict=True)]
    return [name._replace(entity_id=i, country=c) for name, (i, c) in zip(names, resolved, strict=True)]


def _own_identity(name: Name, places: list[Name]) -> tuple[str, str]:
    """entity_id and country of a body by its own words and those right before it."""
    if name.entity_id:
        return name.entity_id, _known()[name.entity_id][1]
    owner, words = _owner(name, places), slug(name.text)
    return (f"org/{owner.lower()}-{words}", owner) if owner else (f"org/{words}", "")


def _owner(name: Name, places: list[Name]) -> str:
    """The country a body belongs to: inside its name, or right before it ("Seoul's", "the French")."""
    words, codes = _country_words()
    inside = words.search(name.text)
    if inside:
        return codes[" ".join(inside.group().split())]
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


def _persons(names: list[Name], page: list[Doc], others: list[Name]) -> list[Name]:
    """People with their identity; a surname goes to the one person of the page who bears it."""
    full = {f"person/{slug(name.text)}": name.text for name in names if len(name.text.split()) > 1}
    bearers = defaultdict(set)
    for entity_id, text in full.items():
        for alias in {text.split()[0], text.split()[-1]}:
            bearers[alias].add(entity_id)
    taken = [(id(name.doc), name.start, name.end) for name in (*names, *others)]
    aliases = {a for a in bearers if len(a) > 1 and a[0].isupper() and not a.endswith(".")}
    again = re.compile(rf"(?<![\w-]){vocabulary.alternation(aliases)}(?![\w-])") if aliases else None
    for doc in page if again else ():
        for match in again.finditer(doc._.passage.text):
            if not any(d == id(doc) and s < match.end() and match.start() < e for d, s, e in taken):
                names = [*names, Name(doc, *match.span(), "PERSON")]
    return [name._replace(entity_id=_person_id(name.text, bearers)) for name in names]


def _with_countries(people: list[Name], others: list[Name]) -> list[Name]:
    """People with the country that any description of them on the page gives."""
    countries: dict[str, str] = {}
    for person in people:
        beside = [Named(n.start, n.end, n.label, n.country) for n in others if n.doc is person.doc]
        told = description(person.passage, person.start, person.end, sorted(beside)).country
        if told:
            countries.setdefault(person.entity_id, told)
    return [person._replace(country=countries.get(person.entity_id, "")) for person in people]


def _person_id(text: str, bearers: dict[str, set[str]]) -> str:
    """The one person a name fits; "" where two people of the page bear it."""
    if len(text.split()) > 1 or text not in bearers:
        return f"person/{slug(text)}"
    return next(iter(bearers[text])) if len(bearers[text]) == 1 else ""


def _name(entity_id: str, group: pd.DataFrame) -> str:
    """The vocabulary's name, else the fullest form on the pages; with its country where it is a common noun."""
    if entity_id in _known():
        return _known()[entity_id][0]
    text = max(sorted(set(group["text"])), key=lambda name: len(name.split()))
    country = next(filter(None, group["country"]), "")
    return f"{text} ({_known()[country][0]})" if text.islower() and country in _known() else text
