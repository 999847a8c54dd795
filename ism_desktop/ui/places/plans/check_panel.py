"""What the record knows of one check of the monitoring plan: the last one, the next one, and a question to take along."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.printing import planned_checks
from ism_desktop.printing.planned_checks import Check
from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.ui.record_kit.form import RecordForm


class CheckPanel(Panel):
    """Stands above the fields of a saved check. Nothing in it warns: it tells dates."""

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("check_panel")
        self._workspace = workspace
        self._form = form
        self._check: Check | None = None
        self._next = label("", "subheading")
        self._next.setObjectName("check_panel.next")
        self._last = secondary("")
        self._last.setObjectName("check_panel.last")
        self.body.addWidget(self._next)
        self.body.addWidget(self._last)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self._open = button(
            tr("Show the last one"), self._on_open, role="quiet", icon_name="mdi6.arrow-right", name="check_panel.open"
        )
        self._ask = button(
            tr("Note a question"), self._on_ask, role="quiet", icon_name=QUESTIONS.icon, name="check_panel.ask"
        )
        flow.addWidget(self._open)
        flow.addWidget(self._ask)
        self.body.addWidget(buttons)
        form.opened.connect(self._on_opened)

    def _on_opened(self, _record_id: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read again what is known of the check that the form shows."""
        record_id = self._form.record_id
        self.setVisible(record_id is not None)
        if record_id is None:
            self._check = None
            return
        with self._workspace.vault.read() as session:
            record = store.find(session, self._form.kind, record_id)
            self._check = None if record is None else planned_checks.read_one(session, record)
        if self._check is not None:
            self._show(self._check)

    def _show(self, check: Check) -> None:
        self._next.setText(check.next_words(self._workspace.today()))
        is_in_record = check.in_record is not None and check.in_record == check.last
        last = [] if is_in_record else [tr("Last done: {when}", when=check.last_words)]
        self._last.setText("\n".join((*last, _beside(check))))
        self._open.setVisible(check.last is not None and bool(check.last.kind))
        self._ask.setAccessibleName(tr("Note a question: {what}", what=check.what))

    def _on_open(self) -> None:
        if self._check is not None and self._check.last is not None:
            self._workspace.show_page(self._check.last.kind, self._check.last.record_id)

    def _on_ask(self) -> None:
        """Note the question that follows from the plan; one that waits already is gone to."""
        check = self._check
        if check is None:
            return
        with self._workspace.vault.read() as session:
            noted = [one for one in store.list_active(session, QUESTIONS) if question_lists.is_to_ask(one)]
        same = next((one for one in noted if one.values["bank_id"] == check.question_id), None)
        if same is not None:
            self._workspace.show_page(QUESTIONS.name, same.id)
            return
        with self._workspace.vault.write() as session:
            made = question_lists.add(session, check.question, specialist=check.told_by, bank_id=check.question_id)
        undo = partial(trash, self._workspace, QUESTIONS, [made])
        self._workspace.undo_bar.offer(tr("The question was noted. It stands under Questions."), undo)


def _beside(check: Check) -> str:
    """What the record holds besides, where the last one is known from elsewhere."""
    return check.in_record_words or tr("This record holds no test result, report or visit for it.")
