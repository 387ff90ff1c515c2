"""Made-up news feeds of any size, for the tests of large runs and for the benchmark.

In a feed two pages in a hundred tell of a bilateral space event, one names two countries and something in space without
telling of an event, two are about space in one country, and the rest is other news. Pages have some 420 words.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

COUNTRIES = {
    "Italy": ("Italian", "Rome", "the Italian Space Agency (ASI)"),
    "Japan": ("Japanese", "Tokyo", "the Japan Aerospace Exploration Agency (JAXA)"),
    "India": ("Indian", "New Delhi", "the Indian Space Research Organisation (ISRO)"),
    "France": ("French", "Paris", "the French space agency CNES"),
    "Germany": ("German", "Berlin", "the German Aerospace Center (DLR)"),
    "Brazil": ("Brazilian", "Brasilia", "the Brazilian Space Agency (AEB)"),
    "Kenya": ("Kenyan", "Nairobi", "the Kenya Space Agency"),
    "Turkey": ("Turkish", "Ankara", "the Turkish Space Agency"),
    "Mexico": ("Mexican", "Mexico City", "the Mexican Space Agency"),
    "Vietnam": ("Vietnamese", "Hanoi", "the Vietnam National Space Center"),
    "Poland": ("Polish", "Warsaw", "the Polish Space Agency"),
    "Argentina": ("Argentine", "Buenos Aires", "the Argentine space agency CONAE"),
}
PAPERS = ("a memorandum of understanding", "a framework agreement", "a letter of intent", "an implementing arrangement")
FIELDS = ("Earth observation", "satellite navigation", "space debris", "lunar exploration", "satellite communications")
GIVEN = ("Ana", "Luca", "Kenji", "Priya", "Marie", "Jonas", "Paulo", "Wanjiru", "Elif", "Diego", "Linh", "Zofia")
FAMILY = ("Moretti", "Sakamoto", "Raman", "Lefevre", "Brandt", "Teixeira", "Kamau", "Aydin", "Robles", "Pham", "Wolski")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

EVENT = (
    "{city} — {agency_a} and {agency_b} signed {paper} on {topic} in {city} on {day}.",
    "The text was signed by {person}, president of the {people_a} agency, and by {other}, who heads its partner.",
    "“What we have put on paper today gives our engineers something to build on,” {person} told reporters.",
    "Under it the two sides will compare data from their satellites and invite students to summer schools.",
    "{a} and {b} had held a first round of talks on space in {year}, and a second one a year later.",
    "The {people_b} delegation also visited a test hall where a small satellite is being made ready for its launch.",
)
SPACE = (
    "{agency_a} put a small satellite through its last tests this week, officials in {city} said on {day}.",
    "It carries a camera, a radio and a battery no larger than a loaf of bread, and will be launched next spring.",
    "The {people_a} parliament has asked for a report on what the satellite and its rocket have cost so far.",
)
BOTH = (
    "A {people_b} tourist photographed the space station as it crossed the evening sky over {city} on {day}.",
    "He had come from {b} for a conference of dentists, and says he never looked up at night before.",
)
OTHER = (
    "The council of {city} voted on {day} to close the old bridge to lorries while its northern arch is repaired.",
    "Shops on the market square say that they lost a third of their trade when the tram line was dug up last autumn.",
    "{person}, who has run the bakery at the corner for twenty years, expects the work to take longer than planned.",
    "Prices of wheat and maize fell for a third week, as traders in {b} waited for figures on this year's harvest.",
    "The home side took the lead after twenty minutes, lost it just before the break, and won in the last seconds.",
    "Doctors at the university hospital advise older people to have their second injection before the cold sets in.",
    "A storm from the west brought rain to most of the coast, and trains between the two harbours were late all day.",
    "The minister of transport, {other}, said that nobody would have to pay for parking near the new station.",
    "Police are looking for a man who left a restaurant without his coat, and with the till under his arm.",
    "At the museum a show of woodcuts opens at the weekend; schools can book a guide without having to pay for it.",
    "Rents in the centre rose by four in a hundred within a year, less than in {a}'s other large towns.",
    "The orchestra begins its season with two works by a composer who was born in {b} and grew up here.",
    "Farmers want the water of the upper valley shared out anew, and have written to the government about it.",
    "The bank expects its profit to grow more slowly, since fewer people are asking for loans to build a house.",
    "“We have been patient for long enough,” {person} said, “and now we would like to hear when it will be finished.”",
)
OPENINGS = {"event": EVENT, "space": SPACE, "both": BOTH, "other": ()}
TITLES = {
    "event": "{a} and {b} agree to work together on {topic}",
    "space": "Small satellite passes its last tests in {city}",
    "both": "Visitor photographs space station over {city}",
    "other": "Old bridge in {city} to be closed to lorries",
}
PARAGRAPHS = 20  # of a page


def pages(count: int, *, matter: float = 0.02, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Pages as rows of a corpus; of these the share `matter` tells of an event, whichever `count` pages there are."""
    rng = random.Random(seed)
    for number in range(count):
        drawn = rng.random()
        edges = (matter, "event"), (matter + 0.01, "both"), (matter + 0.03, "space"), (1, "other")
        kind = next(kind for edge, kind in edges if drawn < edge)
        yield {"id": f"{number:07}", **_page(rng, kind), "kind": kind}


def write(file: Path, count: int, *, matter: float = 0.02, seed: int = 1) -> Path:
    """Write a feed as JSON lines."""
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(page, ensure_ascii=False) + "\n" for page in pages(count, matter=matter, seed=seed))
    return file


def _page(rng: random.Random, kind: str) -> dict[str, str]:
    a, b = rng.sample(sorted(COUNTRIES), 2)
    (people_a, city, agency_a), (people_b, _, agency_b) = COUNTRIES[a], COUNTRIES[b]
    person, other = (f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}" for _ in range(2))
    words = {"a": a, "b": b, "people_a": people_a, "people_b": people_b, "city": city, "agency_a": agency_a}
    words |= {
        "agency_b": agency_b,
        "person": person,
        "other": other,
        "day": rng.choice(DAYS),
        "paper": rng.choice(PAPERS),
    }
    words |= {"topic": rng.choice(FIELDS), "year": rng.randrange(2005, 2018)}
    opening = OPENINGS[kind]
    body = [*opening, *rng.choices(OTHER, k=PARAGRAPHS - len(opening))]
    title = TITLES[kind].format(**words)
    published = f"{rng.randrange(2018, 2025)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    text = "\n\n".join(line[:1].upper() + line[1:] for line in (part.format(**words) for part in body))
    return {"title": title, "published": published, "text": f"{title}\n\n{text}\n"}
