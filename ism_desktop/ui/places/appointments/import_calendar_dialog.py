"""Entries of a calendar file before they are taken in: which to take, what is here already, what differs, and what was not read."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.exchange import calendar_in
from ism_desktop.exchange.calendar_in import Change, OfferedEntry
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import store, visit_times
from ism_desktop.records.kind import in_one_line
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.store import Record
from ism_desktop.records.visit_times import zone_name
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.import_list_dialog import ImportListDialog, ImportRow, file_bytes
from ism_desktop.ui.care_kit.saving_in_pieces import Intake
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.places.appointments.calendar_words import NO_END, limit_words, refused_words
from ism_desktop.ui.record_kit.actions import short_title
from ism_desktop.ui.record_kit.editors.moment import zone_here
from ism_desktop.vault import Vault
from ism_desktop.worker import CalendarEntry, CalendarFile, Workers

_REFUSED_SAID = 4
_TIMES = ("on_date", "at_time", "until", "last_day", "time_zone")
_LEFT_OUT = "left out"
_FEW = 3  # so few are an invitation, and meant; a whole calendar holds more than appointments with doctors
_LARGEST = 20 * 1024 * 1024


class ImportCalendarDialog(ImportListDialog):
    """Nothing of a whole calendar is ticked at first. Of an entry that is here, what differs is shown before it changes.

    An entry that may be an appointment typed by hand is shown beside it: the same, both, or left out.
    """

    def __init__(self, workspace: Workspace, path: Path, window: QWidget) -> None:
        words, listed = tr("Add from a calendar file"), tr("Entries of the calendar")
        super().__init__(workspace, path, window, words=words, listed=listed, name="import_calendar")
        self.offers: dict[str, OfferedEntry] = {}
        self._same: dict[str, str] = {}  # by the key of the row: the id of the appointment, typed by hand, that it is
        self.which = DropDown()
        self.which.setObjectName("import_calendar.which")
        self.which.setAccessibleName(tr("What becomes of this event"))
        self.which.currentIndexChanged.connect(self._on_which)
        self.panel.body.insertWidget(self.panel.body.indexOf(self.words), self.which)
        tools = QWidget()
        FlowLayout(tools).addWidget(
            button(tr("Tick all that are shown"), self._on_all, role="quiet", name="import_calendar.all")
        )
        self.body.insertWidget(self.body.indexOf(self.panel), tools)
        self.begin(partial(_read, workspace.workers, workspace.vault, path, workspace.today()), self._on_read)

    def _on_read(self, read: tuple[CalendarFile, list[OfferedEntry]]) -> None:
        found, offers = read
        today = self._workspace.today()
        rows: list[ImportRow] = []
        for place, one in enumerate(sorted(offers, key=lambda one: _nearest(one, today))):
            key = str(place)
            self.offers[key] = one
            self._same[key] = next((like.own.id for like in one.like if like.is_likely), "")
            is_ticked = _is_meant(one, len(offers), today)
            rows.append(ImportRow(key, one.entry.summary or tr("Appointment"), self._line(key), is_ticked))
        unread = [one for one in found.refused if one.code != NO_END]
        lines = [refused_words(one) for one in unread[:_REFUSED_SAID]]
        more = len(unread) - len(lines)
        if more > 0:
            lines.append(tr_n("{number} more event was not read.", "{number} more events were not read.", more))
        self.show_rows(rows, _found_words(found), [*lines, *limit_words(found)])

    def show_chosen(self, key: str) -> None:
        """Say what would be written; of one that may be here already, ask whether it is."""
        one = self.offers[key]
        self.which.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        self.which.clear()
        for like in one.like:
            when = visit_times.when_words(like.own.values, zone_here())
            self.which.addItem(tr("The same as “{title}”, {when}", title=short_title(like.own), when=when), like.own.id)
        self.which.addItem(tr("Keep both: add it as another appointment"), "")
        self.which.addItem(tr("Leave this event out"), _LEFT_OUT)
        self.which.setCurrentIndex(max(0, self.which.findData(self._same[key])))
        self.which.setVisible(bool(one.like))
        self.which.blockSignals(False)  # noqa: FBT003
        self.words.setText("\n".join(self._told(key)))

    def _on_which(self) -> None:
        item, chosen = self.list.currentItem(), str(self.which.currentData() or "")
        key = self.key_of(item)
        is_left_out = chosen == _LEFT_OUT
        if not is_left_out:
            self._same[key] = chosen
        item.setCheckState(Qt.CheckState.Unchecked if is_left_out else Qt.CheckState.Checked)
        self.set_detail(item, self._line(key))
        self.words.setText("\n".join(self._told(key)))

    def _own(self, key: str) -> Record | None:
        """The appointment, typed by hand, that the event is said to be."""
        return next((like.own for like in self.offers[key].like if like.own.id == self._same[key]), None)

    def _line(self, key: str) -> str:
        """What stands below the name: what becomes of the entry, when and where it is."""
        one, own = self.offers[key], self._own(key)
        words = _becomes(one) if own is None else _fills(own, one)
        said = visit_times.when_words({**dict.fromkeys(_TIMES), **one.values, **_times_of(one.entry)}, zone_here())
        return " · ".join(part for part in (words, said, one.entry.place) if part)

    def _told(self, key: str) -> list[str]:
        """Each field that would be written, a line each; of one that a person wrote here, both."""
        one, own = self.offers[key], self._own(key)
        if own is not None:
            return _filled(own, one)
        if one.known is not None:
            return [_changed(change) for change in one.changes] or [tr("The file says nothing new of it.")]
        return [_given(name, value) for name, value in one.values.items()]

    def _on_all(self) -> None:
        for place in range(self.list.count()):
            item = self.list.item(place)
            one = self.offers[self.key_of(item)]
            if not item.isHidden() and one.says_something and not one.is_older:
                item.setCheckState(Qt.CheckState.Checked)

    def take_words(self, ticked: int) -> str:
        """How many appointments are added; where some are here already, how many events are taken over."""
        if any(self.offers[key].known is not None or self._own(key) is not None for key in self.list.ticked()):
            return tr_n("Take over {number} event", "Take over {number} events", ticked)
        return tr_n("Add {number} appointment", "Add {number} appointments", ticked)

    def intake(self, keys: Sequence[str]) -> Intake:
        """Add appointments, and change those that are there where the file says otherwise."""
        chosen = [self.offers[key] for key in keys]
        own = {self.offers[key].entry.key: own for key in keys if (own := self._own(key)) is not None}
        return Intake(tr("Adding appointments"), chosen, partial(calendar_in.take_in, same=own), _taken_words)


def _taken_words(added: int, changed: int) -> str:
    return tr("From the calendar: {added} added, {changed} changed.", added=added, changed=changed)


def _read(
    workers: Workers, vault: Vault, path: Path, today: date, _task: Task
) -> tuple[CalendarFile, list[OfferedEntry]]:
    found = workers.calendar(file_bytes(path, _LARGEST), today, zone_here())
    with vault.read() as session:
        everything = [*store.list_active(session, APPOINTMENTS), *store.list_trashed(session, APPOINTMENTS)]
        names = {one.id: one.title for one in store.list_active(session, CARE_TEAM)}
    return found, calendar_in.offered(found.entries, everything, names, zone_here())


def _nearest(one: OfferedEntry, today: date) -> tuple[bool, int, str]:
    """What is to come first, the next on top; then what is past, the latest on top."""
    days = (one.entry.day - today).days
    return days < 0, abs(days), one.entry.time


def _is_meant(one: OfferedEntry, entries: int, today: date) -> bool:
    if entries > _FEW or not one.says_something or one.is_in_trash or one.is_older or one.entry.day < today:
        return False
    return not any(change.was_typed for change in one.changes) and not (one.known is None and one.entry.cancelled)


def _times_of(entry: CalendarEntry) -> dict[str, Any]:
    said = calendar_in.values_of(entry)
    return {name: said.get(name) for name in _TIMES}


def _becomes(one: OfferedEntry) -> str:
    if one.is_in_trash:
        return tr("In your trash; would be taken out of it")
    if one.known is not None:
        names = [APPOINTMENTS.field(change.name).label for change in one.changes]
        if names and one.is_older:
            return tr(
                "Here already, in a newer version than in this file; it would change back {fields}",
                fields=in_use().listed(names),
            )
        return (
            tr("Here already; changes {fields}", fields=in_use().listed(names))
            if names
            else tr("Here already; nothing new")
        )
    if one.entry.cancelled:
        return tr("New, and cancelled")
    return tr("New, one of a series") if one.entry.repeats else tr("New")


def _fills(own: Record, one: OfferedEntry) -> str:
    names = [APPOINTMENTS.field(name).label for name in calendar_in.filling(own, one.values)]
    if not names:
        return tr("Perhaps your “{title}”; nothing to fill in", title=short_title(own))
    return tr("Perhaps your “{title}”; fills in {fields}", title=short_title(own), fields=in_use().listed(names))


def _filled(own: Record, one: OfferedEntry) -> list[str]:
    """What becomes of an appointment that was typed by hand: what is filled in, and what stays though the calendar says something else."""
    lines = [_given(name, value) for name, value in calendar_in.filling(own, one.values).items()]
    for name in calendar_in.differing(own, one.values, zone_here()):
        here, there = _value_words(name, own.values[name]), _value_words(name, one.values[name])
        label = APPOINTMENTS.field(name).label
        lines.append(tr("{label}: “{own}” stays; the calendar says “{there}”.", label=label, own=here, there=there))
    return lines or [tr("The calendar says nothing new of it; it will be known again by its name there.")]


def _given(name: str, value: object) -> str:
    return tr("{label}: {value}", label=APPOINTMENTS.field(name).label, value=_value_words(name, value))


def _value_words(name: str, value: object) -> str:
    return zone_name(str(value or "")) if name == "time_zone" else in_one_line(APPOINTMENTS.field(name), value)


def _changed(change: Change) -> str:
    field = APPOINTMENTS.field(change.name)
    own, new = _value_words(change.name, change.here), _value_words(change.name, change.there)
    if not own:
        return tr("{label}: {value}", label=field.label, value=new)
    if not new:
        return tr("{label}: “{own}” is removed.", label=field.label, own=own)
    if change.was_typed:
        return tr("{label}: you have “{own}”; it becomes “{new}”.", label=field.label, own=own, new=new)
    return tr("{label}: “{own}” becomes “{new}”.", label=field.label, own=own, new=new)


def _found_words(found: CalendarFile) -> str:
    if not found.entries:
        return tr("No appointment could be read in this file.")
    counted = tr_n("{number} entry was found.", "{number} entries were found.", len(found.entries))
    return tr("{counted} Tick those that belong among your appointments.", counted=counted)
