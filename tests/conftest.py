"""What the tests share: the pipeline, the seed's tables, pages written for one test, and the lines of cases/*.tsv."""

import csv
from pathlib import Path

import pytest
from hypothesis import settings

from analysis import corpus, language

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases"

# Made-up input is the same in every run, and a slow machine is no failure.
settings.register_profile("workbook", derandomize=True, deadline=None, max_examples=150, database=None)
settings.load_profile("workbook")


def pytest_configure(config):
    config.addinivalue_line("markers", "cases(name): run once per line of cases/NAME.tsv, with its cells as arguments")


def pytest_generate_tests(metafunc):
    for marker in metafunc.definition.iter_markers("cases"):
        (name,) = marker.args
        with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        columns = list(rows[0])
        lines = [
            pytest.param(*(row[column] for column in columns), id=f"line {number}")
            for number, row in enumerate(rows, start=2)
        ]
        metafunc.parametrize(columns, lines)


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def nlp():
    return language.build()


@pytest.fixture(scope="session")
def seed():
    """All tables of the seed article."""
    return corpus.tables(ROOT / "seeds" / "articles" / "000_4545c5b54c70f390.txt")


@pytest.fixture
def pages(tmp_path):
    """Writes pages (name=text or name=bytes) into a folder and returns its tables."""

    def read(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
        return corpus.tables(tmp_path)

    return read


@pytest.fixture
def page(pages):
    """The tables of one page: its story, published on 10 March 2021 unless another day is given."""

    def read(story, published="March 10, 2021"):
        return pages(page=f"Published: {published}\n\n{story}\n" if published else f"{story}\n")

    return read
