"""TimelineJS: the format it documents, no event lost, and nothing a page says is markup."""

import json
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from sample_tables import SEED_EVENTS, empty, event, events, sample, seed

from analysis import export, timelinejs

SCHEMA = jsonschema.Draft202012Validator(json.loads((Path(__file__).parent / "timelinejs.schema.json").read_text()))
HOSTILE = ['<img src=x onerror="alert(1)">', "</p><script>alert(1)</script>", "&lt;script&gt;", "'\"><iframe>"]


def one(**more):
    row = event("FRA KOR", more.pop("date", "2023-05-30"), "agreement", more.pop("status", "occurred"), "pact", **more)
    return seed() | {"events": sample("events", row)}


def slide(**more):
    (only,) = timelinejs.timeline(one(**more))["events"]
    return only


@pytest.mark.parametrize("tables", [seed(), empty(), seed() | {"events": events(300)}])
def test_timelinejs_accepts_the_file(tables, tmp_path):
    data = json.loads(export.timeline(tables, to=tmp_path).read_text("utf-8"))
    assert [error.message for error in SCHEMA.iter_errors(data)] == []


@pytest.mark.parametrize(
    "wrong", [{}, {"start_date": {"month": 5}}, {"start_date": {"year": "2023"}}, {"date": "2023"}]
)
def test_timelinejs_schema_refuses_a_slide_that_is_none(wrong):
    assert not SCHEMA.is_valid({"events": [wrong]})


def test_timelinejs_has_every_event_once_on_the_line_or_in_the_title():
    tables = seed()
    data = timelinejs.timeline(tables)
    assert [each["unique_id"] for each in data["events"]] == [
        f"event-{row['event_id']}" for row in SEED_EVENTS if row["date"]
    ]
    listed = data["title"]["text"]["text"]
    assert "2 events without a date" in listed
    assert all(row["title"].replace("'", "&#39;") in listed for row in SEED_EVENTS if not row["date"])
    assert "4 events from 1 page" in data["title"]["text"]["headline"]


def test_timelinejs_of_dated_events_lists_nothing():
    assert timelinejs.timeline(one())["title"]["text"]["text"] == ""


@pytest.mark.parametrize(
    ("date", "start", "end", "shown"),
    [
        ("2023-05-30", (2023, 5, 30), None, "30 May 2023"),
        ("2023-05", (2023, 5, 1), (2023, 5, 31), "May 2023"),
        ("2023", (2023, 1, 1), (2023, 12, 31), "2023"),
    ],
)
def test_timelinejs_shows_a_date_as_exact_as_it_is_known(date, start, end, shown):
    made = slide(date=date)
    assert tuple(made["start_date"].values()) == start
    assert tuple(made.get("end_date", {}).values()) == (end or ())
    assert made["display_date"] == shown


def test_timelinejs_names_both_ends_of_a_range():
    made = slide(latest="2023-06-02")
    assert made["display_date"] == "30 May 2023 \N{EN DASH} 2 June 2023"
    assert made["end_date"] == {"year": 2023, "month": 6, "day": 2}


def test_timelinejs_quotes_the_sentence_and_leads_to_the_page():
    tables = seed() | {"articles": seed()["articles"].assign(url="https://example.org/a?b=1&c=2")}
    text = timelinejs.timeline(tables)["events"][0]["text"]["text"]
    assert "<blockquote>South Korea and France signed an arrangement on military space cooperation on Tuesday." in text
    assert '<a href="https://example.org/a?b=1&amp;c=2">S. Korea, France sign arrangement' in text
    assert "agreement, occurred" in text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", 'https://x"onclick="y', "https://x y"])
def test_timelinejs_leads_only_to_the_web(url):
    tables = seed() | {"articles": seed()["articles"].assign(url=url)}
    assert "<a " not in timelinejs.timeline(tables)["events"][0]["text"]["text"]


@pytest.mark.parametrize("text", HOSTILE)
def test_timelinejs_escapes_what_pages_say(text):
    tables = seed()
    for name in ("events", "reports", "articles"):
        kept = ("event_id", "article_id", "first_article_id", "date", "precision", "earliest", "latest")
        texts = [column for column in tables[name].select_dtypes("str") if column not in kept]
        tables[name] = tables[name].assign(**dict.fromkeys(texts, text))
    data = timelinejs.timeline(tables)
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append((tag, attrs))
    for made in (data["title"], *data["events"]):
        parser.feed(made["text"]["headline"] + made["text"]["text"])
    assert {tag for tag, _ in tags} == {"p", "blockquote", "ul", "li"}
    assert not any(attrs for _, attrs in tags)
    assert SCHEMA.is_valid(data)  # its patterns keep markup out of the group and the date


@pytest.mark.parametrize(("pairs", "rows"), [(2, 2), (6, 6), (7, 6), (30, 6)])
def test_timelinejs_leaves_room_for_its_slides(pairs, rows):
    partners = [f"A{index:02}" for index in range(pairs)]
    told = [event(f"{partner} ZZZ", "2023", "mission", "occurred", partner) for partner in [*partners, partners[-1]]]
    groups = [made["group"] for made in timelinejs.timeline(seed() | {"events": sample("events", *told)})["events"]]
    assert len(set(groups)) == rows
    assert ("Other pairs" in groups) == (pairs > rows)
    assert groups[-1] == f"{partners[-1]} \N{EN DASH} ZZZ"  # the only one with two events


def test_timelinejs_of_nothing_has_no_slides():
    data = timelinejs.timeline(empty())
    assert data["events"] == []
    assert data["title"]["text"]["headline"] == "Space cooperation: 0 events from 0 pages"
