"""Words, dates and numbers as they are printed, and lines that fit their room."""

import pytest

from analysis import lettering


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2023-05-30", "30 May 2023"),
        ("2023-05-02", "2 May 2023"),
        ("2023-05", "May 2023"),
        ("2023", "2023"),
        ("", ""),
        ("soon", "soon"),
    ],
)
def test_lettering_spoken_keeps_the_precision(iso, words):
    assert lettering.spoken(iso) == words


def test_lettering_cut_and_wrapped_fit_the_room():
    text = "South Korea's participation in a French-led international space exercise"
    for room in (30, 60, 100, 200, 1000):
        assert lettering.width(lettering.cut(text, room)) <= room
        lines = lettering.wrapped(text, room, lines=2)
        assert lettering.width(lines) <= room
        assert lines.count("\n") <= 1
    assert lettering.cut(text, 1000) == text
    assert lettering.cut(text, 5) == ""
    assert lettering.wrapped(text, 250, lines=2).replace("\n", " ") == text


def test_lettering_paragraph_keeps_all_letters_and_fits_the_room():
    text = "The 1,736 pairs with the fewest events share " + "the-last-" * 30 + "row."
    lines = lettering.paragraph(text, 120, size=8, weight="bold")
    assert lines.replace("\n", "").replace(" ", "") == text.replace(" ", "")
    assert lettering.width(lines, 8, "bold") <= 120


@pytest.mark.parametrize(
    ("size", "noun", "words"), [(1, "party", "1 party"), (2, "party", "2 parties"), (1200, "day", "1,200 days")]
)
def test_lettering_number_has_the_plural_of_its_noun(size, noun, words):
    assert lettering.number(size, noun) == words
