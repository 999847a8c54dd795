"""What an entry can also say: where on the body, how it went on, what helped, a note. Most entries do without."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.journal_words import SYMPTOMS, name_in
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES, SYMPTOMS_FIELD
from ism_desktop.records.quick_entry import QuickEntry
from ism_desktop.records.values import Moment, parse_moment, parse_partial_time
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.record_kit.editors.many import ManyEditor
from ism_desktop.ui.record_kit.editors.moment import zone_here

_GOING, _OVER = "going", "over"


class MorePart(QWidget):
    """The further fields; `edited` is emitted for every change."""

    edited = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("more_part")
        self._workspace = workspace
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.where_words = label("", "subheading")
        self._column.addWidget(self.where_words)
        self.where = ManyEditor(SYMPTOMS_FIELD.cell("where"))
        self._column.addWidget(self.where)
        self._column.addWidget(label(tr("How did it go on?"), "subheading"))
        self.course = Choices(
            ((_GOING, tr("Still going")), (_OVER, tr("Over"))), tr("How did it go on?"), name="course", may_clear=True
        )
        self._column.addWidget(self.course)
        self.ended = QLineEdit()
        self.ended.setObjectName("ended")
        self.ended.setAccessibleName(JOURNAL_ENTRIES.field("ended").label)
        self.ended.setPlaceholderText(tr("When it ended, such as {time}, if you know it", time="21:30"))
        self._column.addWidget(self.ended)
        self.fault = label("", "fault")
        self.fault.setObjectName("ended.fault")
        self.fault.hide()
        self._column.addWidget(self.fault)
        self.helped = self._text("helped", tr("What helped"))
        self.notes = self._text("notes", tr("Note"))
        self.where.changed.connect(self.edited)
        self.course.changed.connect(self._on_changed)
        self.ended.textEdited.connect(self._on_changed)

    def _text(self, name: str, words: str) -> GrowingText:
        self._column.addWidget(label(words, "subheading"))
        made = GrowingText(least=1, most=5)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.textChanged.connect(self.edited)
        self._column.addWidget(made)
        return made

    def _on_changed(self) -> None:
        self.fault.hide()
        self.ended.setVisible(self.course.value == _OVER)
        self.edited.emit()

    def show_entry(self, entry: QuickEntry) -> None:
        """Show what is chosen so far."""
        self.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        self.show_where(entry)
        self.course.set_value(None if entry.still_going is None else _GOING if entry.still_going else _OVER)
        self.ended.setText(entry.ended)
        self.ended.setVisible(self.course.value == _OVER)
        self.helped.setPlainText(entry.helped)
        self.notes.setPlainText(entry.notes)
        self.blockSignals(False)  # noqa: FBT003

    def show_where(self, entry: QuickEntry) -> None:
        """Show where the symptom chosen last is."""
        row = entry.latest
        for part in (self.where_words, self.where):
            part.setVisible(row is not None)
        if row is not None:
            name = name_in(SYMPTOMS, row.get("symptom"), row.get("own"))
            self.where_words.setText(tr("{symptom}: where?", symptom=name))
            self.where.show_value(row.get("where"))

    def read_into(self, entry: QuickEntry) -> None:
        """Take over what stands here."""
        entry.say_of_latest("where", self.where.read())
        entry.still_going = None if self.course.value is None else self.course.value == _GOING
        entry.ended = self.ended.text() if self.course.value == _OVER else ""
        entry.helped, entry.notes = self.helped.toPlainText(), self.notes.toPlainText()

    def ended_at(self, begun: Moment) -> Moment | None:
        """When it ended: a time of the day it began, or a day and time. Raises ValueError with a sentence, which then stands here too."""
        typed = self.ended.text().strip() if self.course.value == _OVER else ""
        if not typed:
            return None
        try:
            return Moment(begun.date, parse_partial_time(typed), begun.zone)
        except ValueError:
            pass
        try:
            return parse_moment(
                typed, today=self._workspace.today(), day_first=self._workspace.day_first, zone=zone_here()
            )
        except ValueError as error:
            self.fault.setText(str(error))
            self.fault.show()
            raise
