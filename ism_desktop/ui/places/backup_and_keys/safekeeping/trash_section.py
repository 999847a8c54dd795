"""The section about the trash: what lies in it, of every kind, and emptying it."""

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds import KINDS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.record_kit.deleting import ask_to_delete, everything_in_trash


class TrashSection(Panel):
    """What was moved to the trash stays there, encrypted like everything else, until it is deleted for good here or in its list."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(tr("Trash"))
        self.setParent(parent)
        self.setObjectName("trash_section")
        self._workspace = workspace
        self.body.addWidget(
            secondary(
                tr(
                    "What you move to the trash stays in your record until you delete it for good: all of it here, or single entries in"
                    " the trash of each list. Backups made before still contain it."
                )
            )
        )
        self._said = label("")
        self._said.setObjectName("trash.said")
        self.body.addWidget(self._said)
        holder = QWidget()
        self.empty = button(
            tr("Empty the trash…"), self._on_empty, icon_name="mdi6.delete-forever-outline", name="trash.empty"
        )
        FlowLayout(holder).addWidget(self.empty)
        self.body.addWidget(holder)

    def refresh(self) -> None:
        """Count again."""
        with self._workspace.vault.read() as session:
            trashed = store.trashed_ids(session, KINDS)
        there = [
            tr("{kind}: {count}", kind=kind.plural, count=len(trashed[kind.name]))
            for kind in KINDS
            if kind.name in trashed
        ]
        self._said.setText(" · ".join(there) if there else tr("The trash is empty."))
        self.empty.setVisible(bool(there) and not self._workspace.vault.read_only)

    def _on_empty(self) -> None:
        ask_to_delete(self._workspace, everything_in_trash(self._workspace), self, whole_trash=True)
