"""What is there to read? Text files, saved web pages and rows of corpora: each a page, and what came with it."""

import codecs
import csv
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import pyarrow as pa
import pyarrow.parquet as pq
from charset_normalizer import from_bytes

from analysis import webpages

Inputs = str | Path | Iterable[str | Path]
Content = dict[str, Any]

WEB, CORPORA = (".html", ".htm"), (".jsonl", ".csv", ".parquet")
SUFFIXES = (".txt", *WEB, *CORPORA)
# Without its ".txt", "page.html.txt" would take the id of page.html, and "news.csv#7.txt" that of a row.
TAKEN = re.compile(rf"(?:{'|'.join(map(re.escape, SUFFIXES))})(?:#|$)", re.I)
# A row's column -> our name for it.
GIVEN = {
    "title": "headline",
    "author": "byline",
    "byline": "byline",
    **{name: name for name in ("published", "updated", "section", "source", "url")},
}

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", b"": "utf-8"}
LARGEST = 5_000_000  # bytes of a page; a news page is a thousandth of it
BEGINNING = 1_000_000  # bytes that tell a corpus's encoding
SURROGATE = re.compile("[\ud800-\udfff]")  # stands for a byte its encoding does not have, or half a character of JSON
FOREIGN = "bytes that its encoding does not have"

csv.field_size_limit(2**31 - 1)  # 131,072 characters else


class Unusable(Exception):
    """Why a corpus, or the rest of it, cannot be read: the problem and its detail."""


class Source(NamedTuple):
    """One page to read: its id, its path below the folder read, the file it is in, and what is known of it already.

    `content` is that of a corpus's row, or the problem that keeps an input from being read.
    """

    article_id: str
    path: str
    file: Path
    content: Content | None = None

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a corpus, not a file of its own."""
        return self.file.suffix.lower() in CORPORA


def sources(source: Inputs) -> Iterator[Source]:
    """What there is to read in a folder, a file, or several of them, in order; rows are read as they are asked for.

    An id is the path below the folder read, or the name of a file given by itself, without `.txt`; a
    row's is `file#id`, or `file#number` where it has none. Where an earlier input of a list has that
    id, it is the path as given; an id met before in a corpus gets `#number` appended. Hidden files
    are left out. Raises FileNotFoundError where an input is not there.
    """
    paths = [Path(path) for path in ([source] if isinstance(source, str | os.PathLike) else source)]
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"no such file or folder: {path}")
    return _pages([file for path in paths for file in (_folder(path) if path.is_dir() else [_named(path, path.name)])])


def content(source: Source, *, largest: int = LARGEST) -> Content:
    """text, encoding, sha256 and `given` fields of a page, or the problem that keeps it from being read."""
    found = source.content or _bytes(source.file, largest)
    if "data" in found:
        return _page(found["data"], source.file.suffix.lower())
    size = len(found.get("text", "").encode())
    return found if size <= largest else _too_large(f"{size} bytes", largest)


def carried(source: Source, *, largest: int = LARGEST) -> Source:
    """The page with what its file holds, to be read where the file is not."""
    return source if source.content else source._replace(content=_bytes(source.file, largest))


def size(source: Source) -> int:
    """The bytes of a page, as far as they are known before it is read."""
    if source.content:
        return len(source.content.get("text", ""))
    with suppress(OSError):
        return source.file.stat().st_size
    return 0


def version(source: Source) -> str:
    """What would be another if the page were changed."""
    if source.content:
        return source.content.get("sha256", "") + str(source.content.get("given", source.content.get("problem")))
    with suppress(OSError):
        status = source.file.stat()
        return f"{source.file} {status.st_size} {status.st_mtime_ns}"
    return "gone"


def decoded(data: bytes) -> Content:
    """The text of a file with its encoding, or the problem that keeps it from being read."""
    text, encoding = _text(data)
    if not encoding:
        return {"problem": "binary", "detail": "no text encoding fits its bytes"}
    if not text.strip():
        return {"problem": "empty", "detail": f"{len(data)} bytes"}
    return {"encoding": encoding, "text": text, "sha256": hashlib.sha256(data).hexdigest()}


def _folder(folder: Path) -> list[Source]:
    """A folder's files by their path below it; what cannot be read comes with its problem."""
    found = []

    def add(path: str | Path, problem: Content | None = None) -> None:
        found.append(_named(Path(path), Path(path).relative_to(folder).as_posix(), problem))

    for here, folders, files in os.walk(folder, onerror=lambda error: add(error.filename, _unreadable(error))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in filter(os.path.islink, (f"{here}/{name}" for name in folders)):
            add(name, {"problem": "not a page", "detail": "a link to a folder, which is not followed"})
        for path in (Path(here, name) for name in files if not name.startswith(".")):
            other = {"problem": "not a page", "detail": f"read are {', '.join(SUFFIXES)}"}
            add(path, None if path.suffix.lower() in SUFFIXES else other)
    return sorted(found, key=lambda source: (source.path, str(source.file)))


def _named(file: Path, path: str, problem: Content | None = None) -> Source:
    path = _legible(path)
    name = path.removesuffix(".txt")
    return Source(path if TAKEN.search(name) else name, path, file, problem)


def _pages(files: list[Source]) -> Iterator[Source]:
    """The files, with each corpus's rows in its place, under ids that none of them share."""
    taken = set()
    for source in files:
        if source.content:
            yield source
            continue
        if source.article_id in taken:
            path = _legible(source.file.as_posix())
            source = source._replace(article_id=path, path=path)
        source = source._replace(article_id=_free(source.article_id, 2, taken))
        yield from _rows(source, taken) if source.file.suffix.lower() in CORPORA else [source]


def _rows(source: Source, taken: set[str]) -> Iterator[Source]:
    """A corpus's rows, and the problem that keeps it, or the rest of it, from being read."""
    try:
        _size(source.file)
        for number, (name, found) in enumerate(READERS[source.file.suffix.lower()](source.file)):
            row = f"{source.article_id}#{name or number}"
            yield source._replace(article_id=row if "problem" in found else _free(row, number, taken), content=found)
    except OSError as error:
        yield source._replace(content=_unreadable(error))
    except Unusable as error:
        yield source._replace(content=dict(zip(("problem", "detail"), error.args, strict=True)))
    except (csv.Error, UnicodeError, pa.ArrowException) as error:
        yield source._replace(content=_malformed(error))


def _free(name: str, number: int, taken: set[str]) -> str:
    while name in taken:
        name += f"#{number}"
    taken.add(name)
    return name


def _bytes(file: Path, largest: int) -> Content:
    try:
        size = _size(file)
        data = file.read_bytes() if size <= largest else b""
    except OSError as error:
        return _unreadable(error)
    return {"data": data} if size <= largest else _too_large(f"{size} bytes", largest)


def _page(data: bytes, suffix: str) -> Content:
    """The text of a file of that kind, or the problem that keeps it from being read."""
    page = decoded(data)
    if "problem" in page or suffix not in WEB:
        return page
    story = webpages.story(page["text"])
    return story if "problem" in story else page | {"text": story["text"], "given": _given(story)}


def _size(file: Path) -> int:
    """The bytes of a file. One that is none raises OSError: a pipe without a writer would be waited for."""
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "not a regular file")
    return status.st_size


def _unreadable(error: OSError) -> Content:
    return {"problem": "unreadable", "detail": error.strerror or type(error).__name__}


def _malformed(error: Exception | str) -> Content:
    return {"problem": "malformed", "detail": _legible(str(error))}


def _too_large(size: str, limit: int) -> Content:
    return {"problem": "too large", "detail": f"{size}, the limit is {limit}"}


def _text(data: bytes) -> tuple[str, str]:
    """The characters of a file and their encoding: by byte order mark, as UTF-8, or as detected; "" if none fits."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return ("", "") if "\0" in text else (text, encoding)
    guess = None if b"\0" in data else from_bytes(data).best()
    return (data.decode(guess.encoding), guess.encoding) if guess else ("", "")


def _jsonl(file: Path) -> Iterator[tuple[str, Content]]:
    """The id and content of each line that is not blank."""
    with _opened(file, newline="\n") as lines:
        for line in filter(str.strip, lines):
            try:
                found = _row(_object(line), lines.encoding)
            except (ValueError, RecursionError) as error:
                found = "", _malformed(error)
            yield found


def _object(line: str) -> dict[str, Any]:
    if SURROGATE.search(line):
        raise ValueError(FOREIGN)
    value = json.loads(line)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _csv(file: Path) -> Iterator[tuple[str, Content]]:
    """The id and content of each row beneath the header."""
    with _opened(file, newline="", legacy=True) as lines:
        # Not pandas: its fast reader gives up a whole file at one open quote, its slow one does not say where.
        reader = csv.reader(lines, strict=True)
        header = next(filter(None, reader), [])
        _demand_text(header)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield "", _malformed(f"{error}, in line {reader.line_num}")
                continue
            if len(cells) not in (0, len(header)):
                yield "", _malformed(f"{len(cells)} cells beneath {len(header)} columns, in line {reader.line_num}")
            elif SURROGATE.search("".join(cells)):
                yield "", _malformed(f"{FOREIGN}, in line {reader.line_num}")
            elif cells:
                yield _row(dict(zip(header, cells, strict=True)), lines.encoding)


def _parquet(file: Path) -> Iterator[tuple[str, Content]]:
    """The id and content of each row."""
    with pq.ParquetFile(file) as rows:
        names = rows.schema_arrow.names
        _demand_text(names)
        columns = [name for name in ("id", "text", *GIVEN) if name in names]
        for batch in rows.iter_batches(1000, columns=columns, use_threads=False):
            for number in range(batch.num_rows):
                cells = (_cell(column[number]) for column in batch.columns)
                yield _row(dict(zip(batch.schema.names, cells, strict=True)), "utf-8")


READERS = {".jsonl": _jsonl, ".csv": _csv, ".parquet": _parquet}


def _opened(file: Path, *, newline: str, legacy: bool = False) -> TextIO:
    """A corpus as text. Bytes its encoding does not have come as surrogates, so that only their row is lost."""
    with file.open("rb") as opened:
        beginning = opened.read(BEGINNING)
    if not beginning.strip():
        raise Unusable("empty", f"{len(beginning)} bytes")
    encoding = next(encoding for mark, encoding in MARKS.items() if beginning.startswith(mark))
    if encoding == "utf-8" and legacy:
        whole = len(beginning) if len(beginning) < BEGINNING else beginning.rfind(b"\n") + 1
        encoding = _text(beginning[:whole])[1]
    if not encoding or (encoding == "utf-8" and b"\0" in beginning):
        raise Unusable("binary", "no text encoding fits its bytes")
    return file.open(encoding=encoding, errors="surrogateescape", newline=newline)


def _demand_text(columns: list[str]) -> None:
    if "text" not in columns:
        raise Unusable("no text column", _legible(f"its columns are {', '.join(columns)}"[:200]))


def _cell(value: pa.Scalar) -> Any:
    try:
        return value.as_py()
    except (ValueError, OverflowError, LookupError):  # no UTF-8, a day beyond Python's, a zone nobody knows
        return None


def _row(row: Mapping[str, Any], encoding: str) -> tuple[str, Content]:
    """A row's id, "" if it has none or no text, and its content."""
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        blank = text is None or isinstance(text, str)
        return "", {"problem": "no text", "detail": "it is empty" if blank else f"it is a {type(text).__name__}"}
    if "\0" in text:
        return "", {"problem": "binary", "detail": "its text holds a NUL"}
    text = _legible(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return _plain(row.get("id")), {"text": text, "encoding": encoding, "sha256": digest, "given": _given(row)}


def _given(row: Mapping[str, Any]) -> dict[str, str]:
    """What came with a page, by our names, as far as it is not empty."""
    return {ours: value for theirs, ours in GIVEN.items() if (value := _plain(row.get(theirs)))}


def _plain(value: Any) -> str:
    """A cell as text: 7.0 is "7", a moment is ISO 8601 as stored, and nothing is ""."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    elif isinstance(value, date):
        value = value.isoformat()
    elif isinstance(value, list):
        value = "; ".join(filter(None, map(_plain, value)))
    return _legible(str(value)).strip()


def _legible(text: str) -> str:
    """The text with a replacement character, one for one, for what UTF-8 cannot hold."""
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
