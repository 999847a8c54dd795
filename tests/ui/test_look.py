"""Colours that can be read, fonts that are there, icons that exist, and errors that say what to do."""

import itertools

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.errors import VaultInUse
from ism_desktop.records.kinds import KINDS
from ism_desktop.settings import Settings
from ism_desktop.ui.base import errors
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.kit.style_sheet import style_sheet
from ism_desktop.ui.kit.theme import CONTRAST, DARK, LIGHT, Appearance, Colours, theme
from ism_desktop.ui.shell.places import PLACES, places
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.widgets import click, dialog, find, words
from tests.rounds import some_of


def luminance(name: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    ink = QColor(name)
    return 0.2126 * linear(ink.redF()) + 0.7152 * linear(ink.greenF()) + 0.0722 * linear(ink.blueF())


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_all_text_can_be_read(colours: Colours) -> None:
    grounds = ("window", "sidebar", "surface", "field", "hover", "accent_soft")
    pairs = [*itertools.product(("text", "muted", "accent"), grounds)]
    pairs += [("danger", ground) for ground in ("window", "sidebar", "surface", "danger_soft", "accent_soft")]
    pairs.append(("muted", "idle"))  # the words of a primary button that cannot be pressed yet
    pairs += [("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_danger", "danger"), ("text", "mark")]
    weak = [
        f"{ink} on {ground}: {contrast(getattr(colours, ink), getattr(colours, ground)):.2f}"
        for ink, ground in pairs
        if contrast(getattr(colours, ink), getattr(colours, ground)) < 4.5
    ]
    assert not weak, weak


@pytest.mark.parametrize("colours", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_the_edges_of_fields_and_the_focus_can_be_seen(colours: Colours) -> None:
    for edge, ground in itertools.product(("field_border", "focus"), ("window", "surface", "field")):
        found = contrast(getattr(colours, edge), getattr(colours, ground))
        assert found >= 3, (edge, ground, found)


def test_what_cannot_be_pressed_looks_otherwise_in_high_contrast_too() -> None:
    """White words on a white button could not be read, and a plain one looked like any other."""
    assert CONTRAST.idle not in {CONTRAST.border, CONTRAST.muted, CONTRAST.accent}
    assert "border-style: dashed" in style_sheet(CONTRAST, 1.0, 11)
    assert "border-style: dashed" not in style_sheet(LIGHT, 1.0, 11)


def test_every_icon_exists(qapp: QApplication) -> None:
    for name in [kind.icon for kind in KINDS] + [place.icon for place in PLACES]:
        assert not icon(name).pixmap(24, 24).toImage().isNull()


def test_icons_follow_the_theme(settings: Settings, qapp: QApplication) -> None:
    drawn = icon("mdi6.pill")

    def ink() -> set[str]:
        image = drawn.pixmap(32, 32).toImage()
        points = itertools.product(range(image.width()), range(image.height()))
        return {image.pixelColor(x, y).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}

    assert LIGHT.text in ink()
    theme().apply(Appearance.DARK, 100)
    assert DARK.text in ink()
    theme().apply(Appearance.LIGHT, 100)


def test_an_error_of_ours_says_what_to_do(settings: Settings, qtbot: QtBot) -> None:
    parent = QWidget()
    errors.show(VaultInUse("It is open elsewhere.", "Close the other window first."), parent)
    shown = dialog(qtbot, "error")
    assert str(VaultInUse.title) in words(shown)
    assert "Close the other window first." in words(shown)
    click(qtbot, shown, "close")


def test_a_bug_is_reported_without_what_was_worked_on(settings: Settings, qtbot: QtBot) -> None:
    parent = QWidget()
    try:
        icon("mdi6.there-is-no-such-icon-Cetirizine")
    except KeyError as error:
        errors.show(error, parent)
    shown = dialog(qtbot, "crash")
    report = find(shown, QPlainTextEdit, "report").toPlainText()
    assert "KeyError" in report
    assert "ui/kit/icons.py" in report
    assert "Cetirizine" not in report
    click(qtbot, shown, "copy")
    assert QApplication.clipboard().text() == report
    QApplication.clipboard().clear()
    click(qtbot, shown, "close")


def test_every_icon_that_stands_by_itself_follows_a_change_of_look(
    workspace: Workspace, qtbot: QtBot, settings: Settings
) -> None:
    """Beside the first steps of Home they stayed small, and dark on dark."""

    def look(appearance: str, text_size: int) -> None:
        settings["appearance"], settings["text_size"] = appearance, text_size
        apply_look(settings)

    def pictures(window: MainWindow) -> dict[str, list[QImage]]:
        found: dict[str, list[QImage]] = {}
        for place in some_of(places(), 0, 3):
            window.show_page(place.name)
            page = window.current_page
            assert page is not None
            labels = [each for each in page.findChildren(QLabel) if not each.pixmap().isNull()]
            found[place.name] = [each.pixmap().toImage() for each in labels if each.isVisibleTo(page)]
        return found

    window = MainWindow(workspace)
    pictures(window)
    look("dark", 150)
    changed = pictures(window)
    fresh_window = MainWindow(workspace)
    fresh = pictures(fresh_window)
    for each in (window, fresh_window):
        each.close()
        each.deleteLater()
    look("light", 100)
    assert sum(map(len, fresh.values())) >= 6
    assert [name for name in fresh if changed[name] != fresh[name]] == []
