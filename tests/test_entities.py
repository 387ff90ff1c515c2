"""Names folded into identities, and people with what the page tells of them."""

import pytest

from analysis import entities


def named(tables, text):
    found = tables["mentions"]
    return found[found["text"] == text]


def test_entities_seed_people(seed):
    columns = ["name", "role", "organisation", "country"]
    assert seed["people"][columns].to_numpy().tolist() == [
        ["Choi Byung-ok", "director general", "defense policy bureau of South Korea's defense ministry", "KOR"],
        ["Philippe Adam", "French Space Commander", "", "FRA"],
    ]


def test_entities_seed_counts_names_and_pages(seed):
    known = seed["entities"].set_index("name")
    assert known.loc["Choi Byung-ok", ["mentions", "articles"]].tolist() == [3, 1]
    assert known.loc["Philippe Adam", "mentions"] == 3
    assert known.loc["South Korea", ["label", "country"]].tolist() == ["GPE", "KOR"]


def test_entities_seed_surnames_stand_for_the_people(seed):
    assert named(seed, "Choi")["entity_id"].tolist() == ["person/choi-byung-ok"]
    assert named(seed, "Adam")["entity_id"].tolist() == ["person/philippe-adam"]


def test_entities_seed_reporter_is_no_actor(seed):
    byline = seed["blocks"].query("role == 'byline'")["block"].item()
    assert not (seed["mentions"]["block"] == byline).any()


def test_entities_seed_the_ministry_is_one(seed):
    assert named(seed, "defense ministry")["entity_id"].nunique() == 1
    assert set(named(seed, "defense ministry")["country"]) == {"KOR"}


def test_entities_mentions_slice_the_page(seed):
    text = seed["articles"]["text"].item()
    assert [text[row.start : row.end] for row in seed["mentions"].itertuples()] == seed["mentions"]["text"].tolist()


def test_entities_people_spans_hold_the_name(seed):
    text = seed["articles"]["text"].item()
    assert all(row.name in text[row.start : row.end] for row in seed["people"].itertuples(index=False))


def test_entities_every_mention_has_its_entity(seed):
    ids = set(seed["mentions"]["entity_id"]) - {""}
    assert ids == set(seed["entities"]["entity_id"])


def test_entities_are_in_order_of_their_mentions(seed):
    assert seed["entities"]["mentions"].is_monotonic_decreasing


def test_entities_count_pages(pages):
    story = "Officials of Italy opened the satellite station near the old town after a year of work."
    known = pages(a=story, b=story)["entities"].set_index("entity_id")
    assert known.loc["ITA", ["mentions", "articles"]].tolist() == [2, 2]


@pytest.mark.parametrize(
    ("story", "text", "entity_id"),
    [
        ("Seoul's defense ministry praised the satellite after the launch had gone well for all.", "Seoul", "KOR"),
        ("The delegates met in Seoul to praise the satellite after the launch had gone well.", "Seoul", "gpe/seoul"),
        ("Seoul and Rome praised the satellite after the launch had gone well for all of them.", "Rome", "ITA"),
        ("SEOUL, March 10 (Yonhap) -- The delegates praised the satellite after the launch.", "SEOUL", "gpe/seoul"),
    ],
)
def test_entities_capital_is_its_government_unless_it_is_a_place(page, story, text, entity_id):
    assert named(page(story), text)["entity_id"].tolist() == [entity_id]


def test_entities_surname_of_two_people_is_nobodys(page):
    tables = page(
        "Dr. Maria Rossi and Dr. Paolo Rossi praised the satellite after the launch had gone well.\n\n"
        "The work of many years, Rossi said later, was not lost after all in the cold of space."
    )
    assert named(tables, "Rossi")["entity_id"].tolist() == [""]
    assert set(tables["people"]["name"]) == {"Maria Rossi", "Paolo Rossi"}


def test_entities_acronym_is_the_body_it_was_given_to(page):
    tables = page(
        "The Ruritanian Space Agency (RUSA) of France praised the satellite after the launch.\n\n"
        "The Italian Lunar Agency (ILA) built a rover that was a joy to all who saw it there."
    )
    bodies = tables["mentions"].query("label == 'ORG'").set_index("text")
    assert bodies.loc["Italian Lunar Agency", "country"] == "ITA"


def test_entities_body_has_the_country_of_its_owner(page):
    tables = page("France's defense ministry praised the satellite after the launch had gone well for all.")
    assert named(tables, "defense ministry")["country"].tolist() == ["FRA"]
    assert "defense ministry (France)" in set(tables["entities"]["name"])


def test_entities_same_ministry_of_two_countries_is_two(page):
    tables = page("Japan's defense ministry and Italy's defense ministry praised the satellite after the launch.")
    assert named(tables, "defense ministry")["country"].tolist() == ["JPN", "ITA"]
    assert named(tables, "defense ministry")["entity_id"].nunique() == 2


def test_entities_person_of_two_pages_is_one_identity_with_a_row_per_page(pages):
    story = "Maria Rossi, head of the Italian Space Agency, praised the satellite after the launch."
    tables = pages(a=story, b=story)
    assert tables["people"]["article_id"].tolist() == ["a", "b"]
    assert tables["entities"].set_index("name").loc["Maria Rossi", "articles"] == 2


def test_entities_best_description_on_the_page_is_kept(page):
    tables = page(
        "Maria Rossi said the satellite would be a joy to all who had worked on it for years.\n\n"
        "Maria Rossi, head of the Italian Space Agency, praised the satellite after the launch."
    )
    assert tables["people"][["role", "country"]].to_numpy().tolist() == [["head", "ITA"]]


@pytest.mark.parametrize(
    ("story", "text", "basis"),
    [
        ("Officials of Italy praised the satellite after the launch had gone well for all.", "Italy", "vocabulary"),
        (
            "Among the guests were Hana Kobayakawa and her team, who had built the satellite.",
            "Hana Kobayakawa",
            "model",
        ),
        ("Japan's defense ministry praised the satellite after the launch had gone well.", "defense ministry", "rules"),
        (
            "Japan and Italy will meet. The two countries praised the satellite after launch.",
            "The two countries",
            "page",
        ),
    ],
)
def test_entities_mention_says_what_it_rests_on(page, story, text, basis):
    assert named(page(story), text)["basis"].tolist() == [basis]


@pytest.mark.parametrize(
    ("story", "text", "doubt"),
    [
        (
            "Dr. Maria Rossi and Dr. Paolo Rossi praised the satellite. Rossi had built it in Rome.",
            "Rossi",
            "two people of the page bear this name",
        ),
        (
            "Among the guests were Hana Kobayakawa and her team, who had built the satellite.",
            "Hana Kobayakawa",
            "found by the trained pipeline alone, once",
        ),
        (
            "Among the guests were Hana Kobayakawa and her team, who had built the satellite.",
            "Hana Kobayakawa",
            "no country is told",
        ),
    ],
)
def test_entities_doubts(page, story, text, doubt):
    found = entities.doubts(page(story)["mentions"])
    assert (text, doubt) in found[["text", "doubt"]].itertuples(index=False, name=None)


def test_entities_doubts_none_where_the_vocabulary_knows_the_names(page):
    tables = page("Officials of Italy and of JAXA praised the satellite after the launch had gone well.")
    found = entities.doubts(tables["mentions"])
    assert found.empty and list(found) == list(entities.DOUBTS)


def test_entities_organisation_of_a_person_is_told_anywhere_on_the_page(page):
    tables = page(
        "Astronaut Maria Rossi praised the satellite after the launch had gone well for all of them.\n\n"
        "The work of many years, said NASA's Maria Rossi, was not lost after all in the cold of space."
    )
    assert tables["people"][["role", "organisation"]].to_numpy().tolist() == [["Astronaut", "NASA"]]


def test_entities_office_of_state_has_no_employer(page):
    tables = page(
        "Prime Minister Maria Rossi praised the satellite after the launch had gone well for all.\n\n"
        "The work of many years, said NASA's Maria Rossi, was not lost after all in the cold of space."
    )
    assert tables["people"][["role", "organisation"]].to_numpy().tolist() == [["Prime Minister", ""]]


def test_entities_office_that_only_one_country_has_tells_the_country(page):
    story = "Assistant Secretary of State Maria Kovac praised the satellite after the launch had gone well for all."
    people = page(story)["people"].set_index("name")
    assert people.loc["Maria Kovac", "country"] == "USA"


def test_entities_minister_whose_country_nothing_says_has_none(page):
    story = "Norway launched a satellite that Norway had built. Science Minister Maria Kovac praised it in the morning."
    assert page(story)["people"].set_index("name").loc["Maria Kovac", "country"] == ""
