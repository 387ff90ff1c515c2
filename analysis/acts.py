"""What is done in a sentence? Acts that two parties can do together, with type, status and trigger.

An act is a verb with its object ("signed ... a letter of intent"), the passive or noun of it ("the
signing of", "an agreement signed"), or a concrete noun that another verb proposes or plans
("proposed ... joint research"). Words are in vocabulary/verbs.tsv, objects.tsv and instruments.tsv;
words that govern a verb ("failed to", "will") in governors.tsv; here are only the shapes they take.
Who acts is not decided here.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis import vocabulary

# "put" and the like are read as past; the base form of any other verb needs "will", "to" or a headline.
FORMS = ("past", "participle", "third", "gerund", "lemma")
# act kind in verbs.tsv -> (event type, kinds of object, words that may lie between verb and object)
GRAMMAR = {
    "sign": ("agreement", "instrument", 14),
    "announce": ("agreement", "instrument", 4),
    "talk": ("dialogue", "talk", 10),
    "have": ("dialogue", "talk", 2),
    "receive": ("dialogue", "receive", 8),
    "drill": ("exercise", "drill", 10),
    "launch": ("mission", "launch", 12),
    "share": ("exchange", "share", 6),
    "train": ("exchange", "train", 5),
    "station": ("exchange", "station", 6),
    "study": ("exchange", "study", 5),
    "agree": ("commitment", "agree", 9),
    "build": ("mission", "launch", 6),
    "ride": ("mission", "rocket", 12),
}
INSTRUMENTAL = ("sign", "announce")
CONCRETE = ("mission", "exchange")
# Verbs that are an act by themselves, given two parties.
BARE = {"meet": "dialogue", "discuss": "dialogue", "partner": "commitment"}
# "met the requirements" is no meeting.
NEEDS = (
    r"\s+(?:(?:the|its|their|all|these|this|that|a)\s+)?(?:\w+\s+)?"
    r"(?:needs?|requirements?|goals?|deadlines?|challenges?|targets?|standards?)\b"
)
# Nouns that are an act once a verb proposes them: event type -> kind of object.
NOMINAL = {"exercise": "drill", "exchange": "study"}
FIRST_TO = re.compile(r"\b(?:first|second|third|latest|last|only|\d+(?:st|nd|rd|th))\b[^,;]{0,50}\bto\s+$", re.I)
NOUN_AFTER = re.compile(
    r"(?:\b(?:for|of|the|an?|on|in|after|before|new|joint|first|satellite|rocket|space)|['’]s)\s+$", re.I
)
TO = re.compile(r"\bto\s+(?:\w+ly\s+)?$")
BREAK = re.compile(
    r"[;:]|[.!?]\s|,\s+(?:and|but|while|whereas|which|who|where)\b|\b(?:that|after|before|when|because|although)\b"
)
# Shapes of an act; @verb, @object and so on stand for the words of its kind.
SHAPES = (
    r"\b(?P<verb>@verb)\b@between@object(?![\w-])",  # signed ... a letter of intent
    r"(?<![\w-])@object\b(?:\s+[^\s;:.]+){0,10}?\s+@was(?P<verb>@participle)\b",  # a memorandum ... was signed
    # An arrangement between ..., for ..., was exchanged
    r"^\W*(?:an?|the|two|three)\s+(?:[^\s;:.]+\s+){0,4}?@object\b[^.;:]{0,250}?\s+@was(?P<verb>@participle)\b",
)
CONCLUDED = r"(?P<verb>signed|inked|concluded|initialled|ratified|approved)\b"
INSTRUMENT_SHAPES = (
    rf"(?<![\w-])@object\b(?:,|\s+\w+ed)?(?:\s+[^\s;:.,]+){{0,4}}?\s+{CONCLUDED}",  # a framework signed in 2011
    rf"(?<![\w-])@object\b[^;:.]{{0,60}}?,?\s+(?:which|that)\s+(?:[^\s;:.,]+\s+){{0,5}}?{CONCLUDED}",
    rf"\b(?P<object>it|both|they)\s+(?:was|were|is|are|has been|have been)\s+(?:\w+ly\s+)?{CONCLUDED}",
    r"\b(?P<verb>signing|signature|conclusion|ratification|exchange|renewal|extension|inking)\s+"
    r"(?:ceremony\s+)?(?:of|for)\b@between@object",
    r"(?<![\w-])@object\b(?:\s+[^\s;:.]+){0,4}?\s+(?P<verb>signing)\b",
    r"(?<![\w-])@object\b(?:\s+[^\s;:.]+){0,6}?\s+(?P<verb>(?:takes?|took|taken|taking) effect|"
    r"(?:enter(?:s|ed|ing)?|c[oa]me|comes|coming) into (?:force|effect))\b",
)
EVENT_SHAPES = (r"(?<![\w-])@object\b(?:\s+[^\s;:.]+){0,9}?\s+(?P<verb>took place|takes place|will take place)\b",)
RIDE_SHAPES = (
    r"\b(?P<verb>@verb)\b(?:\s+[^\s;:]+){0,9}?\s+(?:on|aboard|atop)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?@object\b",
)
PRONOUNS = ("it", "both", "they")
POINTING = re.compile(r"\b(?:the|this|that|these|both|its|their)\s+(?:\w+\s+){0,2}$", re.I)
NEAR = 20  # characters before "was" or "to" in which a verb governs it: "expected to be signed"
LOOK_BACK = 70  # characters before a verb in which an auxiliary or governing verb counts


class Act(NamedTuple):
    """One act of a sentence: its type and status, the trigger's characters in the sentence, the
    instrument ("" if none), whether that is named or only "the agreement", whether the act is told as
    background, and whether its object only points back ("it was signed", "the deal").
    """

    type: str
    status: str
    start: int
    end: int
    instrument: str
    generic: bool
    background: bool = False
    anaphoric: bool = False


def acts(sentence: str, *, headline: bool = False) -> list[Act]:
    """The acts a sentence tells, in reading order, at most one per trigger; negated ones are left out."""
    found = [*_with_object(sentence, headline), *_bare(sentence, headline), *_nominal(sentence)]
    taken: list[Act] = []
    for _, act in sorted(found, key=lambda pair: (pair[1].start, pair[1].type != "agreement", pair[0], -pair[1].end)):
        if not any(other.start < act.end and act.start < other.end for other in taken):
            taken.append(act)
    return taken


@cache
def _verbs() -> dict[str, dict[str, str]]:
    """act kind -> {verb form: tense}, from verbs.tsv."""
    kinds: dict[str, dict[str, str]] = {}
    for row in vocabulary.rows("verbs").itertuples():
        for kind in vocabulary.items(row.acts):
            for tense in FORMS:
                kinds.setdefault(kind, {}).setdefault(getattr(row, tense), tense)
    return kinds


@cache
def instruments() -> dict[str, tuple[str, bool]]:
    """A written form, in lower case -> (the instrument's name, whether it is a generic word for one)."""
    return {
        form.lower(): (row.name, bool(row.generic))
        for row in vocabulary.rows("instruments").itertuples()
        for form in vocabulary.items(row.names)
    }


@cache
def _governed(kind: str) -> re.Pattern[str]:
    """Words before a verb that make its act negated, proposed, planned or background (governors.tsv).

    They are written in lower case: "May" is a month.
    """
    return re.compile(rf"\b{vocabulary.alternation(vocabulary.words('governors', kind))}\b")


@cache
def _objects(kind: str) -> str:
    """A pattern for what a kind of verb acts on; exercises and missions also by name, as they are written."""
    if kind == "instrument":
        return vocabulary.alternation(instruments())
    lines = vocabulary.rows("objects")
    common = vocabulary.alternation(lines.loc[lines["act"] == kind, "word"])
    proper = {"drill": "exercises", "launch": "missions"}.get(kind)
    return rf"(?:{common}|(?-i:{vocabulary.alternation(vocabulary.names(proper))}))" if proper else common


@cache
def _shapes(kind: str) -> tuple[re.Pattern[str], ...]:
    """Active, passive, and nominal shapes of one kind of act."""
    _, objects, reach = GRAMMAR[kind]
    forms = _verbs()[kind]
    atoms = {
        "verb": vocabulary.alternation(forms),
        "participle": vocabulary.alternation(w for w, tense in forms.items() if tense in ("past", "participle")),
        "object": rf"(?P<object>{_objects(objects)})",
        "between": rf"(?:\s+[^\s;:]+){{0,{reach}}}?\s+[\"'“‘(]*",
        "was": r"(?P<was>(?:was|were|been|be|being|is|are|got)\s+(?:\w+ly\s+)?)",
    }
    more = {"sign": INSTRUMENT_SHAPES, "talk": EVENT_SHAPES, "drill": EVENT_SHAPES}
    shapes = RIDE_SHAPES if kind == "ride" else SHAPES + more.get(kind, ())
    return tuple(re.compile(_filled(shape, atoms), re.I) for shape in shapes)


def _filled(shape: str, atoms: dict[str, str]) -> str:
    return re.sub(r"@(\w+)", lambda name: atoms[name[1]], shape)


def _with_object(sentence: str, headline: bool) -> Iterator[tuple[int, Act]]:
    """Acts of a verb and an object, each with the characters between the two: the nearest object is the verb's."""
    for kind, (event_type, _, _) in GRAMMAR.items():
        for shape in _shapes(kind):
            for match in shape.finditer(sentence):
                act = _act(sentence, match, event_type, kind, headline)
                if act:
                    edges = sorted((*match.span("verb"), *match.span("object")))
                    yield edges[2] - edges[1], act


def _act(sentence: str, match: re.Match[str], event_type: str, kind: str, headline: bool) -> Act | None:
    start, end = match.span("verb")
    tense = _verbs()[kind].get(match["verb"].lower(), "past")
    before = _clause_before(sentence, start)
    if match.groupdict().get("was"):
        before = before[-len(match["was"]) - NEAR :]
    elif match.end("object") < start and kind == "sign":
        before = sentence[match.end("object") : start]
    status = _status(before, tense, headline)
    if status is None or (kind == "announce" and status != "occurred"):
        return None
    provided = status == "planned" and _provided(sentence, start, event_type)
    if provided or _is_provision(event_type, status, tense, before):
        return None
    name, generic = (
        instruments().get(" ".join(match["object"].lower().split()), ("", True)) if kind in INSTRUMENTAL else ("", True)
    )
    background = bool(_governed("background").search(_clause_before(sentence, start)))
    points_back = POINTING.search(sentence[: match.start("object")]) or match["object"].lower() in PRONOUNS
    anaphoric = kind in INSTRUMENTAL and bool(points_back)
    return Act(event_type, status, start, end, name, generic, background, anaphoric)


def _clause_before(sentence: str, start: int) -> str:
    return BREAK.split(sentence[max(0, start - LOOK_BACK) : start])[-1]


def _is_provision(event_type: str, status: str, tense: str, before: str) -> bool:
    """Whether it is only what an instrument provides for: "will cooperate", "training engineers", "to launch"."""
    if event_type == "commitment":
        return status != "occurred" or tense == "gerund"
    governed = any(_governed(kind).search(before[-NEAR:]) for kind in ("planned", "proposed"))
    purpose = bool(TO.search(before)) and not governed
    return event_type in CONCRETE and (tense == "gerund" or purpose)


def _provided(sentence: str, start: int, event_type: str) -> bool:
    """ "a text that allows satellites to be launched": nobody has planned a launch."""
    return event_type in CONCRETE and bool(_governed("providing").search(sentence[max(0, start - LOOK_BACK) : start]))


def _status(before: str, tense: str, headline: bool) -> str | None:
    """occurred, planned or proposed by the words before the verb; None where it is negated, or no verb but a noun."""
    if _governed("negated").search(before):
        return None
    if FIRST_TO.search(before):
        return "occurred"
    if _governed("proposed").search(before):
        return "proposed"
    if _governed("planned").search(before) or TO.search(before):
        return "planned"
    if tense == "lemma" and (not headline or NOUN_AFTER.search(before)):
        return None
    return "occurred"


def _bare(sentence: str, headline: bool) -> Iterator[tuple[int, Act]]:
    for kind, event_type in BARE.items():
        for match in _bare_verb(kind).finditer(sentence):
            before = _clause_before(sentence, match.start())
            if _status(before, _verbs()[kind][match.group().lower()], headline) == "occurred":
                background = bool(_governed("background").search(before))
                yield 0, Act(event_type, "occurred", *match.span(), "", True, background)


@cache
def _bare_verb(kind: str) -> re.Pattern[str]:
    forms = (form for form, tense in _verbs()[kind].items() if tense != "gerund")
    return re.compile(rf"\b{vocabulary.alternation(forms)}\b(?!{NEEDS})", re.I)


def _nominal(sentence: str) -> Iterator[tuple[int, Act]]:
    """Concrete acts named as nouns after a verb that proposes them: each is proposed."""
    proposing = _governed("proposing").search(sentence)
    if not proposing or _governed("negated").search(sentence[: proposing.start()]):
        return
    for event_type, kind in NOMINAL.items():
        for match in _noun(kind).finditer(sentence, proposing.end()):
            yield 0, Act(event_type, "proposed", *match.span(), "", True)


@cache
def _noun(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_objects(kind)}\b", re.I)
