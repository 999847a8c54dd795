"""Which editor a field gets, and the row of a form that holds it."""

from collections.abc import Mapping
from functools import partial

from ism_desktop.records import checking, store
from ism_desktop.records.kind import Field, Input
from ism_desktop.records.values import Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.editors.choice import ChoiceEditor, YesNoEditor
from ism_desktop.ui.record_kit.editors.dates import DateEditor, TimeEditor
from ism_desktop.ui.record_kit.editors.editor import Editor
from ism_desktop.ui.record_kit.editors.many import ManyEditor
from ism_desktop.ui.record_kit.editors.moment import MomentEditor
from ism_desktop.ui.record_kit.editors.money import MoneyEditor
from ism_desktop.ui.record_kit.editors.name import NameEditor
from ism_desktop.ui.record_kit.editors.own_values import OwnValuesEditor
from ism_desktop.ui.record_kit.editors.paper_number import PaperNumberEditor
from ism_desktop.ui.record_kit.editors.quantity import QuantityEditor
from ism_desktop.ui.record_kit.editors.rows import RowsEditor
from ism_desktop.ui.record_kit.editors.scale import ScaleEditor
from ism_desktop.ui.record_kit.editors.several import SeveralEditor
from ism_desktop.ui.record_kit.editors.table import TableEditor
from ism_desktop.ui.record_kit.editors.tags import TagsEditor
from ism_desktop.ui.record_kit.editors.text import LongTextEditor, TextEditor
from ism_desktop.ui.record_kit.fields import FieldRow

_ALONE = {
    Input.LONG_TEXT: LongTextEditor,
    Input.CHOICE: ChoiceEditor,
    Input.REFERENCE: ChoiceEditor,
    Input.YES_NO: YesNoEditor,
    Input.MONEY: MoneyEditor,
    Input.SCALE: ScaleEditor,
    Input.CHOICES: SeveralEditor,
}
# These ask the workspace how people here write, and which day it is.
_WITH_WORKSPACE = {
    Input.TEXT: TextEditor,
    Input.PHONE: TextEditor,
    Input.EMAIL: TextEditor,
    Input.NAME: NameEditor,
    Input.NUMBER: TextEditor,
    Input.DATE: DateEditor,
    Input.TIME: TimeEditor,
    Input.QUANTITY: QuantityEditor,
    Input.MOMENT: MomentEditor,
    Input.TAGS: TagsEditor,
}


def editor_for(field: Field, workspace: Workspace) -> Editor:
    """The editor of a field."""
    if field.own_fields:
        return OwnValuesEditor(field, workspace, partial(_cell_editor, workspace))
    if field.numbers_paper:
        return PaperNumberEditor(field, workspace)
    if field.input is Input.ROWS and field.as_table:
        return TableEditor(field, workspace, partial(_row_faults, workspace, field))
    if field.input is Input.ROWS:
        return RowsEditor(field, partial(_cell_editor, workspace), partial(_row_faults, workspace, field))
    if field.in_dialog:
        return ManyEditor(field)
    if field.input in _ALONE:
        return _ALONE[field.input](field)
    return _WITH_WORKSPACE[field.input](field, workspace)


def _cell_editor(workspace: Workspace, field: Field) -> Editor:
    return editor_for(field, workspace)


def _row_faults(workspace: Workspace, field: Field, rows: Rows) -> Mapping[tuple[int, str], str]:
    with workspace.vault.read() as session:
        return checking.row_faults(session, field, rows, store.TABLES)


def row_for(field: Field, workspace: Workspace, editor: Editor | None = None) -> FieldRow:
    """The row of a form for a field: with its usual editor, or with another one."""
    row = FieldRow(field, editor or editor_for(field, workspace))
    if field.own_fields:  # each of them has a label
        row.show_label(on=False)
    return row
