"""The section about backups: where they are, when they are made, making one now, and a portable one."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records.backup_status import Backup, Safety
from ism_desktop.ui.base import files
from ism_desktop.ui.base.safekeeping.days import by_day, day_of, time_of
from ism_desktop.ui.base.safekeeping.unlock_methods import what_opens
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.breaking import path
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices, TickBox
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, line, secondary, set_role, small
from ism_desktop.ui.places.backup_and_keys.safekeeping.finding_rows import FindingRows
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark
from ism_desktop.vault import key_slots
from ism_desktop.vault.backups import BackupReport

_KEPT = (("3", "3"), ("10", "10"), ("30", "30"), ("100", "100"))
_USUAL = "10"


class BackupSection(Panel):
    """Choose a folder once; afterwards there is only “Back up now”, and what the program does by itself.

    `now` and `choose` are the buttons of the page: they stand in its head, where they are in sight.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(tr("Backup"))
        self.setParent(parent)
        self.setObjectName("backup_section")
        self._workspace = workspace
        self._keeping = workspace.safekeeping
        self._lead = secondary("")
        self.body.addWidget(self._lead)
        self._folder = label("")
        self._folder.setObjectName("backup_folder")
        self.body.addWidget(self._folder)
        self._remark = Remark("backup_remark")
        self.body.addWidget(self._remark)
        self.body.addWidget(self._buttons())
        self._result = Remark("backup_result")
        self.body.addWidget(self._result)
        self._findings = FindingRows("backup_findings")
        self.body.addWidget(self._findings)
        self._choices = self._by_itself()
        self.body.addWidget(self._choices)
        self.body.addWidget(line())
        self.body.addWidget(label(tr("Portable backup"), "subheading"))
        self._carry_words = small("")
        self._carry_words.setObjectName("backup.carry_words")
        self.body.addWidget(self._carry_words)
        holder = QWidget()
        self._carry = button(tr("Create a portable backup…"), self._on_carry, name="backup.carry")
        FlowLayout(holder).addWidget(self._carry)
        self.body.addWidget(holder)
        self._keeping.backed_up.connect(self._on_backed_up)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self.now = button(tr("Back up now"), self._keeping.back_up, role="primary", name="backup.now")
        self._stop = button(tr("Stop"), self._on_stop, name="backup.stop")
        self.choose = button(tr("Choose a folder…"), self._on_choose, name="backup.choose")
        row.addWidget(self._stop)
        return holder

    def _by_itself(self) -> QWidget:
        card = Panel(role="")
        card.body.setContentsMargins(0, 8, 0, 0)
        self._on_close = TickBox(tr("Make a backup when I close the program"), name="backup_on_close")
        self._weekly = TickBox(tr("Make one every week while I use it"), name="backup_weekly")
        for box in (self._on_close, self._weekly):
            box.clicked.connect(self._on_chosen)
            card.body.addWidget(box)
        card.body.addWidget(
            small(tr("A backup is made only when something has changed, and only what is new is copied."))
        )
        card.body.addSpacing(4)
        card.body.addWidget(label(tr("Number of backups to keep in this folder"), "subheading"))
        self._keep = Choices(_KEPT, tr("Number of backups to keep"), name="backup_keep")
        self._keep.changed.connect(self._on_chosen)
        card.body.addWidget(self._keep)
        return card

    # Showing --------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what is known now."""
        known = self._keeping.safety()
        has_place = known.place is not None
        self._lead.setText(
            tr(
                "Encrypted copies of your whole record, in a folder you choose. Each one is read back after it was written."
            )
            if has_place
            else tr(
                "Choose a folder for your backups: on a USB stick, on another disk, or one synchronised by a cloud service. Backups are"
                " encrypted, so nobody can read them there."
            )
        )
        self._folder.setText("" if known.place is None else tr("Folder: {folder}", folder=path(known.place)))
        self._folder.setVisible(has_place)
        opened_by = what_opens(key_slots.listed(self._workspace.vault))
        self._carry_words.setText(
            tr(
                "Your whole record in one encrypted file, to keep on a USB stick or with someone you trust. It opens with the same keys"
                " as your record: {keys}.",
                keys=opened_by,
            )
        )
        running = self._keeping.is_running("backup")
        self.now.setVisible(has_place and not running)
        self._stop.setVisible(running)
        set_role(self.choose, "" if has_place else "primary")
        self.choose.setText(tr("Choose another folder…") if has_place else tr("Choose a folder…"))
        self._carry.setVisible(not running)
        self._choices.setVisible(has_place)
        self._on_close.setChecked(known.on_close)
        self._weekly.setChecked(known.weekly)
        self._keep.set_value(str(known.keep))
        self._show_remark(known)
        self._show_result(known, running=running)

    def _show_remark(self, known: Safety) -> None:
        reach = self._keeping.reach
        if known.place is None or reach is None:
            self._remark.clear()
        elif not reach.in_reach:
            self._remark.warn(tr("The folder is not available now. Connect its drive, or choose another folder."))
        elif reach.same_disk:
            self._remark.warn(
                tr(
                    "This folder is on the same disk as your record. If the disk fails, both are lost."
                    " A USB stick or another disk is safer."
                )
            )
        else:
            self._remark.clear()

    def _show_result(self, known: Safety, *, running: bool) -> None:
        made = known.backup
        today = self._workspace.today()
        if running:
            self._result.set_text(tr("A backup is being made. You can keep working."))
        elif known.trouble is not None:
            failed = by_day(
                known.trouble.at,
                today,
                tr("Today’s automatic backup failed."),
                tr("Yesterday’s automatic backup failed."),
                tr("The automatic backup on {day} failed.", day=day_of(known.trouble.at)),
            )
            self._result.warn(f"{failed} {known.trouble.what}")
        elif made is not None:
            self._result.set_text(_told(made, today, self._workspace.computer.label))
        else:
            self._result.clear()

    def _on_backed_up(self, report: BackupReport) -> None:
        self._findings.show_findings(report.findings)

    # Doing ----------------------------------------------------------------------------------------------------------------

    def _on_stop(self) -> None:
        self._keeping.cancel("backup")

    def _on_choose(self) -> None:
        files.ask_which_folder(
            self, tr("Choose a folder for your backups"), self._on_folder, name="choose_backup_folder"
        )

    def _on_folder(self, name: str) -> None:
        self._keeping.choose_folder(Path(name))

    def _on_carry(self) -> None:
        files.ask_which_folder(
            self, tr("Choose a folder for the portable backup"), self._on_carry_to, name="choose_carry_folder"
        )

    def _on_carry_to(self, name: str) -> None:
        self._keeping.carry(Path(name))

    def _on_chosen(self) -> None:
        self._keeping.choose(
            backup_on_close=self._on_close.isChecked(),
            backup_weekly=self._weekly.isChecked(),
            backup_keep=int(self._keep.value or _USUAL),
        )


def _told(made: Backup, today: date, this_computer: str) -> str:
    """When the last backup was made, where, and what is in it."""
    at = time_of(made.at)
    said = [
        by_day(
            made.at,
            today,
            tr("The last backup was made today at {time}.", time=at),
            tr("The last backup was made yesterday at {time}.", time=at),
            tr("The last backup was made on {day} at {time}.", day=day_of(made.at), time=at),
        )
    ]
    if made.computer != this_computer:
        said.append(tr("It was made on the computer “{computer}”.", computer=made.computer))
    said.append(
        tr_n(
            "{number} document ({size}) was copied to {folder}, read back and compared.",
            "{number} documents ({size}) were copied to {folder}, read back and compared.",
            made.documents,
            size=in_use().size(made.size),
            folder=path(made.place),
        )
    )
    return " ".join(said)
