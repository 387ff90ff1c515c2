"""Do notebooks fail when they should? Toys, run once and tampered with, judged in one pytest run.

What judges them is a copy of notebooks/conftest.py, with the settings in pyproject.toml.
"""

import base64
import io
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from PIL import Image, ImageEnhance

ROOT = Path(__file__).parents[1]

DATE = 'print("{date}")'
TABLE = 'from IPython.display import HTML\nHTML("<table><td>FRA-KOR</td><td>{events}</td></table>")'
CHART = """
import matplotlib.pyplot as plt
figure, (left, right) = plt.subplots(1, 2)
left.bar(["agreement", "dialogue"], [12, {meetings}])
right.plot([2018, {launch}], [1, 2], "o")
right.set(xlim=(2015, 2026))
"""
BAR = """
from analysis import progress
progress.MOMENT = {moment}
print(sum(progress.bar(range(3), what="reading", unit="pages")))
"""
SOURCES = {
    "date": DATE.format(date="2023-05-30"),
    "next day": DATE.format(date="2023-05-31"),
    "table": TABLE.format(events=4),
    "other table": TABLE.format(events=5),
    "chart": CHART.format(meetings=7, launch=2023),
    "higher bar": CHART.format(meetings=8, launch=2023),
    "later dot": CHART.format(meetings=7, launch=2024),
    "address": "object()",
    "bar": BAR.format(moment=0),
    "no bar": BAR.format(moment=60),
    "warning": 'import sys\nprint("careful", file=sys.stderr)',
    "error": "1 / 0",
}


def ran(sources: dict[str, str]) -> dict[str, NotebookNode]:
    """Cells as JupyterLab stores them, by name."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources.values()])
    NotebookClient(notebook, kernel_name="python3", allow_errors=True).execute()
    return dict(zip(sources, notebook.cells, strict=True))


def showing(cell: NotebookNode, outputs: list[NotebookNode]) -> NotebookNode:
    """The cell with other outputs stored."""
    return new_code_cell(cell.source, outputs=outputs)


def numbered(*cells: NotebookNode) -> NotebookNode:
    """A notebook of these cells as if run from the top."""
    return new_notebook(
        cells=[
            new_code_cell(cell.source, outputs=cell.outputs, execution_count=count)
            for count, cell in enumerate(cells, start=1)
        ]
    )


def shaded(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs, their picture with a little less contrast, which no eye sees."""
    *others, last = outputs
    image = Image.open(io.BytesIO(base64.b64decode(last.data["image/png"]))).convert("RGB")
    file = io.BytesIO()
    ImageEnhance.Contrast(image).enhance(0.98).save(file, "PNG")
    data = {**last.data, "image/png": base64.b64encode(file.getvalue()).decode()}
    return [*others, nbformat.from_dict({**last, "data": data})]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """What is said against each item, by notebook and item; nothing against one that passes."""
    cell = ran(SOURCES)
    date, table, chart = cell["date"], cell["table"], cell["chart"]
    toys = {
        "faithful": numbered(date, table, chart, cell["address"]),
        "tampered": numbered(
            showing(date, cell["next day"].outputs),
            showing(table, cell["other table"].outputs),
            showing(chart, cell["higher bar"].outputs),
            showing(chart, cell["later dot"].outputs),
            showing(chart, chart.outputs[:-1]),
            showing(date, date.outputs + chart.outputs[-1:]),
            showing(chart, shaded(chart.outputs)),
        ),
        "unrun": new_notebook(cells=[new_code_cell(date.source)]),
        "jumbled": new_notebook(cells=[cell["next day"], table, date]),
        "careless": numbered(cell["warning"], cell["error"]),
        "quick": numbered(showing(cell["bar"], cell["no bar"].outputs), showing(cell["no bar"], cell["bar"].outputs)),
    }
    folder = tmp_path_factory.mktemp("toys")
    shutil.copy(ROOT / "notebooks" / "conftest.py", folder)
    for name, notebook in toys.items():
        nbformat.write(notebook, folder / f"{name}.ipynb")
    settings = ["-c", ROOT / "pyproject.toml", "--rootdir", folder, "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *settings, "--junitxml", folder / "verdicts.xml"]
    subprocess.run([*command, folder], stdout=subprocess.DEVNULL, check=False)
    return {
        (Path(case.get("classname")).stem, case.get("name")): "".join(case.itertext())
        for case in ElementTree.parse(folder / "verdicts.xml").iter("testcase")
    }


@pytest.mark.parametrize("item", ["as stored", "Cell 0", "Cell 1", "Cell 2", "Cell 3"])
def test_regression_passes_a_faithful_notebook(verdicts, item):
    assert verdicts["faithful", item] == ""


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        pytest.param("Cell 0", "2023-05-31", id="date"),
        pytest.param("Cell 1", "mismatch 'text/html'", id="table"),
        pytest.param("Cell 2", "a picture that differs", id="bar"),
        pytest.param("Cell 3", "a picture that differs", id="dot"),
        pytest.param("Cell 4", "Unexpected output fields from running code: {'image/png'}", id="new"),
        pytest.param("Cell 5", "Missing output fields from running code", id="gone"),
    ],
)
def test_regression_stops_a_changed_output(verdicts, item, reason):
    assert reason in verdicts["tampered", item]


def test_regression_passes_a_picture_that_looks_the_same(verdicts):
    assert verdicts["tampered", "Cell 6"] == ""


@pytest.mark.parametrize(
    ("notebook", "reason"),
    [
        ("unrun", "numbered [None]"),
        ("jumbled", "numbered [2, 3, 1]"),
        ("careless", "Cell 0 is stored with a warning: careful"),
        ("careless", "Cell 1 is stored with an error: ZeroDivisionError"),
    ],
)
def test_regression_stops_a_notebook_not_fit_to_be_a_reference(verdicts, notebook, reason):
    assert reason in verdicts[notebook, "as stored"]


@pytest.mark.parametrize("item", ["as stored", "Cell 0", "Cell 1"])
def test_regression_passes_a_progress_bar_on_either_side(verdicts, item):
    assert verdicts["quick", item] == ""


def test_regression_progress_bar_is_blank_when_all_is_done():
    bar = ran({"bar": SOURCES["bar"]})["bar"].outputs
    assert [each.get("data", each.get("text")) for each in bar] == [{"text/plain": ""}, "3\n"]
