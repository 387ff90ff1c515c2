"""The timeline: where marks and labels stand, what they look like, what is left out and said."""

from itertools import combinations, pairwise

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from artists import boxes, mark, overlaps, said, texts, ticks
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from sample_tables import SEED_EVENTS, event, events, sample, seed

from analysis import charts, lanes, lettering


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def single(date):
    return charts.timeline(sample("events", event("FRA IND", date, "mission", "occurred", "Trishna")))


def test_timeline_of_the_seed():
    ax = charts.timeline(seed()["events"])
    agreement, commitment, exercise, exchange = (mark(ax, row["event_id"]) for row in SEED_EVENTS)
    assert agreement.get_xdata() == commitment.get_xdata() == date2num([pd.Timestamp("2023-05-30")])
    assert agreement.get_ydata() != commitment.get_ydata()
    assert exercise.get_xdata() > ax.get_xticks()[0]
    assert f"France {lettering.DASH} South Korea  (4 events)" in texts(ax)
    assert "letter of intent on military space" in texts(ax)
    assert ticks(ax) == ["30 May 2023", "no date"]
    assert "30 May 2023, 2 of 4 without a date" in said(ax)
    assert len({shape.get_marker() for shape in (agreement, commitment, exercise, exchange)}) == 4


@pytest.mark.parametrize(("status", "hollow"), [("occurred", False), ("planned", True), ("proposed", True)])
@pytest.mark.parametrize("date", ["2023-05-30", "2023", ""])
def test_timeline_is_hollow_for_what_has_not_occurred(status, hollow, date):
    ax = charts.timeline(sample("events", event("FRA IND", date, "mission", status, "Trishna")))
    artist = mark(ax, f"FRA-IND-{date or 'none'}-mission")
    faces = artist.get_facecolor() if date == "2023" else artist.get_markerfacecolor()
    assert (to_hex(faces) == "#ffffff") == hollow


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [("2023-05", "2023-05-01", "2023-05-31"), ("2023", "2023-01-01", "2023-12-31")],
)
def test_timeline_draws_a_month_or_year_as_a_bar(date, first, last):
    ax = single(date)
    bar = mark(ax, f"FRA-IND-{date}-mission")
    assert bar.get_x() == pytest.approx(date2num(pd.Timestamp(first)))
    assert bar.get_x() + bar.get_width() == pytest.approx(date2num(pd.Timestamp(last)))
    assert "Trishna" in texts(ax)
    assert "bar: day not known" in [text.get_text() for text in ax.get_legend().get_texts()]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2023-05-30"], ["30 May 2023"]),
        (["2023-05-30", "2023-06-01"], ["30 May\n2023", "31 May", "1 Jun"]),
        (["2022-06-05", "2023-05-05"], ["Jul\n2022", "Oct", "Jan\n2023", "Apr"]),
        (["2023-05"], ["May\n2023"]),
        (["2021", "2022"], ["2021", "2022", "2023"]),
        (["1957-10-04", "2023-05-30"], ["1960", "1970", "1980", "1990", "2000", "2010", "2020"]),
        ([""], ["no date"]),
    ],
)  # fmt: skip
def test_timeline_axis_has_only_real_precision(dates, expected):
    rows = [event("FRA IND", date, "mission", "occurred", "") for date in dates]
    shown = ticks(charts.timeline(sample("events", *rows)))
    assert not any(":" in label for label in shown)
    assert [label for label in expected if label not in shown] == []


@pytest.mark.parametrize("size", [1, 3, 12, 13, 40, 300])
@pytest.mark.parametrize("pairs", [1, 7, 60])
def test_timeline_labels_and_marks_never_overlap(size, pairs):
    ax = charts.timeline(events(size, lanes=pairs))
    labels, marks = boxes(ax)
    assert len(marks) == size
    assert len(labels) >= min(size, 10)
    assert not [pair for pair in combinations(labels, 2) if overlaps(*pair)]
    assert not [(label, dot) for label in labels for dot in marks if overlaps(label, dot)]
    inside = ax.get_window_extent()
    assert all(inside.x0 - 1 <= box.x0 and box.x1 <= inside.x1 + 1 for box in (*labels, *marks))


def test_timeline_with_many_events_labels_occurred_agreements_first_and_says_so():
    ax = charts.timeline(events(300))
    shown = [text for text in texts(ax) if text.startswith(("agreement ", "mission "))]
    occurred = events(300).query("type == 'agreement' and status == 'occurred'")["title"]
    assert 10 <= len(shown) <= 40
    assert len(occurred) >= len(shown)
    for text in shown:
        assert any(text.rstrip("…") in title for title in occurred)
    assert f"Labelled: {len(shown)} of 300 events, occurred agreements first; all have a" in said(ax)


def test_timeline_of_thousands_draws_the_most_important_and_says_so():
    table = events(3000)
    ax = charts.timeline(table)
    drawn = [artist.get_gid() for artist in ax.get_children() if artist.get_gid()]
    assert 100 < len(drawn) < 3000
    kinds = table.set_index("event_id").loc[drawn]
    assert len(kinds.query("type == 'agreement' and status == 'occurred'")) == len(
        table.query("type == 'agreement' and status == 'occurred'")
    )
    assert f"Drawn: {len(drawn)} of 3,000 events" in said(ax)
    assert f"Drawn: {len(drawn)} of 3,000 events" in charts.description(ax)
    assert sum(int(text.split("(")[1].split()[0]) for text in texts(ax) if text.endswith(" drawn)")) == len(drawn)


def test_timeline_in_low_axes_labels_fewer():
    _, ax = plt.subplots(figsize=(8, 4))
    charts.timeline(events(60), ax=ax)
    assert "Labelled: " in said(ax)


def test_timeline_with_many_pairs_shares_the_last_lane():
    ax = charts.timeline(events(60, lanes=30))
    headings = [text for text in texts(ax) if text.endswith(" events)")]
    assert len(headings) == lanes.LANES
    assert "11 other pairs  (22 events)" in headings
    assert "The 11 pairs with the fewest events share the last lane." in said(ax)


def test_timeline_without_title_names_type_and_instrument():
    row = event("ESA EUU", "2023-05-30", "agreement", "occurred", " ", instrument="memorandum")
    ax = charts.timeline(sample("events", row))
    assert "agreement: memorandum" in texts(ax)
    assert f"ESA {lettering.DASH} European Union  (1 event)" in texts(ax)


def test_timeline_prints_dollars_and_controls_as_text():
    row = event("FRA IND", "2023-05-30", "mission", "occurred", "US$5 to $6 \x00 million\nnow")
    ax = charts.timeline(sample("events", row))
    ax.figure.canvas.draw()
    label = next(text for text in ax.texts if "million" in text.get_text())
    assert label.get_text() == "US$5 to $6 \N{REPLACEMENT CHARACTER} million now"
    assert not label.get_parse_math()


def test_timeline_of_a_type_nobody_foresaw():
    row = event("FRA IND", "2023-05-30", "rescue", "rumoured", "a rescue")
    assert mark(charts.timeline(sample("events", row)), row["event_id"]).get_marker() == "X"


def test_timeline_does_not_depend_on_the_order_of_rows():
    table = events(60)
    turned = charts.timeline(table.iloc[::-1])
    straight = charts.timeline(table)
    assert texts(turned) == texts(straight)
    assert charts.description(turned) == charts.description(straight)


def test_timeline_puts_events_far_apart_into_one_row():
    dates = ("2015-01-01", "2023-01-01")
    rows = [event("FRA IND", date, "mission", "occurred", "Trishna") for date in dates]
    ax = charts.timeline(sample("events", *rows, event("FRA IND", "1990", "mission", "proposed", "")))
    assert len({mark(ax, row["event_id"]).get_ydata()[0] for row in rows}) == 1


def test_lanes_rows_never_touch():
    table = lanes.ranked(events(300))
    plan = lanes.scale(table, room=540, labelled=40, widest=0.3)
    for rows in lanes.lanes(table, plan, labelled=40, lines=1).values():
        for row in rows:
            reaches = sorted(mark.reach for mark in row)
            assert all(left[1] < right[0] for left, right in pairwise(reaches))


@pytest.mark.parametrize("size", [3, 300, 3000])
def test_timeline_description_has_the_figures_of_the_table(size):
    table = events(size)
    words = charts.description(charts.timeline(table))
    for (kind, status), count in table.groupby(["type", "status"]).size().items():
        assert f"{count} {kind} {status}" in words
    assert words.startswith(f"Timeline of {size:,} events")
    undated = (table["date"] == "").sum()
    assert (f"{undated} of {size} without a date" in words) == (undated > 0)
