"""The pipeline, and which passages it reads."""

import subprocess
import sys

import pytest
import spacy

from analysis import articles, language

STORY = "The two space agencies signed a memorandum on satellite data in Rome after a year of talks."


@pytest.fixture
def docs(nlp, tmp_path):
    def read(text):
        (tmp_path / "page.txt").write_text(text, encoding="utf-8")
        pages = articles.read(tmp_path)
        return language.docs(nlp, pages.articles, pages.blocks)

    return read


def test_language_pipeline_reads_a_text_before_any_page():
    code = "from analysis import language; print(language.build()('Officials of Italy met.').ents)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "(Italy,)\n"


@pytest.mark.parametrize("model", ["bundled", None])
def test_language_pipeline_finds_sentences_dates_and_names(model):
    doc = language.build(model)("Italy and Japan met on Monday. They will meet again.")
    assert [sentence.text for sentence in doc.sents] == ["Italy and Japan met on Monday.", "They will meet again."]
    assert [span.text for span in doc.spans["dates"]] == ["Monday"]
    assert [(name.text, name.label_) for name in doc.ents] == [("Italy", "GPE"), ("Japan", "GPE")]


def test_language_missing_pipeline_says_what_to_install():
    with pytest.raises(OSError, match=r"no_such_pipeline.*spacy download no_such_pipeline"):
        language.build("no_such_pipeline")


def test_language_reads_an_installed_pipeline_from_a_folder(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "mine")
    nlp = language.build(str(tmp_path / "mine"))
    assert [name.text for name in nlp("Officials of Italy met.").ents] == ["Italy"]


def test_language_docs_are_the_headline_captions_and_paragraphs(docs):
    found = docs(f"Share\nAgencies sign data pact\nBy Jane Doe\nMarch 10, 2021\nPhoto: the antenna\n{STORY}\n")
    assert [doc._.passage.role for doc in found] == ["headline", "caption", "paragraph"]


def test_language_docs_know_where_they_come_from(docs):
    text = f"Published: March 10, 2021\n\n{STORY}\n"
    (doc,) = docs(text)
    passage = doc._.passage
    assert (passage.article_id, passage.block, passage.role, passage.anchor) == ("page", 1, "paragraph", "2021-03-10")
    assert text[passage.start :].startswith(doc.text)


def test_language_repeated_passage_says_so(docs):
    assert [doc._.passage.repeats for doc in docs(f"{STORY}\n{STORY}\n")] == [False, True]


def test_language_bundled_pipeline_is_small_and_whole(nlp):
    assert sum(file.stat().st_size for file in language.MODEL.rglob("*") if file.is_file()) < 16_000_000
    assert {"tagger", "parser", "trainable_lemmatizer", "ner"} <= set(nlp.pipe_names)


def test_language_bundled_pipeline_reads_tags_lemmas_and_trees(nlp):
    doc = nlp("France signed a pact with Japan.")
    assert [token.lemma_ for token in doc][:4] == ["France", "sign", "a", "pact"]
    assert [(token.tag_, token.dep_, token.head.text) for token in doc][:2] == [
        ("NNP", "nsubj", "signed"),
        ("VBD", "ROOT", "signed"),
    ]


def test_language_bundled_pipeline_finds_names_no_rule_gives_away(nlp):
    text = "Among the guests were Hana Kobayakawa and Luc Delaunay-Petit."
    assert not language.build(None)(text).ents
    assert [(e.text, e.label_) for e in nlp(text).ents] == [
        ("Hana Kobayakawa", "PERSON"),
        ("Luc Delaunay-Petit", "PERSON"),
    ]


def test_language_passages_have_names_and_no_trees(docs):
    (doc,) = docs("Spain and Peru signed a space pact in Lima in the morning, after a year of talks about its text.")
    assert [e.text for e in doc.ents] == ["Spain", "Peru", "Lima"]
    assert not doc.has_annotation("DEP") and not doc.has_annotation("TAG")


def test_language_page_not_in_english_is_not_read(docs):
    assert docs("Les deux agences spatiales ont signé hier à Paris un accord sur les satellites d'observation.") == []


def test_language_story_begins_after_the_dateline(docs):
    (doc,) = docs(f"ROME, March 10 (Reuters) - {STORY}")
    assert doc.text[doc._.passage.story :] == STORY


def test_language_story_is_the_whole_passage_without_a_dateline(docs):
    (doc,) = docs(STORY)
    assert doc._.passage.story == 0


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("They met. (They will meet again.)", ["They met.", "(They will meet again.)"]),
        ("They met. “It was good,” he said.", ["They met.", "“It was good,” he said."]),
        ("Dr. Rossi met Gen. Sato in Rome.", ["Dr. Rossi met Gen. Sato in Rome."]),
        ("The U.S. and Japan met. All was well.", ["The U.S. and Japan met.", "All was well."]),
    ],
)
def test_language_sentences(nlp, text, sentences):
    assert [sentence.text for sentence in nlp(text).sents] == sentences
