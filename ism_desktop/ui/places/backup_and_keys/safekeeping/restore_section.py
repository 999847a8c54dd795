"""The section about getting it back: proving that a backup works, and restoring one."""

from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.ui.base import errors, files
from ism_desktop.ui.base.safekeeping import words
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.passphrase import PassphraseField
from ism_desktop.ui.kit.widgets.sheet import Sheet
from ism_desktop.ui.kit.widgets.surfaces import Card
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.backup_and_keys.safekeeping.finding_rows import FindingRows
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark
from ism_desktop.ui.places.backup_and_keys.safekeeping.restore_form import RestoreForm
from ism_desktop.vault.backups import DrillReport


class RestoreSection(Card):
    """Prove that a backup works; restore one into a new folder."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Getting it back")
        self.setParent(parent)
        self.setObjectName("restore_section")
        self._workspace = workspace
        self._keeping = workspace.safekeeping
        self.body.addWidget(
            secondary(
                "A backup that was never restored is a hope. Four times a year, let the program restore it for a trial: into a scratch"
                " folder, opened, read to the end, counted, and deleted again."
            )
        )
        self._state = Remark("drill_state")
        self.body.addWidget(self._state)
        holder = QWidget()
        row = FlowLayout(holder)
        self._prove = button("Prove that it works…", self._on_prove, name="drill.prove")
        self._restore = button("Restore a backup…", self._on_restore, name="drill.restore")
        row.addWidget(self._prove)
        row.addWidget(self._restore)
        self.body.addWidget(holder)

    def refresh(self) -> None:
        """Show what is known now."""
        known, today = self._keeping.safety(), self._workspace.today()
        self._prove.setVisible(known.latest is not None and not self._keeping.is_running("drill"))
        drill = known.drill
        if self._keeping.is_running("drill"):
            self._state.say("The backup is being restored for a trial. You can go on working.")
        elif drill is None:
            self._state.clear()
        elif drill.is_proven:
            number = words.counted(drill.documents, "document")
            self._state.say(
                f"Proven {words.at_time(drill.at, today)}: {number} came back from {words.path(drill.place)}."
            )
        else:
            when = words.at_time(drill.at, today)
            self._state.warn(
                f"The trial {when} did not bring everything back from {words.path(drill.place)}. Make a new backup."
            )

    def _on_prove(self) -> None:
        reach = self._keeping.reach
        if reach is None or reach.latest is None:
            files.ask_which_folder(self, "Where is the backup?", self._on_place, name="choose_drill_folder")
        else:
            self._open(DrillDialog(self._workspace, reach.latest, self.window()))

    def _on_place(self, name: str) -> None:
        self._open(DrillDialog(self._workspace, Path(name), self.window()))

    def _on_restore(self) -> None:
        self._open(RestoreDialog(self._workspace, self.window()))

    @staticmethod
    def _open(sheet: Sheet) -> None:
        sheet.open()


class DrillDialog(Sheet):
    """Asks for the passphrase, shows how far the trial is, and how it ended. Closing it does not stop the trial."""

    def __init__(self, workspace: Workspace, place: Path, parent: QWidget) -> None:
        super().__init__(
            "Prove that my backup works", parent, name="drill_dialog", width=520, icon_name="mdi6.shield-check-outline"
        )
        self._keeping = workspace.safekeeping
        self._place = place
        self.body.addWidget(
            secondary(
                "The backup is restored into a scratch folder, opened with your passphrase, read to its end, and deleted again. It stays"
                " encrypted all the time."
            )
        )
        self.body.addWidget(label(words.path(place)))
        self.passphrase = PassphraseField("Your passphrase", name="drill_passphrase")
        self.passphrase.entered.connect(self._on_go)
        self.body.addWidget(self.passphrase)
        self._remark = Remark("drill_remark")
        self.body.addWidget(self._remark)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._bar.hide()
        self.body.addWidget(self._bar)
        self._findings = FindingRows("drill_findings")
        self.body.addWidget(self._findings)
        self.body.addStretch(1)
        self._close = button("Close", self.reject, name="close")
        self._go = button("Prove it", self._on_go, role="primary", name="drill.go")
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
            self._remark.say("This takes about as long as a backup. You may close this window; it goes on.")
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
        number = words.counted(report.documents, "document")
        if report.is_proven:
            entries = words.counted(report.rows, "entry", "entries")
            self._remark.say(f"Your backup works: {number} and {entries} came back, and every byte was read.")
        else:
            self._remark.warn(
                "Not everything came back. What is missing is named below. Make a new backup, best in another place."
            )
        self._findings.show_findings(report.findings)
        self.fit()


class RestoreDialog(Sheet):
    """Restores a backup while a record is open; opening the restored one closes this one."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__("Restore a backup", parent, name="restore_dialog", width=560, icon_name="mdi6.backup-restore")
        self._workspace = workspace
        self.body.addWidget(
            secondary("The record that is open now stays as it is: the backup is put into a new folder.")
        )
        self.form = RestoreForm(workspace.background)
        self.form.open_wanted.connect(self._on_open)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.foot.addWidget(button("Close", self.reject, name="close"))
        self.foot.addWidget(self.form.go)
        self.foot.addWidget(self.form.open)
        self.finished.connect(self._on_finished)

    def _on_open(self, path: object, _passphrase: str) -> None:
        self.accept()
        self._workspace.open_requested.emit(path, False)  # noqa: FBT003  (a signal takes no names)

    def _on_finished(self) -> None:
        self.form.stop()
        self.deleteLater()
