"""The care team: practices that people share, visits, merging, the point person, and who manages what."""

from datetime import date

import pytest

from ism_desktop.errors import InvalidRecord
from ism_desktop.records import care_team, history, links, merging, point_person, store, who_manages
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.care_topics import CARE_TOPICS, INVOLVED, LEADS, OWN, TOPICS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.values import LinkedName, PartialDate, Rows
from ism_desktop.vault import Vault
from tests.records.samples import values_for

TODAY = date(2026, 5, 3)


def save(vault: Vault, kind: str, **values: object) -> str:
    with vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def test_people_share_a_practice_and_their_visits_are_found(vault: Vault) -> None:
    practice = save(
        vault, "care_team", name="Mill Street", sort="practice", phone="+1 555 1", fax="+1 555 2", hours="8-12"
    )
    sorel = save(vault, "care_team", name="Dr Sorel", organisation=LinkedName("x", practice), hours="Tuesdays")
    save(vault, "care_team", name="Nurse Pell", organisation=LinkedName("x", practice), phone="+1 555 3")
    for day, status in (
        ("2026-01-05", None),
        ("2026-04-05", "done"),
        ("2026-04-20", "cancelled"),
        ("2026-06-01", None),
    ):
        when = PartialDate.from_stored(day)
        save(vault, "appointments", purpose="Follow-up", on_date=when, with_member=sorel, status=status)
    with vault.read() as session:
        found = care_team.around(session, store.get(session, CARE_TEAM, sorel), TODAY)
        at_practice = care_team.around(session, store.get(session, CARE_TEAM, practice), TODAY)
    assert found.reached == {"phone": "+1 555 1", "fax": "+1 555 2"}
    assert found.last_visit is not None
    assert found.last_visit.values["on_date"].stored == "2026-04-05"
    assert found.next_visit is not None
    assert found.next_visit.values["on_date"].stored == "2026-06-01"
    assert [each.title for each in at_practice.colleagues] == ["Dr Sorel", "Nurse Pell"]
    assert at_practice.practice is None
    assert at_practice.last_visit is None


def test_what_an_entry_is_follows_from_what_was_said_or_else_from_its_role() -> None:
    assert care_team.is_person({"sort": None, "role": "Family doctor"})
    assert not care_team.is_person({"sort": None, "role": "Pharmacy"})
    assert not care_team.is_person({"sort": "insurer", "role": None})
    assert care_team.is_person({"sort": "person", "role": "Hospital pharmacist"})


@pytest.fixture
def twice(vault: Vault) -> tuple[str, str]:
    """One doctor who was entered twice, with everything that points to the second."""
    phones = Rows.of([{"number": "+1 555 9"}])
    kept = save(vault, "care_team", name="Dr Okafor", phone="+1 555 1", more_phones=phones)
    gone = save(
        vault, "care_team", name="Imani Okafor", phone="+1 555 7", fax="+1 555 2", point_person=True,
        organisation=LinkedName("", kept), more_phones=Rows.of([{"number": "+1 555 8"}]),
    )  # fmt: skip
    save(vault, "appointments", purpose="Visit", on_date=PartialDate(2026, 1), with_member=gone)
    save(vault, "medications", name="Cetirizine", prescriber=LinkedName("x", gone), managed_by=gone)
    save(vault, "care_team", name="Callum Reed", organisation=LinkedName("x", gone))
    save(vault, "care_topics", topic="skin", who=LinkedName("x", gone), part=LEADS)
    with vault.write() as session:
        document = store.save(session, DOCUMENTS, values_for(DOCUMENTS))
        links.attach(session, CARE_TEAM, gone, document, 2)
    return kept, gone


def _everything(vault: Vault) -> dict[str, object]:
    with vault.read() as session:
        found: dict[str, object] = {
            record.id: (dict(record.values), record.deleted_at is None)
            for kind in BY_NAME.values()
            for record in (*store.list_active(session, kind), *store.list_trashed(session, kind))
        }
        for member in store.list_active(session, CARE_TEAM):
            found[f"proofs {member.id}"] = [
                (one.document_id, one.page) for one in links.proofs(session, CARE_TEAM, member.id)
            ]
    return found


def test_merging_keeps_all_links_and_is_taken_back_whole(vault: Vault, twice: tuple[str, str]) -> None:
    kept, gone = twice
    before = _everything(vault)
    with vault.write() as session:
        merged = merging.merge(session, CARE_TEAM, kept, gone)
    with vault.read() as session:
        stays = store.get(session, CARE_TEAM, kept)
        assert (stays.values["phone"], stays.values["fax"]) == ("+1 555 1", "+1 555 2")
        assert stays.values["point_person"] is True
        assert stays.values["organisation"] is None
        assert [row["number"] for row in stays.values["more_phones"].rows] == ["+1 555 9", "+1 555 8"]
        assert store.get(session, CARE_TEAM, gone).deleted_at is not None
        assert store.list_active(session, BY_NAME["appointments"])[0].values["with_member"] == kept
        (taken,) = store.list_active(session, BY_NAME["medications"])
        assert taken.values["prescriber"] == LinkedName("Dr Okafor", kept)
        assert taken.values["managed_by"] == kept
        assert store.list_active(session, CARE_TOPICS)[0].values["who"] == LinkedName("Dr Okafor", kept)
        reed = next(each for each in store.list_active(session, CARE_TEAM) if each.title == "Callum Reed")
        assert reed.values["organisation"] == LinkedName("Dr Okafor", kept)
        assert [proof.page for proof in links.proofs(session, CARE_TEAM, kept)] == [2]
        assert history.versions(session, BY_NAME["medications"], taken.id)[0].former["managed_by"] == gone
        assert merged.pointed == 5
    with vault.write() as session:
        merging.take_back(session, merged)
    assert _everything(vault) == before


def test_what_is_different_is_named_before_merging(vault: Vault, twice: tuple[str, str]) -> None:
    kept, gone = twice
    with vault.write() as session:
        two = [store.get(session, CARE_TEAM, each) for each in twice]
        assert merging.differing(*two) == ["name", "phone"]
        with pytest.raises(InvalidRecord):
            merging.merge(session, CARE_TEAM, kept, kept)
    del gone


def test_there_is_one_point_person_at_a_time_and_the_dates_are_kept(vault: Vault) -> None:
    first, second = (
        save(vault, "care_team", name="Dr Wren", point_person=True),
        save(vault, "care_team", name="Dr Okafor"),
    )
    with vault.read() as session:
        assert point_person.term_words(point_person.terms(session)[0]) == "since: not noted"
    with vault.write() as session:
        point_person.change(session, first, PartialDate(2024, 2))
        point_person.change(session, second, PartialDate(2025, 6, 1), "Dr Wren retired")
    with vault.read() as session:
        now, before = point_person.terms(session)
        assert (now.name, now.since, now.is_now) == ("Dr Okafor", PartialDate(2025, 6, 1), True)
        assert (before.name, before.since, before.until) == ("Dr Wren", PartialDate(2024, 2), PartialDate(2025, 6, 1))
        assert point_person.term_words(before) == "February 2024 to 1 June 2025 (Dr Wren retired)"
        assert [each.title for each in store.list_active(session, CARE_TEAM) if each.values["point_person"]] == [
            "Dr Okafor"
        ]
        assert point_person.line(session).startswith("Point person: Dr Okafor.")
    with vault.write() as session:
        point_person.change(session, None, PartialDate(2026, 1))
    with vault.read() as session:
        assert point_person.current(session) is None
        assert point_person.line(session) == ""
        assert [term.until for term in point_person.terms(session)] == [PartialDate(2026, 1), PartialDate(2025, 6, 1)]


def test_topics_that_nobody_looks_after_are_shown_and_parts_are_given_and_taken(vault: Vault) -> None:
    fenn = save(vault, "care_team", name="Dr Fenn", role="Dermatologist")
    with vault.read() as session:
        empty = who_manages.read(session)
    assert [topic.key for topic in empty.topics] == [choice.value for choice in TOPICS if choice.value != OWN]
    assert len(empty.uncovered) == len(empty.topics)
    assert not empty.hidden
    assert not empty.busy
    skin, eyes = (next(topic for topic in empty.topics if topic.key == key) for key in ("skin", "eyes"))
    (person,) = empty.people
    with vault.write() as session:
        who_manages.give_part(session, skin, person, LEADS)
        who_manages.give_part(session, eyes, who_manages.Person("", "The eye clinic"), INVOLVED)
        who_manages.add_topic(session, "Travel letters")
        who_manages.hide(session, next(topic for topic in empty.topics if topic.key == "pregnancy"))
        with pytest.raises(InvalidRecord):
            who_manages.add_topic(session, " travel LETTERS ")
    with vault.read() as session:
        matrix = who_manages.read(session)
    by_key = {topic.key: topic for topic in (*matrix.topics, *matrix.hidden)}
    assert matrix.names(by_key["skin"], LEADS) == ["Dr Fenn"]
    assert by_key["skin"].is_covered
    assert matrix.names(by_key["eyes"], INVOLVED) == ["The eye clinic"]
    assert not by_key["eyes"].is_covered
    assert (matrix.topics[-1].name, [topic.key for topic in matrix.hidden]) == ("Travel letters", ["pregnancy"])
    assert [person.name for person in matrix.busy] == ["Dr Fenn", "The eye clinic"]
    assert by_key["skin"].duties[0].person == fenn
    with vault.write() as session:
        own = matrix.topics[-1]
        who_manages.give_part(session, own, matrix.people[0], LEADS)
        who_manages.show(session, matrix.hidden[0])
        who_manages.give_part(session, by_key["skin"], matrix.people[0], None)
    with vault.read() as session:
        again = who_manages.read(session)
        assert again.names(again.topics[-1], LEADS) == ["Dr Fenn"]
        assert not again.hidden
        own_entries = [each for each in store.list_active(session, CARE_TOPICS) if each.values["topic"] == OWN]
        assert len(own_entries) == 1, "the topic's own entry took the name"
    with vault.write() as session:
        who_manages.give_part(session, again.topics[-1], again.people[0], None)
    with vault.read() as session:
        assert who_manages.read(session).topics[-1].name == "Travel letters"
