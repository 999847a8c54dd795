"""What happened on a day: medicine started, stopped and changed, reactions and procedures, each from its record."""

from ism_desktop.records import dated_events, store
from ism_desktop.records.kinds.clinic_scores import CLINIC_SCORES
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.procedures import PROCEDURES
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.stings import STINGS
from ism_desktop.records.values import Gap, Moment, PartialDate
from ism_desktop.vault import Vault


def told(vault: Vault) -> list[tuple[str, str]]:
    with vault.read() as session:
        return [(event.on.stored, event.words) for event in dated_events.events(session)]


def day(text: str) -> PartialDate:
    return PartialDate.from_stored(text)


def test_events_stand_in_order_with_what_is_known_of_their_day(vault: Vault) -> None:
    with vault.write() as session:
        medicine = {"name": "Avapritinib", "strength": "25 mg", "started_on": day("2024-06-03")}
        store.save(session, MEDICATIONS, medicine | {"stopped_on": day("2024-11")})
        store.save(session, MEDICATIONS, {"name": "Paracetamol", "started_on": Gap.UNKNOWN})
        store.save(session, REACTIONS, {"substance": "Wasp sting", "happened_on": day("2016")})
        store.save(session, REACTIONS, {"substance": "Iodine", "type": "avoid", "happened_on": day("2017")})
        store.save(session, REACTIONS, {"substance": "Latex", "certainty": "cleared", "happened_on": day("2018")})
        store.save(session, PROCEDURES, {"name": "Knee", "on_date": day("2023-10-06")})
        moment = Moment.from_stored("2016-08-20T17:00[America/New_York]")
        store.save(session, STINGS, {"insect": "Wasp", "happened": moment})
        store.save(session, STINGS, {"insect": "Hornet", "happened": Gap.UNKNOWN})
        store.save(session, CLINIC_SCORES, {"instrument": "MC-QoL", "total": "38 of 100", "on_date": day("2026-04")})
        gone = store.save(session, PROCEDURES, {"name": "Another person's", "on_date": day("2022")})
        store.trash(session, PROCEDURES, gone)
    expected = [
        ("2016", "Reaction: Wasp sting"),
        ("2016-08-20", "Sting: Wasp"),
        ("2023-10-06", "Knee"),
        ("2024-06-03", "Avapritinib 25 mg started"),
        ("2024-11", "Avapritinib 25 mg stopped"),
        ("2026-04", "Clinic score: MC-QoL: 38 of 100"),
    ]
    assert told(vault) == expected


def test_changes_of_a_medication_stand_on_their_own_day_and_nothing_stands_twice(vault: Vault) -> None:
    with vault.write() as session:
        taken = store.save(session, MEDICATIONS, {"name": "Cromolyn", "started_on": day("2020-03")})
        for what, on in (
            ("started", day("2020-03")),
            ("raised", day("2021-05-03")),
            ("stopped", day("2022")),
            ("paused", Gap.UNKNOWN),
        ):
            store.save(session, MEDICATION_CHANGES, {"medication": taken, "what": what, "on_date": on})
        gone = store.save(session, MEDICATIONS, {"name": "Gone"})
        store.save(session, MEDICATION_CHANGES, {"medication": gone, "what": "raised", "on_date": day("2021")})
        store.trash(session, MEDICATIONS, gone)
    assert told(vault) == [
        ("2020-03", "Cromolyn started"),
        ("2021-05-03", "Cromolyn: Raised"),
        ("2022", "Cromolyn stopped"),
    ]
    with vault.read() as session:
        assert {(event.kind, event.record_id) for event in dated_events.events(session)} == {("medications", taken)}
