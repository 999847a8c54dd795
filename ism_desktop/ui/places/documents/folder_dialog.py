"""A folder before it comes in: how many files there are, which are left out and why, and what the names of its folders propose."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ism_desktop import documents
from ism_desktop.documents import Foreseen
from ism_desktop.language import tr, tr_n
from ism_desktop.progress import Progress
from ism_desktop.records import kind
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.import_list_dialog import ImportListDialog, ImportRow
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.vault import Session

_REASONS_SAID = 8


class FolderDialog(ImportListDialog):
    """Shows what was found and lets some of it be left out. `chosen` carries the files and, for some, values that are proposed."""

    chosen = Signal(object, object)

    def __init__(self, workspace: Workspace, paths: Sequence[Path], window: QWidget) -> None:
        name = documents.shown_name(paths[0].name)
        words = tr("Add the folder “{name}”", name=name) if len(paths) == 1 else tr("Add files and folders")
        super().__init__(workspace, paths[0], window, words=words, listed=tr("Files"), name="folder_dialog")
        self._found: dict[str, Foreseen] = {}
        self._job_stopped = False
        self.use_names = TickBox(tr("Use folder names as tags and kinds"), name="folder_dialog.use_names")
        self.use_names.setChecked(True)
        self.use_names.hide()
        self.body.addWidget(self.use_names)
        vault, workers = workspace.vault, workspace.workers
        self._job = workspace.background.run(
            partial(_looked_through, vault, workers, tuple(paths)),
            owner=self,
            on_result=self._on_looked,
            on_error=self._on_failed,
            on_progress=self._on_progress,
            quiet=True,
        )
        self.finished.connect(self._on_finished)

    def _on_progress(self, _done: int, _total: int, what: str) -> None:
        self.said.setText(what)

    def _on_finished(self) -> None:
        if self._job_stopped:
            return
        self._job.cancel()

    def _on_looked(self, found: list[Foreseen]) -> None:
        self._job_stopped = True
        counts = documents.counted(found)
        new = [one for one in found if one.becomes in {"new", "locked"}]
        self._found = {str(one.path): one for one in new}
        rows = [
            ImportRow(str(one.path), documents.shown_name(one.path.name), self._detail(one), is_ticked=True)
            for one in new
        ]
        said = tr_n("{number} file can be added.", "{number} files can be added.", len(new))
        self.use_names.setVisible(any(one.proposed for one in new))
        self.show_rows(rows, said, _left_out(found, counts))

    @staticmethod
    def _detail(one: Foreseen) -> str:
        pages = (
            tr("you are asked for its password")
            if one.becomes == "locked"
            else tr_n("{number} page", "{number} pages", one.pages)
        )
        return " · ".join([documents.shown_name(str(one.path.parent)), pages])

    def take_words(self, ticked: int) -> str:
        """What the button says."""
        return tr_n("Add {number} file", "Add {number} files", ticked)

    def show_chosen(self, key: str) -> None:
        """Say what the names of its folders propose for the chosen file."""
        proposed = self._found[key].proposed
        lines = [
            tr("{field}: {value}", field=field.label, value=kind.in_one_line(field, proposed[field.name]))
            for field in DOCUMENTS.fields
            if field.name in proposed
        ]
        self.words.setText("\n".join(lines) or tr("Nothing is proposed for this file by the name of its folder."))

    def take_in(
        self, session: Session, keys: Sequence[str]
    ) -> str:  # pragma: no cover - files go in one by one instead
        """Not used: files are not taken in by one transaction."""
        raise NotImplementedError

    def _on_take(self) -> None:
        paths = [Path(key) for key in self.list.ticked()]
        proposed: dict[Path, Mapping[str, Any]] = {}
        if self.use_names.isChecked() and not self.use_names.isHidden():
            proposed = {path: self._found[str(path)].proposed for path in paths}
        self.accept()
        self.chosen.emit(paths, proposed)


def _looked_through(vault: Any, workers: Any, paths: Sequence[Path], task: Task) -> list[Foreseen]:
    progress: Progress = task
    return documents.look_through(vault, workers, paths, progress)


def _left_out(found: Sequence[Foreseen], counts: Counter[documents.Becomes]) -> list[str]:
    """What is not added, a line for each reason."""
    lines: list[str] = []
    if counts["twin"]:
        lines.append(
            tr_n(
                "{number} file is here already and is left out.",
                "{number} files are here already and are left out.",
                counts["twin"],
            )
        )
    if counts["in trash"]:
        lines.append(
            tr_n(
                "{number} file is in the trash. Add it by itself to restore it.",
                "{number} files are in the trash. Add them by themselves to restore them.",
                counts["in trash"],
            )
        )
    reasons = Counter(one.reason for one in found if one.becomes == "refused")
    for reason, count in reasons.most_common(_REASONS_SAID):
        names = [documents.shown_name(one.path.name) for one in found if one.reason == reason]
        lines.append(
            tr("“{file}” cannot be added. {reason}", file=names[0], reason=reason)
            if count == 1
            else tr_n(
                "{number} file cannot be added, such as “{file}”. {reason}",
                "{number} files cannot be added, such as “{file}”. {reason}",
                count,
                file=names[0],
                reason=reason,
            )
        )
    others = sum(reasons.values()) - sum(count for _, count in reasons.most_common(_REASONS_SAID))
    if others:
        lines.append(tr_n("{number} more file cannot be added.", "{number} more files cannot be added.", others))
    return lines
