"""What the record knows of one entry of the care team: visits, the practice and who else works there. Nothing of it is typed here."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.records import care_team, point_person, store
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.brief_dialog import show_brief
from ism_desktop.ui.care_kit.visits import day_words
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.record_kit.form import RecordForm

_COLLEAGUES_SHOWN = 8


class MemberPanel(Panel):
    """Stands above the fields of a saved entry."""

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("member_panel")
        self._workspace = workspace
        self._form = form
        self.visits = label("", "subheading")
        self.visits.setObjectName("member_panel.visits")
        self.role = secondary("")
        self.role.setObjectName("member_panel.point_person")
        self.practice = secondary("")
        self.practice.setObjectName("member_panel.practice")
        for part in (self.visits, self.role, self.practice):
            self.body.addWidget(part)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons)
        self.body.addWidget(self._buttons)
        form.opened.connect(self._on_opened)

    def _on_opened(self, _record_id: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read again what is known of the entry that the form shows."""
        record_id = self._form.record_id
        with self._workspace.vault.read() as session:
            record = None if record_id is None else store.find(session, CARE_TEAM, record_id)
            around = None if record is None else care_team.around(session, record, self._workspace.today())
            terms = [] if record is None else [one for one in point_person.terms(session) if one.member_id == record.id]
        self.setVisible(around is not None)
        if record is None or around is None:
            return
        self._say_visits(record, around)
        self.role.setText("\n".join(tr("Point person: {when}", when=point_person.term_words(term)) for term in terms))
        self.role.setVisible(bool(terms))
        self.practice.setText("\n".join(_practice_lines(around)))
        self.practice.setVisible(bool(self.practice.text()))
        self._show_buttons(record, around)

    def _say_visits(self, record: Record, around: care_team.Around) -> None:
        if not care_team.is_person(record.values) and not (around.last_visit or around.next_visit):
            self.visits.hide()
            return
        self.visits.show()
        lines = [
            tr("Next visit: {when}", when=_when(around.next_visit)) if around.next_visit else tr("No visit planned"),
            tr("Last visit: {when}", when=_when(around.last_visit)) if around.last_visit else tr("No visit before"),
        ]
        self.visits.setText("\n".join(lines))

    def _show_buttons(self, record: Record, around: care_team.Around) -> None:
        for old in self._buttons.findChildren(QWidget):
            old.setParent(None)
            old.deleteLater()
        if around.next_visit is not None:
            self._open(APPOINTMENTS.name, around.next_visit.id, tr("Show next visit"), "next_visit")
        if around.last_visit is not None:
            self._open(APPOINTMENTS.name, around.last_visit.id, tr("Show last visit"), "last_visit")
        if around.practice is not None:
            self._open(CARE_TEAM.name, around.practice.id, tr("Show practice"), "practice")
        if care_team.is_person(record.values):
            self._add(
                tr("Visit brief…"), "mdi6.file-document-edit-outline", "brief", partial(self._on_brief, record.id)
            )
        self._buttons.setVisible(bool(self._flow.count()))

    def _on_brief(self, member_id: str) -> None:
        show_brief(self._workspace, self, member_id)

    def _open(self, kind: str, record_id: str, words: str, name: str) -> None:
        self._add(words, "mdi6.arrow-right", name, partial(self._workspace.show_page, kind, record_id))

    def _add(self, words: str, icon_name: str, name: str, pressed: partial[None]) -> None:
        self._flow.addWidget(button(words, pressed, role="quiet", icon_name=icon_name, name=f"member_panel.{name}"))


def _when(visit: Record) -> str:
    on_date: PartialDate = visit.values["on_date"]
    return tr("{day}: {purpose}", day=day_words(on_date), purpose=visit.title)


def _practice_lines(around: care_team.Around) -> list[str]:
    lines: list[str] = []
    if around.practice is not None and around.reached:
        lines.append(tr("By way of {practice}: {how}", practice=around.practice.title, how=_said(around.reached)))
    if around.colleagues:
        names = [each.title for each in around.colleagues[:_COLLEAGUES_SHOWN]]
        more = len(around.colleagues) - len(names)
        listed = ", ".join(names)
        lines.append(
            tr("Who works here: {names} and {number} more", names=listed, number=more)
            if more
            else tr("Who works here: {names}", names=listed)
        )
    return lines


def _said(reached: Mapping[str, Any]) -> str:
    parts = [
        tr(
            "{label}: {value}",
            label=CARE_TEAM.field(name).label,
            value=" ".join(shown(CARE_TEAM.field(name), value).split()),
        )
        for name, value in reached.items()
    ]
    return " · ".join(parts)
