"""One day as a button: painted by its face, and named for a screen reader. A shade never stands without its number."""

from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QStyle, QWidget

from ism_desktop.language import in_use
from ism_desktop.ui.care_kit.days.face import GOOD_SIGN, Face
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import Colours, colour, theme

_LOWEST, _NARROWEST = 44, 38
_LIGHTEST, _DARKEST = 0.1, 0.85
_ROW = 56
_DATE_WIDE, _NUMBER_WIDE = 128, 52


def shade(level: float | None) -> QColor:
    """How dark a number is."""
    return _shaded(level or 0.0, theme().colours)[0]


def ink_role(level: float | None) -> str:
    """In which colour words are read best on that shade."""
    return _shaded(level or 0.0, theme().colours)[1]


@lru_cache(maxsize=64)  # asked for each cell whenever it is painted
def _shaded(level: float, colours: Colours) -> tuple[QColor, str]:
    share = _LIGHTEST + (_DARKEST - _LIGHTEST) * level if level else 0.0
    ends = zip(_parts(QColor(colours.surface)), _parts(QColor(colours.accent)), strict=True)
    ground = QColor(*(round(start + (end - start) * share) for start, end in ends))
    inks = {"text": colours.text, "on_accent": colours.on_accent}
    role = max(inks, key=lambda role: _contrast(_light(ground), _light(QColor(inks[role]))))
    return ground, role


def _parts(one: QColor) -> tuple[int, int, int]:
    return one.red(), one.green(), one.blue()


def _light(one: QColor) -> float:
    parts = [each / 255 for each in _parts(one)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


class DayCell(QAbstractButton):
    """A day of a month. Keys but the blank go to the grid that it lies in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.face: Face | None = None

    def show_face(self, face: Face) -> None:
        """Show a day; only the chosen one is reached by Tab."""
        if face == self.face:
            return
        self.face = face
        self.setObjectName(f"day.{face.on.isoformat()}")
        self.setAccessibleName(face.name)
        self.setToolTip(face.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if face.is_chosen else Qt.FocusPolicy.ClickFocus)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the date above the number."""
        return QSize(theme().px(_NARROWEST + 20), theme().px(_LOWEST + 8))

    def minimumSizeHint(self) -> QSize:
        """Both can still be read."""
        return QSize(theme().px(_NARROWEST), theme().px(_LOWEST))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come into view: on a small screen the page scrolls, and arrow keys do not scroll it."""
        super().focusInEvent(event)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea) and event.reason() is not Qt.FocusReason.MouseFocusReason:
            above.ensureWidgetVisible(self, 0, theme().px(24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The grid walks; the blank presses."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    # Painting ------------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the day."""
        if self.face is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, self.face, self.rect())
        self.paint_face(painter, self.face)
        if self.hasFocus() or self.face.is_chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus" if self.hasFocus() else "text"), 3 if self.hasFocus() else 2))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 5, 5)
        painter.end()

    def paint_ground(self, painter: QPainter, face: Face, area: QRect) -> None:
        """A day with an entry is a card of its shade; one without is only a date."""
        if face.has_entry:
            painter.setPen(QPen(colour("field_border"), 1))
            painter.setBrush(shade(face.level))
            painter.drawRoundedRect(area.adjusted(1, 1, -2, -2), 5, 5)

    def paint_face(self, painter: QPainter, face: Face) -> None:
        """The date above, the number in the middle, the signs below."""
        role = ink_role(face.level) if face.has_entry else "text" if face.is_near and not face.is_future else "muted"
        area = self.rect().adjusted(6, 3, -6, -4)
        self.paint_date(painter, face, area, role)
        size = theme().px(13)
        has_signs = bool(face.signs)
        middle = area.adjusted(0, theme().px(12), 0, -size if has_signs and area.height() > theme().px(58) else 0)
        self.paint_number(painter, face, middle, role)
        self.paint_signs(painter, face, area, role)

    def paint_date(self, painter: QPainter, face: Face, area: QRect, role: str) -> None:
        """The number of the day; today stands on a plate of its own."""
        words = str(face.on.day)
        if face.on.day == 1 and not face.is_near:
            words = f"{face.on.day} {in_use().short_month_name(face.on.month)}"
        painter.setFont(theme().font(9.5, bold=face.is_today))
        if face.is_today:
            wide = painter.fontMetrics().horizontalAdvance(words) + theme().px(8)
            plate = self._seen(QRect(area.left() - 3, area.top(), wide, painter.fontMetrics().height()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("text"))
            painter.drawRoundedRect(plate, 4, 4)
            painter.setPen(colour("surface"))
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
            return
        painter.setPen(colour(role))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)

    def _seen(self, place: QRect) -> QRect:
        """A place that was counted from the left, where it is seen in the direction of reading."""
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def paint_number(self, painter: QPainter, face: Face, area: QRect, role: str) -> None:
        """The number, or the sign of a good day."""
        if face.is_good:
            side = max(1, min(theme().px(20), area.height()))
            place = QRect(0, 0, side, side)
            place.moveCenter(area.center())
            icon(GOOD_SIGN, role).paint(painter, place)
        elif face.number:
            painter.setFont(theme().font(14, bold=True))
            painter.setPen(colour(role))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, face.number)

    def paint_signs(self, painter: QPainter, face: Face, area: QRect, role: str) -> None:
        """The signs, small: below where there is room, else beside the date."""
        side = theme().px(13)
        low = area.height() > theme().px(58)
        left = area.left() if low else area.right() - (side + 2) * len(face.signs)
        top = area.bottom() - side if low else area.top() + 1
        for sign in face.signs:
            icon(sign, role).paint(painter, self._seen(QRect(left, top, side, side)))
            left += side + 2


class WeekCell(DayCell):
    """A day of a week: its name and date, its number on its shade, and in words what was noted."""

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(theme().px(300), theme().px(_ROW))

    def minimumSizeHint(self) -> QSize:
        """Two lines of words."""
        return QSize(theme().px(220), theme().px(_LOWEST + 4))

    def paint_ground(self, painter: QPainter, face: Face, area: QRect) -> None:
        """The shade lies under the number alone."""
        super().paint_ground(painter, face, self._seen(self._number_area(area)))

    def _number_area(self, area: QRect) -> QRect:
        wide = min(theme().px(_DATE_WIDE), area.width() // 3)
        return QRect(area.left() + wide, area.top() + 4, theme().px(_NUMBER_WIDE), area.height() - 8)

    def paint_face(self, painter: QPainter, face: Face) -> None:
        """In the direction of reading."""
        area = self.rect()
        number = self._number_area(area)
        painter.setPen(colour("muted" if face.is_future else "text"))
        painter.setFont(theme().font(10.5, bold=face.is_today))
        date_area = self._seen(QRect(8, 4, number.left() - 14, area.height() - 8))
        words = f"{in_use().weekday(face.on)}\n{in_use().day_of_year(face.on)}"
        painter.drawText(date_area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        self.paint_number(painter, face, self._seen(number), ink_role(face.level) if face.has_entry else "text")
        rest = self._seen(QRect(number.right() + 12, 4, area.right() - number.right() - 20, area.height() - 8))
        painter.setFont(theme().font(10.5))
        painter.setPen(colour("text" if face.has_entry or face.signs else "muted"))
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rest, flags, fitting(painter, face.words, rest, flags))


def fitting(painter: QPainter, words: str, area: QRect, flags: int) -> str:
    """The words as far as they have room, with dots where some had to go."""
    kept = words
    while kept and painter.fontMetrics().boundingRect(area, flags, kept).height() > area.height():
        kept = kept[: max(0, len(kept) - 12)].rstrip(" ,;·…") + "…"
        if len(kept) <= 1:
            break
    return kept


def legend_tile(level: float) -> QWidget:
    """A small sample of a shade."""
    return _Tile(level)


class _Tile(QWidget):
    def __init__(self, level: float) -> None:
        super().__init__()
        self._level = level
        self.setFixedSize(theme().px(16), theme().px(16))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the sample."""
        painter = QPainter(self)
        painter.setPen(QPen(colour("field_border"), 1))
        painter.setBrush(shade(self._level))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
