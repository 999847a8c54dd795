"""The section that takes everything out of the vault as ordinary files: what that means, the passphrase, the folder, how it went."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QWidget

from ism_desktop import exchange
from ism_desktop.errors import IsmError
from ism_desktop.exchange import ExportReport
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base import files
from ism_desktop.ui.base.background import Job, Task
from ism_desktop.ui.base.safekeeping import words
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Card
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import ask_passphrase
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark

_WHAT = (
    "Everything in this record as ordinary files: each document as it was taken in, every entry with its history as tables for a"
    " spreadsheet and as a page that any browser shows and searches. For another program, a lawyer, or the day on which this program is"
    " no longer there. It can be taken in again, too."
)
_WARNING = (
    "An export is not encrypted. Whoever can open the folder can read everything. Keep it where only you look, and delete it when you no"
    " longer need it. For safekeeping, make a backup instead."
)


class ExportSection(Card):
    """Asks for the passphrase, then for the folder, and writes the export in the background."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Take everything out")
        self.setParent(parent)
        self.setObjectName("export_section")
        self._workspace = workspace
        self._job: Job | None = None
        self.body.addWidget(secondary(_WHAT))
        self.body.addWidget(label(_WARNING))
        holder = QWidget()
        row = FlowLayout(holder)
        self._begin = button("Export everything…", self._on_begin, name="export.begin")
        self._stop = button("Stop", self._on_stop, name="export.stop")
        self._stop.hide()
        row.addWidget(self._begin)
        row.addWidget(self._stop)
        self.body.addWidget(holder)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setObjectName("export.progress")
        self._bar.setAccessibleName("Progress of the export")
        self._bar.hide()
        self._what = secondary("")
        self._what.hide()
        self.body.addWidget(self._bar)
        self.body.addWidget(self._what)
        self._result = Remark("export_result")
        self.body.addWidget(self._result)

    def refresh(self) -> None:
        """Nothing here depends on the records."""

    # Asking ---------------------------------------------------------------------------------------------------------------

    def _on_begin(self) -> None:
        ask_passphrase(
            self._workspace,
            self,
            "Export everything, not encrypted",
            "Your passphrase, so that nobody else can take your record while you are away from the computer.",
            self._on_confirmed,
        )

    def _on_confirmed(self) -> None:
        files.ask_which_folder(self, "Where shall the export be put?", self._on_folder, name="choose_export_folder")

    def _on_folder(self, name: str) -> None:
        self.export_into(Path(name))

    def export_into(self, chosen: Path) -> None:
        """Export into this folder if it is empty, else into a new one inside; its name does not say what illness it is about."""
        if self._job is not None:
            return
        day = PartialDate.from_date(self._workspace.today()).words
        self._result.clear()
        self._set_working(working=True)
        self._job = self._workspace.background.run(
            partial(_export, self._workspace, chosen, f"Health record {day}"),
            owner=self,
            title="Exporting everything",
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
        self._what.setText("One moment…")
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
        self._what.setText(f"{what}…")

    def _on_cancelled(self) -> None:
        self._set_working(working=False)
        self._result.say("It was stopped. Nothing of the export was left there.")

    def _on_error(self, error: BaseException) -> None:
        self._set_working(working=False)
        if isinstance(error, IsmError):
            self._result.warn(f"{error.title}. {words.breakable(error.what)} {error.advice}")
        else:
            self._workspace.report(error)

    def _on_exported(self, report: ExportReport) -> None:
        self._set_working(working=False)
        number, size = words.counted(report.documents, "document"), words.size(report.size)
        told = f"Exported, and read back to compare: {number} and every entry, {size}, in {words.path(report.path)}."
        told += " Open “index.html” there. These files are not encrypted."
        if report.notices:
            self._result.warn("\n".join([told, *map(words.breakable, report.notices)]))
        else:
            self._result.say(told)


def _export(workspace: Workspace, chosen: Path, name: str, task: Task) -> ExportReport:
    report = exchange.export(workspace.vault, place_in(chosen, name), task)
    task.tell(report.path.name, f"Exported into {report.path.parent}. These files are not encrypted.")
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
