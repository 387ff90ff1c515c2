"""How does it look? A table in, `Axes` out, also when the table is empty.

Every chart has a title that states what is shown, its source beneath, and a `description`: the
same in words. Events without a date have a place of their own; what is left out is said.
"""

import matplotlib as mpl

from analysis.bars import KINDS, ROLES, actors, roles
from analysis.evidencemap import PASSAGES, evidence
from analysis.frame import SHEETS, USUAL, Chart, Sheet, description, styled
from analysis.growth import LOOKS, agreements
from analysis.network import network
from analysis.partners import partners
from analysis.timeline import COLOURS, SHAPES, timeline

__all__ = [
    "COLOURS",
    "KINDS",
    "LOOKS",
    "NAME_COLOURS",
    "PASSAGES",
    "ROLES",
    "SHAPES",
    "SHEETS",
    "USUAL",
    "Chart",
    "Sheet",
    "actors",
    "agreements",
    "description",
    "evidence",
    "network",
    "partners",
    "roles",
    "styled",
    "timeline",
]


def _pale(colour: tuple[float, ...]) -> str:
    """The colour with three parts of white."""
    return mpl.colors.to_hex([(part + 3) / 4 for part in mpl.colors.to_rgb(colour)])


# displaCy's `colors`: pale, with dark words on them, so that they are read on a dark page, too.
NAME_COLOURS = {label: f"{_pale(colour)}; color: #1c1c1c" for label, (_, colour) in KINDS.items()}
