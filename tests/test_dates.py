"""Time expressions: what is found, where, and what it means on the day of the news."""

import re
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Span

from analysis import dates

DAY = r"(?:\d{4}|XXXX)-(?:\d\d|XX)-(?:\d\d|XX)"
PART = r"(?:\d\d|W\d\d(?:-WE)?|WXX-[1-7]|Q[1-4]|H[12]|SP|SU|FA|WI)"
YEAR = r"(?:\d{4}|XXXX)"
VALUE = {
    "DATE": rf"{DAY}|(?:FY)?\d{{2,4}}|{YEAR}(?:-(?:{PART}|WXX|XX-XX))?|(?:PAST|PRESENT|FUTURE)_REF",
    "TIME": rf"(?:{DAY}|XXXX-WXX-[1-7])T(?:(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d)?|MO|AF|EV|NI)",
    "DURATION": r"PT?(?:\d+(?:\.\d+)?|X)(?:[SHMDWQY]|WE)",
    "SET": r"XXXX-(?:WXX-[1-7](?:T(?:MO|AF|EV|NI))?|\d\d|SP|SU|FA|WI|XX-XXT(?:MO|AF|EV|NI))"
    r"|PT?(?:\d+|X)(?:[SHMDWQY]|WE)",
}
PAGES = st.dates(date(1950, 1, 1), date(2100, 12, 31))
WORDS = (
    "on Monday last next this every May March 30 31 2023 1999 , . - – th of the early mid- ago later three a several "
    "days weeks months years year-old decade century quarter second half summer Fiscal FY 5 p.m. 12 : 30 noon today "
    "yesterday tomorrow night will signed said 0 00 99999999999 Feb. 29 $ £ 1990s 2020s recently year-end the week of "
    "Christmas Easter '90s Q3 H2 nineteen ninety-six to morning Mondays GMT KST weekend half dozen and each once "
    "latest year-ago from before after same that period overnight weekly past coming fall in 2023-05-30T21:07 "
    "30/05/2023 3/4/2021"
)


def found(text, anchor=None):
    return dates.find(text, anchor or None)


@pytest.mark.cases("dates")
def test_dates_value(text, anchor, span, type, value, basis):
    rows = found(text, anchor)
    if not span:
        assert rows.empty
        return
    rows = rows[rows["text"] == span]
    assert rows[["type", "value", "basis"]].to_numpy().tolist() == [[type, value, basis]]
    assert text[rows["start"].item() : rows["end"].item()] == span


@pytest.mark.parametrize("words", ["a last minute deal", "due this hour", "the next second"])
def test_dates_units_below_a_day_are_read(words):
    check(words, "2023-05-30")
    check(words, None)


@pytest.mark.parametrize("words", ["some 5,000 years ago", "some 5000 years ago", "99999999999 years ago"])
def test_dates_before_all_calendars_are_no_date_of_ours(words):
    assert not found(words, "2023-05-30")["value"].str.fullmatch(r"-?\d+").any()


def test_dates_are_found_in_reading_order():
    rows = found("Signed in 2019, renewed on May 3, 2021, and due next year.", "2023-05-30")
    assert rows["text"].tolist() == ["2019", "May 3, 2021", "next year"]
    assert rows["start"].is_monotonic_increasing


@pytest.mark.parametrize("anchor", [date(2023, 5, 30), datetime(2023, 5, 30, 21, 7), "2023-05-30", "2023-05-30T21:07"])
def test_dates_anchor_is_a_date_or_its_iso_text(anchor):
    assert found("on Monday", anchor)["value"].tolist() == ["2023-05-29"]


def test_dates_future_words_count_only_in_their_own_clause():
    rows = found("The station will open soon, the ministry said. The pact was signed on Wednesday.", "2023-05-30")
    assert rows["value"].tolist() == ["2023-05-24"]


@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=8), st.sampled_from(["They met in Rome.", "It will fly soon,"])
)
def test_dates_of_a_paragraph_owe_others_no_more_than_the_date_named_last(words, before):
    alone, beside = (found(text, "2023-05-30") for text in (" ".join(words), before + "\n\n" + " ".join(words)))
    shift = len(before) + 2
    assert (beside["start"] - shift).tolist() == alone["start"].tolist()
    columns = ["text", "type", "value", "basis"]
    assert beside[columns].to_numpy().tolist() == alone[columns].to_numpy().tolist()


def test_dates_may_refer_to_the_date_another_paragraph_names():
    rows = found("The pact was signed on May 3, 2021.\n\nA day later the station opened.", "2023-05-30")
    assert rows["value"].tolist() == ["2021-05-03", "2021-05-04"]


@pytest.mark.parametrize("text", ["", "No time is named here.", "\n\n"])
def test_dates_none_has_the_columns_and_types_of_some(text):
    some = found("on May 30, 2023")
    pd.testing.assert_series_equal(found(text).dtypes, some.dtypes)
    assert found(text).empty


@given(st.text(max_size=200), st.one_of(st.none(), PAGES))
def test_dates_any_text_is_read(text, anchor):
    check(text, anchor)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=12), st.sampled_from([" ", "", "-"]), PAGES)
def test_dates_any_words_of_time_are_read(words, glue, anchor):
    check(glue.join(words), anchor)
    check(glue.join(words), None)


def check(text, anchor):
    rows = dates.find(text, anchor)
    for row in rows.itertuples():
        assert text[row.start : row.end] == row.text != ""
        assert re.fullmatch(VALUE[row.type], row.value), row
        assert row.basis in ("stated", "resolved", "none")
    assert (rows["start"].iloc[1:].to_numpy() >= rows["end"].iloc[:-1].to_numpy()).all()


def test_dates_table_counts_from_the_start_of_the_page(page):
    tables = page("The two sides signed a satellite pact in Rome on May 3, 2020, and again on Monday.")
    text = tables["articles"]["text"].item()
    rows = tables["dates"]
    assert [text[row.start : row.end] for row in rows.itertuples()] == ["May 3, 2020", "Monday"]
    assert rows["value"].tolist() == ["2020-05-03", "2021-03-08"]


def test_dates_component_marks_spans_with_type_value_and_basis(nlp):
    doc = nlp("The pact was signed on May 3, 2020.")
    (span,) = doc.spans["dates"]
    assert (span.text, span.label_, span.kb_id_, span._.date_basis) == ("May 3, 2020", "DATE", "2020-05-03", "stated")


def test_dates_basis_is_not_that_of_a_name_of_the_same_words(nlp):
    doc = nlp("The pact was signed on May 3, 2020.")
    (span,) = doc.spans["dates"]
    name = Span(doc, span.start, span.end, span.label_, span.kb_id_)
    name._.basis = "model"
    assert span._.date_basis == "stated"
