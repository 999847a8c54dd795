"""Letters, lines and pages: what prints, what is replaced in sight of everybody, and that nothing is cut off or left alone."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from ism_desktop.printing import typeface
from ism_desktop.printing.column_widths import column_widths
from ism_desktop.printing.flow import BODY_HEIGHT, Bookmark, Flow, Row, Strip, paginate
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.wrapping import Run, with_bold, wrap


@pytest.mark.parametrize(
    "text", ["Ünal Šimůnek Çelik", "Ελληνικά", "Русский, Українська", "ł ø ß œ ğ ț", "½ × 5 µg – “x”"]
)
def test_letters_of_latin_greek_and_cyrillic_print_as_they_are(text: str) -> None:
    assert typeface.printable(text) == text
    assert not typeface.loses(text)


@pytest.mark.parametrize("text", ["王小明", "שלום", "مرحبا", "हिन्दी", "\N{GRINNING FACE}"])
def test_other_letters_are_replaced_visibly_and_known_as_lost(text: str) -> None:
    printed = typeface.printable(text)
    assert set(printed) <= {typeface.REPLACEMENT}
    assert printed
    assert typeface.loses(text)


def test_signs_with_a_plain_spelling_are_spelled_and_invisible_ones_dropped() -> None:
    assert typeface.printable("≥ 20, ≤ 5 → \u200estop\u00ad") == ">= 20, <= 5 -> stop"
    assert typeface.printable("e\u0301") == "é"
    assert typeface.printable("one\r\ntwo\x07") == "one\ntwo"


def test_lines_hold_every_word_and_stay_within_the_width() -> None:
    text = "A short line, then Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen and more words again"
    lines = wrap([Run(text)], 100, size=9, height=11, hanging=8)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.indent + line.width <= 100.01 for line in lines)
    assert [line.indent for line in lines] == [0.0] + [8.0] * (len(lines) - 1)


def test_a_long_word_breaks_after_its_hyphen() -> None:
    lines = wrap([Run("Wolfeschlegelstein-Papadopoulou", bold=True)], 110, size=9, height=11)
    assert [line.text for line in lines] == ["Wolfeschlegelstein-", "Papadopoulou"]


def test_no_break_spaces_hold_together_and_print_as_spaces() -> None:
    lines = wrap([Run("call +1\u00a0555\u00a0010\u00a00142")], 80, size=9, height=11)
    assert [line.text for line in lines] == ["call", "+1 555 010 0142"]


def test_typed_line_breaks_stay_and_empty_text_is_one_empty_line() -> None:
    assert [line.text for line in wrap([Run("one\ntwo")], 100, size=9, height=11)] == ["one", "two"]
    assert [line.text for line in wrap([Run("")], 100, size=9, height=11)] == [""]


def test_bold_words_are_found_in_a_run() -> None:
    runs = with_bold(Run("born NOT RECORDED, today"), "NOT RECORDED")
    assert runs == [Run("born "), Run("NOT RECORDED", bold=True), Run(", today")]


def test_a_heading_moves_on_with_what_follows_it() -> None:
    flow = Flow(Paper.A4)
    for number in range(60):
        flow.text(f"Heading {number}", keep=True, marks=(Bookmark(f"Heading {number}", 1),))
        flow.text("Text under it.")
    pages = paginate(flow.strips, Paper.A4)
    assert len(pages) > 2
    for page in pages:
        assert page.strips[0].marks, "a page begins with a heading"
        assert not page.strips[-1].keep, "no heading stands alone at the foot"
    assert [mark.title for page in pages for mark in page.marks] == [f"Heading {number}" for number in range(60)]


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    flow = Flow(Paper.LETTER)
    flow.table([("What", 1), ("When", 1)], [Row((f"thing {number}", "2026"), ("a note",)) for number in range(60)])
    pages = paginate(flow.strips, Paper.LETTER)
    assert len(pages) > 2
    for page in pages:
        assert [line.text for _, line in page.strips[0].lines] == ["What", "When"]
    cells = [
        line.text
        for page in pages
        for strip in page.strips
        for x, line in strip.lines
        if x == 0 and "thing" in line.text
    ]
    assert cells == [f"thing {number}" for number in range(60)]


def test_pages_never_hold_more_than_their_height() -> None:
    flow = Flow(Paper.A4)
    flow.facts([("Label", "word " * 2000), ("Next", "word")])
    flow.rule(1, 5)
    flow.text("word " * 3000, keep=True)
    room = Paper.A4.height - 19 * 72 / 25.4 - 25 * 72 / 25.4
    pages = paginate(flow.strips, Paper.A4)
    assert all(sum(strip.height for strip in page.strips) <= room + 0.01 for page in pages)
    words = sum(line.text.split().count("word") for page in pages for strip in page.strips for _, line in strip.lines)
    assert words == 5001
    assert all(sum(strip.height for strip in page.strips) > room - 12 * BODY_HEIGHT for page, _ in pairwise(pages))


def test_space_vanishes_at_the_top_of_a_page() -> None:
    strips = [Strip(700.0, rules=((0, 10, 1),)), Strip(50.0), Strip(100.0, rules=((0, 10, 1),))]
    pages = paginate(strips, Paper.A4)
    assert [len(page.strips) for page in pages] == [1, 1]


def _widths(shares: Sequence[float], words: Sequence[str], room: float) -> list[float]:
    return column_widths(shares, [[[Run(word)] for word in words]], room, gap=10.0, size=11.0)


def test_a_column_takes_what_its_longest_word_needs_from_those_with_room() -> None:
    need = typeface.width("methylhistamine", Run("").font, 11.0) + 10.0
    first, second, third = _widths([1, 4, 5], ["methylhistamine", "a", "b"], 400.0)
    assert need <= first <= need + 0.02
    assert first + second + third == pytest.approx(400.0)
    assert second / third == pytest.approx(4 / 5, rel=0.05)


def test_columns_keep_their_shares_while_their_words_fit() -> None:
    assert _widths([1, 3], ["short", "words"], 400.0) == pytest.approx([100.0, 300.0])


def test_words_that_do_not_fit_whole_are_measured_by_their_pieces() -> None:
    long = "one-hundred-and-twenty-three-" * 9
    first, second = _widths([1, 1], ["plasmacytoid", long], 160.0)
    assert wrap([Run("plasmacytoid")], first - 10.0, size=11.0, height=15.0)[0].text == "plasmacytoid"
    assert all(line.text.endswith("-") for line in wrap([Run(long)], second - 10.0, size=11.0, height=15.0))


def test_columns_of_endless_words_keep_their_shares() -> None:
    assert _widths([1, 3], ["x" * 400, "y" * 400], 400.0) == pytest.approx([100.0, 300.0])
