"""The unlock methods of an open vault: what they are, which one a passphrase opens, and removing one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

from ism_desktop.errors import LastUnlockMethod, NoSuchUnlockMethod, TooManyUnlockMethods
from ism_desktop.language import tr
from ism_desktop.vault import header_files
from ism_desktop.vault.header import MOST_SLOTS, PASSPHRASE, Header, Slot, parse
from ism_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class UnlockMethod:
    """A key slot as the person sees it: `kind` is passphrase, recovery or keyring, `label` whose it is or which computer's."""

    id: str
    kind: str
    label: str
    created: str

    @classmethod
    def of(cls, slot: Slot) -> Self:
        """What can be told of a slot."""
        return cls(slot.id, slot.kind, slot.label, slot.created)


def listed(vault: Vault) -> tuple[UnlockMethod, ...]:
    """Every unlock method of the vault, in the order in which they were made."""
    return tuple(UnlockMethod.of(slot) for slot in header_of(vault).slots)


def header_of(vault: Vault) -> Header:
    """The header that counts."""
    return parse(vault.header).header


def check_passphrase(vault: Vault, typed: str) -> UnlockMethod | None:
    """Which way in this passphrase opens, if any. Takes about a second for each passphrase of the vault."""
    slot = slot_opened_by(vault, typed)
    return None if slot is None else UnlockMethod.of(slot)


def slot_opened_by(vault: Vault, typed: str) -> Slot | None:
    """The passphrase slot that this opens; also the former one of a change that was interrupted, if its place is still there."""
    key = vault.open_key()
    present = header_of(vault)
    passphrases = {slot.id for slot in present.slots if slot.kind == PASSPHRASE}
    others = [file.copy for file in header_files.read_both(vault.path) if file.copy is not None]
    earlier = [copy.header for copy in others if copy.header.seq < present.seq and copy.is_genuine(key)]
    for header in (present, *earlier):
        for slot in header.slots:
            if slot.id in passphrases and slot.open_with_passphrase(vault.vault_id, typed) == key:
                return slot
    return None


def remove(vault: Vault, way_id: str) -> None:
    """Take a way in away. Copies of the vault made before, such as backups, still open with it.

    Raises:
        LastUnlockMethod: it is the last passphrase.
        NoSuchUnlockMethod: it was removed already.
        VaultNotWritable, VaultTooNew, VaultClosed: nothing was changed.
    """

    def without_it(present: Header) -> Header:
        slot = _find(present, way_id)
        if slot.kind == PASSPHRASE and sum(other.kind == PASSPHRASE for other in present.slots) == 1:
            raise LastUnlockMethod(
                tr("A record keeps at least one passphrase: a sheet of paper can be lost, and a keyring can forget."),
                tr("Change this passphrase instead, or add another one first."),
            )
        return without(present, {way_id})

    vault.rewrite_header(without_it)


def without(present: Header, way_ids: set[str]) -> Header:
    """The header without these slots."""
    return replace(present, slots=tuple(slot for slot in present.slots if slot.id not in way_ids))


def put(vault: Vault, made: Slot) -> UnlockMethod:
    """Write a slot in the place of the one with its id. Raises NoSuchUnlockMethod, and as `remove`."""

    def with_it(present: Header) -> Header:
        _find(present, made.id)
        return replace(present, slots=tuple(made if slot.id == made.id else slot for slot in present.slots))

    vault.rewrite_header(with_it)
    return UnlockMethod.of(made)


def add(vault: Vault, made: Slot, *, instead_of: Callable[[Slot], bool] | None = None) -> UnlockMethod:
    """Write a new slot, in place of those that the function names. Raises TooManyUnlockMethods, and as `remove`."""

    def with_it(present: Header) -> Header:
        kept = tuple(slot for slot in present.slots if instead_of is None or not instead_of(slot))
        _require_room(kept)
        return replace(present, slots=(*kept, made))

    vault.rewrite_header(with_it)
    return UnlockMethod.of(made)


def require_room(vault: Vault, slot_id: str) -> None:
    """See that a slot with this id could be written, before slow work. Raises TooManyUnlockMethods."""
    _require_room(tuple(slot for slot in header_of(vault).slots if slot.id != slot_id))


def _require_room(others: tuple[Slot, ...]) -> None:
    if len(others) >= MOST_SLOTS:
        raise TooManyUnlockMethods(
            tr("A record has room for {number} unlock methods, and all are taken.", number=MOST_SLOTS),
            tr("Remove one that nobody uses any more, such as that of an old computer."),
        )


def now() -> str:
    """The time, as slots carry it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def no_such_way() -> NoSuchUnlockMethod:
    """The error for an unlock method that the header does not have any more."""
    return NoSuchUnlockMethod(tr("It was removed or replaced in the meantime."), tr("Look at the list again."))


def _find(present: Header, way_id: str) -> Slot:
    for slot in present.slots:
        if slot.id == way_id:
            return slot
    raise no_such_way()
