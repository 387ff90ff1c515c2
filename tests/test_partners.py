"""Partners by year: every event is in one cell, and the figures on the chart are the table's."""

import matplotlib.pyplot as plt
import pytest
from artists import contrast, said, texts, ticks
from sample_tables import event, events, links, sample

from analysis import charts
from analysis.lettering import DASH


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def cells(ax):
    """(row, figure) of each cell that has one."""
    names = ticks(ax, "y")
    return [(names[int(text.xy[1])], int(text.get_text())) for text in ax.texts if text.get_text().isdigit()]


def one_party(*partners):
    rows = [event(" ".join(sorted(("KOR", other))), date, "mission", "occurred", "") for other, date in partners]
    return sample("events", *(row | {"event_id": f"e{index}"} for index, row in enumerate(rows)))


def test_partners_of_the_one_party_are_the_rows():
    ax = charts.partners(one_party(("FRA", "2020"), ("FRA", "2021-05"), ("USA", "2021"), ("FRA", "2021-06-01")))
    assert ticks(ax, "y") == ["France", "United States"]
    assert sorted(cells(ax)) == [("France", 1), ("France", 2), ("United States", 1)]
    assert ticks(ax) == ["2020", "2021"]
    title = " ".join(ax.get_title(loc="left").split())
    assert title == "South Korea and 2 partners: 4 events in space cooperation, most with France (3)"


def test_partners_of_several_parties_are_pairs():
    ax = charts.partners(
        sample("events", *(event(pair, "2020", "mission", "occurred", "") for pair in ("FRA KOR", "IND USA")))
    )
    assert ticks(ax, "y") == [f"France {DASH} South Korea", f"India {DASH} United States"]


def test_partners_of_one_pair_are_one_row():
    ax = charts.partners(one_party(("FRA", "2020"), ("FRA", "")))
    assert ticks(ax, "y") == [f"France {DASH} South Korea"]


@pytest.mark.parametrize("sheet", [None, *charts.SHEETS])
@pytest.mark.parametrize("table", [events(1), events(300), events(3000, lanes=60), links(60)])
def test_partners_cells_add_up_to_all_events(table, sheet):
    ax = charts.partners(table)
    ax = ax.figure.draw_on(charts.SHEETS[sheet]) if sheet else ax
    assert sum(size for _, size in cells(ax)) == len(table)


def test_partners_say_what_has_no_date_and_what_has_not_occurred():
    table = events(300)
    ax = charts.partners(table)
    assert "no date" in ticks(ax)
    assert f"{(table['date'] == '').sum()} of 300 events without a date stand at the right" in said(ax)
    assert f"{(table['status'] != 'occurred').sum()} planned or proposed" in said(ax)
    undated = ((table["date"] == "") & (table["country_a"] == "CHN")).sum()
    assert f"{undated} without a date" in charts.description(ax)


def test_partners_of_many_pairs_share_the_last_row_and_say_so():
    ax = charts.partners(links(60), top=10)
    assert ticks(ax, "y")[-1] == "111 other pairs"
    assert "The 111 with the fewest events share the last row." in said(ax)


def test_partners_of_many_years_put_several_into_a_column_and_say_so():
    ax = charts.partners(one_party(("FRA", "1957-10-04"), ("FRA", "1965"), ("USA", "2025")))
    assert "A column stands for 2 years, from the one named." in said(ax)
    assert "1 in 1956 to 1957" in charts.description(ax)


def test_partners_cells_are_darker_for_more_and_their_figures_legible():
    ax = charts.partners(one_party(*[("FRA", "2020")] * 9, *[("USA", "2020")] * 4, ("IND", "2020")))
    fills = [bar.get_facecolor() for bar in ax.patches]
    assert [sum(fill[:3]) for fill in fills] == sorted(sum(fill[:3]) for fill in fills)
    figures = [text for text in ax.texts if text.get_text().isdigit()]
    for text, fill in zip(figures, fills, strict=True):
        assert contrast(text.get_color(), fill[:3]) >= 3


def test_partners_description_has_all_cells():
    words = charts.description(charts.partners(events(300)))
    assert words.startswith("Table of 300 events by year.")
    figures = [int(part.split(" ")[0]) for row in words.split(": ")[1:] for part in row.split("; ")[0].split(", ")]
    assert sum(figures) == 300


def test_partners_empty_cells_have_no_figure():
    ax = charts.partners(one_party(("FRA", "2020"), ("USA", "2022")))
    assert "0" not in texts(ax)
    assert len(ax.patches) == 6
