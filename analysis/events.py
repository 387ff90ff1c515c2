"""Who did what with whom? Reports (a passage that tells of one event) and the events they agree on."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd
from spacy.tokens import Doc, Span

from analysis import dating, folding, pairs, vocabulary
from analysis.acts import Act, acts
from analysis.actwords import has_verb, instrument
from analysis.evidence import explain
from analysis.gazetteer import sites, slug
from analysis.language import Passage
from analysis.lines import ENTRY
from analysis.tables import COUNT, TEXT, by_event, table

__all__ = ["EVENTS", "PARTICIPANTS", "REPORTS", "events", "explain", "fold", "participants", "reports", "told"]

REPORTS = {
    **dict.fromkeys(("report_id", "event_id", "article_id"), TEXT),
    **dict.fromkeys(("block", "start", "end"), COUNT),
    **dict.fromkeys(("sentence", "country_a", "country_b", "party_a", "party_b", "type", "status", "instrument"), TEXT),
    **dict.fromkeys(("domain", "date", "precision", "date_basis", "date_text", "place", "trigger"), TEXT),
    **dict.fromkeys(("trigger_start", "trigger_end"), COUNT),
    **dict.fromkeys(("object", "governor"), TEXT),
    **dict.fromkeys(("earliest", "latest", "role", "told", "leading", "published"), TEXT),
}
EVENTS = {
    **dict.fromkeys(("event_id", "date", "precision", "earliest", "latest", "country_a", "country_b"), TEXT),
    **dict.fromkeys(("party_a", "party_b", "type", "status", "instrument", "domain", "place", "title", "plover"), TEXT),
    **dict.fromkeys(("reports", "articles"), COUNT),
    **dict.fromkeys(("first_article_id", "date_basis", "date_text"), TEXT),
}
PARTICIPANTS = dict.fromkeys(("event_id", "entity_id", "name", "role", "organisation", "country", "part"), TEXT)

# Ingham's verbs of cooperation as PLOVER names them; what lies ahead is an agreement to act.
PLOVER = {"agreement": "SUPPORT", "commitment": "AGREE", "dialogue": "CONSULT"} | dict.fromkeys(
    ("exercise", "mission", "exchange"), "COOPERATE"
)
PART = {"agreement": "signatory", "commitment": "speaker"}
WITNESSED = re.compile(r"\b(?:witness(?:ed|es|ing)?|looked on|presided over)\b")
READING_ORDER = {"headline": 0, "paragraph": 1, "caption": 2}
LONGEST = 2000  # characters of a sentence
SEVERAL = re.compile(r"(?:memoranda|[a-z]{3,}s)$", re.I)  # "signed such papers with Japan and China"
# Stages of an instrument that a later signing does not date.
STAGE = re.compile(r"ratif|approv|adopt|endors|clear|pass|enter|came|come|took|take", re.I)
DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")


class Sentence(NamedTuple):
    """A sentence as it was read: its names, the parties and the acts it tells (none where it is not about space), and
    the country it is about.
    """

    passage: Passage
    span: Span
    mentions: list[Any]
    parties: list[pairs.Party]
    acts: list[Act]
    subject: str


def reports(docs: Iterable[Doc], mentions: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """A passage that tells of one event per row, with the event it belongs to and the characters of its trigger.

    `sentence` stands at start:end, the trigger at trigger_start:trigger_end of the source text.
    `role` is the block's, `published` the page's own date, `told` is "news", "background" or "again": by a sentence
    that dates the news but does not name both parties.
    """
    return fold(told(docs, mentions, dates))


def told(docs: Iterable[Doc], mentions: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """The reports as their passages tell them, each for itself: no event_id yet, and only dates of their own."""
    named, dated = (_by_passage(table) for table in (mentions, dates))
    pages = groupby((doc for doc in docs if not doc._.passage.repeats), key=lambda doc: doc._.passage.article_id)
    return table((row for _, page in pages for row in _page_reports(list(page), named, dated)), REPORTS)


def fold(told: pd.DataFrame) -> pd.DataFrame:
    """The same reports with the event each belongs to, on its page and across pages."""
    return table(folding.folded(told.to_dict("records")), REPORTS)


def events(reports: pd.DataFrame) -> pd.DataFrame:
    """What the reports agree on, a row per event, in order of date; undated events come last."""
    rows = [_event(told) for _, told in sorted(by_event(reports).items())]
    return table(sorted(rows, key=lambda row: (row["earliest"] or "9999", row["event_id"])), EVENTS)


def participants(reports: pd.DataFrame, mentions: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """A person in an event per row: who signed, attended or spoke, with what the page says of them."""
    persons = mentions[(mentions["label"] == "PERSON") & (mentions["entity_id"] != "")]
    by_page: dict[str, list[Any]] = {}
    for person in persons.itertuples():
        by_page.setdefault(person.article_id, []).append(person)
    about = ["name", "role", "organisation", "country"]
    known = people.set_index(["article_id", "entity_id"])[about].to_dict("index")
    best: dict[tuple[str, str], dict[str, Any]] = {}
    for report in reports.itertuples():
        for person in by_page.get(report.article_id, []):
            within = report.start <= person.start and person.end <= report.end
            if within and person.country in (report.country_a, report.country_b):
                key = {"event_id": report.event_id, "entity_id": person.entity_id}
                row = known[report.article_id, person.entity_id] | {"part": _part(report)}
                best.setdefault(tuple(key.values()), key | row)
    return table(best.values(), PARTICIPANTS)


def _part(report: Any) -> str:
    if report.status != "occurred":
        return "speaker"
    if WITNESSED.search(report.sentence):
        return "attendee"
    return PART.get(report.type, "attendee")


@cache
def _about(kind: str) -> re.Pattern[str]:
    """Words that say a passage is about space, or about the military or commercial side of it."""
    words = vocabulary.alternation(vocabulary.words("domains", kind))
    if kind == "space":
        files = ("exercises", "missions", "satellites", "vehicles")
        proper = vocabulary.alternation(name for file in files for name in vocabulary.names(file))
        return re.compile(rf"\b(?:{words}|(?-i:{proper}))\b", re.I)
    return re.compile(rf"\b{words}\b", re.I)


def _page_reports(page: list[Doc], named: dict, dated: dict) -> Iterator[dict[str, Any]]:
    """The reports of one page, in reading order: first what names both parties, then what points back to them."""
    mentions = {doc._.passage.block: _inside(named, doc) for doc in page}
    dates = {doc._.passage.block: _inside(dated, doc) for doc in page}
    ordered = sorted((doc._.passage for doc in page), key=lambda passage: READING_ORDER[passage.role])
    sentences = [(doc, piece) for doc in page for sentence in doc.sents for piece in _pieces(sentence)]
    told = [(p.text, pairs.candidates(p.text, mentions[p.block], p.story, len(p.text))) for p in ordered]
    main, hero = pairs.of_page(told), pairs.hero(told)
    lead = " ".join(passage.text[:LONGEST] for passage in ordered[:3])
    nothing = pairs.Context((), frozenset(), None, "", "")
    head = next((passage.text for passage in ordered if passage.role == "headline"), lead)
    page_is, head_is = (bool(_about("space").search(text)) for text in (lead, head))  # about space
    read = [_read(doc, sentence, mentions[doc._.passage.block], page_is, head_is) for doc, sentence in sentences]
    explicit = [report for sentence in read for report in _sentence_reports(sentence, [], lead, nothing)]
    often = [pair for pair, _ in Counter(map(_pair, explicit)).most_common()]
    news = (r for r in explicit if r["type"] == "agreement" and r["status"] == "occurred" and r["leading"])
    signed = frozenset(map(_pair, news))
    context = pairs.Context(tuple(often), signed, main, "", hero)
    found = []
    for sentence in read:
        when = _in(sentence.span, dates[sentence.passage.block])
        for report in _sentence_reports(sentence, when, lead, context):
            if report["role"] == "headline" and report["type"] == "commitment" and _pair(report) in signed:
                report["type"] = "agreement"  # "Two countries join hands", and what they signed is told beneath
            context = context._replace(told=(_pair(report), *often))
            found.append(report)
        context = context._replace(subject=sentence.subject or hero)
        if sentence.span.end == len(sentence.span.doc):
            context = context._replace(told=tuple(often))
    yield from found
    yield from _echoes(found, read, dates, lead)


def _echoes(found: list[dict[str, Any]], read: list[Sentence], dates: dict[int, list[Any]], lead: str) -> Iterator:
    """The page's news told again by the sentence that dates it, without the parties: "It lifted off on Sunday".

    Where the page's own date is not known, the newest day it names stands in for it.
    """
    telling = {(report["block"], report["start"]) for report in found}
    newest = max((d.value[:10] for rows in dates.values() for d in rows if DAY.match(d.value)), default="")
    for news in _undated(found):
        pair = pairs.Pair(*(news[column] for column in pairs.Pair._fields[:4]))
        for sentence in read:
            passage, span = sentence.passage, sentence.span
            word = _echo(news["type"]).search(passage.text, max(span.start_char, passage.story), span.end_char)
            others = {party.country for party in sentence.parties if not party.place} - set(pair[:2])
            if (
                not word
                or others
                or passage.role == "headline"
                or (passage.block, passage.start + span.start_char) in telling
            ):
                continue
            act = Act(news["type"], "occurred", *(at - span.start_char for at in word.span()), "", True, anaphoric=True)
            date = dating.of_act(span, _in(span, dates[passage.block]), act, [act])
            if date["precision"] == "day" and folding.just_before(date["date"], passage.anchor or newest):
                yield _report(sentence, act, pair, date, "", lead) | {"told": "again"}
                break


def _undated(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A report of each event that the page begins with and nowhere dates, where it is the only one of its type."""
    news = [r for r in found if r["leading"] and r["status"] == "occurred" and r["told"] == "news"]
    dated = {(_pair(r), r["type"]) for r in found if r["status"] == "occurred" and r["date"] and folding.recent(r)}
    first = {
        (_pair(r), r["type"]): r for r in reversed(news) if r["type"] != "agreement" or not STAGE.match(r["trigger"])
    }
    of_type = Counter(kind for _, kind in first)
    return [r for key, r in first.items() if key not in dated and of_type[key[1]] == 1]


@cache
def _echo(event_type: str) -> re.Pattern[str]:
    """Words that tell an act of a type again (echoes.tsv)."""
    lines = vocabulary.rows("echoes")
    return re.compile(rf"\b{vocabulary.alternation(lines.loc[lines['type'] == event_type, 'word'])}\b")


def _pieces(sentence: Span) -> Iterator[Span]:
    """A sentence; in pieces, if it is so long that it is none: a list, or a page without a full stop."""
    first = sentence.start
    for token in sentence if len(sentence.text) > LONGEST else ():
        if token.idx + len(token) - sentence.doc[first].idx > LONGEST and token.i > first:
            yield sentence.doc[first : token.i]
            first = token.i
    yield sentence.doc[first : sentence.end]


def _in(sentence: Span, rows: list[Any]) -> list[Any]:
    """The rows, in order of their characters, that begin in a sentence."""
    first, last = (
        bisect_left(rows, edge, key=lambda row: row.start) for edge in (sentence.start_char, sentence.end_char)
    )
    return rows[first:last]


def _pair(report: dict[str, Any]) -> tuple[str, str]:
    return report["country_a"], report["country_b"]


def _by_passage(table: pd.DataFrame) -> dict[tuple[str, int], list[Any]]:
    """article_id and block -> the rows of that passage."""
    rows: dict[tuple[str, int], list[Any]] = {}
    for row in table.itertuples():
        rows.setdefault((row.article_id, row.block), []).append(row)
    return rows


def _inside(rows: dict[tuple[str, int], list[Any]], doc: Doc) -> list[Any]:
    """The rows of one passage, their offsets counted from its first character."""
    passage = doc._.passage
    here = rows.get((passage.article_id, passage.block), ())
    return [row._replace(start=row.start - passage.start, end=row.end - passage.start) for row in here]


def _read(doc: Doc, span: Span, mentions: list[Any], page_is: bool, head_is: bool) -> Sentence:
    """A sentence of a page; whether the page's beginning and its headline are about space."""
    passage, names = doc._.passage, _in(span, mentions)
    start, end = max(span.start_char, passage.story), span.end_char
    whole = pairs.candidates(passage.text, names, span.start_char, end)
    subject = next((party.country for party in whole if not party.place), "")
    here = [m for m in names if m.start >= start]
    own = _is_about_space(span.text, here)
    if not own and not page_is:  # on a page about space it may point back: "the agreement"
        return Sentence(passage, span, here, [], [], subject)
    parties = [*pairs.candidates(passage.text, here, start, end), *pairs.vehicles(passage.text, start, end)]
    present = passage.role in ("headline", "caption") or (span.start_char == 0 and bool(ENTRY.match(span.text)))
    found = acts(span.text, headline=present)
    if not own and not head_is:  # what is promised is often something else
        found = [act for act in found if act.type != "commitment"]
    return Sentence(passage, span, here, sorted(parties), found, subject)


def _sentence_reports(
    sentence: Sentence, dates: list[Any], lead: str, context: pairs.Context
) -> Iterator[dict[str, Any]]:
    passage, span, mentions, parties, found, _ = sentence
    leading = "yes" if passage.role == "headline" or passage.text[:LONGEST] in lead else ""
    for act in found:
        if act.type == "agreement" and act.generic and pairs.ACCORDS.search(lead):
            continue
        if act.instrument == "contract" and any(m.entity_id in pairs.mute() for m in mentions):
            continue
        there = act._replace(start=span.start_char + act.start, end=span.start_char + act.end)
        for pair in pairs.of_act(passage.text, parties, there, span.text, context):
            date = dating.of_act(span, dates, _beside(act, pair.at, span), found)
            if act.status == "occurred" and not date["date"] and _is_circumstance(act, pair, leading, context):
                continue
            yield _report(sentence, act, pairs.of_its_time(pair, date["latest"]), date, leading, lead)
            if act.status == "occurred" and date["date"] and not pair.at:
                yield from _listed(sentence, dates, act, pair, date, lead)


def _listed(
    sentence: Sentence, dates: list[Any], act: Act, pair: pairs.Pair, first: dict[str, str], lead: str
) -> Iterator[dict[str, Any]]:
    """What the two did again at a further date that a sentence names: "a memorandum in 2012 and a treaty in 2016"."""
    for (start, end), date in dating.listed(sentence.span, dates, act, first):
        words = sentence.passage.text[start:end]
        others = {party.country for party in sentence.parties if start <= party.start < end} - set(pair[:2])
        if others or has_verb(words):
            return
        named, generic = instrument(words) if act.type == "agreement" else ("", True)
        again = act._replace(instrument=named, generic=generic, background=True)
        yield _report(sentence, again, pairs.of_its_time(pair, date["latest"]), date, "", lead)


def _report(
    sentence: Sentence, act: Act, pair: pairs.Pair, date: dict[str, str], leading: str, lead: str
) -> dict[str, Any]:
    passage, span = sentence.passage, sentence.span
    return {
        **_where(span, act),
        **{column: getattr(pair, column) for column in ("country_a", "country_b", "party_a", "party_b")},
        **{column: getattr(act, column) for column in ("type", "status", "instrument", "object", "governor")},
        "domain": _domain(span.text, lead),
        "place": _place(passage.text, sentence.mentions, max(span.start_char, passage.story)),
        "told": "background" if act.background or pair.at else "news",
        "leading": leading,
        **date,
    }


def _is_circumstance(act: Act, pair: pairs.Pair, leading: str, context: pairs.Context) -> bool:
    """Whether an act without a date is no event of its own: a meeting, a maker or "such agreements" told in passing, or
    the meeting at which the two signed what the page brings as news.
    """
    several = act.type == "agreement" and bool(SEVERAL.search(act.object))
    in_passing = not leading and (act.weak or act.type == "dialogue" or several)
    return in_passing or (act.weak and act.type == "dialogue" and (pair.country_a, pair.country_b) in context.signed)


def _beside(act: Act, partner: pairs.Party | None, sentence: Span) -> Act:
    """The act at the place from where its date is looked for: a partner's, where there are several."""
    if partner is None:
        return act
    return act._replace(start=partner.start - sentence.start_char, end=partner.end - sentence.start_char)


def _is_about_space(sentence: str, mentions: list[Any]) -> bool:
    """Whether a sentence has a space word or a space agency."""
    return bool(_about("space").search(sentence)) or any(m.entity_id in _space_bodies() for m in mentions)


@cache
def _space_bodies() -> frozenset[str]:
    """entity_id of the space agencies."""
    bodies = vocabulary.rows("bodies")
    names = bodies.loc[bodies["kind"] == "agency", "name"]
    return frozenset(f"org/{slug(name)}" for name in names)


def _where(sentence: Span, act: Act) -> dict[str, Any]:
    passage = sentence.doc._.passage
    first = passage.start + sentence.start_char
    return {
        "report_id": f"{passage.article_id}@{first + act.start}",
        "article_id": passage.article_id,
        "block": passage.block,
        "start": first,
        "end": passage.start + sentence.end_char,
        "sentence": sentence.text,
        "role": passage.role,
        "published": passage.anchor,
        "trigger": sentence.text[act.start : act.end],
        "trigger_start": first + act.start,
        "trigger_end": first + act.end,
    }


def _domain(sentence: str, lead: str) -> str:
    for text in (sentence, lead):
        for kind in ("military", "commercial"):
            if _about(kind).search(text):
                return kind
    return "civil"


def _place(text: str, mentions: list[Any], start: int) -> str:
    """The city or site the sentence says it happened in, or was launched from; "" where it names none."""
    for m in mentions:
        before = text[start : m.start]
        if not m.entity_id.startswith("gpe/"):
            continue
        if pairs.LOCATIVE.search(before) or (m.entity_id in sites() and pairs.FROM.search(before)):
            return m.text
    return ""


def _event(told: list[dict[str, Any]]) -> dict[str, Any]:
    """One event from its reports: each value from the report that tells it best."""
    best = sorted(told, key=folding.rank)

    def first(column: str) -> str:
        return next((row[column] for row in best if row[column]), "")

    event = {column: first(column) for column in EVENTS if column in REPORTS}
    event["instrument"] = folding.instrument(best)
    return event | {
        "title": _title(event),
        "plover": PLOVER[event["type"]] if event["status"] == "occurred" else "AGREE",
        "reports": len(told),
        "articles": len({row["article_id"] for row in told}),
        "first_article_id": min((row["published"] or "9999", row["article_id"]) for row in told)[1],
    }


def _title(event: dict[str, str]) -> str:
    """ "France – South Korea: letter of intent", with the status where it is not an accomplished fact."""
    names = vocabulary.parties()
    what = event["instrument"] or event["type"]
    status = "" if event["status"] == "occurred" else f" ({event['status']})"
    return f"{names[event['country_a']]} – {names[event['country_b']]}: {what}{status}"
