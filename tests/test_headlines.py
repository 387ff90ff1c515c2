"""Which line is the headline: what speaks for a line and against it, on made-up pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import headlines, layout

TITLE = "Two agencies to share satellite data from Rome"
DECK = "The memorandum lets both space agencies use satellite data from next year on"
STORY = "The two space agencies signed a memorandum on satellite data in Rome after a year of talks."
MORE = "They will hold the first meeting of a joint working group before the summer, the ministry said."
TEASERS = """Museum opens its hall of mirrors
Bakers compete for a golden loaf
Voters turn out early for council
Rain over the northern coast"""
OTHER = "Rain over the northern coast keeps fishing boats in harbour"
LONG = "Two agencies to share satellite data from Rome with ships and ports and farms and towns and schools and banks"


def headline(text):
    found = [text[part.start : part.end] for part in layout.blocks(text) if part.role == "headline"]
    return found[0] if found else ""


def candidate(text, line):
    (one,) = [one for one in layout.candidates(text) if one.text == line]
    return one


@pytest.mark.parametrize(
    "above",
    [
        "",
        TEASERS,
        f"Home\nScience\n{TEASERS}\nShare",
        f"Home > World > {TITLE}",
        f"{TITLE} | The Orbit Gazette",
        "Italian Space Agency",
        "Photo: officials of the two space agencies show the memorandum on satellite data in Rome",
        "Maria Rossi (left) and Ken Sato show the memorandum on satellite data of the two agencies",
        MORE,
    ],
)
def test_headlines_headline_is_found_below(above):
    assert headline(f"{above}\n{TITLE}\nMarch 10, 2021\n{STORY}\n{MORE}") == TITLE


@pytest.mark.parametrize(
    "below",
    [
        "",
        DECK,
        f"{DECK}.",
        f"By Jane Doe\n{DECK}",
        "By Jane Doe\nMarch 10, 2021",
        "Photo: officials of the two space agencies show the memorandum on satellite data in Rome",
        "Maria Rossi (left) and Ken Sato show the memorandum on satellite data of the two agencies",
        "Officials of the two space agencies shake hands on satellite data in Rome",
    ],
)
def test_headlines_headline_is_found_above(below):
    assert headline(f"{TITLE}\n{below}\n{STORY}\n{MORE}") == TITLE


@pytest.mark.parametrize(
    "text", ["", f"{STORY}\n{MORE}", f"{STORY}\n\n{MORE}\n", f"Share\nMenu\n{STORY}\n{MORE}", "Share"]
)
def test_headlines_none_where_only_prose_or_furniture_stands(text):
    assert headline(text) == ""


def test_headlines_none_where_no_line_has_points_enough():
    text = f"{OTHER}\n{STORY}\n{MORE}"
    assert candidate(text, OTHER).total < headlines.LEAST
    assert headline(text) == ""


@pytest.mark.parametrize(
    "name",
    [
        "Italian Space Agency",
        "Reuters",
        "Press Trust of India",
        "Government of Italy",
        "Ministry of Science, Technology and Industry",
        "Embassy of Japan",
    ],
)
def test_headlines_name_of_a_body_alone_is_none(name):
    story = f"The {name} signed a memorandum on satellite data today."
    text = f"{TEASERS}\n{name}\nBy Jane Doe\nMarch 10, 2021\n{story}\n{MORE}"
    assert name not in [one.text for one in layout.candidates(text)]
    assert headline(text) != name


def test_headlines_line_that_ends_with_a_body_of_the_page_is_no_trail():
    title = "Minister visits Italian Space Agency"
    text = f"Italian Space Agency\n{title}\n{STORY}\n{MORE}"
    assert [one.text for one in layout.candidates(text)][:1] == [title]


def test_headlines_name_of_a_body_is_one_where_the_page_is_called_so():
    text = f"Home > Partners > Italian Space Agency\nItalian Space Agency\nMarch 10, 2021\n{STORY}\n{MORE}"
    assert "Italian Space Agency" in [one.text for one in layout.candidates(text)]


@pytest.mark.parametrize(
    "line", [f"Home > World > {TITLE}", f"World {TITLE}", "Rome | Tokyo | Paris | Oslo", "• Rome today"]
)
def test_headlines_trail_and_menu_line_are_no_candidates(line):
    assert line not in [one.text for one in layout.candidates(f"{line}\n{TITLE}\n{STORY}\n{MORE}")]


EQUAL = ("Ships bring satellite home from northern coast", "Ports bring satellite home from southern coast")


def test_headlines_first_of_equals_wins():
    text = "\n".join(["Share", *EQUAL, "Share", "March 10, 2021", STORY, MORE])
    one, other = (candidate(text, line) for line in EQUAL)
    assert one.total == other.total >= headlines.LEAST
    assert headline(text) == EQUAL[0]


def test_headlines_trail_decides_between_equals():
    assert headline("\n".join([f"Home > Sea > {EQUAL[1]}", *EQUAL, "March 10, 2021", STORY, MORE])) == EQUAL[1]


def test_headlines_line_far_above_the_story_is_no_candidate():
    menu = "Share\n" * headlines.REACH
    assert TITLE in [one.text for one in layout.candidates(f"{TITLE}\n{menu[6:]}{STORY}\n{MORE}")]
    assert TITLE not in [one.text for one in layout.candidates(f"{TITLE}\n{menu}{STORY}\n{MORE}")]


# For each cue a page and the line it speaks of, then the same without what the cue is about.
CUES = {
    "a byline or a date within five lines": [
        (f"{TITLE}\nShare\nPrint\nSave\nTweet\nMarch 10, 2021\n{STORY}", TITLE),
        (f"{TITLE}\nShare\nPrint\nSave\nTweet\nMenu\nMarch 10, 2021\n{STORY}", TITLE),
    ],
    "a byline or a date right below": [
        (f"{TITLE}\nBy Jane Doe\n{STORY}", TITLE),
        (f"{TITLE}\nShare\nBy Jane Doe\n{STORY}", TITLE),
    ],
    "first on the page": [
        (f" date 2021-03-10 {TITLE}\n{STORY}", TITLE),
        (f"Share\n{TITLE}\n{STORY}", TITLE),
    ],
    "words told in the first paragraphs": [(f"{TITLE}\n{STORY}", TITLE), (f"{OTHER}\n{STORY}", OTHER)],
    "share of its words told in the first paragraphs": [(f"{TITLE}\n{STORY}", TITLE), (f"{OTHER}\n{STORY}", OTHER)],
    "stands under a menu": [
        (f"{TEASERS}\n{TITLE}\n{STORY}", TITLE),
        (f"March 10, 2021\n{TEASERS[TEASERS.index('Bakers') :]}\n{TITLE}\n{STORY}", TITLE),
    ],
    "a longer line below tells of the story": [
        (f"{TITLE}\n{DECK}\n{STORY}", TITLE),
        (f"{DECK}\n{TITLE}\n{STORY}", DECK),
    ],
    "a trail or a browser's title names it": [
        (f"Home > World > {TITLE}\n{TITLE}\n{STORY}", TITLE),
        (f"Home > World > Rome\n{TITLE}\n{STORY}", TITLE),
    ],
    "prose above it": [(f"{MORE}\n{TITLE}\n{STORY}", TITLE), (f"{OTHER}\n{TITLE}\n{STORY}", TITLE)],
    "begins as a dateline does": [
        (f"ROME: {TITLE}\n{STORY}", f"ROME: {TITLE}"),
        (f"{TITLE}\n{STORY}", TITLE),
    ],
    "a line above it tells of the story": [
        (f"{TITLE}\nShare\nPrint\n{DECK}\n{STORY}", DECK),
        (f"{TITLE}\nShare\nPrint\nSave\n{DECK}\n{STORY}", DECK),
    ],
    "more than eighteen words": [
        (f"{LONG}\n{STORY}", LONG),
        (f"{LONG.removesuffix(' and banks')}\n{STORY}", LONG.removesuffix(" and banks")),
    ],
    "is prose": [(f"{TITLE}.\n{STORY}", f"{TITLE}."), (f"{TITLE}\n{STORY}", TITLE)],
    "ends with a full stop": [
        (f"Agencies share data.\n{STORY}", "Agencies share data."),
        (f"Agencies share data?\n{STORY}", "Agencies share data?"),
    ],
    "four or five words": [
        (f"Agencies share new satellite data\n{STORY}", "Agencies share new satellite data"),
        (f"Agencies share more new satellite data\n{STORY}", "Agencies share more new satellite data"),
    ],
    "less than four words": [
        (f"Agencies share data\n{STORY}", "Agencies share data"),
        (f"Agencies share new data\n{STORY}", "Agencies share new data"),
    ],
}


@pytest.mark.parametrize("cue", headlines.POINTS)
def test_headlines_cue_counts_where_it_holds(cue):
    (text, line), (without, other) = CUES[cue]
    assert candidate(text, line).points.get(cue, 0) * headlines.POINTS[cue] > 0
    assert cue not in candidate(without, other).points


def test_headlines_no_more_than_two_words_of_the_story_count():
    cue = "words told in the first paragraphs"
    told = ("Ports share data today", "Ports share satellite data today", "Agencies share satellite data in Rome today")
    points = [candidate(f"{line}\n{STORY}", line).points[cue] for line in told]
    assert points == [headlines.POINTS[cue] * count for count in (1, headlines.TELLING, headlines.TELLING)]


@pytest.mark.parametrize("title", [f"{TITLE} | The Orbit Gazette", f"{TITLE} - The Orbit Gazette", f"{TITLE} – Orbit"])
def test_headlines_browsers_title_names_its_headline(title):
    above, own = (one for one in layout.candidates(f"{title}\n{TITLE}\n{STORY}") if one.text == TITLE)
    assert "a trail or a browser's title names it" in own.points
    assert (above.index, own.index) == (0, 2)


def test_headlines_of_two_printings_the_one_nearer_to_the_story_is_the_headline():
    text = f"{TITLE} | The Orbit Gazette\nMarch 12, 2021\n{TITLE}\nMarch 10, 2021\n{STORY}\n{MORE}"
    page = layout._page(text)
    assert headlines.best(page, layout._story(page)) == 3
    assert [text[b.start : b.end] for b in layout.blocks(text) if b.role == "headline"] == [TITLE, TITLE]


@pytest.mark.parametrize("text", [f"{TEASERS}\n{TITLE}\nBy Jane Doe\n{STORY}\n{MORE}", f"{TITLE}\n{DECK}\n{STORY}"])
def test_headlines_candidate_has_the_sum_of_its_points_and_stands_on_the_page(text):
    candidates = layout.candidates(text)
    assert [one.index for one in candidates] == sorted({one.index for one in candidates})
    for one in candidates:
        assert one.total == pytest.approx(sum(one.points.values()))
        assert one.text == text.split("\n")[one.index]
        assert set(one.points) <= set(headlines.POINTS)


def test_headlines_points_are_of_cues_that_hold():
    assert candidate(f"{TEASERS}\n{TITLE}\nBy Jane Doe\n{STORY}\n{MORE}", TITLE).points == pytest.approx(
        {
            "words told in the first paragraphs": 3.6,
            "share of its words told in the first paragraphs": 1.28,  # four of agencies, share, satellite, data, Rome
            "a byline or a date within five lines": 2.9,
            "a byline or a date right below": 0.3,
            "stands under a menu": 1.6,
        }
    )


@pytest.mark.parametrize(
    ("passages", "stems"),
    [
        (["The agencies' agency"], {"agenc"}),
        (["Sign", "signed"], {"sign", "signe"}),
        (["it is to be of us"], set()),
        ([], set()),
    ],
)
def test_headlines_stems(passages, stems):
    assert headlines.stems(*passages) == stems


def test_headlines_plain_is_without_case_and_double_blanks():
    assert headlines.plain("  Two\t\u00a0AGENCIES ") == "two agencies"


def test_headlines_crosshead_is_no_candidate():
    crosshead = "Two agencies share satellite data"
    text = "\n".join([STORY, MORE, crosshead, "The ministry said that both sides want more of this next year."])
    assert crosshead not in [one.text for one in layout.candidates(text)]
    assert crosshead in [one.text for one in layout.candidates(text.replace(MORE, STORY))]


def test_headlines_date_below_three_paragraphs_speaks_for_no_line():
    cue = "a byline or a date within five lines"
    story = [STORY, MORE, "The ministry said that both sides want more of this next year."]
    far, near = ("\n".join([TITLE, *story[:n], "May 3, 2021"]) for n in (3, 2))
    assert cue not in candidate(far, TITLE).points
    assert cue in candidate(near, TITLE).points


def test_headlines_short_line_that_a_trail_names_loses_nothing():
    title = "Agencies share satellite data"
    page = f"{title}\n{STORY}\n{MORE}"
    assert candidate(page, title).points["four or five words"] < 0
    assert "four or five words" not in candidate(f"Home News Science {title}\n{page}", title).points


def test_headlines_line_that_ends_with_a_bar_is_no_candidate():
    text = f"Department of Space press release · 7 May 2026 · tracker\n{TITLE}\n{STORY}\n{MORE}"
    assert next(one.text for one in layout.candidates(text)) == TITLE


@given(st.text(max_size=300))
def test_headlines_any_text_has_candidates_or_none(text):
    assert all(one.text in text and one.total <= 20 for one in layout.candidates(text))


@given(
    st.lists(
        st.sampled_from(
            [TITLE, DECK, STORY, MORE, OTHER, "By Jane Doe", "May 3, 2021", "Share", f"Home > {TITLE}", "* ", "日本"]
        ),
        max_size=15,
    )
)
def test_headlines_headline_of_any_page_is_a_candidate_with_most_points(lines):
    text = "\n".join(lines)
    candidates = layout.candidates(text)
    most = max((one.total for one in candidates), default=0)
    best = next((one.text for one in candidates if one.total == most and most >= headlines.LEAST), "")
    assert headline(text) == best
