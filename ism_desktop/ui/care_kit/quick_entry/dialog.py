"""The dialog for an entry of the journal in a few presses; what is chosen is a draft on the disk from the first press on.

Every button has its key: letters for what is chosen, digits for how bad it is, Enter to save. A good day is saved by one press.
"""

from collections.abc import Collection
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from ism_desktop.errors import InvalidRecord, IsmError
from ism_desktop.language import tr
from ism_desktop.records import offered_trackers, quick_entry, quick_entry_keys
from ism_desktop.records.journal_words import EXPOSURES, SYMPTOMS
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES, said_words
from ism_desktop.records.quick_entry import DRAFT, Named, QuickEntry
from ism_desktop.records.tracker_words import Name
from ism_desktop.records.values import Moment
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.quick_entry.key_buttons import KeyButton, KeyChoices, press_letter, shortened
from ism_desktop.ui.care_kit.quick_entry.more_part import MorePart
from ism_desktop.ui.care_kit.quick_entry.named_choices import NamedChoices
from ism_desktop.ui.care_kit.quick_entry.photo_part import PhotoPart, bring_draft_back, holds_photos
from ism_desktop.ui.care_kit.quick_entry.severity_row import SeverityRow
from ism_desktop.ui.care_kit.quick_entry.symptoms_there import SymptomsThere
from ism_desktop.ui.care_kit.quick_entry.tracker_dialog import TrackerDialog
from ism_desktop.ui.care_kit.quick_entry.tracker_part import TrackerPart
from ism_desktop.ui.care_kit.quick_entry.when_row import WhenRow
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.record_kit.actions import short_title, trash

_EACH, _MEDICINES = 8, 6
_GOOD, _AGAIN, _MORE, _TRACK = "G", "Y", "M", "T"


class QuickEntryDialog(Dialog):
    """Over any page. Closing it in another way than by saving or “Start again” keeps what is chosen for the next time.

    `day` is the day that an entry begun now is of; one that was begun before keeps its own.
    """

    def __init__(self, workspace: Workspace, window: QWidget, day: date | None = None) -> None:
        super().__init__(tr("Journal"), window, name="quick_entry", width=860)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._is_showing = True
        kept = workspace.drafts.get(DRAFT, None)
        self.entry = QuickEntry() if kept is None else QuickEntry.from_plain(kept)
        if day is not None and self.entry.is_empty:
            self.entry = QuickEntry(day="" if day == workspace.today() else day.isoformat())
        with workspace.vault.read() as session:
            self._offer = quick_entry.offer(session, each=_EACH, medicines=_MEDICINES)
            self._letters = quick_entry_keys.letters(session, self._offer)
        self._build()
        self._show_entry()
        next(iter(self.symptoms.choices.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    # Building ------------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.when = WhenRow(self._workspace.today(), day_first=self._workspace.day_first)
        self.body.addWidget(self.when)
        fast = QWidget()
        row = FlowLayout(fast, spacing=6)
        self.good = KeyButton(tr("Good day, nothing to note"), _GOOD, name="good_day", checkable=False)
        self.again = KeyButton("", _AGAIN, name="as_yesterday", checkable=False)
        row.addWidget(self.good)
        row.addWidget(self.again)
        self.body.addWidget(fast)
        self.there = SymptomsThere()
        self.body.addWidget(self.there)
        offer, keys = self._offer, self._letters
        felt = tr("What do you feel?")
        self.symptoms = NamedChoices(felt, SYMPTOMS, offer.symptoms, iter(keys.symptoms), name="symptoms")
        self.severity = SeverityRow()
        before = tr("What came before? Possible triggers")
        self.exposures = NamedChoices(before, EXPOSURES, offer.exposures, iter(keys.exposures), name="exposures")
        self.taken = KeyChoices(tr("What did you take?"), name="taken")
        self.taken.may_hide = False  # what is taken as needed is said in the record
        self.taken.offer(((name, name) for name, _ in offer.medicines), iter(keys.medicines))
        self.trackers = TrackerPart(_TRACK)
        self.more_button = KeyButton(tr("More: where, when it ended, what helped, a note"), _MORE, name="more")
        self.more = MorePart(self._workspace)
        self.photos = PhotoPart(self._workspace)
        parts = (self.symptoms, self.severity, self.exposures, self.taken, self.trackers)
        for part in (*parts, self.photos, self.more_button, self.more):
            self.body.addWidget(part)
        self.fault = label(tr("Choose at least one thing, or press “Good day”."), "fault")
        self.fault.setObjectName("quick_entry.fault")
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.start_again = button(tr("Start again"), self._on_start_again, role="quiet", name="start_again")
        self.whole = button(tr("Save and say more…"), self._on_whole, name="whole_form")
        self.saving = button(tr("Save"), self._save, role="primary", name="save_entry")
        for part in (self.start_again, self.whole, self.saving):
            part.setAutoDefault(False)
            self.foot.addWidget(part)
        self.saving.setDefault(True)
        self.saving.setToolTip(tr("Enter, or Shift with the last key"))
        self._connect()

    def _connect(self) -> None:
        self.when.edited.connect(self._on_when)
        self.good.clicked.connect(self._on_good)
        self.there.save_wanted.connect(partial(self._save, is_good=True))
        self.there.open_wanted.connect(self._on_open)
        self.again.clicked.connect(self._on_again)
        self.symptoms.chosen.connect(self._on_symptom)
        self.exposures.chosen.connect(self._on_exposure)
        self.symptoms.hidden.connect(partial(self._on_hidden, "symptoms"))
        self.exposures.hidden.connect(partial(self._on_hidden, "exposures"))
        self.taken.pressed.connect(self._on_taken)
        self.severity.said.connect(self._on_severity)
        self.more_button.toggled.connect(self._on_more)
        self.more.edited.connect(self._on_edited)
        self.photos.edited.connect(self._on_chosen)
        self.photos.grown.connect(self.fit)
        self.photos.day_wanted.connect(self.when.take_day)
        self.finished.connect(self.photos.leave)
        self.setAcceptDrops(True)
        self.photos.watch((*self.findChildren(QPlainTextEdit), *self.findChildren(QLineEdit)))
        self.trackers.edited.connect(self._on_measured)
        self.trackers.choosing_wanted.connect(self._on_choose_trackers)

    # Showing -------------------------------------------------------------------------------------------------------------

    def _show_entry(self) -> None:
        """Show all that is chosen."""
        self._is_showing = True
        entry = self.entry
        self.when.show_draft(entry.day, entry.clock)
        self.more.show_entry(entry)
        self._show_trackers()
        self.photos.show_entry(entry)
        goes_on = entry.still_going is not None or entry.helped or entry.notes
        self.more_button.setChecked(bool(goes_on))
        self.more.setVisible(self.more_button.isChecked())
        self._show_again()
        self._show_chosen()
        self._is_showing = False

    def _show_again(self) -> None:
        """Offer the entry of the day before, by what it says."""
        day = self.when.chosen_day()
        with self._workspace.vault.read() as session:
            self._before = None if day is None else quick_entry.of_day_before(session, day)
        if self._before is not None:
            words = tr("Same as the day before: {said}", said=said_words(self._before.values))
            self.again.set_words(shortened(words))
            self.again.setAccessibleName(tr("{words}, key {key}", words=words, key=_AGAIN))
        self._show_fast()

    def _show_trackers(self) -> None:
        with self._workspace.vault.read() as session:
            shown = offered_trackers.shown(session)
        self.trackers.offer(shown, self.entry)
        self._settle_keys()

    def _settle_keys(self) -> None:
        """Enter always saves."""
        for made in self.findChildren(QPushButton):
            made.setAutoDefault(self.there.isAncestorOf(made))  # what is asked there, Enter answers

    def _show_fast(self) -> None:
        self.good.setVisible(not self.entry.symptoms)
        self.again.setVisible(self._before is not None and self.entry.copies_well)

    def _show_chosen(self) -> None:
        """Show which buttons are down, and how bad the last symptom is."""
        entry = self.entry
        self.symptoms.show_chosen([Named(row["symptom"], quick_entry.own_word(row)) for row in entry.symptoms])
        self.exposures.show_chosen([Named(row["exposure"], quick_entry.own_word(row)) for row in entry.exposures])
        self.taken.offer(((row["medicine"], row["medicine"]) for row in entry.taken), iter(()))
        self.taken.show_down(row["medicine"] for row in entry.taken)
        self.taken.setVisible(bool(self.taken.buttons))
        self.severity.show_row(entry.latest)
        self.more.show_where(entry)
        self._show_fast()
        self.start_again.setVisible(not entry.is_empty)
        self._settle_keys()

    # Choosing ------------------------------------------------------------------------------------------------------------

    def _on_hidden(self, name: str, named: Named) -> None:
        """Offer this no longer; choosing it in the whole list brings it back."""
        with self._workspace.vault.write() as session:
            quick_entry.hide(session, name, named, is_hidden=True)

    def _on_symptom(self, named: Named) -> None:
        self.entry.toggle_symptom(named)
        self._on_chosen()

    def _on_exposure(self, named: Named) -> None:
        self.entry.toggle_exposure(named)
        self._on_chosen()

    def _on_taken(self, name: str) -> None:
        at = self._moment_or_none() if self.when.is_today else None
        self.entry.toggle_taken(name, dict(self._offer.medicines).get(name, ""), at)
        self._on_chosen()

    def _moment_or_none(self) -> Moment | None:
        try:
            return self.when.read()
        except ValueError:
            return None

    def _on_severity(self, name: str, value: object) -> None:
        self.entry.say_of_latest(name, value)
        self._keep()

    def _on_again(self) -> None:
        if self._before is None:
            return
        if not self._before.values["symptoms"]:
            self._on_good()
            return
        self.entry.take_over(self._before)
        self._on_chosen()
        self.saving.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self) -> None:
        self.fault.hide()
        self.there.hide()
        self._show_chosen()
        self.fit()
        self._keep()

    def _on_when(self) -> None:
        self.there.hide()
        self._show_again()
        self._keep(is_press=False)

    def _on_more(self, is_down: bool) -> None:
        self.more.setVisible(is_down)
        self.fit()
        if is_down and not self._is_showing:
            self.scroll_to(self.more)

    def _on_edited(self) -> None:
        if not self._is_showing:
            self.more.read_into(self.entry)
            self._keep(is_press=False)

    def _on_measured(self) -> None:
        self.fault.hide()
        self.trackers.read_into(self.entry)
        self._keep(is_press=False)

    def _on_choose_trackers(self) -> None:
        """Let the person say what is offered here; then the cursor is in the first of what came anew."""
        known = {cell.tracker.name for cell in self.trackers.cells}
        choosing = TrackerDialog(self._workspace, self)
        choosing.finished.connect(partial(self._on_trackers_chosen, known))
        choosing.open()

    def _on_trackers_chosen(self, known: Collection[Name], _result: int) -> None:
        self._show_trackers()
        self.fit()
        fresh = [cell for cell in self.trackers.cells if cell.tracker.name not in known]
        for cell in fresh[:1]:
            cell.setFocus(Qt.FocusReason.OtherFocusReason)
        self.scroll_to(self.trackers)

    def _keep(self, *, is_press: bool = True) -> None:
        """Keep what is chosen as a draft, nothing where nothing is. A press is on the disk at once, what is typed within seconds."""
        if self._is_showing:
            return
        self.entry.day, self.entry.clock = self.when.typed_day, self.when.typed_clock
        if self.entry.is_empty:
            self._workspace.drafts.drop(DRAFT, None)
        else:
            self._workspace.drafts.put(DRAFT, None, self.entry.plain())
        if is_press:  # once the press is seen
            QTimer.singleShot(0, self._workspace.drafts.flush)
        self.start_again.setVisible(not self.entry.is_empty)

    def _on_start_again(self) -> None:
        """Forget what is chosen, and offer to undo that."""
        kept = self.entry.plain()
        try:
            self.photos.discard()
        except IsmError as error:
            self._workspace.report(error)
            return
        self._workspace.drafts.drop(DRAFT, None)
        undo = partial(bring_draft_back, self._workspace, kept)
        self._workspace.undo_bar.offer(tr("What you chose was discarded."), undo)
        self.entry = QuickEntry()
        self._show_entry()
        self.fit()

    # Saving --------------------------------------------------------------------------------------------------------------

    def _on_good(self) -> None:
        """Save a good day, but first say so where the day has symptoms already."""
        if self.entry.symptoms:
            return
        if self.there.asks(self._workspace, self.when.chosen_day()):
            self.fit()
            self.scroll_to(self.there)
        else:
            self._save(is_good=True)

    def _on_open(self, record_id: str) -> None:
        self.reject()  # what is chosen stays a draft
        self._workspace.show_page(JOURNAL_ENTRIES.name, record_id)

    def _on_whole(self) -> None:
        """Save, and show the entry on its page, where a photo can be attached."""
        record_id = self._save()
        if record_id is not None:
            self._workspace.show_page(JOURNAL_ENTRIES.name, record_id)

    def _save(self, *, is_good: bool = False) -> str | None:
        if self.entry.is_empty and not self.photos.waiting and not is_good:
            self.fault.show()
            self.scroll_to(self.fault)
            return None
        if not self.trackers.check():
            self.fit()
            self.scroll_to(self.trackers)
            return None
        try:
            begun = self.when.read()
            values = self.entry.values(begun, self.more.ended_at(begun), is_good=is_good)
        except ValueError:
            wrong = self.when if not self.when.fault.isHidden() else self.more
            self.scroll_to(wrong)
            return None
        try:
            with self._workspace.vault.write() as session:
                record = quick_entry.save(session, self.entry, values)
                quick_entry_keys.keep(session, self._letters)
        except InvalidRecord as error:
            self.fault.setText(" ".join(error.fields.values()))
            self.fault.show()
            return None
        except IsmError as error:
            self._workspace.report(error)  # the draft stays
            return None
        self.photos.save_to(record.id)
        self._workspace.drafts.drop(DRAFT, None)
        undo = partial(trash, self._workspace, JOURNAL_ENTRIES, [record.id])
        self._workspace.undo_bar.offer(tr("“{title}” was added.", title=short_title(record)), undo)
        self.accept()
        return record.id

    # Files ---------------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say that photos may be dropped anywhere."""
        if holds_photos(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take photos in."""
        if self.photos.take_from(event.mimeData()):
            event.acceptProposedAction()

    # Keys ----------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter presses its button, with Shift as the last one; a digit says how bad; in a line of text they are what is typed."""
        pastes = event.matches(QKeySequence.StandardKey.Paste)
        if not (pastes and self.photos.take_from(QGuiApplication.clipboard().mimeData())) and not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        focus = self.focusWidget()
        typing = any(cell.isAncestorOf(focus) for cell in self.trackers.cells)
        if (
            typing
            or isinstance(focus, QLineEdit | QPlainTextEdit)
            or event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        ):
            return False
        if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 and self.entry.latest is not None:
            self.severity.press_digit(event.key() - Qt.Key.Key_0)
            return True
        letter = event.text().upper()
        if letter == _MORE:
            # By mouse one may want the places first; by keys what is typed next would press buttons.
            self.more_button.setChecked(True)
            self.more.notes.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if not press_letter(self, letter):
            return self.trackers.press_key(letter)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and letter != _GOOD:  # a good day is saved already
            self._save()
        return True
