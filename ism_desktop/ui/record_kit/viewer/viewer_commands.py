"""What can be done in the viewer: one table from which its tool bar, its menu and its keys are made.

The keys are not shortcuts of Qt's: the window has Ctrl and plus for the size of all text, and of two shortcuts with the same keys Qt
runs neither. A key that means something in the viewer is claimed by it while the focus is inside.
"""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ism_desktop.language import tr_lazy
from ism_desktop.translated import Translated


class Reach(IntEnum):
    """Where the focus must be for the keys of a command to count."""

    PAGES = 0  # on the pages themselves: the keys mean something else in a text
    VIEWER = 1
    PLACE = 2  # anywhere in the Documents place


@dataclass(frozen=True)
class ViewerCommand:
    """One line of the viewer's menu. `slot` names a method of the viewer; an empty one is a separator.

    `place` orders the buttons of the tool bar: the larger, the earlier a button gives way in a narrow window; 0 is in the menu alone.
    """

    words: Translated = Translated("")
    slot: str = ""
    icon: str = ""
    keys: tuple[str, ...] = ()
    place: int = 0
    checkable: bool = False
    reach: Reach = Reach.VIEWER


COMMANDS: tuple[ViewerCommand, ...] = (
    ViewerCommand(tr_lazy("Zoom out"), "zoom_out", "mdi6.magnify-minus-outline", ("Ctrl+-",), 2),
    ViewerCommand(tr_lazy("Zoom in"), "zoom_in", "mdi6.magnify-plus-outline", ("Ctrl++", "Ctrl+="), 2),
    ViewerCommand(tr_lazy("Fit width"), "fit_width", "mdi6.arrow-expand-horizontal", ("Ctrl+0",), 5, checkable=True),
    ViewerCommand(tr_lazy("Fit page"), "fit_page", "mdi6.fit-to-page-outline", ("Ctrl+Shift+0",), 6, checkable=True),
    ViewerCommand(tr_lazy("Rotate right"), "turn_right", "mdi6.rotate-right", ("Ctrl+Right",), 7, reach=Reach.PAGES),
    ViewerCommand(tr_lazy("Rotate left"), "turn_left", "mdi6.rotate-left", ("Ctrl+Left",), reach=Reach.PAGES),
    ViewerCommand(),
    ViewerCommand(tr_lazy("Find in this document"), "open_find", "mdi6.text-search", ("Ctrl+G",), 1, reach=Reach.PLACE),
    ViewerCommand(tr_lazy("Find next"), "find_next", "", ("F3",), reach=Reach.PLACE),
    ViewerCommand(tr_lazy("Find previous"), "find_previous", "", ("Shift+F3",), reach=Reach.PLACE),
    ViewerCommand(),
    ViewerCommand(
        tr_lazy("Thumbnails"),
        "toggle_strip",
        "mdi6.view-sequential-outline",
        ("F7",),
        9,
        checkable=True,
        reach=Reach.PLACE,
    ),
    ViewerCommand(
        tr_lazy("One page at a time"), "toggle_one_page", "mdi6.book-open-page-variant-outline", (), 8, checkable=True
    ),
    ViewerCommand(
        tr_lazy("Show as plain text"), "toggle_text", "mdi6.text-box-outline", ("Ctrl+T",), 4, checkable=True
    ),
    ViewerCommand(tr_lazy("Correct or read again…"), "open_page_text", "mdi6.text-recognition", ("Ctrl+Shift+T",)),
    ViewerCommand(tr_lazy("Mark doubtful words"), "toggle_doubts", "", (), checkable=True),
    ViewerCommand(tr_lazy("Next doubtful word"), "next_doubt", "", ("F8",)),
    ViewerCommand(tr_lazy("Previous doubtful word"), "previous_doubt", "", ("Shift+F8",)),
    ViewerCommand(
        tr_lazy("Show large"),
        "toggle_large",
        "mdi6.arrow-expand-all",
        ("F11",),
        3,
        checkable=True,
        reach=Reach.PLACE,
    ),
    ViewerCommand(),
    ViewerCommand(tr_lazy("Another document beside it…"), "show_beside", "mdi6.book-open-page-variant-outline"),
    ViewerCommand(tr_lazy("Copy for another program…"), "save_copy", "mdi6.content-save-outline"),
    ViewerCommand(
        tr_lazy("New from this page"), "new_from_page", "mdi6.file-plus-outline", ("Ctrl+Shift+N",), reach=Reach.PLACE
    ),
    ViewerCommand(),
    ViewerCommand(tr_lazy("Copy the selected words"), "copy", "mdi6.content-copy", ("Ctrl+C",), reach=Reach.PAGES),
    ViewerCommand(tr_lazy("Select the sentence"), "select_sentence", "", ("S",), reach=Reach.PAGES),
    ViewerCommand(
        tr_lazy("Select all words on this page"), "select_page", "mdi6.select-all", ("Ctrl+A",), reach=Reach.PAGES
    ),
)


def command_for(event: QKeyEvent, focus: Reach) -> ViewerCommand | None:
    """The command of these keys, with the focus where it is."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_Plus:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier  # on many keyboards plus is typed with Shift
    pressed = QKeySequence(modifiers.value | event.key())
    for command in COMMANDS:
        if command.reach >= focus and any(pressed == QKeySequence(keys) for keys in command.keys):
            return command
    return None


def hint(command: ViewerCommand) -> str:
    """The command with its keys, for a tool tip."""
    if not command.keys:
        return command.words
    return f"{command.words} ({QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)})"
