"""The panel about the recovery sheet: whether there is one, and whether anybody has tested it."""

from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.records import sheet_dates
from ism_desktop.ui.base.safekeeping.days import by_day, day_of
from ism_desktop.ui.base.safekeeping.unlock_methods import without_passphrase
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.places.backup_and_keys.keys import sheet_draft
from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import ask_passphrase
from ism_desktop.ui.places.backup_and_keys.keys.key_panel import KeyPanel
from ism_desktop.ui.places.backup_and_keys.keys.key_rows import moment_made
from ism_desktop.ui.places.backup_and_keys.keys.sheet_dialog import RecoverySheetDialog
from ism_desktop.ui.places.backup_and_keys.keys.trying_dialog import TryingDialog
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark
from ism_desktop.vault import key_slots
from ism_desktop.vault.key_slots import UnlockMethod


class SheetPanel(KeyPanel):
    """Make one, test it, print it again, make a new one."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, tr("Recovery sheet"), "sheet_panel")
        self.setParent(parent)
        self.body.addWidget(
            secondary(tr("A page with eight groups of digits that opens your record if you forget your passphrase."))
        )
        self.state = Remark("sheet_state")
        self.body.addWidget(self.state)
        self._make = button(
            tr("Make a recovery sheet…"),
            self._on_make,
            icon_name="mdi6.file-key-outline",
            name="sheet.make",
        )
        self._test = button(tr("Test my sheet…"), self._on_test, name="sheet.test")
        self._again = button(tr("Print it again…"), self._on_again, name="sheet.again")
        self._renew = button(tr("Make a new one…"), self._on_renew, name="sheet.renew")
        self.body.addWidget(self.row_of(self._make, self._test, self._again, self._renew))
        self.body.addWidget(self.outcome)

    def refresh(self) -> None:
        """Show whether there is a sheet, and what is known of it."""
        sheet = sheet_draft.sheet_of(self.workspace)
        self._make.setVisible(sheet is None and self.can_change)
        self._test.setVisible(sheet is not None)
        for each in (self._again, self._renew):
            each.setVisible(sheet is not None and self.can_change)
        self._renew.setText(tr("Finish the new one…") if self._is_half_made else tr("Make a new one…"))
        if sheet is None:
            self.state.warn(f"{tr('You have no recovery sheet.')} {without_passphrase(self.workspace.vault)}")
        else:
            self._show_state(sheet)

    @property
    def _is_half_made(self) -> bool:
        draft = sheet_draft.begun(self.workspace)
        return draft is not None and draft.printed

    def _show_state(self, sheet: UnlockMethod) -> None:
        with self.workspace.vault.read() as session:
            dates = sheet_dates.noted(session, sheet.id)
        today = self.workspace.today()
        if self._is_half_made:
            self.state.warn(
                tr(
                    "The new sheet you printed does not open your record yet, because you have not typed two of its groups. Until you do,"
                    " the old sheet stays valid."
                )
            )
        elif dates.tested_at is not None:
            self.state.set_text(f"{_made(sheet, today)} {_tested(dates.tested_at, today)}".strip())
        elif dates.checked_at is not None:
            self.state.set_text(f"{_made(sheet, today)} {_checked(dates.checked_at, today)}".strip())
        else:
            self.state.warn(f"{_made(sheet, today)} {tr('It has not been tested yet. Please test it once.')}".strip())

    def _on_make(self) -> None:
        # Nothing is asked: whoever has just found out that the passphrase is forgotten has no other way left to keep the record.
        self._open_new()

    def _on_finish(self) -> None:
        ask_passphrase(
            self.workspace,
            self,
            tr("Finish the new recovery sheet"),
            tr("The sheet opens your record without the passphrase, so please confirm that it is you."),
            self._open_new,
        )

    def _on_renew(self) -> None:
        if self._is_half_made:
            self._on_finish()
            return
        ask_passphrase(
            self.workspace,
            self,
            tr("Make a new recovery sheet"),
            tr(
                "A new sheet replaces the one you have, for example if it was lost or somebody saw it. Backups made before still open with"
                " the old sheet: if it was stolen, make a new backup and destroy the older ones."
            ),
            self._open_new,
        )

    def _on_again(self) -> None:
        ask_passphrase(
            self.workspace,
            self,
            tr("Print the sheet again"),
            tr("The digits will be shown on the screen, so please confirm that it is you."),
            self._open_again,
        )

    def _open_new(self) -> None:
        self._open(RecoverySheetDialog(self.workspace, self))

    def _open_again(self) -> None:
        present = key_slots.present_recovery_code(self.workspace.vault)
        if present is not None:
            self._open(RecoverySheetDialog(self.workspace, self, present))

    def _open(self, dialog: RecoverySheetDialog) -> None:
        dialog.changed.connect(self.refresh)
        dialog.finished.connect(self.refresh)
        self.outcome.clear()
        self.show_dialog(dialog)

    def _on_test(self) -> None:
        dialog = TryingDialog(self.workspace, self)
        dialog.tested.connect(self._on_tested)
        self.show_dialog(dialog)

    def _on_tested(self) -> None:
        self.refresh()
        self.outcome.set_text(tr("Your sheet works: it opens your record."))


def _made(sheet: UnlockMethod, today: date) -> str:
    """When the sheet was made; empty if its date cannot be read."""
    made = moment_made(sheet)
    if made is None:
        return ""
    return by_day(
        made,
        today,
        tr("You made your sheet today."),
        tr("You made your sheet yesterday."),
        tr("You made your sheet on {day}.", day=day_of(made)),
    )


def _tested(moment: datetime, today: date) -> str:
    return by_day(
        moment,
        today,
        tr("You tested it today."),
        tr("You tested it yesterday."),
        tr("You tested it on {day}.", day=day_of(moment)),
    )


def _checked(moment: datetime, today: date) -> str:
    """Two of its groups were typed from the paper, which is less than a test."""
    return by_day(
        moment,
        today,
        tr("You checked two of its groups today."),
        tr("You checked two of its groups yesterday."),
        tr("You checked two of its groups on {day}.", day=day_of(moment)),
    )
