"""The dialog that saves the journal as a table for a spreadsheet: of which days, and where."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.exchange import journal_table
from ism_desktop.language import tr
from ism_desktop.records import disclosures
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.paper_kit import TABLE, Afterwards, Leaving, save_paper
from ism_desktop.ui.places.journal.count_choices import counted
from ism_desktop.ui.record_kit.period_row import PeriodRow
from ism_desktop.vault import Vault

_ALWAYS = (date.min, date.max)


class TableDialog(Dialog):
    """A period, and a button."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(tr("Save as a table"), window, name="table_dialog", width=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        what = tr("A file for a spreadsheet (CSV), with a row for each entry and for all that stands in it.")
        self.body.addWidget(secondary(what))
        today = workspace.today()
        self.period = PeriodRow(today, day_first=workspace.day_first, name="table.period", spans=counted(today))
        self.period.choose("all")
        self.body.addWidget(self.period)
        self.afterwards = Afterwards(workspace, "table")
        self.add_above_foot(self.afterwards)
        self.foot.addWidget(button(tr("Close"), self.accept, name="close"))
        saving = button(tr("Save as a table…"), self._on_save, role="primary", name="table.save")
        saving.setDefault(True)
        self.foot.addWidget(saving)

    def _on_save(self) -> None:
        try:
            period = self.period.read(_ALWAYS)
        except ValueError:
            return  # said below the lines
        save_paper(
            self._workspace,
            self,
            tr("Table {date}", date=PartialDate.from_date(self._workspace.today()).words),
            partial(_table, self._workspace.vault, None if period == _ALWAYS else period),
            self._on_saved,
            leaving=Leaving(disclosures.JOURNAL_TABLE, tr("The journal as a table, not encrypted"), None),
            form=TABLE,
        )

    def _on_saved(self, path: Path) -> None:
        words = tr("Saved as “{file}”. This file is not encrypted: whoever can open it can read it.", file=path.name)
        self.afterwards.say(words, disclosures.JOURNAL_TABLE)
        self.fit()


def _table(vault: Vault, period: tuple[date, date] | None) -> bytes:
    return journal_table(vault, period).content
