"""How fast contact cards come in, are shown and saved, every figure beside its aim: `python -m tests.benchmarks.contact_cards_speed`.

Made files of 1, 200 and 4,000 vCards are opened in the preview, of a real encrypted vault with a care team of forty, while a timer on the
window's event loop tells how long it stood still; then the list is filtered, all is ticked, saved, and taken back. Memory is the most that
the program's process and the worker's took meanwhile. On a busy machine only what was worked says something.
"""

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ism_desktop.records import store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.care_team.import_cards_dialog import ImportCardsDialog
from ism_desktop.ui.shell.garbage import GarbageCollection, spare_what_stays
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import KeyCost, Vault, create
from ism_desktop.worker import Workers
from tests.benchmarks.evidence_speed import forget_most, memory
from tests.benchmarks.list_speed import Pulse, settle, until

_TEAM = 40


def main() -> None:
    """Measure all of it."""
    application = QApplication([])
    GarbageCollection(application)
    for count in (1, 200, 4_000):
        with tempfile.TemporaryDirectory() as folder, Workers() as workers:
            measure(Path(folder), workers, count)
    application.quit()


def made_cards(count: int) -> bytes:
    """Cards as a phone saves them: every tenth is a place, every hundredth is somebody of the team."""
    return "".join(map(_card, range(count))).replace("\n", "\r\n").encode()


def _card(number: int) -> str:
    name = f"Dr Person {number // 100}" if number % 100 == 0 else f"Person Number {number} of the Address Book"
    shown = "\nX-ABShowAs:COMPANY" if number % 10 == 0 else ""
    return (
        f"BEGIN:VCARD\nVERSION:3.0\nN:{name};;;;\nFN:{name}{shown}\nORG:Practice {number % 60};Allergy\nTITLE:Allergist\n"
        f"item1.TEL;type=pref:+1 555 {number:07}\nitem1.X-ABLabel:_$!<Main>!$_\nTEL;type=CELL:+1 556 {number:07}\n"
        f"TEL;type=WORK;type=FAX:+1 557 {number:07}\nEMAIL;type=INTERNET:p{number}@example.org\n"
        f"ADR;type=WORK:;;{number} Mill Street\\nSecond floor;Hollow Creek;;12345;USA\nNOTE:Met in the waiting room, asks for\n"
        "  the list of medicines every time\nBDAY:1970-01-01\nEND:VCARD\n"
    )


def measure(folder: Path, workers: Workers, count: int) -> None:
    """One vault and one size of file."""
    path = folder / "contacts.vcf"
    path.write_bytes(made_cards(count))
    gc.collect()
    vault = create(folder / "vault", "contacts of many years", cost=KeyCost(8 * 1024, 1, 1))
    _put_team(vault)
    settings = Settings(folder / "settings.json")
    apply_look(settings)
    index = Index(vault, lambda _: ())
    workspace = Workspace(vault, workers, index, settings)
    window = MainWindow(workspace, "care_team")
    window.show()
    settle(1_500)
    spare_what_stays()
    print(f"{count:,} cards, {path.stat().st_size / 1e6:.2f} MB", flush=True)
    before = forget_most()
    _walk(workspace, window, path)
    most, worker = memory(os.getpid(), "VmHWM"), max(memory(pid, "VmHWM") for pid in workers.pids)
    print(
        f"  memory: program {before:.0f} MB before and {most:.0f} at most, worker {worker:.0f} at most;"
        f" together for the cards {most - before + worker:.0f} MB (aim 200)",
        flush=True,
    )
    window.close()
    workspace.close()
    index.close()
    vault.close()


def _put_team(vault: Vault) -> None:
    with vault.write() as session:
        for number in range(_TEAM):
            store.save(session, CARE_TEAM, {"name": f"Dr Person {number}", "phone": f"+1 555 999 {number:04}"})


def _walk(workspace: Workspace, window: MainWindow, path: Path) -> None:
    pulse = Pulse()
    opened: list[ImportCardsDialog] = []

    def read() -> None:
        opened.append(ImportCardsDialog(workspace, path, window))
        opened[0].open()
        until(lambda: opened[0].is_complete)

    _timed("read and shown", pulse, read)
    (dialog,) = opened
    _timed("next card chosen", pulse, lambda: dialog.list.setCurrentRow(dialog.list.count() - 1))
    _timed("filtered", pulse, lambda: dialog.filter.setText("number 77"))
    _timed("filter taken away", pulse, lambda: dialog.filter.setText(""))
    _timed("one more ticked", pulse, lambda: dialog.list.item(0).setCheckState(Qt.CheckState.Checked))
    dialog.list.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
    for place in range(dialog.list.count()):
        dialog.list.item(place).setCheckState(Qt.CheckState.Checked)
    dialog.list.blockSignals(False)  # noqa: FBT003
    _timed("all saved", pulse, lambda: (dialog.take.click(), _until_idle(workspace)))
    _timed("search index", pulse, lambda: (settle(400), _until_idle(workspace)))
    _timed("taken back", pulse, lambda: (workspace.undo_bar.undo_latest(), _until_idle(workspace)))


def _until_idle(workspace: Workspace) -> None:
    until(lambda: workspace.background.idle)


def _timed(words: str, pulse: Pulse, work: Callable[[], object]) -> None:
    with pulse.watching():
        began = time.perf_counter(), time.process_time()
        work()
        took = time.perf_counter() - began[0], time.process_time() - began[1]
    print(
        f"  {words:30} {took[0]:6.2f} s (worked {took[1]:5.2f})"
        f"   longest stall {pulse.longest:5.0f} ms (aim 50; worked {pulse.busiest:4.0f})",
        flush=True,
    )


if __name__ == "__main__":
    main()
