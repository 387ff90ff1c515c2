"""The vocabulary's own rules: what every line has to hold to, whoever adds it."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from babel import Locale
from countryinfo import CountryInfo, CountryNotFoundError

from analysis import acts, layout, vocabulary
from analysis.gazetteer import slug

CASES = Path(__file__).parent / "cases"

FILES = sorted(Path(vocabulary.__file__).parent.glob("*.tsv"))
KINDS = {
    ("bodies", "kind"): {"agency", "command", "company", "institute", "media", "ministry", "organisation"},
    ("bodies", "party"): {"yes", "no"},
    ("places", "kind"): {"city", "facility", "launch site", "launch town", "region", "station town"},
    ("domains", "kind"): {"commercial", "military", "space"},
    ("furniture", "match"): {"anywhere", "end", "line", "start"},
    ("furniture", "role"): {"byline", "caption", "chrome", "comments", "related", "section"},
    ("governors", "kind"): {"background", "negated", "planned", "proposed", "proposing", "providing"},
    ("instruments", "generic"): {"yes", ""},
    ("namewords", "kind"): {
        *("address", "honorific", "role", "title", "notitle", "speech"),
        *("orgcommon", "orgdescribed", "orghead", "orglead"),
        *("administrative", "beforeus", "facility", "hyphened", "notname"),
        *("becomes", "calling", "ofbody", "ofstate", "portfolio", "runs", "styled"),
    },
    ("labels", "kind"): {"first published", "published", "updated"},
    ("timewords", "kind"): {
        *(
            "adverb of frequency",
            "ahead",
            "before year",
            "behind",
            "daypart",
            "decade word",
            "foreign month",
            "holiday",
        ),
        *(
            "intends",
            "lasting",
            "month",
            "number",
            "numbered",
            "ordinal",
            "season",
            "unit",
            "weekday",
            "weekday abbreviation",
            "zone",
        ),
    },
}
LISTS = {
    "bodies": ["aliases"],
    "countries": ["names", "adjectives", "people", "capital"],
    "exercises": ["names"],
    "instruments": ["names"],
    "missions": ["names", "countries"],
    "namesakes": ["cues"],
    "persons": ["names"],
    "places": ["names"],
    "verbs": ["acts"],
}
NAMED = {
    "bodies": "country",
    "places": "country",
    "persons": "country",
    "missions": "countries",
    "exercises": "country",
}
KEYS = {
    "offices": "office",
    "countries": "code",
    "parties": "code",
    "labels": ["label"],
    "objects": ["word", "act"],
    "verbs": "lemma",
}


def codes():
    return {*vocabulary.rows("countries")["code"], *vocabulary.rows("parties")["code"]}


def test_vocabulary_is_there():
    assert {"countries", "places", "bodies", "verbs", "instruments"} <= {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestFile:
    def test_vocabulary_file_is_clean_utf8_with_a_last_newline(self, path):
        text = path.read_bytes().decode("utf-8")
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert "\r" not in text
        assert not text.startswith("\ufeff")

    def test_vocabulary_file_has_a_header_and_equally_long_lines(self, path):
        header, *lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        assert all(name.isidentifier() and name.islower() for name in header)
        assert lines
        assert [line for line in lines if len(line) != len(header)] == []

    def test_vocabulary_file_has_no_line_twice(self, path):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(set(lines))

    def test_vocabulary_file_has_no_blanks_around_cells(self, path):
        table = vocabulary.rows(path.stem)
        loose = table.apply(lambda column: column.ne(column.str.strip()))
        # "© " and the like need the blank that follows them.
        if path.stem == "furniture":
            loose["phrase"] &= table["phrase"].str.startswith(" ")
        assert table[loose.any(axis=1)].empty

    def test_vocabulary_file_has_no_empty_first_cell(self, path):
        assert (vocabulary.rows(path.stem).iloc[:, 0] != "").all()

    def test_vocabulary_file_has_one_line_per_name(self, path):
        table = vocabulary.rows(path.stem)
        keys = KEYS.get(path.stem) or [column for column in ("name", "word", "phrase") if column in table]
        more = [
            column for column in ("role", "kind", "match") if column in table and path.stem not in ("bodies", "places")
        ]
        keys = keys if path.stem in KEYS else keys + more
        assert table[table.duplicated(keys)].empty


@pytest.mark.parametrize(("name", "column"), KINDS)
def test_vocabulary_kinds_are_known(name, column):
    assert set(vocabulary.rows(name)[column]) == KINDS[name, column]


@pytest.mark.parametrize("name", LISTS)
def test_vocabulary_lists_have_no_empty_or_repeated_items(name):
    for column in LISTS[name]:
        for cell in vocabulary.rows(name)[column]:
            items = vocabulary.items(cell)
            assert len(items) == len(set(items)), cell
            assert all(item and item == item.strip() and "|" not in item for item in items), cell


@pytest.mark.parametrize("name", NAMED)
def test_vocabulary_countries_named_elsewhere_have_a_line(name):
    named = {code for cell in vocabulary.rows(name)[NAMED[name]] for code in vocabulary.items(cell)}
    assert named <= codes()


def test_vocabulary_codes_are_three_capitals_and_unique():
    every = [*vocabulary.rows("countries")["code"], *vocabulary.rows("parties")["code"]]
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in every)
    assert len(every) == len(set(every))


@pytest.mark.parametrize(("name", "column"), [("countries", "code"), ("parties", "code"), ("verbs", "lemma")])
def test_vocabulary_lines_are_sorted(name, column):
    assert vocabulary.rows(name)[column].is_monotonic_increasing


@pytest.mark.parametrize("columns", [("name", "names"), ("adjectives",), ("people",), ("capital",)])
def test_vocabulary_no_word_stands_for_two_countries(columns):
    owners = {}
    for row in vocabulary.rows("countries").to_dict("records"):
        for column in columns:
            for word in vocabulary.items(row[column]):
                owners.setdefault(word, set()).add(row["code"])
    assert {word: sorted(codes) for word, codes in owners.items() if len(codes) > 1} == {}


def test_vocabulary_no_alias_stands_for_two_bodies():
    owners = {}
    for row in vocabulary.rows("bodies").itertuples():
        for name in (row.name, *vocabulary.items(row.aliases)):
            owners.setdefault(name, set()).add(row.name)
    assert {name: sorted(bodies) for name, bodies in owners.items() if len(bodies) > 1} == {}


def test_vocabulary_acting_bodies_have_a_country():
    bodies = vocabulary.rows("bodies")
    assert bodies[(bodies["party"] == "yes") & (bodies["country"] == "")].empty


def test_vocabulary_media_are_no_parties():
    bodies = vocabulary.rows("bodies")
    assert set(bodies.loc[bodies["kind"] == "media", "party"]) == {"no"}


def test_vocabulary_has_space_bodies_of_many_countries():
    bodies = vocabulary.rows("bodies")
    acting = bodies[bodies["kind"].isin(["agency", "command", "ministry"])]
    assert len(acting) >= 120 and acting["country"].nunique() >= 70


def test_vocabulary_persons_have_full_names_each_once():
    persons = vocabulary.rows("persons")
    spellings = [name for row in persons.itertuples() for name in (row.name, *vocabulary.items(row.names))]
    assert all(" " in name and not re.search(r"\d", name) for name in spellings)
    owners = {}
    for row in persons.itertuples():
        for name in (row.name, *vocabulary.items(row.names)):
            owners.setdefault(slug(name), set()).add(row.name)
    assert {name: sorted(who) for name, who in owners.items() if len(who) > 1} == {}


def test_vocabulary_namesakes_are_a_country_and_another_place():
    places, countries = set(vocabulary.rows("places")["name"]), vocabulary.rows("countries")
    known = {*countries["name"], *(name for cell in countries["capital"] for name in vocabulary.items(cell))}
    for row in vocabulary.rows("namesakes").itertuples():
        assert row.place in places and row.name in known and vocabulary.items(row.cues)


def plain(word):
    letters = (letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    return "".join(letters).lower().replace("’", "'").replace(".", "")


def test_vocabulary_countries_agree_with_babel_and_countryinfo():
    """Names, capitals and demonyms of two libraries; cases/countries.tsv has the words of theirs that are not ours."""
    english = Locale("en").territories
    missing = set()
    for row in vocabulary.rows("countries").itertuples():
        try:
            country = CountryInfo(row.code)
        except CountryNotFoundError:
            assert row.code in ("CSK", "DDR", "SUN", "XKX", "YUG"), "countries that are no more, and Kosovo"
            continue
        ours = {
            "name": (row.name, *vocabulary.items(row.names)),
            "capital": vocabulary.items(row.capital),
            "demonym": (*vocabulary.items(row.adjectives), *vocabulary.items(row.people)),
        }
        theirs = {
            "name": [country.name(), english[country.iso()["alpha2"]]],
            "capital": [country.capital()],
            "demonym": (country.demonym() or "").split(","),
        }
        for what, words in theirs.items():
            known = {plain(word) for word in ours[what]}
            missing |= {(row.code, what, word) for word in words if word and plain(word) not in known}
    with (CASES / "countries.tsv").open(encoding="utf-8", newline="") as file:
        explained = {(row["code"], row["what"], row["word"]) for row in csv.DictReader(file, delimiter="\t")}
    assert missing == explained


def test_vocabulary_vehicles_are_of_one_country_and_no_missions():
    table = vocabulary.rows("vehicles")
    assert set(table["country"]) <= set(vocabulary.parties())
    spellings = [spelling for row in table.itertuples() for spelling in (row.name, *vocabulary.items(row.names))]
    assert len(spellings) == len(set(spellings))
    assert not vocabulary.names("vehicles") & vocabulary.names("missions")


def test_vocabulary_satellites_are_of_one_country_and_neither_vehicles_nor_missions():
    table = vocabulary.rows("satellites")
    assert set(table["country"]) <= set(vocabulary.parties())
    spellings = [spelling for row in table.itertuples() for spelling in (row.name, *vocabulary.items(row.names))]
    assert len(spellings) == len(set(spellings))
    assert not vocabulary.names("satellites") & (vocabulary.names("missions") | vocabulary.names("vehicles"))


def test_vocabulary_echoes_are_of_the_types_of_events():
    lines = vocabulary.rows("echoes")
    assert set(lines["type"]) <= {frame.type for frame in acts.FRAMES.values()}
    assert not lines.duplicated().any()


def test_vocabulary_missions_are_of_two_countries():
    assert all(len(vocabulary.items(cell)) == 2 for cell in vocabulary.rows("missions")["countries"])


def test_vocabulary_verbs_acts_are_those_of_the_grammar():
    used = {act for cell in vocabulary.rows("verbs")["acts"] for act in vocabulary.items(cell)}
    assert used == {*acts.FRAMES, *acts.BARE}


def test_vocabulary_objects_are_those_of_the_grammar():
    used = set(vocabulary.rows("objects")["act"])
    assert used == {frame.objects for frame in acts.FRAMES.values()} - {"instrument", "vehicle"}


def test_vocabulary_verbs_have_all_their_forms():
    assert (vocabulary.rows("verbs").drop(columns="acts") != "").all(axis=None)


def test_vocabulary_no_form_stands_for_two_instruments():
    table = vocabulary.rows("instruments")
    forms = [form.lower() for cell in table["names"] for form in {*map(str.lower, vocabulary.items(cell))}]
    assert len(forms) == len(set(forms))


def test_vocabulary_furniture_roles_are_those_of_blocks():
    assert set(vocabulary.rows("furniture")["role"]) - {"comments", "related"} <= set(layout.ROLES)


@pytest.mark.parametrize(
    ("kind", "values"),
    [("month", range(1, 13)), ("foreign month", range(1, 13)), ("weekday", range(1, 8))],
)
def test_vocabulary_months_and_weekdays_are_all_there(kind, values):
    assert {int(value) for value in vocabulary.mapping("timewords", kind).values()} == set(values)


def test_vocabulary_labels_have_a_label_and_a_kind_and_are_compared_in_small_letters():
    labels = vocabulary.rows("labels")
    assert list(labels) == ["label", "kind"]
    assert labels["label"].tolist() == [" ".join(label.casefold().split()) for label in labels["label"]]


def test_vocabulary_foreign_months_are_no_english_ones():
    foreign, english = (set(vocabulary.mapping("timewords", kind)) for kind in ("foreign month", "month"))
    assert not foreign & english


def test_vocabulary_items():
    assert vocabulary.items("") == []
    assert vocabulary.items("one | two words") == ["one", "two words"]


@pytest.mark.parametrize(
    ("words", "text", "match"),
    [
        (["South", "South Korea"], "South Korea", "South Korea"),
        (["letter of intent"], "letter  of\nintent", "letter  of\nintent"),
        (["propos*"], "proposed", "proposed"),
        (["a.b"], "axb", None),
    ],
)
def test_vocabulary_alternation(words, text, match):
    found = re.match(vocabulary.alternation(words), text)
    assert (found.group() if found else None) == match
