"""Symptoms or exposures to press: those used last as large buttons, all others behind one button, and a line for a word of one's own."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.journal_words import OTHER, name_in
from ism_desktop.records.kind import Choice
from ism_desktop.records.quick_entry import Named
from ism_desktop.ui.care_kit.quick_entry.key_buttons import KeyChoices
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button


class OwnWord(QLineEdit):
    """A line whose word is taken by Enter, which then saves nothing."""

    entered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the word out."""
        word = " ".join(self.text().split())
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and word:
            self.clear()
            self.entered.emit(word)
            return
        super().keyPressEvent(event)


class NamedChoices(QWidget):
    """`chosen` carries what was pressed or typed, as a `Named`; `hidden` what shall no longer be offered first."""

    chosen = Signal(object)
    hidden = Signal(object)

    def __init__(
        self, words: str, choices: tuple[Choice, ...], offered: Sequence[Named], keys: Iterator[str], *, name: str
    ) -> None:
        super().__init__()
        self._choices = choices
        self._named: dict[str, Named] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.choices = KeyChoices(words, name=name)
        column.addWidget(self.choices)
        self._offer(offered, keys)
        self.all = button(tr("Show all"), self._on_all, role="quiet", icon_name="mdi6.chevron-down", name=f"{name}.all")
        self.choices.add_further(self.all)
        self.own = OwnWord()
        self.own.setObjectName(f"{name}.own")
        self.own.setAccessibleName(tr("{list}: in my own words", list=words))
        self.own.setPlaceholderText(tr("In your own words, then Enter"))
        self.own.setMaximumWidth(theme().px(320))
        self.own.hide()
        column.addWidget(self.own)
        self.own.entered.connect(self._on_own)
        self.choices.pressed.connect(self._on_pressed)
        self.choices.hide_wanted.connect(self._on_hide_wanted)

    def _offer(self, offered: Iterable[Named], keys: Iterator[str]) -> None:
        words = {_name(named): named for named in offered}
        self._named |= words
        self.choices.offer(
            ((name, name_in(self._choices, named.key, named.own or None)) for name, named in words.items()), keys
        )

    def _on_all(self) -> None:
        """Show the rest of the list below those used last, what was hidden too."""
        for made in self.choices.buttons.values():
            made.show()
        self._offer((Named(choice.value) for choice in self._choices if choice.value != OTHER), iter(()))
        self.all.hide()
        self.own.show()
        self.own.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pressed(self, name: str) -> None:
        self.chosen.emit(self._named[name])

    def _on_hide_wanted(self, name: str) -> None:
        self.hidden.emit(self._named[name])

    def _on_own(self, word: str) -> None:
        known = next(
            (
                choice
                for choice in self._choices
                if choice.label.casefold() == word.casefold() and choice.value != OTHER
            ),
            None,
        )
        self.chosen.emit(Named(OTHER, word) if known is None else Named(known.value))

    def show_chosen(self, chosen: Sequence[Named]) -> None:
        """Let these be down, and have a button for each."""
        self._offer(chosen, iter(()))
        self.choices.show_down(map(_name, chosen))


def _name(named: Named) -> str:
    return f"{named.key}.{named.own}" if named.own else named.key
