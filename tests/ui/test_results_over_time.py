"""A test over the years as a table: which tests there are, what a line says, and the ways to the entry, the report and the clipboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.records import links, store, test_values
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.values import parse_quantity
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.chart.values_table import ValuesTable
from ism_desktop.ui.places.results.over_time import TABLE, OverTime
from ism_desktop.ui.places.results.page import ResultsPage
from tests.drivers.widgets import click, find
from tests.ui.test_form import DOCUMENT
from tests.ui.test_results import save, shown_page


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[ResultsPage]:
    yield from shown_page(workspace, qtbot)


def tryptase(text: str, **more: object) -> dict[str, object]:
    return {"test": "Tryptase", "key": "tryptase", "value": parse_quantity(text), **more}


def cells(over: OverTime) -> list[list[str]]:
    return [
        [str(over.table.item(row, column).text()) for column in range(over.table.columnCount())]  # type: ignore[union-attr]
        for row in range(over.table.rowCount())
    ]


def test_every_value_of_a_test_the_latest_first(page: ResultsPage, workspace: Workspace) -> None:
    with workspace.vault.write() as session:
        document = store.save(session, DOCUMENTS, DOCUMENT)
    old = save(
        workspace, "2016-08-20T18", tryptase("86 ng/mL", unit="ng/mL", flag="H"), tryptase_state="reaction", lab="There"
    )
    new = save(
        workspace, "2025-05-06", tryptase("28.6", unit="ng/mL", range="below 11.4"), {"test": "Mine"}, lab="Here"
    )
    with workspace.vault.write() as session:
        links.attach(session, TEST_RESULTS, new, document, 2)
        gone = store.save(session, TEST_RESULTS, store.get(session, TEST_RESULTS, old).values)
        store.trash(session, TEST_RESULTS, gone)
    page.refresh()
    page.show_over_time("tryptase")
    over = page.over_time
    over.show_as(TABLE)
    assert [over.test.itemText(place) for place in range(over.test.count())] == ["Tryptase (2)", "Mine (1)"]
    assert cells(over) == [
        ["6 May 2025", "28.6 ng/mL", "below 11.4", "", "not recorded", "Here", "", "Bone marrow report, page 2"],
        ["20 August 2016, around 18:00", "86 ng/mL", "", "H", "During a reaction", "There", "", ""],
    ]
    over.choose("mine")
    assert cells(over) == [["6 May 2025", "", "", "", "Here", "", "Bone marrow report, page 2"]]


def test_from_a_value_to_its_page_in_two_clicks(page: ResultsPage, qtbot: QtBot, workspace: Workspace) -> None:
    with workspace.vault.write() as session:
        document = store.save(session, DOCUMENTS, DOCUMENT)
    record_id = save(workspace, "2025-05-06", tryptase("28.6"))
    other = save(workspace, "2024-05-06", tryptase("29"))
    with workspace.vault.write() as session:
        links.attach(session, TEST_RESULTS, record_id, document, 2)
    page.refresh()
    page.show_over_time("tryptase")
    asked: list[tuple[object, ...]] = []
    workspace.page_requested.connect(lambda *where: asked.append(where))
    over = page.over_time
    over.show_as(TABLE)
    over.table.selectRow(0)  # the first click
    click(qtbot, page, "over_time_page")
    assert asked == [("documents", document, 2)]
    over.table.selectRow(1)
    assert not find(page, QPushButton, "over_time_page").isEnabled()
    click(qtbot, page, "over_time_open")
    assert page.view.form.record_id == other
    assert not over.isVisible()


def test_the_table_is_copied_for_a_spreadsheet(page: ResultsPage, qtbot: QtBot, workspace: Workspace) -> None:
    save(workspace, "2025", {"test": "CRP", "key": "crp", "value": parse_quantity("< 0,5"), "unit": "mg/L"})
    page.refresh()
    click(qtbot, page, "over_time_turn")
    click(qtbot, page, "over_time_copy")
    head, line = QGuiApplication.clipboard().text().split("\n")
    assert head.split("\t")[:2] == ["When it was taken", "Value"]
    assert line.split("\t")[:2] == ["2025", "< 0,5 mg/L"]
    page.over_time.show_as(TABLE)
    qtbot.keyClick(page.over_time.table, Qt.Key.Key_Return)
    assert not page.over_time.isVisible()


def test_values_are_read_as_they_stand(workspace: Workspace) -> None:
    save(workspace, "2024-01", tryptase("28.6 ng/mL"), {"test": "Smear", "value": parse_quantity("no immature cells")})
    save(workspace, "2025-01", {"test": "IgE", "value": parse_quantity("1:160"), "method": "by hand"})
    with workspace.vault.read() as session:
        found = [(each.test, each.value, each.unit, each.method) for each in test_values.every(session)]
    assert found == [
        ("IgE", "1:160", "", "by hand"),
        ("Tryptase", "28.6 ng/mL", "", ""),
        ("Smear", "no immature cells", "", ""),
    ]


def test_long_words_are_read_whole(workspace: Workspace, qtbot: QtBot) -> None:
    table = ValuesTable()
    qtbot.addWidget(table)
    long = "Dose of cromolyn sodium oral concentrate raised: two ampoules four times a day, before meals and at bedtime"
    table.resize(700, 300)
    table.fill(["When", "Event", "Value"], [["May 2024", "", "28.6"], ["June 2024", long, ""]])
    assert table.rowHeight(1) > table.rowHeight(0)
    width, metrics = table.columnWidth(1), table.fontMetrics()
    assert metrics.horizontalAdvance(long) < (width - 24) * (table.rowHeight(1) // metrics.lineSpacing())
    table.setColumnWidth(1, 2000)
    qtbot.waitUntil(lambda: table.rowHeight(1) == table.rowHeight(0))
