"""The explorer without a browser: its widgets are set as a click or a key would set them."""

from datetime import UTC, datetime
from threading import Thread

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from ipywidgets import Widget
from sample_tables import SEED, TEXT, empty, event, sample
from traitlets.utils.bunch import Bunch

from analysis import explore
from analysis.events import REPORTS
from analysis.tables import table

mpl.use("Agg")

DAY = datetime(2023, 5, 30, tzinfo=UTC)
ROWS = [
    event("FRA KOR", "2015-11-04", "agreement", "occurred", "memorandum"),
    event("FRA KOR", "2023-05", "dialogue", "occurred", "forum"),
    event("FRA IND", "2025", "mission", "planned", "Trishna", earliest="2025-01-01", latest="2027-12-31"),
    event("IND USA", "2014-09-30", "agreement", "occurred", "agreement"),
    event("FRA KOR", "", "exercise", "proposed", "exercise"),
]
FORUM = {"event_id": ROWS[1]["event_id"], "article_id": "forum", "sentence": "They <b>met</b>.", "type": "dialogue"}
FORUM |= {"country_a": "FRA", "country_b": "KOR", "trigger": "met", "trigger_start": 8, "trigger_end": 11, "end": 16}
FORUM |= {"role": "paragraph", "date_basis": "none", "status": "occurred", "block": 0, "start": 0}


@pytest.fixture
def tables():
    """Five events, and for each a page that tells it; the forum's page has some markup in its sentence."""
    told = [FORUM | {"event_id": row["event_id"], "article_id": row["title"]} for row in ROWS]
    pages = [{"article_id": row["title"]} for row in ROWS]
    return empty() | {
        "events": sample("events", *ROWS),
        "reports": table(told, REPORTS),
        "articles": sample("articles", *pages),
    }


@pytest.fixture
def explorer(tables, tmp_path):
    return explore.Explorer(tables, source=str(tmp_path), to=str(tmp_path / "out"))


@pytest.fixture(autouse=True)
def closed():
    yield
    Widget.close_all()
    assert not plt.get_fignums()


def titles(found):
    return list(found["title"])


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, "memorandum forum Trishna agreement exercise"),
        ({"countries": ["KOR"]}, "memorandum forum exercise"),
        ({"countries": ["FRA", "IND", "USA"]}, "Trishna agreement"),
        ({"types": ["agreement"]}, "memorandum agreement"),
        ({"types": []}, ""),
        ({"statuses": ["planned", "proposed"]}, "Trishna exercise"),
        ({"years": (2015, 2023)}, "memorandum forum exercise"),
        ({"years": (2026, 2026)}, "Trishna exercise"),
        ({"years": (2015, 2023), "undated": False}, "memorandum forum"),
        ({"countries": ["FRA"], "types": ["mission", "dialogue"], "statuses": ["occurred"]}, "forum"),
    ],
)
def test_explore_chosen_keeps_what_is_asked_for(tables, choice, expected):
    assert titles(explore.chosen(tables["events"], **choice)) == expected.split()


def test_explore_part_has_the_reports_and_pages_of_the_events_only(tables):
    part = explore.part(tables, explore.chosen(tables["events"], types=["dialogue"]))
    assert list(part["reports"]["article_id"]) == list(part["articles"]["article_id"]) == ["forum"]
    assert titles(part["events"]) == ["forum"]


def test_explorer_shows_all_events_at_first(explorer):
    assert titles(explorer.choice.seen) == [row["title"] for row in ROWS]
    assert "5 events of 5 on 5 pages" in explorer.count.value
    assert "Timeline of 5 events" in explorer.chart.value


def test_explorer_follows_each_widget(explorer):
    choice = explorer.choice
    choice.countries.value = ("KOR",)
    assert "3 events of 5" in explorer.count.value
    assert "Timeline of 3 events of France – South Korea" in explorer.chart.value
    choice.types["agreement"].value = False
    assert titles(choice.seen) == ["forum", "exercise"]
    choice.undated.value = False
    assert titles(choice.seen) == ["forum"]
    choice.last.value = 2020
    assert "0 events of 5" in explorer.count.value
    assert explorer.event.options == ()
    assert "<h4>" not in explorer.evidence.value
    assert "Nothing to show" in explorer.chart.value


def test_explorer_takes_years_in_either_order(explorer):
    explorer.choice.first.value, explorer.choice.last.value = 2023, 2015
    assert titles(explorer.choice.seen) == ["memorandum", "forum", "exercise"]


def test_explorer_offers_only_what_there_is(explorer):
    assert [label for label, _ in explorer.choice.countries.options] == [
        "France (4)",
        "India (2)",
        "South Korea (3)",
        "United States (1)",
    ]
    assert list(explorer.choice.types) == ["agreement", "mission", "exercise", "dialogue"]
    assert (explorer.choice.first.value, explorer.choice.last.value) == (2014, 2025)


def test_explorer_explains_the_event_picked(explorer):
    explorer.event.value = FORUM["event_id"]
    assert "They &lt;b&gt;" in explorer.evidence.value
    assert ">met</mark>" in explorer.evidence.value
    explorer.choice.types["mission"].value = False
    assert f"<h4>{FORUM['event_id']}</h4>" in explorer.evidence.value  # still the one picked
    explorer.choice.types["dialogue"].value = False
    assert f"<h4>{FORUM['event_id']}</h4>" not in explorer.evidence.value


def test_explorer_reads_a_path(explorer, root):
    explorer.path.value = str(root / "seeds" / "articles" / f"{SEED}.txt")
    explorer.read.click()
    assert "4 events of 4 on 1 page" in explorer.count.value
    assert "Read: 1 page" in explorer.said.value
    assert explorer.choice.countries.options[0][1] == "FRA"


def test_explorer_reads_files_that_are_picked_and_says_what_it_could_not_use(explorer, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    explorer.file.value = [
        Bunch(name=name, type="", size=len(content), content=memoryview(content), last_modified=DAY)
        for name, content in (("../mine.txt", TEXT.encode()), ("<i>.txt", b""))
    ]
    assert list(explorer.tables["articles"]["article_id"]) == ["mine"]
    assert not list(tmp_path.iterdir())  # nothing is left behind, nor written elsewhere
    assert "&lt;i&gt;.txt: empty (0 bytes)" in explorer.said.value
    assert f"of {len(explorer.tables['events'])} on 1 page" in explorer.count.value


@pytest.mark.parametrize("path", ["nowhere.txt", "a\0b"])
def test_explorer_says_why_a_path_cannot_be_read(explorer, path):
    explorer.path.value = path
    explorer.read.click()
    assert "That did not work" in explorer.said.value
    assert "5 events of 5" in explorer.count.value


def test_explorer_exports_what_is_seen(explorer, tmp_path):
    explorer.choice.countries.value = ("USA",)
    explorer.save.click()
    table = (tmp_path / "out" / "tables" / "events.csv").read_text()
    assert "IND-USA-2014-09-30-agreement" in table
    assert "FRA-KOR" not in table
    assert "Timeline of 1 event of India" in (tmp_path / "out" / "charts" / "timeline.svg").read_text()
    assert "charts/timeline.pdf" in explorer.said.value


def test_explorer_says_why_it_cannot_export(explorer, tmp_path):
    (tmp_path / "out").write_text("a file is in the way")
    explorer.save.click()
    assert "That did not work" in explorer.said.value


def test_explorer_lets_one_callback_end_before_the_next(explorer):
    explorer.path.value = "nowhere.txt"
    click = Thread(target=explorer.read.click)
    with explore.ONE_BY_ONE:
        click.start()
        click.join(0.2)
        assert explorer.said.value == ""
    click.join()
    assert "That did not work" in explorer.said.value


def test_explorer_of_no_event_says_so():
    explorer = explore.Explorer(empty())
    assert "0 events of 0 on 0 pages" in explorer.count.value
    assert "Nothing to show" in explorer.chart.value


def test_explorer_is_a_sentence_where_no_widgets_are(explorer):
    bundle = explorer._repr_mimebundle_()
    assert bundle["text/plain"] == "5 events to choose from. Run this cell in JupyterLab."
    assert "application/vnd.jupyter.widget-view+json" in bundle
