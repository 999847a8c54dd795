"""What a page is to the window: a widget for one place, with a few things that it may do."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ism_desktop.language import LazyText
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace


class Page(QWidget):
    """One place of the sidebar. Override what the place can do; leave out what it cannot.

    `refresh` runs when the page is shown for the first time, and again after a commit that changed one of `kinds`
    (all kinds when it is empty): at once when the page is visible, else when it is next shown.
    """

    kinds: frozenset[str] = frozenset()
    help_text: ClassVar[str | LazyText] = ""  # paragraphs, with an empty line between them
    can_add = False  # whether Ctrl+N means something here
    add_words = ""  # what it does then, as on the page's button: "Add medication"
    takes_keys = False  # whether it is gone through by single keys, so that no dialog may come over it by itself
    can_print = False  # whether Ctrl+P does
    add_changed = Signal()  # Ctrl+N means something else now

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._stale = True
        workspace.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Read again what is shown; what a person is typing must survive it."""

    def show_kind(self, kind: str) -> None:
        """Show the records of one kind, on a page that holds several."""

    def show_record(self, record_id: str, page: int | None = None) -> None:
        """Choose a record, and of a document the page (from 1)."""

    @property
    def subject(self) -> Subject | None:
        """The one thing that is shown or chosen: what a question asked now is about. `show_record` of its key shows it again."""
        return None

    @property
    def quote(self) -> str:
        """Words of what is shown that a person chose: a question asked now begins with them."""
        return ""

    def new_record(self) -> None:
        """Begin a new record: the page's primary button, and Ctrl+N."""

    def new_from_page(self, document_id: str, page: int) -> None:
        """Begin a new record of the kind that is shown, made from a page of a document, or with 0 from all of it."""

    def save(self) -> None:
        """Save what is typed: Ctrl+S."""

    def print_page(self) -> None:
        """Print the paper that this page is for: Ctrl+P."""

    def search_here(self) -> bool:
        """Go to a search field of the page's own: Ctrl+F. False where it has none, or the cursor is in it already."""
        return False

    def trash_selected(self) -> None:
        """Move what is chosen to the trash and offer to undo it: Del."""

    def duplicate_selected(self) -> None:
        """Begin a new record that starts with the values of the chosen one: Ctrl+D."""

    def leave(self) -> None:
        """Keep what is typed: another page is shown, or the program locks or closes. Must not ask anything."""

    def ensure_fresh(self) -> None:
        """Read again when something changed since the page was last shown."""
        if self._stale:
            self._stale = False
            self.refresh()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if self.kinds and not self.kinds & kinds:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while the page was hidden."""
        super().showEvent(event)
        self.ensure_fresh()
