"""Rows of a lab report: made reports against their truth, the property that nothing is proposed that is not printed, and each doubt."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ism_desktop.documents.report_rows import Doubt, ProposedRow, Reason, proposed_rows
from ism_desktop.documents.report_rows.likely_names import likely_name
from ism_desktop.documents.report_rows.lines import lines_of
from ism_desktop.documents.report_rows.readings import DISAGREED, together
from ism_desktop.documents.report_rows.units_read import likely_unit, plain_power
from ism_desktop.ui.places.results.known_tests import for_reports, key_of
from ism_desktop.worker import PageText, Word, Workers
from tests.benchmarks.report_rows import compared, measured, read
from tests.made_reports.layouts import LAYOUTS
from tests.made_reports.making import made

HEADS = ("Test", "Result", "Units", "Reference Range")
EDGES = (40.0, 200.0, 280.0, 380.0)


def page(*lines: tuple[str, ...], heads: tuple[str, ...] = HEADS, source: str = "layer", sure: int = 100) -> PageText:
    """A page of a table; a cell may hold several words, and an empty one leaves its place empty."""
    words: list[Word] = []
    for number, line in enumerate((heads, *lines)):
        for edge, cell in zip(EDGES if len(line) <= 4 else (*EDGES, 470.0), line, strict=False):
            x = edge
            for word in cell.split():
                words.append(Word(word, x, 100 + 14.0 * number, x + 5.0 * len(word), 107 + 14.0 * number, sure))
                x += 5.0 * len(word) + 2.5
    return PageText(" ".join(word.text for word in words), tuple(words), source)


def proposed(*pages: PageText) -> list[ProposedRow]:
    return proposed_rows(pages, for_reports())


def reasons(row: ProposedRow) -> set[Reason]:
    return {doubt.reason for doubt in row.doubts}


USUAL = (
    ("Hemoglobin", "13.3", "g/dL", "11.7 - 15.5"),
    ("Ferritin", "87", "ng/mL", "16 - 232"),
    ("CRP", "< 0.6", "mg/L", "< 8.0"),
)


def test_a_plain_table_is_taken_as_printed() -> None:
    rows = proposed(page(*USUAL))
    assert [(row.test, row.value, row.unit, row.range, row.flag) for row in rows] == [(*line, "") for line in USUAL]
    assert all(row.is_sure for row in rows)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_made_reports_of_every_layout(workers: Workers, layout: str) -> None:
    figures = measured(workers, made(layout, "text", 71), for_reports())
    assert figures.wrong == 0, figures.faults
    assert figures.exact >= 0.9 * figures.rows
    assert figures.ticked >= 0.8 * figures.rows


def test_a_scanned_report(workers: Workers) -> None:
    report = made("uk_letter", "scan", 72)
    pages = read(workers, report)
    rows = proposed(*pages)
    figures = compared(report, rows)
    assert figures.wrong == 0, figures.faults
    assert figures.proposed >= 0.9 * figures.rows
    for row in rows:
        printed = [
            " ".join(piece.text for piece in line.pieces) for line in lines_of(pages[row.page - 1].words, was_read=True)
        ]
        assert any(row.value in line for line in printed)


def test_every_value_is_printed_in_its_line(workers: Workers) -> None:
    for layout in random.Random(8).sample(list(LAYOUTS), 2):
        pages = read(workers, made(layout, "text", 73))
        for row in proposed(*pages):
            words = [word for word in pages[row.page - 1].words if row.box[1] - 1 < word.y0 < row.box[3] + 1]
            line = " ".join(word.text for word in sorted(words, key=lambda word: word.x0))
            for text in (row.value, row.unit, row.range, row.test):
                assert text in line, (layout, text, line)


def test_words_that_are_no_table_are_not_proposed() -> None:
    letter = page(("Your next visit is on 12 May 2025 at 14:30 in room 4.",), heads=("Dear Mrs Marrow,",))
    assert proposed(letter) == []
    assert proposed(PageText("", (), "none")) == []


def test_former_values_are_left_alone() -> None:
    heads = ("Untersuchung", "Ergebnis", "Einheit", "Referenzbereich", "Vorwert")
    rows = proposed(
        page(
            ("Natrium", "139", "mmol/l", "135 - 145", "141"),
            ("Kalium", "", "mmol/l", "3,5 - 5,1", "4,2"),
            ("Kreatinin", "0,82", "mg/dl", "0,51 - 0,95", "0,79"),
            heads=heads,
        )
    )
    assert [(row.test, row.value) for row in rows] == [("Natrium", "139"), ("Kreatinin", "0,82")]
    assert all(row.is_sure for row in rows)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (("Ferritin", "1.234", "ng/mL", "16 - 232"), Reason.THOUSANDS),
        (("Tryptase", "l3.3", "ng/mL", "< 11.4"), Reason.LETTERS),
        (("Tryptase", "04", "ng/mL", "< 11.4"), Reason.LETTERS),
        (("Tryptase", "13.3H", "ng/mL", "< 11.4"), Reason.LETTERS),
        (("Tryptase", "- 3.3", "ng/mL", "< 11.4"), Reason.SIGN),
        (("Tryptase", "13.3 29.1", "ng/mL", "< 11.4"), Reason.OTHER_NUMBER),
        (("WBC", "5.3", "109/L", "4.0 - 10.8"), Reason.UNIT),
        (("Something", "5.3", "", ""), Reason.NO_UNIT),
    ],
)
def test_a_line_of_text_that_is_doubted(line: tuple[str, ...], reason: Reason) -> None:
    lines = USUAL[:2] if reason is Reason.THOUSANDS else USUAL
    few = lines[1:] if reason is Reason.THOUSANDS else lines
    row = next(row for row in proposed(page(*few, line)) if row.test == line[0] and row.value in line[1])
    assert reason in reasons(row)


def test_another_decimal_sign_than_the_rest_is_doubted() -> None:
    rows = proposed(page(*USUAL, ("Albumin", "4,3", "g/dL", "3.6 - 5.1")))
    assert reasons(rows[-1]) == {Reason.MIXED_SIGNS}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (("Hemoglobin", "133", "g/dL", "11.7 - 15.5"), Reason.POINT),
        (("Hemoglobin", "13.3", "g/dL", ""), Reason.NO_RANGE),
        (("Hemoglobin", "13.3", "", "11.7 - 15.5"), Reason.NO_UNIT),
        (("Xylotropin", "13.3", "g/dL", "11.7 - 15.5"), Reason.NEW_NAME),
        (("Tryptase", "8.3", "pg/L", "0.0 - 11.4"), Reason.UNIT),
        (("Hemoglobin", "13.3", "g/dL", "15.5"), Reason.FAINT_BESIDE),
    ],
)
def test_a_reading_that_is_doubted(line: tuple[str, ...], reason: Reason) -> None:
    rows = proposed(page(*USUAL[1:], line, ("MCV", "90.1", "fL", "80.0 - 100.0"), source="ocr", sure=97))
    row = next(row for row in rows if row.test == line[0])
    assert reason in reasons(row)


def test_an_unsure_reading_is_doubted() -> None:
    assert all(Reason.FAINT in reasons(row) for row in proposed(page(*USUAL, source="ocr", sure=80)))
    assert all(Reason.OTHER_READER in reasons(row) for row in proposed(page(*USUAL, sure=50)))


def test_a_test_that_stands_twice_is_doubted() -> None:
    rows = proposed(page(*USUAL, ("Hemoglobin", "12.1", "g/dL", "11.7 - 15.5")))
    assert [Reason.TWICE in reasons(row) for row in rows] == [True, False, False, True]


def test_a_photo_of_a_report(workers: Workers) -> None:
    report = made("us_grid", "photo", 72)
    rows = proposed(*read(workers, report))
    figures = compared(report, rows)
    assert figures.wrong == 0, figures.faults
    assert figures.proposed >= 0.95 * figures.rows
    assert figures.exact >= 0.7 * figures.rows


def test_what_a_picture_lost_leaves_its_cell_empty() -> None:
    lines = (
        ("Hemoglobin", "", "g/dL", "11.7 - 15.5"),
        ("", "4.3", "g/dL", "3.6 - 5.1"),
        ("Albumin", "e,", "g/dL", "3.5 - 5"),
    )
    rows = proposed(page(*USUAL[1:], *lines, source="ocr", sure=97))
    found = {(row.test, row.value, row.range): reasons(row) for row in rows[2:]}
    assert Reason.NO_VALUE in found["Hemoglobin", "", "11.7 - 15.5"]
    assert Reason.NO_NAME in found["", "4.3", "3.6 - 5.1"]
    assert Reason.NO_VALUE in found["Albumin", "", "3.5 - 5"]
    assert len(proposed(page(*USUAL[1:], *lines))) == 2, "of a text of its own nothing was lost: the lab left it empty"


@pytest.mark.parametrize(
    ("read", "meant"),
    [("Hemoglabin", "Hemoglobin"), ("Eosin6filos", "Eosinófilos"), ("Protefna C reactiva", "Proteína C reactiva")],
)
def test_a_name_that_a_reading_may_mean_is_proposed_and_doubted(read: str, meant: str) -> None:
    rows = proposed(page(*USUAL[1:], (read, "13.3", "g/dL", "11.7 - 15.5"), source="ocr", sure=97))
    assert rows[-1].test == meant
    assert Doubt(Reason.LIKELY_NAME, read) in rows[-1].doubts


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Ferritln", "Ferritin"),
        ("Vitamin B13", ""),
        ("Vitarnin B12", "Vitamin B12"),
        ("Kalcium", "Calcium"),
        ("MCX", ""),
        ("Lipase", ""),
        ("Alpha 3", ""),
    ],
)
def test_names_that_are_near(read: str, meant: str) -> None:
    names = ("Ferritin", "Vitamin B12", "Calcium", "MCH", "MCV", "Alpha 1", "Alpha 2")
    assert likely_name(read, names) == meant


def test_a_value_and_its_unit_without_a_gap() -> None:
    line = ("Hematocrit", "42.1%", "", "35.0 - 45.0")
    rows = [proposed(page(*USUAL, line))[-1], proposed(page(*USUAL, line, source="ocr", sure=97))[-1]]
    assert [(row.value, row.unit) for row in rows] == [("42.1", "%")] * 2
    assert rows[0].is_sure
    assert Reason.LETTERS in reasons(rows[1])


@settings(max_examples=5, deadline=None)
@given(top=st.floats(-0.05, 0.05), bottom=st.floats(-0.05, 0.05))
def test_a_page_seen_aslant_keeps_its_lines(top: float, bottom: float) -> None:
    lines = [(f"Name{number}", f"{number}.{number}", "g/dL", f"{number} - {number + 9}") for number in range(1, 40)]
    flat = page(*lines, source="ocr")
    words = [
        replace(word, y0=word.y0 + fall, y1=word.y1 + fall)
        for word in flat.words
        for fall in [(top + (bottom - top) * (word.y0 - 100) / 560) * (word.x0 - 250)]
    ]
    found = [" ".join(piece.text for piece in line.pieces) for line in lines_of(words, was_read=True)]
    assert found == [" ".join(cells) for cells in (HEADS, *lines)]


def test_two_columns_without_a_head_are_doubted() -> None:
    heads = ("Some words", "and", "more", "words")
    lines = [("Hemoglobin", "13.3", "12.9", "g/dL"), ("Albumin", "4.3", "4.4", "g/dL"), ("MCV", "90.1", "91.0", "fL")]
    rows = proposed(page(*lines, heads=heads))
    assert len(rows) == 3
    assert all(Reason.COLUMN in reasons(row) for row in rows)


def test_two_readings_of_one_page() -> None:
    first = page(("Hemoglobin", "13.3", "g/dL", "11.7 - 15.5"), source="ocr", sure=95)
    other = page(("Hemoglobin", "18.3", "g/dL", "11.7 - 15.5"), ("Ferritin", "87", "ng/mL", "16 - 232"), source="ocr")
    words = {word.text: word.confidence for word in together(first, other).words}
    assert words["18.3"] == DISAGREED
    assert words["Hemoglobin"] == 100
    assert words["87"] == 100
    assert "13.3" not in words


def test_units_that_a_reading_may_mean() -> None:
    usual = ("10⁹/L", "10^9/L", "10^3/µL", "G/L", "µg/L")
    assert [likely_unit(read, usual) for read in ("109/L", "1049/L", "1043/uL", "ug/L", "pg/l", "g/dL")] == [
        *("10^9/L", "10^9/L", "10^3/µL", "µg/L", "µg/L", "g/dL")
    ]


def test_a_power_of_ten_is_taken_only_with_its_exponent() -> None:
    usual = ("10⁹/L", "10^9/L", "10^3/µL", "G/L")
    assert [plain_power(read, usual) for read in ("1049/L", "109/L", "10*9/L", "1043/pL", "x10°3/uL")] == [
        *("10^9/L", "10^9/L", "10^9/L", "10^3/µL", "10^3/µL")
    ]
    for seen in ("1046/L", "104/L", "10/L", "106/uL", "10A3/uL", "1093/uL", "g/L", "1043/mL"):
        assert plain_power(seen, usual) == ""


def test_a_share_is_a_test_of_its_own() -> None:
    assert key_of("Eosinophile", "%") == "eosinophils_share"
    assert key_of("Eosinophils", "10^9/L") == "eosinophils"
    assert key_of("Something", "%") == ""


DAYS = ("Test", "06/05/2025", "11/12/2024", "Units")
SIDE_BY_SIDE = (
    ("Hemoglobin", "13.3", "12.9", "g/dL"),
    ("Ferritin", "87", "91", "ng/mL"),
    ("CRP", "0.6", "0.8", "mg/L"),
)


def by_days(heads: tuple[str, ...], *below: str) -> tuple[list[str], bool]:
    """The values proposed of a table under days, and whether they are ticked."""
    rows = [row for row in proposed(page(*SIDE_BY_SIDE, *((line,) for line in below), heads=heads)) if row.unit]
    return [row.value for row in rows], all(row.is_sure for row in rows)


def test_the_newest_of_several_days_is_ticked_where_the_report_says_that_day() -> None:
    collected = "Collected: 06/05/2025 08:15"
    assert by_days(DAYS, collected) == (["13.3", "87", "0.6"], True)
    turned = ("Test", "11/12/2024", "06/05/2025", "Units")
    assert by_days(turned, collected) == (["12.9", "91", "0.8"], True), "today may stand on the right"
    assert by_days(("Test", "05.06.2025", "11.12.2024", "Units"), "Entnahme: 05.06.2025") == (
        ["13.3", "87", "0.6"],
        True,
    )


@pytest.mark.parametrize(
    ("heads", "below"),
    [
        (DAYS, ()),
        (DAYS, ("Collected: 11/12/2024",)),
        (DAYS, ("Reported: 06/05/2025",)),
        (DAYS, ("Collected: 06/05/2025", "Drawn: 11/12/2024")),
        (DAYS, ("Collected: 6.5.2025",)),
        (("Test", "03/04/2025", "04/03/2025", "Units"), ("Collected: 03/04/2025",)),
        (("Test", "06/05/2025", "06/05/2025", "Units"), ("Collected: 06/05/2025",)),
        (("Test", "06/05/25", "11/12/24", "Units"), ("Collected: 06/05/25",)),
    ],
)
def test_days_that_leave_it_open_are_not_ticked(heads: tuple[str, ...], below: tuple[str, ...]) -> None:
    assert not by_days(heads, *below)[1]


@pytest.mark.parametrize(("sure", "is_open"), [(96, False), (90, True)])
def test_a_day_that_was_not_read_for_certain_leaves_the_column_open(sure: int, is_open: bool) -> None:
    rows = proposed(page(*SIDE_BY_SIDE, ("Collected: 06/05/2025",), heads=DAYS, source="ocr", sure=sure))
    assert {Reason.COLUMN in reasons(row) for row in rows if row.unit} == {is_open}
