"""What a file of many entries holds, before any of it is taken in: a list to tick, what becomes of each, and what was not read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QListWidgetItem, QWidget

from ism_desktop.errors import DamagedFile, IsmError
from ism_desktop.language import tr
from ism_desktop.records.folding import folded
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.saving_in_pieces import Intake, SavingInPieces
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.kit.widgets.tick_list import DETAIL, TickList

_AT_ONCE = 200  # rows
_SEVERAL = 15  # from so many rows on there is a line to filter them by


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row: its key, what it is called, and what stands below."""

    key: str
    words: str
    detail: str
    is_ticked: bool = False


class ImportListDialog(Dialog):
    """The dialog itself; what the entries are is said by the one derived from it.

    Parts are named after the dialog: `NAME.said`, `.filter`, `.list`, `.words`, `.refused`, `.take`.
    """

    def __init__(
        self, workspace: Workspace, path: Path, window: QWidget, *, words: str, listed: str, name: str
    ) -> None:
        super().__init__(words, window, name=name, width=760, height=760)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._waiting: list[ImportRow] = []
        self._is_read = False
        self._searched: dict[str, str] = {}  # what the filter looks through
        self.said = label(tr("Reading “{file}”…", file=path.name))
        self.said.setObjectName(f"{name}.said")
        self.body.addWidget(self.said)
        self.body.addWidget(self._filter_line())
        self.list = TickList(listed, name=f"{name}.list")
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # a file may hold thousands
        self.list.itemChanged.connect(self._say_count)
        self.list.currentItemChanged.connect(self._on_current)
        self.body.addWidget(self.list, 1)
        self.panel = Panel()
        self.panel.hide()
        self.words = secondary("")
        self.words.setObjectName(f"{name}.words")
        self.panel.body.addWidget(self.words)
        self.body.addWidget(self.panel)
        self.refused = secondary("")
        self.refused.setObjectName(f"{name}.refused")
        self.refused.hide()
        self.body.addWidget(self.refused)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self.take = button(tr("Add"), self._on_take, role="primary", name=f"{name}.take")
        self.take.setEnabled(False)
        self.take.setDefault(True)  # Enter in the list would press the first button, Cancel
        self.foot.addWidget(self.take)

    def _filter_line(self) -> QLineEdit:
        self.filter = QLineEdit()
        self.filter.setObjectName(f"{self.objectName()}.filter")
        self.filter.setPlaceholderText(tr("Filter this list"))
        self.filter.setAccessibleName(tr("Filter this list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.hide()
        return self.filter

    # What the derived dialog says ----------------------------------------------------------------------------------------

    def take_words(self, ticked: int) -> str:
        """What the button says when so many are ticked, at least one."""
        raise NotImplementedError

    def show_chosen(self, key: str) -> None:
        """Say in `words` what becomes of the chosen entry."""
        raise NotImplementedError

    def intake(self, keys: Sequence[str]) -> Intake:
        """What is saved of what is ticked, and how; it must not hold the dialog, which is closed by then."""
        raise NotImplementedError

    # Reading -------------------------------------------------------------------------------------------------------------

    def begin(self, read: Callable[[Task], Any], on_read: Callable[[Any], None]) -> None:
        """Read the file in the background."""
        self._workspace.background.run(read, owner=self, on_result=on_read, on_error=self._on_failed, quiet=True)

    def show_rows(self, rows: Sequence[ImportRow], said: str, left_out: Sequence[str]) -> None:
        """Show what was found, and what was not read or is not taken over, a line each."""
        self._waiting = list(reversed(rows))
        self._is_read = True
        self._add_some()
        self.said.setText(said)
        self.filter.setVisible(len(rows) >= _SEVERAL)
        self.refused.setText("\n".join(left_out))
        self.refused.setVisible(bool(left_out))
        self.list.setVisible(bool(rows))
        if rows:
            self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_count()

    @property
    def is_complete(self) -> bool:
        """Whether the file is read and every row stands in the list."""
        return self._is_read and not self._waiting

    def _add_some(self) -> None:
        """Add the next rows, as many as an eye does not notice; the rest in the turns of the window that follow."""
        self.list.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        for _ in range(min(_AT_ONCE, len(self._waiting))):
            row = self._waiting.pop()
            self.list.add_row(row.key, row.words, row.detail)
            if row.is_ticked:
                self.list.item(self.list.count() - 1).setCheckState(Qt.CheckState.Checked)
            self._searched[row.key] = folded(f"{row.words} {row.detail}")
        self.list.blockSignals(False)  # noqa: FBT003
        if self._waiting:
            QTimer.singleShot(0, self, self._add_some)
        elif self.filter.text():
            self._on_filter(self.filter.text())

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, IsmError):
            self._workspace.report(error)
            return
        self.list.hide()  # an empty frame would look as if something were still to come
        self.said.setText(f"{error.what} {error.advice}")

    # Choosing ------------------------------------------------------------------------------------------------------------

    @staticmethod
    def key_of(item: QListWidgetItem) -> str:
        """The key of a row."""
        return str(item.data(int(Qt.ItemDataRole.UserRole)))

    def set_detail(self, item: QListWidgetItem, detail: str) -> None:
        """Say something else below the words of a row."""
        item.setData(DETAIL, detail)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, detail)
        self._searched[self.key_of(item)] = folded(f"{item.text()} {detail}")

    def _on_current(self, item: QListWidgetItem | None) -> None:
        self.panel.setVisible(item is not None)
        if item is not None:
            self.show_chosen(self.key_of(item))

    def _on_filter(self, text: str) -> None:
        wanted = folded(text).split()
        for place in range(self.list.count()):
            item = self.list.item(place)
            said = self._searched[self.key_of(item)]
            is_hidden = not all(word in said for word in wanted)
            if is_hidden is not item.isHidden():
                item.setHidden(is_hidden)

    def _say_count(self) -> None:
        ticked = len(self.list.ticked())
        self.take.setText(self.take_words(ticked) if ticked else tr("Add"))
        self.take.setAccessibleName(self.take.text())
        self.take.setEnabled(ticked > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the filter only ends what was typed."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not self.filter.hasFocus():
            super().keyPressEvent(event)

    def _on_take(self) -> None:
        SavingInPieces(self._workspace, self.intake(self.list.ticked())).start()
        self.accept()


def file_bytes(path: Path, largest: int) -> bytes:
    """The file, and a byte more than the largest that is read where it is larger. Raises DamagedFile when it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except OSError as error:
        raise DamagedFile(
            tr("“{file}” could not be opened.", file=path.name), tr("Check that it is still there, and try again.")
        ) from error
