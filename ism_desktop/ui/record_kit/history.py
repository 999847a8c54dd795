"""The card of a form that tells what the record said before, and brings it back."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QLocale, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.records import history
from ism_desktop.records.authors import Authors
from ism_desktop.records.history import Version
from ism_desktop.records.kind import Kind, shown
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.surfaces import FoldingCard
from ism_desktop.ui.kit.widgets.text import label, secondary, small

_WORDS = {
    "created": "Written down",
    "changed": "Changed",
    "trashed": "Moved to the trash",
    "restored": "Taken out of the trash",
    "arranged": "Moved to another place in the list",
}
_SHOWN = 30


def moment(stored: str) -> str:
    """A stored moment in this computer's zone, as people here write it."""
    local = datetime.fromisoformat(stored).astimezone()
    day = f"{local.day} {local.strftime('%B %Y')}"
    return f"{day}, {QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)}"


class HistoryCard(FoldingCard):
    """Every change of one record, the latest first. `wanted` is emitted when it is opened and wants to be filled."""

    wanted = Signal()

    def __init__(self, workspace: Workspace, kind: Kind) -> None:
        super().__init__("History", name="history")
        self._workspace = workspace
        self._kind = kind
        self._record_id = ""
        self._rows: list[QWidget] = []
        self.toggled.connect(self._on_opened)

    def show_history(self, record: Record, versions: list[Version], titles: dict[str, str], authors: Authors) -> None:
        """Show the changes of a record; `titles` names the records that its references point or pointed to, `authors` who did it."""
        self._record_id = record.id
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for version in versions[:_SHOWN]:
            row = VersionRow(self._kind, version, titles, authors)
            row.brought_back.connect(self._on_bring_back)
            self._rows.append(row)
            self.body.addWidget(row)

    @property
    def is_open(self) -> bool:
        """Whether a person looks at it."""
        return self.head.isChecked()

    def _on_opened(self) -> None:
        if self.is_open:
            self.wanted.emit()

    def _on_bring_back(self, version_id: str) -> None:
        try:
            with self._workspace.vault.write() as session:
                history.bring_back(session, self._kind, self._record_id, version_id)
                latest = history.versions(session, self._kind, self._record_id)[0].id
        except Exception as error:  # noqa: BLE001  (the workspace tells our own errors from bugs)
            self._workspace.report(error)
            return
        undo = partial(bring_back, self._workspace, self._kind, self._record_id, latest)
        self._workspace.undo_bar.offer("The former version is back.", undo)


def bring_back(workspace: Workspace, kind: Kind, record_id: str, version_id: str) -> None:
    """Save what stood before a change."""
    with workspace.vault.write() as session:
        history.bring_back(session, kind, record_id, version_id)


class VersionRow(QWidget):
    """One change: when, by whom, and what stood there before."""

    brought_back = Signal(str)

    def __init__(self, kind: Kind, version: Version, titles: dict[str, str], authors: Authors) -> None:
        super().__init__()
        self.setObjectName("version")
        self._version_id = version.id
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(2)
        author = authors.words(version.author)
        column.addWidget(label(" ".join(part for part in (_WORDS.get(version.action, version.action), author) if part)))
        column.addWidget(small(moment(version.at)))
        for name, value in version.former.items():
            field = kind.field(name)
            words = titles.get(value, shown(field, value)) if isinstance(value, str) else shown(field, value)
            column.addWidget(secondary(f"{field.label} was {'empty' if not words else f'“{words}”'}"))
        row.addLayout(column, 1)
        if version.former:
            row.addWidget(button("Bring back", self._on_pressed, role="quiet", name="bring_back"))

    def _on_pressed(self) -> None:
        self.brought_back.emit(self._version_id)
