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

# Pale enough for the words on them: displaCy's `colors`.
NAME_COLOURS = {label: mpl.colors.to_hex((colour, 0.25), keep_alpha=True) for label, (_, colour) in KINDS.items()}
