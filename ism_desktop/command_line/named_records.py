"""The records that a person names behind a paper: tests of a chart, a request, whom a visit is with."""

from collections.abc import Sequence
from datetime import date

from ism_desktop.command_line.naming import Named, the_one
from ism_desktop.errors import CannotPrint
from ism_desktop.language import tr
from ism_desktop.library import lab_tests
from ism_desktop.printing.values import words
from ism_desktop.records import store, test_values
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.records_requests import RECORDS_REQUESTS, is_waiting
from ism_desktop.vault import Session


def none(what: str) -> CannotPrint:
    """What is raised where there is nothing to choose from."""
    return CannotPrint(what, tr("Open the record in the window to write it down."))


def tests(session: Session, names: Sequence[str]) -> list[str]:
    """The tests that are named: each by its name, or several in one word with commas between them."""
    called: dict[str, Named] = {}
    for value in test_values.every(session):
        mark = lab_tests.mark(value.key, value.test)
        known = lab_tests.load().tests.get(value.key)
        others = (value.test, *(known.aliases if known is not None else ()))
        called.setdefault(mark, Named(mark, value.test if known is None else known.name, others))
    there = list(called.values())
    found: list[str] = []
    for name in names or ("",):
        is_one = lab_tests.plain(name) in {lab_tests.plain(one) for test in there for one in (test.title, *test.others)}
        parts = [name] if is_one or "," not in name else [part for part in name.split(",") if part.strip()]
        found += [the_one(part.strip(), there, none(tr("There are no test results yet."))).id for part in parts or [""]]
    return list(dict.fromkeys(found))


def request(session: Session, names: Sequence[str]) -> str:
    """The id of the records request that is named by whom was asked; without a name the only one that is waited for."""
    there = [
        Named(one.id, one.title, (words(one, "asked"), words(one, "asked_on")), not is_waiting(one.values))
        for one in store.list_active(session, RECORDS_REQUESTS)
    ]
    return the_one(" ".join(names), there, none(tr("There is no records request yet."))).id


def provider(session: Session, names: Sequence[str], today: date) -> str:
    """The id of whom in the care team a visit is with; without a name whoever the next appointment is with."""
    if not names:
        coming = [
            (visit.values["on_date"].last_day, visit.values["with_member"])
            for visit in store.list_active(session, APPOINTMENTS)
            if visit.values["status"] in {None, "planned"}
            and visit.values["on_date"].last_day >= today
            and visit.values["with_member"]
        ]
        if coming:
            return str(min(coming)[1])
    there = [
        Named(one.id, one.title, (words(one, "role"), words(one, "organisation")))
        for one in store.list_active(session, CARE_TEAM)
    ]
    return the_one(" ".join(names), there, none(tr("Nobody is in the care team yet."))).id
