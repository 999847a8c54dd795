"""The section about restoring: testing that a backup works, and restoring one."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.records.backup_status import Drill
from ism_desktop.ui.base import errors, files
from ism_desktop.ui.base.safekeeping.days import by_day, day_of, time_of
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.breaking import path
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.passphrase import PassphraseField
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.backup_and_keys.safekeeping.finding_rows import FindingRows
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark
from ism_desktop.ui.places.backup_and_keys.safekeeping.restore_form import RestoreForm
from ism_desktop.vault.backups import DrillReport


class RestoreSection(Panel):
    """Test that a backup works; restore one into a new folder."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(tr("Restore"))
        self.setParent(parent)
        self.setObjectName("restore_section")
        self._workspace = workspace
        self._keeping = workspace.safekeeping
        self.body.addWidget(
            secondary(
                tr(
                    "A backup you have never restored may not work. Test it four times a year: the program restores it to a temporary"
                    " folder, opens it, reads everything and deletes it again."
                )
            )
        )
        self._state = Remark("drill_state")
        self.body.addWidget(self._state)
        holder = QWidget()
        row = FlowLayout(holder)
        self._prove = button(tr("Test the backup…"), self._on_prove, name="drill.prove")
        self._restore = button(tr("Restore a backup…"), self._on_restore, name="drill.restore")
        row.addWidget(self._prove)
        row.addWidget(self._restore)
        self.body.addWidget(holder)

    def refresh(self) -> None:
        """Show what is known now."""
        known, today = self._keeping.safety(), self._workspace.today()
        self._prove.setVisible(known.latest is not None and not self._keeping.is_running("drill"))
        drill = known.drill
        if self._keeping.is_running("drill"):
            self._state.set_text(tr("Testing the backup… You can keep working."))
        elif drill is None:
            self._state.clear()
        elif drill.is_proven:
            self._state.set_text(_passed(drill, today))
        else:
            self._state.warn(_failed(drill, today))

    def _on_prove(self) -> None:
        reach = self._keeping.reach
        if reach is None or reach.latest is None:
            files.ask_which_folder(
                self, tr("Choose the folder of your backups"), self._on_place, name="choose_drill_folder"
            )
        else:
            self._open(DrillDialog(self._workspace, reach.latest, self.window()))

    def _on_place(self, name: str) -> None:
        self._open(DrillDialog(self._workspace, Path(name), self.window()))

    def _on_restore(self) -> None:
        self._open(RestoreDialog(self._workspace, self.window()))

    @staticmethod
    def _open(dialog: Dialog) -> None:
        dialog.open()


def _passed(drill: Drill, today: date) -> str:
    """When the last test was, and what came back."""
    at = time_of(drill.at)
    tested = by_day(
        drill.at,
        today,
        tr("The last test was today at {time}.", time=at),
        tr("The last test was yesterday at {time}.", time=at),
        tr("The last test was on {day} at {time}.", day=day_of(drill.at), time=at),
    )
    came_back = tr_n(
        "{number} document was restored from {folder}.",
        "{number} documents were restored from {folder}.",
        drill.documents,
        folder=path(drill.place),
    )
    return f"{tested} {came_back}"


def _failed(drill: Drill, today: date) -> str:
    """When the last test was, and from where not everything came back."""
    at, folder = time_of(drill.at), path(drill.place)
    failed = by_day(
        drill.at,
        today,
        tr("The test today at {time} could not restore everything from {folder}.", time=at, folder=folder),
        tr("The test yesterday at {time} could not restore everything from {folder}.", time=at, folder=folder),
        tr(
            "The test on {day} at {time} could not restore everything from {folder}.",
            day=day_of(drill.at),
            time=at,
            folder=folder,
        ),
    )
    return f"{failed} {tr('Make a new backup.')}"


def _works(report: DrillReport) -> str:
    """What came back in a test that went well."""
    documents = tr_n("{number} document was restored.", "{number} documents were restored.", report.documents)
    entries = tr_n("{number} entry was restored.", "{number} entries were restored.", report.rows)
    return f"{tr('Your backup works. Everything in it was read.')} {documents} {entries}"


class DrillDialog(Dialog):
    """Asks for the passphrase, shows how far the test is, and how it ended. Closing it does not stop the test."""

    def __init__(self, workspace: Workspace, place: Path, parent: QWidget) -> None:
        super().__init__(
            tr("Test my backup"), parent, name="drill_dialog", width=520, icon_name="mdi6.shield-check-outline"
        )
        self._keeping = workspace.safekeeping
        self._place = place
        self.body.addWidget(
            secondary(
                tr(
                    "The backup is restored to a temporary folder, opened with your passphrase, read in full and deleted again. It stays"
                    " encrypted the whole time."
                )
            )
        )
        self.body.addWidget(label(path(place)))
        self.passphrase = PassphraseField(tr("Your passphrase"), name="drill_passphrase")
        self.passphrase.entered.connect(self._on_go)
        self.body.addWidget(self.passphrase)
        self._remark = Remark("drill_remark")
        self.body.addWidget(self._remark)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.hide()
        self.body.addWidget(self._bar)
        self._findings = FindingRows("drill_findings")
        self.body.addWidget(self._findings)
        self.body.addStretch(1)
        self._close = button(tr("Close"), self.reject, name="close")
        self._go = button(tr("Test it"), self._on_go, role="primary", name="drill.go")
        self._go.setDefault(True)
        self.foot.addWidget(self._close)
        self.foot.addWidget(self._go)
        self._keeping.proven.connect(self._on_proven)
        self._keeping.ended.connect(self._on_ended)
        self.finished.connect(self.deleteLater)
        self.passphrase.setFocus()

    def _on_go(self) -> None:
        if not self.passphrase.text or self._keeping.is_running("drill"):
            return
        self._remark.clear()
        self._set_working(working=True)
        self._keeping.prove(self._place, self.passphrase.text, self._on_error)

    def _set_working(self, *, working: bool) -> None:
        self.passphrase.setEnabled(not working)
        self._go.setVisible(not working)
        self._bar.setVisible(working)
        if working:
            self._remark.set_text(
                tr("This takes about as long as a backup. You can close this window; the test continues.")
            )
        self.fit()

    def _on_ended(self, name: str) -> None:
        if name == "drill":
            self._set_working(working=False)
            self._remark.clear()

    def _on_error(self, error: BaseException) -> None:
        if not isinstance(error, IsmError):
            errors.show(error, self)
            return
        self._remark.warn(f"{error.title}. {error.what} {error.advice}")
        self.passphrase.line.selectAll()
        self.passphrase.setFocus()
        self.fit()

    def _on_proven(self, report: DrillReport) -> None:
        self.passphrase.clear()
        self.passphrase.hide()
        self._go.hide()
        if report.is_proven:
            self._remark.set_text(_works(report))
        else:
            self._remark.warn(
                tr(
                    "Not everything was restored. See below for what is missing. Make a new backup, preferably in another "
                    "folder."
                )
            )
        self._findings.show_findings(report.findings)
        self.fit()


class RestoreDialog(Dialog):
    """Restores a backup while a record is open; opening the restored one closes this one."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(
            tr("Restore a backup"), parent, name="restore_dialog", width=560, icon_name="mdi6.backup-restore"
        )
        self._workspace = workspace
        self.body.addWidget(
            secondary(tr("The record that is open now stays as it is. The backup is restored to a new folder."))
        )
        self.form = RestoreForm(workspace.background)
        self.form.open_wanted.connect(self._on_open)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.foot.addWidget(button(tr("Close"), self.reject, name="close"))
        self.foot.addWidget(self.form.go)
        self.foot.addWidget(self.form.open)
        self.finished.connect(self._on_finished)

    def _on_open(self, path: object, _passphrase: str) -> None:
        self.accept()
        self._workspace.open_requested.emit(path, False)  # noqa: FBT003  (a signal takes no names)

    def _on_finished(self) -> None:
        self.form.stop()
        self.deleteLater()
