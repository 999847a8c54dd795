"""The card of a form that tells what the record said before, and brings it back."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import LazyText, in_use, tr, tr_lazy
from ism_desktop.records import history
from ism_desktop.records.authors import Authors
from ism_desktop.records.history import Version
from ism_desktop.records.kind import Field, Kind, row_words, shown
from ism_desktop.records.store import Record
from ism_desktop.records.values import Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.surfaces import FoldingPanel
from ism_desktop.ui.kit.widgets.text import label, secondary, small

# What was done, and the same with who did it: another language may put these two in another order.
_WORDS: Mapping[str, tuple[LazyText, LazyText]] = {
    "created": (tr_lazy("Added"), tr_lazy("Added {who}")),
    "changed": (tr_lazy("Changed"), tr_lazy("Changed {who}")),
    "trashed": (tr_lazy("Moved to the trash"), tr_lazy("Moved to the trash {who}")),
    "restored": (tr_lazy("Restored from the trash"), tr_lazy("Restored from the trash {who}")),
    "arranged": (tr_lazy("Moved to another place in the list"), tr_lazy("Moved to another place in the list {who}")),
}
_SHOWN = 30


def moment(stored: str) -> str:
    """A stored moment in this computer's zone, as people here write it."""
    return in_use().moment(datetime.fromisoformat(stored).astimezone())


def what_was_done(action: str, who: str) -> str:
    """The headline of a change; `who` is what `Authors.words` says."""
    alone, by = _WORDS[action]
    return str(by).format(who=who) if who else str(alone)


class HistoryPanel(FoldingPanel):
    """Every change of one record, the latest first. `wanted` is emitted when it is opened and wants to be filled."""

    wanted = Signal()

    def __init__(self, workspace: Workspace, kind: Kind) -> None:
        super().__init__(tr("History"), name="history")
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
        self._workspace.undo_bar.offer(tr("The earlier version was restored."), undo)


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
        column.addWidget(label(what_was_done(version.action, authors.words(version.author))))
        column.addWidget(small(moment(version.at)))
        if version.other_file:
            column.addWidget(secondary(tr("Another version of its pages was taken into use.")))
        for name, value in version.former.items():
            field = kind.field(name)
            if isinstance(value, Rows):
                column.addWidget(FormerRows(field, value))
                continue
            words = titles.get(value, shown(field, value)) if isinstance(value, str) else shown(field, value)
            column.addWidget(secondary(_before(field.label, words)))
        row.addLayout(column, 1)
        if version.former:
            row.addWidget(button(tr("Restore"), self._on_pressed, role="quiet", name="bring_back"))

    def _on_pressed(self) -> None:
        self.brought_back.emit(self._version_id)


class FormerRows(QWidget):
    """The rows that stood in a field before, each in a line of its own, as many as it takes to read a bill."""

    def __init__(self, field: Field, rows: Rows) -> None:
        super().__init__()
        self.setObjectName("former_rows")
        table = QGridLayout(self)
        table.setContentsMargins(0, 0, 0, 0)
        table.setHorizontalSpacing(10)
        table.setVerticalSpacing(2)
        table.setColumnStretch(1, 1)
        table.addWidget(secondary(tr("{field}, as it was before:", field=field.label)), 0, 0, 1, 2)
        for number, row in enumerate(rows.rows, 1):
            place = secondary(in_use().number(number))
            place.setWordWrap(False)
            place.setIndent(8)
            top = Qt.AlignmentFlag.AlignTop
            table.addWidget(place, number, 0, top | Qt.AlignmentFlag.AlignTrailing)
            table.addWidget(secondary(row_words(field, row)), number, 1, top)


def _before(field_label: str, words: str) -> str:
    if not words:
        return tr("{field}: was empty before", field=field_label)
    return tr("{field}: was “{value}” before", field=field_label, value=words)
