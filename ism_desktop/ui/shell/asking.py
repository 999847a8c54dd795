"""A question about what is on the screen: Ctrl+Shift+Q on any page."""

from typing import TYPE_CHECKING

from ism_desktop.ui.places.questions.page import QuestionsPage

if TYPE_CHECKING:
    from ism_desktop.ui.shell.window import MainWindow


def new_question(window: "MainWindow") -> None:
    """Go to where questions are noted; the next one is about the entry that was shown."""
    about = None if window.current_page is None else window.current_page.shown_record
    window.begin_record("questions")
    if isinstance(window.current_page, QuestionsPage):
        window.current_page.ask_about(about)
