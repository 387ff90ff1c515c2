"""What stands on a chart, and where: its texts, marks and their places in pixels, after drawing."""

from itertools import combinations

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from analysis import charts

CHARTS = {
    "roles": "blocks",
    "actors": "entities",
    "timeline": "events",
    "partners": "events",
    "network": "events",
    "agreements": "events",
    "evidence": "reports",
}  # a chart, and the table it draws


def drawn(name, tables, **options):
    return getattr(charts, name)(tables[CHARTS[name]], **options)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def said(ax):
    """All texts on one line, for what is broken into lines."""
    return " ".join(" ".join(texts(ax)).split())


def mark(ax, gid):
    return next(artist for artist in ax.get_children() if artist.get_gid() == gid)


def ticks(ax, axis="x"):
    return [label.get_text() for label in getattr(ax, f"get_{axis}ticklabels")()]


def boxes(ax):
    """The places of all labels and of all marks, in pixels, after drawing."""
    ax.figure.canvas.draw()
    labels = [text.get_window_extent() for text in ax.texts if text.get_text()]
    marks = [artist.get_window_extent() for artist in ax.get_children() if artist.get_gid()]
    return labels, marks


def overlaps(a, b):
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    return width > 0.5 and height > 0.5


def every_text(ax):
    """All texts on the figure with any letters, as they are drawn: also title, ticks and key."""
    ax.figure.canvas.draw()
    shown = [text for text in ax.figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    low, high = (sorted(limits) for limits in (ax.get_xlim(), ax.get_ylim()))
    hidden = set()
    for axis, (start, end) in ((ax.xaxis, low), (ax.yaxis, high)):
        visible = ax.axison
        hidden |= {t.label1 for t in axis.get_major_ticks() if not visible or not start <= t.get_loc() <= end}
    return [text for text in shown if text not in hidden]


def corners(text):
    """The corners of a text's box, turned as the text is; a little smaller, for what only touches."""
    turn, middle = text.get_rotation(), text.get_window_extent()
    text.set_rotation(0)
    box = text.get_window_extent()
    text.set_rotation(turn)
    angle, (w, h) = np.deg2rad(turn), (box.width / 2 - 0.5, box.height / 2 - 0.5)
    across, up = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    centre = np.array([(middle.x0 + middle.x1) / 2, (middle.y0 + middle.y1) / 2])
    return np.array([centre + x * w * across + y * h * up for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))])


def meet(first, second):
    """Whether two turned boxes overlap: no side of either keeps them apart."""
    for box in (first, second):
        for side in (box[1] - box[0], box[3] - box[0]):
            one, other = first @ side, second @ side
            if one.max() <= other.min() or other.max() <= one.min():
                return False
    return True


def collisions(ax):
    """Pairs of texts that overlap."""
    places = {text: corners(text) for text in every_text(ax)}
    return [
        (a.get_text(), b.get_text()) for (a, one), (b, other) in combinations(places.items(), 2) if meet(one, other)
    ]


def outside(ax):
    """Texts that lie beyond the edge of the figure."""
    width, height = ax.figure.bbox.size
    return [
        text.get_text()
        for text in every_text(ax)
        for box in [text.get_window_extent()]
        if box.x0 < -0.5 or box.y0 < -0.5 or box.x1 > width + 0.5 or box.y1 > height + 0.5
    ]


def contrast(a, b):
    """WCAG's contrast of two colours."""
    light = [
        sum(
            weight * (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
            for weight, c in zip((0.2126, 0.7152, 0.0722), to_rgb(colour), strict=True)
        )
        for colour in (a, b)
    ]
    return (max(light) + 0.05) / (min(light) + 0.05)
