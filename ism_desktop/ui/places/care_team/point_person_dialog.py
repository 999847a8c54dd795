"""Changing the point person: who, from which day, and why; and who it was before."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import care_team, point_person, reverting, store
from ism_desktop.records.kind import Field, Input
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, line, secondary
from ism_desktop.ui.record_kit.editors.making import row_for

_DAY = Field("point_person.day", tr_lazy("From which day"), Input.DATE, help=tr_lazy("A month or a year will do."))
_WHY = Field("point_person.why", tr_lazy("Why"), help=tr_lazy("Such as: moved away. You can leave it empty."))


class PointPersonDialog(Dialog):
    """Saving ends the time of whoever it was and begins that of the one who is chosen, in one step that can be undone."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(tr("Point person"), window, name="point_person_dialog", width=560)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        with workspace.vault.read() as session:
            team = store.list_active(session, CARE_TEAM)
            self._current = point_person.current(session)
            terms = point_person.terms(session)
        self.body.addWidget(
            secondary(
                tr(
                    "The point person keeps the overview, and the others send their letters there. There is one at a time."
                    " Papers for doctors name them in their first lines."
                )
            )
        )
        self.who = DropDown()
        self.who.setObjectName("point_person.who")
        self.who.setAccessibleName(tr("Who it is from then on"))
        self.who.addItem(tr("Nobody"), None)
        for member in sorted(team, key=lambda each: not care_team.is_person(each.values)):
            role = member.values["role"]
            self.who.addItem(tr("{name}, {role}", name=member.title, role=role) if role else member.title, member.id)
        self.who.setCurrentIndex(max(0, self.who.findData(None if self._current is None else self._current.id)))
        self.body.addWidget(label(tr("Who it is from then on")))
        self.body.addWidget(self.who)
        self.day, self.why = (row_for(field, workspace) for field in (_DAY, _WHY))
        self.who.currentIndexChanged.connect(self._on_who)
        self._on_who()
        self.body.addWidget(self.day)
        self.body.addWidget(self.why)
        if terms:
            self.body.addWidget(line())
            self.body.addWidget(label(tr("Until now"), "subheading"))
            for term in terms:
                words = tr("{name}: {when}", name=term.name, when=point_person.term_words(term))
                self.body.addWidget(label(words))
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        saving = button(tr("Save"), self._on_save, role="primary", name="save_point_person")
        saving.setDefault(True)
        self.foot.addWidget(saving)
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_who(self) -> None:
        """Somebody else is it from today on, unless another day is typed; who it is already keeps the day that is known."""
        is_same = self._current is not None and self.who.currentData() == self._current.id
        today = PartialDate.from_date(self._workspace.today())
        self.day.show_value(point_person.since(self._current) if is_same and self._current is not None else today)

    def _on_save(self) -> None:
        try:
            day, why = self.day.read(), self.why.read() or ""
        except ValueError as error:
            self.day.mark(str(error))
            return
        chosen: str | None = self.who.currentData()
        if chosen is None and self._current is None:
            self.accept()
            return
        try:
            with self._workspace.vault.write() as session:
                since = reverting.mark(session)
                point_person.change(session, chosen, day, why)
                until = reverting.mark(session)
                name = "" if chosen is None else store.get(session, CARE_TEAM, chosen).title
        except IsmError as error:
            self._workspace.report(error)
            return
        words = tr("{name} is the point person.", name=name) if name else tr("There is no point person now.")
        self._workspace.undo_bar.offer(words, partial(_take_back, self._workspace, since, until))
        self.accept()


def _take_back(workspace: Workspace, since: int, until: int) -> None:
    with workspace.vault.write() as session:
        reverting.revert(session, since, until)
