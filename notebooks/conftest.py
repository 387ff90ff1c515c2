"""What nbval lets pass and this workbook doesn't: a changed picture, and a notebook stored unrun.

The cells run in order in a fresh kernel, and each output has to come back as it was stored: text,
tables and SVG to the letter, pictures by their pixels. Only memory addresses may differ.
"""

import base64
import io
from collections.abc import Iterator
from copy import deepcopy

import numpy as np
import pytest
from nbformat import NotebookNode
from nbval.plugin import IPyNbCell, IPyNbFile
from PIL import Image, ImageFilter

PICTURES = ("image/png", "image/jpeg")

# Blurred by so many pixels, two pictures may differ by so much (of 255) anywhere. The small blur
# lets a glyph drawn a third of a pixel further on pass, but no other digit and no moved dot; the
# large one lets fine differences pass, but no pale band.
TOLERANCE = {1: 32, 8: 6}
# The cut around a figure follows its text, so it may fall a pixel further out on either side.
SLACK = 2

BLANK = {"text/plain": ""}  # where a progress bar was: it appears only where reading takes long
ADDRESS = r"(?<= at )0x[0-9a-fA-F]+"

# With more threads, sums are added up in another order.
KERNEL = {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """nbval's collectors, each replaced by a `Notebook`."""
    collectors = yield
    return [
        Notebook.from_parent(parent, path=file_path) if isinstance(each, IPyNbFile) else each for each in collectors
    ]


class Notebook(IPyNbFile):
    """A notebook: first the state it is stored in, then its cells."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.skip_compare = tuple(key for key in self.skip_compare if key not in PICTURES)
        self.sanitize_patterns[ADDRESS] = "0x..."

    def setup(self):
        with pytest.MonkeyPatch.context() as patch:
            for name, value in KERNEL.items():
                patch.setenv(name, value)
            super().setup()

    def collect(self):
        cells = list(super().collect())
        yield AsStored.from_parent(self, name="as stored")
        for each in cells:
            yield Cell.from_parent(self, name=each.name, cell_num=each.cell_num, cell=each.cell, options=each.options)


class AsStored(pytest.Item):
    """Passes if the notebook was run from the top, without error or warning, before it was saved."""

    def runtest(self):
        if found := list(faults(self.parent.nb)):
            pytest.fail("\n".join(found), pytrace=False)

    def reportinfo(self):
        return self.path, 0, f"{self.path.name}: {self.name}"


class Cell(IPyNbCell):
    """A cell whose pictures are compared too."""

    def compare_outputs(self, test, ref, skip_compare=None):
        # nbval compares strings, so for it a sentence stands in each picture's place: the same one
        # on both sides if they look alike. A picture too many or too few is left to nbval.
        fresh, stored = ([deepcopy(each) for each in outputs if each.get("data") != BLANK] for outputs in (test, ref))
        for kind in PICTURES:
            for new, old in zip(holders(fresh, kind), holders(stored, kind), strict=False):
                old[kind], new[kind] = "the stored picture", verdict(old[kind], new[kind])
        return super().compare_outputs(fresh, stored, skip_compare)


def faults(notebook: NotebookNode) -> Iterator[str]:
    """Why the notebook can't serve as a reference: a sentence each."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    counts = [cell.execution_count for cell in cells if cell.source.strip()]
    if counts != list(range(1, len(counts) + 1)):
        yield f"It was not run from the top before it was saved: its cells are numbered {counts}."
    for number, cell in enumerate(cells):
        if cell.source.rstrip().endswith(";"):
            yield f"Cell {number} ends in a semicolon: Jupyter then hides a value that nbval sees."
        for output in cell.outputs:
            if output.output_type == "error":
                yield f"Cell {number} is stored with an error: {output.ename}: {output.evalue}"
            elif output.get("name") == "stderr":
                yield f"Cell {number} is stored with a warning: {output.text}"


def holders(outputs: list[dict], kind: str) -> list[dict]:
    """The mappings among the outputs' data that hold a picture of that kind, in their order."""
    return [output["data"] for output in outputs if kind in output.get("data", {})]


def verdict(stored: str, fresh: str) -> str:
    """Says "the stored picture" if the fresh one looks like it, else what differs (both: Base64)."""
    old, new = picture(stored), picture(fresh)
    if any(abs(was - now) > SLACK for was, now in zip(old.size, new.size, strict=True)):
        return f"a picture of {new.width} x {new.height} pixels, stored {old.width} x {old.height}"
    common = (0, 0, min(old.width, new.width), min(old.height, new.height))
    for blur, limit in TOLERANCE.items():
        soft = ImageFilter.GaussianBlur(blur)
        before, after = (np.asarray(each.crop(common).filter(soft), int) for each in (old, new))
        difference = np.abs(before - after).max(axis=2)
        if difference.max() > limit:
            y, x = np.unravel_index(difference.argmax(), difference.shape)
            return f"a picture that differs, most of all around x = {x}, y = {y} pixels"
    return "the stored picture"


def picture(encoded: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGBA")
