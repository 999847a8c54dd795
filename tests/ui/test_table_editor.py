"""The table of values: keys go from cell to cell, what was offered and not touched is not saved, every letter is in the draft."""

from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records.kinds.test_results import VALUES
from ism_desktop.records.values import Rows, parse_quantity
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.editors.making import editor_for
from ism_desktop.ui.record_kit.editors.table import TableEditor


@pytest.fixture
def editor(qtbot: QtBot, workspace: Workspace) -> Iterator[TableEditor]:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made = editor_for(VALUES, workspace)
    assert isinstance(made, TableEditor)
    column.addWidget(QLineEdit())
    column.addWidget(made)
    column.addWidget(QLineEdit())
    page.resize(800, 600)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    yield made
    page.close()


def press(qtbot: QtBot, keys: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys where the cursor is, as a person does."""
    where = QGuiApplication.focusObject()
    assert isinstance(where, QWidget)
    if isinstance(keys, str):
        for key in keys:
            where = QGuiApplication.focusObject()
            assert isinstance(where, QWidget)
            qtbot.keyClicks(where, key)
    else:
        qtbot.keyClick(where, keys, modifier)


def texts(editor: TableEditor) -> list[Mapping[str, str]]:
    return [line.texts for line in editor.cells.lines]


def place(editor: TableEditor) -> tuple[int, str]:
    current = editor.view.currentIndex()
    return current.row(), editor.cells.fields[current.column()].name


def test_tab_goes_through_the_cells_and_a_new_line_appears(qtbot: QtBot, editor: TableEditor) -> None:
    editor.view.setFocus()
    assert place(editor) == (0, "test")
    for text in ("Own test", "< 1.0", "ng/mL", "0-5", "H", "by hand"):
        press(qtbot, text)
        press(qtbot, Qt.Key.Key_Tab)
    assert place(editor) == (1, "test")
    press(qtbot, "Other")
    assert editor.cells.rowCount() == 3
    assert texts(editor) == [
        {"test": "Own test", "value": "< 1.0", "unit": "ng/mL", "range": "0-5", "flag": "H", "method": "by hand"},
        {"test": "Other"},
    ]
    press(qtbot, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert place(editor) == (0, "method")


def test_enter_goes_down_to_where_the_line_was_begun(qtbot: QtBot, editor: TableEditor) -> None:
    editor.offer([{"test": "A", "unit": "g/L"}, {"test": "B", "unit": "g/L"}])
    assert place(editor) == (0, "value")
    press(qtbot, "1")
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, "2-3")
    press(qtbot, Qt.Key.Key_Return)
    assert place(editor) == (1, "value")
    press(qtbot, "4")
    press(qtbot, Qt.Key.Key_Up)
    assert place(editor) == (0, "value")
    press(qtbot, Qt.Key.Key_Down)
    assert texts(editor)[0]["range"] == "2-3"
    assert texts(editor)[1]["value"] == "4"


def test_the_cursor_leaves_the_table_at_its_end(qtbot: QtBot, editor: TableEditor) -> None:
    editor.view.setFocus()
    press(qtbot, Qt.Key.Key_Tab)
    assert not editor.view.hasFocus()
    editor.view.setFocus()
    press(qtbot, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert not editor.view.hasFocus()


def test_what_was_offered_and_not_touched_is_not_saved(qtbot: QtBot, editor: TableEditor) -> None:
    editor.offer([{"test": "A", "unit": "g/L", "key": "a"}, {"test": "B", "unit": "g/L", "key": "b"}])
    assert editor.read() is None
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, "1:160")
    assert editor.read() == Rows(({"test": "B", "value": parse_quantity("1:160"), "unit": "g/L", "key": "b"},))


def test_every_letter_is_in_the_draft_and_escape_takes_it_back(qtbot: QtBot, editor: TableEditor) -> None:
    editor.take([{"test": "A", "value": "5"}])
    editor.view.go(0, 1)
    press(qtbot, "28")
    assert editor.typed() == [{"test": "A", "value": "28"}]
    press(qtbot, Qt.Key.Key_Escape)
    assert editor.typed() == [{"test": "A", "value": "5"}]
    press(qtbot, Qt.Key.Key_Delete)
    assert editor.typed() == [{"test": "A"}]


def test_a_draft_comes_back_with_what_was_offered(editor: TableEditor) -> None:
    editor.offer([{"test": "A", "key": "a"}])
    editor.cells.put(0, {"value": "7,5"})
    editor.offer([{"test": "B"}])
    kept = editor.typed()
    editor.show_value(None)
    assert editor.typed() is None
    editor.retype(kept)
    assert editor.typed() == kept
    read = editor.read()
    assert read is not None
    assert [row["test"] for row in read.rows] == ["A"]


def test_faults_stand_at_their_cells_and_are_said(editor: TableEditor) -> None:
    editor.take([{"test": "A", "value": "1"}, {"value": "2"}, {"test": "C", "value": "9" * 300}])
    with pytest.raises(ValueError, match="Line 2"):
        editor.read()
    editor.mark(on=True)
    assert set(editor.cells.faults) == {(1, "test"), (2, "value")}
    assert place(editor) == (1, "test")
    editor.cells.put(2, {"value": "9"})
    editor.mark(on=False)
    assert not editor.cells.faults


def test_lines_are_moved_and_removed(qtbot: QtBot, editor: TableEditor) -> None:
    editor.take([{"test": "A"}, {"test": "B"}, {"test": "C"}])
    editor.view.go(1, 0)
    press(qtbot, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert [each["test"] for each in texts(editor)] == ["B", "A", "C"]
    assert place(editor) == (0, "test")
    remove = editor.findChild(QWidget, "values.remove")
    assert remove is not None
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert [each["test"] for each in texts(editor)] == ["A", "C"]


def test_a_table_is_not_pasted_into_one_cell(qtbot: QtBot, editor: TableEditor) -> None:
    told: list[str] = []
    editor.columns_pasted.connect(told.append)
    editor.view.setFocus()
    QGuiApplication.clipboard().setText("A\t1\nB\t2")
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told == ["A\t1\nB\t2"]
    press(qtbot, "x")
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(told) == 2
    assert texts(editor) == [{"test": "x"}]
    QGuiApplication.clipboard().setText(" 24,1 ")
    editor.view.go(0, 1)
    press(qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert texts(editor)[0]["value"] == "24,1"


def test_a_value_and_its_unit_are_never_cut(qtbot: QtBot, editor: TableEditor) -> None:
    """Beside a report the table is narrow: “ng/…” was all that stood there of ng/mL and of ng/dL."""
    long = "Mean corpuscular haemoglobin concentration"
    rows = [
        {"test": long, "value": "33.4", "unit": "g/dL", "range": "32.0 to 36.0 g/dL, adults", "method": "by machine"},
        {"test": "GFR", "value": "> 90", "unit": "mL/min/1.73m²", "range": "above 60", "flag": "see note"},
        {"test": "Smear", "value": "no immature cells were seen", "unit": ""},
    ]
    view, needed = editor.view, QFontMetrics(editor.view.font())
    for width in (800, 480, 330):
        editor.window().resize(width, 600)
        editor.take(rows if width == 800 else [])
        qtbot.wait(1)
        widths = {cell.name: view.columnWidth(column) for column, cell in enumerate(editor.cells.fields)}
        for row in rows[:2]:
            for name in ("value", "unit"):
                assert widths[name] > 20 + needed.horizontalAdvance(row[name]), f"{row[name]} at {width}"
    assert view.rowHeight(2) > view.rowHeight(0), "a value of many words goes to another line"
    assert sum(widths.values()) > view.viewport().width(), "in so narrow a table it scrolls sideways"


def test_no_column_moves_while_a_cell_is_typed_into(qtbot: QtBot, editor: TableEditor) -> None:
    editor.window().resize(400, 600)
    editor.take([{"test": "Tryptase", "unit": "ng/mL"}])
    view = editor.view
    view.go(0, 2)
    before = [view.columnWidth(column) for column in range(6)]
    press(qtbot, "nanogram/millilitre")
    assert [view.columnWidth(column) for column in range(6)] == before
    press(qtbot, Qt.Key.Key_Tab)
    assert view.columnWidth(2) > before[2]
    assert view.columnWidth(2) > QFontMetrics(view.font()).horizontalAdvance("nanogram/millilitre")
