"""Who did what with whom: the reports on a page, and the events they agree on."""

import pytest

SEED = "000_4545c5b54c70f390"
SIGNING = "FRA-KOR-2023-05-30-agreement"
PLEDGE = "FRA-KOR-2023-05-30-commitment"
EXERCISE = f"FRA-KOR-none-exercise-{SEED}"
RESEARCH = f"FRA-KOR-none-exchange-{SEED}"
SIGNED = "Italy and Japan signed a memorandum of understanding on satellite data in Rome on Monday."


@pytest.fixture(scope="session")
def events(seed):
    return seed["events"].set_index("event_id")


@pytest.fixture(scope="session")
def reports(seed):
    return seed["reports"]


def test_events_seed_has_these_four(events):
    assert events.index.tolist() == [SIGNING, PLEDGE, RESEARCH, EXERCISE]


@pytest.mark.parametrize(
    ("event", "type", "status", "plover"),
    [
        (SIGNING, "agreement", "occurred", "SUPPORT"),
        (PLEDGE, "commitment", "occurred", "AGREE"),
        (EXERCISE, "exercise", "proposed", "AGREE"),
        (RESEARCH, "exchange", "proposed", "AGREE"),
    ],
)
def test_events_seed_types(events, event, type, status, plover):
    row = events.loc[event]
    assert (row["country_a"], row["country_b"]) == ("FRA", "KOR")
    assert (row["type"], row["status"], row["plover"]) == (type, status, plover)


def test_events_seed_signing_in_full(events):
    row = events.loc[SIGNING]
    assert (row["date"], row["precision"], row["earliest"], row["latest"]) == (
        "2023-05-30",
        "day",
        "2023-05-30",
        "2023-05-30",
    )
    assert (row["date_basis"], row["date_text"]) == ("resolved", "on Tuesday")
    assert (row["instrument"], row["domain"], row["place"]) == ("letter of intent", "military", "Seoul")
    assert row["title"] == "France – South Korea: letter of intent"
    assert (row["reports"], row["articles"], row["first_article_id"]) == (4, 1, SEED)


def test_events_seed_pledge_has_the_day_of_publication(events):
    assert (events.loc[PLEDGE, "date"], events.loc[PLEDGE, "date_basis"]) == ("2023-05-30", "publication")


@pytest.mark.parametrize("event", [EXERCISE, RESEARCH])
def test_events_seed_proposals_have_no_date(events, event):
    columns = ["date", "precision", "earliest", "latest", "date_text"]
    assert events.loc[event, columns].tolist() == [""] * 5
    assert events.loc[event, "date_basis"] == "none"


def test_events_seed_signing_is_told_four_times(reports):
    told = reports[reports["event_id"] == SIGNING]
    assert told["role"].tolist() == ["headline", "caption", "paragraph", "paragraph"]
    assert told["trigger"].tolist() == ["sign", "signing", "signed", "inked"]
    assert told["block"].tolist() == [3, 7, 9, 10]


def test_events_seed_reports_of_the_signing_all_carry_its_date(reports):
    assert set(reports.loc[reports["event_id"] == SIGNING, "date"]) == {"2023-05-30"}


def test_events_seed_each_other_event_is_told_once(reports):
    others = reports[reports["event_id"] != SIGNING]
    assert others[["event_id", "trigger"]].to_numpy().tolist() == [
        [EXERCISE, "exercise"],
        [RESEARCH, "joint research"],
        [PLEDGE, "pledged"],
    ]


def test_events_seed_signatories(seed):
    people = seed["participants"].query("event_id == @SIGNING")
    assert people[["name", "role", "organisation", "country", "part"]].to_numpy().tolist() == [
        [
            "Choi Byung-ok",
            "director general",
            "defense policy bureau of South Korea's defense ministry",
            "KOR",
            "signatory",
        ],
        ["Philippe Adam", "French Space Commander", "", "FRA", "signatory"],
    ]


@pytest.mark.parametrize(
    ("event", "speaker"), [(PLEDGE, "Philippe Adam"), (EXERCISE, "Choi Byung-ok"), (RESEARCH, "Choi Byung-ok")]
)
def test_events_seed_speakers(seed, event, speaker):
    people = seed["participants"].query("event_id == @event")
    assert people[["name", "part"]].to_numpy().tolist() == [[speaker, "speaker"]]


@pytest.mark.parametrize("name", ["blocks", "dates", "mentions"])
def test_events_seed_cells_are_what_the_page_says(seed, name):
    text = seed["articles"]["text"].item()
    rows = seed[name]
    assert [text[row.start : row.end] for row in rows.itertuples()] == rows["text"].tolist()


def test_events_seed_reports_are_what_the_page_says(seed):
    text = seed["articles"]["text"].item()
    for row in seed["reports"].itertuples():
        assert text[row.start : row.end] == row.sentence
        assert text[row.trigger_start : row.trigger_end] == row.trigger
        assert row.start <= row.trigger_start < row.trigger_end <= row.end


def test_events_report_offsets_hold_in_the_middle_of_a_passage(page):
    tables = page(f"The weather in Rome was fine on the day. {SIGNED} The guests then had a look at the station.")
    text = tables["articles"]["text"].item()
    (row,) = tables["reports"].itertuples()
    assert text[row.start : row.end] == row.sentence == SIGNED
    assert text[row.trigger_start : row.trigger_end] == row.trigger == "signed"


@pytest.mark.parametrize("line", ["\r\n", "\n\xa0\n", "\u2028"])
def test_events_offsets_hold_after_odd_line_ends(pages, line):
    tables = pages(page=f"Published: March 10, 2021{line}{line}{SIGNED}{line}")
    text = tables["articles"]["text"].item()
    (row,) = tables["reports"].itertuples()
    assert text[row.start : row.end] == SIGNED
    assert row.date == "2021-03-08"


@pytest.mark.parametrize(
    ("story", "domain"),
    [
        ("Italy and Japan signed a memorandum on satellite data in Rome on Monday, officials said.", "civil"),
        ("Italy and Japan signed a memorandum on military satellites in Rome on Monday, officials said.", "military"),
        ("Italy and Japan signed a memorandum on commercial satellites in Rome on Monday morning.", "commercial"),
    ],
)
def test_events_domain(page, story, domain):
    assert page(story)["events"]["domain"].tolist() == [domain]


def test_events_place_is_where_the_sentence_says(page):
    assert page(SIGNED)["events"]["place"].tolist() == ["Rome"]


def test_events_no_place_where_none_is_named(page):
    tables = page("Italy and Japan signed a memorandum of understanding on satellite data on Monday.")
    assert tables["events"]["place"].tolist() == [""]


def test_events_day_of_the_saying_is_not_the_day_of_the_act(page):
    tables = page("Italy and Japan will sign a memorandum on satellite data, the ministry said on Monday.")
    assert tables["events"]["date"].tolist() == [""]


def test_events_each_act_has_the_date_beside_it(page):
    tables = page("Italy and Japan signed a treaty on satellites on March 3, and held talks on rockets on March 5.")
    assert tables["events"].set_index("type")["date"].to_dict() == {"agreement": "2021-03-03", "dialogue": "2021-03-05"}


def test_events_undated_page_leaves_relative_dates_unresolved(page):
    tables = page(SIGNED, published="")
    assert tables["dates"][["value", "basis"]].to_numpy().tolist() == [["XXXX-WXX-1", "none"]]
    assert tables["events"][["date", "date_basis"]].to_numpy().tolist() == [["", "none"]]
    assert tables["articles"]["published"].item() == ""


def test_events_page_of_a_captured_day_resolves_against_it(pages):
    tables = pages(page=f" date 2021-03-10  Top\n\n{SIGNED}\n")
    assert tables["events"]["date"].tolist() == ["2021-03-08"]


@pytest.mark.parametrize(
    ("when", "date", "basis"),
    [
        (" today", "2021-03", "resolved"),
        (" last month", "2021-02", "resolved"),
        (" on March 2", "2021-03-02", "resolved"),
        (" on Thursday", "2021-03", "publication"),
        ("", "2021-03", "publication"),
    ],
)
def test_events_month_only_page_gives_no_more_than_its_month(pages, when, date, basis):
    tables = pages(page=f" date 2021-03  Top\n\nItaly and Japan signed a pact on satellite data in Rome{when}.\n")
    assert tables["events"][["date", "date_basis"]].to_numpy().tolist() == [[date, basis]]


def test_events_background_has_no_date_of_publication(page):
    tables = page(
        "Italy and Japan will hold talks on a lunar rover in Rome next week, officials said.\n\n"
        "The two sides had signed a memorandum of understanding on satellite data before that."
    )
    signing = tables["events"].query("type == 'agreement'")
    assert signing[["date", "date_basis"]].to_numpy().tolist() == [["", "none"]]


def test_events_background_with_an_early_date_is_an_event_of_its_own(page):
    tables = page(f"{SIGNED}\n\nThe two sides had signed a treaty on the exploration of space in 2009.")
    assert tables["events"].query("type == 'agreement'")["date"].tolist() == ["2009", "2021-03-08"]


def test_events_in_order_of_date_with_the_undated_last(page):
    tables = page(
        f"{SIGNED}\n\nThe two sides had signed a treaty on the exploration of space in 2009.\n\n"
        "Japan proposed joint research on asteroids with Italy after the ceremony, officials said."
    )
    assert tables["events"]["date"].tolist() == ["2009", "2021-03-08", ""]


def test_events_page_not_in_english_makes_none_up(pages):
    tables = pages(page="L'Italie et le Japon ont signé à Rome un Memorandum of Understanding sur leurs satellites.")
    assert tables["events"].empty
    assert tables["mentions"].empty
    assert tables["problems"]["problem"].tolist() == ["not English"]


def test_events_of_a_chrome_line_are_none(page):
    tables = page(
        "The weather in Rome was fine on the day, and the guests had a look at the space station.\n\n"
        "Related articles\nItaly and Japan sign pact on satellites\nItaly and Peru sign pact on satellites"
    )
    assert tables["events"].empty


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        ("signed", "Italy and Japan signed a treaty on satellites on March 1, officials said."),
        ("ratified", "Italy and Japan ratified a treaty on satellites on March 5, officials said."),
        ("renewed", "Italy and Japan renewed a treaty on satellites on March 8, officials said."),
    ],
)
def test_events_every_stage_of_an_instrument_is_one(page, stage, sentence):
    tables = page(f"{sentence}\n\nItaly and Japan approved a treaty on satellites on February 1, officials said.")
    assert len(tables["events"]) == 2
    assert stage in set(tables["reports"]["trigger"])


def test_events_report_ids_are_unique(seed):
    assert seed["reports"]["report_id"].is_unique


@pytest.mark.parametrize("table", ["reports", "participants"])
def test_events_ids_lead_to_events(seed, table):
    assert set(seed[table]["event_id"]) <= set(seed["events"]["event_id"])


def test_events_date_of_what_lies_ahead_is_not_that_of_the_act(page):
    told = page("Chile and Japan signed a pact on a satellite launching in 2021.", published="March 10, 2022")
    assert told["events"]["date"].tolist() == ["2022-03-10"]


def test_events_caption_tells_in_the_present_tense(page):
    caption = "Ministers of Chile and Japan sign a pact on satellites in Rome in May 2019. Photo: Reuters"
    reports = page(f"The pact is old.\n\n{caption}\n\nIt is about satellites.")["reports"]
    assert reports[["role", "trigger", "date"]].to_numpy().tolist() == [["caption", "sign", "2019-05"]]


@pytest.mark.parametrize(
    ("story", "types"),
    [
        (
            "Chile and Japan join hands over space\n\nChile and Japan signed a pact on satellites on Monday.",
            ["agreement"],
        ),
        # a meeting in passing is no event of its own, one with a date is
        (
            "Chile and Japan signed a pact on satellites on Monday. Ministers of Chile and Japan met at a hotel.",
            ["agreement"],
        ),
        (
            "Chile and Japan signed a pact on satellites on Monday. Ministers of Chile and Japan met on Sunday.",
            ["agreement", "dialogue"],
        ),
        # a contract with a company is commerce
        ("Argentina signed a launch contract for satellites with SpaceX of the United States in 2009.", []),
    ],
)
def test_events_types(page, story, types):
    assert sorted(page(story)["events"]["type"]) == types


def test_events_the_page_s_date_stands_in_for_what_it_begins_with(page):
    begins = "\n\n".join(
        f"Chile looks at its sky with {n} telescopes, and with a few small satellites." for n in range(5)
    )
    told = "Russia launched a Chilean satellite into orbit, and there was joy in the whole of the country."
    assert page(f"{told}\n\n{begins}")["events"]["date"].tolist() == ["2021-03-10"]
    assert page(f"{begins}\n\n{told}")["events"]["date"].tolist() == [""]


@pytest.mark.parametrize(
    ("story", "place"),
    [
        ("India launched a Chilean satellite from Sriharikota in 2016.", "Sriharikota"),
        ("Chile and Kenya signed a pact on satellites in Nairobi in 2016.", "Nairobi"),
        ("Chile and Kenya signed a pact on satellites in 2016.", ""),
    ],
)
def test_events_place(page, story, place):
    assert page(story)["events"]["place"].tolist() == [place]


def test_events_of_a_page_without_a_full_stop(page):
    reports = page("Chile and Japan signed an agreement on satellites in May 2019 and " * 100)["reports"]
    assert len(reports) > 50
    assert set(reports["sentence"].str.len() <= 2000) == {True}
    assert set(reports["country_a"] + reports["country_b"]) == {"CHLJPN"}


@pytest.mark.parametrize(
    ("news", "later", "date"),
    [
        (
            "Italy and Japan have signed a pact on satellite data.",
            "The signing took place here on Monday.",
            "2021-03-08",
        ),
        (
            "Italy and Japan have signed a pact on satellite data.",
            "Both ministers saw it signed on March 5.",
            "2021-03-05",
        ),
        (
            "Japan has launched an Italian satellite for farmers.",
            "The rocket lifted off from Tanegashima on Sunday.",
            "2021-03-07",
        ),
        ("Italy and Japan have held talks on lunar rovers.", "The meeting in Rome on Tuesday was short.", "2021-03-09"),
        ("Japan has handed over asteroid samples to Italy.", "The transfer was made on Friday.", "2021-03-05"),
    ],
)
def test_events_news_takes_the_date_of_a_sentence_that_tells_it_again(page, news, later, date):
    tables = page(f"{news}\n\nThe work began years ago, officials in Rome said. {later}")
    assert tables["events"][["date", "date_basis"]].to_numpy().tolist() == [[date, "resolved"]]
    assert later in set(tables["reports"]["sentence"])


@pytest.mark.parametrize(
    "later",
    [
        "The signing follows a visit of French experts on Monday.",
        "The signing was welcomed, the ministry said on Monday.",
        "The station was opened on Monday.",
    ],
)
def test_events_news_takes_no_date_of_another_event(page, later):
    tables = page(f"Italy and Japan have signed a pact on satellite data.\n\nThe work began years ago. {later}")
    assert tables["events"].query("country_a == 'ITA'")["date_basis"].tolist() == ["publication"]


def test_events_approval_takes_no_date_of_the_signing(page):
    tables = page("Italy has approved a space pact with Japan.\n\nThe signing took place in Tokyo on Monday.")
    assert "2021-03-08" not in set(tables["events"]["date"])


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        (
            "Hungarian cosmonaut Bertalan Farkas flew to orbit aboard the Soyuz 36 spacecraft in May 1980.",
            ["HUN", "SUN"],
        ),
        (
            "Hungarian astronaut Anna Kovacs flew to orbit aboard the Soyuz MS-30 spacecraft in May 2020.",
            ["HUN", "RUS"],
        ),
    ],
)
def test_events_vehicles_of_before_1992_are_soviet(page, text, pair):
    row = page(text)["events"].iloc[0]
    assert [row["country_a"], row["country_b"]] == pair
    assert row["party_b"] == {"SUN": "Soyuz (Soviet Union)", "RUS": "Soyuz (Russia)"}[pair[1]]


def test_events_territory_acts_for_no_state(page):
    tables = page(
        "A rocket from French Guiana lofted a satellite of the Italian space agency on March 4, officials said."
    )
    assert "GUF" not in set(tables["events"]["country_a"]) | set(tables["events"]["country_b"])
    tables = page(
        "Japan will host a Danish ground station, and Denmark will host a Japanese ground station in Greenland."
    )
    assert "GRL" not in set(tables["events"]["country_a"]) | set(tables["events"]["country_b"])


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("China launched NigComSat-1R from Xichang in December 2011, and it is still at work.", ("CHN", "NGA")),
        ("PakSat-1R was sent up by China from Xichang in August 2011 on a Long March rocket.", ("CHN", "PAK")),
        ("A Russian Dnepr rocket launched KazEOSat-2 from Yasny in June 2014, officials said.", ("KAZ", "RUS")),
    ],
)
def test_events_satellite_stands_for_the_country_that_has_it(page, text, pair):
    rows = page(text)["events"]
    assert rows[["country_a", "country_b", "type"]].to_numpy().tolist() == [[*pair, "mission"]]


@pytest.mark.parametrize(
    "text",
    [
        "Skynet 5A has carried voice and data for British forces since 2007, the ministry said.",
        "Beresheet left Cape Canaveral, Florida, in February on a Falcon 9 rocket of a private firm.",
        "Nigeria's NigComSat-1R was launched in December 2011 and is still at work, officials said.",
    ],
)
def test_events_satellite_alone_tells_no_second_country(page, text):
    tables = page(f"Nigeria and the United States, Israel and Britain watch space.\n\n{text}")
    assert tables["events"].empty


@pytest.mark.parametrize(
    "text",
    [
        "Italy opened a space centre in Rome.\n\nIt is the third of its kind.\n\nThe work took two years.\n\n"
        "The Italian agency had signed such papers with Japan and Chile before, it said.",
        "NASA's Artemis Accord got two signatures from Japan and Chile on Monday, it said.\n\n"
        "For Japan the science minister signed the accord; for Chile it was the head of its space agency.",
        "Crews from Chile, Kenya, and Japan take part when the Italian Air Force holds its Space Flag exercise.",
        "Leaders of Italy and Japan talk about many things\n\nThe two spoke of trade, fish and space in Rome.\n\n"
        "Italy and Japan agreed on Monday to work together on fish and on forests, officials in Rome said.",
    ],
    ids=["papers told in passing", "an accord of many", "an exercise of many", "no word of space"],
)
def test_events_what_only_looks_bilateral_or_about_space_tells_none(page, text):
    assert page(text)["events"].empty


@pytest.mark.parametrize(
    ("later", "date"),
    [
        ("The signing took place in Rome on 9 March 2021.", "2021-03-09"),
        ("An earlier signing took place in Rome on 9 March 2011. The centre was opened on 1 May 2020.", ""),
    ],
)
def test_events_news_of_an_undated_page_takes_no_date_long_before_the_newest_it_names(page, later, date):
    tables = page(f"Italy and Japan have signed a pact on satellite data.\n\n{later}", published="")
    assert tables["events"].query("type == 'agreement'")["date"].tolist() == [date]


def test_events_launch_that_took_a_crew_up_is_dated_by_its_lift_off(page):
    tables = page(
        "A Japanese rocket took an Italian astronaut into orbit.\n\nThe rocket lifted off from the island on Sunday."
    )
    assert tables["events"][["type", "date"]].to_numpy().tolist() == [["mission", "2021-03-07"]]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "A Soyuz rocket with an Italian satellite lifted off from Baikonur on Monday.",
            [["ITA", "RUS", "2021-03-08"]],
        ),
        ("The first satellite of Italy blasted off on a Japanese rocket on Monday.", [["ITA", "JPN", "2021-03-08"]]),
        ("The Soyuz spacecraft took off from Baikonur at 16:36 Baku time on Monday.", []),
        ("Italy and Japan watch the flight.\n\nThe Soyuz spacecraft took off from Baikonur on its way on Monday.", []),
    ],
)
def test_events_rocket_that_rises_carries_for_another(page, text, events):
    assert page(text)["events"][["country_a", "country_b", "date"]].to_numpy().tolist() == events


def test_events_station_that_is_hosted_has_no_date_of_publication(page):
    row = page("Argentina hosts a Chinese deep space station in Neuquén, an official said on Monday.")["events"].iloc[0]
    assert (row["country_a"], row["country_b"], row["type"], row["date"]) == ("ARG", "CHN", "exchange", "")


def test_events_launch_that_took_place_is_a_mission(page):
    rows = page("The launch of the Korean satellite by a Russian Soyuz rocket took place on March 2 at Baikonur.")[
        "events"
    ]
    assert rows[["country_a", "country_b", "type", "date"]].to_numpy().tolist() == [
        ["KOR", "RUS", "mission", "2021-03-02"]
    ]


def test_events_of_a_chronology_have_the_dates_of_its_entries(page):
    story = (
        "Italy and Japan signed a memorandum on satellite data in Rome on Monday, the two agencies said.\n\n"
        "15 October 2018: Italy and Peru sign a pact on lunar data.\n\n"
        "2016 – India launches an Italian satellite from Sriharikota."
    )
    rows = page(story)["events"][["country_a", "country_b", "type", "date"]]
    assert rows.to_numpy().tolist() == [
        ["IND", "ITA", "mission", "2016"],
        ["ITA", "PER", "agreement", "2018-10-15"],
        ["ITA", "JPN", "agreement", "2021-03-08"],
    ]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Italy and Japan signed a memorandum on space in 2012 and a treaty in May 2016.", ["2012", "2016-05"]),
        (
            "Italy and Japan held space talks in Rome in 2012, in Tokyo in 2014 and again in 2016.",
            ["2012", "2014", "2016"],
        ),
        ("Italy and Japan signed a memorandum on space in 2012, and Peru built a satellite in 2016.", ["2012"]),
        ("Italy and Japan signed a pact on space in May 2012, an official said in June 2012.", ["2012-05"]),
    ],
)
def test_events_done_again_at_further_dates(page, text, dates):
    events = page(text)["events"]
    assert events.query("country_a == 'ITA' and country_b == 'JPN'")["date"].tolist() == dates


def test_events_same_day_is_the_last_one_the_page_names(page):
    story = (
        "Italy and Japan held talks on satellites in Rome on March 5, officials said.\n\n"
        "The same day Italy and Peru signed a pact on space debris.\n\nOfficials met the press on Tuesday."
    )
    rows = page(story)["events"][["country_a", "country_b", "date"]].to_numpy().tolist()
    assert rows == [["ITA", "JPN", "2021-03-05"], ["ITA", "PER", "2021-03-05"]]
