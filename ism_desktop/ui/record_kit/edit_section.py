"""A section of a page that says some fields of a record and changes them in the same place."""

from collections.abc import Sequence
from functools import cached_property

from ism_desktop.language import tr
from ism_desktop.records.kind import Kind, shown
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.section_panel import Said, SectionPanel
from ism_desktop.ui.record_kit.inline_form import InlineForm


def said_of(record: Record | None, kind: Kind, names: Sequence[str]) -> list[Said]:
    """The fields of a record that say something, with their labels."""
    if record is None:
        return []
    told = [(kind.field(name).label, shown(kind.field(name), record.values[name])) for name in names]
    return [(lead, text) for lead, text in told if text]


class EditSection(SectionPanel):
    """A section whose fields are changed here."""

    def __init__(self, workspace: Workspace, key: str, words: str, kind: Kind, names: Sequence[str]) -> None:
        super().__init__(key, words, tr("Edit: {section}", section=words), self._on_edit)
        self._kind = kind
        self._names = names
        self._record: Record | None = None
        self._workspace = workspace
        self._drafts = workspace.drafts

    @cached_property
    def fields(self) -> InlineForm:
        """The fields, made when they are first asked for: most sections are read more often than changed."""
        made = self._make_fields(self._workspace)
        made.closed.connect(self._on_closed)
        self.set_editor(made)
        return made

    def leave(self) -> None:
        """Keep what is typed. Asks nothing."""
        if self.editor is not None:
            self.fields.leave()

    def _make_fields(self, workspace: Workspace) -> InlineForm:
        return InlineForm(workspace, self._kind, self._names)

    def show_record(self, record: Record | None) -> None:
        """Show what the record says; fields that are open keep what is typed."""
        self._record = record
        self.set_text(said_of(record, self._kind, self._names))
        if self.is_editing:
            self.fields.follow(record)
        elif set(self._names) & set(self._drafts.get(self._kind.name, None if record is None else record.id) or {}):
            # Something was typed here before a lock or a crash, or its discarding was undone.
            self.fields.open(record)
            self.show_editor(on=True)

    def edit(self, field: str = "") -> None:
        """Open the fields, at one of them."""
        if not self.is_editing:
            self.fields.open(self._record)
            self.show_editor(on=True)
        self.fields.focus(field)

    def _on_edit(self) -> None:
        self.edit()

    def _on_closed(self) -> None:
        self.show_editor(on=False)
        self.button.setFocus()
