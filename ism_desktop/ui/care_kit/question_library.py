"""The dialog in which questions are picked from the library that comes with the program."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.library import questions as bank
from ism_desktop.library.questions import BankQuestion
from ism_desktop.records.folding import folded
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.dialog import BareDialog
from ism_desktop.ui.kit.widgets.rows import SideBySide
from ism_desktop.ui.kit.widgets.text import heading, secondary, small
from ism_desktop.ui.kit.widgets.tick_list import ID, TickList


class LibraryDialog(BareDialog):
    """Filter, search, tick several, add them. `picked` carries the bank questions that were ticked.

    `on_this_list` are the ids of bank questions that stand on the list already; `elsewhere` says of others where they stand. Questions for
    somebody with one of the `roles` stand first, and before all of them those from the person's own `plan`.
    """

    picked = Signal(list)

    def __init__(
        self,
        on_this_list: frozenset[str],
        elsewhere: Mapping[str, str],
        roles: frozenset[str],
        parent: QWidget,
        *,
        plan: Sequence[BankQuestion] = (),
    ) -> None:
        super().__init__(parent.window())
        self.setObjectName("library_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Questions from the library"))
        self._there = on_this_list
        self._elsewhere = elsewhere
        self._bank = {question.id: question for question in (*plan, *bank.for_roles(roles))}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(heading(tr("Pick questions from the library")))
        column.addWidget(
            secondary(
                tr("Tick what you want to ask. Each becomes a question of your own, which you can reword afterwards.")
            )
        )
        column.addLayout(self._filters())
        self.list = TickList(tr("Questions in the library"), name="library_list")
        self.list.itemChanged.connect(self._on_ticked)
        frame = QFrame()
        frame.setProperty("role", "panel")
        around = QVBoxLayout(frame)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.list)
        column.addWidget(frame, 1)
        self._nothing = secondary(
            tr("No matching questions. Try fewer words, or choose every specialist and every subject.")
        )
        self._nothing.hide()
        column.addWidget(self._nothing)
        column.addLayout(self._foot())
        self._fill()
        self._on_ticked()
        fitting.fit_dialog(self, QSize(theme().px(720), theme().px(680)))

    def _filters(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.words = QLineEdit()
        self.words.setObjectName("library_search")
        self.words.setAccessibleName(tr("Search the library"))
        self.words.setPlaceholderText(tr("Search the library"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._filter)
        self.specialist = DropDown()
        self.specialist.setObjectName("library_specialist")
        self.specialist.setAccessibleName(tr("For which specialist"))
        self.specialist.addItem(tr("Every specialist"), "")
        for named in bank.specialists():
            self.specialist.addItem(named.words, named.key)
        self.purpose = DropDown()
        self.purpose.setObjectName("library_purpose")
        self.purpose.setAccessibleName(tr("About what"))
        self._fill_purposes()
        self.specialist.currentIndexChanged.connect(self._on_specialist)
        self.purpose.currentIndexChanged.connect(self._filter)
        column.addWidget(self.words)
        column.addWidget(SideBySide(self.specialist, self.purpose, needed=480))
        return column

    def _fill_purposes(self) -> None:
        chosen = self.purpose.currentData()
        self.purpose.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        self.purpose.clear()
        self.purpose.addItem(tr("Every subject"), "")
        for named in bank.purposes(self.specialist.currentData() or ""):
            self.purpose.addItem(named.words, named.key)
        self.purpose.setCurrentIndex(max(0, self.purpose.findData(chosen)))
        self.purpose.blockSignals(False)  # noqa: FBT003

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._count = small("")
        self._count.setObjectName("library_count")
        row.addWidget(self._count, 1)
        row.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self._go = button(tr("Add"), self._on_add, role="primary", name="library_add")
        self._go.setDefault(True)
        row.addWidget(self._go)
        return row

    def _fill(self) -> None:
        group = ("", "")
        for question in self._bank.values():
            if (question.specialist.key, question.purpose.key) != group:
                group = (question.specialist.key, question.purpose.key)
                self.list.add_heading(question.purpose.words, question.specialist.words)
            there = question.id in self._there
            where = tr("On this list already") if there else self._elsewhere.get(question.id, "")
            source = "" if question.is_own else tr("Source: {source}", source=question.source)
            detail = " · ".join(part for part in (where, source) if part)
            self.list.add_row(question.id, question.text, detail, is_settled=there)

    # Filtering -----------------------------------------------------------------------------------------------------------

    def _on_specialist(self) -> None:
        self._fill_purposes()
        self._filter()

    def _filter(self) -> None:
        words = folded(self.words.text()).split()
        specialist, purpose = self.specialist.currentData(), self.purpose.currentData()
        head: QListWidgetItem | None = None
        found = False
        for place in range(self.list.count()):
            item = self.list.item(place)
            question = self._bank.get(item.data(ID))
            if question is None:
                head = item
                head.setHidden(True)
                continue
            fits = (not specialist or question.specialist.key == specialist) and (
                not purpose or question.purpose.key == purpose
            )
            searched = folded(f"{question.text} {question.purpose.words} {question.specialist.words}")
            fits = fits and all(word in searched for word in words)
            item.setHidden(not fits)
            found = found or fits
            if fits and head is not None:
                head.setHidden(False)
        self._nothing.setVisible(not found)

    # Picking -------------------------------------------------------------------------------------------------------------

    def ticked(self) -> list[BankQuestion]:
        """The questions that are ticked and not on the list already, in the order of the bank."""
        return [self._bank[one] for one in self.list.ticked()]

    def _on_ticked(self) -> None:
        count = len(self.ticked())
        ticked = tr_n("{number} question ticked.", "{number} questions ticked.", count)
        self._count.setText(ticked if count else tr("Nothing ticked yet."))
        self._go.setText(tr_n("Add {number} question", "Add {number} questions", count) if count else tr("Add"))
        self._go.setAccessibleName(self._go.text())
        self._go.setEnabled(bool(count))

    def _on_add(self) -> None:
        self.picked.emit(self.ticked())
        self.accept()
