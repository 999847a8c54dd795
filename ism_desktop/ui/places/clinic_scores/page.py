"""The page of scores from the clinic: one list, and in its help why it holds totals only."""

from ism_desktop.language import tr_lazy
from ism_desktop.records.kinds.clinic_scores import CLINIC_SCORES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.page import RecordsPage


class ClinicScoresPage(RecordsPage):
    """The shared list and form."""

    help_text = tr_lazy(
        "If your clinic gave you a questionnaire and told you its total, write it down here: its name, the date, the total as you were"
        " given it, and who gave it. Attach the sheet or a scan of it under “Supporting documents”.\n\n"
        "The questions of these questionnaires, how they are counted and what a total means belong to those who made them; most may not"
        " be copied without their consent. That is why the program has no questions to fill in, adds nothing up, knows no limits, and says"
        " nothing about a total. Ask your clinic what it means.\n\n"
        "What you feel from day to day goes into your journal, on a scale of your own."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, CLINIC_SCORES.plural, (CLINIC_SCORES.name,))
