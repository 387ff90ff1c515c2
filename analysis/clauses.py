"""What a clause tells of the person it names: "who heads CNES", "was named director", "signed for Italy"."""

import re
from functools import cache

from analysis import vocabulary
from analysis.gazetteer import BODIES, words
from analysis.rolephrases import DETERMINER, Description, Named, body, country_of, parsed

OF = re.compile(r",?\s+(?:of|from|representing)\s+(?:the\s+)?")
AT = re.compile(r"\s+at\s+(?:the\s+)?|\s\(")  # "Kim at JAXA", "Kim (JAXA)"
NATIVE = re.compile(r",\s+(?:an?|the|another|fellow)\s+(?:[a-z-]+\s+){0,2}")  # "Kim, the first Korean in orbit"
# "Kim signed for Seoul", "Suchet on behalf of CNES", "did so for India"
ACTS = r"(?:signed|signs|did|does|put|initialled|inked|acted|spoke)\b"
ACTS_FOR = re.compile(
    rf",?\s+(?:also\s+)?(?:{ACTS}[^.;\n]{{0,60}}?\s)?"
    r"(?:for|on\s+behalf\s+of)\s+(?:the\s+|his\s+|her\s+)?"
)
DID = re.compile(rf"\s+(?:{ACTS}|(?:led|headed)\b)")
LEADS = re.compile(r",?\s+(?:who\s+)?(?:led|leads|headed|heads|runs|chairs|commands)\s+(?:the\s+)?")
ADVERBS = r"(?:(?:also|now|then|still|once|currently|previously|formerly|later|(?:most )?recently)\s+)*"
ARTICLE = rf"(?:(?:{DETERMINER}|their)\s+)?(?:(?:new|next|then|current|same)\s+)?"
# Where a role ends: not before "guest" in "chief guest".
COMPLETE = r"(?!\s+(?!(?:at|by|during|for|from|in|of|on|since|to|until|when|while|who|and|after|before)\b)[a-z])"
# How far what somebody runs is told: "heads [the project] at", not "runs a motel in the town and fishes".
REST = (
    r"(?:(?!(?:and|but|since|until|when|while|said|told|signed|from|with|because|as|,)\b)"
    r"[^\s,.;:()\n]+(?:\s+|(?=[,.;:(\n]|$))|(?<=\b[A-Z])\.){1,10}"
)
# "NASA's ", "(Nasa/", "JAXA, then led by ", "The Indian delegation under " before a person and their titles
LED = r"(?:led|headed|run|founded|chaired|directed|represented)\s+by|under"
BEFORE = re.compile(
    r"['’]s?\s+|(?:\s+[Pp]hotos?)?\s?/\s?"
    rf"|(?:,\s+the\s+[\w-]+)?(?:\s+(?:delegation|team|side|crew))?,?\s+(?:(?:was|were|is|then|now)\s+)*(?:{LED})\s+"
    r"(?:its\s+|the\s+)?|\s+(?:colleague|counterpart|opposite number),\s+"
    r"|\s+side,?\s+(?:it\s+was\s+|was\s+|by\s+)?"
)
# "for Japan, ", "signing for Italy was "
FOR = re.compile(r"\b(?:[Ff]or|[Rr]epresenting|[Oo]n behalf of)\s+(?:the\s+)?$")
WAS = re.compile(r",?\s+(?:(?:it\s+)?was\s+|by\s+)?")
THE_COUNTRYS = re.compile(
    r"\b(?:[Tt]he|[Tt]hat)\s+(?:country|nation|kingdom|republic)['’]s\s+(?:(?:new|then|first)\s+)?$"
)
OWNS = re.compile(r"['’]s?\s+")
CREDIT = re.compile(r"\s?/\s?")  # "Staff Sgt. Kim/US Air Force"
ITS = re.compile(r"\b(?:[Ii]ts|[Ww]hose)\s+(?:(?:new|then|first)\s+)?$")
# "Araújo and Science Minister Pontes signed for Brazil": what the second does, the first does too.
TOGETHER = re.compile(r"\s+and\s+(?:[A-Z][\w.’'-]*\s+|(?:of|for|and|the)\s+){0,8}")


def side(
    text: str, end: int, names: list[Named], patterns: tuple[re.Pattern[str], ...] = (OF, ACTS_FOR, LEADS)
) -> Named | None:
    """The country or body that the person who ends here is of, or acts for."""
    at = {match.end() for pattern in patterns if (match := pattern.match(text, end))}
    native = {match.end() for match in (NATIVE.match(text, end),) if match}
    of = next((n for n in names if n.start in at and n.label != "PERSON" and (n.country or n.label == "ORG")), None)
    of = of or next((n for n in names if n.start in native and n.label == "NORP" and n.country), None)
    # "of Angola's GGPEN"
    own = next((n for n in names if of and n.label == "ORG" and OWNS.fullmatch(text, of.end, n.start)), None)
    return own._replace(country=own.country or of.country) if own and of.label == "GPE" else of


def side_of_next(text: str, end: int, names: list[Named]) -> Named | None:
    after = (n for n in names if n.label == "PERSON" and n.start > end)
    partner = next((n for n in after if TOGETHER.fullmatch(text, end, n.start)), None)
    if partner is None or not DID.match(text, partner.end):
        return None
    return side(text, partner.end, names, (ACTS_FOR, LEADS))


def at_body(text: str, end: int, names: list[Named]) -> Named | None:
    """The body where the person who ends here is, if the page tells no more: "Kim (JAXA)", "Kim at NASA"."""
    at = AT.match(text, end)
    return next((n for n in names if at and n.start == at.end() and n.label == "ORG"), None)


def only_body(text: str, role: str, start: int, names: list[Named]) -> Named | None:
    """The one body that the passage has named when a "chief executive" or "director general" comes without any.

    Where another person comes before, the body may be theirs.
    """
    if (
        any(n.label == "PERSON" and n.end <= start for n in names)
        or not _of_bodies().fullmatch(role)
        or re.search(r"\b(?!The\b|Its\b)[A-Z][\w-]*\s$", text[:start])
    ):
        return None
    bodies = [n for n in names if n.label == "ORG" and n.end <= start and text[n.start - 1] != "("]
    bodies = [n for n in bodies if body(text, n) not in vocabulary.bodies("media")]
    if len({body(text, n) for n in bodies}) != 1 or (
        body(text, bodies[0]) in vocabulary.bodies("company") and not _of_companies().fullmatch(role)
    ):
        return None
    return bodies[0]


@cache
def _of_companies() -> re.Pattern[str]:
    return re.compile(r"(?i:.*\b(?:chief executive|ceo|managing director|general manager|company|operating).*)")


@cache
def _of_bodies() -> re.Pattern[str]:
    office = vocabulary.alternation(words("ofbody"))
    return re.compile(rf"(?:the\s+)?(?:[\w-]+\s+and\s+)?(?i:{office})")


def before(text: str, left: int, end: int, names: list[Named]) -> Named | None:
    """The body or country that stands before a person and their titles: "NASA's ", "JAXA, led by ", "its "."""
    for other in reversed([n for n in names if n.label == "PERSON" and n.end < left]):
        if text[other.end : left] not in (", ", " and ", ", and "):
            break
        left = other.start
    others = [n for n in names if n.label != "PERSON" and n.end <= left]
    if ITS.search(text, 0, left):
        return next((n for n in reversed(others) if n.label == "ORG" and text[n.start - 1] != "("), None)
    if THE_COUNTRYS.search(text, 0, left):
        return next((n for n in reversed(others) if n.label in ("GPE", "NORP") and n.country), None)
    owner = next((n for n in others if BEFORE.fullmatch(text, n.end, left)), None)
    signs = (n for n in others if WAS.fullmatch(text, n.end, left) and FOR.search(text, 0, n.start))
    owner = owner or next(signs, None)
    owner = owner or next((n for n in names if n.label == "ORG" and CREDIT.fullmatch(text, end, n.start)), None)
    # The country of a photographer's paper is not yet theirs.
    return owner._replace(country="") if owner and body(text, owner) in vocabulary.bodies("media") else owner


def clause(text: str, start: int, end: int, names: list[Named]) -> Description:
    """What a verb after the name tells of the person: what they run, or what they are, were or become."""
    runs = _runs().match(text, end)
    if runs:
        return _run(text, *runs.span("phrase"), names)._replace(start=start)
    told = _is().match(text, end) or _as(text, end, names)
    if told:
        left, right = told.span("phrase")
        right = max([right, *(n.end for n in names if n.start < right < n.end)])
        if not any(n.label == "PERSON" and left <= n.start < right for n in names):
            return parsed(text, left, right, names)._replace(start=start)
    return Description("", "", "", start, end)


def _as(text: str, end: int, names: list[Named]) -> re.Match[str] | None:
    """ "appointed Kim and Sato as directors of JAXA": of those named together, the last is what stands before "as"."""
    for other in (n for n in names if n.label == "PERSON" and n.start > end):
        if not TOGETHER.fullmatch(text, end, other.start):
            break
        end = other.end
    return _as_role().match(text, end)


@cache
def _runs() -> re.Pattern[str]:
    verb = vocabulary.alternation(words("runs"))
    return re.compile(rf",?\s+who\s+{ADVERBS}(?:is\s+|was\s+)?(?P<phrase>{verb}\s+{REST})")


@cache
def _is() -> re.Pattern[str]:
    verb = vocabulary.alternation(words("becomes"))
    return re.compile(
        rf"(?:,\s+who)?\s+{ADVERBS}{verb}\s+{ADVERBS}(?:as\s+)?{ARTICLE}(?P<phrase>{role_phrase()}){COMPLETE}"
    )


@cache
def _as_role() -> re.Pattern[str]:
    return re.compile(rf"\s+as\s+{ARTICLE}(?P<phrase>{role_phrase()}){COMPLETE}")


def role_phrase() -> str:
    """A pattern for words that end in a role, and what they are in charge of: "first head of the Italian agency"."""
    role, field = vocabulary.alternation(words("role") | words("calling")), vocabulary.alternation(words("portfolio"))
    return (
        rf"(?:(?:(?!(?:{DETERMINER}|by|and|met|with|on|to|from)\b)[\w’'&-]+|and(?=\s+(?i:{field})\b))\s+){{0,6}}?(?i:{role})s?\b(?:\s+[Gg]eneral\b)?"
        r"(?:\s+(?:of|at|for|in)\s+(?:[^,.;:()\n]|(?<=\b[A-Z])\.){2,90})?(?:\s*\([^()]{2,20}\))?"
    )


def _run(text: str, left: int, right: int, names: list[Named]) -> Description:
    """ "heads CNES" is "heads" of CNES; "runs NASA's science directorate" stands as it is."""
    right = max([right, *(n.end for n in names if n.start < right < n.end)])
    inside = [n for n in names if left <= n.start < right and n.label != "PERSON"]
    bodies = [n for n in inside if n.label in BODIES]
    country = country_of(text, left, inside)
    if not bodies:
        return Description(text[left:right].strip(), "", country, left, right)
    first, last = bodies[0], bodies[-1]
    described = next((n for n in bodies[1:2] if text[first.end : n.start] == " " and first.label == "ORG_DESC"), first)
    before = text[left : first.start]
    at = re.search(r"\s+(?:at|of|for|in)\s+(?:the\s+)?[\w\s’'.]*$", before)
    if at:
        return Description(before[: at.start()], body(text, first), country, left, right)
    if re.match(r"['’]s?\s", text[first.end :]):
        return Description(text[left:right].strip(), body(text, first), country, left, right)
    if last is not first and re.fullmatch(r"\s+(?:at|of|in)\s+(?:the\s+)?", text[first.end : last.start]):
        return Description(text[left : first.end], body(text, last), country, left, right)
    verb = re.compile(vocabulary.alternation(words("runs"))).match(text, left)
    role = re.sub(r"\s+(?:of|for|over)$", "", verb.group())
    return Description(role, body(text, described), country, left, right)
