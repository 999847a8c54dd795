"""How long the window stands still while 100 files come in: `python -m tests.benchmarks.import_stall`.

PDFs, pictures, texts and e-mails, each another one, dropped at once on the documents page of the window, which is seen. A timer of the
window rings every millisecond; what is printed are the longest times between two of its rings, beside the aim, and the longest
that the window's own thread worked between two: on a busy machine only this says something.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import tempfile
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ism_desktop.documents import page_strings
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.shell.garbage import GarbageCollection
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import KeyCost, create
from ism_desktop.worker import Workers
from tests.worker import files

FILES, AIM = 100, 50
_WORDS = "Tryptase was 24 and the patient feels well. We suggest another visit in twelve months. " * 4


def _made(folder: Path) -> list[Path]:
    """So many files of several kinds."""
    paths: list[Path] = []
    for number in range(FILES):
        words = f"Report {number}. {_WORDS}"
        kind = number % 5
        if kind == 0:
            name, content = f"{number}.txt", words.encode()
        elif kind == 1:
            picture = files.scanned(f"Page {number}", dpi=150)
            name, content = f"{number}.jpg", files.encoded(picture, "JPEG")
        elif kind == 2:
            head = f"From: a@example.org\nTo: b@example.org\nMessage-ID: <{number}>\nSubject: Letter {number}\n\n"
            name, content = f"{number}.eml", (head + words).encode()
        else:
            name, content = f"{number}.pdf", files.text_pdf(*[f"{words[:60]} page {page}" for page in range(kind)])
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return paths


def main() -> None:
    """Import, watch, print."""
    application = QApplication([])
    GarbageCollection(application)
    gaps: list[float] = []
    worked: list[float] = []
    with tempfile.TemporaryDirectory() as folder, Workers() as workers:
        desk = Path(folder) / "desk"
        desk.mkdir()
        paths = _made(desk)
        vault = create(Path(folder) / "vault", "correct horse battery staple", cost=KeyCost(8 * 1024, 1, 1))
        settings = Settings(Path(folder) / "settings.json")
        apply_look(settings)
        index = Index(vault, partial(page_strings, vault))
        workspace = Workspace(vault, workers, index, settings)
        window = MainWindow(workspace, "documents")
        window.show()
        end = time.monotonic() + 2
        while time.monotonic() < end:
            application.processEvents()
        last, done = time.perf_counter(), time.thread_time()

        def ring() -> None:
            nonlocal last, done
            now, spent = time.perf_counter(), time.thread_time()
            gaps.append((now - last) * 1000)
            worked.append((spent - done) * 1000)
            last, done = now, spent
            if workspace.background.idle and len(gaps) > 100:
                application.quit()

        watch = QTimer(window)
        watch.setInterval(1)
        watch.timeout.connect(ring)
        started = time.perf_counter()
        last, done = started, time.thread_time()
        watch.start()
        workspace.import_files(paths)
        application.exec()
        took = time.perf_counter() - started
        window.close()
        workspace.close()
        index.close()
        vault.close()
    longest = sorted(gaps, reverse=True)
    print(f"{FILES} files in {took:.1f} s")
    print(
        f"longest stall {longest[0]:.0f} ms (aim: under {AIM} ms); then {', '.join(f'{gap:.0f}' for gap in longest[1:6])} ms"
    )
    longest = sorted(worked, reverse=True)
    print(
        f"longest work of the window's thread {longest[0]:.0f} ms; then {', '.join(f'{each:.0f}' for each in longest[1:6])} ms"
    )
    print(f"stalls over {AIM} ms: {sum(gap > AIM for gap in gaps)} of {len(gaps)} turns")


if __name__ == "__main__":
    main()
