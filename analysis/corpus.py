"""How does it run over a million pages? Every table of the workbook, read in partitions and folded into one whole."""

from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import accumulate, pairwise
from pathlib import Path

import pandas as pd
from spacy.language import Language

from analysis import articles, dates, entities, events, inputs, language, partitions, pools, progress, skim
from analysis.partitions import Partition, Store
from analysis.pools import Task
from analysis.tables import table

Tables = dict[str, pd.DataFrame]
TABLES = (
    *("articles", "fields", "blocks", "dates", "mentions", "entities", "people", "reports", "events", "participants"),
    "problems",
)


class Corpus:
    """All tables of a run: those of the pages in partitions, in order, and those that take all pages together."""

    def __init__(self, parts: list[Partition]) -> None:
        self._parts = parts
        self._folded = _folded(parts)

    def frames(self, name: str) -> Iterator[pd.DataFrame]:
        """A table in parts, one after the other; at least one, with the table's columns."""
        if name in self._folded:
            yield self._folded[name]
        else:
            yield from (part[name] for part in self._parts)

    def table(self, name: str) -> pd.DataFrame:
        """A table as a whole."""
        return pd.concat(self.frames(name), ignore_index=True)

    def tables(self, names: Iterable[str] = TABLES, *, of: frozenset[str] | None = None) -> Tables:
        """Tables by name, in the order of the data flow; what is read of a page by itself only of the given pages."""
        return {name: self._part(name, of) for name in names}

    def _part(self, name: str, of: frozenset[str] | None) -> pd.DataFrame:
        if of is None or name in self._folded:
            return self.table(name)
        parts = (frame[frame["article_id"].isin(of)] for frame in self.frames(name))
        return pd.concat(parts, ignore_index=True)

    def telling(self) -> frozenset[str]:
        """The article_id of the pages that tell of an event."""
        return frozenset(self._folded["reports"]["article_id"])

    def count(self, *, skimmed: bool) -> int:
        """How many pages were read, or only skimmed."""
        return sum(int((part.column("articles", "skimmed") == skimmed).sum()) for part in self._parts)


def tables(source: inputs.Inputs, *, model: str | None = "bundled", workers: int = 1, whole: bool = False) -> Tables:
    """All tables of the pages of `source` by name, in the order of the data flow; what `read` reads."""
    return read(source, model=model, workers=workers, whole=whole).tables()


def read(
    source: inputs.Inputs,
    *,
    model: str | None = "bundled",
    workers: int = 1,
    dask: str = "",
    whole: bool = False,
    keep: Path | None = None,
) -> Corpus:
    """The pages of `source`, in this process, in as many as `workers`, or on the Dask cluster at the address `dask`.

    The tables are the same. A row of a corpus that cannot tell of an event is only skimmed (`articles.skimmed`), unless
    read `whole`; files are always. A page that cannot be read is a row in `problems`. With a folder to `keep` finished
    partitions in, a run that was stopped goes on where it was, and memory holds no page for longer than it is read.
    A progress bar is shown on a terminal and in a notebook. Raises FileNotFoundError or OSError as `articles.read` and
    `language.build` do, ValueError where Dask is asked for and not installed.
    """
    _pipeline(model)
    store = Store(keep, f"{model} {whole}") if keep else None
    places: dict[int, Path] = {}
    parts: dict[int, Partition] = {}

    def tasks() -> Iterator[Task]:
        for number, pages in enumerate(partitions.cut(inputs.sources(source))):
            if store and (place := places.setdefault(number, store.place(number, pages))).exists():
                parts[number] = partitions.kept(place)
            else:
                yield Task(number, [inputs.carried(page) for page in pages] if dask else pages)

    reading = partial(_files, model=model, whole=whole)
    with pools.pool(workers, dask) as pool, progress.bar(what="reading", unit="pages") as bar:
        for number, found in pools.results(tasks(), reading, pool, lost=_lost):
            files = partitions.joined(found)
            parts[number] = store.keep(places[number], files) if store else Partition(files)
            bar.update(len(parts[number]["articles"]))
    return Corpus([parts[number] for number in sorted(parts)] or [Partition(reading([]))])


@cache
def _pipeline(model: str | None) -> Language:
    return language.build(model)


def _files(sources: list[inputs.Source], *, model: str | None, whole: bool) -> dict[str, bytes]:
    """The tables of some pages as Parquet files. A page that cannot be read costs a row, and none of the others."""
    try:
        return partitions.files(_page_tables(sources, model=model, whole=whole))
    except OSError:
        raise  # of the machine, not of the page
    except Exception as error:
        if len(sources) == 1:
            return _failed(sources[0], "failed", f"{type(error).__name__}: {error}")
    middle = len(sources) // 2
    halves = sources[:middle], sources[middle:]
    return partitions.joined([_files(half, model=model, whole=whole) for half in halves])


def _page_tables(sources: list[inputs.Source], *, model: str | None, whole: bool) -> Tables:
    """The tables of some pages, as far as a page can be read by itself."""
    pages = articles.pages(sources, can_matter=(lambda text: True) if whole else skim.can_tell)
    files = {source.article_id for source in sources if whole or not source.is_row}
    docs = language.docs(
        _pipeline(model), pages.articles, pages.blocks, learnt=lambda p: p.article_id in files or skim.tells_act(p)
    )
    when, who = dates.dates(docs), entities.mentions(docs)
    return {
        **pages._asdict(),
        "dates": when,
        "mentions": who,
        "people": entities.people(docs, who),
        "reports": events.told(docs, who, when),
    }


def _lost(source: inputs.Source) -> dict[str, bytes]:
    return _failed(source, "killed", f"each of the {pools.TRIES} processes that read it has died")


def _failed(source: inputs.Source, problem: str, detail: str) -> dict[str, bytes]:
    """The tables of a page that could not be read: nothing but the problem."""
    row = {"path": source.path, "article_id": source.article_id, "stage": "corpus", "problem": problem}
    tables = {name: table([], schema) for name, schema in partitions.SCHEMAS.items()}
    return partitions.files(tables | {"problems": table([row | {"detail": detail[:200]}], articles.PROBLEMS)})


def _folded(parts: list[Partition]) -> Tables:
    """What takes all pages together: identities and events."""
    told = [part["reports"] for part in parts]
    reports = events.fold(pd.concat(told, ignore_index=True))
    edges = pairwise(accumulate(map(len, told), initial=0))
    involved = [
        events.participants(reports[first:last], part["mentions"], part["people"])
        for i, (part, (first, last)) in enumerate(zip(parts, edges, strict=True))
        if first < last or i == 0
    ]
    return {
        "reports": reports,
        "entities": entities.folded(part["mentions"] for part in parts),
        "events": events.events(reports),
        "participants": pd.concat(involved, ignore_index=True)
        .drop_duplicates(["event_id", "entity_id"])
        .reset_index(drop=True),
    }
