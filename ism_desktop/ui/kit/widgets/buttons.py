"""Buttons by what they do."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QToolButton

from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.text import set_role

_INKS = {"primary": "on_accent", "danger": "danger", "emergency": "on_danger", "quiet": "accent"}


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
        made.setProperty("icon_name", icon_name)
        made.setIcon(icon(icon_name, _INKS.get(role, "text"), before_words=True))
    if pressed is not None:
        made.clicked.connect(pressed)
    return made


def set_primary(made: QPushButton, *, primary: bool) -> None:
    """Let a button lead, or step back while another one of its page leads: a page has one primary button."""
    role = "primary" if primary else ""
    if made.property("role") == role:
        return
    set_role(made, role)
    icon_name = made.property("icon_name")
    if icon_name:
        made.setIcon(icon(icon_name, _INKS.get(role, "text"), before_words=True))


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
