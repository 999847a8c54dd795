"""The section that exports everything as ordinary files: what that means, the passphrase, the folder, how it went."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from ism_desktop import exchange
from ism_desktop.errors import IsmError
from ism_desktop.exchange import ExportReport
from ism_desktop.language import in_use, tr, tr_lazy, tr_n
from ism_desktop.records import disclosures
from ism_desktop.ui.base import files
from ism_desktop.ui.base.background import Job, Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.breaking import breakable, path
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.paper_kit import GivenButton
from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import ask_passphrase
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark

_WHAT = tr_lazy(
    "Saves your whole record as ordinary files: each document as you added it, and every entry with its history, as tables for a"
    " spreadsheet and as a page to read and search in any browser."
)
_WHAT_FOR = tr_lazy(
    "For another program, a lawyer, or the day this program no longer exists. You can import it again, too."
)
_WARNING = tr_lazy(
    "An export is not encrypted. Anyone who can open the folder can read everything. Keep it private, and delete it when you no longer"
    " need it. To protect against loss, make a backup instead."
)


class ExportSection(Panel):
    """Asks for the passphrase, then for the folder, and writes the export in the background."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(tr("Export everything"))
        self.setParent(parent)
        self.setObjectName("export_section")
        self._workspace = workspace
        self._job: Job | None = None
        self.body.addWidget(secondary(str(_WHAT)))
        self.body.addWidget(secondary(str(_WHAT_FOR)))
        self.body.addWidget(label(str(_WARNING)))
        holder = QWidget()
        row = FlowLayout(holder)
        self._begin = button(tr("Export everything…"), self._on_begin, name="export.begin")
        self._stop = button(tr("Stop"), self._on_stop, name="export.stop")
        self._stop.hide()
        row.addWidget(self._begin)
        row.addWidget(self._stop)
        self.body.addWidget(holder)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setObjectName("export.progress")
        self._bar.setAccessibleName(tr("Progress of the export"))
        self._bar.hide()
        self._what = secondary("")
        self._what.hide()
        self.body.addWidget(self._bar)
        self.body.addWidget(self._what)
        self._result = Remark("export_result")
        self.body.addWidget(self._result)
        self.given = GivenButton(workspace, "export.given")
        self.body.addWidget(self.given, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Nothing here depends on the records."""

    # Asking ---------------------------------------------------------------------------------------------------------------

    def _on_begin(self) -> None:
        ask_passphrase(
            self._workspace,
            self,
            tr("Export everything, not encrypted"),
            tr("Please type your passphrase, so that nobody else can export your record while you are away."),
            self._on_confirmed,
        )

    def _on_confirmed(self) -> None:
        files.ask_which_folder(self, tr("Choose a folder for the export"), self._on_folder, name="choose_export_folder")

    def _on_folder(self, name: str) -> None:
        self.export_into(Path(name))

    def export_into(self, chosen: Path) -> None:
        """Export into this folder if it is empty, else into a new one inside; its name does not say what illness it is about."""
        if self._job is not None:
            return
        day = in_use().day(self._workspace.today())
        self._result.clear()
        self.given.hide()
        self._set_working(working=True)
        self._job = self._workspace.background.run(
            partial(_export, self._workspace, chosen, tr("Health record {day}", day=day)),
            owner=self,
            title=tr("Exporting everything"),
            on_result=self._on_exported,
            on_error=self._on_error,
            on_progress=self._on_progress,
            on_cancelled=self._on_cancelled,
        )

    # Working --------------------------------------------------------------------------------------------------------------

    def _set_working(self, *, working: bool) -> None:
        self._begin.setVisible(not working)
        self._stop.setVisible(working)
        self._bar.setRange(0, 0)
        self._what.setText(tr("One moment…"))
        self._bar.setVisible(working)
        self._what.setVisible(working)
        if not working:
            self._job = None

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        # In thousandths: a record may have more bytes than the bar can count.
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(1000 * done // total if total else 0)
        self._what.setText(tr("{what}…", what=what))

    def _on_cancelled(self) -> None:
        self._set_working(working=False)
        self._result.set_text(tr("The export was stopped. No files were left in the folder."))

    def _on_error(self, error: BaseException) -> None:
        self._set_working(working=False)
        if isinstance(error, IsmError):
            self._result.warn(f"{error.title}. {breakable(error.what)} {error.advice}")
        else:
            self._workspace.report(error)

    def _on_exported(self, report: ExportReport) -> None:
        self._set_working(working=False)
        done = tr_n(
            "All entries and {number} document ({size}) were exported to {folder}, read back and compared.",
            "All entries and {number} documents ({size}) were exported to {folder}, read back and compared.",
            report.documents,
            size=in_use().size(report.size),
            folder=path(report.path),
        )
        told = f"{done} {tr('Open “index.html” there. These files are not encrypted.')}"
        if report.notices:
            self._result.warn("\n".join([told, *map(breakable, report.notices)]))
        else:
            self._result.set_text(told)
        self.given.offer(disclosures.EXPORT)


def _export(workspace: Workspace, chosen: Path, name: str, task: Task) -> ExportReport:
    report = exchange.export(workspace.vault, place_in(chosen, name), task)
    task.tell(
        report.path.name, tr("Exported to {folder}. These files are not encrypted.", folder=str(report.path.parent))
    )
    for notice in report.notices:
        task.tell(report.path.name, notice, good=False)
    return report


def place_in(chosen: Path, name: str) -> Path:
    """The chosen folder if it is empty, or else a folder of this name in it that does not exist yet."""
    try:
        if not any(chosen.iterdir()):
            return chosen
    except OSError:
        return chosen  # the export says what is wrong with it
    candidates = (chosen / (name if number == 1 else f"{name} ({number})") for number in range(1, 1_000))
    return next((path for path in candidates if not path.exists()), chosen)
