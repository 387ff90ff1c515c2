"""What notebooks/stored.py takes out of a notebook, and what it leaves."""

import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

WIDGET = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
DATA = {"text/plain": "55 events", WIDGET: {"model_id": "a1b2", "version_major": 2, "version_minor": 0}}


@pytest.fixture
def stored(root, tmp_path):
    """Stores a notebook, and returns the file."""

    def store(notebook):
        path = tmp_path / "notebook.ipynb"
        nbformat.write(notebook, path)
        subprocess.run([sys.executable, root / "notebooks" / "stored.py", path], check=True)
        return path

    return store


@pytest.fixture
def notebook():
    """A notebook as JupyterLab leaves it."""
    bar = new_output("display_data", {"text/plain": ""})
    result = new_output("execute_result", DATA, execution_count=1)
    cell = new_code_cell("events", execution_count=1, outputs=[bar, result])
    cell.metadata = {"execution": {"iopub.execute_input": "2026-11-23T21:12:00Z"}, "tags": ["kept"]}
    language = {"name": "python", "version": "3.11.7"}
    about = {"kernelspec": KERNEL, "language_info": language, "widgets": {"state": {"a1b2": {}}}}
    return new_notebook(cells=[cell], metadata=about)


def test_stored_takes_out_what_differs_by_machine_or_run(stored, notebook):
    after = nbformat.read(stored(notebook), as_version=4)
    assert after.metadata == {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    assert after.cells[0].metadata == {"tags": ["kept"]}
    assert [output.data for output in after.cells[0].outputs] == [{"text/plain": "55 events"}]
    assert after.cells[0].execution_count == 1


def test_stored_leaves_a_notebook_that_is_stored_already(stored, notebook):
    first = stored(notebook).read_bytes()
    assert stored(nbformat.reads(first, as_version=4)).read_bytes() == first


def test_stored_is_how_the_notebooks_are(root, tmp_path):
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        copy = tmp_path / path.name
        copy.write_bytes(path.read_bytes())
        subprocess.run([sys.executable, root / "notebooks" / "stored.py", copy], check=True)
        assert copy.read_bytes() == path.read_bytes()
