"""Large runs that are hurt: each ends with the tables of a quiet one, or says why it cannot and goes on later."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import feeds
import pandas as pd
import psutil
import pytest

PAGES = 60
DEADLINE = 90  # seconds in which anything waited for has to happen
# The command with small partitions and without charts and report, with a page that ends whoever reads it, and with no
# room for large files where it is told so. Workers run all lines but the last two.
RUN = """
import os, resource, sys
import py3langid
from analysis import __main__ as cli, layout, partitions
partitions.PAGES = 10
cli._charts = lambda tables, to: []
cli.export.report = lambda tables, to, of: to
blocks = layout.blocks
def poisonous(text, title=""):
    if "POISON" in text:
        os._exit(9)
    return blocks(text, title)
layout.blocks = poisonous
if "ROOM" in os.environ:
    py3langid.rank("It unpacks itself into a file.")
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["ROOM"]),) * 2)
if __name__ == "__main__":
    sys.exit(cli.main(sys.argv[1:]))
"""
CLUSTER = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("survival")
    (folder / "run.py").write_text(RUN, encoding="utf-8")
    (folder / "cluster.py").write_text(CLUSTER, encoding="utf-8")
    feeds.write(folder / "feed.jsonl", PAGES, matter=0.5)
    return folder


def started(folder, to, *options, feed="feed.jsonl", **how):
    command = [sys.executable, "run.py", feed, "--to", to, "--model", "none", *options]
    return subprocess.Popen(
        list(map(str, command)), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how
    )


def finished(process):
    printed, complained = process.communicate(timeout=DEADLINE)
    return process.returncode, printed, complained


@pytest.fixture(scope="module")
def quiet(folder):
    """What a run in one process writes that nothing happens to."""
    assert finished(started(folder, folder / "quiet"))[0] == 0
    written = files(folder / "quiet")
    assert not any(".partitions" in name for name in written)
    return written


@pytest.fixture
def to(folder, request):
    """Where a test writes: beside the others, since the workbook links to pages by relative paths."""
    return folder / request.node.name


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wait_for(condition):
    until = time.monotonic() + DEADLINE
    while not (found := condition()):
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.01)
    return found


def partitions(to):
    """The finished partitions of a run."""
    return [path for path in (to / ".partitions").glob("[0-9]*") if path.is_dir()]


def readers(process):
    """The processes that read pages for a run."""
    children = psutil.Process(process.pid).children(recursive=True)
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


def test_survival_two_workers_write_the_same_bytes(folder, quiet, to):
    assert finished(started(folder, to, "--workers", 2))[0] == 0
    assert files(to) == quiet


def test_survival_work_of_a_killed_worker_is_done_by_another(folder, quiet, to):
    run = started(folder, to, "--workers", 2)
    wait_for(lambda: partitions(to))
    wait_for(lambda: readers(run))[0].kill()
    assert finished(run)[0] == 0
    assert files(to) == quiet


def test_survival_killed_run_goes_on_where_it_was(folder, quiet, to):
    run = started(folder, to, "--workers", 2)
    done = wait_for(lambda: partitions(to))
    left = readers(run)
    run.send_signal(signal.SIGKILL)
    finished(run)
    assert not psutil.wait_procs(left, timeout=DEADLINE)[1]
    before = {path: path.stat().st_mtime_ns for path in done}
    run = started(folder, to)
    seen = wait_for(lambda: len(found := partitions(to)) > len(before) and found)
    assert {path: path.stat().st_mtime_ns for path in seen if path in before} == before
    assert finished(run)[0] == 0
    assert files(to) == quiet


def test_survival_page_that_kills_its_readers_costs_one_row(folder, quiet, to):
    lines = (folder / "feed.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    poison = '{"id": "bad", "text": "POISON for Italy and Japan, who signed a pact on satellites."}\n'
    (folder / "poisoned.jsonl").write_text("".join([*lines[:15], poison, *lines[15:]]), encoding="utf-8")
    status, printed, _ = finished(started(folder, to, "--workers", 2, feed="poisoned.jsonl"))
    assert status == 0
    assert "poisoned.jsonl: killed" in printed
    (problem,) = pd.read_csv(to / "tables" / "problems.csv").itertuples()
    assert problem.article_id == "poisoned.jsonl#bad"
    ours = (to / "tables" / "reports.csv").read_text(encoding="utf-8").replace("poisoned", "feed")
    assert ours == quiet["tables/reports.csv"].decode()


def test_survival_full_disk_leaves_old_files_or_new_ones(folder, quiet, to):
    feeds.write(folder / "small.jsonl", 10, matter=0.5)
    assert finished(started(folder, to, feed="small.jsonl"))[0] == 0
    old = files(to)

    status, printed, complained = finished(started(folder, to, env=os.environ | {"ROOM": "60000"}))
    assert (status, printed) == (1, "")
    assert "What was read is kept" in complained
    hurt = {name: data for name, data in files(to).items() if ".partitions" not in name}
    assert hurt.keys() <= old.keys() | quiet.keys()
    assert all(data in (old.get(name), quiet.get(name)) for name, data in hurt.items())
    assert hurt != quiet
    assert finished(started(folder, to))[0] == 0
    assert files(to) == quiet


@contextmanager
def cluster(folder):
    """A Dask cluster of two workers: its address, and the process it runs in."""
    process = subprocess.Popen(
        [sys.executable, "cluster.py"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process.stdout.readline().strip(), process
    finally:
        process.communicate("\n", timeout=DEADLINE)


def test_survival_dask_writes_the_same_bytes_and_outlives_a_worker(folder, quiet, to):
    pytest.importorskip("distributed")
    with cluster(folder) as (address, process):
        assert finished(started(folder, to, "--dask", address))[0] == 0
        assert files(to) == quiet
        shutil.rmtree(to)
        run = started(folder, to, "--dask", address)
        wait_for(lambda: partitions(to))
        readers(process)[0].kill()
        assert finished(run)[0] == 0
        assert files(to) == quiet
