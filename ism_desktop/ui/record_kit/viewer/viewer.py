"""The viewer: the pages of one document as pictures from the worker, with tools, finding and copying; no PDF engine runs here."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from ism_desktop.errors import VaultDamaged
from ism_desktop.language import tr
from ism_desktop.ui.base.subject import FromPage
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.record_kit.viewer.error_panel import Trouble
from ism_desktop.ui.record_kit.viewer.find_bar import FindBar
from ism_desktop.ui.record_kit.viewer.finding import DocumentWords, Spot, Stretch
from ism_desktop.ui.record_kit.viewer.notices import NoticeLine
from ism_desktop.ui.record_kit.viewer.opening import Opened, Opening, Sizes, prepared
from ism_desktop.ui.record_kit.viewer.page_layout import Fit
from ism_desktop.ui.record_kit.viewer.page_pictures import PagePictures
from ism_desktop.ui.record_kit.viewer.page_text_dialog import PageTextDialog
from ism_desktop.ui.record_kit.viewer.pages_side import PagesSide
from ism_desktop.ui.record_kit.viewer.plain_text import PlainText
from ism_desktop.ui.record_kit.viewer.tool_row import ToolRow, ViewerHead, viewer_action
from ism_desktop.ui.record_kit.viewer.viewer_commands import COMMANDS, Reach, command_for
from ism_desktop.ui.record_kit.viewer.viewer_menu import from_page_menu, viewer_menu
from ism_desktop.worker import PageText


class DocumentViewer(QFrame):
    """Shows one document at a time.

    Signals: `large_wanted` with yes or no; `back_wanted` when the person is done looking; `opened` once the pages of a document are laid
    out and their words known; `details_wanted` with yes or no; `beside_wanted` for another document beside this one, `copy_wanted` for a
    copy of its file; `turned` with the degrees to the right by which all pages are turned on the screen.
    """

    large_wanted = Signal(bool)
    back_wanted = Signal()
    details_wanted = Signal(bool)
    beside_wanted = Signal()
    copy_wanted = Signal()
    opened = Signal()
    turned = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("viewer")
        self.setProperty("role", "panel")
        self._workspace = workspace
        self._large = False
        self._document_id: str | None = None
        self._file_id = ""
        self._pages = 0
        self._wanted_page: int | None = None
        self._wanted_words = ""
        self._texts: list[PageText] = []
        self._words = DocumentWords(())
        self.pictures = PagePictures(workspace, self)
        self._opening = Opening(workspace, self.pictures, self)
        self._opening.sized.connect(self._on_sized)
        self._opening.opened.connect(self._on_read)
        self.side = PagesSide(workspace, self.pictures)
        self._actions = self._make_actions()
        self.area, self.strip = self.side.area, self.side.strip
        self._build()
        self.pictures.file_failed.connect(self._on_file_failed)
        self.area.page_changed.connect(self._on_page_changed)
        self.area.view_changed.connect(self._say_view)
        self.area.selection_changed.connect(self._say_view)
        self.area.menu_wanted.connect(self._on_menu)
        self.area.doubt_pressed.connect(self._open_text_at)
        self.side.changed.connect(self._say_view)
        self.side.front_wanted.connect(self._show_pages)
        self.strip.wanted.connect(self.area.go_to)
        self.strip.left.connect(self._to_pages)
        self.find_bar.found.connect(self._on_found)
        self.find_bar.closed.connect(self._on_find_closed)
        self.tools.pages.wanted.connect(self._on_page_wanted)
        self._say_view()

    def _make_actions(self) -> dict[str, QAction]:
        actions: dict[str, QAction] = {}
        for command in COMMANDS:
            if command.slot:
                made = viewer_action(self, command.words, command.icon, checkable=command.checkable)
                made.triggered.connect(getattr(self, command.slot, None) or getattr(self.side, command.slot))
                actions[command.slot] = made
        return actions

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        self._head = ViewerHead()
        self.back, self.title = self._head.back, self._head.title
        self.back.clicked.connect(self.back_wanted)
        self._head.hide()
        column.addWidget(self._head)
        row = self.tool_line = QHBoxLayout()  # a page with little height puts its own buttons there
        row.setSpacing(4)
        self.tools = ToolRow(self._actions)
        self._from_page = from_page_menu(self, self._begin_from_page)
        self._menu = viewer_menu(self.tools, self._actions, self._from_page)
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
        self.text = PlainText()
        self._trouble = Trouble()
        self._trouble.retry_wanted.connect(self.reopen)
        for part in (self.side, self.text, self._trouble):
            self._stack.addWidget(part)
        column.addWidget(self._stack, 1)

    # Opening -------------------------------------------------------------------------------------------------------------

    @property
    def document_id(self) -> str | None:
        """The document that is open."""
        return self._document_id

    @property
    def shown_page(self) -> int | None:
        """The page of the document that is shown; None where it has one only."""
        return self.area.page if self._pages > 1 and self.area.has_pages else None

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
        self._wanted_page = self._wanted_page or 1
        self._texts = []
        self._words.give_up()
        self.pictures.open(self._document_id)
        self.area.open([])
        self.side.open(self._document_id, self._pages)
        self.turned.emit(0)
        self._show_text(shown=False)
        self.tools.pages.show_page(1, max(1, self._pages))
        self._opening.begin(self._document_id, self._pages)

    def _on_sized(self, answer: Sizes) -> None:
        self.area.open(answer.sizes, self._wanted_page or 1)

    def _on_read(self, answer: Opened) -> None:
        self._texts = answer.texts
        words = self._words = DocumentWords(answer.texts)
        self.area.set_words(words)
        self.find_bar.set_document(words)
        self.side.show_doubts(answer.doubts)
        if self._wanted_words and self._wanted_page is not None:
            self._go(self._wanted_page, self._wanted_words)
        self._wanted_page, self._wanted_words = None, ""
        self._say_view()
        self._workspace.background.run(partial(prepared, words), owner=self, quiet=True)
        self.opened.emit()

    def _go(self, page: int, words: str) -> None:
        if not self.area.has_pages:
            self._wanted_page, self._wanted_words = page, words
            return
        self._show_text(shown=False)
        self.area.go_to(page)
        if self._wanted_page is not None:  # the words are still being read
            self._wanted_page, self._wanted_words = page, words
        elif words:
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
        self._actions["toggle_strip"].setChecked(self.side.has_strip)
        self._actions["toggle_strip"].setVisible(self._pages > 1)
        self._actions["toggle_doubts"].setChecked(self.side.marks_doubts)
        for name in ("toggle_doubts", "next_doubt", "previous_doubt"):
            self._actions[name].setVisible(self.side.doubts.count > 0)
        self._actions["copy"].setEnabled(self.area.selection is not None)
        for name in ("select_page", "select_sentence"):
            self._actions[name].setEnabled(bool(self._texts))
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
        self.side.keep_small()
        for name in ("toggle_large", "show_beside", "save_copy"):
            self._actions[name].setVisible(False)

    def _on_menu(self, place: QPoint) -> None:
        self._menu.popup(place)

    def _on_page_wanted(self, page: int) -> None:
        self._show_text(shown=False)
        self.area.go_to(page)
        self._to_pages()

    def _to_pages(self) -> None:
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    # Commands ------------------------------------------------------------------------------------------------------------

    def turn_right(self) -> None:
        """Turn the view to the right."""
        self._turn_pages(90)

    def turn_left(self) -> None:
        """Turn the view to the left."""
        self._turn_pages(-90)

    def _turn_pages(self, degrees: int) -> None:
        self.area.turn(degrees)
        self.strip.turn(self.area.view.rotation)
        self.turned.emit(self.area.view.rotation)

    def toggle_text(self) -> None:
        """Show the words alone, which wrap and grow with the size of all text, or the pages again."""
        self._show_text(shown=self._stack.currentWidget() is not self.text)

    def open_page_text(self, page: int | None = None) -> None:
        """Show the text of a page (from 1), or of the one in sight, beside its picture, to be corrected or read again.

        Of the one in sight at the chosen word, if one is chosen.
        """
        chosen = None if page else self.side.word_in_hand(self._texts)  # an action says False for none
        self._open_text_at(chosen or Spot(min(page or self.area.page, len(self._texts)), -1))

    def _open_text_at(self, spot: Spot) -> None:
        if self._document_id is None or not self._texts:
            return
        text = self._texts[spot.page - 1]
        dialog = PageTextDialog(self._workspace, self._document_id, spot.page, text, self.window(), word=spot.word)
        dialog.changed.connect(self._on_text_changed)
        dialog.open()

    def shows_text_of(self, document_id: str) -> bool:
        """Whether the text of this document is here, for `open_page_text`."""
        return self._document_id == document_id and bool(self._texts)

    def _on_text_changed(self) -> None:
        self._wanted_page = self.area.page
        self.reopen()

    def _show_pages(self) -> None:
        self._show_text(shown=False)

    def _show_text(self, *, shown: bool) -> None:
        if shown:
            self.text.show_texts(self._texts)
        else:
            self.text.show_texts(())
        self._stack.setCurrentWidget(self.text if shown else self.side)
        if shown:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_view()

    def show_beside(self) -> None:
        """Ask for another document beside this one."""
        self.beside_wanted.emit()

    def save_copy(self) -> None:
        """Ask for a copy of the file."""
        self.copy_wanted.emit()

    def new_from_page(self) -> None:
        """Offer what can be made from the page in sight: a question, a note, test results, and more."""
        corner = self.area.viewport().rect().topLeft() + QPoint(24, 24)
        self._from_page.popup(self.area.viewport().mapToGlobal(corner))
        self._from_page.setActiveAction(self._from_page.actions()[0])

    def _begin_from_page(self, kind: str) -> None:
        if self._document_id is not None:
            wish = FromPage(kind, self._document_id, self.shown_page or 0, self.area.selected_text)
            self._workspace.begin_from_page(wish)

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

    def _on_found(self, places: list[Stretch], current: Stretch | None) -> None:
        self.area.mark(places, current)

    def _on_find_closed(self) -> None:
        self.area.select_found()
        self._to_pages()

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
