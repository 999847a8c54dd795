"""The page of the care team: names that are chosen while typing, the point person, merging, and who manages what."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ism_desktop.records import point_person, store, who_manages
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.care_topics import INVOLVED, LEADS
from ism_desktop.records.values import LinkedName, PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.care_team.import_cards_dialog import ImportCardsDialog
from ism_desktop.ui.places.care_team.matrix_dialog import MatrixDialog
from ism_desktop.ui.places.care_team.merge_dialog import MergeDialog
from ism_desktop.ui.places.care_team.names_dialog import NamesDialog
from ism_desktop.ui.places.care_team.page import CareTeamPage
from ism_desktop.ui.places.care_team.point_person_dialog import PointPersonDialog
from ism_desktop.ui.record_kit.editors.name import NameEditor
from tests.drivers.widgets import click, find, words


def save(workspace: Workspace, kind: str, **values: object) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> Iterator[CareTeamPage]:
    made = CareTeamPage(workspace)
    made.resize(1100, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def prescriber(qtbot: QtBot, workspace: Workspace) -> Iterator[NameEditor]:
    made = NameEditor(BY_NAME["medications"].field("prescriber"), workspace)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


def test_a_name_of_the_team_points_there_and_any_other_is_kept_as_typed(
    qtbot: QtBot, workspace: Workspace, prescriber: NameEditor
) -> None:
    okafor = save(workspace, "care_team", name="Dr Okafor")
    qtbot.keyClicks(prescriber.line, "dr okafor")
    assert prescriber.read() == LinkedName("dr okafor", okafor)
    assert "Care team" in prescriber.line.accessibleDescription()
    qtbot.keyClicks(prescriber.line, " junior")
    assert prescriber.read() == "dr okafor junior"
    assert prescriber.line.accessibleDescription() == ""
    prescriber.show_value(LinkedName("Dr Okafor", okafor))
    kept = prescriber.typed()
    prescriber.show_value(None)
    prescriber.retype(kept)
    assert prescriber.read() == LinkedName("Dr Okafor", okafor)


def test_of_two_people_of_one_name_the_one_that_is_chosen_is_meant(
    qtbot: QtBot, workspace: Workspace, prescriber: NameEditor
) -> None:
    roles = ("Dermatologist", "Family doctor")
    ids = [save(workspace, "care_team", name="Dr Lee", role=role) for role in roles]
    qtbot.keyClicks(prescriber.line, "Dr Lee")
    assert prescriber.read() == "Dr Lee", "nobody knows which of them is meant"
    suggesting = prescriber.line.completer()
    suggesting.setCompletionPrefix("Dr Lee")
    offered = [suggesting.completionModel().index(row, 0) for row in range(suggesting.completionCount())]
    second = next(index for index in offered if "Family doctor" in index.data())
    prescriber._on_chosen(second)
    assert prescriber.read() == LinkedName("Dr Lee", ids[1])
    assert prescriber.line.text() == "Dr Lee"


def test_the_page_says_who_the_point_person_is_and_what_nobody_looks_after(
    workspace: Workspace, page: CareTeamPage
) -> None:
    member = save(workspace, "care_team", name="Dr Okafor", role="Mast cell specialist")
    when = PartialDate.from_date(date(2099, 1, 14))
    save(workspace, "appointments", purpose="Follow-up", on_date=when, with_member=member)
    page.refresh()
    assert "No point person yet" in words(page.head)
    page.show_record(member)
    visits = find(page, QLabel, "member_panel.visits").text()
    assert "14 January 2099" in visits
    assert "No visit before" in visits


def test_the_point_person_is_changed_with_a_day_and_the_change_is_undone(
    qtbot: QtBot, workspace: Workspace, page: CareTeamPage
) -> None:
    first = save(workspace, "care_team", name="Dr Wren", point_person=True)
    second = save(workspace, "care_team", name="Dr Okafor")
    dialog = PointPersonDialog(workspace, page)
    dialog.open()
    assert dialog.day.read() is None, "nothing is known of the day, so none is made up"
    dialog.who.setCurrentIndex(dialog.who.findData(second))
    dialog.day.editor.retype("May 2026")
    click(qtbot, dialog, "save_point_person")
    with workspace.vault.read() as session:
        now, before = point_person.terms(session)
    assert (now.member_id, now.since, before.member_id, before.until) == (
        second, PartialDate(2026, 5), first, PartialDate(2026, 5),
    )  # fmt: skip
    workspace.undo_bar.undo_latest()
    with workspace.vault.read() as session:
        assert [term.member_id for term in point_person.terms(session)] == [first]


def test_two_entries_are_merged_after_saying_what_happens(
    qtbot: QtBot, workspace: Workspace, page: CareTeamPage
) -> None:
    kept, gone = (save(workspace, "care_team", name="Dr Okafor", phone=phone) for phone in ("+1 555 1", "+1 555 2"))
    taken = save(workspace, "medications", name="Cetirizine", prescriber=LinkedName("x", gone))
    dialog = MergeDialog(workspace, [], page)
    dialog.open()
    assert {dialog.kept.currentData(), dialog.gone.currentData()} == {kept, gone}, "two of one name are offered"
    dialog.kept.setCurrentIndex(dialog.kept.findData(kept))
    dialog.gone.setCurrentIndex(dialog.gone.findData(gone))
    assert "1 place in your record" in dialog.words.text()
    assert "+1 555 2" in dialog.words.text()
    click(qtbot, dialog, "merge")
    with workspace.vault.read() as session:
        assert store.get(session, BY_NAME["medications"], taken).values["prescriber"] == LinkedName("Dr Okafor", kept)
        assert [each.id for each in store.list_active(session, CARE_TEAM)] == [kept]
    workspace.undo_bar.undo_latest()
    with workspace.vault.read() as session:
        assert len(store.list_active(session, CARE_TEAM)) == 2


def test_typed_names_are_linked_or_become_entries(qtbot: QtBot, workspace: Workspace, page: CareTeamPage) -> None:
    okafor = save(workspace, "care_team", name="Dr Okafor")
    first = save(workspace, "medications", name="Cetirizine", prescriber="Dr Okafor", pharmacy="Mill Pharmacy")
    dialog = NamesDialog(workspace, page)
    dialog.open()
    linked, new = dialog.rows
    assert linked.choice.currentData() == okafor, "whoever is called so is offered"
    new.choice.setCurrentIndex(new.choice.findData("new.pharmacy"))
    click(qtbot, dialog, "link_names")
    with workspace.vault.read() as session:
        values = store.get(session, BY_NAME["medications"], first).values
        made = next(each for each in store.list_active(session, CARE_TEAM) if each.title == "Mill Pharmacy")
    assert values["prescriber"] == LinkedName("Dr Okafor", okafor)
    assert values["pharmacy"] == LinkedName("Mill Pharmacy", made.id)
    assert made.values["sort"] == "pharmacy"


def test_cells_of_the_table_are_pressed_by_keyboard_and_topics_added_and_left_out(
    qtbot: QtBot, workspace: Workspace, page: CareTeamPage
) -> None:
    save(workspace, "care_team", name="Dr Fenn")
    dialog = MatrixDialog(workspace, page)
    with qtbot.waitExposed(dialog):
        dialog.open()
    row = next(place for place, topic in enumerate(dialog._matrix.topics) if topic.key == "skin")
    dialog.table.setCurrentCell(row, 1)
    for part, said in ((LEADS, "Dr Fenn"), (INVOLVED, "Nobody yet"), (None, "Nobody yet")):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
        topic = dialog._matrix.topics[row]
        assert [duty.part for duty in topic.duties] == ([part] if part else [])
        assert [item.text() for item in [dialog.table.item(row, 0)] if item is not None] == [said]
    dialog.own.setText("Letters for the airport")
    click(qtbot, dialog, "matrix.add")
    assert dialog._matrix.topics[-1].name == "Letters for the airport"
    click(qtbot, dialog, "matrix.hide")
    assert dialog.hidden.isVisible()
    with workspace.vault.read() as session:
        assert [topic.name for topic in who_manages.read(session).hidden] == ["Letters for the airport"]
    dialog.reject()


def test_cards_are_previewed_ticked_and_taken_in_without_overwriting(
    qtbot: QtBot, workspace: Workspace, page: CareTeamPage, tmp_path: Path
) -> None:
    known = save(workspace, "care_team", name="Dr Okafor", phone="+1 555 010 0121", role="Mast cell specialist")
    okafor = "BEGIN:VCARD\nVERSION:3.0\nFN:Dr Okafor\nTITLE:Haematologist\nTEL:+1 555 010 0121\nEMAIL:o@example.org\nEND:VCARD\n"
    new = "BEGIN:VCARD\nVERSION:4.0\nFN:Dr New\nTEL:+1 555 010 0199\nPHOTO:data:image/jpeg\\;base64\\,AA\nEND:VCARD\n"
    broken = "BEGIN:VCARD\nVERSION:3.0\nFN:x\njunk\nEND:VCARD\n"
    file = tmp_path / "contacts.vcf"
    file.write_text(okafor + new + broken, encoding="utf-8")
    dialog = ImportCardsDialog(workspace, file, page)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.list.count() == 2, timeout=20_000)
    assert not dialog.take.isEnabled(), "an address book holds more than a care team: nothing is ticked"
    assert "the same name, and the same phone" in dialog.who.currentText()
    assert "“Mast cell specialist” stays; the card says “Haematologist”" in dialog.words.text()
    assert "Card 3 was not read: its line 4 is damaged." in dialog.refused.text()
    assert "1 picture is not taken over." in dialog.refused.text()
    for row in (0, 1):
        dialog.list.setCurrentRow(row)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    click(qtbot, dialog, "import_cards.take")
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)
    with workspace.vault.read() as session:
        values = store.get(session, CARE_TEAM, known).values
        assert {each.title for each in store.list_active(session, CARE_TEAM)} == {"Dr Okafor", "Dr New"}
    assert (values["email"], values["role"]) == ("o@example.org", "Mast cell specialist")
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)
    with workspace.vault.read() as session:
        assert store.get(session, CARE_TEAM, known).values["email"] is None
        assert len(store.list_active(session, CARE_TEAM)) == 1


def test_a_file_that_is_none_says_so(qtbot: QtBot, workspace: Workspace, page: CareTeamPage, tmp_path: Path) -> None:
    dialog = ImportCardsDialog(workspace, tmp_path / "gone.vcf", page)
    dialog.open()
    qtbot.waitUntil(lambda: "could not be opened" in dialog.said.text(), timeout=20_000)
    dialog.reject()
