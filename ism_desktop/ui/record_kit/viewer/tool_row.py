"""The viewer's row of tools: the page number, and buttons that give way one after the other where the window is narrow."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIntValidator, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.text import heading
from ism_desktop.ui.record_kit.viewer.page_popup import PagePopup
from ism_desktop.ui.record_kit.viewer.viewer_commands import COMMANDS, hint


class PageBox(QWidget):
    """ "Page 3 of 12", where the number can be typed, with a button to either side."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._previous = icon_button(tr("Previous page"), "mdi6.chevron-up", self._on_previous, name="previous_page")
        self._next = icon_button(tr("Next page"), "mdi6.chevron-down", self._on_next, name="next_page")
        self.number = QLineEdit()
        self.number.setObjectName("page_number")
        self.number.setAccessibleName(tr("Page"))
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.returnPressed.connect(self._on_typed)
        self.number.editingFinished.connect(self._on_left)
        self._of = button("", self._on_list, role="quiet", name="page_of")
        self._list: PagePopup | None = None
        for widget in (self._previous, self._next, self.number, self._of):
            row.addWidget(widget)
        row.insertSpacing(3, 4)
        self._page, self._pages = 1, 1
        self._room, self._spacing = 0, row.spacing()
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.number.setFixedWidth(self.number.fontMetrics().horizontalAdvance("0000") + theme().px(20))

    def show_page(self, page: int, pages: int) -> None:
        """Show where the person is."""
        self._page, self._pages = page, pages
        self.number.setText(str(page))
        self.number.setValidator(QIntValidator(1, max(1, pages), self.number))
        words = tr("of {count}", count=pages) if pages > 1 else tr_n("{number} page", "{number} pages", 1)
        self._of.setText(words)
        self._of.setAccessibleName(tr("Page {number} of {count}: go to a page", number=page, count=pages))
        self._of.setToolTip(tr("Go to page") if pages > 1 else "")
        self._of.setEnabled(pages > 1)
        self.number.setVisible(pages > 1)
        self.fit(self._room)
        self._previous.setEnabled(page > 1)
        self._next.setEnabled(page < pages)

    def fit(self, room: int) -> None:
        """With less room than all of it needs, the buttons to either side give way: PgUp and PgDn do the same."""
        self._room = room
        parts = (self._previous, self._next, self.number, self._of) if self._pages > 1 else (self._of,)
        wanted = sum(part.sizeHint().width() + self._spacing for part in parts) + 4
        for part in (self._previous, self._next):
            part.setVisible(self._pages > 1 and wanted <= room)

    def _on_typed(self) -> None:
        if self.number.text():
            self.wanted.emit(int(self.number.text()))

    def _on_left(self) -> None:
        self.number.setText(str(self._page))

    def _on_list(self) -> None:
        """Open the list of all pages, made when it is first wanted."""
        if self._pages > 1:
            if self._list is None:
                self._list = PagePopup(self)
                self._list.wanted.connect(self.wanted)
            self._list.open_under(self._of, self._page, self._pages)

    def _on_previous(self) -> None:
        self.wanted.emit(self._page - 1)

    def _on_next(self) -> None:
        self.wanted.emit(self._page + 1)


class ToolRow(QWidget):
    """The page box, a button for each command that has a place, and a menu that holds every command."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("tools")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self.pages = PageBox()
        self._row.addWidget(self.pages)
        self._row.addStretch(1)
        self._buttons: list[tuple[int, QToolButton]] = []
        for command in COMMANDS:
            if command.place:
                made = QToolButton()
                made.setDefaultAction(actions[command.slot])
                made.setObjectName(command.slot)
                made.setToolTip(hint(command))
                made.setAccessibleName(command.words)
                self._row.addWidget(made)
                self._buttons.append((command.place, made))
        self.more = icon_button(tr("More"), "mdi6.dots-vertical", name="more")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row.addWidget(self.more)

    def set_menu(self, menu: QMenu) -> None:
        """Give the button at the end its menu."""
        self.more.setMenu(menu)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many buttons as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Follow the page box, which grows with the number of pages, and the size of all text."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        gap = self._row.spacing()
        self.pages.fit(self.width() - self.more.sizeHint().width() - 2 * gap)
        room = self.width() - self.pages.sizeHint().width() - self.more.sizeHint().width() - 2 * gap
        for _, made in sorted(self._buttons, key=lambda pair: pair[0]):
            room -= made.sizeHint().width() + gap
            made.setVisible(room >= 0 and made.defaultAction().isVisible())

    def minimumSizeHint(self) -> QSize:
        """The page box and the menu are always there."""
        hint_of_all = self.pages.sizeHint()
        return QSize(
            hint_of_all.width() + self.more.sizeHint().width() + 8,
            max(hint_of_all.height(), self.more.sizeHint().height()),
        )


class ViewerHead(QWidget):
    """The way back to the list, and the title where it stands nowhere else."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.back = button(tr("All documents"), role="quiet", icon_name="mdi6.arrow-left", name="back")
        self.back.setToolTip(tr("Esc"))
        self.title = heading("")
        self.title.setObjectName("viewer_title")
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(0)


def viewer_action(parent: QWidget, words: str, icon_name: str, *, checkable: bool) -> QAction:
    """An action of the viewer's menu and tool bar."""
    made = QAction(words, parent)
    made.setCheckable(checkable)
    if icon_name:
        made.setIcon(icon(icon_name, "muted", on="accent"))
    return made
