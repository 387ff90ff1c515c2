"""Pages cut into blocks: which role each run of characters has, and that none is lost."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import layout, lines

TITLE = "Space agencies sign memorandum on satellite data"
STORY = "The two space agencies signed a memorandum on satellite data in Rome after a year of talks."
MORE = "They will hold the first meeting of a joint working group before the summer, the ministry said."
LINES = (
    "\n \xa0 \u00ad \ufeff \x85 \u2028 \r \t | . , : ( ) > By Share Home Related 2023-05-30 date Published Updated "
    "By_Jane_Doe May_30,_2023 SEOUL,_May_30_(Yonhap)_--_The_two_sides_signed_a_pact_on_space_today. Photo: Science "
    "日本 é"
)


def roles(text):
    return [(block.role, text[block.start : block.end]) for block in layout.blocks(text)]


def role(text, passage):
    return {words: role for role, words in roles(text)}[passage]


def check(text):
    blocks = layout.blocks(text)
    covered = "".join(text[block.start : block.end] for block in blocks)
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", text)
    assert all(one.end <= other.start for one, other in pairwise(blocks))
    assert all(block.role in layout.ROLES and block.start < block.end for block in blocks)
    for i, block in enumerate(blocks):
        passage = text[block.start : block.end]
        assert passage == passage.strip()
        assert block.repeats is None or block.repeats < i


@given(st.text(max_size=300))
def test_layout_any_text_is_covered_without_overlap(text):
    check(text)


@given(st.lists(st.sampled_from(LINES.split(" ")), max_size=25), st.sampled_from(["", " ", "\n", "\r\n"]))
def test_layout_any_page_is_covered_without_overlap(pieces, glue):
    check(glue.join(pieces).replace("_", " "))


def test_layout_of_a_whole_page():
    text = f"""Skip to content
Science
Italy and Japan to share satellite data
By Jane Doe
Published: March 10, 2021 - 09:00
Photo: officials of both agencies shake hands in Rome
{STORY}
{MORE}
Related articles
Five stars you have to see in the night sky
"""
    assert roles(text) == [
        ("chrome", "Skip to content"),
        ("section", "Science"),
        ("headline", "Italy and Japan to share satellite data"),
        ("byline", "By Jane Doe"),
        ("timestamp", "Published: March 10, 2021 - 09:00"),
        ("caption", "Photo: officials of both agencies shake hands in Rome"),
        ("paragraph", STORY),
        ("paragraph", MORE),
        ("chrome", "Related articles"),
        ("chrome", "Five stars you have to see in the night sky"),
    ]


def test_layout_no_blocks_in_blank_text():
    assert layout.blocks(" \n\t\r\n\xa0") == []


def test_layout_headline_after_a_marker_begins_in_mid_line():
    text = f" date 2021-03-10  Italy and Japan to share satellite data\n\n{STORY}\n"
    assert roles(text)[:2] == [
        ("timestamp", "date 2021-03-10"),
        ("headline", "Italy and Japan to share satellite data"),
    ]


def test_layout_two_timestamps_on_a_line_are_two_blocks():
    text = f"Published: May 1, 2021 - 09:00   Updated: May 2, 2021 - 10:00\n{STORY}"
    assert [words for role, words in roles(text) if role == "timestamp"] == [
        "Published: May 1, 2021 - 09:00",
        "Updated: May 2, 2021 - 10:00",
    ]


def test_layout_byline_beside_its_date_is_cut_off():
    text = f"Italy and Japan share satellite data\nJane Doe | May 1, 2021\n{STORY}"
    assert role(text, "May 1, 2021") == "timestamp"
    assert roles(text)[1][0] == "byline"


def test_layout_headline_is_the_line_that_shares_most_words_with_the_story():
    text = f"Markets calm after a turbulent week\nAgencies sign memorandum on satellite data\n{STORY}"
    assert role(text, "Agencies sign memorandum on satellite data") == "headline"
    assert role(text, "Markets calm after a turbulent week") == "chrome"


def test_layout_no_headline_on_a_page_of_prose_only():
    assert roles(f"{STORY}\n{MORE}\n") == [("paragraph", STORY), ("paragraph", MORE)]


def test_layout_date_in_a_story_is_no_timestamp():
    story = "The two agencies signed their first memorandum on satellite data on May 1, 2021, in Rome."
    assert roles(story) == [("paragraph", story)]


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "Advertisement",
        "Read more:",
        "https://example.org/a",
        "12345",
        "日本語のページ",
        "***",
    ],
)
def test_layout_furniture_is_chrome(line):
    assert role(f"{line}\nAgencies sign memorandum on satellite data\n{STORY}", line) == "chrome"


@pytest.mark.parametrize(
    "line",
    [
        "Maria Rossi (left) and Ken Sato shake hands in Rome on Monday.",
        "Photo: Italian Space Agency",
        "Officials pose for a photo in Rome after the ceremony.",
        "The antenna near Matera, in this file photo",
        "An antenna near Matera. Credit: U.S. Navy photo by Dana M. Whitlow",
        "An antenna near Matera at dusk. (Ana Ruiz/Pool via AP)",
        "An antenna near Matera at dusk. (U.S. Navy photo)",
        "An antenna near Matera at dusk. Courtesy",
        "An antenna near Matera at dusk. / File",
        "An antenna near Matera, on loan from Japan since the spring / ANSA",
        "The flags of Italy and Japan at the antenna near Matera (ANSA)",
        "An antenna near Matera at dusk.—APP",
        "An antenna near Matera has a new dish.  Ana Ruiz",
        "Aerial view of the antenna near Matera",
        "This image, provided by the agency, has an antenna near Matera. (PHOTO NOT FOR SALE) (Yonhap)",
        "An antenna near Matera. Photography courtesy of the agency",
        "Engineers applaud at the antenna near Matera on Monday.",
    ],
)
def test_layout_caption_by_its_words(line):
    assert role(f"Agencies sign memorandum on satellite data\n{line}\n{STORY}", line) == "caption"


@pytest.mark.parametrize("line", ["By Jane Doe", "BY JANE DOE", "By Jane Doe and John van Dyk", "By Yonhap"])
def test_layout_byline_by_its_words(line):
    assert role(f"Agencies sign memorandum on satellite data\n{line}\n{STORY}", line) == "byline"


def test_layout_repeated_passage_points_to_the_first():
    text = f"Photo: the antenna near Matera\nPhoto: the  antenna near Matera\n{STORY}\n{MORE}\n{STORY}\n"
    assert [block.repeats for block in layout.blocks(text)] == [None, 0, None, None, 2]


def test_layout_story_goes_on_below_a_related_link():
    text = f"{STORY}\nRead also\n{MORE}\nThe station near Matera opened to both sides at the end of the year.\n"
    assert [role for role, _ in roles(text)] == ["paragraph", "chrome", "paragraph", "paragraph"]


def test_layout_long_line_without_a_full_stop_is_a_paragraph():
    words = " ".join(["satellites"] * lines.PROSE_WORDS)
    assert roles(words) == [("paragraph", words)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_layout_line_ends_of_every_kind(end):
    text = f"Share{end}{STORY}{end}{MORE}{end}"
    assert roles(text) == [("chrome", "Share"), ("paragraph", STORY), ("paragraph", MORE)]


def test_layout_trail_above_the_headline_names_its_section():
    page = f"Home > World > Asia\n\n{TITLE}\n\n{STORY}\n"
    assert roles(page)[0] == ("section", "Home > World > Asia")


END = "The station near Matera opened to both sides at the end of the year, officials said in Tokyo."
MENU = """Museum opens its hall of mirrors
Bakers compete for a golden loaf
Voters turn out early for council
Rain over the northern coast"""
FAR = "Readers who want to know more about our newsletters can find the whole list of them on this site."


@pytest.mark.parametrize(
    ("between", "role"),
    [
        ("Advertisement", "chrome"),
        ("Article continues below", "chrome"),
        ("The two sides will share:\n• Images of the northern coast\n• Maps of floods and fires", "paragraph"),
        ("1. Images of the coast\n2. Maps of floods and fires\n3. Data on ships", "paragraph"),
        ("Photo: the antenna near Matera", "caption"),
    ],
)
def test_layout_story_goes_on_below_a_few_short_lines(between, role):
    text = f"{TITLE}\n{STORY}\n{between}\n{MORE}\n{END}\n"
    lines = between.split("\n")
    assert roles(text) == [
        ("headline", TITLE),
        ("paragraph", STORY),
        *((role, line) for line in lines),
        ("paragraph", MORE),
        ("paragraph", END),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join([TITLE, STORY, MORE, END, *[MENU] * 4, FAR]),
        "\n".join([FAR, *[MENU] * 4, TITLE, STORY, MORE, END]),
    ],
)
def test_layout_prose_far_from_the_story_is_chrome(text):
    assert role(text, FAR) == "chrome"
    assert [words for role, words in roles(text) if role in ("headline", "paragraph")] == [TITLE, STORY, MORE, END]


@pytest.mark.parametrize(
    ("below", "line", "found"),
    [
        ("May 3, 2021", "May 3, 2021", "timestamp"),
        ("By Jane Doe\nMay 3, 2021", "May 3, 2021", "timestamp"),
        ("By Jane Doe\nMay 3, 2021", "By Jane Doe", "byline"),
        (f"May 3, 2021\n{MENU}", "May 3, 2021", "timestamp"),
        (f"{MENU}\nMay 3, 2021", "May 3, 2021", "chrome"),
        (f"{MENU}\nBy Jane Doe", "By Jane Doe", "chrome"),
        (f"{MENU}\nPublished: May 3, 2021", "Published: May 3, 2021", "timestamp"),
        (f"{MENU}\nPublished\nMay 3, 2021", "May 3, 2021", "timestamp"),
        ("May 3, 2021\nLeave a comment", "May 3, 2021", "timestamp"),
        ("Leave a comment\nMay 3, 2021", "May 3, 2021", "chrome"),
        (f"Related articles\n{MENU}\nPublished: May 3, 2021", "Published: May 3, 2021", "chrome"),
        ("Leave a comment\nPublished: May 3, 2021", "Published: May 3, 2021", "chrome"),
        ("Share\n" * (layout.FOOT - 1) + "Published: May 3, 2021", "Published: May 3, 2021", "timestamp"),
        ("Share\n" * layout.FOOT + "Published: May 3, 2021", "Published: May 3, 2021", "chrome"),
    ],
)
def test_layout_date_and_byline_under_the_story(below, line, found):
    assert role(f"{TITLE}\n{STORY}\n{MORE}\n{END}\n{below}\n", line) == found


@pytest.mark.parametrize(
    "day", ["On May 3, 2021", "On 3 May 2021", "As of 3 May 2021", "On 2021-05-03", "On Monday, 3 May 2021"]
)
def test_layout_date_that_opens_a_sentence_is_no_timestamp(day):
    sentence = f"{day} Italy and Japan opened a new ground station together near the town of Matera."
    assert role(f"{TITLE}\n\n{STORY}\n\n{sentence}\n\n{END}\n", sentence) == "paragraph"


@pytest.mark.parametrize(
    "line", ["ROME, May 3, 2021 (Xinhua)", "Rome, Italy, 3 May 2021 (Kyodo)", "ROME, May 3 , 2021 (Xinhua)"]
)
def test_layout_dateline_on_a_line_of_its_own_dates_the_page(line):
    assert role(f"{TITLE}\n\n{line}\n\n{STORY}\n\n{MORE}\n\n{END}\n", line) == "timestamp"


@pytest.mark.parametrize("line", ["By Jane Doe", "Photo: the antenna near Matera"])
def test_layout_byline_and_caption_far_above_the_headline_are_chrome(line):
    assert role(f"{line}\n{MENU}\n{TITLE}\n{STORY}\n{MORE}", line) == "chrome"


@pytest.mark.parametrize(
    ("title", "headlines"),
    [
        ("Rain over the northern coast", ["Rain over the northern coast"]),
        (" RAIN over  the Northern coast ", ["Rain over the northern coast"]),
        ("Rain over the", []),
        ("Floods in the south", []),
        ("", [TITLE]),
    ],
)
def test_layout_headline_known_from_elsewhere_is_only_looked_for(title, headlines):
    text = f"{MENU}\nBy Jane Doe\n{TITLE}\nMarch 10, 2021\n{STORY}\n{MORE}"
    found = [text[b.start : b.end] for b in layout.blocks(text, title) if b.role == "headline"]
    assert found == headlines


@pytest.mark.parametrize("title", ["Two agencies sign a pact", TITLE])
def test_layout_page_with_a_known_headline_is_covered_too(title):
    text = f"{MENU}\n{TITLE}\n{STORY}\n{MORE}\n"
    covered = "".join(text[block.start : block.end] for block in layout.blocks(text, title))
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", text)


def test_layout_outlet_above_the_headline_is_no_section():
    assert role(f"Reuters\n{TITLE}\nMay 3, 2021\n{STORY}\n{MORE}", "Reuters") == "chrome"


LEAD = "Minister Ana Ruiz signed the Orbit Charter for Peru in Lima on Monday, the ninth state in all to do so."
TEXT = (
    "The Orbit Charter, which Peru helped to draft, binds states to share data on debris that crosses their orbits.",
    "Peru hopes for a ground station of its own, and Minister Ruiz has asked two agencies to send their engineers.",
)


def roles_of(text):
    return {text[block.start : block.end]: block.role for block in layout.blocks(text)}


def test_layout_date_right_under_the_story_is_its_own():
    found = roles_of("\n".join([*TEXT, "Press Office", "8. 7. 2008 16:40", "print   email"]))
    assert found["8. 7. 2008 16:40"] == "timestamp"


def test_layout_credit_in_brackets_ends_a_caption_run_into_the_story():
    caption = "A technician checks an antenna before a shift. (Photo by Sgt. Dana Whitlow/US Air Force)"
    found = roles_of("\n".join([TEXT[0], f"{caption} {TEXT[1]}", LEAD]))
    assert (found[caption], found[TEXT[1]]) == ("caption", "paragraph")


@pytest.mark.parametrize(
    "shown",
    [
        "Minister Ana Ruiz, center, applauds at the space centre in Lima.",
        "Ana Ruiz and Ken Sato shake hands at the space centre in Lima on Tuesday.",
    ],
)
def test_layout_what_people_pose_for_is_a_caption_wherever_it_stands(shown):
    assert roles_of("\n".join(["Peru signs the Orbit Charter today", LEAD, *TEXT, shown, LEAD]))[shown] == "caption"


@pytest.mark.parametrize(
    "shown",
    [
        "Delegates attended the signing ceremony of the Charter in Lima",
        "At the signing ceremony in Lima",
        "Ministers Ana Ruiz of Peru and Ken Sato of Japan and the heads of both space agencies of the two "
        "countries with many guests of theirs from abroad, after signing the Orbit Charter",
        "Logo of the Orbit Charter of states",
        "Overview of the meeting in Lima",
        "Minister Ana Ruiz met with Mr. Ken Sato in Lima",
        "Prof. Ana Ruiz of Peru at the reception in Lima",
    ],
)
@pytest.mark.parametrize("title", ["Peru signs the Orbit Charter today", ""])
def test_layout_what_is_shown_between_paragraphs_is_a_caption(title, shown):
    assert roles_of("\n".join([title, LEAD, TEXT[0], shown, TEXT[1]]))[shown] == "caption"


@pytest.mark.parametrize(
    "crosshead",
    [
        "What was said at the signing ceremony?",
        "2. After the summit in Lima",
        "Peru in orbit at last",
        "Orbit Charter and Space Law",
        "What was signed during the visit of Ana Ruiz",
    ],
)
def test_layout_crosshead_is_no_caption(crosshead):
    page = ["Peru signs the Orbit Charter today", LEAD, TEXT[0], crosshead, TEXT[1]]
    assert roles_of("\n".join(page))[crosshead] == "paragraph"


def test_layout_two_captions_in_a_row_between_paragraphs_are_both_found():
    shown = ["Prof. Ana Ruiz of Peru at the reception in Lima", "Logo of the Orbit Charter of states"]
    found = roles_of("\n".join(["Peru signs the Orbit Charter today", LEAD, TEXT[0], *shown, TEXT[1]]))
    assert [found[one] for one in shown] == ["caption"] * 2


def test_layout_lead_printed_twice_in_a_row_is_no_caption():
    page = ["Peru signs the Orbit Charter today", LEAD, LEAD, *TEXT]
    assert [role for role, passage in roles("\n".join(page)) if passage == LEAD] == ["paragraph"] * 2


def test_layout_caption_printed_again_without_its_bullet_is_one():
    shown = "The minister of Peru at mission control in Lima with engineers of the agency."
    page = ["Peru signs the Orbit Charter today", f"• {shown}", shown, LEAD, *TEXT]
    assert roles_of("\n".join(page))[shown] == "caption"


def test_layout_person_with_a_title_who_speaks_early_is_on_a_photo():
    shown = "Gen. Ana Ruiz, head of the space command, speaks in Lima on Monday."
    assert roles_of("\n".join(["Peru signs the Orbit Charter today", shown, LEAD, *TEXT]))[shown] == "caption"


def test_layout_sentence_printed_twice_in_a_row_is_a_caption():
    shown = "The minister of Peru and the envoy of Japan stood near the antenna in Lima."
    found = roles_of("\n".join(["Peru signs the Orbit Charter today", shown, shown, LEAD, *TEXT]))
    assert found[shown] == "caption"


def test_layout_deck_above_a_whole_caption_is_no_caption():
    deck = "Peru and Japan want to open the stations of both countries to each other from next year on"
    shown = "The antenna of the station near Lima was built by Japanese engineers in ten years. /AFP"
    page = ["Peru signs the Orbit Charter today", deck, shown, "", LEAD, *TEXT]
    assert roles_of("\n".join(page))[deck] == "paragraph"


def test_layout_city_and_agency_before_a_date_are_no_caption():
    found = roles_of("\n".join(["Peru signs the Orbit Charter today", "Lima (AFP) Nov 26, 2023", LEAD, *TEXT]))
    assert found["Lima (AFP)"] != "caption"
    assert found["Nov 26, 2023"] == "timestamp"


def test_layout_line_that_begins_with_a_date_is_no_caption():
    found = roles_of("\n".join(["Peru signs the Orbit Charter today", "( 2003-08-30 07:59) (Xinhua)", LEAD, *TEXT]))
    assert found["2003-08-30 07:59)"] == "timestamp"


def test_layout_last_step_of_a_trail_above_a_date_is_the_headline():
    title = "Peru to sign the Orbit Charter in Lima"
    page = ["Go to the main site", f"    • {title}", "", "    9 August 2022 13:02", LEAD, *TEXT]
    assert roles_of("\n".join(page))[title] == "headline"


def test_layout_site_glued_to_a_headline_is_none_of_it():
    title = "Peru to sign the Orbit Charter in Lima"
    found = roles_of("\n".join([f"{title}-Xinhua", "", title, "", LEAD, *TEXT]))
    assert (found[title], found["-Xinhua"]) == ("headline", "chrome")


def test_layout_dated_line_under_a_headline_is_none_of_it():
    title = "Peru and Japan sign the Orbit Charter in the city of Lima"
    text = f"{title}\nThe Lima Herald, 3 April 2017\n\n{TEXT[0]}\n\n{WRAPPED}\n\n{TEXT[1]}"
    assert roles_of(text)[title] == "headline"


def test_layout_line_that_ends_with_its_day_and_is_no_sentence_is_a_caption():
    shown = "People in the old town watch the big antenna turn to the sky, on December 20, 2013"
    found = roles_of("\n".join(["Peru signs the Orbit Charter today", shown, LEAD, *TEXT]))
    assert found[shown] == "caption"


def test_layout_line_printed_again_in_the_story_is_a_caption():
    shown = "Ana Ruiz, minister of Peru, and Ken Sato in Lima  LSA"
    found = roles_of("\n".join(["Peru signs the Orbit Charter today", shown, LEAD, TEXT[0], shown, TEXT[1]]))
    assert found[shown] == "caption"


def test_layout_items_under_read_also_are_no_story():
    items = ["- Baku to host a congress of astronauts next autumn", "- Teleport revenue grows in nine months again"]
    found = roles_of("\n".join(["Peru signs the Orbit Charter today", LEAD, "Read also:", *items, *TEXT]))
    assert [found[item] for item in items] == ["chrome"] * 2
    assert found[TEXT[1]] == "paragraph"


def test_layout_label_in_another_script_is_no_headline():
    found = roles_of("\n".join(["国际英语新闻:Peru signs the Orbit Charter in Lima", LEAD, *TEXT]))
    assert found["Peru signs the Orbit Charter in Lima"] == "headline"


def test_layout_section_after_a_bar_is_no_headline():
    found = roles_of("\n".join(["Peru signs the Orbit Charter in Lima | Business", LEAD, *TEXT]))
    assert found["Peru signs the Orbit Charter in Lima"] == "headline"
    assert found["| Business"] != "headline"


WRAPPED = """The sultanate has no space agency of its own, and its
communications authority will be the partner of the Indian
agency, as the two sides had told each other in the spring.
Under the pact the two sides are to share their images of
the whole coast, and to train engineers who will build a
small satellite together in a new hall of the university
of the capital. It is to fly in 2026."""


def test_layout_paragraph_broken_by_hand_is_one_block():
    text = f"Peru signs the Orbit Charter in Lima\n\n{TEXT[0]}\n\n{WRAPPED}\n\n{TEXT[1]}"
    assert roles_of(text)[WRAPPED] == "paragraph"


def test_layout_sentence_broken_once_is_one_block():
    broken = "Peru's envoy in Quito and Ana Mora, chair of the Peruvian council\nof telecommunication, are to sign."
    assert roles_of(f"Peru signs the Orbit Charter in Lima\n{TEXT[0]}\n{broken}\n{TEXT[1]}")[broken] == "paragraph"


@pytest.mark.parametrize("below", ["by Jane Doe", "minister opens a new station"])
def test_layout_headline_runs_on_in_no_line_below(below):
    title = "Minister of Peru signs the Orbit Charter in the city of Lima"
    assert roles_of(f"{title}\n{below}\n{LEAD}\n" + "\n".join(TEXT))[title] == "headline"


def test_layout_caption_printed_twice_under_the_headline_is_not_the_headline():
    title, shown = (
        "Peru joins the Orbit Charter",
        "President Ana Ruiz of Peru signs the Orbit Charter of states in Lima",
    )
    found = roles_of("\n".join([title, shown, shown, "31 May 2011", LEAD, *TEXT]))
    assert (found[title], found[shown]) == ("headline", "caption")


def test_layout_ticker_above_the_headline_is_no_caption():
    ticker = "Counting of votes ended in two states | Air in the capital stays very poor | Five wickets fall."
    title = "Peru signs up to the Orbit Charter in Lima"
    assert roles_of("\n".join([ticker, title, LEAD, *TEXT]))[ticker] == "chrome"


def test_layout_person_told_to_stand_left_is_no_headline():
    shown = "Minister Ana Ruiz, left, and Ken Sato of the Orbit Charter in Lima"
    found = roles_of("\n".join([shown, "Peru joins the Orbit Charter", "May 3, 2023", LEAD, *TEXT]))
    assert found["Peru joins the Orbit Charter"] == "headline"


@pytest.mark.parametrize("day", ["15 March 2022", "March 15, 2022", "Published: 15 March 2022"])
def test_layout_date_a_sentence_is_run_on_to_stands_alone(day):
    found = roles_of("\n".join(["Peru signs the Orbit Charter in Lima", f"{day} {TEXT[0]}", TEXT[1]]))
    assert (found[day], found[TEXT[0]]) == ("timestamp", "paragraph")


def test_layout_date_a_sentence_begins_with_belongs_to_it():
    told = f"15 March 2022 was the day on which {TEXT[0][0].lower()}{TEXT[0][1:]}"
    assert roles_of("\n".join(["Peru signs the Orbit Charter in Lima", told, TEXT[1]]))[told] == "paragraph"


def test_layout_entries_of_a_chronology_keep_their_dates():
    entries = [
        "• 3 May 2018: Peru joins the Orbit Charter as its first member.",
        "4 June 2019 – The Orbit Charter gets its ninth member in Lima.",
    ]
    found = roles_of("\n".join(["Peru signs the Orbit Charter in Lima", *TEXT, *entries]))
    assert [found.get(entry) for entry in entries] == ["paragraph", "paragraph"]
