"""Going through the list of triggers: a row for each, with what is known of it; each press is saved at once."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records import history, store
from ism_desktop.records.journal_words import EXPOSURE_GROUPS, OTHER, name_in
from ism_desktop.records.kinds.triggers import STATES, TRIGGERS, trigger_name
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, line, secondary
from ism_desktop.ui.record_kit.actions import short_title, trash
from ism_desktop.ui.record_kit.history import bring_back


class TriggerRow(QWidget):
    """One trigger and five answers. `said` carries the row; nothing is chosen where nobody said anything."""

    said = Signal(object)

    def __init__(self, key: str, record: Record | None) -> None:
        super().__init__()
        self.key = key
        self.record = record
        name = self._name()
        self.setObjectName(f"trigger.{key}" if record is None else f"trigger.{record.id}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(name, "subheading"))
        self.state = Choices(
            [(choice.value, choice.label) for choice in STATES], name, name=f"state.{key}", role="chip", may_clear=True
        )
        self.state.set_value(None if record is None else record.values["state"])
        self.state.changed.connect(self._on_changed)
        column.addWidget(self.state)

    def _name(self) -> str:
        if self.record is None:
            return name_in(TRIGGERS.field("trigger").choices, self.key, None)
        own = self.record.values["own"]
        name = trigger_name(self.record.values)
        return tr("{trigger}: {own}", trigger=name, own=own) if isinstance(own, str) and own != name else name

    def _on_changed(self) -> None:
        self.said.emit(self)


class TriggerDialog(Dialog):
    """The program's list, group by group, then the person's own. What nobody pressed is not saved."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(tr("Go through the list of triggers"), page.window(), name="trigger_dialog", width=760)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self.rows: list[TriggerRow] = []
        self.body.addWidget(
            secondary(
                tr(
                    "Press what you know; leave out what you do not want to say. The list is not complete, and no trigger is everybody’s."
                    " How you avoid one, and who confirmed it, you write in its entry."
                )
            )
        )
        with workspace.vault.read() as session:
            records = store.list_active(session, TRIGGERS)
        for title, choices in EXPOSURE_GROUPS:
            self._add_group(str(title), [choice.value for choice in choices], records)
        if any(record.values["trigger"] == OTHER for record in records):
            self._add_group(tr("My own"), [OTHER], records)
        self.add_close(tr("Done"))
        self.rows[0].state.setFocus(Qt.FocusReason.OtherFocusReason)  # the list is gone through, not closed

    def _add_group(self, title: str, keys: Sequence[str], records: Sequence[Record]) -> None:
        self.body.addWidget(line())
        self.body.addWidget(label(title, "accent"))
        for key in keys:
            own = [record for record in records if record.values["trigger"] == key]
            for record in own or [None]:
                row = TriggerRow(key, record)
                row.said.connect(self._on_said)
                self.body.addWidget(row)
                self.rows.append(row)

    def _on_said(self, row: TriggerRow) -> None:
        try:
            if row.state.value is None and row.record is not None and _says_only_its_state(row.record):
                self._take_back(row, row.record)
            else:
                self._save(row)
        except IsmError as error:
            self._workspace.report(error)
            row.state.set_value(None if row.record is None else row.record.values["state"])

    def _take_back(self, row: TriggerRow, record: Record) -> None:
        trash(self._workspace, TRIGGERS, [record.id])
        undo = partial(_restore, self._workspace, record.id)
        self._workspace.undo_bar.offer(tr("“{title}” was moved to the trash.", title=short_title(record)), undo)
        row.record = None

    def _save(self, row: TriggerRow) -> None:
        before, values = row.record, {"state": row.state.value}
        with self._workspace.vault.write() as session:
            if before is None:
                record_id = store.save(session, TRIGGERS, {"trigger": row.key, **values})
            else:
                record_id = store.save(session, TRIGGERS, values, record_id=before.id)
            row.record = store.get(session, TRIGGERS, record_id)
            version = history.versions(session, TRIGGERS, record_id)[0].id
        title = short_title(row.record)
        if before is None:
            undo = partial(trash, self._workspace, TRIGGERS, [record_id])
            self._workspace.undo_bar.offer(tr("“{title}” was added.", title=title), undo)
        else:
            undo = partial(bring_back, self._workspace, TRIGGERS, record_id, version)
            self._workspace.undo_bar.offer(tr("The changes to “{title}” were saved.", title=title), undo)


def _restore(workspace: Workspace, record_id: str) -> None:
    with workspace.vault.write() as session:
        store.restore(session, TRIGGERS, record_id)


def _says_only_its_state(record: Record) -> bool:
    return all(value is None for name, value in record.values.items() if name not in {"trigger", "state"})
