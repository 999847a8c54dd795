"""The style sheet, written from a palette and a text scale. Widgets say what they are through the property `role`."""

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ism_desktop.ui.kit.theme import Colours  # theme applies this sheet, so the import would go round in a circle

_SHEET = Template("""
* { outline: none; }
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[role="page"], QStackedWidget[role="pages"], QScrollArea[role="page"],
QWidget[role="page-column"] { background: $window; }
QToolTip { background: $text; color: $window; border: none; padding: ${p6}px ${p8}px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${t20}pt; font-weight: 700; }
QLabel[role="heading"] { font-size: ${t14}pt; font-weight: 700; }
QLabel[role="subheading"] { font-weight: 700; }
QLabel[role="secondary"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${t9_5}pt; }
QLabel[role="lead"] { color: $muted; font-size: ${t12}pt; }
QLabel[role="reading"] { font-size: ${t12}pt; }
QLabel[role="fault"] { color: $danger; font-size: ${t10}pt; }
QLabel[role="figure"] { font-size: ${t24}pt; font-weight: 700; }
QLabel[role="accent"] { color: $accent; font-weight: 700; }
QLabel[role="danger"] { color: $danger; font-weight: 700; }
QLabel[role="pill"] { background: $accent_soft; border-radius: ${r8}px; padding: ${p2}px ${p10}px; font-size: ${t9_5}pt; }
QLabel[role="pill-danger"] { background: $danger_soft; color: $danger; border-radius: ${r8}px; padding: ${p2}px ${p10}px;
    font-size: ${t9_5}pt; font-weight: 700; }

QFrame[role="panel"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[role="panel-accent"] { background: $accent_soft; border: 1px solid $accent; border-radius: 8px; }
QFrame[role="panel-editing"] { background: $surface; border: 2px solid $accent; border-radius: 8px; }
QFrame[role="panel-danger"] { background: $danger_soft; border: 1px solid $danger; border-radius: 8px; }
QFrame[role="leaf"] { background: $accent_soft; border: none; border-radius: 8px; }
QFrame[role="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="bar"] { background: $surface; border: none; border-top: 1px solid $border; }
QFrame[role="topbar"] { background: $window; border: none; }
QFrame[role="undo"] { background: $text; border-radius: 8px; }
QFrame[role="undo"] QLabel { color: $window; }
QFrame[role="undo"] QPushButton { background: transparent; color: $window; border: 1px solid $window; }
QFrame[role="undo"] QPushButton:hover, QFrame[role="undo"] QToolButton:hover { background: $muted; }
QFrame[role="drop"] { background: $accent_soft; border: 2px dashed $accent; border-radius: 12px; }

QPushButton { background: $surface; border: 1px solid $field_border; border-radius: 6px; padding: ${p6}px ${p14}px;
    min-height: ${h22}px; icon-size: ${i22}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $focus; padding: ${p5}px ${p13}px; }
QPushButton:disabled { color: $muted; border-color: $border; border-style: $idle_line; background: transparent; }
QPushButton::menu-indicator { width: 0; height: 0; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 700; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $idle; color: $muted; border-color: $border; }
QPushButton[role="danger"] { color: $danger; border-color: $danger; }
QPushButton[role="danger"]:hover { background: $danger_soft; }
QPushButton[role="emergency"] { background: $danger; color: $on_danger; border: 1px solid $danger; font-weight: 700; }
QPushButton[role="emergency"]:focus { border: 2px solid $text; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent; color: $accent; padding: ${p6}px ${p8}px; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus { border: 2px solid $focus; padding: ${p5}px ${p7}px; }
QPushButton[role="quiet"]:disabled { color: $muted; }
QPushButton[role="chip"] { border-radius: ${round_chip}px; padding: 1px ${p10}px; min-height: ${h20}px; color: $muted;
    border-color: $border; font-size: ${t9_5}pt; }
QPushButton[role="chip"]:hover { border-color: $field_border; }
QPushButton[role="chip"]:checked { background: $accent_soft; color: $text; border-color: $accent; }
QPushButton[role="chip"]:focus { border: 2px solid $focus; padding: 0px ${p9}px; }
QPushButton[role="chip"][large="true"] { min-height: ${h34}px; padding: 1px ${p12}px; font-size: ${t10}pt; color: $text; }
QPushButton[role="chip"][large="true"]:focus { padding: 0px ${p11}px; }
QPushButton[role="key"] { padding: ${p6}px ${p12}px; min-height: ${h28}px; text-align: left; }
QPushButton[role="key"]:checked { background: $accent_soft; border-color: $accent; }
QPushButton[role="key"]:focus { border: 2px solid $focus; padding: ${p5}px ${p11}px; }
QPushButton[role="segment"] { padding: ${p6}px ${p16}px; }
QPushButton[role="segment"]:checked { background: $accent_soft; border-color: $accent; }
QPushButton[role="segment"]:focus { border: 2px solid $focus; padding: ${p5}px ${p15}px; }
QPushButton[role="tile"] { background: $surface; border: 1px solid $border; border-radius: 8px; padding: ${p16}px; text-align: left;
    icon-size: ${i34}px; }
QPushButton[role="tile"][low="true"] { padding: ${p6}px ${p16}px; icon-size: ${i22}px; }
QPushButton[role="tile"]:hover { border-color: $accent; background: $hover; }
QPushButton[role="tile"]:focus { border: 2px solid $focus; padding: ${p15}px; }
QPushButton[role="tile"][low="true"]:focus { padding: ${p5}px ${p15}px; }
QPushButton[role="press"] { background: $surface; border: 2px solid $field_border; border-radius: 10px; padding: 0; }
QPushButton[role="press"]:hover { background: $hover; border-color: $accent; }
QPushButton[role="press"]:pressed { background: $accent_soft; }
QPushButton[role="press"]:focus { border: 3px solid $focus; }
QLabel[role="clock"] { font-size: ${t36}pt; font-weight: 700; }
QLabel[role="press"] { font-size: ${t14}pt; font-weight: 700; }
QPushButton[role="row"] { background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 0; text-align: left; }
QPushButton[role="row"]:hover { background: $hover; }
QPushButton[role="row"]:focus { border-color: $focus; }
QPushButton[role="disclosure"] { background: transparent; border: 1px solid transparent; text-align: left; font-weight: 700;
    padding: ${p4}px; }
QPushButton[role="disclosure"]:hover { background: $hover; }
QPushButton[role="disclosure"]:focus { border: 2px solid $focus; padding: ${p3}px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: ${p6}px; icon-size: ${i20}px; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: 2px solid $focus; padding: ${p5}px; }
QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox { background: $field; border: 1px solid $field_border; border-radius: 6px;
    padding: ${p6}px ${p10}px; min-height: ${h22}px; selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted; }
QPlainTextEdit, QTextEdit { padding: ${p4}px ${p6}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus { border: 2px solid $focus; }
QLineEdit:focus, QComboBox:focus { padding: ${p5}px ${p9}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: ${p3}px ${p5}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $window; color: $muted; border-color: $border; }
*[fault="true"] { border: 2px solid $danger; }
QLineEdit[role="search"] { border-radius: ${round_field}px; padding: ${p6}px ${p12}px; background: $surface; border-color: $border; }
QLineEdit[role="search"]:focus { border: 2px solid $focus; padding: ${p5}px ${p11}px; }
QLineEdit[role="cell"] { border: none; border-radius: 0; padding: 0 ${p8}px; min-height: 0; }
QLineEdit[role="cell"]:focus { border: 2px solid $focus; padding: 0 ${p6}px; }
QComboBox { padding-right: ${p28}px; }
QComboBox:focus { padding-right: ${p27}px; }
QComboBox::drop-down { border: none; width: 0px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $field_border; selection-background-color: $accent_soft;
    selection-color: $text; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: ${h28}px; padding: 0 ${p8}px; }
QLineEdit QAbstractItemView, QListView[role="popup"] { background: $surface; border: 1px solid $field_border;
    selection-background-color: $accent_soft; selection-color: $text; }

QTableView, QListView, QTreeView { background: $surface; border: none; selection-background-color: $accent_soft; selection-color: $text;
    alternate-background-color: $surface; }
QTableView::item { padding: 0 ${p8}px; border: none; border-bottom: 1px solid $border; }
QTableView::item:hover { background: $hover; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QTableView:focus, QListView:focus { border: 2px solid $focus; border-radius: 8px; }
QTableView[role="rows"]:focus { border: none; border-radius: 0; }
QTableView[role="typed"] { border: 1px solid $field_border; border-radius: 6px; gridline-color: $border; background: $field; }
QTableView[role="typed"]:focus { border: 1px solid $field_border; }
QTableView[role="typed"]::item { border: none; }
QTableView[role="typed"]::item:selected { background: $field; }
QTableView[role="compared"] { gridline-color: $border; border: 1px solid $border; border-radius: 8px; }
QTableView[role="compared"]::item { padding: ${p6}px ${p8}px; border: none; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: ${p8}px ${p8}px ${p8}px ${p11}px; font-size: ${t9_5}pt; font-weight: 700; }
QHeaderView::section:hover { color: $text; background: $hover; }
QTableCornerButton::section { background: $surface; border: none; }

QListView[role="framed"] { border: 1px solid $field_border; border-radius: 8px; padding: 4px; }
QListView[role="framed"]::item { padding: ${p6}px ${p8}px; border-radius: 4px; }
QListView[role="framed"]::item:hover { background: $hover; }
QListView[role="framed"]::item:selected { background: $accent_soft; color: $text; }
QListView[role="results"]::item { padding: ${p8}px; border: none; }

QScrollArea { background: transparent; border: none; }
QWidget[role="inside"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: ${i12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${i12}px; margin: 0; }
QScrollBar::handle { background: $field_border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $border; }

QProgressBar { background: $idle; border: none; border-radius: 3px; max-height: ${i6}px; min-height: ${i6}px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QMenuBar { background: $sidebar; padding: 2px 4px; }
QMenuBar::item { background: transparent; padding: ${p4}px ${p10}px; border-radius: 4px; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $surface; border: 1px solid $field_border; padding: 4px; icon-size: ${i18}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { padding-left: ${p8}px; }

QWidget[role="sidebar"] { background: $sidebar; }
QFrame[role="sidebar-edge"] { background: $sidebar; border: none; border-right: 1px solid $border; }
QPushButton[role="group"] { background: transparent; border: 1px solid transparent; border-radius: 6px; text-align: left;
    padding: ${p2}px ${p4}px; margin-top: ${p8}px; min-height: ${h18}px; color: $muted; font-size: ${t9}pt; font-weight: 700;
    icon-size: ${i18}px; }
QPushButton[role="group"]:hover { background: $hover; }
QPushButton[role="group"][here="true"] { background: $accent_soft; color: $text; }
QPushButton[role="group"]:focus { border: 2px solid $focus; padding: ${p2}px ${p3}px; }
QLabel[role="sidebar-name"] { font-size: ${t13}pt; font-weight: 700; }
QPushButton[role="place"] { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: ${p5}px ${p10}px;
    text-align: left; icon-size: ${i20}px; }
QPushButton[role="place"]:hover { background: $hover; }
QPushButton[role="place"]:checked { background: $accent_soft; font-weight: 700; }
QPushButton[role="place"]:focus { border: 2px solid $focus; padding: ${p4}px ${p9}px; }
QStatusBar { background: $sidebar; color: $muted; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; font-size: ${t9_5}pt; padding: 0 ${p8}px; }
QStatusBar QToolButton { padding: 1px; }
QSlider { min-height: ${h28}px; }
QSlider::groove:horizontal { height: 4px; background: $idle; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $accent; border: 2px solid $surface; width: ${i16}px; height: ${i16}px; margin: -${h8}px 0;
    border-radius: ${round_knob}px; }
QSlider:focus { border: 2px solid $focus; border-radius: 6px; }
""")

# Padding grows with the text by its square root: in full it would cost a small window its room at 200 %.
_PADDINGS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24, 27, 28)
_FULL = (6, 8, 10, 12, 16, 18, 20, 22, 28, 34)
_POINTS = (9.0, 9.5, 10.0, 12.0, 13.0, 14.0, 20.0, 24.0, 36.0)


def _lengths(scale: float, base: float) -> dict[str, str]:
    unit = base * scale / 11
    lengths = {f"p{n}": str(max(1, round(n * scale**0.5))) for n in _PADDINGS}
    lengths |= {f"{letter}{n}": str(round(n * scale)) for letter in "hi" for n in _FULL}
    # A corner rounder than half the height would be drawn square, and heights grow more slowly than the text.
    lengths |= {f"r{n}": str(int(n * scale**0.8)) for n in _FULL}
    # Qt draws square corners when a radius is larger than half the height.
    lengths["round_field"] = str((round(22 * scale) + 2 * round(6 * scale**0.5) + 2) // 2)
    lengths["round_knob"] = str((round(16 * scale) + 4) // 2)
    lengths["round_chip"] = str((round(20 * scale) + 4) // 2)
    return lengths | {f"t{points:g}".replace(".", "_"): f"{points * unit:.2f}" for points in _POINTS}


def style_sheet(colours: "Colours", scale: float, base_points: float) -> str:
    """The style sheet for these colours and this scale of text."""
    named = {name: getattr(colours, name) for name in colours.__slots__}
    # Where no grey is in use, only the line tells a button that cannot be pressed.
    idle_line = "dashed" if colours.muted == colours.text else "solid"
    return _SHEET.substitute(named | _lengths(scale, base_points), idle_line=idle_line)
