"""Why is it an event? The sentences an event rests on, marked, and what its date, type and status follow from."""

from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup, escape

from analysis import folding, vocabulary

Span = tuple[int, int, str]  # first and last character in a sentence, and what stands there

# Pale, with dark words on them, so that they are read on a dark page, too.
COLOURS = {"party": "#cfe4f7", "trigger": "#ffe58a", "date": "#d3ecd0"}
MARK = '<mark title="{}" style="background: {}; color: #1c1c1c">{}</mark>'
BASES = {
    "stated": "“{words}” is printed in full",
    "resolved": "“{words}” was worked out against the page's date, {published}",
    "publication": "the page's news, which no passage dates: the page's own date, {published}, stands in",
    "none": "no words date it",
}


class Explanation(NamedTuple):
    """Why an event is one: its title, a line for each of date, type, status and parties, and its passages.

    Prints as text, with [parties], *trigger* and {date} marked; shows as HTML in a notebook.
    """

    event_id: str
    reasons: list[tuple[str, str]]
    passages: list[tuple[str, str, list[Span]]]

    def __str__(self) -> str:
        reasons = "\n".join(f"  {what}: {why}" for what, why in self.reasons)
        told = "\n".join(f"  {where}\n    {_marked(text, spans)}" for where, text, spans in self.passages)
        return f"{self.event_id}\n{reasons}\n{told}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        reasons = Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(what, why) for what, why in self.reasons)
        told = Markup().join(
            Markup("<li><small>{}</small><br>{}</li>").format(where, _as_html(text, spans))
            for where, text, spans in self.passages
        )
        return Markup("<h4>{}</h4><dl>{}</dl><ol>{}</ol>").format(self.event_id, reasons, told)


def explain(event_id: str, reports: pd.DataFrame, mentions: pd.DataFrame) -> Explanation:
    """Why an event of the table `reports` is one; `mentions` has the names that stand in its sentences.

    Raises KeyError where no report has this event_id.
    """
    told = reports[reports["event_id"] == event_id]
    if told.empty:
        raise KeyError(event_id)
    rows = list(told.itertuples())
    passages = [(_where(row), row.sentence, _spans(row, mentions)) for row in rows]
    best_first = sorted(rows, key=lambda row: folding.rank(row._asdict()))
    return Explanation(event_id, _reasons(best_first), passages)


def _reasons(rows: list[Any]) -> list[tuple[str, str]]:
    """What date, type, status and parties follow from, each by the best passage that tells it itself."""
    dated = next((row for row in rows if _date_words(row)), rows[0])
    words = BASES[dated.date_basis or "none"].format(words=dated.date_text, published=dated.published[:10])
    again = ", in a sentence that tells it again without naming both" if dated.told == "again" else ""
    best = next((row for row in rows if row.object), next((row for row in rows if row.told != "again"), rows[0]))
    acted = f" … “{best.object}”" if best.object else ""
    governed = next((row.governor for row in rows if row.governor), "")
    status = f"“{governed}” before it" if governed else "no word before it plans, proposes or denies it"
    return [
        ("date", f"{dated.date or 'unknown'}: {words}{again}"),
        ("type", f"{best.type}: “{best.trigger}”{acted}"),
        ("status", f"{best.status}: {status}"),
        ("parties", "; ".join(_party(rows, side) for side in ("a", "b"))),
    ]


def _party(rows: list[Any], side: str) -> str:
    country = vocabulary.parties()[getattr(rows[0], f"country_{side}")]
    named = dict.fromkeys(name for row in rows if (name := getattr(row, f"party_{side}")))
    return f"{country} ({', '.join(named)})" if named else f"{country} (neither it nor a body of its own is named)"


def _where(row: Any) -> str:
    return f"{row.article_id}, {row.role}, characters {row.start}-{row.end}"


def _date_words(row: Any) -> str:
    """The words that date an event, where they stand in this very sentence."""
    return row.date_text if row.date_text and row.date_text in row.sentence else ""


def _spans(row: Any, mentions: pd.DataFrame) -> list[Span]:
    """What is marked in a sentence, in reading order; of two that overlap the first."""
    here = mentions[(mentions["article_id"] == row.article_id) & (mentions["start"] >= row.start)]
    here = here[(here["end"] <= row.end) & here["country"].isin([row.country_a, row.country_b])]
    here = here[~here["entity_id"].str.startswith("gpe/")]  # "in Seoul" is where, not who
    spans = [(m.start - row.start, m.end - row.start, "party") for m in here.itertuples()]
    spans.append((row.trigger_start - row.start, row.trigger_end - row.start, "trigger"))
    if words := _date_words(row):
        first = row.sentence.index(words)
        spans.append((first, first + len(words), "date"))
    spans.sort(key=lambda span: (span[0], span[2] != "trigger"))
    apart: list[Span] = []
    for span in spans:
        if not apart or span[0] >= apart[-1][1]:
            apart.append(span)
    return apart


def _pieces(text: str, spans: list[Span]) -> list[tuple[str, str]]:
    """The text cut into marked and unmarked pieces."""
    pieces, end = [], 0
    for first, last, what in spans:
        pieces += [(text[end:first], ""), (text[first:last], what)]
        end = last
    return [*pieces, (text[end:], "")]


def _marked(text: str, spans: list[Span]) -> str:
    marks = {"party": "[{}]", "trigger": "*{}*", "date": "{{{}}}", "": "{}"}
    return " ".join("".join(marks[what].format(piece) for piece, what in _pieces(text, spans)).split())


def _as_html(text: str, spans: list[Span]) -> Markup:
    return Markup().join(
        Markup(MARK).format(what, COLOURS[what], piece) if what else escape(piece)
        for piece, what in _pieces(text, spans)
    )
