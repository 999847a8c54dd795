"""Many entries saved in pieces: told once, stopped without losing what was saved, and taken back and brought again."""

from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord
from ism_desktop.progress import Cancelled, no_progress
from ism_desktop.records import pieces, store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.vault import Vault


def take(session: Session, names: Sequence[str]) -> tuple[int, int]:
    for name in names:
        store.save(session, CARE_TEAM, {"name": name})
    return len(names), 0


def team(vault: Vault) -> list[str]:
    with vault.read() as session:
        return sorted(record.title for record in store.list_active(session, CARE_TEAM))


NAMES = [f"Person {number:02}" for number in range(25)]


def test_all_is_saved_told_once_taken_back_and_brought_again(vault: Vault) -> None:
    told: list[frozenset[str]] = []
    vault.on_change(told.append)
    saved = pieces.save(vault, NAMES, take, no_progress)
    assert (saved.counts, saved.is_whole, saved.error) == ((25, 0), True, None)
    assert told == [frozenset({"care_team"})]
    for wanted in ([], NAMES, []):
        told.clear()
        saved.stretches.revert(vault, no_progress)
        assert (team(vault), told) == (wanted, [frozenset({"care_team"})])


def test_what_was_saved_before_it_was_stopped_stays_and_is_told(vault: Vault) -> None:
    told: list[frozenset[str]] = []
    vault.on_change(told.append)

    def progress(done: int, _total: int, _what: str) -> None:
        if done == 20:
            raise Cancelled

    saved = pieces.save(vault, NAMES, take, progress)
    assert (saved.counts, saved.is_whole, saved.error) == ((20, 0), False, None)
    assert (team(vault), told) == (NAMES[:20], [frozenset({"care_team"})])


@pytest.mark.parametrize("place", [0, 12])
def test_a_piece_that_cannot_be_saved_takes_nothing_else_with_it(vault: Vault, place: int) -> None:
    saved = pieces.save(vault, [*NAMES[:place], "", *NAMES[place:]], take, no_progress)
    assert isinstance(saved.error, InvalidRecord)
    assert team(vault) == NAMES[: place // pieces.AT_ONCE * pieces.AT_ONCE]
    saved.stretches.revert(vault, no_progress)
    assert team(vault) == []
