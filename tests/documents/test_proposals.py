"""What a document's text proposes: the date with its place and reason, the sender, and that no text takes long."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ism_desktop.documents.proposals import dates, proposing, senders, words
from ism_desktop.documents.proposals.lines import lines_of
from ism_desktop.records import store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.filing_rules import FILING_RULES
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.values import LinkedName, PartialDate
from ism_desktop.vault import Vault
from tests.records.samples import values_for

TODAY = date(2026, 6, 1)
FILLER = "\n".join(f"Line {letter} says nothing of a day." for letter in string.ascii_letters)


def found(text: str, *, day_first: bool = True) -> list[tuple[str, str]]:
    made = dates.candidates(lines_of(text.split("\f")), today=TODAY, day_first=day_first)
    return [(each.date.stored, each.reason) for each in made]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Patient: A B\nDOB: 12/03/1980\nDate of report: 04/05/2023\nthe and of", "2023-05-04"),
        ("Geb.: 12.03.1980\nBefunddatum: 4. Mai 2023\nund der die", "2023-05-04"),
        ("Fecha de nacimiento: 12/03/1980\nFecha: 3 de mayo de 2023\npaciente con el", "2023-05-03"),
        ("Né le 12 mars 1980\nParis, le 3 mai 2023\nle patient avec une", "2023-05-03"),
        ("Printed 2024-01-01\nSeen on the ward, March 14, 2022", "2022-03-14"),
        ("Report\nCollected 07.02.2021 Reported 09.02.2021", "2021-02-09"),
        ("Valid until: 12/2027\nIssued 11/2025", "2025-11"),
        ("Bone density of May 2019 and the next", "2019-05"),
        ("Version 1.2.2020\nphone 12.34.5678 and 1.234.567 and 99/99/2020", None),
        ("nothing at all", None),
    ],
)
def test_the_likeliest_date_comes_first(text: str, best: str | None) -> None:
    proposed = [day for day, reason in found(text) if reason not in dates.DOUBTS]
    assert (proposed[0] if proposed else None) == best


def test_the_order_of_numbers_follows_the_text_and_else_the_person() -> None:
    assert found("Date: 03/04/2023", day_first=False)[0][0] == "2023-03-04"
    assert found("Date: 03/04/2023", day_first=True)[0][0] == "2023-04-03"
    assert found("Date: 03/04/2023\nand 03/25/2023", day_first=True)[0][0] == "2023-03-04"
    assert found("Datum: 03.04.2023", day_first=False)[0][0] == "2023-04-03"


def test_a_date_at_the_foot_of_every_page_is_listed_and_not_proposed() -> None:
    page = f"Letter\n{FILLER}\nForm A of 1 May 2020"
    assert found(f"{page}\f{page}") == [("2020-05-01", dates.FOOT)]
    beside = found("Next appointment: 3 May 2027\nwe saw her on 2 May 2025")
    assert beside == [("2025-05-02", dates.AT_TOP), ("2027-05-03", dates.PRINTED)]


def test_the_place_and_the_reason_are_told() -> None:
    [made] = dates.candidates(lines_of(["Clinic\n\nDate of letter: 3 May 2024"]), today=TODAY, day_first=True)
    assert (made.page, made.line, made.text) == (1, 3, "Date of letter: 3 May 2024")
    assert words.date_reason(made) == "stands beside “Date of letter”"
    assert words.place(made.page, made.line) == "page 1, line 3"


@given(st.text("0123456789./- abMay\n", max_size=3000))
def test_any_text_is_read_in_one_go(text: str) -> None:
    for candidate in dates.candidates(lines_of([text]), today=TODAY, day_first=True):
        assert candidate.text in " ".join(text.split()) or candidate.text


def test_hostile_texts_end() -> None:
    """Long runs of what patterns begin with: no pattern here may look at them more than a few times."""
    for piece in ("1", "1/", "1. ", "May ", "a", "1 de ", "12 . 12 . ", "-" * 5, "1st of "):
        assert len(dates.candidates(lines_of([piece * 200_000]), today=TODAY, day_first=True)) < 10


def test_senders_are_the_care_team_the_letterhead_first(vault: Vault) -> None:
    with vault.write() as session:
        for values in (
            {"name": "Dr Lena Chen", "organisation": "Northside Hospital"},
            {"name": "Dr Amara Okafor"},
            {"name": "Lab Ost"},
            {"name": "Dr Rao"},
        ):
            store.save(session, CARE_TEAM, values)
        team = store.list_active(session, CARE_TEAM)
    text = f"NORTHSIDE HOSPITAL\nDear Dr Okafor\n{FILLER}\nbloods from Lab Ost\nraodside\n{FILLER}\nDr. L. Chen"
    made = senders.candidates(lines_of([text]), team)
    assert [(str(each.sender), each.reason) for each in made] == [
        ("Dr Lena Chen", senders.LETTERHEAD),
        ("Lab Ost", senders.NAMED),
        ("Dr Amara Okafor", senders.ADDRESSED),
    ]


def test_proposals_fill_only_what_says_nothing(vault: Vault) -> None:
    with vault.write() as session:
        lab = store.save(session, CARE_TEAM, {"name": "Lab Ost"})
        store.save(session, PERSON, {"name": "A", "birth_date": PartialDate(1980, 3, 12)})
        store.save(
            session,
            FILING_RULES,
            {
                "from_sender": LinkedName("Lab Ost", lab),
                "type": "blood_test",
                "title": "{kind}, {date}",
                "tags": ("Lab",),
            },
        )
        blank = dict.fromkeys(("type", "document_date", "source", "tags"))
        one = store.save(
            session, DOCUMENTS, values_for(DOCUMENTS, 1) | blank | {"title": "Scan 7", "file_name": "scan_7.pdf"}
        )
        two = store.save(
            session, DOCUMENTS, values_for(DOCUMENTS, 2) | {"title": "My own title", "type": "bill", "tags": None}
        )
        known = proposing.known(session)
        text = ["Lab Ost\n12 March 1980\nDate: 3 May 2024"]
        first, second = (
            proposing.of_text(store.get(session, DOCUMENTS, each), text, known, today=TODAY, day_first=True)
            for each in (one, two)
        )
    assert first.values == {
        "document_date": PartialDate(2024, 5, 3),
        "source": LinkedName("Lab Ost", lab),
        "type": "blood_test",
        "tags": ("Lab",),
        "title": "Blood or urine test, 3 May 2024",
    }
    assert [each.reason for each in first.dates] == [dates.BESIDE, dates.BIRTH]
    assert "title" not in second.values
    assert "type" not in second.values
    assert len(first.rules) == 1
