"""What fills the window: the sidebar with the pages, or in their place the recorder of a reaction."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.recorder.recorder import Recorder
from ism_desktop.ui.care_kit.recorder.writing import RecordWriter
from ism_desktop.ui.kit import urgent_key


class Stage(QStackedWidget):
    """Shows one of the two. The recorder is made when it is first wanted. `recording` says whether it is in front."""

    recording = Signal(bool)

    def __init__(self, pages: QWidget, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._pages = pages
        self._before: QWidget | None = None
        self._aside: list[QDialog] = []
        self.recorder: Recorder | None = None
        self.addWidget(pages)

    @property
    def is_recording(self) -> bool:
        """Whether the recorder is in front."""
        return self.recorder is not None and self.currentWidget() is self.recorder

    def show_recorder(self) -> None:
        """Put the recorder in front, with what is recorded of the reaction that goes on."""
        if self.is_recording:
            return
        if self.recorder is None:
            writer = RecordWriter(self._workspace.vault)
            self.recorder = Recorder(writer, writer, tr("Close – you can go on later"))
            self.recorder.closed.connect(self.show_pages)
            self.addWidget(self.recorder)
        self._before = QApplication.focusWidget()
        self._aside = urgent_key.put_aside()
        self.setCurrentWidget(self.recorder)
        self.recording.emit(self.is_recording)
        self.recorder.begin()

    def show_pages(self) -> None:
        """Go back to the page that was in front, where it was left."""
        if not self.is_recording:
            return
        self.setCurrentWidget(self._pages)
        self.recording.emit(self.is_recording)
        urgent_key.bring_back(self._aside)
        if self._before is not None:
            try:
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            except RuntimeError:  # it went meanwhile, as after a save
                self._before = None
