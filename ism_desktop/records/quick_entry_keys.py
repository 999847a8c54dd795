"""Which letter presses which button of the quick entry: on a bad day fingers remember, so a button keeps its letter.

What is offered changes its order with every entry, used last first; letters that followed it would press something else each time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from ism_desktop.records import vault_settings
from ism_desktop.records.quick_entry import Offer
from ism_desktop.vault import Session

SETTING = "journal_keys"
"""The setting of the vault that holds them."""

LETTERS = "ABCDEFHIJKLNOPQRSUVWXZ"
"""G, M, T and Y press buttons that are always there."""

_Button = tuple[str, str, str]  # the part of the dialog, the key of the word, a person's own word


@dataclass(frozen=True, slots=True)
class Letters:
    """The letter of each button in the order of the offer, empty where there are no more, and what to keep of it."""

    symptoms: tuple[str, ...]
    exposures: tuple[str, ...]
    medicines: tuple[str, ...]
    kept: Mapping[str, list[list[str]]]


def letters(session: Session, offer: Offer) -> Letters:
    """Give each button the letter it had; new ones get letters that nothing has, or else those of what is no longer offered."""
    parts: dict[str, list[_Button]] = {
        "symptoms": [("symptoms", named.key, named.own) for named in offer.symptoms],
        "exposures": [("exposures", named.key, named.own) for named in offer.exposures],
        "taken": [("taken", name, "") for name, _ in offer.medicines],
    }
    wanted = [button for buttons in parts.values() for button in buttons]
    former = dict(_read(vault_settings.get(session, SETTING)))
    given: dict[_Button, str] = {}
    for button in wanted:
        letter = former.get(button, "")
        if letter and letter not in given.values():
            given[button] = letter
    elsewhere = set(former.values())
    free = [each for each in LETTERS if each not in given.values()]
    free.sort(key=lambda each: each in elsewhere)  # stable: in the order of the alphabet
    for button in wanted:
        if button not in given and free:
            given[button] = free.pop(0)
    resting = {button: letter for button, letter in former.items() if letter not in given.values()}
    kept: dict[str, list[list[str]]] = {}
    for (part, key, own), letter in (given | {b: each for b, each in resting.items() if b not in given}).items():
        kept.setdefault(part, []).append([key, own, letter])
    symptoms, exposures, taken = (tuple(given.get(button, "") for button in each) for each in parts.values())
    return Letters(symptoms, exposures, taken, kept)


def keep(session: Session, found: Letters) -> None:
    """Keep them for the next entry; nothing is written where they are the same."""
    if vault_settings.get(session, SETTING) != found.kept:
        vault_settings.put(session, SETTING, dict(found.kept))


def _read(kept: Mapping[str, object]) -> Iterable[tuple[_Button, str]]:
    """What is kept; what cannot be read is left out."""
    for part, rows in kept.items():
        for row in cast("list[object]", rows) if isinstance(rows, list) else ():
            cells = [str(cell) for cell in cast("list[object]", row)] if isinstance(row, list) else []
            if len(cells) == 3 and len(cells[2]) == 1 and cells[2] in LETTERS:
                yield (part, cells[0], cells[1]), cells[2]
