"""The first start: three friendly choices, and the page that makes a new vault."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ism_desktop.errors import IsmError, PassphraseTooShort
from ism_desktop.language import tr
from ism_desktop.settings import Settings
from ism_desktop.ui.base import errors, opening
from ism_desktop.ui.base.background import Background, Task
from ism_desktop.ui.base.files import ask_for_folder, free_folder
from ism_desktop.ui.kit.breaking import path as path_words
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.surfaces import Column, Panel
from ism_desktop.ui.kit.widgets.text import label, secondary, small, title
from ism_desktop.ui.places.backup_and_keys.keys.new_passphrase import NewPassphrase
from ism_desktop.ui.start.start_panel import StartPanel


class Tile(QPushButton):
    """A large choice: an icon, a headline and a sentence."""

    def __init__(self, icon_name: str, words: str, sentence: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setAccessibleDescription(sentence)
        self.setProperty("role", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(20)
        picture = IconLabel(icon_name, 36)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(4)
        for part in (label(words, "heading"), secondary(sentence)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
        row.addLayout(column, 1)
        self._row = row
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """As high as its text at this width."""
        return self._row.totalHeightForWidth(width)

    def hasHeightForWidth(self) -> bool:
        """Its sentence wraps."""
        return True

    def sizeHint(self) -> QSize:
        """What its text wants, not what a plain button would."""
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """No less than its text needs."""
        return self._row.totalMinimumSize()


class WelcomePage(Column):
    """Create, open, or look around first."""

    create_wanted = Signal()
    open_wanted = Signal(object)  # Path
    restore_wanted = Signal()
    export_wanted = Signal(object)  # Path
    demo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(640)
        self.body.addStretch(1)
        self.body.addWidget(title(tr("Welcome to ISM Desktop")))
        self.body.addWidget(
            label(
                tr(
                    "Your health record at home: only on this computer, encrypted, and ready to print when you need it."
                ),
                "lead",
            )
        )
        self.body.addSpacing(8)
        tiles = (
            (
                "mdi6.notebook-plus-outline",
                tr("Start my record"),
                tr("Choose a passphrase, and your record is ready in a minute."),
                "create",
            ),
            (
                "mdi6.folder-open-outline",
                tr("Open my record"),
                tr("You have used this program before, or someone gave you a copy."),
                "open",
            ),
            (
                "mdi6.account-search-outline",
                tr("Look around first"),
                tr("See the complete record of an invented patient. No personal data needed."),
                "demo",
            ),
        )
        for (icon_name, words, sentence, name), pressed in zip(
            tiles, (self.create_wanted.emit, self._on_open, self.demo_wanted.emit), strict=True
        ):
            tile = Tile(icon_name, words, sentence, name=name)
            tile.clicked.connect(pressed)
            self.body.addWidget(tile)
        restoring = button(
            tr("Restore a backup…"),
            self.restore_wanted.emit,
            role="quiet",
            icon_name="mdi6.backup-restore",
            name="restore",
        )
        from_export = button(
            tr("Open an export from this program…"),
            self._on_export,
            role="quiet",
            icon_name="mdi6.folder-arrow-left-outline",
            name="from_export",
        )
        choices = QWidget()
        further = FlowLayout(choices, spacing=8)
        further.addWidget(restoring)
        further.addWidget(from_export)
        self.body.addWidget(choices)
        self.body.addStretch(2)
        self.body.addWidget(
            small(
                tr(
                    "ISM Desktop never connects to the internet. It stores and prints what you write. It gives no medical advice."
                )
            )
        )

    def _on_open(self) -> None:
        folder = ask_for_folder(self, tr("Choose the folder of your record"), free_folder("x").parent)
        if folder is not None:
            self.open_wanted.emit(folder)

    def _on_export(self) -> None:
        folder = ask_for_folder(self, tr("Choose the folder of the export"), free_folder("x").parent)
        if folder is not None:
            self.export_wanted.emit(folder)


class CreatePage(StartPanel):
    """Where the new vault lies, and its passphrase, twice. `opened` carries the open vault."""

    opened = Signal(object)
    back_wanted = Signal()

    def __init__(self, background: Background, settings: Settings, words: str = "", sentence: str = "") -> None:
        super().__init__("mdi6.notebook-plus-outline", words or tr("Start your record"), sentence, width=800)
        self._background = background
        self._settings = settings
        self.path = free_folder(tr("My health record"))
        body = self.body
        body.addWidget(self._warning())
        self.passphrase = NewPassphrase(background)
        self.first, self.again = self.passphrase.first, self.passphrase.again
        body.addWidget(self.passphrase)
        body.addWidget(self._folder_row())
        self._remember = TickBox(tr("Remember the folder of my record on this computer"), name="remember_vault")
        self._remember.setChecked(settings["remember_vault"])
        body.addWidget(self._remember)
        self.add_back(self.go_back)
        self.go = button(tr("Create my record"), self.make, role="primary", name="create_go")
        self.foot.addWidget(self.go)
        self.passphrase.changed.connect(self._refresh)
        self.passphrase.entered.connect(self.make)
        self._refresh()

    @staticmethod
    def _warning() -> QFrame:
        card = Panel(role="panel-accent")
        card.body.setContentsMargins(20, 10, 20, 12)  # so low that the whole step stands in a window on 1024 × 700
        card.body.addWidget(
            label(tr("Nobody can recover a forgotten passphrase, not even the makers of this program."), "subheading")
        )
        card.body.addWidget(
            label(
                tr(
                    "Four or five unrelated words are strong and easy to type. Write them down and keep the paper with your passport."
                    " In the next step you can print a recovery sheet as a second key."
                )
            )
        )
        return card

    def _folder_row(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(tr("Folder"), "subheading"))
        row = QHBoxLayout()
        self._folder = QLineEdit(str(self.path))
        self._folder.setObjectName("folder")
        self._folder.setAccessibleName(tr("Folder of your record"))
        self._folder.setReadOnly(True)
        row.addWidget(self._folder, 1)
        row.addWidget(button(tr("Choose…"), self._on_choose, name="choose_folder"))
        column.addLayout(row)
        column.addWidget(
            small(tr("A separate folder, on this computer or on a USB stick. Everything in it is encrypted."))
        )
        return holder

    def start(self) -> None:
        """Begin with empty fields."""
        self.passphrase.clear()
        self.hide_error()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        chosen = ask_for_folder(self, tr("Choose a folder for your record"), self.path.parent)
        if chosen is not None:
            self.set_folder(chosen)

    def set_folder(self, chosen: Path) -> None:
        """Keep the vault in this folder if it is empty, else in a new one inside."""
        empty = not any(chosen.iterdir())
        self.path = chosen if empty else chosen / tr("My health record")
        self._folder.setText(str(self.path))

    def _refresh(self) -> None:
        self.go.setEnabled(self.passphrase.is_ready and not self.working.isVisibleTo(self))

    def make(self) -> None:
        """Make the vault."""
        if not self.go.isEnabled():
            return
        self._settings["remember_vault"] = self._remember.isChecked()
        self._set_working(working=True)
        self._background.run(
            self.work(),
            owner=self,
            on_result=self.take_made,
            on_error=self._on_error,
            on_progress=self.show_progress,
            on_cancelled=self._on_cancelled,
            quiet=True,
        )

    def work(self) -> Callable[[Task], object]:
        """What makes the vault, in the background."""
        return partial(opening.create, self.path, self.passphrase.text, self.passphrase.typed_again)

    def go_back(self) -> None:
        """Back to the choices."""
        self.back_wanted.emit()

    def _on_cancelled(self) -> None:
        self._set_working(working=False)

    def _set_working(self, *, working: bool) -> None:
        self.set_working(working=working)
        self.passphrase.setEnabled(not working)
        self._refresh()

    def take_made(self, vault: object) -> None:
        """Hand the vault on that was made."""
        self._set_working(working=False)
        self.passphrase.clear()
        self.opened.emit(vault)

    def _on_error(self, error: BaseException) -> None:
        self._set_working(working=False)
        if not isinstance(error, IsmError):
            errors.show(error, self.window())
            return
        self.show_error(error)
        if isinstance(error, PassphraseTooShort):
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)


class DemoPage(StartPanel):
    """Explains what the demo is, and makes it."""

    opened = Signal(object)
    back_wanted = Signal()

    def __init__(self, background: Background, path: Path | None = None) -> None:
        super().__init__(
            "mdi6.account-search-outline",
            tr("An invented patient"),
            tr("A complete record to explore. Everything in it is made up, and every page it prints says DEMO."),
            width=520,
        )
        self._background = background
        self._job: object = None
        self.path = path or free_folder("x").parent / "ISM demo"
        where = tr(
            "It is stored in {folder}. Its passphrase is “{passphrase}”.",
            folder=path_words(self.path),
            passphrase=opening.DEMO_PASSPHRASE,
        )
        self.body.addWidget(small(where))
        self.add_back(self._on_back)
        self.go = button(tr("Open the demo"), self.make, role="primary", name="demo_go")
        self.foot.addWidget(self.go)

    def make(self) -> None:
        """Open the demo vault, made now if there is none."""
        self.set_working(working=True)
        self.go.setEnabled(False)
        self._job = self._background.run(
            partial(opening.open_demo, self.path),
            owner=self,
            on_result=self._on_made,
            on_error=self._on_error,
            on_progress=self.show_progress,
            on_cancelled=self._on_cancelled,
            quiet=True,
        )

    def _on_back(self) -> None:
        self._background.cancel_all()
        self.back_wanted.emit()

    def _on_cancelled(self) -> None:
        self.set_working(working=False)
        self.go.setEnabled(True)

    def _on_made(self, vault: object) -> None:
        self._on_cancelled()
        self.opened.emit(vault)

    def _on_error(self, error: BaseException) -> None:
        self._on_cancelled()
        self.show_error(error)
