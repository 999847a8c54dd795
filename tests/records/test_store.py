"""The rules of saving that belong to no single kind."""

import pytest

from ism_desktop.errors import InvalidRecord
from ism_desktop.records import history, links, printed, store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Vault
from tests.records.samples import values_for


def test_there_is_never_a_second_point_person(vault: Vault) -> None:
    with vault.write() as session:
        first = store.save(session, CARE_TEAM, {"name": "Dr Okafor", "point_person": True})
        second = store.save(session, CARE_TEAM, {"name": "Dr Lind", "point_person": True})
        points = [member.id for member in store.list_active(session, CARE_TEAM) if member.values["point_person"]]
        assert points == [second]
        assert history.versions(session, CARE_TEAM, first)[0].former == {"point_person": True}
        store.save(session, CARE_TEAM, {"point_person": True}, record_id=first)
        store.trash(session, CARE_TEAM, first)
        store.save(session, CARE_TEAM, {"point_person": True}, record_id=second)
        store.restore(session, CARE_TEAM, first)
        points = [member.id for member in store.list_active(session, CARE_TEAM) if member.values["point_person"]]
        assert points == [second]


def test_saving_what_is_there_already_changes_nothing(vault: Vault) -> None:
    with vault.write() as session:
        record_id = store.save(session, MEDICATIONS, values_for(MEDICATIONS))
    generation = vault.generation
    heard: list[frozenset[str]] = []
    vault.on_change(heard.append)
    with vault.write() as session:
        store.save(session, MEDICATIONS, values_for(MEDICATIONS), record_id=record_id)
    assert vault.generation == generation
    assert heard == []


def test_who_listens_is_told_which_kinds_changed(vault: Vault) -> None:
    heard: list[frozenset[str]] = []
    vault.on_change(heard.append)
    with vault.write() as session:
        store.save(session, PERSON, {"name": "Robin Vale"})
        store.save(session, REACTIONS, {"substance": "Wasp sting"})
    assert heard == [frozenset({"person", "reactions"})]


def test_what_fails_half_way_leaves_nothing(vault: Vault) -> None:
    with pytest.raises(InvalidRecord), vault.write() as session:
        store.save(session, PERSON, {"name": "Robin Vale"})
        store.save(session, REACTIONS, {"substance": "  "})
    with vault.read() as session:
        assert store.the_one(session, PERSON) is None


def test_only_the_named_fields_change(vault: Vault) -> None:
    with vault.write() as session:
        record_id = store.save(session, MEDICATIONS, {"name": "Cetirizine", "strength": "10 mg"})
        store.save(session, MEDICATIONS, {"strength": "20 mg"}, record_id=record_id)
        values = store.get(session, MEDICATIONS, record_id).values
    assert (values["name"], values["strength"]) == ("Cetirizine", "20 mg")


def test_none_known_is_a_statement_and_ends_with_the_first_entry(vault: Vault) -> None:
    with vault.write() as session:
        assert store.statement(session, REACTIONS) is None
        store.say_none(session, REACTIONS, Gap.NONE)
        assert store.statement(session, REACTIONS) is Gap.NONE
        store.save(session, REACTIONS, {"substance": "Wasp sting"})
        assert store.statement(session, REACTIONS) is None
        with pytest.raises(InvalidRecord):
            store.say_none(session, REACTIONS, Gap.NONE)


def test_people_are_called_in_the_order_that_was_set(vault: Vault) -> None:
    with vault.write() as session:
        ids = [
            store.save(session, EMERGENCY_CONTACTS, {"name": name, "phone": "+1 555 010 0100"})
            for name in ("Ann", "Ben", "Cas")
        ]
        store.arrange(session, EMERGENCY_CONTACTS, [ids[2], ids[0], ids[1]])
        assert [record.title for record in store.list_active(session, EMERGENCY_CONTACTS)] == ["Cas", "Ann", "Ben"]


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (ADRENALINE_DEVICES, {"product": "EpiPen", "second_dose_minutes": 0}, "second_dose_minutes"),
        (ADRENALINE_DEVICES, {"product": "EpiPen", "route": "by post"}, "route"),
        (ADRENALINE_DEVICES, {"product": "EpiPen", "expiry": "2027-05"}, "expiry"),
        (APPOINTMENTS, {"purpose": "Follow-up", "on_date": PartialDate(2027), "at_time": "25:00"}, "at_time"),
        (APPOINTMENTS, {"purpose": "Follow-up", "on_date": PartialDate(2027), "with_member": "f" * 32}, "with_member"),
        (MEDICATIONS, {"name": "Ceti\x00rizine"}, "name"),
    ],
)
def test_bad_values_are_named_field_by_field(
    vault: Vault, kind: store.Kind, values: dict[str, object], field: str
) -> None:
    with vault.write() as session, pytest.raises(InvalidRecord) as caught:
        store.save(session, kind, values)
    assert list(caught.value.fields) == [field]


def test_there_is_one_person_only(vault: Vault) -> None:
    with vault.write() as session:
        store.save(session, PERSON, {"name": "Robin Vale"})
        with pytest.raises(InvalidRecord):
            store.save(session, PERSON, {"name": "Somebody Else"})


def test_a_record_points_to_the_page_that_proves_it_and_back(vault: Vault) -> None:
    with vault.write() as session:
        document = store.save(session, DOCUMENTS, values_for(DOCUMENTS))
        person = store.save(session, PERSON, {"name": "Robin Vale"})
        link = links.attach(session, PERSON, person, document, 2, "diagnosis")
        assert links.attach(session, PERSON, person, document, 2) == link
        with pytest.raises(ValueError, match="3 pages"):
            links.attach(session, PERSON, person, document, 4)
        [proof] = links.proofs(session, PERSON, person)
        [back] = links.backlinks(session, document)
        assert (proof.page, proof.note, back.record.title, back.page) == (2, "diagnosis", "Robin Vale", 2)
        store.trash(session, DOCUMENTS, document)
        assert links.proofs(session, PERSON, person) == []
        store.restore(session, DOCUMENTS, document)
        links.detach(session, link)
        assert links.proofs(session, PERSON, person) == []


def test_printed_copies_are_numbered_and_remember_what_they_said(vault: Vault) -> None:
    with vault.write() as session:
        assert printed.latest(session, "card") is None
        assert printed.record(session, "card", {"name": "Robin"}) == 1
        assert printed.record(session, "card", {"name": "Robin Vale"}) == 2
        assert printed.record(session, "binder", {}) == 1
        newest = printed.latest(session, "card")
    assert newest is not None
    assert (newest.number, newest.content) == (2, {"name": "Robin Vale"})


def test_a_demo_vault_knows_that_it_is_one(vault: Vault) -> None:
    with vault.write() as session:
        assert not store.is_demo(session)
        store.mark_demo(session)
        assert store.is_demo(session)
