"""The network of pairs: a node per party, a line per pair, names that stay apart."""

import matplotlib.pyplot as plt
import pytest
from artists import collisions, outside, said, texts
from matplotlib.patches import PathPatch
from sample_tables import event, links, sample

from analysis import charts
from analysis.lettering import DASH


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def lines(ax):
    return {patch.get_label(): patch for patch in ax.patches if isinstance(patch, PathPatch)}


def pairs(*told):
    """So many events of each pair."""
    rows = [event(pair, "2020", "mission", status, "") for pair, status, size in told for _ in range(size)]
    return sample("events", *rows)


def test_network_has_a_node_per_party_and_a_line_per_pair():
    ax = charts.network(pairs(("FRA KOR", "occurred", 3), ("IND KOR", "occurred", 1)))
    assert {"South Korea (4)", "France (3)", "India (1)"} <= set(texts(ax))
    assert len(ax.lines) == 3
    assert set(lines(ax)) == {f"FRA{DASH}KOR", f"IND{DASH}KOR"}
    assert lines(ax)[f"FRA{DASH}KOR"].get_linewidth() > lines(ax)[f"IND{DASH}KOR"].get_linewidth()
    assert "3 parties and 4 events" in ax.get_title(loc="left")
    assert f"France {DASH} South Korea 3; India {DASH} South Korea 1" in charts.description(ax)


def test_network_is_dashed_where_nothing_has_occurred_yet():
    ax = charts.network(pairs(("FRA KOR", "planned", 3), ("IND KOR", "occurred", 1), ("IND KOR", "proposed", 1)))
    dashed = {name: line.get_linestyle() not in ("-", "solid") for name, line in lines(ax).items()}
    assert dashed == {f"FRA{DASH}KOR": True, f"IND{DASH}KOR": False}
    assert "Dashed: only planned or proposed." in said(ax)
    assert "3 (planned or proposed)" in charts.description(ax)


@pytest.mark.parametrize("sheet", [None, *charts.SHEETS])
@pytest.mark.parametrize("parties", [3, 5, 10, 11, 30, 60, 200])
def test_network_names_stay_apart_and_what_has_no_room_is_said(parties, sheet):
    ax = charts.network(links(parties))
    ax = ax.figure.draw_on(charts.SHEETS[sheet]) if sheet else ax
    assert collisions(ax) == []
    assert outside(ax) == []
    left = parties - len(ax.lines)
    assert (f"Not drawn: {left} part" in said(ax)) == (left > 0)
    assert f"{parties} parties" in ax.get_title(loc="left")


def test_network_draws_all_of_sixty_parties_at_the_usual_width():
    assert len(charts.network(links(60)).lines) == 60


def test_network_puts_those_that_act_together_most_beside_each_other():
    ax = charts.network(pairs(("FRA KOR", "occurred", 1), ("FRA IND", "occurred", 9), ("JPN KOR", "occurred", 8)))
    order = [text.split(" (")[0] for text in texts(ax) if text.endswith(")")]
    assert abs(order.index("France") - order.index("India")) in (1, 3)
    assert abs(order.index("Japan") - order.index("South Korea")) in (1, 3)


def test_network_in_small_axes_keeps_names_apart():
    _, ax = plt.subplots(figsize=(4, 3))
    charts.network(links(12), ax=ax)
    assert collisions(ax) == []
