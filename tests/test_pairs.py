"""Which two parties act, and who only speaks, lends a place or makes a third."""

import pytest


@pytest.mark.cases("sentences")
def test_pairs_of_a_page_of_one_sentence(page, story, pair, type, status, date, basis):
    events = page(story)["events"]
    found = [
        [f"{row.country_a} {row.country_b}", row.type, row.status, row.date, row.date_basis]
        for row in events.itertuples()
    ]
    assert found == ([[pair, type, status, date, basis]] if pair else [])


def parties(tables):
    return tables["events"][["country_a", "country_b", "party_a", "party_b"]].to_numpy().tolist()


def test_pairs_are_sorted_and_each_party_stands_with_its_country(page):
    tables = page("JAXA and the Italian Space Agency signed a memorandum on satellite data on Monday.")
    assert parties(tables) == [["ITA", "JPN", "Italian Space Agency", "JAXA"]]


def test_pairs_country_stands_for_itself_where_no_body_is_named(page):
    tables = page("Japan and Italy signed a memorandum on satellite data in a small ceremony on Monday.")
    assert parties(tables) == [["ITA", "JPN", "Italy", "Japan"]]


def test_pairs_capital_stands_for_its_country(page):
    tables = page("Tokyo and Rome signed a memorandum on satellite data in a small ceremony on Monday.")
    assert parties(tables) == [["ITA", "JPN", "Italy", "Japan"]]


def test_pairs_body_that_tells_the_news_is_no_party(page):
    tables = page("Japan and Italy signed a memorandum on satellite data on Monday, Japan's defense ministry said.")
    assert parties(tables) == [["ITA", "JPN", "Italy", "Japan"]]


@pytest.mark.parametrize(
    "second",
    [
        "The two sides also held talks on a joint lunar station after the ceremony, officials said.",
        "Both countries also held talks on a joint lunar station after the ceremony, officials said.",
        "Japan also held talks with its counterpart on a joint lunar station after the ceremony.",
        "Officials of the two agencies held talks on a joint lunar station after the ceremony there.",
    ],
)
def test_pairs_two_sides_are_those_of_the_page(page, second):
    tables = page(f"Japan and Italy signed a memorandum on satellite data on Monday in Rome.\n\n{second}")
    talks = tables["reports"].query("type == 'dialogue'")
    assert talks[["country_a", "country_b"]].to_numpy().tolist() == [["ITA", "JPN"]]


def test_pairs_it_was_signed_points_back(page):
    tables = page(
        "Japan and Italy announced a memorandum of understanding on satellite data on Monday in Rome. "
        "It was signed by the heads of the space agencies after a year of talks on satellites."
    )
    assert set(tables["reports"]["country_a"] + tables["reports"]["country_b"]) == {"ITAJPN"}


def test_pairs_two_sides_of_a_page_about_no_pair_are_nobody(page):
    tables = page("The two sides signed a memorandum of understanding on satellite data on Monday.")
    assert tables["events"].empty


def test_pairs_of_a_third_party_on_the_same_page(page):
    tables = page(
        "Japan and Italy signed a memorandum on satellite data on Monday in Rome.\n\n"
        "In 2019 Japan and Canada signed a treaty on satellites, the third of its kind in ten years."
    )
    assert set(tables["events"]["event_id"]) == {"ITA-JPN-2021-03-08-agreement", "CAN-JPN-2019-agreement"}


def test_pairs_between_two_of_three_countries(page):
    tables = page("The treaty on satellites between Japan and Italy was signed on Monday while Canada looked on.")
    assert parties(tables) == [["ITA", "JPN", "Italy", "Japan"]]


def test_pairs_pronoun_stands_for_the_country_of_the_sentence_before(page):
    tables = page("Japan opened a space station hall. It signed a memorandum on satellite data with Italy on Monday.")
    assert parties(tables)[0][:2] == ["ITA", "JPN"]


def test_pairs_two_partners_of_a_third_are_no_pair(page):
    tables = page("It signed a memorandum on satellites with Italy on Monday and another with Japan on Tuesday.")
    assert parties(tables) == []


def pairs(tables):
    return tables["reports"][["country_a", "country_b", "date"]].to_numpy().tolist()


@pytest.mark.parametrize(
    ("story", "found"),
    [
        # a rocket acts for the country that flies it, in a mission only
        ("A Soyuz rocket put a Chilean satellite into orbit in May 2011.", [["CHL", "RUS", "2011-05"]]),
        ("A Soviet Soyuz took a Polish cosmonaut into orbit in June 1978.", [["POL", "SUN", "1978-06"]]),
        ("Chile signed an agreement on Soyuz flights in May 2011.", []),
        # each of two clauses has its own pair
        (
            "India launched a Chilean satellite in 2016, and China put a Kenyan satellite into orbit in 2017.",
            [["CHL", "IND", "2016"], ["CHN", "KEN", "2017"]],
        ),
        ("Ghana flew its first satellite in 2017, and Kenya has had a space agency since then.", []),
        # who trains and who is trained: a place is a party there
        ("Kenyan engineers were trained on satellites in China in 2015.", [["CHN", "KEN", "2015"]]),
        ("Kenya signed an agreement on satellites in China in 2015.", []),
        # several partners of one, each with its own date
        (
            "Chile signed memoranda on satellites with Japan in 2015 and with Kenya in 2016.",
            [["CHL", "JPN", "2015"], ["CHL", "KEN", "2016"]],
        ),
        # a body and its acronym are one party
        (
            "With Canada looking on, the Italian Space Agency (ASI) and the German Aerospace Center (DLR) signed a "
            "letter of intent on satellites in 2015.",
            [["DEU", "ITA", "2015"]],
        ),
        # no party: a firm's home, a continent, a month before a country
        ("A California-based firm launched a satellite from Kenya in 2015.", []),
        ("Chile launched a satellite of South America in 2015.", []),
        ("In May, Chile and Kenya signed a pact on satellites that dates from 2015.", None),
    ],
)
def test_pairs_of_sentences(page, story, found):
    told = pairs(page(story))
    assert told == found if found is not None else {tuple(row[:2]) for row in told} == {("CHL", "KEN")}


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("It also signed an agreement on satellites with Kenya in 2015.", [["CHL", "KEN", "2015"]]),
        ("A second satellite will be launched by Japan in 2027.", [["CHL", "JPN", "2027"]]),
        ("A third session of the space dialogue took place in 2019.", [["CHL", "JPN", "2019"]]),
        ("Japan will launch its own satellite in 2027, officials of the ministry said to the press on Monday.", []),
        ("Japan launched a satellite of the latter kind in 2019, officials of the ministry said to the press.", []),
        (
            "Japan launched the satellite in 2019, officials of the ministry said to the press on Monday.",
            [["CHL", "JPN", "2019"]],
        ),
    ],
)
def test_pairs_of_a_later_sentence_are_those_the_page_names(page, second, found):
    first = "Chile and Japan signed a memorandum on satellite data in 2014."
    assert pairs(page(f"{first}\n\nChile has a small space agency.\n\n{second}"))[1:] == found


def test_pairs_of_a_later_sentence_are_none_where_no_event_names_two(page):
    assert (
        pairs(page("Chile looks to Japan for satellites.\n\nA second satellite will be launched by Japan in 2027."))
        == []
    )


def test_pairs_of_a_page_that_names_two_but_no_event_of_theirs(page):
    story = "Chile and Japan look back on ten years in orbit.\n\nOur two countries signed a pact on satellites in 2014."
    assert pairs(page(story)) == [["CHL", "JPN", "2014"]]


def test_pairs_of_a_mission_are_those_of_the_vocabulary(page):
    assert pairs(page("The satellite Megha-Tropiques was launched in October 2011.")) == [["FRA", "IND", "2011-10"]]


def test_pairs_accord_of_many_in_another_clause_leaves_a_pair_its_own(page):
    text = (
        "Since then Kenya has signed the Artemis Accords, and Italy and Japan held the first space dialogue on Monday."
    )
    rows = page(text)["events"]
    assert rows[["country_a", "country_b", "type"]].to_numpy().tolist() == [["ITA", "JPN", "dialogue"]]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("The first such meeting on space took place in Rome in 2014.", ["dialogue", "2014"]),
        ("Twelve engineers from Japan were trained on satellites in Turin in 2015.", ["exchange", "2015"]),
        ("A follow-up exercise in space is planned for 2023.", ["exercise", "2023"]),
        ("An earlier memorandum on space was signed in Turin in 2012.", ["agreement", "2012"]),
        ("Japan sent officials of the space agency and of two ministries.", None),
        ("JAXA sent a probe to an asteroid in 2014.", None),
        ("The satellite is a twin of one which JAXA flew, and which will be launched again in 2024.", None),
    ],
)
def test_pairs_act_of_one_has_the_other_of_the_page(page, second, found):
    tables = page(f"Italy and Japan signed a memorandum on satellite data on Monday in Rome.\n\n{second}")
    rest = tables["events"].query("date != '2021-03-08'")
    expected = [["ITA", "JPN", *found]] if found else []
    assert rest[["country_a", "country_b", "type", "date"]].to_numpy().tolist() == expected
