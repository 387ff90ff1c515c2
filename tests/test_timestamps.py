"""The dates a page prints about itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import timestamps, vocabulary

LAST = ("-", "–", "—", "/.", "22")  # how a dateline ends


@pytest.mark.cases("stamps")
def test_timestamps_stamp(passage, near, kind, value, ambiguous):
    assert [stamp[:3] for stamp in timestamps.stamps(passage, near)] == [(kind, value, bool(ambiguous))]


@pytest.mark.cases("stamps")
def test_timestamps_stamp_stands_where_its_date_is_printed(passage, near, kind, value, ambiguous):
    line = f"Jane Doe | {passage} | Space"
    found = [line[stamp.start : stamp.end].strip() for stamp in timestamps.stamps(line, near)]
    alone = [passage[stamp.start : stamp.end] for stamp in timestamps.stamps(passage, near)]
    assert alone == [passage]
    # Without a year it is a date only where it is the whole of its line.
    assert found == ([passage] if re.search(r"\d{4}|\d\d?[/.]\d\d?[/.]\d\d", passage) else [])


@pytest.mark.cases("stamped")
def test_timestamps_dates_a_line_prints_of_its_page(line, dates):
    assert " | ".join(match.group().strip() for match in timestamps.stamped(line)) == dates


def test_timestamps_no_year_is_no_date_where_none_is_known():
    assert list(timestamps.stamps("May 30, 21:07")) == []


@pytest.mark.parametrize(
    "line", ["May 30", "30 May", "The launch is on May 30, 21:07", "May 30, 21:07 in Rome", "February 30, 21:07"]
)
def test_timestamps_yearless_line_has_a_day_and_a_time_and_nothing_else(line):
    assert list(timestamps.stamps(line, "2023-06-01")) == []


@pytest.mark.parametrize(
    ("line", "labelled"),
    [
        ("Published: May 3, 2021", True),
        ("Atualizado em 30/05/2023", True),
        ("Last updated:", True),
        ("On May 3, 2021", False),
        ("May 3, 2021", False),
        ("Space", False),
    ],
)
def test_timestamps_labelled(line, labelled):
    assert timestamps.labelled(line) is labelled


@pytest.mark.parametrize("row", list(vocabulary.rows("labels").itertuples(index=False)), ids=lambda row: row.label)
def test_timestamps_every_label_says_what_its_date_is(row):
    assert [stamp.kind for stamp in timestamps.stamps(f"{row.label.capitalize()}: 2023-05-30")] == [row.kind]


@pytest.mark.parametrize("kind", ["month", "foreign month"])
def test_timestamps_every_month_is_read(kind):
    for word, value in vocabulary.mapping("timewords", kind).items():
        assert [stamp.value for stamp in timestamps.stamps(f"3 {word} 2021")] == [f"2021-{int(value):02d}-03"], word


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
    *found, end = timestamps.dateline(paragraph, known)
    assert found == [date, agency]
    assert paragraph[:end].rstrip().endswith(LAST) if date or agency else end == 0
    assert paragraph[end:].startswith(("The two sides signed", paragraph))


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
    assert all(0 <= stamp.start < stamp.end <= len(line) for stamp in timestamps.stamps(line, "2021-03"))
    value, _, end = timestamps.dateline(line, ["2021"])
    assert value == "" or timestamps.exists(value)
    assert 0 <= end <= len(line)
