"""One thing that was read of a bill: its tick, its text to correct, the picture of its line, and why it should be looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout

from ism_desktop.documents.bill_rows import Find, Place, ProposedLine, words
from ism_desktop.documents.bill_rows.entry import PAID, PAID_BY_ME, REDUCED, Item
from ism_desktop.language import in_use, tr
from ism_desktop.records.kind import Kind
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.text import label, set_flag, small
from ism_desktop.ui.record_kit.line_picture import LinePicture

_LABEL = 190  # pixels at 100 %


class _Row(QFrame):
    """`changed` says that a person changed it in any way."""

    changed = Signal()

    def __init__(self, name: str, called: str, *, ticked: bool) -> None:
        super().__init__()
        self.setObjectName(f"read_row.{name}")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 4, 0, 4)
        self.column.setSpacing(2)
        self.line = QHBoxLayout()
        self.line.setSpacing(10)
        self.tick = TickBox(called, name=f"read_tick.{name}")
        self.tick.setChecked(ticked)
        self.tick.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tick.toggled.connect(self.changed)
        self.line.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(self.line)
        self.picture = LinePicture()
        self.picture.setAccessibleName(tr("Picture of the line with {test}", test=called))

    def _say(self, reasons: Sequence[str]) -> None:
        said = " ".join(dict.fromkeys(reasons))
        if said:
            shown = small(said)
            shown.setObjectName(f"{self.objectName()}.reasons")
            self.tick.setAccessibleDescription(said)
            self.column.addWidget(shown)

    @property
    def is_ticked(self) -> bool:
        """Whether it is to be taken."""
        return self.tick.isChecked()


class ItemRow(_Row):
    """A field. What is typed into it is taken."""

    def __init__(self, item: Item, kind: Kind) -> None:
        super().__init__(item.name, label_of(item.name, kind), ticked=item.is_sure and bool(item.text))
        self.item = item
        self.tick.setFixedWidth(theme().px(_LABEL))
        self.text = QLineEdit(item.text)
        self.text.setObjectName(f"read_text.{item.name}")
        self.text.setAccessibleName(label_of(item.name, kind))
        self.text.setCursorPosition(0)
        self.text.setMinimumWidth(theme().px(90))
        self.text.textEdited.connect(self._on_typed)
        self.line.addWidget(self.text, 3)
        if item.find is not None and item.find.place.box is not None:
            self.line.addWidget(self.picture, 4)
        else:
            self.picture.setParent(self)
            self.picture.hide()
            self.line.addStretch(4)
        self._fault = label("", "fault")
        self._fault.hide()
        self.column.addWidget(self._fault)
        self._say(_reasons(item))

    @property
    def place(self) -> Place | None:
        """Where it was found."""
        return None if self.item.find is None else self.item.find.place

    def _on_typed(self) -> None:
        """Whoever types it wants it."""
        self.tick.setChecked(bool(self.text.text().strip()))
        self.show_fault("")
        self.changed.emit()

    def show_fault(self, said: str) -> None:
        """Say what is wrong with it; nothing takes it back."""
        self._fault.setText(said)
        self._fault.setVisible(bool(said))
        set_flag(self.text, "fault", on=bool(said))

    def take_up(self, text: str, *, ticked: bool) -> None:
        """Show what a draft has of it."""
        self.text.setText(text)
        self.text.setCursorPosition(0)
        self.tick.setChecked(ticked)


class LineRow(_Row):
    """A line of the bill, taken as it was read or not at all: it can be changed afterwards, like all that is saved."""

    def __init__(self, number: int, proposed: ProposedLine, currency: str) -> None:
        super().__init__(f"line{number}", line_words(proposed, currency), ticked=proposed.is_sure)
        self.proposed = proposed
        self.tick.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if proposed.place.box is not None:
            self.column.addWidget(self.picture)
        else:
            self.picture.setParent(self)
            self.picture.hide()
        doubts = [*proposed.doubts, *(each for amount in proposed.amounts for each in amount.doubts)]
        self._say([words.doubt(each) for each in doubts])

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.proposed.place


def label_of(name: str, kind: Kind) -> str:
    """What an item is called."""
    of_payments = {
        PAID: tr("Insurers paid on it already"),
        REDUCED: tr("Taken off already"),
        PAID_BY_ME: tr("I paid on it already"),
    }
    return of_payments.get(name) or (tr("Insurer") if name == "insurer" else kind.field(name).label)


def line_words(line: ProposedLine, currency: str) -> str:
    """A line and its first amount: “3 May 2026: Biopsy, $240.00”."""
    amount = in_use().money(line.amounts[0].value, currency) if line.amounts and currency else ""
    said = ", ".join(part for part in (line.what, amount) if part)
    return tr("{day}: {line}", day=line.day.value.words, line=said) if line.day is not None else said


def _reasons(item: Item) -> list[str]:
    if item.known is not None and item.find is not None:
        return [tr("The paper says “{printed}”; this is in your record.", printed=item.find.printed)]
    find: Find[object] | None = item.find
    if find is None or find.is_sure:
        return []
    return [words.doubt(each) for each in find.doubts]
