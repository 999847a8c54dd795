"""Above a denial's fields: how it went on, day by day, the calls about it, a line to note the next one, and the file for the appeal."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.errors import InvalidRecord, IsmError
from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.calls import CALLS
from ism_desktop.records.money import appeals
from ism_desktop.records.money.appeals import Step
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.places.money.appeal_dialog import AppealDialog
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.inline_form import InlineForm

DRAFT = "new_call"
"""By this name a call that is half typed is kept, with the denial."""

_TYPED = ("with_whom", "at", "reference", "said", "next_action", "next_on")


class DenialPanel(Panel):
    """`call_wanted` carries the id of a call to be shown."""

    call_wanted = Signal(str)

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("denial_panel")
        self._workspace, self._form = workspace, form
        self._denial_id = ""
        self.new: InlineForm | None = None
        self.body.addWidget(heading(tr("How it went on")))
        self.appeal = button(
            tr("File for an appeal…"), self.show_file, icon_name="mdi6.file-document-multiple-outline", name="appeal"
        )
        top = QWidget()
        FlowLayout(top).addWidget(self.appeal)
        self.body.addWidget(top)
        holder = QWidget()
        self._line = QVBoxLayout(holder)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(2)
        self.body.addWidget(holder)
        self.body.addWidget(label(tr("Note a call"), "subheading"))
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        tools = QWidget()
        row = FlowLayout(tools)
        row.addWidget(button(tr("Add this call"), self.add, icon_name="mdi6.plus", name="add_call"))
        self.body.addWidget(tools)
        form.opened.connect(self.show_denial)
        form.saved.connect(self.show_denial)
        self.show_denial()

    def show_denial(self, _record_id: object = None) -> None:
        """Show the denial of the form; hidden for one that is not saved, or lies in the trash."""
        record = self._form.record
        there = record is not None and record.deleted_at is None
        self.setVisible(there)
        if record is None or not there:
            return
        with self._workspace.vault.read() as session:
            line = appeals.time_line(session, record.id)
            calls = {one.id: one for one in appeals.calls(session, record.id)}
        empty_layout(self._line)
        for step in line:
            self._line.addWidget(self._shown(step, calls))
        if not line:
            self._line.addWidget(secondary(tr("Nothing with a day is noted yet.")))
        if record.id != self._denial_id:
            self._denial_id = record.id
            self._make_new()

    def _shown(self, step: Step, calls: dict[str, Record]) -> QWidget:
        day = step.on.words if step.on is not None else tr("Day not noted")
        call = calls.get(step.record_id)
        if call is None:
            return label(
                tr("{day}: {line}", day=day, line=_LETTERS[step.kind]() if step.kind in _LETTERS else step.words)
            )
        words = tr("{day}: {line}", day=day, line=tr("Call: {what}", what=call.title))
        return RowButton(words, _detail(call), pressed=self._on_call, name=f"call.{call.id}", parent=self)

    def _make_new(self) -> None:
        if self.new is not None:
            self.new.hide()
            self.new.deleteLater()
        self.new = InlineForm(self._workspace, CALLS, _TYPED, buttons=False, draft_as=(DRAFT, self._denial_id))
        self.new.open(None)
        self._place.addWidget(self.new)

    def add(self) -> bool:
        """Add the call that is typed. False when it cannot be added, and what is wrong is marked."""
        form = self.new
        if form is None:
            return True
        try:
            values = form.values() | {"denial": self._denial_id}
            with self._workspace.vault.write() as session:
                made = store.save(session, CALLS, values, fresh_id=form.binding.fresh_id)
        except InvalidRecord as error:
            form.mark(error)
            return False
        except IsmError as error:
            self._workspace.report(error)
            return False
        self._workspace.undo_bar.offer(tr("The call was added."), _taking_back(self._workspace, made))
        form.forget_draft()
        form.open(None)
        form.focus("with_whom")
        self.show_denial()
        return True

    def show_file(self) -> None:
        """Show the file of the appeal as it will be on paper."""
        self._form.save()
        record = self._form.record
        if record is not None:
            dialog = AppealDialog(self._workspace, record.id, self.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter adds the call that is typed: what was said has several lines."""
        typing = self.new is not None and self.new.isAncestorOf(self.focusWidget() or self)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if typing and is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.add()
            return
        super().keyPressEvent(event)

    def _on_call(self) -> None:
        self.call_wanted.emit(self.sender().objectName().removeprefix("call."))


def _taking_back(workspace: Workspace, call_id: str) -> Callable[[], object]:
    return lambda: trash(workspace, CALLS, [call_id])


def _detail(call: Record) -> str:
    values = call.values
    reference, next_on = values["reference"], values["next_on"]
    parts = [
        tr("reference {number}", number=reference) if reference else "",
        str(values["said"] or ""),
        str(values["next_action"] or ""),
        tr("until {day}", day=next_on.words) if isinstance(next_on, PartialDate) else "",
    ]
    return " · ".join(part for part in parts if part)


_LETTERS: dict[str, Callable[[], str]] = {
    appeals.DENIED: lambda: tr("the date of the decision"),
    appeals.UNTIL: lambda: tr("appeal possible until then, as the letter says"),
    appeals.APPEALED: lambda: tr("appeal sent"),
    appeals.DECIDED: lambda: tr("appeal decided"),
}
