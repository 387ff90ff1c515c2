"""The pages of tests/pages with what a careful reader found on them, beside what the workbook reads.

`development` was written to develop on, `studied` was unseen until it had been scored; `unseen` and `latest`, which is
newer and written by another hand, still are.
A folder of pages holds, for each page, its text (ID.txt) and its blocks (ID.tsv: start, end, role, text),
and for all of them fields.tsv (headline, byline, published ...), names.tsv, events.tsv and people.tsv. The names of
most `studied` pages are what the pipeline was trained on, those of `development` chose its checkpoint.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import spacy
from spacy.language import Language

from analysis import articles, dates, entities, events, language, vocabulary
from analysis.layout import ROLES

PAGES = Path(__file__).parent / "pages"
SPLITS = ("development", "studied", "unseen", "latest")
FIELDS = ("headline", "byline", "agency", "section", "published", "published_basis", "updated", "captured")


def table(name: str, split: str) -> pd.DataFrame:
    """The rows of NAME.tsv in all folders of one split."""
    files = sorted((PAGES / split).glob(f"*/{name}.tsv"))
    return pd.concat([pd.read_csv(f, sep="\t", dtype=str, keep_default_na=False, quoting=3) for f in files])


@cache
def read(split: str) -> articles.Pages:
    """The pages of one split as the workbook reads them."""
    return articles.read(PAGES / split)


def characters(split: str) -> pd.DataFrame:
    """A character that is not white space per row: its page, the role it has, and the role the workbook gives it."""
    pages = read(split)
    rows = []
    for page in pages.articles.itertuples():
        labels = pd.read_csv(PAGES / split / f"{page.article_id}.tsv", sep="\t", keep_default_na=False, quoting=3)
        found = pages.blocks[pages.blocks["article_id"] == page.article_id]
        gold, ours = (_roles(page.text, table) for table in (labels, found))
        rows += [(page.article_id, g, o) for c, g, o in zip(page.text, gold, ours, strict=True) if not c.isspace()]
    return pd.DataFrame(rows, columns=["page", "role", "found"])


def _roles(text: str, blocks: pd.DataFrame) -> list[str]:
    roles = [""] * len(text)
    for block in blocks.itertuples():
        roles[block.start : block.end] = [block.role] * (block.end - block.start)
    return roles


def role_scores(split: str) -> pd.DataFrame:
    """A role per row: precision, recall and F1 over characters, and how many characters have it."""
    every = characters(split)
    right = every[every["role"] == every["found"]].groupby("role").size().reindex(ROLES, fill_value=0)
    has = every.groupby("role").size().reindex(ROLES, fill_value=0)
    given = every.groupby("found").size().reindex(ROLES, fill_value=0)
    scores = pd.DataFrame({"precision": right / given, "recall": right / has, "f1": 2 * right / (given + has)})
    return scores.assign(characters=has).round(3)


def field_scores(split: str) -> pd.DataFrame:
    """A field per row: how often its value is exactly right, of all pages, and of those that have one."""
    ours, gold = fields(split)
    same = ours == gold
    return pd.DataFrame({"all": same.mean(), "where given": same.where(gold != "").mean()}).round(3)


def fields(split: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the workbook reads and what is there, a page per row in the same order."""
    gold = table("fields", split).set_index("page").sort_index()
    ours = read(split).articles
    ours = ours.set_index(ours["article_id"].str.split("/").str[-1].rename("page")).sort_index()
    return ours[list(FIELDS)], gold[list(FIELDS)]


KEYS = {
    "pair": ["pair"],
    "pair + date": ["pair", "date"],
    "pair + type": ["pair", "type"],
    "triple": ["pair", "type", "date"],
    "triple + status": ["pair", "type", "date", "status"],
}


def event_scores(split: str) -> pd.DataFrame:
    """A way to compare events per row: precision, recall and F1 over what each page tells; equal rows count once."""
    ours, gold = told(split), table("events", split)
    rows = {}
    for name, columns in KEYS.items():
        here, there = (set(events[["page", *columns]].itertuples(index=False, name=None)) for events in (ours, gold))
        rows[name] = {**_agreement(here, there), "events": len(there)}
    return pd.DataFrame(rows).T.round(3)


def _agreement(ours: set, gold: set) -> dict[str, float]:
    right = len(ours & gold)
    return {"precision": right / len(ours), "recall": right / len(gold), "f1": 2 * right / (len(ours) + len(gold))}


def page_scores(split: str) -> pd.Series:
    """The share of main events found by pair, type and date, and the pages without an event that are given one."""
    ours, gold, key = told(split), table("events", split), ["page", *KEYS["triple"]]
    found = pd.MultiIndex.from_frame(gold[key]).isin(pd.MultiIndex.from_frame(ours[key]))
    quiet = set(table("fields", split)["page"]) - set(gold["page"])
    return pd.Series(
        {
            "main found": found[gold["main"] == "yes"].mean(),
            "main events": (gold["main"] == "yes").sum(),
            "false pages": len(quiet & set(ours["page"])),
            "quiet pages": len(quiet),
        }
    ).round(3)


@cache
def told(split: str) -> pd.DataFrame:
    """The reports of each page by itself, with their events' dates: other pages might make those more precise."""
    pages = read(split)
    docs = language.docs(_pipeline("bundled"), pages.articles, pages.blocks)
    every = events.told(docs, entities.mentions(docs), dates.dates(docs))
    folded = [events.fold(page) for _, page in every.groupby("article_id")]
    found = [r.merge(events.events(r)[["event_id", "date"]], on="event_id", suffixes=("_told", "")) for r in folded]
    return pd.concat(found, ignore_index=True).assign(
        page=lambda r: r["article_id"].str.split("/").str[-1], pair=lambda r: r["country_a"] + "-" + r["country_b"]
    )


LABELS = ("PERSON", "ORG", "GPE")


def name_scores(split: str, model: str | None = "bundled") -> pd.DataFrame:
    """A label per row: precision, recall and F1 of names, right where label, first and last character are."""
    pages = read(split)
    docs = language.docs(_pipeline(model), pages.articles, pages.blocks)
    return _span_scores(split, entities.mentions(docs))


def learnt_scores(split: str) -> pd.DataFrame:
    """The same for the trained pipeline alone, with neither vocabulary nor rules nor a look at the rest of the page."""
    nlp = spacy.load(language.MODEL)
    blocks = read(split).blocks
    blocks = blocks[blocks["role"].isin(language.PASSAGES)]
    rows = [
        (block.article_id, block.start + name.start_char, block.start + name.end_char, name.label_)
        for block, doc in zip(blocks.itertuples(), nlp.pipe(blocks["text"]), strict=True)
        for name in doc.ents
    ]
    return _span_scores(split, pd.DataFrame(rows, columns=["article_id", "start", "end", "label"]))


@cache
def _pipeline(model: str | None) -> Language:
    return language.build(model)


def _span_scores(split: str, found: pd.DataFrame) -> pd.DataFrame:
    gold = table("names", split).astype({"start": int, "end": int})
    ours = found.assign(page=found["article_id"].str.split("/").str[-1])
    rows = {}
    for label in LABELS:
        here, there = (set(_spans(names, label)) for names in (ours, gold))
        rows[label] = {**_agreement(here, there), "names": len(there)}
    return pd.DataFrame(rows).T.round(3)


def _spans(names: pd.DataFrame, label: str) -> Iterator[tuple[str, int, int]]:
    return names.loc[names["label"] == label, ["page", "start", "end"]].itertuples(index=False, name=None)


def people_scores(split: str) -> pd.Series:
    """Of the labelled people: how many are found by their full name, and of these the share whose country, role and
    organisation are right; then the people found who are given a wrong country."""
    pages = read(split)
    docs = language.docs(_pipeline("bundled"), pages.articles, pages.blocks)
    ours = entities.people(docs, entities.mentions(docs))
    ours = ours.assign(page=ours["article_id"].str.split("/").str[-1], key=ours["name"].map(_plain))
    gold = table("people", split)
    both = gold.assign(key=gold["name"].map(_plain)).merge(ours, on=["page", "key"], suffixes=("", "_found"))
    of_country = both[both["country"] != ""]
    of_role = [(*_told(person, "role"),) for person in both.itertuples()]
    of_body = [(*_told(person, "organisation"),) for person in both.itertuples()]
    return pd.Series(
        {
            "people": len(gold),
            "found": len(both) / len(gold),
            "country": (of_country["country"] == of_country["country_found"]).mean(),
            "role": pd.Series([gold == found for gold, found in of_role if gold]).mean(),
            "organisation": pd.Series([gold == found for gold, found in of_body if gold]).mean(),
            "wrong country": (both["country_found"].ne("") & both["country"].ne(both["country_found"])).sum(),
        }
    ).round(3)


def _plain(words: str) -> str:
    """Words in small letters, without the article before them and an acronym in brackets."""
    return " ".join(re.findall(r"\w+", re.sub(r"^(?:the|a|an|its) |\s*\([^)]*\)", "", words.lower())))


@cache
def _small_words() -> frozenset[str]:
    """Words that do not tell two roles or bodies apart here: a country's, and "of", "the", "then"."""
    known = vocabulary.rows("countries")
    cells = (*known["names"], *known["adjectives"])
    names = (*known["name"], *(word for cell in cells for word in vocabulary.items(cell)))
    return frozenset(
        {"of", "the", "at", "then", "former", "s"} | {word for name in names for word in _plain(name).split()}
    )


def _told(person: Any, what: str) -> Iterator[str]:
    """A person's role or organisation as labelled and as found; of a role also without the organisation's words."""
    small = set(_small_words())
    if what == "role":
        small |= {*_plain(person.organisation).split(), *_plain(person.organisation_found).split()}
    for words in (getattr(person, what), getattr(person, f"{what}_found")):
        yield " ".join(word for word in _plain(words).split() if word not in small)
