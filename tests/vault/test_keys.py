"""Keys: each use has its own, they never change from release to release, and none shows in a message."""

import pytest

from ism_desktop.vault import KeyCost, keys
from ism_desktop.vault.keys import VaultKey

EXPECTED = {
    "ismv1/db": "80743a4d41ef741ef6b71df10d7aeec481a5451b595f1b71d76e11f4bf185aa0",
    "ismv1/db-salt": "f183ac53c9e7ad8ffec2f99e99fb7da7",
    "ismv1/blob": "841dd551ca2377d032dcc98ec591f46e9ba1f25bcc583ef34e65520911c3aed7",
    "ismv1/header": "c9e44b2778c541f0328f147df5983fae77535333c0f8d7373b0c33f2b70a41ae",
    "ismv1/dedup": "05619dd649bfb6186ecefdbbf704e4b16d9c51f0fb969f2b87f1c396e82727e3",
    "ismv1/search": "d541c39d8097e8d5f29b36abb29478bcc1565c79cdf9eac85f5089867a0315a3",
}


def test_the_derived_keys_are_those_of_the_format() -> None:
    # Worked out once with another program (HKDF by hand from HMAC-SHA256); a change here would lock out every vault.
    key = VaultKey("000102030405060708090a0b0c0d0e0f", bytes(range(32)))
    assert key.derive(keys.DATABASE).hex() == EXPECTED["ismv1/db"]
    assert key.derive(keys.DATABASE_SALT, 16).hex() == EXPECTED["ismv1/db-salt"]
    assert key.derive(keys.DOCUMENT_FILES).hex() == EXPECTED["ismv1/blob"]
    assert key.derive(keys.HEADER).hex() == EXPECTED["ismv1/header"]
    assert key.derive(keys.DUPLICATES).hex() == EXPECTED["ismv1/dedup"]
    assert key.derive(keys.SEARCH).hex() == EXPECTED["ismv1/search"]


def test_every_label_gives_another_key() -> None:
    labels = [value for name, value in vars(keys).items() if name.isupper() and isinstance(value, str)]
    assert len(labels) >= 10
    assert all(label.startswith("ismv1/") for label in labels)
    key = VaultKey.fresh()
    assert len({key.derive(label) for label in labels}) == len(labels)
    assert key.derive(keys.SEARCH_SALT, context="a") != key.derive(keys.SEARCH_SALT, context="b")
    assert VaultKey(VaultKey.fresh().vault_id, key.secret).derive(keys.DATABASE) != key.derive(keys.DATABASE)


def test_no_message_can_show_a_key() -> None:
    key = VaultKey.fresh()
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)


def test_argon2id_is_the_published_one() -> None:
    # From the test file of the reference implementation (phc-winner-argon2, test.c).
    stretched = keys.stretch("password", b"somesalt", KeyCost(65536, 2, 1))
    assert stretched.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_the_cost_of_a_new_vault_is_worth_half_a_second() -> None:
    cost = KeyCost.calibrated()
    assert cost.in_bounds
    assert cost.lanes == 4
    assert cost.memory_kib in {128 * 1024, 256 * 1024}
    assert 3 <= cost.iterations <= 12


@pytest.mark.parametrize("passphrase", ["twelve chars", "☂" * 12, "a" * 1000])
def test_a_long_enough_passphrase_is_taken_as_it_is(passphrase: str) -> None:
    keys.require_length(passphrase)
    assert len(keys.stretch(passphrase, bytes(16), KeyCost(1024, 1, 1))) == 32
