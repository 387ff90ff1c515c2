"""Scores `dates.find` on a folder of TimeML, as TempEval-3 counts: `python tests/timeml.py FOLDER [--system JSON]`.

A row of the result is one measure over all documents, with precision, recall and F1 in [0, 1]:
strict wants the very characters of a gold expression, relaxed any overlap (an expression meets at
most one), type and value the gold attribute on top of the overlap. Only the TEXT of a document is
scored; its creation time is the anchor. Source: UzZaman et al., SemEval-2013 Task 1, section 5.
"""

import argparse
import json
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import dates

MEASURES = ("strict", "relaxed", "type", "value")


class Expression(NamedTuple):
    """A time expression: start, end (characters of the document's text), TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


class Document(NamedTuple):
    """A TimeML document: name, text of its TEXT element, creation time (ISO, may be empty), gold expressions."""

    name: str
    text: str
    created: str
    gold: list[Expression]


def document(path: Path) -> Document:
    root = ElementTree.parse(path).getroot()
    created = root.find("DCT/TIMEX3")
    pieces, gold = [], []

    def walk(node: ElementTree.Element) -> None:
        start = sum(map(len, pieces))
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        if node.tag == "TIMEX3" and (end := sum(map(len, pieces))) > start:
            gold.append(Expression(start, end, node.get("type"), node.get("value")))

    walk(root.find("TEXT"))
    return Document(path.name, "".join(pieces), "" if created is None else created.get("value"), gold)


def documents(folder: Path) -> list[Document]:
    return [document(path) for path in sorted(folder.rglob("*.tml")) if not path.name.startswith(".")]


def read(one: Document) -> list[Expression]:
    """What `dates.find` makes of a document."""
    found = dates.find(one.text, one.created or None)
    return [Expression(*row) for row in found[["start", "end", "type", "value"]].itertuples(index=False)]


def pairs(gold: list[Expression], found: list[Expression]) -> Iterator[tuple[Expression, Expression]]:
    """Gold and found expressions that overlap, each in at most one pair; the same characters meet first."""
    left, free = list(gold), list(found)
    for same in (True, False):
        for one in list(left):
            for other in free:
                fits = one[:2] == other[:2] if same else one.start < other.end and other.start < one.end
                if fits:
                    yield one, other
                    left.remove(one)
                    free.remove(other)
                    break


def score(read_as: list[tuple[list[Expression], list[Expression]]]) -> pd.DataFrame:
    """The measures over documents given as (gold, found)."""
    right = Counter(dict.fromkeys(MEASURES, 0))
    for gold, found in read_as:
        for one, other in pairs(gold, found):
            right["relaxed"] += 1
            right["strict"] += one[:2] == other[:2]
            right["type"] += one.type == other.type
            right["value"] += one.value == other.value
    expected, returned = (sum(len(pair[side]) for pair in read_as) for side in (0, 1))
    rows = {
        name: {
            "precision": right[name] / max(returned, 1),
            "recall": right[name] / max(expected, 1),
            "f1": 2 * right[name] / max(expected + returned, 1),
        }
        for name in MEASURES
    }
    return pd.DataFrame.from_dict(rows, orient="index").round(3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--system", type=Path, help="JSON of another reader: {name: [[start, end, type, value], ...]}")
    given = parser.parse_args()
    other = json.loads(given.system.read_text()) if given.system else None
    read_as = [
        (one.gold, [Expression(*row) for row in other.get(one.name, [])] if other is not None else read(one))
        for one in documents(given.folder)
    ]
    print(score(read_as).to_string())


if __name__ == "__main__":
    main()
