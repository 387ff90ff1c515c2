"""The vocabulary: facts about the world, one a line, in the .tsv files of this folder.

A user extends the workbook by adding a line. List-valued cells are separated by " | ". Countries
are ISO 3166-1 alpha-3 (withdrawn ones ISO 3166-3); ESA and EUU are parties of their own.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

SEPARATOR = " | "
SPELLED = {" ": r"\s+", "*": r"\w*"}


@cache
def rows(name: str) -> pd.DataFrame:
    """The file `name`.tsv: a row per line, every cell a string, an empty cell ""."""
    with (files(__package__) / f"{name}.tsv").open(encoding="utf-8") as file:
        return pd.read_csv(file, sep="\t", dtype="str", keep_default_na=False, quoting=3)


def items(cell: str) -> list[str]:
    """The parts of a list-valued cell, in order; none for an empty one."""
    return cell.split(SEPARATOR) if cell else []


@cache
def mapping(name: str, kind: str) -> dict[str, str]:
    """word -> value for the lines of `name`.tsv of one `kind`."""
    lines = rows(name)
    lines = lines[lines["kind"] == kind]
    return dict(zip(lines["word"], lines["value"], strict=True))


@cache
def numbers(name: str, kind: str) -> dict[str, int]:
    """word -> value for the lines of `name`.tsv of one `kind` whose values are whole numbers."""
    return {word: int(value) for word, value in mapping(name, kind).items()}


@cache
def words(name: str, kind: str) -> frozenset[str]:
    """The words of one `kind` in `name`.tsv."""
    lines = rows(name)
    return frozenset(lines.loc[lines["kind"] == kind, "word"])


@cache
def names(name: str) -> frozenset[str]:
    """All names and spellings in a file with the columns name and names."""
    lines = rows(name)
    return frozenset((*lines["name"], *(spelling for cell in lines["names"] for spelling in items(cell))))


@cache
def bodies(kind: str = "") -> frozenset[str]:
    """All names and aliases of agencies, ministries, companies and outlets, or of one kind: "media"."""
    lines = rows("bodies")
    lines = lines[lines["kind"] == kind] if kind else lines
    return frozenset((*lines["name"], *(alias for cell in lines["aliases"] for alias in items(cell))))


def slug(words: str) -> str:
    """A name as part of an identifier: "Choi Byung-ok" -> "choi-byung-ok"."""
    return "-".join(re.findall(r"[^\W_]+", words.lower()))


@cache
def generic_instruments() -> frozenset[str]:
    """Words for any instrument: "agreement", "deal"."""
    lines = rows("instruments")
    return frozenset(lines.loc[lines["generic"] != "", "name"])


@cache
def parties() -> dict[str, str]:
    """The code of a country, or of a body that is a party of its own -> its name."""
    return {row.code: row.name for name in ("countries", "parties") for row in rows(name).itertuples()}


def alternation(words: Iterable[str]) -> str:
    """A regex group that matches any of the words, the longest first.

    A space matches any run of blanks, and "*" the rest of a word ("propos*"). What words begin with alike is tried
    once: a pattern of hundreds of words then takes a few times as long as one of a dozen.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(SPELLED.get(character) or re.escape(character), {})
        node[""] = {}
    return f"(?:{_branches(tree)})"


def _branches(tree: dict[str, Any]) -> str:
    """The continuations of a beginning, which may itself be a whole word."""
    ways = [start + _branches(tree[start]) for start in sorted(tree, reverse=True) if start]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 and "" not in tree else f"(?:{'|'.join(ways)})"
    return joined + "?" * ("" in tree)
