"""The dates or names that were found in a document, as small buttons with the reason for the one that is proposed below."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyleOptionButton, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import small

_NARROWEST = 120  # pixels at 100 %
_AROUND = 40  # pixels at 100 %: what a button has beside its words


@dataclass(frozen=True, slots=True)
class Found:
    """One value that was found: what it is, as it is shown, why it is proposed, where it stands, and the line itself."""

    value: object
    words: str
    reason: str
    place: str
    page: int
    line: str

    @property
    def told(self) -> str:
        """All of it in a sentence."""
        return tr(
            "{what}: {reason}, {place}. “{line}”", what=self.words, reason=self.reason, place=self.place, line=self.line
        )


class _FoundButton(QPushButton):
    """Shortened where it has less room than its words; all of it stands in its tip."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._wide = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        self._wide = 0  # the hint asks for the words, too, which are not to be shortened for it
        hint = super().sizeHint()
        self._wide = hint.width()
        return hint

    def minimumSizeHint(self) -> QSize:
        """As narrow as the form it stands in."""
        return QSize(theme().px(_NARROWEST), self.sizeHint().height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Shorten the words with an ellipsis."""
        super().initStyleOption(option)
        if self.width() < self._wide:
            room = self.width() - theme().px(_AROUND)
            option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)  # pyright: ignore[reportAttributeAccessIssue]


class CandidatesLine(QWidget):
    """Under a field. `taken` carries the `Found` that was pressed."""

    taken = Signal(object)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._holder = QWidget(self)
        self._flow = FlowLayout(self._holder, spacing=6)
        self.why = small("")
        self.why.setObjectName(f"{name}.why")
        column.addWidget(self.why)
        column.addWidget(self._holder)
        self._buttons: list[QPushButton] = []

    def show_found(self, found: Sequence[Found], proposed: object) -> None:
        """Show what was found; the reason is told of the one that is proposed."""
        for old in self._buttons:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = []
        best = next((each for each in found if each.value == proposed), None)
        self.why.setText("" if best is None else _why(best))
        self.why.setVisible(best is not None)
        others = [each for each in found if each is not best]
        for number, each in enumerate(others, 1):
            made = _FoundButton(f"{each.words} · {each.reason}".replace("&", "&&"), self._holder)
            made.setObjectName(f"{self._name}.found.{number}")
            made.setProperty("role", "segment")
            made.setToolTip(each.told)
            made.setAccessibleName(each.told)
            made.clicked.connect(partial(self.taken.emit, each))
            self._flow.addWidget(made)
            made.show()
            self._buttons.append(made)
        self._holder.setVisible(bool(others))
        self.setVisible(bool(found))


def _why(best: Found) -> str:
    return tr("Proposed: {reason}, {place}. “{line}”", reason=best.reason, place=best.place, line=best.line)
