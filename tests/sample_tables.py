"""Small tables for the tests of charts and export: the seed article's events, and as many as asked.

Made by hand and by arithmetic, not by the other modules, so that a fault there fails no test here.
"""

from collections.abc import Sequence

import pandas as pd

from analysis.tables import table

TEXT = """ date 2023-05-30  Back To Top
National

S. Korea, France sign arrangement on military space partnership

By Yonhap
Published : May 30, 2023 - 21:07       Updated : May 30, 2023 - 21:11
Choi Byung-ok and Philippe Adam pose after signing a letter of intent in Seoul. (Yonhap)
Choi Byung-ok and Philippe Adam pose after signing a letter of intent in Seoul. (Yonhap)

South Korea and France signed an arrangement on military space cooperation on Tuesday.

Choi proposed participation in a French-led exercise and joint research on space policy.

Adam pledged to actively cooperate.
"""
SEED = "000_4545c5b54c70f390"
COLUMNS = {  # a column of numbers has a "#", one of optional numbers a "?", of yes or no a "!"
    "articles": """article_id path source url section headline byline agency published
        published_basis updated captured language encoding paragraphs# words# skimmed! sha256 text""",
    "blocks": "article_id block# start# end# role text duplicate_of?",
    "dates": "article_id block# start# end# text type value basis",
    "mentions": "article_id block# start# end# text label entity_id country",
    "entities": "entity_id name label country mentions# articles#",
    "people": "entity_id name role organisation country article_id start# end#",
    "reports": """report_id event_id article_id block# start# end# sentence country_a country_b
        party_a party_b type status instrument domain date precision date_basis date_text place
        trigger trigger_start# trigger_end# role published""",
    "events": """event_id date precision earliest latest country_a country_b party_a party_b type
        status instrument domain place title plover reports# articles# first_article_id date_basis
        date_text""",
    "participants": "event_id entity_id name role organisation country part",
    "problems": "path article_id stage problem detail",
}
KINDS = {"#": ("int64", 0), "?": ("Int64", None), "!": ("bool", False)}
ROLES = ("headline", "paragraph", "caption", "paragraph")
TYPES = ("agreement", "commitment", "dialogue", "exercise", "mission", "exchange")
STATUSES = ("occurred", "occurred", "planned", "proposed")
PAIRS = ("FRA KOR", "FRA IND", "JPN USA", "ESA JPN", "CHN RUS", "ARE FRA", "IND USA", "BRA CHN")


def sample(name: str, *rows: dict) -> pd.DataFrame:
    """The table of that name with these rows; what a row leaves out is empty, numbers 0."""
    kinds = {column.strip("#?!"): KINDS.get(column[-1], ("str", "")) for column in COLUMNS[name].split()}
    blank = {column: nothing for column, (_, nothing) in kinds.items()}
    return table([blank | row for row in rows], {column: kind for column, (kind, _) in kinds.items()})


def empty() -> dict[str, pd.DataFrame]:
    return {name: sample(name) for name in COLUMNS}


def event(pair: str, date: str, kind: str, status: str, title: str, **more: object) -> dict:
    a, b = pair.split()
    precision = {0: "", 4: "year", 7: "month", 10: "day"}[len(date)]
    period = pd.Period(date) if date else None
    row = {
        "event_id": f"{a}-{b}-{date or 'none'}-{kind}",
        "date": date,
        "precision": precision,
        "earliest": f"{period.start_time:%Y-%m-%d}" if date else "",
        "latest": f"{period.end_time:%Y-%m-%d}" if date else "",
        "country_a": a,
        "country_b": b,
        "type": kind,
        "status": status,
        "title": title,
        "reports": 1,
        "articles": 1,
        "first_article_id": SEED,
    }
    return row | more


_TUESDAY = {"date_basis": "resolved", "date_text": "on Tuesday"}
_LETTER = {"instrument": "letter of intent", "domain": "military", "place": "Seoul", "reports": 4}
_EXERCISE = "South Korea's participation in a French-led international space exercise"
_SEED_ROWS = (
    (
        "2023-05-30",
        "agreement",
        "occurred",
        "letter of intent on military space",
        _LETTER | _TUESDAY,
    ),
    ("2023-05-30", "commitment", "occurred", "Adam pledged to actively cooperate", _TUESDAY),
    ("", "exercise", "proposed", _EXERCISE, {"date_basis": "none"}),
    ("", "exchange", "proposed", "joint research on space policy", {"date_basis": "none"}),
)
SEED_EVENTS = [event("FRA KOR", *row, **more) for *row, more in _SEED_ROWS]


def events(size: int, *, lanes: int = len(PAIRS)) -> pd.DataFrame:
    """So many made-up events from 2009 on: all types, statuses, precisions, some on one day."""
    rows = []
    for index in range(size):
        day = f"{2009 + index % 15}-{1 + index * 7 % 12:02}-{1 + index * 11 % 4 * 9:02}"
        date = day[: (10, 10, 10, 7, 10, 4, 10, 0)[index % 8]]
        pair = PAIRS[index * 5 % 7 % lanes] if lanes <= len(PAIRS) else f"A{index % lanes:02} ZZZ"
        kind, status = TYPES[index * 3 % 11 % 6], STATUSES[index % 4]
        title = f"{kind} {index} on earth observation, launch and the exchange of data"
        row = event(pair, date, kind, status, title[: 20 + index % 50], reports=1 + index % 3)
        rows.append(row | {"event_id": f"e{index}"})
    return sample("events", *rows)


def reports(size: int, *, pages: int = 7, parts: Sequence[str] = ROLES) -> pd.DataFrame:
    """So many made-up reports of the events of `events(size)`, four of each event, in order of their pages."""
    told = events(max(1, size // 4)).to_dict("records")
    rows = []
    for index in range(size):
        row, page = told[index // 4 % len(told)], index * 5 % pages
        shared = ("event_id", "type", "instrument", "date", "country_a", "country_b", "status")
        about = {"article_id": f"{page:03}-a-page-with-a-long-name", "published": f"2024-{1 + page % 12:02}-10"}
        role = parts[index % len(parts)]
        rows.append({name: row.get(name, "") for name in shared} | about | {"role": role, "start": index})
    return sample("reports", *rows)


def links(parties: int, *, size: int = 0) -> pd.DataFrame:
    """Made-up events of so many parties: each acts with the next two."""
    ring = [f"{chr(65 + place // 26)}{chr(65 + place % 26)}Q" for place in range(parties)]
    rows = []
    for index in range(size or 2 * parties):
        place, further = index % parties, 1 + index // parties % 2
        pair = " ".join(sorted((ring[place], ring[(place + further) % parties])))
        status = STATUSES[index % 3 and index % 4]
        rows.append(event(pair, f"{2000 + index % 20}", TYPES[index % 6], status, "") | {"event_id": f"e{index}"})
    return sample("events", *rows)


def seed() -> dict[str, pd.DataFrame]:
    """The seed article, shortened, and its four events."""
    lead, trigger = TEXT.index("South Korea and France"), TEXT.index("signed")
    adam = TEXT.index("Philippe Adam")
    at = {"article_id": SEED, "block": 7, "start": lead, "end": TEXT.index("\n\nChoi proposed")}
    told = at | {"sentence": TEXT[lead : at["end"]], "trigger": "signed"}
    told |= {"trigger_start": trigger, "trigger_end": trigger + len("signed")}
    told |= {"role": "paragraph", "published": "2023-05-30"}
    shared = ("event_id", "type", "instrument", "date", "country_a", "country_b")
    reports = [told | {name: row.get(name, "") for name in shared} for row in SEED_EVENTS]
    person = {"entity_id": "philippe-adam", "name": "Philippe Adam", "country": "FRA"}
    person |= {"role": "French Space Commander"}
    article = {"article_id": SEED, "path": f"{SEED}.txt", "source": "The Korea Herald"}
    article |= {"headline": "S. Korea, France sign arrangement on military space partnership"}
    article |= {"published": "2023-05-30T21:07", "published_basis": "printed", "language": "en"}
    article |= {"captured": "2023-05-30", "words": len(TEXT.split()), "text": TEXT}
    return empty() | {
        "articles": sample("articles", article),
        "blocks": sample("blocks", *_blocks()),
        "entities": sample("entities", *_entities()),
        "people": sample("people", person | {"article_id": SEED, "start": adam, "end": adam + 13}),
        "events": sample("events", *SEED_EVENTS),
        "reports": sample("reports", *reports),
        "participants": sample("participants", person | {"event_id": SEED_EVENTS[0]["event_id"], "part": "signatory"}),
    }


def _blocks() -> list[dict]:
    roles = ["timestamp", "section", "headline", "byline", "timestamp", "caption", "caption"]
    lines = [line for line in TEXT.split("\n") if line.strip()]
    blocks, start = [], 0
    for index, line in enumerate(lines):
        start = TEXT.index(line, start)
        role = roles[index] if index < len(roles) else "paragraph"
        block = {"article_id": SEED, "block": index, "role": role, "text": line}
        blocks.append(block | {"start": start, "end": start + len(line)})
        start += len(line)
    blocks[6]["duplicate_of"] = 5
    return blocks


def _entities() -> list[dict]:
    names = {
        "Choi Byung-ok": ("PERSON", "KOR", 6),
        "France": ("GPE", "FRA", 6),
        "South Korea": ("GPE", "KOR", 9),
        "French Space Command": ("ORG", "FRA", 2),
        "Philippe Adam": ("PERSON", "FRA", 4),
    }
    return [
        {"name": name, "label": label, "country": country, "mentions": mentions, "articles": 1}
        for name, (label, country, mentions) in names.items()
    ]
