"""Colours and shapes as readers see them: with any kind of colour vision, and printed in grey."""

import warnings
from itertools import combinations

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from artists import contrast
from matplotlib.colors import to_rgb
from sample_tables import seed

from analysis import charts, frame
from analysis.partners import SHADES

with warnings.catch_warnings():  # its older strings, where it was installed without being compiled
    warnings.simplefilter("ignore")
    from colorspacious import cspace_convert, deltaE

VISIONS = ["full", "deuteranomaly", "protanomaly", "tritanomaly", "grey"]
# Colours that stand beside each other on one chart, each with its shape.
SETS = {
    "types of events": {charts.SHAPES[kind]: colour for kind, colour in charts.COLOURS.items()},
    "kinds of passages": {shape: colour for shape, colour, _ in charts.PASSAGES.values()},
    "lines of pairs": {shape: colour for colour, _, shape in charts.LOOKS},
}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def seen(colour, vision):
    """The colour as it looks to somebody; of a kind of cones that is missing altogether."""
    if vision == "full":
        return np.array(to_rgb(colour))
    if vision == "grey":
        lightness = cspace_convert(to_rgb(colour), "sRGB1", "JCh")[0]
        return np.clip(cspace_convert([lightness, 0, 0], "JCh", "sRGB1"), 0, 1)
    space = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}
    return np.clip(cspace_convert(to_rgb(colour), space, "sRGB1"), 0, 1)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", SETS)
def test_frame_colours_stay_apart(name, vision):
    """A step of about 1 is just seen side by side; in grey, six colours cannot be further apart than this."""
    steps = {
        (one, other): deltaE(seen(SETS[name][one], vision), seen(SETS[name][other], vision), input_space="sRGB1")
        for one, other in combinations(SETS[name], 2)
    }
    closest = min(steps, key=steps.get)
    assert steps[closest] >= (3.5 if vision == "grey" else 12), closest


@pytest.mark.parametrize("name", SETS)
def test_frame_every_colour_has_a_shape_of_its_own(name):
    sizes = {"types of events": charts.COLOURS, "kinds of passages": charts.PASSAGES, "lines of pairs": charts.LOOKS}
    assert len(SETS[name]) == len(sizes[name])


@pytest.mark.parametrize("vision", VISIONS)
def test_frame_colours_stand_out_from_the_ground(vision):
    for name, colours in SETS.items():
        for shape, colour in colours.items():
            assert contrast(seen(colour, vision), frame.GROUND) >= 2.8, (name, shape)


@pytest.mark.parametrize("vision", VISIONS)
def test_frame_shades_of_the_table_of_partners_grow_darker(vision):
    light = [cspace_convert(seen(SHADES(share), vision), "sRGB1", "JCh")[0] for share in np.linspace(0, 1, 11)]
    assert all(np.diff(light) < -2)


def test_frame_bars_say_in_words_what_their_colour_says():
    bars = charts.actors(seed()["entities"])
    kinds = dict(zip(seed()["entities"]["name"], seed()["entities"]["label"], strict=True))
    names = [label.get_text() for label in bars.get_yticklabels()]
    assert [text.get_text().split("  ")[1] for text in bars.texts[:5]] == [
        charts.KINDS[kinds[name]][0] for name in names
    ]


def test_frame_notes_are_dark_enough_to_be_read():
    with charts.styled():
        ink = mpl.rcParams["text.color"]
    assert contrast(frame.GREY, frame.GROUND) >= 4.5
    assert contrast(ink, frame.GROUND) >= 7
    assert contrast(ink, frame.PALE) >= 7
