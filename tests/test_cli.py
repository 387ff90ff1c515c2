"""The command line: what it writes, says and refuses."""

import shlex
import subprocess
import sys

import feeds
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis import __main__ as cli

TABLES = [
    "articles",
    "fields",
    "blocks",
    "dates",
    "mentions",
    "entities",
    "people",
    "reports",
    "events",
    "participants",
    "chronology",
    "links",
    "problems",
]
DRAWN = ("actors", "agreements", "evidence", "network", "partners", "roles", "timeline")
CHARTS = [f"charts/{name}.{suffix}" for name in DRAWN for suffix in ("pdf", "png", "svg")]
WRITTEN = [f"tables/{name}.{suffix}" for name in TABLES for suffix in ("csv", "parquet")]
CODED = ["plover.jsonl", "polecat.csv", "timeline.json", "events.ics"]
FILES = sorted([*CHARTS, *CODED, *WRITTEN, "report.html", "workbook.xlsx"])


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(*arguments, cwd):
    command = [sys.executable, "-W", "error", "-m", "analysis", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def runs(root, tmp_path_factory):
    """The command run twice on the sample pages: both processes, and the folders they wrote."""
    folders = [tmp_path_factory.mktemp(name) / "out" for name in ("first", "second")]
    return [(run("--to", folder, cwd=root), folder) for folder in folders]


def test_cli_reads_the_seed_by_default_and_ends_well(runs):
    done, _ = runs[0]
    assert (done.returncode, done.stderr) == (0, "")


def test_cli_writes_tables_charts_workbook_and_report(runs):
    assert sorted(files(runs[0][1])) == FILES


def test_cli_says_what_was_read_and_found(runs):
    done, folder = runs[0]
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["pages", "read:", "43"] in lines
    assert ["1", "exercise", "(proposed)"] in lines
    assert any(line[:3] == ["beside", "the", "record:"] for line in lines)
    assert str(folder) in done.stdout


def test_cli_counts_the_events_of_the_seed(main, root):
    _, printed, _ = main(root / "seeds" / "articles" / "000_4545c5b54c70f390.txt")
    lines = [line.split() for line in printed.splitlines()]
    assert ["pages", "read:", "1"] in lines
    assert ["events:", "4"] in lines
    assert ["1", "agreement", "(occurred)"] in lines
    assert ["1", "exercise", "(proposed)"] in lines
    assert ["problems:", "0"] in lines


def test_cli_compares_with_a_record_of_the_users_own(main, folder, tmp_path, root):
    (folder / "page.txt").write_text("Italy and Japan signed a pact on satellites in 2019.", encoding="utf-8")
    heads = (root / "seeds" / "chronology.csv").read_text(encoding="utf-8").splitlines()[0]
    cells = dict.fromkeys(heads.split(","), "") | {"date": "2019-05-30", "precision": "day", "type": "agreement"}
    cells |= {"country_a": "ITA", "country_b": "JPN", "title": "Pact", "source_url": "https://example.org"}
    cells |= {"source_outlet": "Example", "source_published": "2019-05-30", "confidence": "high"}
    (tmp_path / "own.csv").write_text(f"{heads}\n{','.join(cells.values())}\n", encoding="utf-8")
    status, printed, _ = main(folder, "--record", tmp_path / "own.csv")
    assert status == 0
    assert "beside the record: 1 confirmed, 0 new, 0 missed" in printed


def test_cli_refuses_a_record_that_is_none(main, folder, tmp_path):
    (tmp_path / "own.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    status, _, complained = main(folder, "--record", tmp_path / "own.csv")
    assert status == 2
    assert "no column" in complained


def test_cli_two_runs_write_the_same_bytes(runs):
    assert files(runs[0][1]) == files(runs[1][1])


@pytest.fixture
def main(capsys, tmp_path):
    """Runs the command in this process: status, what it printed, and what it complained of."""

    def call(*arguments):
        try:
            status = cli.main([*map(str, arguments), "--to", str(tmp_path / "out")])
        except SystemExit as end:
            status = end.code
        return status, *capsys.readouterr()

    yield call
    plt.close("all")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_cli_help_tells_the_options(main):
    status, printed, _ = main("--help")
    assert status == 0
    assert all(option in printed for option in ("FOLDER", "--to", "--model", "--workers"))


def test_cli_help_teaches_by_commands_that_can_be_given():
    lines = [line.strip() for line in cli.EXAMPLES.splitlines()]
    commands = [line for line in lines if line.startswith("python -m analysis")]
    given = [vars(cli._parser().parse_args(shlex.split(command)[3:])) for command in commands]
    assert len(given) >= 5
    assert {option for each in given for option in changed(each)} == {
        *("folder", "to", "model", "workers", "dask", "whole", "record")
    }
    for command in commands:
        told = lines[lines.index(command) + 1]
        assert told and told not in commands


def changed(given):
    """The options that are given, not left as they are."""
    usual = vars(cli._parser().parse_args([]))
    return {option for option, value in given.items() if value != usual[option]}


def test_cli_help_names_every_file_that_is_written(runs):
    for path in files(runs[0][1]):
        folder, _, name = path.rpartition("/")
        suffix = name.rpartition(".")[2]
        assert name in cli.EXAMPLES or f"{folder}/NAME.{suffix}" in cli.EXAMPLES or f".{suffix}" in cli.EXAMPLES


def test_cli_help_fits_a_terminal():
    assert max(map(len, cli.EXAMPLES.splitlines())) <= 120


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["no/such/folder"], "no/such/folder"),
        (["--workers", "0"], "--workers"),
        (["--workers", "-1"], "--workers"),
        (["--workers", "many"], "--workers"),
        (["--model", "no_such_pipeline"], "no_such_pipeline"),
        (["--no-such-option"], "--no-such-option"),
    ],
)
def test_cli_refuses_unusable_arguments(main, tmp_path, arguments, complaint):
    status, printed, complained = main(*arguments)
    assert status == 2
    assert complaint in complained.splitlines()[-1]
    assert printed == ""
    assert not (tmp_path / "out").exists()


def test_cli_refuses_a_file_as_the_folder_to_write_to(folder, tmp_path, main):
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    status, _, complained = main(folder)
    assert status == 2
    assert "out" in complained
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_cli_rules_only(main, root):
    status, printed, _ = main(root / "seeds" / "articles", "--model", "none")
    assert status == 0
    assert "agreement (occurred)" in printed


def test_cli_no_pages_is_no_error(main, folder, tmp_path):
    status, printed, _ = main(folder)
    assert status == 0
    assert "pages read: 0" in printed
    assert sorted(files(tmp_path / "out")) == FILES


def test_cli_lists_problems_and_ends_well(main, folder):
    (folder / "empty.txt").touch()
    (folder / "page.txt").write_text("Italy and Japan signed a pact on satellites in 2019.", encoding="utf-8")
    status, printed, _ = main(folder)
    assert status == 0
    assert "pages read: 1" in printed
    assert "problems: 1" in printed
    assert any("empty.txt" in line and "empty" in line for line in printed.splitlines()[1:])


def test_cli_reads_one_file(main, folder):
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text("Italy and Japan signed a pact on satellites.", encoding="utf-8")
    _, printed, _ = main(folder / "a.txt")
    assert "pages read: 1" in printed


def test_cli_reads_a_corpus(main, folder):
    text = "Italy and Japan signed a pact on satellites in 2019."
    (folder / "news.csv").write_text(f"id,text\na,{text}\nb,\nc,{text}\n", encoding="utf-8")
    status, printed, _ = main(folder / "news.csv")
    assert status == 0
    assert "pages read: 2" in printed
    assert "  news.csv: no text" in printed


def test_cli_workers_change_nothing(main, runs, root, tmp_path):
    main(root / "seeds" / "articles", "--workers", "2")
    assert files(tmp_path / "out") == files(runs[0][1])


def test_cli_writes_into_exports_by_default():
    assert "default: exports" in " ".join(run("--help", cwd=None).stdout.split())


@pytest.fixture
def feed(folder):
    return feeds.write(folder / "feed.jsonl", 12, matter=0.4)


def test_cli_counts_rows_that_were_only_skimmed(main, feed):
    status, printed, _ = main(feed, "--model", "none")
    kinds = pd.read_json(feed, lines=True)["kind"].value_counts()
    assert status == 0
    assert f"pages read: {kinds['event']}" in printed
    assert f"two parties: {12 - kinds['event']}" in printed


def test_cli_whole_skims_nothing(main, feed):
    _, printed, _ = main(feed, "--model", "none", "--whole")
    assert "pages read: 12" in printed
    assert "skimmed" not in printed


def test_cli_of_many_pages_the_report_shows_those_that_tell(main, feed, tmp_path, monkeypatch):
    monkeypatch.setattr(cli, "LARGE", 8)
    _, printed, _ = main(feed, "--model", "none")
    assert "report.html" in printed
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "other pages" in report
    assert ">feed.jsonl#0000" in report  # a row by its own name
    assert len(pd.read_csv(tmp_path / "out" / "tables" / "articles.csv")) == 12
    told = pd.read_excel(tmp_path / "out" / "workbook.xlsx", sheet_name="articles")
    assert 0 < len(told) < 12


def test_cli_of_many_telling_pages_there_are_tables_and_no_report(main, feed, tmp_path, monkeypatch):
    monkeypatch.setattr(cli, "LARGE", 1)
    status, _, _ = main(feed, "--model", "none")
    left_out = {"report.html", "workbook.xlsx", *(name for name in FILES if name.startswith("charts/roles"))}
    assert status == 0
    assert set(files(tmp_path / "out")) == set(FILES) - left_out
