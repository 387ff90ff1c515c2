"""How does it read in a browser and on paper? One page of HTML with all it needs inside: no script and no network."""

import re
from collections.abc import Mapping
from importlib.resources import files
from io import StringIO

import matplotlib.pyplot as plt
import pandas as pd
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from analysis import charts
from analysis.lanes import pairs
from analysis.lettering import legible, number, spoken
from analysis.sources import address
from analysis.tables import by_event
from analysis.timelinejs import anchor

Tables = Mapping[str, pd.DataFrame]


def html(tables: Tables, *, of: int = 0) -> str:
    """What was read, the timeline, who acts with whom, the evidence, who is named, and what could not be read."""
    tables = {name: legible(table) for name, table in tables.items()}
    articles, events = tables["articles"], tables["events"].sort_values(["date", "event_id"])
    events = pd.concat([events[events["date"] != ""], events[events["date"] == ""]])
    source = ", ".join(sorted(set(articles["source"]) - {""}))
    drawn = {
        "roles": charts.roles(tables["blocks"], source=source),
        "timeline": charts.timeline(events, source=source),
        "partners": charts.partners(events, source=source),
        "network": charts.network(events, source=source),
        "agreements": charts.agreements(events, source=source),
        "actors": charts.actors(tables["entities"], source=source),
    }
    words = {name: charts.description(ax) for name, ax in drawn.items()}
    pages = articles.assign(number=range(1, len(articles) + 1)).to_dict("records")
    return _template().render(
        {name: table.to_dict("records") for name, table in tables.items()},
        articles=pages,
        pages={page["article_id"]: page for page in pages},
        events=events.assign(pair=pairs(events)).to_dict("records"),
        evidence=by_event(tables["reports"].assign(sentence=_marked(tables["reports"]))),
        taking_part=by_event(tables["participants"]),
        drawings={name: _svg(ax, name, words[name]) for name, ax in drawn.items()},
        words=words,
        left_out=max(0, of - len(articles)),
    )


def _template() -> Template:
    strict = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    strict.filters |= {"spoken": spoken, "number": number, "anchor": anchor, "address": address}
    return strict.from_string(files(__package__).joinpath("report.html").read_text("utf-8"))


def _marked(reports: pd.DataFrame) -> pd.Series:
    """Each sentence with its trigger in <mark>, where the offsets say it stands."""
    starts = (reports["trigger_start"] - reports["start"]).fillna(-1).astype(int)
    ends = starts + reports["trigger"].str.len()
    marked = [
        Markup("{}<mark>{}</mark>{}").format(sentence[:start], trigger, sentence[end:])
        if trigger and start >= 0 and sentence[start:end] == trigger
        else escape(sentence)
        for sentence, trigger, start, end in zip(reports["sentence"], reports["trigger"], starts, ends, strict=True)
    ]
    return pd.Series(marked, reports.index, dtype=object)


def _svg(ax: Axes, name: str, words: str) -> Markup:
    """The chart as an element of the page: ids of its own, every mark a link to its evidence."""
    for mark in filter(Artist.get_gid, ax.get_children()):
        mark.set_url(f"#{anchor(mark.get_gid())}")
    buffer, nothing = StringIO(), dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with charts.styled():
        ax.figure.savefig(buffer, format="svg", metadata=nothing)
    plt.close(ax.figure)
    drawing = buffer.getvalue()
    drawing = drawing[drawing.index("<svg") :].replace(' target="_blank"', ' tabindex="-1"')
    drawing = re.sub(r'(\bid="|url\(#|href="#)(?!event-)', rf"\1{name}-", drawing)
    return Markup(drawing.replace("<svg", Markup('<svg role="img" aria-label="{}"').format(words), 1))
