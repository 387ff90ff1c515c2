"""Charts are checked by their artists: texts, places, faces. Never by pixels."""

from itertools import combinations, pairwise

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from nbclient import NotebookClient
from sample_tables import SEED_EVENTS, empty, event, events, sample, seed

from analysis import charts, lanes, lettering

mpl.use("Agg")
CHARTS = [(charts.roles, "blocks"), (charts.actors, "entities"), (charts.timeline, "events")]


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def mark(ax, gid):
    return next(artist for artist in ax.get_children() if artist.get_gid() == gid)


def ticks(ax):
    return [label.get_text() for label in ax.get_xticklabels()]


def boxes(ax):
    """The places of all labels and of all marks, in pixels, after drawing."""
    ax.figure.canvas.draw()
    labels = [text.get_window_extent() for text in ax.texts if text.get_text()]
    marks = [artist.get_window_extent() for artist in ax.get_children() if artist.get_gid()]
    return labels, marks


def overlaps(a, b):
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    return width > 0.5 and height > 0.5


def single(date):
    return charts.timeline(sample("events", event("FRA IND", date, "mission", "occurred", "Trishna")))


@pytest.mark.parametrize(("chart", "name"), CHARTS)
def test_charts_of_an_empty_table_say_so(chart, name):
    ax = chart(empty()[name])
    assert any(text.startswith("Nothing to show") for text in texts(ax))
    assert "Nothing to show" in charts.description(ax)


@pytest.mark.parametrize(("chart", "name"), CHARTS)
@pytest.mark.parametrize("rows", [1, None])
def test_charts_state_title_source_and_description(chart, name, rows):
    ax = chart(seed()[name].head(rows) if rows else seed()[name], source="The Korea Herald")
    assert ax.get_title(loc="left")
    assert any(text.startswith("Source: The Korea Herald") for text in texts(ax))
    assert charts.description(ax) in repr(ax)
    assert charts.description(ax).endswith(".")


@pytest.mark.parametrize(("chart", "name"), CHARTS)
def test_charts_draw_into_given_axes_and_leave_the_style_as_it_was(chart, name):
    before = dict(mpl.rcParams)
    _, ax = plt.subplots()
    assert chart(seed()[name], ax=ax) is ax
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(("chart", "name"), CHARTS)
def test_charts_have_an_opaque_white_ground_even_in_a_dark_style(chart, name):
    with plt.style.context("dark_background"):
        ax = chart(seed()[name])
    assert ax.figure.get_facecolor() == (1, 1, 1, 1)
    assert ax.get_facecolor() == (1, 1, 1, 1)


@pytest.mark.parametrize(("chart", "name"), CHARTS)
def test_charts_leave_the_table_as_it_was(chart, name):
    table = seed()[name]
    before = table.copy()
    chart(table)
    assert table.equals(before)


def test_charts_roles_count_characters_and_repeats():
    ax = charts.roles(seed()["blocks"])
    assert [label.get_text() for label in ax.get_yticklabels()] == list(charts.ROLES)
    assert {"0 (0%)", "176 (31%, 88 repeated)", "209 (37%)"} <= set(texts(ax))
    whole = ax.patches[list(charts.ROLES).index("caption")]
    repeated = next(bar for bar in ax.patches if bar.get_hatch())
    assert (whole.get_width(), repeated.get_x(), repeated.get_width()) == (176, 88, 88)


def test_charts_roles_keep_a_role_nobody_foresaw():
    blocks = seed()["blocks"].assign(role="footnote")
    assert charts.roles(blocks).get_yticklabels()[-1].get_text() == "footnote"


def test_charts_actors_are_in_order_and_told_what_they_are():
    ax = charts.actors(seed()["entities"])
    assert [label.get_text() for label in ax.get_yticklabels()][:2] == [
        "South Korea",
        "Choi Byung-ok",
    ]
    assert {"9  country or place", "6  person", "2  organisation"} <= set(texts(ax))
    assert len({to_hex(bar.get_facecolor()) for bar in ax.patches}) == 3
    assert [bar.get_width() for bar in ax.patches] == [9, 6, 6, 4, 2]
    assert [text.xy for text in ax.texts[:2]] == [(9, 0), (6, 1)]  # at the ends of their bars


def test_charts_actors_say_who_is_not_drawn():
    ax = charts.actors(seed()["entities"], top=3)
    assert len(ax.patches) == 3
    assert any("Not drawn: 2 names with 4 or fewer each." in text for text in texts(ax))


def test_charts_actors_labels_stay_inside():
    names = sample("entities", {"name": "A" * 90, "label": "GPE", "mentions": 1_000_000})
    labels, _ = boxes(charts.actors(names))
    assert all(box.x1 <= charts.WIDTH * 100 for box in labels)


def test_charts_timeline_of_the_seed():
    ax = charts.timeline(seed()["events"])
    agreement, commitment, exercise, exchange = (mark(ax, row["event_id"]) for row in SEED_EVENTS)
    assert agreement.get_xdata() == commitment.get_xdata() == date2num([pd.Timestamp("2023-05-30")])
    assert agreement.get_ydata() != commitment.get_ydata()
    assert exercise.get_xdata() > ax.get_xticks()[0]
    assert f"France {lettering.DASH} South Korea  (4 events)" in texts(ax)
    assert "letter of intent on military space" in texts(ax)
    assert ticks(ax) == ["30 May 2023", "no date"]
    assert any("30 May 2023, 2 of 4 without a date" in text for text in texts(ax))
    assert len({shape.get_marker() for shape in (agreement, commitment, exercise, exchange)}) == 4


@pytest.mark.parametrize(("status", "hollow"), [("occurred", False), ("planned", True), ("proposed", True)])
@pytest.mark.parametrize("date", ["2023-05-30", "2023", ""])
def test_charts_timeline_is_hollow_for_what_has_not_occurred(status, hollow, date):
    ax = charts.timeline(sample("events", event("FRA IND", date, "mission", status, "Trishna")))
    artist = mark(ax, f"FRA-IND-{date or 'none'}-mission")
    faces = artist.get_facecolor() if date == "2023" else artist.get_markerfacecolor()
    assert (to_hex(faces) == "#ffffff") == hollow


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [("2023-05", "2023-05-01", "2023-05-31"), ("2023", "2023-01-01", "2023-12-31")],
)
def test_charts_timeline_draws_a_month_or_year_as_a_bar(date, first, last):
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
def test_charts_timeline_axis_has_only_real_precision(dates, expected):
    rows = [event("FRA IND", date, "mission", "occurred", "") for date in dates]
    shown = ticks(charts.timeline(sample("events", *rows)))
    assert not any(":" in label for label in shown)
    assert [label for label in expected if label not in shown] == []


@pytest.mark.parametrize("size", [1, 3, 12, 13, 40, 300])
@pytest.mark.parametrize("pairs", [1, 7, 60])
def test_charts_timeline_labels_and_marks_never_overlap(size, pairs):
    ax = charts.timeline(events(size, lanes=pairs))
    labels, marks = boxes(ax)
    assert len(marks) == size
    assert len(labels) >= min(size, 40)
    assert not [pair for pair in combinations(labels, 2) if overlaps(*pair)]
    assert not [(label, dot) for label in labels for dot in marks if overlaps(label, dot)]
    inside = ax.get_window_extent()
    assert all(inside.x0 - 1 <= box.x0 and box.x1 <= inside.x1 + 1 for box in (*labels, *marks))


def test_charts_timeline_with_many_events_labels_occurred_agreements_first_and_says_so():
    ax = charts.timeline(events(300))
    shown = [text for text in texts(ax) if text.startswith(("agreement ", "mission "))]
    occurred = events(300).query("type == 'agreement' and status == 'occurred'")["title"]
    assert len(shown) == 40
    for title in occurred:
        assert any(text.rstrip("…") in title for text in shown)
    assert any("Labelled: 40 of 300 events" in text for text in texts(ax))


def test_charts_timeline_in_low_axes_labels_fewer():
    _, ax = plt.subplots(figsize=(8, 4))
    charts.timeline(events(40), ax=ax)
    assert any("Labelled: " in text for text in texts(ax))


def test_charts_timeline_with_many_pairs_shares_the_last_lane():
    ax = charts.timeline(events(300, lanes=60))
    headings = [text for text in texts(ax) if text.endswith(" events)")]
    assert len(headings) == lanes.LANES
    assert "41 other pairs  (205 events)" in headings
    assert any("The 41 pairs with the fewest events share the last lane." in text for text in texts(ax))


def test_charts_timeline_without_title_names_type_and_instrument():
    row = event("ESA EUU", "2023-05-30", "agreement", "occurred", " ", instrument="memorandum")
    ax = charts.timeline(sample("events", row))
    assert "agreement: memorandum" in texts(ax)
    assert f"ESA {lettering.DASH} European Union  (1 event)" in texts(ax)


def test_charts_timeline_prints_dollars_and_controls_as_text():
    row = event("FRA IND", "2023-05-30", "mission", "occurred", "US$5 to $6 \x00 million\nnow")
    ax = charts.timeline(sample("events", row))
    ax.figure.canvas.draw()
    label = next(text for text in ax.texts if "million" in text.get_text())
    assert label.get_text() == "US$5 to $6 \N{REPLACEMENT CHARACTER} million now"
    assert not label.get_parse_math()


def test_charts_timeline_of_a_type_nobody_foresaw():
    row = event("FRA IND", "2023-05-30", "rescue", "rumoured", "a rescue")
    assert mark(charts.timeline(sample("events", row)), row["event_id"]).get_marker() == "X"


def test_charts_timeline_does_not_depend_on_the_order_of_rows():
    table = events(60)
    turned = charts.timeline(table.iloc[::-1])
    straight = charts.timeline(table)
    assert texts(turned) == texts(straight)
    assert charts.description(turned) == charts.description(straight)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2023-05-30", "30 May 2023"),
        ("2023-05-02", "2 May 2023"),
        ("2023-05", "May 2023"),
        ("2023", "2023"),
        ("", ""),
        ("soon", "soon"),
    ],
)
def test_lettering_spoken_keeps_the_precision(iso, words):
    assert lettering.spoken(iso) == words


def test_lettering_cut_and_wrapped_fit_the_room():
    text = "South Korea's participation in a French-led international space exercise"
    for room in (30, 60, 100, 200, 1000):
        assert lettering.width(lettering.cut(text, room)) <= room
        lines = lettering.wrapped(text, room, lines=2)
        assert lettering.width(lines) <= room
        assert lines.count("\n") <= 1
    assert lettering.cut(text, 1000) == text
    assert lettering.cut(text, 5) == ""
    assert lettering.wrapped(text, 250, lines=2).replace("\n", " ") == text


def test_charts_timeline_puts_events_far_apart_into_one_row():
    dates = ("2001-01-01", "2023-01-01")
    rows = [event("FRA IND", date, "mission", "occurred", "Trishna") for date in dates]
    ax = charts.timeline(sample("events", *rows))
    assert len({mark(ax, row["event_id"]).get_ydata()[0] for row in rows}) == 1


def test_lanes_rows_never_touch():
    table = lanes.ranked(events(300))
    plan = lanes.scale(table, room=540, labelled=40, widest=0.3)
    for rows in lanes.lanes(table, plan, labelled=40, lines=1).values():
        for row in rows:
            reaches = sorted(mark.reach for mark in row)
            assert all(left[1] < right[0] for left, right in pairwise(reaches))


def test_charts_every_chart_of_a_notebook_is_shown(root):
    draw = f"ax = charts.roles(articles.read({str(root / 'seeds' / 'articles')!r}).blocks)"
    sources = ["from analysis import articles, charts", draw, "print('between')", draw]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    NotebookClient(notebook, kernel_name="python3").execute()
    shown = ["image/png" in output.get("data", {}) for cell in notebook.cells for output in cell.outputs]
    assert shown == [True, False, True]
