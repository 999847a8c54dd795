"""The editors of a form, made one after the other while nothing else happens, so that the window never stands still for all of them."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from ism_desktop.records.kind import Kind
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.editors.making import row_for
from ism_desktop.ui.record_kit.fields import FieldRow


class FormAhead(QObject):
    """Makes the rows of a form ahead of its use. `ready` comes once, when all are made."""

    ready = Signal()

    def __init__(self, workspace: Workspace, kind: Kind, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._waiting = list(kind.form_fields)
        self._rows: dict[str, FieldRow] = {}
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_turn)

    def begin(self) -> None:
        """Go on while nothing else happens; twice does no harm."""
        if self._waiting:
            self._timer.start()

    def _on_turn(self) -> None:
        if self._workspace.is_closed:
            self._timer.stop()
            return
        self._make_next()
        if not self._waiting:
            self._timer.stop()
            self.ready.emit()

    def _make_next(self) -> None:
        field = self._waiting.pop(0)
        self._rows[field.name] = row_for(field, self._workspace)

    def finish(self) -> Mapping[str, FieldRow]:
        """All rows, those made now that were not made yet."""
        self._timer.stop()
        while self._waiting:
            self._make_next()
        made, self._rows = self._rows, {}
        return made
