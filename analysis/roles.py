"""What a page says of a person beside the name: role, organisation and country, in its own words."""

import re
from functools import cache
from typing import NamedTuple

from analysis import vocabulary
from analysis.names import SIDE, words

# "Kim, head of X," - what follows a name up to where the description ends.
AFTER = re.compile(
    rf"^{SIDE},\s+(?:the\s+|an?\s+|its\s+|their\s+)?(?P<phrase>(?:[^.;:()\n]|(?<=[A-Z])\.)+?)"
    r"(?=,\s+(?:and\b|who\b|which\b|said\b|told\b|[A-Z])|\s+(?:said|told|added|signed|met|pose|who)\b|,|(?<![A-Z])\.|[;:(\n]|$)"
)
PREPOSITION = re.compile(r"\s+(?:of|at|for|in|with|from)\s+(?:the\s+)?")
HEADING = re.compile(r"(?:^|[.,;]\s+|\b[Tt]he\s+)(?:[Tt]he\s+)?(?P<role>[^.,;]{3,60}?)\s+(?:of|at|for)\s+(?:the\s+)?$")
LONGEST = 12  # words of a title before a name


class Description(NamedTuple):
    """role, organisation and country as told between `start` and `end`, characters of the passage."""

    role: str
    organisation: str
    country: str
    start: int
    end: int


class Named(NamedTuple):
    """A name beside the person's: its characters in the passage, label and country."""

    start: int
    end: int
    label: str
    country: str


def description(text: str, start: int, end: int, names: list[Named]) -> Description:
    """What the passage says of the person text[start:end]; all empty where it says nothing.

    `names` are the other names of the passage, in order. What stands before the name ("French Space
    Commander") comes first, then what follows it ("director general at ...").
    """
    title, apposition = _title(text, start, end, names), _apposition(text, start, end, names)
    if apposition.role and (not title.role or set(title.role.split()) <= words("honorific")):
        return apposition
    return title if title.role else _before_comma(text, start, end, names)


def _before_comma(text: str, start: int, end: int, names: list[Named]) -> Description:
    """ "The head of the Italian Space Agency, Maria Rossi": a role that stands before the name."""
    body = next((n for n in names if n.label == "ORG" and text[n.end : start] == ", "), None)
    role = HEADING.search(text[: body.start]) if body else None
    if not role or not _role_word().search(role["role"]):
        return Description("", "", "", start, end)
    return Description(role["role"], text[body.start : body.end], body.country, role.start("role"), end)


@cache
def _role_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{vocabulary.alternation(words('role'))})\b")


def _title(text: str, start: int, end: int, names: list[Named]) -> Description:
    """The run of title words, with the countries and bodies among them, that ends at the name."""
    left = start
    titles = words("title")
    single = {word for title in titles for word in title.split()}
    for token in list(re.finditer(r"\S+", text[:start]))[: -LONGEST - 1 : -1]:
        name = next((n for n in names if n.start <= token.start() < n.end), None)
        word = token.group()
        joins = word in ("and", "of", "for", "Affairs", "&") and left < start
        inside = name is not None and token.end() <= name.end
        if (not inside and re.search(r"[,.;:!?)\"”]$", word) and word not in titles) or (
            word in ("a", "an", "the", "The", "and") and left == start
        ):
            break
        if name is None and word not in single and not joins and not (word[0].isupper() and left < start):
            break
        left = token.start()
    phrase = re.sub(r"^(?:and|of|for|the|The)\s+", "", text[left:start])
    left = start - len(phrase)
    owner = [n for n in names if left <= n.start and n.end <= start]
    country = next((n.country for n in owner if n.country), "")
    body = next((n for n in owner if n.label == "ORG" and text[n.end : start].strip()), None)
    apart = (n.end for n in owner if n is body or n.label == "GPE" or text[n.end : n.end + 2] in ("'s", "’s", "' "))
    first = max(apart, default=left)
    role = re.sub(r"^['’]s?\s+", "", text[first:start]).strip()
    if not any(word in single for word in role.split()):
        return Description("", "", country, left, end)
    return Description(role, text[body.start : body.end] if body else "", country, left, end)


def _apposition(text: str, start: int, end: int, names: list[Named]) -> Description:
    nothing = Description("", "", "", start, end)
    after = AFTER.match(text[end:])
    head = _role_word().search(after["phrase"]) if after else None
    if not head:
        return nothing
    left, right = (end + edge for edge in after.span("phrase"))
    inside = [n for n in names if left <= n.start and n.end <= right]
    country = next((n.country for n in inside if n.country), "")
    tail = PREPOSITION.search(text, left + head.end(), right)
    if tail and any(n.start >= tail.end() and n.label == "ORG" for n in inside):
        organisation = text[tail.end() : right].rstrip()
        return Description(text[left : tail.start()], organisation, country, start, right)
    before = [n for n in inside if n.label == "ORG" and n.end <= left + head.start()]
    owners = (n.end for n in inside if n in before or text[n.end : n.end + 2] in ("'s", "’s"))
    first = max([left, *(edge for edge in owners if edge <= left + head.start())])
    role = re.sub(r"^['’]s?\s+", "", text[first:right]).strip()
    return Description(role, text[before[-1].start : before[-1].end] if before else "", country, start, right)
