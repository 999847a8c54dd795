"""A name that points to an entry of the care team: it reads as the name, follows it, and is never lost."""

import copy
import json
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ism_desktop.records import erasing, history, linked_names, search, store, typed_names
from ism_desktop.records.columns import NAME, NameColumn
from ism_desktop.records.kind import Input
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.values import LinkedName, PartialDate
from ism_desktop.records.values.plain import for_programs, from_json, to_json
from ism_desktop.vault import Vault
from tests.rounds import rounds

NAME_TEXTS = st.text(min_size=1, max_size=20) | st.sampled_from(
    ['{"id":"', '{"id":"x","name":"y"', "[1]", "Dr {Okafor}"]
)


def member(vault: Vault, name: str = "Dr Okafor", **values: object) -> str:
    with vault.write() as session:
        return store.save(session, CARE_TEAM, {"name": name, **values})


def medication(vault: Vault, prescriber: str) -> str:
    with vault.write() as session:
        return store.save(session, MEDICATIONS, {"name": "Cetirizine", "prescriber": prescriber})


def prescriber(vault: Vault, record_id: str) -> object:
    with vault.read() as session:
        return store.get(session, MEDICATIONS, record_id).values["prescriber"]


@settings(max_examples=rounds(30, 500), deadline=None)
@given(name=NAME_TEXTS, linked=st.booleans())
def test_a_name_comes_back_from_every_form_in_which_it_is_kept(name: str, linked: bool) -> None:
    value = LinkedName(name, "0" * 32) if linked else name
    column = NameColumn()
    assert column.process_result_value(column.process_bind_param(value, None), None) == value  # pyright: ignore[reportArgumentType]
    assert from_json(json.loads(json.dumps(to_json(value)))) == value
    assert NAME.fits(NAME.to_plain(value))
    assert copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value
    assert for_programs(value) == str(value) == name
    assert (value == name) is not linked


def test_a_linked_name_follows_the_entry_and_stays_as_words_when_that_is_deleted(vault: Vault) -> None:
    okafor = member(vault)
    taken = medication(vault, LinkedName("as it was called long ago", okafor))
    assert prescriber(vault, taken) == LinkedName("Dr Okafor", okafor)
    with vault.write() as session:
        store.save(session, CARE_TEAM, {"name": "Dr Imani Okafor"}, record_id=okafor)
    assert prescriber(vault, taken) == LinkedName("Dr Imani Okafor", okafor)
    with vault.read() as session:
        assert len(history.versions(session, MEDICATIONS, taken)) == 1, "nothing about the medication was changed"
    index = search.Index(vault, lambda _: ())
    index.catch_up()
    assert [hit.record_id for hit in index.search("imani") if hit.kind == "medications"] == [taken]
    index.close()
    with vault.write() as session:
        store.trash(session, CARE_TEAM, okafor)
        erasing.erase(session, CARE_TEAM, [okafor])
    assert prescriber(vault, taken) == "Dr Imani Okafor"
    with vault.write() as session:
        assert not linked_names.pointing_to(session, CARE_TEAM, okafor)
        store.save(session, MEDICATIONS, {"prescriber": LinkedName("Dr Imani Okafor", okafor)}, record_id=taken)
    assert prescriber(vault, taken) == "Dr Imani Okafor"


def test_every_doctor_pharmacy_and_place_that_can_be_typed_can_be_chosen(vault: Vault) -> None:
    named = {(kind.name, field.name) for kind, field in linked_names.fields_pointing_to(CARE_TEAM, Input.NAME)}
    for wanted in (
        ("medications", "prescriber"),
        ("medications", "pharmacy"),
        ("adrenaline_devices", "prescriber"),
        ("reports", "by_whom"),
        ("questions", "answered_by"),
        ("emergency_card", "do_not_give_by"),
        ("triggers", "confirmed_by"),
        ("test_results", "lab"),
    ):
        assert wanted in named
    del vault


def test_names_typed_all_over_the_record_are_gathered_and_linked(vault: Vault) -> None:
    okafor = member(vault)
    taken = [medication(vault, name) for name in ("Dr Okafor", "dr okafor", "Dr Sorel")]
    with vault.write() as session:
        report = {"title": "Marrow", "by_whom": "Dr Okafor", "confirmed_by": "Dr Okafor", "type": "marrow"}
        store.save(session, BY_NAME["reports"], {name: report[name] for name in ("title", "by_whom", "confirmed_by")})
    with vault.read() as session:
        first, second = typed_names.gathered(session)
    assert (first.meant, len(first.places), second.name, second.meant) == (okafor, 4, "Dr Sorel", "")
    assert typed_names.counted(first.places) == {"medications": 2, "reports": 1}
    with vault.write() as session:
        assert typed_names.link(session, [(first, okafor)]) == 4
    assert prescriber(vault, taken[1]) == LinkedName("Dr Okafor", okafor)
    with vault.read() as session:
        assert [typed.name for typed in typed_names.gathered(session)] == ["Dr Sorel"]
        assert history.versions(session, MEDICATIONS, taken[1])[0].former == {"prescriber": "dr okafor"}


def test_names_typed_beside_a_reference_are_gathered_and_become_one(vault: Vault) -> None:
    okafor, sorel = member(vault), member(vault, "Dr Sorel")
    with vault.write() as session:
        visits = BY_NAME["appointments"]
        values = {"purpose": "Visit", "on_date": PartialDate(2026, 5), "with_whom": "Dr Okafor"}
        visit = store.save(session, visits, values)
        store.save(session, visits, {**values, "with_member": sorel})
    with vault.write() as session:
        (typed,) = typed_names.gathered(session)
        assert [place[1] for place in typed.places] == [visit], "who is chosen already is meant"
        assert typed_names.link(session, [(typed, okafor)]) == 1
    with vault.read() as session:
        found = store.get(session, visits, visit).values
    assert (found["with_member"], found["with_whom"]) == (okafor, None)


def test_what_is_no_linked_name_is_refused() -> None:
    for wrong in ({"id": "x"}, {"id": "x", "name": 1}, ["x"], {"id": "", "name": "x"}):
        with pytest.raises((TypeError, ValueError)):
            LinkedName.from_plain(wrong)
