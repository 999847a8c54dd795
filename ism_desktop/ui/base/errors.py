"""Shows what went wrong: our own errors with their advice, and anything else as a bug whose report can be read before it is copied."""

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QPlainTextEdit, QWidget

from ism_desktop.bug_report import report_of
from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary

_log = logging.getLogger(__name__)


def show(error: BaseException, parent: QWidget | None) -> QDialog:
    """Show an error over the window. It does not wait for an answer."""
    if parent is None:
        # No window is active, for example just after a dialog closed. Without a parent nobody would hold on to the dialog.
        parent = next((window for window in QApplication.topLevelWidgets() if isinstance(window, QMainWindow)), None)
    dialog = ErrorDialog(error, parent) if isinstance(error, IsmError) else CrashDialog(error, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def take_over() -> None:
    """Let nothing that goes wrong print its words, which desktops keep in a file: not in the window, a thread or an object's end."""
    sys.excepthook = on_unexpected
    threading.excepthook = on_unexpected_in_thread
    sys.unraisablehook = on_unraisable


def on_unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The program's `sys.excepthook`: a bug is logged without its words and shown."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    if not isinstance(error, IsmError):
        _log.error("unexpected error\n%s", report_of(error))
    if QApplication.instance() is not None:
        show(error, QApplication.activeWindow())


def on_unexpected_in_thread(gone: threading.ExceptHookArgs) -> None:
    """The program's `threading.excepthook`: only logged, because no dialog can be made in another thread."""
    if gone.exc_value is not None:
        _log.error("unexpected error in a thread\n%s", report_of(gone.exc_value))


def on_unraisable(lost: "sys.UnraisableHookArgs") -> None:
    """The program's `sys.unraisablehook`: for what went wrong while an object ended, where nobody can be told."""
    if lost.exc_value is not None:
        _log.error("unexpected error at an object’s end\n%s", report_of(lost.exc_value))


class ErrorDialog(Dialog):
    """An error raised on purpose: what happened, and what to do now."""

    def __init__(self, error: IsmError, parent: QWidget | None) -> None:
        super().__init__(str(error.title), parent, name="error", icon_name="mdi6.information-outline")
        self.body.addWidget(label(error.what))
        if error.advice:
            self.body.addWidget(secondary(error.advice))
        self.add_close()


class CrashDialog(Dialog):
    """A bug of ours. Nothing is sent anywhere; the report can be read, and copied by hand."""

    def __init__(self, error: BaseException, parent: QWidget | None) -> None:
        super().__init__(
            tr("Something went wrong in the program"), parent, name="crash", width=560, icon_name="mdi6.bug-outline"
        )
        self.body.addWidget(
            label(
                tr(
                    "The last action may not have finished. What was saved before is safe, and you can go on working."
                    " If it happens again, lock the program and open it again."
                )
            )
        )
        self.body.addWidget(
            secondary(
                tr(
                    "If you like, send the report below to the developers. It contains nothing that you wrote: only versions and the"
                    " places in the program."
                )
            )
        )
        self.report = QPlainTextEdit(report_of(error))
        self.report.setObjectName("report")
        self.report.setAccessibleName(tr("Report"))
        self.report.setReadOnly(True)
        self.report.setMinimumHeight(theme().px(140))
        self.body.addWidget(self.report)
        self.foot.addWidget(button(tr("Copy report"), self._on_copy, name="copy"))
        self.add_close()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
