"""The totals of bills and payments: which years, by what, as they will be on paper."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.printing import money_totals
from ism_desktop.printing.money_totals import PERIODS, WAYS
from ism_desktop.records import disclosures
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog, Printout


class TotalsDialog(PaperDialog):
    """Preview, which years, by what, paper size, save, print."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        self._workspace = workspace
        periods = [(key, str(words)) for key, words in PERIODS.items()]
        ways = [(key, str(words)) for key, words in WAYS.items()]
        self.period = Choices(periods, tr("Which years"), name="totals.period")
        self.by = Choices(ways, tr("Added up by"), name="totals.by")
        self.period.set_value("this")
        self.by.set_value(ways[0][0])
        super().__init__(workspace, self._made(), page)
        self.body.insertWidget(1, self.period)
        self.body.insertWidget(2, self.by)
        for choice in (self.period, self.by):
            choice.changed.connect(self._on_changed)

    def _made(self) -> Printout:
        period, by = self.period.value or "this", self.by.value or next(iter(WAYS))
        with self._workspace.vault.read() as session:
            content = money_totals.collect(session, period, by, self._workspace.today())
        return Printout(
            "money_totals",
            tr("Totals of a year"),
            tr("What was billed and paid, with every entry that makes it up."),
            partial(money_totals.draw, content),
            tr("Totals {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.MONEY_TOTALS, content.title, content.as_dict()),
            content.unprintable,
        )

    def _on_changed(self) -> None:
        self.show_printout(self._made())
