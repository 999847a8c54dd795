"""The sidebar: places in groups that fold and are remembered folded, saved searches, and at its foot settings and lock.

Tab comes to it once; inside, the arrow keys go up and down, left and right fold and unfold a group, Home and End go to the ends, and
letters go to the next entry that begins with them.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.saved_searches import SAVED_SEARCHES
from ism_desktop.records.saved_searches import Saved
from ism_desktop.settings import Settings
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.text import line, set_flag
from ism_desktop.ui.shell.places import GROUPS, Place, PlaceGroup, places
from ism_desktop.ui.shell.sidebar_entry import Entry, SearchEntry

_SEARCHES = SAVED_SEARCHES.name  # the key of their group
_AIR = "\u2002"  # beside the icon
_FOOT = 2  # entries: settings and lock
_LETTERS_FOR = 1_000  # milliseconds: letters typed in one go are one beginning


def _area(inside: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(inside)
    return made


class Sidebar(QFrame):
    """One button for each place, and below them one for each saved search. `chosen` carries the place's name.

    What is done to a search is told by its id: `search_chosen`, `search_menu_wanted` with the place on the screen, `search_moved` with
    how far, `search_renaming`.
    """

    chosen = Signal(str)
    search_chosen = Signal(str)
    search_menu_wanted = Signal(str, QPoint)
    search_moved = Signal(str, int)
    search_renaming = Signal(str)
    settings_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setProperty("role", "sidebar-edge")
        self._settings = settings
        self._shown = ""
        self._letters = ""
        self._pause = timer(self, _LETTERS_FOR)
        self._pause.timeout.connect(self._forget_letters)
        self._exclusive = QButtonGroup(self)
        self._exclusive.buttonClicked.connect(self._on_place)
        self._places: dict[str, Entry] = {}
        self._heads: dict[str, Entry] = {}
        self._order: list[Entry] = []
        self._searches: list[SearchEntry] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 8)
        outer.setSpacing(0)
        self._scroll = _area(self._list())
        outer.addWidget(self._scroll, 2)
        outer.addWidget(line())  # an entry cut in two ends at an edge, so that it is seen to go on
        # In sight wherever the places are scrolled to, as high as it needs to be and no higher than half of them.
        self._kept = _area(self._search_list())
        self._kept_line = line()
        outer.addWidget(self._kept, 1)
        outer.addWidget(self._kept_line)
        outer.addLayout(self._foot())
        self._make_stop(self._order[0])
        theme().changed.connect(self._fit)
        self._fit()

    # The parts -----------------------------------------------------------------------------------------------------------

    def _list(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("role", "sidebar")
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(1)
        for group in GROUPS:
            there = [place for place in places() if place.group == group.key]
            if not there:
                continue
            if group.key:
                column.addWidget(self._head(group.key, group.label))
            for place in there:
                column.addWidget(self._place(place, group))
        column.addStretch(1)
        return inside

    def _search_list(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("role", "sidebar")
        self._below = QVBoxLayout(inside)
        self._below.setContentsMargins(8, 4, 8, 8)
        self._below.setSpacing(1)
        self._searches_head = self._head(_SEARCHES, SAVED_SEARCHES.plural)
        self._below.addWidget(self._searches_head)
        return inside

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 8, 8, 0)
        foot.setSpacing(1)
        for words, name, picture, wanted in (
            (tr("Settings"), "settings", "mdi6.cog-outline", self.settings_wanted),
            (tr("Lock"), "lock", "mdi6.lock-outline", self.lock_wanted),
        ):
            entry = self._entry(words, name, picture, "muted")
            entry.clicked.connect(wanted)
            foot.addWidget(entry)
        return foot

    def _head(self, key: str, words: str) -> Entry:
        head = Entry(words, f"group.{key}", key)
        head.setText(words.replace("&", "&&"))
        head.setProperty("role", "group")
        head.clicked.connect(self._on_head)
        self._heads[key] = head
        self._listen(head)
        return head

    def _place(self, place: Place, group: PlaceGroup) -> Entry:
        made = self._entry(
            place.label, f"place.{place.name}", place.icon, "danger" if group.is_red else "muted", group.key
        )
        made.setCheckable(True)
        self._exclusive.addButton(made)
        self._places[place.name] = made
        return made

    def _entry(self, words: str, name: str, picture: str, ink: str, group: str = "") -> Entry:
        made = Entry(words, name, group)
        self._dress(made, words, picture, ink)
        self._listen(made)
        return made

    @staticmethod
    def _dress(made: Entry, words: str, picture: str, ink: str) -> None:
        made.setText(f"{_AIR}{words.replace('&', '&&')}")
        made.setProperty("role", "place")
        made.setIcon(icon(picture, ink, on="danger" if ink == "danger" else "accent"))

    def _listen(self, entry: Entry) -> None:
        entry.moved.connect(self._on_key)
        self._order.append(entry)

    def _fit(self) -> None:
        metrics = QFontMetrics(theme().font(bold=True))
        longest = max(metrics.horizontalAdvance(one.text()) for one in self._order if not isinstance(one, SearchEntry))
        # Icon, the padding of the button, the margins of the column, and the scroll bar.
        self.setFixedWidth(longest + theme().px(20) + 4 + 2 * 16 + 16 + theme().px(12))
        for entry in self._searches:  # a name may be of any length
            shown = metrics.elidedText(f"{_AIR}{entry.words}", Qt.TextElideMode.ElideRight, longest)
            entry.setText(shown.replace("&", "&&"))
        self._refresh_folds()

    def sizeHint(self) -> QSize:
        """As wide as its words need."""
        return QSize(self.width(), 600)

    # Places --------------------------------------------------------------------------------------------------------------

    def _on_place(self, clicked: Entry) -> None:
        for name, entry in self._places.items():
            if entry is clicked:
                self._make_stop(entry)
                self.chosen.emit(name)

    def show_place(self, name: str) -> None:
        """Mark a place as the one that is shown; one that is not listed here leaves none marked."""
        self._shown = name
        entry = self._places.get(name)
        if entry is None:
            self._exclusive.setExclusive(False)
            for other in self._places.values():
                other.setChecked(False)
            self._exclusive.setExclusive(True)
        else:
            entry.setChecked(True)
            self._make_stop(entry if not entry.isHidden() else self._heads[entry.in_group])
            self._scroll.ensureWidgetVisible(entry)
        self._mark_heads()

    # Saved searches ------------------------------------------------------------------------------------------------------

    def show_searches(self, searches: Sequence[Saved]) -> None:
        """List these, in their order. The keys stay on the same one, or go to its neighbour where it is gone."""
        held = next((place for place, one in enumerate(self._searches) if one.hasFocus()), None)
        held_id = "" if held is None else self._searches[held].search_id
        former = self._searches
        self._searches = [self._search(one) for one in searches]
        foot = len(self._order) - _FOOT
        self._order[foot:foot] = self._searches
        for old in former:
            self._order.remove(old)
        self._fit()
        if held is not None:
            there = next((one for one in self._searches if one.search_id == held_id), None)
            near = self._searches[min(held, len(self._searches) - 1)] if self._searches else self._order[0]
            self._go_to(there or near)
        elif not any(one.focusPolicy() is not Qt.FocusPolicy.NoFocus for one in self._order[:-_FOOT]):
            self._make_stop(self._order[0])
        for old in former:
            old.hide()
            self._below.removeWidget(old)
            old.deleteLater()
        self._refresh_folds()

    def _search(self, saved: Saved) -> SearchEntry:
        made = SearchEntry(saved.name, _SEARCHES, saved.id, self._kept.widget())
        self._dress(made, saved.name, SAVED_SEARCHES.icon, "muted")
        made.setAccessibleDescription(tr("Saved search"))
        made.setToolTip(saved.name)
        made.moved.connect(self._on_key)
        made.clicked.connect(self._on_search)
        made.menu_wanted.connect(self._on_menu)
        self._below.addWidget(made)
        return made

    def _on_search(self) -> None:
        entry = self.sender()
        if isinstance(entry, SearchEntry):
            self._make_stop(entry)
            self.search_chosen.emit(entry.search_id)

    def _on_menu(self, entry: SearchEntry, at: QPoint) -> None:
        self._make_stop(entry)
        self.search_menu_wanted.emit(entry.search_id, at)

    @property
    def focused_search(self) -> str:
        """The id of the saved search that has the keys; empty where none has."""
        return next((one.search_id for one in self._searches if one.hasFocus()), "")

    def _change_search(self, entry: SearchEntry, event: QKeyEvent) -> None:
        """Ctrl+Up and Ctrl+Down move it, F2 renames it, Shift+F10 opens its menu where the system does not know these keys."""
        with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if with_control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.search_moved.emit(entry.search_id, -1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_F2:
            self.search_renaming.emit(entry.search_id)
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._on_menu(entry, entry.mapToGlobal(entry.rect().bottomLeft()))
        else:
            return
        event.accept()

    # Folding -------------------------------------------------------------------------------------------------------------

    @property
    def folded(self) -> frozenset[str]:
        """The keys of the groups that are folded."""
        kept: list[object] = self._settings["folded_groups"]
        return frozenset(key for key in self._heads if key in kept)

    def fold(self, group: str, *, on: bool) -> None:
        """Fold or unfold a group, now and at the next start."""
        there = self.folded
        self._settings["folded_groups"] = sorted(there | {group} if on else there - {group})
        self._refresh_folds()

    def _on_head(self) -> None:
        head = self.sender()
        if isinstance(head, Entry):
            self._make_stop(head)
            self.fold(head.in_group, on=head.in_group not in self.folded)

    def _refresh_folds(self) -> None:
        folded_now = self.folded
        for key, head in self._heads.items():
            head.setIcon(icon("mdi6.chevron-right" if key in folded_now else "mdi6.chevron-down", "muted"))
            head.setAccessibleDescription(tr("Folded") if key in folded_now else tr("Unfolded"))
        for entry in (*self._places.values(), *self._searches):
            entry.setVisible(entry.in_group not in folded_now)
        for part in (self._searches_head, self._kept, self._kept_line):
            part.setVisible(bool(self._searches))
        self._below.activate()
        self._kept.setMaximumHeight(self._below.sizeHint().height())
        self._mark_heads()

    def _mark_heads(self) -> None:
        """The head of a folded group shows that the page of this moment lies in it."""
        shown = self._places.get(self._shown)
        for key, head in self._heads.items():
            set_flag(head, "here", on=shown is not None and shown.in_group == key and key in self.folded)

    # Keys ----------------------------------------------------------------------------------------------------------------

    def _on_key(self, entry: Entry, event: QKeyEvent) -> None:
        reachable = [other for other in self._order if not other.isHidden()]
        here = reachable.index(entry)
        steps = {
            Qt.Key.Key_Down.value: here + 1,
            Qt.Key.Key_Up.value: here - 1,
            Qt.Key.Key_Home.value: 0,
            Qt.Key.Key_End.value: len(reachable) - 1,
        }
        if isinstance(entry, SearchEntry):
            self._change_search(entry, event)
        if event.isAccepted() or event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            return
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        inward = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        if event.key() in steps:
            self._go_to(reachable[max(0, min(len(reachable) - 1, steps[event.key()]))])
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step_across(entry, reachable, inward=event.key() == inward)
        elif event.text().strip() and event.text().isprintable():
            self._seek(event.text(), entry)
        else:
            return
        event.accept()

    def _step_across(self, entry: Entry, reachable: list[Entry], *, inward: bool) -> None:
        """Into a group: unfold it, then its first place. Out of it: its head, then fold it."""
        head = self._heads.get(entry.in_group)
        if head is None:
            return
        if not inward:
            if entry is head:
                self.fold(entry.in_group, on=True)
            else:
                self._go_to(head)
        elif entry is head:
            if entry.in_group in self.folded:
                self.fold(entry.in_group, on=False)
            else:
                self._go_to(reachable[reachable.index(entry) + 1])

    def _seek(self, letter: str, entry: Entry) -> None:
        """Go to the next entry that begins with what was typed; one in a folded group is unfolded. The same letter again goes on."""
        again = self._letters == folded(letter)
        self._letters = folded(letter) if again else self._letters + folded(letter)
        self._pause.start()
        here = self._order.index(entry)
        start = here if len(self._letters) > 1 else here + 1
        for other in self._order[start:] + self._order[:start]:
            if other is self._searches_head and not self._searches:
                continue
            if folded(other.words).startswith(self._letters):
                if other.isHidden():
                    self.fold(other.in_group, on=False)
                self._go_to(other)
                return

    def _forget_letters(self) -> None:
        self._letters = ""

    def _go_to(self, entry: Entry) -> None:
        self._make_stop(entry)
        entry.setFocus(Qt.FocusReason.TabFocusReason)
        if entry not in self._order[-_FOOT:]:
            area = self._kept if entry.in_group == _SEARCHES else self._scroll
            area.ensureWidgetVisible(entry)

    def _make_stop(self, entry: Entry) -> None:
        """Tab comes to one entry of the list, and to settings and lock."""
        always = self._order[-_FOOT:]
        for other in self._order:
            stops = other is entry or other in always
            other.setFocusPolicy(Qt.FocusPolicy.TabFocus if stops else Qt.FocusPolicy.NoFocus)
