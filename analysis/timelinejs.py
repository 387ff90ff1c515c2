"""How do events go on a web page? As JSON for TimelineJS, whose texts are HTML: what pages say is escaped."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from analysis.lettering import DASH, clean, number, spoken
from analysis.sources import Story, cited, headline, stories

Json = dict[str, Any]

MARKUP = re.compile("[<>&]")
ROWS = 6  # with more of them no room is left for the slides


def timeline(tables: Mapping[str, pd.DataFrame]) -> Json:
    """A title and a slide for each dated event; the title lists the others, since a slide must have a date.

    With no dated event there is no slide, and TimelineJS says so in place of a timeline.
    """
    told = stories(tables)
    dated, undated = ([story for story in told if bool(story["earliest"]) is known] for known in (True, False))
    rows = _rows(dated)
    read = f"{number(len(told), 'event')} from {number(len(tables['articles']), 'page')}"
    return {
        "scale": "human",
        "title": {"text": {"headline": f"Space cooperation: {read}", "text": _listed(undated)}, "autolink": False},
        "events": [_slide(story, rows.get(story["pair"], "Other pairs")) for story in dated],
    }


def anchor(event_id: str) -> str:
    """The event's name in an address: its id with an underscore for what an address cannot hold."""
    return "event-" + re.sub(r"[^\w.-]", "_", event_id)


def _rows(dated: list[Story]) -> dict[str, str]:
    """The pairs with a row of their own, those with the most events; the others share the last."""
    sizes = sorted(Counter(story["pair"] for story in dated).items(), key=lambda item: (-item[1], item[0]))
    own = sizes if len(sizes) <= ROWS else sizes[: ROWS - 1]
    return {pair: _plain(pair) for pair, _ in own}


def _slide(story: Story, group: str) -> Json:
    """The first and the last day the event may have been on: a bar where only a month or year is known."""
    ends = {"end_date": _day(story["latest"])} if story["latest"] > story["earliest"] else {}
    return {
        "unique_id": anchor(story["event_id"]),
        "start_date": _day(story["earliest"]),
        **ends,
        "display_date": _plain(_shown(story)),
        "group": group,
        "text": {"headline": str(escape(headline(story))), "text": _evidence(story)},
        "autolink": False,
    }


def _day(iso: str) -> Json:
    return dict(zip(("year", "month", "day"), map(int, iso.split("-")), strict=True))


def _shown(story: Story) -> str:
    """The date as it is known, both ends of a range of days."""
    days = story["precision"] == "day" and story["latest"] > story["earliest"]
    return f"{spoken(story['earliest'])} {DASH} {spoken(story['latest'])}" if days else spoken(story["date"])


def _plain(text: str) -> str:
    """The text without what could be markup: TimelineJS strips tags here, and reads what is left as HTML again."""
    return MARKUP.sub("", clean(text))


def _evidence(story: Story) -> str:
    what = Markup("<p>{}: {}, {}</p>").format(story["pair"], story["type"], story["status"])
    quote = Markup("<blockquote>{}</blockquote>").format(story["sentence"]) if story["sentence"] else ""
    place = Markup('<a href="{}">{}</a>').format(story["url"], cited(story)) if story["url"] else cited(story)
    return str(what + quote + Markup("<p>{}</p>").format(place))


def _listed(undated: list[Story]) -> str:
    if not undated:
        return ""
    lines = (Markup("<li>{}: “{}”</li>").format(headline(story), story["sentence"]) for story in undated)
    head = Markup("<p>{} without a date cannot stand on the line:</p>").format(number(len(undated), "event"))
    return str(head + Markup("<ul>{}</ul>").format(Markup("").join(lines)))
