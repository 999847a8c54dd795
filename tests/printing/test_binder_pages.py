"""What stands on which page of a binder: where the cover leads to in an emergency, what is read first, and no page nearly blank."""

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import lru_cache

import pytest

from ism_desktop.printing import binder
from ism_desktop.printing.binder import drawing, plan
from ism_desktop.printing.binder.content import BinderContent, BinderDocument
from ism_desktop.printing.binder.titles import CARD, EMERGENCY, title_of
from ism_desktop.printing.binder.titles import DOCUMENTS as DOCUMENTS_TAB
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.records import store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.values import Gap
from ism_desktop.vault import Session, Vault, create
from tests.conftest import CHEAP, PASSPHRASE
from tests.printing import patients
from tests.printing.reading import pieces, texts
from tests.rounds import rounds

LEAST_LINES = 6
FILLS: dict[str, Callable[[Session], object]] = {
    "empty": lambda _session: None,
    "short": patients.small,
    "full": patients.full,
    "crowded": patients.crowded,
}
BOTH_PAPERS = pytest.mark.parametrize("paper", Paper, ids=lambda paper: paper.word)


def content_of(vault: Vault, fill: Callable[[Session], object]) -> BinderContent:
    with vault.write() as session:
        fill(session)
    with vault.read() as session:
        return binder.collect(session, patients.TODAY)


def document(number: int, **values: object) -> BinderDocument:
    made = BinderDocument(
        f"id-{number}", f"Paper {number}", "Other", "May 2026", "Dr Okafor", "", 2, "application/pdf", ""
    )
    return replace(made, **values)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BinderContent]:
    """What the binder of each patient holds. It is frozen: every test may look at the same."""
    found: dict[str, BinderContent] = {}
    for name, fill in FILLS.items():
        with closing(create(tmp_path_factory.mktemp(name) / "vault", PASSPHRASE, cost=CHEAP)) as vault:
            found[name] = content_of(vault, fill)
    return found


@lru_cache(maxsize=16)
def parts(content: BinderContent, paper: Paper) -> tuple[bytes | plan.ScanPart, ...]:
    """The parts of a binder, our own drawn: once for all that is looked for in them."""
    planned = plan.plan(content, paper).parts
    return tuple(drawing.own_pages(part, paper) if isinstance(part, plan.OwnPart) else part for part in planned)


def drawn(content: BinderContent, paper: Paper) -> list[str]:
    """The words of every page, without its footer; of a page of a document, only that it is one."""
    words: list[str] = []
    for part in parts(content, paper):
        if isinstance(part, bytes):
            words += texts(part)
        else:
            words += [f"document {part.document.title}"] * part.document.pages
    return words


def lines_per_page(content: BinderContent, paper: Paper) -> list[int]:
    """How many lines stand on each page of our own, the cover and the footers left out."""
    counts: list[int] = []
    for part in parts(content, paper):
        if isinstance(part, bytes):
            found = pieces(part)
            counts += [len({round(piece.y) for piece in page if piece.y > 20 * MM}) for page in found]
    return counts[1:]


@BOTH_PAPERS
@pytest.mark.parametrize("name", FILLS)
def test_the_cover_leads_to_the_steps_the_devices_and_whom_to_call(
    contents: dict[str, BinderContent], name: str, paper: Paper
) -> None:
    content = contents[name]
    pages = drawn(content, paper)
    assert "In an emergency, turn to page 2." in pages[0]
    page = pages[1]
    said = [*content.card.steps, *(entry.words for section in content.card.main for entry in section.entries)]
    assert said
    compact = "".join(page.split())
    for words in said:
        first, _, rest = words.partition(": ")
        for part in (first, *rest.split(", ")):
            assert "".join(part.split()) in compact, words
    places = [compact.index("".join(step.split())) for step in content.card.steps]
    assert places == sorted(places)


@BOTH_PAPERS
def test_with_a_signed_plan_the_cover_names_its_page_and_that_of_the_steps(
    contents: dict[str, BinderContent], paper: Paper
) -> None:
    content = contents["full"]
    content = replace(content, plans=(document(1, title="My plan"),))
    pages = drawn(content, paper)
    assert (
        "In an emergency: the signed plan (Dr Okafor) is on page 2, the steps and my adrenaline on page 4." in pages[0]
    )
    assert pages[1] == pages[2] == "document My plan"
    assert pages[3].startswith("1 Emergency Follow the plan signed by your clinician: page 2.")
    assert content.card.steps[0] in pages[3]
    assert "EpiPen" in pages[3]
    planned = plan.plan(content, paper)
    assert (planned.places[EMERGENCY], planned.places[CARD]) == (2, 4)
    assert [entry.title for entry in planned.outline][:4] == [
        "Cover and contents",
        "Emergency",
        "My plan",
        title_of(CARD),
    ]


def test_two_plans_and_many_plans_are_each_named(contents: dict[str, BinderContent]) -> None:
    content = contents["full"]
    two = replace(content, plans=(document(1), document(2, source="")))
    words = "the signed plan (Dr Okafor) is on page 2 and the signed plan is on page 4, the steps and my adrenaline on page 6."
    assert words in drawn(two, Paper.A4)[0]
    many = replace(content, plans=tuple(document(number, pages=1) for number in range(3)))
    assert (
        "the signed plans are on pages 2, 3 and 4, the steps and my adrenaline on page 5." in drawn(many, Paper.A4)[0]
    )


@BOTH_PAPERS
def test_however_many_documents_there_are_the_card_follows_the_cover(
    contents: dict[str, BinderContent], paper: Paper
) -> None:
    content = contents["full"]
    content = replace(content, documents=tuple(document(number) for number in range(120)))
    pages = drawn(content, paper)
    assert "In an emergency, turn to page 2." in pages[0]
    assert "120 documents, listed there with their pages" in pages[0]
    assert "MEDICAL EMERGENCY CARD" in pages[1]
    index = plan.plan(content, paper).places[DOCUMENTS_TAB]
    assert "Paper 0" in pages[index - 1]


@BOTH_PAPERS
@pytest.mark.parametrize("name", FILLS)
def test_no_page_is_nearly_blank(contents: dict[str, BinderContent], name: str, paper: Paper) -> None:
    counts = lines_per_page(contents[name], paper)
    assert min(counts) >= LEAST_LINES, counts


@pytest.mark.parametrize("count", range(1, 40, rounds(6, 1)))
def test_no_number_of_records_leaves_a_page_with_a_mere_tail(vault: Vault, count: int) -> None:
    def fill(session: Session) -> None:
        patients.small(session)
        for number in range(count):
            store.save(session, REACTIONS, {"substance": f"Substance {number}", "type": "allergy", "severity": "mild"})
            store.save(session, CARE_TEAM, {"name": f"Dr {number}", "role": "Nurse", "phone": "1"})

    counts = lines_per_page(content_of(vault, fill), Paper.A4)
    assert min(counts) >= LEAST_LINES, counts


@BOTH_PAPERS
def test_an_empty_record_makes_few_pages_and_true_contents(contents: dict[str, BinderContent], paper: Paper) -> None:
    content = contents["empty"]
    pages = drawn(content, paper)
    assert len(pages) <= 3
    planned = plan.plan(content, paper)
    for number, tab in enumerate(content.tabs, 2):
        page = planned.places[tab.key]
        assert f"{number} {tab.title} – nothing recorded yet {page}" in pages[0]
        assert f"{number} {tab.title}" in pages[page - 1].split("Nothing recorded yet under:")[1]
    assert len(planned.sections) == planned.total == len(pages)


@BOTH_PAPERS
@pytest.mark.parametrize("name", FILLS)
def test_the_contents_are_right_for_every_record(contents: dict[str, BinderContent], name: str, paper: Paper) -> None:
    content = replace(contents[name], documents=(document(1), document(2)))
    pages = drawn(content, paper)
    planned = plan.plan(content, paper)
    for number, key in enumerate((EMERGENCY, *(tab.key for tab in content.tabs), DOCUMENTS_TAB), 1):
        title = planned.titles[key]
        first, last = planned.spans[key]
        assert first == planned.places[key] <= last <= planned.total
        assert f"{number} {title}" in pages[first - 1]
        assert title in planned.sections[first - 1] or " to " in planned.sections[first - 1]
    assert planned.spans[DOCUMENTS_TAB][1] == planned.total


def test_a_long_tab_begins_a_page_and_a_short_one_follows_on(vault: Vault) -> None:
    def fill(session: Session) -> None:
        patients.full(session)
        for number in range(40):
            store.save(session, MEDICATIONS, {"name": f"Drug {number}", "use": "regular"})

    pages = drawn(content_of(vault, fill), Paper.A4)
    assert any(page.startswith("5 Medications") for page in pages)
    assert any(page.startswith("4 Allergies and reactions") for page in pages)
    short = drawn(content_of(vault, trash_all_but_one), Paper.A4)
    [page] = [page for page in short if "6 Care team" in page and "Contents" not in page]
    assert not page.startswith("6 Care team")


def trash_all_but_one(session: Session) -> None:
    for record in store.list_active(session, CARE_TEAM)[1:]:
        store.trash(session, CARE_TEAM, record.id)


def test_a_statement_of_none_is_no_empty_tab(vault: Vault) -> None:
    content = content_of(vault, lambda session: store.say_none(session, REACTIONS, Gap.NONE))
    words = " ".join(drawn(content, Paper.A4)[1:])
    assert "4 Allergies and reactions I" not in words.split("Nothing recorded yet under:")[1]
    assert "I have no known allergies or reactions (stated by the patient)." in words


def test_reactions_stand_worst_first_with_a_column_for_how_sure(vault: Vault) -> None:
    severities = ["mild", None, "severe", Gap.UNKNOWN, "life_threatening", "moderate"]

    def fill(session: Session) -> None:
        for number, severity in enumerate(severities):
            values = {"substance": f"Drug {number}", "type": "allergy", "severity": severity, "certainty": "likely"}
            store.save(session, REACTIONS, values)
        store.save(session, REACTIONS, {"substance": "Grass", "type": "trigger", "severity": "life_threatening"})

    content = content_of(vault, fill)
    [tab] = [tab for tab in content.tabs if tab.key == "allergies"]
    allergies, triggers, _tolerated = tab.groups
    heads = [head for head, _ in allergies.columns]
    assert heads == ["What it was", "What happened", "How bad", "How sure", "When"]
    assert [(record.cells[0], record.cells[2]) for record in allergies.records] == [
        ("Drug 4", "life-threatening"),
        ("Drug 2", "severe"),
        ("Drug 5", "moderate"),
        ("Drug 0", "mild"),
        ("Drug 1", "not recorded"),
        ("Drug 3", "not known"),
    ]
    assert {record.cells[3] for record in allergies.records} == {"likely"}
    assert [record.cells[3] for record in triggers.records] == ["not recorded"]
    words = " ".join(drawn(content, Paper.A4))
    assert "How sure:" not in words
    assert words.count("How sure") == 2


def test_a_repeated_premedication_is_printed_once_and_referred_to(vault: Vault) -> None:
    long = "Prednisone, famotidine,\ncetirizine"
    given = {
        "Propofol": long,
        "Fentanyl": long,
        "Iohexol": "Cetirizine 10 mg",
        "Amoxicillin": Gap.NONE,
        "Aspirin": None,
        "Ibuprofen": "none",
        "Codeine": Gap.UNKNOWN,
    }

    def fill(session: Session) -> None:
        for substance, before in given.items():
            store.save(session, TOLERATED, {"substance": substance, "premedication": before})

    content = content_of(vault, fill)
    [tab] = [tab for tab in content.tabs if tab.key == "allergies"]
    tolerated = tab.groups[-1]
    assert {record.cells[0].split(",")[0]: record.cells[2] for record in tolerated.records} == {
        "Propofol": "after premedication (a)",
        "Fentanyl": "after premedication (a)",
        "Iohexol": "after premedication: Cetirizine 10 mg",
        "Amoxicillin": "no premedication",
        "Aspirin": "premedication NOT RECORDED",
        "Ibuprofen": "no premedication",
        "Codeine": "premedication not known",
    }
    assert " ".join(drawn(content, Paper.A4)).count("(a) Given before: Prednisone, famotidine, cetirizine") == 1


def test_none_of_the_emergency_classes_is_said_once_and_silence_is_no_answer(vault: Vault) -> None:
    classes = {"Bisoprolol": "beta_blocker", "Calcium": "none", "Zinc": "none", "Rutin": None, "Herbs": Gap.UNKNOWN}

    def fill(session: Session) -> None:
        for name, chosen in classes.items():
            store.save(session, MEDICATIONS, {"name": name, "emergency_class": chosen, "use": "regular"})
        store.save(session, MEDICATIONS, {"name": "Old", "emergency_class": "none", "use": "past"})
        store.save(session, MEDICATIONS, {"name": "Older", "emergency_class": "beta_blocker", "use": "past"})

    content = content_of(vault, fill)
    [tab] = [tab for tab in content.tabs if tab.key == "medications"]
    assert {record.title: record.badge for record in tab.groups[0].records} == {
        "Bisoprolol": "Matters in an emergency: Beta-blocker",
        "Calcium": "",
        "Herbs": "Matters in an emergency: not known",
        "Rutin": "",
        "Zinc": "",
    }
    assert [record.facts for record in tab.groups[1].records] == [(), (("Class", "Beta-blocker"),)]
    words = " ".join(drawn(content, Paper.A4)).split("5 Medications")[-1]
    assert "None of these" not in words
    assert words.count("is none of them (stated by the patient). But not recorded for: Rutin.") == 1
    for name in (
        "beta-blocker",
        "ACE inhibitor",
        "steroid",
        "blood thinner",
        "tricyclic antidepressant",
    ):
        assert name in words


def test_a_page_never_begins_with_rows_whose_heading_is_on_the_page_before(vault: Vault) -> None:
    def fill(session: Session) -> None:
        for number in range(40):
            store.save(session, TOLERATED, {"substance": f"Drug {number}"})
            store.save(session, MEDICATIONS, {"name": f"Old {number}", "use": "past", "stopped_why": "no use"})

    pages = drawn(content_of(vault, fill), Paper.A4)
    assert any(page.startswith("Tolerated before (continued) What it was") for page in pages)
    assert any(page.startswith("Stopped (continued) Old") for page in pages)
    assert not any(page.startswith(("What it was", "Old")) for page in pages)


def test_a_long_section_of_the_card_says_on_the_next_page_what_it_is(vault: Vault) -> None:
    def fill(session: Session) -> None:
        for number in range(12):
            values = {"substance": f"Substance {number}", "type": "allergy", "reaction": "hives and low pressure " * 20}
            store.save(session, REACTIONS, values)

    pages = drawn(content_of(vault, fill), Paper.A4)
    assert any(page.startswith("Allergies and reactions (continued) Substance") for page in pages[2:6])


def test_what_the_card_has_no_room_for_is_found_by_its_page(contents: dict[str, BinderContent]) -> None:
    content = contents["crowded"]
    pages = drawn(content, Paper.A4)
    found = re.search(r"and 17 more: page (\d+) of this binder", " ".join(pages))
    assert found is not None
    listed = "".join(" ".join(pages[int(found[1]) - 1 : int(found[1]) + 3]).split())
    assert "Allergiesandreactions" in listed
    assert all(f"{number}of" in listed for number in range(1, 25))


def test_a_device_that_is_not_for_use_says_so_and_has_no_gaps_to_fill(vault: Vault) -> None:
    def fill(session: Session) -> None:
        store.save(session, ADRENALINE_DEVICES, {"product": "EpiPen trainer", "status": "trainer"})

    content = content_of(vault, fill)
    [group] = [group for group in content.emergency if group.records]
    assert group.title.startswith("Not for use")
    assert group.records[0].cells[:2] == ("EpiPen trainer", "a trainer, no drug inside")
    assert not any("NOT RECORDED" in cell for cell in group.records[0].cells)
