"""Names of one page folded into identities: namesakes, words that point back, public persons."""

import pytest

from analysis import identities, language


def named(tables, text):
    found = tables["mentions"]
    return found[found["text"] == text]


@pytest.mark.cases("namesakes")
def test_identities_of_namesakes(page, sentence, text, label, entity_id):
    found = named(page(sentence), text)
    assert found[["label", "entity_id"]].to_numpy().tolist() == ([[label, entity_id]] if label else [])


@pytest.mark.parametrize(
    ("story", "words", "entity_id"),
    [
        (
            "The Italian Space Agency opened a station. The agency thanked all who had built it in time.",
            "agency",
            "org/italian-space-agency",
        ),
        (
            "Japan's defense ministry opened a station. The ministry thanked all who had built it in time.",
            "ministry",
            "org/jpn-defense-ministry",
        ),
        (
            "JAXA and the European Commission opened a station. The agency thanked all who had built it.",
            "agency",
            "org/japan-aerospace-exploration-agency",
        ),
    ],
)
def test_identities_description_points_back_to_the_body_of_its_kind(page, story, words, entity_id):
    row = named(page(story), words).iloc[-1]
    assert (row["label"], row["entity_id"]) == ("ORG_DESC", entity_id)


@pytest.mark.parametrize(
    "story",
    [
        "The agency thanked all who had built the station of the Italian Space Agency in good time.",
        "The Italian Space Agency opened a station. The ministry thanked all who had built it there.",
        "The Italian Space Agency opened a station. The agency of the year is not meant with this.",
        "The Pentagon opened a station. The ministry thanked all who had built it there in the cold.",
        "The Italian Space Agency opened a station. The French agency thanked all who had built it.",
    ],
)
def test_identities_description_without_such_a_body_before_it_is_no_mention(page, story):
    assert named(page(story), "agency").empty and named(page(story), "ministry").empty


def test_identities_two_countries_are_the_two_named_so_far(page):
    story = "France and South Korea will share satellite data. The two countries signed a pact on it."
    tables = page(story)
    assert named(tables, "The two countries")[["label", "entity_id"]].to_numpy().tolist() == [["GPE_DESC", "FRA-KOR"]]
    assert tables["entities"].set_index("entity_id").loc["FRA-KOR", "name"] == "France and South Korea"


def test_identities_two_countries_among_three_are_not_guessed(page):
    story = "France, Japan and South Korea will share satellite data. The two countries signed a pact on it."
    assert named(page(story), "The two countries").empty


def test_identities_spellings_of_a_public_person_are_one(pages):
    tables = pages(
        a="President Yoon Suk Yeol praised the satellite after the launch had gone well for all of them.",
        b="President Yoon Suk-yeol praised the satellite after the launch had gone well for all of them.",
    )
    assert tables["people"]["entity_id"].nunique() == 1
    assert tables["people"]["country"].tolist() == ["KOR", "KOR"]


def test_identities_country_on_the_page_goes_before_the_vocabulary(page):
    story = "French astronaut Yoon Suk Yeol praised the satellite after the launch had gone well for all."
    assert page(story)["people"]["country"].tolist() == ["FRA"]


def test_identities_acronym_in_brackets_is_the_body_wherever_it_stands(page):
    tables = page(
        "The Ruritanian Lunar Agency (Rulua) praised the satellite after the launch had gone well.\n\n"
        "Officials of Rulua said that the work of many years was not lost after all in the cold."
    )
    assert named(tables, "Rulua")["label"].tolist() == ["ORG", "ORG"]


def test_identities_acronym_of_a_body_is_no_country(page):
    tables = page(
        "The Kenya Space Agency (KSA) praised the satellite after the launch had gone well for all.\n\n"
        "Officials of KSA said that the work of many years was not lost after all in the cold."
    )
    assert named(tables, "KSA")[["label", "country"]].to_numpy().tolist() == [["ORG", "KEN"], ["ORG", "KEN"]]


def test_identities_acronym_of_a_topic_is_no_body(page):
    tables = page(
        "France and Japan will share data on space situational awareness (SSA) from next year on.\n\n"
        "Officials said that SSA had been a matter of many talks between the two in past years."
    )
    assert named(tables, "SSA").empty


def test_identities_surname_is_its_bearers_however_it_is_taken():
    nlp = language.build(None)
    ruler = nlp.add_pipe("entity_ruler", name="ner", before="names")
    ruler.add_patterns([{"label": "ORG", "pattern": "Ruritov"}, {"label": "PERSON", "pattern": "Maria Ruritov"}])
    text = "Maria Ruritov spoke. Ruritov thanked all."
    doc = nlp(text)
    doc._.passage = language.Passage("page", 0, 0, "paragraph", "", text)
    assert [(name.text, name.label, name.entity_id) for name in identities.of_page([doc])] == [
        ("Maria Ruritov", "PERSON", "person/maria-ruritov"),
        ("Ruritov", "PERSON", "person/maria-ruritov"),
    ]


def test_identities_surname_that_is_a_country_is_left_to_the_vocabulary(page):
    tables = page(
        "Dr. Maria Malta praised the satellite after the launch had gone well for all who came.\n\n"
        "The work of many years, Malta said later, was not lost after all in the cold of space."
    )
    assert named(tables, "Malta")["entity_id"].tolist() == ["MLT"]


def test_identities_names_printed_twice_are_mentions_and_counted_once(page):
    caption = "Photo: Maria Rossi at the station in Italy"
    tables = page(
        f"{caption}\n\n{caption}\n\nItaly opened the satellite station near the old town after years of work."
    )
    italy = tables["mentions"].query("entity_id == 'ITA'")
    assert italy["repeated"].tolist() == [False, True, False]
    assert tables["entities"].set_index("entity_id").loc["ITA", "mentions"] == 2


def test_identities_country_of_a_person_of_the_agency_is_the_agencys(page):
    tables = page(
        "The Italian Space Agency opened a station after years of hard work in the old town.\n\n"
        "Maria Rossi, head of the agency, praised the satellite after the launch had gone well."
    )
    assert tables["people"][["role", "organisation", "country"]].to_numpy().tolist() == [
        ["head", "Italian Space Agency", "ITA"]
    ]
