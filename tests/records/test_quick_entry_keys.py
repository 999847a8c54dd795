"""The letters of the quick entry stay where fingers know them, whatever the order of what is offered."""

import random

from ism_desktop.records import quick_entry_keys
from ism_desktop.records.quick_entry import Named, Offer
from ism_desktop.records.quick_entry_keys import LETTERS
from ism_desktop.vault import Vault


def offer(symptoms: str, exposures: str = "", medicines: str = "") -> Offer:
    return Offer(
        tuple(map(Named, symptoms.split())),
        tuple(map(Named, exposures.split())),
        tuple((name, name) for name in medicines.split()),
    )


def saved(vault: Vault, offered: Offer) -> dict[str, str]:
    """The letter of each name, after the entry was saved."""
    with vault.write() as session:
        found = quick_entry_keys.letters(session, offered)
        quick_entry_keys.keep(session, found)
    names = [named.key for named in (*offered.symptoms, *offered.exposures)] + [name for name, _ in offered.medicines]
    return dict(zip(names, (*found.symptoms, *found.exposures, *found.medicines), strict=True))


def test_a_button_keeps_its_letter_when_the_order_changes(vault: Vault) -> None:
    first = saved(vault, offer("itch flushing hives", "alcohol stress", "Cetirizine"))
    assert list(first.values()) == [*"ABCDEF"]
    assert saved(vault, offer("hives itch flushing", "stress alcohol", "Cetirizine")) == first
    more = saved(vault, offer("nausea hives flushing", "stress heat alcohol", "Famotidine Cetirizine"))
    assert {name: letter for name, letter in more.items() if name in first} == {
        name: letter for name, letter in first.items() if name != "itch"
    }
    assert "A" not in more.values(), "the letter of what is not offered at the moment is kept for it"
    assert saved(vault, offer("itch nausea"))["itch"] == "A"


def test_letters_are_never_given_twice_and_never_move_while_they_are_offered(vault: Vault) -> None:
    chance = random.Random(3)
    names = [f"s{number}" for number in range(30)]
    before: dict[str, str] = {}
    for _ in range(60):
        now = saved(vault, offer(" ".join(chance.sample(names, 8)), " ".join(chance.sample(["x1", "x2", "x3"], 2))))
        assert len(set(now.values())) == len(now), "each has one, and its own"
        assert set(now.values()) <= {*LETTERS}
        assert all(now[name] == letter for name, letter in before.items() if name in now)
        before = now


def test_where_there_are_no_more_letters_a_button_has_none(vault: Vault) -> None:
    found = saved(vault, offer(" ".join(f"s{number}" for number in range(len(LETTERS) + 2))))
    assert [*found.values()] == [*LETTERS, "", ""]
