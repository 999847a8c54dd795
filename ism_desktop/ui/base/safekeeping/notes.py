"""What Home says of keeping the record safe: only what matters now, each with the way to where it is put right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ism_desktop.records import sheet_dates
from ism_desktop.records.backup_status import QUARTER, Safety
from ism_desktop.ui.base.safekeeping import words
from ism_desktop.ui.base.safekeeping.inbox_waiting import waiting as inbox_waiting
from ism_desktop.ui.base.safekeeping.unlock_methods import without_passphrase
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.vault import key_slots

_LATE = timedelta(days=14)
_PLACE = "backup_and_keys"


@dataclass(frozen=True, slots=True)
class Note:
    """One line: what it is, what explains it, and the section of “Backup & keys” to which it leads, or another place.

    `is_early`: it can wait until a record has something in it to lose.
    """

    name: str
    words: str
    detail: str
    icon: str
    section: str | None
    place: str = _PLACE
    is_early: bool = False


def notes(workspace: Workspace) -> list[Note]:
    """What should be done or known, the most pressing first; empty when all is well."""
    known, today = workspace.safekeeping.safety(), workspace.today()
    now = datetime.now(UTC)
    found = [*_of_files(workspace, known), _of_inbox(workspace)]
    found += [of_backup(known, now, today), of_drill(known, now, today), _of_sheet(workspace)]
    return [note for note in found if note is not None]


def _of_files(workspace: Workspace, known: Safety) -> Iterator[Note]:
    """Damaged files, and documents without a record."""
    keeping = workspace.safekeeping
    damaged = len([each for each in known.damaged if not keeping.is_well_again(each)])
    if damaged:
        number = words.counted(damaged, "file is damaged", "files are damaged")
        detail = "Most can be repaired from a backup."
        yield Note("damaged", f"{number}.", detail, "mdi6.file-alert-outline", "check_section")
    unfiled = [file for file in keeping.unfiled if file.file_id not in known.left_files]
    if unfiled:
        number = words.begun(words.counted(len(unfiled), "document"))
        sentence = f"{number} from an interrupted session can be taken in."
        yield Note("unfiled", sentence, "Nothing was lost.", "mdi6.tray-arrow-down", "unfiled")


def _of_inbox(workspace: Workspace) -> Note | None:
    left = inbox_waiting(workspace.vault)
    if not left:
        return None
    sentence = f"{words.begun(words.counted(left, 'thing waits', 'things wait'))} in the inbox."
    detail = "Left while your record was locked. Say what each shall become."
    return Note("inbox", sentence, detail, "mdi6.inbox-outline", None, "inbox")


def _of_sheet(workspace: Workspace) -> Note | None:
    sheet = next((way for way in key_slots.listed(workspace.vault) if way.kind == "recovery"), None)
    icon, section = "mdi6.key-outline", "keys_section"
    if sheet is None:
        detail = f"Without one, a forgotten passphrase means that {without_passphrase(workspace.vault)}."
        return Note("recovery", "There is no recovery sheet.", detail, icon, section, is_early=True)
    if not _was_tried(workspace, sheet.id):
        detail = "Type its groups once, and you know that the paper is right."
        return Note("recovery", "Nobody has tried your recovery sheet.", detail, icon, section, is_early=True)
    return None


def _was_tried(workspace: Workspace, way_id: str) -> bool:
    with workspace.vault.read() as session:
        return sheet_dates.noted(session, way_id).is_proven


def of_backup(known: Safety, now: datetime, today: date) -> Note | None:
    """Whether a backup is missing, failed, or old."""
    made = known.latest
    if made is None:
        detail = "Everything in your record exists once, on this disk."
        icon = "mdi6.content-save-alert-outline"
        return Note("no_backup", "There is no backup yet.", detail, icon, "backup_section", is_early=True)
    icon = "mdi6.content-save-alert-outline"
    if known.trouble is not None and known.trouble.at > made.at:
        sentence = f"The last backup is from {words.day(made.at, today)}; a later one was not made."
        return Note("backup_failed", sentence, known.trouble.what, icon, "backup_section")
    if not known.everything_is_kept and now - made.at > _LATE:
        sentence = f"The last backup is from {words.day(made.at, today)}."
        return Note("backup_old", sentence, "Much may have changed since.", icon, "backup_section")
    return None


def of_drill(known: Safety, now: datetime, today: date) -> Note | None:
    """Whether a backup should be restored for a trial again."""
    if known.latest is None:
        return None
    icon = "mdi6.shield-check-outline"
    if known.drill is None:
        detail = "Let the program restore it for a trial; it takes a minute or two."
        return Note("never_proven", "Your backup was never proven.", detail, icon, "restore_section")
    if not known.drill.is_proven:
        sentence = f"The trial {words.on_day(known.drill.at, today)} did not bring everything back."
        return Note("not_proven", sentence, "Make a new backup, and prove that one.", icon, "restore_section")
    if now - known.drill.at > QUARTER:
        sentence = f"Your backup was last proven {words.on_day(known.drill.at, today)}."
        return Note("proven_long_ago", sentence, "Four times a year is a good habit.", icon, "restore_section")
    return None


def all_is_well(known: Safety, today: date) -> str:
    """The one line when there is nothing to do: “Last backup today, proven on 3 May.”"""
    made, drill = known.latest, known.drill
    if made is None or drill is None:
        return ""
    return f"Last backup {words.on_day(made.at, today)}, proven {words.on_day(drill.at, today)}."
