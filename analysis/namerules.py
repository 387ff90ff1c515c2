"""Which characters are a name, by rules alone? Words that make a body, titles, roles and verbs that give a person away.

They are all there is without a trained pipeline, and fill in where one is silent.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from spacy.tokens import Span

from analysis import vocabulary
from analysis.gazetteer import words

# "(right)", "(second from left)": where a person stands in a photo.
ORDER = r"(?:the )?(?:second|third|fourth|2nd|3rd|4th)? ?(?:from )?(?:the )?"
SIDE = rf"(?:\s*\((?:{ORDER}(?:left|right|center|centre)|[LRC])\))?"
TOKEN = (
    r"(?:[A-ZÀ-Þ][a-zà-ÿ]*(?:['’-][A-Za-zÀ-ÿ]+)+|[A-ZÀ-Þ][a-zà-ÿ]+(?:[A-ZÀ-Þ][a-zà-ÿ]+)*"
    r"|(?:[A-Z]\.-?)+|[A-Z](?= [A-Z][a-z])|[A-Z]{3,}(?:-[A-Z]+)*)"
)
PARTICLE = r"(?:bin|bint|ibn|al|Al|el|El|de|da|dos|do|von|van|der|den|del|di|du|le|La|ter)"
GIVEN = rf"{TOKEN}(?:\s+(?:{PARTICLE}\s+){{0,2}}{TOKEN}){{0,4}}"
FULL = rf"{TOKEN}(?:\s+(?:{PARTICLE}\s+){{0,2}}{TOKEN}){{1,4}}"
CAPITAL = r"(?:[A-Z][\w’'.-]*\w|[A-Z]{2,}|&)"
OF = r"(?:of|for|on|de|of the|for the)"


@cache
def _organisation_pattern() -> re.Pattern[str]:
    head, lead = vocabulary.alternation(words("orghead")), vocabulary.alternation(words("orglead"))
    common = vocabulary.alternation(words("orgcommon"))
    tail = rf"{CAPITAL}(?:(?:,\s+(?:and\s+)?|\s+(?:(?:{OF}|and)\s+)?){CAPITAL})*"
    return re.compile(
        rf"(?<![\w-])(?:{lead}\s+(?:of|for)\s+(?:the\s+)?{tail}"
        rf"|(?:{CAPITAL}\s+(?:{OF}\s+)?)*{CAPITAL}\s+{head}(?![\w-])(?:\s+(?:of|for)\s+(?:the\s+)?{tail})?"
        rf"|(?i:{common})(?![\w-]))"
    )


def organisations(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of names that end in, or begin with, the kind of body they name."""
    for match in _organisation_pattern().finditer(text):
        start, end = match.span()
        for lead in _leads():
            found = lead(text[start:end])
            start += found.end() if found else 0
        if " " in text[start:end]:
            yield start, end


@cache
def _leads() -> tuple[Callable[[str], re.Match[str] | None], ...]:
    """What is cut off the front of an organisation's name: small words, a person's title, an owner."""
    small = re.compile(r"(?:(?:The|A|An|And|But|In|At|By|As|Under|With|For|On|From|Both)\s+)+")
    title = re.compile(rf"(?<!\w){vocabulary.alternation(words('title'))}\s+(?:(?:of|for)\s+(?:the\s+)?)?")
    owner = re.compile(r"['’]s?\s+")
    return small.match, title.search, owner.search


@cache
def _people_patterns() -> tuple[re.Pattern[str], ...]:
    title, role = vocabulary.alternation(words("title")), vocabulary.alternation(words("role"))
    speech = vocabulary.alternation(words("speech"))
    described = rf",\s+(?:(?!\b(?:said|and)\b)(?:[^,.;:\n]|(?<=[A-Z])\.)){{0,70}}?\b(?i:{role})\b"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?<![\w-])(?:{title}\s+)+(?P<name>{GIVEN})",
            rf"(?<![\w-]){title}\s+(?:to|of|for)\s+(?:the\s+)?(?P<name>{FULL})",
            rf"(?<![\w-])(?P<name>{FULL}){SIDE}{described}",
            rf"(?<![\w-])(?P<name>{FULL}){SIDE},?\s+(?:also\s+|has\s+|have\s+)?{speech}\b",
            rf"\b(?:said|added|according to|signed by|told by|led by|headed by)\s+(?P<name>{FULL})",
            rf"\b(?i:{role})\b[^,.;:\n]{{0,60}},\s+(?P<name>{FULL})(?={SIDE}(?:,|\s+and\b|\s+{speech}\b))",
            rf"(?<![\w-])(?P<name>{FULL})\s+\((?:(?:second|third) )?(?:from )?(?:left|right|center|centre|[LRC])\)",
        )
    )


def people(text: str, known: list[Span]) -> Iterator[tuple[int, int]]:
    """Offsets of people's names that a title, a role, a verb of speech or a place in a photo gives away."""
    edges = [(span.start_char, span.end_char) for span in known if span.label_ != "PERSON"]
    found: dict[str, None] = {}
    for pattern in _people_patterns():
        for match in pattern.finditer(text):
            name = _name_within(text, *match.span("name"), edges)
            if name:
                found[text[slice(*name)]] = None
    if found:
        again = re.compile(rf"(?<![\w-]){vocabulary.alternation(found)}(?![\w-])")
        yield from (match.span() for match in again.finditer(text))


def _name_within(text: str, start: int, end: int, known: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The longest run of name words in text[start:end]: without titles, common words and known names."""
    run: list[tuple[int, int]] = []
    barred = words("notname") | words("title")
    for token in re.finditer(r"[^\s()\[\]]+", text[start:end]):
        left, right = start + token.start(), start + token.end()
        word = token.group().rstrip(",")
        taken = any(left < k_end and k_start < right for k_start, k_end in known)
        if word in barred or taken:
            if run:
                break
            continue
        run.append((left, right))
    if not run:
        return None
    left, right = run[0][0], run[-1][1]
    right -= len(text[left:right]) - len(re.sub(r"(?:['’]s?|,)$", "", text[left:right]))
    return (left, right) if right - left > 2 and text[left:right] not in barred else None
