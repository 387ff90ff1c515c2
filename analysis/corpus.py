"""How does it run over a folder? Every table of the workbook in one call, in one process or several."""

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import islice

import pandas as pd
from spacy.language import Language

from analysis import articles, dates, entities, events, inputs, language, progress

CHUNK = 50  # pages a worker takes at a time

Tables = dict[str, pd.DataFrame]


def tables(source: inputs.Inputs, *, model: str | None = "bundled", workers: int = 1) -> Tables:
    """All tables of the pages of `source` by name, in the order of the data flow.

    With more than one worker, pages are read in as many processes; the tables are the same. A
    progress bar is shown on a terminal and in a notebook. Raises FileNotFoundError or OSError as `articles.read` and
    `language.build` do.
    """
    sources = inputs.sources(source)
    chunks = iter(lambda: list(islice(sources, CHUNK)), [])
    read = partial(_read, model=model)
    if workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            parts = list(_watched(pool.map(read, chunks)))
    else:
        _pipeline(model)
        parts = list(_watched(map(read, chunks)))
    return _joined(parts or [_read([], model=model)])


def _watched(parts: Iterable[Tables]) -> Iterable[Tables]:
    """The parts as they come, their pages counted."""
    with progress.bar(what="reading", unit="pages") as bar:
        for part in parts:
            yield part
            bar.update(len(part["articles"]))


@cache
def _pipeline(model: str | None) -> Language:
    return language.build(model)


def _read(sources: list[inputs.Source], *, model: str | None) -> Tables:
    """The tables of some pages, as far as a page can be read by itself."""
    pages = articles.pages(sources)
    docs = language.docs(_pipeline(model), pages.articles, pages.blocks)
    when, who = dates.dates(docs), entities.mentions(docs)
    return {
        "articles": pages.articles,
        "blocks": pages.blocks,
        "fields": pages.fields,
        "dates": when,
        "mentions": who,
        "people": entities.people(docs, who),
        "reports": events.told(docs, who, when),
        "problems": pages.problems,
    }


def _joined(parts: list[Tables]) -> Tables:
    """The parts as one, with what takes all pages together: identities and events."""
    whole = {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}
    reports = events.fold(whole["reports"])
    whole |= {
        "entities": entities.entities(whole["mentions"]),
        "reports": reports,
        "events": events.events(reports),
        "participants": events.participants(reports, whole["mentions"], whole["people"]),
    }
    order = (
        "articles",
        "fields",
        "blocks",
        "dates",
        "mentions",
        "entities",
        "people",
        "reports",
        "events",
        "participants",
    )
    return {name: whole[name] for name in (*order, "problems")}
