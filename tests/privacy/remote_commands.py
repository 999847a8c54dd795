"""What the hand can do inside a running program: go through it as a person does, and look at what a test wants to know."""

import ctypes
import os
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QHeaderView, QLineEdit, QWidget
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from ism_desktop.app import Program
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values.plain import from_json
from ism_desktop.ui.places.emergency_card.page import EmergencyCardPage
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.shell.places import places
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.vault import KeyCost, key_slots
from tests.drivers.documents import DocumentsDriver
from tests.drivers.form import FormDriver
from tests.drivers.journey import PATIENCE, Journey
from tests.drivers.paper import PaperDriver
from tests.drivers.widgets import dialog, find, words
from tests.drivers.window import WindowDriver
from tests.privacy.keys_of import every_key

# Outside pytest: only its waiting, its keys and its mouse are used.
qt_api.set_qt_api("pyside6")
_QTBOT = QtBot(cast("Any", None))


class _Seen:
    """The program as its windows show it: what `Journey` asks of a `Program`."""

    @property
    def start_window(self) -> StartWindow | None:
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, StartWindow) and w.isVisible()), None)

    @property
    def record(self) -> "_Seen | None":
        return self if self._main is not None else None

    @property
    def window(self) -> MainWindow:
        assert self._main is not None
        return self._main

    @property
    def workspace(self) -> Any:
        return self.window.workspace

    @property
    def _main(self) -> MainWindow | None:
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()), None)


_JOURNEY = Journey(_QTBOT, cast("Program", _Seen()))


def cheap_keys() -> None:
    """Let a new vault cost little to open: what is proved here does not depend on it, and the processors are shared."""
    cheap = KeyCost(memory_kib=1024, iterations=1, lanes=1)
    KeyCost.calibrated = classmethod(lambda _cls: cheap)  # type: ignore[method-assign,assignment]


def create(folder: str, passphrase: str) -> str:
    """From the first window to the open vault, as `Journey` does it."""
    path = str(_JOURNEY.create_vault(Path(folder), passphrase))
    _settle()
    for offer in _dialogs():  # of a recovery sheet
        offer.reject()
    _settle()
    return path


def unlock(passphrase: str) -> None:
    """From the lock screen to the open vault."""
    _JOURNEY.unlock(passphrase)
    _settle()


def _settle() -> None:
    """Until nothing runs and nothing is on its way."""
    QApplication.processEvents()
    _JOURNEY.wait_until_idle()
    QApplication.processEvents()


def key_material() -> dict[str, str]:
    """Every key of the open vault, in hexadecimal."""
    return every_key(_JOURNEY.workspace.vault)


def new_recovery_code() -> tuple[str, ...]:
    """Make a recovery code and let it open the vault; returns its groups."""
    vault = _JOURNEY.workspace.vault
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    return code.groups


def change_passphrase(old: str, new: str) -> None:
    """Change the passphrase."""
    key_slots.change_passphrase(_JOURNEY.workspace.vault, old, new)


def fill(records: dict[str, list[dict[str, Any]]]) -> None:
    """Save records of every kind, through the one function that every page saves with."""
    with _JOURNEY.workspace.vault.write() as session:
        for kind, each in records.items():
            for values in each:
                store.save(session, BY_NAME[kind], {name: from_json(value) for name, value in values.items()})
    _settle()


def _new_form(kind: str) -> FormDriver:
    _JOURNEY.window.begin_record(kind)
    QApplication.processEvents()
    forms = [form for form in _JOURNEY.window.findChildren(RecordForm) if form.isVisible() and form.kind.name == kind]
    assert forms, f"no form of {kind} is open"
    return FormDriver(_QTBOT, forms[0])


def type_record(kind: str, values: dict[str, str]) -> None:
    """Type a new record into its form, key by key, and press Save."""
    form = _new_form(kind)
    for name, words_typed in values.items():
        form.write(name, words_typed)
    form.save()
    _settle()


def type_draft(kind: str, field: str, typed: str) -> None:
    """Begin a record and leave it unsaved."""
    _new_form(kind).write(field, typed)


def drafts() -> list[str]:
    """The kinds of which something typed is not saved."""
    return [kind for kind, _ in _JOURNEY.workspace.drafts.all()]


def take_in(paths: list[str]) -> int:
    """Drop files onto the window and wait until they are read. Returns how many documents there are."""
    begin_taking_in(paths)
    _settle()
    with _JOURNEY.workspace.vault.read() as session:
        return store.count(session, BY_NAME["documents"])


def unlock_pdf(path: str, password: str) -> int:
    """Drop a locked PDF, type a wrong password and then the right one. Returns how many documents there are."""
    begin_taking_in([path])
    _settle()
    asking = find(_JOURNEY.window, QAbstractButton, "locked_banner.ask")
    _QTBOT.waitUntil(asking.isVisible)
    if QApplication.activeModalWidget() is None:  # it does not come by itself over a field that is being typed into
        asking.click()
    asked = dialog(_QTBOT, "locked_files")
    line = find(asked, QLineEdit, "locked_files.password")
    for typed in (f"{password}?", password):
        _QTBOT.keyClicks(line, typed)
        _QTBOT.keyClick(line, Qt.Key.Key_Return)
        _settle()
    with _JOURNEY.workspace.vault.read() as session:
        return store.count(session, BY_NAME["documents"])


def results() -> dict[str, str]:
    """What the job tray says of each file that was taken in."""
    return DocumentsDriver(_QTBOT, _JOURNEY.window).results()


def begin_taking_in(paths: list[str]) -> None:
    """Drop files onto the window and do not wait."""
    _JOURNEY.drop([Path(path) for path in paths])


def visit(only: Sequence[str] = ()) -> list[str]:
    """Open every place, or those named, choose its first entry and sort its list by every column.

    Returns the titles of all windows meanwhile.
    """
    seen: set[str] = set()
    for place in (place for place in places() if not only or place.name in only):
        _JOURNEY.go(place.name)
        _settle()
        for head in _JOURNEY.window.findChildren(QHeaderView):
            if head.isVisible() and head.orientation() == Qt.Orientation.Horizontal:
                for column in range(head.count()):
                    head.sectionClicked.emit(column)
        _JOURNEY.window.grab()
        seen |= {window.windowTitle() for window in QApplication.topLevelWidgets()}
        seen |= {window.title() for window in QGuiApplication.topLevelWindows()}
    _settle()
    return sorted(seen)


def sort_much(word: str, rows: int) -> int:
    """Let the database sort so many rows that hold a word: more than fits into its own memory for pages."""
    made = (
        "with recursive c(x) as (select 1 union all select x + 1 from c where x < :rows) select :word || x as w from c"
    )
    with _JOURNEY.workspace.vault.read() as session:
        ordered = session.execute(text(f"{made} order by substr(w, -3), w"), {"rows": rows, "word": word})
        return sum(1 for _ in ordered)


def search(typed: str) -> list[str]:
    """Type into the search box, open the first hit, and come back; returns what the results said."""
    driver = WindowDriver(_QTBOT, _JOURNEY.window)
    _QTBOT.waitUntil(lambda: bool(driver.search(typed)), timeout=PATIENCE)
    found = driver.results()
    driver.press_in_search(Qt.Key.Key_Return)
    _settle()
    return found


def _card_page() -> EmergencyCardPage:
    _JOURNEY.go("emergency_card")
    page = _JOURNEY.window.current_page
    assert isinstance(page, EmergencyCardPage)
    _settle()
    return page


def see_card() -> None:
    """Look at the preview of the emergency card."""
    PaperDriver(_QTBOT).wait_for_pages(_card_page().preview.pages)


def print_card(path: str) -> None:
    """Print the card through the system's dialog, to a file."""
    page = _card_page()
    paper = PaperDriver(_QTBOT)
    page.print_page()
    _answer_notice()
    paper.print_to(Path(path))
    _QTBOT.waitUntil(Path(path).exists, timeout=PATIENCE)
    _settle()


def save_card(path: str) -> None:
    """Save the card as a PDF."""
    _card_page().save_pdf()
    _save_as(path)


def save_binder(path: str) -> None:
    """Make the binder with every document in it."""
    _JOURNEY.go("binder")
    _settle()
    _JOURNEY.click("make_binder")
    _save_as(path)


def _save_as(path: str) -> None:
    _answer_notice()
    PaperDriver(_QTBOT).save_as(Path(path))
    _settle()
    assert Path(path).exists(), [words(shown) for shown in _dialogs()]


def _answer_notice() -> None:
    """The notice that something leaves the vault comes once; go on if it is there."""
    QApplication.processEvents()
    for notice in _dialogs():
        if notice.objectName() == "notice":
            PaperDriver(_QTBOT).accept_notice()


def _dialogs() -> list[QDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def _raise(secret: str) -> None:
    patient = {"name": secret}
    raise ValueError(f"this should never happen to {patient['name']}")


def go_wrong(where: str, secret: str) -> str:
    """Let a bug happen whose words quote a secret: in the window, in the background, in a thread or when an object ends.

    Returns all that the dialog shows; empty when there is none to show it.
    """
    if where == "window":
        QTimer.singleShot(0, lambda: _raise(secret))
    elif where == "background":
        owner = QObject(_JOURNEY.window)
        _JOURNEY.workspace.background.run(lambda _task: _raise(secret), owner=owner, title="A job")
    elif where == "thread":
        gone = threading.Thread(target=_raise, args=(secret,))
        gone.start()
        gone.join()
        return ""
    elif where == "end":
        dying = type("Dying", (), {"__del__": lambda _self: _raise(secret)})()
        del dying
        return ""
    crash = dialog(_QTBOT, "crash")
    told = words(crash) + find(crash, QWidget, "report").toPlainText()  # type: ignore[attr-defined]
    crash.close()
    QApplication.processEvents()
    return told


def leak(path: str, secret: str) -> list[str]:
    """What the program must never do, done on purpose; returns what of it was refused."""
    Path(path).write_text(secret)
    refused: list[str] = []
    tries: dict[str, Callable[[], object]] = {
        "socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "lookup": lambda: socket.getaddrinfo("localhost", 9),
        "urllib": lambda: urllib.request.urlopen("http://127.0.0.1:9/"),
        "another program": lambda: subprocess.run(["true"], check=True),
        "a shell": lambda: os.system("true"),  # pyright: ignore[reportDeprecated] - what the guard must refuse
    }
    for name, attempt in tries.items():
        try:
            attempt()
        except PermissionError:
            refused.append(name)
    # Past Python and its guard: only a tracer can see this one.
    ctypes.CDLL(None).socket(socket.AF_INET, socket.SOCK_DGRAM, 0)
    return refused


def clipboard() -> str:
    """What lies on the clipboard."""
    return QGuiApplication.clipboard().text()


def lock() -> None:
    """Press Ctrl+L. The process is replaced after this was answered."""
    window = _JOURNEY.window
    window.activateWindow()  # without a window manager nobody does it when a dialog closes
    _QTBOT.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    # The answer has to be on its way before this process ends.
    QTimer.singleShot(
        20, window, lambda: WindowDriver(_QTBOT, window).key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    )


def leave() -> None:
    """Press Ctrl+Q."""
    window = _JOURNEY.window
    QTimer.singleShot(20, window, window.on_quit)


_ORDERS: tuple[Callable[..., Any], ...] = (
    *(cheap_keys, create, unlock, key_material, new_recovery_code, change_passphrase, leak, go_wrong, clipboard),
    *(fill, type_record, type_draft, drafts, take_in, unlock_pdf, results, begin_taking_in, visit, sort_much, search),
    *(see_card, print_card, save_card, save_binder, lock, leave),
)
ORDERS = {order.__name__: order for order in _ORDERS}
