"""How do events go into a calendar? As iCalendar (RFC 5545), the same bytes in every run: no clock, no made-up id."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

import pandas as pd
from icalendar import Calendar, Event

from analysis.lettering import clean, number, spoken
from analysis.sources import Story, cited, headline, stories

NAME = "space-cooperation-workbook"
KNOWN = {"occurred": "CONFIRMED"}  # what is planned or proposed is TENTATIVE


def calendar(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """An .ics file with a VEVENT for each dated event; its description counts those that have no date."""
    told = stories(tables)
    dated = [story for story in told if story["earliest"]]
    sheet = Calendar()
    sheet.add("prodid", f"-//{NAME}//events//EN")
    sheet.add("version", "2.0")
    for name in ("name", "x-wr-calname"):
        sheet.add(name, "Space cooperation")
    sheet.add("description", _contents(len(dated), len(told) - len(dated)))
    for story in dated:
        sheet.add_component(_event(story))
    return sheet.to_ical()


def _contents(dated: int, undated: int) -> str:
    left = f"; {number(undated, 'event')} without a date cannot stand in a calendar, see tables/events.csv"
    return number(dated, "event") + (left if undated else "")


def _event(story: Story) -> Event:
    """The days the event may have been on, all day long, and free: nobody is to be told they are busy."""
    first, last = (date.fromisoformat(story[edge]) for edge in ("earliest", "latest"))
    event = Event()
    event.add("uid", f"{clean(story['event_id'])}@{NAME}")
    event.add("dtstamp", _stamp(story, first))
    event.add("dtstart", first)
    if last < date.max:
        event.add("dtend", last + timedelta(1))  # the first day after it
    event.add("summary", headline(story))
    event.add("status", KNOWN.get(story["status"], "TENTATIVE"))
    event.add("categories", [clean(story["type"]), clean(story["status"])])
    event.add("transp", "TRANSPARENT")
    event.add("description", _description(story))
    if story["place"]:
        event.add("location", clean(story["place"]))
    if story["url"]:
        event.add("url", story["url"])
    return event


def _stamp(story: Story, first: date) -> datetime:
    """The day the page was published, else the event's own: when the record was made would change the bytes."""
    try:
        day = date.fromisoformat(story["published"][: len("2023-05-30")])
    except ValueError:  # no date, or a month
        day = first
    return datetime.combine(day, time(), UTC)


def _description(story: Story) -> str:
    known = f"Only the {story['precision']} is known: {spoken(story['date'])}"
    date_text = f"“{story['date_text']}”, " if story["date_text"] else ""
    lines = (
        f"{story['pair']}: {story['type']}, {story['status']}",
        known if story["precision"] in ("month", "year") else "",
        f"Date: {date_text}{story['date_basis']}" if story["date_basis"] else "",
        f"“{story['sentence']}”" if story["sentence"] else "",
        cited(story),
        "Told by " + number(story["more"], "more passage") if story["more"] else "",
        story["url"],
    )
    return "\n".join(filter(None, map(clean, lines)))
