"""What the program proposes that an entry is about, with the reasons; the person says so in one press."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kind import Kind
from ism_desktop.records.money.matching import Match
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.record_kit.form import RecordForm


class Proposal(QWidget):
    """One bill or visit, why it is proposed, and the button that takes it; `column` holds them and has room below."""

    def __init__(self, match: Match, words: str, name: str, pressed: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(label(match.record.title))
        reasons = [f"• {each}" for each in match.reasons]
        self.column.addWidget(secondary("\n".join((tr("Proposed because both say:"), *reasons))))
        row = QWidget(self)
        taking = button(words, pressed, icon_name="mdi6.check", name=f"{name}.{match.record.id}")
        taking.setAccessibleName(tr("{label}: {value}", label=words, value=match.record.title))
        FlowLayout(row).addWidget(taking)
        self.column.addWidget(row)


class VisitProposals(QWidget):
    """The visits that the entry of a form may be about; hidden where there are none."""

    def __init__(self, workspace: Workspace, form: RecordForm, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._form = workspace, form
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_visits(self, found: Sequence[Match]) -> None:
        """Show these."""
        empty_layout(self._column)
        if found:
            self._column.addWidget(heading(tr("Which visit is it about?")))
        for match in found:
            self._column.addWidget(Proposal(match, tr("It is about this visit"), "visit", self._on_take, self))
        self.setVisible(bool(found))

    def _on_take(self) -> None:
        visit_id = self.sender().objectName().removeprefix("visit.")
        take(self._workspace, self._form, "appointment", visit_id, tr("It belongs to the visit now."))


def take(workspace: Workspace, form: RecordForm, name: str, taken_id: str, words: str) -> None:
    """Save what the person said the entry of a form is about, and offer to undo it."""
    form.save()
    kind, record_id = form.kind, form.record_id
    if record_id is None:
        return
    try:
        _note(workspace, kind, record_id, {name: taken_id})
    except IsmError as error:
        workspace.report(error)
        return
    workspace.undo_bar.offer(words, lambda: _note(workspace, kind, record_id, {name: None}))


def _note(workspace: Workspace, kind: Kind, record_id: str, values: dict[str, str | None]) -> None:
    with workspace.vault.write() as session:
        store.save(session, kind, values, record_id=record_id)
