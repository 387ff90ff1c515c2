"""What else does the pipeline learn from? Passages made up from sentences and vocabulary, and real ones renamed.

In sentences.tsv and fillers.tsv a slot in braces is filled at random. {P} (a person), {S} (a surname), {G} (a country)
and the like are names; {N} (an adjective), {X} (a mission), {T} (a title) are words that a reader may take for one.
"""

import random
import re
import string
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import pandas as pd
from spacy.tokens import Doc

from analysis import vocabulary
from analysis.training.corpora import labelled

LABELS = {
    **dict.fromkeys(("P", "S"), "PERSON"),
    **dict.fromkeys(("G", "C", "CU", "L"), "GPE"),
    **dict.fromkeys(("O", "A", "a", "M", "U", "K", "W", "Y", "B"), "ORG"),
}
SLOT = re.compile(r"\{(\w+)\}")
WITH_THE = re.compile(
    r"^(?:United |UAE|UK$|U\.|US$|USA|Netherlands|Philippines|Maldives|Bahamas|.*(?:Republic|Emirates|Islands)$)"
)
NAME = re.compile(
    r"(?!.* (?:agency|ministry|government|command|force|institute|office|embassy)\b)[^*]+"
)  # "Italian space agency" is none
COMMON = [
    "USA",
    "USA",
    "FRA",
    "JPN",
    "IND",
    "CHN",
    "RUS",
    "KOR",
    "DEU",
    "ITA",
    "CAN",
    "AUS",
    "BRA",
    "ISR",
    "TUR",
    "SAU",
    "ARE",
    "GBR",
    "ESP",
    "EGY",
    "NGA",
    "KEN",
    "MEX",
    "ARG",
    "VNM",
    "THA",
    "IDN",
]
SENTENCES = 4  # at most, in a passage made up
RENAMED = 0.7  # of the different names of a real passage
SHOUTED = 0.06  # of the passages made up are in upper case, as headlines and captions of some outlets are


@cache
def _lines(name: str) -> pd.DataFrame:
    with (files(__package__) / f"{name}.tsv").open(encoding="utf-8") as file:
        return pd.read_csv(file, sep="\t", dtype="str", keep_default_na=False, quoting=3)


@cache
def _fillers() -> dict[str, list[str]]:
    """slot -> what may stand there: the lines of fillers.tsv and the vocabulary's names."""
    filler = _lines("fillers").groupby("slot", sort=False)["text"].agg(list).to_dict()
    countries, places, bodies = (vocabulary.rows(name) for name in ("countries", "places", "bodies"))
    aliases = [alias.rstrip("*") for cell in bodies["aliases"] for alias in vocabulary.items(cell)]
    of = {
        kind: [
            name
            for name in (*group["name"], *(a for c in group["aliases"] for a in vocabulary.items(c)))
            if NAME.fullmatch(name)
        ]
        for kind, group in bodies.groupby("kind")
    }
    return filler | {
        "G": [
            *countries["name"],
            *countries.loc[countries["code"].isin(COMMON), "name"].repeat(12),
            *["U.S.", "US", "UAE", "UK", "S. Korea", "Korea"] * 12,
        ],
        "C": [
            *places.loc[places["kind"] == "city", "name"].str.split(",").str[0],
            *(vocabulary.items(c)[0].split(",")[0] for c in countries["capital"] if c),
        ],
        "L": [*places.loc[places["kind"] == "region", "name"].str.split(" (", regex=False).str[0]],
        "N": [vocabulary.items(cell)[0] for cell in countries["adjectives"] if cell],
        "a": [alias for alias in aliases if alias.isupper() and " " not in alias],
        "A": [*filler["A"] * 3, *of["agency"]],
        "U": [*filler["U"] * 3, *of["command"]],
        "K": [*filler["K2"] * 3, *of["company"]],
        "W": [*filler["W2"] * 4, *of["media"]],
        "Y": [*filler["Y"] * 3, *of["institute"]],
        "X": [*filler["X"], *sorted(vocabulary.names("missions"))],
        "E": [*filler["E"], *sorted(vocabulary.names("exercises"))],
    }


def person(rng: random.Random) -> tuple[str, str]:
    """A name as people of one origin bear it, and its surname."""
    row = rng.choice(list(_lines("people").itertuples()))
    family = rng.choice(vocabulary.items(row.family))
    parts = {
        "F": lambda: family,
        "G": lambda: rng.choice(vocabulary.items(row.given)),
        "I": lambda: rng.choice(string.ascii_uppercase) + ".",
        "P": lambda: rng.choice(vocabulary.items(row.particles) or ["de"]),
    }
    name = re.sub(r"\b[FGIP]\b", lambda match: parts[match.group()](), rng.choice(vocabulary.items(row.forms)))
    return name, family


def _acronym(rng: random.Random) -> str:
    letters = "".join(rng.choices("ABCDEGIKLMNOPRSTU", k=rng.choice((3, 3, 4, 4, 5))))
    return letters if rng.random() < 0.85 else letters.title() if rng.random() < 0.5 else letters[:-1] + "Sat"


def filled(text: str, rng: random.Random, surnames: list[str]) -> tuple[str, list[tuple[int, int, str]]]:
    """The text with its slots filled, and its names as (start, end, label)."""
    out, names, done = "", [], 0
    for match in SLOT.finditer(text):
        out, done, slot = out + text[done : match.start()], match.end(), match.group(1)
        value = _value(slot, rng, surnames)
        if (
            slot == "G"
            and WITH_THE.match(value)
            and not re.search(r"(?:[-/(]|\bthe )$", out)
            and out.strip()
            and rng.random() < 0.7
        ):
            out += "the "
        if slot in LABELS:
            lead = re.match(r"[Tt]he ", value)
            names.append((len(out) + (lead.end() if lead else 0), len(out) + len(value), LABELS[slot]))
        out += value
    return out + text[done:], names


def _value(slot: str, rng: random.Random, surnames: list[str]) -> str:
    if slot == "P":
        name, surname = person(rng)
        surnames.append(surname)
        return name
    if slot == "S":
        return rng.choice(surnames) if surnames else person(rng)[1]
    if slot == "a" and rng.random() < 0.4:
        return _acronym(rng)
    if slot == "CU":
        return _value("C", rng, surnames).upper()
    return filled(rng.choice(_fillers()[slot]), rng, [])[0]


def passage(rng: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    """A passage made up, and its names: a headline, a caption, or up to SENTENCES sentences of a paragraph."""
    kind = rng.choices(("headline", "caption", "paragraph"), (2, 1, 5))[0]
    lines = _lines("sentences")
    stock = lines.loc[lines["kind"] == kind, "text"].tolist()
    surnames: list[str] = []
    text, names = "", []
    for _ in range(rng.randint(1, SENTENCES) if kind == "paragraph" else 1):
        text = f"{text} " if text else ""
        sentence, inside = filled(rng.choice(stock), rng, surnames)
        names += [(len(text) + start, len(text) + end, label) for start, end, label in inside]
        text += sentence
    # "ß" has no upper-case letter of its own: the text would grow and its names would move.
    return (text.upper() if rng.random() < SHOUTED and len(text.upper()) == len(text) else text), names


def passages(make_doc: Callable[[str], Doc], rng: random.Random, count: int) -> list[Doc]:
    """`count` passages made up."""
    return [labelled(make_doc(text), names) for text, names in (passage(rng) for _ in range(count))]


def renamed(doc: Doc, make_doc: Callable[[str], Doc], rng: random.Random) -> Doc:
    """A passage whose people, bodies and places bear other names, the same one wherever the old one stood."""
    fill = {
        "PERSON": lambda: person(rng)[0],
        "ORG": lambda: _value("O", rng, []),
        "GPE": lambda: _value(rng.choice("GGC"), rng, []),
    }
    new: dict[str, str] = {}
    text, names, done = "", [], 0
    for entity in doc.ents:
        text, done, old = text + doc.text[done : entity.start_char], entity.end_char, entity.text
        if old not in new:
            one_word = entity.label_ == "PERSON" and len(old.split()) == 1
            swap = entity.label_ in fill and rng.random() < RENAMED
            name = (person(rng)[1] if one_word else fill[entity.label_]()) if swap else old
            new[old] = name.upper() if old.isupper() and len(old) > 6 else name.removeprefix("The ")
        names.append((len(text), len(text) + len(new[old]), entity.label_))
        text += new[old]
    return labelled(make_doc(text + doc.text[done:]), names)
