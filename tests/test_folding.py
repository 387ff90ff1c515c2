"""Which reports tell of the same event, on a page and across pages."""

from itertools import permutations

import pandas as pd
import pytest

SIGNED = "Italy and Japan signed a {} on satellite data in Rome on {}."
EARLIER = pytest.mark.xfail(strict=True, reason="an earlier page takes the plain id, which then means another event")
MEMORANDUM = SIGNED.format("memorandum of understanding", "Monday")


def story(text, published="March 10, 2021"):
    return f"Published: {published}\n\n{text}\n"


def ids(tables):
    return tables["events"]["event_id"].tolist()


def test_folding_event_on_two_pages_is_one(pages):
    tables = pages(a=story(MEMORANDUM), b=story(f"{MEMORANDUM} The guests then had a look at the station."))
    assert ids(tables) == ["ITA-JPN-2021-03-08-agreement"]
    assert tables["events"][["articles", "reports"]].to_numpy().tolist() == [[2, 2]]


def test_folding_same_page_twice_is_one_event_with_both_sources(pages):
    tables = pages(a=story(MEMORANDUM), b=story(MEMORANDUM))
    assert tables["articles"]["article_id"].tolist() == ["a", "b"]
    assert tables["reports"]["article_id"].tolist() == ["a", "b"]
    assert ids(tables) == ["ITA-JPN-2021-03-08-agreement"]


THREE = (
    story(MEMORANDUM),
    story(SIGNED.format("pact", "March 8") + " It was a clear day.", "March 20, 2021"),
    story("Italy and Japan signed a memorandum of understanding on satellite data this month."),
)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_folding_order_of_the_files_plays_no_part(pages, order):
    tables = pages(**{name: THREE[i] for name, i in zip("abc", order, strict=True)})
    assert ids(tables) == ["ITA-JPN-2021-03-08-agreement"]
    assert tables["events"][["articles", "instrument"]].to_numpy().tolist() == [[3, "memorandum of understanding"]]


def test_folding_first_article_is_the_earliest_published(pages):
    tables = pages(a=story(SIGNED.format("pact", "March 8"), "March 20, 2021"), b=story(MEMORANDUM))
    assert tables["events"]["first_article_id"].tolist() == ["b"]


def test_folding_different_instruments_of_a_day_stay_two_and_are_told_apart_by_id(pages):
    tables = pages(a=story(MEMORANDUM), b=story(SIGNED.format("letter of intent", "Monday")))
    named = tables["events"].set_index("instrument")["event_id"]
    assert named.to_dict() == {
        "memorandum of understanding": "ITA-JPN-2021-03-08-agreement",
        "letter of intent": "ITA-JPN-2021-03-08-agreement-letter-of-intent",
    }


def test_folding_different_instruments_of_a_page_stay_two(pages):
    letter = SIGNED.format("letter of intent", "Monday")
    tables = pages(a=story(f"{MEMORANDUM}\n\n{letter}"))
    assert len(ids(tables)) == 2


def test_folding_generic_word_joins_the_particular_instrument(pages):
    tables = pages(a=story(f"{MEMORANDUM}\n\n{SIGNED.format('agreement', 'Monday')}"))
    assert tables["events"][["instrument", "reports"]].to_numpy().tolist() == [["memorandum of understanding", 2]]


def test_folding_different_days_stay_two(pages):
    tables = pages(a=story(MEMORANDUM), b=story(SIGNED.format("memorandum of understanding", "March 1")))
    assert ids(tables) == ["ITA-JPN-2021-03-01-agreement", "ITA-JPN-2021-03-08-agreement"]


def test_folding_different_pairs_of_a_day_stay_two(pages):
    tables = pages(a=story(MEMORANDUM), b=story(MEMORANDUM.replace("Italy", "Peru")))
    assert ids(tables) == ["ITA-JPN-2021-03-08-agreement", "JPN-PER-2021-03-08-agreement"]


@pytest.mark.parametrize("words", ["in March 2021", "in 2021"])
def test_folding_a_month_or_year_holds_its_day(pages, words):
    tables = pages(a=story(MEMORANDUM), b=story(MEMORANDUM.replace("on Monday", words), "June 1, 2021"))
    assert ids(tables) == ["ITA-JPN-2021-03-08-agreement"]
    assert tables["events"][["precision", "articles"]].to_numpy().tolist() == [["day", 2]]


@pytest.mark.parametrize("words", ["in 2021", "in March"])
def test_folding_page_of_the_day_is_not_made_less_precise_by_another_that_knows_the_year(pages, words):
    tables = pages(
        a=story("Italy and Japan signed a pact on satellite data in Rome."),
        b=story(
            f"Italy opened a space centre.\n\nItaly and Japan had signed a pact on satellite data {words}.",
            "May 1, 2021",
        ),
    )
    assert tables["events"][["date", "articles"]].to_numpy().tolist() == [["2021-03-10", 2]]


def test_folding_another_month_stays_apart(pages):
    tables = pages(a=story(MEMORANDUM), b=story(MEMORANDUM.replace("on Monday", "in February 2021")))
    assert ids(tables) == ["ITA-JPN-2021-02-agreement", "ITA-JPN-2021-03-08-agreement"]


def test_folding_planned_and_occurred_stay_apart(pages):
    planned = "Italy and Japan will sign a memorandum of understanding on satellite data on Monday."
    tables = pages(a=story(planned, "March 5, 2021"), b=story(MEMORANDUM))
    assert sorted(tables["events"]["status"]) == ["occurred", "planned"]
    assert tables["events"]["event_id"].is_unique
    assert set(tables["events"]["date"]) == {"2021-03-08"}


PLAN = "Italy and Japan will hold talks on satellite data in a small ceremony, officials said."


def test_folding_undated_events_stay_apart_per_page(pages):
    tables = pages(a=story(PLAN), b=story(PLAN))
    assert ids(tables) == ["ITA-JPN-none-dialogue-a", "ITA-JPN-none-dialogue-b"]


def test_folding_undated_events_of_one_named_instrument_merge(pages):
    plan = "Italy and Japan will sign a technology safeguards agreement on rockets in a small ceremony, officials said."
    tables = pages(a=story(plan), b=story(plan))
    assert tables["events"]["articles"].tolist() == [2]


def test_folding_undated_events_of_one_page_are_one(pages):
    tables = pages(a=story(f"{PLAN}\n\nThe two sides will hold the talks on satellite data with all who care."))
    assert ids(tables) == ["ITA-JPN-none-dialogue-a"]


def test_folding_undated_passage_takes_the_date_of_its_event(pages):
    tables = pages(a=story(f"Italy and Japan sign satellite memorandum\n\n{MEMORANDUM}"))
    assert tables["reports"]["date"].tolist() == ["2021-03-08"] * 2


@pytest.mark.parametrize("name", ["0", "ab", "z", "sub/page"])
def test_folding_new_page_renumbers_nothing(pages, tmp_path, name):
    before = pages(a=story(MEMORANDUM), b=story(PLAN))
    (tmp_path / "sub").mkdir()
    more = "Peru and Chile signed a treaty on rockets on Monday, and will hold talks on satellites."
    after = pages(**{name: story(more)})
    assert len(after["events"]) > len(before["events"])
    assert set(ids(before)) < set(ids(after))
    for table, key in (("events", "event_id"), ("reports", "report_id")):
        kept = after[table][after[table][key].isin(before[table][key])].reset_index(drop=True)
        pd.testing.assert_frame_equal(kept, before[table])


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("b", "March 10, 2021"),
        ("b", "March 12, 2021"),
        pytest.param("0", "March 10, 2021", marks=EARLIER),
        pytest.param("b", "March 9, 2021", marks=EARLIER),
    ],
)
def test_folding_new_instrument_of_the_day_renumbers_nothing(pages, name, published):
    def instruments(tables):
        return set(zip(tables["events"]["event_id"], tables["events"]["instrument"], strict=True))

    before = pages(a=story(MEMORANDUM))
    after = pages(**{name: story(SIGNED.format("letter of intent", "Monday"), published)})
    assert instruments(before) < instruments(after)


def test_folding_ids_are_unique(pages):
    texts = [SIGNED.format(what, "Monday") for what in ("treaty", "letter of intent", "protocol", "pact", "contract")]
    tables = pages(**{f"p{i}": story(text) for i, text in enumerate(texts)})
    assert tables["events"]["event_id"].is_unique
    assert set(tables["reports"]["event_id"]) == set(tables["events"]["event_id"])


CEREMONY = "Italy and Japan signed a memorandum of understanding on satellite data in a small ceremony."


@pytest.mark.parametrize(("day", "events"), [("March 8", 1), ("March 7", 1), ("March 1", 2), ("February 20", 2)])
def test_folding_page_without_a_date_of_its_own_follows_its_event_by_days_only(pages, day, events):
    tables = pages(a=story(CEREMONY), b=story(SIGNED.format("memorandum of understanding", day)))
    assert len(tables["events"]) == events


def test_folding_news_is_not_dated_by_an_old_event_on_its_page(pages):
    old = "Italy and Japan signed a memorandum of understanding on rocket engines in May 2009."
    tables = pages(a=story(f"{CEREMONY}\n\n{old}"))
    assert tables["events"]["date"].tolist() == ["2009-05", "2021-03-10"]


def test_folding_page_that_fits_two_events_joins_neither_in_any_order(pages):
    days = ("on March 1", "on March 8", "in March 2021")
    texts = [story(MEMORANDUM.replace("on Monday", day), "March 20, 2021") for day in days]
    found = set()
    for order in permutations(texts):
        events = pages(**dict(zip("abc", order, strict=True)))["events"]
        found.add(tuple(zip(events["date"], events["articles"], strict=True)))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("second", "dates"),
    [
        ("The two sides agreed to cooperate closely on the tracking of satellites.", {"2021-03-08"}),
        (
            "On Sunday they discussed rockets. They agreed to cooperate on satellites.",
            {"2021-03-07", "2021-03-08", "2021-03-10"},
        ),
    ],
)
def test_folding_undated_pledge_has_the_day_the_two_met(page, second, dates):
    told = page(f"Officials of Italy and Japan held talks on space in Rome on Monday.\n\n{second}")["events"]
    assert set(told["date"]) == dates
