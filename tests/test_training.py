"""What the pipeline learns from, and that it learns the same every time."""

import random

import pytest
import spacy
from spacy.tokens import DocBin

from analysis.training import __main__ as training
from analysis.training import corpora, madeup


@pytest.fixture(scope="module")
def blank():
    return spacy.blank("en")


def doc(blank, text, *names):
    """A Doc with names given as (words, label)."""
    found = [(text.index(words), text.index(words) + len(words), label) for words, label in names]
    return corpora.labelled(blank.make_doc(text), found)


def labels(doc):
    return [(name.text, name.label_) for name in doc.ents]


@pytest.fixture
def folder(tmp_path, blank):
    """A folder of corpora, a document each."""
    named = doc(blank, "Maria Rossi of Acme met Ken Sato of Luna in Rome.", ("Maria Rossi", "PERSON"), ("Acme", "ORG"))
    tree = spacy.tokens.Doc(
        blank.vocab,
        words=["They", "met", "."],
        spaces=[True, False, False],
        tags=["PRP", "VBD", "."],
        pos=["PRON", "VERB", "PUNCT"],
        morphs=["Number=Plur", "Tense=Past", ""],
        lemmas=["they", "meet", "."],
        heads=[1, 1, 1],
        deps=["nsubj", "ROOT", "punct"],
    )
    for name in corpora.NAMED:
        DocBin(attrs=training.ATTRIBUTES["names"], docs=[named] * 3).to_disk(tmp_path / f"train_{name}.spacy")
    for name in (*corpora.TREES, *corpora.TREES_KEPT_ASIDE):
        DocBin(attrs=training.ATTRIBUTES["syntax"], docs=[tree] * 40).to_disk(tmp_path / f"{name}.spacy")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        (
            "Secretary of State Antony Blinken met.",
            ("State Antony Blinken", "PERSON"),
            [("Antony Blinken", "PERSON")],
        ),
        ("They met Acme.", ("They", "ORG"), []),
        ("The coalition met.", ("coalition", "ORG"), []),
        ("They met in the United States.", ("They", "PERSON"), [("United States", "GPE")]),
        ("They met in Georgia.", ("They", "PERSON"), []),
    ],
)
def test_training_corpus_is_put_right(blank, text, given, expected):
    assert labels(corpora._corrected(doc(blank, text, given))) == expected


def test_training_corpora_count_as_often_as_they_are_near_to_news(folder, blank):
    assert len(corpora.names(folder, blank.vocab)) == 3 * sum(corpora.NAMED.values())


def test_training_missing_corpus_is_an_error(tmp_path, blank):
    with pytest.raises(OSError, match="train_gum"):
        corpora.names(tmp_path, blank.vocab)


def test_training_trees_are_recased_whole(folder, blank, monkeypatch):
    monkeypatch.setattr(corpora, "SHOUTED", 1.0)
    found, aside = corpora.trees(folder, blank.vocab, random.Random(1))
    shouted = found[-1]
    assert [(token.text, token.lemma_, token.dep_) for token in shouted][:2] == [
        ("THEY", "they", "nsubj"),
        ("MET", "meet", "ROOT"),
    ]
    assert len(aside) == 80


def test_training_pages_are_their_passages_with_names(root, blank):
    passages = list(corpora.pages(root / "tests" / "pages" / "development", blank.make_doc))
    assert len(passages) > 300
    assert ("Seoul", "GPE") in [name for passage in passages for name in labels(passage)]


@pytest.mark.parametrize("seed", range(20))
def test_training_made_up_names_are_where_their_labels_say(seed):
    text, names = madeup.passage(random.Random(seed))
    assert "{" not in text and "}" not in text
    assert all(text[start:end].strip() == text[start:end] != "" for start, end, _ in names)
    assert {label for *_, label in names} <= {"PERSON", "ORG", "GPE"}


def test_training_every_slot_can_be_filled():
    slots = {
        slot
        for name in ("sentences", "fillers")
        for text in madeup._lines(name)["text"]
        for slot in madeup.SLOT.findall(text)
    }
    assert slots - set(madeup._fillers()) == {"P", "S", "CU"}


def test_training_filled_surname_is_of_the_person_before():
    text, names = madeup.filled("{P} spoke. {S} left.", random.Random(3), [])
    (full, again) = (text[start:end] for start, end, _ in names)
    assert again in full


def test_training_renamed_name_is_the_same_wherever_it_stands(blank, monkeypatch):
    monkeypatch.setattr(madeup, "RENAMED", 1.0)
    old = corpora.labelled(blank.make_doc("Luna met Luna."), [(0, 4, "ORG"), (9, 13, "ORG")])
    new = madeup.renamed(old, blank.make_doc, random.Random(1))
    one, other = (name.text for name in new.ents)
    assert one == other != "Luna"
    assert new.text == f"{one} met {one}."


def test_training_reads_no_unseen_page(folder, tmp_path, root):
    pages = tmp_path / "pages"
    for split in ("studied", "development", "unseen"):
        (pages / split).mkdir(parents=True)
        (pages / split / "p.txt").write_bytes(b"Zworykinia met Ken Sato.")
        (pages / split / "p.tsv").write_text("start\tend\trole\ttext\n0\t24\tparagraph\tZ\n", encoding="utf-8")
        name = {"studied": "Zworykinia\n"}.get(split, "Zworykinia\n")
        (pages / split / "names.tsv").write_text(
            f"page\tstart\tend\tlabel\ttext\np\t0\t10\tORG\t{name}", encoding="utf-8"
        )
    (pages / "unseen" / "p.txt").write_bytes(b"Unseenia met Ken Sato now.")
    training.write("names", tmp_path / "work", folder, pages)
    blank = spacy.blank("en")
    texts = [
        d.text
        for part in ("train", "dev")
        for d in DocBin().from_disk(tmp_path / "work" / f"names-{part}.spacy").get_docs(blank.vocab)
    ]
    assert any("Zworykinia" in text for text in texts)
    assert not any("Unseenia" in text for text in texts)


def test_training_twice_gives_the_same_pipeline(folder, tmp_path, root, monkeypatch):
    monkeypatch.setattr(training, "MADE_UP", 20)
    pages = tmp_path / "pages"
    for split in ("studied", "development"):
        (pages / split).mkdir(parents=True)
        (pages / split / "p.txt").write_bytes(b"Acme met Ken Sato.")
        (pages / split / "p.tsv").write_text("start\tend\trole\ttext\n0\t18\tparagraph\tA\n", encoding="utf-8")
        (pages / split / "names.tsv").write_text(
            "page\tstart\tend\tlabel\ttext\np\t0\t4\tORG\tAcme\n", encoding="utf-8"
        )
    for run in ("one", "two"):
        training.main([f"--corpora={folder}", f"--pages={pages}", f"--to={tmp_path / run}"])
    one, two = (
        {f.relative_to(tmp_path / run): f.read_bytes() for f in (tmp_path / run).rglob("*") if f.is_file()}
        for run in ("one", "two")
    )
    assert [*one.values()] == [*two.values()]
    assert {"tagger", "parser", "ner"} <= set(spacy.load(tmp_path / "one").pipe_names)
