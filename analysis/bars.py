"""How much of each? What pages are made of, and who is named, as horizontal bars."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.frame import (
    BLUE,
    BROWN,
    GROUND,
    LINE,
    NARROW,
    ORANGE,
    PURPLE,
    RED,
    SILVER,
    SLATE,
    Canvas,
    blank,
    canvas,
    chart,
    framed,
    room,
    told,
    write,
)
from analysis.lettering import clean, cut, listed, number, width

ROW = 19.5  # points a bar takes where there is room
ROLES = ("chrome", "section", "headline", "byline", "timestamp", "caption", "paragraph")
KINDS = {
    "PERSON": ("person", ORANGE),
    "ORG": ("organisation", PURPLE),
    "GPE": ("country or place", BLUE),
    "NORP": ("group", BROWN),
    "LOC": ("region", SLATE),
    "FAC": ("facility", SLATE),
    "EVENT": ("event", RED),
    "ORG_DESC": ("description of an organisation", PURPLE),
    "GPE_DESC": ("pair of countries", SLATE),
}


@chart
def roles(blocks: pd.DataFrame, *, ax: Canvas | None = None, source: str = "") -> Axes:
    """Characters per block role, in the order of a page; what repeats another block is hatched."""
    if blocks.empty:
        return blank(ax, "What the pages are made of", "Nothing to show: no page was read.")
    sizes = blocks.assign(size=blocks["end"] - blocks["start"])
    order = list(dict.fromkeys([*ROLES, *sorted(set(blocks["role"]))]))
    totals, repeats = (
        rows.groupby("role")["size"].sum().reindex(order, fill_value=0)
        for rows in (sizes, sizes[sizes["duplicate_of"].notna()])
    )
    everything, where = totals.sum(), number(blocks["article_id"].nunique(), "page")
    shares = [f"{size / max(everything, 1):.0%}" for size in totals]
    texts = [
        f"{size:,} ({share}" + (f", {repeat:,} repeated)" if repeat else ")")
        for size, share, repeat in zip(totals, shares, repeats, strict=True)
    ]
    most = totals.argmax()
    ax = _bars(ax, order, list(totals), texts, colours=[BLUE] * len(order))
    again = repeats[repeats > 0]
    places = [order.index(role) for role in again.index]
    hatched = {"fc": GROUND, "ec": BLUE, "hatch": "/////"}
    ax.barh(places, again, 0.6, left=totals[again.index] - again, **hatched)
    notes = [f"Source: {source or listed(blocks['article_id'])}. Characters per role of a block."]
    return framed(
        ax,
        title=f"{order[most].capitalize()} text: {shares[most]} of the characters on {where}",
        notes=notes + (["Hatched: repeats another block."] if len(again) else []),
        words=f"Bars of characters per role on {where}: {told(order, texts)}.",
        indent=_indent(order),
    )


@chart
def actors(entities: pd.DataFrame, *, ax: Canvas | None = None, source: str = "", top: int = 15) -> Axes:
    """Who is named how often: the `top` entities by mentions, each told what it is."""
    if entities.empty:
        return blank(ax, "Who is named", "Nothing to show: no page names anybody.")
    across, down = room(ax)
    order = entities.sort_values(["mentions", "articles", "name"], ascending=[False, False, True])
    over = _over(ax, list(map(clean, order["name"].head(top))))
    fitting = min(top, max(1, int(down / (ROW + LINE if over else LINE + 2))))
    shown, rest = order.head(fitting), order.iloc[fitting:]
    kinds = [KINDS.get(label, (label.lower(), SILVER)) for label in shown["label"]]
    names = [cut(clean(name), across if over else 0.4 * across) for name in shown["name"]]
    texts = [f"{size:,}  {kind}" for size, (kind, _) in zip(shown["mentions"], kinds, strict=True)]
    least = f"Not drawn: {number(len(rest), 'name')} with {rest['mentions'].max()} or fewer each."
    ax = _bars(ax, names, list(shown["mentions"]), texts, colours=[colour for _, colour in kinds])
    return framed(
        ax,
        title=f"Named most: {names[0]}, {number(shown['mentions'].iloc[0], 'time')}",
        notes=[f"Source: {source or number(len(order), 'name')}. Headlines, captions, paragraphs."]
        + ([least] if len(rest) else []),
        words=f"Bars of mentions, {len(shown)} of {len(order)} names: {told(names, texts)}.",
        indent=0 if over else _indent(names),
    )


def _bars(ax: Canvas, names: list[str], values: list[int], texts: list[str], *, colours: list[str]) -> Axes:
    """Horizontal bars, the first on top, each with its text at its end and room for it."""
    over = _over(ax, names)
    row = ROW + LINE * over
    ax = canvas(ax, height=min(row * len(names), room(ax)[1]), left=0 if over else _indent(names))
    across = room(ax)[0]
    places = [place + 0.2 * over for place in range(len(names))]
    texts = [cut(text, 0.75 * across) for text in texts]
    ax.barh(places, values, 0.36 if over else 0.6, color=colours)
    for name, place, value, text in zip(names, places, values, texts, strict=True):
        write(ax, text, (value, place), shift=(4, 0))
        if over:
            write(ax, cut(name, across), (0, place - 0.48))
    free = [1 - (width(text) + 8) / across for text in texts]
    ax.set_xlim(0, max(1, *(value / share for value, share in zip(values, free, strict=True))))
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_yticks([] if over else places, labels=[] if over else names)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    return ax


def _over(ax: Canvas, names: Sequence[str]) -> bool:
    """Whether names stand over their bars: on a narrow chart, where they would be cut beside them."""
    across = room(ax)[0]
    return across < NARROW and _indent(names) > 0.35 * across


def _indent(names: Sequence[str]) -> float:
    return max(map(width, names)) + 8
