"""What does a chart stand in? A sheet of some size in the house style: title, key and notes around it, its words.

Lengths are points as the house style sets them on paper; on a slide all of them grow alike.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial, wraps

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Annotation

from analysis.lettering import SIZE, listed, paragraph, width

STYLE = "analysis.workbook"  # the .mplstyle file beside this module
TYPE = 9.0  # its font.size
LENGTHS = (
    *("font.size", "axes.titlesize", "axes.linewidth", "legend.fontsize", "hatch.linewidth", "patch.linewidth"),
    *("lines.linewidth", "lines.markersize", "lines.markeredgewidth", "xtick.labelsize", "ytick.labelsize"),
    *("xtick.major.size", "xtick.major.width", "xtick.major.pad", "ytick.major.pad"),
)  # what the style gives in points
NO_EVENTS = "Nothing to show: no page tells of two parties acting together in space."
LINE = 11.0  # points a line of labels takes
LEAST = 0.3  # inches high is no chart lower
NARROW = 360.0  # below, a chart has no room beside its marks
GREY, RULE, PALE, GROUND = "#5c5c5c", "#e3e3e3", "#f3f3f3", "#ffffff"
BLUE, _, RED, SILVER, PURPLE, BROWN, ORANGE, _, SLATE, _ = mpl.color_sequences["petroff10"]


@dataclass(frozen=True)
class Sheet:
    """A size to draw for, in inches: `height` is the most it may take, or with `full` what it takes.

    `zoom` is how much larger than on paper all is drawn; `inner` what title and notes leave of the height.
    """

    width: float = 8.0
    height: float = 11.0
    side: float = 0.25
    zoom: float = 1.0
    full: bool = False
    inner: float = 0.0


USUAL = Sheet()
SHEETS = {
    "single": Sheet(3.5, 9.0, side=0.06),  # one column of a journal, or both
    "double": Sheet(7.2, 9.0, side=0.06),
    "slide": Sheet(40 / 3, 7.5, side=0.5, zoom=1.6, full=True),
}
Canvas = Axes | Sheet


class Chart(Figure):
    """A figure that knows how it was drawn, and so can be drawn again for a sheet of another size."""

    draw_on: Callable[[Sheet], Axes]


def chart(draw: Callable[..., Axes]) -> Callable[..., Axes]:
    """A chart in the house style: it goes into the `ax` given, else onto a sheet of its own."""

    @wraps(draw)
    def drawn(table: pd.DataFrame, *, ax: Axes | None = None, **options: object) -> Axes:
        if ax is None:
            return _on(USUAL, partial(draw, table.copy(deep=False), **options))
        with styled():
            return draw(table, ax=ax, **options)

    return drawn


def _on(sheet: Sheet, draw: Callable[..., Axes]) -> Axes:
    """The chart on a sheet of its own; drawn once more where title and notes leave less than was thought."""
    inner = sheet.height / sheet.zoom - 1.2
    with styled(sheet.zoom):
        ax = draw(ax=replace(sheet, inner=inner))
        while inner > LEAST and (excess := ax.figure.get_figheight() - sheet.height) > 0.01:
            plt.close(ax.figure)
            inner = max(LEAST, inner - excess / sheet.zoom)
            ax = draw(ax=replace(sheet, inner=inner))
    if sheet.full:
        _heighten(ax, sheet.height)
    ax.figure.draw_on = partial(_on, draw=draw)
    return ax


def _heighten(ax: Axes, height: float) -> None:
    """Add white beneath until the figure has the height of the sheet."""
    figure, box = ax.figure, ax.get_position()
    share = figure.get_figheight() / height
    ax.set_position((box.x0, 1 - (1 - box.y0) * share, box.width, box.height * share))
    figure.set_figheight(height)


@contextmanager
def styled(zoom: float = 1.0) -> Iterator[None]:
    """In the house style; a notebook is told of charts before, since what it sets within ends with the style."""
    plt.install_repl_displayhook()
    with plt.style.context(STYLE):
        mpl.rcParams.update({name: mpl.rcParams[name] * zoom for name in LENGTHS})
        yield


def description(ax: Axes) -> str:
    """What the chart shows, in words, for alt texts; notebooks print it as the repr of the Axes."""
    return ax.get_label()


def zoom() -> float:
    """How much larger than on paper the current style draws."""
    return mpl.rcParams["font.size"] / TYPE


def room(ax: Canvas) -> tuple[float, float]:
    """Points from left to right and from top to bottom that a chart may take."""
    if isinstance(ax, Sheet):
        return (ax.width / ax.zoom - 2 * ax.side) * 72, ax.inner * 72
    box, points = ax.get_window_extent(), 72 / ax.get_figure().dpi / zoom()
    return box.width * points, box.height * points


def canvas(ax: Canvas, *, height: float, left: float = 0.0) -> Axes:
    """The axes given, or new ones so many points high, with `left` for names; a full sheet stretches them to 1.6."""
    if isinstance(ax, Axes):
        return ax
    figure = plt.figure(FigureClass=Chart, figsize=(ax.width, ax.height))
    across = ax.width / ax.zoom * 72
    inner = max(height, min(1.6 * height, ax.inner * 72)) if ax.full else height
    share = (inner / 72 * ax.zoom) / ax.height
    side = ax.side * 72
    return figure.add_axes(((side + left) / across, 0, 1 - (2 * side + left) / across, share))


def write(ax: Axes, text: str, at: tuple[float, float], *, shift: tuple[float, float] = (0, 0), **how) -> Annotation:
    """A label, centred on the height of a place and `shift` points away from it."""
    k = zoom()
    how = {"va": "center", "textcoords": "offset points"} | how | {"size": how.get("size", SIZE) * k}
    return ax.annotate(text, at, xytext=(shift[0] * k, shift[1] * k), **how)


def framed(
    ax: Axes,
    *,
    title: str,
    notes: Sequence[str],
    words: str,
    indent: float = 0.0,
    above: float = 0.0,
    below: float = 0.0,
) -> Axes:
    """The axes with title and notes, both `indent` points to the left, and a description.

    `above` are the points a key takes, `below` those of the labels of the axis.
    """
    across, k = room(ax)[0], zoom()
    ax.spines[["left", "right", "top"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    size = 12 if across + indent >= NARROW else 10
    heading = paragraph(title, across + indent, size=size, weight="bold")
    ax.set_title(heading, x=-indent / across, pad=(8 + above) * k, size=size * k)
    beneath = paragraph(" ".join(notes), across + indent, size=8)
    shift = (-indent, -10 - below)
    write(ax, beneath, (0, 0), xycoords="axes fraction", shift=shift, va="top", size=8, color=GREY)
    ax.set_label(words)
    if isinstance(ax.figure, Chart):
        top = 8 + above + 1.3 * size * (1 + heading.count("\n")) + 4
        bottom = 10 + below + 10.5 * (1 + beneath.count("\n")) * bool(notes) + 2
        _margins(ax, top * k / 72, bottom * k / 72)
    return ax


def _margins(ax: Axes, top: float, bottom: float) -> None:
    """Let the figure end so many inches above and beneath the axes, which stay as they are."""
    figure, box = ax.figure, ax.get_position()
    height = box.height * figure.get_figheight()
    total = top + height + bottom
    figure.set_figheight(total)
    ax.set_position((box.x0, bottom / total, box.width, height / total))


def blank(ax: Canvas, title: str, sentence: str) -> Axes:
    """A chart of nothing, which says so."""
    text = paragraph(sentence, room(ax)[0], size=TYPE)
    ax = canvas(ax, height=22.0 + LINE * text.count("\n"))
    ax.set_axis_off()
    write(ax, text, (0, 0.5), xycoords="axes fraction", size=TYPE, color=GREY)
    return framed(ax, title=title, notes=[], words=f"{title}. {sentence}")


def key(ax: Axes, handles: Sequence[Artist]) -> float:
    """What the shapes mean, in one or more lines above the chart; returns their height in points."""
    sizes = [width(handle.get_label()) + 30 for handle in handles]
    fitting = (n for n in range(len(sizes), 0, -1) if _key_width(sizes, n) <= room(ax)[0])
    columns = next(fitting, 1)
    spaces = {"borderpad": 0, "borderaxespad": 0.4, "handlelength": 1.2, "handletextpad": 0.4}
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=columns, **spaces)
    return 14.0 * -(-len(handles) // columns)


def _key_width(sizes: list[float], columns: int) -> float:
    """Points a key of so many columns takes; matplotlib fills it column by column."""
    return sum(max(column) for column in np.array_split(sizes, columns))


def sign(shape: str, label: str, **how: object) -> Line2D:
    """A line of the key."""
    return Line2D([], [], ls="none", marker=shape, label=label, **how)


def dates(ax: Axes, days: dict[float, str], points: Callable[[float], float]) -> float:
    """Write days along the axis, those at its ends inwards; returns the points they take beneath it."""
    ax.set_xticks(list(days), labels=list(days.values()))
    for day, label in zip(days, ax.get_xticklabels(), strict=True):
        half = width(label.get_text()) / 2
        if points(day) < half:
            label.set_horizontalalignment("left")
        elif points(day) > room(ax)[0] - half:
            label.set_horizontalalignment("right")
    return 22.0 if any("\n" in text for text in days.values()) else 12.0


def told_by(events: pd.DataFrame, source: str) -> str:
    """Where events come from, as the first note beneath a chart."""
    return f"Source: {source}" if source else f"First told by {listed(events['first_article_id'])}"


def told(names: Iterable[str], texts: Iterable[str]) -> str:
    """Names and what is said of each, as a sentence of a description."""
    return "; ".join(f"{name} {text}" for name, text in zip(names, texts, strict=True))
