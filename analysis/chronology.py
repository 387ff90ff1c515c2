"""What does the public record say? Verified events with their sources, and the events of the pages beside them.

It only compares: no page is read here, and nothing found here changes what a page tells.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import vocabulary
from analysis.intervals import interval
from analysis.tables import OPTIONAL_COUNT, TEXT, table

CHRONOLOGY = {
    **dict.fromkeys(("record", "date", "precision", "earliest", "latest", "country_a", "country_b"), TEXT),
    **dict.fromkeys(("type", "instrument", "title", "party_a", "party_b", "signatory_a", "signatory_b"), TEXT),
    **dict.fromkeys(("place", "source_url", "source_outlet", "source_published", "confidence"), TEXT),
}
LINKS = {
    **dict.fromkeys(("event_id", "record", "verdict", "country_a", "country_b", "type"), TEXT),
    **dict.fromkeys(("date", "record_date", "title", "source_url"), TEXT),
    "days": OPTIONAL_COUNT,
    "differs": TEXT,
}
COLUMNS = [column for column in CHRONOLOGY if column not in ("record", "earliest", "latest")]  # of the file

TYPES = ("agreement", "commitment", "dialogue", "exercise", "mission", "exchange")
DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
PRECISION = {4: "year", 7: "month", 10: "day"}  # by the length of a date
COARSENESS = {"day": 0, "month": 1, "year": 2, "": 9}  # no date is further from any date than a year from a day
SLACK = timedelta(3)  # days by which a page's own date may miss the event that is its news

Row = Mapping[str, str]
Pairs = list[tuple[Any, Any]]  # an event and a record of the same two parties


def read(path: str | Path) -> pd.DataFrame:
    """A verified event with its source per row, in the order of the CSV file at `path`.

    `record` names it as event_id names an event; where it names several, each has its title appended.
    Empty rows and columns that are not of the schema are left out. Raises FileNotFoundError, or
    ValueError with the number of each row that breaks the schema (the header is row 1) and the reason.
    """
    lines = pd.read_csv(path, dtype="str", keep_default_na=False, skip_blank_lines=False)
    if missing := [column for column in COLUMNS if column not in lines]:
        raise ValueError(f"{path}, row 1: no column {', '.join(missing)}")
    rows = dict(enumerate(lines[COLUMNS].fillna("").to_dict("records"), start=2))
    rows = {number: row for number, row in rows.items() if any(row.values())}
    if faults := [f"{path}, row {number}: {reason}" for number, reason in _faults(rows)]:
        raise ValueError("\n".join(faults))
    return table(_recorded(list(rows.values())), CHRONOLOGY)


def links(events: pd.DataFrame, chronology: pd.DataFrame) -> pd.DataFrame:
    """An event beside the record that confirms it, an event of no record, or a record of no event per row, by date.

    `verdict` is confirmed, new or missed. An event and a record are one where the pair and the type are
    the same and the dates can be; each is used once, where they agree best. `title` is the record's
    where there is one, `days` counts from the record's date to the event's where both are days.
    `differs` says what an event tells otherwise than its record ("date, instrument"); beside what is new
    or missed, what it may be under another type ("type: FRA-KOR-2023-05-30-dialogue").

    The record may be cut to the pairs and years of interest. An undated event is looked for by its
    instrument in what is left, so a cut to some years may show it as the only one of its pair.
    """
    told, known = list(events.itertuples()), list(chronology.itertuples())
    confirmed = _confirmed(told, known)
    seen, used = {event.event_id for event, _ in confirmed}, {record.record for _, record in confirmed}
    new = [event for event in told if event.event_id not in seen]
    missed = [record for record in known if record.record not in used]
    # Of one type, they would have confirmed each other.
    near = [(event.event_id, record.record) for event, record in _of_one_pair(new, missed) if _overlap(event, record)]
    records, others = _notes(near), _notes((record, event) for event, record in near)
    rows = [
        *(_link(event, record, _differences(event, record)) for event, record in confirmed),
        *(_link(event, None, records.get(event.event_id, "")) for event in new),
        *(_link(None, record, others.get(record.record, "")) for record in missed),
    ]
    return table(sorted(rows, key=_in_time), LINKS)


def _faults(rows: Mapping[int, Row]) -> Iterator[tuple[int, str]]:
    """The number of each row that breaks the schema, with the reason."""
    first: dict[tuple[str, str], int] = {}
    for number, row in rows.items():
        original = first.setdefault((_stem(row), vocabulary.slug(row["title"])), number)
        if reason := _fault(row) or (f"the same as row {original}" if original < number else ""):
            yield number, reason


def _fault(row: Row) -> str:
    """The first rule of the schema that a row breaks; "" for none."""
    day, a, b = row["date"], row["country_a"], row["country_b"]
    unknown = [code for code in (a, b) if code not in vocabulary.parties()]
    rules = (
        (_is_date(day), f"date {day!r} is not like 2023, 2023-05 or 2023-05-30"),
        (row["precision"] == PRECISION.get(len(day)), f"precision {row['precision']!r} is not that of {day!r}"),
        (not unknown, f"no country {', '.join(map(repr, unknown))} in the vocabulary"),
        (a < b, f"pair {a}, {b} is not sorted"),
        (row["type"] in TYPES, f"type {row['type']!r} is none of {', '.join(TYPES)}"),
    )
    return next((reason for kept, reason in rules if not kept), "")


def _is_date(text: str) -> bool:
    if not DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def _recorded(rows: list[Row]) -> Iterator[dict[str, str]]:
    """The rows with `record`, and with their first and last day."""
    stems = Counter(map(_stem, rows))
    for row in rows:
        stem = _stem(row)
        subject = vocabulary.slug(row["title"]) if stems[stem] > 1 else ""
        yield {**row, **interval("DATE", row["date"])._asdict(), "record": "-".join(filter(None, (stem, subject)))}


def _stem(row: Row) -> str:
    return "-".join(row[column] for column in ("country_a", "country_b", "date", "type"))


def _of_one_pair(events: Iterable[Any], records: Iterable[Any]) -> Pairs:
    """Each event beside each record of the same two parties."""
    by_pair = defaultdict(list)
    for record in records:
        by_pair[record.country_a, record.country_b].append(record)
    return [(event, record) for event in events for record in by_pair.get((event.country_a, event.country_b), ())]


def _confirmed(events: list[Any], records: list[Any]) -> Pairs:
    """Events with their records, those that agree best first; what is used once is not used again."""
    named = Counter((record.country_a, record.country_b, record.instrument) for record in records)
    fitting = [(event, record) for event, record in _of_one_pair(events, records) if _fits(event, record, named=named)]
    seen, used, found = set(), set(), []
    for event, record in sorted(fitting, key=lambda both: _disagreement(*both)):
        if event.event_id not in seen and record.record not in used:
            seen.add(event.event_id)
            used.add(record.record)
            found.append((event, record))
    return found


def _fits(event: Any, record: Any, *, named: Counter) -> bool:
    """Whether an event can be the record's: by its date, or undated by the one record that names its instrument."""
    if event.type != record.type:
        return False
    if event.date:
        return _overlap(event, record)
    only = named[record.country_a, record.country_b, event.instrument] == 1
    same = event.instrument == record.instrument and _is_particular(event.instrument)
    return event.status == "occurred" and same and only


def _overlap(event: Any, record: Any) -> bool:
    """Whether a dated event can be of the record's days."""
    slack = SLACK if event.date_basis == "publication" else timedelta()
    return bool(event.date) and _gap(event, record) <= slack


def _gap(event: Any, record: Any) -> timedelta:
    """The time between an event's days and a record's; none where they share a day."""
    after, before = _day(event.earliest) - _day(record.latest), _day(record.earliest) - _day(event.latest)
    return max(after, before, timedelta())


def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _disagreement(event: Any, record: Any) -> tuple:
    """How little an event agrees with a record, the gravest first; the names decide between equals."""
    return (
        event.status != "occurred",
        _clash(event, record),
        abs(COARSENESS[event.precision] - COARSENESS[record.precision]),
        event.instrument != record.instrument,
        _gap(event, record) if event.date else timedelta(),
        event.event_id,
        record.record,
    )


def _clash(event: Any, record: Any) -> bool:
    """Whether they name two particular instruments; "agreement" may be any."""
    return event.instrument != record.instrument and all(map(_is_particular, (event.instrument, record.instrument)))


def _is_particular(instrument: str) -> bool:
    return bool(instrument) and instrument not in vocabulary.generic_instruments()


def _differences(event: Any, record: Any) -> str:
    """What a confirmed event tells otherwise than its record; what it does not tell is no difference."""
    differs = {
        "status": event.status != "occurred",
        "date": bool(_days(event, record)),
        "precision": bool(event.date) and event.precision != record.precision,
        "instrument": _clash(event, record),
    }
    return ", ".join(name for name, is_so in differs.items() if is_so)


def _days(event: Any, record: Any) -> int | None:
    if event is None or record is None or not event.precision == record.precision == "day":
        return None
    return (_day(event.date) - _day(record.date)).days


def _notes(near: Iterable[tuple[str, str]]) -> dict[str, str]:
    """An id -> what it may be under another type."""
    others = defaultdict(list)
    for own, other in sorted(near):
        others[own].append(other)
    return {own: f"type: {', '.join(names)}" for own, names in others.items()}


def _link(event: Any, record: Any, differs: str) -> dict[str, Any]:
    shown = record if event is None else event
    return {
        "event_id": getattr(event, "event_id", ""),
        "record": getattr(record, "record", ""),
        "verdict": "missed" if event is None else "new" if record is None else "confirmed",
        "country_a": shown.country_a,
        "country_b": shown.country_b,
        "type": shown.type,
        "date": getattr(event, "date", ""),
        "record_date": getattr(record, "date", ""),
        "title": (event if record is None else record).title,
        "source_url": getattr(record, "source_url", ""),
        "days": _days(event, record),
        "differs": differs,
    }


def _in_time(link: Row) -> tuple[str, ...]:
    return link["date"] or link["record_date"] or "9999", link["event_id"], link["record"]
