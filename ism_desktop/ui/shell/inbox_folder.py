"""Takes files out of the inbox folder while the record is open, and offers to remove the plain copies that are safely in."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from ism_desktop.documents import ImportResult, inbox_folder
from ism_desktop.documents.inbox_folder import FolderWatch, Kept
from ism_desktop.language import tr, tr_n
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.banner import Banner
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.record_kit.taking_in import TakingIn

_BETWEEN_LOOKS = 4_000  # milliseconds

SETTING, REMOVES = "inbox_folder", "inbox_folder_removes"


class InboxFolder(QObject):
    """Looks into the folder of the settings, if there is one, a look after the other in the background. `banner` offers to remove."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._watch: FolderWatch | None = None
        self._is_looking = False
        self._kept: list[Kept] = []
        self.banner = Banner("", name="inbox_folder")
        self.banner.add_button(button(tr("Leave them"), self._on_leave, name="inbox_folder.leave"))
        self.remove = button("", self._on_remove, role="primary", name="inbox_folder.remove")
        self.banner.add_button(self.remove)
        self.taking_in = TakingIn(workspace, self, asks_at_once=False)
        self.taking_in.ended.connect(self._on_ended)
        self.taking_in.left_out.connect(self._on_left_out)
        self._timer = timer(self, _BETWEEN_LOOKS, once=False)
        self._timer.timeout.connect(self.look)
        if not workspace.vault.read_only:
            self._timer.start()

    def look(self) -> None:
        """Look into the folder, unless the last look is not over: a drive that hangs holds up nothing but this."""
        folder = str(self._workspace.settings[SETTING])
        if not folder or self._is_looking or self._workspace.is_closed:
            return
        if self._watch is None or self._watch.folder != Path(folder):
            self._watch = FolderWatch(Path(folder))
        self._is_looking = True
        self._workspace.background.run(
            partial(_new_files, self._workspace, self._watch),
            owner=self,
            quiet=True,
            on_result=self._on_looked,
            on_error=self._on_failed,
            on_cancelled=self._on_cancelled,
        )

    def _on_looked(self, paths: list[Path]) -> None:
        self._is_looking = False
        self.taking_in.begin(paths)

    def _on_failed(self, error: BaseException) -> None:
        self._is_looking = False
        self._workspace.report(error)

    def _on_cancelled(self) -> None:
        self._is_looking = False

    def _on_ended(self, results: list[ImportResult]) -> None:
        self._workspace.background.run(
            partial(_kept, self._workspace, results), owner=self, quiet=True, on_result=self._on_kept
        )

    def _on_left_out(self, results: list[ImportResult]) -> None:
        self._workspace.background.run(partial(_left_out, self._workspace, results), owner=self, quiet=True)

    def _on_kept(self, files: list[Kept]) -> None:
        self._kept += files
        if self._kept and self._workspace.settings[REMOVES]:
            self._on_remove()
            return
        count = len(self._kept)
        self.banner.words.setText(
            tr_n(
                "{number} file of the inbox folder is safely in your record. Its plain copy can be removed.",
                "{number} files of the inbox folder are safely in your record. Their plain copies can be removed.",
                count,
            )
        )
        words = tr_n("Remove the copy", "Remove {number} copies", count)
        self.remove.setText(words)
        self.remove.setAccessibleName(words)
        self.banner.setVisible(bool(count))

    def _on_leave(self) -> None:
        self._kept = []
        self.banner.hide()

    def _on_remove(self) -> None:
        files, self._kept = self._kept, []
        self.banner.hide()
        self._workspace.background.run(
            partial(_removed, self._workspace, files), owner=self, title=tr("Removing plain copies")
        )


def _new_files(workspace: Workspace, watch: FolderWatch, _task: Task) -> list[Path]:
    return inbox_folder.new_files(workspace.vault, watch)


def _left_out(workspace: Workspace, results: list[ImportResult], _task: Task) -> None:
    inbox_folder.leave_out(workspace.vault, results)


def _kept(workspace: Workspace, results: list[ImportResult], _task: Task) -> list[Kept]:
    return inbox_folder.kept(workspace.vault, results)


def _removed(workspace: Workspace, files: list[Kept], task: Task) -> None:
    for path in inbox_folder.remove(workspace.vault, files):
        task.tell(path.name, tr("This copy was not removed: it has changed, or it is in use."), good=False)
