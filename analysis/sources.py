"""Where is an event told? Each event with the sentence that tells it, the page that is in, and the page's address."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.lanes import pairs
from analysis.lettering import clean
from analysis.tables import by_event

Story = dict[str, Any]

ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f\s<>\"'\\^`{|}]+", re.I)  # the only kind of address that is ever a link


def stories(tables: Mapping[str, pd.DataFrame]) -> list[Story]:
    """An event per record, in the order of `events`: its columns, its `pair` by name, and where it is told.

    `sentence` is the first on its first page that holds the words of its date, else the first there;
    `article_id`, `start` and `end` say where that stands, `headline`, `outlet`, `published` and `url`
    which page it is on, and `more` counts the other passages that tell the event.
    """
    events, pages = tables["events"], tables["articles"].set_index("article_id").to_dict("index")
    told = by_event(tables["reports"].sort_values(["article_id", "start"]))
    rows = zip(events.to_dict("records"), pairs(events), strict=True)
    return [event | {"pair": pair} | _told(event, told.get(event["event_id"], []), pages) for event, pair in rows]


def _told(event: Story, reports: list[Story], pages: dict[str, Story]) -> Story:
    own = [report for report in reports if report["article_id"] == event["first_article_id"]] or reports
    dated = [report for report in own if event["date_text"] in report["sentence"]]
    report = (dated or own or [{}])[0]
    page = pages.get(report.get("article_id", event["first_article_id"]), {})
    return {
        "sentence": " ".join(report.get("sentence", "").split()),
        "article_id": report.get("article_id", event["first_article_id"]),
        **{name: report.get(name, 0) for name in ("start", "end")},
        **{name: page.get(name, "") for name in ("headline", "published")},
        "outlet": page.get("source", ""),
        "url": address(page.get("url", "")),
        "more": max(len(reports) - 1, 0),
    }


def headline(story: Story) -> str:
    """What happened: the event's title, else its pair and type."""
    return clean(story["title"]) or f"{story['pair']}: {story['type']}"


def cited(story: Story) -> str:
    """The place of a story's sentence in words: headline, outlet, page and characters."""
    page = f"{story['article_id']}, characters {story['start']}\N{EN DASH}{story['end']}"
    return f"{', '.join(filter(None, (story['headline'], story['outlet'])))} ({page})".strip()


def address(url: str) -> str:
    """The url if it is one of the web, else nothing: a page may claim "javascript:..." for its own."""
    return url if ADDRESS.fullmatch(url) else ""


def way(page: str, *, pages: str | Path, start: str | Path) -> str:
    """The path from the folder `start` to a page below `pages`, the same wherever both are moved together."""
    try:
        return Path(os.path.relpath(Path(pages, page), start)).as_posix()
    except ValueError:  # another drive of Windows
        return Path(pages, page).resolve().as_posix()
