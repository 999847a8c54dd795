"""Finding words on pages, and where pages lie: plain functions, no window."""

import pytest
from PySide6.QtCore import QPointF, QSizeF

from ism_desktop.ui.places.documents.panes import Pane, Wishes, seen
from ism_desktop.ui.record_kit.viewer.finding import DocumentWords, Spot, Stretch
from ism_desktop.ui.record_kit.viewer.page_layout import Fit, PageLayout, View
from ism_desktop.worker import PageText, Word

PLACE = "documents"


def page(*lines: str) -> PageText:
    """A page whose words are ten points wide and high, one line each twenty points."""
    words = [
        Word(text, 12.0 * place, 20.0 * row, 12.0 * place + 10, 20.0 * row + 10, 90)
        for row, line in enumerate(lines)
        for place, text in enumerate(line.split())
    ]
    return PageText("\n".join(lines), tuple(words), "layer")


LETTER = DocumentWords([page("The KIT variant", "D816V was found."), page("Früher war es nicht", "The end.")])


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("kit", [(1, 1, 1)]),
        ("the", [(1, 0, 0), (2, 4, 4)]),
        ("KIT  Variant D816v", [(1, 1, 3)]),
        ("riant d8", [(1, 2, 3)]),
        ("fruher", [(2, 0, 0)]),
        ("", []),
        ("   ", []),
        ("pancreas", []),
        ("found kit", [(1, 1, 1), (1, 5, 5)]),  # not side by side: each by itself, as the search box finds pages
        ("%", []),
    ],
)
def test_words_are_found_where_they_stand(typed: str, places: list[tuple[int, int, int]]) -> None:
    found = [(place.first.page, place.first.word, place.last.word) for place in LETTER.find(typed)]
    assert found == places


def test_a_hit_is_marked_on_its_own_page_where_the_words_stand_together_on_another() -> None:
    words = DocumentWords([page("bone marrow"), page("bone and marrow")])
    assert [place.first for place in words.find("bone marrow")] == [Spot(1, 0)]
    assert [place.first for place in words.find("bone marrow", 1)] == [Spot(1, 0)]
    assert [place.first for place in words.find("bone marrow", 2)] == [Spot(1, 0), Spot(1, 1), Spot(2, 0), Spot(2, 2)]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("anaphylaxis", 0, 1),
        ("follow-up", 2, 3),
        ("followup", 2, 3),
        ("Strasse", 4, 4),
        ("増多", 5, 5),
        ("mastozytose", 6, 7),
    ],
)
def test_words_are_found_over_the_end_of_a_line_and_however_they_are_written(typed: str, first: int, last: int) -> None:
    words = DocumentWords([page("anaphy-", "laxis follow-", "up Straße 肥満細胞増多症 Masto\u00ad", "zytose")])
    assert [(place.first.word, place.last.word) for place in words.find(typed)] == [(first, last)]


WRITTEN = [
    page("肥満細胞 増多症の 診断", "IgE 抗体 น ้ำตา"),
    page("O’Brien CD25‑positive 5–7", "5ʼ end  dose - low"),
    page("immu-", "no-", "globulin non-", "smo-", "ker trypta\u0308-", "se"),
]


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("細胞増多", [(1, 0, 1)]),
        ("肥満細胞増多症の診断", [(1, 0, 2)]),
        ("満細胞 増", [(1, 0, 1)]),
        ("IgE抗体", [(1, 3, 4)]),
        ("น้ำ", [(1, 5, 6)]),
        ("o'brien", [(2, 0, 0)]),
        ("O‘BRIEN", [(2, 0, 0)]),
        ("cd25-POSITIVE", [(2, 1, 1)]),
        ("cd25 positive", [(2, 1, 1)]),
        ("5-7", [(2, 2, 2)]),
        ("5—7", [(2, 2, 2)]),
        ("5' end", [(2, 3, 4)]),
        ("dose – low", [(2, 5, 7)]),
        ("immunoglobulin", [(3, 0, 2)]),
        ("immuno-globulin", [(3, 0, 2)]),
        ("smoker", [(3, 4, 5)]),
        ("non-smoker", [(3, 3, 5)]),
        ("ker tryptase", [(3, 5, 7)]),
        ("immu-", [(3, 0, 0)]),
        ("-", [(2, 1, 1), (2, 2, 2), (2, 6, 6), (3, 0, 0), (3, 1, 1), (3, 3, 3), (3, 4, 4), (3, 6, 6)]),
        ("noglobulin immu", [(3, 0, 0), (3, 1, 2)]),
    ],
)
def test_the_bar_compares_as_the_search_does(typed: str, places: list[tuple[int, int, int]]) -> None:
    found = [(place.first.page, place.first.word, place.last.word) for place in DocumentWords(WRITTEN).find(typed)]
    assert found == places


def test_a_stretch_is_marked_line_by_line() -> None:
    stretch = Stretch(Spot(1, 1), Spot(1, 4))
    assert LETTER.boxes(1, stretch) == [(12.0, 0.0, 34.0, 10.0), (0.0, 20.0, 22.0, 30.0)]
    assert LETTER.boxes(2, stretch) == []


def test_text_of_a_stretch_over_pages() -> None:
    assert LETTER.text(Stretch(Spot(1, 5), Spot(2, 1))) == "found.\n\nFrüher war"


def test_the_nearest_word_is_in_the_same_line() -> None:
    assert LETTER.nearest(1, 300, 4) == Spot(1, 2)
    assert LETTER.nearest(1, 5, 5) == Spot(1, 0)
    assert LETTER.is_on_word(1, 5, 5)
    assert not LETTER.is_on_word(1, 300, 4)
    assert DocumentWords([]).nearest(1, 0, 0) is None


A4 = (595.0, 842.0)


def test_pages_fit_the_width_whatever_size_they_claim() -> None:
    layout = PageLayout([A4, (5000.0, 3000.0), (60.0, 80.0)], View(QSizeF(632, 500)))
    assert [round(layout.box(number).width()) for number in (1, 2, 3)] == [600, 600, 600]
    assert layout.box(2).top() > layout.box(1).bottom()
    assert layout.zoom(1) == pytest.approx(600 / (595 * 96 / 72))


def test_a_whole_page_fits_into_the_area() -> None:
    layout = PageLayout([A4, (842.0, 595.0)], View(QSizeF(632, 500), fit=Fit.PAGE))
    assert layout.box(1).height() == pytest.approx(468)
    assert layout.box(2).width() == pytest.approx(600)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_point_goes_to_the_window_and_back(rotation: int) -> None:
    layout = PageLayout([A4, A4], View(QSizeF(632, 500), rotation=rotation))
    for point in (QPointF(0, 0), QPointF(595, 842), QPointF(100, 700)):
        there = layout.to_window(2).map(point)
        assert layout.box(2).adjusted(-1, -1, 1, 1).contains(there)
        back = layout.to_page(2, there)
        assert (back.x(), back.y()) == (pytest.approx(point.x(), abs=0.01), pytest.approx(point.y(), abs=0.01))
    corner = layout.to_window(1).map(QPointF(0, 0))
    box = layout.box(1)
    wanted = {0: box.topLeft(), 90: box.topRight(), 180: box.bottomRight(), 270: box.bottomLeft()}[rotation]
    assert (corner - wanted).manhattanLength() < 0.01


def test_which_pages_are_seen() -> None:
    layout = PageLayout([A4] * 5, View(QSizeF(632, 500)))
    assert layout.visible(0, 500, 1) == [1]
    edge = layout.box(1).bottom() - 100
    assert layout.visible(edge, 500, 1) == [1, 2]
    assert layout.main_page(0, 500) == 1
    assert layout.main_page(layout.content_height(5) - 500, 500) == 5
    alone = PageLayout([A4] * 5, View(QSizeF(632, 500), one_page=True))
    assert alone.visible(0, 500, 4) == [4]
    assert alone.content_height(4) == pytest.approx(alone.box(4).bottom() + 16)


def test_zoom_steps_stop_at_either_end() -> None:
    layout = PageLayout([A4], View(QSizeF(632, 500), fit=Fit.FREE, zoom=1.0))
    assert layout.next_zoom(1, 1) == 1.25
    assert layout.next_zoom(1, -1) == 0.8
    assert PageLayout([A4], View(QSizeF(632, 500), fit=Fit.FREE, zoom=99)).next_zoom(1, 1) == 5.0
    assert PageLayout([], View(QSizeF(632, 500))).next_zoom(1, 1) > 1


@pytest.mark.parametrize(
    ("columns", "wishes", "parts"),
    [
        (3, Wishes(), "shelf pages details"),
        (3, Wishes(details=False), "shelf pages"),
        (3, Wishes(large=True), "pages details"),
        (3, Wishes(details_possible=False), "shelf pages"),
        (2, Wishes(), "shelf pages"),
        (2, Wishes(details_instead=True), "pages details"),
        (2, Wishes(large=True), "pages"),
        (1, Wishes(), "shelf"),
        (1, Wishes(front=Pane.DETAILS), "details"),
        (1, Wishes(front=Pane.DETAILS, details_possible=False), "pages"),
        (1, Wishes(large=True), "pages"),
    ],
)
def test_which_parts_stand_side_by_side(columns: int, wishes: Wishes, parts: str) -> None:
    assert " ".join(pane.value for pane in seen(columns, wishes)) == parts
