"""What a notebook is stored without: whatever differs by machine or run, and widgets, which need a running kernel.

python notebooks/stored.py NOTEBOOK ...
"""

import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

WIDGET = "application/vnd.jupyter.widget-view+json"
BLANK = {"text/plain": ""}  # where a progress bar was


def stored(notebook: NotebookNode) -> NotebookNode:
    """The notebook as it is stored; its cells keep their metadata but for the times they were run at."""
    kept = {"kernelspec": notebook.metadata.get("kernelspec", {})}
    kept["language_info"] = {"name": notebook.metadata.get("language_info", {}).get("name", "python")}
    notebook.metadata = nbformat.from_dict(kept)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if output.get("data") != BLANK]
    return notebook


def main(paths: list[str]) -> None:
    """Store each notebook so; one that already is stays untouched."""
    for path in map(Path, paths):
        before = path.read_bytes()
        after = nbformat.writes(stored(nbformat.reads(before, as_version=4))).encode() + b"\n"
        if after != before:
            path.write_bytes(after)
            print(f"{path}: stored anew")


if __name__ == "__main__":
    main(sys.argv[1:])
