"""A question about what is on the screen: Ctrl+Shift+Q on any page."""

from typing import TYPE_CHECKING

from ism_desktop.ui.places.questions.page import QuestionsPage

if TYPE_CHECKING:
    from ism_desktop.ui.shell.window import MainWindow


def new_question(window: "MainWindow") -> None:
    """Go to where questions are noted; the next one is about what was shown."""
    page = window.current_page
    if page is not None:
        window.leave_page(page)  # what is being typed is an entry then, and the question can be about it
    about = None if page is None else page.subject
    window.begin_record("questions")
    if isinstance(window.current_page, QuestionsPage):
        window.current_page.ask_about(about)
