"""The main window: sidebar, search on top, the page in the middle; undo bar, job tray and status line at the foot."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records.search import Hit
from ism_desktop.ui.base import text_keys
from ism_desktop.ui.base.files import ask_for_files
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.subject import FromPage
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.places.backup_and_keys.safekeeping.banners import Banners
from ism_desktop.ui.places.backup_and_keys.safekeeping.closing import ClosingBackup
from ism_desktop.ui.shell import asking, palette_content
from ism_desktop.ui.shell import help as help_texts
from ism_desktop.ui.shell.commands import command, fill_menus
from ism_desktop.ui.shell.drops import Drops
from ism_desktop.ui.shell.inbox_folder import InboxFolder
from ism_desktop.ui.shell.job_tray import JobTray
from ism_desktop.ui.shell.keyed_window import KeyedWindow
from ism_desktop.ui.shell.locked_banner import LockedBanner
from ism_desktop.ui.shell.palette import Palette
from ism_desktop.ui.shell.places import Place, open_page, place_of, places
from ism_desktop.ui.shell.search_box import SearchBox
from ism_desktop.ui.shell.settings_dialog import settings_of
from ism_desktop.ui.shell.sidebar import Sidebar
from ism_desktop.ui.shell.stage import Stage
from ism_desktop.ui.shell.undo_bar import UndoBar


class MainWindow(KeyedWindow):
    """The window over an open vault, with one of its places in front. `app` closes the vault after `lock_requested` or `closed`."""

    lock_requested = Signal()
    closed = Signal()

    def __init__(self, workspace: Workspace, place: str = "home") -> None:
        super().__init__()
        self.workspace = workspace
        self._pages: dict[str, Page] = {}
        self._place: Place | None = None
        self.closing_backup: ClosingBackup | None = None
        self.setObjectName("main_window")
        self.setWindowTitle("ISM Desktop")
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(800, 560))
        self._actions = fill_menus(self)
        self._build()
        workspace.page_requested.connect(self.show_page)
        self._text_keys = text_keys.TextKeys()
        workspace.new_requested.connect(self.begin_record)
        workspace.from_page_requested.connect(self.begin_from_page)
        workspace.recorder_requested.connect(self.on_recorder)
        workspace.changed.connect(self._refresh_status)
        workspace.drafts.not_kept.connect(self._show_not_kept)
        theme().changed.connect(self._refresh_status)
        self._refresh_status()
        self.show_page(place)
        fitting.fit_window(self, QSize(1280, 860), workspace.settings["window_geometry"])

    def _build(self) -> None:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = Sidebar(self.workspace.settings)
        self.sidebar.chosen.connect(self.show_page)
        self.sidebar.settings_wanted.connect(self.on_settings)
        self.sidebar.lock_wanted.connect(self.on_lock)
        if self.workspace.settings["hide_sidebar"]:
            self.sidebar.hide()
        row.addWidget(self.sidebar)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._top())
        self.banners = Banners(self.workspace)
        self.banners.lock_wanted.connect(self.on_lock)
        right.addWidget(self.banners)
        self.inbox_folder = InboxFolder(self.workspace, self)
        right.addWidget(self.inbox_folder.banner)
        right.addWidget(LockedBanner(self.workspace, self, lambda: not self.stage.is_recording))
        self.stack = QStackedWidget()
        self.stack.setProperty("role", "pages")
        right.addWidget(self.stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.setSpacing(0)
        self.undo_bar = UndoBar(self.workspace.undo_bar)
        foot.addWidget(self.undo_bar)
        right.addLayout(foot)
        row.addLayout(right, 1)
        self.stage = Stage(whole, self.workspace)
        self.stage.recording.connect(self.statusBar().setHidden)
        self.setCentralWidget(self.stage)
        self._status = QLabel()
        self.statusBar().addWidget(self._status, 1)
        self._jobs = JobTray(self.workspace.background)
        self._jobs.changed.connect(self._refresh_status)
        self.statusBar().addPermanentWidget(self._jobs, 1)
        self.statusBar().setSizeGripEnabled(False)
        self._drops = Drops(self.workspace, whole, lambda: self.current_page, self)

    def _top(self) -> QFrame:
        top = QFrame()
        top.setProperty("role", "topbar")
        row = QHBoxLayout(top)
        row.setContentsMargins(24, 12, 24, 4)
        self.search = SearchBox(self.workspace)
        self.search.setMaximumWidth(720)
        self.search.opened.connect(self._on_hit)
        self.search.left.connect(self._on_search_left)
        row.addStretch(1)
        row.addWidget(self.search, 8)
        row.addStretch(1)
        return top

    def show_page(self, name: str, record_id: str | None = None, page: int | None = None) -> None:
        """Show a place, by its name or that of a kind, and there a record."""
        place = place_of(name)
        self.stage.show_pages()
        leaving = self.current_page
        if leaving is not None and (self._place is not place or record_id is not None):
            self.leave_page(leaving)
        if place.name not in self._pages:
            made = open_page(place, self.workspace)
            made.setProperty("role", "page")
            made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self._pages[place.name] = made
            made.add_changed.connect(self._refresh_actions)
            self.stack.addWidget(made)
        self._place = place
        shown = self._pages[place.name]
        self._jobs.go_on()
        self.stack.setCurrentWidget(shown)
        self.sidebar.show_place(place.name)
        self.search.close_results()
        shown.ensure_fresh()
        if name != place.name or (record_id is not None and name in place.kinds):
            shown.show_kind(name)
        if record_id is not None:
            shown.show_record(record_id, page)
        self._refresh_actions()

    def _refresh_actions(self) -> None:
        page = self.current_page
        new = self._actions["on_new"]
        new.setEnabled(page is not None and page.can_add)
        new.setText(page.add_words if page is not None and page.can_add else command("on_new").words)
        self._actions["on_print"].setEnabled(page is not None and page.can_print)

    def begin_record(self, name: str) -> None:
        """Show a place, by its name or that of a kind, and begin a new record there."""
        self.show_page(name)
        if self.current_page is not None:
            self.current_page.show_kind(name)
            self.current_page.new_record()

    def begin_from_page(self, wish: FromPage) -> None:
        """Begin a new record that is made from a page of a document."""
        asking.from_page(self, wish)

    @property
    def current_page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._place.name) if self._place is not None else None

    def _on_hit(self, hit: Hit) -> None:
        self.show_page(hit.kind, hit.record_id, hit.page)

    def _on_search_left(self) -> None:
        if self.current_page is not None:
            self.current_page.setFocus()
            self.current_page.focusNextChild()

    def _refresh_status(self) -> None:
        self.statusBar().setMinimumHeight(theme().px(30))  # room for a job, whether there is one or not
        self._status.setVisible(self._jobs.isHidden())
        name = self.workspace.vault.path.name
        self._status.setText(tr("{name} · open and encrypted · Ctrl+L locks it", name=name))

    def _show_not_kept(self, error: IsmError) -> None:
        self.statusBar().showMessage(tr("What you are typing is not saved yet. {reason}", reason=str(error)))

    # Commands ------------------------------------------------------------------------------------------------------------

    def on_new(self) -> None:
        """Begin a new entry on this page."""
        if self.current_page is not None:
            self.current_page.new_record()

    def on_save(self) -> None:
        """Save what is typed on this page."""
        if self.current_page is not None:
            self.current_page.save()

    def on_print(self) -> None:
        """Print the paper of this page."""
        if self.current_page is not None:
            self.current_page.print_page()

    def on_journal(self) -> None:
        """Note something in the journal, whatever page is open."""
        QuickEntryDialog(self.workspace, self).open()

    def on_new_question(self) -> None:
        """Write a question down, wherever one is."""
        asking.new_question(self)

    def on_recorder(self) -> None:
        """Show the recorder of a reaction, over everything."""
        self.stage.show_recorder()

    def on_new_reaction(self) -> None:
        """Note what the person reacted to."""
        self.begin_record("reactions")

    def on_import(self) -> None:
        """Choose files to take in."""
        take_in = self.workspace.import_files
        ask_for_files(self, tr("Add documents"), lambda names: take_in([Path(name) for name in names]))

    def on_undo(self) -> None:
        """Undo in the text being typed, else the last saved action."""
        if not text_keys.undo():
            self.workspace.undo_bar.undo_latest()

    def on_redo(self) -> None:
        """Do again what was undone: in the text being typed, else the last saved action."""
        if not text_keys.redo():
            self.workspace.undo_bar.redo_latest()

    def on_duplicate(self) -> None:
        """Begin a new entry that starts with the values of the chosen one."""
        if self.current_page is not None:
            self.current_page.duplicate_selected()

    def on_paste(self) -> None:
        """Paste files and pictures where they have a use; text goes where the cursor is."""
        self._drops.paste()

    def on_trash(self) -> None:
        """Move what is chosen to the trash; in a text, delete the next letter."""
        if not text_keys.delete() and self.current_page is not None:
            self.current_page.trash_selected()

    def on_search(self) -> None:
        """Go to the search field of the page, if it has one; else, or from there, to the search box."""
        if self.current_page is None or not self.current_page.search_here():
            self.search.begin()

    def on_larger(self) -> None:
        """Make all text larger."""
        self._resize_text(10)

    def on_smaller(self) -> None:
        """Make all text smaller."""
        self._resize_text(-10)

    def _resize_text(self, step: int) -> None:
        settings = self.workspace.settings
        settings["text_size"] = max(80, min(200, settings["text_size"] + step))
        apply_look(settings)

    def on_sidebar(self) -> None:
        """Hide the sidebar, or show it again."""
        self.workspace.settings["hide_sidebar"] = not self.workspace.settings["hide_sidebar"]
        self.sidebar.setVisible(not self.workspace.settings["hide_sidebar"])

    def on_next_place(self) -> None:
        """Go to the next place of the sidebar."""
        self._step(1)

    def on_previous_place(self) -> None:
        """Go to the previous place of the sidebar."""
        self._step(-1)

    def _step(self, step: int) -> None:
        there = [place.name for place in places()]
        if self._place is not None:
            here = there.index(self._place.name) if self._place.name in there else -1
            self.show_page(there[(here + step) % len(there)])

    def on_go(self, action: QAction) -> None:
        """Go to the place of a menu line; the commands in the same menu have none."""
        if action.data():
            self.show_page(action.data())

    def on_palette(self) -> None:
        """Show the palette."""
        palette = Palette(self.workspace, palette_content.candidates(self._actions), self)
        palette.gone_to.connect(self._on_gone_to, Qt.ConnectionType.QueuedConnection)
        palette.open()

    def _on_gone_to(self, target: object) -> None:
        """Go where the palette was sent; it has closed, and the focus is back where it was."""
        if isinstance(target, palette_content.ToPlace):
            self.show_page(target.name, target.part)
        elif isinstance(target, palette_content.ToCommand):
            self._actions[target.slot].trigger()
        elif isinstance(target, palette_content.ToSetting):
            self.show_settings(target.name)
        elif isinstance(target, palette_content.ToNew):
            self.begin_record(target.kind)
        elif isinstance(target, Hit):
            self._on_hit(target)

    def on_settings(self) -> None:
        """Show the settings."""
        self.show_settings()

    def show_settings(self, name: str = "") -> None:
        """Show the settings, at one of them where it is named."""
        dialog = settings_of(self.workspace, self)
        self._open(dialog)
        if name:
            dialog.show_setting(name)

    def on_help(self) -> None:
        """Show the help for this page."""
        if self.current_page is not None and self._place is not None:
            self._open(help_texts.page_help(self.workspace, self._place, str(self.current_page.help_text), self))

    def on_shortcuts(self) -> None:
        """Show the list of shortcuts."""
        self._open(help_texts.shortcut_list(self))

    def on_about(self) -> None:
        """Say what this program is."""
        self._open(help_texts.about(self))

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def on_lock(self) -> None:
        """Keep what is typed, and ask `app` to lock."""
        self.keep_typed()
        self.lock_requested.emit()

    def on_quit(self) -> None:
        """Close the window."""
        self.close()

    # Staying and going ---------------------------------------------------------------------------------------------------

    def keep_typed(self) -> None:
        """Save or keep as a draft whatever was typed on any page, and remember the window's place."""
        for page in self._pages.values():
            self.leave_page(page)
        self.workspace.drafts.flush()
        self.workspace.settings["window_geometry"] = fitting.geometry_of(self)

    def leave_page(self, page: Page) -> None:
        """Let a page keep what is typed; where that fails, the others still do, and nothing keeps a person from going or locking."""
        try:
            page.leave()
        except IsmError as error:
            self.workspace.report(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed, and a backup if one is wanted; nothing is asked."""
        self.keep_typed()
        job = self.workspace.safekeeping.back_up_at_close()
        if job is not None:
            # Shown before this window goes, so that the program does not end with it.
            self.closing_backup = ClosingBackup(self.workspace.safekeeping, job)
            self.closing_backup.show()
        super().closeEvent(event)
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say what becomes of files that are dropped."""
        self._drops.on_enter(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the overlay away."""
        super().dragLeaveEvent(event)
        self._drops.on_leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files in."""
        self._drops.on_drop(event)
