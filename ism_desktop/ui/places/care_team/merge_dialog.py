"""Merging two entries that are the same person or place: which one stays, what it takes over, and what points to it afterwards."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import linked_names, merging, own_fields, store
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import in_one_line
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.merging import Merged
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.record_kit.actions import short_title


class MergeDialog(Dialog):
    """Begins with the two entries that are chosen in the list, else with two of the same name if there are."""

    def __init__(self, workspace: Workspace, chosen: Sequence[str], window: QWidget) -> None:
        super().__init__(tr("Merge two entries"), window, name="merge_dialog", width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        with workspace.vault.read() as session:
            self._team = {member.id: member for member in store.list_active(session, CARE_TEAM)}
        self.body.addWidget(
            secondary(
                tr(
                    "For a doctor or place that was entered twice. All that points to the second entry points to the first one"
                    " afterwards: appointments, medications, reports and the rest. The second entry goes to the trash."
                )
            )
        )
        first, second = _two_of(chosen, list(self._team.values()))
        self.kept = self._choice(tr("This entry stays"), first, "merge.kept")
        self.gone = self._choice(tr("This entry is merged into it"), second, "merge.gone")
        self.preview = Panel()
        self.preview.setObjectName("merge.preview")
        self.words = label("")
        self.words.setObjectName("merge.words")
        self.preview.body.addWidget(self.words)
        self.body.addWidget(self.preview)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self.merge = button(tr("Merge"), self._on_merge, role="primary", name="merge")
        self.foot.addWidget(self.merge)
        self._say()
        self.kept.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choice(self, words: str, chosen: str | None, name: str) -> DropDown:
        made = DropDown()
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.addItem(tr("Choose…"), None)
        for member in self._team.values():
            beside = member.values["role"] or member.values["organisation"]
            made.addItem(tr("{name}, {role}", name=member.title, role=beside) if beside else member.title, member.id)
        made.setCurrentIndex(max(0, made.findData(chosen)))
        made.currentIndexChanged.connect(self._say)
        self.body.addWidget(label(words))
        self.body.addWidget(made)
        return made

    @property
    def _two(self) -> tuple[Record, Record] | None:
        kept, gone = self._team.get(self.kept.currentData()), self._team.get(self.gone.currentData())
        return None if kept is None or gone is None or kept.id == gone.id else (kept, gone)

    def _say(self) -> None:
        two = self._two
        self.merge.setEnabled(two is not None)
        if two is None:
            self.words.setText(tr("Choose two different entries."))
            return
        kept, gone = two
        with self._workspace.vault.read() as session:
            pointing = len(linked_names.pointing_to(session, CARE_TEAM, gone.id))
            pointing += len(own_fields.naming(session, CARE_TEAM, gone.id))
        lines = [
            tr_n(
                "{number} place in your record points to “{gone}”. It will point to “{kept}”.",
                "{number} places in your record point to “{gone}”. They will point to “{kept}”.",
                pointing,
                gone=gone.title,
                kept=kept.title,
            )
        ]
        taken = [CARE_TEAM.field(name).label for name in merging.filled(kept, gone)]
        if taken:
            lines.append(tr("Taken over, because it is empty in the first: {fields}.", fields=in_use().listed(taken)))
        for name in merging.differing(kept, gone):
            field = CARE_TEAM.field(name)
            lines.append(
                tr(
                    "{field}: “{kept}” stays; “{gone}” goes to the trash with its entry.",
                    field=field.label,
                    kept=in_one_line(field, kept.values[name]),
                    gone=in_one_line(field, gone.values[name]),
                )
            )
        self.words.setText("\n\n".join(lines))
        self.fit()

    def _on_merge(self) -> None:
        two = self._two
        if two is None:
            return
        kept, gone = two
        try:
            with self._workspace.vault.write() as session:
                merged = merging.merge(session, CARE_TEAM, kept.id, gone.id)
        except IsmError as error:
            self._workspace.report(error)
            return
        words = tr("“{gone}” was merged into “{kept}”.", gone=short_title(gone), kept=short_title(kept))
        again = partial(_merge, self._workspace, kept.id, gone.id)
        self._workspace.undo_bar.offer(words, partial(_take_back, self._workspace, merged), again)
        self.accept()


def _two_of(chosen: Sequence[str], team: Sequence[Record]) -> tuple[str | None, str | None]:
    if len(chosen) == 2:
        return chosen[0], chosen[1]
    names: dict[str, str] = {}
    for member in team:
        name = folded(member.title)
        if name in names:
            return names[name], member.id
        names[name] = member.id
    return (chosen[0] if chosen else None), None


def _take_back(workspace: Workspace, merged: Merged) -> None:
    with workspace.vault.write() as session:
        merging.take_back(session, merged)


def _merge(workspace: Workspace, kept_id: str, gone_id: str) -> None:
    with workspace.vault.write() as session:
        merging.merge(session, CARE_TEAM, kept_id, gone_id)
