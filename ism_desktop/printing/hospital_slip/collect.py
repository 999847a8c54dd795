"""Collecting the slip for the hospital: from one episode, the test results and the emergency card's details."""

from datetime import date

from ism_desktop.language import in_use, tr
from ism_desktop.library import card_text
from ism_desktop.printing.episode_report.collect import clock_of
from ism_desktop.printing.hospital_slip.content import SlipContent
from ism_desktop.printing.values import full_name, joined, words, words_or_gap
from ism_desktop.records import episodes, point_person, store, test_values
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.test_results import TRYPTASE
from ism_desktop.vault import Session

_ASKED_FOR = frozenset({"medicine", "injector_1", "injector_2", "blood_drawn"})
_RULE = ("blood_when", "blood_rule")


def collect(session: Session, record_id: str, today: date, *, demo: bool = False) -> SlipContent:
    """Collect the slip of one episode as it would be printed today. Raises RecordMissing."""
    episode = store.get(session, EPISODES, record_id)
    person = store.the_one(session, PERSON)
    tag = in_use().tag
    text = card_text.load(tag if tag in card_text.available() else card_text.ENGLISH)
    marks = dict.fromkeys(mark for line in _RULE for mark in text.lines[line].sources)
    known = episodes.times(session, record_id)
    return SlipContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        point_person=point_person.line(session),
        record_id=record_id,
        began=words(episode, "began"),
        times=tuple((clock_of(time), time.words) for time in known if time.what in _ASKED_FOR and not time.is_mistaken),
        baseline=_baseline(session),
        rule=tuple(text.text(line) for line in _RULE),
        sources=tuple(text.sources[mark] for mark in marks if mark in text.sources),
        review=text.review_status,
    )


def _baseline(session: Session) -> str:
    """The latest value that a test result calls a baseline; else what the card says. Both as they were recorded."""
    for value in test_values.every(session, holding=(TRYPTASE,)):
        if value.key == TRYPTASE and value.state == "baseline" and value.value:
            day = tr("day not recorded") if value.taken_at is None else value.taken_at.date.words
            measured = f"{value.value} {value.unit}".strip()
            return joined(measured, day, value.lab)
    details = store.the_one(session, EMERGENCY_CARD)
    if details is None or not words_or_gap(details, "tryptase"):
        return ""
    day = words_or_gap(details, "tryptase_on") or tr("day not recorded")
    return joined(words_or_gap(details, "tryptase"), day)
