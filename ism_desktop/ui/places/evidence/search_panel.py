"""The search for PubMed, how its result becomes a file, and when to look again. The program itself goes nowhere."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.library import evidence
from ism_desktop.records import publication_watch
from ism_desktop.records.publication_watch import EVERY
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.surfaces import FoldingPanel
from ism_desktop.ui.kit.widgets.text import label, secondary, small

_PUBMED = "pubmed.ncbi.nlm.nih.gov"


class SearchText(GrowingText):
    """The search as it is pasted into PubMed; `left` when the cursor leaves it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(least=2, most=6)
        self.setObjectName("evidence.search")
        self.setAccessibleName(tr("Search for PubMed"))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed counts now."""
        super().focusOutEvent(event)
        self.left.emit()


class SearchPanel(FoldingPanel):
    """Folded as soon as there are papers; the head says when the person wants to look again."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("Search on PubMed"), name="evidence.panel")
        self._workspace = workspace
        self._shipped = evidence.search()
        self.body.addWidget(
            secondary(
                tr(
                    "This program looks nothing up and never goes online. You search on PubMed yourself and bring the result"
                    " here as a file."
                )
            )
        )
        self.body.addWidget(label(tr("1. Copy this search. You can change it; yours is kept."), "subheading"))
        self.text = SearchText()
        self.text.left.connect(self._on_left)
        self.body.addWidget(self.text)
        self._source = small("")
        self.body.addWidget(self._source)
        self.body.addWidget(self._buttons())
        self.body.addWidget(label(tr("2. Search on PubMed and save the result"), "subheading"))
        self.body.addWidget(
            label(
                tr(
                    "In your browser open {address}, paste the search, and press Search. Then press Save, choose “All results” and the"
                    " format “PubMed”, and press “Create file”.",
                    address=_PUBMED,
                )
            )
        )
        self.body.addWidget(label(tr("3. Import the file"), "subheading"))
        self.body.addWidget(
            secondary(
                tr(
                    "Drop it on this page, or press “Import a file…” above. PubMed format, CSV, RSS, Atom and PubMed XML can be read."
                )
            )
        )
        self.body.addWidget(label(tr("Remind me to look again"), "subheading"))
        self.months = Choices(
            [(str(months), _every(months)) for months in EVERY], tr("Remind me"), name="evidence.months"
        )
        self.months.changed.connect(self._on_months)
        self.body.addWidget(self.months)
        self._next = secondary("")
        self._next.setObjectName("evidence.next")
        self.body.addWidget(self._next)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self._copy = button(tr("Copy"), self._on_copy, icon_name="mdi6.content-copy", name="evidence.copy")
        self._back = button(tr("Back to the shipped search"), self._on_back, role="quiet", name="evidence.back")
        self._said = secondary("")
        self._said.setObjectName("evidence.said")
        for part in (self._copy, self._back, self._said):
            row.addWidget(part)
        self._said.hide()
        return holder

    def refresh(self) -> None:
        """Read again what is kept; a search that is being typed stays."""
        with self._workspace.vault.read() as session:
            watch = publication_watch.get(session)
            day = publication_watch.next_look(session)
        search = watch.search or self._shipped.text
        if not self.text.hasFocus() and self.text.toPlainText() != search:
            self.text.setPlainText(search)
        self.months.set_value(str(watch.months))
        self._back.setVisible(bool(watch.search))
        written = in_use().day(self._shipped.written_on)
        self._source.setText(
            tr("This is your own search.")
            if watch.search
            else tr("Shipped with the program, written on {day}. {source}.", day=written, source=self._shipped.source)
        )
        self._next.setVisible(day is not None)
        head = tr("Search on PubMed")
        if day is not None:
            when = in_use().day(day)
            self._next.setText(tr("The day is shown among the dates on Home: {day}.", day=when))
            head = tr("Search on PubMed – look again on {day}", day=when)
        self.head.setText(head)
        self.head.setAccessibleName(head)

    @property
    def search(self) -> str:
        """The search as it stands here."""
        return " ".join(self.text.toPlainText().split())

    def leave(self) -> None:
        """Keep what is typed."""
        self._on_left()

    def _on_left(self) -> None:
        typed = self.search
        if self._workspace.is_closed or self._workspace.vault.read_only:
            return
        own = "" if typed == self._shipped.text else typed
        with self._workspace.vault.read() as session:
            kept = publication_watch.get(session).search
        if own != kept:
            self._keep(own)

    def _keep(self, search: str) -> None:
        with self._workspace.vault.write() as session:
            publication_watch.put_search(session, search)
        self.refresh()
        if not search:
            self.text.setPlainText(self._shipped.text)

    def _on_back(self) -> None:
        self.text.setPlainText(self._shipped.text)
        self._keep("")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.search)
        self._said.setText(tr("Copied. Paste it into the search box of PubMed."))
        self._said.show()

    def _on_months(self) -> None:
        with self._workspace.vault.write() as session:
            publication_watch.put_months(session, int(self.months.value or 0), self._workspace.today())
        self.refresh()


def _every(months: int) -> str:
    if not months:
        return tr("Never")
    return tr("Every month") if months == 1 else tr("Every {number} months", number=months)
