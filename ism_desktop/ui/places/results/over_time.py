"""All values of one test over the years, as a table: with the lab, its own range, and the page of the report that says so."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ism_desktop.language import tr, tr_c, tr_n
from ism_desktop.library import lab_tests
from ism_desktop.records import links, test_values
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.test_results import TEST_RESULTS, TRYPTASE
from ism_desktop.records.links import Proof
from ism_desktop.records.test_values import PastValue
from ism_desktop.records.values import Moment
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.results.known_tests import KnownTests


class ValuesTable(QTableWidget):
    """The table. Enter and double click open the collection; Ctrl+C copies every chosen line, or all of them, with tabs between."""

    open_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("over_time")
        self.setProperty("role", "rows")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self.open_wanted)

    def fill(self, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """Show these lines under these heads."""
        self.clear()
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, words in enumerate(line):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.setItem(row, column, item)
        self.verticalHeader().setDefaultSectionSize(theme().px(36))
        self.resizeColumnsToContents()
        for column in range(len(heads)):
            self.setColumnWidth(column, min(self.columnWidth(column) + theme().px(12), theme().px(280)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or copy."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentRow() >= 0:
            self.open_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The chosen lines under their heads, as a spreadsheet takes them."""
        chosen = sorted({index.row() for index in self.selectedIndexes()}) or list(range(self.rowCount()))
        columns = range(self.columnCount())
        heads = [self._words(self.horizontalHeaderItem(column)) for column in columns]
        lines = [[self._words(self.item(row, column)) for column in columns] for row in chosen]
        return "\n".join("\t".join(line) for line in (heads, *lines))

    @staticmethod
    def _words(item: QTableWidgetItem | None) -> str:
        return "" if item is None else item.text()


class OverTime(QFrame):
    """Chooses a test and shows its values, the latest first. `record_wanted` carries the collection that a value belongs to."""

    record_wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("over_time_panel")
        self.setProperty("role", "panel")
        self._workspace = workspace
        self._values: list[PastValue] = []
        self._shown: list[PastValue] = []
        self._proofs: dict[str, Proof] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(8)
        words = label(tr("Test"), "subheading")
        row.addWidget(words)
        self.test = DropDown()
        self.test.setObjectName("over_time_test")
        self.test.setAccessibleName(tr("Test"))
        self.test.setMinimumWidth(theme().px(220))
        words.setBuddy(self.test)
        self.test.currentIndexChanged.connect(self._show)
        row.addWidget(self.test)
        row.addStretch(1)
        column.addLayout(row)
        self.table = ValuesTable()
        self.table.open_wanted.connect(self._on_open)
        self.table.itemSelectionChanged.connect(self._refresh_buttons)
        column.addWidget(self.table, 1)
        self._said = secondary("")
        column.addWidget(self._said)
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self._open = button(tr("Open the entry"), self._on_open, icon_name="mdi6.pencil-outline", name="over_time_open")
        self._page = button(
            tr("Open the report"), self._on_page, icon_name="mdi6.file-document-outline", name="over_time_page"
        )
        self._copy = button(tr("Copy the table"), self._on_copy, icon_name="mdi6.content-copy", name="over_time_copy")
        for part in (self._open, self._page, self._copy):
            row.addWidget(part)
        return holder

    # Reading -------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every value, and keep the test that is chosen."""
        with self._workspace.vault.read() as session:
            self._values = test_values.every(session)
            self._proofs = links.first_proofs(session, TEST_RESULTS)
        counted: dict[str, list[PastValue]] = {}
        for value in self._values:
            counted.setdefault(KnownTests.mark(value.key, value.test), []).append(value)
        order = list(lab_tests.groups())
        marks = sorted(counted, key=lambda mark: (order.index(lab_tests.group_of(mark)), _name(counted[mark][0])))
        wanted = self.test.currentData()
        self.test.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.test.clear()
        for mark in marks:
            name = tr_c(
                "a test and how often", "{test} ({number})", test=_name(counted[mark][0]), number=len(counted[mark])
            )
            self.test.addItem(name, mark)
        self.test.setCurrentIndex(max(0, self.test.findData(wanted)))
        self.test.blockSignals(False)  # noqa: FBT003
        self._show()

    def choose(self, mark: str) -> None:
        """Choose a test by its key, or its name in small letters."""
        self.test.setCurrentIndex(max(0, self.test.findData(mark)))

    def _show(self) -> None:
        mark = self.test.currentData()
        self._shown = [value for value in self._values if KnownTests.mark(value.key, value.test) == mark]
        is_tryptase = mark == TRYPTASE
        heads = [tr("When it was taken"), tr("Value"), tr("Lab’s range"), tr("Flag")]
        heads += [tr("Which sample it was")] if is_tryptase else []
        heads += [tr("Lab"), tr("Method or note"), tr("Report")]
        self.table.fill(heads, [self._line(value, is_tryptase=is_tryptase) for value in self._shown])
        self.table.setAccessibleName(
            tr("Values of {test}", test=self.test.currentText()) if self._shown else tr("Values")
        )
        self._said.setText(
            tr_n("{number} value, as the lab printed it", "{number} values, as the labs printed them", len(self._shown))
            if self._shown
            else tr("There are no values yet.")
        )
        if self._shown:
            self.table.setCurrentCell(0, 0)
        self._refresh_buttons()

    def _line(self, value: PastValue, *, is_tryptase: bool) -> list[str]:
        when = value.taken_at  # without its zone: the clock of the place is what the report says
        taken = tr("not recorded") if when is None else Moment(when.date, when.time).words
        printed = (
            tr_c("a value and its unit", "{value} {unit}", value=value.value, unit=value.unit)
            if value.value and value.unit
            else value.value or value.unit
        )
        state = [choice_label(TEST_RESULTS.field("tryptase_state"), value.state) if value.state else tr("not recorded")]
        proof = self._proofs.get(value.record_id)
        return [
            taken,
            printed,
            value.range,
            value.flag,
            *(state if is_tryptase else []),
            value.lab,
            value.method,
            _page(proof),
        ]

    # The person ----------------------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> PastValue | None:
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _refresh_buttons(self) -> None:
        chosen = self._chosen
        self._open.setEnabled(chosen is not None)
        self._page.setEnabled(chosen is not None and chosen.record_id in self._proofs)
        self._copy.setEnabled(bool(self._shown))

    def _on_open(self) -> None:
        if self._chosen is not None:
            self.record_wanted.emit(self._chosen.record_id)

    def _on_page(self) -> None:
        proof = None if self._chosen is None else self._proofs.get(self._chosen.record_id)
        if proof is not None:
            self._workspace.show_page("documents", proof.document_id, proof.page)

    def _on_copy(self) -> None:
        self.table.clearSelection()
        QGuiApplication.clipboard().setText(self.table.copied())


def _name(value: PastValue) -> str:
    """What a test is called: by the program where it knows the test, else as it was typed."""
    test = lab_tests.load().tests.get(value.key)
    return value.test if test is None else test.name


def _page(proof: Proof | None) -> str:
    if proof is None:
        return ""
    return proof.title if proof.page is None else tr("{title}, page {page}", title=proof.title, page=proof.page)
