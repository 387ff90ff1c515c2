"""What is read already? A run's pages in partitions, each with its tables as Parquet, kept until all is written."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

import pandas as pd

from analysis import articles, dates, entities, events, inputs
from analysis.tables import Schema, typed

PAGES = 1_000  # pages of a partition, and
BYTES = 10_000_000  # bytes of its pages; one page may have more
# What can be told of a page by itself, in the order of the data flow.
SCHEMAS: dict[str, Schema] = {
    "articles": articles.ARTICLES,
    "fields": articles.FIELDS,
    "blocks": articles.BLOCKS,
    "dates": dates.DATES,
    "mentions": entities.MENTIONS,
    "people": entities.PEOPLE,
    "reports": events.REPORTS,
    "problems": articles.PROBLEMS,
}


class Partition(Mapping[str, pd.DataFrame]):
    """The tables of some pages by name, each read anew from its Parquet file when it is asked for."""

    def __init__(self, files: Mapping[str, bytes | Path]) -> None:
        self._files = files

    def __getitem__(self, name: str) -> pd.DataFrame:
        return typed(pd.read_parquet(self._file(name)), SCHEMAS[name])

    def column(self, name: str, column: str) -> pd.Series:
        """One column of a table."""
        return pd.read_parquet(self._file(name), columns=[column])[column]

    def _file(self, name: str) -> BytesIO | Path:
        file = self._files[name]
        return BytesIO(file) if isinstance(file, bytes) else file

    def __iter__(self) -> Iterator[str]:
        return iter(SCHEMAS)

    def __len__(self) -> int:
        return len(SCHEMAS)


def files(tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """The tables of a partition as Parquet files."""
    return {name: tables[name].to_parquet(None, compression="zstd", index=False) for name in SCHEMAS}


def joined(parts: list[dict[str, bytes]]) -> dict[str, bytes]:
    """The files of a partition whose pages were read in several parts."""
    if len(parts) == 1:
        return parts[0]
    tables = [Partition(part) for part in parts]
    return files({name: pd.concat([part[name] for part in tables], ignore_index=True) for name in SCHEMAS})


def cut(sources: Iterable[inputs.Source]) -> Iterator[list[inputs.Source]]:
    """The pages in partitions of PAGES, fewer where they are large."""
    part, size = [], 0
    for source in sources:
        own = inputs.size(source)
        if part and (len(part) == PAGES or size + own > BYTES):
            yield part
            part, size = [], 0
        part.append(source)
        size += own
    if part:
        yield part


class Store:
    """A folder of finished partitions. One is found again by what was to be read, and how."""

    def __init__(self, folder: Path, how: str) -> None:
        self._folder, self._how = folder, f"{how} {_workbook()}"

    def place(self, number: int, sources: list[inputs.Source]) -> Path:
        """Where the partition of these pages is, once it is finished."""
        read = hashlib.sha256(self._how.encode())
        for source in sources:
            read.update(f"{source.article_id}\n{source.path}\n{inputs.version(source)}\n".encode())
        return self._folder / f"{number:06}-{read.hexdigest()[:16]}"

    def keep(self, place: Path, files: Mapping[str, bytes]) -> Partition:
        """Write a finished partition; its folder has its name once all is written."""
        part = place.with_name(f".{place.name}.{os.getpid()}.part")
        part.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (part / f"{name}.parquet").write_bytes(data)
        part.replace(place)
        return kept(place)


def kept(place: Path) -> Partition:
    """A finished partition."""
    return Partition({name: place / f"{name}.parquet" for name in SCHEMAS})


@cache
def _workbook() -> str:
    """A digest of the workbook itself: what another version has read is read again."""
    package = Path(__file__).parent
    files = sorted(path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    read = hashlib.sha256()
    for path in files:
        read.update(path.relative_to(package).as_posix().encode() + b"\n" + path.read_bytes())
    return read.hexdigest()
