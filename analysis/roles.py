"""What a page says of a person beside the name: role, organisation and country, in its own words."""

import re
from functools import cache

from analysis import vocabulary
from analysis.clauses import at_body, before, clause, only_body, role_phrase, side, side_of_next
from analysis.gazetteer import BODIES, words
from analysis.namerules import SIDE
from analysis.rolephrases import DETERMINER, PREPOSITION, Description, Named, body, country_of, loose, parsed, role_word

CAPITAL = r"(?:[A-Z][\w’'-]*|&)"
# "Science, Technology and Innovation", "the Economy": what a minister is minister of.
PORTFOLIO = rf"(?:the\s+)?{CAPITAL}(?:(?:,\s+(?:and\s+)?|\s+(?:(?:and|of|for)\s+(?:the\s+)?)?){CAPITAL})*"
# "minister of education, culture, sports, science and technology"
MINISTER = (
    r"[\w’' -]*?(?:[Mm]inister|[Ss]ecretary|[Dd]irector)\s+(?:of|for)\s+[\w’ -]+(?:,\s+[\w’-]+(?:\s+[\w’-]+)?)+"
    r",?\s+and\s+[\w-]+(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w-]+)?"
)
# "Kim, head of X," - what follows a name, up to where the description ends; a full stop after one letter ends nothing.
AFTER = re.compile(
    rf"^{SIDE}(?:\s\([^()\n]{{2,20}}\)(?=,))?(?:,\s+(?:Ph\.?\s?D|M\.?D|Jr|Sr)\b\.?)?(?:,\s+(?:(?:second|third)\s+)?(?:from\s+)?(?:left|right|cent(?:er|re)))?,\s+(?:{DETERMINER}\s+)?"
    rf"(?!(?:and|but|who|which|whose|where|when|together|along|flew|signed)\b)(?P<phrase>{MINISTER}|(?:[^.;:()\n]|(?<=\b[A-Z])\.)+?)"
    r"(?=,\s+(?:and\b|who\b|which\b|said\b|told\b|[A-Z])|\s+(?:said|told|added|signed|met|pose|who)\b|,|(?<!\b[A-Z])\.|[;:(\n]|$)"
)
APPOSED = re.compile(r",\s+(?:(?:then|the|an?)\s+)*")
JOINED = re.compile(r"(?:,|\sand)\s+$")
ACTING = re.compile(r"\b(?:[Aa]cting|[Ii]nterim|[Ff]ormer|[Dd]eputy|[Aa]ssociate)\s+$")
ENDS = re.compile(r"(?:\s*\([^()\n]{2,20}\))?\s*(?:[,;.\n]|$)")
SUCCEEDS = re.compile(r"\s+(?:succeeding|replacing|in place of)\s+$")
ASIDE = re.compile(r"\b(?:after|announced|at|by|during|on|reported|said|since|under|with|without)\s")
LONGEST = 12  # words of a title before a name


def description(text: str, start: int, end: int, names: list[Named]) -> Description:
    """What the passage says of the person text[start:end]; all empty where it says nothing.

    `names` are the other names of the passage, in order. What stands before the name ("French Space
    Commander") comes first, then what follows it ("director general at ..."). A country that neither
    tells is the one the person comes from or acts for: "Maria Rossi of Italy", "Maria Rossi signed for Italy".
    """
    others = sorted(names)
    title, apposition = _title(text, start, end, others), _apposition(text, start, end, others)
    told = (
        title if _is_office(title.role) else apposition if apposition.role else _before_comma(text, start, end, others)
    )
    told = told if told.role else clause(text, start, end, others)
    if not told.role:
        told = title if title.role or title.country else _shared(text, start, end, others)
    if told.country and told.organisation:
        return told
    of = side(text, end, others) or (side_of_next(text, end, others) if not told.country else None)
    of = of or before(text, min(told.start, start) if told.role else start, end, others)
    of = of or next((n for n in others if n.label == "ORG" and _with_body(text, end, n)), None)
    of = of or (at_body(text, end, others) if not told.role else None)
    if not told.organisation and not of:
        of = only_body(text, told.role, min(told.start, start), others)
    of = None if of and of.label in BODIES and "inister" in told.role else of
    if of is None or told.country not in ("", of.country):
        return told
    organisation = body(text, of) if of.label in BODIES and not told.organisation else told.organisation
    start, end = min(told.start, of.start), max(told.end, of.end)
    return told._replace(organisation=organisation, country=of.country, start=start, end=end)


def _with_body(text: str, end: int, body: Named) -> bool:
    """Whether nothing but a person's body stands after the name: "Kim, Centre for Space Law, Seoul"."""
    return text[end : body.start] == ", " and bool(ENDS.match(text, body.end))


def _is_office(title: str) -> bool:
    """Whether a title is more than a rank or "Dr."."""
    return any(not set(word.split()) <= words("honorific") for word in _title_word().findall(title))


def _shared(text: str, start: int, end: int, names: list[Named]) -> Description:
    """A title in the plural, of the persons named right before: "Presidents Kim and Macron"."""
    first = start
    for other in reversed([n for n in names if n.label == "PERSON" and n.end < start]):
        if text[other.end : first] not in (" and ", ", ", ", and "):
            break
        first = other.start
        told = _title(text, *other[:2], names)
        told = told if told.role else _before_comma(text, *other[:2], names)
        if told.role.split(" of ")[0].endswith("s"):
            return told._replace(end=end)
    return Description("", "", "", start, end)


@cache
def _title_word() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){vocabulary.alternation(words('title') | words('role'))}(?![\w-])")


@cache
def _with_portfolio() -> re.Pattern[str]:
    """ "Minister of State for Trade and Industry " before a name: a title, and what it is about."""
    title = vocabulary.alternation(words("title") - words("honorific"))
    honorific = vocabulary.alternation(words("honorific"))
    return re.compile(rf"(?<![\w-])(?:{title}\s+)+(?:of|for|to)\s+{PORTFOLIO},?\s+(?:{honorific}\s+)*$")


@cache
def _told_before() -> re.Pattern[str]:
    """ "the head of the Italian Space Agency (ASI), ", "his French counterpart, " before a name."""
    honorific = vocabulary.alternation(words("honorific") | words("styled"))
    number = vocabulary.alternation(vocabulary.mapping("timewords", "number"))
    few = rf"(?:{DETERMINER}|[Ww]hose|(?i:{number}))"
    return re.compile(rf"(?<!\w){few}\s+(?P<phrase>{role_phrase()}),\s+(?:{honorific}\s+)*$")


@cache
def _succeeded() -> re.Pattern[str]:
    """ "ESA's director general, succeeding " before the one who was it before."""
    return re.compile(rf"(?<![\w’'-])(?P<phrase>{role_phrase()}),?{SUCCEEDS.pattern}")


@cache
def _owned_before() -> re.Pattern[str]:
    """ "'s executive director, " between a body's or a country's name and a person's."""
    return re.compile(rf"(?:['’]s?)?\s+{role_phrase()},\s+")


def _before_comma(text: str, start: int, end: int, names: list[Named]) -> Description:
    barrier = _barrier(start, names)
    told = _told_before().search(text, barrier, start)
    if told:
        return parsed(text, *told.span("phrase"), names)._replace(end=end)
    left = _succeeded().search(text, barrier, start) if SUCCEEDS.search(text, barrier, start) else None
    if left:
        return parsed(text, *left.span("phrase"), names)._replace(end=end)
    owners = [n for n in names if n.start >= barrier and _owned_before().fullmatch(text, n.end, start)]
    if owners:
        return parsed(text, owners[-1].start, start, names)._replace(end=end)
    return Description("", "", "", start, end)


def _barrier(start: int, names: list[Named]) -> int:
    """Where the person named before this one ends: what is told of the one is not of the other."""
    return max((n.end for n in names if n.label == "PERSON" and n.end <= start), default=0)


def _title(text: str, start: int, end: int, names: list[Named]) -> Description:
    """The run of title words, with the countries and bodies among them, that ends at the name."""
    barrier = _barrier(start, names)
    left = _listed(text, barrier, start, names)
    names = [n for n in names if not n.start < left < n.end]  # "UK [Business and Trade" Secretary] is no body's
    titles, single, breaks = _titles(), _words_of_titles(), _no_title()
    for token in list(re.finditer(r"\S+", text[barrier:left]))[: -LONGEST - 1 : -1]:
        at, word = barrier + token.start(), token.group()
        name = next((n for n in names if n.start <= at < n.end), None)
        joins = word in ("and", "of", "for", "Affairs", "&") and left < start
        inside = name is not None and barrier + token.end() <= name.end
        beside = left < start or any(n.label == "ORG" and n.end == at - 1 for n in names)
        if beside and word.startswith("(") and word.endswith(")"):
            continue  # "Italian Space Agency (ASI) President"
        if (not inside and re.search(r"[,.;:!?)\"”]$", word) and word not in titles) or (
            word in ("a", "an", "the", "The", "and") and left == start
        ):
            break
        if word in breaks or (word == "and" and any(n.end <= at and not text[n.end : at].strip(" ,") for n in names)):
            break
        if name is None and word not in single and not joins and not (word[0].isupper() and left < start):
            break
        left = at
    left = _reached(text, barrier, left, names) if left < start and text[left].islower() else left
    left += loose(text[left:start])
    owner = [n for n in names if left <= n.start and n.end <= start]
    country = country_of(text, left, owner)
    employer = next((n for n in owner if n.label in BODIES and text[n.end : start].strip()), None)
    heads = _headed(text, left, start, owner)
    if heads:
        return parsed(text, left, heads.end, names)._replace(start=left, end=end)
    owner = [n for n in owner if _title_word().search(text, n.end, start)]
    apart = (n.end for n in owner if n is employer or n.label == "GPE" or text[n.end : n.end + 2] in ("'s", "’s", "' "))
    first = max(apart, default=left)
    acting = ACTING.search(text, left, employer.start) if employer else None
    role = _alone(text[acting.start() if acting else first : start].strip(" ,\n"))
    if not _title_word().search(role):
        return Description("", "", country, left, end)
    return Description(role, body(text, employer) if employer else "", country, left, end)


def _listed(text: str, barrier: int, start: int, names: list[Named]) -> int:
    """Where a title of several words or parts begins: "Industry, Science and Technology Minister "; else the name."""
    several = _portfolios().search(text, barrier, start)
    if several:
        return several.start()
    about = _with_portfolio().search(text, barrier, start)
    if about is None:
        return start
    # "Chairman of the Saudi Space Agency, and NASA Administrator ": two people's
    begin = about.start()
    # "Kim, head of KASA, and Minister " before a name: what follows a name is not the next one's.
    if barrier and APPOSED.fullmatch(text, barrier, begin) and " and " in text[begin:start]:
        return start
    other = (n for n in names if n.label == "ORG" and n.start > begin and JOINED.search(text, begin, n.start))
    return start if any(_run_of_titles().fullmatch(text, n.end, start) for n in other) else begin


def _headed(text: str, left: int, start: int, names: list[Named]) -> Named | None:
    """The body whose head is told before the name: "Acting Head of the State Space Agency of Ukraine "."""
    bodies = [n for n in names if n.label in BODIES and PREPOSITION.search(text, left, n.start)]
    of = next((n for n in bodies if role_word().search(text, left, n.start)), None)
    if of is None or ("inister" in text[left : of.start] and not text[of.end : start].strip()):
        return None
    return of


def _alone(title: str) -> str:
    """A title without what goes with any: an owner's "'s", an address before or after it, a rank after an office."""
    around, rank = _around_titles()
    title = around.sub("", title)
    office = rank.sub("", title)
    return office if title.endswith(".") and role_word().search(office) else title


@cache
def _around_titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    address, rank = (vocabulary.alternation(words(kind)) for kind in ("address", "honorific"))
    around = re.compile(rf"^(?:['’]s?|\([^()]*\))\s+|^(?:{address}\s+)+(?=\w)|,?\s+{address}$")
    return around, re.compile(rf"(?:\s+{rank})+$")


@cache
def _run_of_titles() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{vocabulary.alternation(words('title'))}\s+)+")


@cache
def _portfolios() -> re.Pattern[str]:
    """ "Industry, Science and Technology Minister " before a name; what each word is about is in the vocabulary."""
    word, title = (vocabulary.alternation(words(kind)) for kind in ("portfolio", "title"))
    field = rf"(?i:{word}(?:\s+(?:and\s+)?{word})*)"
    return re.compile(rf"(?<![\w-]){field}(?:,\s+{field})*(?:,?\s+and\s+{field})?\s+(?:{title}\s+)+$")


@cache
def _titles() -> frozenset[str]:
    return words("title") | words("role")


@cache
def _words_of_titles() -> frozenset[str]:
    return frozenset(word for title in _titles() for word in title.split())


@cache
def _no_title() -> frozenset[str]:
    """Words in capitals that begin a sentence, or date it, and are in no title."""
    months = {word.title() for kind in ("month", "weekday") for word in vocabulary.mapping("timewords", kind)}
    return frozenset(months) | words("notitle")


def _reached(text: str, barrier: int, left: int, names: list[Named]) -> int:
    """Where a title in small letters begins, with a word or two before it, if a body's name is right before those.

    "JAXA [project manager]" and "Argentine [planning secretary]", not "said that the [secretary]".
    """
    for n in reversed([n for n in names if barrier <= n.start and n.end < left and n.label != "PERSON"]):
        between = text[n.end : left]
        return n.start if re.fullmatch(r"(?:['’]s)?\s+(?:[a-z-]+\s+){0,2}", between) else left
    return left


def _apposition(text: str, start: int, end: int, names: list[Named]) -> Description:
    after = AFTER.match(text[end:])
    if not after or not role_word().search(after["phrase"]):
        return Description("", "", "", start, end)
    left, right = (end + edge for edge in after.span("phrase"))
    left += loose(text[left:right])
    head = role_word().search(text, left, right)
    if head is None or ASIDE.search(text, left, head.start()):
        return Description("", "", "", start, end)  # ", the Kremlin announced on its official channel"
    if any(n.label == "PERSON" and left <= n.start < right for n in names):
        return Description("", "", "", start, end)  # the next of several people
    right = max([right, *(n.end for n in names if n.start < right < n.end)])
    told = parsed(text, left, right, names)._replace(start=start, end=right)
    # "D. K. Singh, Director, Human Space Flight Centre": a title and, after one more comma, where.
    at = next(
        (
            n
            for n in names
            if n.label == "ORG" and n.start > right and text[right : n.start].lower() in (", ", ", the ")
        ),
        None,
    )
    if told.organisation or not at or not (text[left].isupper() or ENDS.match(text, at.end)):
        return told
    return told._replace(organisation=text[at.start : at.end], country=told.country or at.country, end=at.end)
