"""What is done with the saved searches of the sidebar: opened, renamed, changed, moved, thrown away."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kinds.saved_searches import SAVED_SEARCHES
from ism_desktop.records.saved_searches import Saved, tidy
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.shell.commands import native
from ism_desktop.ui.shell.saved_searches import SavedSearches
from ism_desktop.ui.shell.search_box import SearchBox
from ism_desktop.ui.shell.search_saving import SearchNameDialog
from ism_desktop.ui.shell.sidebar import Sidebar

_MENU = "search_menu"


class SidebarSearches(QObject):
    """Between the sidebar, the search box and the saved searches."""

    def __init__(
        self, workspace: Workspace, searches: SavedSearches, sidebar: Sidebar, box: SearchBox, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._searches = searches
        self._sidebar = sidebar
        self._box = box
        self._window = window
        sidebar.search_chosen.connect(self.open)
        sidebar.search_menu_wanted.connect(self._on_menu)
        sidebar.search_moved.connect(searches.move)
        sidebar.search_renaming.connect(self._on_rename)
        searches.changed.connect(self._show)
        workspace.search_requested.connect(self.open)
        self._show()

    def _show(self) -> None:
        self._sidebar.show_searches(self._searches.all)

    def open(self, search_id: str) -> None:
        """Look for what a saved search looks for; one that is gone does nothing."""
        saved = self._searches.find(search_id)
        if saved is not None:
            self._box.open_saved(saved)

    def trash_focused(self) -> bool:
        """Move the one that has the keys to the trash. False where none has."""
        search_id = self._sidebar.focused_search
        if search_id:
            self._searches.trash(search_id)
        return bool(search_id)

    def _on_rename(self, search_id: str) -> None:
        saved = self._searches.find(search_id)
        if saved is None:
            return
        others = [one for one in self._searches.all if one.id != search_id]
        words = tr("Rename this search")
        dialog = SearchNameDialog(words, saved.words, saved.name, others, self._window, takes_over=False)
        dialog.named.connect(partial(self._searches.rename, search_id))
        dialog.open()

    def _on_menu(self, search_id: str, at: QPoint) -> None:
        saved = self._searches.find(search_id)
        if saved is not None and self._window.findChild(QMenu, _MENU) is None:
            self._menu(saved).popup(at)

    def _menu(self, saved: Saved) -> QMenu:
        menu = QMenu(self._window)
        menu.setObjectName(_MENU)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        typed = tidy(self._box.text())
        place = [one.id for one in self._searches.all].index(saved.id)
        _add(menu, tr("Search"), "mdi6.magnify", partial(self.open, saved.id))
        if typed and typed != saved.words:
            words = tr("Save over with what is in the search box")
            _add(menu, words, "mdi6.content-save-outline", partial(self._searches.keep, saved.name, typed))
        _add(menu, tr("Rename…"), "mdi6.rename-outline", partial(self._on_rename, saved.id), "F2")
        if place > 0:
            _add(menu, tr("Move up"), "mdi6.arrow-up", partial(self._searches.move, saved.id, -1), "Ctrl+Up")
        if place < len(self._searches.all) - 1:
            _add(menu, tr("Move down"), "mdi6.arrow-down", partial(self._searches.move, saved.id, 1), "Ctrl+Down")
        menu.addSeparator()
        listing = partial(self._workspace.show_page, SAVED_SEARCHES.name, saved.id)
        _add(menu, tr("All saved searches"), "mdi6.format-list-bulleted", listing)
        _add(menu, tr("Move to trash"), "mdi6.trash-can-outline", partial(self._searches.trash, saved.id), "Del")
        return menu


def _add(menu: QMenu, words: str, picture: str, do: Callable[[], object], keys: str = "") -> None:
    # The keys are only shown, and listened to by the sidebar: those of an action would count in the whole window.
    action = menu.addAction(icon(picture, "muted"), f"{words}\t{native(keys)}" if keys else words)

    def on_triggered() -> None:
        do()

    action.triggered.connect(on_triggered)
