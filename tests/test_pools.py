"""Who reads? Every task once, whatever happens to who reads it."""

import os
from pathlib import Path

import pytest

from analysis import pools
from analysis.pools import Task


def doubled(pages):
    """What a worker makes of its pages; one ends it, another ends the first that reads it."""
    for page in pages:
        if page == "poison":
            os._exit(1)
        if isinstance(page, Path) and not page.exists():
            page.touch()
            os._exit(1)
    return [str(page) * 2 for page in pages]


def lost(page):
    return [f"lost {page}"]


def run(pages, workers):
    tasks = (Task(number, part) for number, part in enumerate(pages))
    with pools.pool(workers, "") as pool:
        return sorted(pools.results(tasks, doubled, pool, lost=lost))


@pytest.mark.parametrize("workers", [1, 2])
def test_pools_read_each_task_once(workers):
    pages = [[f"{i}", f"{i}a"] for i in range(9)]
    assert run(pages, workers) == [(i, [[f"{i}{i}", f"{i}a{i}a"]]) for i in range(9)]


@pytest.mark.parametrize("workers", [1, 2])
def test_pools_nothing_to_read(workers):
    assert run([], workers) == []


def test_pools_task_of_a_dead_worker_is_read_by_another(tmp_path):
    once = tmp_path / "read"
    found = run([["a"], [once], ["b"]], 2)
    assert found == [(0, [["aa"]]), (1, [[f"{once}{once}"]]), (2, [["bb"]])]


def test_pools_page_that_ends_its_readers_is_lost_alone():
    found = dict(run([["a"], ["b", "poison", "c"], ["d"]], 2))
    assert found[1] == [["bb"], ["lost poison"], ["cc"]]
    assert [found[0][0], found[2][0]] == [["aa"], ["dd"]]


def test_pools_trouble_is_passed_on():
    with pytest.raises(TypeError):
        run([["a"], None], 2)


def test_pools_dask_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(ValueError, match="pip install distributed"), pools.pool(1, "tcp://10.0.0.5:8786"):
        pass
