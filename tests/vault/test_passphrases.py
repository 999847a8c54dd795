"""How strong a passphrase is said to be."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ism_desktop.vault import passphrases

LABELS = ["very weak", "weak", "fair", "strong", "very strong"]


@pytest.mark.parametrize(
    ("typed", "own_words", "low", "high"),
    [
        ("", (), 0, 0),
        ("a", (), 0, 0),
        ("password", (), 0, 0),
        ("elevenchars", (), 0, 1),
        ("password1234", (), 0, 1),
        ("aaaaaaaaaaaaaaaaaaaa", (), 0, 0),
        ("qwertyuiop[]", (), 0, 1),
        ("Juniper Hale", ("Juniper Hale",), 0, 0),
        ("Hale Juniper", ("Juniper Hale",), 0, 2),
        ("mastocytosis", (), 0, 0),
        ("14 March 2019", (), 0, 1),
        ("the 3rd of May, 1967", (), 0, 1),
        ("20190314201903", (), 0, 1),
        ("+44 20 7946 0958", (), 0, 1),
        ("marching decorates may", (), 2, 4),
        ("correct horse battery staple", (), 3, 4),
        ("bootleg pretzel both kinfolk transpire", (), 4, 4),
        ("жёлтая тетрадь на кухне", (), 3, 4),
        ("x" * 10_000, (), 0, 1),
    ],
)
def test_strength(typed: str, own_words: tuple[str, ...], low: int, high: int) -> None:
    found = passphrases.strength(typed, own_words)
    assert low <= found.level <= high
    assert found.label == LABELS[found.level]


def test_sentences_are_whole_calm_and_ours() -> None:
    typed = [
        "",
        "a",
        "elevenchars",
        "password1234",
        "aaaaaaaaaaaaaaaa",
        "abcdefghijklm",
        "12 March 2019",
        "qwertyuiop[]",
    ]
    typed += ["correct horse battery staple", "bootleg pretzel both kinfolk transpire", "Juniper Hale", "table lamp 12"]
    for each in typed:
        sentence = passphrases.strength(each).sentence
        assert re.fullmatch(r"[A-Z][^!\"]*\.", sentence), sentence


def test_a_short_one_says_how_much_is_missing() -> None:
    assert "1 more character is needed" in passphrases.strength("j4Kf-pQz8w!").sentence
    assert "5 more characters are needed" in passphrases.strength("j4Kf-pQ").sentence
    # However mixed its signs are: there is one rule, and this one does not meet it.
    assert passphrases.strength("j4Kf-pQz8w!").level <= 1


def test_the_name_makes_it_weaker() -> None:
    alone = passphrases.strength("Juniper Hale 1967").level
    assert passphrases.strength("Juniper Hale 1967", ("Juniper Hale",)).level < alone


def test_zxcvbn_is_loaded_only_when_a_passphrase_is_chosen() -> None:
    program = (
        "import sys; import ism_desktop.vault.passphrases as p; assert 'zxcvbn' not in sys.modules; p.strength('a')"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", f"{program}; assert 'zxcvbn' in sys.modules"], cwd=root, check=True)
