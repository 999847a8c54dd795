"""What fills the window: the sidebar with the pages, or in their place the recorder of a reaction; which also comes over any dialog."""

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.base.key_over_dialogs import KeyOverDialogs
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.recorder.recorder import Recorder
from ism_desktop.ui.care_kit.recorder.writing import RecordWriter
from ism_desktop.ui.kit import tab_order

_KEY = QKeyCombination(Qt.KeyboardModifier.NoModifier, Qt.Key.Key_F9)


class Stage(QStackedWidget):
    """Shows one of the two. The recorder is made when it is first wanted. `recording` says whether it is in front."""

    recording = Signal(bool)

    def __init__(self, pages: QWidget, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._pages = pages
        self._before: QWidget | None = None
        self.recorder: Recorder | None = None
        self.over: RecorderOver | None = None  # the one over a dialog
        self.addWidget(pages)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            KeyOverDialogs(application, _KEY, self).pressed.connect(self.show_recorder)

    @property
    def is_recording(self) -> bool:
        """Whether the recorder is in front."""
        return self.over is not None or (self.recorder is not None and self.currentWidget() is self.recorder)

    def show_recorder(self) -> None:
        """Put the recorder in front, with what is recorded of the reaction that goes on. A dialog stays as it is, under it."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        if QApplication.activeModalWidget() is not None:
            self._show_over()
            return
        if self.is_recording:
            return
        if self.recorder is None:
            self.recorder = self._made()
            self.recorder.closed.connect(self.show_pages)
            self.addWidget(self.recorder)
        self._before = QApplication.focusWidget()
        self.setCurrentWidget(self.recorder)
        self.recording.emit(self.is_recording)
        self.recorder.begin()

    def _made(self) -> Recorder:
        writer = RecordWriter(self._workspace.vault)
        return Recorder(writer, writer, tr("Close – you can go on later"))

    def _show_over(self) -> None:
        """Over a dialog, in a window of its own that takes the keyboard: a dialog that came over it later is left under a new one."""
        if self.over is not None:
            if QApplication.activeModalWidget() is self.over:
                return
            self._close_over()
        over = self.over = RecorderOver(self._made(), self.window())
        over.recorder.closed.connect(self._close_over)
        over.show_it()

    def _close_over(self) -> None:
        over, self.over = self.over, None
        if over is not None:
            over.leave()

    def show_pages(self) -> None:
        """Go back to the page that was in front, where it was left."""
        if self.recorder is None or self.currentWidget() is not self.recorder:
            return
        self.setCurrentWidget(self._pages)
        self.recording.emit(self.is_recording)
        if self._before is not None:
            try:
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            except RuntimeError:  # it went meanwhile, as after a save
                self._before = None


class RecorderOver(QWidget):
    """The recorder over a dialog, as large as the window. The newest modal window is the one that hears the keys."""

    def __init__(self, recorder: Recorder, window: QWidget) -> None:
        # A child of the window, not of the dialog: a dialog may close by itself while a reaction goes on.
        super().__init__(window, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("recorder_over")
        self.setWindowTitle(tr("Record a reaction"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "page")
        self.recorder = recorder
        self._before = QApplication.focusWidget()
        self._under = QApplication.activeModalWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(recorder)

    def show_it(self) -> None:
        """Cover the window."""
        self.setGeometry(self.window_below.geometry())
        self.show()
        self.raise_()
        self.activateWindow()
        self.recorder.begin()

    @property
    def window_below(self) -> QWidget:
        """The window that it covers."""
        below = self.parentWidget()
        return self if below is None else below

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on to what is read next."""
        return tab_order.step(self, forward=forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the system: the same as by its button."""
        event.ignore()
        self.recorder.closed.emit()

    def leave(self) -> None:
        """Go, and put the cursor back into the dialog, where it was."""
        self.hide()
        self.deleteLater()
        try:
            if self._under is not None and self._under.isVisible():
                self._under.activateWindow()
                if self._before is not None:
                    self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        except RuntimeError:  # the dialog went meanwhile
            return
