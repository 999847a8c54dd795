"""The totals of bills and payments: of which days, by what, with or without their papers; on paper, or as a table for a spreadsheet."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from ism_desktop.exchange import money_table
from ism_desktop.language import tr
from ism_desktop.printing import money_totals
from ism_desktop.printing.money_totals import WAYS
from ism_desktop.records import disclosures
from ism_desktop.records.money.periods import THIS, Offered, Period, offered
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices, TickBox
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.paper_kit import TABLE, Leaving, save_paper
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog, Printout
from ism_desktop.ui.record_kit.period_row import PeriodRow, Span
from ism_desktop.vault import Session, Vault


class TotalsDialog(PaperDialog):
    """Preview, which days, by what, paper size, save, print."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        self._workspace = workspace
        today = workspace.today()
        with workspace.vault.read() as session:
            self._offered = dict(offered(session, today))
        self.period = PeriodRow(
            today,
            day_first=workspace.day_first,
            name="totals.period",
            spans=[_span(one) for one in self._offered.values()],
        )
        self.period.choose(THIS)
        ways = [(key, str(words)) for key, words in WAYS.items()]
        self.by = Choices(ways, tr("Added up by"), name="totals.by")
        self.by.set_value(ways[0][0])
        self.with_papers = TickBox(tr("Put their documents behind"), name="totals.papers")
        self._periods = self._offered[THIS].periods
        super().__init__(workspace, self._made(), page)
        beside = QWidget()
        row = FlowLayout(beside, spacing=16)
        for place, part in enumerate((self.period, self.by, beside), 1):
            self.body.insertWidget(place, part)
        self.table = button(tr("Save as a table"), None, icon_name="mdi6.table-arrow-down", name="totals.table")
        self.table.setMenu(self._menu())
        row.addWidget(self.with_papers)
        row.addWidget(self.table)
        self.period.edited.connect(self._on_changed)
        self.by.changed.connect(self._on_changed)
        self.with_papers.toggled.connect(self._on_changed)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(tr("What they add up to…"), self._on_sums).setObjectName("totals.sums")
        menu.addAction(tr("Every bill and payment…"), self._on_entries).setObjectName("totals.entries")
        return menu

    def _made(self) -> Printout:
        with self._workspace.vault.read() as session:
            content = money_totals.collect(
                session, self._periods, self._way, self._workspace.today(), with_papers=self.with_papers.isChecked()
            )
        return Printout(
            "money_totals",
            tr("Totals of bills and payments"),
            tr("What was billed and paid, with every entry that makes it up."),
            partial(money_totals.build, self._workspace.vault, self._workspace.workers, content),
            self._file_name,
            Leaving(disclosures.MONEY_TOTALS, content.title, content.as_dict()),
            content.unprintable,
        )

    @property
    def _way(self) -> str:
        return self.by.value or next(iter(WAYS))

    @property
    def _file_name(self) -> str:
        return tr("Totals {date}", date=PartialDate.from_date(self._workspace.today()).words)

    def _on_changed(self) -> None:
        try:
            first, last = self.period.read((self._periods[0].first, self._periods[-1].last))
        except ValueError:
            return  # said below the lines; what was shown stays
        chosen = self._offered.get(self.period.choices.value or "")
        self._periods = chosen.periods if chosen is not None else (Period.of_days(first, last),)
        self.show_printout(self._made())

    def _on_sums(self) -> None:
        self._save(partial(money_table.sums, periods=self._periods, by=self._way))

    def _on_entries(self) -> None:
        self._save(partial(money_table.entries, periods=self._periods))

    def _save(self, made: Callable[[Session], bytes]) -> None:
        title = disclosures.called(disclosures.MONEY_TABLE, "")
        save_paper(
            self._workspace,
            self,
            self._file_name,
            partial(_read, self._workspace.vault, made),
            self._on_table_saved,
            leaving=Leaving(disclosures.MONEY_TABLE, title, None),
            form=TABLE,
        )

    def _on_table_saved(self, path: Path) -> None:
        words = tr("Saved as “{file}”. This file is not encrypted: whoever can open it can read it.", file=path.name)
        self.afterwards.say(words, disclosures.MONEY_TABLE)


def _span(one: Offered) -> Span:
    return Span(one.key, one.words, (one.periods[0].first, one.periods[-1].last))


def _read(vault: Vault, made: Callable[[Session], bytes]) -> bytes:
    with vault.read() as session:
        return made(session)
