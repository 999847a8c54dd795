"""The guide as a booklet: which pages, with the person's notes or without, and how it will be printed."""

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.library import guide as guides
from ism_desktop.printing import guide_booklet
from ism_desktop.records import disclosures, store
from ism_desktop.records.kinds.guide_notes import GUIDE_NOTES
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices, TickBox
from ism_desktop.ui.kit.widgets.surfaces import FoldingPanel
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog, Printout

_ALL, _THIS = "all", "this"


class BookletDialog(PaperDialog):
    """The preview, above it what is printed. Opened from a page of the guide it shows that page alone first."""

    def __init__(self, workspace: Workspace, page: QWidget, here: str = "") -> None:
        self._guide = guides.load()
        self._workspace = workspace
        self._keys: tuple[str, ...] = (here,) if here in self._guide.keys else ()
        self._with_notes = False
        with workspace.vault.read() as session:
            has_notes = store.count(session, GUIDE_NOTES) > 0
        super().__init__(workspace, self._made(), page)
        offered = [(_ALL, tr("The whole guide"))]
        if here in self._guide.keys:
            offered.append((_THIS, tr("Only “{page}”", page=self._guide.title_of(here))))
        self._here = here
        self.what = Choices(offered, tr("What to print"), name="booklet.what")
        self.what.set_value(_THIS if self._keys else _ALL)
        self.what.changed.connect(self._on_what)
        self.notes = TickBox(tr("With my notes"), name="booklet.notes")
        self.notes.toggled.connect(self._on_edited)
        self.notes.setVisible(has_notes)
        self.choosing = FoldingPanel(tr("Choose pages"), name="booklet.choose")
        self.ticks = {key: TickBox(self._guide.title_of(key), name=f"booklet.{key}") for key in self._guide.keys}
        for tick in self.ticks.values():
            tick.setChecked(not self._keys or tick is self.ticks.get(here))
            tick.toggled.connect(self._on_edited)
            self.choosing.body.addWidget(tick)
        for place, part in enumerate((self.what, self.choosing, self.notes), 1):
            self.body.insertWidget(place, part)

    def _on_what(self) -> None:
        for key, tick in self.ticks.items():
            with QSignalBlocker(tick):  # the booklet is made once, not for each
                tick.setChecked(self.what.value != _THIS or key == self._here)
        self._on_edited()

    def _on_edited(self, _ticked: object = None) -> None:
        ticked = tuple(key for key, tick in self.ticks.items() if tick.isChecked())
        self.going.setEnabled(bool(ticked))
        self._keys = ticked if len(ticked) < len(self.ticks) else ()
        self._with_notes = self.notes.isChecked()
        if ticked:
            self.show_printout(self._made())

    def _made(self) -> Printout:
        workspace = self._workspace
        with workspace.vault.read() as session:
            content = guide_booklet.collect(session, workspace.today(), pages=self._keys, with_notes=self._with_notes)
        return Printout(
            "guide_booklet",
            tr("Print the guide"),
            tr("Pages of the guide with contents and sources. Your own notes are only in it if you tick them."),
            partial(guide_booklet.draw, content),
            # The name of a file says nothing about the illness.
            tr("Booklet {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.GUIDE, content.title, content.as_dict()),
            content.unprintable,
        )
