"""The workbook: cells typed, links only where they lead somewhere, nothing that a spreadsheet would run."""

import re
import zipfile
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pytest
from sample_tables import SEED, empty, events, sample, seed

from analysis import export, sheets

LINK = '=HYPERLINK("http://example.org","click")'


def book(tables, folder, **options):
    export.tables(tables, to=folder, **options)
    return openpyxl.load_workbook(folder / "workbook.xlsx")


def links(sheet):
    """Cell -> where it leads, in this workbook or out of it."""
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    return {cell.coordinate: cell.hyperlink.target or f"#{cell.hyperlink.location}" for cell in cells}


def articles(**columns):
    return seed() | {"articles": seed()["articles"].assign(**columns)}


def test_sheets_lead_from_a_page_to_its_url(tmp_path):
    read = book(articles(url="https://example.org/a?b=1&c=2"), tmp_path, pages=tmp_path)
    assert links(read["articles"]) == dict.fromkeys(("A2", "D2"), "https://example.org/a?b=1&c=2")
    assert set(links(read["people"]).values()) == {"https://example.org/a?b=1&c=2"}
    assert read["articles"]["A2"].value == SEED
    assert read["articles"]["A2"].font.underline == "single"


def test_sheets_lead_from_a_page_without_url_to_its_file(tmp_path):
    (tmp_path / "in").mkdir()
    read = book(seed(), tmp_path / "out", pages=tmp_path / "in")
    (target,) = links(read["articles"]).values()
    assert target.replace("\\", "/") == f"../in/{SEED}.txt"


def test_sheets_lead_to_no_file_where_the_folder_is_unknown(tmp_path):
    assert links(book(seed(), tmp_path)["articles"]) == {}


@pytest.mark.parametrize("name", ["a#b.txt", "50% of it.txt", "%41.txt", "서울/ä ö.txt", "-cmd.txt", 'q"<&>.txt'])
def test_sheets_lead_to_files_of_any_name(name, tmp_path):
    (target,) = links(book(articles(path=name), tmp_path / "out", pages=tmp_path)["articles"]).values()
    assert unquote(target).replace("\\", "/") == f"../{name}"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "internal:'events'!A1", "mailto:a@b.org", "http://" + "x" * 2_100],
)
def test_sheets_lead_to_no_other_address(url, tmp_path):
    assert links(book(articles(url=url), tmp_path)["articles"]) == {}


def test_sheets_lead_from_an_event_to_its_report_and_back(tmp_path):
    tables = seed()
    tables["reports"] = tables["reports"].iloc[[2, 0, 0, 1, 3]]
    read = book(tables, tmp_path)
    assert links(read["events"]) == {"A2": "#reports!A3", "A3": "#reports!A5", "A4": "#reports!A2", "A5": "#reports!A6"}
    back = links(read["reports"])
    assert [back[f"B{row}"] for row in range(2, 7)] == [f"#events!A{row}" for row in (4, 2, 2, 3, 5)]


def test_sheets_lead_nowhere_from_an_event_without_report(tmp_path):
    assert links(book(seed() | {"reports": sample("reports")}, tmp_path)["events"]) == {}


def test_sheets_have_no_more_links_than_excel_allows(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "LINKS", 3)
    read = book(seed(), tmp_path, pages=tmp_path)
    assert len(links(read["reports"])) == 3
    assert read["reports"]["B5"].value == seed()["reports"]["event_id"].iloc[3]


def test_sheets_lead_to_no_row_beyond_the_last(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "ROWS", 4)
    tables = seed() | {"reports": seed()["reports"].iloc[[1, 2, 0, 3]]}
    assert links(book(tables, tmp_path)["events"]) == {"A3": "#reports!A2"}


def test_sheets_have_no_formula_even_where_a_page_brings_one(tmp_path):
    tables = seed()
    for name, table in tables.items():
        texts = table.select_dtypes("str").columns
        tables[name] = table.assign(**dict.fromkeys(texts, LINK))
    tables["articles"] = tables["articles"].assign(url="http://example.org")
    cells = [cell for row in book(tables, tmp_path, pages=tmp_path)["articles"].iter_rows(min_row=2) for cell in row]
    assert {cell.value for cell in cells if cell.data_type == "s"} == {f"'{LINK}", "http://example.org"}
    with zipfile.ZipFile(tmp_path / "workbook.xlsx") as file:
        parts = [file.read(name) for name in file.namelist() if name.startswith("xl/worksheets/sheet")]
    assert parts and not any(re.search(rb"<f[ >]", part) for part in parts)


def test_sheets_type_numbers_truths_and_dates(tmp_path):
    table = pd.DataFrame(
        {"flag": [True, False], "count": pd.Series([3, None], dtype="Int64"), "date": ["2023-05-30", "2023"]}
    )
    read = book({"t": table}, tmp_path)["t"]
    assert [cell.data_type for cell in read[2]] == ["b", "n", "d"]
    assert [cell.value for cell in read[3]] == [False, None, "2023"]


def test_sheets_of_nothing_have_their_headers(tmp_path):
    read = book(empty(), tmp_path, pages=tmp_path)
    assert [cell.value for cell in read["events"][1]] == list(empty()["events"].columns)


def test_sheets_with_links_are_the_same_bytes_wherever_they_stand(tmp_path):
    tables = seed() | {"events": events(50)}
    for name in ("a", "b"):
        export.tables(tables, to=tmp_path / name / "out", pages=tmp_path / name / "in")
    first, second = (tmp_path / name / "out" / "workbook.xlsx" for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
