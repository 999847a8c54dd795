"""The sidebar: places in groups that fold and are remembered folded, and at its foot settings and lock.

Tab comes to it once; inside, the arrow keys go up and down, left and right fold and unfold a group, Home and End go to the ends, and
letters go to the next entry that begins with them.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.records.folding import folded
from ism_desktop.settings import Settings
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.text import line, set_flag
from ism_desktop.ui.shell.places import GROUPS, Place, PlaceGroup, places

_LETTERS_FOR = 1_000  # milliseconds: letters typed in one go are one beginning


class _Entry(QPushButton):
    """A line of the sidebar: a place, the head of a group, settings or lock. Keys that move are handled by the sidebar."""

    moved = Signal(object, object)  # the entry, the QKeyEvent; accepted when it meant something

    def __init__(self, words: str, name: str, group: str = "") -> None:
        super().__init__()
        self.words = words
        self.in_group = group
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click goes to the page and leaves no ring behind

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click leaves no ring on the entry that had the focus before, or two would seem chosen."""
        focused = QApplication.focusWidget()
        if isinstance(focused, _Entry) and focused is not self:
            focused.clearFocus()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what a click does; the rest is for the sidebar first."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        event.ignore()
        self.moved.emit(self, event)
        if not event.isAccepted():
            super().keyPressEvent(event)


class Sidebar(QFrame):
    """One button for each place. `chosen` carries the place's name."""

    chosen = Signal(str)
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
        self._places: dict[str, _Entry] = {}
        self._heads: dict[str, _Entry] = {}
        self._order: list[_Entry] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 8)
        outer.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._list())
        outer.addWidget(self._scroll, 1)
        outer.addWidget(line())  # an entry cut in two ends at an edge, so that it is seen to go on
        outer.addLayout(self._foot())
        self._refresh_folds()
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
                column.addWidget(self._head(group))
            for place in there:
                column.addWidget(self._place(place, group))
        column.addStretch(1)
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

    def _head(self, group: PlaceGroup) -> _Entry:
        head = _Entry(group.label, f"group.{group.key}", group.key)
        head.setText(group.label.replace("&", "&&"))
        head.setProperty("role", "group")
        head.clicked.connect(self._on_head)
        self._heads[group.key] = head
        self._listen(head)
        return head

    def _place(self, place: Place, group: PlaceGroup) -> _Entry:
        made = self._entry(
            place.label, f"place.{place.name}", place.icon, "danger" if group.is_red else "muted", group.key
        )
        made.setCheckable(True)
        self._exclusive.addButton(made)
        self._places[place.name] = made
        return made

    def _entry(self, words: str, name: str, picture: str, ink: str, group: str = "") -> _Entry:
        made = _Entry(words, name, group)
        made.setText(f"\u2002{words.replace('&', '&&')}")  # a little air beside the icon
        made.setProperty("role", "place")
        made.setIcon(icon(picture, ink, on="danger" if ink == "danger" else "accent"))
        self._listen(made)
        return made

    def _listen(self, entry: _Entry) -> None:
        entry.moved.connect(self._on_key)
        self._order.append(entry)

    def _fit(self) -> None:
        metrics = QFontMetrics(theme().font(bold=True))
        longest = max(metrics.horizontalAdvance(entry.text()) for entry in self._order)
        # Icon, the padding of the button, the margins of the column, and the scroll bar.
        self.setFixedWidth(longest + theme().px(20) + 4 + 2 * 16 + 16 + theme().px(12))

    def sizeHint(self) -> QSize:
        """As wide as its words need."""
        return QSize(self.width(), 600)

    # Places --------------------------------------------------------------------------------------------------------------

    def _on_place(self, clicked: _Entry) -> None:
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
        if isinstance(head, _Entry):
            self._make_stop(head)
            self.fold(head.in_group, on=head.in_group not in self.folded)

    def _refresh_folds(self) -> None:
        folded_now = self.folded
        for key, head in self._heads.items():
            head.setIcon(icon("mdi6.chevron-right" if key in folded_now else "mdi6.chevron-down", "muted"))
            head.setAccessibleDescription(tr("Folded") if key in folded_now else tr("Unfolded"))
        for entry in self._places.values():
            entry.setVisible(entry.in_group not in folded_now)
        self._mark_heads()

    def _mark_heads(self) -> None:
        """The head of a folded group shows that the page of this moment lies in it."""
        shown = self._places.get(self._shown)
        for key, head in self._heads.items():
            set_flag(head, "here", on=shown is not None and shown.in_group == key and key in self.folded)

    # Keys ----------------------------------------------------------------------------------------------------------------

    def _on_key(self, entry: _Entry, event: QKeyEvent) -> None:
        reachable = [other for other in self._order if not other.isHidden()]
        here = reachable.index(entry)
        steps = {
            Qt.Key.Key_Down.value: here + 1,
            Qt.Key.Key_Up.value: here - 1,
            Qt.Key.Key_Home.value: 0,
            Qt.Key.Key_End.value: len(reachable) - 1,
        }
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
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

    def _step_across(self, entry: _Entry, reachable: list[_Entry], *, inward: bool) -> None:
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

    def _seek(self, letter: str, entry: _Entry) -> None:
        """Go to the next entry that begins with what was typed; one in a folded group is unfolded. The same letter again goes on."""
        again = self._letters == folded(letter)
        self._letters = folded(letter) if again else self._letters + folded(letter)
        self._pause.start()
        here = self._order.index(entry)
        start = here if len(self._letters) > 1 else here + 1
        for other in self._order[start:] + self._order[:start]:
            if folded(other.words).startswith(self._letters):
                if other.isHidden():
                    self.fold(other.in_group, on=False)
                self._go_to(other)
                return

    def _forget_letters(self) -> None:
        self._letters = ""

    def _go_to(self, entry: _Entry) -> None:
        self._make_stop(entry)
        entry.setFocus(Qt.FocusReason.TabFocusReason)
        if entry not in (self._order[-1], self._order[-2]):
            self._scroll.ensureWidgetVisible(entry)

    def _make_stop(self, entry: _Entry) -> None:
        """Tab comes to one entry of the list, and to settings and lock."""
        always = self._order[-2:]
        for other in self._order:
            stops = other is entry or other in always
            other.setFocusPolicy(Qt.FocusPolicy.TabFocus if stops else Qt.FocusPolicy.NoFocus)
