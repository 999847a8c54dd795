"""The key pair of a vault's inbox: made from the vault's key; its public half lies in `inbox/public-key`, for when the vault is locked.

The file is sealed under the vault's key and compared at each opening. This computer remembers the public key too: so a key that somebody
put in its place is refused here while the vault is locked, and reported when it is opened (docs/security-design.md, Locking).
"""

import contextlib
import hashlib
import hmac
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ism_desktop.errors import CannotLeave
from ism_desktop.language import tr
from ism_desktop.vault import durable, flaws, keys
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.header_files import Noticed
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.multi_device.computer import Computer

FOLDER = "inbox"
FILE = "public-key"

_MAGIC = "ISMINBOX 1"
_LARGEST = 1024


def private(key: VaultKey) -> X25519PrivateKey:
    """The half that opens what was left."""
    return X25519PrivateKey.from_private_bytes(key.derive(keys.INBOX))


def public(key: VaultKey) -> bytes:
    """The half that anybody may have."""
    return private(key).public_key().public_bytes_raw()


def file_content(key: VaultKey) -> bytes:
    """What the key file of this vault holds: magic, vault, public key and their seal, a line each."""
    lines = f"{_MAGIC}\n{key.vault_id}\n{public(key).hex()}\n".encode()
    seal = hmac.new(key.derive(keys.INBOX_KEY_FILE), lines, hashlib.sha256).hexdigest()
    return lines + f"{seal}\n".encode()


def prepare(vault: Path, key: VaultKey, computer: Computer | None, *, read_only: bool) -> tuple[Noticed, ...]:
    """See at opening that the key file is what we wrote, write it where it is not, and let the computer remember the key.

    Returns:
        What to tell if the file was damaged or another key was put in its place. A missing one is simply written: older vaults had none.
    """
    if computer is not None:
        computer.saw_inbox_key(key.vault_id, public(key))
    path = vault / FOLDER / FILE
    found = fault(vault, key)
    if found is None:
        return ()
    existed = path.exists()
    mended = False
    if not read_only:
        # A full disk must not keep a vault shut: the next opening tries again.
        with contextlib.suppress(OSError):
            durable.make_folder(path.parent)
            durable.write_in_place(path, (file_content(key),))
            mended = True
    return (Noticed(f"{FOLDER}/{FILE}", _sentence(found, mended=mended), mended=mended),) if existed else ()


def fault(vault: Path, key: VaultKey) -> Flaw | None:
    """What is wrong with the key file; none when it is as we wrote it."""
    try:
        with (vault / FOLDER / FILE).open("rb") as file:
            untrusted = file.read(_LARGEST)
    except FileNotFoundError:
        return flaws.MISSING
    except OSError:
        return flaws.UNREADABLE
    if untrusted == file_content(key):
        return None
    stated = _parsed(untrusted, key.vault_id)
    return flaws.DAMAGED if stated is None or stated == public(key) else flaws.OTHER_INBOX_KEY


def _sentence(found: Flaw, *, mended: bool) -> str:
    flaw = str(found.with_values(file=f"{FOLDER}/{FILE}"))
    if found == flaws.OTHER_INBOX_KEY:
        replaced = tr(
            "{flaw} Somebody or another program replaced it, and could read what was left in the inbox since then.",
            flaw=flaw,
        )
        if mended:
            return tr("{fault} The right key was restored.", fault=replaced)
        return tr("{fault} The right key could not be restored just now.", fault=replaced)
    if mended:
        return tr("{fault} It was repaired.", fault=flaw)
    return tr("{fault} It could not be repaired just now.", fault=flaw)


def of_locked(vault: Path, vault_id: str, computer: Computer | None) -> bytes:
    """The public key to use while the vault is locked: the file's, which must be the one that this computer remembers.

    Raises:
        CannotLeave: there is none yet, or it is not the one that was here when the vault was last open.
    """
    untrusted = b""
    with contextlib.suppress(OSError), (vault / FOLDER / FILE).open("rb") as file:
        untrusted = file.read(_LARGEST)
    stated = _parsed(untrusted, vault_id)
    remembered = None if computer is None else computer.inbox_key(vault_id)
    if remembered is not None and stated is not None and stated != remembered:
        raise CannotLeave(
            tr(
                "The inbox has another key than when your record was last open here, so somebody else might read what you write."
            ),
            tr("Nothing was written. Unlock your record: its own key is then restored."),
        )
    # A file that is gone or damaged does no harm where the key is remembered.
    chosen = remembered or stated
    if chosen is None:
        raise CannotLeave(
            tr("This record has no inbox yet."),
            tr("Unlock it once with this version of the program; after that it has one."),
        )
    return chosen


def _parsed(untrusted: bytes, vault_id: str) -> bytes | None:
    """The public key that a key file of this vault states."""
    try:
        magic, stated_id, stated, seal, rest = untrusted.decode("ascii").split("\n")
        found, sealed = bytes.fromhex(stated), bytes.fromhex(seal)
    except ValueError:
        return None
    whole = magic == _MAGIC and stated_id == vault_id and (len(found), len(sealed), rest) == (32, 32, "")
    return found if whole else None
