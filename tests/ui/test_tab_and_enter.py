"""In every place and every dialog Tab goes as the eye does, and Enter in a line does what the dialog is for, or nothing."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import ism_desktop
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import tab_order
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import BareDialog, Dialog
from ism_desktop.ui.kit.widgets.enter_line import EnterLine
from ism_desktop.ui.shell.places import places
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import unlock
from ism_desktop.worker import Workers
from tests.demo_vaults import DemoVaults
from tests.drivers.clipping import settle
from tests.drivers.small_screens import opened_dialogs
from tests.drivers.tabbing import faults_of_enter, faults_of_tab
from tests.keys import PASSPHRASE
from tests.rounds import some_of

# Pages with what is done before, at and after a visit, where rows are built anew all the time: all of them, with an entry open.
_CARE = ("appointments", "questions", "care_team", "given_papers", "records_requests", "prompt_answers", "publications")


@pytest.fixture
def demo_window(
    demo_vaults: DemoVaults, tmp_path: Path, workers: Workers, settings: Settings, qtbot: QtBot
) -> Iterator[MainWindow]:
    with closing(unlock(demo_vaults.make(tmp_path / "vault"), PASSPHRASE)) as vault:
        index = Index(vault, lambda _file_id: [])
        workspace = Workspace(vault, workers, index, settings)
        made = MainWindow(workspace)
        made.resize(1366, 768)
        with qtbot.waitExposed(made):
            made.show()
        yield made
        made.close()
        made.deleteLater()
        workspace.close()
        index.close()


def shown(window: MainWindow, qtbot: QtBot) -> list[str]:
    """What is wrong about Tab on the page that is shown."""
    qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=20_000)
    settle()
    return faults_of_tab(window, window.current_page, back=False)


def test_tab_follows_every_place(demo_window: MainWindow, qtbot: QtBot) -> None:
    found: list[str] = []
    for place in some_of([place for place in places() if place.name not in _CARE], 2, 3):
        demo_window.show_page(place.name)
        found += shown(demo_window, qtbot)
    for name in _CARE:
        with demo_window.workspace.vault.read() as session:
            record = store.list_active(session, BY_NAME[name])[0]
        demo_window.show_page(name, record.id)
        found += shown(demo_window, qtbot)
    assert found == []


def test_tab_and_enter_in_every_dialog(window: MainWindow, qtbot: QtBot) -> None:
    found: list[str] = []
    for dialog in opened_dialogs(window):
        qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=20_000)
        if not isinstance(dialog, BareDialog):
            found.append(f"{dialog.objectName()} is no BareDialog")
            continue
        found += [f"{dialog.objectName()}: {fault}" for fault in (*faults_of_tab(dialog), *faults_of_enter(dialog))]
    assert found == []


class Rows(Dialog):
    """Rows that are built anew, with a part that hands its focus on: what made Tab jump back in a visit."""

    def __init__(self) -> None:
        super().__init__("Rows", None, name="rows")
        self.rows = QVBoxLayout()
        self.body.addLayout(self.rows)
        self.below = QLineEdit()
        self.body.addWidget(self.below)
        self.body.addWidget(button("Remove", self.pressed_remove, name="remove"))
        self.own = EnterLine()
        self.body.addWidget(self.own)
        self.tool = QToolButton()
        self.tool.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(self.tool)
        self.foot.addWidget(button("Cancel", self.pressed_cancel, name="cancel"))
        self.primary = button("Save", self.pressed_save, role="primary", name="save")
        self.foot.addWidget(self.primary)
        self.pressed: list[str] = []
        self.tool.clicked.connect(self.pressed_tool)

    def pressed_remove(self) -> None:
        self.pressed.append("remove")

    def pressed_cancel(self) -> None:
        self.pressed.append("cancel")

    def pressed_save(self) -> None:
        self.pressed.append("save")

    def pressed_tool(self) -> None:
        self.pressed.append("tool")

    def build(self) -> list[QLineEdit]:
        made: list[QLineEdit] = []
        for _ in range(2):
            holder = QWidget()
            line = QLineEdit(holder)
            QVBoxLayout(holder).addWidget(line)
            holder.setFocusProxy(line)
            self.rows.addWidget(holder)
            made.append(line)
        return made


@pytest.fixture
def rows(qtbot: QtBot) -> Rows:
    made = Rows()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_rows_built_later_have_their_place(rows: Rows) -> None:
    first, second = rows.build()
    settle()
    assert tab_order.stops(rows)[:3] == [first, second, rows.below]
    assert faults_of_tab(rows) == []
    second.setFocus()
    second.hide()
    assert rows.focusWidget() is rows.below, "what goes hands the focus to what is read next"


def test_enter_does_what_the_dialog_is_for_or_nothing(rows: Rows) -> None:
    for part, wanted in (
        (rows.below, ["save"]),
        (rows.own, []),
        (rows.tool, ["tool"]),
        (rows.findChild(QPushButton, "remove"), ["remove"]),
    ):
        assert isinstance(part, QWidget)
        part.setFocus()
        rows.pressed.clear()
        QTest.keyClick(part, Qt.Key.Key_Return)
        assert rows.pressed == wanted, part
    rows.primary.setEnabled(False)
    rows.below.setFocus()
    rows.pressed.clear()
    QTest.keyClick(rows.below, Qt.Key.Key_Return)
    assert rows.pressed == [], "not complete"


def test_every_dialog_has_these_keys() -> None:
    """A dialog made straight from Qt's own would press the first button there is."""
    room = Path(ism_desktop.__file__).parent
    made = [
        path.name
        for path in room.rglob("*.py")
        if re.search(r"^class \w+\(.*\bQDialog\b", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert made == ["dialog.py"]
