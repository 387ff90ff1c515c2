"""Names of the vocabulary in a sentence: with their identity, without their owner, and the sites among the towns."""

import pytest

from analysis import language
from analysis.gazetteer import sites, slug


@pytest.fixture(scope="module")
def rules():
    return language.build(None)


@pytest.mark.parametrize(
    ("text", "name", "label", "identity"),
    [
        (
            "Australia's Defence Space Command met.",
            "Defence Space Command",
            "ORG",
            "org/australian-defence-space-command",
        ),
        ("The U.S. space agency met.", "space agency", "ORG_DESC", "org/national-aeronautics-and-space-administration"),
        ("Officials of Nasa met.", "Nasa", "ORG", "org/national-aeronautics-and-space-administration"),
        ("They met in Sriharikota on Monday.", "Sriharikota", "GPE", "gpe/sriharikota"),
        ("They met at Satish Dhawan Space Centre.", "Satish Dhawan Space Centre", "FAC", "gpe/sriharikota"),
        ("It left the Baikonur cosmodrome.", "Baikonur", "FAC", "gpe/baikonur"),
        ("They met in Kagoshima Prefecture.", "Kagoshima Prefecture", "GPE", "gpe/kagoshima"),
        ("They met in Athens, Georgia on Monday.", "Athens", "GPE", "gpe/athens-georgia"),
    ],
)
def test_gazetteer_name(rules, text, name, label, identity):
    assert (name, label, identity) in [(e.text, e.label_, e.ent_id_) for e in rules(text).ents]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The exercise Polaris Hammer-Korea began.", "Korea"),
        ("Then Cho Hyun-woo met them.", "Cho Hyun"),
        ("JOIN US AT THE MUSEUM OF FLIGHT.", "US"),
        ("The satellite cost US$ 30 million.", "US"),
    ],
)
def test_gazetteer_country_that_is_none(rules, text, name):
    assert name not in [e.text for e in rules(text).ents]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Korea-France relations are old.", ["Korea", "France"]),
        ("U.S.-Italy relations are old.", ["U.S.", "Italy"]),
        ("U.S.-Italian relations are old.", ["U.S.", "Italian"]),
        ("U.S.- Italy relations are old.", ["U.S.", "Italy"]),
    ],
)
def test_gazetteer_pair_of_countries_is_two(rules, text, countries):
    assert [e.text for e in rules(text).ents] == countries


def test_gazetteer_sites_are_towns_and_what_was_built_there():
    assert {"gpe/sriharikota", "gpe/ames-research-center"} <= sites()
    assert "gpe/seoul" not in sites()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Choi Byung-ok", "choi-byung-ok"),
        ("U.S. Space Force", "u-s-space-force"),
        ("Côte d'Azur", "côte-d-azur"),
        ("", ""),
    ],
)
def test_gazetteer_slug(words, expected):
    assert slug(words) == expected
