"""The menu bar: every command with its words, its keys and what it does. The list of shortcuts is read from the same table."""

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.places.documents.viewer_commands import COMMANDS as VIEWER_COMMANDS
from ism_desktop.ui.shell.places import places


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a menu. `slot` names a method of the window; an empty one is a separator."""

    menu: str
    words: str = ""
    keys: tuple[str, ...] = ()
    slot: str = ""
    icon: str = ""


COMMANDS: tuple[Command, ...] = (
    Command("&File", "New entry", ("Ctrl+N",), "on_new", "mdi6.plus"),
    Command("&File", "Import documents…", ("Ctrl+I",), "on_import", "mdi6.tray-arrow-down"),
    Command("&File", "Save", ("Ctrl+S",), "on_save", "mdi6.content-save-outline"),
    Command("&File", "Print…", ("Ctrl+P",), "on_print", "mdi6.printer-outline"),
    Command("&File"),
    Command("&File", "New question", ("Ctrl+Shift+Q",), "on_new_question", "mdi6.help-circle-outline"),
    Command("&File", "New reaction", ("F9",), "on_new_reaction", "mdi6.alert-octagon-outline"),
    Command("&File"),
    Command("&File", "Lock", ("Ctrl+L",), "on_lock", "mdi6.lock-outline"),
    Command("&File", "Quit", ("Ctrl+Q", "Ctrl+W"), "on_quit"),
    Command("&Edit", "Undo", ("Ctrl+Z",), "on_undo", "mdi6.undo"),
    Command("&Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "on_redo", "mdi6.redo"),
    Command("&Edit", "Paste", ("Ctrl+V",), "on_paste", "mdi6.content-paste"),
    Command("&Edit", "Duplicate entry", ("Ctrl+D",), "on_duplicate", "mdi6.content-duplicate"),
    Command("&Edit", "Move to trash", ("Del",), "on_trash", "mdi6.trash-can-outline"),
    Command("&Edit"),
    Command("&Edit", "Search", ("Ctrl+F",), "on_search", "mdi6.magnify"),
    Command("&View", "Larger text", ("Ctrl++", "Ctrl+="), "on_larger", "mdi6.format-font-size-increase"),
    Command("&View", "Smaller text", ("Ctrl+-",), "on_smaller", "mdi6.format-font-size-decrease"),
    Command("&View", "Hide or show the sidebar", ("F4",), "on_sidebar", "mdi6.dock-left"),
    Command("&View", "Next place", ("Ctrl+Tab",), "on_next_place"),
    Command("&View", "Previous place", ("Ctrl+Shift+Tab",), "on_previous_place"),
    Command("&View"),
    Command("&View", "Settings…", ("Ctrl+,",), "on_settings", "mdi6.cog-outline"),
    Command("&Help", "Help for this page", ("F1",), "on_help", "mdi6.lifebuoy"),
    Command("&Help", "Keyboard shortcuts", ("Ctrl+/", "Shift+?"), "on_shortcuts", "mdi6.keyboard-outline"),
    Command("&Help"),
    Command("&Help", "About ISM Desktop", (), "on_about"),
)

# Keys that mean something in a list or form without being a command of the window.
FURTHER_KEYS: tuple[tuple[str, str], ...] = (
    ("Open the chosen entry", "Enter, Ctrl+E"),
    ("Leave search", "Esc"),
    ("Move an entry up or down, where the order counts", "Ctrl+Up, Ctrl+Down"),
    ("Choose all entries of a list", "Ctrl+A"),
    ("Menu of an entry", "Shift+F10"),
)


def fill_menus(window: QMainWindow) -> dict[str, QAction]:
    """Make the menu bar. Returns the actions by the name of their slot."""
    menus: dict[str, QMenu] = {}
    actions: dict[str, QAction] = {}
    for command in COMMANDS:
        if command.menu not in menus:
            if command.menu == "&View":
                menus["&Go"] = _go_menu(window)
            menus[command.menu] = window.menuBar().addMenu(command.menu)
        if not command.slot:
            menus[command.menu].addSeparator()
            continue
        action = menus[command.menu].addAction(command.words)
        action.setObjectName(command.slot)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.triggered.connect(getattr(window, command.slot))
        if command.icon:
            action.setIcon(icon(command.icon, "muted"))
        actions[command.slot] = action
    return actions


def _go_menu(window: QMainWindow) -> QMenu:
    menu = window.menuBar().addMenu("&Go")
    for number, place in enumerate(places(), 1):
        action = menu.addAction(icon(place.icon, "muted"), place.label.replace("&", "&&"))
        action.setData(place.name)
        if number <= 9:
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
    menu.triggered.connect(getattr(window, "on_go"))  # noqa: B009  (the window is known here as a QMainWindow only)
    return menu


def shortcuts() -> list[tuple[str, str]]:
    """Every command that has keys: its words and its keys as they are written."""
    own = [
        (command.words.rstrip("…"), " or ".join(_native(keys) for keys in command.keys))
        for command in COMMANDS
        if command.keys
    ]
    going = [(f"Go to {place.label}", _native(f"Ctrl+{number}")) for number, place in enumerate(places()[:9], 1)]
    in_documents = [
        (f"In a document: {command.words.lower()}", " or ".join(_native(keys) for keys in command.keys))
        for command in VIEWER_COMMANDS
        if command.keys
    ]
    return own + going + list(FURTHER_KEYS) + in_documents


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
