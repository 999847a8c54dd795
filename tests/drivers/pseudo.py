"""Finds words on the screen that did not come through the door of language, while the pseudo-language is in use.

Every message stands in ⟦brackets⟧ then. What stands outside must be the person's own words, a date, a number, a name, or keys.
"""

import html
import re
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QWidget,
)

from ism_desktop.language import Language

_TAG = re.compile(r"<[^>]*>")
_CUT = re.compile(r"([^()…]{3,})…")
_KEYS = re.compile(r"\b(?:(?:Ctrl|Shift|Alt|Meta)\+)+\S+|\b(?:F\d{1,2}|Esc|Del|Tab|Return|Enter|Left|Right|Up|Down)\b")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMES = ("ISM Desktop", "PDF", "FHIR", "CSV", "DEMO", "PNG", "JPEG", "TIFF", "WebP", "HEIC", "A4", "Apache License")
_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "AUD", "CAD", "DKK", "JPY", "NOK", "NZD", "PLN", "SEK", "US")
_SHORT_UNITS = ("kB", "MB", "GB", "mg", "ml", "ng", "mL", "kg", "lb", "AM", "PM")


class Known:
    """What may stand outside the brackets: the words of a record, and how a language writes dates and lists."""

    def __init__(self, own_words: Iterable[str], language: Language) -> None:
        words = {text.strip() for text in own_words if len(text.strip()) > 1}
        lines = {line.strip() for text in words for line in text.splitlines() if len(line.strip()) > 1}
        self._texts = sorted(words | lines, key=len, reverse=True)
        months = {language.month_name(number) for number in range(1, 13)}
        months |= {language.short_month_name(number) for number in range(1, 13)}
        lists = set(_WORD.findall(language.listed(["1", "2", "3"]) + language.listed(["1", "2"], "or")))
        days = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
        self._words = months | lists | days | {*_SHORT_UNITS, *_CURRENCIES}

    def residue(self, text: str) -> str:
        """What of a text is neither a message nor known; empty when all is."""
        left = _outside(html.unescape(_TAG.sub(" ", text)).replace("\u200b", "").replace("&&", "&"))
        if not _WORD.search(left):
            return ""
        for known in (*self._texts, *_NAMES):
            if known in left:
                left = left.replace(known, " ")
        for beginning in _CUT.findall(left):  # a person's own words, where there is room for a few letters only
            if any(known.startswith(beginning) for known in self._texts):
                left = left.replace(f"{beginning}…", " ")
        left = _KEYS.sub(" ", left)
        return " ".join(word for word in _WORD.findall(left) if word not in self._words)


def _outside(text: str) -> str:
    """What of a text stands in no bracket."""
    left: list[str] = []
    depth = 0
    for sign in text:
        depth += sign == "⟦"
        if not depth:
            left.append(sign)
        depth -= sign == "⟧" and depth > 0
    return "".join(left)


def texts(inside: QWidget) -> Iterator[tuple[str, str]]:
    """Every text that can be seen, or heard from a screen reader, with a word for where it stands."""
    for widget in (inside, *inside.findChildren(QWidget)):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        for text in (*_shown(widget), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()):
            if text:
                yield where, text
        if widget.isWindow() and widget.windowTitle():
            yield f"{where} (title)", widget.windowTitle()


def _shown(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QSpinBox):
        yield from (widget.prefix(), widget.suffix(), widget.specialValueText())
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QMenuBar):
        for action in widget.actions():
            yield action.text()
            menu = action.menu()
            if isinstance(menu, QMenu):
                yield from (each.text() for each in menu.actions())
    elif isinstance(widget, QAbstractItemView):
        yield from _of_model(widget)


def _of_model(view: QAbstractItemView) -> Iterator[str]:
    """The heads of a table's columns, which are views of the same model, or the rows of any other view."""
    model = view.model()
    if not model:  # Qt's stubs do not say that a view may be without
        return
    if isinstance(view, QHeaderView):
        for section in range(view.count()):
            if not view.isSectionHidden(section):
                yield _said(model.headerData(section, view.orientation(), Qt.ItemDataRole.DisplayRole))
        return
    yield from _rows(model)


def _rows(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(200, model.rowCount(QModelIndex()))):
        # Of a list the library does not let anybody ask.
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())):
            index = model.index(row, column, QModelIndex())
            yield _said(index.data(Qt.ItemDataRole.DisplayRole))
            yield _said(index.data(Qt.ItemDataRole.ToolTipRole))


def _said(data: object) -> str:
    return data if isinstance(data, str) else ""
