"""The shared page: list, order, trash, undo, drafts, proofs, history, and what an empty page says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListWidget, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.language import tr
from ism_desktop.records import links, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.record_table import RecordTable
from ism_desktop.ui.record_kit.view import KindView, SingleView
from tests.drivers.listing import ListDriver
from tests.drivers.widgets import click, dialog, find, words
from tests.ui.test_form import DOCUMENT

Open = Callable[..., ListDriver]


@pytest.fixture
def open_page(workspace: Workspace, qtbot: QtBot) -> Iterator[Open]:
    made: list[RecordsPage] = []

    def show(*kinds: str, width: int = 1200) -> ListDriver:
        page = RecordsPage(workspace, "A place", kinds)
        made.append(page)
        page.resize(width, 800)
        with qtbot.waitExposed(page):
            page.show()
        assert isinstance(page.view, KindView)
        return ListDriver(qtbot, page.view)

    yield show
    for page in made:
        page.close()
        page.deleteLater()


def save(workspace: Workspace, kind: str, **values: Any) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def titles(workspace: Workspace, kind: str) -> list[str]:
    with workspace.vault.read() as session:
        return [record.title for record in store.list_active(session, BY_NAME[kind])]


@pytest.fixture
def three(workspace: Workspace) -> list[str]:
    dates = (("Cetirizine", PartialDate(2019, 5)), ("Famotidine", Gap.UNKNOWN), ("Montelukast", PartialDate(2016)))
    return [save(workspace, "medications", name=name, started_on=started) for name, started in dates]


def test_an_empty_page_teaches(open_page: Open) -> None:
    driver = open_page("medications")
    seen = words(driver.view)
    assert BY_NAME["medications"].empty in seen
    assert "For example: Cetirizine" in seen
    driver.press("add_first")
    assert driver.view.form.isVisible()


def test_one_button_leads(open_page: Open, three: list[str]) -> None:
    """Beside the form of a new entry, both “Add medication” and “Save” were primary."""
    driver = open_page("medications")
    page = driver.view.window()
    adding = find(page, QAbstractButton, "add")
    assert adding.property("role") == "primary"
    driver.view.new_record()
    assert adding.isVisible()
    assert find(driver.view.form, QAbstractButton, "save").isVisible()
    assert adding.property("role") == ""
    driver.view.close_form()
    assert adding.property("role") == "primary"
    driver.choose("Famotidine")
    assert adding.property("role") == "primary", "what is chosen is not changed yet"
    driver.form.write("name", "Famotidine forte")
    assert adding.property("role") == ""


def test_i_have_none_is_stated_and_taken_back(open_page: Open, workspace: Workspace) -> None:
    driver = open_page("reactions")
    driver.press("states_none")
    with workspace.vault.read() as session:
        assert store.statement(session, BY_NAME["reactions"]) is Gap.NONE
    driver.press("states_none")
    with workspace.vault.read() as session:
        assert store.statement(session, BY_NAME["reactions"]) is None


def test_a_new_entry_is_added_listed_and_undone(open_page: Open, workspace: Workspace, qtbot: QtBot) -> None:
    driver = open_page("medications")
    driver.view.new_record()
    driver.form.write("name", "Cetirizine")
    driver.form.save()
    assert driver.column() == ["Cetirizine"]
    assert driver.chosen() == ["Cetirizine"]
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: driver.view.is_empty)


def test_sorting_by_a_column_and_back(open_page: Open, three: list[str], workspace: Workspace) -> None:
    driver = open_page("medications")
    started = BY_NAME["medications"].columns.index("started_on")
    driver.sort(started)
    assert driver.column() == ["Montelukast", "Cetirizine", "Famotidine"]
    driver.sort(started)
    assert driver.column() == ["Cetirizine", "Montelukast", "Famotidine"]
    driver.sort(started)
    assert driver.column() == ["Cetirizine", "Famotidine", "Montelukast"]


def test_the_order_of_a_list_is_remembered(
    open_page: Open, three: list[str], workspace: Workspace, qtbot: QtBot
) -> None:
    driver = open_page("medications")
    driver.sort(0)
    driver.sort(0)
    qtbot.waitUntil(lambda: workspace.settings["lists"].get("medications", {}).get("sort") == [0, 1])
    assert open_page("medications").column() == ["Montelukast", "Famotidine", "Cetirizine"]


def test_several_go_to_the_trash_and_come_back(
    open_page: Open, three: list[str], workspace: Workspace, qtbot: QtBot
) -> None:
    driver = open_page("medications")
    driver.choose("Cetirizine", "Montelukast")
    driver.view.list.trash_selected()
    qtbot.waitUntil(lambda: driver.column() == ["Famotidine"])
    assert workspace.undo_bar.latest is not None
    assert workspace.undo_bar.latest.words == tr(
        "Moved to the trash: {what}", what=BY_NAME["medications"].count_words(2)
    )
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: driver.rows() == 3)


def test_the_trash_is_looked_at_and_restored(
    open_page: Open, three: list[str], workspace: Workspace, qtbot: QtBot
) -> None:
    driver = open_page("medications")
    driver.click_row("Famotidine")
    click(qtbot, driver.view, "trash")
    qtbot.waitUntil(lambda: driver.rows() == 2)
    driver.press("trash_view")
    assert driver.column() == ["Famotidine"]
    driver.click_row("Famotidine")
    assert not driver.form.usable("name")
    driver.press("restore")
    qtbot.waitUntil(lambda: driver.rows() == 3)
    assert not driver.view.list.in_trash


def test_entries_move_up_and_down(open_page: Open, workspace: Workspace, qtbot: QtBot) -> None:
    for name in ("Jordan", "Rosa", "Kim"):
        save(workspace, "emergency_contacts", name=name, phone="+1")
    driver = open_page("emergency_contacts")
    driver.click_row("Kim")
    driver.press("move_up")
    qtbot.waitUntil(lambda: driver.column() == ["Jordan", "Kim", "Rosa"])
    driver.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: driver.column() == ["Kim", "Jordan", "Rosa"])
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: driver.column() == ["Jordan", "Kim", "Rosa"])
    driver.sort(0)
    assert titles(workspace, "emergency_contacts") == ["Jordan", "Kim", "Rosa"]


def test_choosing_another_entry_saves_the_first(
    open_page: Open, three: list[str], workspace: Workspace, qtbot: QtBot
) -> None:
    driver = open_page("medications")
    driver.click_row("Cetirizine")
    driver.form.write("strength", "10 mg")
    driver.click_row("Montelukast")
    assert driver.form.shows("name") == "Montelukast"
    assert titles(workspace, "medications")[0] == "Cetirizine 10 mg"


def test_a_new_entry_that_cannot_be_saved_waits_behind_a_line(
    open_page: Open, three: list[str], workspace: Workspace, qtbot: QtBot
) -> None:
    driver = open_page("medications")
    driver.view.new_record()
    driver.form.write("strength", "5 mg")
    driver.click_row("Montelukast")
    assert driver.form.shows("name") == "Montelukast"
    driver.press("draft_continue")
    assert driver.form.shows("strength") == "5 mg"
    driver.form.write("name", "Loratadine")
    driver.form.save()
    assert "Loratadine 5 mg" in titles(workspace, "medications")
    assert workspace.drafts.all() == []


def test_an_entry_with_a_draft_is_marked_in_the_list(open_page: Open, three: list[str]) -> None:
    driver = open_page("medications")
    driver.click_row("Cetirizine")
    driver.form.write("name", "")
    driver.click_row("Montelukast")
    index = driver.table.model().index(driver.column().index("Cetirizine"), 0)
    assert index.data(Qt.ItemDataRole.DecorationRole) is not None
    driver.click_row("Cetirizine")
    assert driver.form.shows("name") == ""
    assert driver.form.unsaved


def test_the_context_menu_equals_the_buttons(open_page: Open, three: list[str], qtbot: QtBot) -> None:
    driver = open_page("medications")
    driver.click_row("Cetirizine")
    driver.table.customContextMenuRequested.emit(QPoint(5, 5))
    menu = driver.view.findChild(QMenu, "row_menu")
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == ["Edit", "Move to trash"]
    menu.actions()[-1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: driver.rows() == 2)


def test_enter_goes_into_the_form(open_page: Open, three: list[str]) -> None:
    driver = open_page("medications")
    driver.click_row("Cetirizine")
    driver.key(Qt.Key.Key_Return)
    assert find(driver.view.form, QWidget, "name").hasFocus()


def test_references_are_named_in_the_list(open_page: Open, workspace: Workspace) -> None:
    member = save(workspace, "care_team", name="Dr Okafor")
    save(workspace, "appointments", purpose="Follow-up", on_date=PartialDate(2027), with_member=member)
    driver = open_page("appointments")
    assert driver.column(BY_NAME["appointments"].columns.index("with_member")) == ["Dr Okafor"]


def test_in_a_narrow_window_the_record_takes_the_place_of_the_list(open_page: Open, three: list[str]) -> None:
    driver = open_page("medications", width=620)
    assert driver.table.isVisible()
    driver.click_row("Cetirizine")
    assert not driver.table.isVisible()
    driver.press("back")
    assert driver.table.isVisible()
    assert not driver.view.form.isVisible()


def test_one_place_with_two_kinds(open_page: Open, workspace: Workspace, qtbot: QtBot) -> None:
    save(workspace, "tolerated", substance="Paracetamol")
    driver = open_page("reactions", "tolerated")
    page = driver.view.window()
    assert isinstance(page, RecordsPage)
    click(qtbot, page, "kind.tolerated")
    assert isinstance(page.view, KindView)
    assert ListDriver(qtbot, page.view).column() == ["Paracetamol"]
    assert ListDriver(qtbot, page.view).column(1) == ["premedication not known"]
    # Without that column the list could mislead: no remembered choice and no narrow window takes it away.
    table = ListDriver(qtbot, page.view).table
    assert isinstance(table, RecordTable)
    workspace.settings["lists"] = workspace.settings["lists"] | {"tolerated": {"hidden": [1, 2]}}
    table.setFixedWidth(150)
    table.fit_columns()
    assert table.is_two_lined
    assert table.lines(0) == ("Paracetamol, premedication not known", "")
    with workspace.vault.write() as session:
        (record,) = store.list_active(session, BY_NAME["tolerated"])
        store.save(session, BY_NAME["tolerated"], {"premedication": "prednisone"}, record_id=record.id)
    page.refresh()
    assert table.lines(0)[1] == "after premedication: prednisone"
    click(qtbot, page, "add")
    assert page.view.form.isVisible()


def test_the_one_record_of_a_kind_is_a_form(workspace: Workspace, qtbot: QtBot) -> None:
    page = RecordsPage(workspace, "About me", ["person"])
    with qtbot.waitExposed(page):
        page.show()
    assert isinstance(page.view, SingleView)
    assert not find(page, QAbstractButton, "add").isVisible()
    qtbot.keyClicks(find(page, QWidget, "name"), "Mara Vale")
    page.leave()
    assert titles(workspace, "person") == ["Mara Vale"]
    page.close()
    page.deleteLater()


def test_a_page_of_a_document_is_attached_opened_and_detached(
    open_page: Open, three: list[str], workspace: Workspace, qtbot: QtBot
) -> None:
    document = save(workspace, "documents", **DOCUMENT)
    driver = open_page("medications")
    driver.click_row("Cetirizine")
    click(qtbot, driver.view, "attach")
    chooser = dialog(qtbot, "attach_dialog")
    find(chooser, QListWidget, "attach_list").setCurrentRow(0)
    pages = find(chooser, QComboBox, "attach_page")
    pages.setCurrentIndex(pages.findData(2))
    click(qtbot, chooser, "attach_go")
    qtbot.waitUntil(lambda: "Bone marrow report, page 2" in words(driver.view))
    with qtbot.waitSignal(workspace.page_requested) as asked:
        click(qtbot, driver.view, "proof_open")
    assert asked.args == ["documents", document, 2]
    click(qtbot, driver.view, "proof_detach")
    qtbot.waitUntil(lambda: "Bone marrow report" not in words(driver.view))
    workspace.undo_bar.undo_latest()
    with workspace.vault.read() as session:
        assert [proof.page for proof in links.proofs(session, BY_NAME["medications"], three[0])] == [2]


def test_a_document_is_chosen_by_keys_and_what_the_filter_hides_is_not_attached(
    open_page: Open, three: list[str], workspace: Workspace, qtbot: QtBot
) -> None:
    for title in ("Letter of May", "Bone scan", "Letter of June"):
        save(workspace, "documents", **DOCUMENT | {"title": title})
    driver = open_page("medications")
    driver.click_row("Cetirizine")
    click(qtbot, driver.view, "attach")
    chooser = dialog(qtbot, "attach_dialog")
    line, shown = find(chooser, QLineEdit, "attach_filter"), find(chooser, QListWidget, "attach_list")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert shown.currentRow() == 0
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert shown.currentRow() == 2
    shown.setCurrentRow(next(row for row in range(3) if "Bone scan" in shown.item(row).text()))
    qtbot.keyClicks(line, "letter")
    assert "Letter" in shown.currentItem().text()
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert "Letter" in shown.currentItem().text()
    qtbot.keyClicks(line, " nothing like it")
    assert shown.currentRow() == -1
    assert not find(chooser, QAbstractButton, "attach_go").isEnabled()
    chooser.reject()


def test_history_tells_and_brings_back(open_page: Open, three: list[str], workspace: Workspace, qtbot: QtBot) -> None:
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["medications"], {"strength": "10 mg"}, record_id=three[0])
        store.save(session, BY_NAME["medications"], {"strength": "20 mg"}, record_id=three[0])
    driver = open_page("medications")
    driver.click_row("Cetirizine")
    click(qtbot, driver.view, "history")
    qtbot.waitUntil(lambda: "Strength on the label: was “10 mg” before" in words(driver.view))
    driver.view.form.findChildren(QAbstractButton, "bring_back")[0].click()
    qtbot.waitUntil(lambda: driver.form.shows("strength") == "10 mg")


def test_a_page_lets_go_of_everything(workspace: Workspace, qtbot: QtBot) -> None:
    page = RecordsPage(workspace, "A place", ["medications"])
    page.show()
    page.close()
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    save(workspace, "medications", name="Cetirizine")
    qtbot.waitUntil(lambda: workspace.background.idle)


def test_sorting_remembers_no_widths_that_nobody_chose(
    open_page: Open, three: list[str], workspace: Workspace, qtbot: QtBot
) -> None:
    driver = open_page("medications")
    driver.sort(0)
    qtbot.waitUntil(lambda: "medications" in workspace.settings["lists"])
    assert "widths" not in workspace.settings["lists"]["medications"]
    table = driver.table
    table.window().resize(table.window().width() - 200, table.window().height())
    assert sum(table.columnWidth(column) for column in range(table.model().columnCount())) <= table.viewport().width()
