"""Kept safe: from the first start to a recovery sheet, a proven backup, a forgotten passphrase, and a record that opens again."""

import re
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop import app
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.ui.base.safekeeping.notes import notes
from ism_desktop.ui.start.first_start import CreatePage
from tests.conftest import PASSPHRASE
from tests.drivers.journey import PATIENCE, Journey
from tests.drivers.keys import KeysDriver
from tests.drivers.paper import PaperDriver
from tests.drivers.safekeeping import SafekeepingDriver
from tests.drivers.widgets import words
from tests.drivers.window import WindowDriver

FORGOTTEN, NEW = PASSPHRASE, "seven lamps beside the harbour"


@pytest.mark.journey
def test_a_forgotten_passphrase_costs_nothing(
    journey: Journey, qtbot: QtBot, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = make_the_vault_with_its_sheet(journey, qtbot, home, tmp_path / "sheet.pdf")
    assert journey.steps <= 12, "a vault and its sheet must be a matter of minutes"
    path = journey.workspace.vault.path
    with journey.workspace.vault.write() as session:
        store.save(session, BY_NAME["medications"], {"name": "Cetirizine"})

    keep_and_prove_a_backup(journey, qtbot, tmp_path / "stick")
    told = " ".join(note.words for note in notes(journey.workspace))
    assert "There is no backup yet." not in told
    assert "You have no recovery sheet." not in told

    relaunched: list[Path] = []
    monkeypatch.setattr(app, "relaunch_locked", relaunched.append)
    journey.window.activateWindow()
    qtbot.waitUntil(journey.window.isActiveWindow, timeout=PATIENCE)
    WindowDriver(qtbot, journey.window).key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: relaunched == [path], timeout=PATIENCE)
    journey.program.start(relaunched[0])

    before = journey.steps
    journey.click("forgot", journey.start)
    keys = KeysDriver(qtbot)
    keys.type_groups(journey.start, groups)
    journey.click("recover_go", journey.start)
    qtbot.waitUntil(
        lambda: any(line.isVisible() for line in journey.start.findChildren(QLineEdit, "new_passphrase")),
        timeout=PATIENCE,
    )
    journey.type("new_passphrase", NEW, journey.start)
    journey.type("new_passphrase_again", NEW, journey.start)
    journey.click("renew_go", journey.start)
    journey.wait_for_window()
    assert journey.steps - before <= 5, "and eight groups of digits"
    with journey.workspace.vault.read() as session:
        assert [record.title for record in store.list_active(session, BY_NAME["medications"])] == ["Cetirizine"]
    journey.program.close()
    journey.program.start(path)
    journey.unlock(NEW)


def make_the_vault_with_its_sheet(journey: Journey, qtbot: QtBot, home: Path, paper: Path) -> list[str]:
    """From the first window to a sheet whose groups were typed from the paper. Returns them, as the paper has them."""
    journey.click("create", journey.start)
    page = journey.start.findChild(CreatePage)
    assert page is not None
    page.set_folder(home)
    journey.type("new_passphrase", FORGOTTEN, journey.start)
    journey.type("new_passphrase_again", FORGOTTEN, journey.start)
    journey.click("create_go", journey.start)
    journey.wait_for_window()
    keys = KeysDriver(qtbot)
    sheet = keys.sheet()
    journey.click("sheet_save", sheet)
    papers = PaperDriver(qtbot)
    papers.accept_notice()
    papers.save_as(paper)
    journey.steps += 2
    qtbot.waitUntil(paper.exists, timeout=PATIENCE)
    journey.wait_until_idle()
    text = pypdf.PdfReader(paper).pages[0].extract_text()
    typed = ["".join(halves) for halves in re.findall(r"\b(\d{3})\s?(\d{3})\b", text)]
    assert typed == list(sheet.content().groups)
    journey.click("sheet_next", sheet)
    keys.check_two_groups(sheet)
    journey.steps += 2
    journey.click("sheet_next", sheet)
    qtbot.waitUntil(lambda: sheet.next.text() == "Done", timeout=PATIENCE)
    journey.click("sheet_next", sheet)
    return typed


def keep_and_prove_a_backup(journey: Journey, qtbot: QtBot, stick: Path) -> None:
    """A folder, a backup in it, and the trial restore."""
    stick.mkdir()
    page = SafekeepingDriver(qtbot, journey.window)
    page.choose_folder(stick)
    page.press("backup.now")
    assert "The last backup was made today" in page.says("safekeeping.overview")
    sheet = page.prove(FORGOTTEN)
    assert "tested" in (words(sheet) + page.says("safekeeping.overview"))
    sheet.reject()
