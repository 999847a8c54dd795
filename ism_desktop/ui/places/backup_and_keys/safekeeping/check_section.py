"""The section about checks: every byte on demand, what is damaged and its repair, and documents of an interrupted session."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ism_desktop.records.backup_status import Safety
from ism_desktop.ui.base import files
from ism_desktop.ui.base.safekeeping import words
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Card
from ism_desktop.ui.kit.widgets.text import label, secondary, small
from ism_desktop.ui.places.backup_and_keys.safekeeping.finding_rows import FindingRows
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark
from ism_desktop.vault.integrity import Finding

_NAMED = 8
_DATABASE = "records.db"


class CheckSection(Card):
    """Are the files sound?"""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("Are the files sound?")
        self.setParent(parent)
        self.setObjectName("check_section")
        self._workspace = workspace
        self._keeping = workspace.safekeeping
        self.body.addWidget(
            secondary(
                "Disks fail slowly, and cloud services mix up files. The program looks at the files each time you open the record, and"
                " reads a share of them to the last byte each day while you are away from the keyboard."
            )
        )
        self._state = Remark("check_state")
        self.body.addWidget(self._state)
        self._rows = FindingRows("findings")
        self._rows.document_wanted.connect(self._on_show)
        self.body.addWidget(self._rows)
        holder = QWidget()
        row = FlowLayout(holder)
        self._repair = button("Repair from a backup", self._on_repair, role="primary", name="check.repair")
        self._rescue = button("Bring my records back…", self._on_rescue, role="primary", name="check.rescue")
        self._look = button("Look in another backup…", self._on_look, name="check.look")
        self._all = button("Check every document now", self._keeping.check_all, name="check.all")
        self._stop = button("Stop", self._on_stop, name="check.stop")
        for each in (self._repair, self._rescue, self._look, self._all, self._stop):
            row.addWidget(each)
        self.body.addWidget(holder)
        self._unfiled = UnfiledPanel(workspace)
        self.body.addWidget(self._unfiled)

    def refresh(self) -> None:
        """Show what is known now."""
        known = self._keeping.safety()
        findings = known.damaged if self._keeping.checked is None else self._keeping.findings
        repairable = [found for found in findings if self._can_repair(found)]
        busy = any(self._keeping.is_running(name) for name in ("check", "repair"))
        self._rows.show_findings(findings, self._outcome)
        self._repair.setVisible(bool(repairable) and not busy)
        self._look.setVisible(bool(repairable) and not busy)
        self._rescue.setVisible(any(found.file == _DATABASE for found in findings) and not busy)
        self._all.setVisible(not busy)
        self._stop.setVisible(busy)
        self._say_state(known)
        self._unfiled.refresh(known)

    def _can_repair(self, finding: Finding) -> bool:
        return finding.file.startswith("blobs/") and not self._keeping.is_well_again(finding)

    def _outcome(self, finding: Finding) -> tuple[bool, str] | None:
        """How a repair went, in words; none if none was tried."""
        repair = self._keeping.repairs.get(Path(finding.file).stem)
        if repair is None:
            return None
        if repair.was_sound:
            return True, "It can be read again."
        if repair.source is not None:
            return (
                True,
                f"Repaired from the backup {words.path(repair.source)}. The damaged file is kept in the trash for thirty days.",
            )
        return False, "None of the backups in reach has a sound copy. Look in another backup, or scan the paper again."

    def _say_state(self, known: Safety) -> None:
        if self._keeping.is_running("check"):
            self._state.say("The files are being checked. You can go on working.")
        elif known.full_check is None:
            self._state.warn("Not every document has been read to the last byte yet.")
        else:
            when = words.at_time(known.full_check.at, self._workspace.today())
            damaged = known.full_check.damaged
            found = (
                "all were sound" if damaged == 0 else words.counted(damaged, "file was damaged", "files were damaged")
            )
            say = self._state.warn if damaged and known.damaged else self._state.say
            say(f"Every document was last read to the last byte {when}: {found}.")

    def _on_rescue(self) -> None:
        """Close the record, which the rescue needs, and go on with the page that brings it back."""
        self._workspace.open_requested.emit(self._workspace.vault.path, True)  # noqa: FBT003  (a signal takes no names)

    # Doing ----------------------------------------------------------------------------------------------------------------

    def _on_repair(self) -> None:
        self._keeping.repair()

    def _on_look(self) -> None:
        files.ask_which_folder(self, "Where is the other backup?", self._on_place, name="choose_other_backup")

    def _on_place(self, name: str) -> None:
        self._keeping.repair((Path(name),))

    def _on_stop(self) -> None:
        self._keeping.cancel("check")
        self._keeping.cancel("repair")

    def _on_show(self, document_id: str) -> None:
        self._workspace.show_page("documents", document_id)


class UnfiledPanel(Card):
    """Documents without a record, as an interrupted import leaves them: to be taken in, or left as they are."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(role="card-accent")
        self.setObjectName("unfiled")
        self._keeping = workspace.safekeeping
        self._head = label("", "subheading")
        self._names = label("")
        self._outcome = small("")
        self.body.addWidget(self._head)
        self.body.addWidget(self._names)
        self.body.addWidget(self._outcome)
        holder = QWidget()
        row = FlowLayout(holder)
        self._take = button("Take them in", self._keeping.take_in, role="primary", name="unfiled.take")
        self._leave = button("Leave them as they are", self._keeping.leave_unfiled, role="quiet", name="unfiled.leave")
        row.addWidget(self._take)
        row.addWidget(self._leave)
        self.body.addWidget(holder)
        self.hide()

    def refresh(self, known: Safety) -> None:
        """Show the files that wait, or how taking them in ended."""
        waiting = self._keeping.unfiled
        asked = [file for file in waiting if file.file_id not in known.left_files]
        failed = [taken for taken in self._keeping.taken_in if taken.outcome != "filed"]
        number = words.counted(len(waiting), "document")
        if asked:
            self._head.setText(f"{words.begun(number)} from an interrupted session")
        else:
            self._head.setText(f"{words.begun(number)} without an entry, left as you wished")
        listed = [file.name for file in waiting[:_NAMED]]
        if len(waiting) > _NAMED:
            listed.append(f"and {len(waiting) - _NAMED} more")
        self._names.setText("\n".join(listed))
        self._outcome.setText(
            "\n".join(f"{taken.file.name}: {taken.reason}" for taken in failed)
            or "They lie encrypted in your record and belong to no entry yet. Nothing is ever removed by itself."
        )
        self._leave.setVisible(bool(asked))
        self._take.setText("Take it in" if len(waiting) == 1 else "Take them in")
        self.setVisible(bool(waiting))
