"""Buttons by what they do."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QToolButton

from ism_desktop.ui.kit.icons import icon


def button(
    words: str, pressed: Callable[[], object] | None = None, *, role: str = "", icon_name: str = "", name: str = ""
) -> QPushButton:
    """A button with a word on it.

    Args:
        words: what it says.
        pressed: a bound method; a lambda would keep its page alive.
        role: "" plain, "primary" (one on a page), "quiet", "danger", "emergency", "tile".
        icon_name: such as "mdi6.plus".
        name: the object name by which tests find it.
    """
    made = QPushButton(words)
    made.setObjectName(name)
    made.setAccessibleName(words.replace("&", ""))
    if role:
        made.setProperty("role", role)
    if icon_name:
        inks = {"primary": "on_accent", "danger": "danger", "emergency": "on_danger", "quiet": "accent"}
        made.setIcon(icon(icon_name, inks.get(role, "text"), before_words=True))
    if pressed is not None:
        made.clicked.connect(pressed)
    return made


def icon_button(
    words: str, icon_name: str, pressed: Callable[[], object] | None = None, *, name: str = "", role: str = "muted"
) -> QToolButton:
    """A button with an icon alone; its words are its tool tip and its name for a screen reader."""
    made = QToolButton()
    made.setObjectName(name)
    made.setIcon(icon(icon_name, role))
    made.setToolTip(words)
    made.setAccessibleName(words)
    if pressed is not None:
        made.clicked.connect(pressed)
    return made
