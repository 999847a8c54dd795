"""Every error the program raises on purpose: a title, what happened, and what to do now.

The text is written for the person at the keyboard, so one place in `ui/` and one in the command line can show any of them.
Anything raised that is not an `IsmError` is a bug of ours.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import ClassVar, Protocol

from ism_desktop.language import LazyText, tr, tr_lazy


class ExitStatus(IntEnum):
    """Exit statuses of the command line."""

    DONE = 0
    USAGE = 2
    WRONG_PASSPHRASE = 3
    VAULT_UNREADABLE = 4
    SOME_REFUSED = 5
    DAMAGED = 6
    ANSWERS_LOST = 7


class Sentence(Protocol):
    """A sentence that can be kept and told later in another language: `vault.message.Message`, which is above this floor."""

    def stored(self) -> Mapping[str, object]:
        """What to keep of it."""
        ...


class IsmError(Exception):
    """A fault with advice: `title` (a short headline), `what` (one or two sentences), `advice` (what to do now).

    `what` and `advice` are in the language in use where it was raised; a `title` is translated when it is shown, by `str()`. An error
    that is noted for later is raised with messages instead of text; `sentences` are both as they were given.
    """

    title: ClassVar[LazyText] = tr_lazy("That did not work")
    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE

    def __init__(self, what: str | Sentence, advice: str | Sentence) -> None:
        super().__init__(f"{what} {advice}")
        self.sentences = (what, advice)
        self.what = str(what)
        self.advice = str(advice)


# The vault ----------------------------------------------------------------------------------------------------------------


class WrongPassphrase(IsmError):
    """The header is sound and no key slot opens with this passphrase."""

    title = tr_lazy("Wrong passphrase")
    exit_status = ExitStatus.WRONG_PASSPHRASE


class VaultMissing(IsmError):
    """There is no folder, or the folder holds no vault."""

    title = tr_lazy("No record found here")


class VaultExists(IsmError):
    """A vault cannot be created here because something is here already."""

    title = tr_lazy("This folder is already in use")


class VaultDamaged(IsmError):
    """A file of the vault is damaged, cut short, swapped or altered; `what` names it."""

    title = tr_lazy("A file of your record is damaged")
    exit_status = ExitStatus.VAULT_UNREADABLE


class VaultTooNew(IsmError):
    """The vault was written by a newer program; nothing has been touched."""

    title = tr_lazy("This record needs a newer version of the program")
    exit_status = ExitStatus.VAULT_UNREADABLE


class VaultInUse(IsmError):
    """Another window or program holds the vault open."""

    title = tr_lazy("This record is open in another window")


class VaultNotWritable(IsmError):
    """The vault's folder cannot be written: read-only, full, or gone since it was opened."""

    title = tr_lazy("Your record cannot be saved")


class CannotLeave(IsmError):
    """Nothing could be left in the inbox of a locked vault; nothing was written."""

    title = tr_lazy("Note not saved")


class VaultClosed(IsmError):
    """The vault was locked while slow work was still using it."""

    title = tr_lazy("Your record was locked")


class PassphraseTooLong(IsmError):
    """A new passphrase is longer than every way of typing it can carry."""

    title = tr_lazy("The passphrase is too long")


class PassphraseTooShort(IsmError):
    """The passphrase offered for a new vault is shorter than twelve characters."""

    title = tr_lazy("Choose a longer passphrase")


# Ways into the vault -----------------------------------------------------------------------------------------------------


class WrongRecoveryCode(IsmError):
    """The digits check, and no recovery slot of the vault opens with them."""

    title = tr_lazy("These digits do not open this record")
    exit_status = ExitStatus.WRONG_PASSPHRASE


class MistypedGroups(IsmError):
    """Digits of a recovery sheet do not check; `groups` counts from 1, and is 9 for what follows the eighth group."""

    title = tr_lazy("Some digits are not right yet")
    exit_status = ExitStatus.WRONG_PASSPHRASE

    def __init__(self, what: str, advice: str, groups: tuple[int, ...]) -> None:
        super().__init__(what, advice)
        self.groups = groups


class LastUnlockMethod(IsmError):
    """The last passphrase cannot be removed: a vault is never left to a sheet or a keyring alone."""

    title = tr_lazy("This is the only passphrase left")


class NoSuchUnlockMethod(IsmError):
    """The unlock method was removed or replaced since it was shown."""

    title = tr_lazy("This unlock method was removed")


class TooManyUnlockMethods(IsmError):
    """The vault has as many ways in as its header may hold."""

    title = tr_lazy("Too many unlock methods")


class KeyringUnavailable(IsmError):
    """The keyring of this computer's account did not give or take the secret; the passphrase works as before."""

    title = tr_lazy("The system keyring is not available")


# Backups ------------------------------------------------------------------------------------------------------------------


class CannotBackUp(IsmError):
    """A backup could not be made; every earlier one in that place is as it was."""

    title = tr_lazy("Backup not created")


class BackupMissing(IsmError):
    """The place holds no backup."""

    title = tr_lazy("No backup found here")


class BackupDamaged(IsmError):
    """Nothing in the backup can be restored: its records or its list of files are damaged."""

    title = tr_lazy("This backup is damaged")
    exit_status = ExitStatus.DAMAGED


class CannotRestore(IsmError):
    """A backup could not be restored into this place, or a vault's database not brought back; nothing half-made stays."""

    title = tr_lazy("Backup not restored")


# Plain exports ------------------------------------------------------------------------------------------------------------


class CannotExport(IsmError):
    """A plain export could not be written; nothing half-written is left in that place."""

    title = tr_lazy("Export not created")


class ExportMissing(IsmError):
    """The folder holds no export of this program."""

    title = tr_lazy("No export found here")


class ExportDamaged(IsmError):
    """A file of the export is missing, altered or cut short, or holds what cannot be kept; nothing was taken in."""

    title = tr_lazy("This export is damaged")
    exit_status = ExitStatus.DAMAGED


class ExportTooNew(IsmError):
    """The export was written by a newer program; nothing was taken in."""

    title = tr_lazy("This export needs a newer version of the program")
    exit_status = ExitStatus.VAULT_UNREADABLE


class VaultNotEmpty(IsmError):
    """An export can be taken into an empty vault only."""

    title = tr_lazy("This record is not empty")


# Records ------------------------------------------------------------------------------------------------------------------


class InvalidRecord(IsmError):
    """Values cannot be saved; `fields` maps a field's name to a sentence saying what to change."""

    title = tr_lazy("Check the marked fields")

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()), tr("Nothing was lost: what you typed is still in the form."))
        self.fields = dict(fields)


class UnsavedEntry(IsmError):
    """An entry that was begun is neither saved nor discarded, and another one would be mixed up with it."""

    title = tr_lazy("Not saved yet")


class RecordMissing(IsmError):
    """The record was removed since it was shown."""

    title = tr_lazy("This no longer exists")


# Documents ----------------------------------------------------------------------------------------------------------------


class DocumentRefused(IsmError):
    """A file was not taken in; nothing of it was kept. `what` names the reason in words fit for a result line."""

    title = tr_lazy("This file was not added")
    exit_status = ExitStatus.SOME_REFUSED


class PasswordNeeded(DocumentRefused):
    """The PDF is protected with a password."""


class WrongPassword(PasswordNeeded):
    """A password was given, and does not open the PDF."""


class UnsupportedFile(DocumentRefused):
    """The file is of no type that can be a document."""


class DamagedFile(DocumentRefused):
    """The file claims to be of a supported type and cannot be read."""


class TooLarge(DocumentRefused):
    """The file passes a stated limit (bytes, pages or pixels)."""


class FileUnreadable(DocumentRefused):
    """The file could not be opened: missing, a folder, or no permission."""


class AlreadyThere(DocumentRefused):
    """The same bytes are in the vault already, as document `document_id`."""

    title = tr_lazy("This file is already in your record")

    def __init__(self, what: str, advice: str, document_id: str) -> None:
        super().__init__(what, advice)
        self.document_id = document_id


class InTrash(AlreadyThere):
    """The same bytes are in the vault's trash: the document can be restored instead of being added again."""

    title = tr_lazy("This file is in the trash")


class ScannerFailed(IsmError):
    """The scanner gave no page: `what` says why. Pages that came before are not lost."""

    title = tr_lazy("Nothing was scanned")


class WorkerStopped(DocumentRefused):
    """The separate process ran into its limit of memory or time, or ended; the window's process is unharmed."""


# Paper --------------------------------------------------------------------------------------------------------------------


class CannotPrint(IsmError):
    """A paper cannot be drawn or saved: `what` says what is missing or in the way."""

    title = tr_lazy("This could not be printed")


class InsideVault(CannotPrint):
    """What leaves the vault was to be written into a vault or a backup, where it would destroy something. Nothing was written."""

    title = tr_lazy("This folder cannot be used")


class CannotSave(IsmError):
    """A copy of a document could not be written where the person wanted it; nothing half-written is left there."""

    title = tr_lazy("The file could not be saved")
