"""Which pages can tell of an event? None that does may be passed over."""

import labelled
import pandas as pd
import pytest

from analysis import corpus, skim

PACT = "{} and {} will share what their satellites see."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PACT.format("Italy", "Japan"), id="names"),
        pytest.param(PACT.format("ITALY", "JAPAN"), id="capitals"),
        pytest.param(PACT.format("Rome", "Tokyo"), id="cities"),
        pytest.param(PACT.format("ISRO", "JAXA"), id="agencies"),
        pytest.param("An Italian camera flies on a Japanese rocket.", id="adjectives"),
        pytest.param("Bill Nelson saw Narendra Modi about the Moon.", id="persons"),
        pytest.param("A launch site in South\nKorea will serve New\nZealand.", id="broken lines"),
        pytest.param("China launched NigComSat-1R.", id="a satellite with its number"),
        pytest.param("A Soyuz took the Malaysian up.", id="a vehicle"),
        pytest.param("Light-1 was set free.", id="a mission of two"),
        pytest.param("The U.S.-led exercise in orbit, said France's minister.", id="joined"),
    ],
)
def test_skim_page_can_tell(text):
    assert skim.can_tell(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Italy and Japan played to a draw.", id="no space"),
        pytest.param("Italy will launch a satellite; Italians and Rome are glad.", id="one party"),
        pytest.param("A satellite, used by US all, saw chadors and malice.", id="words within words"),
        pytest.param("Aerospaces and Italy and Japan", id="space within a word"),
        pytest.param("Paris-Orbitals of Japan", id="no whole word"),
    ],
)
def test_skim_page_cannot_tell(text):
    assert not skim.can_tell(text)


@pytest.mark.parametrize("split", labelled.SPLITS)
def test_skim_passes_over_no_labelled_page_with_an_event(split):
    articles = labelled.read(split).articles
    kept = articles["text"].map(skim.can_tell)
    ids = articles["article_id"].str.split("/").str[-1]
    telling = set(labelled.table("events", split)["page"])
    lost = telling & set(ids[~kept])
    print(f"{split}: {kept.sum()} of {len(kept)} pages can tell; of {len(telling)} that do, {len(lost)} are lost")
    assert not lost


def test_skim_changes_no_event_of_the_labelled_pages(tmp_path):
    rows = tmp_path / "rows.jsonl"
    pages = labelled.read("development").articles[["article_id", "text"]].rename(columns={"article_id": "id"})
    pages.to_json(rows, orient="records", lines=True)
    skimmed, whole = (corpus.tables(rows, whole=whole) for whole in (False, True))
    for name in ("reports", "events", "participants"):
        pd.testing.assert_frame_equal(skimmed[name], whole[name])
    assert skimmed["articles"]["skimmed"].sum() == 2
    assert len(skimmed["mentions"]) < len(whole["mentions"])
