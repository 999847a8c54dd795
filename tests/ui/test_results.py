"""The place of the test results: a panel typed by keyboard alone, tests of last time, pasting, the report beside, drafts."""

from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.library import lab_tests
from ism_desktop.records import links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.values import Moment, Rows, parse_quantity
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import tab_order
from ism_desktop.ui.places.results.page import ResultsPage
from ism_desktop.ui.places.results.paste_dialog import PasteDialog
from ism_desktop.ui.places.results.results_view import ResultsView
from tests.drivers.form import FormDriver
from tests.drivers.values_table import TableDriver
from tests.drivers.widgets import click, dialog, find
from tests.ui.test_form import DOCUMENT

COUNT = (
    *("5.7", "4.42", "13.3", "39.8", "90.0", "30.1", "33.4", "12.9", "251", "10.1"),
    *("3.2", "1.8", "0.4", "0.2", "0.1", "56.1", "31.6", "7.0", "3.5", "1.8", "< 0.1", "62"),
)


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[ResultsPage]:
    yield from shown_page(workspace, qtbot)


def shown_page(workspace: Workspace, qtbot: QtBot) -> Iterator[ResultsPage]:
    """The page on a screen, until the test is over."""
    made = ResultsPage(workspace)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.refresh()
    yield made
    made.close()
    made.deleteLater()


def view_of(page: ResultsPage) -> ResultsView:
    assert isinstance(page.view, ResultsView)
    return page.view


def choose_panel(page: ResultsPage, key: str) -> None:
    menu = find(page, QPushButton, "choose_panel").menu()
    next(action for action in menu.actions() if action.data() == key).trigger()


def saved(workspace: Workspace) -> list[store.Record]:
    with workspace.vault.read() as session:
        return store.list_active(session, TEST_RESULTS)


def save(workspace: Workspace, taken: str, *rows: Mapping[str, object], **more: object) -> str:
    values = {"taken_at": Moment.from_stored(taken), "values": Rows.of(rows)} | more
    with workspace.vault.write() as session:
        return store.save(session, TEST_RESULTS, values)


def test_a_blood_count_of_22_values_is_typed_in_a_minute(page: ResultsPage, qtbot: QtBot, workspace: Workspace) -> None:
    view = view_of(page)
    page.new_record()
    form, table = FormDriver(qtbot, view.form), TableDriver(qtbot, view.table)
    form.write("taken_at", "10 Nov 2026")
    choose_panel(page, "blood_count")
    assert table.place == (0, "value"), "the cursor stands where the first value goes"
    for value in COUNT:
        table.write(value)
        table.press(Qt.Key.Key_Return)
    assert len(COUNT) == 22
    # At 2.5 keys a second, which is a slow typist: less than a minute for 22 values.
    assert table.keys <= 150, table.keys
    assert table.keys / 2.5 < 60
    page.save()
    (record,) = saved(workspace)
    rows = record.values["values"].rows
    assert [row["value"].text for row in rows] == list(COUNT)
    assert rows[0] == {"test": "White blood cells", "value": parse_quantity("5.7"), "unit": "10⁹/L", "key": "wbc"}


def test_what_a_panel_put_there_and_nobody_filled_is_not_saved(
    page: ResultsPage, qtbot: QtBot, workspace: Workspace
) -> None:
    view = view_of(page)
    page.new_record()
    FormDriver(qtbot, view.form).write("taken_at", "May 2025")
    choose_panel(page, "liver")
    table = TableDriver(qtbot, view.table)
    table.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    table.write("71")
    page.save()
    (record,) = saved(workspace)
    assert [row["key"] for row in record.values["values"].rows] == ["alp"]
    choose_panel(page, "liver")
    assert [line.texts["key"] for line in view.table.cells.lines].count("alp") == 1, (
        "what stands there is not offered again"
    )


def test_the_tests_of_last_time_come_in_their_order_with_their_units(page: ResultsPage, workspace: Workspace) -> None:
    first = {"test": "Ferritin", "key": "ferritin", "value": parse_quantity("18"), "unit": "µg/L"}
    second = {"test": "My own", "value": parse_quantity("trace")}
    save(workspace, "2024-03-01", first, second, lab="Here")
    save(workspace, "2025-03-01", {"test": "CRP", "key": "crp", "value": parse_quantity("1")}, lab="There")
    page.refresh()
    page.new_record()
    view = view_of(page)
    view.form.binding.type_in({"lab": "here"})
    click_again(page)
    assert [line.texts for line in view.table.cells.lines] == [
        {"test": "Ferritin", "key": "ferritin", "unit": "µg/L"},
        {"test": "My own"},
    ]


def click_again(page: ResultsPage) -> None:
    find(page, QPushButton, "same_tests").click()


def test_a_test_typed_by_its_name_is_known_and_gets_its_unit(
    page: ResultsPage, qtbot: QtBot, workspace: Workspace
) -> None:
    save(
        workspace, "2024-03-01", {"test": "Ferritin", "key": "ferritin", "value": parse_quantity("18"), "unit": "µg/L"}
    )
    page.refresh()
    page.new_record()
    view = view_of(page)
    view.table.view.setFocus()
    table = TableDriver(qtbot, view.table)
    for name in ("HGB", "serum ferritin", "Something of mine"):
        table.write(name)
        table.press(Qt.Key.Key_Return)
    assert [line.texts for line in view.table.cells.lines] == [
        {"test": "HGB", "key": "haemoglobin"},
        {"test": "serum ferritin", "key": "ferritin", "unit": "µg/L"},
        {"test": "Something of mine"},
    ]


def test_a_unit_that_was_filled_in_and_may_be_another_is_named(
    page: ResultsPage, qtbot: QtBot, workspace: Workspace
) -> None:
    """Haematocrit is printed in % by one lab and in L/L by another: 0.421 % would be a false value."""
    before = {"test": "Hematocrit", "key": "haematocrit", "value": parse_quantity("42.1"), "unit": "%"}
    save(workspace, "2024-03-01", before, lab="Here")
    page.refresh()
    page.new_record()
    view = view_of(page)
    view.table.view.setFocus()
    TableDriver(qtbot, view.table).write("Hematocrit")
    TableDriver(qtbot, view.table).press(Qt.Key.Key_Return)
    notice = find(page, QWidget, "units_filled")
    unit = view.table.cells.index(0, 2)
    assert unit.data() == "%"
    assert notice.isVisibleTo(page)
    assert any("Hematocrit: %" in label.accessibleName() for label in notice.findChildren(QLabel))
    assert "compare it with the report" in unit.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert not unit.data(Qt.ItemDataRole.DecorationRole).isNull()
    table = view.table.view
    qtbot.wait(100)  # until all is laid out
    assert notice.mapTo(page, QPoint(0, 0)).y() < table.mapTo(page, QPoint(0, 0)).y()
    before = table.mapTo(page, QPoint(0, 0))
    view.form.binding.type_in({"lab": "here"})
    view.form.binding.edited.emit()
    assert not notice.isVisibleTo(page), "this lab printed it so before"
    assert unit.data(Qt.ItemDataRole.DecorationRole) is None
    qtbot.wait(100)
    assert table.mapTo(page, QPoint(0, 0)) == before, "the table does not move when the notice goes"
    view.form.binding.type_in({"lab": "There"})
    view.table.cells.put(0, {"unit": "L/L"})
    view.form.binding.edited.emit()
    assert not notice.isVisibleTo(page), "the person typed it"


def test_tryptase_has_its_state_and_a_missing_onset_is_said(page: ResultsPage, workspace: Workspace) -> None:
    other = save(workspace, "2024-03-01", {"test": "CRP", "key": "crp", "value": parse_quantity("1")})
    reaction = save(
        workspace,
        "2016-08-20T18",
        {"test": "Tryptase", "key": "tryptase", "value": parse_quantity("86"), "unit": "ng/mL"},
        tryptase_state="reaction",
    )
    page.refresh()
    view = view_of(page)
    card, missing = view.form.cards["tryptase"], find(page, QLabel, "onset_missing")
    page.show_record(other)
    assert card.isHidden()
    page.show_record(reaction)
    assert card.isVisible()
    assert missing.isVisible()
    assert "does not compute it" in find(page, QLabel, "tryptase_rule").text()
    view.form.binding.type_in({"onset_at": Moment.from_stored("2016-08-20T17")})
    assert not missing.isVisible()


def test_what_was_typed_waits_as_a_draft(page: ResultsPage, qtbot: QtBot, workspace: Workspace) -> None:
    view = view_of(page)
    page.new_record()
    choose_panel(page, "tryptase")
    TableDriver(qtbot, view.table).write("28.")
    page.leave()  # without a day it cannot be saved
    assert saved(workspace) == []
    kept = workspace.drafts.get("test_results", None)
    assert kept is not None
    assert kept["values"][0][0]["value"] == "28."
    again = ResultsPage(workspace)
    again.refresh()
    again.new_record()
    assert [line.texts["value"] for line in view_of(again).table.cells.lines] == ["28."]
    again.deleteLater()


def test_bad_input_is_marked_at_its_cell_and_nothing_is_lost(
    page: ResultsPage, qtbot: QtBot, workspace: Workspace
) -> None:
    view = view_of(page)
    page.new_record()
    form = FormDriver(qtbot, view.form)
    form.write("taken_at", "6 May 2025")
    view.table.take([{"test": "Tryptase", "value": "28.6"}, {"value": "7"}, {"test": "CRP", "value": "x" * 201}])
    page.save()
    assert saved(workspace) == []
    assert "Line 2" in form.fault("values")
    assert "Test" in form.fault("values")
    assert set(view.table.cells.faults) == {(1, "test"), (2, "value")}
    view.table.cells.put(1, {"test": "ESR"})
    page.save()
    assert "Line 3" in form.fault("values")
    view.table.cells.put(2, {"value": "0.9"})
    page.save()
    (record,) = saved(workspace)
    assert [row["test"] for row in record.values["values"].rows] == ["Tryptase", "ESR", "CRP"]


def test_a_copied_table_is_looked_at_before_it_is_taken(page: ResultsPage, qtbot: QtBot, workspace: Workspace) -> None:
    view = view_of(page)
    page.new_record()
    FormDriver(qtbot, view.form).write("taken_at", "6 May 2025")
    QGuiApplication.clipboard().setText(
        "Analyse;Ergebnis;Einheit;Referenzbereich\nTryptase;28,6;µg/l;< 11,4\nEigener Test;positiv;;"
    )
    click(qtbot, page, "paste_values")
    opened = dialog(qtbot, "paste_dialog")
    assert isinstance(opened, PasteDialog)
    assert view.table.cells.lines == []
    click(qtbot, opened, "paste_take")
    assert [line.texts for line in view.table.cells.lines] == [
        {"test": "Tryptase", "value": "28,6", "unit": "µg/l", "range": "< 11,4", "key": "tryptase"},
        {"test": "Eigener Test", "value": "positiv"},
    ]
    page.save()
    (record,) = saved(workspace)
    assert [row["value"].text for row in record.values["values"].rows] == ["28,6", "positiv"]


def test_without_a_column_of_tests_nothing_can_be_taken(page: ResultsPage, qtbot: QtBot) -> None:
    page.new_record()
    QGuiApplication.clipboard().setText("")
    click(qtbot, page, "paste_values")
    opened = dialog(qtbot, "paste_dialog")
    take = find(opened, QPushButton, "paste_take")
    assert not take.isEnabled()
    find(opened, QPlainTextEdit, "paste_text").setPlainText("HGB  13.4  g/dL")
    assert take.isEnabled()
    assert isinstance(opened, PasteDialog)
    opened._choices[0].setCurrentIndex(0)  # pyright: ignore[reportPrivateUsage]
    assert not take.isEnabled()
    assert "names of the tests" in find(opened, QLabel, "paste_said").text()
    click(qtbot, opened, "cancel")


def test_the_report_stands_beside_and_becomes_the_proof(page: ResultsPage, qtbot: QtBot, workspace: Workspace) -> None:
    with workspace.vault.write() as session:
        document = store.save(session, DOCUMENTS, DOCUMENT)
    view = view_of(page)
    page.new_record()
    click(qtbot, page, "show_beside")
    chooser = dialog(qtbot, "attach_dialog")
    chooser.chosen.emit(document, 2)  # pyright: ignore[reportAttributeAccessIssue]
    chooser.accept()
    assert view.is_beside
    assert view.list.isHidden()
    assert view.beside is not None
    assert view.beside.viewer.document_id == document
    page.leave()
    assert saved(workspace) == [], "a document alone is no result"
    page.new_record()
    FormDriver(qtbot, view.form).write("taken_at", "6 May 2025")
    page.save()
    (record,) = saved(workspace)
    with workspace.vault.read() as session:
        assert [(proof.document_id, proof.page) for proof in links.proofs(session, TEST_RESULTS, record.id)] == [
            (document, 2)
        ]
    assert workspace.drafts.get("test_results", None) is None
    click(qtbot, page, "beside_close")
    assert not view.is_beside


def test_in_a_low_window_head_and_title_give_way_to_the_table(
    twice_the_size: None, page: ResultsPage, qtbot: QtBot, workspace: Workspace
) -> None:
    with workspace.vault.write() as session:
        document = store.save(session, DOCUMENTS, DOCUMENT)
    made = save(workspace, "2024-05-14", {"test": "Tryptase", "value": parse_quantity("29.4")})
    with workspace.vault.write() as session:
        links.attach(session, TEST_RESULTS, made, document)
    page.resize(640, 480)
    page.refresh()
    view = view_of(page)
    page.show_record(made)
    click(qtbot, page, "show_beside")
    assert view.beside is not None
    assert not view.form.head.isHidden(), "what is saved has a way back to the list"
    FormDriver(qtbot, view.form).write("lab", "Here")
    assert view.form.head.isHidden()
    for name in ("beside_choose", "beside_close"):
        qtbot.waitUntil(find(view.beside.viewer, QAbstractButton, name).isVisible)  # among the viewer's tools
    page.resize(640, 2400)
    qtbot.waitUntil(lambda: not view.form.head.isHidden())  # with more height there is room for all
    page.resize(640, 480)
    qtbot.waitUntil(view.form.head.isHidden)
    qtbot.waitUntil(find(view.beside.viewer, QAbstractButton, "beside_close").isVisible)
    click(qtbot, page, "beside_close")
    assert not view.form.head.isHidden()


def test_with_the_report_beside_the_table_has_the_cursor(page: ResultsPage, qtbot: QtBot, workspace: Workspace) -> None:
    """Tab led from “Show the report beside” into the tools of the report, and past the table."""
    with workspace.vault.write() as session:
        document = store.save(session, DOCUMENTS, DOCUMENT)
    made = save(workspace, "2024-05-14", {"test": "Tryptase", "value": parse_quantity("29.4")})
    with workspace.vault.write() as session:
        links.attach(session, TEST_RESULTS, made, document)
    page.refresh()
    view = view_of(page)
    page.show_record(made)
    show = find(page, QAbstractButton, "show_beside")
    show.setFocus()
    tab_order.step(page, forward=True)  # as the window does at Tab
    assert view.table.view.hasFocus()
    show.setFocus()
    click(qtbot, page, "show_beside")
    qtbot.waitUntil(view.table.view.hasFocus)


def test_every_shipped_panel_can_be_chosen(page: ResultsPage) -> None:
    page.new_record()
    for panel in lab_tests.load().panels:
        choose_panel(page, panel.key)
    wanted = {test.key for panel in lab_tests.load().panels for test in panel.tests}
    assert {line.texts["key"] for line in view_of(page).table.cells.lines} == wanted


def test_search_finds_a_test_and_its_year(workspace: Workspace, page: ResultsPage) -> None:
    row = {"test": "Tryptase", "key": "tryptase", "value": parse_quantity("29.4"), "unit": "ng/mL"}
    record_id = save(workspace, "2024-05-14", row)
    save(workspace, "2023-05-14", row)
    page.refresh()
    workspace.index.catch_up()
    assert [hit.record_id for hit in workspace.index.search("tryptase 2024")] == [record_id]
