"""The chart of test results in the window: by mouse and by keys from a dot to its page, zoom, several tests, the table as its twin."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.printing.results_chart import Event, Point
from ism_desktop.records import links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.values import PartialDate, parse_quantity
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.chart.canvas import ChartCanvas
from ism_desktop.ui.kit.widgets.tick_list import ID
from ism_desktop.ui.places.results import over_time
from ism_desktop.ui.places.results.choosing_tests import ChoosingTests
from ism_desktop.ui.places.results.over_time import TABLE, OverTime
from ism_desktop.ui.places.results.page import ResultsPage
from tests.drivers.widgets import click, dialog, find
from tests.ui.test_form import DOCUMENT
from tests.ui.test_results import save, shown_page


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[ResultsPage]:
    yield from shown_page(workspace, qtbot)


@pytest.fixture
def filled(page: ResultsPage, workspace: Workspace) -> str:
    """Tryptase and vitamin D over some years, a medicine, and a report; returns the document's id."""

    def row(key: str, text: str, **more: object) -> dict[str, object]:
        return {"test": key.title(), "key": key, "value": parse_quantity(text), "unit": "ng/mL", **more}

    with workspace.vault.write() as session:
        document = store.save(session, DOCUMENTS, DOCUMENT)
        medicine = {"name": "Avapritinib", "started_on": PartialDate(2024, 6, 3)}
        store.save(session, MEDICATIONS, medicine)
    save(workspace, "2016-08-20T18", row("tryptase", "86"), tryptase_state="reaction", lab="There")
    save(workspace, "2020-05", row("tryptase", "31"), row("vitamin_d", "22"), tryptase_state="baseline", lab="Here")
    proven = save(workspace, "2024-05-14", row("tryptase", "29.4", range="below 11.4"), lab="Here")
    save(workspace, "2025-05-06", row("tryptase", "< 1.0"), row("vitamin_d", "27"), lab="Here")
    with workspace.vault.write() as session:
        links.attach(session, TEST_RESULTS, proven, document, 2)
    page.refresh()
    page.show_over_time("tryptase")
    return document


def spot_of(canvas: ChartCanvas, words: str) -> QPoint:
    assert canvas.chart is not None
    for spot in canvas.chart.spots:
        said = spot.said.value.value if isinstance(spot.said, Point) else spot.said.event.words
        if said == words:
            return QPoint(round(spot.x), round(spot.y))
    raise AssertionError(f"{words!r} is not to be seen")


def told(over: OverTime) -> str:
    return find(over, QLabel, "chart_told").text()


def test_from_a_dot_to_the_page_it_came_from_in_two_clicks(
    page: ResultsPage, filled: str, qtbot: QtBot, workspace: Workspace
) -> None:
    asked: list[tuple[object, ...]] = []
    workspace.page_requested.connect(lambda *where: asked.append(where))
    canvas = page.over_time.chart.canvas
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot_of(canvas, "29.4"))
    assert told(page.over_time) == (
        "Tryptase: 29.4 ng/mL · 14 May 2024 · Here · Lab’s range: below 11.4 · Sample: not recorded"
    )
    click(qtbot, page, "over_time_page")
    assert asked == [("documents", filled, 2)]
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot_of(canvas, "Avapritinib started"))
    assert told(page.over_time) == "Avapritinib started · 3 June 2024"
    click(qtbot, page, "over_time_open")
    assert asked[1][0] == "medications"


def test_the_keys_go_through_every_value_and_event(page: ResultsPage, filled: str, qtbot: QtBot) -> None:
    assert filled
    over = page.over_time
    canvas = over.chart.canvas
    canvas.setFocus()
    heard: list[str] = []
    for key in (Qt.Key.Key_Home, *([Qt.Key.Key_Right] * 4), Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(canvas, key)
        said = canvas.said
        heard.append(said.event.words if isinstance(said, Event) else said.value.value if said is not None else "")
    assert heard == ["86", "31", "29.4", "< 1.0", "< 1.0", "Avapritinib started", "29.4"]
    assert canvas.accessibleName().startswith("Tryptase: 29.4 ng/mL, 14 May 2024")
    assert canvas.accessibleName().endswith("Chart of Tryptase")
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert not canvas.is_whole
    assert spot_of(canvas, "29.4"), "what is chosen stays in sight"
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert spot_of(canvas, "86"), "the time moves along with the keys"
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.is_whole
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert not over.isVisible(), "Enter opens the entry"
    assert page.view.form.record_id is not None


def test_the_table_has_all_that_the_chart_has(page: ResultsPage, filled: str, qtbot: QtBot) -> None:
    assert filled
    over = page.over_time
    click(qtbot, page, "over_time_several")
    chosen = dialog(qtbot, "tests_dialog")
    assert isinstance(chosen, ChoosingTests)
    rows = [chosen.list.item(place) for place in range(chosen.list.count())]
    for item in rows:
        if item.data(ID) == "vitamin_d":
            item.setCheckState(Qt.CheckState.Checked)
    click(qtbot, chosen, "tests_take")
    assert over.marks == ["tryptase", "vitamin_d"]
    assert find(page, QPushButton, "over_time_several").text() == "2 tests…"
    canvas = over.chart.canvas
    assert canvas.chart is not None
    assert len(canvas.chart.plots) == 2
    over.show_as(TABLE)
    assert over.table.isVisible()
    assert over.table.rowCount() == len(canvas.chart.spots) == 7
    events = find(page, QPushButton, "chart_events").menu().actions()
    next(action for action in events if action.data() == "medications").trigger()
    assert over.table.rowCount() == 6
    over.table.selectRow(5)
    assert canvas.said is not None
    assert told(over).startswith("Tryptase: 86 ng/mL")


def test_a_logarithmic_axis_is_a_choice(page: ResultsPage, filled: str, qtbot: QtBot) -> None:
    assert filled
    canvas = page.over_time.chart.canvas
    before = spot_of(canvas, "31").y() - spot_of(canvas, "86").y()
    click(qtbot, page, "chart_log")
    assert spot_of(canvas, "31").y() - spot_of(canvas, "86").y() < before
    page.over_time.chart.canvas.grab()


def test_of_several_events_in_one_sign_each_press_chooses_the_next(
    page: ResultsPage, filled: str, qtbot: QtBot, workspace: Workspace
) -> None:
    assert filled
    with workspace.vault.write() as session:
        for number in range(70):
            day = PartialDate(2017 + number // 12, number % 12 + 1, 3)
            store.save(session, MEDICATIONS, {"name": f"Tried {number}", "started_on": day})
    page.refresh()
    over = page.over_time
    canvas = over.chart.canvas
    assert canvas.chart is not None
    assert canvas.chart.listing is not None
    at = spot_of(canvas, "Tried 0 started")
    heard: list[str] = []
    for _ in range(3):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
        heard.append(told(over))
    assert heard == [
        f"Tried {number} started · 3 {month} 2017" for number, month in enumerate(("January", "February", "March"))
    ]
    row = canvas.chart.listing.box(40)
    assert canvas.minimumHeight() >= canvas.chart.height
    foot = canvas.chart.figure.height
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(row.left + 30), round(foot + row.top + 8)))
    assert told(over) == "Tried 40 started · 3 May 2020"
    canvas.grab()
    over.show_as(TABLE)
    assert over.table.currentRow() >= 0


def test_ctrl_p_prints_the_chart_and_the_list_has_no_paper(
    page: ResultsPage, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled
    asked: list[bytes] = []
    monkeypatch.setattr(
        over_time, "print_paper", lambda _workspace, _page, draw, paper, *_, **__: asked.append(draw(paper))
    )
    heard: list[bool] = []
    page.add_changed.connect(lambda: heard.append(page.can_print))
    assert page.can_print
    page.print_page()
    assert [drawn[:4] for drawn in asked] == [b"%PDF"]
    turn = find(page, QPushButton, "over_time_turn")
    turn.click()
    assert not page.can_print
    page.print_page()
    assert len(asked) == 1
    turn.click()
    assert heard == [False, True]
