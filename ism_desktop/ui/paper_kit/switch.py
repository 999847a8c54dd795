"""The choice between A4 and Letter, remembered as a setting, and the paper that is usual where the person lives."""

from PySide6.QtCore import Signal

from ism_desktop.language import in_use, tr, tr_c
from ism_desktop.printing.paper import Paper
from ism_desktop.settings import Settings
from ism_desktop.ui.kit.widgets.choosing import Choices


def paper_name(paper: Paper) -> str:
    """What a paper size is called."""
    return tr("A4") if paper is Paper.A4 else tr_c("a paper size", "Letter")


def usual_paper(settings: Settings) -> Paper:
    """The paper chosen in the settings, else the one that lies in most printers of the person's country."""
    chosen = settings["paper"]
    for paper in Paper:
        if paper.word == chosen:
            return paper
    # Letter is the paper of the countries that Unicode's locale data lists under "paperSize US-Letter".
    return Paper.LETTER if in_use().territory in _LETTER_COUNTRIES else Paper.A4


_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "NI", "PA", "SV", "VE", "PR", "BZ"})


class PaperSwitch(Choices):
    """A4 or Letter. `chosen` carries the `Paper`; the choice holds for every paper from then on."""

    chosen = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__([(paper.word, paper_name(paper)) for paper in Paper], tr("Paper size"), name="paper")
        self._settings = settings
        self.set_value(usual_paper(settings).word)
        self.changed.connect(self._on_changed)

    @property
    def paper(self) -> Paper:
        """The paper that is chosen."""
        return next(paper for paper in Paper if paper.word == self.value)

    def refresh(self) -> None:
        """Show the paper that the settings hold now: it may have been changed on another page."""
        wanted = usual_paper(self._settings)
        if wanted is not self.paper:
            self.set_value(wanted.word)
            self.chosen.emit(wanted)

    def _on_changed(self) -> None:
        self._settings["paper"] = self.paper.word
        self.chosen.emit(self.paper)
