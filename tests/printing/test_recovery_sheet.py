"""The recovery sheet: one page on both papers, digits that tired eyes can read, and nothing on it that says whose it is."""

import re
from datetime import date

import pytest

from ism_desktop.printing import recovery_sheet
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.recovery_sheet import RecoverySheetContent
from ism_desktop.vault import Vault
from ism_desktop.vault.key_slots import RecoveryCode, draft_recovery_code
from tests.printing.reading import Piece, boxes, fonts, pieces, reader, texts

GROUPS = ("148379", "055011", "702361", "000000", "720885", "314160", "271821", "161799")
DAY = date(2026, 11, 22)


@pytest.fixture(params=Paper, ids=lambda paper: paper.word)
def paper(request: pytest.FixtureRequest) -> Paper:
    return request.param


def drawn(paper: Paper, place: str = "", *, demo: bool = False) -> bytes:
    return recovery_sheet.draw(RecoverySheetContent(GROUPS, DAY, place, demo=demo), paper)


def digits(pdf: bytes) -> list[Piece]:
    """The halves of the groups, as they were drawn."""
    (page,) = pieces(pdf)
    return [piece for piece in page if re.fullmatch(r"\d{3}", piece.text.strip())]


def test_one_page_says_what_it_is_how_to_use_it_and_where_to_keep_it(paper: Paper) -> None:
    pdf = drawn(paper)
    assert len(reader(pdf).pages) == 1
    (page,) = texts(pdf)
    for wanted in (
        "Recovery sheet",
        "made on 22 November 2026",
        "when the passphrase is forgotten",
        "press “I forgot my passphrase”",
        "Type the eight groups in their order",
        "not beside the computer",
        "Do not photograph",
        "Anyone who has this sheet and a copy of your record can open it",
        "A newer sheet cancels this one. Backups made before that still open with this one",
        "My record is here",
    ):
        assert wanted in page
    assert fonts(pdf) == {"NotoSans-Regular", "NotoSans-Bold"}


def test_the_digits_can_be_read_back_from_the_paper_and_open_the_vault(vault: Vault, paper: Paper) -> None:
    code = draft_recovery_code(vault)
    pdf = recovery_sheet.draw(RecoverySheetContent(code.groups, DAY), paper)
    halves = [piece.text.strip() for piece in digits(pdf)]
    assert RecoveryCode.parse(" ".join(a + b for a, b in zip(halves[::2], halves[1::2], strict=True))) == code


def test_the_digits_are_large_and_each_group_has_its_number(paper: Paper) -> None:
    found = digits(drawn(paper))
    assert [piece.text.strip() for piece in found] == [half for group in GROUPS for half in (group[:3], group[3:])]
    for piece in found:
        assert piece.bold
        assert piece.size * 0.714 >= 10 * MM, "ten millimetres high"
    (page,) = pieces(drawn(paper))
    for number, half in enumerate(found[::2], 1):
        beside = [p for p in page if p.text.strip() == str(number) and abs(p.y - half.y) < 1 and p.x < half.x]
        assert beside, f"group {number} carries its number"
    # Rows stand well apart, and the second column begins where the first has ended.
    assert found[0].y - found[4].y >= 1.2 * found[0].size
    assert found[1].right + 8 * MM < found[2].x


def test_all_of_it_lies_on_the_paper_and_can_be_read(paper: Paper) -> None:
    for place in ("", "My health record", "A folder with a very long name " * 4):
        pdf = drawn(paper, place)
        assert len(reader(pdf).pages) == 1
        (page,) = pieces(pdf)
        assert all(piece.right <= paper.width - 19 * MM for piece in page)
        assert all(piece.y >= 9 * MM for piece in page)
        assert all(piece.size >= 8 for piece in page)
        assert all(piece.size >= 11 for piece in page if piece.y > 20 * MM)
        assert place.strip() in texts(pdf)[0], "nothing is cut off"


def test_there_is_a_line_to_write_on(paper: Paper) -> None:
    pdf = drawn(paper)
    (page,) = pieces(pdf)
    head = next(piece for piece in page if piece.text.startswith("My record is here"))
    lines = [box for box in boxes(pdf) if box.height < 2 and box.width > 50 * MM and 10 * MM < box.bottom < head.y + 2]
    assert len(lines) == 2
    assert min(line.bottom for line in lines) >= 18 * MM, "clear of the foot"


def test_the_folders_name_stands_there_only_when_it_is_wanted(paper: Paper) -> None:
    assert "My health record" not in texts(drawn(paper))[0]
    assert "My health record" in texts(drawn(paper, "My health record"))[0]


def test_it_names_nobody_and_the_files_properties_say_nothing(paper: Paper) -> None:
    pdf = drawn(paper)
    said = texts(pdf)[0] + str(reader(pdf).metadata)
    for word in ("mastocytosis", "patient", "born", "Quillon"):
        assert word not in said.replace("ISM Desktop", "")
    assert "ecovery" not in str(reader(pdf).metadata)


def test_the_demo_says_that_it_is_one(paper: Paper) -> None:
    assert "DEMO" in texts(drawn(paper, demo=True))[0]
    assert "DEMO" not in texts(drawn(paper))[0]


def test_its_content_does_not_show_the_digits_by_itself() -> None:
    assert not re.search(r"\d{6}", repr(RecoverySheetContent(GROUPS, DAY)))
