"""The sheet to fill in by hand: its rows in the order of the form, what it shows of a person, and that nothing runs over an edge."""

from datetime import date

import pytest

from ism_desktop.printing import journal_sheet
from ism_desktop.printing.paper import Paper
from ism_desktop.records import disclosures, printed, quick_entry, sheet_rows, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.quick_entry import Named
from ism_desktop.records.sheet_rows import SheetRow, rows_now
from ism_desktop.records.values import Moment, PartialDate, Rows
from ism_desktop.vault import Vault
from tests.printing.reading import pieces, said, texts

TODAY = date(2026, 2, 9)


@pytest.fixture
def journal(vault: Vault) -> Vault:
    """Own words, one of them in Arabic letters, one hidden symptom, an as-needed medicine."""
    long = "Buzzing in both ears that comes with every change of weather and stays for hours"
    with vault.write() as session:
        store.save(session, BY_NAME["person"], {"name": "Juniper Ash", "birth_date": PartialDate(1979, 4, 2)})
        values = {
            "day": "symptoms",
            "begun": Moment.from_stored("2026-02-01"),
            "symptoms": Rows.of([{"symptom": "itch"}, {"symptom": "other", "own": long}]),
            "exposures": Rows.of([{"exposure": "other", "own": "الغبار"}]),
        }
        store.save(session, JOURNAL_ENTRIES, values)
        store.save(session, BY_NAME["medications"], {"name": "Cetirizine", "use": "as_needed"})
        for tracker, shown in (({"tracker": "blood_pressure", "unit": "mmHg"}, True), ({"tracker": "mood"}, False)):
            store.save(session, BY_NAME["trackers"], {**tracker, "shown": shown})
        quick_entry.hide(session, "symptoms", Named("flushing"), is_hidden=True)
    return vault


def test_rows_stand_in_the_order_of_the_form_and_of_what_it_offers(journal: Vault) -> None:
    with journal.read() as session:
        rows = rows_now(session)
        offer = quick_entry.offer(session, each=8, medicines=6)
    parts = list(dict.fromkeys(row.part for row in rows))
    assert parts == [field.name for field in JOURNAL_ENTRIES.fields if field.name in parts]
    assert parts == ["day", "symptoms", "exposures", "taken", "readings", "notes"]
    assert [row.label for row in rows if row.part == "readings"] == ["Blood pressure, mmHg"], "those that are shown"
    for part, offered in (("symptoms", offer.symptoms), ("exposures", offer.exposures)):
        own = [Named(row.key, row.own) for row in rows if row.part == part]
        assert tuple(own[: len(offered)]) == offered
    assert SheetRow("symptoms", "flushing") not in rows, "what was hidden is left out"
    assert all(SheetRow.from_name(row.name) == row for row in rows)
    assert SheetRow.from_name("elsewhere|x|y") is None


@pytest.mark.parametrize("is_large", [False, True])
def test_every_row_stands_on_paper_in_order_and_whole(journal: Vault, is_large: bool) -> None:
    with journal.read() as session:
        content = journal_sheet.collect(session, TODAY, month=(2026, 2), is_large=is_large)
    for paper in Paper:
        pdf = journal_sheet.draw(content, paper)
        grid = " ".join(" ".join(texts(pdf)[:2]).split()) if is_large else " ".join(texts(pdf)[0].split())
        places = [grid.index(row.label.split()[0]) for row in content.rows if row.own != "الغبار"]
        assert places == sorted(places)
        assert "Juniper" not in said(pdf)
        assert "February 2026" in grid
        for page in pieces(pdf):
            for piece in page:
                assert piece.x > 0, piece
                assert piece.right <= paper.height - 8, piece
                assert 0 < piece.y < paper.width, piece
    assert len(texts(journal_sheet.draw(content, Paper.A4))) == (5 if is_large else 2)


def test_a_blank_sheet_and_one_with_a_name(journal: Vault) -> None:
    with journal.read() as session:
        blank = journal_sheet.collect(session, TODAY)
        named = journal_sheet.collect(session, TODAY, with_name=True)
    assert "Month and year: ____" in said(journal_sheet.draw(blank, Paper.LETTER))
    assert "Juniper Ash, born 2 April 1979" in said(journal_sheet.draw(named, Paper.LETTER))
    assert "Juniper" not in str(named.as_dict())


def test_a_printed_sheet_keeps_its_rows(journal: Vault) -> None:
    with journal.read() as session:
        content = journal_sheet.collect(session, TODAY, month=(2026, 2))
        assert sheet_rows.printed_last(session) is None
    with journal.write() as session:
        printed.record(session, disclosures.JOURNAL_SHEET, content.as_dict())
        quick_entry.hide(session, "symptoms", Named("itch"), is_hidden=True)
    with journal.read() as session:
        kept = sheet_rows.printed_last(session)
        assert kept is not None
        assert kept.rows == content.rows != rows_now(session)
        assert kept.month == "2026-02"
    assert sheet_rows.with_others((SheetRow("day", "good"),), ["symptoms|itch|", "nonsense"])[-1].key == "itch"
