"""The shelf: every document as a thumbnail, with filter and order above, and the trash below."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.media_types import IN_WORDS
from ism_desktop.records.kinds.documents import TO_FILE
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.documents.entries import ALL, ORDERS, types_in
from ism_desktop.ui.places.documents.shelf_filter import ShelfFilter
from ism_desktop.ui.places.documents.shelf_list import ShelfList
from ism_desktop.ui.places.documents.shelf_model import ShelfModel, ShelfNews
from ism_desktop.ui.record_kit.thumbnails import Thumbnails
from ism_desktop.vault import Session

_SETTING = "documents"
_LOOKED_AT = 200  # of many that are chosen


class Shelf(QFrame):
    """Shows the documents, or those in the trash.

    Signals: `chosen` with the list of ids chosen; `open_wanted` when one shall be looked at large; `tapped` when one was clicked;
    `trash_wanted`, `restore_wanted`, `delete_wanted`, `attach_wanted` and `save_wanted` from the menu; `trash_shown` with yes or no;
    `answered` when a long shelf has been read.
    """

    chosen = Signal(list)
    open_wanted = Signal()
    tapped = Signal()
    trash_wanted = Signal()
    restore_wanted = Signal()
    delete_wanted = Signal()
    attach_wanted = Signal()
    save_wanted = Signal()
    filed_wanted = Signal()
    details_wanted = Signal()
    pages_wanted = Signal()
    labels_wanted = Signal()
    trash_shown = Signal(bool)
    answered = Signal()

    def __init__(self, workspace: Workspace, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.setObjectName("shelf")
        self.setProperty("role", "panel")
        self._workspace = workspace
        self._settings = workspace.settings
        self._trashed = 0
        self._filling = False
        self._to_choose: Sequence[str] = ()  # once they are on the shelf that is on its way
        self.entries = ShelfModel(workspace, self)
        self.list = ShelfList(self.entries, thumbnails)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 6)
        column.setSpacing(6)
        self.narrowed = ShelfFilter(workspace, self.entries.looks, self)
        column.addLayout(self._controls())
        column.addWidget(self.narrowed)
        self._nothing = secondary(tr("No documents of this kind."))
        self._nothing.setContentsMargins(8, 16, 8, 16)
        self._nothing.hide()
        column.addWidget(self._nothing)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot())
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.list.selectionModel().selectionChanged.connect(self._on_selection)
        self.list.open_wanted.connect(self.open_wanted)
        self.list.clicked.connect(self._on_clicked)
        self.narrowed.changed.connect(self._arrange)
        self.entries.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.entries.modelReset.connect(self._on_reset)
        self.entries.waiting.connect(self._on_waiting)
        self._arrange()
        self._say()

    def _controls(self) -> QHBoxLayout:
        remembered = self._settings["lists"].get(_SETTING, {})
        row = QHBoxLayout()
        row.setSpacing(2)
        self.filter = DropDown()
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName(tr("Kind of document"))
        self.filter.addItem(tr("All kinds"), ALL)
        self.filter.activated.connect(self._on_filter)
        self._orders = QActionGroup(self)
        menu = QMenu(self)
        for rule in ORDERS:
            action = menu.addAction(str(rule.words))
            action.setCheckable(True)
            action.setData(rule.name)
            action.setChecked(rule.name == remembered.get("order", ORDERS[0].name))
            self._orders.addAction(action)
        self._orders.triggered.connect(self._on_order)
        self.order = icon_button(tr("Order"), "mdi6.sort", name="order")
        self.order.setMenu(menu)
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.switch = icon_button("", "mdi6.view-list-outline", self._on_switch, name="switch_view")
        row.addWidget(self.filter, 1)
        row.addWidget(self.narrowed.opening)
        row.addWidget(self.order)
        row.addWidget(self.switch)
        self._show_tiles(tiles=bool(remembered.get("tiles", True)))
        self._say_order()
        return row

    @property
    def _order(self) -> str:
        return next((action.data() for action in self._orders.actions() if action.isChecked()), ORDERS[0].name)

    def _say_order(self) -> None:
        words = str(next(rule.told for rule in ORDERS if rule.name == self._order))
        self.order.setToolTip(words)
        self.order.setAccessibleName(words)

    def _foot(self) -> QWidget:
        whole = QWidget()
        row = FlowLayout(whole, spacing=4)
        row.setContentsMargins(4, 0, 0, 0)
        self.count = label("", "secondary")
        self.count.setObjectName("count")
        self.count.setWordWrap(False)
        self.count.setContentsMargins(0, 6, 8, 6)
        self._restore = button(
            tr("Restore"), self.restore_wanted.emit, role="quiet", icon_name="mdi6.restore", name="restore_selected"
        )
        self._delete = button(
            tr("Delete…"),
            self.delete_wanted.emit,
            role="quiet",
            icon_name="mdi6.delete-forever-outline",
            name="delete_selected",
        )
        self._delete.setToolTip(tr("Delete for good"))
        self._delete.setAccessibleName(tr("Delete for good…"))
        self.trash = button(tr("Trash"), role="quiet", name="trash_view")
        self.trash.setCheckable(True)
        self.trash.toggled.connect(self.trash_shown)
        for part in (self.count, self._restore, self._delete, self.trash):
            row.addWidget(part)
        return whole

    # Filling -------------------------------------------------------------------------------------------------------------

    @property
    def in_trash(self) -> bool:
        """Whether the trash is shown."""
        return self.trash.isChecked()

    @property
    def is_empty(self) -> bool:
        """Whether there is no document at all, of whatever kind."""
        return self.entries.total == 0

    def look(self, session: Session) -> ShelfNews:
        """Read what changed; `show_news` follows, after the session."""
        return self.entries.look_at_shelf(session, trashed=self.in_trash)

    def show_news(self, found: ShelfNews) -> None:
        """Show what `look` found, keeping what is chosen and seen."""
        self._trashed = found.trashed
        moves = any(step.action != "changed" for step in found.news.steps)
        kept = self._kept() if moves else None
        self._filling = True
        self.entries.take(found.news)
        self._filling = False
        if kept is not None:
            self._put_back(*kept)
        chosen = self.filter.currentData() or ALL
        self.filter.clear()
        self.filter.addItem(tr("All kinds ({number})", number=self.entries.total), ALL)
        for value, words in types_in(found.types):
            self.filter.addItem(words, value)
        self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))
        self.narrowed.refresh()
        self.list.refit()
        self._arrange()

    def _kept(self) -> tuple[list[str], str | None, int]:
        return self.list.selected_ids(), self.list.current_id, self.list.verticalScrollBar().value()

    def _put_back(self, ids: list[str], current: str | None, place: int) -> None:
        self._filling = True
        # The size of what can be scrolled is known only once all is laid out; before the choice, which would lay it out a second time.
        self.list.doItemsLayout()
        self.list.choose(ids, current, scroll=False)
        self.list.verticalScrollBar().setValue(place)
        self._filling = False
        if set(self.list.selected_ids()) != set(ids):
            self._on_selection()

    def _on_about_to_reset(self) -> None:
        self._before_reset = self._kept()

    def _on_reset(self) -> None:
        self._put_back(*self._before_reset)

    def _on_waiting(self, waiting: bool) -> None:
        if not waiting:
            # Later: what came is shown only after this.
            QTimer.singleShot(0, self, self._on_answered)

    def _on_answered(self) -> None:
        if self.entries.is_waiting:
            return
        wanted, self._to_choose = self._to_choose, ()
        if wanted and not self.list.selected_rows():
            self.choose(wanted)
        self._say()
        self.answered.emit()

    def _arrange(self) -> None:
        self.entries.arrange(self._order, self.filter.currentData() or ALL, self.narrowed.chosen)
        self._say()

    def _say(self) -> None:
        arriving = self.entries.is_waiting and not self.entries.ids
        shown = self.entries.total if arriving else len(self.entries.ids)
        words = tr_n("{number} document", "{number} documents", shown) if shown else tr("No documents")
        chosen = len(self.list.selected_rows())
        if chosen > 1:
            words = tr("{number} of {count} selected", number=chosen, count=shown)
        elif self.in_trash:
            words = tr("{number} in the trash", number=shown)
        self.count.setText(words)
        self.trash.setText(tr("All documents") if self.in_trash else tr("Trash ({number})", number=self._trashed))
        self.trash.setIcon(
            icon("mdi6.arrow-left" if self.in_trash else "mdi6.trash-can-outline", "accent", before_words=True)
        )
        self.trash.setVisible(bool(self._trashed) or self.in_trash)
        self._restore.setVisible(self.in_trash and bool(chosen))
        self._delete.setVisible(self.in_trash and bool(chosen))
        self._nothing.setVisible(not shown)
        self._nothing.setText(self._nothing_words())

    def _nothing_words(self) -> str:
        if self.in_trash:
            return tr("The trash is empty.")
        return (
            tr("No documents of this kind.")
            if self.narrowed.chosen.is_empty
            else tr("No documents match what you chose.")
        )

    def _on_filter(self) -> None:
        self._arrange()

    def _on_order(self) -> None:
        self._say_order()
        self._arrange()
        self._keep()

    def _on_switch(self) -> None:
        self._show_tiles(tiles=not self.list.tiles)
        self._keep()

    def _show_tiles(self, *, tiles: bool) -> None:
        kept = self.list.currentIndex()
        self.list.show_tiles(tiles=tiles)
        words = tr("Show as a list") if tiles else tr("Show as thumbnails")
        self.switch.setIcon(icon("mdi6.view-list-outline" if tiles else "mdi6.view-grid-outline", "muted"))
        self.switch.setToolTip(words)
        self.switch.setAccessibleName(words)
        self.list.scrollTo(kept)

    def _keep(self) -> None:
        lists = self._settings["lists"]
        entry = lists.get(_SETTING, {}) | {"order": self._order, "tiles": self.list.tiles}
        self._settings["lists"] = lists | {_SETTING: entry}

    # Choosing ------------------------------------------------------------------------------------------------------------

    @property
    def selected_ids(self) -> list[str]:
        """The chosen documents."""
        return self.list.selected_ids()

    def choose(self, ids: Sequence[str]) -> None:
        """Choose documents; a filter that hides one of them is taken away."""
        missing = any(self.entries.row_of(document_id) is None for document_id in ids)
        if missing and (self.filter.currentData() or not self.narrowed.chosen.is_empty):
            self.filter.setCurrentIndex(0)
            self.narrowed.clear()
            self._arrange()
        if missing and self.entries.is_waiting:
            self._to_choose = ids
            return
        self._filling = True
        self.list.choose(ids)
        self._filling = False
        self._on_selection()

    @property
    def is_choosing(self) -> bool:
        """Whether something shall be chosen once the shelf has been read."""
        return bool(self._to_choose)

    def _on_values(self) -> None:
        if self.current is not None:
            self._workspace.take_values(self.current.id)

    @property
    def current(self) -> Record | None:
        """The one document that is chosen."""
        ids = self.selected_ids
        return self.entries.record(ids[0]) if len(ids) == 1 else None

    @property
    def holds_unfiled(self) -> bool:
        """Whether one of those that are chosen and seen is still to be filed."""
        seen = (self.entries.record(each) for each in self.selected_ids[:_LOOKED_AT])
        return any(record is not None and record.values["filing"] == TO_FILE for record in seen)

    def first(self) -> str | None:
        """The document that stands first."""
        return next(iter(self.entries.ids), None)

    def after(self, ids: Sequence[str]) -> str | None:
        """The document to choose once these are gone: the one after them, else the one before."""
        gone, rows = set(ids), self.entries.rows_of(ids)
        last = rows[-1] if rows else -1
        shown = self.entries.ids
        follows = next((each for each in shown[last + 1 :] if each not in gone), None)
        return follows or next((each for each in reversed(shown[: max(last, 0)]) if each not in gone), None)

    def _on_selection(self) -> None:
        if not self._filling:
            self._to_choose = ()
            self._say()
            self.chosen.emit(self.list.selected_ids())

    def _on_clicked(self) -> None:
        if len(self.list.selected_rows()) == 1:
            self.tapped.emit()

    def _on_menu(self, place: QPoint) -> None:
        count = len(self.list.selected_rows())
        if not count:
            return
        menu = QMenu(self)
        menu.setObjectName("document_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        if self.in_trash:
            menu.addAction(icon("mdi6.restore", "muted"), tr("Restore"), self.restore_wanted.emit)
            menu.addAction(
                icon("mdi6.delete-forever-outline", "muted"), tr("Delete for good…"), self.delete_wanted.emit
            )
        else:
            if count == 1:
                menu.addAction(icon("mdi6.arrow-expand-all", "muted"), tr("Open large\tEnter"), self.open_wanted.emit)
                menu.addAction(icon("mdi6.pencil-outline", "muted"), tr("Details"), self.details_wanted.emit)
                if self.current is not None and self.current.values["media_type"] not in IN_WORDS:
                    pages = icon("mdi6.file-document-edit-outline", "muted")
                    menu.addAction(pages, tr("Pages…"), self.pages_wanted.emit)
                menu.addSeparator()
                menu.addAction(icon("mdi6.paperclip", "muted"), tr("Attach to an entry…"), self.attach_wanted.emit)
                menu.addAction(icon("mdi6.content-save-outline", "muted"), tr("Save a copy…"), self.save_wanted.emit)
                if self.current is not None and self.current.values["text_from"] != "none":
                    menu.addAction(icon("mdi6.table-arrow-left", "muted"), tr("Take its values…"), self._on_values)
                menu.addSeparator()
            if self.holds_unfiled:
                menu.addAction(icon("mdi6.tray-arrow-down", "muted"), tr("Mark as filed"), self.filed_wanted.emit)
            menu.addAction(icon("mdi6.label-outline", "muted"), tr("Labels…"), self.labels_wanted.emit)
            menu.addAction(icon("mdi6.trash-can-outline", "muted"), tr("Move to trash\tDel"), self.trash_wanted.emit)
        menu.popup(self.list.viewport().mapToGlobal(place))
