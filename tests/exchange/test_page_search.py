"""The search in an export's page compares texts exactly as the program's own search does, and shows the right place of them."""

import json
import random
import subprocess
from itertools import accumulate
from typing import Any

import pytest

from ism_desktop.library import resources
from ism_desktop.records import folding, matching
from tests.exchange.node import find_node
from tests.rounds import rounds

# Letters that folding treats in different ways, and what makes them meet.
PARTS = [
    *"aéßẞIıİςΣσοйиäœ🙂≠=½㎎ﬁＡ'’ʼ-–‑/_5٣",
    *"ガカ\u3099ｶﾞ肥\U000e0101大细한\u1112\u1161\u11ab𠮷，・",
    *"กน้ำ\u0e4d\u0e49าທີ່ຳស្ត្រីမတည့်ꦤ꧀ꦢᨾᩮᩬᩥབོད་हिन्दी",
    *"שָׁאַحَـسأ\u0301\u0308\u00ad\u200b\u200d\u2060\ufeff\ufe0f\ufffe\uffff\u0338🇩👩",
    *("-\n", "-\r\n", "\u00ad\n", "- \n\n ", "\u2010\n", " ", "\n", "mast", "Zell", "Ꭰ", "ꭰ"),
]
EXPLICIT = [
    "immu-\nno-\nglobulin",
    "増-\n多",
    "",
    "\u0301",
    "Straße, ОДОС Ὀδυσσεύς",
    "服用IgE抗体5mg",
    "\U0001f1e9\U0001f1ea\U0001f1eb",
]


def _asked(question: str, **given: Any) -> Any:
    node = find_node()
    if node is None:
        pytest.skip("no Node to run the page’s script")
    script = resources.path("export", "index.js").read_text(encoding="utf-8")
    values = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in given.items())
    asking = f"{script}\n{values}console.log(JSON.stringify({question}));\n"
    done = subprocess.run([node, "-"], input=asking, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout)


def _texts() -> list[str]:
    chance = random.Random(5)
    return EXPLICIT + ["".join(chance.choices(PARTS, k=chance.randint(1, 30))) for _ in range(rounds(1_500, 40_000))]


def _units(text: str) -> list[int]:
    """How far into a text each of its letters begins, as JavaScript counts."""
    return [0, *accumulate(1 + (ord(letter) > 0xFFFF) for letter in text)]


def _as_script_counts(text: str, made: folding.Folded) -> list[Any]:
    outside, inside = _units(text), _units(made.text)
    origins = [
        outside[made.origins[place]]
        # Letters of ASCII follow each other; all others of a segment come from its beginning.
        for place, letter in enumerate(made.text)
        for _ in range(1 + (ord(letter) > 0xFFFF))
    ]
    return [made.text, origins, sorted(inside[place] for place in made.seams)]


def test_the_page_folds_as_the_program_does() -> None:
    texts = _texts()
    answers = _asked(
        """texts.map((text) => {
          const told = (made) => made && [made.text, made.origins, [...made.seams].sort((a, b) => a - b)];
          return [told(fold(text, blank(true))), told(foldJoined(text, blank(true))), termsOf(text),
            readings(text, false).map((made) => made.text)];
        })""",
        texts=texts,
    )
    for text, (plain, joined, terms, unplaced) in zip(texts, answers, strict=True):
        assert plain == _as_script_counts(text, folding.fold(text)), ascii(text)
        assert (joined is not None) == folding.has_divided_words(text), ascii(text)
        if joined is not None:
            assert joined == _as_script_counts(text, folding.fold(text, joined=True)), ascii(text)
        assert terms == matching.terms(text), ascii(text)
        # A line end before a mark without a letter is a blank in the one and itself in the other.
        assert [part.split() for part in unplaced] == [made[0].split() for made in (plain, joined) if made], ascii(text)


def test_the_page_finds_what_the_program_finds() -> None:
    chance = random.Random(6)
    texts = _texts()
    typed = [text[(start := chance.randrange(len(text) or 1)) : start + chance.randint(1, 4)] for text in texts]
    answers = _asked("texts.map((text, place) => find([{text}], typed[place]).length)", texts=texts, typed=typed)
    found = 0
    for text, words, count in zip(texts, typed, answers, strict=True):
        wanted = matching.terms(words)
        readings = [folding.fold(text), folding.fold(text, joined=True)]
        there = bool(wanted) and all(any(list(matching.hits(made, term)) for made in readings) for term in wanted)
        assert bool(count) == there, (ascii(text), ascii(words))
        found += there
    assert found > len(texts) // 4


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("ﬁ½㎎ß" * 200 + " wanted " + "x" * 300, "wanted", " wanted x"),
        ("é\u00ad" * 200 + " IgE\u2011Test", "ige-test", " IgE\u2011Test"),
        ("น้ำ" * 300 + "ยา" + "น้ำ" * 300, "ยา", "น้ำยาน้ำ"),
        ("x " * 200 + "immu-\nno-\nglobulin" + " y" * 200, "immunoglobulin", "immu- no- globulin"),
    ],
)
def test_the_snippet_shows_the_place(text: str, typed: str, shown: str) -> None:
    (snippet,) = _asked("[snippet(text, typed)]", text=text, typed=typed)
    assert shown in snippet
    inner = snippet.strip(" …")
    assert inner in " ".join(text.split())
    assert not inner.startswith(("\u0e49", "\u0e33", "\u00ad\u0301"))


@pytest.mark.parametrize(
    ("text", "typed", "there"),
    [
        ("ガス", "カス", False),
        ("ガス", "ｶﾞｽ", True),
        ("й", "и", True),
        ("葛\U000e0101飾", "葛飾", True),
        ("服用IgE抗体5mg", "5mg 抗体", True),
        ("แพ้ยา", "แพยา", False),
        ("immu-\n\nno-\nglobulin", "immunoglobulin", True),
        ("immu-\n\nno-\nglobulin", "globulin immu", True),
        ("mastocytosis", "cytosis", False),
    ],
)
def test_what_is_found_on_the_page(text: str, typed: str, there: bool) -> None:
    assert _asked("find([{text}], typed).length", text=text, typed=typed) == there
