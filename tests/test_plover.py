"""The PLOVER export: the codebook's fields and codes, nothing guessed, nothing lost, nothing run."""

import csv
import json

import pandas as pd
import pytest
from sample_tables import SEED, SEED_EVENTS, TEXT, empty, event, sample, seed

from analysis import events, export, plover, tables, vocabulary

REQUIRED = {"id", "date", "actor", "event"}
CODEBOOK = REQUIRED | {
    *("enddate", "recipient", "event_loc", "event_text", "quad_code", "event_scale", "mode", "context"),
    *("text_info", "cite_info", "coder", "comment"),
}
OWN = {"type", "status", "instrument", "domain", "precision", "date_basis", "date_text", "participants", "reports"}
ENTITY = {"code", "sector", "entity_text", "identifier_text"}
CITATION = {"citation", "url", "title", "language", "publication", "codebook", "published"}
CODES = ("SUPPORT", "AGREE", "AGREE", "AGREE")
COLUMNS = [
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW"),
    *("Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw"),
    *("Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People"),
    *("Story Organizations", "Story Locations", "Language", "Version"),
]
NAMES = ("events", "reports", "participants")


def coded(**more):
    """The tables of the seed article, its events with their codes and the columns given."""
    rows = [row | {"plover": code} | more for row, code in zip(SEED_EVENTS, CODES, strict=True)]
    return seed() | {"events": sample("events", *rows)}


def alone(pair="FRA KOR", date="2023-05-30", kind="agreement", code="SUPPORT", status="occurred", **more):
    """The tables of one event."""
    return empty() | {"events": sample("events", event(pair, date, kind, status, "a title", plover=code, **more))}


def records(given):
    return plover.records(*(given[name] for name in NAMES), articles=given["articles"])


def polecat(given):
    return plover.polecat(*(given[name] for name in NAMES), articles=given["articles"])


def record(**more):
    (only,) = records(alone(**more))
    return only


def row(**more):
    (only,) = polecat(alone(**more)).to_dict("records")
    return only


def lines(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [json.loads(line) for line in file]


def cells(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_plover_fields_are_the_codebooks_and_the_events_own():
    for found in records(coded()):
        assert REQUIRED <= set(found) <= CODEBOOK | OWN
        assert all(set(entity) <= ENTITY for entity in found["actor"])
        assert {"citation", "codebook"} <= set(found["cite_info"]) <= CITATION


def test_plover_keeps_every_event_in_its_order(seed):
    ids = seed["events"]["event_id"].tolist()
    assert [found["id"] for found in records(seed)] == ids
    assert polecat(seed)["Event ID"].tolist() == ids
    assert len(ids) >= 4


def test_plover_of_the_seed_tells_the_letter_of_intent(seed):
    found = next(r for r in records(seed) if r["id"] == "FRA-KOR-2023-05-30-agreement")
    assert [entity["code"] for entity in found["actor"]] == ["FRA", "KOR"]
    assert (found["date"], found["event"], found["quad_code"]) == ("2023-05-30", ["SUPPORT"], 1)
    assert found["context"] == ["military", "technology"]
    assert found["event_loc"]["country_code"] == "KOR"
    assert {person["entity_text"] for person in found["participants"]} == {"Choi Byung-ok", "Philippe Adam"}


@pytest.mark.parametrize(
    ("code", "quad", "name", "score"),
    [
        ("SUPPORT", 1, "VERBAL COOPERATION", 5.0),
        ("AGREE", 1, "VERBAL COOPERATION", 2.5),
        ("CONSULT", 1, "VERBAL COOPERATION", 2.5),
        ("COOPERATE", 2, "MATERIAL COOPERATION", 9.5),
    ],
)
def test_plover_quad_and_score_follow_the_code(code, quad, name, score):
    found, cell = record(code=code), row(code=code)
    assert (found["event"], found["quad_code"], found["event_scale"]) == ([code], quad, score)
    assert (cell["Event Type"], cell["Quad Code"], cell["Event Intensity"]) == (code, name, score)


@pytest.mark.parametrize("kind", events.PLOVER)
@pytest.mark.parametrize("status", ["occurred", "planned", "proposed"])
def test_plover_has_what_lies_ahead_as_agree(kind, status):
    told = {"event_id": "e", "article_id": "a", "type": kind, "status": status, "role": "paragraph", "told": "news"}
    told |= {"country_a": "FRA", "country_b": "KOR", "place": "Seoul", "date": "2024-01-01", "precision": "day"}
    told |= {"earliest": "2024-01-01", "latest": "2024-01-01", "trigger": "sign"}
    reports = tables.table(
        [{"block": 0, "start": 0, "end": 9, "trigger_start": 0, "trigger_end": 4} | told], events.REPORTS
    )
    (found,) = plover.records(events.events(reports), reports, empty()["participants"])
    assert found["event"] == [events.PLOVER[kind] if status == "occurred" else "AGREE"]
    assert found["status"] == status
    assert ("mode" in found) == ((kind, status) == ("dialogue", "occurred"))


@pytest.mark.parametrize("code", ["SUPPORT", "AGREE", "CONSULT"])
def test_plover_has_both_parties_of_a_mutual_act_as_actor(code):
    found, cell = record(code=code), row(code=code)
    assert [entity["code"] for entity in found["actor"]] == ["FRA", "KOR"]
    assert "recipient" not in found
    assert (cell["Actor Country"], cell["Recipient Country"]) == ("FRA; KOR", "")


def test_plover_cooperate_has_the_recipient_it_requires():
    found, cell = record(code="COOPERATE"), row(code="COOPERATE")
    assert [entity["code"] for entity in found["actor"]] == ["FRA"]
    assert [entity["code"] for entity in found["recipient"]] == ["KOR"]
    assert (cell["Actor Country"], cell["Recipient Country"]) == ("FRA", "KOR")


@pytest.mark.parametrize(("place", "guest", "host"), [("Seoul", "FRA", "KOR"), ("Paris", "KOR", "FRA")])
def test_plover_talks_in_the_country_of_one_are_a_visit_of_the_other(place, guest, host):
    found, cell = record(code="CONSULT", place=place), row(code="CONSULT", place=place)
    assert [entity["code"] for entity in found["actor"]] == [guest]
    assert [entity["code"] for entity in found["recipient"]] == [host]
    assert (found["mode"], found["event_scale"]) == (["visit"], 4.0)
    assert (cell["Event Mode"], cell["Event Intensity"]) == ("visit", 4.0)


@pytest.mark.parametrize(("code", "place"), [("CONSULT", "Sydney"), ("CONSULT", "Nowhere"), ("SUPPORT", "Seoul")])
def test_plover_knows_no_host_elsewhere(code, place):
    found = record(code=code, place=place)
    assert len(found["actor"]) == 2
    assert "mode" not in found


@pytest.mark.parametrize(
    ("pair", "codes"),
    [("ARE USA", "ARE; USA"), ("ESA JPN", "IGO; JPN"), ("CHN EUU", "CHN; EUR"), ("IND SUN", "IND; SUN")],
)
def test_plover_codes_parties_by_iso_or_the_codebook(pair, codes):
    assert row(pair=pair)["Actor Country"] == codes


@pytest.mark.parametrize(
    ("country", "party", "sector", "name"),
    [
        ("USA", "NASA", "GOV", "National Aeronautics and Space Administration"),
        ("USA", "Nasa", "GOV", "National Aeronautics and Space Administration"),
        ("USA", "U.S. Space Command", "MIL", "US Space Command"),
        ("FRA", "Arianespace", "BUS", "Arianespace"),
        ("FRA", "space agency (France)", "GOV", "space agency (France)"),
        ("ESP", "defence ministry (Spain)", "GOV", "defence ministry (Spain)"),
        ("GBR", "NASA", "", "NASA"),
        ("RUS", "Soyuz (Russia)", "", "Soyuz (Russia)"),
        ("FRA", "France", "", "France"),
        ("FRA", "", "", "France"),
        ("ESA", "ESA", "", "European Space Agency"),
    ],
)
def test_plover_sector_is_that_of_the_body_named(country, party, sector, name):
    given = alone(pair=f"{country} ZZZ", party_a=party)
    entity = records(given)[0]["actor"][0]
    assert (entity.get("sector", ""), entity.get("entity_text", "")) == (sector, party)
    cell = polecat(given).iloc[0]
    assert cell["Primary Actor Sector"] == cell["Actor Sectors"] == (f"{sector}; " if sector else "")
    assert cell["Actor Name"] == f"{name}; ZZZ"
    assert cell["Actor Name Raw"] == (f"{party}; " if party else "")


def test_plover_sectors_are_the_codebooks():
    assert set(plover.KINDS.values()) | set(plover.NOUNS.values()) == {"GOV", "MIL", "BUS"}
    assert set(plover.KINDS) <= set(vocabulary.rows("bodies")["kind"])


@pytest.mark.parametrize(
    ("date", "first", "last", "cell"),
    [
        ("2023-05-30", "2023-05-30", None, "2023-05-30"),
        ("2023-02", "2023-02-01", "2023-02-28", ""),
        ("2023", "2023-01-01", "2023-12-31", ""),
        ("", None, None, ""),
    ],
)
def test_plover_date_is_a_day_and_the_interval_it_is_known_to_lie_in(date, first, last, cell):
    found = record(date=date)
    assert found["date"] == first
    assert found.get("enddate") == last
    assert row(date=date)["Event Date"] == cell


def test_plover_undated_events_stay(tmp_path):
    export.plover(coded(), to=tmp_path)
    assert [found["date"] for found in lines(tmp_path / "plover.jsonl")] == ["2023-05-30"] * 2 + [None] * 2
    assert [cell["Event Date"] for cell in cells(tmp_path / "polecat.csv")] == ["2023-05-30"] * 2 + [""] * 2


@pytest.mark.parametrize(("domain", "contexts"), [("military", "military; technology"), ("civil", "technology")])
def test_plover_context_follows_the_domain(domain, contexts):
    assert record(domain=domain)["context"] == contexts.split("; ")
    assert row(domain=domain)["Contexts"] == contexts


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("Seoul", {"resolved_place": "Seoul", "city": "Seoul", "country_code": "KOR"}),
        ("Florida", {"resolved_place": "Florida", "province": "Florida", "country_code": "USA"}),
        ("Nowhere", {}),
    ],
)
def test_plover_location_tells_what_the_vocabulary_knows(place, where):
    assert record(place=place)["event_loc"] == {"extracted_place": place} | where
    cell = row(place=place)
    assert (cell["Raw Placename"], cell["Country"]) == (place, where.get("country_code", ""))
    assert (cell["City"], cell["Province"]) == (where.get("city", ""), where.get("province", ""))


def test_plover_location_is_silent_on_a_name_in_two_countries(monkeypatch):
    both = [
        ("Newport", {"country_code": "GBR"}),
        ("Newport", {"country_code": "USA"}),
        ("Bath", {"country_code": "GBR"}),
    ]
    monkeypatch.setattr(plover, "_spellings", lambda: both)
    assert plover._places.__wrapped__() == {"Bath": {"country_code": "GBR"}}


def test_plover_leads_back_to_the_page():
    found = records(coded())[0]
    told = seed()["reports"].iloc[0]
    span, report = found["text_info"], found["reports"][0]
    assert TEXT[span["start"] : span["end"]] == told["sentence"]
    assert TEXT[report["start"] : report["end"]] == told["sentence"]
    assert TEXT[report["trigger_start"] : report["trigger_end"]] == "signed"
    assert (report["article_id"], found["cite_info"]["citation"], found["event_text"]) == (SEED, SEED, ["signed"])
    assert "text" not in found


def test_plover_cites_the_first_article_and_lists_all_reports_in_reading_order():
    told = [{"event_id": "FRA-KOR-2023-05-30-agreement", "article_id": a, "start": s} for a, s in ("b9", "a5", "b2")]
    given = alone(first_article_id="b") | {
        "reports": sample("reports", *(t | {"start": int(t["start"])} for t in told))
    }
    given["articles"] = sample("articles", {"article_id": "a", "url": "u:a"}, {"article_id": "b", "url": "u:b"})
    (found,) = records(given)
    assert [(report["article_id"], report["start"]) for report in found["reports"]] == [("a", 5), ("b", 2), ("b", 9)]
    assert (found["cite_info"]["url"], found["text_info"]["start"]) == ("u:b", 2)


def test_plover_needs_no_articles():
    given = coded()
    found = plover.records(*(given[name] for name in NAMES))
    assert found[0]["cite_info"] == {"citation": SEED, "codebook": "PLOVER 2.0"}


def test_plover_leaves_out_what_is_unknown():
    assert set(record(date="")) == REQUIRED | {
        *("quad_code", "event_scale", "context", "cite_info", "coder", "comment", "type", "status"),
    }


def test_plover_participants_have_their_office():
    person = {"code": "FRA", "entity_text": "Philippe Adam", "office": "French Space Commander", "part": "signatory"}
    found = records(coded())
    assert found[0]["participants"] == [person]
    assert "participants" not in found[1]


def test_polecat_has_its_columns_in_their_order():
    table = polecat(coded())
    assert list(table.columns) == COLUMNS
    assert table.notna().all(axis=None)


def test_polecat_tells_source_people_and_places():
    cell = polecat(coded(place="Seoul", party_a="French Space Command")).iloc[0]
    assert (cell["Source"], cell["Publication Date"], cell["Language"]) == ("The Korea Herald", "2023-05-30", "en")
    assert (cell["Story People"], cell["Story Locations"]) == ("Philippe Adam", "Seoul")
    assert cell["Story Organizations"] == "French Space Command"


def test_polecat_names_a_countrys_own_bodies_alone_as_organizations():
    assert row(party_a="France", party_b="South Korea")["Story Organizations"] == ""
    assert row(pair="ESA JPN", party_a="ESA", party_b="Japan")["Story Organizations"] == "ESA"


def test_plover_of_no_events_is_empty(tmp_path):
    assert records(empty()) == []
    table = polecat(empty())
    assert list(table.columns) == COLUMNS
    assert table.dtypes.equals(polecat(coded()).dtypes)
    export.plover(empty(), to=tmp_path)
    assert (tmp_path / "plover.jsonl").read_bytes() == b""
    assert cells(tmp_path / "polecat.csv") == []


def test_plover_files_are_named_and_hold_the_records(tmp_path):
    paths = export.plover(coded(), to=str(tmp_path))
    assert paths == [tmp_path / "plover.jsonl", tmp_path / "polecat.csv"]
    assert lines(paths[0]) == records(coded())
    assert [*cells(paths[1])[0]] == COLUMNS
    assert pd.read_csv(paths[1])["Event Intensity"].tolist() == [5.0, 2.5, 2.5, 2.5]


def test_plover_files_are_the_same_in_every_run(tmp_path):
    first, second = (export.plover(coded(), to=tmp_path / name) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_plover_files_do_not_depend_on_the_order_of_reports(tmp_path):
    given = coded()
    turned = given | {"reports": given["reports"].iloc[::-1]}
    first, second = (export.plover(t, to=tmp_path / name) for name, t in zip("ab", (given, turned), strict=True))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_plover_files_appear_whole_or_not_at_all(tmp_path, monkeypatch):
    def failing(*_, **__):
        yield {"id": "half"}
        raise RuntimeError

    monkeypatch.setattr(export, "records", failing)
    with pytest.raises(RuntimeError):
        export.plover(coded(), to=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_plover_lines_are_utf8_and_hold_any_text(tmp_path):
    path, _ = export.plover(coded(title='Zoë, "서울"\n\u2028=1', place="a\x00b\ud800c"), to=tmp_path)
    raw = path.read_bytes()
    assert "서울".encode() in raw
    assert raw.count(b"\n") == 4
    assert b"\r" not in raw
    assert lines(path)[0]["comment"] == 'Zoë, "서울"\n\u2028=1'
    assert lines(path)[0]["event_loc"] == {"extracted_place": "a\ufffdb\ufffdc"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uff1d1", '=HYPERLINK("http://example.org")']
)
def test_polecat_file_runs_no_formula(text, tmp_path):
    _, path = export.plover(coded(place=text, party_a=text), to=tmp_path)
    cell = cells(path)[0]
    assert cell["Raw Placename"] == cell["Story Locations"] == f"'{text}"
    assert cell["Actor Name"].startswith(f"'{text}")
