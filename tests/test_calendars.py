"""The calendar: read back as other programs read it, the same bytes whatever the clock says."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar
from sample_tables import SEED, SEED_EVENTS, empty, event, events, sample, seed

from analysis import calendars, export

ODD = 'semi; comma, back\\slash\n"line"\r:two\x85\u2028 서울 ' + "long " * 40


def read(tables):
    """The events of the calendar by the first part of their UID."""
    found = Calendar.from_ical(calendars.calendar(tables)).walk("VEVENT")
    return {str(each["UID"]).removesuffix("@space-cooperation-workbook"): each for each in found}


def one(**more):
    row = event("FRA KOR", more.pop("date", "2023-05-30"), "agreement", more.pop("status", "occurred"), "pact", **more)
    (only,) = read(seed() | {"events": sample("events", row)}).values()
    return only


def test_calendar_has_the_dated_events_under_their_own_ids():
    assert list(read(seed())) == [row["event_id"] for row in SEED_EVENTS if row["date"]]


def test_calendar_says_how_many_events_have_no_date():
    calendar = Calendar.from_ical(calendars.calendar(seed()))
    assert calendar["DESCRIPTION"] == (
        "2 events; 2 events without a date cannot stand in a calendar, see tables/events.csv"
    )
    assert Calendar.from_ical(calendars.calendar(empty()))["DESCRIPTION"] == "0 events"


@pytest.mark.parametrize("tables", [seed(), empty(), seed() | {"events": events(300)}])
def test_calendar_has_what_the_standard_requires(tables):
    data = calendars.calendar(tables)
    calendar = Calendar.from_ical(data)
    assert (calendar["VERSION"], bool(calendar["PRODID"])) == ("2.0", True)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    made = calendar.walk("VEVENT")
    assert all({"UID", "DTSTAMP", "DTSTART"} <= set(each) and not each.errors for each in made)
    assert len({each["UID"] for each in made}) == len(made)


@pytest.mark.parametrize(
    ("day", "end"),
    [("2023-05-30", date(2023, 5, 31)), ("2023-12", date(2024, 1, 1)), ("2023", date(2024, 1, 1))],
)
def test_calendar_event_takes_whole_days_up_to_the_last_it_may_have_been_on(day, end):
    made = one(date=day)
    assert b"DTSTART;VALUE=DATE:2023" in made.to_ical()
    assert (type(made["DTSTART"].dt), made["DTEND"].dt) == (date, end)


def test_calendar_ends_with_the_last_day_there_is():
    assert "DTEND" not in one(latest="9999-12-31")


@pytest.mark.parametrize(
    ("day", "known"), [("2023-05", "the month is known: May 2023"), ("2023", "the year is known: 2023")]
)
def test_calendar_says_what_is_known_of_a_date(day, known):
    assert f"Only {known}" in one(date=day)["DESCRIPTION"]
    assert "Only" not in one()["DESCRIPTION"]


@pytest.mark.parametrize(
    ("status", "expected"), [("occurred", "CONFIRMED"), ("planned", "TENTATIVE"), ("proposed", "TENTATIVE")]
)
def test_calendar_marks_what_has_not_happened_as_tentative(status, expected):
    assert one(status=status)["STATUS"] == expected


def test_calendar_event_makes_nobody_busy():
    assert one()["TRANSP"] == "TRANSPARENT"


def test_calendar_event_brings_its_evidence():
    url = "https://example.org/a,b;c"
    made = read(seed() | {"articles": seed()["articles"].assign(url=url)})["FRA-KOR-2023-05-30-agreement"]
    lines = made["DESCRIPTION"].split("\n")
    assert lines[0] == "France \N{EN DASH} South Korea: agreement, occurred"
    assert "Date: “on Tuesday”, resolved" in lines
    assert "“South Korea and France signed an arrangement on military space cooperation on Tuesday.”" in lines
    assert any(f"The Korea Herald ({SEED}, characters" in line for line in lines)
    assert (lines[-1], made["URL"], made["LOCATION"]) == (url, url, "Seoul")


def test_calendar_links_only_to_the_web():
    made = read(seed() | {"articles": seed()["articles"].assign(url="javascript:alert(1)")})
    assert all("URL" not in each and "javascript" not in each["DESCRIPTION"] for each in made.values())


@pytest.mark.parametrize(
    ("published", "stamp"),
    [
        ("2023-06-01T21:07+09:00", datetime(2023, 6, 1, tzinfo=UTC)),
        ("2023-06", datetime(2023, 5, 30, tzinfo=UTC)),
        ("", datetime(2023, 5, 30, tzinfo=UTC)),
    ],
)
def test_calendar_is_stamped_by_the_page_and_not_by_the_clock(published, stamp):
    made = read(seed() | {"articles": seed()["articles"].assign(published=published)})
    assert made["FRA-KOR-2023-05-30-agreement"]["DTSTAMP"].dt == stamp


def test_calendar_keeps_odd_text_on_its_line(tmp_path):
    tables = seed()
    tables["events"] = tables["events"].assign(title=ODD, place=ODD, date_text=ODD)
    tables["articles"] = tables["articles"].assign(headline=ODD)
    tables["reports"] = tables["reports"].assign(sentence=f"{ODD}\x00\ufffe")
    found = Calendar.from_ical(export.calendar(tables, to=tmp_path).read_bytes()).walk("VEVENT")
    assert [each.errors for each in found] == [[], []]
    assert found[0]["SUMMARY"] == found[0]["LOCATION"] == " ".join(ODD.split())
    assert len(found[0]["DESCRIPTION"].split("\n")) == 4
    assert "\r" not in found[0]["DESCRIPTION"]
    assert "\ufffd\ufffd" in found[0]["DESCRIPTION"]
