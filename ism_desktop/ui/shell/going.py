"""Going where the palette or the search was sent, and into a page with the keys."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ism_desktop.records.kinds.saved_searches import SAVED_SEARCHES
from ism_desktop.records.search import Hit
from ism_desktop.ui.shell.palette_content import ToCommand, ToNew, ToPlace, ToSearch, ToSetting

if TYPE_CHECKING:
    from ism_desktop.ui.shell.window import MainWindow


def go_to(window: "MainWindow", target: object) -> None:
    """Show or do what a candidate of the palette or a hit stands for; the keys go where it is."""
    match target:
        case ToPlace():
            window.show_page(target.name, target.part)
            window.enter_page()
        case ToCommand():
            window.actions_by_slot[target.slot].trigger()
        case ToSetting():
            window.show_settings(target.name)
        case ToSearch():
            window.saved_searches.open(target.id)
        case ToNew():
            window.begin_record(target.kind)
            window.enter_page()
        case Hit(kind=SAVED_SEARCHES.name):
            window.saved_searches.open(target.record_id)
        case Hit():
            window.show_page(target.kind, target.record_id, target.page)
            window.enter_page()
        case _:
            pass


def enter(page: QWidget | None) -> None:
    """Give the keys to a page, unless a part of it has them already."""
    if page is None:
        return
    window = page.window()
    if page.isAncestorOf(window.focusWidget()):
        return
    page.setFocus()
    if page.focusProxy() is None:
        page.focusNextChild()
    if not page.isAncestorOf(window.focusWidget()):
        page.setFocus()  # nothing in it takes keys, or not yet
