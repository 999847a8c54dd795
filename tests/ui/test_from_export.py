"""A new record out of an export, from the first start on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.errors import ExportMissing
from ism_desktop.exchange import export
from ism_desktop.records import store
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.settings import Settings
from ism_desktop.ui.start.from_export_page import FromExportPage
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.vault import KeyCost, Vault, unlock
from tests.conftest import CHEAP, PASSPHRASE
from tests.drivers.clipping import clipped, settle
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, emitted, find, words
from tests.vault.filing import file_document, note_medication


@pytest.fixture
def start(settings: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[StartWindow]:
    monkeypatch.setattr(KeyCost, "calibrated", classmethod(lambda _cls: CHEAP))
    made = StartWindow(settings)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def exported(vault: Vault, tmp_path: Path) -> Path:
    note_medication(vault, "Cetirizine")
    export(vault, tmp_path / "export")
    return tmp_path / "export"


def begin(start: StartWindow, qtbot: QtBot, folder: Path) -> FromExportPage:
    """Choose the export, as the file dialog would."""
    assert find(start, QAbstractButton, "from_export").isVisible()
    start.show_from_export(folder)
    qtbot.waitUntil(lambda: start.background.idle)
    page = start.stack.currentWidget()
    assert isinstance(page, FromExportPage)
    return page


def fill_in(page: FromExportPage, qtbot: QtBot, to: Path) -> None:
    to.mkdir()
    page.set_folder(to)
    for name in ("new_passphrase", "new_passphrase_again"):
        qtbot.keyClicks(find(page, QLineEdit, name), PASSPHRASE)


def test_an_export_becomes_a_record(start: StartWindow, qtbot: QtBot, exported: Path, tmp_path: Path) -> None:
    page = begin(start, qtbot, exported)
    assert "contains 0 documents" in words(page)
    assert not find(page, QAbstractButton, "create_go").isEnabled()
    fill_in(page, qtbot, tmp_path / "new")
    with qtbot.waitSignal(start.opened, timeout=30_000) as opened:
        click(qtbot, page, "create_go")
    vault = emitted(opened)
    assert isinstance(vault, Vault)
    with vault.read() as session:
        assert [record.title for record in store.list_active(session, MEDICATIONS)] == ["Cetirizine"]
    vault.close()
    assert start.made_new
    unlock(tmp_path / "new", PASSPHRASE).close()


def test_what_did_not_come_back_whole_is_told_first(
    start: StartWindow, qtbot: QtBot, vault: Vault, tmp_path: Path
) -> None:
    file_document(vault, "No real PDF", b"%PDF-1.7 broken")
    export(vault, tmp_path / "export")
    page = begin(start, qtbot, tmp_path / "export")
    fill_in(page, qtbot, tmp_path / "new")
    click(qtbot, page, "create_go")
    qtbot.waitUntil(lambda: "Please note" in words(page), timeout=30_000)
    assert "No real PDF" in words(page)
    with qtbot.waitSignal(start.opened) as opened:
        click(qtbot, page, "create_go")
    emitted(opened).close()


def test_a_record_that_nobody_opened_is_closed(start: StartWindow, qtbot: QtBot, vault: Vault, tmp_path: Path) -> None:
    file_document(vault, "No real PDF", b"%PDF-1.7 broken")
    export(vault, tmp_path / "export")
    page = begin(start, qtbot, tmp_path / "export")
    fill_in(page, qtbot, tmp_path / "new")
    click(qtbot, page, "create_go")
    qtbot.waitUntil(lambda: "Please note" in words(page), timeout=30_000)
    click(qtbot, page, "back")
    unlock(tmp_path / "new", PASSPHRASE).close()


def test_what_is_no_export_and_what_is_damaged_is_said(
    start: StartWindow, qtbot: QtBot, exported: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    page = begin(start, qtbot, tmp_path / "other")
    assert str(ExportMissing.title) in words(page)
    fill_in(page, qtbot, tmp_path / "first")
    assert not find(page, QAbstractButton, "create_go").isEnabled()
    medications = exported / "records" / "medications.json"
    medications.write_text(json.dumps({"rows": []}), encoding="utf-8")
    page = begin_again(start, qtbot, exported)
    fill_in(page, qtbot, tmp_path / "second")
    click(qtbot, page, "create_go")
    qtbot.waitUntil(lambda: start.background.idle, timeout=30_000)
    assert "medications.json" in words(page).replace("\u200b", "")
    assert list((tmp_path / "second").iterdir()) == []
    assert find(page, QAbstractButton, "create_go").isEnabled()


def begin_again(start: StartWindow, qtbot: QtBot, folder: Path) -> FromExportPage:
    """Back to the choices, and another folder."""
    click(qtbot, start, "back")
    settle()
    return begin(start, qtbot, folder)


def test_nothing_is_clipped(start: StartWindow, qtbot: QtBot, exported: Path, request: pytest.FixtureRequest) -> None:
    start.resize(1024, 700)
    page = begin(start, qtbot, exported)
    settle()
    assert clipped(page) == []
    assert unnamed(page) == []
    request.getfixturevalue("twice_the_size")
    settle()
    assert clipped(page) == []
