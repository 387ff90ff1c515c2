"""How well the workbook reads pages labelled by hand: printed tables, with floors that only rise.

Of the unseen pages only the scores are looked at; the studied ones were unseen when they were first scored.
Run with -s to see the tables.
"""

import pandas as pd
import pytest
from labelled import (
    FIELDS,
    LABELS,
    PAGES,
    SPLITS,
    characters,
    event_scores,
    field_scores,
    learnt_scores,
    name_scores,
    page_scores,
    people_scores,
    read,
    role_scores,
    table,
)

from analysis.layout import ROLES

FLOORS = {
    "development": {"roles": 0.98, "headline": 0.99, "published": 1.0, "captured": 1.0},
    "studied": {"roles": 0.95, "headline": 0.92, "published": 0.96, "captured": 0.99},
    "unseen": {"roles": 0.94, "headline": 0.81, "published": 0.93, "captured": 1.0},
    "latest": {"roles": 0.98, "headline": 0.87, "published": 0.91, "captured": 1.0},
}
EVENT_FLOORS = {
    "development": {"triple": 0.77, "main found": 0.91, "false pages": 0},
    "studied": {"triple": 0.80, "main found": 0.87, "false pages": 0},
    "unseen": {"triple": 0.91, "main found": 1.0, "false pages": 1},
    "latest": {"triple": 0.71, "main found": 0.72, "false pages": 2},
}


@pytest.mark.parametrize("split", SPLITS)
def test_accuracy_of_roles(split):
    every = characters(split)
    accuracy = (every["role"] == every["found"]).mean()
    print(f"\n{split}: {every['page'].nunique()} pages, roles right for {accuracy:.3f} of {len(every):,} characters")
    print(role_scores(split).to_string())
    assert accuracy >= FLOORS[split]["roles"]


@pytest.mark.parametrize("split", SPLITS)
def test_accuracy_of_fields(split):
    scores = field_scores(split)
    print(f"\n{split}: values exactly right")
    print(scores.to_string())
    for field in ("headline", "published", "captured"):
        assert scores.loc[field, "all"] >= FLOORS[split][field], field


@pytest.mark.parametrize("split", SPLITS)
def test_accuracy_of_events(split):
    scores, pages = event_scores(split), page_scores(split)
    print(f"\n{split}: events")
    print(scores.to_string())
    print(pages.to_string())
    assert scores.loc["triple", "f1"] >= EVENT_FLOORS[split]["triple"]
    assert pages["main found"] >= EVENT_FLOORS[split]["main found"]
    assert pages["false pages"] <= EVENT_FLOORS[split]["false pages"]


NAME_FLOORS = {
    "development": {"PERSON": 0.95, "ORG": 0.93, "GPE": 0.96},
    "unseen": {"PERSON": 0.96, "ORG": 0.92, "GPE": 0.96},
    "latest": {"PERSON": 0.96, "ORG": 0.90, "GPE": 0.96},
}
PEOPLE_FLOORS = {
    "development": {"found": 0.98, "country": 0.88, "role": 0.91, "organisation": 0.80},
    "unseen": {"found": 0.96, "country": 0.88, "role": 0.82, "organisation": 0.69},
    "latest": {"found": 0.94, "country": 0.69, "role": 0.79, "organisation": 0.84},
}


@pytest.mark.parametrize("split", NAME_FLOORS)
def test_accuracy_of_names(split):
    scores = {
        "whole": name_scores(split),
        "rules only": name_scores(split, model=None),
        "model only": learnt_scores(split),
    }
    print(f"\n{split}: names, first and last character exact")
    print(pd.concat(scores).to_string())
    for label in LABELS:
        assert scores["whole"].loc[label, "f1"] >= NAME_FLOORS[split][label], label
        assert scores["whole"].loc[label, "f1"] > scores["rules only"].loc[label, "f1"], label


@pytest.mark.parametrize("split", PEOPLE_FLOORS)
def test_accuracy_of_people(split):
    scores = people_scores(split)
    print(f"\n{split}: people, and what is told of those found")
    print(scores.to_string())
    for what, floor in PEOPLE_FLOORS[split].items():
        assert scores[what] >= floor, what


@pytest.mark.parametrize("split", SPLITS)
def test_accuracy_labelled_names_fit_their_pages(split):
    texts = {a.article_id.split("/")[-1]: a.text for a in read(split).articles.itertuples()}
    names = table("names", split).astype({"start": int, "end": int})
    assert set(names["label"]) == set(LABELS)
    for page, here in names.groupby("page"):
        assert not (here["start"].to_numpy()[1:] < here["end"].to_numpy()[:-1]).any(), page
        for name in here.itertuples():
            assert " ".join(texts[page][name.start : name.end].split()) == " ".join(name.text.split()), page


@pytest.mark.parametrize("split", SPLITS)
def test_accuracy_labels_fit_their_pages(split):
    pages = read(split).articles.set_index("article_id")
    assert len(pages) >= 16
    for article_id, text in pages["text"].items():
        labels = pd.read_csv(PAGES / split / f"{article_id}.tsv", sep="\t", keep_default_na=False, quoting=3)
        assert set(labels["role"]) <= set(ROLES), article_id
        covered = set().union(*(range(row.start, row.end) for row in labels.itertuples()))
        assert covered >= {i for i, character in enumerate(text) if not character.isspace()}, article_id
        for row in labels.itertuples():
            assert " ".join(text[row.start : row.end].split()).startswith(" ".join(row.text.split())), article_id


@pytest.mark.parametrize("split", SPLITS)
def test_accuracy_every_page_has_its_fields(split):
    fields = table("fields", split)
    named = read(split).articles["article_id"].str.split("/").str[-1]
    assert sorted(fields["page"]) == sorted(named)
    assert set(FIELDS) <= set(fields.columns)
