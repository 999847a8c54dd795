"""One thing that waits in the inbox, and what it can become: cards for a note or a time, for a photo, and for what cannot be read."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QLineEdit, QWidget

from ism_desktop.language import in_use, tr, tr_c, tr_lazy
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.growing_text import GrowingText
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.vault.inbox import InboxItem

_ICONS = {
    "note": "mdi6.note-text-outline",
    "time": "mdi6.clock-outline",
    "photo": "mdi6.image-outline",
    "presses": "mdi6.timer-outline",
    "entry": "mdi6.notebook-edit-outline",
}
_WORDS = {
    "note": tr_lazy("A note"),
    "time": tr_lazy("A time"),
    "photo": tr_lazy("A photo or paper"),
    "presses": tr_lazy("Times of a reaction"),
    "entry": tr_lazy("An entry for the journal"),
}
_UNREADABLE = tr_lazy("A file that cannot be read")
_PICTURE = 180  # pixels at 100 %


class ThingPanel(Panel):
    """What every card has: what the thing is, and when it was left. `trash_wanted` carries its id."""

    trash_wanted = Signal(str)

    def __init__(self, item_id: str, sort: str, when: str) -> None:
        super().__init__()
        self.item_id = item_id
        self.setObjectName(f"thing.{item_id}")
        head = QHBoxLayout()
        head.setSpacing(10)
        self._picture = QLabel()
        self._sort = sort
        head.addWidget(self._picture)
        head.addWidget(label(str(_WORDS.get(sort, _UNREADABLE)), "subheading"), 0 if when else 1)
        if when:
            head.addWidget(small(when), 1)
        self.body.addLayout(head)
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        size = theme().px(22)
        name = _ICONS.get(self._sort, "mdi6.file-alert-outline")
        self._picture.setPixmap(icon(name, "accent").pixmap(QSize(size, size)))

    def add_trash(self, row: FlowLayout) -> None:
        """Add the button that puts it away."""
        row.addWidget(button(tr("Move to the trash"), self._on_trash, role="quiet", name="thing.trash"))

    def _on_trash(self) -> None:
        self.trash_wanted.emit(self.item_id)


class NotePanel(ThingPanel):
    """A note, or a moment to which something can be said now. The signals carry the item's id and what they need."""

    question_wanted = Signal(str)
    entry_wanted = Signal(str)
    reaction_wanted = Signal(str, str)  # what it was
    appointment_wanted = Signal(str, str)  # the appointment's id
    edited = Signal(str)

    def __init__(self, item: InboxItem, text: str, visits: Sequence[tuple[str, str]]) -> None:
        super().__init__(item.id, item.sort, moment_words(item))
        self.text = GrowingText(least=2, most=12)
        self.text.setObjectName("thing.text")
        self.text.setAccessibleName(tr("What was noted"))
        self.text.setPlaceholderText(tr("What happened at that time?") if item.sort == "time" else "")
        self.text.setPlainText(text)
        self.text.textChanged.connect(self._on_edited)
        self.body.addWidget(self.text)
        holder = QWidget()
        row = FlowLayout(holder)
        self.question = button(tr("Question to ask"), self._on_question, icon_name="mdi6.help", name="thing.question")
        reaction = button(
            tr("Reaction…"), self._on_reaction, icon_name="mdi6.alert-octagon-outline", name="thing.reaction"
        )
        self.visit = button(
            tr("Note on an appointment…"), self._on_visit, icon_name="mdi6.calendar", name="thing.visit"
        )
        entry = button(
            tr("Journal entry"), self._on_entry, icon_name="mdi6.notebook-edit-outline", name="thing.journal_entry"
        )
        for each in (self.question, entry, reaction, self.visit):
            row.addWidget(each)
        self.add_trash(row)
        self.body.addWidget(small(tr("Save as")))
        self.body.addWidget(holder)
        self._reaction_row = self._build_reaction()
        self._visit_row = self._build_visit(visits)
        self.visit.setVisible(bool(visits))
        self._say()

    def _build_reaction(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self.substance = QLineEdit()
        self.substance.setObjectName("thing.substance")
        self.substance.setAccessibleName(tr("What you reacted to"))
        self.substance.setPlaceholderText(tr("What did you react to?"))
        self.substance.setMinimumWidth(theme().px(180))
        self.substance.setCompleter(QCompleter(list(REACTIONS.field("substance").suggestions), self.substance))
        self.substance.textChanged.connect(self._say)
        self.substance.returnPressed.connect(self._on_keep_reaction)
        self.keep_reaction = button(
            tr("Save as a reaction"), self._on_keep_reaction, role="primary", name="thing.keep_reaction"
        )
        row.addWidget(self.substance)
        row.addWidget(self.keep_reaction)
        self.body.addWidget(holder)
        holder.hide()
        return holder

    def _build_visit(self, visits: Sequence[tuple[str, str]]) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self.visits = DropDown()
        self.visits.setObjectName("thing.visits")
        self.visits.setAccessibleName(tr("Which appointment"))
        self.visits.setMinimumWidth(theme().px(180))
        for visit_id, words in visits:
            self.visits.addItem(words, visit_id)
        row.addWidget(self.visits)
        self.keep_visit = button(tr("Add to its notes"), self._on_keep_visit, role="primary", name="thing.keep_visit")
        row.addWidget(self.keep_visit)
        self.body.addWidget(holder)
        holder.hide()
        return holder

    @property
    def words(self) -> str:
        """What stands in the field now."""
        return self.text.toPlainText().strip()

    def _on_edited(self) -> None:
        self._say()
        self.edited.emit(self.item_id)

    def _say(self) -> None:
        self.question.setEnabled(bool(self.words))
        self.keep_visit.setEnabled(bool(self.words))
        self.keep_reaction.setEnabled(bool(self.substance.text().strip()))

    def _on_question(self) -> None:
        self.question_wanted.emit(self.item_id)

    def _on_entry(self) -> None:
        self.entry_wanted.emit(self.item_id)

    def _on_reaction(self) -> None:
        self._visit_row.hide()
        self._reaction_row.setVisible(self._reaction_row.isHidden())
        self.substance.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_visit(self) -> None:
        self._reaction_row.hide()
        self._visit_row.setVisible(self._visit_row.isHidden())

    def _on_keep_reaction(self) -> None:
        if self.keep_reaction.isEnabled():
            self.reaction_wanted.emit(self.item_id, self.substance.text().strip())

    def _on_keep_visit(self) -> None:
        self.appointment_wanted.emit(self.item_id, self.visits.currentData())


class PressesPanel(ThingPanel):
    """The times of a reaction that was recorded while the record was locked. `episode_wanted` asks to file them together."""

    episode_wanted = Signal()
    all_trash_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("presses", "presses", "")
        self._times = label("")
        self._times.setObjectName("thing.times")
        self.body.addWidget(self._times)
        holder = QWidget()
        row = FlowLayout(holder)
        self.keep = button(
            tr("File as an episode"), self.episode_wanted.emit, role="primary", name="thing.keep_episode"
        )
        row.addWidget(self.keep)
        row.addWidget(
            button(tr("Move to the trash"), self.all_trash_wanted.emit, role="quiet", name="thing.trash_times")
        )
        self.body.addWidget(holder)

    def show_items(self, items: Sequence[InboxItem], *, goes_on: bool) -> None:
        """Show these, one in a line; `goes_on` says that they belong to an episode that is in the record."""
        field = EPISODE_TIMES.field("what")
        lines = [
            tr_c(
                "a moment and what was recorded then",
                "{moment}: {what}",
                moment=moment_words(item, seconds=True),
                what=choice_label(field, item.press),
            )
            for item in items
        ]
        self._times.setText("\n".join(lines))
        words = tr("Add to the episode that goes on") if goes_on else tr("File as an episode")
        self.keep.setText(words)
        self.keep.setAccessibleName(words)


class PhotoPanel(ThingPanel):
    """A photo or a scanned paper, with a picture of its first page when that has come."""

    document_wanted = Signal(str)

    def __init__(self, item: InboxItem) -> None:
        super().__init__(item.id, item.sort, moment_words(item))
        self.picture = QLabel()
        self.picture.setObjectName("thing.picture")
        self.picture.hide()
        self.body.addWidget(self.picture)
        self.body.addWidget(small(item.name))
        holder = QWidget()
        row = FlowLayout(holder)
        self.keep = button(
            tr("Save as a document"),
            self._on_keep,
            role="primary",
            icon_name="mdi6.tray-arrow-down",
            name="thing.keep_photo",
        )
        row.addWidget(self.keep)
        self.add_trash(row)
        self.body.addWidget(holder)

    def show_picture(self, picture: QImage) -> None:
        """Show what it is."""
        side = theme().px(_PICTURE)
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(QPixmap.fromImage(picture.scaled(side, side, keep, smooth)))
        self.picture.show()

    def _on_keep(self) -> None:
        self.document_wanted.emit(self.item_id)


class BrokenPanel(ThingPanel):
    """A file of the inbox that is damaged or was not written for this vault."""

    def __init__(self, item_id: str, how: str) -> None:
        super().__init__(item_id, "", "")
        self.body.addWidget(
            label(
                tr(
                    "This file in the folder “inbox” cannot be read (its name begins with {name}). Nothing else is affected.",
                    name=item_id[:8],
                )
            )
        )
        self.body.addWidget(small(how))
        holder = QWidget()
        self.add_trash(FlowLayout(holder))
        self.body.addWidget(holder)


def moment_words(item: InboxItem, *, seconds: bool = False) -> str:
    """When it was left, by the clock of then: “Sunday, 22 November 2026, 14:02”."""
    said = in_use()
    clock = said.clock_to_the_second(item.at) if seconds else said.clock(item.at)
    return tr_c("a day and the time of day", "{day}, {time}", day=said.weekday_and_day(item.at), time=clock)
