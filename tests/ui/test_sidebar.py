"""The sidebar: groups that fold and are remembered, and everything by keyboard; places follow from the kinds."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.records.kinds import KINDS, MEDICATIONS
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.shell.places import GROUPS, PLACES, arranged, place_of, places
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.widgets import click, find


class Keys:
    """Presses keys in the sidebar; `here` is the object name of the entry with the focus."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        find(window, QPushButton, "place.home").setFocus()

    def press(self, *keys: Qt.Key) -> str:
        """Press keys one after the other; returns where the focus is then."""
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), key)
        return self.here

    def type(self, letters: str) -> str:
        """Type letters in one go."""
        for letter in letters:
            self.qtbot.keyClicks(QApplication.focusWidget(), letter)
        return self.here

    @property
    def here(self) -> str:
        """Where the focus is."""
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None else ""


@pytest.fixture
def keys(window: MainWindow, qtbot: QtBot) -> Keys:
    return Keys(qtbot, window)


def test_arrows_home_and_end_move(keys: Keys) -> None:
    assert keys.press(Qt.Key.Key_Down) == "group.emergency"
    assert keys.press(Qt.Key.Key_Down) == "place.emergency_card"
    assert keys.press(Qt.Key.Key_Up, Qt.Key.Key_Up) == "place.home"
    assert keys.press(Qt.Key.Key_Up) == "place.home"
    assert keys.press(Qt.Key.Key_End) == "lock"
    assert keys.press(Qt.Key.Key_Home) == "place.home"


def test_left_and_right_fold_and_unfold(keys: Keys, window: MainWindow) -> None:
    card = find(window, QPushButton, "place.emergency_card")
    keys.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert keys.press(Qt.Key.Key_Left) == "group.emergency"
    keys.press(Qt.Key.Key_Left)
    assert window.sidebar.folded == {"emergency"}
    assert not card.isVisible()
    assert keys.press(Qt.Key.Key_Down) == "group.record"
    assert keys.press(Qt.Key.Key_Up) == "group.emergency"
    keys.press(Qt.Key.Key_Right)
    assert card.isVisible()
    assert keys.press(Qt.Key.Key_Right) == "place.emergency_card"


def test_letters_go_to_what_begins_with_them(keys: Keys, window: MainWindow) -> None:
    assert keys.type("doc") == "place.documents"
    window.sidebar._forget_letters()  # pyright: ignore[reportPrivateUsage]  (a second has passed)
    assert keys.type("em") == "group.emergency"
    window.sidebar._forget_letters()  # pyright: ignore[reportPrivateUsage]
    assert keys.type("e") == "place.emergency_card"
    assert keys.type("e") == "place.emergency_contacts"


def test_letters_find_a_place_in_a_folded_group(keys: Keys, window: MainWindow) -> None:
    window.sidebar.fold("paper", on=True)
    assert keys.type("bin") == "place.binder"
    assert window.sidebar.folded == frozenset()


def test_enter_opens_a_place_and_folds_a_group(keys: Keys, window: MainWindow) -> None:
    keys.type("med")
    keys.press(Qt.Key.Key_Return)
    assert window.current_page is not None
    assert "medications" in window.current_page.kinds
    keys.press(Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert window.sidebar.folded == {"record"}


def test_the_head_of_a_folded_group_shows_where_one_is(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("medications")
    click(qtbot, window, "group.record")
    head = find(window, QPushButton, "group.record")
    assert head.property("here")
    assert head.accessibleDescription()
    window.show_page("home")
    assert not head.property("here")


def test_folds_are_remembered_and_say_nothing_of_a_person(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    click(qtbot, window, "group.care")
    assert Settings(workspace.settings.path)["folded_groups"] == ["care"]
    again = MainWindow(workspace)
    assert again.sidebar.folded == {"care"}
    again.close()
    again.deleteLater()


def test_tab_comes_to_the_list_once(window: MainWindow) -> None:
    stops = [
        made.objectName()
        for made in window.sidebar.findChildren(QPushButton)
        if made.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    assert stops == ["place.home", "settings", "lock"]


def test_every_entry_has_a_name_for_a_screen_reader(window: MainWindow) -> None:
    assert all(made.accessibleName() for made in window.sidebar.findChildren(QPushButton))


def test_it_fits_a_small_window(window: MainWindow, settings: Settings) -> None:
    window.resize(1024, 700)
    last = find(window, QPushButton, f"place.{places()[-1].name}")
    for text_size in (100, 150, 200):
        window.show_page(places()[0].name)
        settings["text_size"] = text_size
        apply_look(settings)
        settle()
        assert clipped(window.sidebar) == [], text_size
        for name in ("settings", "lock"):
            foot = find(window, QPushButton, name)
            assert foot.mapTo(window, foot.rect().bottomLeft()).y() < window.height(), text_size
        window.show_page(places()[-1].name)
        settle()
        assert not last.visibleRegion().isEmpty(), f"it scrolls to what is chosen, at {text_size} %"


def test_every_place_of_a_kind_is_there() -> None:
    for kind in KINDS:
        assert kind.name in place_of(kind.name).kinds
        assert place_of(kind.name).name == kind.place


def test_a_new_kind_needs_nothing_here() -> None:
    new = replace(MEDICATIONS, name="bills", place="bills", plural="Bills", icon="mdi6.receipt-text-outline")
    made = next(place for place in arranged(PLACES, [*KINDS, new]) if place.name == "bills")
    assert (made.label, made.icon, made.page) == ("Bills", "mdi6.receipt-text-outline", None)
    assert made.group in {group.key for group in GROUPS}


def test_names_of_places_and_groups_are_keys() -> None:
    assert len({place.name for place in PLACES}) == len(PLACES)
    assert {place.group for place in PLACES} <= {group.key for group in GROUPS}


def test_a_click_leaves_no_ring_on_the_place_that_was_left(window: MainWindow, qtbot: QtBot) -> None:
    """Home kept its ring while Medications was chosen, so that two places seemed to be."""
    home, chosen = (find(window, QPushButton, f"place.{name}") for name in ("home", "medications"))
    home.setFocus(Qt.FocusReason.TabFocusReason)
    assert home.hasFocus()
    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    assert not home.hasFocus()
    assert not chosen.hasFocus()
