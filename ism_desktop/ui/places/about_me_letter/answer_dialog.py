"""Answering the questions one after the other. An answer is a draft with each key, and saved when the next question is shown."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ism_desktop.language import in_use, tr, tr_c, tr_n
from ism_desktop.library import prompts
from ism_desktop.library.prompts import Prompt
from ism_desktop.records import store
from ism_desktop.records.kinds.prompt_answers import PROMPT_ANSWERS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices, DropDown
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.text import label, secondary, small

DRAFT = "prompt_answer"
_YES, _NO = "yes", "no"


class AnswerDialog(Dialog):
    """One question at a time: its hint, room for the answer, and whether papers may quote it."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(tr("Questions for you"), page.window(), name="answers", width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._prompts = prompts.load()
        self._records = self._read()
        self._undo: list[Callable[[], object]] = []
        self._saved: set[str] = set()
        self._build()
        begun = {prompt.key for prompt in self._prompts if self._answer_of(prompt)}
        first = next((at for at, prompt in enumerate(self._prompts) if prompt.key not in begun), 0)
        self._at = first
        self._show()

    def _build(self) -> None:
        self.body.addWidget(
            secondary(tr("In your own words, as much or as little as you like. Your answers stay private."))
        )
        self.which = DropDown()
        self.which.setObjectName("answers.which")
        self.which.setAccessibleName(tr("Go to a question"))
        self.which.activated.connect(self._go)
        self.asked = label("", "subheading")
        self.asked.setObjectName("answers.asked")
        self.hint = secondary("")
        self.answer = GrowingText(least=5, most=12)
        self.answer.setObjectName("answers.answer")
        self.answer.setTabChangesFocus(True)
        self.answer.textChanged.connect(self._on_edited)
        field = PROMPT_ANSWERS.field("may_be_quoted")
        answers = ((_YES, tr_c("an answer", "yes")), (_NO, tr_c("an answer", "no")))
        self.quoted = Choices(answers, field.label, name="answers.quoted", may_clear=True)
        self.quoted.changed.connect(self._on_edited)
        self.source = small("")
        for part in (
            self.which,
            self.asked,
            self.hint,
            self.answer,
            label(field.label),
            self.quoted,
            small(field.help),
        ):
            self.body.addWidget(part)
        self.body.addWidget(self.source)
        self.foot.addWidget(button(tr("Close"), self.accept, name="close"))
        self.before = button(tr("Previous"), partial(self._step, -1), name="previous")
        self.next = button(tr("Save and next"), partial(self._step, 1), role="primary", name="next")
        self.next.setDefault(True)
        self.foot.addWidget(self.before)
        self.foot.addWidget(self.next)

    def _read(self) -> dict[str, Record]:
        """The answers that are there, by the key of their question."""
        with self._workspace.vault.read() as session:
            records = store.list_active(session, PROMPT_ANSWERS)
        return {str(record.values["prompt"]): record for record in records if record.values["prompt"]}

    def _answer_of(self, prompt: Prompt) -> str:
        record = self._records.get(prompt.key)
        return "" if record is None else str(record.values["answer"] or "")

    # Showing -------------------------------------------------------------------------------------------------------------

    @property
    def prompt(self) -> Prompt:
        """The question that is shown."""
        return self._prompts[self._at]

    def _show(self) -> None:
        prompt = self.prompt
        self.which.clear()
        for number, each in enumerate(self._prompts, 1):
            words = tr("{number}. {question}", number=in_use().number(number), question=each.text)
            self.which.addItem(tr("{question} (answered)", question=words) if self._answer_of(each) else words)
        self.which.setCurrentIndex(self._at)
        self.asked.setText(prompt.text)
        self.hint.setText(prompt.hint)
        self.hint.setVisible(bool(prompt.hint))
        record = self._records.get(prompt.key)
        kept: Mapping[str, Any] = self._workspace.drafts.get(DRAFT, prompt.key) or {}
        quoted = record.values["may_be_quoted"] if record is not None else None
        with QSignalBlocker(self.answer):
            self.answer.setPlainText(str(kept.get("answer", self._answer_of(prompt))))
        self.answer.setAccessibleName(tr("My answer: {question}", question=prompt.text))
        with QSignalBlocker(self.quoted):
            self.quoted.set_value(_words_of(kept.get("may_be_quoted", quoted)))
        day = PartialDate.from_date(prompt.reviewed_on).words
        self.source.setText(tr("Source: {sources}. Reviewed on {date}.", sources=prompt.source, date=day))
        self.before.setEnabled(self._at > 0)
        self.next.setText(tr("Save and next") if self._at + 1 < len(self._prompts) else tr("Save"))
        self.answer.setFocus()
        self.fit()

    def _on_edited(self) -> None:
        self._workspace.drafts.put(DRAFT, self.prompt.key, self._typed())

    def _typed(self) -> dict[str, Any]:
        quoted = {_YES: True, _NO: False}.get(self.quoted.value or "")
        return {"answer": self.answer.toPlainText().strip(), "may_be_quoted": quoted}

    # Keeping -------------------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        """Save the answer that is shown, if it changed."""
        prompt, typed = self.prompt, self._typed()
        record = self._records.get(prompt.key)
        values = {"answer": typed["answer"] or None, "may_be_quoted": typed["may_be_quoted"]}
        before = {name: None if record is None else record.values[name] for name in values}
        if values != before and (record is not None or values["answer"]):
            record_id = None if record is None else record.id
            if record is None:
                values |= {"asked": prompt.text, "prompt": prompt.key}
            with self._workspace.vault.write() as session:
                made = store.save(session, PROMPT_ANSWERS, values, record_id=record_id)
                self._records[prompt.key] = store.get(session, PROMPT_ANSWERS, made)
            self._saved.add(made)
            self._undo.append(partial(_put_back, self._workspace, made, None if record is None else before))
        self._workspace.drafts.drop(DRAFT, prompt.key)

    def _step(self, step: int) -> None:
        self._go(self._at + step)

    def _go(self, at: int) -> None:
        self._keep()
        if 0 <= at < len(self._prompts):
            self._at = at
            self._show()
        else:
            self.accept()

    def done(self, result: int) -> None:
        """Save what is typed, whichever way the dialog is closed, and offer to undo all that was saved in it."""
        self._keep()
        if self._undo:
            words = tr_n("{number} answer was saved.", "{number} answers were saved.", len(self._saved))
            self._workspace.undo_bar.offer(words, partial(_all_of, self._undo))
            self._undo = []
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the answer is a new line, and Ctrl+Enter the next question."""
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._step(1)
            return
        super().keyPressEvent(event)


def _words_of(quoted: object) -> str | None:
    return {True: _YES, False: _NO}.get(quoted) if isinstance(quoted, bool) else None


def _put_back(workspace: Workspace, record_id: str, before: Mapping[str, Any] | None) -> None:
    """Take a new answer away, or put the former one back."""
    with workspace.vault.write() as session:
        if before is None:
            store.trash(session, PROMPT_ANSWERS, record_id)
        else:
            store.save(session, PROMPT_ANSWERS, before, record_id=record_id)


def _all_of(undo: list[Callable[[], object]]) -> None:
    for one in reversed(undo):
        one()
