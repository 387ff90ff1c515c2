"""Who? Names on the pages folded into identities, and people with their role, organisation and country."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pandas as pd
from spacy.tokens import Doc

from analysis.agreement import Name
from analysis.gazetteer import words
from analysis.identities import known, of_page
from analysis.rolephrases import Named, near, of_state
from analysis.roles import description
from analysis.tables import COUNT, FLAG, TEXT, table

PLACE = {"article_id": TEXT, "block": COUNT, "start": COUNT, "end": COUNT, "text": TEXT}
MENTIONS = {**PLACE, "label": TEXT, "entity_id": TEXT, "country": TEXT, "basis": TEXT, "repeated": FLAG}
DOUBTS = {**MENTIONS, "doubt": TEXT}
ENTITIES = {**dict.fromkeys(("entity_id", "name", "label", "country"), TEXT), "mentions": COUNT, "articles": COUNT}
PEOPLE = {
    **dict.fromkeys(("entity_id", "name", "role", "organisation", "country", "article_id"), TEXT),
    **{"start": COUNT, "end": COUNT},
}


def mentions(docs: Iterable[Doc]) -> pd.DataFrame:
    """A name on a page per row: article_id, block, start, end, text, label, entity_id, country, basis, repeated.

    `start` and `end` count characters of the source text. entity_id is empty where a surname fits
    two people of the page; country is empty where nothing on the page or in the vocabulary tells. `basis`
    is what the name rests on: vocabulary, model, rules, or page (told by the page's other names). ORG_DESC and
    GPE_DESC are words that point back to a body or to two countries, no names.
    """
    return table((_row(name) for _, page in _pages(docs) for name in of_page(page)), MENTIONS)


def entities(mentions: pd.DataFrame) -> pd.DataFrame:
    """An identity per row, most named first: entity_id, name, label, country, and two counts.

    `mentions` counts the names that refer to it, `articles` the pages they stand on.
    """
    return folded([mentions])


def folded(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The `entities` of several tables of mentions, each page's in one of them."""
    found: dict[str, Identity] = {}
    for m in (m for mentions in parts for m in mentions.itertuples() if m.entity_id):
        found.setdefault(m.entity_id, Identity()).add(m)
    rows = [
        {
            "entity_id": entity_id,
            "name": _name(entity_id, one),
            "label": one.labels.most_common(1)[0][0],
            "country": one.country,
            "mentions": one.mentions,
            "articles": one.articles,
        }
        for entity_id, one in found.items()
    ]
    return table(sorted(rows, key=lambda row: (-row["mentions"], row["entity_id"])), ENTITIES)


@dataclass
class Identity:
    """What the mentions of one identity say, added up; those of a page come together."""

    texts: set[str] = field(default_factory=set)
    labels: Counter[str] = field(default_factory=Counter)
    country: str = ""
    mentions: int = 0
    articles: int = 0
    last: str = ""

    def add(self, mention: Any) -> None:
        self.texts.add(mention.text)
        self.labels[{"NORP": "GPE", "ORG_DESC": "ORG"}.get(mention.label, mention.label)] += 1
        self.country = self.country or mention.country
        self.mentions += not mention.repeated
        self.articles += mention.article_id != self.last
        self.last = mention.article_id


def people(docs: Iterable[Doc], mentions: pd.DataFrame) -> pd.DataFrame:
    """A person on a page per row: entity_id, name, role, organisation, country, article_id, start, end.

    role and organisation are the page's own words beside the name; `start` and `end` are the
    characters that tell them, the name included.
    """
    rows = []
    bodies: dict[tuple[str, str], str] = {}
    for m in mentions.itertuples():
        if m.label == "ORG":
            bodies.setdefault((m.article_id, m.entity_id), m.text)
    beside: dict[tuple[str, int], list[Named]] = {}
    persons: dict[tuple[str, str], list[Any]] = {}
    for m in mentions.itertuples():
        beside.setdefault((m.article_id, m.block), []).append(_named(m, bodies))
        if m.label == "PERSON" and m.entity_id:
            persons.setdefault((m.article_id, m.entity_id), []).append(m)
    where = {(doc._.passage.article_id, doc._.passage.block): doc for doc in docs}
    for (article_id, entity_id), named in persons.items():
        places = [(article_id, m.block) for m in named]
        told = [_told(where[at], m, sorted(beside[at])) for at, m in zip(places, named, strict=True)]
        best = max(told, key=_weight)
        best["organisation"] = best["organisation"] or _told_elsewhere(best["role"], told)
        name = max((m.text for m in named), key=lambda text: len(text.split()))
        rows.append(
            {**best, "country": named[0].country, "entity_id": entity_id, "name": name, "article_id": article_id}
        )
    return table(rows, PEOPLE)


def _named(mention: Any, bodies: dict[tuple[str, str], str]) -> Named:
    """A mention as it can tell of a person; words that point back to a body have its name."""
    name = bodies.get((mention.article_id, mention.entity_id), "") if mention.label == "ORG_DESC" else ""
    return Named(mention.start, mention.end, mention.label, mention.country, name)


def _told_elsewhere(role: str, told: list[dict[str, Any]]) -> str:
    """The organisation another passage tells of a person, with the same role or none; an office of state needs none."""
    if of_state().search(role):
        return ""
    same = (one for one in told if one["role"].lower() in ("", role.lower()))
    return next((one["organisation"] for one in same if one["organisation"]), "")


def _weight(told: dict[str, Any]) -> tuple[bool, bool, bool]:
    """How much a passage says of a person; a rank or "Dr." is not yet a role."""
    return (not set(told["role"].split()) <= words("honorific"), bool(told["organisation"]), bool(told["country"]))


def doubts(mentions: pd.DataFrame) -> pd.DataFrame:
    """A mention per row that a careful reader should look at, in reading order: MENTIONS and `doubt`, the reason."""
    names = mentions[mentions["label"].isin(["PERSON", "ORG"])]
    times = names.groupby(["article_id", "entity_id"])["start"].transform("count")
    first = ~names.duplicated(["article_id", "entity_id"])
    reasons = {
        "two people of the page bear this name": names["entity_id"] == "",
        "its kind is that of the same words elsewhere on the page": names["basis"] == "page",
        "found by a rule alone": names["basis"] == "rules",
        "found by the trained pipeline alone, once": (names["basis"] == "model") & (times == 1),
        "no country is told": (names["country"] == "") & first,
    }
    found = [names[where].assign(doubt=reason) for reason, where in reasons.items()]
    return table(pd.concat(found).sort_values(["article_id", "start", "doubt"]).to_dict("records"), DOUBTS)


def _told(doc: Doc, mention: Any, beside: list[Named]) -> dict[str, Any]:
    """What one passage says of a person, with offsets into the source."""
    at = doc._.passage.start
    others = [n._replace(start=n.start - at, end=n.end - at) for n in near(beside, mention.start)]
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
        "basis": name.basis,
        "repeated": passage.repeats,
    }


def _name(entity_id: str, identity: Identity) -> str:
    """The vocabulary's name, else the fullest form on the pages; with its country where it is a common noun."""
    if set(entity_id.split("-")) <= set(known()):
        return " and ".join(known()[code][0] for code in entity_id.split("-"))
    if entity_id in known():
        return known()[entity_id][0]
    text, country = max(sorted(identity.texts), key=lambda name: len(name.split())), identity.country
    return f"{text} ({known()[country][0]})" if text.islower() and country in known() else text
