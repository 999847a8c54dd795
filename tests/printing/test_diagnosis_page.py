"""The diagnosis on one page: what is collected, what is missing, how a printed copy is compared, and what is drawn."""

import json
from typing import Any

import pytest

from ism_desktop.printing import diagnosis_page, typeface
from ism_desktop.printing.diagnosis_page import DiagnosisContent, Topic
from ism_desktop.printing.paper import Paper
from ism_desktop.records import links, store
from ism_desktop.records.kinds.diagnosis_evidence import DIAGNOSIS_EVIDENCE, TOPICS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reports import REPORTS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.values import Gap, Moment, Rows, parse_quantity
from ism_desktop.vault import Vault
from tests.printing import patients
from tests.printing.reading import reader, texts

MISSING = "Not in this record – ask for it."
FOOTER = "Personal record kept by the patient. Not medical advice. Not a medical device. Check with your clinician."


def collected(vault: Vault) -> DiagnosisContent:
    with vault.read() as session:
        return diagnosis_page.collect(session, patients.TODAY)


def topic(content: DiagnosisContent, key: str) -> Topic:
    return next(one for one in content.topics if one.key == key)


def find(vault: Vault, **values: Any) -> str:
    with vault.write() as session:
        return store.save(session, DIAGNOSIS_EVIDENCE, values)


def change(vault: Vault, kind: Any, **values: Any) -> None:
    with vault.write() as session:
        record = store.the_one(session, kind)
        store.save(session, kind, values, record_id=None if record is None else record.id)


@pytest.fixture
def filled(vault: Vault) -> Vault:
    with vault.write() as session:
        patients.full(session)
    report = patients.document(vault, b"%PDF-1.4 marrow", "Bone marrow report", pages=3)
    found = find(
        vault, topic="marrow", state="reported", said="Dense groups of mast cells", on_date=patients.day("2021-03")
    )
    with vault.write() as session:
        links.attach(session, DIAGNOSIS_EVIDENCE, found, report, 2)
    return vault


def test_an_empty_record_names_every_topic_and_says_to_ask(vault: Vault) -> None:
    content = collected(vault)
    assert [one.key for one in content.topics] == [choice.value for choice in TOPICS if choice.value != "other"]
    assert all(one.is_missing for one in content.topics)
    assert {fact.words for fact in content.facts} == {"not recorded"}
    (page,) = texts(diagnosis_page.draw(content, Paper.A4))
    assert page.count(MISSING) == len(content.topics)
    assert "Name NOT RECORDED" in page


def test_a_finding_stands_as_the_report_says_it_with_document_and_page(filled: Vault) -> None:
    (one,) = topic(collected(filled), "marrow").evidence
    assert one.in_full == "Dense groups of mast cells\nMarch 2021"
    assert one.small_print == "March 2021. Source: Bone marrow report, page 2"
    (page,) = texts(diagnosis_page.draw(collected(filled), Paper.LETTER))
    assert "Bone marrow Dense groups of mast cells March 2021. Source: Bone marrow report, page 2" in page


def test_what_the_card_and_the_person_say_is_shown_and_not_kept_twice(filled: Vault) -> None:
    content = collected(filled)
    (baseline,) = topic(content, "tryptase").evidence
    assert (baseline.kind, baseline.words) == ("emergency_card", "Baseline: 32.4 ng/mL")
    assert baseline.small_print == "18 April 2026. Source: my emergency card"
    (skin,) = topic(content, "skin").evidence
    assert (skin.kind, skin.words) == ("person", "Mastocytosis in the skin: yes")
    find(filled, topic="tryptase", said="Serum tryptase 32.4 ng/mL")
    assert [one.kind for one in topic(collected(filled), "tryptase").evidence] == ["diagnosis_evidence"]


def test_values_of_the_test_results_stand_beside_the_findings_as_the_lab_printed_them(filled: Vault) -> None:
    def result(when: str, test: str, key: str, value: str, **row: str) -> str:
        state = {"tryptase_state": row.pop("state")} if "state" in row else {}
        made = {"test": test, "value": parse_quantity(value)} | row | ({"key": key} if key else {})
        taken = Moment.from_stored(when)
        with filled.write() as session:
            return store.save(
                session, TEST_RESULTS, {"taken_at": taken, "lab": "Lab A", "values": Rows((made,))} | state
            )

    shown = result(
        "2021-03-02", "Tryptase", "tryptase", "30.9", unit="ng/mL", range="< 11.4", flag="H", state="baseline"
    )
    report = patients.document(filled, b"%PDF-1.4 blood", "Blood test", pages=2)
    with filled.write() as session:
        links.attach(session, TEST_RESULTS, shown, report, 2)
    card, first, *_ = topic(collected(filled), "tryptase").evidence
    assert (card.kind, card.words) == ("emergency_card", "Baseline: 32.4 ng/mL")
    assert first.words == "Tryptase: 30.9 ng/mL H, 2 March 2021, lab’s range: < 11.4"
    assert first.small_print == "Baseline, without a reaction. Source: Blood test, page 2"
    # The newest one stands there, and how many more there are; the card's baseline is said once, where a result of that day is it.
    result("2026-04-18T08:30", "Serum tryptase", "", "32.4", unit="ng/mL", state="baseline")
    newest, more = topic(collected(filled), "tryptase").evidence
    assert newest.said == "Serum tryptase: 32.4 ng/mL, 18 April 2026"
    assert (more.said, more.kind, more.record_id) == ("1 more value stands under Test results.", "test_results", "")
    # A finding of the same day that holds the value is enough; of another day, or as part of a longer number, it is not.
    result("2021-03-02", "KIT D816V", "kit_d816v", "1.2 %", method="ddPCR")
    result("2020-01-01", "Other KIT mutation", "kit_other", "not detected")
    find(filled, topic="kit", said="D816V found, 11.2 %", on_date=patients.day("2021-03-02"))
    assert len(topic(collected(filled), "kit").evidence) == 3
    find(filled, topic="kit", said="D816V found, 1.2 %", on_date=patients.day("2021-03-02"))
    assert [one.kind for one in topic(collected(filled), "kit").evidence] == [
        *["diagnosis_evidence"] * 2,
        "test_results",
    ]
    (page,) = texts(diagnosis_page.draw(collected(filled), Paper.A4))
    assert "Tryptase Serum tryptase: 32.4 ng/mL, 18 April 2026 Baseline, without a reaction, Lab A" in page
    kept = json.loads(json.dumps(collected(filled).as_dict()))
    assert collected(filled).differences(kept) == ()


def test_none_not_known_not_done_and_nothing_are_four_things(filled: Vault) -> None:
    find(filled, topic="b_findings", state="reported", said=Gap.NONE)
    find(filled, topic="c_findings", said=Gap.UNKNOWN)
    find(filled, topic="hat", state="not_done")
    find(filled, topic="kit", state="requested", on_date=Gap.UNKNOWN)
    find(filled, topic="bone")
    content = collected(filled)
    said = {key: topic(content, key).evidence[0].words for key in ("b_findings", "c_findings", "hat", "kit", "bone")}
    assert said == {
        "b_findings": "none",
        "c_findings": "not known",
        "hat": "Not done, as I was told",
        "kit": "Asked for, not here yet",
        "bone": "Nothing is written down yet.",
    }
    assert topic(content, "flow").is_missing


def test_a_report_is_named_until_it_is_in_the_trash(filled: Vault) -> None:
    with filled.write() as session:
        report = store.save(session, REPORTS, {"title": "Molecular findings"})
    find(filled, topic="kit", state="told", said="detected", report=report)
    (one,) = topic(collected(filled), "kit").evidence
    assert one.words == "detected\nTold to me"
    assert one.small_print == "Source: report “Molecular findings”"
    with filled.write() as session:
        store.trash(session, REPORTS, report)
    assert topic(collected(filled), "kit").evidence[0].small_print == ""


def test_other_findings_stand_last_and_only_when_there_are_some(filled: Vault) -> None:
    assert "other" not in [one.key for one in collected(filled).topics]
    find(filled, topic="other", said="Methylhistamine raised, as the letter says")
    assert collected(filled).topics[-1].key == "other"


def test_a_copy_says_the_same_until_something_changes(filled: Vault) -> None:
    kept = json.loads(json.dumps(collected(filled).as_dict()))
    assert collected(filled).differences(kept) == ()
    change(filled, PERSON, classification="icc2022")
    change(filled, EMERGENCY_CARD, tryptase="29.0 ng/mL")
    find(filled, topic="hat", said="two extra copies")
    assert collected(filled).differences(kept) == (
        "Classification used in the report",
        "Tryptase",
        "Hereditary alpha-tryptasemia (HaT)",
    )
    change(filled, PERSON, name="Alexa Morgan")
    assert collected(filled).differences(kept)[0] == "Name and birth date"


def test_a_copy_keeps_keys_and_words_of_reports_but_no_label(filled: Vault) -> None:
    kept = json.dumps(collected(filled).as_dict(), ensure_ascii=False)
    assert "Dense groups of mast cells" in kept
    for label in ('Bone marrow"', "Classification", "ask for it", "WHO 2022"):
        assert label not in kept, label
    assert '"classification": "who2022"' in kept


def test_a_copy_that_cannot_be_read_differs_and_breaks_nothing(filled: Vault) -> None:
    content = collected(filled)
    for odd in ({}, {"facts": 5, "topics": []}, {"topics": {"marrow": "x"}}):
        assert len(content.differences(odd)) >= 3


def test_a_detached_or_trashed_document_is_no_source(filled: Vault) -> None:
    with filled.write() as session:
        (document,) = store.list_active(session, DOCUMENTS)
        store.trash(session, DOCUMENTS, document.id)
    assert topic(collected(filled), "marrow").evidence[0].sources == ()


# On paper -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", Paper, ids=lambda paper: paper.word)
def test_much_of_everything_is_still_one_page(filled: Vault, paper: Paper) -> None:
    for choice in TOPICS[:-1]:
        find(
            filled,
            topic=choice.value,
            said="As the report says it, in a sentence of ordinary length.",
            by_whom="Dr Anselm Quill",
        )
    content = collected(filled)
    pdf = diagnosis_page.draw(content, paper)
    (page,) = texts(pdf)
    assert diagnosis_page.page_count(content, paper) == 1
    assert page.count("in a sentence of ordinary length.") == len(TOPICS) - 1
    for words in (
        FOOTER,
        "Written by the patient – confirm with clinician",
        "page 1 of 1",
        "printed 2026-11-22",
        "Checked with my clinician:",
    ):
        assert words in page, words
    assert (float(reader(pdf).pages[0].mediabox.width), float(reader(pdf).pages[0].mediabox.height)) == pytest.approx(
        paper.size, abs=0.01
    )


def test_far_too_much_goes_on_with_the_name_and_the_heading(filled: Vault) -> None:
    for number in range(30):
        find(filled, topic="marrow", said=f"Report {number}: " + "many words of a long report. " * 12)
    pages = texts(diagnosis_page.draw(collected(filled), Paper.A4))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert "Alex Morgan · born 12 March 1984" in page
        assert f"page {number} of {len(pages)}" in page
    assert all("What it rests on (continued)" in page for page in pages[1:])
    for number in range(30):
        assert any(f"Report {number}:" in page for page in pages)


def test_letters_that_cannot_be_printed_are_told(filled: Vault) -> None:
    find(filled, topic="kit", said="検出")
    content = collected(filled)
    assert content.unprintable == ("検出",)
    assert typeface.REPLACEMENT in texts(diagnosis_page.draw(content, Paper.A4))[0]


def test_the_file_tells_nothing_of_the_illness_in_its_properties(filled: Vault) -> None:
    information = reader(diagnosis_page.draw(collected(filled), Paper.A4)).metadata
    assert information is not None
    assert information.title == "Summary for a visit"
    assert not information.subject


def test_a_demo_says_so(filled: Vault) -> None:
    with filled.write() as session:
        store.mark_demo(session)
    (page,) = texts(diagnosis_page.draw(collected(filled), Paper.A4))
    assert page.startswith("DEMO – invented person")
