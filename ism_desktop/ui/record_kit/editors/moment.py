"""Editor of a moment: the day and the time of day as far as they are known, and the time zone where it was another one."""

from datetime import date
from typing import Any

from PySide6.QtCore import QStringListModel, QTimeZone
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from ism_desktop.cldr import time_zones
from ism_desktop.language import in_use, tr, tr_c
from ism_desktop.records.kind import Field
from ism_desktop.records.values import Moment, parse_moment, parse_partial_time
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed
from ism_desktop.ui.record_kit.editors.text import completer, set_line


def zone_words(name: str) -> str:
    """A time zone as people know it: `Berlin (Europe)`; an offset and UTC stay as they are."""
    region, _, city = name.partition("/")
    if not city:
        return name
    return tr_c("a time zone: city and region", "{city} ({region})", city=in_use().time_zone(name), region=region)


def zone_here() -> str:
    """The name of this computer's time zone; empty where the system has one that nobody knows."""
    name = QTimeZone.systemTimeZoneId().toStdString()
    return name if name in time_zones() else ""


class MomentEditor(Editor):
    """Two lines side by side; the globe adds a third one for the place whose clock is meant."""

    def __init__(self, field: Field, workspace: Workspace) -> None:
        super().__init__(field)
        self.day, self.clock, self.zone = QLineEdit(), QLineEdit(), QLineEdit()
        self._workspace = workspace
        self._had_none = False  # whether a value without a time zone is shown
        words = tr("It was in another time zone")
        self.globe = icon_button(words, "mdi6.earth", self._on_globe, name=f"{field.name}.other_zone")
        row = QHBoxLayout()
        row.setSpacing(8)
        self.hold(self.day, row)
        self.day.setPlaceholderText(in_use().day(date(2019, 5, 3)))
        self.clock.setPlaceholderText(tr("14:30 or evening"))
        self.zone.setPlaceholderText(tr("City, such as {city}", city=in_use().time_zone("Europe/Berlin")))
        self.clock.setObjectName(f"{field.name}.time")
        self.zone.setObjectName(f"{field.name}.zone")
        row.setStretch(0, 3)
        row.addWidget(self.clock, 2)
        row.addWidget(self.globe)
        self.column.addLayout(row)
        self.column.addWidget(self.zone)
        self._meaning = small("")
        self.column.addWidget(self._meaning)
        self._zones = {zone_words(name): name for name in sorted(time_zones(), key=lambda name: ("/" in name, name))}
        suggesting = completer(self.zone)
        suggesting.setModel(QStringListModel(sorted(self._zones), suggesting))
        self.zone.setCompleter(suggesting)
        for line in (self.day, self.clock, self.zone):
            line.textChanged.connect(self.changed)
            line.textEdited.connect(self._explain)
            line.editingFinished.connect(self._on_finished)
        self._meaning.hide()
        self.zone.hide()

    def name_control(self, words: str) -> None:
        """Name each of the lines."""
        self.day.setAccessibleName(tr("{field}, day", field=words))
        self.clock.setAccessibleName(tr("{field}, time of day", field=words))
        self.zone.setAccessibleName(tr("{field}, city of the time zone", field=words))
        self.globe.setAccessibleName(tr("{field}: it was in another time zone", field=words))

    def _on_globe(self) -> None:
        self.zone.show()
        self.zone.setFocus()

    def _explain(self) -> None:
        """Say how it is understood while it is typed."""
        try:
            value = self.read()
        except ValueError:
            value = None
        says_more = isinstance(value, Moment) and value.date.words.casefold() != self.day.text().strip().casefold()
        self._meaning.setText(
            tr("That is {date}.", date=value.words) if isinstance(value, Moment) and says_more else ""
        )
        self._meaning.setVisible(says_more)

    def _on_finished(self) -> None:
        self._meaning.hide()
        try:
            value = self.read()
        except ValueError:
            value = None
        if isinstance(value, Moment):
            self._show(value)
        self.finished.emit()

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        self._meaning.hide()
        self._show(value if isinstance(value, Moment) else None)
        if not self.zone.text():
            self.zone.hide()

    def _show(self, value: Moment | None) -> None:
        self._had_none = value is not None and not value.zone
        set_line(self.day, "" if value is None else value.date.words)
        set_line(self.clock, "" if value is None or value.time is None else value.time.typed)
        zone = "" if value is None else value.zone
        set_line(self.zone, zone_words(zone) if zone else "")
        if zone and zone != QTimeZone.systemTimeZoneId().toStdString():
            self.zone.show()

    def read(self) -> Any:
        """The moment; raises ValueError with a sentence."""
        day, clock = self.day.text().strip(), self.clock.text().strip()
        if not day:
            if clock or self.zone.text().strip():
                raise ValueError(tr("Please write the day too."))
            return None
        workspace = self._workspace
        zone = self._read_zone() or (zone_here() if self.field.keeps_zone and not self._had_none else "")
        found = parse_moment(day, today=workspace.today(), day_first=workspace.day_first, zone=zone)
        return Moment(found.date, parse_partial_time(clock), zone) if clock else found

    def _read_zone(self) -> str:
        words = self.zone.text().strip()
        if not words:
            return ""
        for shown, name in self._zones.items():
            if words.casefold() in {shown.casefold(), name.casefold(), in_use().time_zone(name).casefold()}:
                return name
        try:
            return Moment.from_stored(f"2019[{words}]").zone  # an offset, such as +02:00
        except ValueError:
            raise ValueError(tr("“{zone}” is not a time zone we know. Try a large city near by.", zone=words)) from None

    def typed(self) -> Typed:
        """What stands in the lines."""
        parts = [line.text() for line in (self.day, self.clock, self.zone)]
        return parts if any(parts) else None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        parts = [str(part) for part in typed] if isinstance(typed, list) else []
        for line, text in zip((self.day, self.clock, self.zone), (*parts, "", "", ""), strict=False):
            line.setText(text)
        self.zone.setVisible(bool(self.zone.text()))
