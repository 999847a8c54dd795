"""The program is killed while pages are edited: what was done is a draft still, and a version is there whole or not at all."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from ism_desktop.documents import import_document, page_plan, page_texts
from ism_desktop.records import document_versions, store
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.drafts import Drafts
from ism_desktop.ui.places.documents.pages.pages_dialog import DRAFT
from ism_desktop.vault import create, unlock
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE
from tests.rounds import some_of
from tests.worker import files

ROOT = Path(__file__).resolve().parents[2]

_BEGIN = f"""
import sys
from pathlib import Path
from ism_desktop import settings, vault
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
opened = vault.unlock(Path(sys.argv[1]), {PASSPHRASE!r})
with opened.read() as session:
    (record,) = store.list_active(session, DOCUMENTS)
"""

# Presses keys in the view of the pages, and says what is down then.
_EDITING = (
    _BEGIN.replace("opened = vault.unlock", "from ism_desktop.ui.base import opening\nopened = vault.unlock").replace(
        f"{PASSPHRASE!r})", f"{PASSPHRASE!r}, computer=opening.computer())"
    )
    + """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ism_desktop import app
application = QApplication([])
chosen = settings.Settings()
app.apply_look(chosen)
program = app.Program(chosen)
path = Path(sys.argv[1])
program.start(path)
program.start_window.opened.emit(opened)
window = program.record.window
window.show_page("documents")
pages = window.current_page.editing.begin(record)
application.processEvents()
for key, modifier in (
    (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
):
    QTest.keyClick(pages.grid, key, modifier)
    application.processEvents()
    print([(page.page, page.turn) for page in pages.editing.plan], flush=True)
application.exec()
"""
)

# Makes one version after the other.
_MAKING = (
    _BEGIN
    + """
from ism_desktop.documents import page_plan, versions
from ism_desktop.worker import Workers
if __name__ == "__main__":
    with Workers() as workers:
        print("begun", flush=True)
        while True:
            plan = page_plan.turned(page_plan.whole(page_plan.OWN, 3), {0}, 90)
            versions.make_version(opened, workers, record.id, plan)
"""
)


@pytest.fixture
def path(tmp_path: Path, workers: Workers) -> Path:
    """A closed vault with a document of three pages."""
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(files.text_pdf("One", "Two", "Three"))
    with closing(create(tmp_path / "vault", PASSPHRASE, cost=CHEAP)) as vault:
        import_document(vault, workers, letter)
    return tmp_path / "vault"


def started(program: str, path: Path) -> "subprocess.Popen[str]":
    """The program, running on a vault."""
    surroundings = os.environ | {
        "XDG_CONFIG_HOME": str(path.parent / "config"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", program, str(path)]
    return subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_killed_after_each_step_it_is_in_the_draft(path: Path) -> None:
    with started(_EDITING, path) as running:
        assert running.stdout is not None
        shown = [running.stdout.readline() for _ in range(3)]
        running.send_signal(signal.SIGKILL)
    assert shown[-1] == "[(1, 0), (2, 0)]\n", "the program ended by itself"
    with closing(unlock(path, PASSPHRASE)) as opened:
        with opened.read() as session:
            (record,) = store.list_active(session, DOCUMENTS)
        kept = Drafts(opened).get(DRAFT, record.id)
    assert kept is not None
    assert kept["file_id"] == record.values["file_id"]
    assert [page.page for page in page_plan.from_plain(kept["plan"])] == [1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
@pytest.mark.parametrize("after", some_of([number / 10 for number in range(1, 12)], 10))
def test_killed_while_versions_are_made_each_is_there_whole_or_not_at_all(path: Path, after: float) -> None:
    with started(_MAKING, path) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "begun\n"
        time.sleep(after)
        running.send_signal(signal.SIGKILL)
    with closing(unlock(path, PASSPHRASE)) as opened:
        with opened.read() as session:
            (record,) = store.list_active(session, DOCUMENTS)
            known = document_versions.of_document(session, record.id)
            named = {file.file_id for file in filed_files(session)}
        assert sum(version.in_use for version in known) == 1
        assert named <= opened.files.ids()
        assert all(opened.files.read(version.file["file_id"]) for version in known)
        assert [page.text.strip() for page in page_texts(opened, record.id)] == ["One", "Two", "Three"]
