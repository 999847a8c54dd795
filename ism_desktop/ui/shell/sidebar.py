"""The sidebar: places in groups, and at its foot settings and lock."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.shell.places import places

_RED = {"Emergency"}


class Sidebar(QFrame):
    """One button for each place. `chosen` carries the place's name."""

    chosen = Signal(str)
    settings_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setProperty("role", "sidebar-edge")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 8)
        outer.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll, 1)
        inside = QWidget()
        inside.setProperty("role", "sidebar")
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(1)
        group = ""
        for place in places():
            if place.group != group:
                group = place.group
                column.addWidget(label(group, "sidebar-group"))
            red = place.group in _RED
            made = self._button(place.label, place.icon, "danger" if red else "muted")
            made.setObjectName(f"place.{place.name}")
            made.setCheckable(True)
            self._group.addButton(made)
            self._buttons[place.name] = made
            column.addWidget(made)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 8, 8, 0)
        foot.setSpacing(1)
        settings = self._button("Settings", "mdi6.cog-outline", "muted")
        settings.setObjectName("settings")
        settings.clicked.connect(self.settings_wanted)
        lock = self._button("Lock", "mdi6.lock-outline", "muted")
        lock.setObjectName("lock")
        lock.clicked.connect(self.lock_wanted)
        foot.addWidget(settings)
        foot.addWidget(lock)
        outer.addLayout(foot)
        self._group.buttonClicked.connect(self._on_clicked)
        theme().changed.connect(self._fit)
        self._fit()

    def _button(self, words: str, icon_name: str, ink: str) -> QPushButton:
        made = QPushButton(f"\u2002{words.replace('&', '&&')}")  # a little air beside the icon
        made.setAccessibleName(words)
        made.setProperty("role", "place")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click goes to the page and leaves no ring behind
        made.setIcon(icon(icon_name, ink, on="danger" if ink == "danger" else "accent"))
        return made

    def _fit(self) -> None:
        metrics = QFontMetrics(theme().font(bold=True))
        longest = max(metrics.horizontalAdvance(made.text()) for made in self._buttons.values())
        # Icon, the padding of the button, the margins of the column, and the scroll bar.
        self.setFixedWidth(longest + theme().px(20) + 4 + 2 * 16 + 16 + theme().px(12))

    def _on_clicked(self, clicked: QPushButton) -> None:
        for name, made in self._buttons.items():
            if made is clicked:
                self.chosen.emit(name)

    def show_place(self, name: str) -> None:
        """Mark a place as the one that is shown; one that is not listed here leaves none marked."""
        if name not in self._buttons:
            self._group.setExclusive(False)
            for made in self._buttons.values():
                made.setChecked(False)
            self._group.setExclusive(True)
            return
        self._buttons[name].setChecked(True)
        self._scroll.ensureWidgetVisible(self._buttons[name])

    def sizeHint(self) -> QSize:
        """As wide as its words need."""
        return QSize(self.width(), 600)
