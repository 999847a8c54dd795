"""A row to press: an icon or picture, a line of words, what explains it, and a chevron that says that it leads somewhere."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.text import label, small

_PICTURE = 22  # pixels at 100 %


class RowButton(QPushButton):
    """A whole row that is one button: it wraps its words, grows with them, and is read out as one thing."""

    def __init__(
        self,
        words: str,
        detail: str = "",
        *,
        icon_name: str = "",
        note: str = "",
        pressed: Callable[[], object] | None = None,
        name: str = "",
        leads_on: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Make a row.

        Args:
            words: what it says.
            detail: what explains it, below and quieter.
            icon_name: such as "mdi6.pill"; drawn in the accent's colour.
            note: a short word in a pill on the right, such as "past".
            pressed: a bound method.
            name: the object name.
            leads_on: whether a chevron says that pressing goes somewhere.
            parent: where it will lie; made without, it is given its style once more when it is laid there.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "row")
        self.setAccessibleName(". ".join(part for part in (words, detail, note) if part))
        if pressed is not None:
            self.clicked.connect(pressed)
        self._icon_name = icon_name
        self._fill(words, detail, note)
        # Only now: a part made visible before it has its place would flash up as a window of its own.
        self._picture.setVisible(bool(icon_name))
        self._detail.setVisible(bool(detail))
        self._chevron.setVisible(leads_on)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._draw()
        theme().changed.connect(self._draw)

    def _fill(self, words: str, detail: str, note: str) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(12)
        self._picture = QLabel()
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop if detail else Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(1)
        self._words = label(words)
        self._detail = small(detail)
        column.addWidget(self._words)
        column.addWidget(self._detail)
        row.addLayout(column, 1)
        if note:
            row.addWidget(label(note, "pill"))
        self._chevron = QLabel()
        row.addWidget(self._chevron)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_text(self, words: str, detail: str) -> None:
        """Change what it says."""
        self._words.setText(words)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(". ".join(part for part in (words, detail) if part))
        self.updateGeometry()

    def _draw(self) -> None:
        if self._icon_name:
            size = theme().px(_PICTURE)
            self._picture.setPixmap(icon(self._icon_name, "accent").pixmap(QSize(size, size)))
        chevron = theme().px(18)
        self._chevron.setPixmap(icon("mdi6.chevron-right", "muted").pixmap(QSize(chevron, chevron)))

    def show_picture(self, picture: QPixmap) -> None:
        """Show a picture instead of the icon."""
        self._icon_name = ""
        self._picture.setPixmap(picture)
        self._picture.show()

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the wrapped words."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else super().heightForWidth(width)

    def sizeHint(self) -> QSize:
        """As large as what it holds."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as a word."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else super().minimumSizeHint()


class SideBySide(QWidget):
    """Two columns side by side where there is room, one under the other where there is not.

    `needed` is the width in pixels at 100 % from which both fit; it grows with the text.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        needed: int = 760,
        shares: tuple[int, int] = (1, 1),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._needed = needed
        self._shares = shares
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(left, shares[0])
        self._row.addWidget(right, shares[1])
        theme().changed.connect(self._arrange)

    def _arrange(self) -> None:
        beside = self.width() >= theme().px(self._needed)
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
        for place, share in enumerate(self._shares):
            self._row.setStretch(place, share if beside else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the columns anew."""
        super().resizeEvent(event)
        self._arrange()
