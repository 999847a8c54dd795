"""The digits of a recovery sheet: what is accepted, what is refused, and which group is named."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from ism_desktop.vault.key_slots import MistypedGroups, RecoveryCode, group_is_valid, wrong_groups
from tests.rounds import rounds
from tests.vectors import make_vectors

VECTORS: list[dict[str, Any]] = json.loads(
    Path(make_vectors.__file__).with_name("recovery.json").read_text(encoding="utf-8")
)["vectors"]
CODE = RecoveryCode(bytes(range(16)))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_vector(vector: dict[str, Any]) -> None:
    if "secret" in vector:
        assert wrong_groups(vector["text"]) == ()
        assert RecoveryCode.parse(vector["text"]).secret.hex() == vector["secret"]
        return
    assert wrong_groups(vector["text"]) == tuple(vector["wrong"])
    with pytest.raises(MistypedGroups) as caught:
        RecoveryCode.parse(vector["text"])
    assert caught.value.groups == tuple(vector["wrong"])


def test_there_are_enough_of_both() -> None:
    assert len(VECTORS) >= 20
    assert sum("secret" in vector for vector in VECTORS) >= 10
    assert sum("wrong" in vector for vector in VECTORS) >= 10


def test_what_is_printed_gives_the_secret_back() -> None:
    chance = random.Random(3)
    for _ in range(rounds(300, 20_000)):
        code = RecoveryCode(chance.randbytes(16))
        assert len(code.groups) == 8
        assert all(len(group) == 6 and group_is_valid(group) for group in code.groups)
        assert RecoveryCode.parse(chance.choice((" ", "-", "", "\n", " – ")).join(code.groups)) == code


def test_every_wrong_digit_and_every_swap_of_neighbours_is_found() -> None:
    chance = random.Random(5)
    for value in [0, 1, 0xFFFF, 0x8000, *(chance.randrange(0x10000) for _ in range(rounds(100, 65_536)))]:
        group = f"{value * 11:06d}"
        assert group_is_valid(group)
        for place in range(6):
            for digit in set("0123456789") - {group[place]}:
                assert not group_is_valid(group[:place] + digit + group[place + 1 :])
            swapped = group[:place] + group[place + 1 : place + 2] + group[place] + group[place + 2 :]
            assert swapped == group or place == 5 or not group_is_valid(swapped)


def test_exactly_one_group_in_some_is_valid_by_chance() -> None:
    """65,536 of a million: what a person types at random is refused in 15 of 16 groups."""
    valid = {value * 11 for value in range(0x10000)}
    for value in {*range(0, 1_000_000, rounds(97, 1)), max(valid), max(valid) + 11}:
        assert group_is_valid(f"{value:06d}") == (value in valid)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" ".join(CODE.groups[:3]), "8 groups of 6 digits, and 3 were typed"),
        (CODE.groups[0], "and 1 was typed"),
        ("", "and 0 were typed"),
        (" ".join(("000001", *CODE.groups[1:])), "Group 1 is mistyped."),
        (" ".join(("000001", "000002", *CODE.groups[2:7], "000003")), "These groups are mistyped: 1, 2 and 8."),
        (" ".join((*CODE.groups, "000000")), "More than 8 groups"),
    ],
)
def test_the_sentence_says_which(text: str, sentence: str) -> None:
    with pytest.raises(MistypedGroups, match=sentence):
        RecoveryCode.parse(text)


def test_nothing_typed_crashes_it() -> None:
    chance = random.Random(7)
    signs = "0123456789 -\n٣٤२३²½Ⅷ\u200b\u202e\ud800O,;\t\x00"
    for _ in range(rounds(2_000, 200_000)):
        text = "".join(chance.choice(signs) for _ in range(chance.randrange(70)))
        wrong = wrong_groups(text)
        assert all(1 <= number <= 9 for number in wrong)
        if wrong:
            with pytest.raises(MistypedGroups):
                RecoveryCode.parse(text)


def test_the_secret_is_not_in_the_repr() -> None:
    assert CODE.secret.hex() not in repr(CODE)
    assert repr(CODE) == "RecoveryCode()"
    assert all(group not in repr(CODE) for group in CODE.groups)


def test_a_secret_has_sixteen_bytes() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        RecoveryCode(bytes(15))
