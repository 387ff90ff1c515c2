"""Which names does the vocabulary know? Phrases with their label and identity, for the pipeline component "names"."""

import re
from functools import cache, partial

from spacy.tokens import Span

from analysis import vocabulary
from analysis.vocabulary import slug

BUILT = ("launch site", "facility")  # "Satish Dhawan Space Centre"; Sriharikota is the town it stands in
SITES = (*BUILT, "launch town", "station town")

BODIES = ("ORG", "ORG_DESC")
# What follows a town's name where it is the name of a site there.
SITE = re.compile(
    r"\s+(?:[Ss]pace|[Ss]atellite|[Ll]aunch|[Rr]ocket)?\s*(?:[Ll]aunch\s+)?"
    r"(?:[Cc]ent(?:er|re)|[Cc]osmodrome|[Ss]paceport|[Cc]omplex|[Rr]ange|[Ss]ite|[Bb]ase|[Ss]tation)\b"
)

words = partial(vocabulary.words, "namewords")


@cache
def sites() -> frozenset[str]:
    """The identities of spaceports and ground stations, and of the towns known for one."""
    places = vocabulary.rows("places")
    return frozenset(f"gpe/{slug(name)}" for name in places.loc[places["kind"].isin(SITES), "name"])


@cache
def phrases() -> dict[tuple[str, str], set[str]]:
    """(label, identity) -> its phrases, from countries.tsv, places.tsv, bodies.tsv and persons.tsv."""
    phrases: dict[tuple[str, str], set[str]] = {}
    for row in vocabulary.rows("places").itertuples():
        for name in _with_capitals([row.name, *vocabulary.items(row.names)]):
            built = row.kind in BUILT or (row.kind in SITES and name.split()[-1] in words("facility"))
            phrases.setdefault(("FAC" if built else "GPE", f"gpe/{slug(row.name)}"), set()).add(name)
    for row in vocabulary.rows("countries").itertuples():
        capitals = vocabulary.items(row.capital)
        if capitals and capitals[0] != row.name:
            phrases["GPE", f"gpe/{slug(capitals[0])}"] = _with_capitals(capitals)
        phrases["GPE", row.code] = _with_capitals([row.name, *vocabulary.items(row.names)])
        phrases["NORP", row.code] = {*vocabulary.items(row.adjectives), *vocabulary.items(row.people)}
    for row in vocabulary.rows("persons").itertuples():
        phrases["PERSON", f"person/{slug(row.name)}"] = {row.name, *vocabulary.items(row.names)}
    for row in vocabulary.rows("bodies").itertuples():
        aliases = vocabulary.items(row.aliases)
        own = {row.name, *(a for a in aliases if not a.endswith("*"))}
        # British and Indian papers write Nasa and Isro.
        own |= {a.title() for a in own if a.isalpha() and a.isupper() and len(a) > 3 and row.kind != "company"}
        phrases["ORG", f"org/{slug(row.name)}"] = own
        # An acronym with a star means other things too: its page has to say what it stands for.
        phrases.setdefault(("ORG", ""), set()).update(a.rstrip("*") for a in aliases if a.endswith("*"))
    return phrases


def _with_capitals(names: list[str]) -> set[str]:
    return {*names, *(name.upper() for name in names if len(name) > 3)}


def known(span: Span) -> Span:
    """A phrase of the vocabulary that was matched, as a name with its label and identity.

    Of "Australia's Defence Space Command" the body is the name, of "U.S. space agency" the words in small letters
    stand for one (ORG_DESC), "Alcântara" before "Space Center" is a part of a site's name (FAC).
    """
    label, identity = span.label_.split(" ", 1)
    doc, start, end = span.doc, span.start, span.end
    if label == "ORG":
        start = after_owner(span, described=is_description(span))
        label = "ORG_DESC" if is_description(span) else label
    elif label == "GPE" and (comma := next((t.i for t in span if t.text == ","), None)):
        end = comma  # "Athens, Georgia" and "Tripoli, Lebanon" are two places
    elif label == "GPE" and end < len(doc) and doc[end].text in words("administrative"):
        end += 1
    elif identity in sites() and SITE.match(doc.text, span.end_char):
        label = "FAC"
    return Span(doc, start, end, label, span_id=identity)


def after_owner(body: Span, *, described: bool = False) -> int:
    """The token at which a body's own name begins: after "Australia's", and before small letters after "U.S." too."""
    doc = body.doc
    for i in range(body.end - 1, body.start, -1):
        possessive = doc[i - 1].lower_ in ("'s", "’s", "'", "’")
        if (possessive or described) and doc[body.start : i - possessive].text in _owners():
            return i
    return body.start


def is_description(body: Span) -> bool:
    """Whether small letters stand for a body that they do not name: "French space agency"."""
    return body[-1].text in words("orgdescribed")


@cache
def _owners() -> frozenset[str]:
    rows = vocabulary.rows("countries")
    cells = (*rows["names"], *rows["adjectives"])
    return frozenset((*rows["name"], *(name for cell in cells for name in vocabulary.items(cell))))
