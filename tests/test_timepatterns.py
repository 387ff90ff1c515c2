"""The table of time expressions: every rule reads its example, and has cases of its own."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import vocabulary
from analysis.timex import patterns, values

RULES = vocabulary.rows("timepatterns").query("kind == 'rule'")
CASES = pd.read_csv(Path(__file__).parent / "cases/dates.tsv", sep="\t", dtype=str, keep_default_na=False, quoting=3)


@pytest.mark.parametrize("rule", list(RULES.itertuples()), ids=RULES["name"])
def test_timepatterns_rule_reads_its_example(rule):
    assert [(name, match.group()) for name, match in patterns.matches(rule.example)] == [(rule.name, rule.example)]


def test_timepatterns_every_rule_has_cases():
    met = {name for text in CASES["text"] for name, _ in patterns.matches(text)}
    assert met == set(RULES["name"])


def test_timepatterns_every_rule_has_a_reader():
    assert set(RULES["name"]) == set(values.READERS)


@pytest.mark.parametrize("word", ["may", "march", "sat", "sun", "mar"])
def test_timepatterns_months_and_weekdays_have_a_capital(word):
    assert not list(patterns.matches(f"They {word} in 1 June"[:-7] + "step"))


@pytest.mark.parametrize("gap", [" ", "  ", "\n", "\u00a0", "\r\n"])
def test_timepatterns_words_stand_apart_by_any_blank(gap):
    assert [match.group() for _, match in patterns.matches(f"on 30{gap}May{gap}2023")] == [f"30{gap}May{gap}2023"]


def test_timepatterns_a_paragraph_ends_an_expression():
    assert [match.group() for _, match in patterns.matches("in May\n\n2023")] == ["May", "2023"]


WORDS = (
    "on Monday last next this every May March 30 31 2023 1999 , . - – th of the early mid- ago later three a several "
    "days weeks months years decade century quarter half summer Fiscal FY 5 p.m. 12 : 30 noon "
    "today now nowhere signed in '90s"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=14), st.sampled_from([" ", "", "-", "\n"]))
def test_timepatterns_looking_only_where_words_of_time_are_loses_nothing(words, glue):
    text = glue.join(words)
    every = [(match.lastgroup, match.span()) for match in patterns._any().finditer(text)]
    assert [(name, match.span()) for name, match in patterns.matches(text)] == every
