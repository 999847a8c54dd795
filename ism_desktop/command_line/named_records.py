"""The records that a person names behind a paper: tests of a chart, a request, whom a visit is with."""

from collections.abc import Sequence
from datetime import date

from ism_desktop.command_line.naming import Named, the_one
from ism_desktop.errors import CannotPrint
from ism_desktop.language import tr
from ism_desktop.printing import episode_comparison
from ism_desktop.printing.values import words
from ism_desktop.records import store, visit_times
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.records_requests import RECORDS_REQUESTS, is_waiting
from ism_desktop.vault import Session


def none(what: str) -> CannotPrint:
    """What is raised where there is nothing to choose from."""
    return CannotPrint(what, tr("Open the record in the window to write it down."))


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
            if not visit_times.is_over(visit.values, today) and visit.values["with_member"]
        ]
        if coming:
            return str(min(coming)[1])
    there = [
        Named(one.id, one.title, (words(one, "role"), words(one, "organisation")))
        for one in store.list_active(session, CARE_TEAM)
    ]
    return the_one(" ".join(names), there, none(tr("Nobody is in the care team yet."))).id


def episode(session: Session, names: Sequence[str]) -> str:
    """The episode that is named by its day; with no name the latest."""
    found = store.list_active(session, EPISODES)
    if found and not names:
        return found[0].id
    there = [Named(episode.id, episode.title, (words(episode, "began"), words(episode, "place"))) for episode in found]
    return the_one(" ".join(names), there, none(tr("There is no episode yet."))).id


def next_appointment(session: Session, today: date) -> str | None:
    """The planned appointment that comes next, today's included; None when none is planned."""
    coming = [
        (record.values["on_date"].last_day, record.values["at_time"] or "", record.id)
        for record in store.list_active(session, APPOINTMENTS)
        if not visit_times.is_over(record.values, today)
    ]
    return min(coming)[2] if coming else None


def to_compare(session: Session, names: Sequence[str]) -> list[str]:
    """The ids of the episodes that are named, each by its day; without names the newest ones. Raises CannotPrint."""
    found = episode_comparison.candidates(session)
    there = [Named(one.id, one.title, (one.when,)) for one in found]
    nothing = none(tr("There is no episode yet."))
    if not there:
        raise nothing
    ids = [the_one(name, there, nothing).id for name in names] or episode_comparison.usual(found)
    most = episode_comparison.MOST
    if len(set(ids)) > most:
        raise CannotPrint(
            tr("There is room for {most} episodes beside each other only.", most=most), tr("Name fewer of them.")
        )
    return ids
