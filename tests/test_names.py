"""Which characters are a name, with which label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import language

WORDS = (
    "Choi Byung-ok Dr. Gen. van der Minister of the Space Agency French France's , ( ) right said President and "
    "Italian Ministry for JAXA U.S. S. Korea é ’s - 日本 \n Command University"
)


def names(nlp, text):
    return [(name.text, name.label_) for name in nlp(text).ents]


@pytest.mark.parametrize(
    ("text", "name", "label", "identity"),
    [
        ("Officials of South Korea met.", "South Korea", "GPE", "KOR"),
        ("Officials of S. Korea met.", "S. Korea", "GPE", "KOR"),
        ("Officials of the UAE met.", "UAE", "GPE", "ARE"),
        ("JAPAN signs pact.", "JAPAN", "GPE", "JPN"),
        ("The French side met.", "French", "NORP", "FRA"),
        ("They met in Seoul today.", "Seoul", "GPE", "gpe/seoul"),
        ("They met in Toulouse today.", "Toulouse", "GPE", "gpe/toulouse"),
        ("Officials of JAXA met.", "JAXA", "ORG", "org/japan-aerospace-exploration-agency"),
    ],
)
def test_names_of_the_vocabulary_have_label_and_identity(nlp, text, name, label, identity):
    assert [(e.text, e.label_, e.ent_id_) for e in nlp(text).ents] == [(name, label, identity)]


def test_names_longest_name_wins(nlp):
    assert names(nlp, "South Korea and North Korea met.") == [("South Korea", "GPE"), ("North Korea", "GPE")]


def test_names_country_in_a_body_is_part_of_the_body(nlp):
    assert names(nlp, "The Italian Space Agency opened an office.") == [("Italian Space Agency", "ORG")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Ruritanian Space Agency opened an office.", "Ruritanian Space Agency"),
        ("The Ministry of Space Affairs opened an office.", "Ministry of Space Affairs"),
    ],
)
def test_names_body_by_the_kind_it_names(nlp, text, name):
    assert (name, "ORG") in names(nlp, text)


def test_names_body_described_in_small_letters(nlp):
    assert names(nlp, "Talks at the defense ministry went on.") == [("defense ministry", "ORG_DESC")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. Maria Rossi opened the meeting.", "Maria Rossi"),
        ("President Ken Sato opened the meeting.", "Ken Sato"),
        ("Maria Rossi, head of the team, opened the meeting.", "Maria Rossi"),
        ("Maria Rossi (right) shook hands.", "Maria Rossi"),
        ('"We are glad," said Jan van der Berg.', "Jan van der Berg"),
        ("Choi Byung-ok said the work went well.", "Choi Byung-ok"),
        ("French Space Commander Philippe Adam spoke.", "Philippe Adam"),
    ],
)
def test_names_person_by_title_role_or_speech(nlp, text, name):
    assert (name, "PERSON") in names(nlp, text)


def test_names_person_once_known_is_found_again(nlp):
    found = names(nlp, "Dr. Maria Rossi spoke first. Nobody thanked Maria Rossi afterwards.")
    assert found == [("Maria Rossi", "PERSON")] * 2


@pytest.mark.parametrize(
    "text", ["", "The weather was fine.", "Nobody knew why the Agreement was late.", "polish the mirror, then turkey"]
)
def test_names_none_where_nobody_is_named(nlp, text):
    assert names(nlp, text) == []


@pytest.fixture(scope="module")
def trained():
    """A pipeline whose "ner" finds just what a test says it has learnt."""

    def build(text, label):
        nlp = language.build(None)
        nlp.add_pipe("entity_ruler", name="ner", before="names").add_patterns([{"label": label, "pattern": text}])
        return nlp

    return build


@pytest.mark.parametrize(
    ("learnt", "label", "text", "name"),
    [
        ("President Ken Sato", "PERSON", "Then President Ken Sato left.", "Ken Sato"),
        ("K Singh", "PERSON", "Then D K Singh left.", "D K Singh"),
        ("Jeong Gyu", "PERSON", "Then Jeong Gyu-heon left.", "Jeong Gyu-heon"),
        ("Doris Uzoka", "PERSON", "Then Doris Uzoka-Anite left.", "Doris Uzoka-Anite"),
        ("Yi", "PERSON", "Then Yi So-yeon left.", "Yi So-yeon"),
        ("Macron", "PERSON", "The Macron-led talks went on.", "Macron"),
        ("Luna Corp Chairman", "ORG", "Then Luna Corp Chairman Ken Sato left.", "Luna Corp"),
        ("Japan's Luna Bureau", "ORG", "Then Japan's Luna Bureau left.", "Luna Bureau"),
    ],
)
def test_names_learnt_name_is_put_right(trained, learnt, label, text, name):
    assert (name, label) in names(trained(learnt, label), text)


@pytest.mark.parametrize(
    ("learnt", "label", "text"),
    [
        ("Gateway", "ORG", "They will build the Gateway."),
        ("AsterX", "ORG", "They took part in AsterX."),
        ("moon", "ORG", "They flew to the moon."),
    ],
)
def test_names_learnt_name_that_is_known_to_be_none(trained, learnt, label, text):
    assert names(trained(learnt, label), text) == []


@pytest.mark.parametrize(
    ("learnt", "label", "text", "found"),
    [
        ("University of Luxembourg", "ORG", "The University of Luxembourg met.", [("University of Luxembourg", "ORG")]),
        ("CNES of France", "ORG", "The CNES of France met.", [("CNES", "ORG"), ("France", "GPE")]),
        ("Italy", "PERSON", "Officials of Italy met.", [("Italy", "GPE")]),
        ("Luna", "ORG", "Engineers of Luna met.", [("Luna", "ORG")]),
    ],
)
def test_names_vocabulary_comes_first_unless_a_learnt_name_is_longer(trained, learnt, label, text, found):
    assert names(trained(learnt, label), text) == found


def test_names_of_one_word_are_left_to_a_trained_pipeline(trained):
    assert names(trained("nothing", "ORG"), "Dr. Zork opened the meeting.") == []
    assert names(language.build(None), "Dr. Zork opened the meeting.") == [("Zork", "PERSON")]


def test_names_rules_for_bodies_are_silent_beside_a_trained_pipeline(trained, nlp):
    text = "The Ruritanian Space Agency opened an office."
    assert names(trained("nothing", "ORG"), text) == []
    assert names(language.build(None), text) == [("Ruritanian Space Agency", "ORG")]


@given(words=st.lists(st.sampled_from(WORDS.split(" ")), max_size=15))
def test_names_of_any_words_are_found_without_error(nlp, words):
    doc = nlp(" ".join(words))
    assert all(name.text.strip() for name in doc.ents)


@given(text=st.text(max_size=100))
def test_names_of_any_text_are_found_without_error(nlp, text):
    assert nlp(text).text == text
