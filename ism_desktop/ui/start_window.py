"""The window before a vault is open: the first start, or the question for the passphrase."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.settings import Settings
from ism_desktop.ui.background import Background
from ism_desktop.ui.first_start import CreatePage, DemoPage, WelcomePage
from ism_desktop.ui.look import apply_look
from ism_desktop.ui.unlock import UnlockPage


class StartWindow(QWidget):
    """Ends in `opened` with an open vault. With a path it asks for the passphrase at once."""

    opened = Signal(object)

    def __init__(self, settings: Settings, path: Path | None = None) -> None:
        super().__init__()
        self.setObjectName("start_window")
        self.setProperty("role", "page")
        self.setWindowTitle("ISM Desktop")
        self._settings = settings
        self._asked: Path | None = None
        self.background = Background()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        self.stack.setProperty("role", "pages")
        column.addWidget(self.stack)
        self._pages: dict[str, QWidget] = {}
        for keys, step in (("Ctrl++", self._on_larger), ("Ctrl+=", self._on_larger), ("Ctrl+-", self._on_smaller)):
            QShortcut(QKeySequence(keys), self, step)
        self.resize(960, 720)
        remembered = settings["last_vault"] if settings["remember_vault"] else ""
        start = path or (Path(remembered) if remembered else None)
        if start is None:
            self.show_welcome()
        else:
            self.show_unlock(start)

    def show_welcome(self) -> None:
        """The three choices."""
        page = self._pages.get("welcome")
        if page is None:
            page = WelcomePage()
            page.create_wanted.connect(self.show_create)
            page.open_wanted.connect(self.show_unlock)
            page.demo_wanted.connect(self.show_demo)
            self._add("welcome", page)
        self.stack.setCurrentWidget(page)

    def show_unlock(self, path: Path) -> None:
        """The question for the passphrase of the vault in this folder."""
        page = self._pages.get("unlock")
        if not isinstance(page, UnlockPage):
            page = UnlockPage(self.background)
            page.opened.connect(self._on_opened)
            page.other_wanted.connect(self.show_welcome)
            self._add("unlock", page)
        self._asked = path
        self.stack.setCurrentWidget(page)
        page.ask(path)

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
        shown = self.stack.currentWidget()
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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what still runs; a key that is being derived is waited for."""
        self.background.close()
        super().closeEvent(event)
