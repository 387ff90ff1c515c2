"""Agreements over time: steps that add up, lines told apart by more than their colour."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from artists import said, texts
from matplotlib.dates import date2num
from sample_tables import event, events, sample

from analysis import charts
from analysis.lettering import DASH


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def signed(*told):
    rows = [event(pair, date, "agreement", "occurred", "") for pair, date in told]
    return sample("events", *(row | {"event_id": f"e{index}"} for index, row in enumerate(rows)))


def test_agreements_add_up_one_step_each():
    ax = charts.agreements(signed(("FRA KOR", "2021-03-01"), ("FRA KOR", "2019-05-30"), ("FRA KOR", "2020-01-02")))
    (line,) = ax.lines
    days = [date2num(pd.Timestamp(day)) for day in ("2019-05-30", "2019-05-30", "2020-01-02", "2021-03-01")]
    assert list(line.get_xdata()[:-1]) == days
    assert list(line.get_ydata()) == [0, 1, 2, 3, 3]
    assert f"France {DASH} South Korea: 3" in texts(ax)
    title = " ".join(ax.get_title(loc="left").split())
    assert title == f"France {DASH} South Korea: 3 agreements on space from 30 May 2019 to 1 March 2021"


def test_agreements_leave_out_other_types_and_what_has_not_occurred():
    table = events(60)
    count = len(table.query("type == 'agreement' and status == 'occurred' and date != ''"))
    ax = charts.agreements(table)
    assert 0 < count == sum(line.get_ydata()[-1] for line in ax.lines)
    assert f"Lines of {count} agreements" in charts.description(ax)


def test_agreements_of_a_month_count_from_its_last_day_and_say_so():
    ax = charts.agreements(signed(("FRA KOR", "2019-05"), ("FRA KOR", "2020-01-02")))
    assert ax.lines[0].get_xdata()[1] == date2num(pd.Timestamp("2019-05-31"))
    assert "counts from the last day it may be" in said(ax)


def test_agreements_without_a_date_are_said():
    ax = charts.agreements(signed(("FRA KOR", "2019-05-30"), ("FRA KOR", ""), ("FRA IND", "")))
    assert "Not drawn: 2 without a date." in said(ax)
    assert "Not drawn: 2 without a date." in charts.description(ax)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([("FRA KOR", "")], "no such agreement with a date"),
        ([], "no agreement that occurred"),
    ],
)
def test_agreements_of_none_to_draw_say_why(rows, reason):
    table = pd.concat([signed(*rows), sample("events", event("FRA KOR", "2020", "mission", "occurred", ""))])
    assert reason in said(charts.agreements(table))


def test_agreements_of_many_pairs_have_a_line_for_all_else():
    pairs = [f"A{index} ZZZ" for index in range(7)]
    ax = charts.agreements(signed(*((pair, f"20{10 + index}") for index, pair in enumerate(pairs * 2 + pairs[:4]))))
    assert [line.get_ydata()[-1] for line in ax.lines] == [3, 3, 3, 3, 6]
    assert "3 other pairs: 6" in texts(ax)


def test_agreements_lines_differ_in_marks_and_all_but_one_in_dashes():
    ax = charts.agreements(signed(*((f"A{index} ZZZ", f"20{10 + index}") for index in range(5))))
    assert len({line.get_marker() for line in ax.lines}) == 5
    assert len({str(line.get_linestyle()) + str(line._dash_pattern) for line in ax.lines}) == 4
    assert len([text for text in texts(ax) if text in "●■▲◆▼"]) == 5
