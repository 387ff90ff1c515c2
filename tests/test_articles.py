"""What is on the page: its blocks, what it says about itself, and what came with it."""

import hashlib
import json

import pandas as pd
import pytest

from analysis import articles

STORY = "The two space agencies signed a memorandum on satellite data in Rome after a year of talks."
SEED = "000_4545c5b54c70f390"
DTYPES = {
    "articles": {"paragraphs": "int64", "words": "int64", "skimmed": "bool"},
    "fields": {"start": "Int64", "end": "Int64"},
    "blocks": {"block": "int64", "start": "int64", "end": "int64", "duplicate_of": "Int64"},
    "problems": {},
}
COLUMNS = {
    "articles": """article_id path source url section headline byline agency published published_basis updated
        captured language paragraphs words skimmed sha256 text""",
    "blocks": "article_id block start end role text duplicate_of",
    "fields": "article_id field value basis start end",
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


def test_articles_seed_fields_stand_where_they_say(seed):
    text = seed["articles"]["text"].item()
    told = {row.field: (row.value, row.basis, text[row.start : row.end]) for row in seed["fields"].itertuples()}
    title = "S. Korea, France sign arrangement on military space partnership"
    assert told == {
        "headline": (title, "printed", title),
        "section": ("National", "printed", "National"),
        "byline": ("Yonhap", "printed", "By Yonhap"),
        "agency": ("Yonhap", "named", "Yonhap"),
        "published": ("2023-05-30T21:07", "printed", "Published : May 30, 2023 - 21:07"),
        "updated": ("2023-05-30T21:11", "printed", "Updated : May 30, 2023 - 21:11"),
        "captured": ("2023-05-30", "captured", " date 2023-05-30"),
    }


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


@pytest.fixture
def row(tmp_path):
    """Reads one row of a corpus: its row of `articles`, and the problems found."""

    def article(text, **fields):
        (tmp_path / "news.jsonl").write_text(json.dumps({"text": text} | fields), encoding="utf-8")
        pages = articles.read(tmp_path)
        return pages.articles.iloc[0], pages.problems["problem"].tolist()

    return article


PRINTED = (
    f"Science\n\nAgencies sign memorandum on satellite data\n\nBy Jane Doe\n\nMarch 10, 2021\n\n{STORY}\n\n{STORY}"
)


def test_articles_what_came_with_a_page_goes_before_what_is_read_off_it(row):
    fields = {
        "title": "Two agencies sign",
        "author": "Ann Roe",
        "published": "2021-03-10T08:00",
        "updated": "2021-03-11",
    }
    article, problems = row(PRINTED, **fields, section="World", source="The Orbit Gazette", url="https://a.example")
    assert article[["headline", "byline", "published", "updated", "section", "source", "url"]].tolist() == [
        *fields.values(),
        "World",
        "The Orbit Gazette",
        "https://a.example",
    ]
    assert (article["published_basis"], problems) == ("printed", [])


def test_articles_what_did_not_come_with_a_page_is_read_off_it(row):
    article, problems = row(PRINTED, url="https://a.example", title="", author=None)
    assert article[["headline", "byline", "published"]].tolist() == [
        "Agencies sign memorandum on satellite data",
        "Jane Doe",
        "2021-03-10",
    ]
    assert problems == []


def test_articles_headline_that_came_with_a_page_is_looked_for_on_it(row, monkeypatch):
    titles = []
    blocks = articles.layout.blocks
    monkeypatch.setattr(articles.layout, "blocks", lambda text, title: titles.append(title) or blocks(text, title))
    row(PRINTED, title="Two agencies sign")
    row(PRINTED)
    assert titles == ["Two agencies sign", ""]


@pytest.mark.parametrize(
    ("given", "published", "found"),
    [
        ("2021-03-10", "2021-03-10", []),
        ("2021-03-10T09:00:00+09:00", "2021-03-10T09:00:00+09:00", []),
        ("2021-03-10 09:00:00", "2021-03-10T09:00:00", []),
        ("2021-03", "2021-03", []),
        ("March 10, 2021", "2021-03-10", []),
        ("Wed, 10 Mar 2021 09:00:00 GMT", "2021-03-10T09:00:00", []),
        ("03/04/2021", "2021-04-03", ["ambiguous date"]),
        ("2021-02-30", "", ["unreadable date"]),
        ("2021-03-10T25:00", "2021-03-10", []),
        ("20210310", "", ["unreadable date"]),
        ("last week", "", ["unreadable date"]),
        ("2021", "", ["unreadable date"]),
    ],
)
def test_articles_date_that_came_with_a_page(row, given, published, found):
    article, problems = row(STORY, published=given)
    assert (article["published"], article["published_basis"]) == (published, "printed" if published else "none")
    assert problems == found


def test_articles_change_that_came_with_a_page_is_a_date(row):
    assert row(STORY, updated="March 10, 2021")[0]["updated"] == "2021-03-10"
    article, problems = row(f"Updated: March 12, 2021\n\n{STORY}", updated="yesterday")
    assert (article["updated"], problems) == ("2021-03-12", ["unreadable date"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PRINTED, ["dates differ"]),
        (f"ROME, March 10 (ANSA) -- {STORY}", ["dates differ"]),
        (f"Published: March 9, 2021 - 23:00\n\n{STORY}", []),
        (f"Published: 09/03/2021\n\n{STORY}", []),
        (f" date 2021-03-09  Top\n\n{STORY}", []),
        (f" date 2021-03-08  Top\n\n{STORY}", ["dates differ", "dated after its capture"]),
    ],
)
def test_articles_date_on_the_page_may_differ_from_the_one_it_came_with(row, text, found):
    article, problems = row(text, published="2021-03-09T08:00")
    assert (article["published"], problems) == ("2021-03-09T08:00", found)


def test_articles_date_on_the_page_may_be_of_the_month_it_came_with(row):
    assert row(PRINTED, published="2021-03")[1] == []
    assert row(PRINTED, published="2021-04")[1] == ["dates differ"]


STATED = ("source", "url", "section", "headline", "byline", "agency", "published", "updated", "captured")
CAME = {"title": "Two agencies sign", "published": "2021-03-10T08:00", "source": "The Orbit Gazette"}


def check_fields(pages):
    """Every field is its article's cell, and each cell that says something is a field."""
    assert not pages.fields.duplicated(["article_id", "field"]).any()
    assert set(pages.fields["field"]) <= set(STATED)
    by = pages.fields.set_index(["article_id", "field"])
    for article in pages.articles.set_index("article_id").itertuples():
        cells = {name: getattr(article, name) for name in STATED if getattr(article, name)}
        own = by.loc[article.Index] if article.Index in by.index else by.head(0)
        assert own["value"].to_dict() == cells
        bases = own["basis"].to_dict()
        basis = bases.get("published", "none")
        assert article.published_basis == ("printed" if basis == "given" else basis)
        for one in own[own["basis"] != "given"].itertuples():
            assert 0 <= one.start < one.end <= len(article.text)
    assert pages.fields[["start", "end"]].isna().eq(pages.fields["basis"] == "given", axis=0).all(axis=None)


@pytest.mark.parametrize("came", [{}, CAME, {"title": "", "published": "last week"}])
@pytest.mark.parametrize(
    "text", [PRINTED, STORY, f" date 2021-03-12  Top\n{PRINTED}", f"ROME, March 10 (ANSA) -- {STORY}"]
)
def test_articles_fields_are_the_cells_of_their_article(tmp_path, text, came):
    (tmp_path / "news.jsonl").write_text(json.dumps({"text": text} | came), encoding="utf-8")
    check_fields(articles.read(tmp_path))


def test_articles_fields_are_those_of_each_article(tmp_path):
    for name, text in {"a": PRINTED, "b": STORY, "c": f"Updated: March 12, 2021\n\n{STORY}", "d": ""}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    pages = articles.read(tmp_path)
    assert len(pages.articles) == 3
    assert set(pages.fields["article_id"]) == {"a", "c"}
    check_fields(pages)


def test_articles_fields_of_what_came_and_what_is_read_off_the_page(tmp_path):
    (tmp_path / "news.jsonl").write_text(json.dumps({"text": PRINTED} | CAME), encoding="utf-8")
    fields = articles.read(tmp_path).fields.set_index("field")
    # The page does not print the headline it came with, so no line is known to stand above it as its section.
    came = dict.fromkeys(("headline", "published", "source"), "given")
    assert fields["basis"].to_dict() == came | {"byline": "printed"}
    assert PRINTED[slice(*fields.loc["byline", ["start", "end"]])] == "By Jane Doe"


def test_articles_short_english_is_not_taken_for_pidgin(page):
    assert (
        page("A Soviet Soyuz took a Polish cosmonaut into orbit in June 1978.")["articles"]["language"].item() == "en"
    )
