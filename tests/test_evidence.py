"""Why an event is one: its sentences marked, and what its date, type and status follow from."""

import pytest

from analysis import events


@pytest.fixture
def why(page):
    def explain(story):
        tables = page(story)
        return events.explain(tables["events"]["event_id"].iloc[0], tables["reports"], tables["mentions"])

    return explain


def test_evidence_marks_parties_trigger_and_date(why):
    told = str(why("Japan and Italy signed a letter of intent on satellites on May 30, 2019."))
    assert "[Japan] and [Italy] *signed* a letter of intent on satellites {on May 30, 2019}." in told


@pytest.mark.parametrize(
    ("story", "what", "reason"),
    [
        ("Japan and Italy signed a pact on satellites on May 30, 2019.", "date", "printed in full"),
        ("Japan and Italy signed a pact on satellites on Monday.", "date", "against the page's date, 2021-03-10"),
        ("Japan and Italy signed a pact on satellites.", "date", "the page's own date, 2021-03-10"),
        ("Japan and Italy will sign a pact on satellites.", "date", "unknown: no words date it"),
        ("Japan and Italy signed a letter of intent on satellites.", "type", "“signed” … “letter of intent”"),
        ("Japan and Italy will sign a pact on satellites.", "status", "planned: “will” before it"),
        ("Japan and Italy signed a pact on satellites.", "status", "no word before it"),
        ("JAXA and Italy signed a pact on satellites.", "parties", "Italy (Italy); Japan (JAXA)"),
    ],
)
def test_evidence_says_why(why, story, what, reason):
    assert reason in dict(why(story).reasons)[what]


def test_evidence_of_a_party_that_is_not_named(page):
    tables = page("Japan and Italy signed a pact on satellites in 2019.\n\nThe two sides held space talks in May 2020.")
    talks = tables["events"].query("type == 'dialogue'")["event_id"].item()
    reasons = dict(events.explain(talks, tables["reports"], tables["mentions"]).reasons)
    assert reasons["parties"].count("neither it nor a body of its own is named") == 2


def test_evidence_as_html_is_escaped(why):
    html = why("Japan and Italy signed a pact on <script> satellites on May 30, 2019.")._repr_html_()
    assert "<script>" not in html
    assert '<mark title="trigger" style="background: #ffe58a; color: #1c1c1c">signed</mark>' in html


def test_evidence_of_an_unknown_event(seed):
    with pytest.raises(KeyError):
        events.explain("FRA-KOR-1900-01-01-agreement", seed["reports"], seed["mentions"])


def test_evidence_of_every_event_of_the_seed_stands_on_the_page(seed):
    text = seed["articles"]["text"].item()
    for event_id in seed["events"]["event_id"]:
        for _, sentence, spans in events.explain(event_id, seed["reports"], seed["mentions"]).passages:
            assert sentence in text
            assert all(sentence[start:end] for start, end, _ in spans)


def test_evidence_of_a_date_is_the_passage_the_event_took_it_from(seed):
    signing = events.explain("FRA-KOR-2023-05-30-agreement", seed["reports"], seed["mentions"])
    assert (
        dict(signing.reasons)["date"] == "2023-05-30: “on Tuesday” was worked out against the page's date, 2023-05-30"
    )


def test_evidence_does_not_mark_the_place_as_a_party(why):
    told = str(why("Japan and Italy signed a letter of intent on satellites in Tokyo on May 30, 2019."))
    assert "[Japan] and [Italy] *signed* a letter of intent on satellites in Tokyo {on May 30, 2019}." in told


def test_evidence_says_where_the_date_stands_in_a_sentence_without_the_parties(page):
    tables = page("Italy and Japan have signed a pact on satellite data.\n\nThe signing took place here on Monday.")
    why = events.explain("ITA-JPN-2021-03-08-agreement", tables["reports"], tables["mentions"])
    assert dict(why.reasons)["date"].endswith("in a sentence that tells it again without naming both")
    assert dict(why.reasons)["type"] == "agreement: “signed” … “pact”"
    assert tables["reports"]["told"].tolist() == ["news", "again"]
