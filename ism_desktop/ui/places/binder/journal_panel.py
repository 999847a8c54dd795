"""What of the journal the binder holds, and whether insurance and bills are in it."""

from PySide6.QtCore import Signal

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records import binder_journal, binder_money
from ism_desktop.records.binder_journal import MONTHS, VISIT, YEAR, Chosen
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import Choices, TickBox
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import secondary


class JournalPanel(Panel):
    """A choice for this record, kept with the press. `chosen` is emitted after it."""

    chosen = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("The journal in the binder"))
        self.setObjectName("binder_journal")
        self._workspace = workspace
        self.body.addWidget(
            secondary(tr("It stands there as a summary: days, symptoms, what was taken and what was met."))
        )
        periods = ((MONTHS, tr("Last 3 months")), (YEAR, tr("Last 12 months")), (VISIT, tr("Since the last visit")))
        self.period = Choices(periods, tr("Period of the summary"), name="binder_journal.period")
        self.entries = TickBox(tr("Also print each entry of these days"), name="binder_journal.entries")
        self.body.addWidget(self.period)
        self.body.addWidget(self.entries)
        self.refresh()
        self.period.changed.connect(self._on_changed)
        self.entries.toggled.connect(self._on_changed)

    def refresh(self) -> None:
        """Show what is chosen in the vault now."""
        with self._workspace.vault.read() as session:
            kept = binder_journal.chosen(session)
        self.period.set_value(kept.period)
        self.entries.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.entries.setChecked(kept.entries)
        self.entries.blockSignals(False)  # noqa: FBT003

    def _on_changed(self, _on: bool = False) -> None:
        try:
            with self._workspace.vault.write() as session:
                binder_journal.choose(session, Chosen(self.period.value or MONTHS, self.entries.isChecked()))
        except IsmError as error:
            self._workspace.report(error)
            self.refresh()
            return
        self.chosen.emit()


class MoneyPanel(Panel):
    """Whether insurance and bills are in it: off until a person ticks it. `chosen` is emitted after a press."""

    chosen = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("Insurance and bills in the binder"))
        self.setObjectName("binder_money")
        self._workspace = workspace
        self.wanted = TickBox(tr("Also print insurance, bills and payments"), name="binder_money.wanted")
        self.body.addWidget(self.wanted)
        self.body.addWidget(
            secondary(
                tr(
                    "They are private and left out unless you tick this. Of scanned letters and bills choose each one itself under"
                    " “Documents in it”."
                )
            )
        )
        self.refresh()
        self.wanted.toggled.connect(self._on_changed)

    def refresh(self) -> None:
        """Show what is chosen in the vault now."""
        with self._workspace.vault.read() as session:
            wanted = binder_money.is_wanted(session)
        self.wanted.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.wanted.setChecked(wanted)
        self.wanted.blockSignals(False)  # noqa: FBT003

    def _on_changed(self, on: bool) -> None:
        try:
            with self._workspace.vault.write() as session:
                binder_money.choose(session, wanted=on)
        except IsmError as error:
            self._workspace.report(error)
            self.refresh()
            return
        self.chosen.emit()
