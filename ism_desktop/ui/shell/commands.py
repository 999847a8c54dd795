"""The menu bar: every command with its words, its keys and what it does. The list of shortcuts is read from the same table."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ism_desktop.language import LazyText, in_use, tr, tr_lazy
from ism_desktop.translated import Translated
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.record_kit.viewer.viewer_commands import COMMANDS as VIEWER_COMMANDS
from ism_desktop.ui.shell.places import places


@dataclass(frozen=True)
class Command:
    """One line of a menu. `menu` is a key of `MENUS`, `slot` names a method of the window; an empty one is a separator."""

    menu: str
    words: Translated = Translated("")
    keys: tuple[str, ...] = ()
    slot: str = ""
    icon: str = ""

    @property
    def name(self) -> str:
        """The words without the dots that say that a dialog follows."""
        return self.words.rstrip("…")

    @property
    def native_keys(self) -> str:
        """Its keys as they are written on this system: `Ctrl+Q or Ctrl+W`."""
        return in_use().listed([native(keys) for keys in self.keys], "or") if self.keys else ""


# In the order of the menu bar; Go is made of the places.
MENUS: Mapping[str, LazyText] = {
    "file": tr_lazy("&File"),
    "edit": tr_lazy("&Edit"),
    "go": tr_lazy("&Go"),
    "view": tr_lazy("&View"),
    "help": tr_lazy("&Help"),
}

COMMANDS: tuple[Command, ...] = (
    Command("file", tr_lazy("Add to this page"), ("Ctrl+N",), "on_new", "mdi6.plus"),
    Command("file", tr_lazy("Add documents…"), ("Ctrl+I",), "on_import", "mdi6.tray-arrow-down"),
    Command("file", tr_lazy("Save"), ("Ctrl+S",), "on_save", "mdi6.content-save-outline"),
    Command("file", tr_lazy("Print…"), ("Ctrl+P",), "on_print", "mdi6.printer-outline"),
    Command("file"),
    Command("file", tr_lazy("Note in the journal…"), ("Ctrl+J",), "on_journal", "mdi6.notebook-edit-outline"),
    Command("file", tr_lazy("New question"), ("Ctrl+Shift+Q",), "on_new_question", "mdi6.help-circle-outline"),
    Command("file", tr_lazy("New reaction"), ("Ctrl+Shift+R",), "on_new_reaction", "mdi6.alert-octagon-outline"),
    Command("file", tr_lazy("Record a reaction"), ("F9",), "on_recorder", "mdi6.timer-outline"),
    Command("file"),
    Command("file", tr_lazy("Lock"), ("Ctrl+L",), "on_lock", "mdi6.lock-outline"),
    Command("file", tr_lazy("Quit"), ("Ctrl+Q", "Ctrl+W"), "on_quit"),
    Command("edit", tr_lazy("Undo"), ("Ctrl+Z",), "on_undo", "mdi6.undo"),
    Command("edit", tr_lazy("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "on_redo", "mdi6.redo"),
    Command("edit", tr_lazy("Paste"), ("Ctrl+V",), "on_paste", "mdi6.content-paste"),
    Command("edit", tr_lazy("Duplicate"), ("Ctrl+D",), "on_duplicate", "mdi6.content-duplicate"),
    Command("edit", tr_lazy("Move to trash"), ("Del",), "on_trash", "mdi6.trash-can-outline"),
    Command("edit"),
    Command("edit", tr_lazy("Search"), ("Ctrl+F",), "on_search", "mdi6.magnify"),
    Command("go", tr_lazy("Go to…"), ("Ctrl+K",), "on_palette", "mdi6.arrow-right-circle-outline"),
    Command("go", tr_lazy("Next page"), ("Ctrl+Tab",), "on_next_place"),
    Command("go", tr_lazy("Previous page"), ("Ctrl+Shift+Tab",), "on_previous_place"),
    Command("go"),
    Command("view", tr_lazy("Larger text"), ("Ctrl++", "Ctrl+="), "on_larger", "mdi6.format-font-size-increase"),
    Command("view", tr_lazy("Smaller text"), ("Ctrl+-",), "on_smaller", "mdi6.format-font-size-decrease"),
    Command("view", tr_lazy("Show or hide the sidebar"), ("F4",), "on_sidebar", "mdi6.dock-left"),
    Command("view"),
    Command("view", tr_lazy("Settings…"), ("Ctrl+,",), "on_settings", "mdi6.cog-outline"),
    Command("help", tr_lazy("Help for this page"), ("F1",), "on_help", "mdi6.lifebuoy"),
    Command("help", tr_lazy("Keyboard shortcuts"), ("Ctrl+/", "Shift+?"), "on_shortcuts", "mdi6.keyboard-outline"),
    Command("help"),
    Command("help", tr_lazy("About ISM Desktop"), (), "on_about", "mdi6.information-outline"),
)

# Keys that mean something in a list or form without being a command of the window.
FURTHER_KEYS: tuple[tuple[LazyText, tuple[str, ...]], ...] = (
    (tr_lazy("Open the chosen entry"), ("Return", "Ctrl+E")),
    (tr_lazy("Leave search"), ("Esc",)),
    (tr_lazy("Save a search while its results are shown"), ("Ctrl+S",)),
    (tr_lazy("Rename a saved search in the sidebar"), ("F2",)),
    (tr_lazy("Move an entry up or down, where the order counts"), ("Ctrl+Up", "Ctrl+Down")),
    (tr_lazy("Select all entries of a list"), ("Ctrl+A",)),
    (tr_lazy("Open the menu of an entry"), ("Shift+F10",)),
    (tr_lazy("Sidebar: fold or unfold a group"), ("Left", "Right")),
)

_NUMBERED = 9


def fill_menus(window: QMainWindow) -> dict[str, QAction]:
    """Make the menu bar. Returns the actions by the name of their slot."""
    menus = {key: window.menuBar().addMenu(str(words)) for key, words in MENUS.items()}
    actions: dict[str, QAction] = {}
    for command in COMMANDS:
        if not command.slot:
            menus[command.menu].addSeparator()
            continue
        action = QAction(command.words, window)
        menus[command.menu].addAction(action)
        action.setObjectName(command.slot)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.triggered.connect(getattr(window, command.slot))
        if command.icon:
            action.setIcon(icon(command.icon, "muted"))
        actions[command.slot] = action
    _add_places(menus["go"], window)
    return actions


def _add_places(menu: QMenu, window: QMainWindow) -> None:
    for number, place in enumerate(places(), 1):
        action = menu.addAction(icon(place.icon, "muted"), place.label.replace("&", "&&"))
        action.setData(place.name)
        if number <= _NUMBERED:
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
    menu.triggered.connect(getattr(window, "on_go"))  # noqa: B009  (the window is known here as a QMainWindow only)


def command(slot: str) -> Command:
    """The command that calls this method of the window. Raises StopIteration."""
    return next(found for found in COMMANDS if found.slot == slot)


def keys_of_place(name: str) -> str:
    """The keys that go to a place, as they are written; empty for one beyond the ninth."""
    number = next((number for number, place in enumerate(places(), 1) if place.name == name), _NUMBERED + 1)
    return native(f"Ctrl+{number}") if number <= _NUMBERED else ""


def shortcuts() -> list[tuple[str, str]]:
    """Every command that has keys: its words and its keys as they are written."""
    own = [(command.name, command.native_keys) for command in COMMANDS if command.keys]
    going = [
        (tr("Go to {page}", page=place.label), keys_of_place(place.name))
        for place in places()
        if keys_of_place(place.name)
    ]
    further = [(str(words), in_use().listed(map(native, keys), "or")) for words, keys in FURTHER_KEYS]
    in_documents = [
        (tr("In a document: {command}", command=command.words), in_use().listed(map(native, command.keys), "or"))
        for command in VIEWER_COMMANDS
        if command.keys
    ]
    return own + going + further + in_documents


def native(keys: str) -> str:
    """Keys as they are written on this system."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
