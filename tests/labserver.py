"""A JupyterLab for tests: it serves a copy of the project, and keeps all that it keeps in a folder of its own."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

SETTINGS = {  # of JupyterLab: every cell is on the page, not only those in view
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
}
WITHOUT = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}  # they need a network


@contextmanager
def served(folder: Path, home: Path) -> Iterator[str]:
    """The address, token and all, of a JupyterLab that serves the folder until the context ends."""
    for name, settings in SETTINGS.items():
        write(home / "settings" / name, settings)
    write(home / "config" / "labconfig" / "page_config.json", WITHOUT)
    token, environment = secrets.token_hex(), os.environ | places(home)
    with (
        (home / "server.log").open("w") as log,
        subprocess.Popen(command(folder, token), stdout=log, stderr=log, env=environment) as server,
    ):
        try:
            yield f"{address(server, home)}lab?token={token}"
        finally:
            server.terminate()


def copy_project(root: Path, folder: Path) -> None:
    """What the notebooks read, and the notebooks themselves with no output."""
    for part in ("seeds", "tests/pages"):
        shutil.copytree(root / part, folder / part)
    for notebook in (root / "notebooks").glob("*.ipynb"):
        copy_notebook(notebook, folder / "notebooks" / notebook.name)


def copy_notebook(original: Path, copy: Path, *fault: str) -> None:
    """The notebook as if never run, with a fault for its second cell of code."""
    notebook = nbformat.read(original, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        cell.outputs, cell.execution_count = [], None
    for source in fault:
        notebook.cells.insert(notebook.cells.index(code[1]), new_code_cell(source))
    copy.parent.mkdir(exist_ok=True)
    nbformat.write(notebook, copy)


def write(file: Path, content: dict) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content))


def command(folder: Path, token: str) -> list[str]:
    options = {
        "ServerApp.port": 0,
        "ServerApp.root_dir": folder,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "IdentityProvider.token": token,
        "LabApp.expose_app_in_browser": True,
    }
    return [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]


def places(home: Path) -> dict[str, str]:
    """Where JupyterLab keeps what it keeps, and the kernel it finds: this Python's."""
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    return {name: str(home / folder) for name, folder in folders.items()} | {
        "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),
        "PYTHONHASHSEED": "0",
    }


def address(server: subprocess.Popen, home: Path) -> str:
    """The server's address, once it has written it down."""
    note = home / "runtime" / f"jpserver-{server.pid}.json"
    for _ in range(300):
        if note.exists() and note.read_text():
            return json.loads(note.read_text())["url"]
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError((home / "server.log").read_text())
