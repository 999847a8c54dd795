"""The guide: contents and pages to read and search, the person's notes beside each sentence, and all of it as a booklet."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.library import guide as guides
from ism_desktop.library.guide import COMMON, GLOSSARY
from ism_desktop.printing.guide_booklet.collect import note_words
from ism_desktop.records import store
from ism_desktop.records.kinds.guide_notes import GUIDE_NOTES
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import BASE_POINTS, theme
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import PageHead
from ism_desktop.ui.places.guide.booklet_dialog import BookletDialog
from ism_desktop.ui.places.guide.note_dialog import NoteDialog
from ism_desktop.ui.places.guide.page_html import Look, OwnNote, PageHtml
from ism_desktop.ui.places.guide.reader import Reader
from ism_desktop.ui.record_kit.glossary.term_dialog import TermDialog
from ism_desktop.ui.record_kit.view import KindView, shown_in

_READ, _NOTES = "read", "notes"
_FIND = "find:"  # before the words that the search box looked for
_LARGER = 1.05
_SEARCH_WIDTH = 220
_LOW = 520  # pixels at 100 %


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown: a page's key (empty for the contents), or the words that were looked for."""

    key: str = ""
    words: str = ""


class GuidePage(Page):
    """Two views behind two buttons: the text, and the list of the person's notes."""

    kinds = frozenset({GUIDE_NOTES.name})
    can_add = True
    can_print = True
    help_text = tr_lazy(
        "The guide explains the condition in short pages. Each sentence names its sources by number; they are listed at the end of the"
        " page with the day on which it was checked. Where sources disagree, it says so. No clinician has reviewed it, and it gives no"
        " advice: take what concerns you to your doctor.\n\n"
        "Underlined words are explained: rest the mouse on one, or press it. “Add note” beside a sentence keeps what you think or what your"
        " doctor says. All your notes stand under “My notes in the guide”, with their history.\n\n"
        "Ctrl+F searches the guide, and once more the whole record. Page Up and Page Down move through a page, Tab goes from link to link,"
        " Alt and the left arrow go back. “Print the guide…” makes a booklet."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.add_words = GUIDE_NOTES.add
        self._guide = guides.load()
        self._shown = _Shown()
        self._before: list[tuple[_Shown, int]] = []
        self._at = ""  # the statement or term to which the way here led
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.setSpacing(8)
        self.head = PageHead(tr("Guide"))
        column.addWidget(self.head)
        column.addWidget(self._bar())
        self.reader = Reader()
        self.reader.meanings = {f"term:{term.key}": term.meaning.text for term in self._guide.glossary}
        self.reader.link_pressed.connect(self.follow)
        self.notes = KindView(workspace, GUIDE_NOTES)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.reader)
        self._stack.addWidget(self.notes)
        column.addWidget(self._stack, 1)
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        theme().changed.connect(self._show)

    def _bar(self) -> QWidget:
        bar = QWidget()
        row = FlowLayout(bar)
        self.back = icon_button(tr("Back"), "mdi6.arrow-left", self.go_back, name="guide_back")
        self.back.setToolTip(tr("Back (Alt and the left arrow)"))
        row.addWidget(self.back)
        views = ((_READ, tr("Read")), (_NOTES, GUIDE_NOTES.plural))
        self.switch = Choices(views, tr("Show"), name="guide_view")
        self.switch.set_value(_READ)
        self.switch.changed.connect(self._on_switched)
        row.addWidget(self.switch)
        row.addWidget(button(tr("Contents"), self._on_contents, role="quiet", name="guide_contents"))
        self.search = QLineEdit()
        self.search.setObjectName("guide_search")
        self.search.setPlaceholderText(tr("Search the guide"))
        self.search.setAccessibleName(tr("Search the guide"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(theme().px(_SEARCH_WIDTH))
        self.search.textEdited.connect(self._on_searched)
        self.search.returnPressed.connect(self._on_entered)
        row.addWidget(self.search)
        printing = button(tr("Print the guide…"), self.print_page, icon_name="mdi6.printer-outline", name="print_guide")
        row.addWidget(printing)
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window needs all its height for the text; the sidebar says which page it is."""
        super().resizeEvent(event)
        self.head.setVisible(self.height() >= theme().px(_LOW))

    # Reading -------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the notes again, and show them where they stand."""
        self.notes.refresh()
        self._show()

    def _notes(self) -> dict[str, list[OwnNote]]:
        found: dict[str, list[OwnNote]] = {}
        with self.workspace.vault.read() as session:
            for record in store.list_active(session, GUIDE_NOTES):
                note = OwnNote(record.id, note_words(record))
                found.setdefault(str(record.values["statement"] or ""), []).append(note)
        return found

    def _show(self) -> None:
        """Show the page again, where it was scrolled to."""
        if self.workspace.is_closed:
            return
        self.search.setFixedWidth(theme().px(_SEARCH_WIDTH))
        at = self.reader.verticalScrollBar().value()
        look = Look(theme().colours, BASE_POINTS * _LARGER * theme().scale)
        made = PageHtml(self._guide, look, self._notes())
        shown = self._shown
        if shown.words:
            self.reader.setHtml(made.found(shown.words, self._guide.search(shown.words)))
        else:
            self.reader.setHtml(made.page(shown.key) if shown.key else made.contents())
        self.reader.verticalScrollBar().setValue(at)
        self.back.setEnabled(bool(self._before))

    def _go(self, shown: _Shown) -> None:
        """Show another page from its beginning, and remember the way back."""
        self._turn(_READ)
        if shown == self._shown:
            return
        if not (shown.words and self._shown.words):  # letter by letter is one way
            self._before.append((self._shown, self.reader.verticalScrollBar().value()))
        self._shown, self._at = shown, ""
        self._show()
        self.reader.verticalScrollBar().setValue(0)

    def go_back(self) -> None:
        """Show what was read before, where it was scrolled to."""
        if not self._before:
            return
        self._turn(_READ)
        self._at = ""
        self._shown, at = self._before.pop()
        self._show()
        self.reader.verticalScrollBar().setValue(at)
        if not self._shown.words:
            self.search.clear()
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, link: str) -> None:
        """Go where a link of the text leads."""
        sort, _, key = link.partition(":")
        if sort == "page":
            self.search.clear()
            self._go(_Shown(key))
        elif sort == "at":
            self.show_record(key)
        elif sort == "term":
            term = next((one for one in self._guide.glossary if one.key == key), None)
            if term is not None:
                TermDialog(self.workspace, term, self).open()
        elif sort == "note":
            statement = self._guide.statement(key)
            if statement is not None:
                NoteDialog(self.workspace, statement, self).open()
        elif sort == "own":
            self._turn(_NOTES)
            self.notes.show_record(key)

    def show_record(self, record_id: str, page: int | None = None) -> None:  # noqa: ARG002  (a note has no pages)
        """Show a page of the guide by its key, a statement or term by its, what a search finds, or a note."""
        if record_id.startswith(_FIND):
            self.search.setText(record_id.removeprefix(_FIND))
            self._go(_Shown(words=self.search.text()))
            self.reader.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        key = record_id.partition(".")[0]
        if key in {*self._guide.keys, COMMON, GLOSSARY}:
            self._go(_Shown(key))
            if record_id != key:
                self.reader.scrollToAnchor(record_id)
                self._at = record_id
            self.reader.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._turn(_NOTES)
        self.notes.show_record(record_id)

    @property
    def subject(self) -> Subject | None:
        """The note or page that is shown; of a page the statement to which the cursor or the way here led."""
        if self.switch.value == _NOTES:
            return shown_in(self.notes)
        if not self._shown.key:
            return None
        held = self.reader.focused_link.partition(":")[2]
        return Subject("guide", held if self._guide.statement(held) is not None else self._at or self._shown.key)

    # Searching -----------------------------------------------------------------------------------------------------------

    def search_here(self) -> bool:
        """Go to the field that searches the guide; False where the cursor is in it already."""
        if self.search.hasFocus():
            return False
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def _on_searched(self, words: str) -> None:
        if words.strip():
            self._go(_Shown(words=words.strip()))
        elif self._shown.words:
            self.go_back()
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_entered(self) -> None:
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_contents(self) -> None:
        self.search.clear()
        self._go(_Shown())

    # Notes ---------------------------------------------------------------------------------------------------------------

    def _turn(self, view: str) -> None:
        if view == _READ and self.notes.is_editing:
            self.notes.form.leave()
        self.switch.set_value(view)
        self._stack.setCurrentWidget(self.reader if view == _READ else self.notes)

    def _on_switched(self) -> None:
        self._turn(self.switch.value or _READ)

    def show_kind(self, kind: str) -> None:
        """Show the notes."""
        if kind == GUIDE_NOTES.name:
            self._turn(_NOTES)

    def new_record(self) -> None:
        """Begin a note of its own."""
        self._turn(_NOTES)
        self.notes.new_record()

    def save(self) -> None:
        """Save the note that is typed."""
        if self.notes.is_editing:
            self.notes.form.save()

    def leave(self) -> None:
        """Save what is typed, or keep it as a draft."""
        if self.notes.is_editing:
            self.notes.form.leave()

    def trash_selected(self) -> None:
        """Move the chosen notes to the trash."""
        if self.switch.value == _NOTES:
            self.notes.list.trash_selected()

    def duplicate_selected(self) -> None:
        """Begin a new note with the values of the chosen one."""
        if self.switch.value == _NOTES:
            self.notes.duplicate()

    def print_page(self) -> None:
        """Print the guide, or the page that is shown."""
        dialog = BookletDialog(self.workspace, self, self._shown.key)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
