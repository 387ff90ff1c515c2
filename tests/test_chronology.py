"""The public record: a file that keeps to its schema, and events beside the records that confirm them."""

import subprocess
import sys
from itertools import permutations, product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_tables import event, sample

from analysis import chronology, vocabulary
from analysis.tables import table

HEADER = ",".join(chronology.COLUMNS)
LETTER = "2023-05-30,day,FRA,KOR,agreement,letter of intent,Letter on space,,,,,Seoul,https://example.org/1,,,high"


@pytest.fixture(scope="module")
def record(root):
    return chronology.read(root / "seeds" / "chronology.csv")


@pytest.fixture
def read(tmp_path):
    """What a file with these rows under `header` is read as."""

    def read(*rows, header=HEADER, encoding="utf-8"):
        path = tmp_path / "chronology.csv"
        path.write_text("\n".join((header, *rows)) + "\n", encoding=encoding)
        return chronology.read(path)

    return read


def told(*rows):
    return sample("events", *rows)


def known(*rows):
    """Events as a record of them; `record` is event_id unless one is given."""
    links = ({"source_url": "https://example.org", "record": row["event_id"]} | row for row in rows)
    return table(links, chronology.CHRONOLOGY)


def act(date="2023-05-30", kind="agreement", *, pair="FRA KOR", status="occurred", title="", **more):
    return event(pair, date, kind, status, title, **more)


def verdicts(links):
    return dict(zip(links["event_id"] + "|" + links["record"], links["verdict"], strict=True))


def linked(links):
    """event_id -> record of the confirmed ones."""
    confirmed = links[links["verdict"] == "confirmed"]
    return dict(zip(confirmed["event_id"], confirmed["record"], strict=True))


def only(links):
    """The one row of `links`."""
    (row,) = links.itertuples()
    return row


def test_chronology_seed_holds_its_schema(record):
    assert len(record) >= 180
    assert {column: str(dtype) for column, dtype in record.dtypes.items()} == chronology.CHRONOLOGY
    assert record["record"].is_unique
    assert "FRA-KOR-2023-05-30-agreement" in set(record["record"])


def test_chronology_seed_is_sorted(record):
    by = ["date", "country_a", "country_b", "type", "title"]
    pd.testing.assert_frame_equal(record, record.sort_values(by, kind="stable"))


def test_chronology_seed_is_plain_utf8_with_unix_line_ends(root):
    raw = (root / "seeds" / "chronology.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.decode("utf-8").startswith(HEADER + "\n")


def test_chronology_seed_uses_the_vocabulary(record):
    assert set(record["instrument"]) - {""} <= set(vocabulary.rows("instruments")["name"])
    assert set(record["country_a"]) | set(record["country_b"]) <= set(vocabulary.parties())
    assert set(record["confidence"]) <= {"high", "medium"}


def test_chronology_seed_names_what_is_signed_an_agreement(record):
    assert set(record.loc[record["instrument"] != "", "type"]) <= {"agreement", "dialogue"}


def test_chronology_seed_gives_a_title_and_a_source_to_each(record):
    assert record["title"].ne("").all()
    assert record["source_url"].str.match(r"https?://\S+$").all()
    assert record["source_outlet"].ne("").all()


def test_chronology_seed_has_no_stray_blanks(record):
    assert not any(record[column].str.contains(r"^\s|\s$|\s\s").any() for column in record)


def test_chronology_row_is_read_with_its_days(read):
    row = only(read(LETTER.replace("2023-05-30,day", "2024-02,month")))
    assert (row.record, row.date, row.precision) == ("FRA-KOR-2024-02-agreement", "2024-02", "month")
    assert (row.earliest, row.latest) == ("2024-02-01", "2024-02-29")


@pytest.mark.parametrize(
    ("given", "changed", "reason"),
    [
        ("2023-05-30", "2023-02-30", "date '2023-02-30'"),
        ("2023-05-30", "2023-13", "date '2023-13'"),
        ("2023-05-30", "30 May 2023", "date '30 May 2023'"),
        ("2023-05-30", "2023-W22-2", "date '2023-W22-2'"),
        ("2023-05-30", "", "date ''"),
        ("day", "month", "precision 'month'"),
        ("day", "", "precision ''"),
        ("FRA", "FRE", "no country 'FRE'"),
        ("FRA", "", "no country ''"),
        ("FRA", "KOR", "pair KOR, KOR is not sorted"),
        ("FRA", "USA", "pair USA, KOR is not sorted"),
        ("agreement", "treaty", "type 'treaty'"),
    ],
)
def test_chronology_broken_row_is_refused_with_its_number_and_the_reason(read, given, changed, reason):
    with pytest.raises(ValueError, match=f"row 3: {reason}"):
        read(LETTER.replace("2023", "2021"), LETTER.replace(given, changed, 1))


def test_chronology_all_broken_rows_are_named(read):
    with pytest.raises(ValueError, match=r"row 2: type(.|\n)*row 4: precision"):
        read(LETTER.replace("agreement", "pact"), LETTER, LETTER.replace("day", "year"))


def test_chronology_same_row_twice_is_refused(read):
    with pytest.raises(ValueError, match="row 4: the same as row 2"):
        read(LETTER, LETTER.replace("KOR", "USA"), LETTER.replace("Letter on space", "LETTER ON SPACE"))


@pytest.mark.parametrize("column", chronology.COLUMNS)
def test_chronology_missing_column_is_refused(read, column):
    with pytest.raises(ValueError, match=f"row 1: no column {column}$"):
        read(header=HEADER.replace(column, "other", 1))


def test_chronology_file_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        chronology.read(tmp_path / "none.csv")


def test_chronology_header_alone_gives_the_schema(read):
    found = read()
    assert found.empty
    assert {column: str(dtype) for column, dtype in found.dtypes.items()} == chronology.CHRONOLOGY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_chronology_file_saved_by_a_spreadsheet_is_read(read, encoding):
    found = read(LETTER, "," * (len(chronology.COLUMNS) - 1), "", LETTER.replace("2023", "2024"), encoding=encoding)
    assert found["date"].tolist() == ["2023-05-30", "2024-05-30"]


def test_chronology_rows_are_counted_with_the_empty_ones(read):
    with pytest.raises(ValueError, match="row 4: type"):
        read(LETTER, "", LETTER.replace("agreement", "pact"))


def test_chronology_columns_of_ones_own_are_left_out(read):
    assert "note" not in read(f"{LETTER},mine", header=f"{HEADER},note")


def test_chronology_records_of_one_day_are_told_apart_by_title_in_any_order(read):
    rows = [LETTER, LETTER.replace("Letter on space", "Pact on rockets"), LETTER.replace("KOR", "USA")]
    names = {tuple(sorted(read(*order)["record"])) for order in permutations(rows)}
    stem = "FRA-KOR-2023-05-30-agreement"
    assert names == {(f"{stem}-letter-on-space", f"{stem}-pact-on-rockets", "FRA-USA-2023-05-30-agreement")}


def test_chronology_imports_nothing_that_reads_pages():
    names = "print(*sorted(name for name in sys.modules if name.startswith(('analysis.', 'spacy'))))"
    run = [sys.executable, "-c", f"import sys, analysis.chronology; {names}"]
    found = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
    assert set(found) == {f"analysis.{name}" for name in ("chronology", "intervals", "tables", "vocabulary")}


def test_chronology_event_of_the_same_pair_type_and_day_is_confirmed():
    mine, theirs = act(title="France – South Korea: letter"), act(title="Letter on space", record="letter")
    row = only(chronology.links(told(mine), known(theirs)))
    assert (row.verdict, row.event_id, row.record) == ("confirmed", "FRA-KOR-2023-05-30-agreement", "letter")
    assert (row.date, row.record_date, row.days, row.differs) == ("2023-05-30", "2023-05-30", 0, "")
    assert (row.country_a, row.country_b, row.type) == ("FRA", "KOR", "agreement")
    assert (row.title, row.source_url) == ("Letter on space", "https://example.org")


@pytest.mark.parametrize(
    "other", [act(pair="FRA USA"), act("2023-05-31"), act("2023-06"), act("2022")], ids=lambda row: row["event_id"]
)
def test_chronology_other_pair_or_day_is_new_and_missed(other):
    links = chronology.links(told(act(title="mine")), known(other | {"record": "r", "title": "theirs"}))
    assert verdicts(links) == {"FRA-KOR-2023-05-30-agreement|": "new", "|r": "missed"}
    assert not any(links["differs"])
    assert links["days"].isna().all()
    by = links.set_index("verdict")
    assert by["title"].to_dict() == {"new": "mine", "missed": "theirs"}
    assert by["source_url"].to_dict() == {"new": "", "missed": "https://example.org"}
    assert (by.at["missed", "record_date"], by.at["missed", "country_b"]) == (other["date"], other["country_b"])


@pytest.mark.parametrize(("mine", "theirs"), list(product(["2023", "2023-05", "2023-05-30"], repeat=2)))
def test_chronology_date_may_be_told_more_or_less_precisely(mine, theirs):
    row = only(chronology.links(told(act(mine)), known(act(theirs))))
    assert row.verdict == "confirmed"
    assert row.differs == ("" if mine == theirs else "precision")
    assert pd.isna(row.days) == (not mine == theirs == "2023-05-30")


@pytest.mark.parametrize("basis", ["publication", "resolved", "stated"])
@pytest.mark.parametrize("day", ["2023-05-26", "2023-05-27", "2023-05-30", "2023-06-02", "2023-06-03"])
def test_chronology_only_a_page_s_own_date_has_three_days_of_slack(day, basis):
    links = chronology.links(told(act(day, date_basis=basis)), known(act(record="r")))
    near = {"2023-05-27": -3, "2023-05-30": 0, "2023-06-02": 3}
    if day in (near if basis == "publication" else ["2023-05-30"]):
        row = only(links)
        assert (row.verdict, row.days, row.differs) == ("confirmed", near[day], "date" if near[day] else "")
    else:
        assert sorted(links["verdict"]) == ["missed", "new"]


@pytest.mark.parametrize("status", ["planned", "proposed"])
def test_chronology_what_lies_ahead_is_confirmed_by_its_day_alone_and_differs_in_status(status):
    row = only(chronology.links(told(act(status=status)), known(act())))
    assert (row.verdict, row.differs) == ("confirmed", "status")
    letter = {"instrument": "letter of intent"}
    for other in ("", "2023-06-30"):
        links = chronology.links(told(act(other, status=status, **letter)), known(act(**letter)))
        assert sorted(links["verdict"]) == ["missed", "new"]


def test_chronology_what_occurred_goes_before_what_was_planned():
    plan, deed = act(status="planned", event_id="a"), act("2023-05", event_id="b")
    assert linked(chronology.links(told(plan, deed), known(act(record="r")))) == {"b": "r"}


@pytest.mark.parametrize(
    ("mine", "theirs", "differs"),
    [
        ("letter of intent", "treaty", "instrument"),
        ("letter of intent", "letter of intent", ""),
        ("agreement", "treaty", ""),
        ("treaty", "arrangement", ""),
        ("", "treaty", ""),
        ("treaty", "", ""),
    ],
)
def test_chronology_two_particular_instruments_differ(mine, theirs, differs):
    assert only(chronology.links(told(act(instrument=mine)), known(act(instrument=theirs)))).differs == differs


def test_chronology_all_that_differs_is_named():
    mine = act("2023-05-31", date_basis="publication", instrument="treaty")
    row = only(chronology.links(told(mine), known(act(instrument="letter of intent"))))
    assert row.differs == "date, instrument"


LETTERS = {"instrument": "letter of intent"}
MISSED_LETTER = known(act(record="r", **LETTERS))


def test_chronology_undated_event_is_found_by_its_instrument():
    row = only(chronology.links(told(act("", **LETTERS)), MISSED_LETTER))
    assert (row.verdict, row.record, row.date, row.record_date) == ("confirmed", "r", "", "2023-05-30")
    assert pd.isna(row.days)
    assert row.differs == ""


@pytest.mark.parametrize(
    ("mine", "records"),
    [
        (act("", **LETTERS), known(act(record="r", **LETTERS), act("2019", record="s", **LETTERS))),
        (act("", **LETTERS), known(act(record="r", **LETTERS), act("2019", "dialogue", record="s", **LETTERS))),
        (act("", instrument="treaty"), MISSED_LETTER),
        (act("", instrument="treaty"), known(act("2019", "dialogue", instrument="treaty"), act(record="r", **LETTERS))),
        (act("", instrument=""), known(act(instrument=""))),
        (act("", instrument="agreement"), known(act(instrument="agreement"))),
        (act("", "dialogue", **LETTERS), MISSED_LETTER),
        (act("", pair="FRA USA", **LETTERS), MISSED_LETTER),
    ],
    ids=[
        "two",
        "two of other types",
        "another",
        "another and its own of another type",
        "none",
        "generic",
        "type",
        "pair",
    ],
)
def test_chronology_undated_event_stays_new_without_the_one_record_of_its_instrument(mine, records):
    links = chronology.links(told(mine), records)
    assert set(links["verdict"]) == {"new", "missed"}
    assert not any(links["differs"])


def test_chronology_undated_event_leaves_a_record_to_the_dated_one():
    mine = told(act("", event_id="a", **LETTERS), act("2023", event_id="b", **LETTERS))
    assert linked(chronology.links(mine, MISSED_LETTER)) == {"b": "r"}


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_chronology_record_is_used_once_for_the_event_that_agrees_best(order):
    rows = [
        act("2023", event_id="a", **LETTERS),
        act(event_id="b", instrument="treaty"),
        act("2023-05", event_id="c", **LETTERS),
    ]
    links = chronology.links(told(*(rows[i] for i in order)), MISSED_LETTER)
    assert linked(links) == {"c": "r"}
    assert verdicts(links) == {"a|": "new", "b|": "new", "c|r": "confirmed"}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (act(record="z"), act("2023-05", record="a")),
        (act("2023-05", record="z"), act("2023", record="a")),
        (act(record="z"), act("2023-05-29", record="a")),
        (act(record="z", **LETTERS), act(record="a")),
        (act("2023-05", record="z", **LETTERS), act(record="a", instrument="treaty")),
        (act(record="z"), act("2023-05", record="a", **LETTERS)),
        (act("2023-05-28", record="z", **LETTERS), act(record="a")),
        (act(record="a", **LETTERS), act(record="z", **LETTERS)),
    ],
    ids=["day", "month", "nearest", "instrument", "no other instrument", "precision", "instrument, days", "name"],
)
def test_chronology_event_is_linked_once_to_the_record_that_agrees_best(better, worse, turned):
    mine = told(act(event_id="e", date_basis="publication", **LETTERS))
    links = chronology.links(mine, known(*((worse, better) if turned else (better, worse))))
    assert linked(links) == {"e": better["record"]}
    assert verdicts(links)[f"|{worse['record']}"] == "missed"


def test_chronology_two_events_share_two_records_as_they_agree():
    mine = told(act(event_id="a", instrument="treaty"), act(event_id="b", **LETTERS))
    records = known(act(record="r", **LETTERS), act(record="s", instrument="treaty"))
    assert linked(chronology.links(mine, records)) == {"a": "s", "b": "r"}


def test_chronology_same_day_under_another_type_is_no_confirmation_but_each_names_the_other():
    talks, pact = act(kind="dialogue", event_id="talks"), act(event_id="pact")
    links = chronology.links(told(talks), known(pact | {"record": "r"})).set_index("verdict")
    assert links["differs"].to_dict() == {"new": "type: r", "missed": "type: talks"}
    assert links["event_id"].to_dict() == {"new": "talks", "missed": ""}


def test_chronology_several_near_misses_are_all_named_in_order():
    records = known(*(act("2023", kind, record=name) for kind, name in (("mission", "s"), ("exercise", "r"))))
    links = chronology.links(told(act(kind="dialogue")), records)
    assert links.loc[links["verdict"] == "new", "differs"].tolist() == ["type: r, s"]


def test_chronology_near_misses_have_the_same_slack():
    for basis, differs in (("publication", {"type: r", "type: e"}), ("stated", {""})):
        mine = told(act("2023-06-02", "dialogue", event_id="e", date_basis=basis))
        assert set(chronology.links(mine, known(act(record="r")))["differs"]) == differs


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (act("", "dialogue"), act()),
        (act("2023-06-30", "dialogue"), act()),
        (act(kind="dialogue", pair="FRA USA"), act()),
    ],
    ids=["undated", "another day", "another pair"],
)
def test_chronology_what_is_not_near_is_not_named(mine, theirs):
    assert not any(chronology.links(told(mine), known(theirs))["differs"])


def test_chronology_what_is_confirmed_is_no_near_miss():
    links = chronology.links(told(act(), act(kind="dialogue")), known(act()))
    assert sorted(links["verdict"]) == ["confirmed", "new"]
    assert not any(links["differs"])


def test_chronology_links_are_in_order_of_time_and_undated_ones_last():
    mine = told(act("", "exercise"), act("2024"), act("2022-01-05"))
    links = chronology.links(mine, known(act(), act("2022"), act("2022-01", "mission")))
    assert (links["date"].where(links["date"] != "", links["record_date"])).tolist() == [
        "2022-01",
        "2022-01-05",
        "2023-05-30",
        "2024",
        "",
    ]


@pytest.mark.parametrize(("mine", "theirs"), [((), ()), ((act(),), ()), ((), (act(),))])
def test_chronology_empty_tables_give_the_schema(mine, theirs):
    links = chronology.links(told(*mine), known(*theirs))
    assert {column: str(dtype) for column, dtype in links.dtypes.items()} == chronology.LINKS
    assert links["verdict"].tolist() == ["new"] * len(mine) + ["missed"] * len(theirs)


def test_chronology_links_change_neither_table():
    mine, theirs = told(act(), act("", **LETTERS)), known(act("2023"))
    before = mine.copy(), theirs.copy()
    chronology.links(mine, theirs)
    pd.testing.assert_frame_equal(mine, before[0])
    pd.testing.assert_frame_equal(theirs, before[1])


def test_chronology_confirms_itself_record_by_record(record):
    mine = record.assign(event_id=record["record"], status="occurred", date_basis="stated")
    links = chronology.links(mine, record)
    assert set(links["verdict"]) == {"confirmed"}
    assert (links["event_id"] == links["record"]).all()


DATES = st.sampled_from(["2023", "2023-05", "2023-06", "2023-05-28", "2023-05-30", "2023-06-01", ""])
ACTS = st.builds(
    act,
    DATES,
    st.sampled_from(["agreement", "dialogue"]),
    pair=st.sampled_from(["FRA KOR", "FRA USA"]),
    status=st.sampled_from(["occurred", "planned"]),
    instrument=st.sampled_from(["", "agreement", "treaty", "letter of intent"]),
    date_basis=st.sampled_from(["publication", "stated"]),
)


def numbered(rows, name):
    return [row | {name: f"{i:02}"} for i, row in enumerate(rows)]


MINE = st.lists(ACTS, max_size=8).map(lambda rows: numbered(rows, "event_id"))
THEIRS = st.lists(ACTS.filter(lambda row: row["date"]), max_size=8).map(lambda rows: numbered(rows, "record"))


@given(MINE, THEIRS, st.data())
def test_chronology_links_do_not_depend_on_the_order_of_rows(mine, theirs, data):
    shuffled = told(*data.draw(st.permutations(mine))), known(*data.draw(st.permutations(theirs)))
    pd.testing.assert_frame_equal(chronology.links(*shuffled), chronology.links(told(*mine), known(*theirs)))


@given(MINE, THEIRS)
def test_chronology_every_event_and_record_is_in_one_link(mine, theirs):
    links = chronology.links(told(*mine), known(*theirs))
    for name, rows in (("event_id", mine), ("record", theirs)):
        assert sorted(links.loc[links[name] != "", name]) == sorted(row[name] for row in rows)


@given(MINE, THEIRS)
def test_chronology_no_event_is_left_beside_a_record_of_its_day(mine, theirs):
    links = chronology.links(told(*mine), known(*theirs))
    columns = ["country_a", "country_b", "type"]
    new, missed = (links[links["verdict"] == verdict] for verdict in ("new", "missed"))
    new = new[new["date"] != ""]
    assert new.merge(missed, left_on=[*columns, "date"], right_on=[*columns, "record_date"]).empty
