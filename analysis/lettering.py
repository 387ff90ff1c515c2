"""How is it written? Words, numbers and dates as charts and reports print them, and their width."""

import re
from collections.abc import Iterable
from functools import lru_cache, partial

import pandas as pd
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

DASH = "\N{EN DASH}"
SIZE = 8.5  # points, of every label on a chart
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # not from the locale
# What XML, and so Excel, SVG and HTML, cannot hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HALF = re.compile("[\ud800-\udfff]")  # half of a surrogate pair: no file in UTF-8 can hold it
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def spoken(iso: str) -> str:
    """A date as it is read, with the precision it has: 30 May 2023, May 2023, 2023."""
    parts = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", iso)
    if parts is None:
        return iso
    year, month, day = parts.groups()
    name = MONTHS[int(month) - 1] if month else ""
    return f"{int(day)} {name} {year}" if day else f"{name} {year}".strip()


def number(size: int, noun: str) -> str:
    """How many of what: 1 party, 2 parties."""
    several = f"{noun[:-1]}ies" if noun.endswith("ty") else f"{noun}s"
    return f"{size:,} {noun if size == 1 else several}"


def listed(articles: Iterable[str]) -> str:
    """Pages by name if they are one or two, else how many."""
    names = sorted(set(articles))
    return number(len(names), "page") if len(names[2:]) else clean(", ".join(names))


def clean(text: str) -> str:
    """The text on one line, with a replacement character for what no file can hold."""
    return ILLEGAL.sub(REPLACEMENT, " ".join(text.split()))


def legible(table: pd.DataFrame, illegal: re.Pattern[str] = ILLEGAL) -> pd.DataFrame:
    """The table with a replacement character, one for one, for what no file can hold."""
    texts = table.select_dtypes("str")
    return table.assign(**{name: texts[name].map(partial(illegal.sub, REPLACEMENT)) for name in texts})


@lru_cache(maxsize=20_000)
def width(text: str, size: float = SIZE, weight: str = "normal") -> float:
    """Points a label takes at most: measured without hinting, 4 % on top for other renderers."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    measure = text_to_path.get_text_width_height_descent
    return 1.04 * max(measure(line, font, ismath=False)[0] for line in text.split("\n"))


def paragraph(text: str, room: float, *, size: float, weight: str = "normal") -> str:
    """The whole text on as many lines of `room` points as it takes; a longer word stands cut into lines of its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if width(longer, size, weight) <= room:
            lines[-1] = longer
            continue
        lines += [word] if lines[-1] else []
        lines[-1] = word
        while width(lines[-1], size, weight) > room:
            whole = lines[-1]
            fits = next(n for n in range(len(whole) - 1, 0, -1) if n == 1 or width(whole[:n], size, weight) <= room)
            lines[-1:] = [whole[:fits], whole[fits:]]
    return "\n".join(lines)


def cut(text: str, room: float) -> str:
    """As many words as fit into `room` points, then "…"; empty where not even three letters fit."""
    if width(text) <= room:
        return text
    words = text.split(" ")
    shorter = (" ".join(words[:size]).rstrip(",;:") for size in range(len(words) - 1, 0, -1))
    letters = (words[0][:size] for size in range(len(words[0]) - 1, 2, -1))
    parts = (f"{part}…" for part in (*shorter, *letters))
    return next((part for part in parts if width(part) <= room), "")


def wrapped(text: str, room: float, *, lines: int) -> str:
    """The text on at most so many lines of `room` points, the last one cut."""
    words = text.split(" ")
    heads = (size for size in range(len(words) - 1, 0, -1) if width(" ".join(words[:size])) <= room)
    head = next(heads, 0)
    if lines == 1 or width(text) <= room or not head:
        return cut(text, room)
    rest = wrapped(" ".join(words[head:]), room, lines=lines - 1)
    return f"{' '.join(words[:head])}\n{rest}".rstrip("\n")
