"""How do others code it? Events as PLOVER records, one JSON object each, and in the columns of the POLECAT data.

Fields, codes, quad classes and scores are those of the PLOVER codebook 2.0 (openeventdata/PLOVER). What it leaves open
is settled so:

- An event is mutual, and the order of its parties is that of their codes. Both stand in `actor` and `recipient` is
  left out, as the codebook has reciprocal acts; never one record a direction. Two are told apart: COOPERATE requires
  a recipient, which is the second party; talks held in the country of one party are a visit (`mode`) of the other's,
  whose recipient is the host.
- `date` is the first day of the interval an event is known to lie in, `enddate` the last where it is another. An
  undated event stays: its date is null, in POLECAT's columns empty. POLECAT has no place for an interval, so
  "Event Date" is a whole day or empty, too.
- An event planned or proposed is AGREE, and never also has a mode.
- Every event has the context technology, which names aerospace, and one in the military domain military too.
- A party's sector is that of the body named for it; a country alone has none. A country is ISO 3166, but ESA is an
  international organisation (IGO), and the European Union and Kosovo have PLOVER's own codes.
- `text` is left out: it may only hold words one has the rights to. `text_info`, `cite_info` and `reports` lead back to
  the page. Fields beyond the codebook are called as the columns of the events; what is unknown has no field.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.tables import TEXT, by_event, table

CODER, CODEBOOK = "space-cooperation-workbook", "PLOVER 2.0"
QUADS = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2}
QUAD_NAMES = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION"}
SCORES = {"AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5.0, "COOPERATE": 9.5}
VISIT = 4.0
CODES = {"ESA": "IGO", "EUU": "EUR", "XKX": "KOS"}
INTERNATIONAL = ("IGO", "EUR")
KINDS = {"agency": "GOV", "ministry": "GOV", "command": "MIL", "company": "BUS"}
# What small letters stand for where the vocabulary has no name: "defence ministry (Spain)".
NOUNS = KINDS | dict.fromkeys(("department", "government"), "GOV") | dict.fromkeys(("army", "navy", "military"), "MIL")
OWN = ("type", "status", "instrument", "domain", "precision", "date_basis", "date_text")
SPANS = ("report_id", "article_id", "start", "end", "trigger_start", "trigger_end")
CITED = {"url": "url", "title": "headline", "language": "language", "publication": "source", "published": "published"}
REGIONS = {"region": "province"} | dict.fromkeys(("city", "launch town", "station town"), "city")
SIDE = (
    *("{0} Name", "{0} Country", "{0} COW", "Primary {0} Sector"),
    *("{0} Sectors", "{0} Title", "{0} Name Raw", "Wikipedia {0} ID"),
)
POLECAT = dict.fromkeys(
    (
        *("Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts"),
        *(column.format(role) for role in ("Actor", "Recipient") for column in SIDE),
        *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
        *("Raw Placename", "Feature Type", "Source", "Publication Date"),
        *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
    ),
    TEXT,
) | {"Event Intensity": "float64"}

Record = dict[str, Any]


def records(
    events: pd.DataFrame,
    reports: pd.DataFrame,
    participants: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
) -> list[Record]:
    """One PLOVER record per event, in the order of the events; with `articles`, each cites the first that tells it."""
    told, present = (
        by_event(rows) for rows in (reports.sort_values(["article_id", "start", "trigger_start"]), participants)
    )
    pages = {} if articles is None else {page["article_id"]: page for page in _rows(articles)}
    return [
        _record(event, told.get(event["event_id"], []), present.get(event["event_id"], []), pages)
        for event in _rows(events)
    ]


def polecat(
    events: pd.DataFrame,
    reports: pd.DataFrame,
    participants: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One event per row in POLECAT's columns; several values of a cell stand in one order, between semicolons."""
    return table(map(_row, records(events, reports, participants, articles=articles)), POLECAT)


def _rows(rows: pd.DataFrame) -> list[Record]:
    return rows.to_dict("records")


def _known(record: Record) -> Record:
    return {name: value for name, value in record.items() if value not in ("", None, [], {})}


def _record(event: Record, told: list[Record], present: list[Record], pages: dict[str, Record]) -> Record:
    code, article, place = event["plover"], event["first_article_id"], _location(event["place"])
    parties = [_entity(event["country_a"], event["party_a"]), _entity(event["country_b"], event["party_b"])]
    hosts = [party for party in parties if code == "CONSULT" and party["code"] == place.get("country_code")]
    recipients = parties[1:] if code == "COOPERATE" else hosts
    first = next((report for report in told if report["article_id"] == article), {})
    page = pages.get(article, {})
    record = {
        "enddate": event["latest"] if event["latest"] > event["earliest"] else "",
        "actor": [party for party in parties if party not in recipients],
        "recipient": recipients,
        "event": [code],
        "mode": ["visit"] if hosts else [],
        "event_loc": place,
        "event_text": list(dict.fromkeys(report["trigger"] for report in told)),
        "quad_code": QUADS[code],
        "event_scale": VISIT if hosts else SCORES[code],
        "context": ["military", "technology"] if event["domain"] == "military" else ["technology"],
        "text_info": {name: first[name] for name in ("start", "end") if first},
        "cite_info": {"citation": article}
        | _known({name: page.get(column) for name, column in CITED.items()})
        | {"codebook": CODEBOOK},
        "coder": CODER,
        "comment": event["title"],
        **{name: event[name] for name in OWN},
        "participants": [_participant(person) for person in present],
        "reports": [{name: report[name] for name in SPANS} for report in told],
    }
    return {"id": event["event_id"], "date": event["earliest"] or None} | _known(record)


def _entity(country: str, party: str) -> Record:
    """A party: its code, its sector if that is known, the words of the page and the name they stand for."""
    code, own = CODES.get(country, country), vocabulary.parties().get(country, country)
    name, kind = _bodies().get((country, party.casefold()), ("", ""))
    sector = KINDS.get(kind, "") if name else _described(party)
    return _known(
        {
            "code": code,
            "sector": "" if code in INTERNATIONAL else sector,
            "entity_text": party,
            "identifier_text": name or (own if party in ("", own) else ""),
        }
    )


def _described(party: str) -> str:
    """The sector that small letters before a country's name tell: "space agency (France)"."""
    words, _, country = party.partition(" (")
    return NOUNS.get(words.split()[-1], "") if country and words.islower() else ""


def _participant(person: Record) -> Record:
    return _known(
        {
            "code": CODES.get(person["country"], person["country"]),
            "entity_text": person["name"],
            "office": person["role"],
            "organisation": person["organisation"],
            "part": person["part"],
        }
    )


def _location(place: str) -> Record:
    return {"extracted_place": place} | _places().get(place, {}) if place else {}


@cache
def _countries() -> frozenset[str]:
    return frozenset(vocabulary.rows("countries")["name"])


@cache
def _bodies() -> dict[tuple[str, str], tuple[str, str]]:
    """(country, spelling in small letters) -> the name and kind of a body."""
    return {
        (row.country, spelling.rstrip("*").casefold()): (row.name, row.kind)
        for row in vocabulary.rows("bodies").itertuples()
        for spelling in (*vocabulary.items(row.aliases), row.name)
    }


@cache
def _places() -> dict[str, Record]:
    """A place's name -> what it is called, the city or province it is, and its country, where only one has it."""
    found: dict[str, list[Record]] = {}
    for spelling, place in _spellings():
        found.setdefault(spelling, []).append(place)
    return {name: places[0] for name, places in found.items() if len({p["country_code"] for p in places}) == 1}


def _spellings() -> Iterator[tuple[str, Record]]:
    for row in vocabulary.rows("places").itertuples():
        level = {REGIONS[row.kind]: row.name} if row.kind in REGIONS else {}
        place = {"resolved_place": row.name} | level | {"country_code": CODES.get(row.country, row.country)}
        yield from ((spelling, place) for spelling in (row.name, *vocabulary.items(row.names)))
    for row in vocabulary.rows("countries").itertuples():
        capitals, code = vocabulary.items(row.capital), CODES.get(row.code, row.code)
        yield from ((c, {"resolved_place": capitals[0], "city": capitals[0], "country_code": code}) for c in capitals)


def _row(record: Record) -> Record:
    place, cited, people = record.get("event_loc", {}), record["cite_info"], record.get("participants", [])
    actors, recipients = record["actor"], record.get("recipient", [])
    return {
        "Event ID": record["id"],
        "Event Date": record["date"] if record.get("precision") == "day" else "",
        "Event Type": _joined(record["event"]),
        "Event Mode": _joined(record.get("mode", [])),
        "Event Intensity": record["event_scale"],
        "Quad Code": QUAD_NAMES[record["quad_code"]],
        "Contexts": _joined(record["context"]),
        **_side("Actor", actors),
        **_side("Recipient", recipients),
        "Placename": place.get("resolved_place"),
        "City": place.get("city"),
        "Province": place.get("province"),
        "Country": place.get("country_code"),
        "Raw Placename": place.get("extracted_place"),
        "Source": cited.get("publication"),
        "Publication Date": cited.get("published", "")[: len("2023-05-30")],
        "Story People": _joined(person["entity_text"] for person in people),
        "Story Organizations": _joined(_organisations([*actors, *recipients], people)),
        "Story Locations": place.get("extracted_place"),
        "Language": cited.get("language"),
        "Version": record["coder"],
    }


def _side(role: str, entities: list[Record]) -> Record:
    sectors = _joined(entity.get("sector", "") for entity in entities)
    return {
        f"{role} Name": _joined(entity.get("identifier_text") or entity["entity_text"] for entity in entities),
        f"{role} Country": _joined(entity["code"] for entity in entities),
        f"Primary {role} Sector": sectors,
        f"{role} Sectors": sectors,
        f"{role} Name Raw": _joined(entity.get("entity_text", "") for entity in entities),
    }


def _organisations(entities: list[Record], people: list[Record]) -> Iterable[str]:
    """The bodies named for the parties and those the participants belong to, each once."""
    named = (name for entity in entities if (name := entity.get("entity_text")) not in _countries())
    return dict.fromkeys(filter(None, (*named, *(person.get("organisation") for person in people))))


def _joined(values: Iterable[str]) -> str:
    """The values between semicolons, an unknown one as nothing, so that those of two cells pair up; "" if all are."""
    values = list(values)
    return "; ".join(values) if any(values) else ""
