"""Exports: the same bytes in every run, whole files only, and nothing a page says is ever run."""

import csv
import re
import time
import xml.etree.ElementTree as ElementTree
from datetime import datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from openpyxl.utils.escape import unescape
from PIL import Image
from sample_tables import SEED, SEED_EVENTS, empty, event, events, sample, seed

from analysis import charts, export, sheets

mpl.use("Agg")
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n-1", "\uff1d1", "\xa0=1"]
LINK = '=HYPERLINK("http://example.org","click")'
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }


def written(tables, folder):
    export.figure(charts.timeline(tables["events"]), "timeline", to=folder / "charts", sizes=["single", "slide"])
    export.tables(tables, to=folder)
    export.timeline(tables, to=folder)
    export.calendar(tables, to=folder)
    export.report(tables, to=folder)
    plt.close("all")
    return files(folder)


def problems(*texts):
    return {"problems": sample("problems", *({"path": text} for text in texts))}


def sheet(tables, name, folder):
    export.tables(tables, to=folder)
    return openpyxl.load_workbook(folder / "workbook.xlsx")[name]


def lines(folder, name):
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page(tables, folder):
    return export.report(tables, to=folder).read_text(encoding="utf-8")


def luminance(colour):
    """How light a colour is, as the guidelines for accessibility define it: #fff is 1."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Tags(HTMLParser):
    """Every tag with its attributes, and whether each one that opens closes in order."""

    VOID = ("meta", "br", "img", "link", "path", "use", "rect")

    def __init__(self, html):
        super().__init__()
        self.found, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def attributes(self, *names):
        return [attrs[name] for _, attrs in self.found for name in names if name in attrs]


@pytest.mark.parametrize("tables", [seed(), empty(), seed() | {"events": events(300)}])
def test_export_writes_the_same_bytes_in_every_run(tables, tmp_path):
    first = written(tables, tmp_path / "a")
    time.sleep(2.1)  # the clock of a zip file ticks every two seconds
    with plt.style.context("dark_background"):
        second = written(tables, tmp_path / "b")
    assert first == second
    assert len(first) == 3 * 3 + 2 * len(tables) + 4


def test_export_leaves_no_part_behind_when_writing_fails(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(RuntimeError), export.whole(tmp_path / "a.txt") as path:
        path.write_text("half")
        raise RuntimeError
    assert files(tmp_path) == {"a.txt": b"old"}


def test_export_writes_into_the_same_folder_before_it_takes_the_name(tmp_path):
    with export.whole(tmp_path / "new" / "a.txt") as path:
        path.write_text("whole")
        assert path.parent == tmp_path / "new"
        assert not (tmp_path / "new" / "a.txt").exists()
    assert files(tmp_path) == {"new/a.txt": b"whole"}


def test_export_names_what_it_wrote(tmp_path):
    paths = export.tables(seed(), to=tmp_path)
    paths += export.figure(charts.roles(seed()["blocks"]).figure, "roles", to=str(tmp_path), sizes=["slide"])
    paths += [write(seed(), to=tmp_path) for write in (export.timeline, export.calendar, export.report)]
    assert {path.relative_to(tmp_path).as_posix() for path in paths} == set(files(tmp_path))


def test_export_figure_carries_its_description_and_no_trace_of_the_run(tmp_path):
    ax = charts.timeline(seed()["events"])
    png, svg, pdf = export.figure(ax, "timeline", to=tmp_path, sizes=())
    picture = Image.open(png)
    assert picture.info["Description"] == charts.description(ax)
    assert "Software" not in picture.info
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert picture.convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 255)
    assert "<dc:date>" not in svg.read_text("utf-8")
    assert not re.search(rb"/(CreationDate|Producer|Creator)", pdf.read_bytes())


def test_export_figure_keeps_text_as_text(tmp_path):
    _, svg, pdf = export.figure(charts.timeline(seed()["events"]), "timeline", to=tmp_path, sizes=())
    drawn = [element.text for element in ElementTree.parse(svg).findall(".//{*}text")]
    assert "letter of intent on military space" in drawn
    assert b"/FontFile2" in pdf.read_bytes()  # TrueType, which other programs can edit


INCHES = {"single": (3.5, None), "double": (7.2, None), "slide": (40 / 3, 7.5)}


def measured(stem):
    """Width and height in inches of a picture in its three formats."""
    with Image.open(f"{stem}.png") as picture:
        yield tuple(pixels / 300 for pixels in picture.size)
    svg = ElementTree.parse(f"{stem}.svg").getroot()
    yield tuple(float(svg.get(side).removesuffix("pt")) / 72 for side in ("width", "height"))
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", Path(f"{stem}.pdf").read_bytes())
    yield tuple(float(side) / 72 for side in box.groups())


def of_the_user():
    drawing, axes = plt.subplots(1, 2, figsize=(10, 4))
    for ax in axes:
        ax.plot([1, 2], [3, 4])
        ax.set_title("A plot of my own")
        ax.set_ylabel("something long to write")
    return drawing


@pytest.mark.parametrize("draw", [lambda: charts.timeline(seed()["events"]).figure, of_the_user])
def test_export_figure_has_the_report_sizes_in_every_format(draw, tmp_path):
    paths = export.figure(draw(), "chart", to=tmp_path)
    names = ["chart", *(f"chart-{size}" for size in INCHES)]
    assert [path.name for path in paths] == [f"{name}.{suffix}" for name in names for suffix in ("png", "svg", "pdf")]
    for size, (across, down) in INCHES.items():
        for width, height in measured(tmp_path / f"chart-{size}"):
            assert width == pytest.approx(across, abs=0.005)
            assert height == pytest.approx(down, abs=0.005) if down else 0.5 < height <= 9


def test_export_figure_of_another_size_has_letters_as_large_as_the_usual_one(tmp_path):
    export.figure(charts.timeline(seed()["events"]), "chart", to=tmp_path)
    for size, smallest in {"single": 8, "double": 8, "slide": 12.8}.items():
        svg = (tmp_path / f"chart-{size}.svg").read_text("utf-8")
        letters = [float(points) for points in re.findall(r"font(?:-size)?:[^;]*?([\d.]+)px", svg)]
        assert min(letters) == smallest
        assert "letter of intent on" in svg


def test_export_figure_leaves_the_users_own_as_it_was(tmp_path):
    drawing = of_the_user()
    before = [tuple(drawing.get_size_inches()), *(ax.get_position().bounds for ax in drawing.axes)]
    export.figure(drawing, "own", to=tmp_path, sizes=["single"])
    assert [tuple(drawing.get_size_inches()), *(ax.get_position().bounds for ax in drawing.axes)] == before


def test_export_figure_lays_the_users_own_out_so_that_its_words_stay_apart(tmp_path):
    drawing = of_the_user()
    with export._sized(drawing, charts.SHEETS["double"]) as sized:
        sized.canvas.draw()
        left, right = (ax.get_tightbbox() for ax in sized.axes)
    assert left.x1 <= right.x0


def test_export_figure_closes_what_it_drew_again(tmp_path):
    before = plt.get_fignums()
    ax = charts.roles(seed()["blocks"])
    export.figure(ax, "roles", to=tmp_path)
    assert plt.get_fignums() == [*before, ax.figure.number]


@pytest.mark.parametrize("text", [*DANGEROUS, LINK])
def test_export_tables_quote_what_a_spreadsheet_would_run(text, tmp_path):
    cell = sheet(problems(text), "problems", tmp_path)["A2"]
    assert cell.data_type == "s"
    assert unescape(cell.value) == f"'{text}"  # a CR stands as _x000D_ in the file
    assert lines(tmp_path, "problems")[0]["path"] == f"'{text}"


@pytest.mark.parametrize("text", ["plain", "a = b", "x-1", "http://example.org", "mailto:a@b.org", "12"])
def test_export_tables_leave_other_texts_as_they_are(text, tmp_path):
    cell = sheet(problems(text), "problems", tmp_path)["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert lines(tmp_path, "problems")[0]["path"] == text


def test_export_tables_leave_numbers_alone(tmp_path):
    tables = {"numbers": pd.DataFrame({"n": pd.Series([-1, None], dtype="Int64"), "f": [-2.5, 3.0]})}
    rows = list(sheet(tables, "numbers", tmp_path).iter_rows(min_row=2, values_only=True))
    assert rows == [(-1, -2.5), (None, 3)]
    assert [row["n"] for row in lines(tmp_path, "numbers")] == ["-1", ""]


def test_export_tables_write_utf8_with_unix_lines_and_any_character(tmp_path):
    texts = ['Zoë, "Séoul"', "two\nlines", "carriage\rreturn", "서울"]
    export.tables(problems(*texts), to=tmp_path)
    raw = (tmp_path / "tables" / "problems.csv").read_bytes()
    assert raw.startswith(b'"path","article_id"')
    assert b"\r\n" not in raw
    assert [row["path"] for row in lines(tmp_path, "problems")] == texts
    assert pd.read_csv(tmp_path / "tables" / "problems.csv")["path"].tolist() == texts


def test_export_tables_leave_out_the_whole_pages(tmp_path):
    header = [cell.value for cell in sheet(seed(), "articles", tmp_path)[1]]
    assert "text" not in header
    assert "text" not in lines(tmp_path, "articles")[0]
    assert "text" in lines(tmp_path, "blocks")[0]


def test_export_workbook_has_a_sheet_per_table_with_a_frozen_bold_header(tmp_path):
    export.tables(seed(), to=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "workbook.xlsx")
    assert book.sheetnames == list(seed())
    for name in book.sheetnames:
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref.startswith("A1:")
        assert all(cell.font.bold for cell in book[name][1])
    assert book["blocks"].column_dimensions["F"].width > book["blocks"].column_dimensions["B"].width


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023-05-30", datetime(2023, 5, 30)),
        ("2023-05-30T21:07", datetime(2023, 5, 30, 21, 7)),
        ("2023-05", "2023-05"),
        ("2023", "2023"),
        ("2023-02-30", "2023-02-30"),
        ("1899-12-30", "1899-12-30"),
        ("2023-05-30T21:07+09:00", "2023-05-30T21:07+09:00"),
        ("", None),
    ],
)
def test_export_workbook_has_real_dates_where_they_are_whole(text, value, tmp_path):
    articles = {"articles": sample("articles", {"article_id": "2023-05-30", "published": text})}
    cells = sheet(articles, "articles", tmp_path)[2]
    assert cells[0].value == "2023-05-30"  # no date column
    published = cells[list(articles["articles"].columns).index("published")]
    assert published.value == value
    assert published.is_date == isinstance(value, datetime)


def test_export_workbook_cuts_a_cell_too_long_for_excel_and_says_so(tmp_path):
    cell = sheet(problems("x" * 40_000), "problems", tmp_path)["A2"]
    assert len(cell.value) == sheets.CELL
    assert cell.value.endswith("[cut: 40,000 characters]")
    assert lines(tmp_path, "problems")[0]["path"] == "x" * 40_000


def test_export_replaces_what_no_file_can_hold(tmp_path):
    tables = seed() | problems("a\x00b\x0bc\ud800d")
    value = "a\ufffdb\ufffdc\ufffdd"
    assert sheet(tables, "problems", tmp_path)["A2"].value == value
    assert lines(tmp_path, "problems")[0]["path"] == value
    assert value in page(tables, tmp_path)


def test_export_workbook_says_what_is_beyond_the_last_row(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "ROWS", 4)
    rows = sheet(problems("a", "b", "c", "d"), "problems", tmp_path)
    assert [row[0].value for row in rows] == [
        "path",
        "a",
        "b",
        "2 more rows: see tables/problems.csv",
    ]
    assert len(lines(tmp_path, "problems")) == 4


def test_export_parquet_has_every_text_as_it_is(tmp_path):
    text = "=1+1\r\n\x00 \x0b서울 '"
    tables = seed() | problems(text)
    tables["articles"] = tables["articles"].assign(text=text)
    export.tables(tables, to=tmp_path)
    for name, table in tables.items():
        read = pd.read_parquet(tmp_path / "tables" / f"{name}.parquet")
        pd.testing.assert_frame_equal(read, table, check_dtype=False)
        assert [str(kind) for kind in read.dtypes] == [str(kind) for kind in table.dtypes]


def test_export_parquet_is_packed_with_zstd_and_holds_no_half_characters(tmp_path):
    tables = problems("a\ud800b")
    export.tables(tables, to=tmp_path)
    file = pq.ParquetFile(tmp_path / "tables" / "problems.parquet")
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert file.read()["path"].to_pylist() == ["a\ufffdb"]


def test_export_report_tells_events_with_their_evidence(tmp_path):
    html = page(seed(), tmp_path)
    assert "South Korea and France <mark>signed</mark> an arrangement" in html
    start = seed()["reports"]["start"].iloc[0]
    end = seed()["reports"]["end"].iloc[0]
    assert f"({SEED}, characters {start}\N{EN DASH}{end})" in html
    assert "S. Korea, France sign arrangement on military space partnership" in html
    assert '“on Tuesday” <span class="soft">resolved</span>' in html
    assert "Signatory: Philippe Adam, French Space Commander, FRA" in html
    assert "<td>France \N{EN DASH} South Korea</td>" in html
    assert html.index("<h3>30 May 2023: letter") < html.index("<h3>No date: joint research")
    for heading in (
        "What was read: 1 page",
        "Who is named",
        "Problems",
        "What this cannot tell you",
    ):
        assert f">{heading}</h2>" in html


@pytest.mark.parametrize("shift", [-1_000, -1, 1, 1_000])
def test_export_report_marks_a_trigger_only_where_its_offsets_fit(shift, tmp_path):
    reports = seed()["reports"].assign(trigger_start=lambda rows: rows["trigger_start"] + shift)
    html = page(seed() | {"reports": reports}, tmp_path)
    assert "<mark>" not in html
    assert "South Korea and France signed an arrangement" in html


def test_export_report_is_self_contained(tmp_path):
    html = page(seed() | {"articles": seed()["articles"].assign(url="https://example.org/a")}, tmp_path)
    tags = Tags(html)
    assert {"script", "link", "img", "iframe", "object", "base"}.isdisjoint(tag for tag, _ in tags.found)
    assert not tags.attributes("src", "srcset", "data", "style_src", "background")
    assert not re.search(r"@import|url\((?!#)", html)
    outward = [attrs["href"] for tag, attrs in tags.found if tag == "a" and "href" in attrs]
    assert [href for href in outward if not href.startswith("#")] == ["https://example.org/a"]
    assert all(href.startswith("#") for href in tags.attributes("xlink:href"))


def test_export_report_is_well_formed_and_accessible(tmp_path):
    html = page(seed() | problems("a.txt"), tmp_path)
    tags = Tags(html)
    assert tags.open == []
    ids = tags.attributes("id")
    assert len(ids) == len(set(ids))
    targets = [href[1:] for href in tags.attributes("href", "xlink:href") if href.startswith("#")]
    assert set(targets) <= set(ids)
    assert ("html", {"lang": "en"}) in tags.found
    assert all(attrs.get("scope") in ("row", "col") for tag, attrs in tags.found if tag == "th")
    assert html.count("<table>") == html.count("<caption ") == 4
    drawings = [attrs for tag, attrs in tags.found if tag == "svg"]
    assert [drawing["role"] for drawing in drawings] == ["img"] * 6
    for drawing in drawings:
        assert drawing["aria-label"] in re.sub("&#39;", "'", html.split("<figcaption>", 1)[1])


def test_export_report_has_its_headings_in_order(tmp_path):
    levels = [int(tag[1]) for tag, _ in Tags(page(seed(), tmp_path)).found if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 == levels[0]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert set(levels) == {1, 2, 3}


def test_export_report_can_be_read_by_keyboard(tmp_path):
    tags = Tags(page(seed() | problems("a.txt"), tmp_path))
    assert next(attrs for tag, attrs in tags.found if tag == "a") == {"class": "skip", "href": "#content"}
    assert ("main", {"id": "content", "tabindex": "-1"}) in tags.found
    scrolled = [attrs for _, attrs in tags.found if attrs.get("class") == "wide"]
    named = {attrs["id"] for tag, attrs in tags.found if tag == "caption"}
    assert len(scrolled) == 10
    for attrs in scrolled:
        assert attrs["tabindex"] == "0"
        assert attrs.get("aria-label") or attrs["aria-labelledby"] in named


def test_export_report_leads_from_a_sentence_to_its_page(tmp_path):
    tags = Tags(page(seed(), tmp_path))
    (row,) = (attrs["id"] for tag, attrs in tags.found if tag == "tr" and "id" in attrs)
    assert [attrs for tag, attrs in tags.found if attrs.get("href") == f"#{row}"] == [
        {"href": f"#{row}", "lang": "en"}
    ] * 5  # four reports and a person


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
@pytest.mark.parametrize(
    ("ink", "ground"), [(i, g) for i in ("ink", "soft", "link") for g in ("ground", "pale")] + [("ink", "mark")]
)
def test_export_report_has_contrast(theme, ink, ground, tmp_path):
    colours = dict(
        zip(
            ("light", "dark", "print"),
            re.findall(
                r"color-scheme: [^;]+;( --ground.*?)}|prefers-color-scheme: dark\) {\s*:root {(.*?)}",
                page(empty(), tmp_path),
            ),
            strict=True,
        )
    )
    values = dict(re.findall(r"--(\w+): (#\w+)", "".join(colours[theme])))
    one, other = sorted((luminance(values[name]) for name in (ink, ground)), reverse=True)
    assert (one + 0.05) / (other + 0.05) >= 4.5


def test_export_report_is_made_for_paper(tmp_path):
    paper = page(seed(), tmp_path).split("@media print", 1)[1].split("</style>")[0]
    for rule in (
        "@page { margin:",
        "tr, figure, li { break-inside: avoid; }",
        "table-header-group",
        'content: " <" attr(href) ">"',
    ):
        assert rule in paper


def test_export_report_links_every_mark_to_its_evidence(tmp_path):
    row = event("FRA IND", "2023", "mission", "planned", "Trishna", first_article_id="ä b")
    row["event_id"] = 'FRA-IND-none-mission-ä b/"c"'
    tables = seed() | {"events": sample("events", *SEED_EVENTS, row)}
    tags = Tags(page(tables, tmp_path))
    linked = {href for href in tags.attributes("xlink:href") if href.startswith("#event-")}
    sections = {f"#{attrs['id']}" for tag, attrs in tags.found if tag == "article"}
    assert linked == sections
    assert len(linked) == 5


@pytest.mark.parametrize("text", [SCRIPT, '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "]]>&amp;"])
def test_export_report_escapes_what_pages_say(text, tmp_path):
    tables = seed()
    for name, table in tables.items():
        texts = [
            column
            for column in table.select_dtypes("str")
            if column not in ("event_id", "date", "earliest", "latest", "role")
        ]
        tables[name] = table.assign(**dict.fromkeys(texts, text))
    tables["blocks"] = tables["blocks"].assign(role=text)
    html = page(tables | problems(text), tmp_path)
    found = {tag for tag, _ in Tags(html).found}
    assert "script" not in found and "img" not in found
    assert "49" not in re.sub(r"<svg.*?</svg>", "", html, flags=re.S)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""])
def test_export_report_links_only_web_addresses(url, tmp_path):
    tags = Tags(page(seed() | {"articles": seed()["articles"].assign(url=url)}, tmp_path))
    assert all(href.startswith("#") for href in tags.attributes("href"))


def test_export_report_of_nothing_says_so(tmp_path):
    html = page(empty(), tmp_path)
    assert "0 events from 0 pages" in html
    assert html.count("Nothing to show") >= 3
    assert "There are no events" in html


def test_export_report_closes_its_charts(tmp_path):
    before = plt.get_fignums()
    page(seed(), tmp_path)
    assert plt.get_fignums() == before


def test_export_report_says_how_many_pages_it_leaves_out(tmp_path):
    told = export.report(seed(), to=tmp_path, of=1001).read_text(encoding="utf-8")
    assert "1,000 other pages" in told
    assert "other page" not in export.report(seed(), to=tmp_path).read_text(encoding="utf-8")


def test_export_table_in_parts_is_the_table(tmp_path):
    events = seed()["events"]
    csv_of_parts, parquet_of_parts = export.table(
        "events", iter([events[:1], events[1:1], events[1:]]), to=tmp_path / "a"
    )
    whole, _ = export.table("events", [events], to=tmp_path / "b")
    assert csv_of_parts.read_bytes() == whole.read_bytes()
    pd.testing.assert_frame_equal(
        pd.read_parquet(parquet_of_parts), pd.read_parquet(tmp_path / "b/tables/events.parquet")
    )
    assert pq.ParquetFile(parquet_of_parts).num_row_groups == 3
