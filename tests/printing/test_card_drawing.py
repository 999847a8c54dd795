"""The drawn card: true size, crop and fold marks, floors of type, nothing clipped, nothing dropped, overflow to further panels."""

from contextlib import closing
from functools import lru_cache
from itertools import pairwise

import pytest

from ism_desktop.printing import emergency_card, typeface
from ism_desktop.printing.emergency_card.content import CardContent
from ism_desktop.printing.emergency_card.layout import MARGIN, PANEL_HEIGHT, PANEL_WIDTH, panels
from ism_desktop.printing.paper import INCH, MM, Paper
from ism_desktop.vault import Vault, create
from tests.conftest import CHEAP, PASSPHRASE
from tests.printing import patients
from tests.printing.reading import Box, Piece, boxes, fonts, pieces, reader, said, texts
from tests.printing.test_card_content import collected

FILLS = {"empty": (), "small": (patients.small,), "full": (patients.full,), "crowded": (patients.crowded,)}


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CardContent]:
    """What the card says of each patient. It is frozen: every test may look at the same."""
    found: dict[str, CardContent] = {}
    for name, steps in FILLS.items():
        with closing(create(tmp_path_factory.mktemp(name) / "vault", PASSPHRASE, cost=CHEAP)) as vault:
            found[name] = collected(vault, *steps, number=3)
    return found


@pytest.fixture(params=FILLS)
def content(request: pytest.FixtureRequest, contents: dict[str, CardContent]) -> CardContent:
    return contents[request.param]


@pytest.fixture(params=Paper, ids=lambda paper: paper.word)
def paper(request: pytest.FixtureRequest) -> Paper:
    return request.param


@lru_cache(maxsize=16)
def drawn(content: CardContent, paper: Paper) -> bytes:
    """The card, drawn once for all that is looked for on it."""
    return emergency_card.draw(content, paper)


def outlines(pdf: bytes, page: int) -> list[Box]:
    """The outlines of the fold cards, from the top."""
    found = [box for box in boxes(pdf, page) if box.width > 2 * PANEL_WIDTH - 1 and box.height > PANEL_HEIGHT - 1]
    return sorted(found, key=lambda box: -box.top)


def in_panels(pdf: bytes) -> list[tuple[Box, list[Piece]]]:
    """Every panel with the text on it, in order."""
    found: list[tuple[Box, list[Piece]]] = []
    for number, page in enumerate(pieces(pdf)):
        for card_box in outlines(pdf, number):
            middle = (card_box.left + card_box.right) / 2
            for left, right in ((card_box.left, middle), (middle, card_box.right)):
                panel = Box(left, card_box.bottom, right, card_box.top)
                inside = [piece for piece in page if left <= piece.x < right and panel.bottom < piece.y < panel.top]
                found.append((panel, inside))
    return found


def test_a_fold_card_is_two_id1_panels_wide(content: CardContent, paper: Paper) -> None:
    pdf = drawn(content, paper)
    for page in range(len(reader(pdf).pages)):
        for box in outlines(pdf, page):
            # The bounds of a line include its thickness, and pdfium rounds them outwards by up to half a point on each side.
            assert box.width == pytest.approx(171.2 * MM, abs=1.6)
            assert box.height == pytest.approx(53.98 * MM, abs=1.6)
            assert box.left - 9 * MM > 0
            assert box.right + 9 * MM < paper.width
            assert box.bottom > 25 * MM


def test_the_sheet_has_the_paper_size_and_three_cards_at_most(content: CardContent, paper: Paper) -> None:
    pdf = drawn(content, paper)
    for number, page in enumerate(reader(pdf).pages):
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(paper.size, abs=0.01)
        assert 1 <= len(outlines(pdf, number)) <= 3


def test_crop_marks_lie_outside_the_trim(contents: dict[str, CardContent], paper: Paper) -> None:
    pdf = drawn(contents["small"], paper)
    trim = outlines(pdf, 0)[0]
    around = [box for box in boxes(pdf) if box.bottom > trim.bottom - 8 * MM]
    beside = [box for box in around if box.right < trim.left + 1 or box.left > trim.right - 1]
    above_or_below = [box for box in around if box.bottom > trim.top or box.top < trim.bottom]
    marks = {box for box in (*beside, *above_or_below) if min(box.width, box.height) < 1.5}
    marks = {box for box in marks if 2.9 * MM < max(box.width, box.height) < 5.3 * MM}
    assert len(marks) == 8
    for mark in marks:
        clear_x = min(abs(mark.right - trim.left), abs(mark.left - trim.right))
        clear_y = min(abs(mark.top - trim.bottom), abs(mark.bottom - trim.top))
        distance = clear_y if mark.height > mark.width else clear_x
        assert 1.6 * MM < distance < 3.1 * MM


def test_rulers_are_true(contents: dict[str, CardContent], paper: Paper) -> None:
    pdf = drawn(contents["small"], paper)
    low = [box for box in boxes(pdf) if box.top < 25 * MM and box.height < 1.5]
    widths = sorted(box.width for box in low)
    assert widths == pytest.approx(sorted([50 * MM, 2 * INCH]), abs=1.6)


def test_what_to_do_with_the_sheet_is_said(content: CardContent, paper: Paper) -> None:
    for page in texts(drawn(content, paper)):
        assert "Print at 100 %, no scaling." in page
        assert "fold" in page
        assert "Fold once" in page
        assert (
            "Personal record kept by the patient. Not medical advice. Not a medical device. Check with your clinician."
            in page
        )


def test_type_keeps_its_floors(content: CardContent, paper: Paper) -> None:
    pdf = drawn(content, paper)
    for page in pieces(pdf):
        assert all(piece.size >= 6.99 for piece in page), min(page, key=lambda piece: piece.size)
    main = [piece for _, found in in_panels(pdf) for piece in found if piece.size > 8.9]
    assert all(piece.bold for piece in main)
    large = " ".join(" ".join(piece.text for piece in main).split())
    for step in (*content.steps, content.risk):
        assert " ".join(typeface.printable(step).split()) in large
    assert content.diagnosis[:30] in large


def test_nothing_leaves_its_panel_or_covers_other_text(content: CardContent, paper: Paper) -> None:
    for panel, found in in_panels(drawn(content, paper)):
        for piece in found:
            assert piece.x >= panel.left + MARGIN - 1, piece
            assert piece.right <= panel.right - MARGIN + 1, piece
            assert panel.bottom + MARGIN - 0.5 <= piece.y <= panel.top - MARGIN, piece
        rows = sorted({round(piece.y, 1) for piece in found}, reverse=True)
        assert all(upper - lower > 6.5 for upper, lower in pairwise(rows)), "lines run into each other"
        for first in found:
            for second in found:
                if first is not second and abs(first.y - second.y) < 3:
                    assert first.right <= second.x + 0.5 or second.right <= first.x + 0.5, (first, second)


def test_every_word_of_the_content_is_on_the_card(content: CardContent, paper: Paper) -> None:
    words = said(drawn(content, paper))
    for section in (*content.main, *content.more):
        for entry in section.entries:
            wanted = entry.lead if section in content.main else entry.words.replace(": ", " ", 1)
            for word in typeface.printable(wanted).split():
                assert word.strip(":,;()") in words, (section.heading, word)
    for fixed in (
        "Written by the patient from their own records.",
        "Confirm with clinician.",
        "Reviewed by",
        "Signature",
        "Date",
    ):
        assert fixed.split()[0] in words
    assert content.code in words


def test_a_small_record_fits_two_fold_cards(contents: dict[str, CardContent], paper: Paper) -> None:
    content = contents["small"]
    assert len(panels(content)) == 4
    pdf = drawn(content, paper)
    assert len(outlines(pdf, 0)) == 2
    words = said(pdf)
    assert "Printed 2026-11-22, no. 3" in words
    assert "en-2: general first-aid text, not reviewed by your clinician" in words
    assert "Written by the patient from their own records. Confirm with clinician." in words


@pytest.mark.parametrize("fill", ["empty", "small", "full", "crowded"])
def test_all_of_priority_one_stands_on_the_main_face(contents: dict[str, CardContent], fill: str) -> None:
    content = contents[fill]
    face = panels(content)[0]
    assert face.goes_on == 0
    _, found = in_panels(drawn(content, Paper.A4))[0]
    words = " ".join(" ".join(piece.text for piece in found).split())
    for wanted in ("MEDICAL EMERGENCY CARD", "born", "Adrenaline", "Contact", *content.steps):
        assert wanted in words


def test_a_full_main_face_keeps_the_essentials_and_gives_the_details_overleaf(vault: Vault) -> None:
    from_two_lines = {"diagnosis_line": "Indolent systemic mastocytosis (mast cell disease), with wasp venom allergy"}

    def fill(session: object) -> None:
        patients.full(session)  # type: ignore[arg-type]
        patients.rename(session, **from_two_lines)  # type: ignore[arg-type]
        patients.device(session, kept_where="the red pouch in my bag", expiry=patients.day("2027-07"))  # type: ignore[arg-type]

    content = collected(vault, fill)
    main, _overleaf = (
        " ".join(" ".join(piece.text for piece in found).split())
        for _, found in in_panels(drawn(content, Paper.A4))[:2]
    )
    assert "3 × EpiPen 0.3 mg, injector" in main
    assert "+1 555 010 0142" in main
    assert "expires" not in main
    behind = said(drawn(content, Paper.A4))
    assert "expires 31 March 2027" in behind
    assert "July 2027" in behind


def test_overflow_goes_on_to_a_panel_that_is_named(contents: dict[str, CardContent], paper: Paper) -> None:
    content = contents["crowded"]
    found = panels(content)
    assert len(found) > 6
    assert len(found) % 2 == 0
    words = said(drawn(content, paper))
    for panel in found:
        if panel.goes_on:
            assert f"continued on panel {panel.goes_on}" in words
    assert "Allergies and reactions (continued)" in words
    assert "and 17 more binder, tab Allergies and reactions" in words.replace("more:", "more")
    assert typeface.replacement_note() in words


def test_every_panel_names_its_owner_and_place(contents: dict[str, CardContent]) -> None:
    found = in_panels(drawn(contents["full"], Paper.A4))
    for number, (_, inside) in enumerate(found, 1):
        words = " ".join(piece.text for piece in inside)
        assert f"panel {number} of {len(found)}" in words
        assert "Alex Morgan" in words


def test_demo_stands_on_every_panel_and_sheet(vault: Vault, paper: Paper) -> None:
    def fill(session: object) -> None:
        patients.full(session)  # type: ignore[arg-type]
        patients.mark_demo(session)  # type: ignore[arg-type]

    pdf = emergency_card.draw(collected(vault, fill), paper)
    assert all("DEMO – invented person" in page for page in texts(pdf))
    assert all(any("DEMO" in piece.text for piece in found) for _, found in in_panels(pdf))


def test_only_our_typeface_is_used_and_embedded(content: CardContent) -> None:
    assert fonts(drawn(content, Paper.A4)) == {"NotoSans-Regular", "NotoSans-Bold"}


def test_the_files_properties_say_nothing_private(contents: dict[str, CardContent]) -> None:
    file = reader(drawn(contents["full"], Paper.A4))
    assert file.metadata is not None
    assert file.metadata.title == "Emergency card"
    assert "Morgan" not in str(file.metadata)
    assert file.root_object["/Lang"] == "en"


def test_accents_greek_and_cyrillic_come_back_as_text(contents: dict[str, CardContent]) -> None:
    words = said(drawn(contents["crowded"], Paper.A4))
    for name in ("Cañizares", "Ελληνικά", "Русский", "Français"):
        assert name in words
