"""Who reads? This process, several on this machine, or a Dask cluster; what a dead one leaves is read again."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, Protocol

AHEAD = 2  # partitions that wait for each worker
CONNECT = 10  # seconds to find a cluster in
TRIES = 2  # times that a partition may end its worker before its pages are read one by one


class Task(NamedTuple):
    """Some pages to read, the number of their partition, and how often reading them has ended a worker."""

    number: int
    pages: list[Any]
    tries: int = 0


class Pool(Protocol):
    """Where pages are sent to: how many workers it has, and what is raised where one has died."""

    size: int
    died: tuple[type[Exception], ...]

    def submit(self, read: Callable, pages: list[Any]) -> Future: ...


def results(
    tasks: Iterable[Task], read: Callable[[list[Any]], Any], pool: Pool | None, *, lost: Callable[[Any], Any]
) -> Iterator[tuple[int, list[Any]]]:
    """Number and results of each task as it is finished: one result, or one a page where its pages were read singly.

    `read` takes a task's pages, `lost` gives the result of a page that ends each worker that reads it.
    """
    if pool is None:
        yield from ((task.number, [read(task.pages)]) for task in tasks)
        return
    waiting: dict[Future, Task] = {}
    for task in tasks:
        while len(waiting) >= AHEAD * pool.size:
            yield from _finished(waiting, read, pool, lost)
        waiting[pool.submit(read, task.pages)] = task
    while waiting:
        yield from _finished(waiting, read, pool, lost)


def _finished(
    waiting: dict[Future, Task], read: Callable, pool: Pool, lost: Callable
) -> Iterator[tuple[int, list[Any]]]:
    """What is done of the tasks waited for; those whose worker has died are sent again."""
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        task = waiting.pop(future)
        try:
            yield task.number, [future.result()]
        except pool.died:
            task = task._replace(tries=task.tries + 1)
            if task.tries == TRIES:
                yield task.number, [_alone(page, read, pool, lost) for page in task.pages]
            else:
                waiting[pool.submit(read, task.pages)] = task


def _alone(page: Any, read: Callable, pool: Pool, lost: Callable) -> Any:
    for _ in range(TRIES):
        with suppress(*pool.died):
            return pool.submit(read, [page]).result()
    return lost(page)


class Processes:
    """Processes of this machine. When one dies, Python gives up all of them, and others take their place."""

    died = (BrokenProcessPool,)

    def __init__(self, size: int) -> None:
        self.size = size
        self._executor = self._started()

    def submit(self, read: Callable, pages: list[Any]) -> Future:
        try:
            return self._executor.submit(read, pages)
        except BrokenProcessPool:
            self._executor = self._started()
            return self._executor.submit(read, pages)

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)

    def _started(self) -> Executor:
        # Not forked: a process with threads cannot be, safely.
        return ProcessPoolExecutor(self.size, multiprocessing.get_context("spawn"), initializer=_end_with_parent)


class Cluster:
    """The workers of a Dask cluster that is already there. It sends again by itself what a dead one had."""

    def __init__(self, client: Any) -> None:
        from distributed.scheduler import KilledWorker

        self.size = max(1, sum(client.nthreads().values()))
        self.died = (KilledWorker,)
        self.submit = client.get_executor().submit


@contextmanager
def pool(workers: int, dask: str) -> Iterator[Pool | None]:
    """Where to read: on the Dask cluster of that address, else in `workers` processes; None is this process."""
    if dask:
        with _client(dask) as client:
            yield Cluster(client)
    elif workers > 1:
        processes = Processes(workers)
        try:
            yield processes
        finally:
            processes.close()
    else:
        yield None


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ValueError("--dask needs the package distributed: python -m pip install distributed") from error
    return Client(address, timeout=CONNECT, set_as_default=False)


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
