"""Questions for you: the answers in one list, the questions one after the other, and the letter."""

from PySide6.QtCore import Qt

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records.kinds.prompt_answers import PROMPT_ANSWERS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button, set_primary
from ism_desktop.ui.places.about_me_letter.answer_dialog import AnswerDialog
from ism_desktop.ui.places.about_me_letter.letter_dialog import LetterDialog
from ism_desktop.ui.record_kit.page import RecordsPage


class AboutMeLetterPage(RecordsPage):
    """The shared list and form, with two dialogs."""

    can_print = True
    help_text = tr_lazy(
        "Here are questions about you, to answer in your own words, in any order and as far as you like. “Answer the questions…” shows one"
        " after the other; what you type is saved as you go. You can also add a question of your own.\n\n"
        "Your answers are private. They are not in the binder, and in no paper that you did not choose. An export of your whole record"
        " holds them. “Papers may quote it” lets papers for a visit use an answer.\n\n"
        "“Letter about me…” makes a letter for a new doctor, a school, an employer or an airline. Choose for whom it is, tick the answers,"
        " put them in order, and say for this letter what you want to say differently. What you prepare is kept until you print it."
    )

    def __init__(self, workspace: Workspace) -> None:
        self._is_ready = False
        super().__init__(workspace, tr("Questions for you"), (PROMPT_ANSWERS.name,))
        self._letter = button(
            tr("Letter about me…"), self.print_page, icon_name="mdi6.email-edit-outline", name="make_letter"
        )
        self._answer = button(
            tr("Answer the questions…"),
            self.answer_questions,
            role="primary",
            icon_name="mdi6.comment-question-outline",
            name="answer_questions",
        )
        for part in (self._letter, self._answer):
            self.head.add_button(part)
        self._is_ready = True
        self._refresh_head()

    def _refresh_head(self) -> None:
        super()._refresh_head()
        if self._is_ready:  # the list is made before the buttons
            view = self.view
            set_primary(self._add, primary=False)
            set_primary(self._answer, primary=not (view.is_editing and view.form.offers_saving))

    def answer_questions(self) -> None:
        """Show the questions one after the other."""
        self.leave()
        AnswerDialog(self.workspace, self).open()

    def print_page(self) -> None:
        """Make the letter."""
        self.leave()
        dialog = LetterDialog(self.workspace, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
