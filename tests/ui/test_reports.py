"""The page of reports: fields that fit the kind of report, bone density over the years, fractures; and the health history."""

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.printing import binder
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Gap, PartialDate, Rows, parse_quantity
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.reports.page import ReportsPage
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.listing import ListDriver
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, find, words

PLACE = "reports"

HISTORY = ("procedures", "conditions", "vaccinations", "family_history", "implants")


@pytest.fixture
def page(window: MainWindow) -> ReportsPage:
    window.show_page("reports")
    assert isinstance(window.current_page, ReportsPage)
    return window.current_page


def driver(page: RecordsPage, qtbot: QtBot) -> ListDriver:
    assert isinstance(page.view, KindView)
    return ListDriver(qtbot, page.view)


def save(workspace: Workspace, kind: str, **values: Any) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def scan(workspace: Workspace, year: int, score: str) -> str:
    rows = Rows(({"site": "Lumbar spine L1 to L4", "t_score": parse_quantity(score)},))
    return save(
        workspace, "reports", title=f"Scan {year}", type="bone_density", on_date=PartialDate(year), bone_density=rows
    )


def groups(page: RecordsPage) -> set[str]:
    """The groups of fields that can be seen."""
    assert isinstance(page.view, KindView)
    return {key for key, card in page.view.form.cards.items() if not card.isHidden()}


def test_a_form_has_the_fields_of_its_kind_of_report(page: ReportsPage, qtbot: QtBot) -> None:
    page.new_record()
    form = driver(page, qtbot).form
    assert not {"bone", "contrast"} & groups(page)
    form.choose("type", "Bone density scan")
    assert "bone" in groups(page)
    assert "contrast" not in groups(page)
    form.choose("type", "Imaging (X-ray, CT, MRI, ultrasound)")
    assert "bone" not in groups(page)
    assert "contrast" in groups(page)
    form.press_gap("contrast", Gap.NONE)
    form.choose("type", "Genetic test")
    assert "contrast" in groups(page), "what was stated stays in sight"


def test_a_bone_density_scan_is_typed_in_and_comes_back_as_printed(
    page: ReportsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    page.new_record()
    form = driver(page, qtbot).form
    form.write("title", "Bone density scan")
    form.choose("type", "Bone density scan")
    click(qtbot, page.view, "bone_density.add")
    form.write("bone_density.1.site", "Left femoral neck")
    form.write("bone_density.1.density", "0.748 g/cm2")
    form.write("bone_density.1.t_score", "-1.4")
    form.write("bone_density.1.z_score", "\u22120.9")
    form.save()
    with workspace.vault.read() as session:
        (record,) = store.list_active(session, BY_NAME["reports"])
    (row,) = record.values["bone_density"].rows
    assert {name: getattr(value, "text", value) for name, value in row.items()} == {
        "site": "Left femoral neck",
        "density": "0.748 g/cm2",
        "t_score": "-1.4",
        "z_score": "\u22120.9",
    }


def test_a_site_without_a_name_is_marked_and_nothing_is_lost(page: ReportsPage, qtbot: QtBot) -> None:
    page.new_record()
    form = driver(page, qtbot).form
    form.write("title", "Bone density scan")
    form.choose("type", "Bone density scan")
    click(qtbot, page.view, "bone_density.add")
    form.write("bone_density.1.t_score", "-1.4")
    form.save()
    assert "Please fill in “Site”." in words(page)
    assert form.shows("bone_density.1.t_score") == "-1.4"
    assert form.unsaved


def test_scans_of_one_site_stand_below_each_other(
    page: ReportsPage, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    first = scan(workspace, 2021, "-1.5")
    window.show_page("reports", first)
    years = find(page, QWidget, "bone_years")
    assert not years.isVisible(), "one scan is no row of years"
    scan(workspace, 2024, "-1.6")
    window.show_page("reports", first)
    qtbot.waitUntil(years.isVisible)
    shown = words(years)
    assert shown.index("2024") < shown.index("2021")
    assert "T-score -1.6" in shown
    other = save(workspace, "reports", title="Marrow", type="marrow")
    window.show_page("reports", other)
    assert not years.isVisible()


def test_fractures_can_be_none_or_not_known(page: ReportsPage, workspace: Workspace, qtbot: QtBot) -> None:
    page.show_kind("fractures")
    for name, answer, said in (
        ("states_none", Gap.NONE, "I have had no fractures (stated by the patient)."),
        ("states_unknown", Gap.UNKNOWN, "I do not know whether I had any (stated by the patient)."),
    ):
        click(qtbot, page.view, name)
        with workspace.vault.read() as session:
            assert store.statement(session, BY_NAME["fractures"]) is answer
            content = binder.collect(session, workspace.today())
        assert said in [group.said for tab in content.tabs for group in tab.groups]
    workspace.undo_bar.undo_latest()
    with workspace.vault.read() as session:
        assert store.statement(session, BY_NAME["fractures"]) is Gap.NONE
    click(qtbot, page.view, "states_none")
    with workspace.vault.read() as session:
        assert store.statement(session, BY_NAME["fractures"]) is None


def test_the_health_history_has_its_five_lists(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    window.show_page("history")
    page = window.current_page
    assert isinstance(page, RecordsPage)
    for name in HISTORY:
        click(qtbot, page, f"kind.{name}")
        assert page.view.kind.name == name
        assert BY_NAME[name].empty in words(page)
    knee = save(
        workspace, "procedures", name="Knee arthroscopy", drugs=Rows(({"drug": "Propofol", "course": "tolerated"},))
    )
    window.show_page("procedures", knee)
    assert window.current_page is page
    assert driver(page, qtbot).form.shows("drugs.1.drug") == "Propofol"


@pytest.mark.parametrize("place", ["reports", "history"])
def test_everything_can_be_read_in_a_small_window_at_twice_the_size(
    window: MainWindow, workspace: Workspace, place: str, twice_the_size: None, qtbot: QtBot
) -> None:
    scan(workspace, 2021, "-1.5")
    window.resize(1024, 700)
    window.show_page(place)
    page = window.current_page
    assert isinstance(page, RecordsPage)
    for name in ("reports", "fractures") if place == "reports" else HISTORY:
        click(qtbot, page, f"kind.{name}")
        settle()
        assert clipped(page) == []
        assert unnamed(page) == []
