"""The page that asks for the passphrase: one field, no path, no name. Imports are kept light, so that it can be used at once.

Where the person let this computer remember a key of its own, that key is used at once when the program starts, because that is what
“remember” means. After a lock it is never used by itself: whoever locked wanted to be asked. Then one press, or Return in the empty
field, uses it, and the passphrase works as well.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.errors import IsmError, VaultDamaged, VaultMissing, WrongPassphrase
from ism_desktop.language import tr
from ism_desktop.ui.base import errors, opening
from ism_desktop.ui.base.background import Background, Job
from ism_desktop.ui.base.opening import Seen
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.passphrase import PassphraseField
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.start.start_panel import StartPanel

if TYPE_CHECKING:
    from ism_desktop.vault import Vault

_LOOK, _CHANGE = "look", "change"


class UnlockPage(StartPanel):
    """Asks for the passphrase of one vault. `opened` carries the open vault; `other_wanted` leads back to the choices.

    `forgotten` carries the vault's folder, and whether it is only to be looked at.
    """

    opened = Signal(object)
    seen = Signal(str)  # the vault's id: there is a vault in this folder
    other_wanted = Signal()
    rescue_wanted = Signal(object, str)  # Path, passphrase: its database does not open
    restore_wanted = Signal()
    forgotten = Signal(object, bool)
    note_wanted = Signal(object)  # Path: something is to be left in the locked vault
    journal_wanted = Signal(object)  # Path: an entry of the journal is to be left in the locked vault
    record_wanted = Signal(object)  # Path: a reaction is to be recorded, into the inbox

    def __init__(self, background: Background) -> None:
        super().__init__(
            "mdi6.lock-outline", tr("Welcome back"), tr("Type your passphrase to open your health record."), width=460
        )
        self._background = background
        self._path = Path()
        self._seen = Seen("", remembered=False, has_sheet=True)
        self._just_locked = False
        self._key_job: Job | None = None
        self._key_waits = False
        self._build_elsewhere()
        self.passphrase = PassphraseField(tr("Passphrase"), name="passphrase")
        self.passphrase.entered.connect(self._on_entered)
        self.passphrase.changed.connect(self._on_changed)
        self.body.addWidget(self.passphrase)
        self._empty_hint = small(
            tr("Leave the field empty and press Enter to open with the key saved on this computer.")
        )
        self._empty_hint.setObjectName("empty_hint")
        self.body.addWidget(self._empty_hint)
        self.go = button(tr("Unlock"), self.unlock, role="primary", name="unlock")
        self.key = button(
            tr("Open without passphrase"),
            self.unlock_remembered,
            icon_name="mdi6.laptop",
            name="unlock_remembered",
        )
        self.foot.addWidget(self.key)
        self.foot.addWidget(self.go)
        self.instead = button(tr("Type the passphrase instead"), self._on_instead, role="quiet", name="instead")
        self.below.addWidget(self.instead, 0, Qt.AlignmentFlag.AlignLeft)
        self.instead.hide()
        self._build_links()
        self._build_ways_back()
        self._show_seen()
        self._on_changed()

    def _build_ways_back(self) -> None:
        """What can be done when the vault is damaged or gone, under the words that say so."""
        self.rescue = button(tr("Repair…"), self._on_rescue, role="primary", name="rescue")
        self.restore = button(tr("Restore a backup…"), self.restore_wanted.emit, name="restore")
        choices = QWidget()
        ways = FlowLayout(choices, spacing=8)
        ways.addWidget(self.rescue)
        ways.addWidget(self.restore)
        self.error.body.addWidget(choices)
        self.rescue.hide()
        self.restore.hide()

    def _on_rescue(self) -> None:
        self.rescue_wanted.emit(self._path, self.passphrase.text)

    def _build_elsewhere(self) -> None:
        """What is shown, and chosen, when another computer seems to have the vault open."""
        self.elsewhere = Panel(role="panel-accent")
        self.elsewhere.setObjectName("elsewhere")
        self._elsewhere_words = label("")
        self.elsewhere.body.addWidget(self._elsewhere_words)
        choices = ((_LOOK, tr("View only")), (_CHANGE, tr("Open anyway")))
        self.how = Choices(choices, tr("How to open your record"), name="how")
        self.how.set_value(_LOOK)
        self.elsewhere.body.addWidget(self.how)
        self.body.addWidget(self.elsewhere)

    def _build_links(self) -> None:
        self.forgot = button(tr("I forgot my passphrase"), self._on_forgotten, role="quiet", name="forgot")
        self.other = button(tr("Open another record…"), self.other_wanted.emit, role="quiet", name="other_vault")
        self.note = button(tr("Add a note without unlocking"), self._on_note, role="quiet", name="leave_note")
        self.record = button(
            tr("Record a reaction"), self._on_record, icon_name="mdi6.timer-outline", name="record_reaction"
        )
        self.journal = button(
            tr("Note in the journal…"),
            self._on_journal,
            icon_name="mdi6.notebook-edit-outline",
            name="leave_entry",
        )
        at_once = QWidget()
        ways = FlowLayout(at_once, spacing=8)
        ways.addWidget(self.record)
        ways.addWidget(self.journal)
        self.below.addWidget(at_once)
        row = QWidget()
        links = FlowLayout(row, spacing=8)
        links.addWidget(self.forgot)
        links.addWidget(self.other)
        links.addWidget(self.note)
        self.below.addWidget(row)

    def _on_note(self) -> None:
        self.note_wanted.emit(self._path)

    def _on_journal(self) -> None:
        self.journal_wanted.emit(self._path)

    def _on_record(self) -> None:
        self.record_wanted.emit(self._path)

    def ask(self, path: Path, *, just_locked: bool = False) -> None:
        """Ask for the passphrase of the vault in this folder. That it is there and sound is looked at in the background.

        Args:
            path: the vault's folder.
            just_locked: the person locked it a moment ago, so this computer's key is not used without being asked.
        """
        self._path = path
        self._just_locked = just_locked
        self._seen = Seen("", remembered=False, has_sheet=True)
        self.how.set_value(_LOOK)
        self.passphrase.clear()
        self.hide_error()
        self._show_seen()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self._background.run(
            partial(opening.look, path), owner=self, on_result=self._on_seen, on_error=self._on_look_error, quiet=True
        )

    def _on_seen(self, seen: Seen) -> None:
        self._seen = seen
        self.seen.emit(seen.vault_id)
        self._show_seen()
        at_rest = self.passphrase.isEnabled() and not self.passphrase.text
        if seen.remembered and not seen.open_elsewhere and not self._just_locked and at_rest:
            self.unlock_remembered()

    def _show_seen(self) -> None:
        self._elsewhere_words.setText(self._seen.open_elsewhere)
        self.elsewhere.setVisible(bool(self._seen.open_elsewhere))
        self.key.setVisible(self._seen.remembered)
        self._empty_hint.setVisible(self._seen.remembered)

    @property
    def _read_only(self) -> bool:
        return bool(self._seen.open_elsewhere) and self.how.value == _LOOK

    def _on_changed(self) -> None:
        self.go.setEnabled(bool(self.passphrase.text))

    def _on_entered(self) -> None:
        if self.passphrase.text:
            self.unlock()
        elif self._seen.remembered:
            self.unlock_remembered()

    def unlock(self) -> None:
        """Derive the key and open the vault."""
        if self.passphrase.text and self.passphrase.isEnabled():
            self._set_working(working=True)
            self._background.run(
                partial(opening.unlock, self._path, self.passphrase.text, read_only=self._read_only),
                owner=self,
                on_result=self._on_opened,
                on_error=self._on_error,
                on_progress=self.show_progress,
                quiet=True,
            )

    def unlock_remembered(self) -> None:
        """Open the vault with the key that this computer keeps."""
        if not self.passphrase.isEnabled() or self._key_waits:
            return
        self._set_working(working=True)
        self.instead.show()
        self._key_waits = True
        self._key_job = self._background.run(
            partial(opening.unlock_remembered, self._path, read_only=self._read_only),
            owner=self,
            on_result=self._on_key_opened,
            on_error=self._on_key_error,
            on_cancelled=self._on_key_cancelled,
            on_progress=self._on_key_progress,
            quiet=True,
        )

    def _on_instead(self) -> None:
        """Wait no longer for the keyring, which may be asking something that the person cannot answer."""
        if self._key_job is not None:
            self._key_job.cancel()
            self._key_job = None
        self._set_working(working=False)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_key_progress(self, done: int, total: int, what: str) -> None:
        if self._key_job is not None:
            self.show_progress(done, total, what)

    def _on_key_cancelled(self) -> None:
        self._key_waits = False
        self._key_job = None

    def _on_key_opened(self, vault: "Vault") -> None:
        was_wanted = self._key_job is not None
        self._on_key_cancelled()
        if was_wanted:
            self._on_opened(vault)
        else:
            vault.close()

    def _on_key_error(self, error: BaseException) -> None:
        was_wanted = self._key_job is not None
        self._on_key_cancelled()
        if was_wanted:
            self._on_error(error)

    def _on_look_error(self, error: BaseException) -> None:
        self._on_error(error)
        # What is damaged before a passphrase was tried is the key header, which no rescue brings back.
        self.rescue.hide()

    def _set_working(self, *, working: bool) -> None:
        self.set_working(working=working)
        self.passphrase.setEnabled(not working)
        self.go.setEnabled(not working and bool(self.passphrase.text))
        for part in (self.key, self.other, self.forgot, self.note, self.journal, self.how):
            part.setEnabled(not working)
        self.instead.hide()

    def _on_forgotten(self) -> None:
        if self._seen.has_sheet:
            self.forgotten.emit(self._path, self._read_only)
            return
        self.show_message(
            tr("This record has no recovery sheet"),
            tr(
                "Only a passphrase opens it: yours, or that of a second person if you added one. Look for the note you wrote when you"
                " chose it, and try the passphrases you usually use, also with another keyboard language. You can try as often as you"
                " like."
            ),
        )

    def _on_opened(self, vault: object) -> None:
        self._set_working(working=False)
        self.passphrase.clear()
        self.opened.emit(vault)

    def _on_error(self, error: BaseException) -> None:
        self._set_working(working=False)
        if not isinstance(error, IsmError):
            errors.show(error, self.window())
            return
        is_damaged = isinstance(error, VaultDamaged)
        self.rescue.setVisible(is_damaged)
        self.restore.setVisible(is_damaged or isinstance(error, VaultMissing))
        self.show_error(error)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(error, WrongPassphrase):
            self.passphrase.line.selectAll()
