"""What a page says of a person beside the name."""

import pytest

from analysis.rolephrases import Named
from analysis.roles import description


@pytest.mark.cases("roles")
def test_roles_of_a_person(page, sentence, name, role, organisation, country):
    people = page(sentence)["people"].set_index("name")
    assert people.loc[name, ["role", "organisation", "country"]].tolist() == [role, organisation, country]


def test_roles_title_before_the_name_comes_before_what_follows_it():
    text = "Director Maria Rossi, an engineer, spoke."
    assert description(text, 9, 20, []).role == "Director"


def test_roles_span_holds_the_name_and_what_tells_of_it():
    text = "Then Maria Rossi, head of CNES, spoke."
    told = description(text, 5, 16, [Named(26, 30, "ORG", "FRA")])
    assert text[told.start : told.end] == "Maria Rossi, head of CNES"
    assert (told.role, told.organisation, told.country) == ("head", "CNES", "FRA")


@pytest.mark.parametrize(
    "text",
    [
        "Then Maria Rossi spoke.",
        "Then Maria Rossi, who is tall, spoke.",
        "Then Maria Rossi, on Monday, spoke.",
        "Then Maria Rossi; the head of state left.",
    ],
)
def test_roles_none_where_nothing_is_told(text):
    assert description(text, 5, 16, []) == ("", "", "", 5, 16)
