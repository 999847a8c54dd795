"""The file of an appeal as it will be on paper: which documents, in which part, which research papers, and own words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.printing import appeal_file
from ism_desktop.printing.appeal_file import SECTIONS
from ism_desktop.records import disclosures, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.publications import LATER, PUBLICATIONS
from ism_desktop.records.money import appeals
from ism_desktop.records.money.appeals import Choice, Chosen
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.choosing import DropDown, TickBox
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog, Printout
from ism_desktop.ui.record_kit.proofs import AttachDialog
from ism_desktop.vault import Session

_MOST_PAPERS = 12
_PAUSE = 400  # milliseconds without a key, after which what was typed is kept and drawn


class DocumentRow(QWidget):
    """A document: whether it goes in, in which part, and a button that puts it further up. `changed` says that anything was changed."""

    changed = Signal()
    raised = Signal(object)

    def __init__(self, chosen: Chosen, title: str) -> None:
        super().__init__()
        self.document_id = chosen.document_id
        name = f"appeal.{chosen.document_id}"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.tick = TickBox(title, name=name)
        self.tick.setChecked(chosen.is_in)
        row.addWidget(self.tick, 1)
        self.section = DropDown()
        self.section.setObjectName(f"{name}.section")
        self.section.setAccessibleName(tr("Where “{title}” stands", title=title))
        self.section.setMinimumContentsLength(20)
        for key, words in SECTIONS.items():
            self.section.addItem(str(words), key)
        self.section.setCurrentIndex(self.section.findData(chosen.section))
        row.addWidget(self.section)
        words = tr("Put “{title}” further up", title=title)
        row.addWidget(icon_button(words, "mdi6.arrow-up", self._on_raise, name=f"{name}.up"))
        self.tick.toggled.connect(self.changed)
        self.section.currentIndexChanged.connect(self.changed)

    def _on_raise(self) -> None:
        self.raised.emit(self)

    @property
    def chosen(self) -> Chosen:
        """The row as it stands."""
        return Chosen(self.document_id, str(self.section.currentData()), self.tick.isChecked())


class AppealDialog(PaperDialog):
    """Preview, what goes in, own words, paper size, save, print. What is chosen is remembered."""

    wide = 860

    def __init__(self, workspace: Workspace, denial_id: str, page: QWidget) -> None:
        """Raises RecordMissing."""
        self._workspace, self._denial_id = workspace, denial_id
        with workspace.vault.read() as session:
            choice = appeals.choice_of(session, denial_id)
            offered = _publications(session, choice)
        self._rows: list[DocumentRow] = []
        self._papers: dict[str, TickBox] = {}
        self._choosing = QWidget()
        column = QVBoxLayout(self._choosing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(tr("Documents"), "subheading"))
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(4)
        column.addWidget(holder)
        self.none = secondary(
            tr("Nothing is attached to this denial yet: the letter, the time line and your words are in it.")
        )
        column.addWidget(self.none)
        adding = QWidget()
        adding_row = FlowLayout(adding)
        adding_row.addWidget(
            button(tr("Add a document…"), self._on_add, icon_name="mdi6.plus", name="appeal.add_document")
        )
        column.addWidget(adding)
        if offered:
            column.addWidget(label(tr("Research papers"), "subheading"))
        for record in offered:
            tick = self._papers[record.id] = TickBox(record.title, name=f"appeal.paper.{record.id}")
            tick.setChecked(record.id in choice.publications)
            tick.toggled.connect(self._on_changed)
            column.addWidget(tick)
        lead = label(tr("What it means for me"), "subheading")
        self.statement = GrowingText(least=2, most=6)
        self.statement.setObjectName("appeal.statement")
        self.statement.setAccessibleName(tr("What it means for me"))
        self.statement.setPlaceholderText(tr("In your own words; it gets a page of its own"))
        self.statement.setPlainText(choice.statement)
        lead.setBuddy(self.statement)
        column.addWidget(lead)
        column.addWidget(self.statement)
        self._show_documents(choice.documents)
        super().__init__(workspace, self._made(choice), page)
        self.body.insertWidget(1, self._choosing)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._on_changed)
        self.statement.textChanged.connect(self._pause.start)
        self.finished.connect(self._keep_typed)

    def _show_documents(self, chosen: Sequence[Chosen]) -> None:
        with self._workspace.vault.read() as session:
            there = store.get_many(session, DOCUMENTS, sorted({one.document_id for one in chosen}))
        empty_layout(self._list)
        self._rows = [DocumentRow(one, there[one.document_id].title) for one in chosen if one.document_id in there]
        for row in self._rows:
            self._list.addWidget(row)
            row.changed.connect(self._on_changed)
            row.raised.connect(self._on_raised)
        self.none.setVisible(not self._rows)

    @property
    def choice(self) -> Choice:
        """What is chosen now; documents of one part stand together, each in the order of the list."""
        rows = sorted((row.chosen for row in self._rows), key=lambda one: appeals.SECTIONS.index(one.section))
        papers = tuple(key for key, tick in self._papers.items() if tick.isChecked())
        return Choice(tuple(rows), papers, self.statement.toPlainText())

    def _made(self, choice: Choice) -> Printout:
        with self._workspace.vault.read() as session:
            content = appeal_file.collect(session, self._denial_id, choice, self._workspace.today())
        return Printout(
            "appeal_file",
            tr("File for an appeal"),
            tr(
                "A letter to sign, what it rests on, and the time line, with contents. It says what you wrote; it advises nothing."
            ),
            partial(appeal_file.build, self._workspace.vault, self._workspace.workers, content),
            tr("Letter {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.APPEAL, content.title, content.as_dict()),
            content.unprintable,
        )

    def _on_changed(self) -> None:
        self.show_printout(self._made(self._keep()))

    def _keep_typed(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._keep()

    def _keep(self) -> Choice:
        choice = self.choice
        with self._workspace.vault.write() as session:
            appeals.keep(session, self._denial_id, choice)
        return choice

    def _on_raised(self, row: DocumentRow) -> None:
        place = self._rows.index(row)
        if place:
            chosen = [one.chosen for one in self._rows]
            chosen[place - 1 : place + 1] = reversed(chosen[place - 1 : place + 1])
            self._show_documents(chosen)
            self._on_changed()
            self._rows[place - 1].tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self) -> None:
        known = {row.document_id for row in self._rows}
        with self._workspace.vault.read() as session:
            documents = [one for one in store.list_active(session, DOCUMENTS) if one.id not in known]
        dialog = AttachDialog(documents, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, document_id: str, _page: int) -> None:
        self._show_documents([*(row.chosen for row in self._rows), Chosen(document_id, appeals.RECORDS)])
        self._on_changed()


def _publications(session: Session, choice: Choice) -> list[Record]:
    """The papers that are offered: those chosen before, and those to be read later or with a note or question of the person."""
    found = [
        record
        for record in store.list_active(session, PUBLICATIONS)
        if record.id in choice.publications
        or record.values["state"] == LATER
        or record.values["notes"]
        or record.values["question"]
    ]
    return sorted(found, key=lambda record: record.id not in choice.publications)[:_MOST_PAPERS]
