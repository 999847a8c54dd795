"""The whole program is killed while something is noted in the journal: every press that was shown is there at the next start."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ism_desktop.records import inbox_sorting, left_entries, store
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.quick_entry import DRAFT, QuickEntry
from ism_desktop.ui.base.drafts import Drafts
from ism_desktop.vault import create, inbox, unlock
from tests.conftest import CHEAP, PASSPHRASE
from tests.rounds import some_of

ROOT = Path(__file__).resolve().parents[2]

# Presses keys as a person does, and says what is down then. The last line comes only if the program was not killed.
_PROGRAM = f"""
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ism_desktop import app, settings, vault
from ism_desktop.ui.base import opening
application = QApplication([])
chosen = settings.Settings()
app.apply_look(chosen)
program = app.Program(chosen)
path = Path(sys.argv[1])
program.start(path)
program.start_window.opened.emit(vault.unlock(path, {PASSPHRASE!r}, computer=opening.computer()))
window = program.record.window
application.processEvents()
QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
inside = application.activeModalWidget()
for key in "A7J":
    QTest.keyClick(inside, key)
    application.processEvents()
    print(key, inside.entry.symptoms, inside.entry.exposures, flush=True)
application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_killed_after_three_presses_all_three_are_in_the_draft(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    create(vault, PASSPHRASE, cost=CHEAP).close()
    surroundings = os.environ | {"XDG_CONFIG_HOME": str(tmp_path / "config"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _PROGRAM, str(vault)]
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        shown = [running.stdout.readline() for _ in range(3)]
        running.send_signal(signal.SIGKILL)
    assert shown[-1].startswith("J "), "the program ended by itself"
    with closing(unlock(vault, PASSPHRASE)) as opened:
        kept = Drafts(opened).get(DRAFT, None)
        assert kept is not None
        entry = QuickEntry.from_plain(kept)
    assert entry.symptoms == [{"symptom": "flushing", "severity": 7}]
    assert entry.exposures == [{"exposure": "alcohol"}]


# Over the locked record: presses, and after each what is chosen.
_LOCKED = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ism_desktop import app, settings
application = QApplication([])
chosen = settings.Settings()
app.apply_look(chosen)
program = app.Program(chosen)
program.start(Path(sys.argv[1]))
start = program.start_window
application.processEvents()
QTest.keyClick(start, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
application.processEvents()
page = start.stack.currentWidget()
for key in sys.argv[2]:
    QTest.keyClick(page, key)
    application.processEvents()
    print(key, flush=True)
application.exec()
"""
_PRESSES = "A7JB3"
_SAID = ("Flushing", "Flushing, 7 of 10", "Possible triggers: Alcohol", "Itch", "Itch, 3 of 10")


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
@pytest.mark.parametrize("number", some_of(range(1, len(_PRESSES) + 1), 1))
def test_killed_over_the_locked_record_what_was_pressed_waits_in_the_inbox(tmp_path: Path, number: int) -> None:
    vault = tmp_path / "vault"
    create(vault, PASSPHRASE, cost=CHEAP).close()
    surroundings = os.environ | {"XDG_CONFIG_HOME": str(tmp_path / "config"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _LOCKED, str(vault), _PRESSES[:number]]
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        shown = [running.stdout.readline() for _ in range(number)]
        running.send_signal(signal.SIGKILL)
    assert shown[-1] == f"{_PRESSES[number - 1]}\n", "the program ended by itself"
    with closing(unlock(vault, PASSPHRASE)) as opened:
        [item] = inbox.items(opened)
        assert left_entries.is_draft(item)
        assert _SAID[number - 1] in item.text.splitlines()
        inbox_sorting.as_entry(opened, item, "")
        with opened.read() as session:
            [entry] = store.list_active(session, JOURNAL_ENTRIES)
    assert entry.values["day"] == "symptoms"


# A sheet that is typed in: a number in every other cell; the last line comes before the last number is left.
_KEYING = f"""
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ism_desktop import app, settings, vault
from ism_desktop.ui.base import opening
from ism_desktop.ui.places.journal.keying_dialog import KeyingDialog
application = QApplication([])
chosen = settings.Settings()
app.apply_look(chosen)
program = app.Program(chosen)
path = Path(sys.argv[1])
program.start(path)
program.start_window.opened.emit(vault.unlock(path, {PASSPHRASE!r}, computer=opening.computer()))
window = program.record.window
inside = KeyingDialog(window.workspace, window)
inside.open()
inside.activateWindow()
application.processEvents()
inside.grid.go(1, 0)
for number in "12345":
    QTest.keyClicks(QApplication.focusWidget(), number)
    application.processEvents()
    print(number, flush=True)
    if number != "5":
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        application.processEvents()
application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_killed_while_a_sheet_is_typed_in_all_but_the_last_cell_are_in_the_draft(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    create(vault, PASSPHRASE, cost=CHEAP).close()
    surroundings = os.environ | {"XDG_CONFIG_HOME": str(tmp_path / "config"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _KEYING, str(vault)]
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        shown = [running.stdout.readline().strip() for _ in range(5)]
        running.send_signal(signal.SIGKILL)
    assert shown == list("12345"), "the program ended by itself"
    with closing(unlock(vault, PASSPHRASE)) as opened:
        kept = Drafts(opened).get("journal_keying", None)
    assert kept is not None
    [month] = kept["months"].values()
    typed = [text for days in month.values() for text in days.values()]
    assert typed[:4] == list("1234")
