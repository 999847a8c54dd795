"""Fields of one's own in the details of a document, on the pile and for several documents, used as a person does."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.errors import InvalidRecord
from ism_desktop.records import own_fields, store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.own_fields import OWN_FIELDS
from ism_desktop.records.own_fields import VALUES, OwnField
from ism_desktop.records.values import PartialDate, Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents import changes
from ism_desktop.ui.places.own_fields.page import OwnFieldsPage, RemoveFieldDialog
from ism_desktop.ui.record_kit.editors.name import NameEditor
from ism_desktop.ui.record_kit.editors.own_values import OwnValuesEditor
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.widgets import click, dialog, find, words
from tests.records.samples import values_for


@pytest.fixture
def fields(workspace: Workspace) -> dict[str, OwnField]:
    with workspace.vault.write() as session:
        for values in (
            {"name": "Policy number", "document_kinds": ("bill",)},
            {"name": "Amount", "sort": "number", "unit": "EUR", "document_kinds": ("bill",)},
            {"name": "Sent on", "sort": "date", "document_kinds": ("appeal",)},
        ):
            store.save(session, OWN_FIELDS, values)
        return {one.name: one for one in own_fields.offered(session)}


def document(workspace: Workspace, number: int = 1, **values: Any) -> str:
    with workspace.vault.write() as session:
        plain = {**values_for(DOCUMENTS, number), "type": "bill", VALUES: None}
        return store.save(session, DOCUMENTS, {**plain, **values})


def said(workspace: Workspace, document_id: str) -> list[tuple[str, str]]:
    with workspace.vault.read() as session:
        return own_fields.said(store.get(session, DOCUMENTS, document_id).values)


def opened(qtbot: QtBot, workspace: Workspace, document_id: str) -> tuple[RecordForm, OwnValuesEditor]:
    form = RecordForm(workspace, DOCUMENTS)
    qtbot.addWidget(form)
    form.open(document_id)
    form.show()
    editor = form.row(VALUES).editor
    assert isinstance(editor, OwnValuesEditor)
    return form, editor


def line(form: RecordForm, field: OwnField) -> QLineEdit:
    return find(form, QLineEdit, f"{VALUES}.{field.id}")


def test_the_fields_of_the_kind_stand_there_and_others_are_a_press_away(
    qtbot: QtBot, workspace: Workspace, fields: dict[str, OwnField]
) -> None:
    paper = document(workspace)
    form, editor = opened(qtbot, workspace, paper)
    assert list(editor._parts) == [fields["Policy number"].id, fields["Amount"].id]
    line(form, fields["Policy number"]).setText("4711")
    editor._fill_menu()
    next(action for action in editor._menu.actions() if action.text() == "Sent on").trigger()
    line(form, fields["Sent on"]).setText("3 May 2026")
    assert line(form, fields["Policy number"]).text() == "4711", "what was typed stays"
    line(form, fields["Amount"]).setText("a lot")
    assert form.save() is None
    assert "“a lot” is not a number" in words(form)
    assert not said(workspace, paper)
    line(form, fields["Amount"]).setText("12.5")
    assert form.save() == paper
    wanted = [("Policy number", "4711"), ("Amount", "12.5 EUR"), ("Sent on", PartialDate(2026, 5, 3).words)]
    assert sorted(said(workspace, paper)) == sorted(wanted)
    form.binding.type_in({"type": "photo"})
    QApplication.processEvents()
    assert set(editor._parts) == {one.id for one in fields.values()}, "what says something stays in sight"
    workspace.undo_bar.undo_latest()
    assert not said(workspace, paper)


def test_what_a_field_of_another_sort_said_is_neither_lost_nor_in_the_way(
    qtbot: QtBot, workspace: Workspace, fields: dict[str, OwnField]
) -> None:
    policy = fields["Policy number"]
    paper = document(workspace, own_values=Rows.of([policy.row("not a date") or {}]))
    with workspace.vault.write() as session:
        store.save(session, OWN_FIELDS, {"sort": "date", "name": "Valid until"}, record_id=policy.id)
    form, editor = opened(qtbot, workspace, paper)
    assert "So far: not a date" in words(form)
    line(form, fields["Amount"]).setText("3")
    assert form.save() == paper
    assert said(workspace, paper) == [("Valid until", "not a date"), ("Amount", "3 EUR")]
    click(qtbot, form, f"{VALUES}.{policy.id}.clear")
    form.save()
    assert said(workspace, paper) == [("Amount", "3 EUR")]
    with workspace.vault.write() as session:
        chen = store.save(session, CARE_TEAM, {"name": "Dr Chen"})
        store.save(session, OWN_FIELDS, {"sort": "person"}, record_id=policy.id)
    QApplication.processEvents()
    name = editor._parts[policy.id].editor
    assert isinstance(name, NameEditor)
    name.line.setText("dr chen")
    name.line.setModified(True)
    form.row(VALUES).read()
    typed = editor.typed()
    assert typed == [[policy.id, ["dr chen", chen]], [fields["Amount"].id, "3 EUR"]], "a draft keeps to whom it points"
    editor.retype(typed)
    form.save()
    assert said(workspace, paper) == [("Amount", "3 EUR"), ("Valid until", "Dr Chen")]
    assert editor.typed() == [[policy.id, ["Dr Chen", chen]], [fields["Amount"].id, "3 EUR"]]


def test_several_get_a_value_in_one_step_and_keep_their_others(
    workspace: Workspace, fields: dict[str, OwnField]
) -> None:
    policy, amount = fields["Policy number"], fields["Amount"]
    first = document(workspace, 1, own_values=Rows.of([policy.row("1") or {}]))
    second = document(workspace, 2)
    given = Rows.of([policy.row("2") or {}])
    changes.change_all(workspace, [first, second], {VALUES: given})
    assert said(workspace, first) == said(workspace, second) == [("Policy number", "2")]
    workspace.undo_bar.undo_latest()
    assert said(workspace, first) == [("Policy number", "1")]
    assert not said(workspace, second)
    with pytest.raises(InvalidRecord):
        changes.change_all(workspace, [first], {VALUES: Rows(({"field": amount.id, "number": "x"},))})


def test_a_field_with_values_is_asked_for_before_it_goes(
    qtbot: QtBot, window: MainWindow, workspace: Workspace, fields: dict[str, OwnField]
) -> None:
    policy = fields["Policy number"]
    paper = document(workspace, own_values=Rows.of([policy.row("4711") or {}]))
    window.show_page("own_fields", policy.id)
    page = window.current_page
    assert isinstance(page, OwnFieldsPage)
    page.trash_selected()
    asked = dialog(qtbot, "remove_field")
    assert isinstance(asked, RemoveFieldDialog)
    assert "1 document has a value in it" in words(asked)
    click(qtbot, asked, "remove_field.yes")
    assert not said(workspace, paper)
    workspace.undo_bar.undo_latest()
    assert said(workspace, paper) == [("Policy number", "4711")]
