"""One search over everything: prefix, accents, pages, and an index that is never behind and never wrong."""

from collections.abc import Sequence

import pytest
from sqlalchemy import text

from ism_desktop import language
from ism_desktop.records import erasing, reverting, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES
from ism_desktop.records.kinds.medication_plans import MEDICATION_PLANS
from ism_desktop.records.kinds.medication_refills import MEDICATION_REFILLS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.search import HIT_END, HIT_START, Index
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Vault
from tests.records.samples import values_for

PAGES = {
    "text-1": ["Bone marrow biopsy of the iliac crest", "Spindle-shaped mast cells, CD25 positive", "Ödem der Knöchel"]
}


def _pages_of(file_id: str) -> Sequence[str]:
    return PAGES[file_id]


def _with_document(vault: Vault) -> str:
    with vault.write() as session:
        return store.save(
            session, DOCUMENTS, values_for(DOCUMENTS) | {"title": "Marrow report", "text_file_id": "text-1"}
        )


def test_a_word_on_a_page_is_found_with_its_page_and_shown_in_context(vault: Vault) -> None:
    document = _with_document(vault)
    index = Index(vault, _pages_of)
    index.catch_up()
    [hit] = index.search("spind cd25")
    assert (hit.document_id, hit.page, hit.title) == (document, 2, "Marrow report")
    assert f"{HIT_START}Spindle{HIT_END}" in hit.snippet
    assert [found.page for found in index.search("odem knoch")] == [3]
    index.close()


def test_a_hit_names_what_its_entry_belongs_to(vault: Vault) -> None:
    with vault.write() as session:
        medicine = store.save(session, MEDICATIONS, {"name": "Cromolyn sodium"})
        change = {"medication": medicine, "what": "raised", "now": "200 mg four times"}
        store.save(session, MEDICATION_CHANGES, change)
        store.save(
            session, MEDICATION_REFILLS, {"medication": medicine, "maker": "Foxglove", "on_date": PartialDate(2026)}
        )
        store.save(session, MEDICATION_CHANGES, {"what": "lowered", "now": "nobody's quarter"})
    index = Index(vault, _pages_of)

    def titles(words: str) -> list[str]:
        index.catch_up()
        return [hit.title for hit in index.search(words)]

    assert titles("200 mg") == ["Cromolyn sodium – Raised: 200 mg four times"]
    assert titles("foxglove") == ["Cromolyn sodium – 2026 · Foxglove"]
    assert titles("quarter") == ["Lowered: nobody's quarter"]
    with vault.write() as session:
        store.save(session, MEDICATIONS, {"name": "Gastrocrom"}, record_id=medicine)
    assert titles("foxglove") == ["Gastrocrom – 2026 · Foxglove"], "as it is called now"
    with vault.write() as session:
        store.trash(session, MEDICATIONS, medicine)
    assert titles("foxglove") == ["2026 · Foxglove"]
    index.close()


def test_what_belongs_to_a_medication_is_found_by_its_name(vault: Vault) -> None:
    """“cromolyn raised” finds the change, whose own words do not name the medication; whatever happens to that one."""
    with vault.write() as session:
        medicine = store.save(session, MEDICATIONS, {"name": "Cromolyn sodium"})
        raised = {"medication": medicine, "what": "other", "now": "200 mg", "reason": "raised, as cramps came back"}
        change = store.save(session, MEDICATION_CHANGES, raised)
        store.save(
            session, MEDICATION_REFILLS, {"medication": medicine, "maker": "Foxglove", "on_date": PartialDate(2026)}
        )
        store.save(session, MEDICATION_PLANS, {"medication": medicine, "name": "Taper"})
        other = store.save(session, MEDICATIONS, {"name": "Ketotifen"})
    index = Index(vault, _pages_of)

    def found(words: str) -> list[str]:
        index.catch_up()
        return [hit.kind for hit in index.search(words)]

    belonging = {MEDICATION_CHANGES.name, MEDICATION_REFILLS.name, MEDICATION_PLANS.name}
    assert [hit.record_id for hit in index.search("cromolyn raised")] == [], "not heard of yet"
    assert found("cromolyn raised") == [MEDICATION_CHANGES.name]
    assert found("cromolyn")[0] == MEDICATIONS.name, "the medication itself comes first"
    assert set(found("cromolyn")) == belonging | {MEDICATIONS.name}
    assert index.records_saying(MEDICATION_CHANGES.name, "cromolyn")[0] == frozenset(), "a list asks for titles itself"
    assert index.records_saying(MEDICATION_CHANGES.name, "cramps")[0] == {change}
    with vault.write() as session:  # renamed
        before = reverting.mark(session)
        store.save(session, MEDICATIONS, {"name": "Gastrocrom"}, record_id=medicine)
        session.flush()
        after = reverting.mark(session)
    assert found("cromolyn") == []
    assert found("gastrocrom raised") == [MEDICATION_CHANGES.name]
    with vault.write() as session:  # undone
        reverting.revert(session, before, after)
    assert found("cromolyn raised") == [MEDICATION_CHANGES.name]
    assert found("gastrocrom") == []
    with vault.write() as session:
        store.save(session, MEDICATION_CHANGES, {"medication": other}, record_id=change)
    assert found("cromolyn raised") == []
    assert found("ketotifen raised") == [MEDICATION_CHANGES.name]
    with vault.write() as session:
        store.trash(session, MEDICATIONS, medicine)
    assert found("cromolyn") == []
    assert found("foxglove") == [MEDICATION_REFILLS.name]
    with vault.write() as session:
        store.restore(session, MEDICATIONS, medicine)
    assert set(found("cromolyn")) == {MEDICATION_REFILLS.name, MEDICATION_PLANS.name, MEDICATIONS.name}
    with vault.write() as session:
        store.trash(session, MEDICATIONS, medicine)
        erasing.erase(session, MEDICATIONS, [medicine])
    assert found("cromolyn") == []
    assert found("foxglove") == [MEDICATION_REFILLS.name]
    index.close()
    index = Index(vault, _pages_of)
    index._rebuild()
    assert found("ketotifen raised") == [MEDICATION_CHANGES.name], "in whichever order they are read"
    index.close()


def test_a_hit_never_says_tolerated_without_the_circumstances(vault: Vault) -> None:
    with vault.write() as session:
        for substance, before in (("Fentanyl", "Prednisone"), ("Fentanyl patch", Gap.NONE), ("Fentanyl spray", None)):
            store.save(session, TOLERATED, {"substance": substance, "premedication": before, "occasion": "Knee"})
    index = Index(vault, _pages_of)
    index.catch_up()
    hits = index.search("fentanyl")
    assert {hit.title for hit in hits} == {
        *("Fentanyl, after premedication", "Fentanyl patch, no premedication"),
        "Fentanyl spray, premedication not known",
    }
    for hit in hits:
        assert hit.title.split(", ")[1] in hit.snippet
    assert [hit.title for hit in index.search("after premedication")] == ["Fentanyl, after premedication"]
    index.close()


@pytest.mark.parametrize("words", ["", "  ", '"', "* OR", "NEAR(", "marrow AND", "^", "title:", "(((", "'"])
def test_nothing_a_person_types_is_syntax(vault: Vault, words: str) -> None:
    _with_document(vault)
    index = Index(vault, _pages_of)
    index.catch_up()
    index.search(words)
    assert index.search('"bone" (marrow*')[0].title == "Marrow report"
    index.close()


def test_the_index_catches_up_from_where_it_was(vault: Vault) -> None:
    index = Index(vault, _pages_of)
    index.catch_up()
    index.close()
    _with_document(vault)
    asked: list[str] = []

    def pages_of(file_id: str) -> Sequence[str]:
        asked.append(file_id)
        return PAGES[file_id]

    index = Index(vault, pages_of)
    assert index.search("spindle") == []
    index.catch_up()
    assert index.search("spindle")
    with vault.write() as session:
        store.save(session, MEDICATIONS, {"name": "Cetirizine"})
    index.catch_up()
    assert index.search("cetir")
    assert asked == ["text-1"]
    index.close()


def test_an_index_that_saw_a_vault_that_never_was_is_built_anew(vault: Vault) -> None:
    with vault.write() as session:
        store.save(session, MEDICATIONS, {"name": "Cetirizine"})
    index = Index(vault, _pages_of)
    index.catch_up()
    with (
        vault.write() as session
    ):  # what restoring an older copy does: the row, its history and the count of changes are gone
        session.execute(text("DELETE FROM medications"))
        session.execute(text("DELETE FROM history"))
        store.save(session, MEDICATIONS, {"name": "Famotidine"})
    index.catch_up()
    assert index.search("cetir") == []
    assert index.search("famot")
    index.close()


def test_many_matches_are_cut_and_still_answered(vault: Vault) -> None:
    with vault.write() as session:
        for number in range(2_100):
            store.save(session, MEDICATIONS, {"name": f"Tablet {number}"})
    index = Index(vault, _pages_of)
    index.catch_up()
    assert len(index.search("tab", limit=20)) == 20
    index.close()


def test_what_records_say_is_found_in_the_language_in_use(vault: Vault) -> None:
    index = Index(vault, lambda _file: ("Seite eins",))
    with vault.write() as session:
        record_id = store.save(session, MEDICATIONS, {"name": "Cetirizine", "started_on": PartialDate(2026, 3)})
        gone = store.save(session, MEDICATIONS, {"name": "Old", "started_on": PartialDate(2026, 3)})
        document = values_for(DOCUMENTS) | {"text_file_id": "a" * 32, "document_date": PartialDate(2026, 3)}
        document_id = store.save(session, DOCUMENTS, document)
        store.trash(session, MEDICATIONS, gone)
    index.catch_up()
    assert {hit.record_id for hit in index.search("march 2026")} == {record_id, document_id}
    language.use("de")
    try:
        index.catch_up()
        assert {hit.record_id for hit in index.search("märz 2026")} == {record_id, document_id}
        assert index.search("march") == []
        assert [(hit.record_id, hit.page) for hit in index.search("seite eins")] == [(document_id, 1)]
    finally:
        language.use("en")
    index.catch_up()
    assert {hit.record_id for hit in index.search("march 2026")} == {record_id, document_id}
    index.close()
