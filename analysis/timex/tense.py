"""Does a clause look ahead? The verb that governs a time expression says whether "on Tuesday" is past or to come."""

import re

from analysis import vocabulary

REACH = 120  # characters of a clause that are looked at on either side
CLAUSE = re.compile(
    r"(?<![ .][A-Z])(?<!\b(?:Mr|Dr|Ms|Lt|Sr|Jr|St))(?<!\b(?:Gen|Sen|Rep|Gov|Col|Maj))"
    r"[.!?][\"”’')]*\s+(?=[\"“‘'(`]*[A-Z0-9])"
    r"|\n\s*\n|[;:]\s|\s[-–—_]+\s|,\s+(?:and|but|which|who|while|where|after|before|as)\b"
)
_helpers = r"(?:\s+(?:not|also|then|likely|now|be|have|been|\w+ly))*"
_ahead = (
    rf"(?:will|shall|won't|would|may|might|going\s+to|(?:is|are|was|were)\s+to|['’]ll){_helpers}\s+[a-z]+"
    rf"|{vocabulary.alternation(vocabulary.words('timewords', 'intends'))}\s+(?:for\b|to{_helpers}\s+[a-z]{{2,}})"
    r"|to\s+be\s+[a-z]+(?:ed|en|ld|nt|de|ne)|(?:is|are)\s+[a-z]+ing"
    rf"|{vocabulary.alternation(vocabulary.words('timewords', 'ahead'))}"
)
_behind = rf"[a-z]{{2,}}ed|{vocabulary.alternation(vocabulary.words('timewords', 'behind'))}"
# "agreed to cooperate on Friday" tells when they agreed: what they promise has no day.
_promised = (
    rf"(?:agreed|pledged|promised|vowed|committed|decided|resolved)\s+to(?:\s+further)?{_helpers}\s+"
    rf"{vocabulary.alternation(vocabulary.words('timewords', 'lasting'))}"
)
CLUE = re.compile(rf"(?<![\w-])(?:{_promised}|(?P<ahead>{_ahead})|{_behind})(?![\w-])", re.I)
UNTIL = re.compile(r"\b(?:by|until|till|before|no later than)\s+(?:the\s+)?$", re.I)
# "On Friday they agreed to": a past act.
PLANNED = re.compile(r"(?!scheduled|expected|slated)\w+ed\s+(?:to|for)\b", re.I)


def ahead(text: str, start: int, end: int) -> bool | None:
    """True where the clause around text[start:end] looks ahead, False where it looks back, None where it does not say.

    The last clue before the expression counts; where there is none, the first one after it; where
    there is none either, a bare "by Friday" looks ahead.
    """
    left = CLAUSE.split(text[max(0, start - REACH) : start])[-1]
    clues = list(CLUE.finditer(left))
    if clues:
        return clues[-1]["ahead"] is not None and not any(word.group().lower() == "had" for word in clues)
    if clue := CLUE.search(CLAUSE.split(text[end : end + REACH])[0]):
        return clue["ahead"] is not None and not PLANNED.match(clue.group())
    return True if UNTIL.search(left) else None
