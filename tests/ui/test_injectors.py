"""The injectors' page: cards with plain dates, a second of the same, one replaced by a new one, order, trash, none at all."""

from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records import history, store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.injectors import kit
from ism_desktop.ui.places.injectors.page import InjectorsPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped
from tests.drivers.injectors import InjectorsDriver
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, find, words
from tests.rounds import LARGE

PLACE = "injectors"

EPIPEN = {
    "product": "EpiPen",
    "strength": "0.3 mg",
    "route": "injector",
    "expiry": PartialDate(2099, 5),
    "lot": "5C08",
    "kept_where": "Handbag",
    "second_dose_minutes": 10,
    "status": "carried",
    "prescriber": "Dr Okafor",
}
JEXT = {"product": "Jext", "strength": "300 micrograms", "expiry": PartialDate(2020, 3), "lot": "J1", "status": "kept"}
TRAINER = {"product": "EpiPen trainer", "status": "trainer"}


@pytest.fixture
def ids(workspace: Workspace) -> list[str]:
    """Two devices and a trainer."""
    with workspace.vault.write() as session:
        return [store.save(session, ADRENALINE_DEVICES, values) for values in (EPIPEN, JEXT, TRAINER)]


@pytest.fixture
def driver(window: MainWindow, qtbot: QtBot) -> InjectorsDriver:
    window.show_page("injectors")
    page = window.current_page
    assert isinstance(page, InjectorsPage)
    return InjectorsDriver(qtbot, page)


def devices(workspace: Workspace) -> list[Record]:
    with workspace.vault.read() as session:
        return store.list_active(session, ADRENALINE_DEVICES)


def test_an_empty_page_takes_two_devices_in_one_go(driver: InjectorsDriver, workspace: Workspace, qtbot: QtBot) -> None:
    assert "the date and the lot are on the device itself" in words(driver.page)
    driver.press("add_two_injectors")
    pair = driver.page.pair
    for fields, name, text in (
        (pair.shared, "product", "Jext"),
        (pair.each[0], "expiry", "May 2099"),
        (pair.each[1], "expiry", "June 2099"),
    ):
        line = find(fields, QLineEdit, name)
        qtbot.keyClicks(line, text)
        line.editingFinished.emit()
    driver.press("pair.save")
    driver.wait_for_cards("Jext", "Jext")
    assert [device.values["expiry"].words for device in devices(workspace)] == ["May 2099", "June 2099"]
    assert not pair.isVisible()


def test_no_device_is_stated_and_taken_back(driver: InjectorsDriver, workspace: Workspace, qtbot: QtBot) -> None:
    driver.press("states_none")
    with workspace.vault.read() as session:
        assert store.statement(session, ADRENALINE_DEVICES) is Gap.NONE
    driver.press("states_none")
    with workspace.vault.read() as session:
        assert store.statement(session, ADRENALINE_DEVICES) is None


@pytest.mark.usefixtures("ids")
def test_dates_are_plain_facts(driver: InjectorsDriver, workspace: Workspace) -> None:
    driver.wait_for_cards("EpiPen 0.3 mg", "Jext 300 micrograms")
    today = PartialDate.from_date(workspace.today()).words
    facts = driver.says("facts")
    assert f"2 devices are recorded, 1 of them in date on {today}." in facts
    assert facts.index("March 2020: Jext 300 micrograms") < facts.index("May 2099: EpiPen 0.3 mg, Handbag")
    first, second = driver.cards()
    assert "This date has passed" not in first
    assert "This date has passed" in second
    assert "EpiPen trainer" in driver.says("trainers")
    forbidden = ("alert", "warning", "danger", "safe", "expired", "!")
    assert not [word for word in forbidden if word in words(driver.page).lower()]


@pytest.mark.parametrize(
    ("expiry", "today", "passed"),
    [
        (PartialDate(2027, 5), date(2027, 5, 31), False),
        (PartialDate(2027, 5), date(2027, 6, 1), True),
        (PartialDate(2027, 5, 3), date(2027, 5, 3), False),
        (PartialDate(2027), date(2027, 12, 31), False),
        (None, date(2027, 1, 1), None),
        (Gap.UNKNOWN, date(2027, 1, 1), None),
    ],
)
def test_a_date_counts_to_its_end(workspace: Workspace, expiry: object, today: date, passed: bool | None) -> None:
    with workspace.vault.write() as session:
        store.save(session, ADRENALINE_DEVICES, {"product": "Jext", "expiry": expiry})
        found = kit.read(session, today)
    assert kit.has_passed(found.live[0], today) is passed
    assert found.in_date == (1 if passed is False else 0)
    assert found.undated == (1 if passed is None else 0)


def test_another_of_the_same_begins_with_the_same_product(
    ids: list[str], driver: InjectorsDriver, workspace: Workspace
) -> None:
    driver.press("device.1.copy")
    assert driver.form.shows("product") == "EpiPen"
    assert driver.form.shows("second_dose_minutes") == "10"
    assert driver.form.shows("lot") == ""
    assert driver.form.shows("expiry") == ""
    driver.form.write("expiry", "June 2099")
    driver.form.write("lot", "7K21")
    driver.form.save()
    driver.wait_for_cards("EpiPen 0.3 mg", "Jext", "EpiPen 0.3 mg")
    made = devices(workspace)[-1].values
    assert (made["lot"], made["strength"], made["status"]) == ("7K21", "0.3 mg", "carried")


def test_a_device_replaced_by_a_new_one_keeps_its_lot(
    ids: list[str], driver: InjectorsDriver, workspace: Workspace, qtbot: QtBot
) -> None:
    driver.press("device.1.replace")
    asked = driver.replacing()
    assert "with its lot 5C08" in words(asked)
    click(qtbot, asked, "became.used")
    for name, text in (("expiry", "January 2100"), ("lot", "9Z99")):
        line = find(asked, QLineEdit, name)
        line.setFocus()
        qtbot.keyClicks(line, text)
        line.editingFinished.emit()
    assert find(asked, QLineEdit, "kept_where").text() == "Handbag"
    click(qtbot, asked, "replace")
    qtbot.waitUntil(lambda: len(driver.cards()) == 2 and "9Z99" in driver.cards()[0])
    new, _, _, old = devices(workspace)
    assert old.id == ids[0]
    assert (old.values["status"], old.values["lot"]) == ("used", "5C08")
    assert new.values["second_dose_minutes"] == 10
    assert new.values["prescriber"] == "Dr Okafor"
    with workspace.vault.read() as session:
        assert history.versions(session, ADRENALINE_DEVICES, old.id)[1].former == {"status": "carried"}
    driver.press("past")
    assert "lot 5C08" in driver.says("past.1")
    workspace.undo_bar.undo_latest()
    assert [device.id for device in devices(workspace)] == ids
    assert devices(workspace)[0].values["status"] == "carried"


def test_a_new_device_whose_date_cannot_be_read_is_not_saved(
    ids: list[str], driver: InjectorsDriver, workspace: Workspace, qtbot: QtBot
) -> None:
    driver.press("device.1.replace")
    asked = driver.replacing()
    qtbot.keyClicks(find(asked, QLineEdit, "expiry"), "soon")
    click(qtbot, asked, "replace")
    assert "is not a date we can read" in words(asked)
    click(qtbot, asked, "cancel")
    assert [device.id for device in devices(workspace)] == ids


def test_a_device_is_edited_in_the_same_place(ids: list[str], driver: InjectorsDriver, workspace: Workspace) -> None:
    driver.press("device.2.edit")
    assert driver.form.shows("product") == "Jext"
    driver.form.write("kept_where", "Kitchen")
    driver.form.save()
    driver.qtbot.waitUntil(lambda: len(driver.cards()) == 2 and "Kitchen" in driver.cards()[1])
    driver.press("close_form")
    assert not driver.page.form.isVisible()


def test_devices_are_moved_past_the_trainer(ids: list[str], driver: InjectorsDriver, workspace: Workspace) -> None:
    driver.wait_for_cards("EpiPen", "Jext")
    assert not find(driver.page, QAbstractButton, "device.1.up").isEnabled()
    driver.press("device.2.up")
    driver.wait_for_cards("Jext", "EpiPen")
    workspace.undo_bar.undo_latest()
    driver.wait_for_cards("EpiPen", "Jext")


def test_the_trash_gives_a_device_back(ids: list[str], driver: InjectorsDriver, workspace: Workspace) -> None:
    driver.press("device.1.trash")
    driver.wait_for_cards("Jext")
    driver.press("trash_view")
    driver.press("trashed.1.press")
    driver.wait_for_cards("EpiPen", "Jext")
    driver.press("device.1.trash")
    driver.wait_for_cards("Jext")
    workspace.undo_bar.undo_latest()
    driver.wait_for_cards("EpiPen", "Jext")


def test_search_leads_to_a_device(ids: list[str], driver: InjectorsDriver, window: MainWindow) -> None:
    window.show_page("adrenaline_devices", ids[1])
    assert driver.page.form.isVisible()
    assert driver.form.shows("product") == "Jext"


@pytest.mark.usefixtures("ids")
def test_every_control_has_a_name(driver: InjectorsDriver, qtbot: QtBot) -> None:
    driver.wait_for_cards("EpiPen", "Jext")
    assert unnamed(driver.page) == []
    driver.press("device.1.replace")
    assert unnamed(driver.replacing()) == []
    click(qtbot, driver.replacing(), "cancel")


# Empty, it is looked at with every other page in `test_window` and `test_small_screens`.
@pytest.mark.parametrize("is_filled", [False, True] if LARGE else [True])
def test_nothing_is_cut_off_in_a_small_window(
    workspace: Workspace, window: MainWindow, qtbot: QtBot, request: pytest.FixtureRequest, is_filled: bool
) -> None:
    if is_filled:
        request.getfixturevalue("ids")
    window.resize(1024, 700)
    window.show_page("injectors")
    page = window.current_page
    assert isinstance(page, InjectorsPage)
    driver = InjectorsDriver(qtbot, page)

    def can_be_read(shown: QWidget) -> None:
        for size in (100, 200):
            workspace.settings["text_size"] = size
            apply_look(workspace.settings)
            qtbot.waitUntil(lambda: clipped(shown) == [])

    try:
        can_be_read(page)
        driver.press("device.1.replace" if is_filled else "add_two_injectors")
        if is_filled:
            can_be_read(driver.replacing())
            click(qtbot, driver.replacing(), "cancel")
            driver.press("device.1.edit")
        can_be_read(page)
    finally:
        workspace.settings["text_size"] = 100
        apply_look(workspace.settings)
