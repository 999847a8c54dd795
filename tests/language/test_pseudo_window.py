"""Walks through every page and dialog in the pseudo-language: what is not translatable, and what is cut off, is found.

Every message is longer, accented and in ⟦brackets⟧ then (`ism_desktop/language.py`).
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from ism_desktop import language
from ism_desktop.documents import page_strings
from ism_desktop.library import guide, prompts, questions
from ism_desktop.printing import emergency_card
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.shell.places import PLACES
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.vault import Vault, unlock
from ism_desktop.worker import Workers
from tests.conftest import PASSPHRASE
from tests.demo_vaults import DemoVaults
from tests.drivers.clipping import clipped, settle
from tests.drivers.pseudo import Known, texts
from tests.drivers.small_screens import opened_dialogs


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, demo_vaults: DemoVaults) -> Iterator[Vault]:
    """The demo record, written in English: its words are the invented person's own."""
    language.use("en")
    path = tmp_path_factory.mktemp("pseudo") / "Demo vault"
    made = unlock(demo_vaults.make(path, datetime.now().astimezone().date()), PASSPHRASE)
    language.use(language.PSEUDO)
    yield made
    made.close()


@pytest.fixture(autouse=True, scope="module")
def pseudo() -> Iterator[None]:
    """The pseudo-language, and plain English again."""
    language.use(language.PSEUDO)
    yield
    language.use("en")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Settings:
    made = Settings(tmp_path_factory.mktemp("settings") / "settings.json")
    made["appearance"] = "light"
    apply_look(made)
    return made


@pytest.fixture(scope="module")
def walked(filled: Vault, workers: Workers, settings: Settings) -> Iterator[MainWindow]:
    """One window for the whole walk."""
    index = Index(filled, lambda text_file: page_strings(filled, text_file))
    workspace = Workspace(filled, workers, index, settings)
    made = MainWindow(workspace)
    made.resize(1280, 860)
    made.show()
    yield made
    made.close()
    workspace.close()
    made.deleteLater()
    settle()
    index.close()


@pytest.fixture
def window(walked: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window, at rest; a dialog that was opened on the way is closed again."""
    rest(walked, qtbot)
    yield walked
    for opened in walked.findChildren(QDialog):
        if opened.isVisible():
            opened.reject()
    rest(walked, qtbot)


@pytest.fixture(scope="module")
def known(filled: Vault) -> Known:
    own: list[str] = [filled.path.name, str(filled.path)]
    with filled.read() as session:
        for kind in KINDS:
            for row in session.scalars(select(kind.table)):
                own += _strings({column.key: getattr(row, column.key) for column in kind.table.__table__.columns})
            own += [record.title for record in store.list_active(session, kind)]
        documents = store.list_active(session, DOCUMENTS)
        # The page shows what the card will say in the card's own language, whatever the window's is.
        own += _strings(emergency_card.collect(session, today=datetime.now().astimezone().date(), demo=True))
    # A proposal shows the line on which it stands.
    texts_of = [one.values["text_file_id"] for one in documents if one.values["text_file_id"]]
    own += [
        " ".join(line.split()) for text in texts_of for page in page_strings(filled, text) for line in page.splitlines()
    ]
    own += _strings([*questions.load(), *questions.specialists(), *prompts.load()])
    own += _strings([*guide.load().glossary, *guide.load().sources.values()])
    return Known(own, language.in_use())


def _strings(value: Any) -> list[str]:
    """Every text in a value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in _strings(each)]
    if isinstance(value, list | tuple | frozenset | set):
        return [text for each in value for text in _strings(each)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in _strings(getattr(value, field.name))]
    return []


def rest(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing runs, and all is laid out."""
    qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=60_000)
    settle()
    qtbot.wait(30)


def untranslated(shown: QWidget, known: Known) -> list[str]:
    """What on the screen did not come through the door of language."""
    found = {f"{where}: {left!r} in {text!r}" for where, text in texts(shown) if (left := known.residue(text))}
    return sorted(found)


@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_a_page(window: MainWindow, known: Known, place: str, qtbot: QtBot) -> None:
    window.show_page(place)
    rest(window, qtbot)
    page = window.current_page
    assert page is not None
    found = untranslated(page, known)
    found += [f"cut off: {fault}" for fault in clipped(page)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_an_entry_chosen_and_a_new_one(window: MainWindow, known: Known, kind: str, qtbot: QtBot) -> None:
    with window.workspace.vault.read() as session:
        records = store.list_active(session, BY_NAME[kind])
    found: list[str] = []
    page = window.current_page
    for record in records[:1]:
        window.show_page(kind, record.id)
        rest(window, qtbot)
        page = window.current_page
        assert page is not None
        found += untranslated(page, known) + [f"cut off: {fault}" for fault in clipped(page)]
    window.show_page(kind)
    page = window.current_page
    if page is not None and page.can_add:
        page.new_record()
        rest(window, qtbot)
        found += untranslated(page, known) + [f"cut off: {fault}" for fault in clipped(page)]
        page.leave()
    assert found == [], "\n".join(found)


def test_the_window_around_the_pages(window: MainWindow, known: Known) -> None:
    inner = {id(widget) for page in (window.stack, window.banners) for widget in page.findChildren(QWidget)}
    found = sorted(
        {
            f"{where}: {left!r} in {text!r}"
            for widget in window.findChildren(QWidget)
            if id(widget) not in inner and widget.isVisible() and not widget.findChildren(QWidget)
            for where, text in texts(widget)
            if (left := known.residue(text))
        }
    )
    found += [f"cut off: {fault}" for fault in clipped(window.sidebar)]
    assert found == [], "\n".join(found)


def test_every_dialog(window: MainWindow, known: Known, qtbot: QtBot) -> None:
    found: list[str] = []
    for dialog in opened_dialogs(window):
        rest(window, qtbot)
        # The wording of an error and its report is given by the test, in English.
        given = dialog.objectName() in {"error", "crash"}
        lines = [] if given else untranslated(dialog, known)
        found += [f"{dialog.objectName()}: {line}" for line in lines]
        found += [f"{dialog.objectName()}: cut off: {fault}" for fault in clipped(dialog)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("page", ["welcome", "create", "demo", "unlock", "leave", "restore", "recover"])
def test_the_window_before_a_record_is_open(
    filled: Vault, settings: Settings, known: Known, page: str, qtbot: QtBot
) -> None:
    start = StartWindow(settings)
    start.show()
    path = filled.path
    {
        "welcome": start.show_welcome,
        "create": start.show_create,
        "demo": start.show_demo,
        "unlock": lambda: start.show_unlock(path),
        "leave": lambda: start.show_leave(path),
        "restore": start.show_restore,
        "recover": lambda: start.show_recover(path, read_only=False),
    }[page]()
    qtbot.waitUntil(lambda: start.background.idle, timeout=30_000)
    settle()
    found = untranslated(start, known) + [f"cut off: {fault}" for fault in clipped(start)]
    start.close()
    start.deleteLater()
    settle()
    assert found == [], "\n".join(found)
