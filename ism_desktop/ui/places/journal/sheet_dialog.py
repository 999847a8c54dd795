"""The dialog of the sheet to fill in by hand: for which month, how large, and whether a name stands on it."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.printing import journal_sheet
from ism_desktop.records import disclosures
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices, TickBox
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog, Printout

_NONE, _USUAL, _LARGE = "none", "usual", "large"


class SheetDialog(PaperDialog):
    """Preview, paper size, save, print. Nothing is asked for before the sheet is seen."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        self._workspace = workspace
        today = workspace.today()
        following = divmod(12 * today.year + today.month, 12)
        self._months = {"this": (today.year, today.month), "next": (following[0], following[1] + 1), _NONE: None}
        words = {key: in_use().month(*month) if month else tr("Without a month") for key, month in self._months.items()}
        self.month = Choices(tuple(words.items()), tr("Month"), name="sheet.month")
        self.month.set_value("this")
        sizes = ((_USUAL, tr("A month on a page")), (_LARGE, tr("Large: half a month on a page")))
        self.large = Choices(sizes, tr("Size"), name="sheet.size")
        self.large.set_value(_USUAL)
        self.named = TickBox(tr("With my name and birth date"), name="sheet.named")
        super().__init__(workspace, self._made(), page)
        for place, part in enumerate((self.month, self.large, self.named), 1):
            self.body.insertWidget(place, part)
        for changed in (self.month.changed, self.large.changed, self.named.toggled):
            changed.connect(self._on_changed)

    def _made(self) -> Printout:
        with self._workspace.vault.read() as session:
            content = journal_sheet.collect(
                session,
                self._workspace.today(),
                month=self._months[self.month.value or _NONE],
                is_large=self.large.value == _LARGE,
                with_name=self.named.isChecked(),
            )
        return Printout(
            "journal_sheet",
            tr("Sheet to fill in by hand"),
            tr(
                "Its rows stand in the order of the journal’s form, with your own words. “Type in a sheet…” takes it back into the journal."
            ),
            partial(journal_sheet.draw, content),
            tr("Sheet {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.JOURNAL_SHEET, content.title, content.as_dict()),
            content.unprintable,
        )

    def _on_changed(self, _on: bool = False) -> None:
        self.show_printout(self._made())
