"""Every way of typing in the form, driven as a person would, on a kind that is not shipped. Run by `test_new_values`."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records import store
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, Moment, Money, PartialDate, PartialTime, Rows, parse_quantity
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import tab_order
from ism_desktop.ui.record_kit.editors.rows import RowsEditor
from ism_desktop.ui.record_kit.editors.scale import ScaleButtons
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.history import FormerRows
from tests.drivers.clipping import clipped
from tests.drivers.form import FormDriver
from tests.drivers.widgets import click, find
from tests.records.extra_kind import CHECKUPS

Open = Callable[..., FormDriver]


@pytest.fixture
def open_form(workspace: Workspace, qtbot: QtBot) -> Iterator[Open]:
    made: list[RecordForm] = []

    def show(record_id: str | None = None, width: int = 760, height: int = 1400) -> FormDriver:
        form = RecordForm(workspace, CHECKUPS)
        made.append(form)
        form.resize(width, height)
        form.open(record_id)
        with qtbot.waitExposed(form):
            form.show()
        return FormDriver(qtbot, form)

    yield show
    for form in made:
        form.close()
        form.deleteLater()


def saved(workspace: Workspace, driver: FormDriver) -> Record:
    record_id = driver.form.save()
    assert record_id is not None
    return read(workspace, record_id)


def read(workspace: Workspace, record_id: str) -> Record:
    with workspace.vault.read() as session:
        return store.get(session, CHECKUPS, record_id)


def lines(driver: FormDriver) -> RowsEditor:
    editor = driver.form.binding.rows["lines"].editor
    assert isinstance(editor, RowsEditor)
    return editor


def add_line(driver: FormDriver, what: str) -> None:
    click(driver.qtbot, driver.form, "lines.add")
    driver.write(f"lines.{len(lines(driver).lines)}.what", what)


def whats(driver: FormDriver) -> list[str]:
    return [driver.shows(f"lines.{number}.what") for number in range(1, len(lines(driver).lines) + 1)]


def fill_in(driver: FormDriver) -> None:
    qtbot, form = driver.qtbot, driver.form
    driver.write("name", "Autumn checkup")
    driver.write("at", "3 sep 2026")
    driver.write("at.time", "2.05 pm")
    click(qtbot, form, "at.other_zone")
    driver.write("at.zone", "Berlin")
    driver.write("tryptase", "< 1.0 ng/mL")
    driver.write("cost", "CHF 1250.5")
    click(qtbot, form, "itching.7")
    click(qtbot, form, "symptoms.bones")
    click(qtbot, form, "symptoms.itch")
    add_line(driver, "Titre")
    driver.write("lines.1.value", "1:160")
    driver.choose("lines.1.flag", "high")
    add_line(driver, "Visit")
    driver.write("lines.2.price", "80")
    driver.write("lines.2.on", "09/2026")
    driver.answer("lines.2.fasting", yes=False)
    click(qtbot, form, "lines.2.effort.3")


VALUES = {
    "name": "Autumn checkup",
    "at": Moment(PartialDate(2026, 9, 3), PartialTime(14, 5), "Europe/Berlin"),
    "tryptase": parse_quantity("< 1.0 ng/mL"),
    "cost": Money(Decimal("1250.50"), "CHF"),
    "itching": 7,
    "symptoms": ("itch", "bones"),
    "lines": Rows(
        (
            {"what": "Titre", "value": parse_quantity("1:160"), "flag": "high"},
            {
                "what": "Visit",
                "price": Money(Decimal("80.00"), "EUR"),
                "on": PartialDate(2026, 9),
                "fasting": False,
                "effort": 3,
            },
        )
    ),
}


def test_all_of_it_is_typed_saved_and_shown_again(workspace: Workspace, open_form: Open) -> None:
    driver = open_form()
    fill_in(driver)
    record = saved(workspace, driver)
    assert {name: record.values[name] for name in VALUES} == VALUES
    assert not driver.unsaved
    again = open_form(record.id)
    assert again.shows("at") == "3 September 2026"
    assert again.shows("at.time") == "14:05"
    assert again.shows("at.zone").startswith("Berlin")
    assert again.shows("tryptase") == "< 1.0 ng/mL"
    assert (again.shows("cost"), again.shows("cost.currency")) == ("1250.50", "CHF")
    assert whats(again) == ["Titre", "Visit"]
    assert not again.form.is_changed


def test_a_draft_outlives_the_program_with_all_of_it(workspace: Workspace, open_form: Open) -> None:
    driver = open_form()
    fill_in(driver)
    driver.write("lines.1.on", "the other day")
    driver.form.leave()
    workspace.drafts.flush()
    kept = json.loads(workspace.vault.draft_files.read() or b"{}")
    assert kept["checkups/"] == workspace.drafts.get("checkups", None)
    again = open_form()
    assert again.unsaved
    assert again.shows("lines.1.on") == "the other day"
    again.write("lines.1.on", "")
    record = saved(workspace, again)
    assert {name: record.values[name] for name in VALUES} == VALUES
    assert workspace.drafts.all() == []


def test_history_shows_each_former_row_in_a_line_of_its_own(workspace: Workspace, open_form: Open) -> None:
    bill = Rows(tuple({"what": f"Line {number}", "price": Money(Decimal(number), "EUR")} for number in range(1, 7)))
    with workspace.vault.write() as session:
        record_id = store.save(session, CHECKUPS, {"name": "Bill", "lines": bill})
        store.save(session, CHECKUPS, {"lines": None}, record_id=record_id)
    driver = open_form(record_id)
    click(driver.qtbot, driver.form, "history")
    former = find(driver.form, FormerRows, "former_rows")
    said = [label.text() for label in former.findChildren(QLabel)]
    assert said[0] == "Values and lines, as it was before:"
    assert said[1::2] == ["1", "2", "3", "4", "5", "6"]
    assert [words.partition(" · ")[0] for words in said[2::2]] == [f"Line {number}" for number in range(1, 7)]
    assert all("€" in words for words in said[2::2])

    def tops() -> list[int]:
        return [label.y() for label in former.findChildren(QLabel)[2::2]]

    driver.qtbot.waitUntil(lambda: tops() == sorted(set(tops())))
    assert not clipped(former)


def test_undo_and_history_bring_rows_back(workspace: Workspace, open_form: Open) -> None:
    driver = open_form()
    fill_in(driver)
    record = saved(workspace, driver)
    click(driver.qtbot, driver.form, "lines.1.remove")
    driver.write("tryptase", "trace")
    assert len(saved(workspace, driver).values["lines"]) == 1
    workspace.undo_bar.undo_latest()
    driver.form.refresh()
    assert whats(driver) == ["Titre", "Visit"]
    assert driver.shows("tryptase") == "< 1.0 ng/mL"
    assert read(workspace, record.id).values["lines"] == VALUES["lines"]
    workspace.undo_bar.redo_latest()
    assert read(workspace, record.id).values["tryptase"] == parse_quantity("trace")


def test_lines_are_moved_removed_and_put_back(workspace: Workspace, open_form: Open) -> None:
    driver = open_form()
    driver.write("name", "Bill")
    for what in ("a", "b", "c"):
        add_line(driver, what)
    click(driver.qtbot, driver.form, "lines.3.up")
    assert whats(driver) == ["a", "c", "b"]
    first = find(driver.form, QLineEdit, "lines.1.what")
    first.setFocus()
    driver.qtbot.keyClick(first, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert whats(driver) == ["c", "a", "b"]
    assert QApplication.focusWidget() is first, "the cursor goes with its line"
    click(driver.qtbot, driver.form, "lines.2.remove")
    assert whats(driver) == ["c", "b"]
    assert QApplication.focusWidget() is find(driver.form, QAbstractButton, "lines.put_back")
    click(driver.qtbot, driver.form, "lines.put_back")
    assert whats(driver) == ["c", "a", "b"]
    click(driver.qtbot, driver.form, "lines.1.remove")
    record = saved(workspace, driver)
    assert [row["what"] for row in record.values["lines"].rows] == ["a", "b"]
    assert driver.form.findChild(QAbstractButton, "lines.put_back") is None or len(lines(driver).lines) == 2


def test_tab_goes_through_the_lines_as_they_stand(open_form: Open) -> None:
    driver = open_form()
    for what in ("a", "b"):
        add_line(driver, what)
    click(driver.qtbot, driver.form, "lines.2.up")
    find(driver.form, QLineEdit, "lines.1.what").setFocus()
    seen: list[str] = []
    for _ in range(60):
        now = QApplication.focusWidget()
        assert now is not None
        seen.append(now.objectName())
        if now.objectName() == "lines.add":
            break
        tab_order.step(driver.form, forward=True)  # as the window does at Tab
    numbers = [name.split(".")[1] for name in seen if name.startswith("lines.") and name != "lines.add"]
    assert numbers == sorted(numbers)
    assert seen[-1] == "lines.add"
    assert set(numbers) == {"1", "2"}
    order = [name for name in seen if name in {"lines.1.what", "lines.1.value", "lines.1.price", "lines.1.remove"}]
    assert order == ["lines.1.what", "lines.1.value", "lines.1.price", "lines.1.remove"]


def test_faults_stand_at_their_cells(open_form: Open) -> None:
    driver = open_form()
    driver.write("name", "Bill")
    add_line(driver, "")
    driver.write("lines.1.value", "12 ng/mL")
    add_line(driver, "Visit")
    driver.write("lines.2.price", "much")
    assert driver.form.save() is None
    assert "much" in driver.fault("lines.2.price")
    assert "much" in driver.fault("lines")
    driver.write("lines.2.price", "80")
    assert driver.fault("lines.2.price") == ""
    assert driver.form.save() is None
    assert "What" in driver.fault("lines.1.what")
    driver.write("lines.1.what", "Tryptase")
    assert driver.form.save() is not None
    assert driver.fault("lines") == ""


def test_a_line_with_nothing_in_it_is_no_line(workspace: Workspace, open_form: Open) -> None:
    driver = open_form()
    driver.write("name", "Bill")
    click(driver.qtbot, driver.form, "lines.add")
    assert saved(workspace, driver).values["lines"] is None
    click(driver.qtbot, driver.form, "lines.add")
    assert not driver.form.is_changed


def test_gaps_are_stated_for_a_field_and_in_a_cell(workspace: Workspace, open_form: Open) -> None:
    driver = open_form()
    driver.write("name", "Bill")
    driver.press_gap("at", Gap.UNKNOWN)
    driver.press_gap("cost", Gap.NONE)
    driver.press_gap("symptoms", Gap.NONE)
    add_line(driver, "Tryptase")
    driver.press_gap("lines.1.value", Gap.UNKNOWN)
    values = saved(workspace, driver).values
    assert (values["at"], values["cost"], values["symptoms"]) == (Gap.UNKNOWN, Gap.NONE, Gap.NONE)
    assert values["lines"].rows[0]["value"] is Gap.UNKNOWN
    driver.press_gap("lines", Gap.NONE)
    assert saved(workspace, driver).values["lines"] is Gap.NONE


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ([Qt.Key.Key_7], 7),
        ([Qt.Key.Key_1, Qt.Key.Key_0], 10),
        ([Qt.Key.Key_End], 10),
        ([Qt.Key.Key_End, Qt.Key.Key_Right], 10),
        ([Qt.Key.Key_5, Qt.Key.Key_Left, Qt.Key.Key_Left], 3),
        ([Qt.Key.Key_Right], 0),
        ([Qt.Key.Key_4, Qt.Key.Key_Delete], None),
    ],
)
def test_the_scale_by_the_keyboard(open_form: Open, keys: list[Qt.Key], value: int | None) -> None:
    driver = open_form()
    scale = find(driver.form, ScaleButtons, "itching")
    scale.setFocus()
    for key in keys:
        now = QApplication.focusWidget()
        assert now is not None
        QTest.keyClick(now, key)
    assert scale.value == value
    assert driver.form.is_changed is (value is not None)


def test_a_number_pressed_again_is_taken_back(open_form: Open) -> None:
    driver = open_form()
    click(driver.qtbot, driver.form, "itching.3")
    click(driver.qtbot, driver.form, "itching.3")
    assert find(driver.form, ScaleButtons, "itching").value is None
    assert not driver.form.is_changed


def test_units_are_suggested_behind_a_number(open_form: Open) -> None:
    driver = open_form()
    control = find(driver.form, QLineEdit, "tryptase")
    control.setFocus()
    driver.qtbot.keyClicks(control, "12 n")
    suggesting = control.completer()
    assert suggesting is not None
    popup = suggesting.popup()
    assert popup is not None
    assert popup.isVisible()
    assert popup.model().index(0, 0).data() == "12 ng/mL"
    driver.qtbot.keyClick(popup, Qt.Key.Key_Down)
    driver.qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert control.text() == "12 ng/mL"


@pytest.mark.parametrize(
    ("typed", "amount", "currency"), [("12.5", "12.50", "EUR"), ("USD 3", "3.00", "USD"), ("7 JPY", "7", "JPY")]
)
def test_money_is_typed_with_or_without_its_currency(open_form: Open, typed: str, amount: str, currency: str) -> None:
    driver = open_form()
    driver.write("cost", typed)
    assert (driver.shows("cost"), driver.shows("cost.currency")) == (amount, currency)


def test_a_time_without_a_day_is_marked(open_form: Open) -> None:
    driver = open_form()
    driver.write("at.time", "evening")
    assert driver.fault("at")
    driver.write("at", "May 2026")
    assert driver.fault("at") == ""
    driver.write("at.zone", "Nowhere")
    assert "Nowhere" in driver.fault("at")


def test_every_control_has_a_name_for_a_screen_reader(open_form: Open) -> None:
    driver = open_form()
    for _ in range(2):
        click(driver.qtbot, driver.form, "lines.add")
    stops = [
        part
        for part in driver.form.column.content.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None
    ]
    assert [part.objectName() for part in stops if not part.accessibleName()] == []
    names = [part.accessibleName() for part in stops if part.objectName().startswith("lines.")]
    assert len(names) == len(set(names)), "two controls in the lines cannot be told apart"


def test_somebody_else_changed_it_meanwhile(workspace: Workspace, open_form: Open) -> None:
    driver = open_form()
    driver.write("name", "Bill")
    record = saved(workspace, driver)
    driver.write("tryptase", "5 ng/mL")
    with workspace.vault.write() as session:
        store.save(
            session, CHECKUPS, {"tryptase": parse_quantity("9 ng/mL"), "name": "Bill of May"}, record_id=record.id
        )
    assert driver.form.save() is None
    assert "9 ng/mL" in driver.fault("tryptase")
    assert driver.shows("tryptase") == "5 ng/mL"
    assert driver.shows("name") == "Bill of May"
    assert saved(workspace, driver).values["tryptase"] == parse_quantity("5 ng/mL")


@pytest.mark.parametrize("size", [100, 150])
def test_nothing_is_cut_off(open_form: Open, size: int, workspace: Workspace) -> None:
    from ism_desktop.ui.kit.look import apply_look

    workspace.settings["text_size"] = size
    apply_look(workspace.settings)
    try:
        driver = open_form(None, 660, 1400)
        fill_in(driver)
        QApplication.processEvents()
        assert clipped(driver.form) == []
    finally:
        workspace.settings["text_size"] = 100
        apply_look(workspace.settings)
