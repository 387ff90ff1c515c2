"""What is read already? Partitions are found again by what was to be read, and are whole or not there."""

import os
from pathlib import Path

import pandas as pd
import pytest

from analysis import corpus, inputs, partitions

TEXT = "Italy and Japan signed a space pact in Rome."


@pytest.fixture
def folder(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def sources(*texts):
    found = ({"text": text, "sha256": str(hash(text)), "given": {}} for text in texts)
    return [inputs.Source(f"f#{i}", "f", Path("f.jsonl"), content) for i, content in enumerate(found)]


def place(folder, how="bundled False", name="store"):
    return partitions.Store(folder / name, how).place(3, list(inputs.sources(folder / "a.txt")))


def test_partitions_are_cut_at_a_number_of_pages(monkeypatch):
    monkeypatch.setattr(partitions, "PAGES", 2)
    assert [len(part) for part in partitions.cut(sources(*"abcde"))] == [2, 2, 1]


def test_partitions_are_cut_where_pages_are_large(monkeypatch):
    monkeypatch.setattr(partitions, "BYTES", 10)
    cut = [[len(s.content["text"]) for s in part] for part in partitions.cut(sources("a" * 6, "b" * 4, "c", "d" * 50))]
    assert cut == [[6, 4], [1], [50]]


def test_partitions_of_nothing():
    assert list(partitions.cut([])) == []


def test_partitions_place_is_the_same_for_the_same_pages(folder):
    assert place(folder) == place(folder)


def test_partitions_place_is_another_for_another_reader(folder):
    assert place(folder).name != place(folder, "None False").name


@pytest.mark.parametrize("change", ["text", "time", "gone"])
def test_partitions_place_is_another_for_a_changed_page(folder, change):
    store = partitions.Store(folder / "store", "")
    found = list(inputs.sources(folder / "a.txt"))
    before = store.place(0, found)
    if change == "text":
        (folder / "a.txt").write_text(f"{TEXT} ", encoding="utf-8")
    elif change == "time":
        os.utime(folder / "a.txt", ns=(1, 1))
    else:
        (folder / "a.txt").unlink()
    assert store.place(0, found) != before


def test_partitions_place_is_another_for_a_changed_row(folder):
    store = partitions.Store(folder, "")
    assert store.place(0, sources("a")) != store.place(0, sources("b"))


def test_partitions_kept_is_what_was_read(folder):
    read = corpus.read(folder, model=None).tables()
    kept = corpus.read(folder, model=None, keep=folder / "store").tables()
    assert len(list((folder / "store").iterdir())) == 1
    again = corpus.read(folder / "a.txt", model=None, keep=folder / "store").tables()
    assert len(again["articles"]) == 1
    for name, table in kept.items():
        pd.testing.assert_frame_equal(table, read[name])


def test_partitions_unfinished_is_none(folder, monkeypatch):
    store, found = partitions.Store(folder / "store", ""), list(inputs.sources(folder / "a.txt"))

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        store.keep(store.place(0, found), {"articles": b"PAR1"})
    assert not store.place(0, found).exists()
