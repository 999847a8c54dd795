"""A question about what is on the screen: Ctrl+Shift+Q on any page. And new entries of any kind that are made from a page of a document."""

from typing import TYPE_CHECKING

from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.ui.base.subject import FromPage, Subject
from ism_desktop.ui.places.questions.page import QuestionsPage

if TYPE_CHECKING:
    from ism_desktop.ui.shell.window import MainWindow


def new_question(window: "MainWindow") -> None:
    """Go to where questions are noted; the next one is about what was shown."""
    page = window.current_page
    if page is not None:
        window.leave_page(page)  # what is being typed is an entry then, and the question can be about it
    _ask(window, None if page is None else page.subject, "" if page is None else page.quote)


def _ask(window: "MainWindow", about: Subject | None, quote: str) -> None:
    window.begin_record("questions")
    if isinstance(window.current_page, QuestionsPage):
        window.current_page.ask_about(about, quote)


def from_page(window: "MainWindow", wish: FromPage) -> None:
    """Begin a new entry of a kind that is made from a page of a document."""
    if wish.kind == QUESTIONS.name:
        _ask(window, Subject(DOCUMENTS.name, wish.document_id, wish.page or None), wish.quote)
        return
    window.show_page(wish.kind)
    if window.current_page is not None:
        window.current_page.show_kind(wish.kind)
        window.current_page.new_from_page(wish.document_id, wish.page)
