"""Writing a note beside a sentence of the guide. What is typed is a draft until it is saved or thrown away."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.library.guide import Statement
from ism_desktop.records import store
from ism_desktop.records.kinds.guide_notes import DOCTOR, GUIDE_NOTES, MINE
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.record_kit.actions import trash
from ism_desktop.ui.record_kit.editors.making import row_for

DRAFT = "guide_note"


class NoteDialog(Dialog):
    """Whose words, the note, and which doctor."""

    def __init__(self, workspace: Workspace, statement: Statement, page: QWidget) -> None:
        super().__init__(tr("Note beside the guide"), page.window(), name="guide_note", width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._statement = workspace, statement
        kept = workspace.drafts.get(DRAFT, statement.key) or {}
        self.body.addWidget(secondary(tr("The guide says: “{sentence}”", sentence=statement.text)))
        field = GUIDE_NOTES.field("said_by")
        self.whose = Choices(
            [(choice.value, choice.label) for choice in field.choices], field.label, name="guide_note.whose"
        )
        self.whose.set_value(str(kept.get("said_by") or MINE))
        self.note = GrowingText(least=3, most=10)
        self.note.setObjectName("guide_note.note")
        self.note.setAccessibleName(GUIDE_NOTES.field("note").label)
        self.note.setPlainText(str(kept.get("note") or ""))
        self.doctor = row_for(GUIDE_NOTES.field("told_by"), workspace)
        self.doctor.show_value(kept.get("told_by"))
        for part in (self.whose, self.note, self.doctor):
            self.body.addWidget(part)
        self.foot.addWidget(button(tr("Discard"), self._on_discard, name="discard"))
        self.going = button(tr("Save"), self._on_save, role="primary", name="save")
        self.going.setDefault(True)
        self.foot.addWidget(self.going)
        self.whose.changed.connect(self._on_edited)
        self.note.textChanged.connect(self._on_edited)
        self.doctor.edited.connect(self._on_edited)
        self._refresh()
        self.note.setFocus()

    def _refresh(self) -> None:
        by_doctor = self.whose.value == DOCTOR
        self.doctor.setVisible(by_doctor)
        self.going.setEnabled(bool(self.note.toPlainText().strip()))

    def _typed(self) -> dict[str, Any]:
        by_doctor = self.whose.value == DOCTOR
        return {
            "note": self.note.toPlainText().strip(),
            "said_by": self.whose.value or MINE,
            "told_by": self.doctor.read() if by_doctor else None,
        }

    def _on_edited(self, _words: object = None) -> None:
        self._refresh()
        self._workspace.drafts.put(DRAFT, self._statement.key, self._typed())

    def _on_save(self) -> None:
        values = self._typed() | {
            "sentence": self._statement.text,
            "statement": self._statement.key,
            "told_on": PartialDate.from_date(self._workspace.today()),
        }
        with self._workspace.vault.write() as session:
            made = store.save(session, GUIDE_NOTES, values)
        self._workspace.drafts.drop(DRAFT, self._statement.key)
        undo = partial(trash, self._workspace, GUIDE_NOTES, [made])
        self._workspace.undo_bar.offer(tr("Your note was saved."), undo)
        self.accept()

    def _on_discard(self) -> None:
        """Throw away what was typed; nothing was saved."""
        kept, key, drafts = self._typed(), self._statement.key, self._workspace.drafts
        drafts.drop(DRAFT, key)
        if kept["note"]:
            words = tr("What you typed was discarded.")
            self._workspace.undo_bar.offer(words, partial(drafts.bring_back, DRAFT, key, kept))
        self.reject()
