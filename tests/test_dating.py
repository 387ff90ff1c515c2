"""Which of the dates in a sentence is an act's own, and in which words."""

import pytest


@pytest.mark.parametrize("words", ["from 4 to 12 February 2021", "From Feb. 4-12, 2021", "on 4 February 2021"])
def test_dating_words_have_both_days_of_a_range(page, words):
    tables = page(f"Italy and Japan held a joint space exercise near Rome {words}, the air force said.")
    assert tables["events"][["date", "date_text"]].to_numpy().tolist() == [["2021-02-04", words]]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On 4 February 2021 Italy and Japan signed a space pact, the ministry said on 9 March 2021.", ["2021-02-04"]),
        ("Italy and Japan signed a space pact, the ministry said on 9 March 2021.", ["2021-03-10"]),
        ("Italy and Japan signed a pact in February 2021 on a space mission launching in 2028.", ["2021-02"]),
        (
            "Italy and Japan signed a space pact in 2015, and in 2019 they signed a protocol on space debris.",
            ["2015", "2019"],
        ),
    ],
    ids=["one for the saying", "only one for the saying", "one still to come", "one for each act"],
)
def test_dating_takes_the_date_that_governs_the_act(page, text, dates):
    assert page(text)["events"]["date"].tolist() == dates
