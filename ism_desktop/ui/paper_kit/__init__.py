"""Papers in the window: a preview made of pictures of the very PDF, printing it at exactly 100 %, and saving it as a file."""

from ism_desktop.ui.paper_kit.afterwards import Afterwards
from ism_desktop.ui.paper_kit.canvas import Cutout
from ism_desktop.ui.paper_kit.given_button import GivenButton
from ism_desktop.ui.paper_kit.leaving import Leaving
from ism_desktop.ui.paper_kit.preview import PaperPreview
from ism_desktop.ui.paper_kit.print_run import CARD_DPI, PAGE_DPI, print_paper
from ism_desktop.ui.paper_kit.saving import CALENDAR, CARDS, TABLE, FileChoice, private_file, save_paper, write_private
from ism_desktop.ui.paper_kit.switch import PaperSwitch, paper_name, usual_paper
from ism_desktop.ui.paper_kit.two_sides import TwoSides

__all__ = [
    "CALENDAR",
    "CARDS",
    "CARD_DPI",
    "PAGE_DPI",
    "TABLE",
    "Afterwards",
    "Cutout",
    "FileChoice",
    "GivenButton",
    "Leaving",
    "PaperPreview",
    "PaperSwitch",
    "TwoSides",
    "paper_name",
    "print_paper",
    "private_file",
    "save_paper",
    "usual_paper",
    "write_private",
]
