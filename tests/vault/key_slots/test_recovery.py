"""The recovery sheet of a vault: drafted, used, shown again, tested, cancelled, and opened with."""

import hashlib
from pathlib import Path

import pytest

from ism_desktop.errors import VaultDamaged, VaultInUse, VaultMissing, WrongPassphrase
from ism_desktop.vault import Vault, create, header_files, key_slots, unlock
from ism_desktop.vault.header import RECOVERY, Slot, parse
from ism_desktop.vault.key_slots import RecoveryCode, WrongRecoveryCode
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.paths import HEADER, TWIN

NEW = "bootleg pretzel both kinfolk transpire"


def works(vault: Vault, code: RecoveryCode) -> bool:
    return key_slots.test_recovery_code(vault, code)


def test_a_new_vault_has_no_sheet(vault: Vault, vault_path: Path) -> None:
    assert key_slots.present_recovery_code(vault) is None
    assert [way.kind for way in key_slots.listed(vault)] == ["passphrase"]
    before = (vault_path / HEADER).read_bytes()
    key_slots.cancel_recovery_code(vault)
    assert (vault_path / HEADER).read_bytes() == before


def test_drafted_digits_open_nothing_and_leave_nothing(vault: Vault, vault_path: Path) -> None:
    before = (vault_path / HEADER).read_bytes()
    drafts = [key_slots.draft_recovery_code(vault) for _ in range(20)]
    assert len({draft.secret for draft in drafts}) == 20
    assert not any(works(vault, draft) for draft in drafts)
    assert (vault_path / HEADER).read_bytes() == before
    vault.close()
    with pytest.raises(WrongRecoveryCode):
        key_slots.unlock_with_recovery(vault_path, drafts[0])


def test_used_digits_open_the_vault(vault: Vault, vault_path: Path) -> None:
    code = key_slots.draft_recovery_code(vault)
    way = key_slots.use_recovery_code(vault, code)
    assert way.kind == "recovery"
    assert way in key_slots.listed(vault)
    assert works(vault, code)
    key = vault.open_key()
    vault.close()
    typed = RecoveryCode.parse("-".join(code.groups))
    reopened = key_slots.unlock_with_recovery(vault_path, typed)
    assert reopened.open_key() == key
    assert reopened.notices == ()
    assert works(reopened, typed)
    reopened.close()
    unlock(vault_path, PASSPHRASE).close()


def test_the_sheet_can_be_printed_again_though_nothing_more_is_stored(vault: Vault, vault_path: Path) -> None:
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    shown = key_slots.present_recovery_code(vault)
    assert shown is not None
    assert shown.groups == code.groups
    raw = (vault_path / HEADER).read_bytes()
    assert code.secret.hex().encode() not in raw
    assert "".join(code.groups).encode() not in raw
    key_slots.change_passphrase(vault, PASSPHRASE, NEW, cost=CHEAP)
    vault.close()
    again = unlock(vault_path, NEW)
    assert key_slots.present_recovery_code(again) == code
    again.close()


def test_a_new_sheet_cancels_the_one_before(vault: Vault, vault_path: Path) -> None:
    first, second = key_slots.draft_recovery_code(vault), key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, first)
    key_slots.use_recovery_code(vault, second)
    assert [way.kind for way in key_slots.listed(vault)] == ["passphrase", "recovery"]
    assert (works(vault, first), works(vault, second)) == (False, True)
    assert key_slots.present_recovery_code(vault) == second
    vault.close()
    with pytest.raises(WrongRecoveryCode):
        key_slots.unlock_with_recovery(vault_path, first)
    key_slots.unlock_with_recovery(vault_path, second).close()


def test_a_cancelled_sheet_opens_nothing(vault: Vault, vault_path: Path) -> None:
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    key_slots.cancel_recovery_code(vault)
    assert not works(vault, code)
    assert key_slots.present_recovery_code(vault) is None
    vault.close()
    with pytest.raises(WrongRecoveryCode) as caught:
        key_slots.unlock_with_recovery(vault_path, code)
    assert int(caught.value.exit_status) == 3


def test_a_sheet_opens_its_own_vault_alone(vault: Vault, tmp_path: Path) -> None:
    other = create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    code = key_slots.draft_recovery_code(other)
    key_slots.use_recovery_code(other, code)
    other.close()
    assert not works(vault, code)
    with pytest.raises(ValueError, match="drafted for this vault"):
        key_slots.use_recovery_code(vault, code)
    with pytest.raises(ValueError, match="drafted for this vault"):
        key_slots.use_recovery_code(vault, RecoveryCode(bytes(16)))


def test_every_wrong_bit_is_refused(vault: Vault) -> None:
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    for bit in range(128):
        wrong = bytearray(code.secret)
        wrong[bit // 8] ^= 1 << bit % 8
        assert not works(vault, RecoveryCode(bytes(wrong)))
    # Two groups in each other's place check, and open nothing.
    groups = list(code.groups)
    groups[0], groups[1] = groups[1], groups[0]
    assert groups[0] == groups[1] or not works(vault, RecoveryCode.parse(" ".join(groups)))


def test_a_sheet_of_another_make_opens_and_cannot_be_shown(vault: Vault, vault_path: Path) -> None:
    """The format asks for 128 random bits only; how they were made is the program's own affair."""
    secret = bytes(range(16))
    slot = Slot.for_secret(vault.open_key(), secret, RECOVERY, created="2026")
    present = parse(vault.header).header
    vault.rewrite_header(lambda header: type(header)(header.vault_id, 0, header.created, (*present.slots, slot)))
    assert works(vault, RecoveryCode(secret))
    assert key_slots.present_recovery_code(vault) is None
    vault.close()
    key_slots.unlock_with_recovery(vault_path, RecoveryCode(secret)).close()


def test_digits_are_no_passphrase_and_the_other_way_round(vault: Vault, vault_path: Path) -> None:
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    assert key_slots.check_passphrase(vault, " ".join(code.groups)) is None
    vault.close()
    with pytest.raises(WrongPassphrase):
        unlock(vault_path, " ".join(code.groups))


def test_faults_of_the_vault_are_told_as_with_a_passphrase(vault: Vault, vault_path: Path, tmp_path: Path) -> None:
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    with pytest.raises(VaultInUse):
        key_slots.unlock_with_recovery(vault_path, code)
    vault.close()
    with pytest.raises(VaultMissing):
        key_slots.unlock_with_recovery(tmp_path / "nowhere", code)
    looking = key_slots.unlock_with_recovery(vault_path, code, read_only=True)
    assert looking.read_only
    looking.close()
    # One copy damaged: the other opens and restores it.
    (vault_path / HEADER).write_bytes(b"")
    mended = key_slots.unlock_with_recovery(vault_path, code)
    assert [found.mended for found in mended.noticed] == [True]
    mended.close()
    # The checksum is right, the seal is not: another program changed by somebody without the key.
    (sound, _) = header_files.read_both(vault_path)
    assert sound.copy is not None
    forged = _resummed(sound.copy.raw.replace(sound.copy.seal, b"0" * 64))
    for name in (HEADER, TWIN):
        (vault_path / name).write_bytes(forged)
    with pytest.raises(VaultDamaged, match="another program changed"):
        key_slots.unlock_with_recovery(vault_path, code)


def _resummed(raw: bytes) -> bytes:
    before = b"".join(line + b"\n" for line in raw.split(b"\n")[:3])
    return before + hashlib.sha256(before).hexdigest().encode() + b"\n"


def test_progress_is_told(vault: Vault, vault_path: Path) -> None:
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    vault.close()
    steps: list[tuple[int, int, str]] = []
    key_slots.unlock_with_recovery(vault_path, code, lambda *step: steps.append(step)).close()
    assert [step[0] for step in steps] == sorted(step[0] for step in steps)
    assert steps[0] == (0, 3, "Checking the digits")
