"""Who opened a vault is known from the way in, and everything that is changed then carries it."""

from contextlib import closing
from pathlib import Path

import pytest

from ism_desktop.records import authors, disclosures, history, raw_table_checks, raw_tables, store
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.vault import Vault, key_slots, unlock
from ism_desktop.vault.header import KEYRING, Slot
from ism_desktop.vault.vault import OpenedBy
from tests.conftest import CHEAP, PASSPHRASE

ANNAS = "another staple for a horse"


def _with_anna(vault: Vault) -> Path:
    key_slots.add_passphrase(vault, ANNAS, "Anna Maria von Lindqvist-Öberg", cost=CHEAP)
    vault.close()
    return vault.path


def _change(opened: Vault) -> tuple[str, str]:
    """Save something in the open vault; its author, and the words that this person reads for it."""
    with opened.write() as session:
        made = store.save(session, MEDICATIONS, {"name": "Cetirizine"})
        disclosures.record(session, disclosures.CARD, "Card", "printer")
    with opened.read() as session:
        [version] = history.versions(session, MEDICATIONS, made)
        assert disclosures.entries(session)[0].author == version.author
        assert store.get(session, MEDICATIONS, made).author == version.author
        return version.author, authors.known(session, opened.opened_by).words(version.author)


def test_each_person_writes_under_their_own_name(vault: Vault) -> None:
    assert _change(vault) == ("patient", "by me")
    path = _with_anna(vault)
    with closing(unlock(path, ANNAS)) as opened:
        author, words = _change(opened)
        assert words == "by Anna Maria von Lindqvist-Öberg"
        with opened.read() as session:
            # Author and name go into an export, and come in again.
            for name in ("history", "medications", "departures"):
                table = raw_tables.BY_NAME[name]
                rows = [row for row in raw_tables.rows(session, table) if row["author"] == author]
                assert [raw_table_checks.checked(table, row) for row in rows] == rows != []
            [said] = [
                row
                for row in raw_tables.rows(session, raw_tables.BY_NAME["vault_settings"])
                if row["name"] == "authors"
            ]
            assert raw_table_checks.checked(raw_tables.BY_NAME["vault_settings"], said) == said
            assert authors.known(session, opened.opened_by).words("patient") == "by the owner of this record"
    with closing(unlock(path, PASSPHRASE)) as opened:
        assert _change(opened) == ("patient", "by me")
        anna = next(way for way in key_slots.listed(opened) if way.label)
        key_slots.remove(opened, anna.id)
        with opened.read() as session:  # the name outlives the passphrase
            assert authors.known(session, opened.opened_by).words(author) == words


def test_a_sheet_is_no_person(vault: Vault) -> None:
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    vault.close()
    with closing(key_slots.unlock_with_recovery(vault.path, code)) as opened:
        assert _change(opened) == ("recovery_sheet", "by someone with the recovery sheet")


def test_a_second_person_who_stayed_alone_is_not_taken_for_the_owner(vault: Vault) -> None:
    path = _with_anna(vault)
    with closing(unlock(path, ANNAS)) as opened:
        key_slots.remove(opened, key_slots.listed(opened)[0].id)
    with closing(unlock(path, ANNAS)) as opened:
        assert _change(opened)[1].startswith("by Anna")


@pytest.mark.parametrize(
    ("others", "words"), [(False, "by me"), (True, "on the computer “laptop”, without a passphrase")]
)
def test_a_computer_that_remembers_is_its_owners_unless_others_have_a_passphrase(
    vault: Vault, others: bool, words: str
) -> None:
    slot = Slot.for_secret(vault.open_key(), b"s" * 32, KEYRING, created="2026-01-01T00:00:00+00:00", label="laptop")
    vault._opened_by = OpenedBy(slot.id, KEYRING, "laptop", is_owner=False, others=others)
    assert _change(vault)[1] == words
