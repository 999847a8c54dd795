"""Labels by what they are in the hierarchy of a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def label(words: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """A label that wraps; `role` is one of the style sheet's: title, heading, subheading, secondary, small, lead, fault, figure, pill…"""
    made = QLabel(words, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(not role.startswith("pill"))
    if role:
        made.setProperty("role", role)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(made.wordWrap())
    made.setSizePolicy(policy)
    return made


def title(words: str) -> QLabel:
    """The title of a page."""
    return label(words, "title")


def heading(words: str) -> QLabel:
    """The head of a section or card."""
    return label(words, "heading")


def secondary(words: str) -> QLabel:
    """Text that explains; quieter than what it stands beside."""
    return label(words, "secondary")


def small(words: str) -> QLabel:
    """Small print: a help text under a field, a date beside an entry."""
    return label(words, "small")


def line() -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Change what a widget is in the style sheet, and show it."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_flag(widget: QWidget, name: str, *, on: bool) -> None:
    """Set a yes/no property that the style sheet looks at, and show it."""
    if bool(widget.property(name)) != on:
        widget.setProperty(name, on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
