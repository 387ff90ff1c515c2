"""The pages of tests/pages with what a careful reader found on them, beside what the workbook reads.

`development` was written to develop on, `studied` was unseen until it had been scored, `unseen` still is.
A folder of pages holds, for each page, its text (ID.txt) and its blocks (ID.tsv: start, end, role, text),
and for all of them fields.tsv (headline, byline, published ...), events.tsv and people.tsv.
"""

from functools import cache
from pathlib import Path

import pandas as pd

from analysis import articles, corpus
from analysis.layout import ROLES

PAGES = Path(__file__).parent / "pages"
SPLITS = ("development", "studied", "unseen")
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


def event_scores(split: str) -> pd.Series:
    """Of the labelled events: precision, recall and F1 of (pair, type, date) on its page, the share of main events
    found, and the pages without an event that are given one."""
    tables = corpus.tables(PAGES / split)
    told = tables["reports"].merge(tables["events"][["event_id", "date"]], on="event_id", suffixes=("_told", ""))
    told = told.assign(page=told["article_id"].str.split("/").str[-1], pair=told["country_a"] + "-" + told["country_b"])
    ours = told.drop_duplicates(["page", "event_id"])
    gold = table("events", split)
    key = ["page", "pair", "type", "date"]
    found = pd.MultiIndex.from_frame(gold[key]).isin(pd.MultiIndex.from_frame(ours[key]))
    right = len(gold[key][found].drop_duplicates())
    quiet = set(table("fields", split)["page"]) - set(gold["page"])
    return pd.Series(
        {
            "precision": right / len(ours),
            "recall": right / len(gold),
            "f1": 2 * right / (len(ours) + len(gold)),
            "main found": found[gold["main"] == "yes"].mean(),
            "false pages": len(quiet & set(ours["page"])),
            "quiet pages": len(quiet),
        }
    ).round(3)
