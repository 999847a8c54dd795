"""The tab of test results: the tryptase first, every value with the lab’s own range, what is missing said, the page that says so."""

import pytest

from ism_desktop.printing.binder import facts, results
from ism_desktop.printing.binder.content import Group
from ism_desktop.records import links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.values import Gap, Moment, Rows, parse_quantity
from ism_desktop.vault import Vault
from tests.printing.patients import TODAY
from tests.records.samples import values_for


def save(session: store.Session, taken: str, *rows: dict[str, object], **more: object) -> str:
    values = {"taken_at": Moment.from_stored(taken), "values": Rows.of(rows), "lab": "Hollow Creek"} | more
    return store.save(session, TEST_RESULTS, values)


def tab(vault: Vault) -> tuple[Group, ...]:
    with vault.read() as session:
        return results.test_results(facts.Reader(session, TODAY))


@pytest.fixture
def filled(vault: Vault) -> Vault:
    tryptase: dict[str, object] = {"test": "Tryptase", "key": "tryptase", "unit": "ng/mL", "range": "below 11.4"}
    with vault.write() as session:
        document = store.save(session, DOCUMENTS, values_for(DOCUMENTS))
        reaction = save(
            session,
            "2016-08-20T18",
            tryptase | {"value": parse_quantity("86"), "flag": "H"},
            tryptase_state="reaction",
            notes="Seventy minutes after the sting",
        )
        links.attach(session, TEST_RESULTS, reaction, document, 2)
        save(
            session,
            "2025-05-06",
            {"test": "Smear", "value": parse_quantity("no immature cells")},
            {"test": "HGB", "key": "haemoglobin", "value": parse_quantity("13,4"), "unit": "g/dL", "method": "by hand"},
            tryptase | {"value": parse_quantity("28.6 ng/mL")},
            tryptase_state="baseline",
        )
        save(session, "2024", lab="Nothing came back")
    return vault


def test_the_tryptase_stands_first_then_the_groups_in_their_order(filled: Vault) -> None:
    groups = tab(filled)
    assert [group.title for group in groups] == ["Tryptase", "Blood count", "Other tests", "Collections without values"]
    tryptase = groups[0]
    assert [row.cells for row in tryptase.records] == [
        ("6 May 2025", "28.6 ng/mL", "below 11.4", "Baseline, without a reaction", "", "Hollow Creek"),
        (
            "20 August 2016, around 18:00",
            "86 ng/mL H",
            "below 11.4",
            "During a reaction",
            "not recorded",
            "Hollow Creek",
        ),
    ]
    assert "Nothing was computed" in tryptase.notes[0]
    assert [row.cells for row in groups[1].records] == [("HGB", "13,4 g/dL", "", "6 May 2025", "Hollow Creek")]
    assert groups[1].records[0].facts == (("Method or note", "by hand"),)
    assert [row.cells[:2] for row in groups[2].records] == [("Smear", "no immature cells")]
    assert groups[3].records[0].title == "Test results, 2024"


def test_what_belongs_to_the_collection_stands_once_with_its_page(filled: Vault) -> None:
    rows = [row for group in tab(filled) for row in group.records]
    noted = [row for row in rows if ("Notes", "Seventy minutes after the sting") in row.facts]
    assert len(noted) == 1
    assert [proof.page for proof in noted[0].proofs] == [2]
    assert sum(len(row.proofs) for row in rows) == 1


def test_no_results_and_a_day_that_is_not_known(vault: Vault) -> None:
    assert all(group.is_empty for group in tab(vault))
    with vault.write() as session:
        row = {"test": "CRP", "key": "crp", "value": parse_quantity("0.5")}
        store.save(session, TEST_RESULTS, {"taken_at": Gap.UNKNOWN, "values": Rows.of([row])})
    assert tab(vault)[0].records[0].cells == ("CRP", "0.5", "", "not known", "")


def test_beside_a_value_stands_the_day_and_the_full_moment_once(vault: Vault) -> None:
    """With its time and zone the moment took three lines beside each of the 22 values of a blood count."""
    with vault.write() as session:
        names = ("Haemoglobin", "Platelets")
        rows: list[dict[str, object]] = [
            {"test": name, "key": name.lower(), "value": parse_quantity("13.4")} for name in names
        ]
        save(session, "2026-11-10T08:10[America/New_York]", *rows)
        save(session, "2025-05-06T08:40[America/New_York]", {"test": "Tryptase", "key": "tryptase", "value": None})
    tryptase, blood = tab(vault)
    assert [row.cells[3] for row in blood.records] == ["10 November 2026", "10 November 2026"]
    told = [value for row in blood.records for label, value in row.facts if label == "When it was taken"]
    assert told == ["10 November 2026, 08:10 (New York time)"]
    assert tryptase.records[0].cells[0] == "6 May 2025, 08:40"
    assert ("When it was taken", "6 May 2025, 08:40 (New York time)") in tryptase.records[0].facts
