"""Taking everything off the screen at once when the record locks: nothing is asked, and nothing is waited for."""

from PySide6.QtWidgets import QApplication, QFrame, QWidget


def put_out_of_sight(window: QWidget) -> None:
    """Cover the window, and hide everything else that the program shows: dialogs, menus, the warning.

    The window itself is covered and not hidden: hiding tells each of its thousands of parts, and takes half a second where a long list is
    open (measured with 5,000 questions).
    """
    for shown in QApplication.topLevelWidgets():
        if shown is not window:
            shown.hide()
    if window.isVisible():
        cover = QFrame(window)
        cover.setObjectName("lock_cover")
        cover.setProperty("role", "page")
        cover.setAutoFillBackground(True)
        cover.setGeometry(window.rect())
        cover.show()
        cover.raise_()
        cover.repaint()  # now: no event is handled any more
