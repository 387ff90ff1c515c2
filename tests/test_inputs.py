"""What there is to read: files, web pages, rows of corpora, their ids and fields, and what cannot be read."""

import csv
import hashlib
import io
import json
import os
import random
import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import articles, corpus, inputs, partitions

STORY = "The two space agencies signed a memorandum on satellite data in Rome after a year of talks."
WEB = f"""<html><head><title>Two agencies sign memorandum on data</title>
<meta name="author" content="Jane Doe"><meta property="og:site_name" content="The Orbit Gazette">
<meta name="pubdate" content="2021-03-10"></head>
<body><nav><a href="/">Home</a></nav><article><p>{STORY}</p><p>{STORY[:-1]} in Bonn.</p></article></body></html>"""


@pytest.fixture
def folder(tmp_path):
    """Writes files (name=text or bytes) and returns their folder."""

    def write(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


@pytest.fixture
def read(folder):
    """Writes one page and reads it: its row of `articles`, and the problems found."""

    def article(content, name="page.txt"):
        pages = articles.read(folder({name: content}))
        return (pages.articles.iloc[0] if len(pages.articles) else None), pages.problems["problem"].tolist()

    return article


def jsonl(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def table(*rows):
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=dict.fromkeys(key for row in rows for key in row))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def parquet(*rows, schema=None):
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), file)
    return file.getvalue()


FORMATS = {"jsonl": jsonl, "csv": table, "parquet": parquet}


def ids(source):
    return [one.article_id for one in inputs.sources(source)]


def problems(source, **options):
    rows = articles.read(source, **options).problems
    return rows[["article_id", "problem"]].to_numpy().tolist()


# Files and folders


def test_inputs_missing_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        articles.read(tmp_path / "nowhere")


def test_inputs_single_file_is_a_page(tmp_path):
    (tmp_path / "page.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "other.txt").write_text(STORY, encoding="utf-8")
    assert articles.read(tmp_path / "page.txt").articles["article_id"].tolist() == ["page"]


def test_inputs_sub_folders_are_read_and_named_in_the_id(tmp_path):
    for path in ("b/page.txt", "a/deep/page.txt", "page.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(STORY, encoding="utf-8")
    read = articles.read(tmp_path).articles
    assert read["article_id"].tolist() == ["a/deep/page", "b/page", "page"]
    assert read["path"].tolist() == ["a/deep/page.txt", "b/page.txt", "page.txt"]


def test_inputs_other_suffixes_and_folders_named_like_pages_are_left_alone(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "notes.md").write_text(STORY, encoding="utf-8")
    assert articles.read(tmp_path).articles.empty


def test_inputs_order_and_ids_stay_when_a_file_is_added(tmp_path):
    for name in ("b", "d"):
        (tmp_path / f"{name}.txt").write_text(f"{STORY} {name}", encoding="utf-8")
    before = articles.read(tmp_path).articles
    (tmp_path / "c.txt").write_text("Something else", encoding="utf-8")
    after = articles.read(tmp_path).articles
    assert after["article_id"].tolist() == ["b", "c", "d"]
    kept = after[after["article_id"] != "c"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, before)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary"),
        (b"The two\x00 sides", "binary"),
    ],
)
def test_inputs_unusable_file_is_a_problem_and_no_article(read, data, problem):
    article, problems = read(data)
    assert article is None
    assert problems == [problem]


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff  \n", "\xa0\xa0"])
def test_inputs_file_without_a_visible_character_is_empty(read, mark):
    article, problems = read(mark)
    assert article is None
    assert problems == ["empty"]


def test_inputs_too_large_a_file_is_a_problem_with_its_size(tmp_path):
    (tmp_path / "page.txt").write_text(STORY * 10, encoding="utf-8")
    problems = articles.read(tmp_path, largest=100).problems
    assert problems[["path", "article_id", "problem"]].to_numpy().tolist() == [["page.txt", "page", "too large"]]
    assert str(len(STORY) * 10) in problems["detail"].item()


def test_inputs_file_of_the_largest_size_is_read(tmp_path):
    (tmp_path / "page.txt").write_text(STORY, encoding="utf-8")
    assert articles.read(tmp_path, largest=len(STORY)).problems.empty


def test_inputs_unreadable_file_is_a_problem_and_the_rest_is_read(tmp_path):
    for name in ("closed", "open"):
        (tmp_path / f"{name}.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "closed.txt").chmod(0)
    if os.access(tmp_path / "closed.txt", os.R_OK):
        pytest.skip("this user reads every file")
    pages = articles.read(tmp_path)
    assert pages.articles["article_id"].tolist() == ["open"]
    assert pages.problems["problem"].tolist() == ["unreadable"]


def test_inputs_broken_link_is_a_problem(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert articles.read(tmp_path).problems["problem"].tolist() == ["unreadable"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"Zürich and São Paulo.\n{STORY}", "utf-8"),
        (f"Zürich and São Paulo.\n{STORY}", "utf-8-sig"),
        (f"Zürich and São Paulo.\n{STORY}", "utf-16"),
        (f"{STORY}\r\n\r\n{STORY}\r", "utf-8"),
        (f"Soft\u00adhyphen, no\xa0break, \u200frtl\u200e.\n{STORY}", "utf-8"),
    ],
)
def test_inputs_text_is_what_was_written(read, text, encoding):
    article, problems = read(text.encode(encoding))
    assert article["text"] == text
    assert problems == []


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_inputs_legacy_encoding_is_read(read, encoding):
    text = f"Déjà vu in Orléans: the crew of the café met the équipe of the Côte d'Azur.\n{STORY}\nÀ bientôt, René.\n"
    article, problems = read(text.encode(encoding))
    assert "Orléans" in article["text"]
    assert problems == []


@given(st.binary(max_size=300))
def test_inputs_any_bytes_are_text_or_a_problem(data):
    found = inputs.decoded(data)
    assert ("text" in found) != ("problem" in found)
    if "text" in found:
        assert found["text"].strip()


@given(st.text(min_size=1, max_size=200).filter(lambda text: text.strip() and "\0" not in text and text[0] != "\ufeff"))
def test_inputs_any_utf8_text_comes_back(text):
    assert inputs.decoded(text.encode())["text"] == text


def test_inputs_file_of_another_kind_is_a_problem_and_a_hidden_one_is_not(tmp_path):
    for name in ("a.txt", "b.pdf", ".hidden", "sub/.folder/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    pages = articles.read(tmp_path)
    assert pages.articles["article_id"].tolist() == ["a"]
    assert pages.problems[["path", "problem"]].to_numpy().tolist() == [["b.pdf", "not a page"]]


def test_inputs_file_named_is_read_whatever_its_suffix(tmp_path):
    (tmp_path / "page.md").write_text(STORY, encoding="utf-8")
    assert articles.read(tmp_path / "page.md").articles["article_id"].tolist() == ["page.md"]


def test_inputs_missing_file_is_an_error_before_anything_is_read(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        inputs.sources([tmp_path, tmp_path / "nowhere.txt"])


def test_inputs_suffixes_of_any_case_are_read_and_ids_stay_apart(folder):
    names = ("a.txt", "a.TXT", "a.html", "a.HTM", "a.html.txt", "a.txt.txt", "b.CSV#1.txt")
    source = folder(dict.fromkeys(names, WEB) | {"b.CSV": table({"id": "1", "text": STORY})})
    assert ids(source) == ["a.HTM", "a.TXT", "a.html", "a.html.txt", "a", "a.txt.txt", "b.CSV#1", "b.CSV#1.txt"]
    assert not problems(source)


def test_inputs_problem_of_another_kind_of_file_says_what_is_read(folder):
    detail = articles.read(folder({"a.pdf": STORY})).problems["detail"].item()
    assert all(suffix in detail for suffix in (".txt", ".html", ".htm", ".jsonl", ".csv", ".parquet"))


@pytest.mark.parametrize("added", ["a.html", "b.txt", "c.csv", "a/a.txt", "a.txt.txt", "b.html.html"])
def test_inputs_added_file_renames_nothing(folder, added):
    source = folder({"a.txt": STORY, "a.html.txt": STORY, "b.html": WEB, "c.csv#0.txt": STORY, "sub/c.csv": "text\nA"})
    before = ids(source)
    folder({added: "id,text\n0,A\n" if added.endswith("csv") else WEB})
    assert set(before) < set(ids(source))


def test_inputs_list_of_files_and_folders(folder, monkeypatch):
    monkeypatch.chdir(folder(dict.fromkeys(("one/a.txt", "one/b.txt", "two/a.txt", "two/sub/c.txt", "d.txt"), STORY)))
    assert ids(["two/a.txt", "one", "d.txt", "two"]) == ["a", "one/a.txt", "b", "d", "two/a.txt", "sub/c"]
    assert [one.path for one in inputs.sources(["two/a.txt", "one"])] == ["a.txt", "one/a.txt", "b.txt"]


def test_inputs_file_listed_twice_is_two_pages(folder, monkeypatch):
    monkeypatch.chdir(folder({"a.txt": STORY, "b.csv": "text\nA\n"}))
    assert ids(["a.txt", "a.txt", "a.txt"]) == ["a", "a.txt", "a.txt#2"]
    assert ids(["b.csv", "b.csv", "b.csv"]) == ["b.csv#0", "b.csv#2#0", "b.csv#2#2#0"]


def test_inputs_nothing_listed_is_nothing_read():
    assert articles.read([]).articles.empty


def test_inputs_corpus_tables_read_a_list(folder):
    source = folder({"a.txt": STORY, "b.html": WEB, "c.csv": table({"text": STORY, "id": 7})})
    tables = corpus.tables([source / name for name in ("c.csv", "b.html", "a.txt")], model=None)
    assert tables["articles"]["article_id"].tolist() == ["c.csv#7", "b.html", "a"]


def test_inputs_corpora_are_the_same_in_two_processes(folder, monkeypatch):
    rows = [{"text": f"{STORY} {number}", "id": number} for number in range(7)]
    source = folder({"a.csv": table(*rows), "b.jsonl": jsonl(*rows, 1), "c.parquet": parquet(*rows), "d.html": WEB})
    monkeypatch.setattr(partitions, "PAGES", 2)
    one, two = (corpus.tables(source, model=None, workers=workers) for workers in (1, 2))
    assert len(one["articles"]) == 22
    for name, expected in one.items():
        pd.testing.assert_frame_equal(two[name], expected)


def test_inputs_file_of_fifty_megabytes_is_too_large(tmp_path):
    for name in ("a.txt", "a.html"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(50_000_000)
    assert problems(tmp_path) == [["a.html", "too large"], ["a", "too large"]]


def test_inputs_ten_thousand_files_are_read_in_order(tmp_path):
    numbers = list(range(10_000))
    random.Random(1).shuffle(numbers)
    for number in numbers:
        (tmp_path / f"{number:05}.txt").write_text(STORY, encoding="utf-8")
    read = articles.read(tmp_path)
    assert read.articles["article_id"].tolist() == [f"{number:05}" for number in range(10_000)]
    assert read.problems.empty


@pytest.mark.parametrize("name", ["b.txt", "b.html", "b.jsonl", "b.csv", "b.parquet"])
def test_inputs_file_that_vanishes_is_a_problem_and_the_rest_is_read(folder, name):
    source = folder({"a.txt": STORY, name: STORY, "c.txt": STORY})
    found = inputs.sources(source)
    (source / name).unlink()
    pages = articles.pages(found)
    assert pages.articles["article_id"].tolist() == ["a", "c"]
    assert pages.problems["problem"].tolist() == ["unreadable"]


def test_inputs_folder_that_may_not_be_read_is_a_problem(folder, monkeypatch):
    source = folder({"a.txt": STORY, "closed/b.txt": STORY, "d/c.txt": STORY})
    scandir = os.scandir

    def refuse(path):
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert ids(source) == ["a", "closed", "d/c"]
    assert problems(source) == [["closed", "unreadable"]]


def test_inputs_folder_closed_to_this_user_is_a_problem(folder):
    source = folder({"a.txt": STORY, "closed/b.txt": STORY})
    (source / "closed").chmod(0)
    try:
        if os.access(source / "closed", os.R_OK):
            pytest.skip("this user reads every folder")
        assert problems(source) == [["closed", "unreadable"]]
    finally:
        (source / "closed").chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["pipe.txt", "pipe.html", "pipe.jsonl", "pipe.csv", "pipe.parquet"])
def test_inputs_pipe_is_a_problem_and_not_waited_for(folder, name):
    source = folder({"z.txt": STORY})
    os.mkfifo(source / name)
    assert problems(source) == [[name.removesuffix(".txt"), "unreadable"]]
    assert problems(source / name) == [[name.removesuffix(".txt"), "unreadable"]]


def test_inputs_broken_link_to_a_corpus_is_a_problem(tmp_path):
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere.csv")
    assert problems(tmp_path) == [["gone.csv", "unreadable"]]


def test_inputs_link_to_a_file_is_read_and_one_to_a_folder_is_a_problem(folder):
    source = folder({"sub/a.txt": STORY})
    (source / "b.txt").symlink_to(source / "sub" / "a.txt")
    (source / "sub" / "round").symlink_to(source)
    assert articles.read(source).articles["article_id"].tolist() == ["b", "sub/a"]
    assert problems(source) == [["sub/round", "not a page"]]


def test_inputs_name_of_no_encoding_is_read(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(STORY, encoding="utf-8")
        (tmp_path / os.fsdecode(b"caf\xe8.txt")).write_text(STORY, encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("no such names here")
    found = articles.read(tmp_path).articles["article_id"]
    assert found.is_unique
    assert found.str.contains("caf\ufffd").all()


# Web pages


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.HTML"])
def test_inputs_web_page_is_its_story_with_what_its_metadata_say(read, name):
    article, found = read(WEB, name)
    assert article["text"].startswith(STORY)
    assert "Home" not in article["text"]
    assert (article["headline"], article["byline"]) == ("Two agencies sign memorandum on data", "Jane Doe")
    assert (article["source"], article["published"]) == ("The Orbit Gazette", "2021-03-10")
    assert (article["path"], article["encoding"]) == (name, "utf-8")
    assert article["sha256"] == hashlib.sha256(WEB.encode()).hexdigest()
    assert found == []


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", '<meta charset="iso-8859-1">'),
        ("utf-16", '<meta charset="utf-8">'),
        ("iso-8859-2", '<meta charset="iso-8859-2">'),
        ("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
    ],
)
def test_inputs_web_page_is_decoded_by_mark_or_as_it_declares(read, encoding, head):
    word = "Ярославль" if encoding == "cp1251" else "Łódź"
    article, _ = read(WEB.replace("Rome", word).replace("<head>", f"<head>{head}").encode(encoding), "page.html")
    assert word in article["text"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"<html></html>", "no article text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"<html><body>" + b"<div>" * 100_000, "no article text"),
        (b"<html><body>" + b"<p>w</p>" * 600_000, "too large"),
    ],
    ids=["empty", "bare", "image", "deep", "wide"],
)
def test_inputs_web_page_that_cannot_be_read_is_a_problem(read, data, problem):
    article, found = read(data, "page.html")
    assert article is None
    assert found == [problem]


# Corpora


@pytest.mark.parametrize("suffix", FORMATS)
def test_inputs_rows_are_pages_with_their_fields(read, suffix):
    fields = {
        "headline": "Agencies sign memorandum",
        "byline": "Jane Doe",
        "published": "2021-03-10",
        "updated": "2021-03-11",
        "section": "Science",
        "source": "The Orbit Gazette",
        "url": "https://orbit-gazette.example/a",
    }
    row = fields | {"title": fields["headline"], "text": STORY, "id": "a 1", "other": "left alone"}
    del row["headline"]
    article, found = read(FORMATS[suffix](row), f"news.{suffix}")
    assert article[list(fields)].to_dict() == fields
    assert article[["article_id", "path", "encoding"]].tolist() == [f"news.{suffix}#a 1", f"news.{suffix}", "utf-8"]
    assert (article["text"], article["published_basis"]) == (STORY, "printed")
    assert article["sha256"] == hashlib.sha256(STORY.encode()).hexdigest()
    assert found == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_inputs_rows_come_in_their_order_under_ids_of_their_own(folder, suffix):
    rows = [{"text": f"{STORY} {name}", "id": name} for name in ("b", "", "a", "b", "b#3", "1")]
    source = folder({f"news.{suffix}": FORMATS[suffix](*rows)})
    expected = ["b", "1", "a", "b#3", "b#3#4", "1#5"]
    assert ids(source) == [f"news.{suffix}#{name}" for name in expected]
    assert articles.read(source).articles["text"].tolist() == [row["text"] for row in rows]


@pytest.mark.parametrize("suffix", FORMATS)
def test_inputs_author_is_a_byline(read, suffix):
    article, _ = read(FORMATS[suffix]({"text": STORY, "author": "By Jane Doe", "byline": ""}), f"news.{suffix}")
    assert article["byline"] == "Jane Doe"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(("text", "problem"), [("", "no text"), (" \n", "no text"), ("a\0b", "binary")])
def test_inputs_row_without_a_text_is_a_problem_and_the_rest_is_read(folder, suffix, text, problem, monkeypatch):
    monkeypatch.setattr(inputs, "BEGINNING", 20)
    rows = [{"text": STORY, "id": "x"}, {"text": text, "id": "y"}, {"text": STORY, "id": "z"}]
    pages = articles.read(folder({f"news.{suffix}": FORMATS[suffix](*rows)}))
    assert pages.articles["article_id"].tolist() == [f"news.{suffix}#x", f"news.{suffix}#z"]
    columns = ["path", "article_id", "problem"]
    assert pages.problems[columns].to_numpy().tolist() == [[f"news.{suffix}", f"news.{suffix}#1", problem]]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_inputs_corpus_without_a_text_column_is_a_problem(folder, suffix):
    source = folder({f"news.{suffix}": FORMATS[suffix]({"body": STORY, "id": "1"}, {"body": STORY, "id": "2"})})
    assert problems(source) == [[f"news.{suffix}", "no text column"]]


@pytest.mark.parametrize("suffix", FORMATS)
def test_inputs_row_is_bounded_and_its_corpus_is_not(folder, suffix):
    rows = [{"text": STORY, "id": number} for number in range(20)] + [{"text": STORY * 20, "id": "long"}]
    if suffix == "parquet":
        rows = [row | {"id": str(row["id"])} for row in rows]
    source = folder({f"news.{suffix}": FORMATS[suffix](*rows)})
    assert len(articles.read(source, largest=len(STORY)).articles) == 20
    assert problems(source, largest=len(STORY)) == [[f"news.{suffix}#long", "too large"]]


def test_inputs_corpus_of_fifty_megabytes_is_read_row_by_row(tmp_path):
    with (tmp_path / "news.jsonl").open("w", encoding="utf-8") as file:
        for number in range(50):
            file.write(json.dumps({"text": f"{STORY} {number}", "raw": "x" * 1_000_000}) + "\n")
    assert (tmp_path / "news.jsonl").stat().st_size > 50_000_000
    pages = articles.read(tmp_path)
    assert pages.articles["article_id"].tolist() == [f"news.jsonl#{number}" for number in range(50)]
    assert pages.problems.empty


def test_inputs_rows_are_read_as_they_are_asked_for(tmp_path):
    with (tmp_path / "news.jsonl").open("wb") as file:
        file.write(jsonl({"text": STORY}).encode())
        file.truncate(2_000_000_000)
    begun = time.monotonic()
    found = inputs.sources(tmp_path)
    assert time.monotonic() - begun < 1
    assert next(found).content["problem"] == "binary"


# JSON lines


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1, 2]",
        '"text"',
        "null",
        '{"text": 1}',
        '{"text": null}',
        '{"title": "a"}',
        "[" * 100_000,
        "1" * 5_000,
        '{"text": "café"}'.encode("latin-1"),
    ],
)
def test_inputs_bad_line_is_a_problem_and_the_rest_is_read(folder, line):
    good = jsonl({"text": STORY}).encode()
    line = line if isinstance(line, bytes) else line.encode()
    pages = articles.read(folder({"news.jsonl": good + line + b"\n\r\n" + good}))
    assert pages.articles["article_id"].tolist() == ["news.jsonl#0", "news.jsonl#2"]
    assert pages.problems["article_id"].tolist() == ["news.jsonl#1"]
    assert pages.problems["detail"].item()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        ("07", "07"),
        (True, "True"),
        (None, "0"),
        (float("nan"), "0"),
        (" x ", "x"),
        ("", "0"),
    ],
)
def test_inputs_number_as_an_id_is_its_plain_text(folder, value, expected):
    assert ids(folder({"news.jsonl": jsonl({"text": STORY, "id": value})})) == [f"news.jsonl#{expected}"]


def test_inputs_line_ends_at_a_line_feed_alone(folder):
    lines = f'{{"text":\r"{STORY}"}}\r\n{{"text": "{STORY}\u2028\x85"}}\n'
    assert ids(folder({"news.jsonl": lines})) == ["news.jsonl#0", "news.jsonl#1"]
    assert not problems(folder({}))


def test_inputs_several_bylines_are_one(read):
    article, _ = read(jsonl({"text": STORY, "byline": ["Jane Doe", None, "Ann Roe"]}), "news.jsonl")
    assert article["byline"] == "Jane Doe; Ann Roe"


def test_inputs_half_a_character_is_replaced_one_for_one(read):
    article, found = read(
        '{"text": "The two \\ud800 agencies met in Rome today to talk.", "title": "\\udfff"}\n', "a.jsonl"
    )
    assert article["text"] == "The two \ufffd agencies met in Rome today to talk."
    assert article["headline"] == "\ufffd"
    assert found == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("suffix", ["jsonl", "csv"])
def test_inputs_corpus_is_decoded_by_its_mark(read, suffix, encoding):
    text = f"{STORY} Zürich\u2028Łódź."
    content = table({"text": text}) if suffix == "csv" else json.dumps({"text": text}, ensure_ascii=False)
    article, found = read(content.encode(encoding), f"news.{suffix}")
    assert (article["text"], article["encoding"], found) == (text, encoding, [])


# CSV


def test_inputs_csv_of_a_legacy_encoding_is_read(read):
    text = f"Déjà vu in Orléans: the crew of the café met the équipe of the Côte d'Azur. {STORY} À bientôt, René."
    article, found = read(table({"text": text}).rstrip().encode("cp1252"), "news.csv")
    assert "Orléans" in article["text"]
    assert found == []


@pytest.mark.parametrize("bad", ["b", "b,c,d", '"b"c,d', 'b,"c"d', "a,\udce9"])
def test_inputs_malformed_row_is_a_problem_and_the_rest_is_read(folder, bad, monkeypatch):
    monkeypatch.setattr(inputs, "BEGINNING", 20)
    lines = f"id,text\nx,{STORY}\n{bad}\n\nz,{STORY}\n"
    pages = articles.read(folder({"news.csv": lines.encode(errors="surrogateescape")}))
    assert pages.articles["article_id"].tolist() == ["news.csv#x", "news.csv#z"]
    assert pages.problems[["article_id", "problem"]].to_numpy().tolist() == [["news.csv#1", "malformed"]]
    assert "3" in pages.problems["detail"].item()


def test_inputs_open_quote_loses_only_what_is_behind_it(folder):
    source = folder({"news.csv": f'id,text\nx,{STORY}\ny,"{STORY}\nz,{STORY}\n'})
    assert ids(source) == ["news.csv#x", "news.csv#1"]
    assert problems(source) == [["news.csv#1", "malformed"]]


def test_inputs_csv_keeps_texts_as_they_are(folder):
    texts = ["NA", "null", "007", f' {STORY}\r\n\nnext, "quoted"\n', "x" * 200_000]
    source = folder({"news.csv": table(*({"text": text} for text in texts))})
    assert articles.read(source).articles["text"].tolist() == texts


@pytest.mark.parametrize(
    ("content", "problem"), [("", "empty"), ("\n \n", "empty"), ("text\0\nA", "binary"), ('"text', "malformed")]
)
def test_inputs_csv_without_a_header_is_a_problem(folder, content, problem):
    assert problems(folder({"news.csv": content})) == [["news.csv", problem]]


def test_inputs_csv_with_nothing_beneath_its_header_is_empty(folder):
    assert ids(folder({"news.csv": "id,text\n"})) == []


# Parquet


@pytest.mark.parametrize(
    ("value", "type", "expected"),
    [
        (datetime(2021, 3, 10, 9, 30), pa.timestamp("ns"), "2021-03-10T09:30:00"),
        (
            datetime(2021, 3, 10, 9, 30, tzinfo=ZoneInfo("Asia/Seoul")),
            pa.timestamp("us", "Asia/Seoul"),
            "2021-03-10T09:30:00+09:00",
        ),
        (date(2021, 3, 10), pa.date32(), "2021-03-10"),
        (None, pa.timestamp("s"), ""),
        (2**40, pa.timestamp("s"), ""),
        (20210310.0, pa.float64(), "20210310"),
    ],
)
def test_inputs_moment_is_iso_as_stored(folder, value, type, expected):
    schema = pa.schema([("text", pa.string()), ("published", type)])
    source = folder({"a.parquet": parquet({"text": STORY, "published": value}, schema=schema)})
    assert next(inputs.sources(source)).content["given"].get("published", "") == expected


def test_inputs_ids_of_a_column_with_gaps_are_plain(folder):
    file = io.BytesIO()
    pd.DataFrame({"text": [STORY] * 3, "id": [7, None, 9]}).to_parquet(file)
    assert ids(folder({"a.parquet": file.getvalue()})) == ["a.parquet#7", "a.parquet#1", "a.parquet#9"]


@pytest.mark.parametrize("type", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_inputs_text_of_any_type_is_read(folder, type):
    source = folder({"a.parquet": parquet({"text": STORY}, schema=pa.schema([("text", type)]))})
    assert articles.read(source).articles["text"].tolist() == [STORY]


@pytest.mark.parametrize("value", [7, b"bytes", None])
def test_inputs_text_that_is_none_is_a_problem(folder, value):
    assert problems(folder({"a.parquet": parquet({"text": value})})) == [["a.parquet#0", "no text"]]


def test_inputs_text_of_bytes_that_are_no_utf8_is_a_problem(folder):
    texts = pa.array([STORY.encode(), b"caf\xe9"]).view(pa.string())
    file = io.BytesIO()
    pq.write_table(pa.table({"text": texts}), file)
    assert problems(folder({"a.parquet": file.getvalue()})) == [["a.parquet#1", "no text"]]


@pytest.mark.parametrize("cut", [0, 4, 20, -1, -20])
def test_inputs_corrupt_parquet_is_one_problem(folder, cut):
    data = parquet(*({"text": f"{STORY} {number}"} for number in range(100)))
    assert problems(folder({"a.parquet": data[:cut], "b.txt": STORY})) == [["a.parquet", "malformed"]]


# Whatever comes


PARQUET = parquet(*({"text": f"{STORY} {number}", "id": number, "published": "2021-03-10"} for number in range(5)))
ANY = st.binary(max_size=300)
FIELD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.lists(st.text(max_size=5))
)
ROW = st.dictionaries(st.sampled_from(["text", "id", *inputs.GIVEN]), FIELD)
CELLS = st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=5)


@st.composite
def damaged(draw):
    """A Parquet file with some bytes changed."""
    data = bytearray(PARQUET)
    for at in draw(st.lists(st.integers(0, len(data) - 1), max_size=4)):
        data[at] = draw(st.integers(0, 255))
    return bytes(data)


HTML = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div>", "<table><tr><td>", "<script>", "<!--", "-->", "<time datetime='", "'>", "&#", ";"]
    )
    | st.text(max_size=20),
    max_size=30,
).map("".join)
CONTENT = {
    "a.txt": ANY,
    "b.html": ANY | HTML.map(lambda text: text.encode(errors="surrogateescape")),
    "c.jsonl": ANY | st.lists(ROW.map(json.dumps)).map(lambda lines: "\n".join(lines).encode()),
    "d.csv": ANY | CELLS.map(lambda rows: "\n".join(["id,text,title", *map(",".join, rows)]).encode(errors="replace")),
    "e.parquet": ANY | damaged(),
}


@given(contents=st.fixed_dictionaries(CONTENT))
def test_inputs_whatever_bytes_are_read_or_listed(contents, tmp_path_factory):
    source = tmp_path_factory.mktemp("any")
    for name, content in contents.items():
        (source / name).write_bytes(content)
    pages = articles.read([source, source / "c.jsonl"])
    assert list(pages.articles) == list(articles.ARTICLES)
    assert pages.articles["article_id"].is_unique
    texts = pages.articles.set_index("article_id")["text"]
    for block in pages.blocks.itertuples():
        assert texts[block.article_id][block.start : block.end] == block.text
    assert {"a.txt", "b.html"} <= {*pages.articles["path"], *pages.problems["path"]}
