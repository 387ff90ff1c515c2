"""What a notebook is stored without: whatever differs by machine or run, and widgets, which need a running kernel.

    python notebooks/stored.py NOTEBOOK ...
"""

import sys

import nbformat
from nbformat import NotebookNode

WIDGET = "application/vnd.jupyter.widget-view+json"


def stored(notebook: NotebookNode) -> NotebookNode:
    """The notebook as it is stored; its cells keep their metadata but for the times they were run at."""
    kept = {"kernelspec": notebook.metadata.get("kernelspec", {})}
    kept["language_info"] = {"name": notebook.metadata.get("language_info", {}).get("name", "python")}
    notebook.metadata = nbformat.from_dict(kept)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    return notebook


def main(paths: list[str]) -> int:
    """Store each notebook so; 1 where one was stored otherwise, as hooks have it."""
    changed = False
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            before = file.read()
        after = nbformat.writes(stored(nbformat.reads(before, as_version=4))) + "\n"
        if after != before:
            changed = True
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(after)
            print(f"{path}: stored anew")
    return int(changed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
