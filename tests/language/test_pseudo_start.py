"""The start window and all dialogs about backups and keys in the pseudo-language: all of it translatable, nothing cut off."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop import language
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.surfaces import Column
from ism_desktop.ui.locking.lock_section import LockSection
from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import AskPassphrase
from ism_desktop.ui.places.backup_and_keys.keys.passphrase_dialogs import AddPerson, ChangePassphrase
from ism_desktop.ui.places.backup_and_keys.keys.remember_dialog import RememberDialog
from ism_desktop.ui.places.backup_and_keys.keys.sheet_dialog import RecoverySheetDialog
from ism_desktop.ui.places.backup_and_keys.keys.trying_dialog import TryingDialog
from ism_desktop.ui.places.backup_and_keys.page import SECTIONS
from ism_desktop.ui.places.backup_and_keys.safekeeping.overview import Overview
from ism_desktop.ui.places.backup_and_keys.safekeeping.restore_section import DrillDialog, RestoreDialog
from ism_desktop.ui.start.first_start import CreatePage
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.vault import create
from tests.conftest import CHEAP, PASSPHRASE
from tests.drivers.clipping import clipped, settle
from tests.ui.conftest import no_leaked_windows, settings, start, window, workspace

__all__ = ["no_leaked_windows", "settings", "start", "window", "workspace"]

# The parts of other rooms in these pages are looked at by their own tests.
_NOT_OURS = ("lock_section", "sheet_preview", "paper", "sidebar")
_DATA = re.compile(r"[\d\s%.,:/•&]*|A4|Letter")


@pytest.fixture(autouse=True)
def pseudo() -> None:
    language.use(language.PSEUDO)


@pytest.fixture(params=[(1366, 768, 100), (1024, 700, 150)], ids=["1366x768", "1024x700-large"])
def screen(request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> QRect:
    """A small screen, and the size of the text on it."""
    width, height, text = request.param
    area = QRect(0, 0, width, height)
    monkeypatch.setattr(fitting, "free_area", lambda _window: area)
    settings["text_size"] = text
    apply_look(settings)
    return area


def plain(inside: QWidget, data: tuple[str, ...] = ()) -> list[str]:
    """What can be seen and did not go through the door of language; `data` are words of the person, and of their folders."""
    found = []
    for part in [*inside.findChildren(QLabel), *inside.findChildren(QAbstractButton)]:
        said = part.text().replace("\u200b", "").strip()
        if not part.isVisible() or _is_of(part, _NOT_OURS):
            continue
        outside = re.sub(r"⟦[^⟧]*⟧", "", re.sub(r"⟦[^⟦⟧]*⟧", "", said)).strip("⟧ ")
        if not _DATA.fullmatch(outside) and said not in data:
            found.append(f"{type(part).__name__} {part.objectName()!r}: {said!r}")
    found += [
        f"placeholder of {line.objectName()!r}"
        for line in inside.findChildren(QLineEdit)
        if line.isVisible() and line.placeholderText() and "⟦" not in line.placeholderText()
    ]
    return found


def _is_of(part: QWidget, names: tuple[str, ...]) -> bool:
    above: QWidget | None = part
    while above is not None:
        if above.objectName().split(".")[0] in names:
            return True
        above = above.parentWidget()
    return False


def primary_in_sight(inside: QWidget) -> list[str]:
    """The primary buttons below or beside the window, or behind the edge of what scrolls."""
    return [
        made.objectName()
        for made in inside.findChildren(QAbstractButton)
        if made.isVisible()
        and made.property("role") == "primary"
        and made.visibleRegion().boundingRect().size() != made.size()
    ]


def faults(inside: QWidget, *data: str) -> list[str]:
    settle()
    return plain(inside, data) + clipped(inside) + primary_in_sight(inside)


def within(window: QWidget, screen: QRect) -> bool:
    return window.width() <= screen.width() and window.height() <= screen.height()


def test_every_page_of_the_start(screen: QRect, start: StartWindow, qtbot: QtBot, vault_path: Path) -> None:
    create(vault_path, PASSPHRASE, cost=CHEAP).close()

    def idle() -> None:
        qtbot.waitUntil(lambda: start.background.idle, timeout=30_000)

    pages: tuple[tuple[str, Callable[[], object]], ...] = (
        ("welcome", start.show_welcome),
        ("create", start.show_create),
        ("demo", start.show_demo),
        ("unlock", lambda: start.show_unlock(vault_path)),
        ("leave", lambda: start.show_leave(vault_path)),
        ("recover", lambda: start.show_recover(vault_path, read_only=False)),
        ("restore", start.show_restore),
        ("rescue", lambda: start.show_rescue(vault_path, "")),
    )
    found = {}
    for name, show in pages:
        show()
        idle()
        page = start.stack.currentWidget()
        if page is not None:
            found[name] = faults(page)
    assert within(start, screen)
    assert not any(found.values()), found


def test_what_is_said_of_a_new_passphrase(screen: QRect, start: StartWindow, qtbot: QtBot) -> None:
    start.show_create()
    page = start.stack.currentWidget()
    assert isinstance(page, CreatePage)
    settle()
    suggest = page.passphrase.findChild(QAbstractButton, "suggest")
    assert suggest is not None
    before = suggest.y()
    page.first.line.setText("too short")
    page.again.line.setText("else")
    assert not faults(page)
    page.first.line.setText(PASSPHRASE)
    qtbot.waitUntil(lambda: page.passphrase.bar.level == 4, timeout=20_000)
    settle()
    assert suggest.parentWidget() is not None
    assert suggest.y() == before, "what is said of the passphrase moves nothing below it"


@pytest.mark.parametrize("name", ["change", "add", "remember", "forget", "ask", "try", "drill", "restore", "sheet"])
def test_every_dialog_about_backups_and_keys(
    name: str, screen: QRect, workspace: Workspace, qtbot: QtBot, vault_path: Path
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(fitting.room(over))
    over.show()
    made: dict[str, Callable[[], Dialog]] = {
        "change": lambda: ChangePassphrase(workspace, over),
        "add": lambda: AddPerson(workspace, over),
        "remember": lambda: RememberDialog(workspace, over, remember=True),
        "forget": lambda: RememberDialog(workspace, over, remember=False),
        "ask": lambda: AskPassphrase(workspace, over, language.tr("Remove"), ""),
        "try": lambda: TryingDialog(workspace, over),
        "drill": lambda: DrillDialog(workspace, vault_path, over),
        "restore": lambda: RestoreDialog(workspace, over),
        "sheet": lambda: RecoverySheetDialog(workspace, over),
    }
    dialog = made[name]()
    dialog.open()
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=30_000)
    found = faults(dialog, str(vault_path))
    if isinstance(dialog, RecoverySheetDialog):
        dialog.next.click()
        found += faults(dialog)
    fits = within(dialog, screen)
    dialog.reject()
    settle()
    assert fits
    assert not found, found


def test_every_section_of_the_page(screen: QRect, workspace: Workspace, qtbot: QtBot) -> None:
    found = {}
    for made in (Overview, *SECTIONS):
        section = made(workspace)
        assert isinstance(section, QWidget)
        column = Column(820)
        qtbot.addWidget(column)
        column.body.addWidget(section)
        column.body.addStretch(1)
        column.resize(620, screen.height() - 90)
        section.refresh()
        column.show()
        settle()
        found[made.__name__] = plain(column) + ([] if made is LockSection else clipped(column))
    assert not any(found.values()), found
