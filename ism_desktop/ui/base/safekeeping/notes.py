"""What Home says of keeping the record safe: only what matters now, each with the way to where it is put right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ism_desktop.language import tr, tr_n
from ism_desktop.records import sheet_dates
from ism_desktop.records.backup_status import QUARTER, Safety
from ism_desktop.ui.base.safekeeping.days import by_day, day_of
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
        sentence = tr_n("{number} file is damaged.", "{number} files are damaged.", damaged)
        detail = tr("Most can be repaired from a backup.")
        yield Note("damaged", sentence, detail, "mdi6.file-alert-outline", "check_section")
    unfiled = [file for file in keeping.unfiled if file.file_id not in known.left_files]
    if unfiled:
        sentence = tr_n(
            "{number} document from an interrupted session is not in any list yet.",
            "{number} documents from an interrupted session are not in any list yet.",
            len(unfiled),
        )
        yield Note("unfiled", sentence, tr("Nothing was lost."), "mdi6.tray-arrow-down", "unfiled")


def _of_inbox(workspace: Workspace) -> Note | None:
    left = inbox_waiting(workspace.vault)
    if not left:
        return None
    sentence = tr_n("{number} item in your inbox.", "{number} items in your inbox.", left)
    detail = tr("Added while your record was locked. Choose how to file each one.")
    return Note("inbox", sentence, detail, "mdi6.inbox-outline", None, "inbox")


def _of_sheet(workspace: Workspace) -> Note | None:
    sheet = next((way for way in key_slots.listed(workspace.vault) if way.kind == "recovery"), None)
    icon, section = "mdi6.key-outline", "keys_section"
    if sheet is None:
        detail = without_passphrase(workspace.vault)
        return Note("recovery", tr("You have no recovery sheet."), detail, icon, section, is_early=True)
    if not _was_tried(workspace, sheet.id):
        detail = tr("Type its groups once to be sure that the printed sheet is right.")
        return Note("recovery", tr("Your recovery sheet has not been tested."), detail, icon, section, is_early=True)
    return None


def _was_tried(workspace: Workspace, way_id: str) -> bool:
    with workspace.vault.read() as session:
        return sheet_dates.noted(session, way_id).is_proven


def of_backup(known: Safety, now: datetime, today: date) -> Note | None:
    """Whether a backup is missing, failed, or old."""
    made = known.latest
    icon = "mdi6.content-save-alert-outline"
    if made is None:
        detail = tr("Your record exists only on this disk.")
        return Note("no_backup", tr("There is no backup yet."), detail, icon, "backup_section", is_early=True)
    if known.trouble is not None and known.trouble.at > made.at:
        sentence = by_day(
            made.at,
            today,
            tr("The last backup was made today; a later one failed."),
            tr("The last backup was made yesterday; a later one failed."),
            tr("The last backup was made on {day}; a later one failed.", day=day_of(made.at)),
        )
        return Note("backup_failed", sentence, known.trouble.what, icon, "backup_section")
    if not known.everything_is_kept and now - made.at > _LATE:
        sentence = tr("The last backup was made on {day}.", day=day_of(made.at))
        detail = tr("Your record has changed since then.")
        return Note("backup_old", sentence, detail, icon, "backup_section")
    return None


def of_drill(known: Safety, now: datetime, today: date) -> Note | None:
    """Whether a backup should be restored for a trial again."""
    if known.latest is None:
        return None
    icon, drill = "mdi6.shield-check-outline", known.drill
    if drill is None:
        detail = tr("Let the program restore it as a test. It takes a minute or two.")
        return Note("never_proven", tr("Your backup has never been tested."), detail, icon, "restore_section")
    if not drill.is_proven:
        sentence = by_day(
            drill.at,
            today,
            tr("Today’s backup test could not restore everything."),
            tr("Yesterday’s backup test could not restore everything."),
            tr("The backup test on {day} could not restore everything.", day=day_of(drill.at)),
        )
        return Note("not_proven", sentence, tr("Make a new backup and test that one."), icon, "restore_section")
    if now - drill.at > QUARTER:
        sentence = tr("Your backup was last tested on {day}.", day=day_of(drill.at))
        return Note("proven_long_ago", sentence, tr("Test it four times a year."), icon, "restore_section")
    return None


def all_is_well(known: Safety, today: date) -> str:
    """What is said when there is nothing to do: when the last backup was made, and when one was tested."""
    made, drill = known.latest, known.drill
    if made is None or drill is None:
        return ""
    backup = by_day(
        made.at,
        today,
        tr("The last backup was made today."),
        tr("The last backup was made yesterday."),
        tr("The last backup was made on {day}.", day=day_of(made.at)),
    )
    tested = tested_on(drill.at, today)
    return f"{backup} {tested}"


def tested_on(moment: datetime, today: date) -> str:
    """When a backup was last tested with success."""
    return by_day(
        moment,
        today,
        tr("A backup was tested today."),
        tr("A backup was tested yesterday."),
        tr("A backup was tested on {day}.", day=day_of(moment)),
    )
