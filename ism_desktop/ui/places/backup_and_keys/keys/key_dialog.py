"""What every dialog about the keys is: it works in the background, says inside itself what went wrong, and can ask for the passphrase."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from ism_desktop.errors import IsmError, WrongPassphrase
from ism_desktop.language import tr
from ism_desktop.records import sheet_dates
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.passphrase import PassphraseField
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.vault import Vault, key_slots


def require_passphrase(vault: Vault, typed: str) -> None:
    """See that this is a passphrase of the open vault. Raises WrongPassphrase."""
    if key_slots.check_passphrase(vault, typed) is None:
        raise WrongPassphrase(
            tr("This is not a passphrase of your record. Nothing was changed."),
            tr("Check Caps Lock and the keyboard language, and show the passphrase while you type it."),
        )


def note_keys_changed(vault: Vault) -> None:
    """Let the vault count as changed: the next backup is due, because only that one opens with the new keys."""
    with vault.write() as session:
        sheet_dates.note_keys_changed(session)


class KeyDialog(Dialog):
    """A dialog with one primary button. Call `finish_build` after the parts, and `work` when the button is pressed."""

    def __init__(self, workspace: Workspace, page: QWidget, words: str, *, name: str, icon_name: str, width: int = 520):
        super().__init__(words, page.window(), name=name, width=width, icon_name=icon_name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.workspace = workspace
        self.is_working = False
        self._parts: list[QWidget] = []

    def finish_build(self, go_on: str, pressed: Callable[[], object]) -> QPushButton:
        """Add the places for a fault and for progress, Cancel, and the primary button."""
        self.fault = Panel(role="panel-accent")
        self.fault.setObjectName("key_fault")
        self._fault_title = label("", "subheading")
        self._fault_words = label("")
        self.fault.body.addWidget(self._fault_title)
        self.fault.body.addWidget(self._fault_words)
        self.fault.hide()
        self.body.addWidget(self.fault)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._what = secondary("")
        self.body.addWidget(self._bar)
        self.body.addWidget(self._what)
        self._bar.hide()
        self._what.hide()
        self.body.addStretch(1)
        self.cancel = button(tr("Cancel"), self.reject, name="cancel")
        self.foot.addWidget(self.cancel)
        self.go = button(go_on, pressed, role="primary", name="go_on")
        self.go.setDefault(True)
        self.foot.addWidget(self.go)
        return self.go

    def lock_while_working(self, *parts: QWidget) -> None:
        """Keep these from being changed while the work goes on."""
        self._parts += parts

    def work(self, work: Callable[[Task], Any], done: Callable[..., None]) -> None:
        """Run the work and call the bound method `done` with its result."""
        self._set_working(working=True)
        self._done = done
        self.workspace.background.run(
            work,
            owner=self,
            on_result=self._on_result,
            on_error=self._on_error,
            on_progress=self._on_progress,
            on_cancelled=self._on_cancelled,
            quiet=True,
        )

    def _set_working(self, *, working: bool) -> None:
        self.is_working = working
        self._bar.setRange(0, 0)
        self._bar.setVisible(working)
        self._what.setText(tr("One moment…"))
        self._what.setVisible(working)
        for part in (*self._parts, self.cancel, self.go):
            part.setEnabled(not working)
        if working:
            self.fault.hide()
        self.fit()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._what.setText(tr("{what}…", what=what))

    def _on_result(self, result: object) -> None:
        self._set_working(working=False)
        self._done(result)

    def _on_cancelled(self) -> None:
        self._set_working(working=False)

    def _on_error(self, error: BaseException) -> None:
        self._set_working(working=False)
        if isinstance(error, IsmError):
            self.show_fault(error)
        else:
            self.workspace.report(error)

    def show_fault(self, error: IsmError) -> None:
        """Show inside the dialog what went wrong; a wrong passphrase can be corrected at once."""
        self._fault_title.setText(str(error.title))
        self._fault_words.setText(f"{error.what} {error.advice}".strip())
        self.fault.show()
        self.fit()
        asked = self.findChild(PassphraseField, "asked")
        if isinstance(error, WrongPassphrase) and asked is not None:
            asked.line.selectAll()
            asked.setFocus(Qt.FocusReason.OtherFocusReason)

    def passphrase_field(self, words: str = "") -> PassphraseField:
        """The field in which the person shows that it is them."""
        made = PassphraseField(words or tr("Your passphrase"), name="asked_passphrase")
        made.setObjectName("asked")
        self.lock_while_working(made)
        made.entered.connect(self.on_entered)
        return made

    def on_entered(self) -> None:
        """Go on as with the primary button, when it can be pressed."""
        if self.go.isEnabled():
            self.go.click()

    def reject(self) -> None:
        """Close, unless the keys are being written at this moment."""
        if not self.is_working:
            super().reject()


class AskPassphrase(KeyDialog):
    """Asks for the passphrase before something that only its owner may do. `confirmed` follows once it was the right one.

    Args:
        workspace: the open vault.
        page: what asks.
        words: the headline.
        reason: what will be done, and what it means.
        go_on: the word on the button; “Continue” without one.
    """

    confirmed = Signal()

    def __init__(self, workspace: Workspace, page: QWidget, words: str, reason: str, go_on: str = "") -> None:
        super().__init__(workspace, page, words, name="ask_passphrase", icon_name="mdi6.key-outline", width=460)
        if reason:
            self.body.addWidget(label(reason))
        self.passphrase = self.passphrase_field()
        self.body.addWidget(self.passphrase)
        self.finish_build(go_on or tr("Continue"), self._on_go)
        self.passphrase.changed.connect(self._on_changed)
        self.passphrase.setFocus()
        self._on_changed()

    def _on_changed(self) -> None:
        self.go.setEnabled(bool(self.passphrase.text))

    def _on_go(self) -> None:
        if self.passphrase.text:
            self.work(partial(self._check, self.workspace.vault, self.passphrase.text), self._on_checked)

    @staticmethod
    def _check(vault: Vault, typed: str, _task: Task) -> None:
        require_passphrase(vault, typed)

    def _on_checked(self, _nothing: object) -> None:
        self.passphrase.clear()
        self.accept()
        self.confirmed.emit()


def ask_passphrase(
    workspace: Workspace, page: QWidget, words: str, reason: str, confirmed: Callable[[], object], go_on: str = ""
) -> AskPassphrase:
    """Ask for the passphrase in a dialog over the page; `confirmed` is a bound method, called once it was the right one."""
    asked = AskPassphrase(workspace, page, words, reason, go_on)
    asked.confirmed.connect(confirmed)
    asked.open()
    return asked
