"""What do I want to see? Events chosen by country, type, year and status, with their chart and evidence, in widgets.

Last in the flow: what it shows is made by the modules before it, and only notebooks use it.
"""

import base64
from collections.abc import Callable, Collection
from functools import wraps
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import Any

import anywidget
import ipywidgets as w
import matplotlib.pyplot as plt
import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from analysis import charts, corpus, events, export, inputs, vocabulary
from analysis.corpus import Tables
from analysis.lanes import TYPES
from analysis.lettering import number

STATUSES = ("occurred", "planned", "proposed")
SHARP = 200  # pixels an inch, twice what a screen shows
ROWS = 8  # of a list, the others are scrolled to
# Each widget's messages come in a thread of its own, but matplotlib draws in one at a time.
ONE_BY_ONE = RLock()
SHORT = {"description_width": "4em"}
STYLE = Markup("""<style>
.explorer dd { margin-left: 1.5em; }
.explorer ol { padding-left: 1.5em; }
.explorer .widget-html-content { line-height: 1.4; }
.explorer .widget-select, .explorer .widget-select-multiple { flex-direction: column; height: auto; }
.explorer .widget-select > label, .explorer .widget-select-multiple > label { text-align: left; font-weight: bold; }
</style>""")


def chosen(
    events: pd.DataFrame,
    *,
    countries: Collection[str] = (),
    types: Collection[str] | None = None,
    years: tuple[int, int] | None = None,
    statuses: Collection[str] | None = None,
    undated: bool = True,
) -> pd.DataFrame:
    """The events of these countries (codes), types, years (first and last) and statuses, in their order.

    Of one country all its events, of several those among themselves, of none those of all. Where only a month or year
    is known, it counts with every year it may be in; an event without a date stays, unless `undated` is False.
    """
    a, b = (events[side].isin(countries) for side in ("country_a", "country_b"))
    wanted = (a & b) if len(countries) > 1 else (a | b | (not countries))
    for column, values in (("type", types), ("status", statuses)):
        wanted &= values is None or events[column].isin(values)
    first, last = (events[edge].str[:4] for edge in ("earliest", "latest"))
    if years:
        wanted &= (first == "") | ((first <= f"{years[1]:04}") & (last >= f"{years[0]:04}"))
    return events[wanted & ((first != "") | undated)]


def part(tables: Tables, seen: pd.DataFrame) -> Tables:
    """What the tables hold of these events: themselves, who took part, and the reports and pages they rest on."""
    reports, participants = (
        tables[name][tables[name]["event_id"].isin(seen["event_id"])] for name in ("reports", "participants")
    )
    pages = tables["articles"][tables["articles"]["article_id"].isin(reports["article_id"])]
    return {"articles": pages, "reports": reports, "events": seen, "participants": participants}


class Keys(anywidget.AnyWidget):
    """Leaves keys pressed in the explorer to its widgets: else the arrows move on to another cell of the notebook, and
    two d delete one (ipywidgets issue 3912).
    """

    _esm = """
    const keep = (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true");
    const listen = (el, tries) => {
      const explorer = el.closest(".explorer");
      if (explorer) explorer.addEventListener("focusin", keep);
      else if (tries) requestAnimationFrame(() => listen(el, tries - 1));
    };
    export default { render: ({ el }) => listen(el, 600) };
    """


class Choice:
    """Widgets that choose from one table of events; each change is told to `changed`."""

    def __init__(self, found: pd.DataFrame, changed: Callable[[Any], None]) -> None:
        names = vocabulary.parties()
        counts = pd.concat([found["country_a"], found["country_b"]]).value_counts()
        labels = sorted((f"{names.get(code, code)} ({count})", code) for code, count in counts.items())
        years = sorted(found["earliest"].str[:4][found["earliest"] != ""].astype(int))
        first, last = (years[0], years[-1]) if years else (0, 0)
        self.found = found
        self.countries = w.SelectMultiple(
            options=labels, rows=ROWS, description="Countries", layout=w.Layout(width="16em")
        )
        self.types, self.statuses = (
            {each: _check(each) for each in order if each in set(found[column])}
            for column, order in (("type", TYPES), ("status", STATUSES))
        )
        self.first, self.last = (
            w.BoundedIntText(year, min=first, max=last, description=name, style=SHORT, layout=w.Layout(width="9em"))
            for name, year in (("From", first), ("To", last))
        )
        self.undated = _check("without a date")
        chosen_by = [self.countries, *self.types.values(), *self.statuses.values(), self.first, self.last, self.undated]
        for widget in chosen_by:
            widget.observe(changed, "value")
        self.box = w.HBox(
            [
                w.VBox([self.countries, w.HTML("None: all. Several: among themselves.")]),
                _group("Types", *self.types.values()),
                _group("Status", *self.statuses.values()),
                _group("Years", self.first, self.last, self.undated),
            ],
            layout=w.Layout(flex_flow="row wrap", grid_gap="0 1.5em"),
        )

    @property
    def seen(self) -> pd.DataFrame:
        """The events that are chosen."""
        first, last = sorted((self.first.value, self.last.value))
        return chosen(
            self.found,
            countries=self.countries.value,
            types=[kind for kind, box in self.types.items() if box.value],
            years=(first, last),
            statuses=[status for status, box in self.statuses.items() if box.value],
            undated=self.undated.value,
        )


def one_by_one(act: Callable[..., None]) -> Callable[..., None]:
    """The callback, waiting for those before it."""

    @wraps(act)
    def waiting(*given: Any) -> None:
        with ONE_BY_ONE:
            act(*given)

    return waiting


class Explorer:
    """Events to choose from, their timeline, and the evidence for one of them; in a notebook, as widgets.

    `source` is where the tables were read from, `to` the folder that exports go to. Files of one's own are read in
    place of the tables.
    """

    def __init__(self, tables: Tables, *, source: str = "../seeds/articles", to: str = "../exports/chosen") -> None:
        wide, field = w.Layout(width="auto"), {"style": SHORT, "layout": w.Layout(width="26em")}
        self.count, self.chart, self.evidence, self.said = (w.HTML() for _ in range(4))
        self.event = w.Select(rows=ROWS, description="Evidence", layout=wide)
        self.file = w.FileUpload(
            accept=",".join(inputs.SUFFIXES), multiple=True, description="Read my own file", layout=wide
        )
        self.path = w.Text(source, description="Path", **field)
        self.to = w.Text(to, description="Folder", **field)
        self.read = w.Button(description="Read this path", layout=wide)
        self.save = w.Button(description="Export what I see", layout=wide)
        self.event.observe(self._explain, "value")
        self.file.observe(self._upload, "value")
        self.read.on_click(lambda _: self._read(self.path.value))
        self.save.on_click(lambda _: self._export(Path(self.to.value)))
        self.box = w.VBox().add_class("explorer")
        self.show(tables)

    @one_by_one
    def show(self, tables: Tables) -> None:
        """Take other tables, and choose all of their events."""
        self.tables, self.choice = tables, Choice(tables["events"], self._follow)
        own = w.HBox([self.file, self.path, self.read], layout=w.Layout(flex_flow="row wrap"))
        leave = w.HBox([self.to, self.save], layout=w.Layout(flex_flow="row wrap"))
        asked, shown = [self.choice.box, own, leave, self.said], [self.count, self.chart, self.event, self.evidence]
        self.box.children = [*asked, *shown, Keys()]
        self._follow()

    @one_by_one
    def _follow(self, _: Any = None) -> None:
        """Show what is chosen now; the event whose evidence is read stays, where it is still among them."""
        seen, before = self.choice.seen, self.event.value
        whole, pages = len(self.choice.found), number(len(self.tables["articles"]), "page")
        self.count.value = Markup('<p role="status">{} of {} on {}.</p>').format(
            number(len(seen), "event"), whole, pages
        )
        self.chart.value = _image(seen)
        ids = list(seen["event_id"])
        self.event.options = [
            (f"{date or 'no date'}  {title}", key)
            for date, title, key in zip(seen["date"], seen["title"], ids, strict=True)
        ]
        self.event.value = before if before in ids else next(iter(ids), None)
        self._explain()

    @one_by_one
    def _explain(self, _: Any = None) -> None:
        key = self.event.value
        told = events.explain(key, self.tables["reports"], self.tables["mentions"])._repr_html_() if key else ""
        self.evidence.value = STYLE + told

    @one_by_one
    def _upload(self, _: Any) -> None:
        """Read the files that were picked."""
        with TemporaryDirectory() as folder:
            files = {Path(folder) / Path(each.name).name: each.content for each in self.file.value}

            def read() -> None:
                for file, content in files.items():
                    file.write_bytes(content)
                self._read(files)

            self._try(read)

    @one_by_one
    def _read(self, source: inputs.Inputs) -> None:
        self._say("Reading …")
        self._try(lambda: self._tell(corpus.tables(source, whole=True)))

    def _tell(self, tables: Tables) -> None:
        """Show the tables, and say what could not be read."""
        self.show(tables)
        problems = [f"{row.path}: {row.problem} ({row.detail})" for row in tables["problems"].itertuples()]
        self._say(f"Read: {number(len(tables['articles']), 'page')}.", *problems)

    @one_by_one
    def _export(self, folder: Path) -> None:
        def write() -> None:
            seen = self.choice.seen
            paths = export.tables(part(self.tables, seen), to=folder)
            paths += export.figure(_timeline(seen), "timeline", to=folder / "charts")
            self._say(f"Written to {folder}:", *(path.relative_to(folder).as_posix() for path in paths))

        self._try(write)

    def _try(self, act: Callable[[], Any]) -> None:
        """Act, or say why not: what is raised in a widget's callback, nobody sees."""
        try:
            act()
        except (OSError, ValueError) as error:
            self._say(f"That did not work: {error}")

    def _say(self, first: str, *more: str) -> None:
        lines = Markup().join(Markup("<li>{}</li>").format(line) for line in more)
        self.said.value = Markup('<div role="status">{}<ul>{}</ul></div>').format(first, lines)

    def __repr__(self) -> str:
        return f"{number(len(self.tables['events']), 'event')} to choose from. Run this cell in JupyterLab."

    def _repr_mimebundle_(self, **asked: Any) -> dict[str, Any]:
        """The widgets, and for a page that has none the sentence of `repr`."""
        return self.box._repr_mimebundle_(**asked) | {"text/plain": repr(self)}


def _check(name: str) -> w.Checkbox:
    return w.Checkbox(True, description=name, indent=False, layout=w.Layout(width="auto"))


def _group(title: str, *widgets: w.Widget) -> w.VBox:
    return w.VBox([w.HTML(Markup("<b>{}</b>").format(title)), *widgets])


def _timeline(seen: pd.DataFrame) -> Axes:
    """The chart of these events, which pyplot never shows: a widget's message prints no figure of its own."""
    with plt.ioff():
        chart = charts.timeline(seen)
        plt.close(chart.figure)
    return chart


def _image(seen: pd.DataFrame) -> str:
    """The timeline as an element with its description, as wide as the page lets it be."""
    chart, file = _timeline(seen), BytesIO()
    with charts.styled():
        chart.figure.savefig(file, format="png", dpi=SHARP)
    data = base64.b64encode(file.getvalue()).decode()
    picture = Markup('<img alt="{}" style="width: 100%; max-width: 800px" src="data:image/png;base64,{}">')
    return picture.format(charts.description(chart), data)
