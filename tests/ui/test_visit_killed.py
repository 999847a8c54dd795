"""The whole program is killed while a visit is written down: what was kept is there at the next start, and nothing is saved twice."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.tasks import TASKS
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.drafts import Drafts
from ism_desktop.vault import create, unlock
from tests.conftest import CHEAP, PASSPHRASE
from tests.rounds import LARGE, rounds

ROOT = Path(__file__).resolve().parents[2]
KILLS = rounds(1, 100)
_SHORTER = (
    "no" if LARGE else "yes"
)  # drafts are kept as often as in use, or more often, so that a test need not wait for it
_LATEST = 9.0 if LARGE else 1.5  # seconds after the first word
_SAME_VAULT = 20  # kills
_WORD = re.compile(r"w\d+k\d+")

# Types numbered words into the fields in turn, letter by letter, and now and then saves all and opens the visit again. It says each word
# when it is typed, and when the drafts are on the disk.
_PROGRAM = f"""
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from ism_desktop import app, settings, vault
from ism_desktop.ui.base import drafts, opening
folder, visit, kill, shorter = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "yes"
if shorter:
    drafts._PAUSE, drafts._LONGEST = 0.2, 0.5
writing = drafts.Drafts.flush
def flush(self):
    writing(self)
    print("kept", time.monotonic(), flush=True)
drafts.Drafts.flush = flush
application = QApplication([])
chosen = settings.Settings()
app.apply_look(chosen)
program = app.Program(chosen)
program.start(folder)
program.start_window.opened.emit(vault.unlock(folder, {PASSPHRASE!r}, computer=opening.computer()))
window = program.record.window
application.processEvents()
window.show_page("appointments", visit)
page = window.current_page
def opened():
    page.start_visit()
    application.processEvents()
    return application.activeModalWidget()
def fields(shown):
    answer = shown.list.row(shown.list.ids[0]).findChild(QPlainTextEdit, "answer")
    return (answer, shown.fields.findChild(QPlainTextEdit, "decisions"), shown.tasks.new.findChild(QLineEdit, "what"),
            shown.field.text)
def said(field):
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
shown = opened()
print("offered", *(word for field in fields(shown) for word in said(field).split()), flush=True)
def save():
    global shown
    shown.on_save()
    application.processEvents()
    shown = opened()
if kill < 0:  # save what is offered, and end as a person ends it
    shown.on_save()
    window.close()
    program.record.workspace.drafts.flush()
    sys.exit(0)
def word(number):
    field = fields(shown)[number % 4]
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.end(False)
    else:
        field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClicks(field, f"w{{number}}k{{kill}} ")
    print(f"w{{number}}k{{kill}}", time.monotonic(), flush=True)
    if number % 23 == 22:
        save()
    QTimer.singleShot(5, lambda: word(number + 1))
word(0)
application.exec()
"""


def run(vault: Path, config: Path, visit: str, kill: int) -> "subprocess.Popen[str]":
    surroundings = os.environ | {"XDG_CONFIG_HOME": str(config), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _PROGRAM, str(vault), visit, str(kill), _SHORTER]
    return subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True)


def killed(vault: Path, config: Path, visit: str, kill: int) -> tuple[set[str], list[list[str]], float]:
    """Kill the program at a moment by chance after the first word. Returns what it offered, what it said then, and when that was."""
    said: list[str] = []
    with run(vault, config, visit, kill) as running:
        assert running.stdout is not None
        while not (said and said[-1].startswith("w")):
            said.append(running.stdout.readline())
            assert said[-1], "the program ended by itself"
        time.sleep(random.Random(kill).uniform(0, _LATEST))
        running.send_signal(signal.SIGKILL)
        at = time.monotonic()
        said += running.stdout.readlines()
    lines = [line.split() for line in said if line.endswith("\n")]
    (offered,) = [line[1:] for line in lines if line[0] == "offered"]
    return set(_WORD.findall(" ".join(offered))), [line for line in lines if line[0] != "offered"], at


def there(vault: Path) -> tuple["Counter[str]", set[str]]:
    """How often each word is saved, and which words are kept in drafts."""
    with closing(unlock(vault, PASSPHRASE)) as opened:
        with opened.read() as session:
            texts = [str(one.values["decisions"] or "") for one in store.list_active(session, APPOINTMENTS)]
            texts += [
                f"{one.values['text']} {one.values['answer'] or ''}" for one in store.list_active(session, QUESTIONS)
            ]
            texts += [str(one.values["what"]) for one in store.list_active(session, TASKS)]
        drafts = Drafts(opened)
        kept = " ".join(str(drafts.get(*name)) for name in drafts.all())
    return Counter(_WORD.findall(" ".join(texts))), set(_WORD.findall(kept))


def new_vault(path: Path) -> str:
    with closing(create(path, PASSPHRASE, cost=CHEAP)) as made, made.write() as session:
        visit = store.save(session, APPOINTMENTS, {"purpose": "Follow-up", "on_date": PartialDate(2026, 1, 5)})
        question_lists.add(session, "What does it mean?", appointment_id=visit)
    return visit


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_killed_at_any_moment_what_was_kept_is_offered_again_and_nothing_is_doubled(tmp_path: Path) -> None:
    """`ISM_TEST_ROUNDS=large` kills a hundred times, with drafts kept as seldom as in use."""
    vault, visit, typed, oldest, lost = tmp_path, "", 0, 0.0, 0
    waiting = set[str]()
    for kill in range(KILLS):
        if kill % _SAME_VAULT == 0:
            vault = tmp_path / f"vault {kill}"
            visit = new_vault(vault)
            waiting = set()
        offered, said, at = killed(vault, tmp_path / "config", visit, kill)
        assert waiting <= offered, "what was kept and not saved is offered again"
        saved, kept = there(vault)
        written = [place for place, line in enumerate(said) if line[0] == "kept"]
        safe = {line[0] for line in said[: written[-1] if written else 0] if line[0] != "kept"}
        missing = [
            (word, float(when)) for word, when in said if word != "kept" and word not in saved and word not in kept
        ]
        assert not safe & {word for word, _ in missing}, "what was on the disk is lost"
        assert max(saved.values(), default=1) == 1, "something is saved twice"
        waiting = kept - saved.keys()
        typed, lost = typed + sum(line[0] != "kept" for line in said), lost + len(missing)
        oldest = max([oldest, *(at - when for _, when in missing)])
        if kill % _SAME_VAULT == _SAME_VAULT - 1 or kill == KILLS - 1:
            with run(vault, tmp_path / "config", visit, -1) as ending:
                assert ending.wait(60) == 0
            saved, kept = there(vault)
            assert waiting <= saved.keys(), "what was offered is saved by one press"
            assert max(saved.values()) == 1, "something is saved twice"
            assert not kept - saved.keys()
    print(f"{KILLS} kills, {typed} words typed, {lost} lost, the oldest of them {oldest:.1f} s old; none saved twice")
