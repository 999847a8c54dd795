"""The words that are suggested as a passphrase."""

import math
from collections import Counter

from ism_desktop.library import phrases
from ism_desktop.vault import passphrases
from ism_desktop.vault.keys import SHORTEST_PASSPHRASE
from tests.rounds import LARGE, rounds


def test_five_words_are_suggested_with_more_than_64_bits() -> None:
    listed = phrases.words()
    assert len(set(listed)) == len(listed) == 7_776
    assert 5 * math.log2(7_776) >= 64
    drawn: Counter[str] = Counter()
    for _ in range(rounds(200, 5_000)):
        suggested = phrases.suggest().split(" ")
        assert len(suggested) == 5
        assert set(suggested) <= set(listed)
        assert len(" ".join(suggested)) >= SHORTEST_PASSPHRASE
        drawn.update(suggested)
    # 1,000 draws from 7,776 words: about 938 different ones. A poor source of chance would repeat itself.
    assert len(drawn) > (7_000 if LARGE else 800)
    assert max(drawn.values()) <= 40
    assert len(phrases.suggest(6).split(" ")) == 6


def test_a_suggestion_is_very_strong() -> None:
    assert {passphrases.strength(phrases.suggest()).level for _ in range(20)} == {4}
