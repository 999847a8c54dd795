"""Which questions of past visits are offered at the next one."""

from datetime import date
from typing import Any

from ism_desktop.records import fitting_questions, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Session, Vault

TODAY = date(2026, 12, 1)


def _visit(session: Session, day: PartialDate, **values: Any) -> str:
    return store.save(session, APPOINTMENTS, {"purpose": "Follow-up", "on_date": day} | values)


def test_what_was_left_open_with_a_typed_name_is_offered_with_the_same_name(vault: Vault) -> None:
    with vault.write() as session:
        past = _visit(session, PartialDate(2026, 5, 4), with_whom="Dr  Chen")
        other = _visit(session, PartialDate(2026, 5, 5), with_whom="Dr Müller")
        coming = _visit(session, PartialDate(2027, 1, 4), with_whom="dr chen")
        nobody = _visit(session, PartialDate(2027, 1, 5))
        for visit, text in ((past, "Bones?"), (other, "Skin?"), (coming, "Heart?")):
            store.save(session, QUESTIONS, {"text": text, "status": "open", "appointment": visit})

        def offered(visit: str) -> list[str]:
            found = fitting_questions.offered(session, store.get(session, APPOINTMENTS, visit), TODAY)
            return [one.values["text"] for one in found]

        assert offered(coming) == ["Bones?"]
        assert offered(nobody) == []
        assert offered(past) == []
