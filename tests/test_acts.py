"""Acts in a sentence: type, status, trigger and instrument."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.acts import acts, instruments

STATUSES = {"occurred", "planned", "proposed"}
TYPES = {"agreement", "commitment", "dialogue", "exercise", "mission", "exchange"}
WORDS = (
    "signed sign to will not the agreement memorandum it was and proposed exercise joint research launch satellite "
    "that , ; . agreed cooperate discuss talks held had under renewal of data share shared is by first"
)


@pytest.mark.cases("acts")
def test_acts_of_a_sentence(sentence, headline, acts):
    found = told(sentence, headline=bool(headline))
    assert " | ".join(found) == acts


def told(sentence, *, headline=False):
    return [
        f"{act.type}/{act.status}/{sentence[act.start : act.end]}/{act.instrument}"
        for act in acts(sentence, headline=headline)
    ]


def test_acts_several_in_reading_order():
    sentence = "France and Japan signed a treaty on space debris, and will hold talks on launches in June."
    assert told(sentence) == ["agreement/occurred/signed/treaty", "dialogue/planned/hold/"]


def test_acts_negation_ends_with_its_clause():
    sentence = "The talks did not end, but France and Japan signed a treaty on space debris."
    assert told(sentence) == ["agreement/occurred/signed/treaty"]


def test_acts_base_form_is_an_act_in_a_headline_only():
    assert told("France, Japan sign arrangement on space") == []
    assert told("France, Japan sign arrangement on space", headline=True) == ["agreement/occurred/sign/arrangement"]


@pytest.mark.parametrize(
    ("sentence", "generic"),
    [("They signed a pact on space.", True), ("They signed a letter of intent on space.", False)],
)
def test_acts_say_whether_the_instrument_is_a_particular_one(sentence, generic):
    assert [act.generic for act in acts(sentence)] == [generic]


@pytest.mark.parametrize(
    ("sentence", "background"),
    [("They had signed a pact on space.", True), ("They signed a pact on space.", False)],
)
def test_acts_say_what_is_background(sentence, background):
    assert [act.background for act in acts(sentence)] == [background]


@pytest.mark.parametrize(
    ("sentence", "anaphoric"),
    [
        ("It was signed in Rome.", True),
        ("They signed the agreement in Rome.", True),
        ("They signed an agreement in Rome.", False),
    ],
)
def test_acts_say_which_only_point_back(sentence, anaphoric):
    assert [act.anaphoric for act in acts(sentence)] == [anaphoric]


@pytest.mark.parametrize("form", ["LOI", "letters of intent", "LETTER OF INTENT", "letter  of\nintent"])
def test_acts_instrument_in_any_of_its_forms(form):
    assert [act.instrument for act in acts(f"They signed a {form} on space.")] == ["letter of intent"]


def test_acts_instruments_are_keyed_in_lower_case():
    assert instruments()["loi"] == ("letter of intent", False)
    assert instruments()["pacts"] == ("agreement", True)


@pytest.mark.parametrize("sentence", ["", " ", "."])
def test_acts_none_in_nothing(sentence):
    assert acts(sentence) == []


@given(st.lists(st.sampled_from(WORDS.split()), max_size=15), st.booleans())
def test_acts_of_any_words_do_not_overlap(words, headline):
    sentence = " ".join(words)
    found = acts(sentence, headline=headline)
    assert all(0 <= act.start < act.end <= len(sentence) for act in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(act.type in TYPES and act.status in STATUSES for act in found)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The probe lifted off for Mars on a Japanese H-IIA rocket.", ("mission", "lifted off")),
        ("The satellite is to fly on an Indian rocket in 2025.", ("mission", "fly")),
        ("The third dialogue of the allies took place in Seoul.", ("dialogue", "took place")),
        ("The tabletop exercise took place on Tuesday.", ("exercise", "took place")),
    ],
)
def test_acts_without_a_direct_object(sentence, expected):
    assert [(act.type, sentence[act.start : act.end]) for act in acts(sentence)] == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "He set out to see the rocket.",
        "The text allows American satellites to be launched from Brazil.",
        "The agency will announce an agreement in time.",
    ],
)
def test_acts_none_in_what_is_only_made_possible(sentence):
    assert acts(sentence) == []


def test_acts_say_what_they_act_on_and_what_governs_them():
    (act,) = acts("The agencies will sign a letter of intent on space.")
    assert (act.object, act.governor) == ("letter of intent", "will")
    (act,) = acts("The agencies signed a letter of intent on space.")
    assert (act.object, act.governor) == ("letter of intent", "")


@pytest.mark.parametrize(
    ("sentence", "weak"),
    [
        ("The ministers met in Rome.", [True]),
        ("A satellite built by France and Japan watches the sea.", [True]),
        ("The ministers held talks in Rome.", [False]),
    ],
)
def test_acts_say_which_words_are_weak(sentence, weak):
    assert [act.weak for act in acts(sentence)] == weak
