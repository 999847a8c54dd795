"""The key header: its two copies, its slots, and what every kind of damage to it leads to."""

import secrets
from pathlib import Path

import pytest

from ism_desktop.errors import VaultDamaged, VaultTooNew, WrongPassphrase
from ism_desktop.vault import Vault, look, unlock
from ism_desktop.vault.header import KEYRING, LARGEST, MOST_SLOTS, RECOVERY, Header, HeaderDamaged, Slot, parse
from ism_desktop.vault.keys import KeyCost, VaultKey
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.paths import HEADER, TWIN, flip

NOW = "2026-11-22T10:15:00+00:00"


@pytest.fixture
def key() -> VaultKey:
    return VaultKey.fresh()


def with_slots(key: VaultKey, *slots: Slot, seq: int = 1) -> Header:
    return Header(key.vault_id, seq, NOW, slots)


@pytest.mark.parametrize("name", [HEADER, TWIN])
def test_every_flipped_byte_of_one_copy_is_found_and_the_twin_opens(vault: Vault, vault_path: Path, name: str) -> None:
    vault.close()
    sound = (vault_path / name).read_bytes()
    for offset in range(len(sound)):
        flip(vault_path / name, offset, bit=offset % 8)
        summary = look(vault_path)
        assert summary.vault_id == vault.vault_id
        assert [notice.split(" ")[2] for notice in summary.notices] == [name], offset
        (vault_path / name).write_bytes(sound)


@pytest.mark.parametrize("name", [HEADER, TWIN])
@pytest.mark.parametrize("blow", ["flipped", "cut", "empty", "gone"])
def test_a_damaged_copy_is_restored_from_its_twin(vault: Vault, vault_path: Path, name: str, blow: str) -> None:
    vault.close()
    path = vault_path / name
    sound = path.read_bytes()
    if blow == "flipped":
        flip(path, 100)
    elif blow == "gone":
        path.unlink()
    else:
        path.write_bytes(sound[: 50 if blow == "cut" else 0])
    reopened = unlock(vault_path, PASSPHRASE)
    assert len(reopened.notices) == 1
    assert name in reopened.notices[0]
    assert "restored from the other copy" in reopened.notices[0]
    reopened.close()
    assert path.read_bytes() == sound
    again = unlock(vault_path, PASSPHRASE)
    assert again.notices == ()
    again.close()


def test_the_later_copy_counts_and_the_older_one_follows(key: VaultKey, vault: Vault, vault_path: Path) -> None:
    # As an interruption between the two writes of a passphrase change leaves it: the twin is new, the main copy old.
    vault.close()
    old = parse((vault_path / HEADER).read_bytes()).header
    opened = old.slots[0].open_with_passphrase(old.vault_id, PASSPHRASE)
    assert opened is not None
    slot = Slot.for_passphrase(opened, "another good passphrase", CHEAP, created=NOW)
    packed = Header(old.vault_id, old.seq + 1, old.created, (slot,)).pack(opened)
    (vault_path / TWIN).write_bytes(packed)
    reopened = unlock(vault_path, "another good passphrase")
    assert [notice.split(" ")[2] for notice in reopened.notices] == [HEADER]
    reopened.close()
    assert (vault_path / HEADER).read_bytes() == packed
    with pytest.raises(WrongPassphrase):
        unlock(vault_path, PASSPHRASE)


def test_both_copies_damaged_are_both_named(vault: Vault, vault_path: Path) -> None:
    vault.close()
    flip(vault_path / HEADER, 40)
    (vault_path / TWIN).write_bytes(b"")
    with pytest.raises(VaultDamaged) as caught:
        look(vault_path)
    assert f"The file {HEADER} does not match its checksum" in caught.value.what
    assert f"The file {TWIN} is empty" in caught.value.what
    assert "backup" in caught.value.advice


def test_one_damaged_digit_of_the_magic_line_is_damage_not_a_newer_format(vault: Vault, vault_path: Path) -> None:
    vault.close()
    raw = (vault_path / HEADER).read_bytes()
    (vault_path / HEADER).write_bytes(raw.replace(b"ISMVAULT 1", b"ISMVAULT 9", 1))
    assert HEADER in look(vault_path).notices[0]
    (vault_path / TWIN).write_bytes(raw.replace(b"ISMVAULT 1", b"ISMVAULT 9", 1))
    with pytest.raises(VaultTooNew):
        look(vault_path)


def test_every_kind_of_slot_opens_with_its_own_secret_alone(key: VaultKey) -> None:
    sheet, ring = secrets.token_bytes(16), secrets.token_bytes(32)
    written = with_slots(
        key,
        Slot.for_passphrase(key, PASSPHRASE, CHEAP, created=NOW),
        Slot.for_passphrase(key, "the sister’s own passphrase", CHEAP, created=NOW, label="María"),
        Slot.for_secret(key, sheet, RECOVERY, created=NOW),
        Slot.for_secret(key, ring, KEYRING, created=NOW),
    )
    copy = parse(written.pack(key))
    assert copy.header == written
    assert copy.is_genuine(key)
    assert not copy.is_genuine(VaultKey(key.vault_id, bytes(32)))
    first, second, recovery, keyring = copy.header.slots
    assert second.label == "María"
    for slot in (first, second):
        assert slot.open_with_secret(key.vault_id, sheet) is None
    for slot in (recovery, keyring):
        assert slot.open_with_passphrase(key.vault_id, PASSPHRASE) is None
    assert first.open_with_passphrase(key.vault_id, PASSPHRASE) == key
    assert first.open_with_passphrase(key.vault_id, "the sister’s own passphrase") is None
    assert second.open_with_passphrase(key.vault_id, "the sister’s own passphrase") == key
    assert recovery.open_with_secret(key.vault_id, sheet) == key
    assert recovery.open_with_secret(key.vault_id, ring) is None
    assert keyring.open_with_secret(key.vault_id, ring) == key


def test_a_second_persons_passphrase_opens_the_vault(vault: Vault, vault_path: Path) -> None:
    vault.close()
    old = parse((vault_path / HEADER).read_bytes()).header
    opened = old.slots[0].open_with_passphrase(old.vault_id, PASSPHRASE)
    assert opened is not None
    second = Slot.for_passphrase(opened, "the sister’s own passphrase", CHEAP, created=NOW, label="María")
    packed = Header(old.vault_id, 2, old.created, (*old.slots, second)).pack(opened)
    for name in (HEADER, TWIN):
        (vault_path / name).write_bytes(packed)
    for passphrase in (PASSPHRASE, "the sister’s own passphrase"):
        unlock(vault_path, passphrase).close()


def test_no_field_of_a_slot_can_be_edited(key: VaultKey) -> None:
    slot = Slot.for_passphrase(key, PASSPHRASE, CHEAP, created=NOW)
    fields = slot.as_json()
    for name, changed in (("label", "someone"), ("created", "1999"), ("id", "0" * 16)):
        edited = Slot.from_json({**fields, name: changed})
        assert edited.open_with_passphrase(key.vault_id, PASSPHRASE) is None
    assert slot.open_with_passphrase("0" * 32, PASSPHRASE) is None
    assert slot.open_with_passphrase(key.vault_id, PASSPHRASE) == key


def test_two_slots_share_neither_salt_nor_nonce(key: VaultKey) -> None:
    slots = [Slot.for_secret(key, bytes(16), RECOVERY, created=NOW) for _ in range(50)]
    for part in ("id", "salt", "nonce", "wrapped"):
        assert len({getattr(slot, part) for slot in slots}) == 50


def test_a_header_has_one_to_sixteen_slots(key: VaultKey) -> None:
    slot = Slot.for_secret(key, bytes(16), RECOVERY, created=NOW)
    for count in (0, MOST_SLOTS + 1):
        with pytest.raises(ValueError, match="slots"):
            with_slots(key, *[slot] * count).pack(key)
    assert len(parse(with_slots(key, *[slot] * MOST_SLOTS).pack(key)).header.slots) == MOST_SLOTS
    with pytest.raises(ValueError, match="128 random bits"):
        Slot.for_secret(key, bytes(15), RECOVERY, created=NOW)


def test_truncations_and_additions_are_damage(key: VaultKey) -> None:
    packed = with_slots(key, Slot.for_secret(key, bytes(16), RECOVERY, created=NOW)).pack(key)
    for cut in range(len(packed)):
        with pytest.raises(HeaderDamaged):
            parse(packed[:cut])
    for longer in (packed + b"\n", packed + packed, b"\n" + packed, bytes(LARGEST + 1)):
        with pytest.raises(HeaderDamaged):
            parse(longer)


def test_key_costs_have_bounds() -> None:
    assert KeyCost(1024 * 1024, 64, 16).in_bounds
    assert KeyCost(64 * 1024, 3, 4).in_bounds
    for cost in (
        KeyCost(1024 * 1024 + 1, 3, 4),
        KeyCost(65536, 65, 4),
        KeyCost(65536, 3, 17),
        KeyCost(512, 1, 1),
        KeyCost(65536, 0, 1),
    ):
        assert not cost.in_bounds
