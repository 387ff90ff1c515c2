"""Officials whose country the page takes for granted."""

import pytest

AT_HOME = "Science Minister Maria Kovac praised the satellite after the launch had gone well for all."
WORK = "The work of many years was not lost after all in the cold of space, said those who came."


def country(tables, name="Maria Kovac"):
    return tables["people"].set_index("name").loc[name, "country"]


@pytest.mark.parametrize(
    ("story", "code"),
    [
        (f"Prime Minister Jacinda Ardern opened the satellite station after years of work.\n\n{AT_HOME}", "NZL"),
        (f"LISBON, March 10 (Lusa) - {AT_HOME}\n\n{WORK}", "PRT"),
        (
            f"Norway launched a satellite. Norway built it, and Norway will run it for years to come.\n\n{AT_HOME}",
            "NOR",
        ),
        (f"Norway and Chile launched a satellite that both had built in years of work.\n\n{AT_HOME}", ""),
        (f"Engineer Kamala Harris opened the satellite station after years of work.\n\n{AT_HOME}", ""),
    ],
)
def test_homeland_of_a_minister(page, story, code):
    assert country(page(story)) == code


@pytest.mark.parametrize(
    "sentence",
    [
        "Jacinda Ardern also received Science Minister Maria Kovac at the satellite station in May.",
        "Engineer Maria Kovac praised the satellite after the launch had gone well for all of them.",
        "JAXA president Maria Kovac praised the satellite after the launch had gone well for all.",
    ],
)
def test_homeland_is_not_that_of_guests_nor_of_others(page, sentence):
    story = f"Prime Minister Jacinda Ardern opened the satellite station after years.\n\n{sentence}"
    assert country(page(story)) != "NZL"


def test_homeland_is_not_that_of_leaders_named_by_their_surname(page):
    tables = page(f"Prime Minister Jacinda Ardern opened the satellite station.\n\nPresident Kovac spoke. {WORK}")
    assert "NZL" not in tables["people"].query("name == 'Kovac'")["country"].tolist()


def test_homeland_of_an_office_that_only_one_country_has(page):
    assert country(page(AT_HOME.replace("Science Minister", "Assistant Secretary of State"))) == "USA"
