"""The dialog that makes a recovery sheet, or prints it again: the paper, then two of its groups typed back from the paper.

A first sheet opens the vault from the moment it was printed or saved: a paper that lies in a drawer must never be worth nothing because
somebody was called away. A sheet that cancels another one counts only when two of its groups were typed, so that there is always one
that works.
"""

import secrets
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.printing import recovery_sheet
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.recovery_sheet import RecoverySheetContent
from ism_desktop.records import disclosures, sheet_dates, store
from ism_desktop.ui.base import files
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.paper_kit import Leaving, PaperPreview, PaperSwitch, print_paper, write_private
from ism_desktop.ui.paper_kit.notice import Notice
from ism_desktop.ui.places.backup_and_keys.keys import sheet_draft
from ism_desktop.ui.places.backup_and_keys.keys.code_field import GROUPS, RecoveryCodeField, different
from ism_desktop.vault import Vault, key_slots
from ism_desktop.vault.key_slots import RecoveryCode, UnlockMethod

# The ledger is told that a sheet left, and nothing of what stands on it.
_LEAVING = Leaving(disclosures.RECOVERY_SHEET, "Recovery sheet", None)


class RecoverySheetDialog(Dialog):
    """Shows the paper, prints or saves it, and asks for two groups. `changed` follows when something about the sheet is different.

    Args:
        workspace: the open vault.
        page: what it is opened over.
        present: the digits of the sheet that is valid now, to print it again; without it a new sheet is made.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, page: QWidget, present: RecoveryCode | None = None) -> None:
        super().__init__(tr("Recovery sheet"), page.window(), name="recovery_sheet", width=780, height=820)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._is_new = present is None
        self._former = sheet_draft.sheet_of(workspace)
        self._code = sheet_draft.begin(workspace).code if present is None else present
        self._numbers = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
        with workspace.vault.read() as session:
            self._demo = store.is_demo(session)
        # Above the paper, so that it is seen in a low window, too.
        self.said = secondary("")
        self.said.setObjectName("recovery_sheet.said")
        self.said.hide()
        self.body.addWidget(self.said)
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self._stack.addWidget(self._paper_stage())
        self._stack.addWidget(self._check_stage())
        self._stack.addWidget(self._done_stage())
        self._build_foot()
        self._show_stage(0)
        self._draw()

    # The parts ------------------------------------------------------------------------------------------------------------

    def _paper_stage(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(secondary(self._lead()))
        self.paper = PaperSwitch(self._workspace.settings)
        self.paper.chosen.connect(self._draw)
        self.place = TickBox(
            tr("Print the name of the folder, “{folder}”", folder=self._workspace.vault.path.name), name="sheet_place"
        )
        self.place.toggled.connect(self._draw)
        # Above the paper: where the dialog is low, the paper gives way, and they stay in sight.
        self.preview = PaperPreview(
            self._workspace, "sheet_preview", tr("Preview of the recovery sheet"), controls=(self.paper, self.place)
        )
        column.addWidget(self.preview, 1)
        return holder

    def _lead(self) -> str:
        if not self._is_new:
            return tr(
                "The digits are the same as on the sheet you have. Keep every copy as safe as a key to your home."
            )
        if self._former is not None:
            return tr(
                "The sheet you have stays valid until you have typed two groups of this new one. Backups made before still open with the"
                " old sheet."
            )
        return tr(
            "If you ever forget your passphrase, this sheet opens your record. Print it, or copy the eight groups by hand."
        )

    def _check_stage(self) -> QWidget:
        holder, column = _stage()
        first, second = self._numbers
        column.addWidget(
            label(tr("Type groups {first} and {second} from the printed sheet.", first=first, second=second))
        )
        self.typed = RecoveryCodeField(self._is_same, self._numbers, wrong_said=different)
        self.typed.changed.connect(self._on_typed)
        self.typed.entered.connect(self._on_next)
        column.addWidget(self.typed)
        column.addStretch(1)
        return holder

    def _done_stage(self) -> QWidget:
        holder, column = _stage()
        column.addWidget(IconLabel("mdi6.file-check-outline", 40))
        column.addWidget(
            label(
                tr(
                    "Keep it with your passport, or give it to someone you trust. Do not keep it with this computer or in its bag."
                )
            )
        )
        if self._is_new and self._former is not None:
            column.addWidget(
                label(
                    tr(
                        "Your old sheet no longer opens your record. Keep it as long as you keep older backups, then destroy it."
                    )
                )
            )
        column.addWidget(
            secondary(tr("You can print it again, test it or make a new one at any time on the page “Backup & keys”."))
        )
        column.addStretch(1)
        return holder

    def _build_foot(self) -> None:
        self.later = button(tr("Later") if self._is_new else tr("Close"), self.reject, name="later")
        self.back = button(tr("Back to the sheet"), self._on_back, name="sheet_back")
        self.save = button(tr("Save as PDF…"), self._on_save, icon_name="mdi6.file-pdf-box", name="sheet_save")
        self.print = button(tr("Print…"), self._on_print, icon_name="mdi6.printer", name="sheet_print", role="primary")
        self.next = button(tr("Next"), self._on_next, name="sheet_next")
        for each in (self.later, self.back, self.save, self.print, self.next):
            self.foot.addWidget(each)

    def _show_stage(self, stage: int) -> None:
        self._stack.setCurrentIndex(stage)
        on_paper = stage == 0
        self.preview.setMinimumHeight(theme().px(200) if on_paper else 0)
        paper_head = tr("Your recovery sheet") if self._is_new else tr("Print your recovery sheet again")
        self.heading.setText((paper_head, tr("Check your printed sheet"), tr("Your recovery sheet is ready"))[stage])
        for each in (self.save, self.print):
            each.setVisible(on_paper)
        self.back.setVisible(stage == 1)
        self.later.setVisible(stage < 2)
        self.next.setText((tr("Next"), tr("Finish"), tr("Done"))[stage])
        self.next.setAccessibleName((tr("Next: check two groups"), tr("Finish"), tr("Done"))[stage])
        self._make_primary(self.print if on_paper else self.next)
        self._on_typed()
        (self.print, self.typed, self.next)[stage].setFocus()

    def _make_primary(self, chosen: QPushButton) -> None:
        for each in (self.print, self.next):
            each.setProperty("role", "primary" if each is chosen else "")
            each.style().unpolish(each)
            each.style().polish(each)
        chosen.setDefault(True)

    # The paper ------------------------------------------------------------------------------------------------------------

    def content(self) -> RecoverySheetContent:
        """What stands on the paper now."""
        place = self._workspace.vault.path.name if self.place.isChecked() else ""
        return RecoverySheetContent(self._code.groups, self._workspace.today(), place, self._demo)

    def _draw(self) -> None:
        self.preview.show_paper(partial(recovery_sheet.draw, self.content(), self.paper.paper))

    def _on_print(self) -> None:
        draw = partial(recovery_sheet.draw, self.content())
        print_paper(self._workspace, self, draw, self.paper.paper, self._on_printed, leaving=_LEAVING)

    def _on_printed(self, _paper: Paper) -> None:
        self._show_said(tr("The sheet was sent to the printer. Take the paper and press Next."))
        self._use_if_first()

    def _on_save(self) -> None:
        notice = Notice(
            tr("This file is a key to your record"),
            tr(
                "The PDF is not encrypted. Anyone who finds the file, on this computer, on a USB stick or in a cloud folder, can open every"
                " copy of your record with it."
            ),
            tr("Printing is safer. If you need to take the file to a printer, delete it there and here afterwards."),
            tr("Save anyway"),
            self,
        )
        notice.accepted.connect(self._ask_where)
        notice.open()

    def _ask_where(self) -> None:
        # The name of the file does not say what it opens.
        dialog = files.ask_where(self, tr("Save as PDF"), "Sheet.pdf", self._on_place_chosen, name="save_dialog")
        dialog.setNameFilter(tr("PDF files (*.pdf)"))
        dialog.setDefaultSuffix("pdf")

    def _on_place_chosen(self, name: str) -> None:
        self._workspace.background.run(
            partial(self._write, self._workspace.vault, Path(name), self.content(), self.paper.paper),
            owner=self,
            title=tr("Saving the sheet"),
            on_result=self._on_saved,
            on_error=self._on_error,
        )

    @staticmethod
    def _write(vault: Vault, path: Path, content: RecoverySheetContent, paper: Paper, _task: Task) -> Path:
        pdf = recovery_sheet.draw(content, paper)
        write_private(path, pdf)
        _LEAVING.enter(vault, str(path.absolute()), size=len(pdf))
        return path

    def _on_saved(self, path: Path) -> None:
        self._show_said(tr("The sheet was saved as “{file}”. Press Next once you have printed it.", file=path.name))
        self._use_if_first()

    def _show_said(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()

    # Making it valid ------------------------------------------------------------------------------------------------------

    def _use_if_first(self) -> None:
        self._make_primary(self.next)
        draft = sheet_draft.begun(self._workspace) if self._is_new else None
        if draft is not None:
            draft.printed = True
        if draft is not None and self._former is None:
            self._use(checked=False)
        else:
            self.changed.emit()

    def _use(self, *, checked: bool) -> None:
        work = partial(self._let_it_open, self._workspace.vault, self._code, checked)
        done = self._on_checked if checked else self._on_used
        self._workspace.background.run(work, owner=self, on_result=done, on_error=self._on_error, quiet=True)

    @staticmethod
    def _let_it_open(vault: Vault, code: RecoveryCode, checked: bool, _task: Task) -> UnlockMethod | None:
        """Write the sheet's way into the vault, if it is not there yet, and note the days."""
        way = next((one for one in key_slots.listed(vault) if one.kind == "recovery"), None)
        if way is None or not key_slots.test_recovery_code(vault, code):
            way = key_slots.use_recovery_code(vault, code)
            with vault.write() as session:
                sheet_dates.note_made(session, way.id)
        if checked:
            with vault.write() as session:
                sheet_dates.note_checked(session, way.id)
        return way

    def _on_used(self, _way: object) -> None:
        sheet_draft.end(self._workspace)
        self.changed.emit()

    def _on_checked(self, _way: object) -> None:
        self._on_used(None)
        self._show_stage(2)

    def _is_same(self, number: int, digits: str) -> bool:
        return self._code.groups[number - 1] == digits

    def _on_typed(self) -> None:
        self.next.setEnabled(self._stack.currentIndex() != 1 or self.typed.is_complete)

    def _on_back(self) -> None:
        self._show_stage(0)

    def _on_next(self) -> None:
        stage = self._stack.currentIndex()
        if stage == 0:
            self.said.hide()
            self._show_stage(1)
        elif stage == 1 and self.typed.is_complete:
            self.next.setEnabled(False)
            self._use(checked=True)
        elif stage == 2:
            self.accept()

    def _on_error(self, error: BaseException) -> None:
        self._on_typed()
        if isinstance(error, IsmError):
            self._show_said(f"{error.what} {error.advice}")
        else:
            self._workspace.report(error)


def _stage() -> tuple[QWidget, QVBoxLayout]:
    """An empty stage, and the column for its parts."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    return holder, column


def offer_sheet(workspace: Workspace, page: QWidget) -> RecoverySheetDialog:
    """Open the dialog for a first sheet, right after the vault was made."""
    dialog = RecoverySheetDialog(workspace, page)
    dialog.open()
    return dialog
