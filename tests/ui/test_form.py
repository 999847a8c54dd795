"""The shared form: what a person types into any field of any kind is saved, found again, and never lost."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.language import tr
from ism_desktop.records import history, store
from ism_desktop.records.kind import Field, Input, Kind, shown
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.values import Gap, Moment, Money, PartialDate, Rows, parse_quantity
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.editors.moment import zone_here
from ism_desktop.ui.record_kit.editors.table import TableEditor
from ism_desktop.ui.record_kit.form import RecordForm
from tests.drivers.form import FormDriver
from tests.drivers.widgets import click, dialog, find
from tests.records.samples import values_for
from tests.rounds import one_of_each

# What a person types for each way of typing, and the value it means.
TYPED: dict[Input, tuple[str, Any]] = {
    Input.TEXT: ("Zürich 10 mg", "Zürich 10 mg"),
    Input.LONG_TEXT: ("first line and more", "first line and more"),
    Input.DATE: ("May 2019", PartialDate(2019, 5)),
    Input.MOMENT: ("May 2019", Moment(PartialDate(2019, 5))),
    Input.TIME: ("2.30 pm", "14:30"),
    Input.NUMBER: ("10", 10),
    Input.QUANTITY: ("-1,6", parse_quantity("-1,6")),
    Input.MONEY: ("35 USD", Money(Decimal(35), "USD")),
    Input.PHONE: ("+1 555 010 0199", "+1 555 010 0199"),
    Input.NAME: ("Dr Nobody Else", "Dr Nobody Else"),
    Input.EMAIL: ("me@example.org", "me@example.org"),
    Input.TAGS: ("Travel, masto / Blood", ("masto/Blood", "Travel")),
}

DOCUMENT = {
    "title": "Bone marrow report",
    "file_name": "scan.pdf",
    "media_type": "application/pdf",
    "size": 1,
    "sha256": "0",
    "fingerprint": "0",
    "pages": 3,
    "file_id": "0",
    "imported_at": "2026-01-01T00:00:00+00:00",
}


def existing(workspace: Workspace, kind: Kind) -> str | None:
    """Documents come from an import and are only changed by hand; every other kind begins with an empty form."""
    if kind.name != "documents":
        return None
    with workspace.vault.write() as session:
        return store.save(session, kind, DOCUMENT)


@pytest.fixture
def member(workspace: Workspace) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME["care_team"], {"name": "Dr Okafor"})


# What the fields of some kind refer to: the least that such a record needs.
REFERRED_TO: dict[str, dict[str, Any]] = {
    "care_team": {"name": "Dr Okafor"},
    "appointments": {"purpose": "Follow-up", "on_date": PartialDate(2027, 1, 14)},
    "reports": {"title": "Bone marrow"},
    "medications": {"name": "Cetirizine"},
    "test_results": {"taken_at": Gap.UNKNOWN},
    "reactions": {"substance": "Wasp sting"},
    "adrenaline_devices": {"product": "EpiPen"},
    "episodes": {"began": Moment(PartialDate(2026, 5, 3))},
    "questions": {"text": "How often should we meet?"},
    "documents": values_for(DOCUMENTS),
}


class Forms:
    """Opens forms and closes them after the test."""

    def __init__(self, qtbot: QtBot, workspace: Workspace) -> None:
        self.qtbot, self.workspace = qtbot, workspace
        self.opened: list[RecordForm] = []

    def __call__(self, kind: Kind, record_id: str | None = None) -> FormDriver:
        form = RecordForm(self.workspace, kind)
        self.opened.append(form)
        form.resize(700, 900)
        form.open(record_id)
        with self.qtbot.waitExposed(form):
            form.show()
        return FormDriver(self.qtbot, form)


@pytest.fixture
def forms(qtbot: QtBot, workspace: Workspace) -> Iterator[Forms]:
    made = Forms(qtbot, workspace)
    yield made
    for form in made.opened:
        form.close()
        form.deleteLater()


def fill_in(driver: FormDriver, field: Field, target: str) -> Any:
    """Fill in one field; returns the value it should have."""
    if field.input is Input.CHOICE:
        choice = field.choices[-1]
        driver.choose(field.name, choice.label)
        return choice.value
    if field.input is Input.REFERENCE:
        driver.choose(field.name, driver.options(field.name)[1])
        return target
    if field.input is Input.YES_NO:
        driver.answer(field.name, yes=True)
        return True
    if field.as_table:
        editor = driver.form.row(field.name).editor
        assert isinstance(editor, TableEditor)
        editor.take([{"test": "Tryptase", "value": "< 1,0"}])
        return Rows(({"test": "Tryptase", "value": parse_quantity("< 1,0")},))
    if field.input is Input.SCALE:
        click(driver.qtbot, driver.form, f"{field.name}.3")
        return 3
    if field.in_dialog:
        click(driver.qtbot, driver.form, field.name)
        opened = dialog(driver.qtbot, "many_choices")
        click(driver.qtbot, opened, f"many_choices.list.{field.choices[0].value}")
        click(driver.qtbot, opened, "close")
        return (field.choices[0].value,)
    if field.input is Input.CHOICES:
        click(driver.qtbot, driver.form, f"{field.name}.{field.choices[0].value}")
        return (field.choices[0].value,)
    if field.own_fields:
        row = {"field": "gone", "name": "Policy", "text": "4711"}  # of a field that is defined nowhere any more
        driver.form.row(field.name).show_value(Rows((row,)))
        return Rows((row,))
    if field.input is Input.ROWS:
        click(driver.qtbot, driver.form, f"{field.name}.add")
        return Rows(
            (
                {
                    cell.name: fill_in(driver, replace(cell, name=f"{field.name}.1.{cell.name}"), target)
                    for cell in field.fields
                    if cell.input is not Input.SYSTEM
                },
            )
        )
    text, value = TYPED[field.input]
    driver.write(field.name, text)
    if field.keeps_zone:
        return Moment(value.date, None, zone_here())
    return value


def _ways(kind: Kind) -> set[object]:
    """Every way of typing that its form has, in a row of several too, and what it refers to."""
    cells = [cell for field in kind.form_fields for cell in field.fields]
    ways: set[object] = {(field.input, field.refers_to, field.as_table, bool(field.gaps)) for field in kind.form_fields}
    return ways | {("in a row", cell.input) for cell in cells} | {kind.single}


def _gaps(kind: Kind) -> set[object]:
    """What can be said to be none or not known, by the way of typing it."""
    return {(field.input, field.gaps) for field in kind.form_fields if field.gaps}


@pytest.mark.parametrize("kind", one_of_each(KINDS, _ways), ids=lambda kind: kind.name)
def test_every_field_is_saved_and_shown_again(workspace: Workspace, forms: Forms, kind: Kind) -> None:
    with workspace.vault.write() as session:
        wanted_kinds = {field.refers_to for field in kind.form_fields if field.refers_to}
        targets = {name: store.save(session, BY_NAME[name], REFERRED_TO[name]) for name in sorted(wanted_kinds)}
    driver = forms(kind, existing(workspace, kind))
    wanted = {field.name: fill_in(driver, field, targets.get(field.refers_to, "")) for field in kind.form_fields}
    driver.save()
    record_id = driver.form.record_id
    assert record_id is not None
    with workspace.vault.read() as session:
        record = store.get(session, kind, record_id)
    assert {name: record.values[name] for name in wanted} == wanted
    again = forms(kind, record_id)
    for field in kind.form_fields:
        if field.input in {Input.ROWS, Input.CHOICES, Input.MONEY, Input.TAGS}:
            assert again.form.row(field.name).read() == wanted[field.name]
        elif field.input is not Input.REFERENCE:
            value = wanted[field.name]
            assert again.shows(field.name) == (value.date.words if field.keeps_zone else shown(field, value))
    assert not again.unsaved


@pytest.mark.parametrize(
    "kind",
    one_of_each(KINDS, _gaps),
    ids=lambda kind: kind.name,
)
def test_a_gap_is_stated_kept_and_taken_back(workspace: Workspace, forms: Forms, kind: Kind) -> None:
    record_id = existing(workspace, kind)
    driver = forms(kind, record_id)
    for field in kind.fields:
        if field.required:
            fill_in(driver, field, "")
    for field in kind.fields:
        if field.gaps:
            driver.press_gap(field.name, field.gaps[-1])
            assert not driver.usable(field.name)
    driver.save()
    record_id = driver.form.record_id
    assert record_id is not None
    with workspace.vault.read() as session:
        record = store.get(session, kind, record_id)
    for field in kind.fields:
        if field.gaps:
            assert record.values[field.name] is field.gaps[-1]
            assert driver.gap(field.name) is field.gaps[-1]
            if not field.required:
                driver.press_gap(field.name, field.gaps[-1])
                assert driver.usable(field.name)
    driver.save()
    with workspace.vault.read() as session:
        record = store.get(session, kind, record_id)
    taken_back = [field.name for field in kind.fields if field.gaps and not field.required]
    assert [record.values[name] for name in taken_back] == [None for _ in taken_back]


def test_a_gap_gives_back_what_stood_there(forms: Forms) -> None:
    driver = forms(BY_NAME["medications"])
    driver.write("started_on", "2018")
    driver.press_gap("started_on", Gap.UNKNOWN)
    assert driver.gap("started_on") is Gap.UNKNOWN
    driver.press_gap("started_on", Gap.UNKNOWN)
    assert driver.shows("started_on") == "2018"


def test_every_control_can_be_found_and_read_aloud(forms: Forms, workspace: Workspace) -> None:
    for kind in KINDS:
        driver = forms(kind, existing(workspace, kind))
        for field in kind.form_fields:
            control = driver.form.findChild(QWidget, field.name)
            assert control is not None, field.name
            name = tr("{field}, day", field=field.label) if field.input is Input.MOMENT else field.label
            assert control.accessibleName() == (f"{name}: {tr('Choose…')}" if field.in_dialog else name)
        driver.form.hide()


def test_an_answer_can_be_taken_back(workspace: Workspace, forms: Forms) -> None:
    driver = forms(BY_NAME["person"])
    driver.write("name", "Mara Vale")
    driver.answer("asthma", yes=False)
    driver.save()
    assert driver.shows("asthma") == "no"
    driver.unanswer("asthma")
    driver.save()
    with workspace.vault.read() as session:
        person = store.the_one(session, BY_NAME["person"])
    assert person is not None
    assert person.values["asthma"] is None


def test_dates_are_typed_freely_and_shown_in_full(forms: Forms) -> None:
    driver = forms(BY_NAME["medications"])
    for typed, shown_as in (
        ("3 may 2019", "3 May 2019"),
        ("05/2019", "May 2019"),
        ("spring 2019", "spring 2019"),
        ("2018", "2018"),
    ):
        driver.write("started_on", typed)
        assert driver.shows("started_on") == shown_as
        assert driver.fault("started_on") == ""


def test_suggestions_close_when_all_of_one_is_typed(forms: Forms, qtbot: QtBot) -> None:
    """The list stayed open with that one line, and the click on “Save” merely closed it."""
    driver = forms(BY_NAME["monitoring"])
    line = find(driver.form, QLineEdit, "every")
    line.setFocus()
    popup = line.completer().popup()
    assert popup is not None
    qtbot.keyClicks(line, "every 2 year")
    assert popup.isVisible()
    qtbot.keyClicks(line, "s")
    qtbot.waitUntil(popup.isHidden)


def test_times_are_typed_freely(forms: Forms) -> None:
    driver = forms(BY_NAME["appointments"])
    for typed, stored in (
        ("9", "09:00"),
        ("9:05", "09:05"),
        ("12 am", "00:00"),
        ("12:15pm", "12:15"),
        ("930", "09:30"),
    ):
        driver.write("at_time", typed)
        assert driver.shows("at_time") == stored


def test_what_cannot_be_read_is_marked_and_kept(workspace: Workspace, forms: Forms) -> None:
    driver = forms(BY_NAME["medications"])
    driver.write("name", "Cetirizine")
    driver.write("started_on", "the other day")
    assert "the other day" in driver.fault("started_on")
    driver.save()
    assert driver.form.record_id is None
    assert driver.unsaved
    assert driver.shows("started_on") == "the other day"
    driver.write("started_on", "2019")
    driver.save()
    assert driver.form.record_id is not None
    assert driver.fault("started_on") == ""


def test_a_missing_name_is_marked(forms: Forms) -> None:
    driver = forms(BY_NAME["emergency_contacts"])
    driver.write("relation", "Friend")
    driver.save()
    assert "Name" in driver.fault("name")
    assert "Phone" in driver.fault("phone")


def test_numbers_out_of_bounds_are_marked(forms: Forms) -> None:
    driver = forms(BY_NAME["adrenaline_devices"])
    for typed in ("0", "121", "ten", "1.5"):
        driver.write("second_dose_minutes", "5")
        assert driver.fault("second_dose_minutes") == ""
        driver.write("second_dose_minutes", typed)
        assert "from 1 to 120" in driver.fault("second_dose_minutes"), typed


def test_leaving_saves(workspace: Workspace, forms: Forms) -> None:
    driver = forms(BY_NAME["medications"])
    driver.write("name", "Famotidine")
    driver.form.leave()
    with workspace.vault.read() as session:
        assert [record.title for record in store.list_active(session, BY_NAME["medications"])] == ["Famotidine"]
    assert workspace.drafts.all() == []
    assert workspace.undo_bar.latest is not None
    workspace.undo_bar.undo_latest()
    with workspace.vault.read() as session:
        assert store.count(session, BY_NAME["medications"]) == 0


def test_leaving_with_a_fault_keeps_a_draft(workspace: Workspace, forms: Forms) -> None:
    driver = forms(BY_NAME["medications"])
    driver.write("strength", "10 mg")
    driver.press_gap("started_on", Gap.UNKNOWN)
    driver.form.leave()
    assert workspace.drafts.all() == [("medications", None)]
    again = forms(BY_NAME["medications"])
    assert again.shows("strength") == "10 mg"
    assert again.gap("started_on") is Gap.UNKNOWN
    assert again.unsaved


def test_a_vault_that_cannot_be_written_loses_nothing(workspace: Workspace, forms: Forms, qtbot: QtBot) -> None:
    driver = forms(BY_NAME["medications"])
    driver.write("name", "Famotidine")
    workspace._index_timer.stop()  # on a slow computer the search would come to ask the closed vault, and say so
    workspace.vault.close()
    driver.save()
    click(qtbot, dialog(qtbot, "error"), "close")
    driver.form.leave()
    click(qtbot, dialog(qtbot, "error"), "close")
    assert driver.shows("name") == "Famotidine"
    assert driver.unsaved
    assert (workspace.drafts.get("medications", None) or {})["name"] == ["Famotidine", None]


def test_a_draft_outlives_the_program(workspace: Workspace, forms: Forms) -> None:
    driver = forms(BY_NAME["medications"])
    driver.write("strength", "10 mg")
    workspace.drafts.flush()
    fresh = type(workspace.drafts)(workspace.vault)
    assert (fresh.get("medications", None) or {})["strength"] == ["10 mg", None]


def test_discarding_can_be_undone(workspace: Workspace, forms: Forms) -> None:
    with workspace.vault.write() as session:
        record_id = store.save(session, BY_NAME["medications"], {"name": "Cetirizine"})
    driver = forms(BY_NAME["medications"], record_id)
    driver.write("strength", "10 mg")
    driver.form.discard()
    assert driver.shows("strength") == ""
    assert workspace.drafts.all() == []
    workspace.undo_bar.undo_latest()
    assert workspace.drafts.get("medications", record_id) == {"strength": ["10 mg", None]}


def test_a_change_elsewhere_does_not_touch_what_is_being_typed(workspace: Workspace, forms: Forms) -> None:
    with workspace.vault.write() as session:
        record_id = store.save(session, BY_NAME["medications"], {"name": "Cetirizine", "strength": "10 mg"})
    driver = forms(BY_NAME["medications"], record_id)
    driver.write("reason", "itching")
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["medications"], {"strength": "20 mg", "reason": "hives"}, record_id=record_id)
    driver.form.refresh()
    assert driver.shows("strength") == "20 mg"
    assert driver.shows("reason") == "itching"


def test_undo_of_a_change_brings_the_former_values_back(workspace: Workspace, forms: Forms) -> None:
    with workspace.vault.write() as session:
        record_id = store.save(session, BY_NAME["medications"], {"name": "Cetirizine", "strength": "10 mg"})
    driver = forms(BY_NAME["medications"], record_id)
    driver.write("strength", "20 mg")
    driver.save()
    workspace.undo_bar.undo_latest()
    driver.form.refresh()
    assert driver.shows("strength") == "10 mg"
    with workspace.vault.read() as session:
        assert len(history.versions(session, BY_NAME["medications"], record_id)) == 3


def test_a_reference_to_something_in_the_trash_stays(workspace: Workspace, forms: Forms, member: str) -> None:
    kind = BY_NAME["appointments"]
    with workspace.vault.write() as session:
        values = {"purpose": "Follow-up", "on_date": PartialDate(2027), "with_member": member}
        record_id = store.save(session, kind, values)
        store.trash(session, BY_NAME["care_team"], member)
    driver = forms(kind, record_id)
    assert not driver.unsaved
    driver.write("place", "Room 4")
    driver.save()
    with workspace.vault.read() as session:
        assert store.get(session, kind, record_id).values["with_member"] == member


def test_the_wheel_changes_nothing_in_passing(forms: Forms) -> None:
    driver = forms(BY_NAME["medications"])
    driver.choose("use", "regularly")
    box = find(driver.form, QComboBox, "use")
    assert not box.hasFocus()
    down, none = QPoint(0, -120), Qt.KeyboardModifier.NoModifier
    where = QPointF(5, 5)
    phase, straight = Qt.ScrollPhase.NoScrollPhase, False
    wheel = QWheelEvent(where, where, down, down, Qt.MouseButton.NoButton, none, phase, straight)
    QApplication.sendEvent(box, wheel)
    assert driver.shows("use") == "regularly"
