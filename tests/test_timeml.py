"""The scorer of TimeML: overlaps, exact spans and values are counted as TempEval-3 counts them."""

import json
import subprocess
import sys

import pytest
import timeml
from timeml import Expression

PAGE = """<?xml version="1.0" ?>
<TimeML><DOCID>one</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2023-05-30" functionInDocument="CREATION_TIME">May 30</TIMEX3></DCT>
<TITLE>A pact of <TIMEX3 tid="t9" type="DATE" value="2019">2019</TIMEX3></TITLE>
<TEXT>It was <EVENT eid="e1" class="OCCURRENCE">signed</EVENT>
<TIMEX3 tid="t1" type="DATE" value="2023-05-29">on Monday</TIMEX3> for
<TIMEX3 tid="t2" type="DURATION" value="P5Y">five years</TIMEX3>, <TIMEX3 tid="t3" type="DATE" value="X"/>again.</TEXT>
</TimeML>"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.tml").write_text(PAGE)
    (tmp_path / "._one.tml").write_bytes(b"\x00")
    return tmp_path


def test_timeml_document_holds_the_text_and_its_expressions(folder):
    (one,) = timeml.documents(folder)
    assert (one.name, one.created) == ("one.tml", "2023-05-30")
    assert one.text == "It was signed\non Monday for\nfive years, again."
    assert [(one.text[e.start : e.end], e.type, e.value) for e in one.gold] == [
        ("on Monday", "DATE", "2023-05-29"),
        ("five years", "DURATION", "P5Y"),
    ]


def test_timeml_score_counts_each_measure():
    gold = [Expression(0, 9, "DATE", "2023"), Expression(20, 30, "DURATION", "P5Y"), Expression(40, 45, "SET", "P1D")]
    found = [Expression(3, 9, "DATE", "2023"), Expression(20, 30, "DATE", "P5Y"), Expression(50, 60, "DATE", "2021")]
    scores = timeml.score([(gold, [*found, Expression(70, 75, "DATE", "1999")])])
    right = {"strict": 1, "relaxed": 2, "type": 1, "value": 2}
    for name, count in right.items():
        assert scores.loc[name].tolist() == [round(count / 4, 3), round(count / 3, 3), round(2 * count / 7, 3)]


def test_timeml_an_expression_meets_one_at_most():
    gold = [Expression(0, 4, "DATE", "2021"), Expression(5, 9, "DATE", "2022")]
    assert len(list(timeml.pairs(gold, [Expression(0, 9, "DATE", "2021")]))) == 1
    same = list(timeml.pairs([Expression(0, 9, "A", ""), Expression(0, 4, "B", "")], [Expression(0, 4, "B", "")]))
    assert same == [(Expression(0, 4, "B", ""), Expression(0, 4, "B", ""))]


def test_timeml_nothing_found_scores_nothing():
    assert timeml.score([([], [])]).to_numpy().max() == 0


@pytest.mark.parametrize("system", [None, {"one.tml": [[0, 2, "DATE", "2023"]]}])
def test_timeml_command_prints_the_measures(folder, system):
    command = [sys.executable, timeml.__file__, str(folder)]
    if system:
        (folder / "other.json").write_text(json.dumps(system))
        command += ["--system", str(folder / "other.json")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    relaxed = next(line.split() for line in printed.splitlines() if line.startswith("relaxed"))
    assert relaxed[1:] == (["0.0"] * 3 if system else ["1.0"] * 3)
