"""Opening, making and filling a vault, as Qt-free functions for the background.

The vault's room is imported inside these functions: SQLAlchemy and its neighbours take most of a second to load, and the page that asks
for the passphrase must be usable before that. `look` runs first and loads them while the person types.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ism_desktop import settings
from ism_desktop.errors import CannotLeave
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.library import phrases
from ism_desktop.progress import Portion, Progress

if TYPE_CHECKING:
    from ism_desktop.vault import Vault
    from ism_desktop.vault.multi_device import Computer
    from ism_desktop.vault.passphrases import Strength

DEMO_PASSPHRASE = "only a demonstration"  # noqa: S105  (it protects an invented person, and is shown on the screen)


def computer() -> Computer:
    """This computer and its notes of vaults, beside the settings: one for the whole program."""
    return _computer(settings.config_folder())


@cache
def _computer(folder: Path) -> Computer:
    from ism_desktop.vault.multi_device import Computer  # noqa: PLC0415

    return Computer(folder)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be known of a vault before it is opened.

    `open_elsewhere` is the sentence that another computer seems to have it open, or empty; `remembered` whether this computer has a key
    of its own to it; `has_sheet` whether a recovery sheet opens it.
    """

    open_elsewhere: str
    remembered: bool
    has_sheet: bool
    vault_id: str = ""


def look(path: Path, progress: Progress) -> Seen:
    """See whether a vault is there and sound, before a passphrase is asked. Raises VaultMissing, VaultDamaged, VaultTooNew."""
    from ism_desktop import vault  # noqa: PLC0415
    from ism_desktop.vault import key_slots  # noqa: PLC0415

    progress(0, 0, tr("Opening the folder"))
    found = vault.look(path, computer=computer())
    elsewhere = "" if found.open_elsewhere is None else found.open_elsewhere.sentence
    return Seen(
        elsewhere, key_slots.is_remembered(path, computer()), "recovery" in found.unlock_methods, found.vault_id
    )


def unlock(path: Path, passphrase: str, progress: Progress, *, read_only: bool = False) -> Vault:
    """Open a vault. Raises WrongPassphrase and everything that `vault.unlock` raises."""
    from ism_desktop import vault  # noqa: PLC0415

    return _finished(vault.unlock(path, passphrase, progress, computer=computer(), read_only=read_only))


def _finished(opened: Vault) -> Vault:
    """The vault, once a deletion that was cut off is brought to its end."""
    from ism_desktop.records import erasing  # noqa: PLC0415

    erasing.finish_at_opening(opened)
    return opened


def unlock_remembered(path: Path, progress: Progress, *, read_only: bool = False) -> Vault:
    """Open a vault with the key that this computer keeps. Raises KeyringUnavailable and what `vault.unlock` raises."""
    from ism_desktop.vault import key_slots  # noqa: PLC0415

    return _finished(key_slots.unlock_remembered(path, progress, computer=computer(), read_only=read_only))


def unlock_with_recovery(path: Path, typed: str, progress: Progress, *, read_only: bool = False) -> Vault:
    """Open a vault with the groups of a recovery sheet. Raises MistypedGroups, WrongRecoveryCode and what `vault.unlock` raises."""
    from ism_desktop.vault import key_slots  # noqa: PLC0415

    code = key_slots.RecoveryCode.parse(typed)
    return _finished(key_slots.unlock_with_recovery(path, code, progress, computer=computer(), read_only=read_only))


def passphrases(made: Vault) -> tuple[tuple[str, str], ...]:
    """Id and name of every passphrase of an open vault."""
    from ism_desktop.vault import key_slots  # noqa: PLC0415

    return tuple((way.id, way.label) for way in key_slots.listed(made) if way.kind == "passphrase")


def set_passphrase_after_recovery(made: Vault, passphrase: str, way_id: str | None, progress: Progress) -> None:
    """Put a new passphrase into the place of a forgotten one. Raises PassphraseTooShort, VaultNotWritable."""
    from ism_desktop.records import sheet_dates  # noqa: PLC0415
    from ism_desktop.vault import key_slots  # noqa: PLC0415

    key_slots.set_passphrase_after_recovery(made, passphrase, way_id, progress)
    with made.write() as session:
        sheet_dates.note_keys_changed(session)


def is_group(digits: str) -> bool:
    """Whether six digits can be a group of a recovery sheet: each group checks itself."""
    from ism_desktop.vault import key_slots  # noqa: PLC0415

    return key_slots.group_is_valid(digits)


def strength_of(passphrase: str, own_words: Sequence[str], _progress: Progress) -> Strength:
    """How hard a passphrase is to guess."""
    from ism_desktop.vault import passphrases as judging  # noqa: PLC0415

    return judging.strength(passphrase, own_words)


def suggested_passphrase(_progress: Progress) -> str:
    """Five words drawn by lot."""
    return phrases.suggest()


def create(path: Path, passphrase: str, typed_again: str, progress: Progress) -> Vault:
    """Make a new vault, lock it, and open it with the passphrase as it was typed the second time.

    So nobody writes a word into a record that would not open again.

    Raises:
        PassphraseTooShort, VaultExists, VaultNotWritable.
    """
    from ism_desktop import vault  # noqa: PLC0415

    vault.create(path, passphrase, Portion(progress, 0, 60, 100), computer=computer()).close()
    return vault.unlock(path, typed_again, Portion(progress, 60, 40, 100), computer=computer())


def look_at_export(folder: Path, _progress: Progress) -> str:
    """What an export says of itself, in a sentence. Raises ExportMissing, ExportDamaged, ExportTooNew."""
    from ism_desktop import exchange  # noqa: PLC0415

    found = exchange.look(folder)
    day = in_use().day(datetime.fromisoformat(found.made).date())
    return tr_n(
        "It was made on {day} and contains {number} document.",
        "It was made on {day} and contains {number} documents.",
        found.counts.get("documents", 0),
        day=day,
    )


def create_from_export(
    folder: Path, path: Path, passphrase: str, typed_again: str, progress: Progress
) -> tuple[Vault, tuple[str, ...]]:
    """Make a new vault out of an export, lock it, and open it as `create` does. Returns it with what a person should know of it.

    Raises:
        ExportMissing, ExportDamaged, ExportTooNew; PassphraseTooShort, VaultExists, VaultNotWritable; Cancelled. No vault is left then.
    """
    from ism_desktop import exchange, vault  # noqa: PLC0415
    from ism_desktop.worker import Workers  # noqa: PLC0415

    with Workers() as workers:
        made, report = exchange.new_vault_from(folder, path, passphrase, workers, progress, computer=computer())
    made.close()
    # The record stands: nothing may be stopped any more.
    return vault.unlock(path, typed_again, computer=computer()), report.notices


def open_demo(path: Path, progress: Progress) -> Vault:
    """Open the demo vault in this folder, or make it and fill it with the invented patient."""
    from ism_desktop import demo, vault  # noqa: PLC0415
    from ism_desktop.worker import Workers  # noqa: PLC0415

    if path.exists():
        return vault.unlock(path, DEMO_PASSPHRASE, progress, computer=computer())
    made = vault.create(path, DEMO_PASSPHRASE, Portion(progress, 0, 20, 100), computer=computer())
    try:
        with Workers() as workers:
            demo.fill(made, workers, Portion(progress, 20, 80, 100))
    except BaseException:
        made.close()
        raise
    return made


def leave_note(path: Path, text: str, _progress: Progress) -> int:
    """Leave a note in a locked vault, or with no text just the time. Returns how many things wait. Raises what `inbox.leave` raises."""
    from ism_desktop.vault import inbox  # noqa: PLC0415

    thing = inbox.NewItem("note", text=text) if text else inbox.NewItem("time")
    return inbox.leave(path, thing, computer=computer())


def leave_entry(path: Path, text: str, entry: str, _progress: Progress) -> int:
    """Leave an entry of the journal in a locked vault, with the words for it. Returns how many things wait. Raises as `leave_note`."""
    from ism_desktop.vault import inbox  # noqa: PLC0415

    return inbox.leave(path, inbox.NewItem("note", text=text, entry=entry), computer=computer())


def leave_draft(path: Path, text: str, entry: str, draft_id: str) -> None:
    """Leave an entry that is not finished, in the place of what this draft was before. Raises as `leave_note`."""
    from ism_desktop.vault import inbox  # noqa: PLC0415

    inbox.leave(path, inbox.NewItem("note", text=text, entry=entry), computer=computer(), draft_id=draft_id)


def remove_draft(path: Path, draft_id: str) -> None:
    """Remove such a draft. Raises VaultNotWritable."""
    from ism_desktop.vault import inbox  # noqa: PLC0415

    inbox.remove_draft(path, draft_id)


def leave_press(path: Path, what: str, moment: datetime) -> int:
    """Leave in a locked vault what was pressed in the recorder, and when. Returns how many things wait. Raises as `leave_note`."""
    from ism_desktop.vault import inbox  # noqa: PLC0415

    return inbox.leave(path, inbox.NewItem("time", press=what), computer=computer(), at=moment)


def leave_file(path: Path, chosen: Path, _progress: Progress) -> int:
    """Leave a photo or a scanned paper in a locked vault. Returns how many things wait.

    Raises as `leave_note`, and for what is no picture or PDF.
    """
    from ism_desktop.vault import inbox  # noqa: PLC0415
    from ism_desktop.worker import refusals, sniff  # noqa: PLC0415

    try:
        with chosen.open("rb") as file:
            untrusted = file.read(inbox.LARGEST_PHOTO + 1)
    except OSError as error:
        raise CannotLeave(tr("This file could not be read."), tr("Check the drive it is on, and try again.")) from error
    try:
        sniff.media_type_of(memoryview(untrusted))
    except refusals.Refusal as refusal:
        reason = refusals.refused({"refused": refusal.code, **refusal.details}, chosen.name)
        raise CannotLeave(reason.what, reason.advice) from None
    return inbox.leave(path, inbox.NewItem("photo", name=chosen.name, content=untrusted), computer=computer())


def waiting(path: Path, _progress: Progress) -> int:
    """How many things wait in the inbox of a locked vault."""
    from ism_desktop.vault import inbox  # noqa: PLC0415

    return inbox.count(path)
