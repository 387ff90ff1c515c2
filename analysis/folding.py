"""Which reports tell of the same event? Reports of one pair, type and status fold by date and instrument.

First on a page, then across pages. The order of the files plays no part: reports are sorted by what
they say, and a merge asks only whether two dates and two instruments can be one.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from analysis import progress, vocabulary
from analysis.gazetteer import slug
from analysis.intervals import interval

Report = dict[str, Any]
Cluster = list[Report]

DATES = ("date", "precision", "earliest", "latest", "date_basis", "date_text")
PRECISION = {"day": 0, "month": 1, "year": 2, "": 3}
BASIS = {"resolved": 0, "stated": 0, "publication": 1, "none": 2, "": 2}
ROLE = {"paragraph": 0, "headline": 1, "caption": 2}
LATE = timedelta(21)  # days after which a page still brings what happened without saying when
NEWS = timedelta(45)  # days after an event in which a page may still bring it as news
FEATURED = ("agreement", "exercise", "mission", "exchange", "dialogue")  # the page's news if its beginning tells them
MET = ("agreement", "commitment", "dialogue")
MONTH = timedelta(31)
SLACK = timedelta(3)  # days by which a page's own date may follow the event that is its news


def folded(reports: list[Report]) -> list[Report]:
    """The reports with event_id, and with the date of their event where their passage gives none."""
    pages = _grouped(reports, lambda report: (*_key(report), report["article_id"]))
    days = _days(reports)
    clusters = [_dated(c, days) for page in pages for c in _on_page(page)]
    groups = progress.bar([*_grouped(clusters, lambda cluster: _key(cluster[0]))], what="events", unit="groups")
    merged = [c for group in groups for c in _across(group)]
    named = _with_ids(merged)
    order = {id(report): i for i, report in enumerate(reports)}
    return [row for _, row in sorted((order[id(r)], row) for r, row in named)]


def rank(report: Report) -> tuple:
    """How well a report tells its event: a precise date first, then a well-founded one, then the body."""
    return (
        PRECISION[report["precision"]],
        BASIS[report["date_basis"]],
        report["told"] == "background",
        ROLE[report["role"]],
        report["article_id"],
        report["trigger_start"],
    )


def instrument(reports: Cluster) -> str:
    """The instrument the reports name, a particular one before "agreement" and the like."""
    names = [r["instrument"] for r in reports if r["instrument"]]
    named = [name for name in names if name not in vocabulary.generic_instruments()]
    return (named or sorted(names, key=len, reverse=True) or [""])[0]


@cache
def _single() -> frozenset[str]:
    """Instruments of which a pair has one at a time."""
    lines = vocabulary.rows("instruments")
    return frozenset(lines.loc[lines["single"] != "", "name"])


def _key(report: Report) -> tuple[str, ...]:
    return tuple(report[c] for c in ("country_a", "country_b", "type", "status"))


def _grouped(items: Iterable[Any], key: Callable[[Any], Hashable]) -> Iterator[list[Any]]:
    """The items that share a key, in order of appearance."""
    groups: dict[Hashable, list[Any]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    yield from groups.values()


def _on_page(reports: Cluster) -> list[Cluster]:
    """The events of one page: dated reports first, each undated one joins the first event it can be."""
    clusters: list[Cluster] = []
    for report in sorted(reports, key=rank):
        home = next((c for c in clusters if _same(c, [report])), None)
        if home is None:
            clusters.append([report])
        else:
            home.append(report)
    return clusters


def _days(reports: Iterable[Report]) -> dict[Hashable, set[tuple]]:
    """The days on which a page says that a pair met, agreed or signed as its news."""
    days: dict[Hashable, set[tuple]] = {}
    for report in reports:
        if report["precision"] == "day" and report["type"] in MET and _is_news(report) and recent(report):
            days.setdefault(_meeting(report), set()).add(tuple(report[c] for c in DATES))
    return days


def _meeting(report: Report) -> Hashable:
    return report["article_id"], report["country_a"], report["country_b"]


def _dated(cluster: Cluster, days: dict[Hashable, set[tuple]]) -> Cluster:
    """News that occurred and that no passage dates has the day on which the two met, where that is one day, or else the
    page's own date.
    """
    news = [r for r in cluster if r["told"] == "news"]
    if cluster[0]["type"] in FEATURED and not any(r["leading"] for r in news):
        return cluster
    known = interval("DATE", cluster[0]["published"][:10])
    if cluster[0]["status"] != "occurred" or not news or any(r["date"] for r in cluster) or not known:
        return cluster
    same = days.get(_meeting(cluster[0]), ()) if cluster[0]["type"] in MET else ()
    told = known._asdict() | {"date_basis": "publication"}
    if len({day[0] for day in same}) == 1 and min(same)[0] != known.date:
        told = dict(zip(DATES, min(same), strict=True))
    for report in news:
        report |= told
    return cluster


def _across(clusters: list[Cluster]) -> list[Cluster]:
    """Events of several pages merge where date and instrument agree, undated ones by an instrument a pair has once.

    What fits two events ("in March", where the pair signed twice) joins neither. Compared are only events with a
    month or an instrument in common, and of the reports of each only those that differ in what decides.
    """
    merged: list[Cluster] = []
    deciding: list[Cluster] = []
    places: dict[str, dict[int, None]] = {}
    for cluster in sorted(clusters, key=lambda c: min(rank(r) for r in c)):
        ours = _deciding(cluster)
        near = sorted({i for place in _places(ours[:1]) for i in places.get(place, ())})
        homes = [i for i in near if _linked(deciding[i], ours) and _same(deciding[i], ours)]
        exact = [i for i in homes if {r["date"] for r in deciding[i]} & {r["date"] for r in ours}]
        if len(exact or homes) == 1:
            home = (exact or homes)[0]
            merged[home].extend(cluster)
            deciding[home] = _deciding([*deciding[home], *ours])
        else:
            home = len(merged)
            merged.append(list(cluster))
            deciding.append(ours)
        for place in _places(ours):
            places.setdefault(place, {})[home] = None
    return merged


def _deciding(cluster: Cluster) -> Cluster:
    """One report of each kind that a merge can depend on, dated ones first."""
    kinds: dict[Hashable, Report] = {}
    for report in cluster:
        values = (report[c] for c in ("date", "precision", "earliest", "latest", "instrument", "told"))
        kinds.setdefault((*values, report["date_basis"] == "publication", recent(report)), report)
    return sorted(kinds.values(), key=lambda report: not report["date"])


def _places(reports: Cluster) -> Iterator[str]:
    """Where events that may be the same are looked for: the months of a date and of the days around it, or an
    instrument."""
    for report in reports:
        if not report["date"]:
            yield report["instrument"]
            continue
        month, last = _day(report["earliest"]) - SLACK, _day(report["latest"]) + SLACK
        while month <= last:
            yield month.isoformat()[:7]
            month = (month.replace(day=1) + MONTH).replace(day=1)


def _linked(one: Cluster, other: Cluster) -> bool:
    """Whether two pages' events have a date each, or neither has one but both name the same single instrument."""
    dated = {any(r["date"] for r in cluster) for cluster in (one, other)}
    return dated == {True} or (dated == {False} and instrument(one) == instrument(other) in _single())


def _same(one: Cluster, other: Cluster) -> bool:
    if any(_is_news(r) and not r["date"] for r in other) and not any(recent(r) for r in one):
        return False
    names = {r["instrument"] for r in (*one, *other)} - vocabulary.generic_instruments() - {""}
    return len(names) <= 1 and all(_dates_agree(a, b) for a in one for b in other)


def just_before(day: str, published: str) -> bool:
    """Whether a page of that date can bring what happened that day as its news; one of which only the month is known
    can, if it was that month.
    """
    if len(published) < 10:
        return day.startswith(published)
    return timedelta(0) <= _day(published[:10]) - _day(day) <= LATE


def _is_news(report: Report) -> bool:
    return report["told"] == "news" and report["status"] == "occurred"


def recent(report: Report) -> bool:
    """Whether a report can be the page's news: undated, or dated not long before the page."""
    if not report["date"]:
        return True
    if len(report["published"]) < 10:
        return report["told"] != "background"
    return _day(report["latest"]) >= _day(report["published"][:10]) - NEWS


def _dates_agree(a: Report, b: Report) -> bool:
    if not a["date"] or not b["date"]:
        return True
    told = [r for r in (a, b) if r["date_basis"] != "publication"]
    slack = SLACK if len(told) < 2 and all(r["precision"] == "day" for r in told) else timedelta()
    return _day(a["earliest"]) <= _day(b["latest"]) + slack and _day(b["earliest"]) <= _day(a["latest"]) + slack


def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _with_ids(clusters: list[Cluster]) -> Iterator[tuple[Report, Report]]:
    """Each report beside itself with its event's id and, where it has none of its own, its event's date."""
    taken: dict[str, int] = {}
    for cluster in sorted(clusters, key=_age):
        head = min(cluster, key=rank)
        event_id = _stem(head)
        if event_id in taken:
            event_id = f"{event_id}-{slug(instrument(cluster)) or head['status']}"
        taken[event_id] = taken.get(event_id, 0) + 1
        if taken[event_id] > 1:
            event_id = f"{event_id}-{taken[event_id]}"
        for report in cluster:
            inherited = {} if report["date"] else {c: head[c] for c in DATES}
            yield (
                report,
                report | inherited | {"event_id": event_id, "date_basis": (report | inherited)["date_basis"] or "none"},
            )


def _age(cluster: Cluster) -> tuple[str, str, int]:
    """The page that told it first: its event keeps the plain id, and a later page renumbers nothing."""
    return min((r["published"] or "9999", r["article_id"], r["trigger_start"]) for r in cluster)


def _stem(head: Report) -> str:
    parts = [head["country_a"], head["country_b"], head["date"] or "none", head["type"]]
    return "-".join(parts if head["date"] else [*parts, head["article_id"]])
