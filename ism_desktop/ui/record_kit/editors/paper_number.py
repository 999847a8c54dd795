"""Editor of the number on a paper: the next free one is a press away, and one that another document has is said, never refused."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.records import paper_numbers
from ism_desktop.records.kind import Field
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.record_kit.editors.text import TextEditor

_PAUSE = 200  # milliseconds: all numbers are read, so not at each key
_TOLD = 3


class PaperNumberEditor(TextEditor):
    """A line, and below it either the next free number or who has this one, too."""

    def __init__(self, field: Field, workspace: Workspace) -> None:
        super().__init__(field, workspace)
        self._other = ""
        self._free = button("", self._on_free, role="quiet", name=f"{field.name}.free")
        self.column.addWidget(self._free, 0, Qt.AlignmentFlag.AlignLeft)
        self._free.hide()
        self._twice = QWidget(self)
        row = QHBoxLayout(self._twice)
        row.setContentsMargins(0, 0, 0, 0)
        self._words = small("")
        self._words.setObjectName(f"{field.name}.twice")
        row.addWidget(self._words, 1)
        self._open = button(tr("Open it"), self._on_open, role="quiet", name=f"{field.name}.open")
        row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self._twice)
        self._twice.hide()
        self._looking = timer(self, _PAUSE)
        self._looking.timeout.connect(self.look)
        self.line.textChanged.connect(self._on_text)

    def show_value(self, value: object) -> None:
        """Show a number; another document may have the same text there, so it is looked up in any case."""
        super().show_value(value)
        self._looking.start()

    def _on_text(self) -> None:
        self._looking.start()

    def look(self) -> None:
        """Look up who has this number, and which one is free."""
        self._looking.stop()
        if self._workspace.is_closed:
            return
        typed = self.line.text().strip()
        with self._workspace.vault.read() as session:
            others = [each for each in paper_numbers.holders(session, typed) if each[0] != self.record_id]
            begins = typed or paper_numbers.usual_beginning(session)
            is_begun = paper_numbers.parts(begins)[1] is None
            free = paper_numbers.next_free(session, begins) if is_begun and not others else ""
        self._free.setVisible(bool(free))
        self._free.setText(tr("Next free: {number}", number=free.replace("&", "&&")))
        self._free.setAccessibleName(tr("Take the next free number: {number}", number=free))
        self._twice.setVisible(bool(others))
        if others:
            self._other = others[0][0]
            titles = in_use().listed(tr("“{title}”", title=title) for _, title in others[:_TOLD])
            self._words.setText(tr("This number is also on {titles}.", titles=titles))

    def _on_free(self) -> None:
        typed = self.line.text().strip()
        with self._workspace.vault.read() as session:
            free = paper_numbers.next_free(session, typed or paper_numbers.usual_beginning(session))
        self.line.setText(free)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_open(self) -> None:
        self._workspace.show_page(DOCUMENTS.name, self._other)
