"""The window before a vault is open: the first start, or the question for the passphrase."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.settings import Settings, config_folder
from ism_desktop.ui.base.background import Background
from ism_desktop.ui.kit import fitting, tab_order
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.start.first_start import CreatePage, DemoPage, WelcomePage
from ism_desktop.ui.start.from_export_page import FromExportPage
from ism_desktop.ui.start.leave_page import LeavePage
from ism_desktop.ui.start.one_window import OtherWindow
from ism_desktop.ui.start.recover_pages import RecoverPage, RenewPage
from ism_desktop.ui.start.unlock import UnlockPage

if TYPE_CHECKING:
    from ism_desktop.vault import Vault

_SAID_FOR = 900  # milliseconds: long enough to be seen; the other window is in front by then


class StartWindow(QWidget):
    """Ends in `opened` with an open vault. With a path, which is that of a vault just locked or named, it asks for the passphrase at once.

    `made_new` says whether the vault was made here a moment ago.
    """

    opened = Signal(object)

    def __init__(self, settings: Settings, path: Path | None = None, *, just_locked: bool = True) -> None:
        super().__init__()
        self.setObjectName("start_window")
        self.setProperty("role", "page")
        self.setWindowTitle("ISM Desktop")
        self._settings = settings
        self._asked: Path | None = None
        self.made_new = False
        self._other: OtherWindow | None = None
        self.background = Background()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        self.stack.setProperty("role", "pages")
        column.addWidget(self.stack)
        self._pages: dict[str, QWidget] = {}
        self._beneath: QWidget | None = None  # what was begun over a locked record when a reaction came
        for keys, step in (("Ctrl++", self._on_larger), ("Ctrl+=", self._on_larger), ("Ctrl+-", self._on_smaller)):
            QShortcut(QKeySequence(keys), self, step)
        QShortcut(QKeySequence("F9"), self, self._on_record_key)
        QShortcut(QKeySequence("Ctrl+J"), self, self._on_journal_key)
        fitting.fit_window(self, QSize(theme().px(960), theme().px(800)))
        remembered = settings["last_vault"] if settings["remember_vault"] else ""
        start = path or (Path(remembered) if remembered else None)
        if start is None:
            self.show_welcome()
        else:
            self.show_unlock(start, just_locked=path is not None and just_locked)

    def show_welcome(self) -> None:
        """The three choices."""
        page = self._pages.get("welcome")
        if page is None:
            page = WelcomePage()
            page.create_wanted.connect(self.show_create)
            page.open_wanted.connect(self.show_unlock)
            page.restore_wanted.connect(self.show_restore)
            page.export_wanted.connect(self.show_from_export)
            page.demo_wanted.connect(self.show_demo)
            self._add("welcome", page)
        self.stack.setCurrentWidget(page)

    def show_unlock(self, path: Path, *, just_locked: bool = False) -> None:
        """The question for the passphrase of the vault in this folder."""
        page = self._pages.get("unlock")
        if not isinstance(page, UnlockPage):
            page = UnlockPage(self.background)
            page.opened.connect(self._on_opened)
            page.other_wanted.connect(self.show_welcome)
            page.forgotten.connect(self.show_recover)
            page.note_wanted.connect(self.show_leave)
            page.record_wanted.connect(self.show_recorder)
            page.journal_wanted.connect(self.show_entry)
            page.seen.connect(self._on_seen)
            page.rescue_wanted.connect(self.show_rescue)
            page.restore_wanted.connect(self.show_restore)
            self._add("unlock", page)
        self._asked = path
        self.stack.setCurrentWidget(page)
        page.ask(path, just_locked=just_locked)

    def show_leave(self, path: Path) -> None:
        """The page on which something is left in the locked vault."""
        page = self._pages.get("leave")
        if not isinstance(page, LeavePage):
            page = LeavePage(self.background)
            page.back_wanted.connect(self._on_back_to_unlock)
            self._add("leave", page)
        self.stack.setCurrentWidget(page)
        page.ask(path)

    def show_entry(self, path: Path) -> None:
        """The page on which an entry of the journal is left in the locked vault."""
        # Its lists of words stand with the records, as those of the recorder do.
        from ism_desktop.ui.start.locked_entry import LockedEntryPage  # noqa: PLC0415

        self._asked = path
        page = LockedEntryPage(self.background)  # each time, for it knows what day it is
        page.back_wanted.connect(partial(self._close, "entry"))
        self._add("entry", page)
        self.stack.setCurrentWidget(page)
        page.ask(path)

    def show_recorder(self, path: Path) -> None:
        """The recorder over the locked vault in this folder: its times go to the inbox."""
        # The words of what is pressed stand with the records, whose room takes most of a second to load.
        from ism_desktop.ui.start.locked_recorder import LockedRecorder  # noqa: PLC0415

        self._asked = path
        page = LockedRecorder(path)
        page.closed.connect(partial(self._close, "recorder"))
        self._add("recorder", page)
        self.stack.setCurrentWidget(page)
        page.begin()

    def _close(self, name: str) -> None:
        """Go back to the passphrase or to what was begun there, and forget what this page showed."""
        page = self._pages.pop(name, None)
        if self._beneath is None:
            self._on_back_to_unlock()
        else:
            self.stack.setCurrentWidget(self._beneath)
            self._beneath = None
        if page is not None:
            self.stack.removeWidget(page)
            page.deleteLater()

    def _on_record_key(self) -> None:
        """F9 over a locked record: on the page that asks for the passphrase, and while something is left there."""
        page = self.stack.currentWidget()
        if isinstance(page, UnlockPage) and page.record.isEnabled():
            page.record.click()
        elif self._asked is not None and page in {self._pages.get("entry"), self._pages.get("leave")}:
            self._beneath = page
            self.show_recorder(self._asked)

    def _on_journal_key(self) -> None:
        """Ctrl+J on the page that asks for the passphrase."""
        page = self.stack.currentWidget()
        if isinstance(page, UnlockPage) and page.journal.isEnabled():
            page.journal.click()

    def show_restore(self) -> None:
        """The page that restores a backup."""
        # It brings the vault's room with it, which takes most of a second to load, and few ever need it.
        from ism_desktop.ui.start.restore_page import RestorePage  # noqa: PLC0415

        page = RestorePage(self.background)
        page.open_wanted.connect(self._on_restored)
        page.back_wanted.connect(self.show_welcome)
        self._add("restore", page)
        self.stack.setCurrentWidget(page)

    def show_rescue(self, path: Path, passphrase: str) -> None:
        """The page that brings back a vault whose database does not open."""
        from ism_desktop.ui.start.rescue_page import RescuePage  # noqa: PLC0415

        page = RescuePage(self.background)
        page.opened.connect(self._on_opened)
        page.back_wanted.connect(self._on_back_to_unlock)
        page.restore_wanted.connect(self.show_restore)
        self._add("rescue", page)
        self.stack.setCurrentWidget(page)
        page.ask(path, passphrase)

    def _on_restored(self, path: Path, passphrase: str) -> None:
        self.show_unlock(path, just_locked=True)
        page = self.stack.currentWidget()
        if isinstance(page, UnlockPage) and passphrase:
            page.passphrase.line.setText(passphrase)
            page.unlock()

    def _on_seen(self, vault_id: str) -> None:
        """Ask whether another window on this computer has the vault open, while the person types."""
        self._ask_no_longer()
        self._other = OtherWindow(config_folder(), vault_id, self)
        self._other.answered.connect(self._on_open_already)
        self._other.ask()

    def _ask_no_longer(self) -> None:
        if self._other is not None:
            self._other.stop()
            self._other.deleteLater()
            self._other = None

    def _on_open_already(self) -> None:
        page = self.stack.currentWidget()
        if isinstance(page, UnlockPage):
            page.show_message(tr("Your record is already open"), tr("Its window was brought to the front."))
        QTimer.singleShot(_SAID_FOR, self, self.close)

    def show_recover(self, path: Path, read_only: bool) -> None:
        """The question for the groups of the recovery sheet."""
        page = self._pages.get("recover")
        if not isinstance(page, RecoverPage):
            page = RecoverPage(self.background)
            page.recovered.connect(self._on_recovered)
            page.back_wanted.connect(self._on_back_to_unlock)
            self._add("recover", page)
        self.stack.setCurrentWidget(page)
        page.ask(path, read_only=read_only)

    def _on_back_to_unlock(self) -> None:
        if self._asked is not None:
            # Who comes back from here wanted something else than this computer's key.
            self.show_unlock(self._asked, just_locked=True)

    def _on_recovered(self, vault: "Vault") -> None:
        if vault.read_only:
            self._on_opened(vault)
            return
        page = self._pages.get("renew")
        if not isinstance(page, RenewPage):
            page = RenewPage(self.background)
            page.opened.connect(self._on_opened)
            self._add("renew", page)
        self.stack.setCurrentWidget(page)
        page.ask(vault)

    def show_create(self) -> None:
        """The page that makes a vault."""
        page = self._pages.get("create")
        if not isinstance(page, CreatePage):
            page = CreatePage(self.background, self._settings)
            page.opened.connect(self._on_opened)
            page.back_wanted.connect(self.show_welcome)
            self._add("create", page)
        self.stack.setCurrentWidget(page)
        page.start()

    def show_from_export(self, export: Path) -> None:
        """The page that makes a vault out of an export."""
        self.close_made()
        former = self._pages.pop("from_export", None)
        if former is not None:
            self.stack.removeWidget(former)
            former.deleteLater()
        page = FromExportPage(self.background, self._settings)
        page.opened.connect(self._on_opened)
        page.back_wanted.connect(self.show_welcome)
        self._add("from_export", page)
        self.stack.setCurrentWidget(page)
        page.ask(export)

    def close_made(self) -> None:
        """Close a vault that was made out of an export and that nobody opened."""
        page = self._pages.get("from_export")
        if isinstance(page, FromExportPage):
            page.close_vault()

    def show_demo(self) -> None:
        """The page that opens the demo."""
        page = self._pages.get("demo")
        if page is None:
            page = DemoPage(self.background)
            page.opened.connect(self.opened)
            page.back_wanted.connect(self.show_welcome)
            self._add("demo", page)
        self.stack.setCurrentWidget(page)

    def _add(self, name: str, page: QWidget) -> None:
        self._pages[name] = page
        self.stack.addWidget(page)

    def _on_opened(self, vault: object) -> None:
        self._ask_no_longer()
        shown = self.stack.currentWidget()
        self.made_new = isinstance(shown, CreatePage)
        path = shown.path if isinstance(shown, CreatePage) else self._asked
        if self._settings["remember_vault"] and path is not None:
            self._settings["last_vault"] = str(path)
        self.opened.emit(vault)

    def _on_larger(self) -> None:
        self._resize_text(10)

    def _on_smaller(self) -> None:
        self._resize_text(-10)

    def _resize_text(self, step: int) -> None:
        self._settings["text_size"] = max(80, min(200, self._settings["text_size"] + step))
        apply_look(self._settings)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on to what is read next."""
        return tab_order.step(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does; Qt does so only in dialogs."""
        pressed = self.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(pressed, QAbstractButton):
            pressed.click()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what still runs; a key that is being derived is waited for."""
        self._ask_no_longer()
        self.background.close()
        self.close_made()
        renewing = self._pages.get("renew")
        if isinstance(renewing, RenewPage):
            renewing.close_vault()
        super().closeEvent(event)
