"""The viewer: the pages of one document as pictures from the worker, with tools, finding and copying; no PDF engine runs here."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.errors import VaultDamaged
from ism_desktop.language import tr
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import heading
from ism_desktop.ui.record_kit.viewer.error_panel import Trouble
from ism_desktop.ui.record_kit.viewer.find_bar import FindBar
from ism_desktop.ui.record_kit.viewer.finding import DocumentWords, Stretch
from ism_desktop.ui.record_kit.viewer.notices import NoticeLine
from ism_desktop.ui.record_kit.viewer.opening import Opened, opened
from ism_desktop.ui.record_kit.viewer.page_area import PageArea
from ism_desktop.ui.record_kit.viewer.page_layout import Fit
from ism_desktop.ui.record_kit.viewer.page_pictures import PagePictures
from ism_desktop.ui.record_kit.viewer.page_text_dialog import PageTextDialog
from ism_desktop.ui.record_kit.viewer.tool_row import ToolRow, viewer_action
from ism_desktop.ui.record_kit.viewer.viewer_commands import COMMANDS, Reach, command_for
from ism_desktop.worker import PageText

_A4 = (595.0, 842.0)


class DocumentViewer(QFrame):
    """Shows one document at a time.

    Signals: `large_wanted` with yes or no; `back_wanted` when the person is done looking; `opened` once the pages of a document are laid
    out; `details_wanted` with yes or no; `turned` with the degrees to the right by which all pages are turned on the screen.
    """

    large_wanted = Signal(bool)
    back_wanted = Signal()
    details_wanted = Signal(bool)
    opened = Signal()
    turned = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("viewer")
        self.setProperty("role", "panel")
        self._workspace = workspace
        self._turn = 0
        self._large = False
        self._document_id: str | None = None
        self._file_id = ""
        self._pages = 0
        self._wanted_page: int | None = None
        self._wanted_words = ""
        self._texts: list[PageText] = []
        self._actions = self._make_actions()
        self.pictures = PagePictures(workspace, self)
        self.area = PageArea(self.pictures)
        self._build()
        self.pictures.file_failed.connect(self._on_file_failed)
        self.area.page_changed.connect(self._on_page_changed)
        self.area.view_changed.connect(self._say_view)
        self.area.selection_changed.connect(self._say_view)
        self.area.menu_wanted.connect(self._on_menu)
        self.find_bar.found.connect(self._on_found)
        self.find_bar.closed.connect(self._on_find_closed)
        self.tools.pages.wanted.connect(self._on_page_wanted)
        self._say_view()

    def _make_actions(self) -> dict[str, QAction]:
        actions: dict[str, QAction] = {}
        for command in COMMANDS:
            if command.slot:
                made = viewer_action(self, command.words, command.icon, checkable=command.checkable)
                made.triggered.connect(getattr(self, command.slot))
                actions[command.slot] = made
        return actions

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        self.back = button(
            tr("All documents"), self.back_wanted.emit, role="quiet", icon_name="mdi6.arrow-left", name="back"
        )
        self.back.setToolTip(tr("Esc"))
        self.title = heading("")
        self.title.setObjectName("viewer_title")
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(0)
        self._head.hide()
        column.addWidget(self._head)
        row = self.tool_line = QHBoxLayout()  # a page with little height puts its own buttons there
        row.setSpacing(4)
        self.tools = ToolRow(self._actions)
        self._menu = self._make_menu(self.tools)
        self.tools.set_menu(self._menu)
        self.details = button(tr("Details"), role="segment", icon_name="mdi6.card-text-outline", name="details")
        self.details.setCheckable(True)
        self.details.clicked.connect(self.details_wanted)
        row.addWidget(self.tools, 1)
        row.addWidget(self.details)
        column.addLayout(row)
        self.find_bar = FindBar()
        column.addWidget(self.find_bar)
        self.notice_line = NoticeLine()
        column.addWidget(self.notice_line)
        self._stack = QStackedWidget()
        self.text = QPlainTextEdit()
        self.text.setObjectName("plain_text")
        self.text.setAccessibleName(tr("Text of the document"))
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._trouble = Trouble()
        self._trouble.retry_wanted.connect(self.reopen)
        for part in (self.area, self.text, self._trouble):
            self._stack.addWidget(part)
        column.addWidget(self._stack, 1)

    def _make_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for command in COMMANDS:
            if not command.slot:
                menu.addSeparator()
                continue
            action = self._actions[command.slot]
            action.setText(f"{command.words}\t{command.keys[0]}" if command.keys else command.words)
            action.setIconText(command.words)
            menu.addAction(action)
        return menu

    # Opening -------------------------------------------------------------------------------------------------------------

    @property
    def document_id(self) -> str | None:
        """The document that is open."""
        return self._document_id

    @property
    def lying(self) -> dict[int, int]:
        """The pages (from 1) that do not stand upright, with the quarters clockwise that would set them so, as far as they are read."""
        return {number: text.turns for number, text in enumerate(self._texts, 1) if text.turns}

    def open(self, document_id: str | None, title: str, pages: int, *, page: int = 1, words: str = "") -> None:
        """Open a document at a page, with words marked in it; one that is open already only turns to them."""
        self.title.setText(title)
        self.area.setAccessibleName(tr("Pages of {title}", title=title))
        if document_id is not None and document_id == self._document_id:
            self._go(page, words)
            return
        self._document_id, self._pages, self._file_id = document_id, pages, ""
        self._wanted_page, self._wanted_words = page, words
        self.find_bar.clear()
        self.reopen()

    def follow(self, title: str, file_id: str, pages: int) -> None:
        """Follow a changed title, and another version of the document that is open."""
        self.title.setText(title)
        before, self._file_id = self._file_id, file_id
        if before not in {"", file_id}:
            self._wanted_page, self._pages = min(self.area.page, pages), pages
            self.reopen()

    def reopen(self) -> None:
        """Read the document anew."""
        self._turn += 1
        self._texts = []
        self.pictures.open(self._document_id)
        self.area.open([])
        self.turned.emit(0)
        self._show_text(shown=False)
        self.tools.pages.show_page(1, max(1, self._pages))
        if self._document_id is not None:
            self._workspace.background.run(
                partial(opened, self._workspace.vault, self._turn, self._document_id),
                owner=self,
                quiet=True,
                on_result=self._on_read,
            )

    def _on_read(self, answer: Opened) -> None:
        if answer.turn != self._turn:
            return
        self._texts = answer.texts
        words = DocumentWords(answer.texts)
        self.area.open(answer.sizes or [_A4] * self._pages)
        self.area.set_words(words)
        self.find_bar.set_document(words)
        if self._wanted_page is not None:
            self._go(self._wanted_page, self._wanted_words)
        self._wanted_page, self._wanted_words = None, ""
        self._say_view()
        self.opened.emit()

    def _go(self, page: int, words: str) -> None:
        if not self.area.has_pages:
            self._wanted_page, self._wanted_words = page, words
            return
        self._show_text(shown=False)
        self.area.go_to(page)
        if words:
            self.find_bar.look_for(words, page)

    def _on_file_failed(self, error: VaultDamaged) -> None:
        self._trouble.show_error(error)
        self._stack.setCurrentWidget(self._trouble)

    # Telling -------------------------------------------------------------------------------------------------------------

    def _on_page_changed(self, page: int) -> None:
        pages = max(1, self._pages)
        self.tools.pages.show_page(page, pages)
        self.find_bar.start_at(page)
        self.area.setAccessibleDescription(tr("Page {number} of {count}", number=page, count=pages))

    def _say_view(self) -> None:
        view = self.area.view
        self._actions["fit_width"].setChecked(view.fit is Fit.WIDTH)
        self._actions["fit_page"].setChecked(view.fit is Fit.PAGE)
        self._actions["toggle_one_page"].setChecked(view.one_page)
        self._actions["toggle_text"].setChecked(self._stack.currentWidget() is self.text)
        self._actions["copy"].setEnabled(self.area.selection is not None)
        self._actions["select_page"].setEnabled(bool(self._texts))
        self._actions["toggle_text"].setEnabled(bool(self._texts))
        self._actions["open_page_text"].setEnabled(bool(self._texts))

    def set_place(self, *, large: bool, back: bool, titled: bool) -> None:
        """Say whether the viewer has the page for itself, whether the list is hidden, and whether the title stands nowhere else."""
        self.title.setVisible(titled)
        self._large = large
        self._actions["toggle_large"].setChecked(large)
        self._head.setVisible(large or back)

    def keep_small(self) -> None:
        """Stay beside something else: no title of its own, no details, and never the whole page."""
        self.set_place(large=False, back=False, titled=False)
        self.details.hide()
        self._actions["toggle_large"].setVisible(False)

    def _on_menu(self, place: QPoint) -> None:
        self._menu.popup(place)

    def _on_page_wanted(self, page: int) -> None:
        self._show_text(shown=False)
        self.area.go_to(page)
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    # Commands ------------------------------------------------------------------------------------------------------------

    def zoom_in(self) -> None:
        """Make the page larger."""
        self.area.zoom_by(1)

    def zoom_out(self) -> None:
        """Make the page smaller."""
        self.area.zoom_by(-1)

    def fit_width(self) -> None:
        """Make the page as wide as the window."""
        self.area.set_fit(Fit.WIDTH)

    def fit_page(self) -> None:
        """Show the whole page."""
        self.area.set_fit(Fit.PAGE)

    def turn_right(self) -> None:
        """Turn the view to the right."""
        self._turn_pages(90)

    def turn_left(self) -> None:
        """Turn the view to the left."""
        self._turn_pages(-90)

    def _turn_pages(self, degrees: int) -> None:
        self.area.turn(degrees)
        self.turned.emit(self.area.view.rotation)

    def toggle_one_page(self) -> None:
        """Show one page at a time, or all under one another."""
        self.area.set_one_page(one_page=not self.area.view.one_page)

    def toggle_text(self) -> None:
        """Show the words alone, which wrap and grow with the size of all text, or the pages again."""
        self._show_text(shown=self._stack.currentWidget() is not self.text)

    def open_page_text(self, page: int | None = None) -> None:
        """Show the text of a page (from 1), or of the one in sight, beside its picture, to be corrected or read again."""
        if self._document_id is None or not self._texts:
            return
        page = min(page or self.area.page, len(self._texts))
        dialog = PageTextDialog(self._workspace, self._document_id, page, self._texts[page - 1], self.window())
        dialog.changed.connect(self._on_text_changed)
        dialog.open()

    def shows_text_of(self, document_id: str) -> bool:
        """Whether the text of this document is here, for `open_page_text`."""
        return self._document_id == document_id and bool(self._texts)

    def _on_text_changed(self) -> None:
        self._wanted_page = self.area.page
        self.reopen()

    def _show_text(self, *, shown: bool) -> None:
        if shown:
            parts = [
                f"{tr('Page {number}', number=n)}\n\n{text.text.strip() or tr('There is no text on this page.')}"
                for n, text in enumerate(self._texts, 1)
            ]
            self.text.setPlainText("\n\n".join(parts))
        else:
            self.text.clear()
        self._stack.setCurrentWidget(self.text if shown else self.area)
        if shown:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_view()

    def toggle_large(self) -> None:
        """Ask for the whole page, or give it back."""
        self.large_wanted.emit(not self._large)

    def open_find(self) -> None:
        """Go to the field for finding."""
        self._show_text(shown=False)
        self.find_bar.open_bar()

    def find_next(self) -> None:
        """Go to the next place of the words looked for."""
        self._find_or_open(self.find_bar.next)

    def find_previous(self) -> None:
        """Go to the place before."""
        self._find_or_open(self.find_bar.previous)

    def _find_or_open(self, step: Callable[[], None]) -> None:
        if self.find_bar.isVisibleTo(self):
            step()
        else:
            self.open_find()

    def copy(self) -> None:
        """Copy what is chosen."""
        self.area.copy()

    def select_page(self) -> None:
        """Choose all words of the page."""
        self.area.select_page()

    def _on_found(self, places: list[Stretch], current: Stretch | None) -> None:
        self.area.mark(places, current)

    def _on_find_closed(self) -> None:
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    # Keys ----------------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something here before the window takes them as its own."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._command(event):
            event.accept()
            return True
        return super().event(event)

    def knows(self, event: QKeyEvent) -> bool:
        """Whether these keys mean something to the viewer even while the focus is elsewhere in the place."""
        return command_for(event, Reach.PLACE) is not None

    def run(self, event: QKeyEvent) -> None:
        """Do what these keys mean while the focus is elsewhere in the place."""
        command = command_for(event, Reach.PLACE)
        if command is not None:
            self._actions[command.slot].trigger()

    def _command(self, event: QKeyEvent) -> QAction | None:
        command = command_for(event, Reach.PAGES if self.area.hasFocus() else Reach.VIEWER)
        return self._actions[command.slot] if command is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run a command by its keys; Esc lets go of what is chosen, then goes back."""
        action = self._command(event)
        if action is not None:
            action.trigger()
        elif event.key() == Qt.Key.Key_Escape and self.area.selection is not None:
            self.area.clear_selection()
        elif event.key() == Qt.Key.Key_Escape and self._head.isVisibleTo(self):
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)
