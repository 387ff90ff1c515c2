"""Where an event is told: the sentence chosen, the page named, and what counts as an address."""

import pytest
from sample_tables import SEED, SEED_EVENTS, empty, sample, seed

from analysis import sources


def told(*rows, **event):
    """The story of the seed's first event, told by these reports."""
    made = SEED_EVENTS[0] | event
    rows = [{"article_id": SEED, "event_id": made["event_id"]} | row for row in rows]
    tables = seed() | {"events": sample("events", made), "reports": sample("reports", *rows)}
    (story,) = sources.stories(tables)
    return story


def test_sources_choose_the_sentence_that_dates_the_event():
    first, second = {"start": 1, "sentence": "They sign."}, {"start": 20, "sentence": "They signed on Tuesday."}
    assert told(second, first)["sentence"] == "They signed on Tuesday."
    assert told(second, first, date_text="")["sentence"] == "They sign."
    assert told(second, first, date_text="yesterday")["sentence"] == "They sign."


def test_sources_choose_the_page_that_told_it_first():
    other = {"article_id": "000", "start": 1, "sentence": "Signed on Tuesday, elsewhere."}
    story = told(other, {"start": 5, "end": 9, "sentence": "Signed."})
    assert (story["sentence"], story["article_id"], story["start"], story["end"]) == ("Signed.", SEED, 5, 9)
    assert story["more"] == 1
    assert told(other)["article_id"] == "000"


def test_sources_of_an_event_without_reports_name_its_page():
    story = told()
    assert (story["sentence"], story["more"], story["outlet"]) == ("", 0, "The Korea Herald")


def test_sources_of_nothing_are_none():
    assert sources.stories(empty()) == []


def test_sources_cite_headline_outlet_and_characters():
    story = {"headline": "", "outlet": "Herald", "article_id": "a", "start": 3, "end": 9}
    assert sources.cited(story) == "Herald (a, characters 3\N{EN DASH}9)"
    assert sources.cited(story | {"outlet": ""}) == "(a, characters 3\N{EN DASH}9)"


@pytest.mark.parametrize("url", ["http://example.org", "HTTPS://example.org/a?b=c#d", "https://서울.example/x"])
def test_sources_take_an_address_of_the_web(url):
    assert sources.address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//x",
        "http://",
        "http://a b",
        "http://a\nb",
        'http://a"b',
        "http://a\x01",
    ],
)
def test_sources_refuse_other_addresses(url):
    assert sources.address(url) == ""


def test_sources_find_the_way_to_a_page(tmp_path):
    assert sources.way("sub/a.txt", pages=tmp_path / "in", start=tmp_path / "out") == "../in/sub/a.txt"
