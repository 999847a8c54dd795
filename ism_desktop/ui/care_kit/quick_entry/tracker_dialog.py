"""What a person wants to keep track of: the program's few and their own, each with a box to tick; a tick is saved at once."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_c
from ism_desktop.records import history, offered_trackers, store
from ism_desktop.records.journal_words import OTHER, label_of
from ism_desktop.records.kinds.trackers import TRACKERS
from ism_desktop.records.offered_trackers import Offered
from ism_desktop.records.tracker_words import NUMBER, PAIR, SCALE, SORTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices, TickBox
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, line, secondary
from ism_desktop.ui.record_kit.actions import short_title, trash
from ism_desktop.ui.record_kit.history import bring_back
from ism_desktop.vault import Session


def _words(one: Offered) -> str:
    """`Weight: a number in kg`."""
    how = label_of(SORTS, one.sort)
    how = tr("{how} ({unit})", how=how, unit=one.unit) if one.unit else how
    return tr_c("a tracker and how it is noted", "{tracker}: {how}", tracker=one.label, how=how)


class OwnTracker(QWidget):
    """Lines for a tracker of one's own: its name, how it is noted, and its unit or the words for both ends."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.name = self._line("own_tracker", tr("Something of my own"), tr("Such as: hours outdoors"), 360)
        column.addWidget(self.name)
        self.sort = Choices(
            [(choice.value, choice.label) for choice in SORTS], tr("How it is noted"), name="own_tracker.sort"
        )
        self.sort.set_value(NUMBER)
        column.addWidget(self.sort)
        more = QWidget()
        row = FlowLayout(more, spacing=8)
        self.unit = self._line("own_tracker.unit", tr("Unit"), tr("Unit, if it has one"), 200)
        self.lowest = self._line("own_tracker.lowest", tr("What 0 means"), tr("What 0 means"), 220)
        self.highest = self._line("own_tracker.highest", tr("What 10 means"), tr("What 10 means"), 220)
        for part in (self.unit, self.lowest, self.highest):
            row.addWidget(part)
        column.addWidget(more)
        self.sort.changed.connect(self._fit)
        self._fit()

    @staticmethod
    def _line(name: str, words: str, hint: str, width: int) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setPlaceholderText(hint)
        made.setFixedWidth(theme().px(width))
        return made

    def _fit(self) -> None:
        """Only what belongs to the sort that is chosen."""
        self.unit.setVisible(self.sort.value in {NUMBER, PAIR})
        for part in (self.lowest, self.highest):
            part.setVisible(self.sort.value == SCALE)

    def add(self, session: Session) -> str:
        """Save it. Raises ValueError with a sentence."""
        ends = (self.lowest.text(), self.highest.text())
        return offered_trackers.add_own(session, self.name.text(), self.sort.value or NUMBER, self.unit.text(), ends)

    def clear(self) -> None:
        """Make room for the next one."""
        for part in (self.name, self.unit, self.lowest, self.highest):
            part.clear()


class TrackerDialog(Dialog):
    """Over the quick entry or the journal. Nothing is kept track of until it is ticked."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(tr("Choose trackers"), window, name="tracker_dialog", width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self.boxes: dict[TickBox, Offered] = {}
        self.body.addWidget(
            secondary(
                tr(
                    "Tick what you want to note now and then. It stands in the quick entry from then on. Taking a tick away hides it there;"
                    " what you noted stays. The program keeps the values as you type them and judges none."
                )
            )
        )
        list_ = QWidget()
        self._list = QVBoxLayout(list_)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(4)
        self.body.addWidget(list_)
        self.body.addWidget(line())
        self.body.addWidget(label(tr("Something of my own"), "subheading"))
        self.own = OwnTracker()
        self.body.addWidget(self.own)
        self.fault = label("", "fault")
        self.fault.setObjectName("own_tracker.fault")
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.add = button(tr("Add to the list"), self._on_add, icon_name="mdi6.plus", name="own_tracker.add")
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.own.name.textEdited.connect(self.fault.hide)
        self.own.sort.changed.connect(self.fit)
        self.add_close(tr("Done"))
        self._show_list()
        next(iter(self.boxes)).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self) -> None:
        with self._workspace.vault.read() as session:
            found = offered_trackers.every(session)
        for box in self.boxes:
            self._list.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        for one in found:
            name = f"show.{one.record_id}" if one.key == OTHER else f"show.{one.key}"
            box = TickBox(_words(one), name=name)
            box.setChecked(one.is_shown)
            box.toggled.connect(partial(self._on_ticked, box))
            self._list.addWidget(box)
            self.boxes[box] = one
        self.fit()

    def _on_ticked(self, box: TickBox, is_down: bool) -> None:
        one = self.boxes[box]
        try:
            with self._workspace.vault.write() as session:
                record_id = offered_trackers.show(session, one, is_shown=is_down)
                self._offer_undo(session, record_id, is_new=not one.record_id)
                self.boxes[box] = offered_trackers.of_record(store.get(session, TRACKERS, record_id))
        except IsmError as error:
            self._workspace.report(error)
            box.blockSignals(True)  # noqa: FBT003
            box.setChecked(not is_down)
            box.blockSignals(False)  # noqa: FBT003

    def _offer_undo(self, session: Session, record_id: str, *, is_new: bool) -> None:
        title = short_title(store.get(session, TRACKERS, record_id))
        if is_new:
            undo = partial(trash, self._workspace, TRACKERS, [record_id])
            self._workspace.undo_bar.offer(tr("“{title}” was added.", title=title), undo)
        else:
            version = history.versions(session, TRACKERS, record_id)[0].id
            undo = partial(bring_back, self._workspace, TRACKERS, record_id, version)
            self._workspace.undo_bar.offer(tr("The changes to “{title}” were saved.", title=title), undo)

    def accept(self) -> None:
        """Close, with what stands in the lines added first; where that cannot be, it is said and the dialog stays."""
        if not self.own.name.text().strip() or self._on_add():
            super().accept()

    def _on_add(self) -> bool:
        try:
            with self._workspace.vault.write() as session:
                known = {record.id for record in store.list_active(session, TRACKERS)}
                record_id = self.own.add(session)
                self._offer_undo(session, record_id, is_new=record_id not in known)
        except ValueError as error:
            self.fault.setText(str(error))
            self.fault.show()
            self.fit()
            self.scroll_to(self.fault)
            self.own.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        except IsmError as error:
            self._workspace.report(error)
            return False
        self.fault.hide()
        self.own.clear()
        self._show_list()
        self.own.name.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds what stands in the lines; with nothing there it closes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.own.name.text().strip():
            self._on_add()
            return
        super().keyPressEvent(event)
