"""Which words tell an act? Verbs, what they act on and what governs them, as patterns over the vocabulary."""

import re
from functools import cache
from typing import NamedTuple

from analysis import vocabulary

# A past form that is also the base form ("put") is read as past.
FORMS = ("past", "participle", "third", "gerund", "lemma")
VEHICLE_BEFORE = r"(?:on|aboard|atop|in|by|inside|on\s+board|on\s+top\s+of)\s+(?:[\w’'.-]+\s+){0,4}?"
# A spacecraft by the look of its name: Diwata-2, NigComSat-1R, ETRSS-1.
CRAFT = r"(?-i:[A-Z][\w’']*[Ss]at(?:-?\w+)?|[A-Z][A-Za-z]+-\d+\w?)"
# "a satellite receiving station", "a rocket technology centre" are none that fly.
COMPOUND = (
    r"\s+(?:and\s+\w+\s+)?(?:data|images?|imagery|pictures|receiving|ground|control|tracking|navigation|"
    r"technolog(?:y|ies)(?!\s+demonstrat)|programmes?|programs?|cooperation|industry|services?|applications?|operations?|operators?|"
    r"engineering|manufacturing|assembly|launch(?:es|ers?)?|cent(?:er|re)s?|monitoring|research|projects?)\b"
)
# A person's name, not a body's: "Philippe Adam".
NAMED = (
    r"(?-i:(?!(?:[A-Z][\w’'-]+\s+){0,3}(?:Space|Agency|Congress|Cent(?:er|re)|Station|Ministry|University|Institute|Command|"
    r"Force|Forum|Council|Symposium|Day|Week)\b)[A-Z][\w’'-]+\s+[A-Z][\w’'-]+)"
)
FINITE = re.compile(
    r"\b(?:\w+ed|is|are|was|were|be|has|have|had|will|would|to|which|that|who|from|by|until|said|says|told)\b", re.I
)


class Frame(NamedTuple):
    """What a kind of verb acts on: the type of the event, the kind of object (objects.tsv), how many words may lie
    between the verb and an object after it, and between an object before it and the verb; whether what stands before
    it may be its subject ("the agreement entered into force"), and whether what stands after it must be what it is done
    for ("came to Rome for talks"); whether its subject stands in its own clause ("the talks ended").
    """

    type: str
    objects: str
    after: int
    before: int
    subject: bool = False
    purpose: bool = False
    beside: bool = False


FRAMES = {
    "sign": Frame("agreement", "instrument", 14, 40),
    "announce": Frame("agreement", "instrument", 4, 10),
    "force": Frame("agreement", "instrument", 0, 10, subject=True),
    "negotiate": Frame("agreement", "instrument", 8, 0),
    "talk": Frame("dialogue", "talk", 10, 12),
    "have": Frame("dialogue", "talk", 2, 0),
    "open": Frame("dialogue", "talk", 5, 0),
    "gather": Frame("dialogue", "talk", 12, 0, purpose=True),
    "receive": Frame("dialogue", "receive", 6, 0),
    "visit": Frame("dialogue", "receive", 0, 10, subject=True),
    "happen": Frame("dialogue", "talk", 0, 12, subject=True),
    "proceed": Frame("dialogue", "talk", 0, 9, subject=True, beside=True),
    "pay": Frame("dialogue", "visit", 4, 0),
    "starting": Frame("mission", "liftoff", 0, 14, subject=True),
    "drill": Frame("exercise", "drill", 10, 10),
    "happening": Frame("exercise", "drill", 0, 12, subject=True),
    "launch": Frame("mission", "launch", 12, 25),
    "awaiting": Frame("mission", "launch", 0, 10, subject=True, beside=True),
    "orbit": Frame("mission", "destination", 16, 0),
    "build": Frame("mission", "launch", 7, 10),
    "ride": Frame("mission", "vehicle", 14, 0),
    "dock": Frame("mission", "craft", 5, 0),
    "rise": Frame("mission", "craft", 0, 12, subject=True),
    "board": Frame("mission", "craft", 4, 0),
    "share": Frame("exchange", "share", 8, 8),
    "get": Frame("exchange", "got", 4, 0),
    "train": Frame("exchange", "train", 7, 10),
    "course": Frame("exchange", "course", 6, 6),
    "station": Frame("exchange", "station", 8, 12),
    "study": Frame("exchange", "study", 5, 10),
    "post": Frame("exchange", "post", 6, 0),
    "agree": Frame("commitment", "agree", 9, 10),
}


@cache
def verbs() -> dict[str, tuple[str, tuple[str, ...]]]:
    """A verb form, in lower case -> (its tense, the kinds of act it can tell), from verbs.tsv."""
    known: dict[str, tuple[str, tuple[str, ...]]] = {}
    for row in vocabulary.rows("verbs").itertuples():
        for tense in FORMS:
            before = known.get(getattr(row, tense), (tense, ()))
            known[getattr(row, tense)] = (before[0], tuple(dict.fromkeys((*before[1], *vocabulary.items(row.acts)))))
    return known


@cache
def verb() -> re.Pattern[str]:
    framed = (form for form, (_, kinds) in verbs().items() if any(kind in FRAMES for kind in kinds))
    return re.compile(rf"(?<![\w-]){vocabulary.alternation(framed)}(?![\w-]|\s+up\b)", re.I)


@cache
def instruments() -> dict[str, tuple[str, bool]]:
    """A written form, in lower case -> (the instrument's name, whether it is a generic word for one)."""
    return {
        form.lower(): (row.name, bool(row.generic))
        for row in vocabulary.rows("instruments").itertuples()
        for form in vocabulary.items(row.names)
    }


def instrument(words: str) -> tuple[str, bool]:
    """The first instrument that words name, and whether it is a generic word for one."""
    found = object_of("instrument").search(words)
    return instruments()[" ".join(found.group().lower().split())] if found else ("", True)


def has_verb(words: str) -> bool:
    """Whether a verb of an act stands among words, or what looks like another's past form."""
    return bool(verb().search(words) or FINITE.search(words))


@cache
def governed(kind: str) -> re.Pattern[str]:
    """Words before a verb that make its act negated, proposed, planned or background (governors.tsv).

    They are written in lower case: "May" is a month.
    """
    return re.compile(rf"\b{vocabulary.alternation(vocabulary.words('governors', kind))}\b")


@cache
def objects(kind: str) -> str:
    """A pattern for what a kind of verb acts on; exercises, missions and vehicles also by name, as they are written."""
    if kind == "instrument":
        return "(?<!Artemis )" + vocabulary.alternation(instruments())  # those join many
    if kind == "vehicle":
        return VEHICLE_BEFORE + objects("craft")
    lines = vocabulary.rows("objects")
    common = vocabulary.alternation(lines.loc[lines["act"] == kind, "word"])
    common = rf"(?:{common}(?!{COMPOUND})|{CRAFT})" if kind == "launch" else common
    common = rf"(?:{common}|{NAMED})" if kind == "receive" else common
    files = {"drill": ["exercises"], "launch": ["missions", "satellites"], "craft": ["vehicles"]}.get(kind, [])
    proper = vocabulary.alternation(name for file in files for name in vocabulary.names(file))
    return rf"(?:{common}|(?-i:{proper}))" if files else common


@cache
def object_of(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){objects(kind)}(?![\w-])", re.I)
