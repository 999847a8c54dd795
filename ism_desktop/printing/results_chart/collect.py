"""Collecting a chart of test results from the records."""

from collections.abc import Sequence
from datetime import date

from ism_desktop.language import tr
from ism_desktop.printing.results_chart.content import ChartContent, ChartPaper, make
from ism_desktop.printing.values import full_name, words
from ism_desktop.records import dated_events, point_person, store, test_values
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.vault import Session


def collect(session: Session, marks: Sequence[str]) -> ChartContent:
    """The chart of these tests with every event."""
    return make(test_values.every(session), marks, dated_events.events(session))


def collect_paper(
    session: Session, chart: ChartContent, today: date, *, log: bool = False, filtered_by: str = ""
) -> ChartPaper:
    """The paper of a chart as it would be printed today; `filtered_by` says in words which entries of the journal alone it draws."""
    person = store.the_one(session, PERSON)
    return ChartPaper(
        demo=store.is_demo(session),
        printed_on=today,
        name=full_name(person) or tr("Name NOT RECORDED"),
        birth_date=words(person, "birth_date") or tr("NOT RECORDED"),
        chart=chart,
        point_person=point_person.line(session),
        log=log,
        filtered_by=filtered_by,
    )
