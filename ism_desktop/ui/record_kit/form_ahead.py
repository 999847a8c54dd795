"""A form made step by step while nothing else happens, so that the window never stands still for all of it."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.library import guide as guides
from ism_desktop.records.kind import Kind
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.dressing import dressed
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.record_kit.form import RecordForm

_PAUSE = 250  # milliseconds: first comes the list


class FormAhead(QObject):
    """Makes a form ahead of its use. `ready` comes once, when it is whole; give it to `dress` once it has its place."""

    ready = Signal()

    def __init__(self, workspace: Workspace, kind: Kind, parent: QWidget, width: int) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._owner = parent
        self._kind = kind
        self._width = width
        self._form: RecordForm | None = None
        self._dressing: Iterator[bool] | None = None
        self._timer = timer(self, _PAUSE, once=False)
        self._timer.timeout.connect(self._on_turn)

    def begin(self) -> None:
        """Go on while nothing else happens; twice does no harm."""
        if not self._timer.isActive():
            self._workspace.background.run(_read_glossary, owner=self, quiet=True, at_once=True)
        self._timer.start()

    def _on_turn(self) -> None:
        self._timer.setInterval(0)
        if self._workspace.is_closed:
            self._timer.stop()
        elif self._dressing is not None:
            if not next(self._dressing, False):
                self._timer.stop()
        elif self._form is None:
            self._form = self._begun()
        elif not self._form.build_on():
            self._timer.stop()
            self.ready.emit()

    def _begun(self) -> RecordForm:
        form = RecordForm(self._workspace, self._kind, width=self._width, gradually=True)
        form.setParent(self._owner)  # what is never wanted goes with the page
        form.hide()
        return form

    def finish(self) -> RecordForm:
        """The form, with what is missing made now. It is the caller's from here on."""
        self._timer.stop()
        form, self._form = self._form or self._begun(), None
        while form.build_on():
            pass
        return form

    def dress(self, form: RecordForm) -> None:
        """Give every part of the form its look while nothing else happens: a third of what showing it the first time would cost."""
        self._dressing = dressed(form)
        self._timer.start()


def _read_glossary(_task: Task) -> None:
    """Have the words ready that are looked for in what a record says: read first by the window, they would hold it up."""
    guides.load().terms_in("")
