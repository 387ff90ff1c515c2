"""How far is it? A bar on a terminal and in a notebook for what takes longer than a moment, and nothing in a log."""

import io
import sys
from collections.abc import Iterable
from typing import Any

from tqdm import tqdm

MOMENT = 1.0  # seconds before a bar appears


def bar(things: Iterable[Any] | None = None, *, what: str, unit: str, total: int | None = None) -> tqdm:
    """The things as they come, counted; or, without things, a bar to `update`. It is gone when all is done."""
    where = _Output() if _in_notebook() else None
    return tqdm(things, desc=what, unit=f" {unit}", total=total, file=where, disable=None, leave=False, delay=MOMENT)


def _in_notebook() -> bool:
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return hasattr(shell, "kernel")


class _Output(io.StringIO):
    """An output of the running cell, blank until something is written and again at the end.

    Not tqdm.notebook: its bar stays in a stored notebook, with the seconds it took.
    """

    handle = None

    def write(self, text: str) -> int:
        from IPython.display import Pretty, display

        if self.handle is None:
            self.handle = display(Pretty(""), display_id=True)
        self.handle.update(Pretty(text.strip()))
        return len(text)

    def isatty(self) -> bool:
        return True
