"""Stings and venom immunotherapy: two lists behind two buttons."""

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records.kinds.stings import STINGS
from ism_desktop.records.kinds.venom_doses import VENOM_DOSES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.page import RecordsPage


class StingsPage(RecordsPage):
    """The shared list and form for both kinds."""

    help_text = tr_lazy(
        "“Stings” is for every sting, also one that did nothing. Write down which insect it was only as far as it is known, and who said"
        " so. If you recorded the reaction while it happened, choose it under “Episode”.\n\n"
        "What you react to stands on your emergency card only if it is also noted under “Reactions & tolerated”. Nothing is copied from"
        " one list to the other.\n\n"
        "“Venom immunotherapy” is a copy of your pass: date, preparation, dose, lot number, arm, reaction, and the next date as the clinic"
        " wrote it. That date stands among the dates on Home. The program works out no dose and no date, and does not remind you."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, tr("Stings and venom immunotherapy"), (STINGS.name, VENOM_DOSES.name))
