"""The shared page for records: a head, where a place holds several kinds a row of buttons, and below it the list with the form."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.language import tr_lazy
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button, set_primary
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.surfaces import PageHead
from ism_desktop.ui.record_kit.view import KindView, SingleView, shown_in

_LOWEST = 150  # pixels at 100 %: with less height than that for list or form, the whole page scrolls
_WIDEST = 1360
_WIDEST_SINGLE = 860


class RecordsPage(Page):
    """A place made of one kind of record, or of several behind a row of buttons."""

    help_text = tr_lazy(
        "Each line is one entry. Choose a line to see everything about it, and change it right there. Click the "
        "heading of a column to sort by it; right-click it to sort by other columns or to hide some.\n\n“not known” "
        "and “none” beside a field are answers too: they say that the question was asked.\n\nUnder “Supporting "
        "documents” you can attach the page of a letter or report, to have it at hand. “History” keeps everything "
        "you had there before."
    )

    in_turns: ClassVar[bool] = (
        False  # whether the page is seen before its first list is made, which then takes turns of its own
    )

    def __init__(self, workspace: Workspace, words: str, kinds: Sequence[str]) -> None:
        super().__init__(workspace)
        self.kinds = frozenset(kinds) | {
            field.refers_to for name in kinds for field in BY_NAME[name].fields if field.input is Input.REFERENCE
        }
        self._views: dict[str, KindView | SingleView] = {}
        self.help = ""
        scroll = QScrollArea(self)
        scroll.setProperty("role", "page")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        inside = QWidget(scroll)
        inside.setProperty("role", "page-column")
        scroll.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setSpacing(16)
        self._column = column
        self.head = PageHead(words)
        self._add = button("", self.new_record, role="primary", icon_name="mdi6.plus", name="add")
        self.head.add_button(self._add)
        column.addWidget(self.head)
        self._switch = Choices([(name, BY_NAME[name].plural) for name in kinds], words, name="kind")
        if len(kinds) <= 1:
            self._switch.hide()
        self._switch.changed.connect(self._on_switched)
        column.addWidget(self._switch)
        self._stack = QStackedWidget(inside)
        column.addWidget(self._stack, 1)
        theme().changed.connect(self._centre)
        self._names = frozenset(kinds)
        self._is_read = False
        self._is_set = self._is_asked = False
        self._ahead: KindView | SingleView | None = None
        if self.in_turns:
            self._announce(kinds[0])
        else:
            self._show(kinds[0])

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """Make the view of one kind; a page written by hand may dress it up."""
        if kind.single:
            return SingleView(self.workspace, kind)
        return KindView(self.workspace, kind, parent=self._stack)

    @property
    def view(self) -> KindView | SingleView:
        """The kind that is shown."""
        if not self.has_view:
            self._show(self._shown)
            if self._is_asked:
                self._read_first()
        return self._views[self._shown]

    @property
    def has_view(self) -> bool:
        """Whether the kind that is shown has its view: one made in turns has none when the page is seen first."""
        return self._is_set

    def _view_of(self, name: str) -> KindView | SingleView:
        """The view of a kind, made when it is first wanted: three at once would hold up the window for longer than an eye notices."""
        view = self._views.get(name)
        if view is None:
            ahead, self._ahead = self._ahead, None
            is_same = ahead is not None and ahead.kind.name == name
            view = self._views[name] = ahead if is_same and ahead is not None else self.make_view(BY_NAME[name])
            if isinstance(view, KindView):
                view.side_changed.connect(self._refresh_head)
            self._stack.addWidget(view)
            if self._is_read:
                view.refresh()
        return view

    def _show(self, name: str) -> None:
        self._announce(name)
        view = self._view_of(name)
        self._is_set = True
        self._stack.setCurrentWidget(view)
        self._centre()
        self._refresh_head()

    def _announce(self, name: str) -> None:
        """Say above the list which kind is shown."""
        self._shown = name
        self._switch.set_value(name)
        kind = BY_NAME[name]
        self.can_add = not kind.single
        self.add_words = kind.add
        self.add_changed.emit()
        self._add.setText(kind.add)
        self._add.setAccessibleName(kind.add)
        self.head.set_text(kind.empty if kind.single else "")

    @property
    def shows_adding(self) -> bool:
        """Whether the button that adds an entry stands in the head; an empty page has its own."""
        return isinstance(self.view, KindView) and not self.view.is_empty

    def _refresh_head(self) -> None:
        """An empty list has its own button in the middle; a record alone on the page needs the room of the head."""
        view = self.view
        self._add.setVisible(self.shows_adding)
        set_primary(self._add, primary=not (view.is_editing and view.form.offers_saving))
        alone = isinstance(view, KindView) and view.is_narrow and view.is_editing
        self.head.setVisible(not alone)
        self._switch.setVisible(len(self._names) > 1 and not alone)

    def _on_switched(self) -> None:
        self.leave()
        self._show(self._switch.value or self._shown)

    def refresh(self) -> None:
        """Read every kind of the place that was shown again."""
        if self.in_turns and not self._views and not self._is_asked:
            self._is_asked = True
            QTimer.singleShot(0, self, self._make_first)
            return
        self._is_read = True
        for view in self._views.values():
            view.refresh()

    def _make_first(self) -> None:
        """Make the view in one turn of the window, set it in the next and read in a third, unless somebody wanted it meanwhile."""
        if not self._views and not self.workspace.is_closed:
            self._ahead = self.make_view(BY_NAME[self._shown])
        QTimer.singleShot(0, self, self._set_first)

    def _set_first(self) -> None:
        if not self._is_set and not self.workspace.is_closed:
            self._show(self._shown)
        QTimer.singleShot(0, self, self._read_first)

    def _read_first(self) -> None:
        if not self._is_read and not self.workspace.is_closed:
            self.refresh()

    def show_kind(self, kind: str) -> None:
        """Show one of the place's kinds."""
        if kind in self._names and kind != self._shown:
            self.leave()
            self._show(kind)

    def show_record(self, record_id: str, page: int | None = None) -> None:  # noqa: ARG002  (a record has no pages)
        """Choose a record of the kind that is shown."""
        self.view.show_record(record_id)

    @property
    def subject(self) -> Subject | None:
        """That of the form, else the only one that is chosen in the list."""
        return shown_in(self.view) if self.has_view else None

    def new_record(self) -> None:
        """Begin a new record of the kind that is shown."""
        self.view.new_record()

    def new_from_page(self, document_id: str, page: int) -> None:
        """Begin a new record; the page is attached to it when it is saved."""
        self.new_record()
        self.view.form.page_line.begin(document_id, page)

    def save(self) -> None:
        """Save the form."""
        if self.view.is_editing:
            self.view.form.save()

    def trash_selected(self) -> None:
        """Move what is chosen to the trash."""
        if isinstance(self.view, KindView):
            self.view.list.trash_selected()

    def duplicate_selected(self) -> None:
        """Begin a new entry with the values of the chosen one."""
        if isinstance(self.view, KindView):
            self.view.duplicate()

    def leave(self) -> None:
        """Save what is typed, or keep it as a draft."""
        if self.has_view and self.view.is_editing:
            self.view.form.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep wide content capped and centred."""
        super().resizeEvent(event)
        self._centre()

    def _centre(self) -> None:
        widest = _WIDEST_SINGLE if BY_NAME[self._shown].single else _WIDEST
        side = max(24, (self.width() - theme().px(widest)) // 2)
        self._column.setContentsMargins(side, 16, side, 16)
        self._stack.setMinimumHeight(theme().px(_LOWEST))
