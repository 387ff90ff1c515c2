"""What is done in a sentence? Acts that two parties can do together, with type, status and trigger.

An act is a verb with what it acts on ("signed ... a letter of intent", "an agreement that ... signed"), a verb that
is an act by itself ("met"), or a noun for one ("the signing of", "proposed ... joint research"). The words are in
vocabulary/verbs.tsv, objects.tsv and instruments.tsv; words that govern a verb ("failed to", "will") in governors.tsv,
and actwords.py makes patterns of them; here is only how they stand together. Who acts is not decided here.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis import actwords, vocabulary
from analysis.actwords import FRAMES, Frame, instruments

Span = tuple[int, int]  # first and last character, in a sentence
INSTRUMENTAL = ("sign", "announce", "force", "negotiate")
CONCRETE = ("mission", "exchange")
WEAK = ("build", "pay", "proceed")
# Verbs that are an act by themselves, given two parties.
BARE = {"meet": "dialogue", "discuss": "dialogue", "partner": "commitment"}
# "met the requirements" is no meeting.
NEEDS = (
    r"\s+(?:(?:the|its|their|all|these|this|that|a)\s+)?(?:\w+\s+)?"
    r"(?:needs?|requirements?|goals?|deadlines?|challenges?|targets?|standards?)\b"
)
# Nouns that are an act once a verb proposes them: event type -> kind of object.
NOMINAL = {"exercise": "drill", "exchange": "study"}
# Nouns of an act with its instrument: "the signing of an agreement", "a memorandum of June 2013".
NOUNS = (
    r"\b(?P<trigger>signing|signature|conclusion|ratification|exchange|renewal|extension|inking)\s+"
    r"(?:ceremony\s+)?(?:of|for)\b(?:\s+[^\s;:,]+){0,9}?\s+[\"'“‘(]*@object(?![\w-])",
    r"(?<![\w-])@object\b(?:\s+[^\s;:.]+){0,4}?\s+(?P<trigger>signing)\b",
    r"(?<![\w-])(?P<trigger>@object)\b(?:\s+(?!(?:dates|dated|goes|went|was|were|is|has|had|signed|concluded)\b)"
    r"[^\s;:.,]+){0,7}?\s+(?:of|from|since|dated)\s+"
    r"(?:(?:early|late|mid-?)\s*)?(?:\d{1,2}\s+)?(?:(?-i:[A-Z][a-z]+)\s+)?(?:\d{1,2},\s+)?(?:19|20)\d\d\b",
    # "a 2007 framework agreement", "began in 1964 with an exchange of notes"; not "the 1967 Outer Space Treaty"
    r"\b(?:19|20)\d\d\s+(?:(?:with|by)\s+an?\s+)?(?:(?!(?:in|on|by|with|through|under|an?|the|and|of|for|to)\b)"
    r"(?-i:[a-z-]+)\s+){0,3}?(?=(?-i:[a-z]|M[oO]U))(?P<trigger>@object)\b",
)
# "said his country would help Egypt build", "Canada will join NASA in building ..., the minister announced": a promise.
DOES_WITH = (
    r"(?:help|assist|join|co-?operate|collaborate|team\s+up|work\s+(?:closely\s+)?(?:together|with|alongside))\b"
)
PROMISES = (
    r"\b(?P<trigger>said|announced|pledged|promised|vowed|declared)\b[^;:,]{2,80}?"
    rf"\b(?:would|will)\s+(?:(?:also|jointly|\w+ly)\s+)?(?P<object>{DOES_WITH})",
    rf"\b(?:would|will)\s+(?:(?:also|jointly|\w+ly)\s+)?(?P<object>{DOES_WITH})[^;:]{{5,150}}?,[”\"]?\s+"
    r"[^,;:]{3,60}?\s(?P<trigger>said|announced|pledged|promised|vowed|declared)\b",
)
IN = re.compile(r"\b[Ii]n\s+(?:close\s+)?$")  # "in collaboration with"
# What a verb in its base form follows: "will sign", "to sign", "proposed that JAXA supply".
BASE = re.compile(
    r"(?:\b(?:to|will|would|shall|should|may|might|could|can|must|and|or|not|[Tt]hey|[Ww]e|let|help|saw)|['’]ll|"
    r"\b(?:that\s+(?:[\w’'-]+\s+){0,3}|(?:propos|suggest|ask|recommend|request)\w*\s+that\s+(?:[\w’'-]+\s+){4,6})"
    r"[\w’'-]+|,)\s+(?:\w+ly\s+|also\s+|then\s+|further\s+|soon\s+|now\s+)*$"
)
FIRST_TO = re.compile(
    r"\b(?:first|second|third|latest|last|only|\d+(?:st|nd|rd|th))\b"
    r"(?:(?!\b(?:due|set|expected|scheduled|slated|planned|likely)\b)[^,;]){0,50}\bto\s+$",
    re.I,
)
NOUN_AFTER = re.compile(
    r"(?:\b(?:for|of|the|an?|on|in|after|before|new|joint|first|satellite|rocket|space|"
    r"his|her|its|their|our|my|your)|['’]s)\s+$",
    re.I,
)
NO = re.compile(r"\bno\s+(?:\w+\s+){0,2}$", re.I)  # "no new agreement"
TERMS = re.compile(r"\b(?:under which|by which|whereby|provides? for|spells? out)\b", re.I)
# "wanted to fly", "proposed the signing of": another verb's object.
TO_DO = re.compile(r"\s+(?:(?:him|her|it|them)\s+)?to\s|.*\b(?:signing|signature|conclusion|renewal|extension)\b")
TO = re.compile(r"\bto\s+(?:\w+ly\s+)?$")
BREAK = re.compile(
    r"[;:]|[.!?]\s|,\s+(?:and|but|while|whereas|which|who|where)\b|\b(?:that|whom|after|before|when|because|although)\b"
)
BARRIER = re.compile(r"[;:]")  # between a verb and its object stands none of these
# "rides to orbit on a rocket", "build on it", "sat down with the press": no act of their own.
IDIOM = re.compile(
    r"\bto orbit(?:\s+(?:on|as|by|from|with|in|after|for|atop|aboard?)\b|$)|"
    r"\bbuil(?:d|ds|t|ding) on\b|\bs[ia]ts? down with\b",
    re.I,
)
ADJECTIVE = re.compile(
    r"\b(?:an?|the|its|their|his|her|this|these|those|new|newly|recently)\s+$", re.I
)  # "the signed papers"
PROGRESSIVE = re.compile(r"\b(?:is|are|was|were|been|be)\s+(?:\w+ly\s+)?$", re.I)
ALONE = ("launch", "train")  # "the satellite was launched by China": whatever it is called
PLAIN = frozenset(["launched", "trained", "taught", "released", "deployed", "lofted", "educated"])
PASSIVE = re.compile(r"\b(?:was|were|been|be|being|is|are|got|get)\s+(?:\w+ly\s+|\w+\s+)?$", re.I)
# "who hope to fly have finished": what comes before "have" governs it only as "to" or "will", "would", "may", "must".
PERFECT = re.compile(
    r"(?<!\bto )(?<!ll )(?<!ld )(?<!\bmay )(?<!might )(?<!must )\b(?:has|have)\s+"
    r"(?:(?:\w+ly|also|now|since|already|not|yet)\s+)*$",
    re.I,
)
RELATIVE = re.compile(r"\b(?:that|which|whom|who)\b", re.I)
FOR = re.compile(r"\b(?:for|at|to (?:hold|attend|discuss|take part|lead))\b")
REDUCED = 5  # words between a noun and its participle: "the memorandum on space signed in May"
PRONOUNS = ("it", "both", "they")
STRONG = re.compile(r"(?:co-)?sign|ink|initial|ratif|approv|conclud|renew|extend|adopt|endors|clear", re.I)
PRONOUN_SIGNED = re.compile(
    r"\b(?P<object>it|both|they)\s+(?:was|were|is|are|has been|have been|had been)\s+(?:\w+ly\s+)?$", re.I
)
PRONOUN_BEFORE = re.compile(
    r"\b(?P<object>it|both|they)\s+(?:(?:will|would|has|have|had|is|are|to|then|later|also|first)\s+){0,3}$", re.I
)
# Two who act in one clause: "Both", "they", "NASA and ESA"; in a headline "Tokyo, Paris agree".
TOGETHER = re.compile(r"\b(?:both|they|the\s+two|sides|and)\b|[A-Z]\w*,\s+[A-Z]", re.I)
WITH = re.compile(r"\s+with\s+(?-i:[A-Z]|its\b|the\b)", re.I)
AGREED_TO = re.compile(r"(?:\s+(?:on|in|at|during|with)\s+[^,;:]{2,40}?)?,?\s+(?P<to>to|that)\b", re.I)
SIGNED_PRONOUN = re.compile(r"\s+(?P<object>it|them|one|another|both|all)\b", re.I)
POINTING = re.compile(r"\b(?:the|this|that|these|both|its|their)\s+(?:\w+\s+){0,2}$", re.I)
NEAR = 20  # characters before "was" or "to" in which a verb governs it: "expected to be signed"
LOOK_BACK = 70  # characters before a verb in which an auxiliary or governing verb counts
REACH = 600  # characters between a verb and its object, at most


class Act(NamedTuple):
    """One act of a sentence: its type and status, the trigger's characters in the sentence, the
    instrument ("" if none), whether that is named or only "the agreement", whether the act is told as
    background, whether its object only points back ("it was signed", "the deal"), and whether the words are so common
    ("met", "built by") that they tell an event only where the page dates it or begins with it; then the words it
    acts on ("a letter of intent") and those that govern its status ("will").
    """

    type: str
    status: str
    start: int
    end: int
    instrument: str
    generic: bool
    background: bool = False
    anaphoric: bool = False
    weak: bool = False
    object: str = ""
    governor: str = ""


def acts(sentence: str, *, headline: bool = False) -> list[Act]:
    """The acts a sentence tells, in reading order, at most one per trigger; negated ones are left out."""
    found = [*_with_object(sentence, headline), *_bare(sentence, headline), *_nouns(sentence), *_nominal(sentence)]
    found += _promises(sentence)
    taken: list[Act] = []
    for _, act in sorted(found, key=lambda pair: (pair[1].start, pair[1].type != "agreement", pair[0], -pair[1].end)):
        if not taken or taken[-1].end <= act.start:
            taken.append(act)
    return _without_builders(taken)


def _without_builders(found: list[Act]) -> list[Act]:
    """The acts without who built it, where the sentence tells what became of it: "built by A and launched by B"."""
    told = [act for act in found if act.type != "mission" or not act.weak]
    return told if any(act.type == "mission" for act in told) else found


def _with_object(sentence: str, headline: bool) -> Iterator[tuple[int, Act]]:
    """Acts of a verb and an object, each with the characters between the two: the nearest object is the verb's."""
    objects = cache(lambda kind: [match.span() for match in actwords.object_of(kind).finditer(sentence)])
    for verb in actwords.verb().finditer(sentence):
        if _is_idiom(sentence, verb):
            continue
        tense, kinds = actwords.verbs()[" ".join(verb.group().lower().split())]
        for kind in kinds:
            if kind not in FRAMES:
                continue
            span = _acted_on(sentence, verb.span(), tense, FRAMES[kind], objects(FRAMES[kind].objects))
            if span is None and kind in ("sign", "force"):
                span = _pronoun(sentence, verb, kind)
            if span is None and kind in ALONE and _is_alone(sentence, verb):
                span = (verb.start(), verb.start())
            if span is None and kind == "agree":
                span = _agreed_to(sentence, verb)
            act = span and _act(sentence, verb.span(), tense, span, kind, headline)
            if act:
                yield max(span[0] - verb.end(), verb.start() - span[1]), act


def _is_idiom(sentence: str, verb: re.Match[str]) -> bool:
    return bool(IDIOM.search(sentence[max(0, verb.start() - 3) : verb.end() + 6]))


def _acted_on(sentence: str, verb: Span, tense: str, frame: Frame, objects: list[Span]) -> Span | None:
    """The object of a verb: the nearest one after it, else the nearest one before it that it can belong to."""
    acted_on = tense in ("past", "participle") and frame.objects not in ("destination", "vehicle")
    passive = acted_on and PASSIVE.search(_just_before(sentence, verb[0]))
    after, before = _beside(objects, verb)
    if after and not passive and _apart(gap := sentence[verb[1] : after[0]], frame.after):
        return after if not frame.purpose or FOR.search(gap) else None
    if before is None or not _apart(gap := sentence[before[1] : verb[0]], frame.before):
        return None
    if frame.subject:
        return None if frame.beside and ("," in gap or actwords.verb().search(gap)) else before
    if tense not in ("past", "participle"):
        return before if RELATIVE.search(gap) else None
    reduced = frame.type in ("agreement", "mission") and len(gap.split()) <= REDUCED and "," not in gap.rstrip(", ")
    return before if PASSIVE.search(gap) or RELATIVE.search(gap) or reduced else None


def _just_before(sentence: str, at: int) -> str:
    return sentence[max(0, at - LOOK_BACK) : at]


def _beside(objects: list[Span], verb: Span) -> tuple[Span | None, Span | None]:
    """The nearest objects after and before a verb; objects stand in order and apart."""
    i, j = bisect_left(objects, (verb[1], 0)), bisect_left(objects, verb)
    after = objects[i] if i < len(objects) and objects[i][0] - verb[1] < REACH else None
    before = objects[j - 1] if j and objects[j - 1][1] <= verb[0] < objects[j - 1][1] + REACH else None
    return after, before


def _apart(gap: str, words: int) -> bool:
    """Whether no more than so many words, and no end of a sentence, stand between a verb and its object."""
    return bool(words) and len(gap.split()) <= words and not BARRIER.search(gap)


def _is_alone(sentence: str, verb: re.Match[str]) -> bool:
    """Whether a verb tells its act without what it acts on: "was launched by China", "launched it"."""
    if verb.group().lower() not in PLAIN:
        return False
    return bool(PASSIVE.search(_just_before(sentence, verb.start())) or SIGNED_PRONOUN.match(sentence, verb.end()))


def _agreed_to(sentence: str, verb: re.Match[str]) -> Span | None:
    """ "The two sides agreed to move ...", "A and B agreed on Monday that ...": the characters of "to" or "that"."""
    together = TOGETHER.search(_clause_before(sentence, verb.start())) or WITH.match(sentence, verb.end())
    if not verb.group().lower().startswith("agree") or not together:
        return None
    to = AGREED_TO.match(sentence, verb.end())
    return to and to.span("to")


def _pronoun(sentence: str, verb: re.Match[str], kind: str) -> Span | None:
    """ "It was signed", "signed it", "it will enter into force": the characters of the pronoun."""
    if kind == "sign" and not STRONG.match(verb.group()):
        return None
    first = max(0, verb.start() - LOOK_BACK)
    before = (PRONOUN_SIGNED if kind == "sign" else PRONOUN_BEFORE).search(sentence[first : verb.start()])
    if before or kind == "force":
        return before and (first + before.start("object"), first + before.end("object"))
    after = SIGNED_PRONOUN.match(sentence, verb.end())
    return after.span("object") if after else None


def _act(sentence: str, verb: Span, tense: str, span: Span, kind: str, headline: bool) -> Act | None:
    event_type, (start, end) = FRAMES[kind].type, verb
    before = _governing(sentence, verb, tense, span, kind)
    told = _status(before, tense, headline)
    if told is None:
        return None
    status, governor = told
    if kind == "negotiate" and (status == "occurred" or tense == "gerund"):
        status, governor = "proposed", sentence[start:end]
    words = " ".join(sentence[slice(*span)].lower().split())
    points_back = bool(POINTING.search(_just_before(sentence, span[0]))) or words in PRONOUNS
    if _is_other(sentence, verb, tense, span, kind, status, points_back):
        return None
    provided = _provided(sentence, start, event_type, status)
    if provided or (not headline and _is_provision(event_type, status, tense, before)):
        return None
    name, generic = instruments().get(words, ("", True)) if kind in INSTRUMENTAL else ("", True)
    # "hosts a station", "shares data": since when is not said
    lasting = kind in ("station", "share") and tense == "third" and not headline
    weak, background = (
        kind in WEAK,
        lasting or bool(actwords.governed("background").search(_clause_before(sentence, start))),
    )
    anaphoric, acted_on = kind in INSTRUMENTAL and points_back, sentence[slice(*span)]
    return Act(event_type, status, start, end, name, generic, weak or background, anaphoric, weak, acted_on, governor)


def _governing(sentence: str, verb: Span, tense: str, span: Span, kind: str) -> str:
    """The words that can govern a verb's status: those before it in its clause, and of "is due" its own."""
    before = _clause_before(sentence, verb[0])
    if passive := PASSIVE.search(before):
        before = before[max(0, passive.start() - NEAR) :]
    elif tense in ("past", "participle") and (perfect := PERFECT.search(before)):
        before = before[perfect.start() :]
    elif span[1] < verb[0] and kind == "sign":
        before = sentence[span[1] : verb[0]]
    its_own = kind in ("happen", "happening", "awaiting") and tense != "lemma"
    return before + sentence[slice(*verb)] if its_own else before


def _is_other(sentence: str, verb: Span, tense: str, span: Span, kind: str, status: str, points_back: bool) -> bool:
    """Whether the words only look like an act: "the signed papers", "continuing discussions", "in collaboration",
    "negotiating the agreement" that there already is, "will announce".
    """
    before, event_type = _just_before(sentence, verb[0]), FRAMES[kind].type
    return bool(
        (tense in ("past", "participle") and ADJECTIVE.search(before))
        or NO.search(_just_before(sentence, span[0]))
        or (event_type == "dialogue" and tense == "gerund" and not PROGRESSIVE.search(before))
        or (event_type == "commitment" and IN.search(_just_before(sentence, span[0])))
        or (kind == "announce" and status != "occurred")
        or (kind == "negotiate" and (points_back or TO_DO.match(sentence[verb[1] : span[0]] + " ")))
    )


def _clause_before(sentence: str, start: int) -> str:
    """The words before a verb in its own clause, and the verb that governs a clause with "that"."""
    before = _just_before(sentence, start)
    edges = [edge for edge in BREAK.finditer(before) if not _proposing_that(before, edge)]
    return before[edges[-1].end() :] if edges else before


def _proposing_that(before: str, edge: re.Match[str]) -> bool:
    """Whether it is the "that" of "proposed that"."""
    return edge.group() == "that" and bool(
        actwords.governed("proposing").search(before[max(0, edge.start() - NEAR) : edge.start()])
    )


def _is_provision(event_type: str, status: str, tense: str, before: str) -> bool:
    """Whether it is only what an instrument provides for: "will cooperate", "training engineers", "to launch"."""
    if event_type == "commitment":
        return status != "occurred" or tense == "gerund"
    governed = _asked().search(before) or any(
        actwords.governed(kind).search(before[-NEAR:]) for kind in ("planned", "proposed")
    )
    purpose = bool(TO.search(before)) and not governed
    if event_type == "agreement":
        return purpose and not FIRST_TO.search(before)
    return event_type in CONCRETE and ((tense == "gerund" and not PROGRESSIVE.search(before)) or purpose)


@cache
def _asked() -> re.Pattern[str]:
    """ "asked Russia to", "would like its neighbour to": words that propose what another does."""
    words = vocabulary.alternation(vocabulary.words("governors", "proposed"))
    return re.compile(rf"\b{words}\s+(?:[\w’'-]+\s+){{1,4}}to\s+$")


def _provided(sentence: str, start: int, event_type: str, status: str) -> bool:
    """ "a text that allows satellites to be launched", "under which NASA provides": nobody has planned a launch."""
    before = _just_before(sentence, start)
    if event_type == "commitment":
        return bool(TERMS.search(before))
    if event_type not in CONCRETE:
        return False
    return bool(TERMS.search(before) or _of_an_instrument().search(before)) or (
        status == "planned" and bool(actwords.governed("providing").search(before))
    )


@cache
def _of_an_instrument() -> re.Pattern[str]:
    """ "A pact that assigns ...", "the agreement to host ...": words of what an instrument provides."""
    return re.compile(
        rf"\b{actwords.objects('instrument')}\b(?:\s+[^\s,;:]+){{0,8}}?\s+(?:that|which)\s+(?:\w+\s+){{0,1}}$", re.I
    )


def _status(before: str, tense: str, headline: bool) -> tuple[str, str] | None:
    """occurred, planned or proposed with the words before the verb that say so ("" for its tense alone); None where
    it is negated, or no verb but a noun.
    """
    if (
        actwords.governed("negated").search(before)
        or NO.search(before)
        or (tense in ("lemma", "third") and NOUN_AFTER.search(before))
    ):
        return None
    if tense == "lemma" and not headline and not BASE.search(before):
        return None
    if FIRST_TO.search(before):
        return "occurred", ""
    for status in ("proposed", "planned"):
        if governor := actwords.governed(status).search(before):
            return status, governor.group()
    if TO.search(before):
        return "planned", "to"
    if tense == "lemma" and not headline:
        return None
    return "occurred", ""


def _bare(sentence: str, headline: bool) -> Iterator[tuple[int, Act]]:
    for kind, event_type in BARE.items():
        for match in _bare_verb(kind).finditer(sentence):
            before = _clause_before(sentence, match.start())
            tense, _ = actwords.verbs()[" ".join(match.group().lower().split())]
            if _status(before, tense, headline) == ("occurred", "") and not _is_idiom(sentence, match):
                background = bool(actwords.governed("background").search(before))
                yield 0, Act(event_type, "occurred", *match.span(), "", True, background, weak=kind == "meet")


@cache
def _bare_verb(kind: str) -> re.Pattern[str]:
    forms = (form for form, (tense, kinds) in actwords.verbs().items() if kind in kinds and tense != "gerund")
    return re.compile(rf"\b{vocabulary.alternation(forms)}\b(?!{NEEDS}|\s+for\s+(?:\w+\s+){{0,2}}talks\b)", re.I)


def _nouns(sentence: str) -> Iterator[tuple[int, Act]]:
    """Acts told by a noun and an instrument; a later verb of the same instrument tells it better."""
    for shape in _noun_shapes():
        for match in shape.finditer(sentence):
            start, end = match.span("trigger")
            before = _clause_before(sentence, start)
            if told := _status(before, "past", headline=False):
                named = "object" if "object" in shape.groupindex else "trigger"
                if named == "trigger" and _is_signed(sentence):
                    continue
                name, generic = instruments()[" ".join(match[named].lower().split())]
                background = named == "trigger" or bool(actwords.governed("background").search(before))
                status, governor = told
                act = Act("agreement", status, start, end, name, generic, background, governor=governor)
                yield 0, act._replace(object=match[named])


def _is_signed(sentence: str) -> bool:
    """Whether a verb tells of the instrument, and better than its noun."""
    return any(STRONG.match(verb.group()) for verb in actwords.verb().finditer(sentence))


def _promises(sentence: str) -> Iterator[tuple[int, Act]]:
    """What one announces that it will do with the other."""
    for shape in PROMISES:
        for match in re.finditer(shape, sentence):
            if not actwords.governed("negated").search(match.group()):
                yield (
                    0,
                    Act("commitment", "occurred", *match.span("trigger"), "", True, weak=True, object=match["object"]),
                )


@cache
def _noun_shapes() -> tuple[re.Pattern[str], ...]:
    named = rf"(?P<object>{actwords.objects('instrument')})"
    return tuple(
        re.compile(
            shape.replace("(?P<trigger>@object)", rf"(?P<trigger>{actwords.objects('instrument')})").replace(
                "@object", named
            ),
            re.I,
        )
        for shape in NOUNS
    )


def _nominal(sentence: str) -> Iterator[tuple[int, Act]]:
    """Concrete acts named as nouns after a verb that proposes them: each is proposed."""
    proposing = actwords.governed("proposing").search(sentence)
    if not proposing or actwords.governed("negated").search(sentence[: proposing.start()]):
        return
    for event_type, kind in NOMINAL.items():
        for match in actwords.object_of(kind).finditer(sentence, proposing.end()):
            yield 0, Act(event_type, "proposed", *match.span(), "", True, governor=proposing.group())
