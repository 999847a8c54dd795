"""The section about checks: every byte on demand, what is damaged and its repair, and documents of an interrupted session."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.backup_status import Check, Safety
from ism_desktop.ui.base import files
from ism_desktop.ui.base.safekeeping.days import by_day, day_of, time_of
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.breaking import breakable, path
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary, small
from ism_desktop.ui.places.backup_and_keys.safekeeping.finding_rows import FindingRows
from ism_desktop.ui.places.backup_and_keys.safekeeping.lines import Remark
from ism_desktop.vault.integrity import Finding

_NAMED = 8
_DATABASE = "records.db"


class CheckSection(Panel):
    """Are the files sound?"""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(tr("Check for damaged files"))
        self.setParent(parent)
        self.setObjectName("check_section")
        self._workspace = workspace
        self._keeping = workspace.safekeeping
        self.body.addWidget(
            secondary(
                tr(
                    "Disks can fail slowly, and cloud services can mix up files. The program checks the files each time you open your"
                    " record, and reads some of them in full each day while you are away from the keyboard."
                )
            )
        )
        self._state = Remark("check_state")
        self.body.addWidget(self._state)
        self._rows = FindingRows("findings")
        self._rows.document_wanted.connect(self._on_show)
        self.body.addWidget(self._rows)
        holder = QWidget()
        row = FlowLayout(holder)
        self._repair = button(tr("Repair from a backup"), self._on_repair, role="primary", name="check.repair")
        self._rescue = button(tr("Repair my record…"), self._on_rescue, role="primary", name="check.rescue")
        self._look = button(tr("Try another backup…"), self._on_look, name="check.look")
        self._all = button(tr("Check every document now"), self._keeping.check_all, name="check.all")
        self._stop = button(tr("Stop"), self._on_stop, name="check.stop")
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
        self._show_state(known)
        self._unfiled.refresh(known)

    def _can_repair(self, finding: Finding) -> bool:
        return finding.file.startswith("blobs/") and not self._keeping.is_well_again(finding)

    def _outcome(self, finding: Finding) -> tuple[bool, str] | None:
        """How a repair went, in words; none if none was tried."""
        repair = self._keeping.repairs.get(Path(finding.file).stem)
        if repair is None:
            return None
        if repair.was_sound:
            return True, tr("It can be read again.")
        if repair.source is not None:
            return (
                True,
                tr(
                    "Repaired from the backup {folder}. The damaged file is kept in the trash for thirty days.",
                    folder=path(repair.source),
                ),
            )
        return False, tr(
            "None of the available backups has an undamaged copy. Try another backup, or scan the paper again."
        )

    def _show_state(self, known: Safety) -> None:
        if self._keeping.is_running("check"):
            self._state.set_text(tr("Checking your files… You can keep working."))
        elif known.full_check is None:
            self._state.warn(tr("Some documents have not been read in full yet."))
        else:
            damaged = known.full_check.damaged
            show = self._state.warn if damaged and known.damaged else self._state.set_text
            show(_told(known.full_check, self._workspace.today()))

    def _on_rescue(self) -> None:
        """Close the record, which the rescue needs, and go on with the page that brings it back."""
        self._workspace.open_requested.emit(self._workspace.vault.path, True)  # noqa: FBT003  (a signal takes no names)

    # Doing ----------------------------------------------------------------------------------------------------------------

    def _on_repair(self) -> None:
        self._keeping.repair()

    def _on_look(self) -> None:
        files.ask_which_folder(
            self, tr("Choose the folder of another backup"), self._on_place, name="choose_other_backup"
        )

    def _on_place(self, name: str) -> None:
        self._keeping.repair((Path(name),))

    def _on_stop(self) -> None:
        self._keeping.cancel("check")
        self._keeping.cancel("repair")

    def _on_show(self, document_id: str) -> None:
        self._workspace.show_page("documents", document_id)


def _told(check: Check, today: date) -> str:
    """When every document was last read in full, and how many were damaged."""
    at = time_of(check.at)
    read = by_day(
        check.at,
        today,
        tr("Every document was last read in full today at {time}.", time=at),
        tr("Every document was last read in full yesterday at {time}.", time=at),
        tr("Every document was last read in full on {day} at {time}.", day=day_of(check.at), time=at),
    )
    found = (
        tr_n("{number} file was damaged.", "{number} files were damaged.", check.damaged)
        if check.damaged
        else tr("No file was damaged.")
    )
    return f"{read} {found}"


class UnfiledPanel(Panel):
    """Documents without an entry, as an interrupted import leaves them: to be added, or left as they are."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(role="panel-accent")
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
        self._take = button(tr("Add them"), self._keeping.take_in, role="primary", name="unfiled.take")
        self._leave = button(
            tr("Leave them as they are"), self._keeping.leave_unfiled, role="quiet", name="unfiled.leave"
        )
        row.addWidget(self._take)
        row.addWidget(self._leave)
        self.body.addWidget(holder)
        self.hide()

    def refresh(self, known: Safety) -> None:
        """Show the files that wait, or how taking them in ended."""
        waiting = self._keeping.unfiled
        asked = [file for file in waiting if file.file_id not in known.left_files]
        failed = [taken for taken in self._keeping.taken_in if taken.outcome != "filed"]
        number = len(waiting)
        self._head.setText(
            tr_n(
                "{number} document from an interrupted session",
                "{number} documents from an interrupted session",
                number,
            )
            if asked
            else tr_n(
                "{number} document without an entry, left as you chose",
                "{number} documents without an entry, left as you chose",
                number,
            )
        )
        listed = [breakable(file.name) for file in waiting[:_NAMED]]
        if number > _NAMED:
            listed.append(tr_n("and {number} more", "and {number} more", number - _NAMED))
        self._names.setText("\n".join(listed))
        self._outcome.setText(
            "\n".join(f"{breakable(taken.file.name)}: {taken.reason}" for taken in failed)
            or tr(
                "They are stored in your record, encrypted, but do not belong to an entry yet. Nothing is removed automatically."
            )
        )
        self._leave.setVisible(bool(asked))
        self._leave.setText(tr("Leave it as it is") if number == 1 else tr("Leave them as they are"))
        self._take.setText(tr("Add it") if number == 1 else tr("Add them"))
        self.setVisible(bool(waiting))
