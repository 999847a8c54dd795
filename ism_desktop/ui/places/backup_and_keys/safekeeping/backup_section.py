"""The section about backups: where they lie, when they are made, making one now, and one file to carry."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ism_desktop.records.backup_status import Safety
from ism_desktop.ui.base import files
from ism_desktop.ui.base.safekeeping import words
from ism_desktop.ui.base.safekeeping.unlock_methods import what_opens
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices, TickBox
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Card
from ism_desktop.ui.kit.widgets.text import label, line, secondary, set_role, small
from ism_desktop.ui.places.backup_and_keys.safekeeping.finding_rows import FindingRows
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark
from ism_desktop.vault import key_slots
from ism_desktop.vault.backups import BackupReport

_KEPT = (("3", "3"), ("10", "10"), ("30", "30"), ("100", "100"))
_USUAL = "10"


class BackupSection(Card):
    """Choose a folder once; afterwards there is only “Back up now”, and what the program does by itself."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Backup")
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
        self.body.addWidget(label("One file to carry", "subheading"))
        self._carry_words = small("")
        self._carry_words.setObjectName("backup.carry_words")
        self.body.addWidget(self._carry_words)
        holder = QWidget()
        self._carry = button("Make one file…", self._on_carry, name="backup.carry")
        FlowLayout(holder).addWidget(self._carry)
        self.body.addWidget(holder)
        self._keeping.backed_up.connect(self._on_backed_up)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self._now = button("Back up now", self._keeping.back_up, role="primary", name="backup.now")
        self._stop = button("Stop", self._on_stop, name="backup.stop")
        self._choose = button("Choose a folder…", self._on_choose, name="backup.choose")
        for each in (self._now, self._stop, self._choose):
            row.addWidget(each)
        return holder

    def _by_itself(self) -> QWidget:
        card = Card(role="")
        card.body.setContentsMargins(0, 8, 0, 0)
        self._on_close = TickBox("Keep a backup when I close the program", name="backup_on_close")
        self._weekly = TickBox("Keep one each week while I use it", name="backup_weekly")
        for box in (self._on_close, self._weekly):
            box.clicked.connect(self._on_chosen)
            card.body.addWidget(box)
        card.body.addWidget(small("Only when something has changed, and only what is new is copied."))
        card.body.addSpacing(4)
        card.body.addWidget(label("How many are kept in this folder", "subheading"))
        self._keep = Choices(_KEPT, "How many are kept", name="backup_keep")
        self._keep.changed.connect(self._on_chosen)
        card.body.addWidget(self._keep)
        return card

    # Showing --------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what is known now."""
        known = self._keeping.safety()
        has_place = known.place is not None
        self._lead.setText(
            "Encrypted copies of the whole record in a folder of your choice. Every one is read back after it was written."
            if has_place
            else "Choose a folder for your backups: on a stick, on another disk, or one that a cloud service keeps. They are encrypted,"
            " so nobody can read them there."
        )
        self._folder.setText("" if known.place is None else f"Folder: {words.path(known.place)}")
        self._folder.setVisible(has_place)
        opened_by = what_opens(key_slots.listed(self._workspace.vault))
        self._carry_words.setText(
            "Everything in one encrypted file, for a stick in a drawer, or for somebody you trust to keep for you. It opens with what"
            f" opens your record now: {opened_by}."
        )
        running = self._keeping.is_running("backup")
        self._now.setVisible(has_place and not running)
        self._stop.setVisible(running)
        set_role(self._choose, "" if has_place else "primary")
        self._choose.setText("Choose another folder…" if has_place else "Choose a folder…")
        self._carry.setVisible(not running)
        self._choices.setVisible(has_place)
        self._on_close.setChecked(known.on_close)
        self._weekly.setChecked(known.weekly)
        self._keep.set_value(str(known.keep))
        self._say_remark(known)
        self._say_result(known, running=running)

    def _say_remark(self, known: Safety) -> None:
        reach = self._keeping.reach
        if known.place is None or reach is None:
            self._remark.clear()
        elif not reach.in_reach:
            self._remark.warn("The folder is not in reach now. Connect the drive it lies on, or choose another folder.")
        elif reach.same_disk:
            self._remark.warn(
                "This folder lies on the same disk as your record. If the disk fails, both are lost: a stick or another disk is safer."
            )
        else:
            self._remark.clear()

    def _say_result(self, known: Safety, *, running: bool) -> None:
        made = known.backup
        today = self._workspace.today()
        if running:
            self._result.say("A backup is being made. You can go on working.")
        elif known.trouble is not None:
            when = words.on_day(known.trouble.at, today)
            self._result.warn(f"The backup that was tried {when} was not made. {known.trouble.what}")
        elif made is not None:
            by = "" if made.computer == self._workspace.computer.label else f" on “{made.computer}”"
            number, size = words.counted(made.documents, "document"), words.size(made.size)
            kept_in = words.path(made.place)
            self._result.say(
                f"The last one was made {words.at_time(made.at, today)}{by} in {kept_in}: {number}, {size}, read back and compared."
            )
        else:
            self._result.clear()

    def _on_backed_up(self, report: BackupReport) -> None:
        self._findings.show_findings(report.findings)

    # Doing ----------------------------------------------------------------------------------------------------------------

    def _on_stop(self) -> None:
        self._keeping.cancel("backup")

    def _on_choose(self) -> None:
        files.ask_which_folder(self, "Where shall backups be kept?", self._on_folder, name="choose_backup_folder")

    def _on_folder(self, name: str) -> None:
        self._keeping.choose_folder(Path(name))

    def _on_carry(self) -> None:
        files.ask_which_folder(self, "Where shall the file be put?", self._on_carry_to, name="choose_carry_folder")

    def _on_carry_to(self, name: str) -> None:
        self._keeping.carry(Path(name))

    def _on_chosen(self) -> None:
        self._keeping.choose(
            backup_on_close=self._on_close.isChecked(),
            backup_weekly=self._weekly.isChecked(),
            backup_keep=int(self._keep.value or _USUAL),
        )
