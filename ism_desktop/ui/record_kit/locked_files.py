"""PDFs that stayed out because they are locked with a password: who wants them, and the dialog that asks for it.

A password is tried on all files at once. It is in the field, in the work that is under way with it, and nowhere else.
"""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop import documents
from ism_desktop.documents import ImportResult
from ism_desktop.language import tr, tr_n
from ism_desktop.ui.base.background import Job, Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.passphrase import PassphraseField
from ism_desktop.ui.kit.widgets.text import label, secondary, small

_NAMED = 6


class Taker(Protocol):
    """Whoever wants locked files: a part of the window that took in what came with them."""

    def take_locked(self, locked: Sequence[ImportResult], password: str, /) -> None:
        """Take in these, which the password opens."""
        ...

    def leave_locked(self, locked: Sequence[ImportResult], /) -> None:
        """These are left out."""
        ...


class LockedFiles(QObject):
    """One for each workspace. `came` says that there are more, and whether to ask at once; `changed`, that there are others."""

    came = Signal(bool)
    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._waiting: list[tuple[ImportResult, Taker]] = []
        self._dialog: LockedFilesDialog | None = None

    @classmethod
    def of(cls, workspace: Workspace) -> "LockedFiles":
        """The one of this workspace."""
        return workspace.findChild(cls) or cls(workspace)

    @property
    def waiting(self) -> list[ImportResult]:
        """The files that are asked for, in the order in which they came."""
        return [result for result, _ in self._waiting]

    def add(self, locked: Sequence[ImportResult], taker: Taker, *, at_once: bool) -> None:
        """Ask for these, too."""
        self._waiting += [(result, taker) for result in locked]
        self.changed.emit()
        self.came.emit(at_once)

    def leave_out(self) -> None:
        """Ask for none of them any more; the job tray says that they stay where they are."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            left_out = tuple(result for result, _ in waiting)
            self._workspace.background.run(partial(_say_left_out, left_out), owner=self, title=tr("Left out"))
        for taker, locked in _by_taker(waiting):
            taker.leave_locked(locked)
        self.changed.emit()

    def take(self, opened: Sequence[ImportResult], password: str) -> None:
        """Have those taken in that a password opens."""
        chosen = {id(result) for result in opened}
        taken = [one for one in self._waiting if id(one[0]) in chosen]
        self._waiting = [one for one in self._waiting if id(one[0]) not in chosen]
        for taker, locked in _by_taker(taken):
            taker.take_locked(locked, password)
        self.changed.emit()

    def ask(self, over: QWidget) -> None:
        """Open the dialog, unless it is open."""
        if self._dialog is None and self._waiting:
            self._dialog = LockedFilesDialog(self._workspace, self, over)
            self._dialog.finished.connect(self._on_finished)
            self._dialog.open()

    def _on_finished(self) -> None:
        self._dialog = None


def _by_taker(waiting: Sequence[tuple[ImportResult, Taker]]) -> list[tuple[Taker, list[ImportResult]]]:
    """What each of those wants who are still there."""
    found: dict[int, tuple[Taker, list[ImportResult]]] = {}
    for result, taker in waiting:
        found.setdefault(id(taker), (taker, []))[1].append(result)
    return [one for one in found.values() if not isinstance(one[0], QObject) or shiboken6.isValid(one[0])]


class LockedFilesDialog(Dialog):
    """Names the files, and tries what is typed on all of them: those it opens come in, the others stay for another password."""

    def __init__(self, workspace: Workspace, files: LockedFiles, over: QWidget) -> None:
        super().__init__(tr("Locked PDFs"), over, name="locked_files", width=560, icon_name="mdi6.file-lock-outline")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._files = files
        self._job: Job | None = None
        self._added = 0
        self._about = label("")
        self.body.addWidget(self._about)
        self._names = secondary("")
        self._names.setObjectName("locked_files.names")
        self._names.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(self._names)
        self.password = PassphraseField(tr("Password"), name="locked_files.password")
        self.password.changed.connect(self._on_typed)
        self.password.entered.connect(self._on_try)
        self.body.addWidget(self.password)
        self.said = label("", "fault")
        self.said.setObjectName("locked_files.said")
        self.said.hide()
        self.body.addWidget(self.said)
        self.body.addWidget(
            small(
                tr(
                    "Each original is kept exactly as it came, still locked. Your record uses an unlocked copy of it; both are "
                    "encrypted like everything else in it. The password is not saved."
                )
            )
        )
        self.leave = button(tr("Leave out"), self._on_leave, name="locked_files.leave")
        self.foot.addWidget(self.leave)
        self.unlock = button(tr("Unlock and add"), self._on_try, role="primary", name="locked_files.unlock")
        self.unlock.setDefault(True)
        self.foot.addWidget(self.unlock)
        files.changed.connect(self._refresh)
        self.finished.connect(self._on_closed)
        self._refresh()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        waiting = self._files.waiting
        names = [_named(result) for result in waiting[:_NAMED]]
        if len(waiting) > _NAMED:
            more = len(waiting) - _NAMED
            names.append(tr_n("and {number} more", "and {number} more", more))
        self._names.setText("\n".join(names))
        about = tr_n(
            "{number} file opens only with its password, and was not added yet.",
            "{number} files open only with a password, and were not added yet. What you type is tried on all of them.",
            len(waiting),
        )
        added = tr_n("{number} file is being added.", "{number} files are being added.", self._added)
        self._about.setText(f"{added} {about}" if self._added else about)
        self._on_typed()

    def _on_typed(self) -> None:
        self.unlock.setEnabled(bool(self.password.text) and self._job is None)

    def _on_try(self) -> None:
        if not self.password.text or self._job is not None:
            return
        self.said.hide()
        self._job = self._workspace.background.run(
            partial(_opened_by, self._workspace, self._files.waiting, self.password.text),
            owner=self,
            quiet=True,
            at_once=True,
            on_result=self._on_tried,
            on_error=self._on_failed,
            on_cancelled=self._on_stopped,
        )
        self._on_typed()

    def _on_tried(self, found: tuple[list[ImportResult], str]) -> None:
        opened, password = found
        self._job = None
        self._added += len(opened)
        self._files.take(opened, password)
        left = len(self._files.waiting)
        if not left:
            self.accept()
            return
        self.password.clear()
        self.said.setText(_said(left, some=bool(opened)))
        self.said.show()
        self.fit()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: BaseException) -> None:
        self._on_stopped()
        self._workspace.report(error)

    def _on_stopped(self) -> None:
        self._job = None
        self._on_typed()

    def _on_leave(self) -> None:
        self.reject()
        self._files.leave_out()

    def _on_closed(self) -> None:
        self.password.clear()
        if self._job is not None:
            self._job.cancel()


def _named(result: ImportResult) -> str:
    name = documents.shown_name(result.path.name)
    return tr("{file}, inside of {holder}", file=name, holder=result.inside) if result.inside else name


def _said(left: int, *, some: bool) -> str:
    if some:
        return tr_n(
            "This password does not open the one that is left. Try another one.",
            "This password does not open the {number} that are left. Try another one.",
            left,
        )
    return tr_n(
        "This password does not open the file. Check capital letters and spaces, or try another one.",
        "This password opens none of the files. Check capital letters and spaces, or try another one.",
        left,
    )


def _opened_by(
    workspace: Workspace, locked: Sequence[ImportResult], password: str, task: Task
) -> tuple[list[ImportResult], str]:
    return documents.opened_by(workspace.vault, workspace.workers, locked, password, task), password


def _say_left_out(locked: Sequence[ImportResult], task: Task) -> None:
    for result in locked:
        task.tell(documents.shown_name(result.path.name), result.reason, good=False)
