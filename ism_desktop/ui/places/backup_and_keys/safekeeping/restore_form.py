"""The form that restores a backup into a new folder: which backup, where to, the passphrase; then how it went, and “Open it”."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.ui.base import errors, files
from ism_desktop.ui.base.background import Background, Job
from ism_desktop.ui.base.files import free_folder
from ism_desktop.ui.kit.breaking import path
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.passphrase import PassphraseField
from ism_desktop.ui.kit.widgets.text import label, secondary, small
from ism_desktop.ui.places.backup_and_keys.safekeeping import restoring
from ism_desktop.ui.places.backup_and_keys.safekeeping.finding_rows import FindingRows
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark
from ism_desktop.ui.places.backup_and_keys.safekeeping.restoring import Offered
from ism_desktop.vault.backups import RestoreReport

_PORTABLE, _ALL = "(*.tar *.001)", "(*)"


class RestoreForm(QWidget):
    """`open_wanted` carries the restored folder and the passphrase, which is empty if none was typed."""

    open_wanted = Signal(object, str)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("restore_form")
        self._background = background
        self._offered: Offered | None = None
        self._job: Job | None = None
        self.to = free_folder(tr("My health record, restored"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._asking = QWidget()
        column.addWidget(self._asking)
        self._ask()
        self._fault = Remark("restore_fault")
        column.addWidget(self._fault)
        self._working = _Working(self.stop)
        column.addWidget(self._working)
        self._result = Remark("restore_result")
        column.addWidget(self._result)
        self._findings = FindingRows("restore_findings")
        column.addWidget(self._findings)
        self.go = button(tr("Restore"), self.restore, role="primary", name="restore.go")
        self.open = button(tr("Open my record"), self._on_open, role="primary", name="restore.open")
        self.go.hide()
        self.open.hide()

    def _ask(self) -> None:
        column = QVBoxLayout(self._asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(tr("Backup"), "subheading"))
        self._backup = secondary(tr("Choose the folder of your backups, or a portable backup."))
        self._backup.setObjectName("restore_backup")
        column.addWidget(self._backup)
        holder = QWidget()
        row = FlowLayout(holder)
        row.addWidget(button(tr("Choose a folder…"), self._on_choose_folder, name="restore.folder"))
        row.addWidget(button(tr("Choose a file…"), self._on_choose_file, name="restore.file"))
        column.addWidget(holder)
        column.addSpacing(8)
        self._rest = QWidget()
        column.addWidget(self._rest)
        self._rest.hide()
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(6)
        rest.addWidget(label(tr("Restore to"), "subheading"))
        self._to = label(path(self.to))
        self._to.setObjectName("restore_to")
        rest.addWidget(self._to)
        holder = QWidget()
        row = FlowLayout(holder)
        row.addWidget(button(tr("Choose another folder…"), self._on_choose_place, name="restore.place"))
        rest.addWidget(holder)
        rest.addWidget(small(tr("Your record is always restored to a new folder. Nothing is overwritten.")))
        rest.addSpacing(8)
        self.passphrase = PassphraseField(tr("Passphrase of the backup"), name="restore_passphrase")
        self.passphrase.entered.connect(self.restore)
        rest.addWidget(self.passphrase)
        rest.addWidget(
            small(
                tr(
                    "With the passphrase, the restored record is opened and read in full before you rely on it. Leave it empty if you"
                    " will open it with your recovery sheet."
                )
            )
        )

    # Choosing -------------------------------------------------------------------------------------------------------------

    def _on_choose_folder(self) -> None:
        files.ask_which_folder(
            self, tr("Choose the folder of your backups"), self._on_place, name="choose_restore_folder"
        )

    def _on_choose_file(self) -> None:
        dialog = files.ask_for_files(self, tr("Choose a portable backup"), self._on_file, name="choose_restore_file")
        dialog.setNameFilter(f"{tr('Portable backups')} {_PORTABLE};;{tr('All files')} {_ALL}")

    def _on_file(self, names: list[str]) -> None:
        self._on_place(names[0])

    def _on_place(self, name: str) -> None:
        self.look_at(Path(name))

    def look_at(self, place: Path) -> None:
        """See what backup lies in this place."""
        self._fault.clear()
        self._backup.setText(path(place))
        self._background.run(
            partial(restoring.look, place), owner=self, on_result=self._on_looked, on_error=self._on_error, quiet=True
        )

    def _on_looked(self, offered: Offered) -> None:
        self._offered = offered
        self._backup.setText(f"{offered.sentence}\n{path(offered.place)}")
        self._rest.show()
        self.go.show()
        self.passphrase.setFocus()

    def _on_choose_place(self) -> None:
        files.ask_which_folder(self, tr("Choose a folder to restore to"), self._on_to, name="choose_restore_place")

    def _on_to(self, name: str) -> None:
        self.restore_to(Path(name))

    def restore_to(self, chosen: Path) -> None:
        """Put the record into this folder if it is empty, else into a new one inside."""
        try:
            empty = not any(chosen.iterdir())
        except OSError:
            empty = True  # restoring says what is wrong with it
        self.to = chosen if empty else chosen / tr("My health record, restored")
        self._to.setText(path(self.to))

    # Restoring ------------------------------------------------------------------------------------------------------------

    def restore(self) -> None:
        """Restore, in the background."""
        if self._offered is None or self._job is not None:
            return
        self._fault.clear()
        self._set_working(working=True)
        self._job = self._background.run(
            partial(restoring.restore, self._offered.place, self.to, self.passphrase.text),
            owner=self,
            on_result=self._on_restored,
            on_error=self._on_error,
            on_progress=self._working.show_progress,
            on_cancelled=self._on_cancelled,
            quiet=True,
        )

    def stop(self) -> None:
        """Stop; nothing half-made stays."""
        if self._job is not None:
            self._job.cancel()

    def _set_working(self, *, working: bool) -> None:
        self._asking.setEnabled(not working)
        self.go.setVisible(not working and self._offered is not None)
        self._working.setVisible(working)
        if not working:
            self._job = None

    def _on_cancelled(self) -> None:
        self._set_working(working=False)
        self._fault.warn(tr("Restoring was stopped. Nothing was left behind, and the backup is unchanged."))

    def _on_restored(self, report: RestoreReport) -> None:
        self._set_working(working=False)
        self.go.hide()
        self._asking.hide()
        self._result.set_text(
            restoring.outcome(report, was_opened=bool(self.passphrase.text)) + f"\n{path(report.path)}"
        )
        self._findings.show_findings(report.findings)
        self.open.show()
        self.open.setFocus()

    def _on_error(self, error: BaseException) -> None:
        self._set_working(working=False)
        if isinstance(error, IsmError):
            self._fault.warn(f"{error.what} {error.advice}")
        else:
            errors.show(error, self.window())

    def _on_open(self) -> None:
        self.open_wanted.emit(self.to, self.passphrase.text)


class _Working(QWidget):
    """A bar, what is being done, and Stop."""

    def __init__(self, stop: object) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._what = secondary(tr("One moment…"))
        column.addWidget(self._bar)
        column.addWidget(self._what)
        holder = QWidget()
        stopping = button(tr("Stop"), name="restore.stop")
        stopping.clicked.connect(stop)
        FlowLayout(holder).addWidget(stopping)
        column.addWidget(holder)
        self.hide()

    def show_progress(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._what.setText(tr("{what}…", what=what))
