"""Says that locked PDFs wait for their password, and opens the dialog that asks for it: at once, or when the person wants it."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

from ism_desktop.language import tr, tr_n
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.banner import Banner
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.record_kit.locked_files import LockedFiles
from ism_desktop.ui.shell import going
from ism_desktop.ui.shell.keyed_window import KeyedWindow

_TYPED_INTO = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)


class LockedBanner(Banner):
    """`may_ask` says whether a dialog may come by itself: it never covers the recorder of a reaction.

    It never comes while keys are typed into the window either, as they would go into it: the line waits until somebody has time.
    """

    def __init__(self, workspace: Workspace, window: KeyedWindow, may_ask: Callable[[], bool]) -> None:
        super().__init__("", name="locked_banner")
        self._window = window
        self._may_ask = may_ask
        self._files = LockedFiles.of(workspace)
        self.add_button(button(tr("Leave out"), self._files.leave_out, name="locked_banner.leave"))
        self.add_button(button(tr("Enter the password…"), self._ask, role="primary", name="locked_banner.ask"))
        self._files.changed.connect(self._refresh)
        self._files.came.connect(self._on_came)

    def _on_came(self, at_once: bool) -> None:
        if at_once and self._may_ask() and not self._takes_keys():
            self._ask()

    def _takes_keys(self) -> bool:
        """Whether somebody may be typing into the window now, or going through a page by its keys."""
        if QApplication.activeModalWidget() is not None:
            return False
        page = self._window.current_page
        return (page is not None and page.takes_keys) or isinstance(QApplication.focusWidget(), _TYPED_INTO)

    def _ask(self) -> None:
        self._files.ask(QApplication.activeModalWidget() or self._window)

    def _refresh(self) -> None:
        count = len(self._files.waiting)
        self.words.setText(
            tr_n(
                "{number} PDF is locked with a password and was not added.",
                "{number} PDFs are locked with a password and were not added.",
                count,
            )
        )
        if not count and self.isAncestorOf(self._window.focusWidget()):
            going.enter(self._window.current_page)  # before the button with the focus goes
        self.setVisible(bool(count))
