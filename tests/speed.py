"""How fast are names read, in whole and in parts? `python tests/speed.py`: words a second, and ratios of one run.

Reads the labelled pages, three times over; the best of the runs counts.
"""

from collections.abc import Callable
from time import process_time
from typing import Any

import pandas as pd
from labelled import SPLITS, read

from analysis import entities, language

RUNS = 3


def main() -> None:
    pages = [read(split) for split in SPLITS]
    articles, blocks = (pd.concat([getattr(page, name) for page in pages]) for name in ("articles", "blocks"))
    passages = blocks.loc[blocks["role"].isin(language.PASSAGES), "text"].tolist()
    words = sum(len(passage.split()) for passage in passages)
    trained, rules = language.build(), language.build(None)
    docs = language.docs(trained, articles, blocks)
    seconds = {
        "names, people and their pages": _best(lambda: _whole(trained, articles, blocks)),
        "the same by rules only": _best(lambda: _whole(rules, articles, blocks)),
        "without trees": _best(lambda: language.docs(trained, articles, blocks)),
        "with trees": _best(lambda: list(trained.pipe(passages))),
        "tokens": _best(lambda: list(trained.tokenizer.pipe(passages))),
        "the trained names": _best(lambda: _only(trained, passages, "ner")),
        "vocabulary and rules": _best(lambda: _only(trained, passages, "names")),
        "time expressions": _best(lambda: _only(trained, passages, "dates")),
        "identities and people": _best(lambda: entities.people(docs, entities.mentions(docs))),
    }
    table = pd.DataFrame({"seconds": seconds})
    table["words a second"] = words / table["seconds"]
    table["share of the whole"] = table["seconds"] / table["seconds"].iloc[0]
    print(f"{len(articles)} pages, {len(passages):,} passages, {words:,} words")
    print(table.round({"seconds": 2, "words a second": -2, "share of the whole": 2}).to_string())


def _best(run: Callable[[], Any]) -> float:
    times = []
    for _ in range(RUNS):
        start = process_time()
        run()
        times.append(process_time() - start)
    return min(times)


def _whole(nlp: language.Language, articles: pd.DataFrame, blocks: pd.DataFrame) -> None:
    docs = language.docs(nlp, articles, blocks)
    entities.people(docs, entities.mentions(docs))


def _only(nlp: language.Language, passages: list[str], component: str) -> None:
    with nlp.select_pipes(enable=component):
        list(nlp.pipe(passages))


if __name__ == "__main__":
    main()
