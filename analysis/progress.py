"""How far is it? A bar on a terminal and in a notebook for what takes longer than a moment, and nothing in a log."""

import warnings
from collections.abc import Iterable
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # a notebook without ipywidgets: no bar there
    from tqdm.auto import tqdm

MOMENT = 1.0  # seconds before a bar appears


def bar(things: Iterable[Any] | None = None, *, what: str, unit: str, total: int | None = None) -> tqdm:
    """The things as they come, counted; or, without things, a bar to `update`. It is gone when all is done."""
    return tqdm(things, desc=what, unit=f" {unit}", total=total, disable=None, leave=False, delay=MOMENT)
