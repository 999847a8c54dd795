"""Entries of a calendar file before they are taken in: which to take, what is here already, what differs, and what was not read."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView, QListWidgetItem, QWidget

from ism_desktop.errors import DamagedFile, IsmError
from ism_desktop.exchange import calendar_in
from ism_desktop.exchange.calendar_in import Change, OfferedEntry
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import reverting, store
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import in_one_line
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.values import PartialDate
from ism_desktop.records.visit_times import zone_name
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.kit.widgets.tick_list import DETAIL, TickList
from ism_desktop.ui.places.appointments.calendar_words import limit_words, refused_words
from ism_desktop.ui.record_kit.editors.moment import zone_here
from ism_desktop.vault import Vault
from ism_desktop.worker import CalendarFile, Workers

_REFUSED_SAID = 4
_SEVERAL = 15  # from so many entries on there is a line to filter them by
_FEW = 3  # so few are an invitation, and meant; a whole calendar holds more than appointments with doctors
_LARGEST = 20 * 1024 * 1024


class ImportCalendarDialog(Dialog):
    """Nothing of a whole calendar is ticked at first. Of an entry that is here, what differs is shown before it changes."""

    def __init__(self, workspace: Workspace, path: Path, window: QWidget) -> None:
        super().__init__(tr("Add from a calendar file"), window, name="import_calendar", width=760, height=760)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self.offers: dict[str, OfferedEntry] = {}
        self.said = label(tr("Reading “{file}”…", file=path.name))
        self.said.setObjectName("import_calendar.said")
        self.body.addWidget(self.said)
        self.filter = QLineEdit()
        self.filter.setObjectName("import_calendar.filter")
        self.filter.setPlaceholderText(tr("Filter this list"))
        self.filter.setAccessibleName(tr("Filter this list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.hide()
        self.body.addWidget(self.filter)
        self.list = TickList(tr("Entries of the calendar"), name="import_calendar.list")
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # a calendar may hold thousands
        self.list.itemChanged.connect(self._say_count)
        self.list.currentItemChanged.connect(self._on_current)
        self.body.addWidget(self.list, 1)
        tools = QWidget()
        FlowLayout(tools).addWidget(
            button(tr("Tick all that are shown"), self._on_all, role="quiet", name="import_calendar.all")
        )
        self.body.addWidget(tools)
        self.panel = Panel()
        self.panel.hide()
        self.words = secondary("")
        self.words.setObjectName("import_calendar.words")
        self.panel.body.addWidget(self.words)
        self.body.addWidget(self.panel)
        self.refused = secondary("")
        self.refused.setObjectName("import_calendar.refused")
        self.refused.hide()
        self.body.addWidget(self.refused)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self.take = button(tr("Add"), self._on_take, role="primary", name="import_calendar.take")
        self.take.setEnabled(False)
        self.foot.addWidget(self.take)
        work = partial(_read, workspace.workers, workspace.vault, path, workspace.today())
        workspace.background.run(work, owner=self, on_result=self._on_read, on_error=self._on_failed, quiet=True)

    # Reading -------------------------------------------------------------------------------------------------------------

    def _on_read(self, read: tuple[CalendarFile, list[OfferedEntry]]) -> None:
        found, offers = read
        today = self._workspace.today()
        for place, one in enumerate(sorted(offers, key=lambda one: _nearest(one, today))):
            key = str(place)
            self.offers[key] = one
            self.list.add_row(key, one.entry.summary or tr("Appointment"), _line(one))
            if _is_meant(one, len(offers), today):
                self.list.item(place).setCheckState(Qt.CheckState.Checked)
        self.said.setText(_found_words(found))
        self.filter.setVisible(len(self.offers) >= _SEVERAL)
        lines = [refused_words(one) for one in found.refused[:_REFUSED_SAID]]
        more = len(found.refused) - len(lines)
        if more > 0:
            lines.append(tr_n("{number} more event was not read.", "{number} more events were not read.", more))
        self.refused.setText("\n".join([*lines, *limit_words(found)]))
        self.refused.setVisible(bool(self.refused.text()))
        if self.offers:
            self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_count()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, IsmError):
            self._workspace.report(error)
            return
        self.said.setText(f"{error.what} {error.advice}")

    # Choosing ------------------------------------------------------------------------------------------------------------

    def _on_current(self, item: QListWidgetItem | None) -> None:
        one = None if item is None else self.offers.get(_key(item))
        self.panel.setVisible(one is not None)
        if one is not None:
            self.words.setText("\n".join(_told(one)))

    def _on_filter(self, text: str) -> None:
        wanted = folded(text).split()
        for place in range(self.list.count()):
            item = self.list.item(place)
            said = folded(f"{item.text()} {item.data(DETAIL)}")
            item.setHidden(not all(word in said for word in wanted))

    def _on_all(self) -> None:
        for place in range(self.list.count()):
            item = self.list.item(place)
            if not item.isHidden() and self.offers[_key(item)].says_something:
                item.setCheckState(Qt.CheckState.Checked)

    def _say_count(self) -> None:
        ticked = len(self.list.ticked())
        words = tr_n("Add {number} appointment", "Add {number} appointments", ticked) if ticked else tr("Add")
        self.take.setText(words)
        self.take.setAccessibleName(words)
        self.take.setEnabled(ticked > 0)

    def _on_take(self) -> None:
        chosen = [self.offers[key] for key in self.list.ticked()]
        try:
            with self._workspace.vault.write() as session:
                since = reverting.mark(session)
                added, changed = calendar_in.take_in(session, chosen)
                until = reverting.mark(session)
        except IsmError as error:
            self._workspace.report(error)
            return
        if added or changed:
            words = tr("From the calendar: {added} added, {changed} changed.", added=added, changed=changed)
            self._workspace.undo_bar.offer(words, partial(_take_back, self._workspace, since, until))
        self.accept()


def _read(
    workers: Workers, vault: Vault, path: Path, today: date, _task: Task
) -> tuple[CalendarFile, list[OfferedEntry]]:
    try:
        with path.open("rb") as file:
            untrusted = file.read(_LARGEST + 1)
    except OSError as error:
        raise DamagedFile(
            tr("“{file}” could not be opened.", file=path.name), tr("Check that it is still there, and try again.")
        ) from error
    found = workers.calendar(untrusted, today, zone_here())
    with vault.read() as session:
        everything = [*store.list_active(session, APPOINTMENTS), *store.list_trashed(session, APPOINTMENTS)]
    return found, calendar_in.offered(found.entries, everything)


def _take_back(workspace: Workspace, since: int, until: int) -> None:
    with workspace.vault.write() as session:
        reverting.revert(session, since, until)


def _key(item: QListWidgetItem) -> str:
    return str(item.data(int(Qt.ItemDataRole.UserRole)))


def _nearest(one: OfferedEntry, today: date) -> tuple[bool, int, str]:
    """What is to come first, the next on top; then what is past, the latest on top."""
    days = (one.entry.day - today).days
    return days < 0, abs(days), one.entry.time


def _is_meant(one: OfferedEntry, entries: int, today: date) -> bool:
    if entries > _FEW or not one.says_something or one.is_in_trash or one.entry.day < today:
        return False
    return not any(change.was_typed for change in one.changes) and not (one.known is None and one.entry.cancelled)


def _line(one: OfferedEntry) -> str:
    """What stands below the name: what becomes of the entry, when and where it is."""
    day = PartialDate.from_date(one.entry.day).words
    return " · ".join(part for part in (_becomes(one), day, one.entry.time, one.entry.place) if part)


def _becomes(one: OfferedEntry) -> str:
    if one.is_in_trash:
        return tr("In your trash; would be taken out of it")
    if one.known is not None:
        names = [APPOINTMENTS.field(change.name).label for change in one.changes]
        return (
            tr("Here already; changes {fields}", fields=in_use().listed(names))
            if names
            else tr("Here already; nothing new")
        )
    if one.entry.cancelled:
        return tr("New, and cancelled")
    return tr("New, one of a series") if one.entry.repeats else tr("New")


def _told(one: OfferedEntry) -> list[str]:
    """Each field that would be written, a line each; of one that a person wrote here, both."""
    if one.known is not None:
        return [_changed(change) for change in one.changes] or [tr("The file says nothing new of it.")]
    return [
        tr("{label}: {value}", label=APPOINTMENTS.field(name).label, value=_value_words(name, value))
        for name, value in one.values.items()
    ]


def _value_words(name: str, value: object) -> str:
    return zone_name(str(value or "")) if name == "time_zone" else in_one_line(APPOINTMENTS.field(name), value)


def _changed(change: Change) -> str:
    field = APPOINTMENTS.field(change.name)
    own, new = _value_words(change.name, change.here), _value_words(change.name, change.there)
    if not own:
        return tr("{label}: {value}", label=field.label, value=new)
    if change.was_typed:
        return tr("{label}: you have “{own}”; it becomes “{new}”.", label=field.label, own=own, new=new)
    return tr("{label}: “{own}” becomes “{new}”.", label=field.label, own=own, new=new)


def _found_words(found: CalendarFile) -> str:
    if not found.entries:
        return tr("No appointment could be read in this file.")
    counted = tr_n("{number} entry was found.", "{number} entries were found.", len(found.entries))
    return tr("{counted} Tick those that belong among your appointments.", counted=counted)
