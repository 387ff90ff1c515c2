"""TIMEX3 values as intervals of days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intervals import interval


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-05-30", ("2023-05-30", "day", "2023-05-30", "2023-05-30")),
        ("2023-05-30T21:07", ("2023-05-30", "day", "2023-05-30", "2023-05-30")),
        ("2023-05-30TEV", ("2023-05-30", "day", "2023-05-30", "2023-05-30")),
        ("2023-02", ("2023-02", "month", "2023-02-01", "2023-02-28")),
        ("2024-02", ("2024-02", "month", "2024-02-01", "2024-02-29")),
        ("2023", ("2023", "year", "2023-01-01", "2023-12-31")),
        ("FY2024", ("2024", "year", "2024-01-01", "2024-12-31")),
        ("2023-Q1", ("2023", "year", "2023-01-01", "2023-03-31")),
        ("2023-Q4", ("2023", "year", "2023-10-01", "2023-12-31")),
        ("2023-H1", ("2023", "year", "2023-01-01", "2023-06-30")),
        ("2023-H2", ("2023", "year", "2023-07-01", "2023-12-31")),
        ("2023-SP", ("2023", "year", "2023-03-01", "2023-05-31")),
        ("2023-FA", ("2023", "year", "2023-09-01", "2023-11-30")),
        ("2023-XX-XX", ("2023", "year", "2023-01-01", "2023-12-31")),
        ("2023-W22", ("2023-05", "month", "2023-05-29", "2023-06-04")),
    ],
)
def test_intervals_of_a_value(value, expected):
    assert interval("TIME" if "T" in value else "DATE", value) == expected


@pytest.mark.parametrize("value", ["199", "XXXX-05-30", "XXXX-WXX-2", "PAST_REF", "PRESENT_REF", "P3D", ""])
def test_intervals_none_without_a_year(value):
    assert interval("DATE", value) is None


@pytest.mark.parametrize(("type", "value"), [("DURATION", "P3Y"), ("SET", "P1Y"), ("SET", "XXXX-WXX-1")])
def test_intervals_none_for_durations_and_sets(type, value):
    assert interval(type, value) is None


def test_intervals_winter_runs_into_the_next_year():
    found = interval("DATE", "2022-WI")
    assert found.earliest <= "2022-12-21" <= found.latest
    assert found.latest >= "2023-02-28"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y", "%G-W%V"]))
def test_intervals_hold_their_day(day, form):
    found = interval("DATE", day.strftime(form))
    assert found.earliest <= day.isoformat() <= found.latest
    assert found.earliest.startswith(found.date) or form == "%G-W%V"
