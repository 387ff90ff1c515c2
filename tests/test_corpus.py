"""All tables of a folder at once: their schema, odd input, and the same from several processes."""

import re

import feeds
import pandas as pd
import pytest

from analysis import corpus, layout, partitions, progress

COLUMNS = {
    "articles": """article_id path source url section headline byline agency published published_basis updated
        captured language paragraphs words skimmed sha256 text""",
    "fields": "article_id field value basis start end",
    "blocks": "article_id block start end role text duplicate_of",
    "dates": "article_id block start end text type value basis",
    "mentions": "article_id block start end text label entity_id country basis repeated",
    "entities": "entity_id name label country mentions articles",
    "people": "entity_id name role organisation country article_id start end",
    "reports": """report_id event_id article_id block start end sentence country_a country_b party_a party_b type
        status instrument domain date precision date_basis date_text place trigger trigger_start trigger_end""",
    "events": """event_id date precision earliest latest country_a country_b party_a party_b type status instrument
        domain place title plover reports articles first_article_id""",
    "participants": "event_id entity_id name role organisation country part",
    "problems": "path article_id stage problem detail",
}
NUMBERS = {
    "block",
    "start",
    "end",
    "trigger_start",
    "trigger_end",
    "mentions",
    "articles",
    "reports",
    "paragraphs",
    "words",
}
STORY = "Italy and Japan signed a memorandum of understanding on satellite data in Rome on {}."
SIGNED = STORY.format("Monday")


@pytest.fixture
def odd(tmp_path):
    """A folder of pages of every kind."""
    contents = {
        "empty.txt": b"",
        "binary.txt": b"\x00\x01\x02" * 50,
        "latin.txt": "Le café à Orléans: les deux agences ont signé à Paris un accord sur les données.".encode(
            "latin-1"
        ),
        "wide.txt": f"Published: March 10, 2021\n\n{SIGNED}\n".encode("utf-16"),
        "sub/marked.txt": f"Published: March 10, 2021\r\n\r\n{SIGNED}\r\n".encode("utf-8-sig"),
        "undated.txt": SIGNED.encode(),
        "plain.txt": f"Published: March 10, 2021\n\n{SIGNED.replace('Italy', 'Peru')}\n".encode(),
    }
    for name, content in contents.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("name", COLUMNS)
def test_corpus_table_has_its_columns(seed, name):
    assert set(COLUMNS[name].split()) <= set(seed[name])
    number = "Int64" if name == "fields" else "int64"  # what came with a page has no characters
    dtypes = {column: str(dtype) for column, dtype in seed[name].dtypes.items() if column != "duplicate_of"}
    expected = {column: number if column in NUMBERS else "str" for column in dtypes}
    assert dtypes == expected | {"mentions": {"repeated": "bool"}, "articles": {"skimmed": "bool"}}.get(name, {})


@pytest.mark.parametrize("name", COLUMNS)
def test_corpus_of_no_pages_has_the_same_schema(seed, pages, name):
    pd.testing.assert_series_equal(pages()[name].dtypes, seed[name].dtypes)


def test_corpus_of_no_pages_is_empty(pages):
    assert all(table.empty for table in pages().values())


def test_corpus_counts_the_pages_it_has_read(pages, monkeypatch):
    counted, bar = [], progress.bar

    def counting(things=None, **told):
        made = bar(things, **told)
        if told["what"] == "reading":
            made.update = counted.append
        return made

    monkeypatch.setattr(progress, "bar", counting)
    monkeypatch.setattr(partitions, "PAGES", 2)
    pages(a=SIGNED, b=SIGNED, c=SIGNED)
    assert counted == [2, 1]


def test_corpus_tables_come_in_the_order_of_the_data_flow(seed):
    assert list(seed) == list(COLUMNS)


def test_corpus_missing_folder_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        corpus.tables(tmp_path / "nowhere")


def test_corpus_missing_model_is_an_error(tmp_path):
    with pytest.raises(OSError, match="no_such_pipeline"):
        corpus.tables(tmp_path, model="no_such_pipeline")


def test_corpus_bad_files_are_problems_and_the_rest_is_read(odd):
    tables = corpus.tables(odd)
    assert dict(zip(tables["problems"]["article_id"], tables["problems"]["problem"], strict=True)) == {
        "empty": "empty",
        "binary": "binary",
        "latin": "not English",
    }
    assert tables["articles"]["article_id"].tolist() == ["latin", "plain", "sub/marked", "undated", "wide"]


def test_corpus_offsets_hold_in_every_encoding(odd):
    tables = corpus.tables(odd)
    texts = tables["articles"].set_index("article_id")["text"]
    for name in ("blocks", "dates", "mentions"):
        for row in tables[name].itertuples():
            assert texts[row.article_id][row.start : row.end] == row.text
    for row in tables["reports"].itertuples():
        assert (
            texts[row.article_id][row.start : row.end]
            == row.sentence
            == re.sub("Italy", row.sentence[:5].strip(), SIGNED)
        )


def test_corpus_same_in_two_processes(odd, monkeypatch):
    one = corpus.tables(odd)
    monkeypatch.setattr(partitions, "PAGES", 2)
    two = corpus.tables(odd, workers=2)
    assert list(one) == list(two)
    for name, table in one.items():
        pd.testing.assert_frame_equal(two[name], table)


def test_corpus_events_merge_across_chunks(pages, monkeypatch):
    monkeypatch.setattr(partitions, "PAGES", 1)
    page = f"Published: March 10, 2021\n\n{SIGNED}\n"
    assert pages(a=page, b=page)["events"]["articles"].tolist() == [2]


def test_corpus_rules_only_reads_the_seed(root):
    tables = corpus.tables(root / "seeds" / "articles", model=None)
    assert "FRA-KOR-2023-05-30-agreement" in set(tables["events"]["event_id"])


def test_corpus_path_may_be_a_text(odd):
    pd.testing.assert_frame_equal(corpus.tables(str(odd))["events"], corpus.tables(odd)["events"])


def test_corpus_files_are_left_as_they_were(odd):
    before = {path: path.read_bytes() for path in odd.rglob("*.txt")}
    corpus.tables(odd)
    assert {path: path.read_bytes() for path in odd.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(" date 2021-02-30  Top\n\n{story}", id="captured on no day"),
        pytest.param(" date 2021-13-01  Top\n\n{story}", id="captured in no month"),
        pytest.param(" date 2021-00  Top\nPublished: 03/04/2021\n\n{story}", id="near no month"),
        pytest.param(" date 2021-02-30  Top\n\nROME, May 3 (ANSA) -- {story}", id="lined near no day"),
        pytest.param("Published: February 30, 2021\n\n{story}", id="published on no day"),
        pytest.param("Published: March 10, 2021\n\n{story} It was a last minute deal.", id="minute"),
        pytest.param("<script>alert(1)</script>\n\n=HYPERLINK(1)\n\n{story}", id="markup"),
        pytest.param("\u202e{story}\u00ad\ufffd\x07", id="control characters"),
        pytest.param(", , , . . . ( ( \" ' {story}", id="stray marks"),
        pytest.param("the weather of the day was fine and " * 30_000 + "{story}", id="a million letters"),
    ],
)
def test_corpus_odd_page_does_not_stop_the_run(pages, text):
    tables = pages(odd=text.format(story=SIGNED), plain=f"Published: March 10, 2021\n\n{SIGNED}\n")
    assert "plain" in set(tables["reports"]["article_id"])
    assert "odd" in {*tables["articles"]["article_id"], *tables["problems"]["article_id"]}


FEED = [
    '{"id": "told", "title": "Two sign", "published": "2021-03-10", "text": "Italy and Japan signed a space pact."}\n',
    '{"id": "other", "title": "Snow", "published": "2021-03-11", "text": "It snowed in Italy, not in Japan."}\n',
]


@pytest.fixture
def feed(tmp_path):
    file = tmp_path / "feed.jsonl"
    file.write_text("".join(FEED), encoding="utf-8")
    return file


def test_corpus_row_that_cannot_tell_of_an_event_is_only_skimmed(feed):
    tables = corpus.tables(feed, model=None)
    columns = ["article_id", "skimmed", "headline", "published", "language", "words"]
    assert tables["articles"][columns].to_numpy().tolist() == [
        ["feed.jsonl#told", False, "Two sign", "2021-03-10", "en", 7],
        ["feed.jsonl#other", True, "Snow", "2021-03-11", "", 0],
    ]
    assert set(tables["blocks"]["article_id"]) == {"feed.jsonl#told"}
    assert tables["articles"]["sha256"].str.len().tolist() == [64, 64]


def test_corpus_read_whole_skims_nothing(feed):
    tables = corpus.tables(feed, model=None, whole=True)
    assert not tables["articles"]["skimmed"].any()
    assert tables["articles"]["words"].tolist() == [7, 7]


def test_corpus_file_of_its_own_is_never_skimmed(pages):
    assert not pages(snow="It snowed in Italy, not in Japan.\n")["articles"]["skimmed"].any()


def test_corpus_skimming_costs_no_event(tmp_path):
    file = feeds.write(tmp_path / "feed.jsonl", 100, matter=0.2)
    kinds = pd.read_json(file, lines=True)["kind"]
    skimmed, whole = (corpus.tables(file, whole=whole) for whole in (False, True))
    for name in ("events", "reports", "participants"):
        pd.testing.assert_frame_equal(skimmed[name], whole[name])
    assert skimmed["articles"]["skimmed"].sum() > (kinds == "other").sum() * 0.9
    assert skimmed["reports"]["article_id"].nunique() == (kinds == "event").sum()


def test_corpus_page_that_cannot_be_read_costs_one_row(pages, monkeypatch):
    blocks = layout.blocks

    def failing(text, title=""):
        if "fails" in text:
            raise RecursionError("too deep")
        return blocks(text, title)

    monkeypatch.setattr(layout, "blocks", failing)
    told = dict.fromkeys("abde", f"Published: March 10, 2021\n\n{SIGNED}\n")
    tables = pages(c="It fails.", **told)
    assert tables["articles"]["article_id"].tolist() == ["a", "b", "d", "e"]
    assert tables["problems"].to_numpy().tolist() == [["c.txt", "c", "corpus", "failed", "RecursionError: too deep"]]
    assert tables["events"]["articles"].tolist() == [4]


def test_corpus_trouble_of_the_machine_is_no_trouble_of_a_page(pages, monkeypatch):
    def full(text, title=""):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(layout, "blocks", full)
    with pytest.raises(OSError, match="No space left"):
        pages(a=SIGNED)


def test_corpus_kept_partitions_are_not_read_again(odd, tmp_path_factory, monkeypatch):
    keep, read = tmp_path_factory.mktemp("keep"), []
    whole = corpus._page_tables

    def counted(sources, **how):
        if len(read) == 2:
            raise KeyboardInterrupt
        read.append([source.article_id for source in sources])
        return whole(sources, **how)

    monkeypatch.setattr(corpus, "_page_tables", counted)
    monkeypatch.setattr(partitions, "PAGES", 2)
    with pytest.raises(KeyboardInterrupt):
        corpus.read(odd, model=None, keep=keep)
    first = read.copy()
    read.clear()
    tables = corpus.read(odd, model=None, keep=keep).tables()
    assert [*first, *read] == [["binary", "empty"], ["latin", "plain"], ["sub/marked", "undated"], ["wide"]]
    monkeypatch.undo()
    for name, table in corpus.tables(odd, model=None).items():
        pd.testing.assert_frame_equal(tables[name], table)
