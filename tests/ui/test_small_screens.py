"""On small screens with large text the window and every dialog lie on the screen, with their primary button in sight."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import PageHead
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.places.backup_and_keys.keys.sheet_dialog import offer_sheet
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault.multi_device import OpenElsewhere
from tests.drivers.clipping import clipped, settle
from tests.drivers.managed_screen import managed_screen
from tests.drivers.small_screens import SCREENS, TEXT_SIZES, faults, opened_dialogs
from tests.drivers.widgets import find
from tests.rounds import LARGE, covering
from tests.tools import lacking_for_a_window, needs

ROOT = Path(__file__).resolve().parents[2]


_CASES = covering(SCREENS, TEXT_SIZES, hits=1)
"""Screens and sizes of text: each with one of the others by default."""

_LEAST_ROOM = (SCREENS[-1], TEXT_SIZES[-1])


@pytest.fixture(params=_CASES, ids=lambda case: f"{case[0][0]}x{case[0][1]}-{case[1]}%")
def case(request: pytest.FixtureRequest) -> tuple[tuple[int, int], int]:
    return request.param


@pytest.fixture
def screen(case: tuple[tuple[int, int], int], monkeypatch: pytest.MonkeyPatch) -> QRect:
    """The windows of a test believe that they are on a screen of this size."""
    area = QRect(0, 0, *case[0])

    def small(_window: QWidget) -> QRect:
        return area

    monkeypatch.setattr(fitting, "free_area", small)
    return area


@pytest.fixture
def text_size(case: tuple[tuple[int, int], int], settings: Settings) -> Iterator[int]:
    settings["text_size"] = case[1]
    apply_look(settings)
    yield case[1]
    settings["text_size"] = 100
    apply_look(settings)


@pytest.fixture
def small_window(screen: QRect, text_size: int, workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(workspace)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)
    qtbot.wait(50)
    yield made
    made.close()
    made.deleteLater()


def test_the_window_and_every_dialog_fit(
    case: tuple[tuple[int, int], int], small_window: MainWindow, screen: QRect, qtbot: QtBot
) -> None:
    if not LARGE and case == _LEAST_ROOM and not lacking_for_a_window():
        pytest.skip("walked through on a real screen below")
    found = faults(small_window, screen)
    for name in ("settings", "lock"):
        entry = find(small_window, QPushButton, name)
        if entry.visibleRegion().boundingRect().size() != entry.size():
            found.append(f"{name} cannot be seen whole")
    for dialog in opened_dialogs(small_window):
        qtbot.waitUntil(lambda: small_window.workspace.background.idle, timeout=20_000)
        found += faults(dialog, screen)
    assert found == []


def test_what_an_empty_page_offers_is_in_sight(small_window: MainWindow) -> None:
    """Injectors showed one line of it, and no button, above an empty half of the page."""
    for place, name in (("injectors", "add_two_injectors"), ("medications", "add_first"), ("care_team", "add_first")):
        small_window.show_page(place)
        settle()
        page = small_window.current_page
        # A place of several lists has one in each, and shows one of them.
        offered = page.findChildren(QPushButton, name) if page is not None else []
        made = next((each for each in offered if each.isVisible()), None)
        assert made is not None, place
        assert made.visibleRegion().boundingRect().size() == made.size(), place


def test_what_a_message_can_be_answered_with_is_in_sight(small_window: MainWindow, qtbot: QtBot) -> None:
    """Under long words in a low window the buttons had scrolled away."""
    now = datetime.now(UTC)
    small_window.workspace.concern_raised.emit(OpenElsewhere("Study", now, now))
    qtbot.wait(50)
    settle()
    for name in ("banner.lock", "banner.go_on"):
        made = find(small_window, QPushButton, name)
        assert made.visibleRegion().boundingRect().size() == made.size(), name


def test_the_way_on_through_the_first_card_is_in_sight(small_window: MainWindow, qtbot: QtBot) -> None:
    """“Next” lay below the fold, where nothing else on the page leads on."""
    small_window.show_page("emergency_card")
    settle()
    for name in ("guide.skip", "guide.next"):
        made = find(small_window, QPushButton, name)
        assert made.visibleRegion().boundingRect().size() == made.size(), name
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    # What is asked for first lay below the fold, with the cursor in it.
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect().size() == field.size())


def test_the_choices_of_the_recovery_sheet_stand_whole_above_its_paper(small_window: MainWindow, qtbot: QtBot) -> None:
    """They stood under the paper, where on a low screen half of them lay behind the buttons."""
    dialog = offer_sheet(small_window.workspace, small_window)
    qtbot.waitUntil(lambda: small_window.workspace.background.idle, timeout=20_000)
    settle()
    for part in (dialog.paper, dialog.place):
        assert part.visibleRegion().boundingRect().size() == part.size(), part.objectName()
    dialog.reject()


@pytest.mark.parametrize("width", [420, 640, 900])
def test_the_sentence_of_a_page_has_the_whole_width_under_its_head(width: int, qapp: QApplication) -> None:
    """It was squeezed into six lines beside two wide buttons."""
    head = PageHead("Binder", "Everything you keep here as one book to print, your documents included.")
    for words in ("Print…", "Make the binder of everything…"):
        head.add_button(button(words))
    head.resize(width, 200)
    head.show()
    settle()
    assert head.sentence.width() == head.width()
    assert clipped(head) == []
    item = head.buttons.itemAt(1)
    last = item.widget() if item is not None else None
    assert last is not None
    holder = last.parentWidget()
    assert holder is not None
    assert last.geometry().right() <= holder.rect().right()
    head.close()


def test_buttons_that_wrap_inside_a_line_that_wraps_get_their_height(qapp: QApplication) -> None:
    """In the count of days the last choices had vanished at twice the size: their line was as high as one button."""
    outer = QWidget()
    line = FlowLayout(outer)
    inner = QWidget()
    inside = FlowLayout(inner)
    parts = [button(f"A choice with number {number}") for number in range(4)]
    for part in parts:
        inside.addWidget(part)
    line.addWidget(inner)
    outer.resize(parts[0].sizeHint().width() * 2 + 20, 400)
    outer.show()
    settle()
    assert inner.height() >= parts[-1].geometry().bottom()
    assert line.heightForWidth(outer.width()) >= 2 * parts[0].sizeHint().height()
    outer.close()


def test_a_long_dialog_scrolls_and_its_buttons_stay(screen: QRect, settings: Settings, qtbot: QtBot) -> None:
    dialog = Dialog("A headline", None, name="long")
    for _ in range(40):
        dialog.body.addWidget(label("Some words that fill the dialog. " * 6))
    dialog.foot.addWidget(button("Cancel", dialog.reject))
    dialog.add_close()
    dialog.open()
    qtbot.wait(50)
    assert faults(dialog, screen) == []
    dialog.close()


def test_a_window_that_was_larger_or_elsewhere_comes_back_onto_the_screen(screen: QRect, qapp: QApplication) -> None:
    window = QWidget()
    window.setObjectName("came_back")
    fitting.fit_window(window, QSize(2_000, 1_500))
    window.show()
    settle()
    assert faults(window, screen) == []
    window.resize(400, 300)
    window.move(screen.right() - 50, screen.bottom() - 20)
    fitting.keep_inside(window)
    settle()
    assert faults(window, screen) == []
    window.close()


def test_larger_text_does_not_push_the_window_off_the_screen(
    small_window: MainWindow, screen: QRect, settings: Settings, qtbot: QtBot
) -> None:
    settings["text_size"] = 200
    apply_look(settings)
    qtbot.wait(100)
    # At 200 % a page scrolls; the window itself must not grow.
    assert [fault for fault in faults(small_window, screen) if "the button" not in fault] == []


@needs("Xvfb", "openbox")
@pytest.mark.skipif(bool(lacking_for_a_window()), reason=lacking_for_a_window())
def test_with_a_window_manager(case: tuple[tuple[int, int], int], tmp_path_factory: pytest.TempPathFactory) -> None:
    """The window and every dialog on a real screen of this size."""
    (width, height), percent = case
    if not LARGE and case != _LEAST_ROOM:
        pytest.skip("the least room is walked through by default, the others in the large run")
    folder = tmp_path_factory.mktemp("walked")
    with managed_screen(width, height) as display:
        variables = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": str(folder)}
        program = [sys.executable, "-m", "tests.drivers.small_screen_program", str(folder / "vault"), str(percent)]
        done = subprocess.run(
            program, env=variables, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False
        )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []
