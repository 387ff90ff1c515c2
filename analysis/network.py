"""Who is linked with whom? Parties on a circle, a line for each pair, thicker for more events."""

from math import cos, degrees, pi, sin
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from analysis.frame import (
    BLUE,
    GREY,
    GROUND,
    LINE,
    NARROW,
    NO_EVENTS,
    Canvas,
    blank,
    canvas,
    chart,
    framed,
    room,
    told,
    told_by,
    write,
    zoom,
)
from analysis.lettering import DASH, number, width
from analysis.vocabulary import parties

FLAT = 10  # up to so many parties, their names are written level, else along the rays
CLOSEST = 130  # lines are drawn at most
AWAY = 8.0  # points from a node to its name along a ray
THIN, THICK, FULL = 0.8, 6.0, 8  # points of a line; from so many more events than one on, it may be the thickest


class Circle(NamedTuple):
    """Parties in their order on a circle of so many points, and what is drawn of all pairs."""

    order: list[str]
    radius: float
    drawn: pd.DataFrame
    pairs: pd.DataFrame

    @property
    def level(self) -> bool:
        """Whether names beside each other at the top have room to be written level."""
        count = len(self.order)
        return count <= FLAT and self.radius * (1 - cos(2 * pi / max(count, 4))) >= LINE


@chart
def network(events: pd.DataFrame, *, ax: Canvas | None = None, source: str = "") -> Axes:
    """A party per node with its number of events, a line per pair; dashed where nothing has occurred yet.

    Parties that act together most stand beside each other. Where not all have room, those with the
    most events are drawn.
    """
    if events.empty:
        return blank(ax, "Who acts with whom", NO_EVENTS)
    across, down = room(ax)
    links = _links(events)
    sizes = _sizes(links)
    circle = _circle(links, list(sizes.index), across, down)
    labels = _labels(circle, sizes, across, down)
    tallest = 2 * LINE if circle.level else max(map(width, labels)) + AWAY
    ax = canvas(ax, height=2 * (circle.radius + tallest))
    _draw(ax, circle, labels)
    return framed(ax, **_wording(events, circle, sizes, source))


def _circle(links: pd.DataFrame, parties: list[str], across: float, down: float) -> Circle:
    """The circle that fits, with as many parties as have room round it."""
    longest = _longest(across, down)
    radius = min(170.0, across / 2 - longest, down / 2 - (longest if len(parties) > FLAT else 2 * LINE))
    radius = max(min(radius, 60 + 5.0 * len(parties)), 20.0)
    kept = parties[: max(3, int(2 * pi * radius / (LINE + 1)))]
    drawn = links[links["country_a"].isin(kept) & links["country_b"].isin(kept)].head(CLOSEST)
    return Circle(_order(drawn, kept), radius, drawn, links)


def _longest(across: float, down: float) -> float:
    """Points a name may take."""
    return min(130.0, max(55.0, 0.25 * min(across, down)))


def _links(events: pd.DataFrame) -> pd.DataFrame:
    """A pair per row with its number of events, and how many occurred; the most first."""
    counted = events.assign(occurred=(events["status"] == "occurred").astype(int))
    pairs = counted.groupby(["country_a", "country_b"])["occurred"].agg(["size", "sum"]).reset_index()
    pairs.columns = ["country_a", "country_b", "events", "occurred"]
    order = ["events", "country_a", "country_b"]
    return pairs.sort_values(order, ascending=[False, True, True]).reset_index(drop=True)


def _sizes(links: pd.DataFrame) -> pd.Series:
    """Party -> events it takes part in, the most first."""
    ends = pd.concat([links.set_index(side)["events"] for side in ("country_a", "country_b")])
    sizes = ends.groupby(level=0).sum().rename_axis("party").reset_index(name="size")
    return sizes.sort_values(["size", "party"], ascending=[False, True]).set_index("party")["size"]


def _order(links: pd.DataFrame, kept: list[str]) -> list[str]:
    """The parties as they stand round the circle: chains of those that act together most, joined at their ends."""
    chains = {party: [party] for party in kept}
    for a, b in zip(links["country_a"], links["country_b"], strict=True):
        left, right = chains[a], chains[b]
        if left is right or a not in (left[0], left[-1]) or b not in (right[0], right[-1]):
            continue
        joined = (left if left[-1] == a else left[::-1]) + (right if right[0] == b else right[::-1])
        chains |= dict.fromkeys(joined, joined)
    return list(dict.fromkeys(party for chain in chains.values() for party in chain))


def _labels(circle: Circle, sizes: pd.Series, across: float, down: float) -> list[str]:
    """Each party with its number of events: by name, by code where that is too long, all by code on a small chart."""
    small = min(across, down) < NARROW if not circle.level else across < NARROW
    names = {} if small else parties()
    texts = [f"{names.get(party, party)} ({sizes[party]})" for party in circle.order]
    short = [f"{party} ({sizes[party]})" for party in circle.order]
    room = _longest(across, across if circle.level else down) - AWAY
    return [text if width(text) <= room else code for text, code in zip(texts, short, strict=True)]


def _draw(ax: Axes, circle: Circle, labels: list[str]) -> None:
    count, k = len(circle.order), zoom()
    angles = [pi / 2 - 2 * pi * (place + 0.5 * (count == 2)) / count for place in range(count)]
    places = {
        party: (circle.radius * cos(turn), circle.radius * sin(turn))
        for party, turn in zip(circle.order, angles, strict=True)
    }
    most = circle.pairs["events"].max()
    for a, b, size, occurred in circle.drawn.iloc[::-1].itertuples(index=False):
        (x, y), (u, v) = places[a], places[b]
        curve = Path([(x, y), (0.25 * (x + u), 0.25 * (y + v)), (u, v)], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        thick = THIN + min(THICK, circle.radius / 16) * ((size - 1) / max(FULL, most - 1)) ** 0.5
        dashes = "solid" if occurred else (0, (4 / thick**0.5, 3 / thick**0.5))
        look = {"ec": BLUE, "fc": "none", "lw": thick * k, "ls": dashes, "alpha": 0.75, "capstyle": "butt"}
        ax.add_patch(PathPatch(curve, label=f"{a}{DASH}{b}", **look))
    for (x, y), turn, label in zip(places.values(), angles, labels, strict=True):
        ax.plot(x, y, "o", color=GREY, mec=GROUND, ms=8 * k, mew=1.2 * k, zorder=3)
        right, level = cos(turn) > -1e-9, circle.level
        upright = level and abs(cos(turn)) < 0.2
        shift = (9 * cos(turn), 11 * sin(turn)) if level else (AWAY * cos(turn), AWAY * sin(turn))
        how = {"rotation": 0 if level else (degrees(turn) if right else degrees(turn) + 180)}
        how["ha"] = "center" if upright else "left" if right else "right"
        write(ax, label, (x, y), shift=shift, rotation_mode="anchor", **how)
    across, down = room(ax)
    ax.set_xlim(-across / 2, across / 2)
    ax.set_ylim(-down / 2, down / 2)
    ax.set_axis_off()


def _wording(events: pd.DataFrame, circle: Circle, sizes: pd.Series, source: str) -> dict[str, str | list[str]]:
    """Title, notes and description of a network."""
    links, names = circle.pairs.replace(parties()), parties()
    notes = [f"{told_by(events, source)}. In brackets: events. The thicker a line, the more events of that pair."]
    if (circle.drawn["occurred"] == 0).any():
        notes.append("Dashed: only planned or proposed.")
    if len(circle.order) < len(sizes):
        least = sizes.iloc[len(circle.order) :].max()
        rest = number(len(sizes) - len(circle.order), "party")
        notes.append(f"Not drawn: {rest} with {least} or fewer each.")
    if len(circle.drawn) < len(links):
        notes.append(f"Lines: {len(circle.drawn)} of {len(links)} pairs, those with the most events.")
    pairs = links["country_a"] + f" {DASH} " + links["country_b"]
    size = number(len(events), "event")
    most = f", most between {' and '.join(links.iloc[0][['country_a', 'country_b']])} ({links['events'][0]})"
    most = most if len(links) > 1 else ""
    title = f"{number(len(sizes), 'party')} and {size} in space cooperation{most}"
    texts = [
        f"{count}" + ("" if occurred else " (planned or proposed)")
        for count, occurred in zip(links["events"], links["occurred"], strict=True)
    ]
    parts = told([names.get(party, party) for party in sizes.index], map(str, sizes))
    words = f"Network of {size}. Parties: {parts}. Pairs: {told(pairs, texts)}. {' '.join(notes[1:])}"
    return {"title": title, "notes": notes, "words": words.strip()}
