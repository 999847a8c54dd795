"""What can be wrong with one file of a vault or a backup, each as a whole sentence with a gap for the file's name."""

from ism_desktop.language import tr_lazy
from ism_desktop.vault.message import Message, message

Flaw = Message
"""`flaw.with_values(file=name)` is the sentence about the file of this name."""

MISSING = message(tr_lazy("The file {file} is missing."))
UNREADABLE = message(tr_lazy("The file {file} cannot be read from the disk."))
EMPTY = message(tr_lazy("The file {file} is empty."))
CUT_SHORT = message(tr_lazy("The file {file} is cut short."))
TOO_LONG = message(tr_lazy("The file {file} is longer than it was."))
DAMAGED = message(tr_lazy("The file {file} is damaged."))
ALTERED = message(tr_lazy("The file {file} was altered by another program."))
MALFORMED = message(tr_lazy("The file {file} is malformed."))
WRONG_CHECKSUM = message(tr_lazy("The file {file} does not match its checksum."))
OF_ANOTHER_VAULT = message(tr_lazy("The file {file} belongs to another vault."))
TOO_NEW = message(tr_lazy("The file {file} was written by a newer version of the program."))

# Encrypted files.
NOT_ENCRYPTED_BY_US = message(tr_lazy("The file {file} does not begin like an encrypted file of this program."))
SWAPPED = message(tr_lazy("The file {file} holds another document: files were swapped or renamed."))
UNDESCRIBED = message(tr_lazy("The file {file} does not say what it holds."))
WRONG_SIZE = message(tr_lazy("The file {file} does not have the size noted in its record."))
OTHER_CONTENT = message(tr_lazy("The file {file} holds other content than was written."))
UNFILED = message(tr_lazy("The file {file} belongs to no document and is damaged."))
NOT_IN_TRASH = message(tr_lazy("The file {file} is no longer in the trash."))
_PIECE = tr_lazy("The file {file} is damaged in piece {piece} of 64 KiB.")
_LAST_PIECE = tr_lazy("The file {file} is damaged in piece {piece} of 64 KiB, or cut short there.")

# The key header and the database.
FAR_TOO_LARGE = message(tr_lazy("The file {file} is far too large."))
NO_HEADER = message(tr_lazy("The file {file} is not a key header."))
OLDER = message(tr_lazy("The file {file} was older than the other copy."))
TOO_COSTLY = message(tr_lazy("The file {file} asks for more work than any vault needs."))
NO_VAULT_NAMED = message(tr_lazy("The file {file} does not say which vault it belongs to."))
NO_DATABASE = message(tr_lazy("The file {file} is not a vault’s database."))

# The lists of files in a backup.
ALTERED_OR_FOREIGN = message(tr_lazy("The file {file} was altered, or belongs to another vault."))
OF_ANOTHER_BACKUP = message(tr_lazy("The file {file} belongs to another backup."))
UNLIKE_ITS_TWIN = message(tr_lazy("The file {file} is not the same as its twin."))

# The inbox.
NO_INBOX_ITEM = message(tr_lazy("The file {file} does not begin like an inbox item."))
FOREIGN_INBOX_ITEM = message(tr_lazy("The file {file} was not written by this program."))
OTHER_INBOX_KEY = message(tr_lazy("The file {file} holds another key than this vault’s own."))


def in_piece(number: int, *, last: bool) -> Flaw:
    """A piece of an encrypted file that does not verify; `number` counts from 0."""
    return message(_LAST_PIECE if last else _PIECE, piece=number + 1)
