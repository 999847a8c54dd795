"""What the viewer reckons without a window: where pages lie, which words are in doubt, and where they stand in the text."""

import gzip
import json
from itertools import pairwise

import pytest
from PySide6.QtCore import QSizeF

from ism_desktop.documents import texts
from ism_desktop.ui.record_kit.viewer.choosing_words import beside, in_line, sentence
from ism_desktop.ui.record_kit.viewer.doubts import Doubts, foot, in_text
from ism_desktop.ui.record_kit.viewer.finding import DocumentWords, Spot
from ism_desktop.ui.record_kit.viewer.page_layout import GAP, Fit, PageLayout, View
from ism_desktop.vault import Vault
from ism_desktop.worker import PageText, Word

WORD = Word("tryptase", 10, 20, 50, 30, 40)


def page(*words: tuple[str, int], turns: int = 0, source: str = "ocr") -> PageText:
    made = tuple(Word(text, 10 * n, 20, 10 * n + 8, 30, sure) for n, (text, sure) in enumerate(words))
    return PageText(" ".join(text for text, _ in words), made, source, turns)


def test_pages_of_any_number_lie_one_below_the_other() -> None:
    layout = PageLayout([(595, 842), (842, 595)] * 5_000, View(QSizeF(800, 600), Fit.WIDTH))
    boxes = [layout.box(number) for number in (1, 2, 9_999, 10_000)]
    assert all(before.bottom() + GAP <= after.top() + 0.1 for before, after in pairwise(boxes))
    assert {round(box.width()) for box in boxes} == {800 - 2 * 16}
    at = layout.box(5_000).top()
    assert layout.visible(at, 300, 1)[0] in {4_999, 5_000}
    assert layout.main_page(at, 600) == 5_000
    assert layout.visible(layout.content_height(10_000) - 600, 600, 1)[-1] == 10_000


def test_one_page_at_a_time_and_none() -> None:
    layout = PageLayout([(595, 842)] * 3, View(QSizeF(800, 600), Fit.PAGE, one_page=True))
    assert layout.visible(0, 600, 2) == [2]
    assert layout.content_height(2) == pytest.approx(600)
    assert PageLayout((), View(QSizeF(800, 600))).visible(0, 600, 1) == []


@pytest.mark.parametrize(
    ("turns", "line"), [(0, (10, 30, 50, 30)), (1, (50, 20, 50, 30)), (2, (10, 20, 50, 20)), (3, (10, 20, 10, 30))]
)
def test_the_line_lies_under_a_word_however_the_page_lies(turns: int, line: tuple[float, ...]) -> None:
    assert foot(WORD, turns) == line


def test_doubtful_words_are_gone_through_and_found_at_a_point() -> None:
    doubts = Doubts.of([page(("a", 90), ("b", 30)), page(("c", 10), source="layer"), page(("d", 20), ("e", 95))])
    assert doubts.count == 2, "what a file says itself is not in doubt"
    assert doubts.step(Spot(1, -1), 1) == Spot(1, 1)
    assert doubts.step(Spot(1, 1), 1) == Spot(3, 0)
    assert doubts.step(Spot(3, 0), 1) == Spot(1, 1)
    assert doubts.step(Spot(1, 1), -1) == Spot(3, 0)
    assert doubts.at(1, 12, 25) == Spot(1, 1)
    assert doubts.at(1, 2, 25) is None
    assert Doubts().step(Spot(1, 0), 1) is None


def test_a_word_is_found_in_the_text_also_where_it_stands_twice() -> None:
    text = page(("cell", 90), ("mast", 90), ("cell", 30))
    assert in_text(text, 2) == (10, 14)
    assert in_text(PageText("cell only", text.words, "ocr"), 1) is None


def test_pages_are_read_one_by_one_as_when_all_are_read_at_once(vault: Vault) -> None:
    pages = [page(("]", 90), ("ü“", 30), ('"size":[1,2]', 90), ("size", 90)), page(turns=1)]
    packed = texts.packed(pages, [(595, 842), (10, 20)])
    other = json.dumps(json.loads(gzip.decompress(packed))).encode()  # with spaces, as another program may write it
    for made in (packed, gzip.compress(other), texts.packed([], [])):
        file = vault.files.add_bytes(made, name="text", media_type=texts.MEDIA_TYPE, document="")
        found = texts.pages_in(vault, file.file_id)
        assert found in (pages, [])
        assert texts.sizes_in(vault, file.file_id) == ([(595, 842), (10, 20)] if found else [])


def lines(*rows: str, top: float = 20) -> PageText:
    """Lines of text, a word each 40 points."""
    made = [
        Word(text, 40 * n, top + 20 * row, 40 * n + 30, top + 20 * row + 10, 95)
        for row, line in enumerate(rows)
        for n, text in enumerate(line.split())
    ]
    return PageText("\n".join(rows), tuple(made), "layer")


def test_a_sentence_is_chosen_over_lines_and_not_beyond_its_ends() -> None:
    words = DocumentWords([lines("It is well. Dr. Wren will", "start it (in May). Next visit", "in June")])

    def said(word: int) -> str:
        found = sentence(words, Spot(1, word))
        assert found is not None
        return words.text(found)

    assert said(1) == "It is well."
    assert said(4) == said(8) == "Dr. Wren will\nstart it (in May)."
    assert said(10) == "Next visit\nin June"
    assert sentence(words, Spot(1, 99)) is None


def test_words_are_gone_through_by_keys_over_lines_and_pages() -> None:
    words = DocumentWords([lines("a b c", "d e"), lines(), lines("f")])
    assert beside(words, Spot(1, 4), 1) == Spot(3, 0), "a page without words is passed by"
    assert beside(words, Spot(1, 0), -1) == Spot(1, 0)
    assert in_line(words, Spot(1, 1), 1) == Spot(1, 4)
    assert in_line(words, Spot(1, 3), -1) == Spot(1, 0)
    assert in_line(words, Spot(1, 3), 1) == Spot(1, 4), "the end of the last line"
    assert in_line(words, Spot(1, 4), 1) == Spot(3, 0)
