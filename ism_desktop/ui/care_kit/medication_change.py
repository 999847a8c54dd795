"""The dialog that writes down what changed of a medication, and what its directions are from then on, in one step.

What is typed is a draft of its medication from the first key on, until it is saved or discarded: closing the dialog loses nothing.
"""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.errors import InvalidRecord, IsmError
from ism_desktop.language import tr
from ism_desktop.records import medicines, reverting, store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.medication_changes import CHANGES, MEDICATION_CHANGES
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices, TickBox
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.record_kit.editors.choice import ChoiceEditor
from ism_desktop.ui.record_kit.editors.editor import text_of
from ism_desktop.ui.record_kit.inline_form import InlineForm

DRAFT = "record_change"
"""By this name drafts are kept, with the id of the medication."""

_WHAT, _CURRENT = "what", "is_current"
_YES, _NO = "yes", "no"
_FIELDS = ("now", "on_date", "decided_by", "reason", "before")
_BY, _BY_OTHER = "decided_by", "decided_by_other"


class ChangeDialog(Dialog):
    """Asks what changed, the new dose, since when, why and by whom; saving writes the change and the medication together."""

    def __init__(
        self,
        workspace: Workspace,
        medication: Record,
        page: QWidget,
        *,
        day: PartialDate | None = None,
        by: str = "",
        by_other: str = "",
    ) -> None:
        """Make it.

        Args:
            workspace: the open record.
            medication: what changed.
            page: where it was asked for.
            day: when it was decided, where the page knows it; this and who decided can be changed.
            by: the id of the one of the care team who did.
            by_other: the name of somebody who did and is not in the care team.
        """
        super().__init__(
            tr("What changed: {medication}", medication=medication.title),
            page.window(),
            name="record_change",
            width=820,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._medication = medication
        self._is_told = False
        with workspace.vault.read() as session:
            self._changes = medicines.of_medication(session, MEDICATION_CHANGES, medication.id)
            team = [(member.id, member.title) for member in store.list_active(session, CARE_TEAM)]
        self.what = Choices(
            [(choice.value, choice.label) for choice in CHANGES], tr("What changed"), name="what", role="chip"
        )
        self.what.changed.connect(self._on_what)
        self.body.addWidget(self.what)
        self.fault = label(tr("Please choose what changed."), "fault")
        self.fault.setObjectName("what.fault")
        self.fault.hide()
        self.body.addWidget(self.fault)
        # Of the two fields for who decided it there is the one that fits: both would push the last words below the edge of a low screen.
        names = tuple(_BY_OTHER if by_other and name == _BY else name for name in _FIELDS)
        self.fields = InlineForm(workspace, MEDICATION_CHANGES, names, buttons=False, draft_as=(DRAFT, medication.id))
        chooser = None if by_other else self.fields.rows[_BY].editor
        if isinstance(chooser, ChoiceEditor):
            chooser.set_options(team)
        self.fields.open(
            None,
            {
                "on_date": day or PartialDate.from_date(workspace.today()),
                "before": medication.values["directions"],
                _BY: None if by_other else by or medication.values["managed_by"],
                _BY_OTHER: by_other or None,
            },
        )
        self.body.addWidget(self.fields)
        self.is_current = TickBox(tr("This is how I take it now"), name="is_current")
        self.is_current.setChecked(True)
        self.is_current.clicked.connect(self._on_told)
        self.body.addWidget(self.is_current)
        self.body.addWidget(
            secondary(tr("Your medication and its lists then say so. Leave it off for something long ago."))
        )
        self.fields.rows["on_date"].edited.connect(self._on_day)
        self._recall()
        self.foot.addWidget(button(tr("Cancel"), self._on_cancel, name="cancel"))
        self._save = button(tr("Save"), self._on_save, role="primary", name="save_change")
        self._save.setDefault(True)
        self.foot.addWidget(self._save)
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _recall(self) -> None:
        """Put back what was chosen before and not saved; the fields do so themselves."""
        beside = {name.removeprefix("_"): text_of(kept[0]) for name, kept in self.fields.binding.beside.items()}
        if beside.get(_WHAT):
            self.what.set_value(beside[_WHAT])
        if _CURRENT in beside:
            self._is_told = True
            self.is_current.setChecked(beside[_CURRENT] == _YES)
        else:
            self._on_day()

    def _on_what(self) -> None:
        self.fault.hide()
        self.fields.binding.keep_beside(_WHAT, [self.what.value])
        self.fields.focus("now")

    def _on_told(self) -> None:
        self._is_told = True
        self.fields.binding.keep_beside(_CURRENT, [_YES if self.is_current.isChecked() else _NO])

    def _on_cancel(self) -> None:
        """Discard what is typed, and offer to undo that. Whoever closes the dialog in another way finds it again as a draft."""
        if self._workspace.drafts.get(DRAFT, self._medication.id) is not None:
            self.fields.cancel()
        self.reject()

    def _on_day(self) -> None:
        """Something that came before other changes does not say how it is taken now, unless the person says so."""
        if self._is_told:
            return
        try:
            day = self.fields.rows["on_date"].read()
        except ValueError:
            return
        self.is_current.setChecked(medicines.is_latest(self._changes, day))

    def _on_save(self) -> None:
        workspace = self._workspace
        if self.what.value is None:
            self.fault.show()
            self.scroll_to(self.fault)
            self.what.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            values = self.fields.values() | {"what": self.what.value}
            with workspace.vault.write() as session:
                since = reverting.mark(session)
                medicines.record_change(session, self._medication.id, values, is_current=self.is_current.isChecked())
                until = reverting.mark(session)
        except InvalidRecord as error:
            self.fields.mark(error)
            return
        except IsmError as error:
            workspace.report(error)
            return
        self.fields.forget_draft()
        words = tr("The change of {medication} was saved.", medication=self._medication.title)
        workspace.undo_bar.offer(words, partial(_take_back, workspace, since, until))
        self.accept()


def _take_back(workspace: Workspace, since: int, until: int) -> None:
    """Take back the change and what it did to the medication, in one transaction."""
    with workspace.vault.write() as session:
        reverting.revert(session, since, until)
