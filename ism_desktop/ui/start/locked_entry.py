"""An entry of the journal over a locked record: encrypted into the inbox at once. Nothing of the record is shown."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import journal_words, left_entries
from ism_desktop.records.journal_words import EXPOSURES, OTHER, SYMPTOMS
from ism_desktop.records.quick_entry import Named, QuickEntry
from ism_desktop.records.values import Moment
from ism_desktop.ui.base.background import Background
from ism_desktop.ui.care_kit.quick_entry.key_buttons import KeyButton, press_letter
from ism_desktop.ui.care_kit.quick_entry.named_choices import NamedChoices
from ism_desktop.ui.care_kit.quick_entry.severity_row import SeverityRow
from ism_desktop.ui.care_kit.quick_entry.when_row import WhenRow
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.start.entry_draft import EntryDraft
from ism_desktop.ui.start.start_panel import StartPanel

_GOOD = "G"
_SOON = 1_000  # milliseconds after which what is typed is in the draft


def _letters() -> Iterator[str]:
    return iter("ABCDEFHIJKLNOPQR")  # as in the quick entry of an open record


class LockedEntryPage(StartPanel):
    """Leaves entries in the vault of one folder. `back_wanted` leads back to the passphrase."""

    back_wanted = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__(
            "mdi6.notebook-edit-outline",
            tr("Note in the journal"),
            tr("It is encrypted at once and waits in your inbox, where you can add it to the journal after unlocking."),
            width=860,
        )
        self._background = background
        self._path = Path()
        self._draft = EntryDraft(self._path)
        self._is_leaving = False
        self._typed = timer(self, _SOON)
        self._typed.timeout.connect(self._keep_draft)
        self.entry = QuickEntry()
        self.kept = label("", "subheading")
        self.kept.setObjectName("locked_entry.kept")
        self.kept.hide()
        self.body.addWidget(self.kept)
        self.when = WhenRow(datetime.now().astimezone().date(), day_first=in_use().day_first)
        self.body.addWidget(self.when)
        self.good = KeyButton(tr("Good day, nothing to note"), _GOOD, name="locked_entry.good", checkable=False)
        self.body.addWidget(self.good, 0, Qt.AlignmentFlag.AlignLeft)
        keys = _letters()
        self.symptoms = NamedChoices(
            tr("What do you feel?"), SYMPTOMS, _named(journal_words.FIRST_SYMPTOMS), keys, name="symptoms"
        )
        self.severity = SeverityRow()
        self.exposures = NamedChoices(
            tr("What came before? Possible triggers"),
            EXPOSURES,
            _named(journal_words.FIRST_EXPOSURES),
            keys,
            name="exposures",
        )
        for part in (self.symptoms, self.severity, self.exposures):
            self.body.addWidget(part)
        for choices in (self.symptoms, self.exposures):
            choices.choices.may_hide = False  # what is hidden is a choice of the record
        head = label(tr("Note"), "subheading")
        self.body.addWidget(head)
        self.notes = GrowingText(least=1, most=5)
        self.notes.setObjectName("locked_entry.notes")
        self.notes.setAccessibleName(tr("Note"))
        head.setBuddy(self.notes)
        self.body.addWidget(self.notes)
        self.fault = label(tr("Choose at least one thing, or press “Good day”."), "fault")
        self.fault.setObjectName("locked_entry.fault")
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.add_back(self.back_wanted)
        self.keep = button(tr("Save"), self._on_keep, role="primary", name="locked_entry.keep")
        self.foot.addWidget(self.keep)
        self._connect()

    def _connect(self) -> None:
        self.good.clicked.connect(self._on_good)
        self.symptoms.chosen.connect(self._on_symptom)
        self.exposures.chosen.connect(self._on_exposure)
        self.severity.said.connect(self.entry_says)
        self.notes.textChanged.connect(self._on_typed)
        self.when.edited.connect(self._on_typed)

    def ask(self, path: Path) -> None:
        """Take an entry for the vault in this folder."""
        self._path, self._draft = path, EntryDraft(path)
        self.hide_error()
        self.kept.hide()
        self._start_again()

    def _start_again(self) -> None:
        self.entry = QuickEntry()
        self.notes.clear()
        self.fault.hide()
        self.when.fault.hide()
        self.when.show_draft("", None)
        self._show()
        next(iter(self.symptoms.choices.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        entry = self.entry
        self.symptoms.show_chosen([Named(row["symptom"], _own(row, "symptom")) for row in entry.symptoms])
        self.exposures.show_chosen([Named(row["exposure"], _own(row, "exposure")) for row in entry.exposures])
        self.severity.show_row(entry.latest)
        self.good.setVisible(not entry.symptoms)

    def _on_symptom(self, named: Named) -> None:
        self.entry.toggle_symptom(named)
        self._on_chosen()

    def _on_exposure(self, named: Named) -> None:
        self.entry.toggle_exposure(named)
        self._on_chosen()

    def _on_chosen(self) -> None:
        self.kept.hide()
        self.fault.hide()
        self._show()
        self._on_pressed()

    def entry_says(self, name: str, value: object) -> None:
        """Say how bad the symptom chosen last is."""
        self.entry.say_of_latest(name, value)
        self._on_pressed()

    # The draft -----------------------------------------------------------------------------------------------------------

    def _on_pressed(self) -> None:
        QTimer.singleShot(0, self, self._keep_draft)  # once the press is seen

    def _on_typed(self) -> None:
        self.fault.hide()
        self._typed.start()

    def _keep_draft(self) -> None:
        """Put what is chosen and typed on the disk, sealed; nothing where there is nothing."""
        self._typed.stop()
        if self._is_leaving:
            return  # the whole of it is on its way
        self.entry.notes = self.notes.toPlainText()
        try:
            if self.entry.is_empty:
                self._draft.remove()
            else:
                begun = self.when.read_or_today()
                text = left_entries.words(self.entry, begun, is_good=False)
                self._draft.write(text, left_entries.packed(self.entry, begun, is_good=False, is_draft=True))
        except IsmError as error:
            self.show_error(error)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed a moment ago is kept, too."""
        super().hideEvent(event)
        if self._typed.isActive():
            self._keep_draft()

    # Leaving -------------------------------------------------------------------------------------------------------------

    def _on_good(self) -> None:
        if not self.entry.symptoms:
            self._leave(is_good=True)

    def _on_keep(self) -> None:
        self._leave(is_good=False)

    def _leave(self, *, is_good: bool) -> None:
        self.entry.notes = self.notes.toPlainText()
        if self.entry.is_empty and not is_good:
            self.fault.show()
            return
        try:
            begun = self.when.read()
        except ValueError:
            return  # it stands below the lines
        begun = Moment(begun.date, None, begun.zone) if is_good else begun
        text = left_entries.words(self.entry, begun, is_good=is_good)
        packed = left_entries.packed(self.entry, begun, is_good=is_good)
        self._set_working(working=True)
        self._background.run(
            partial(self._draft.save, text, packed),
            owner=self,
            on_result=self._on_kept,
            on_error=self._on_error,
            quiet=True,
        )

    def _set_working(self, *, working: bool) -> None:
        self._is_leaving = working
        if working:
            self._typed.stop()
            self.hide_error()
        for part in (self.keep, self.good):
            part.setEnabled(not working)

    def _on_kept(self, number: int) -> None:
        self._set_working(working=False)
        waiting = tr_n("{number} item in your inbox.", "{number} items in your inbox.", number)
        self.kept.setText(tr("Saved. {waiting}", waiting=waiting))
        self.kept.show()
        self._start_again()

    def _on_error(self, error: BaseException) -> None:
        self._set_working(working=False)
        self.show_error(error)

    # Keys ----------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter presses its button, a digit says how bad, Enter saves, Escape leaves what is empty.

        In a line of text they are what is typed.
        """
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_keep()
        elif event.key() == Qt.Key.Key_Escape and self.entry.is_empty and not self.notes.toPlainText():
            self.back_wanted.emit()
        elif not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        typing = isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit)
        if typing or event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 and self.entry.latest is not None:
            self.severity.press_digit(event.key() - Qt.Key.Key_0)
            return True
        return press_letter(self, event.text().upper())


def _named(keys: tuple[str, ...]) -> tuple[Named, ...]:
    return tuple(map(Named, keys))


def _own(row: dict[str, object], name: str) -> str:
    return str(row.get("own", "")) if row[name] == OTHER else ""
