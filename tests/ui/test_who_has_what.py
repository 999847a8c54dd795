"""Who has what in the window: “Given to…” after printing, what one person has, and the letter of a request."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records import disclosures, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import LinkedName, PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.brief_dialog import BriefDialog
from ism_desktop.ui.paper_kit.given_button import GivenButton, OtherDialog
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog
from ism_desktop.ui.places.who_has_what.has_dialog import HasDialog
from ism_desktop.ui.places.who_has_what.page import WhoHasWhatPage
from tests.drivers.widgets import click, dialog


def save(workspace: Workspace, kind: str, **values: object) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> Iterator[WhoHasWhatPage]:
    made = WhoHasWhatPage(workspace)
    made.resize(1100, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    yield made
    made.close()
    made.deleteLater()


def test_given_to_takes_two_presses_and_can_be_undone(qtbot: QtBot, workspace: Workspace) -> None:
    okafor = save(workspace, "care_team", name="Dr Okafor", point_person=True)
    with workspace.vault.write() as session:
        disclosures.record_paper(session, disclosures.MEDICATIONS, "Medication list", "printer", content={})
    button = GivenButton(workspace, "given")
    qtbot.addWidget(button)
    assert button.isHidden(), "nothing left yet"
    button.offer(disclosures.MEDICATIONS)
    button.people.aboutToShow.emit()
    assert [action.text() for action in button.people.actions() if action.text()] == ["Dr Okafor", "Somebody else…"]
    button.people.actions()[0].trigger()
    with workspace.vault.read() as session:
        (entry,) = store.list_active(session, BY_NAME["given_papers"])
    assert entry.values["who"] == LinkedName("Dr Okafor", okafor)
    assert "Dr Okafor has it" in button.text()
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: button.text() == "Given to…")
    with workspace.vault.read() as session:
        assert not store.list_active(session, BY_NAME["given_papers"])


def test_somebody_else_is_typed_and_a_known_name_points_to_the_team(qtbot: QtBot, workspace: Workspace) -> None:
    okafor = save(workspace, "care_team", name="Dr Okafor")
    window = QWidget()
    qtbot.addWidget(window)
    button = GivenButton(workspace, "given")
    QVBoxLayout(window).addWidget(button)
    window.show()
    button.offer(disclosures.CARD)
    button._on_other()
    asking = dialog(qtbot, "given_to")
    assert isinstance(asking, OtherDialog)
    assert not asking._saving.isEnabled()
    qtbot.keyClicks(asking.line, "Dr Okafor")
    assert asking.who == LinkedName("Dr Okafor", okafor)
    asking.line.setText("School nurse")
    click(qtbot, asking, "given_to.save")
    with workspace.vault.read() as session:
        (entry,) = store.list_active(session, BY_NAME["given_papers"])
    assert (entry.values["who"], entry.values["on_date"]) == ("School nurse", PartialDate.from_date(workspace.today()))


def test_what_one_has_tells_papers_changes_and_what_was_not_sent(qtbot: QtBot, workspace: Workspace) -> None:
    okafor = save(workspace, "care_team", name="Dr Okafor", point_person=True)
    who, day = LinkedName("Dr Okafor", okafor), PartialDate(2024, 5, 3)
    save(workspace, "given_papers", who=who, on_date=day, what="Binder", copy_number=2, how="fax", with_results=True)
    save(workspace, "medications", name="Cetirizine", started_on=PartialDate(2025, 1, 2))
    save(workspace, "reports", title="Bone marrow", on_date=PartialDate(2025, 2, 3))
    window = QWidget()
    qtbot.addWidget(window)
    opened = HasDialog(workspace, window)
    said = "\n".join(label.text() for label in opened.said.findChildren(QLabel))
    assert opened.who.currentText() == "Dr Okafor, point person"
    for words in ("Binder · copy 2 · By fax", "Cetirizine started", "1 result or report is newer", "Bone marrow"):
        assert words in said


def test_a_request_prints_its_letter_and_arrives_in_one_press(
    qtbot: QtBot, workspace: Workspace, page: WhoHasWhatPage
) -> None:
    request = save(workspace, "records_requests", asked="City Hospital", what="Biopsy of 2019")
    page.show_kind("records_requests")
    page.refresh()
    page.show_record(request)
    click(qtbot, page, "print_request_letter")
    letter = dialog(qtbot, "request_letter")
    assert isinstance(letter, PaperDialog)
    assert letter.printout.leaving.title == "Records request to City Hospital"
    letter.went_out.emit()
    letter.reject()
    click(qtbot, page, "request_arrived")
    with workspace.vault.read() as session:
        found = store.get(session, BY_NAME["records_requests"], request)
    assert found.values["asked_on"] == found.values["arrived_on"] == PartialDate.from_date(workspace.today())


def test_a_brief_keeps_what_was_changed_until_it_is_printed(qtbot: QtBot, workspace: Workspace) -> None:
    okafor = save(workspace, "care_team", name="Dr Okafor")
    save(workspace, "medications", name="Cetirizine", started_on=PartialDate.from_date(workspace.today()))
    save(workspace, "questions", text="Is the plan still right?")
    window = QWidget()
    qtbot.addWidget(window)
    brief = BriefDialog(workspace, window)
    brief.side.set_value("lines")
    brief._on_side()
    brief._on_take()
    assert brief.lines.wishes[0].text() == "Is the plan still right?"
    brief.lines.rows[0].tick.setChecked(False)
    kept = workspace.drafts.get("visit_brief", okafor)
    assert kept is not None
    assert len(kept["left_out"]) == 1
    again = BriefDialog(workspace, window, okafor)
    said = again.printout.leaving.content
    assert said is not None
    assert said["points"] == ["Is the plan still right?"]
    assert not said["sections"].get("medicines")
    again._on_printed(again.paper.paper)
    assert workspace.drafts.get("visit_brief", okafor) is None
    assert again.afterwards.given.isVisibleTo(again)
