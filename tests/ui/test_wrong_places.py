"""The window given the wrong kind of place: each dialog names what it is before any passphrase is asked, and nothing is written."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ism_desktop.ui.start.restore_page import RestorePage
from ism_desktop.ui.start.start_window import StartWindow
from tests.drivers.clipping import settle
from tests.drivers.safekeeping import pick
from tests.drivers.widgets import click, find, words
from tests.vault import kinds_of_places
from tests.vault.kinds_of_places import SAID, as_said

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links are others there")

BACKUPS = {"backup", "backups", "one file", "renamed.bin"}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return kinds_of_places.make(tmp_path_factory.mktemp("kinds"))


def wait(start: StartWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: start.background.idle, timeout=30_000)
    settle()


def test_opening_names_what_is_no_record(start: StartWindow, kinds: dict[str, Path], qtbot: QtBot) -> None:
    for kind, place in SAID.items():
        if kind in {"vault", "missing"}:
            continue
        start.show_unlock(kinds[kind])
        wait(start, qtbot)
        assert as_said(place) in words(start), kind


def test_restoring_names_what_is_no_backup(start: StartWindow, kinds: dict[str, Path], qtbot: QtBot) -> None:
    click(qtbot, start, "restore")
    page = start.stack.currentWidget()
    assert isinstance(page, RestorePage)
    for kind, place in SAID.items():
        page.form.look_at(kinds[kind])
        wait(start, qtbot)
        if kind in BACKUPS:
            continue
        assert as_said(place) in words(page), kind


def test_a_place_to_restore_to_that_cannot_be_read_is_said_and_no_fault_of_ours(
    start: StartWindow, kinds: dict[str, Path], qtbot: QtBot
) -> None:
    click(qtbot, start, "restore")
    page = start.stack.currentWidget()
    assert isinstance(page, RestorePage)
    click(qtbot, page, "restore.folder")
    pick(qtbot, "choose_restore_folder", kinds["backups"])
    wait(start, qtbot)
    page.form.restore_to(kinds["ring"])
    click(qtbot, page, "restore.go")
    wait(start, qtbot)
    assert "Check the drive and its free space" in words(page)
    assert find(page, QAbstractButton, "restore.go").isEnabled()


def test_an_export_to_take_in_is_named_when_it_is_none(
    start: StartWindow, kinds: dict[str, Path], qtbot: QtBot
) -> None:
    for kind, place in SAID.items():
        if kind == "export":
            continue
        start.show_from_export(kinds[kind])
        wait(start, qtbot)
        assert as_said(place) in words(start), kind
