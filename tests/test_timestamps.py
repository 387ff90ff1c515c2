"""The dates a page prints about itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import timestamps


@pytest.mark.cases("stamps")
def test_timestamps_stamp(passage, near, kind, value, ambiguous):
    assert list(timestamps.stamps(passage, near)) == [(kind, value, bool(ambiguous))]


@pytest.mark.parametrize("passage", ["", "Seoul", "31/31/2021", "February 30, 2021", "Call 555-1234", "1.2.3"])
def test_timestamps_no_stamp_where_no_day_is_printed(passage):
    assert list(timestamps.stamps(passage)) == []


def test_timestamps_two_on_one_line():
    line = "Published : May 30, 2023 - 21:07       Updated : May 31, 2023 - 08:11"
    stamps = [(stamp.kind, stamp.value) for stamp in timestamps.stamps(line)]
    assert stamps == [("published", "2023-05-30T21:07"), ("updated", "2023-05-31T08:11")]


@pytest.mark.cases("datelines")
def test_timestamps_dateline(paragraph, years, date, agency):
    known = [f"{years}-06-30"[:10] if len(years) == 4 else years] if years else []
    assert timestamps.dateline(paragraph, known) == (date, agency)


@pytest.mark.parametrize(
    ("text", "captured"),
    [
        (" date 2023-05-30  Back To Top", "2023-05-30"),
        ("date 2023-05 and more", "2023-05"),
        ("Its date 2023-05-30 is known", ""),
        ("A page\n date 2023-05-30", ""),
        (" date 20230530", ""),
        ("", ""),
    ],
)
def test_timestamps_captured_is_the_leading_marker(text, captured):
    assert timestamps.captured(text) == captured


@given(st.text(alphabet=st.sampled_from("0123456789/-.: APMapmay,MTZ+onPublished"), max_size=40))
def test_timestamps_any_line_is_read(line):
    assert all(stamp.value[:4].isdigit() for stamp in timestamps.stamps(line, "2021-03"))
    assert len(timestamps.dateline(line, ["2021"])) == 2
