"""Pages read from files: text, encoding, what a page says about itself, and what can't be read."""

import hashlib
import os

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import articles

STORY = "The two space agencies signed a memorandum on satellite data in Rome after a year of talks."
SEED = "000_4545c5b54c70f390"
DTYPES = {
    "articles": {"paragraphs": "int64", "words": "int64"},
    "blocks": {"block": "int64", "start": "int64", "end": "int64", "duplicate_of": "Int64"},
    "problems": {},
}
COLUMNS = {
    "articles": """article_id path source url section headline byline agency published published_basis updated
        captured language paragraphs words sha256 text""",
    "blocks": "article_id block start end role text duplicate_of",
    "problems": "path article_id stage problem detail",
}


@pytest.fixture
def read(tmp_path):
    """Writes one page and reads it: its row of `articles`, and the problems found."""

    def article(content):
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / "page.txt").write_bytes(data)
        pages = articles.read(tmp_path)
        return (pages.articles.iloc[0] if len(pages.articles) else None), pages.problems["problem"].tolist()

    return article


def test_articles_seed_says_about_itself(seed):
    row = seed["articles"].iloc[0]
    assert row["article_id"] == SEED
    assert row["path"] == f"{SEED}.txt"
    assert row["section"] == "National"
    assert row["headline"] == "S. Korea, France sign arrangement on military space partnership"
    assert (row["byline"], row["agency"]) == ("Yonhap", "Yonhap")
    assert (row["published"], row["published_basis"]) == ("2023-05-30T21:07", "printed")
    assert (row["updated"], row["captured"]) == ("2023-05-30T21:11", "2023-05-30")
    assert (row["language"], row["paragraphs"]) == ("en", 6)


def test_articles_seed_has_no_problems(seed):
    assert seed["problems"].empty


def test_articles_seed_text_is_the_file_to_the_byte(seed, root):
    data = (root / "seeds" / "articles" / f"{SEED}.txt").read_bytes()
    assert seed["articles"]["text"].item() == data.decode()
    assert seed["articles"]["sha256"].item() == hashlib.sha256(data).hexdigest()


def test_articles_seed_blocks_have_these_roles(seed):
    roles = seed["blocks"]["role"].tolist()
    assert roles == [
        *("timestamp", "chrome", "section", "headline", "byline", "timestamp", "timestamp", "caption", "caption"),
        *["paragraph"] * 6,
    ]


def test_articles_seed_caption_printed_twice_points_to_the_first(seed):
    repeats = seed["blocks"].dropna(subset="duplicate_of")
    assert repeats[["block", "duplicate_of"]].to_numpy().tolist() == [[8, 7]]


def test_articles_seed_blocks_cover_every_character_once(seed):
    text = seed["articles"]["text"].item()
    spans = [range(row.start, row.end) for row in seed["blocks"].itertuples()]
    seen = [i for span in spans for i in span]
    assert len(seen) == len(set(seen))
    assert all(text[i].isspace() for i in set(range(len(text))) - set(seen))


@pytest.mark.parametrize("name", COLUMNS)
def test_articles_no_pages_give_empty_tables_with_their_schema(tmp_path, name):
    table = getattr(articles.read(tmp_path), name)
    assert table.empty
    assert set(COLUMNS[name].split()) <= set(table)
    assert {column: str(table[column].dtype) for column in table} == dict.fromkeys(table, "str") | DTYPES[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_articles_some_pages_have_the_same_schema(seed, name, tmp_path):
    pd.testing.assert_series_equal(seed[name].dtypes, getattr(articles.read(tmp_path), name).dtypes)


def test_articles_missing_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        articles.read(tmp_path / "nowhere")


def test_articles_single_file_is_a_page(tmp_path):
    (tmp_path / "page.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "other.txt").write_text(STORY, encoding="utf-8")
    assert articles.read(tmp_path / "page.txt").articles["article_id"].tolist() == ["page"]


def test_articles_sub_folders_are_read_and_named_in_the_id(tmp_path):
    for path in ("b/page.txt", "a/deep/page.txt", "page.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(STORY, encoding="utf-8")
    read = articles.read(tmp_path).articles
    assert read["article_id"].tolist() == ["a/deep/page", "b/page", "page"]
    assert read["path"].tolist() == ["a/deep/page.txt", "b/page.txt", "page.txt"]


def test_articles_other_suffixes_and_folders_named_like_pages_are_left_alone(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "notes.md").write_text(STORY, encoding="utf-8")
    assert articles.read(tmp_path).articles.empty


def test_articles_order_and_ids_stay_when_a_file_is_added(tmp_path):
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
def test_articles_unusable_file_is_a_problem_and_no_article(read, data, problem):
    article, problems = read(data)
    assert article is None
    assert problems == [problem]


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff  \n", "\xa0\xa0"])
def test_articles_file_without_a_visible_character_is_empty(read, mark):
    article, problems = read(mark)
    assert article is None
    assert problems == ["empty"]


def test_articles_too_large_a_file_is_a_problem_with_its_size(tmp_path):
    (tmp_path / "page.txt").write_text(STORY * 10, encoding="utf-8")
    problems = articles.read(tmp_path, largest=100).problems
    assert problems[["path", "article_id", "problem"]].to_numpy().tolist() == [["page.txt", "page", "too large"]]
    assert str(len(STORY) * 10) in problems["detail"].item()


def test_articles_file_of_the_largest_size_is_read(tmp_path):
    (tmp_path / "page.txt").write_text(STORY, encoding="utf-8")
    assert articles.read(tmp_path, largest=len(STORY)).problems.empty


def test_articles_unreadable_file_is_a_problem_and_the_rest_is_read(tmp_path):
    for name in ("closed", "open"):
        (tmp_path / f"{name}.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "closed.txt").chmod(0)
    if os.access(tmp_path / "closed.txt", os.R_OK):
        pytest.skip("this user reads every file")
    pages = articles.read(tmp_path)
    assert pages.articles["article_id"].tolist() == ["open"]
    assert pages.problems["problem"].tolist() == ["unreadable"]


def test_articles_broken_link_is_a_problem(tmp_path):
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
def test_articles_text_is_what_was_written(read, text, encoding):
    article, problems = read(text.encode(encoding))
    assert article["text"] == text
    assert problems == []


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_articles_legacy_encoding_is_read(read, encoding):
    text = f"Déjà vu in Orléans: the crew of the café met the équipe of the Côte d'Azur.\n{STORY}\nÀ bientôt, René.\n"
    article, problems = read(text.encode(encoding))
    assert "Orléans" in article["text"]
    assert problems == []


@given(st.binary(max_size=300))
def test_articles_any_bytes_are_text_or_a_problem(data):
    found = articles.decoded(data)
    assert ("text" in found) != ("problem" in found)
    if "text" in found:
        assert found["text"].strip()


@given(st.text(min_size=1, max_size=200).filter(lambda text: text.strip() and "\0" not in text and text[0] != "\ufeff"))
def test_articles_any_utf8_text_comes_back(text):
    assert articles.decoded(text.encode())["text"] == text


@pytest.mark.parametrize(
    ("lines", "published", "basis"),
    [
        ("Published: March 10, 2021 - 09:00", "2021-03-10T09:00", "printed"),
        ("March 10, 2021", "2021-03-10", "printed"),
        ("Updated: March 10, 2021", "2021-03-10", "printed"),
        ("Updated: March 12, 2021\nPublished: March 10, 2021", "2021-03-10", "printed"),
        ("ROME, March 10, 2021 (ANSA) -- The agencies met to talk about satellites today.", "2021-03-10", "dateline"),
        ("", "", "none"),
        ("Published: February 30, 2021", "", "none"),
    ],
)
def test_articles_published_and_its_basis(read, lines, published, basis):
    article, _ = read(f"Agencies sign memorandum on satellite data\n{lines}\n{STORY}")
    assert (article["published"], article["published_basis"]) == (published, basis)


def test_articles_date_in_the_story_is_not_the_day_of_publication(read):
    article, _ = read("The two agencies signed their first memorandum on satellite data on May 1, 2021, in Rome.")
    assert (article["published"], article["published_basis"]) == ("", "none")


def test_articles_captured_stands_in_where_nothing_is_printed(read):
    article, problems = read(f" date 2021-03-10  Back To Top\n{STORY}")
    assert (article["published"], article["published_basis"]) == ("2021-03-10", "captured")
    assert article["captured"] == "2021-03-10"
    assert problems == []


def test_articles_printed_date_wins_over_captured_and_the_difference_is_a_problem(read):
    article, problems = read(f" date 2021-03-12  Top\nPublished: March 10, 2021\n{STORY}")
    assert (article["published"], article["published_basis"], article["captured"]) == (
        "2021-03-10",
        "printed",
        "2021-03-12",
    )
    assert problems == ["dates differ"]


def test_articles_printed_date_of_the_captured_day_is_no_problem(read):
    _, problems = read(f" date 2021-03-10  Top\nPublished: March 10, 2021 - 23:59\n{STORY}")
    assert problems == []


def test_articles_page_dated_after_its_capture_is_kept_and_a_problem(read):
    article, problems = read(f" date 2021-03-10  Top\nPublished: March 12, 2021\n{STORY}")
    assert article["published"] == "2021-03-12"
    assert "dated after its capture" in problems


def test_articles_captured_month_is_no_day(read):
    article, problems = read(f" date 2021-03  Top\nPublished: March 10, 2021\n{STORY}")
    assert (article["captured"], article["published"]) == ("2021-03", "2021-03-10")
    assert problems == []


def test_articles_impossible_printed_date_is_a_problem(read):
    _, problems = read(f"Agencies sign memorandum on satellite data\nPublished: February 30, 2021\n{STORY}")
    assert len(problems) == 1


def test_articles_impossible_captured_date_is_a_problem(read):
    article, problems = read(f" date 2021-02-30  Top\n{STORY}")
    assert article["published"] in ("", "2021-02-30")
    assert len(problems) == 1


def test_articles_day_and_month_in_doubt_are_a_problem(read):
    article, problems = read(f"Published: 03/04/2021\n{STORY}")
    assert article["published"] == "2021-04-03"
    assert problems == ["ambiguous date"]


@pytest.mark.parametrize(
    "text",
    [
        "Les deux agences spatiales ont signé hier à Paris un accord de coopération sur les satellites d'observation.",
        "Die beiden Raumfahrtagenturen unterzeichneten gestern in Bonn ein Abkommen über Satelliten und Daten.",
        "宇宙航空研究開発機構とフランス国立宇宙研究センターは協定に署名した。",
    ],
)
def test_articles_page_not_in_english_is_kept_and_a_problem(read, text):
    article, problems = read(text)
    assert article["text"] == text
    assert article["language"] != "en"
    assert problems == ["not English"]


@pytest.mark.parametrize(
    ("line", "byline"),
    [("By Jane Doe", "Jane Doe"), ("Written by Jane Doe", "Jane Doe"), ("By: Jane Doe", "Jane Doe")],
)
def test_articles_byline_is_the_name_alone(read, line, byline):
    article, _ = read(f"Agencies sign memorandum on satellite data\n{line}\nMarch 10, 2021\n{STORY}")
    assert article["byline"] == byline


def test_articles_agency_is_that_of_the_dateline(read):
    article, _ = read(f"Agencies sign memorandum on data\nBy Jane Doe\nROME, March 10 (Reuters) - {STORY}")
    assert (article["byline"], article["agency"]) == ("Jane Doe", "Reuters")


def test_articles_words_count_paragraphs_only(read):
    article, _ = read(
        "Share\nAgencies sign memorandum on data\n\nThe two agencies' half-year talks ended in Rome today.\n"
    )
    assert (article["paragraphs"], article["words"]) == (1, 9)


def test_articles_file_of_another_kind_is_a_problem_and_a_hidden_one_is_not(tmp_path):
    for name in ("a.txt", "b.pdf", ".hidden", "sub/.folder/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    pages = articles.read(tmp_path)
    assert pages.articles["article_id"].tolist() == ["a"]
    assert pages.problems[["path", "problem"]].to_numpy().tolist() == [["b.pdf", "not a .txt file"]]


def test_articles_file_named_is_read_whatever_its_suffix(tmp_path):
    (tmp_path / "page.md").write_text(STORY, encoding="utf-8")
    assert articles.read(tmp_path / "page.md").articles["article_id"].tolist() == ["page.md"]
