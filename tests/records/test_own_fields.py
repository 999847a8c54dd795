"""Fields that a person defines for documents: what documents say in them follows the field, and nothing of it is lost."""

from typing import Any

import pytest

from ism_desktop.errors import InvalidRecord
from ism_desktop.records import erasing, history, merging, own_fields, reverting, store
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.own_fields import OWN_FIELDS
from ism_desktop.records.own_fields import VALUES
from ism_desktop.records.search import Index
from ism_desktop.records.values import LinkedName, PartialDate, Rows
from ism_desktop.records.values.quantity import parse_quantity
from ism_desktop.vault import Session, Vault
from tests.records.samples import values_for

EVERY_SORT: dict[str, tuple[dict[str, Any], object, str]] = {
    "Policy number": ({"sort": "text"}, "4711-A", "4711-A"),
    "Amount": ({"sort": "number", "unit": "EUR"}, parse_quantity("12.50", "EUR"), "12.50 EUR"),
    "Approved until": ({"sort": "date"}, PartialDate(2027, 3), "March 2027"),
    "Told the pharmacy": ({"sort": "yes_no"}, False, "no"),
    "Sample": ({"sort": "list", "answers": "Hip\nSkin\nHip"}, "Skin", "Skin"),
}


def defined(session: Session) -> dict[str, own_fields.OwnField]:
    for name, (values, _, _) in EVERY_SORT.items():
        store.save(session, OWN_FIELDS, {"name": name, **values})
    return {one.name: one for one in own_fields.offered(session)}


def filled(session: Session, number: int = 1) -> str:
    """A document with a value in every field."""
    fields = {one.name: one for one in own_fields.offered(session)}
    rows = Rows.of(fields[name].row(value) or {} for name, (_, value, _) in EVERY_SORT.items())
    values = {**values_for(DOCUMENTS, number), "title": f"Paper {number}", VALUES: rows, "notes": None}
    return store.save(session, DOCUMENTS, values)


def words(session: Session, document: str) -> list[str]:
    told = shown(DOCUMENTS.field(VALUES), store.get(session, DOCUMENTS, document).values[VALUES])
    return told.split("\n") if told else []


def test_every_sort_is_kept_and_told_with_the_name_of_its_field(vault: Vault) -> None:
    with vault.write() as session:
        fields = defined(session)
        document = filled(session)
        assert words(session, document) == [f"{name}: {told}" for name, (_, _, told) in EVERY_SORT.items()]
        assert fields["Sample"].answers == ("Hip", "Skin")
        assert own_fields.number_saying(session, fields["Amount"].id) == 1
        assert own_fields.used_answers(session, fields["Policy number"].id) == ["4711-A"]


def test_no_two_fields_are_called_the_same(vault: Vault) -> None:
    with vault.write() as session:
        fields = defined(session)
        with pytest.raises(InvalidRecord, match="“Policy number” already"):
            store.save(session, OWN_FIELDS, {"name": "policy-Number "})
        amount, policy = fields["Amount"].id, fields["Policy number"].id
        with pytest.raises(InvalidRecord, match="already"):
            store.save(session, OWN_FIELDS, {"name": "Policy number"}, record_id=amount)
        store.save(session, OWN_FIELDS, {"name": "POLICY NUMBER"}, record_id=policy)
        store.trash(session, OWN_FIELDS, policy)
        store.save(session, OWN_FIELDS, {"name": "Policy number"}, record_id=amount)
        with pytest.raises(InvalidRecord, match="already"):
            store.restore(session, OWN_FIELDS, policy)


def test_a_field_that_is_renamed_is_called_so_everywhere_and_no_document_has_changed(vault: Vault) -> None:
    with vault.write() as session:
        policy = defined(session)["Policy number"]
        document = filled(session)
        before = store.get(session, DOCUMENTS, document)
        store.save(session, OWN_FIELDS, {"name": "Contract"}, record_id=policy.id)
        assert words(session, document)[0] == "Contract: 4711-A"
        assert store.get(session, DOCUMENTS, document).updated_at == before.updated_at
        assert len(history.versions(session, DOCUMENTS, document)) == 1
        # What is brought back from before is called as the field is called now.
        store.save(session, DOCUMENTS, {VALUES: None}, record_id=document)
        store.save(session, DOCUMENTS, {VALUES: before.values[VALUES]}, record_id=document)
        assert words(session, document)[0] == "Contract: 4711-A"


def test_in_the_trash_a_field_keeps_its_values_out_of_sight_and_gives_them_back(vault: Vault) -> None:
    with vault.write() as session:
        policy = defined(session)["Policy number"]
        document = filled(session)
        other = filled(session, 2)
        store.trash(session, DOCUMENTS, other)
        before = words(session, document)
        since = reverting.mark(session)
        store.trash(session, OWN_FIELDS, policy.id)
        assert words(session, document) == before[1:]
        assert ("Policy number", "4711-A") not in own_fields.said(store.get(session, DOCUMENTS, document).values)
        # The document is changed meanwhile, and one that lies in the trash comes back.
        held = store.get(session, DOCUMENTS, document).values[VALUES]
        store.save(session, DOCUMENTS, {VALUES: Rows(tuple(held.rows[:2]))}, record_id=document)
        store.restore(session, DOCUMENTS, other)
        reverting.revert(session, since, reverting.mark(session))
        assert words(session, document) == before
        store.restore(session, DOCUMENTS, other)
        assert words(session, other) == before


def test_only_deleting_for_good_deletes_what_documents_say_in_it(vault: Vault) -> None:
    with vault.write() as session:
        policy = defined(session)["Policy number"]
        document = filled(session)
        store.trash(session, OWN_FIELDS, policy.id)
        erasing.erase(session, OWN_FIELDS, [policy.id])
        held = store.get(session, DOCUMENTS, document).values[VALUES]
        assert policy.id not in {row["field"] for row in held.rows}
        assert len(held) == len(EVERY_SORT) - 1


def test_giving_values_leaves_those_of_other_fields(vault: Vault) -> None:
    with vault.write() as session:
        fields = defined(session)
        held = Rows.of([fields["Policy number"].row("1") or {}, fields["Sample"].row("Hip") or {}])
        given = Rows.of([fields["Sample"].row("Skin") or {}])
    both = own_fields.with_values(held, given)
    assert both is not None
    assert [own_fields.words_of(row) for row in both.rows] == ["1", "Skin"]
    assert own_fields.with_values(None, given) == given
    assert own_fields.with_values(held, None) == held


def test_they_are_found_by_their_words_and_by_the_name_of_the_field(vault: Vault) -> None:
    with vault.write() as session:
        fields = defined(session)
        filled(session)
        second = store.save(session, DOCUMENTS, {**values_for(DOCUMENTS, 2), "title": "Paper 2", VALUES: None})
        store.save(session, DOCUMENTS, {"notes": "policy number 9999"}, record_id=second)
    index = Index(vault, lambda _file: [])

    def found(typed: str) -> set[str]:
        index.catch_up()
        return {hit.title for hit in index.search(typed)}

    assert found("4711") == {"Paper 1"}
    for typed in (
        "policynumber:4711",
        'Policynumber:"4711-a"',
        '"policy number":4711',
        "approveduntil:2027",
        "sample:sk",
    ):
        assert found(typed) == {"Paper 1"}, typed
    assert not found("policynumber:9999"), "that stands in the notes"
    assert not found("sample:hip")
    assert found("-sample:skin kind:documents") == {"Paper 2"}
    assert found("unknown:4711") == set(), "no such field: looked for as it stands"
    assert not index.asked("policynumber:").terms, "its value is still to be typed"
    assert all(one.what != "own" for one in index.narrowings("paper"))
    with vault.write() as session:
        store.save(session, OWN_FIELDS, {"name": "Contract"}, record_id=fields["Policy number"].id)
    assert found("contract:4711") == {"Paper 1"}
    with vault.write() as session:
        store.trash(session, OWN_FIELDS, fields["Policy number"].id)
    assert not found("4711")
    index.close()


def test_somebody_of_the_care_team_is_followed_merged_and_let_go(vault: Vault) -> None:
    def said(session: Session) -> tuple[list[tuple[str, str]], object]:
        values = store.get(session, DOCUMENTS, document).values
        return own_fields.said(values), field.value(values[VALUES].rows[0])

    with vault.write() as session:
        chen = store.save(session, CARE_TEAM, {"name": "Dr Chen"})
        other = store.save(session, CARE_TEAM, {"name": "Doctor Chen"})
        store.save(session, OWN_FIELDS, {"name": "Signed by", "sort": "person"})
        (field,) = own_fields.offered(session)
        rows = Rows.of([field.row(LinkedName("Chen", chen)) or {}])
        document = store.save(session, DOCUMENTS, {**values_for(DOCUMENTS, 1), VALUES: rows})
        assert said(session) == ([("Signed by", "Dr Chen")], LinkedName("Dr Chen", chen))
        store.save(session, CARE_TEAM, {"name": "Dr Ada Chen"}, record_id=chen)
        assert said(session)[0] == [("Signed by", "Dr Ada Chen")]
        merged = merging.merge(session, CARE_TEAM, other, chen)
        assert said(session) == ([("Signed by", "Doctor Chen")], LinkedName("Doctor Chen", other))
        assert merged.pointed == 1
    with vault.write() as session:
        reverting.revert(session, merged.since, merged.until)
        assert said(session) == ([("Signed by", "Dr Ada Chen")], LinkedName("Dr Ada Chen", chen))
        store.trash(session, CARE_TEAM, chen)
        erasing.erase(session, CARE_TEAM, [chen])
        assert said(session) == ([("Signed by", "Dr Ada Chen")], "Dr Ada Chen")
        assert field.row("A locum") == {"field": field.id, "name": "Signed by", "text": "A locum"}
