"""The list of bills, which can show only those on which something is still to be paid."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.kind import Kind
from ism_desktop.records.money import ledger
from ism_desktop.records.money.open_bills import OPEN_BILLS
from ism_desktop.records.paging import Narrowing
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.record_kit.list import RecordList
from ism_desktop.ui.record_kit.view import KindView


class BillsView(KindView):
    """The list with a box above it to tick."""

    def __init__(self, workspace: Workspace, kind: Kind, parent: QWidget) -> None:
        super().__init__(workspace, kind, parent=parent)
        self.list.narrowed.connect(self._on_narrowed)
        self.only_open.toggled.connect(self._on_only_open)

    def make_side(self, parent: QWidget) -> QWidget:
        """The list below the box."""
        made = QWidget(parent)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.only_open = TickBox(tr("Only what is still open"), name="only_open")
        column.addWidget(self.only_open)
        column.addWidget(RecordList(self._workspace, self.kind, parent=made), 1)
        return made

    def list_in(self, side: QWidget) -> RecordList:
        """The list below the box."""
        found = side.findChild(RecordList)
        if found is None:
            raise TypeError("there is no list")
        return found

    def refresh(self) -> None:
        """Read the list again, and how many bills are open. Where that takes long, the list of what is open reads it already."""
        super().refresh()
        with self._workspace.vault.read() as session:
            number = 0 if ledger.is_far_behind(session) else len(ledger.of(session).unpaid)
        self._say(number)

    def _say(self, number: int) -> None:
        words = tr("Only what is still open")
        if number:
            words = tr_n("Only what is still open: {number} bill", "Only what is still open: {number} bills", number)
        self.only_open.setText(words)
        self.only_open.setAccessibleName(words)
        self.only_open.updateGeometry()

    def _on_only_open(self, is_only: bool) -> None:
        if is_only and self.is_editing:
            self.form.leave()
            self.close_form()
        self.list.narrow(OPEN_BILLS if is_only else None)

    def _on_narrowed(self, narrowing: Narrowing | None) -> None:
        if narrowing is None:  # a bill was wanted that is not open
            self.only_open.setChecked(False)
