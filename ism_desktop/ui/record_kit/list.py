"""The shared list of records: the table on a card, with a line to filter by, what is chosen kept over every change, and the trash."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kind import Kind
from ism_desktop.records.paging import Narrowing
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.record_kit.model import News, RecordsModel
from ism_desktop.ui.record_kit.record_table import RecordTable
from ism_desktop.ui.record_kit.row_drawing import FocusFrame
from ism_desktop.vault import Session

_PATIENCE = 400  # milliseconds after which it is said that a list is still being read
_SEVERAL = 15  # from so many entries on there is a line to filter them by


class RecordList(QFrame):
    """The table on a card, with its foot: how many there are, moving up and down, and the trash.

    Signals: `chosen` with the id of the one record chosen, or None for none or several; `open_wanted` when it shall be edited;
    `trash_wanted`, `restore_wanted` and `delete_wanted` with a list of ids; `moved` with -1 or 1; `trash_shown` with yes or no;
    `narrowed` with another narrowing of the list, or None.
    """

    chosen = Signal(object)
    open_wanted = Signal()
    trash_wanted = Signal(list)
    restore_wanted = Signal(list)
    delete_wanted = Signal(list)
    moved = Signal(int)
    trash_shown = Signal(bool)
    narrowed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        kind: Kind,
        make_table: Callable[[Settings, QWidget], RecordTable] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._kind = kind
        self._filling = False
        self._trashed = 0
        self._to_choose: str | None = None  # once it is in the list that is on its way
        self._is_slow = False
        self._slowness = timer(self, _PATIENCE)
        self._slowness.timeout.connect(self._on_slow)
        self.model = RecordsModel(workspace, kind, self)
        make_table = make_table or partial(RecordTable, kind)
        self.table = make_table(workspace.settings, self)
        self.table.setModel(self.model)
        self.model.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.model.modelReset.connect(self._on_reset)
        self.model.waiting.connect(self._on_waiting)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.open_wanted.connect(self.open_wanted)
        self.table.moved.connect(self.moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._filter_line())
        column.addWidget(self.table, 1)
        column.addLayout(self._foot())
        self._frame = FocusFrame(self, self.table)

    def _filter_line(self) -> QWidget:
        self._tools = QWidget(self)
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(8, 8, 8, 4)
        self.filter = QLineEdit()
        self.filter.setObjectName("filter")
        self.filter.setPlaceholderText(tr("Filter this list"))
        self.filter.setAccessibleName(tr("Filter this list"))
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        row.addWidget(self.filter)
        self._filtering = timer(self, 150)
        self._filtering.timeout.connect(self._on_filter)
        self.filter.textChanged.connect(self._on_filter_typed)
        self._tools.hide()
        return self._tools

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 8, 6)
        row.setSpacing(4)
        self._count = secondary("")
        self._count.setObjectName("count")
        row.addWidget(self._count, 1)
        self._restore = button(
            tr("Restore"), self._on_restore, role="quiet", icon_name="mdi6.restore", name="restore_selected"
        )
        self._delete = button(
            tr("Delete for good…"),
            self._on_delete,
            role="quiet",
            icon_name="mdi6.delete-forever-outline",
            name="delete_selected",
        )
        self._up = icon_button(tr("Move up (Ctrl+Up)"), "mdi6.arrow-up", self._on_up, name="move_up")
        self._down = icon_button(tr("Move down (Ctrl+Down)"), "mdi6.arrow-down", self._on_down, name="move_down")
        self.trash = button(tr("Trash"), role="quiet", icon_name="mdi6.trash-can-outline", name="trash_view")
        self.trash.setCheckable(True)
        self.trash.toggled.connect(self._on_trash_toggled)
        for part in (self._restore, self._delete, self._up, self._down, self.trash):
            row.addWidget(part)
        for part in (self._restore, self._delete):
            part.hide()  # for the trash alone; shown from the start they would make the page too wide for a small window
        return row

    @property
    def in_trash(self) -> bool:
        """Whether the trash is shown."""
        return self.trash.isChecked()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show, whatever the filter says."""
        return self.model.total == 0

    # Filling -------------------------------------------------------------------------------------------------------------

    def look(self, session: Session) -> News:
        """Read what changed; `show_news` follows, after the session."""
        return self.model.look(session, trashed=self.in_trash)

    def show_news(self, news: News, drafts: frozenset[str], trashed: int) -> None:
        """Show what `look` found, keeping what is chosen and seen; `trashed` says how many lie in the trash."""
        moves = any(step.action != "changed" for step in news.steps)
        kept, current = (self.table.selected_ids(), self.table.current_id) if moves else ([], None)
        top = self.table.top() if moves else None
        self._filling = True
        self.model.take(news)
        if moves:
            self.table.choose_all(kept, current)
            self.table.scroll_back(top)
        self._filling = False
        self.model.mark(drafts)
        self._trashed = trashed
        self.refresh()

    def _on_about_to_reset(self) -> None:
        self._filling = True
        self._kept = self.table.selected_ids(), self.table.current_id, self.table.top(), self.model.wish

    def _on_reset(self) -> None:
        kept, current, top, wish = self._kept
        self.table.choose_all(kept, current)
        if wish == self.model.wish:
            self.table.scroll_back(top)
        elif self.table.currentIndex().isValid():
            self.table.scrollTo(self.table.currentIndex())
        else:
            self.table.scrollToTop()
        self._filling = False
        self.table.fit_columns()
        self.refresh()

    def mark(self, drafts: frozenset[str]) -> None:
        """Mark the records with something unsaved."""
        self.model.mark(drafts)

    def refresh(self) -> None:
        """Say how many there are, and offer what can be done with them."""
        shown, total = len(self.model.ids), self.model.total
        self._count.setText(self._counted(shown, total))
        self.trash.setText(tr("Back to the list") if self.in_trash else tr("Trash ({count})", count=self._trashed))
        self.trash.setIcon(
            icon("mdi6.arrow-left" if self.in_trash else "mdi6.trash-can-outline", "accent", before_words=True)
        )
        self.trash.setVisible(bool(self._trashed) or self.in_trash)
        self._tools.setVisible(total > _SEVERAL or bool(self.filter.text()))
        for part in (self._up, self._down):
            part.setVisible(self._kind.ordered and not self.in_trash and total > 1)
        self._follow_selection()

    def _on_waiting(self, waiting: bool) -> None:
        self._is_slow = False
        if waiting:
            self._slowness.start()
            return
        self._slowness.stop()
        # Later: what came is shown only after this.
        QTimer.singleShot(0, self, self._on_answered)

    def _on_slow(self) -> None:
        self._is_slow = True
        self.refresh()

    def _on_answered(self) -> None:
        if self.model.is_waiting:
            return
        wanted, self._to_choose = self._to_choose, None
        if wanted is not None and not self.table.selected_rows():
            self.choose(wanted)
        self.refresh()

    def _counted(self, shown: int, total: int) -> str:
        if self._is_slow:
            return tr("Reading the list…")
        if self.model.wish.is_narrowed:
            return tr("{shown} of {total}", shown=shown, total=total) if shown else tr("No matches.")
        counted = self._kind.count_words(total)
        if not self.in_trash:
            return counted
        return tr("In the trash: {what}", what=counted) if total else tr("The trash is empty.")

    # Filtering -----------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the filter empties it; Down and Enter go into the list."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
            if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _on_filter_typed(self) -> None:
        self._filtering.start()

    def narrow(self, narrowing: Narrowing | None) -> None:
        """Show only the rows that this lets through; None shows all."""
        if narrowing != self.model.wanted.narrowing:
            self.model.narrow(narrowing)
            self.refresh()
            self.narrowed.emit(narrowing)

    def _on_filter(self) -> None:
        self.model.filter(self.filter.text())
        self.refresh()

    # Choosing ------------------------------------------------------------------------------------------------------------

    def choose(self, record_id: str | None) -> None:
        """Choose one record without saying so. One that the filter leaves out puts the filter away."""
        missing = record_id is not None and self.model.row_of(record_id) is None
        if missing and self.model.wanted.words:
            self.filter.clear()
            self._filtering.stop()
            self._on_filter()
        if missing and not self.model.is_waiting:
            self.narrow(None)
        self._to_choose = record_id if missing and self.model.is_waiting else None
        self._filling = True
        self.table.choose(record_id)
        self._filling = False
        self._follow_selection()

    def clear_sorting(self) -> None:
        """Go back to the records' own order."""
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def _on_selection(self) -> None:
        if self._filling:
            return
        self._to_choose = None
        self._follow_selection()
        selected = self.table.selected_ids()
        self.chosen.emit(selected[0] if len(selected) == 1 else None)

    def _follow_selection(self) -> None:
        chosen = self.table.selected_rows()
        for part in (self._up, self._down):
            part.setEnabled(len(chosen) == 1)
        for part in (self._restore, self._delete):
            part.setVisible(self.in_trash and bool(chosen))

    # Asking for changes --------------------------------------------------------------------------------------------------

    def trash_selected(self) -> None:
        """Move what is chosen to the trash."""
        ids = self.table.selected_ids()
        if ids and not self.in_trash:
            self.trash_wanted.emit(ids)

    def _on_restore(self) -> None:
        self.restore_wanted.emit(self.table.selected_ids())

    def _on_delete(self) -> None:
        self.delete_wanted.emit(self.table.selected_ids())

    def _on_up(self) -> None:
        self.moved.emit(-1)

    def _on_down(self) -> None:
        self.moved.emit(1)

    def _on_trash_toggled(self, shown: bool) -> None:
        self.trash_shown.emit(shown)

    def _on_menu(self, place: QPoint) -> None:
        chosen = len(self.table.selected_rows())
        if not chosen:
            return
        menu = QMenu(self)
        menu.setObjectName("row_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.in_trash:
            menu.addAction(icon("mdi6.restore", "muted"), tr("Restore"), self._on_restore)
            menu.addAction(icon("mdi6.delete-forever-outline", "muted"), tr("Delete for good…"), self._on_delete)
        else:
            if chosen == 1:
                menu.addAction(icon("mdi6.pencil-outline", "muted"), tr("Edit"), self.open_wanted.emit)
                if self._kind.ordered:
                    menu.addAction(icon("mdi6.arrow-up", "muted"), tr("Move up"), self._on_up)
                    menu.addAction(icon("mdi6.arrow-down", "muted"), tr("Move down"), self._on_down)
            menu.addSeparator()
            menu.addAction(icon("mdi6.trash-can-outline", "muted"), tr("Move to trash"), self.trash_selected)
        menu.popup(self.table.viewport().mapToGlobal(place))
