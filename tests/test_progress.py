"""Bars on a terminal and in a notebook, for what takes long; nothing in a log."""

import io
import sys

from analysis import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(monkeypatch, stream, *, moment):
    monkeypatch.setattr(progress, "MOMENT", moment)
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(progress.bar(iter("abc"), what="reading", unit="pages", total=3)) == list("abc")
    return stream.getvalue()


def test_progress_shows_a_bar_on_a_terminal_and_takes_it_away(monkeypatch):
    printed = shown(monkeypatch, Terminal(), moment=0)
    assert "reading:   0%" in printed
    assert printed.split("\r")[-1] == ""


def test_progress_is_silent_while_it_is_short(monkeypatch):
    assert shown(monkeypatch, Terminal(), moment=60) == ""


def test_progress_keeps_out_of_a_log(monkeypatch):
    assert shown(monkeypatch, io.StringIO(), moment=0) == ""


def test_progress_counts_by_hand(monkeypatch):
    monkeypatch.setattr(progress, "MOMENT", 0)
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress.bar(what="reading", unit="pages") as bar:
        bar.update(50)
        bar.refresh()
    assert "reading: 50 pages" in sys.stderr.getvalue()
