"""What watches over an open vault: checks it, keeps backups when they are due, and knows what was found. Pages read it and ask it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ism_desktop.documents.refiling import Refiled
from ism_desktop.errors import IsmError, VaultNotWritable
from ism_desktop.language import tr
from ism_desktop.records import backup_status
from ism_desktop.records.backup_status import Safety
from ism_desktop.ui.base.background import Job, Task
from ism_desktop.ui.base.safekeeping import work
from ism_desktop.ui.base.safekeeping.work import Checked, Reach
from ism_desktop.ui.kit.timers import timer
from ism_desktop.vault.backups import BackupReport, DrillReport, Repair
from ism_desktop.vault.integrity import Finding, UnfiledFile

if TYPE_CHECKING:
    from ism_desktop.ui.base.workspace import (
        Workspace,  # it makes one of these, so the import would go round in a circle
    )

_FIRST_CHECK = 2_000  # milliseconds after opening: the first page is drawn by then
_LOOKED_FOR = 5_000  # between two looks whether the database still lies in its place (docs/security-design.md, trap T6)
_DUE = 15 * 60_000  # between two looks whether a weekly backup is due


class Safekeeping(QObject):
    """One for each open vault. Nothing happens by itself before `begin`.

    `changed` tells that something to show is different; `trouble_arose` carries an error that concerns the whole vault, once.
    """

    changed = Signal()
    trouble_arose = Signal(object)
    backed_up = Signal(object)  # BackupReport
    own_backup_failed = Signal(object)  # of the weekly one, or the one at closing
    proven = Signal(object)  # DrillReport
    ended = Signal(str)  # the name of a job that has ended, in whichever way

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._jobs: dict[str, Job] = {}
        self._told = False
        self.has_begun = False
        self.checked: Checked | None = None
        self.reach: Reach | None = None
        self.last_report: BackupReport | None = None
        self.last_drill: DrillReport | None = None
        self.repairs: dict[str, Repair] = {}
        self.taken_in: tuple[Refiled, ...] = ()
        self._timers = (
            self._timer(_FIRST_CHECK, self._on_opened, once=True),
            self._timer(_LOOKED_FOR, self.look_for_database),
            self._timer(_DUE, self.back_up_if_due),
        )

    def _timer(self, interval: int, due: Callable[[], None], *, once: bool = False) -> QTimer:
        made = timer(self, interval, once=once)
        made.timeout.connect(due)
        return made

    def begin(self) -> None:
        """Begin to watch: the vault was just opened."""
        self.has_begun = True
        for each in self._timers:
            each.start()

    def stop(self) -> None:
        """Stop watching: the vault is about to be closed."""
        self.has_begun = False
        for each in self._timers:
            each.stop()

    # What is known --------------------------------------------------------------------------------------------------------

    def safety(self) -> Safety:
        """What the vault knows of its backups, drills and checks. Raises as `vault.read` does."""
        with self._workspace.vault.read() as session:
            return backup_status.read(session, self._workspace.vault, self._workspace.computer.id)

    def _known(self) -> Safety | None:
        """As `safety`, for what happens by itself: a database that cannot be read is named by the check, and not every few minutes."""
        try:
            return self.safety()
        except IsmError:
            return None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is damaged, as the last check found it."""
        return () if self.checked is None else self.checked.findings

    @property
    def unfiled(self) -> tuple[UnfiledFile, ...]:
        """The documents that no record names, those included that a person chose to leave."""
        return () if self.checked is None else self.checked.unfiled

    def is_running(self, name: str) -> bool:
        """Whether this job runs: "backup", "check", "share", "drill", "repair", "taking in", "reach" or "place"."""
        return name in self._jobs

    def _run(
        self,
        name: str,
        do: Callable[[Task], Any],
        on_result: Callable[..., None],
        *,
        title: str = "",
        on_error: Callable[..., None] | None = None,
    ) -> None:
        if name in self._jobs:
            return
        job = self._workspace.background.run(
            do,
            owner=self,
            title=title,
            on_result=on_result,
            on_error=on_error or self._workspace.report,
            quiet=not title,
        )
        self._jobs[name] = job
        job.ended.connect(partial(self._on_ended, name))
        self.changed.emit()

    def _on_ended(self, name: str) -> None:
        # Before the result is delivered: whoever is told of it may begin the next.
        self._jobs.pop(name, None)
        self.ended.emit(name)
        self.changed.emit()

    def cancel(self, name: str) -> None:
        """Ask a job to stop, if it runs."""
        if name in self._jobs:
            self._jobs[name].cancel()

    # Backups --------------------------------------------------------------------------------------------------------------

    def look_for_folder(self) -> None:
        """Look in the background whether the chosen folder is in reach."""
        self._run("reach", partial(self._reach, self.safety()), self._on_reach, on_error=self._on_unreachable)

    def _reach(self, known: Safety, _task: Task) -> Reach:
        return work.reach(self._workspace.vault, known)

    def _on_reach(self, found: Reach) -> None:
        if found != self.reach:
            self.reach = found
            self.changed.emit()

    def _on_unreachable(self, _error: BaseException) -> None:
        self._on_reach(Reach(in_reach=False, same_disk=False))

    def choose_folder(self, folder: Path | None) -> None:
        """Keep backups in this folder on this computer."""
        self._keep(partial(backup_status.choose_place, self._workspace.vault, self._workspace.computer.id, folder))
        self.reach = None
        self.look_for_folder()

    def choose(self, **chosen: object) -> None:
        """Keep choices about backups, by the names of their settings."""
        for name, value in chosen.items():
            self._keep(partial(backup_status.choose, self._workspace.vault, name, value))

    def _keep(self, do: Callable[[], None]) -> None:
        try:
            do()
        except IsmError as error:
            self._workspace.report(error)
        self.changed.emit()

    def back_up(self) -> None:
        """Make a backup in the chosen folder now; the tray shows how far it is."""
        do = partial(self._make_backup, self.safety(), None)
        self._run("backup", do, self._on_backed_up, title=tr("Making a backup"), on_error=self._on_backup_failed)

    def carry(self, folder: Path) -> None:
        """Make a backup as one file in this folder."""
        do = partial(self._make_backup, self.safety(), folder)
        self._run("backup", do, self._on_backed_up, title=tr("Creating a portable backup"))

    def _make_backup(self, known: Safety, carry_to: Path | None, task: Task) -> BackupReport:
        label = self._workspace.computer.label
        return work.back_up(self._workspace.vault, known, label, task, carry_to=carry_to)

    def back_up_if_due(self) -> None:
        """Make the weekly backup if it is due; a folder that is not in reach is no fault then."""
        known = self._known()
        if known is not None and not self._workspace.vault.read_only and known.is_due(datetime.now(UTC)):
            self._back_up_unasked(tr("Making the weekly backup"))

    def back_up_at_close(self) -> Job | None:
        """Begin the backup that is made when the program is closed, if one is wanted."""
        known = self._known() if self.has_begun and not self._workspace.vault.read_only else None
        if known is None or not known.is_wanted_at_close():
            return None
        self._back_up_unasked("")
        return self._jobs.get("backup")

    def _back_up_unasked(self, title: str) -> None:
        do = partial(self._make_unasked, self.safety())
        self._run("backup", do, self._on_backed_up, title=title, on_error=self._on_own_backup_failed)

    def _make_unasked(self, known: Safety, task: Task) -> BackupReport | None:
        return work.back_up_unasked(self._workspace.vault, known, self._workspace.computer.label, task)

    def _on_backed_up(self, report: BackupReport | None) -> None:
        if report is not None:
            self.last_report = report
            self.backed_up.emit(report)
            self.look_for_folder()
        self.changed.emit()

    def _on_backup_failed(self, error: BaseException) -> None:
        self.look_for_folder()
        self._workspace.report(error)

    def _on_own_backup_failed(self, error: BaseException) -> None:
        # Nobody asked for it, so nobody is interrupted: it was noted, and Home says it.
        if not isinstance(error, IsmError):
            self._workspace.report(error)
        self.own_backup_failed.emit(error)

    # Proving --------------------------------------------------------------------------------------------------------------

    def prove(self, place: Path, passphrase: str, failed: Callable[..., None]) -> None:
        """Restore the backup in this place for a trial. `failed` is a bound method that takes the error."""
        do = partial(self._drill, place, passphrase)
        self._run("drill", do, self._on_proven, title=tr("Testing the backup"), on_error=failed)

    def _drill(self, place: Path, passphrase: str, task: Task) -> DrillReport:
        return work.drill(self._workspace.vault, place, passphrase, task)

    def _on_proven(self, report: DrillReport) -> None:
        self.last_drill = report
        self.proven.emit(report)
        self.changed.emit()

    # Checks ---------------------------------------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._run("check", partial(self._quick, self.safety()), self._on_quick)

    def _quick(self, known: Safety, task: Task) -> Checked:
        return work.quick_check(self._workspace.vault, known, task)

    def _on_quick(self, checked: Checked) -> None:
        self._on_checked(checked)
        self.look_for_folder()
        self.back_up_if_due()

    def check_share(self) -> None:
        """In idle time: check the share of the day, if that was not done yet. `leave_share` stops it."""
        known = self._known()
        if known is not None and known.daily_check != self._workspace.today() and not self.is_running("check"):
            self._run("share", partial(self._share, known), self._on_checked)

    def leave_share(self) -> None:
        """Stop checking the share of the day: the person is back, and it is begun again the next time that nobody is there."""
        self.cancel("share")

    def _share(self, known: Safety, task: Task) -> Checked:
        return work.check_of_the_day(self._workspace.vault, known, self._workspace.today(), task)

    def check_all(self) -> None:
        """Read every byte of every file; the tray shows how far it is."""
        self._run("check", self._full, self._on_checked_all, title=tr("Checking every document"))

    def _full(self, task: Task) -> Checked:
        return work.full_check(self._workspace.vault, task)

    def _on_checked_all(self, checked: Checked) -> None:
        self.repairs = {}
        self._on_checked(checked)

    def _on_checked(self, checked: Checked) -> None:
        self.checked = checked
        self.changed.emit()

    def repair(self, further: Sequence[Path] = ()) -> None:
        """Bring damaged documents back from the backups that are known, and these."""
        known = self.safety()
        places = [*further, *(made.place for made in (known.backup, known.carried) if made is not None)]
        places += [known.place] if known.place is not None else []
        do = partial(self._repair, self.findings, tuple(dict.fromkeys(places)))
        self._run("repair", do, self._on_repaired, title=tr("Repairing documents"))

    def _repair(self, findings: Sequence[Finding], places: Sequence[Path], task: Task) -> list[Repair]:
        return work.repair(self._workspace.vault, findings, places, task)

    def _on_repaired(self, done: list[Repair]) -> None:
        self.repairs |= {repair.file_id: repair for repair in done}
        self.changed.emit()

    def is_well_again(self, finding: Finding) -> bool:
        """Whether a finding was repaired since."""
        repair = self.repairs.get(Path(finding.file).stem)
        return repair is not None and (repair.source is not None or repair.was_sound)

    def take_in(self) -> None:
        """Make records again for the files that have none."""
        self._run("taking in", self._take_in, self._on_taken_in, title=tr("Adding documents to the list"))

    def _take_in(self, task: Task) -> tuple[list[Refiled], Checked]:
        done = work.take_in(self._workspace.vault, self._workspace.workers, task)
        return done, Checked(self.findings, work.originals(self._workspace.vault))

    def _on_taken_in(self, result: tuple[list[Refiled], Checked]) -> None:
        done, self.checked = result
        self.taken_in = tuple(done)
        self.changed.emit()

    def leave_unfiled(self) -> None:
        """Leave the files without a record as they are, and do not ask again."""
        left = self.safety().left_files | {file.file_id for file in self.unfiled}
        self._keep(partial(backup_status.leave_files, self._workspace.vault, left))

    # The database itself --------------------------------------------------------------------------------------------------

    def look_for_database(self) -> None:
        """Look in the background whether the database is still in its place."""
        self._run("place", self._look, self._on_looked)

    def _look(self, _task: Task) -> VaultNotWritable | None:
        return self._workspace.vault.still_there()

    def _on_looked(self, displaced: VaultNotWritable | None) -> None:
        if displaced is not None:
            self._tell(displaced)

    def _tell(self, error: IsmError) -> None:
        if not self._told:
            self._told = True
            self.trouble_arose.emit(error)
