"""What a page says about itself: which of its dates and names is taken, how it is known, and where it stands."""

import pytest
from hypothesis import given, strategies

from analysis import fields, layout, timestamps

TITLE = "Italy and Japan to share satellite data"
STORY = "The two space agencies signed a memorandum on satellite data in Rome after a year of talks."
MORE = "They will hold the first meeting of a joint working group before the summer, the ministry said."
REST = """The station near Matera opened to both sides at the end of the year, officials said in Tokyo.
Both agencies have sent engineers to the station, which has two antennas of eleven metres each.
The first images are to reach farmers, fishermen and fire brigades by the end of next year.
A second memorandum, on the training of engineers, is to follow in the autumn, she said."""
MENU = """Museum opens its hall of mirrors
Bakers compete for a golden loaf
Voters turn out early for council
Rain over the northern coast
Markets calm after a week"""


def stated(text, **came):
    return fields.stated(text, layout.blocks(text, came.get("headline", "")), came)


def field(text, name, **came):
    found = [one for one in stated(text, **came).fields if one.field == name]
    return found[0] if found else None


def said(text, name, **came):
    """value and basis of one field, None where the page does not state it."""
    found = field(text, name, **came)
    return found and (found.value, found.basis)


def problems(text, **came):
    return [problem for problem, _ in stated(text, **came).doubts]


# What dates a page, the most trusted first: the line that does, its value and basis.
TRUST = {
    "given": ("", "2021-05-01", "given"),
    "labelled": ("Published: May 2, 2021", "2021-05-02", "printed"),
    "first": ("First published on: May 11, 2021", "2021-05-11", "printed"),
    "under": ("May 3, 2021", "2021-05-03", "printed"),
    "above": ("May 4, 2021", "2021-05-04", "printed"),
    "updated": ("Updated: May 5, 2021", "2021-05-05", "printed"),
    "far": ("Published: May 6, 2021", "2021-05-06", "printed"),
    "dateline": ("ROME, May 7, 2021 (ANSA) -- ", "2021-05-07", "dateline"),
    "after": ("May 8, 2021", "2021-05-08", "printed"),
    "clock": ("May 9, 2021", "2021-05-09", "printed"),
    "captured": (" date 2021-05-20 ", "2021-05-20", "captured"),
}


def trusted(sources):
    """A page dated by each of some sources of TRUST, the least trusted of a place printed first; what came with it."""
    line = {source: TRUST[source][0] if source in sources else "" for source in TRUST}
    text = f"""{line["captured"]}Top
{line["clock"]}
{MENU}
{line["above"]}
{TITLE}
{line["updated"]}
{line["under"]}
{line["labelled"]}
{line["dateline"]}{STORY}
{MORE}
{REST}
{line["after"]}
{line["first"]}
{line["far"]}
"""
    return text, {"published": TRUST["given"][1]} if "given" in sources else {}


@pytest.mark.parametrize("place", range(len(TRUST)), ids=TRUST)
def test_fields_published_is_the_most_trusted(place):
    text, came = trusted(list(TRUST)[place:])
    assert said(text, "published", **came) == list(TRUST.values())[place][1:]


@pytest.mark.parametrize("source", TRUST)
def test_fields_published_is_what_there_is(source):
    text, came = trusted([source])
    assert said(text, "published", **came) == TRUST[source][1:]


@pytest.mark.parametrize(
    ("more", "less"),
    [(more, less) for i, more in enumerate(TRUST) for less in list(TRUST)[i + 1 :]],
)
def test_fields_published_of_two_is_the_more_trusted(more, less):
    text, came = trusted([more, less])
    assert said(text, "published", **came) == TRUST[more][1:]


def test_fields_published_is_not_stated_where_nothing_dates_the_page():
    text, came = trusted([])
    assert field(text, "published", **came) is None


def test_fields_first_of_equally_trusted_dates_is_taken():
    assert said(f"{TITLE}\nMay 4, 2021\nMay 3, 2021\n{STORY}\n{MORE}", "published") == ("2021-05-04", "printed")


@pytest.mark.parametrize(
    ("above", "published"),
    [
        (f"May 3, 2021\n{MENU}", ("2021-05-01", "captured")),
        (f"{MENU}\nMay 3, 2021", ("2021-05-01", "captured")),
        (f"May 1, 2021\n{MENU}", ("2021-05-01", "printed")),
        (f"{MENU}\nMay 1, 2021", ("2021-05-01", "printed")),
        (f"April 30, 2021\n{MENU}", ("2021-04-30", "printed")),
    ],
)
def test_fields_clock_dated_after_the_capture_is_not_taken(above, published):
    assert said(f" date 2021-05-01 Top\n{above}\n{TITLE}\n{STORY}\n{MORE}", "published") == published


@pytest.mark.parametrize(
    ("above", "published"),
    [
        (f"Monday, May 3, 2021\n{MENU}", None),
        (f"| 3 May 2021, Monday |\n{MENU}", None),
        ("Monday, May 3, 2021", None),
        ("Monday, May 3, 2021 09:15 GMT", ("2021-05-03T09:15", "printed")),
        (f"Monday, May 3, 2021 09:15 GMT\n{MENU}", None),
        ("May 3, 2021", ("2021-05-03", "printed")),
        ("Published: Monday, May 3, 2021", ("2021-05-03", "printed")),
    ],
)
def test_fields_day_of_the_week_in_a_masthead_is_the_sites_clock(above, published):
    found = field(f"{above}\n{TITLE}\n{STORY}\n{MORE}", "published")
    assert (found and (found.value, found.basis)) == published


def test_fields_clock_beside_a_collectors_marker_is_not_taken():
    text = f" date 2021-06-20 Monday, May 3, 2021 09:15 GMT\n{TITLE}\n{STORY}\n{MORE}"
    assert said(text, "published") == ("2021-06-20", "captured")


def test_fields_stamp_of_a_link_within_the_story_does_not_date_a_collected_page():
    more = "\n".join(MORE for _ in range(6))
    text = f" date 2021-05-01 Top\n{TITLE}\n{STORY}\n{more}\n09:12 PM | 27 Apr, 2021\n{more}"
    assert said(text, "published") == ("2021-05-01", "captured")


def test_fields_month_by_name_tells_which_number_is_the_day():
    text = f"{TITLE}\n11/02/2023November 2, 2023\n{STORY}\n{MORE}"
    assert said(text, "published") == ("2023-11-02", "printed")


def test_fields_line_without_a_year_takes_that_of_a_date_in_the_story():
    dated = "The next flight is planned for 21 March 2024 at Kourou, both said."
    text = f"{TITLE}\n12:09, 16 February\n{STORY}\n{dated}\n{MORE}"
    assert said(text, "published") == ("2024-02-16T12:09", "printed")


def test_fields_dateline_may_stand_under_the_points_of_a_summary():
    points = "\n".join(f"- The agencies share the data of satellite number {i} with one another." for i in range(3))
    text = f"{TITLE}\n{points}\nNEWS RELEASE — February 15, 2023 — {STORY}\n{MORE}"
    assert said(text, "published") == ("2023-02-15", "dateline")


def test_fields_date_right_under_the_story_dates_it():
    assert said(f"{TITLE}\n{STORY}\n{MORE}\nPress Office\n8. 7. 2008 16:40", "published") == (
        "2008-07-08T16:40",
        "printed",
    )


@pytest.mark.parametrize(
    "line",
    ["Jane Doe (The Orbit Gazette)", "By Jane Doe, University Communications", "Jane Doe 기자", "By Jane Doe at"],
)
def test_fields_byline_has_no_desk_or_outlet(line):
    assert said(f"{TITLE}\n{line}\nMay 3, 2021\n{STORY}\n{MORE}", "byline")[0] == "Jane Doe"


def test_fields_captured_month_is_no_later_than_its_days():
    text = f" date 2021-05 Top\nMay 3, 2021\n{MENU}\n{TITLE}\n{STORY}\n{MORE}"
    assert said(text, "published") == ("2021-05-03", "printed")


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        ("Published: May 3, 2021\nUpdated: May 4, 2021", "2021-05-03", "2021-05-04"),
        ("Updated: May 4, 2021\nPublished: May 3, 2021", "2021-05-03", "2021-05-04"),
        ("Published\nMay 3, 2021\nUpdated\nMay 4, 2021", "2021-05-03", "2021-05-04"),
        ("May 3, 2021 (Updated: May 4, 2021)", "2021-05-03", "2021-05-04"),
        ("Publicado: 03/05/2021\nAtualizado em 04/05/2021", "2021-05-03", "2021-05-04"),
        ("May 3, 2021", "2021-05-03", None),
    ],
)
def test_fields_label_tells_publication_from_change(lines, published, updated):
    text = f"{TITLE}\n{lines}\n{STORY}\n{MORE}"
    assert said(text, "published") == (published, "printed")
    assert said(text, "updated") == (updated and (updated, "printed"))


def test_fields_updated_near_the_headline_goes_before_one_far_above():
    text = f"Updated: May 9, 2021\n{MENU}\n{TITLE}\nUpdated: May 4, 2021\n{STORY}\n{MORE}"
    assert said(text, "updated") == ("2021-05-04", "printed")


@pytest.mark.parametrize(
    ("marker", "line", "published"),
    [
        (" date 2021-05-04 Top\n", "May 3, 21:07", "2021-05-03T21:07"),
        (" date 2021-01-02 Top\n", "Dec 30, 21:07", "2020-12-30T21:07"),
        (" date 2021-03-05 Top\n", "03/04/2021", "2021-03-04"),
        ("", "03/04/2021", "2021-04-03"),
    ],
)
def test_fields_captured_day_tells_how_a_date_is_read(marker, line, published):
    assert said(f"{marker}{TITLE}\n{line}\n{STORY}\n{MORE}", "published") == (published, "printed")


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("", None),
        ("The two sides signed a first pact on May 8, 2020, in the town of Oslo.", "2020-05-03"),
        ("Updated: May 8, 2022", "2022-05-08"),
    ],
)
def test_fields_dateline_without_a_year_takes_that_of_another_date(lines, date):
    text = f"{TITLE}\n{lines}\nROME, May 3 (ANSA) -- {STORY}\n{MORE}"
    found = said(text, "published")
    assert (found and found[0]) == date


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By: Jane Doe", "Jane Doe"),
        ("Written by Jane Doe", "Jane Doe"),
        ("Reporter: Jane Doe", "Jane Doe"),
        ("By Jane Doe, Staff Writer", "Jane Doe"),
        ("By Jane Doe, Senior Space Correspondent", "Jane Doe"),
        ("KENTA MORIOKA/ Staff Writer", "KENTA MORIOKA"),
        ("By Jane Doe | jane@paper.example", "Jane Doe"),
        ("Jane Doe (jane@paper.example)", "Jane Doe"),
        ("Jane Doe, jane@paper.example", "Jane Doe"),
        ("By Jane Doe and John Smith", "Jane Doe and John Smith"),
        ("By Jane Doe - Tokyo", "Jane Doe"),
        ("By Jane Doe | Reuters", "Jane Doe"),
        ("By Reuters | Jane Doe", "Jane Doe"),
        ("PTI | Bengaluru", "PTI"),
        ("By Jane Doe in Tokyo", "Jane Doe"),
        ("Source: Xinhua", "Xinhua"),
        ("By Yonhap", "Yonhap"),
    ],
)
def test_fields_byline_is_the_name_alone(line, byline):
    text = f"{TITLE}\n{line}\nMay 3, 2021\n{STORY}\n{MORE}"
    assert said(text, "byline") == (byline, "printed")
    assert said(STORY, "byline", byline=line) == (byline, "given")


def test_fields_desk_without_a_name_is_no_byline():
    assert field(f"{TITLE}\nStaff Writer\nMay 3, 2021\n{STORY}\n{MORE}", "byline") is None


CLOSE = "They will meet again before the summer, the ministry said. ({})"


@pytest.mark.parametrize(
    ("byline", "dateline", "closing", "agency"),
    [
        ("PTI | Bengaluru", "", MORE, ("PTI", "named")),
        ("By Jane Doe | Reuters", "", MORE, ("Reuters", "named")),
        ("", "ROME, May 3 (ANSA) -- ", MORE, ("ANSA", "dateline")),
        ("", "ROME (ANSA) -- ", MORE, ("ANSA", "dateline")),
        ("", "", CLOSE.format("Yonhap"), ("Yonhap", "named")),
        ("", "", CLOSE.format("END"), None),
        ("", "", f"{CLOSE.format('Yonhap')}\n{MORE}", None),
        ("By Jane Doe", "", MORE, None),
        ("By Reuters", "ROME, May 3 (ANSA) -- ", CLOSE.format("Yonhap"), ("ANSA", "dateline")),
        ("By Reuters", "", CLOSE.format("Yonhap"), ("Reuters", "named")),
    ],
)
def test_fields_agency_is_of_the_dateline_the_byline_or_the_last_bracket(byline, dateline, closing, agency):
    text = f"{TITLE}\n{byline}\nMay 3, 2021\n{dateline}{STORY}\n{closing}"
    assert said(text, "agency") == agency


@pytest.mark.parametrize(
    ("above", "below", "source"),
    [
        (f"SpaceNews\n{MENU}", "", ("SpaceNews", "printed")),
        (f"{MENU}\nSpaceNews\nWorld News", "", ("SpaceNews", "printed")),
        (
            f"Welcome to the Orbit Gazette\n{MENU}",
            "© 2021 Orbit Gazette. All rights reserved.",
            ("Orbit Gazette", "named"),
        ),
        (f"Orbit Gazette\n{MENU}", "Copyright 2021 The Orbit Gazette", None),
        (
            f"The Orbit Gazette\n{MENU}",
            "Copyright 2019-2021 by The Orbit Gazette, Inc.",
            ("The Orbit Gazette", "named"),
        ),
        pytest.param(
            f"The Orbit Gazette\n{MENU}",
            "Copyright © 2021 The Orbit Gazette",
            ("The Orbit Gazette", "named"),
        ),
        pytest.param(
            f"The Orbit Gazette\n{MENU}",
            "(c) The Orbit Gazette 2021",
            ("The Orbit Gazette", "named"),
        ),
        (f"SpaceNews\nOrbit Gazette\n{MENU}", "© 2021 Orbit Gazette", ("SpaceNews", "printed")),
        (MENU, "© 2021 Orbit Gazette", None),
        (f"Orbit Gazette\n{MENU}", "", None),
        ("", "", None),
    ],
)
def test_fields_source_is_an_outlets_line_above_the_headline_or_its_notice_of_rights(above, below, source):
    assert said(f"{above}\n{TITLE}\nMay 3, 2021\n{STORY}\n{MORE}\n{below}\n", "source") == source


@pytest.mark.parametrize(
    ("name", "value"),
    [("headline", TITLE), ("section", "Science"), ("byline", "Jane Doe")],
)
def test_fields_printed_ones_are_read_off_the_page(name, value):
    text = f"Science\n{TITLE}\nBy Jane Doe\n{STORY}\n{MORE}"
    assert said(text, name) == (value, "printed")


def test_fields_what_came_with_a_page_goes_first_and_has_no_characters():
    lines = "By Jane Doe | Reuters\nPublished: May 3, 2021\nUpdated: May 4, 2021"
    text = f"SpaceNews\nScience\n{TITLE}\n{lines}\n{STORY}\n{MORE}"
    came = {
        "headline": "Two agencies sign",
        "section": "World",
        "byline": "Ann Roe",
        "published": "2021-05-03",
        "updated": "2021-05-05",
        "source": "The Orbit Gazette",
        "url": "https://a.example",
    }
    found = [one for one in stated(text, **came).fields if one.basis == "given"]
    assert {one.field: one.value for one in found} == came
    assert all((one.start, one.end) == (None, None) for one in found)


@pytest.mark.parametrize("came", [{"headline": ""}, {"byline": "By "}, {"published": ""}, {"updated": "yesterday"}])
def test_fields_empty_or_unreadable_ones_that_came_do_not_count(came):
    text = f"{TITLE}\nBy Jane Doe\nPublished: May 3, 2021\nUpdated: May 4, 2021\n{STORY}\n{MORE}"
    assert {one.basis for one in stated(text, **came).fields} == {"printed"}


def dated(text):
    """Pages with fewer words in the assertions below: a headline, some lines, a story."""
    return f"{TITLE}\n{text}\n{STORY}\n{MORE}"


@pytest.mark.parametrize(
    ("text", "came", "found"),
    [
        (dated("May 3, 2021"), {}, []),
        (dated("May 3, 2021"), {"published": "2021-05-03T09:00"}, []),
        (dated("May 3, 2021"), {"published": "2021-05"}, []),
        (dated("May 3, 2021"), {"published": "2021-05-01"}, ["dates differ"]),
        (dated("February 30, 2021"), {}, ["impossible date"]),
        (dated("03/04/2021"), {}, ["ambiguous date"]),
        (dated("04/04/2021"), {}, []),
        (dated("03/04/2021"), {"published": "2021-04-03"}, []),
        (STORY, {"published": "03/04/2021"}, ["ambiguous date"]),
        (STORY, {"published": "last week"}, ["unreadable date"]),
        (STORY, {"updated": "last week"}, ["unreadable date"]),
        (STORY, {"published": ""}, []),
        (f" date 2021-05-03 Top\n{dated('May 3, 2021')}", {}, []),
        (f" date 2021-05 Top\n{dated('May 3, 2021')}", {}, []),
        (f" date 2021-05-04 Top\n{dated('May 3, 2021')}", {}, ["dates differ"]),
        (f" date 2021-05-01 Top\n{dated('May 3, 2021')}", {}, ["dates differ", "dated after its capture"]),
        (
            f" date 2021-05-01 Top\n{dated('')}",
            {"published": "2021-05-03"},
            ["dates differ", "dated after its capture"],
        ),
        (f" date 2021-05-01 Top\n{dated('')}", {}, []),
        (f" date 2021-02-30 Top\n{dated('')}", {}, ["impossible date"]),
    ],
)
def test_fields_doubts(text, came, found):
    assert problems(text, **came) == found


@pytest.mark.parametrize(
    ("text", "came", "detail"),
    [
        (dated("Posted on 30.02.2021"), {}, "Posted on 30.02.2021"),
        (STORY, {"updated": "last week"}, "updated: last week"),
        (
            dated("May 3, 2021"),
            {"published": "2021-05-01"},
            "published 2021-05-01 (came with the page), 2021-05-03 (on the page)",
        ),
        (f" date 2021-05-04 Top\n{dated('May 3, 2021')}", {}, "published 2021-05-03 (printed), captured 2021-05-04"),
        pytest.param(
            f" date 2021-02-30 Top\n{STORY}",
            {},
            "2021-02-30",
        ),
    ],
)
def test_fields_doubt_says_what_it_is_about(text, came, detail):
    assert [detail for _, detail in stated(text, **came).doubts] == [detail]


def test_fields_impossible_date_is_not_published():
    assert field(dated("Published: February 30, 2021"), "published") is None
    assert said(f" date 2021-02-30 Top\n{dated('')}", "captured") == ("2021-02-30", "captured")
    assert field(f" date 2021-02-30 Top\n{dated('')}", "published") is None


def holds(text, one):
    """Whether text[start:end] says the value of a field."""
    passage = text[one.start : one.end]
    if one.basis == "captured":
        return timestamps.captured(passage) == one.value
    if one.basis == "dateline":
        value, agency, end = timestamps.dateline(
            f"{passage}The two sides met.", [one.value] if one.field == "published" else []
        )
        return end == len(passage) and one.value == {"published": value, "agency": agency}[one.field]
    if one.field in ("published", "updated"):
        return [stamp.value for stamp in timestamps.stamps(passage, one.value)] == [one.value]
    return one.value == passage if one.field != "byline" else one.value in " ".join(passage.split())


LINES = (
    *(TITLE, STORY, MORE, *MENU.split("\n"), "By Jane Doe, Staff Writer", "PTI | Bengaluru", "SpaceNews", "Science"),
    *("May 3, 2021", "Published: May 4, 2021 - 21:07   Updated: 5 May 2021", "Published", "03/04/2021", "May 6, 21:07"),
    *(f"ROME, May 3 (ANSA) -- {STORY}", f"TOKYO, 14 May 2021 – {MORE}", CLOSE.format("Yonhap"), "30/02/2021"),
    *("© 2021 SpaceNews", "Welcome to the Orbit Gazette", "(c) Orbit Gazette 2021", "Read also", "Leave a comment"),
)


def test_fields_date_inside_its_block_stands_where_it_is_printed():
    text = "Space | May 3, 2021"
    (one,) = fields.stated(text, [layout.Block(0, len(text), "timestamp")], {}).fields
    assert (one.value, text[one.start : one.end]) == ("2021-05-03", "May 3, 2021")


@given(
    strategies.sampled_from(["", " date 2021-05-04 ", "date 2021-05 ", " date 2021-02-30\n"]),
    strategies.lists(strategies.sampled_from(LINES), max_size=25),
    strategies.sampled_from(["\n", "\r\n", "\n \u00a0"]),
)
def test_fields_every_value_stands_where_it_says(marker, lines, glue):
    text = marker + glue.join(lines)
    found = stated(text).fields
    assert len({one.field for one in found}) == len(found)
    for one in found:
        assert one.value
        assert 0 <= one.start < one.end <= len(text)
        assert holds(text, one), one


@given(strategies.text(max_size=300), strategies.text(max_size=30))
def test_fields_any_text_is_read(text, came):
    names = ("headline", "byline", "published", "updated", "source", "url")
    found = stated(text, **dict.fromkeys(names, came))
    assert all(one.value and (one.basis == "given" or holds(text, one)) for one in found.fields)
    assert all(problem and detail for problem, detail in found.doubts)


def test_fields_none_without_blocks():
    assert fields.stated("", [], {}) == ([], [])
