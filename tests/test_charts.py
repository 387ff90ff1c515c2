"""Every chart, in every size: checked by its artists, their texts, places and faces. Never by pixels."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import pytest
from artists import CHARTS, collisions, drawn, every_text, outside, said, texts, ticks
from matplotlib.colors import to_hex
from nbclient import NotebookClient
from sample_tables import empty, events, reports, sample, seed

from analysis import charts, frame

mpl.use("Agg")


LONG = "the memorandum of understanding on the exchange of observations, of officers and of good intentions " * 3


def tables(size, label=""):
    """Tables of so many rows: names, roles, parties and pages made up."""
    names = [f"{index} {label or 'name'}" for index in range(size)]
    people = ({"name": name, "label": sorted(charts.KINDS)[index % 9]} for index, name in enumerate(names))
    people = [row | {"mentions": 9000 - index} for index, row in enumerate(people)]
    roles = [*charts.ROLES, "footnote", "advertisement"]
    blocks = [{"article_id": name, "end": 9 + index, "role": roles[index % 9]} for index, name in enumerate(names)]
    told = events(size).assign(title=lambda table: table["title"] + label)
    return {
        "entities": sample("entities", *people),
        "blocks": sample("blocks", *blocks).assign(duplicate_of=lambda table: table["end"].where(table["end"] > 11)),
        "events": told,
        "reports": reports(size).assign(article_id=lambda table: table["article_id"] + label),
    }


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.mark.parametrize("name", CHARTS)
def test_charts_of_an_empty_table_say_so(name):
    ax = drawn(name, empty())
    assert any(text.startswith("Nothing to show") for text in texts(ax))
    assert "Nothing to show" in charts.description(ax)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("rows", [1, None])
def test_charts_state_title_source_and_description(name, rows):
    tables = {table: cells.head(rows) if rows else cells for table, cells in seed().items()}
    ax = drawn(name, tables, source="The Korea Herald")
    assert ax.get_title(loc="left")
    assert any(text.startswith("Source: The Korea Herald") for text in texts(ax))
    assert charts.description(ax) in repr(ax)
    assert charts.description(ax).endswith(".")


@pytest.mark.parametrize("name", CHARTS)
def test_charts_draw_into_given_axes_and_leave_the_style_as_it_was(name):
    before = dict(mpl.rcParams)
    _, ax = plt.subplots()
    assert drawn(name, seed(), ax=ax) is ax
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("figsize", [(4, 3), (10, 8)])
@pytest.mark.parametrize("name", CHARTS)
def test_charts_in_given_axes_keep_their_texts_apart(name, figsize):
    _, ax = plt.subplots(figsize=figsize)
    drawn(name, tables(60), ax=ax)
    assert collisions(ax) == []


@pytest.mark.parametrize("name", CHARTS)
def test_charts_have_an_opaque_white_ground_even_in_a_dark_style(name):
    with plt.style.context("dark_background"):
        ax = drawn(name, seed())
    assert ax.figure.get_facecolor() == (1, 1, 1, 1)
    assert ax.get_facecolor() == (1, 1, 1, 1)


@pytest.mark.parametrize("sheet", [None, *charts.SHEETS])
@pytest.mark.parametrize("size", [1, 3, 60, 300])
@pytest.mark.parametrize("name", CHARTS)
def test_charts_texts_stay_apart_and_inside_in_every_size(name, size, sheet):
    ax = drawn(name, tables(size))
    if sheet:
        ax = ax.figure.draw_on(charts.SHEETS[sheet])
    assert collisions(ax) == []
    assert outside(ax) == []


@pytest.mark.parametrize("sheet", [None, *charts.SHEETS])
@pytest.mark.parametrize("name", CHARTS)
def test_charts_of_very_many_rows_or_very_long_names_stay_within_the_sheet(name, sheet):
    for rows in (tables(3000), tables(5, LONG)):
        ax = drawn(name, rows)
        ax = ax.figure.draw_on(charts.SHEETS[sheet]) if sheet else ax
        assert collisions(ax) == []
        assert outside(ax) == []
        assert ax.figure.get_figheight() <= (charts.SHEETS[sheet] if sheet else charts.USUAL).height + 0.05


@pytest.mark.parametrize("name", CHARTS)
def test_charts_have_the_width_of_the_sheet_and_letters_of_one_size(name):
    again = drawn(name, seed()).figure.draw_on
    sizes = {"single": 3.5, "double": 7.2, "slide": 13.333}
    for sheet, width in sizes.items():
        ax = again(charts.SHEETS[sheet])
        assert ax.figure.get_figwidth() == pytest.approx(width, abs=0.001)
        smallest = min(text.get_fontsize() for text in every_text(ax))
        assert smallest == pytest.approx(12.8 if sheet == "slide" else 8)
        assert sheet != "slide" or ax.figure.get_figheight() == pytest.approx(7.5)


@pytest.mark.parametrize("name", CHARTS)
def test_charts_drawn_again_are_the_same_and_do_not_follow_a_table_that_changed(name):
    rows = tables(60)
    first = drawn(name, rows, source="A")
    for column in ("name", "role", "country_a", "event_id"):
        rows[CHARTS[name]][column] = "changed"
    again = first.figure.draw_on(charts.USUAL)
    assert [text.get_text() for text in every_text(again)] == [text.get_text() for text in every_text(first)]
    assert charts.description(again) == charts.description(first)


@pytest.mark.parametrize("name", CHARTS)
def test_charts_do_not_depend_on_the_order_of_rows(name):
    rows = tables(60)
    turned = drawn(name, {table: cells.iloc[::-1] for table, cells in rows.items()})
    assert [text.get_text() for text in every_text(turned)] == [
        text.get_text() for text in every_text(drawn(name, rows))
    ]


@pytest.mark.parametrize("name", CHARTS)
def test_charts_leave_the_table_as_it_was(name):
    tables = seed()
    before = tables[CHARTS[name]].copy()
    drawn(name, tables).figure.draw_on(frame.SHEETS["slide"])
    assert tables[CHARTS[name]].equals(before)


def test_charts_roles_count_characters_and_repeats():
    ax = charts.roles(seed()["blocks"])
    assert [label.get_text() for label in ax.get_yticklabels()] == list(charts.ROLES)
    assert {"0 (0%)", "176 (31%, 88 repeated)", "209 (37%)"} <= set(texts(ax))
    whole = ax.patches[list(charts.ROLES).index("caption")]
    repeated = next(bar for bar in ax.patches if bar.get_hatch())
    assert (whole.get_width(), repeated.get_x(), repeated.get_width()) == (176, 88, 88)


def test_charts_roles_keep_a_role_nobody_foresaw():
    blocks = seed()["blocks"].assign(role="footnote")
    assert charts.roles(blocks).get_yticklabels()[-1].get_text() == "footnote"


def test_charts_actors_are_in_order_and_told_what_they_are():
    ax = charts.actors(seed()["entities"])
    assert [label.get_text() for label in ax.get_yticklabels()][:2] == [
        "South Korea",
        "Choi Byung-ok",
    ]
    assert {"9  country or place", "6  person", "2  organisation"} <= set(texts(ax))
    assert len({to_hex(bar.get_facecolor()) for bar in ax.patches}) == 3
    assert [bar.get_width() for bar in ax.patches] == [9, 6, 6, 4, 2]
    assert [text.xy for text in ax.texts[:2]] == [(9, 0), (6, 1)]  # at the ends of their bars


def test_charts_actors_say_who_is_not_drawn():
    ax = charts.actors(seed()["entities"], top=3)
    assert len(ax.patches) == 3
    assert "Not drawn: 2 names with 4 or fewer each." in said(ax)


def test_charts_names_stand_over_their_bars_where_they_would_be_cut():
    names = ["Korea Aerospace Research Institute", "Korea AeroSpace Administration of the Republic"]
    rows = [{"name": name, "label": "ORG", "mentions": 5} for name in names]
    wide = charts.actors(sample("entities", *rows))
    narrow = wide.figure.draw_on(charts.SHEETS["single"])
    assert set(names) == set(ticks(wide, "y"))
    assert set(names) <= set(texts(narrow))


def test_charts_every_chart_of_a_notebook_is_shown(root):
    draw = f"ax = charts.roles(articles.read({str(root / 'seeds' / 'articles')!r}).blocks)"
    sources = ["from analysis import articles, charts", draw, "print('between')", draw]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    NotebookClient(notebook, kernel_name="python3").execute()
    shown = ["image/png" in output.get("data", {}) for cell in notebook.cells for output in cell.outputs]
    assert shown == [True, False, True]
