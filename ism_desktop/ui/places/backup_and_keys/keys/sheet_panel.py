"""The card about the recovery sheet: whether there is one, and whether anybody has tried it."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from ism_desktop.records import sheet_dates
from ism_desktop.ui.base.safekeeping import words
from ism_desktop.ui.base.safekeeping.unlock_methods import without_passphrase
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.places.backup_and_keys.keys import sheet_draft
from ism_desktop.ui.places.backup_and_keys.keys.key_panel import KeyPanel
from ism_desktop.ui.places.backup_and_keys.keys.key_rows import day_made
from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import ask_passphrase
from ism_desktop.ui.places.backup_and_keys.keys.sheet_dialog import RecoverySheetDialog
from ism_desktop.ui.places.backup_and_keys.keys.trying_dialog import TryingDialog
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark
from ism_desktop.vault import key_slots
from ism_desktop.vault.key_slots import WayIn


class SheetPanel(KeyPanel):
    """Make one, test it, print it again, make a new one."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, "Recovery sheet", "sheet_panel")
        self.setParent(parent)
        self.body.addWidget(
            secondary("A paper with eight groups of digits. It opens your record when the passphrase is forgotten.")
        )
        self.state = Remark("sheet_state")
        self.body.addWidget(self.state)
        self._make = button(
            "Make a recovery sheet…",
            self._on_make,
            role="primary",
            icon_name="mdi6.file-key-outline",
            name="sheet.make",
        )
        self._test = button("Test my sheet…", self._on_test, name="sheet.test")
        self._again = button("Print it again…", self._on_again, name="sheet.again")
        self._renew = button("Make a new one…", self._on_renew, name="sheet.renew")
        self.body.addWidget(self.row_of(self._make, self._test, self._again, self._renew))
        self.body.addWidget(self.outcome)

    def refresh(self) -> None:
        """Show whether there is a sheet, and what is known of it."""
        sheet = sheet_draft.sheet_of(self.workspace)
        self._make.setVisible(sheet is None and self.can_change)
        self._test.setVisible(sheet is not None)
        for each in (self._again, self._renew):
            each.setVisible(sheet is not None and self.can_change)
        self._renew.setText("Finish the new one…" if self._is_half_made else "Make a new one…")
        if sheet is None:
            self.state.warn(
                f"There is none. If the passphrase is forgotten, {without_passphrase(self.workspace.vault)}."
            )
        else:
            self._say_state(sheet)

    @property
    def _is_half_made(self) -> bool:
        draft = sheet_draft.begun(self.workspace)
        return draft is not None and draft.printed

    def _say_state(self, sheet: WayIn) -> None:
        with self.workspace.vault.read() as session:
            dates = sheet_dates.noted(session, sheet.id)
        made = f"It was made {day_made(self.workspace, sheet)}"
        if self._is_half_made:
            self.state.warn(
                "The new sheet that you printed opens nothing yet: two of its groups have not been typed. Until then the one from before"
                " stays valid."
            )
        elif dates.tested_at is not None:
            self.state.say(f"{made}, and tested {self._day(dates.tested_at)}.")
        elif dates.checked_at is not None:
            self.state.say(f"{made}, and two of its groups were typed from the paper {self._day(dates.checked_at)}.")
        else:
            self.state.warn(f"{made}. Nobody has typed from the paper yet, so test it once.")

    def _day(self, moment: datetime) -> str:
        return words.on_day(moment, self.workspace.today())

    def _on_make(self) -> None:
        # Nothing is asked: whoever has just found out that the passphrase is forgotten has no other way left to keep the record.
        self._open_new()

    def _on_finish(self) -> None:
        ask_passphrase(
            self.workspace,
            self,
            "Finish the new recovery sheet",
            "The sheet will open your record without the passphrase, so first show that it is you.",
            self._open_new,
        )

    def _on_renew(self) -> None:
        if self._is_half_made:
            self._on_finish()
            return
        ask_passphrase(
            self.workspace,
            self,
            "Make a new recovery sheet",
            "A new sheet cancels the one you have, for example when it was lost or somebody saw it. Backups that were made before still"
            " open with the old sheet: if it was stolen, make a new backup and destroy the older ones.",
            self._open_new,
        )

    def _on_again(self) -> None:
        ask_passphrase(
            self.workspace,
            self,
            "Print the sheet again",
            "The digits will be shown on the screen, so first show that it is you.",
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
        self.outcome.say("The sheet is right: with it your record can be opened.")
