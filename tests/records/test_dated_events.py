"""What happened on a day: medicine started, stopped and changed, reactions and procedures, each from its record."""

from ism_desktop.records import dated_events, store
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.procedures import PROCEDURES
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.table import FormerValues
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Vault


def told(vault: Vault) -> list[tuple[str, str]]:
    with vault.read() as session:
        return [(event.on.stored, event.words) for event in dated_events.events(session)]


def day(text: str) -> PartialDate:
    return PartialDate.from_stored(text)


def test_events_stand_in_order_with_what_is_known_of_their_day(vault: Vault) -> None:
    with vault.write() as session:
        medicine = {"name": "Avapritinib", "strength": "25 mg", "started_on": day("2024-06-03")}
        taken = store.save(session, MEDICATIONS, medicine | {"stopped_on": day("2024-11")})
        store.save(session, MEDICATIONS, {"name": "Paracetamol", "started_on": Gap.UNKNOWN})
        store.save(session, REACTIONS, {"substance": "Wasp sting", "happened_on": day("2016")})
        store.save(session, REACTIONS, {"substance": "Iodine", "type": "avoid", "happened_on": day("2017")})
        store.save(session, REACTIONS, {"substance": "Latex", "certainty": "cleared", "happened_on": day("2018")})
        store.save(session, PROCEDURES, {"name": "Knee", "on_date": day("2023-10-06")})
        gone = store.save(session, PROCEDURES, {"name": "Another person's", "on_date": day("2022")})
        store.trash(session, PROCEDURES, gone)
    expected = [
        ("2016", "Reaction: Wasp sting"),
        ("2023-10-06", "Knee"),
        ("2024-06-03", "Avapritinib 25 mg started"),
        ("2024-11", "Avapritinib 25 mg stopped"),
    ]
    assert told(vault) == expected
    with vault.write() as session:
        store.save(session, MEDICATIONS, {"strength": "50 mg"}, record_id=taken)
        store.save(session, MEDICATIONS, {"notes": "With food"}, record_id=taken)
    assert ("2024-06-03", "Avapritinib 50 mg started") in told(vault)
    assert len(told(vault)) == 4, "what is changed on the day it was written down completes the entry"
    with vault.write() as session:  # as if it had been changed later
        for row in session.query(FormerValues).filter_by(record_id=taken, action="changed"):
            row.at = (
                "2030-02-01T12:00:00.000000+00:00" if "strength" in row.former else "2031-02-01T12:00:00.000000+00:00"
            )
    assert [event for event in told(vault) if event[0] > "2025"] == [("2030-02-01", "Avapritinib 50 mg: entry changed")]
