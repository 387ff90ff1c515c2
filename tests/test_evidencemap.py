"""Evidence: a mark per event, page and kind of passage, and nothing left out unsaid."""

import matplotlib.pyplot as plt
import pytest
from artists import said, texts, ticks
from sample_tables import event, reports, sample

from analysis import charts


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def passage(event_id, page, role, **more):
    row = {"event_id": event_id, "article_id": page, "role": role, "published": f"2024-01-{page[-2:]}"}
    return row | {"type": "mission", "country_a": "FRA", "country_b": "KOR", "date": "2020-05"} | more


def marks(ax):
    return [line for line in ax.lines if line.get_gid()]


def test_evidence_has_a_mark_per_event_page_and_kind():
    told = [passage("a", "p02", "headline"), passage("a", "p02", "paragraph"), passage("a", "p02", "paragraph")]
    ax = charts.evidence(sample("reports", *told, passage("a", "p01", "caption"), passage("b", "p01", "paragraph")))
    assert len(marks(ax)) == 4
    assert {line.get_gid() for line in marks(ax)} == {"a", "b"}
    assert len({line.get_marker() for line in marks(ax)}) == 3
    assert ax.get_title(loc="left") == "2 events told in 5 passages on 2 pages"
    assert "1 of kind caption, 1 of kind headline, 3 of kind paragraph" in charts.description(ax)


def test_evidence_columns_are_in_order_of_publication():
    told = [passage("a", "p09", "headline"), passage("a", "p30", "headline"), passage("a", "p01", "headline")]
    ax = charts.evidence(sample("reports", *told, passage("a", "p00", "headline", published="")))
    names = [text.get_text() for text in sorted(ax.texts, key=lambda text: text.xy[0]) if text.get_rotation() == 90]
    assert names == ["p01", "p09", "p30", "p00"]


def test_evidence_rows_are_in_order_of_date_and_named_by_title():
    told = [passage("b", "p01", "headline"), passage("a", "p01", "paragraph", date="")]
    told = sample("reports", *told, passage("c", "p01", "paragraph", date="2019", country_b="IND"))
    titles = sample("events", event("FRA KOR", "2020-05", "mission", "occurred", "France – South Korea: Trishna"))
    ax = charts.evidence(told, events=titles.assign(event_id="b"))
    assert ticks(ax, "y") == ["2019  FRA–IND mission", "May 2020  FRA–KOR Trishna", "no date  FRA–KOR mission"]


def test_evidence_of_one_pair_does_not_repeat_it():
    ax = charts.evidence(sample("reports", passage("b", "p01", "headline", instrument="memorandum")))
    assert ticks(ax, "y") == ["May 2020  memorandum"]


@pytest.mark.parametrize("sheet", [None, *charts.SHEETS])
def test_evidence_of_many_says_what_is_drawn(sheet):
    table = reports(1200, pages=61)
    ax = charts.evidence(table)
    ax = ax.figure.draw_on(charts.SHEETS[sheet]) if sheet else ax
    pages = sum(text.get_rotation() == 90 for text in ax.texts)
    events = len({line.get_gid() for line in marks(ax)})
    shown = table[table["event_id"].isin({line.get_gid() for line in marks(ax)})]
    assert f"Drawn: {events} of 300 events and {pages} of 61 pages" in said(ax)
    assert 0 < len(marks(ax)) <= len(shown)


def test_evidence_keeps_a_kind_nobody_foresaw():
    ax = charts.evidence(sample("reports", passage("a", "p01", "footnote")))
    assert [line.get_marker() for line in marks(ax)] == ["X"]
    assert "footnote" in [text.get_text() for text in ax.get_legend().get_texts()]
    assert "p01" in texts(ax)
