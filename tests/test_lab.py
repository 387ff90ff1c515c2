"""Do the notebooks run in JupyterLab as a person runs them, and does the report open by itself? In Chromium, headless.

What counts is the notebook's model after "Run All Cells": the page would show stored prompts, too. Screenshots, light
and dark, are kept in pytest's temporary folder (printed with -s).
"""

import importlib.util
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
from labserver import copy_notebook, copy_project, served
from playwright.sync_api import Page, expect, sync_playwright

from analysis import corpus, explore, export
from analysis.lettering import number

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
BROKEN = {
    "error": ("1 / 0", "ZeroDivisionError"),
    "warning": ("import sys\nprint('careful', file=sys.stderr)", "careful"),
}
SOON, LATE = 10_000, 90_000  # milliseconds
SIZE = {"width": 1100, "height": 900}  # pixels of the window
PANEL = "jupyterapp.shell.currentWidget"  # the notebook in front

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH, and none is downloaded")


class Lab(NamedTuple):
    """JupyterLab in a browser, the copy of the project that it serves, and a folder for screenshots."""

    page: Page
    folder: Path
    shots: Path


@pytest.fixture(scope="module")
def browser():
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if root else [])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def shots(tmp_path_factory):
    folder = tmp_path_factory.mktemp("screenshots")
    print(f"screenshots: {folder}")
    return folder


@pytest.fixture(scope="module")
def lab(tmp_path_factory, browser, shots):
    folder, home = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("home")
    copy_project(ROOT, folder)
    for name, (source, _) in BROKEN.items():
        copy_notebook(ROOT / "notebooks" / f"{NOTEBOOKS[0]}.ipynb", folder / "notebooks" / f"{name}.ipynb", source)
    with served(folder, home) as address:
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        page.wait_for_function("window.jupyterapp")
        page.evaluate("jupyterapp.restored")
        yield Lab(page, folder, shots)


@contextmanager
def opened(lab: Lab, name: str) -> Iterator[Page]:
    """The notebook in JupyterLab, its kernel ready."""
    lab.page.evaluate(
        """async path => {
            const panel = await jupyterapp.commands.execute("docmanager:open", {path});
            await panel.context.ready;
            await panel.sessionContext.ready;
            await panel.sessionContext.session.kernel.info;
        }""",
        f"notebooks/{name}.ipynb",
    )
    yield lab.page
    lab.page.evaluate(f"{PANEL}.sessionContext.shutdown()")
    lab.page.evaluate(f"{PANEL}.dispose()")


def cells(page: Page) -> nbformat.NotebookNode:
    """The notebook as JupyterLab has it in memory."""
    return nbformat.from_dict(page.evaluate(f"{PANEL}.content.model.sharedModel.toJSON()"))


def run_all(page: Page) -> nbformat.NotebookNode:
    """The notebook after "Run All Cells", once its kernel is idle."""
    assert not any(cell.get("execution_count") or cell.get("outputs") for cell in cells(page).cells)
    page.evaluate(
        """() => {
            window.ran = false;
            jupyterapp.commands.execute("notebook:run-all-cells").finally(() => { window.ran = true; });
        }"""
    )
    page.wait_for_function(f"ran && {PANEL}.sessionContext.session.kernel.status === 'idle'", timeout=LATE)
    return cells(page)


def picture(page: Page, file: Path) -> None:
    """The whole notebook, in the light and in the dark theme."""
    page.evaluate("jupyterapp.shell.collapseLeft()")
    notebook = page.locator(".jp-WindowedPanel-outer")
    height = notebook.evaluate("each => { each.scrollTop = 0; return each.scrollHeight; }")
    page.set_viewport_size(SIZE | {"height": min(height + 120, 16_000)})
    for theme in ("Light", "Dark"):
        page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", f"JupyterLab {theme}")
        page.wait_for_selector(f"body[data-jp-theme-name='JupyterLab {theme}']", state="attached")
        page.wait_for_selector("#jupyterlab-splash", state="detached")
        page.screenshot(path=file.with_name(f"{file.name}-{theme.lower()}.png"))
    page.set_viewport_size(SIZE)


def faults(notebook: nbformat.NotebookNode) -> list[str]:
    """What keeps the notebook from being a reference, as notebooks/conftest.py has it."""
    spec = importlib.util.spec_from_file_location("notebooks_conftest", ROOT / "notebooks" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.faults(notebook))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_lab_runs_every_cell(lab, name):
    with opened(lab, name) as page:
        assert faults(run_all(page)) == []
        picture(page, lab.shots / name)


@pytest.mark.parametrize("name", BROKEN)
def test_lab_stops_a_broken_notebook(lab, name):
    with opened(lab, name) as page:
        assert BROKEN[name][1] in " ".join(faults(run_all(page)))


@pytest.fixture(scope="module")
def explorer(lab):
    """04_explore once its cells have run and its widgets listen to keys."""
    with opened(lab, "04_explore") as page:
        run_all(page)
        page.evaluate(
            f"""() => {{
                window.printed = [];
                {PANEL}.sessionContext.iopubMessage.connect((_, {{ header, content }}) => {{
                    if (!/^(comm_|status)/.test(header.msg_type)) printed.push([header.msg_type, content]);
                }});
            }}"""
        )
        page.wait_for_function(
            """() => {
                const first = document.querySelector(".explorer select");
                first?.blur();
                first?.focus();
                return first?.hasAttribute("data-lm-suppress-shortcuts");
            }"""
        )
        yield page


def says(page: Page, words: str) -> None:
    """Fails unless the explorer soon says so."""
    expect(page.locator(".explorer")).to_contain_text(words, timeout=SOON)


@pytest.fixture(scope="module")
def tables():
    """What the sample pages tell."""
    return corpus.tables(ROOT / "seeds" / "articles")


def test_lab_explorer_follows_a_country_picked_by_keyboard(lab, explorer, tables):
    found, before = tables["events"], cells(explorer)
    french = explore.chosen(found, countries=["FRA"])
    codes = [code for _, code in explore.Choice(found, print).countries.options]
    both = explore.chosen(found, countries=["FRA", codes[codes.index("FRA") + 1]])
    rest = f"of {len(found)} on {number(len(tables['articles']), 'page')}"
    says(explorer, f"{number(len(found), 'event')} {rest}")
    explorer.get_by_label("Countries").focus()
    explorer.keyboard.type("fra")
    says(explorer, f"{number(len(french), 'event')} {rest}")
    timeline = re.compile(f"Timeline of {number(len(french), 'event')}")
    expect(explorer.locator(".explorer img")).to_have_attribute("alt", timeline)
    expect(explorer.locator(".explorer h4")).to_have_text(french["event_id"].iloc[0])
    explorer.screenshot(path=lab.shots / "explorer-france.png")
    explorer.keyboard.press("Shift+ArrowDown")
    says(explorer, f"{number(len(both), 'event')} {rest}")
    assert cells(explorer) == before  # no key was taken for a command of the notebook


def test_lab_explorer_is_walked_through_by_tab(explorer, tables):
    stops, choice = [], explore.Choice(tables["events"], print)
    explorer.get_by_label("Countries").focus()
    while "Evidence" not in stops and len(stops) < 30:
        stops.append(
            explorer.evaluate(
                "(({ labels, innerText }) => labels?.[0]?.innerText ?? innerText)(document.activeElement)"
            )
        )
        explorer.keyboard.press("Tab")
    picked = ["Countries", *choice.types, *choice.statuses, "From", "To", "without a date"]
    files = ["Read my own file (0)", "Path", "Read this path", "Folder", "Export what I see"]
    assert stops == [*picked, *files, "Evidence"]


def test_lab_explorer_reads_a_file_and_exports_by_keyboard(lab, explorer):
    page = lab.folder / "seeds" / "articles" / "000_4545c5b54c70f390.txt"
    explorer.get_by_label("Path").fill(str(page))
    explorer.keyboard.press("Tab")
    explorer.keyboard.press("Space")
    says(explorer, "Read: 1 page")
    says(explorer, "4 events of 4 on 1 page")
    explorer.get_by_label("agreement").focus()
    explorer.keyboard.press("Space")
    says(explorer, "3 events of 4 on 1 page")
    explorer.get_by_role("textbox", name="Folder").focus()
    explorer.keyboard.press("Tab")
    explorer.keyboard.press("Enter")
    says(explorer, "charts/timeline.png")
    told = (lab.folder / "exports" / "chosen" / "tables" / "events.csv").read_text()
    assert "FRA-KOR-2023-05-30-commitment" in told
    assert "FRA-KOR-2023-05-30-agreement" not in told
    assert explorer.evaluate("printed") == []  # neither a figure nor a warning beside the widgets
    explorer.screenshot(path=lab.shots / "explorer-exported.png")


def test_lab_explorer_reads_a_file_that_is_picked(lab, explorer):
    pages = sorted((lab.folder / "seeds" / "articles").glob("00*.txt"))[:2]
    with explorer.expect_file_chooser() as chooser:
        explorer.get_by_role("button", name="Read my own file").press("Space")
    chooser.value.set_files(pages)
    says(explorer, "Read: 2 pages")


def complaints(page: Page, file: Path) -> list[str]:
    """What a page does that it should not when it is opened: ask for more than itself, or have a script fail."""
    found = []
    page.on("request", lambda request: found.append(f"asks for {request.url}"))
    page.on("pageerror", lambda error: found.append(f"script: {error}"))
    page.on("console", lambda message: found.append(f"console: {message.text}") if message.type == "error" else None)
    page.goto(file.as_uri(), wait_until="networkidle")
    return [complaint for complaint in found if complaint != f"asks for {file.as_uri()}"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lab_report_stands_by_itself(browser, report, shots, theme):
    with browser.new_page(viewport=SIZE, color_scheme=theme) as page:
        assert complaints(page, report) == []
        page.screenshot(path=shots / f"report-{theme}.png", full_page=True)
        for kind, least in (("table", 3), ("figure svg", 3)):
            shown = page.locator(kind).all()
            assert len(shown) >= least
            for each in shown:
                box = each.bounding_box()
                assert min(box["width"], box["height"]) > 50


@pytest.fixture(scope="module")
def report(tmp_path_factory, tables):
    """The report on the sample pages."""
    return export.report(tables, to=tmp_path_factory.mktemp("report"))


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("<img src='http://127.0.0.1:9/dot.png'>", "asks for http://127.0.0.1:9/dot.png"),
        ("<script>throw Error('broken')</script>", "script: broken"),
    ],
)
def test_lab_stops_a_report_that_does_not(browser, tmp_path, markup, complaint):
    (tmp_path / "report.html").write_text(f"<!DOCTYPE html><title>Report</title>{markup}")
    with browser.new_page() as page:
        assert complaint in complaints(page, tmp_path / "report.html")
