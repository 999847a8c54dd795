"""What a question is about, in words and with the way there: a record, a chart, a day, a page of the guide, a paper.

Pages answer what they show (`Page.subject`); here it is decided what that is called, and where it leads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.library import guide as guides
from ism_desktop.library import lab_tests
from ism_desktop.library.guide import COMMON, GLOSSARY, Guide
from ism_desktop.records import links, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.subject import CHART, DAY, WHOLE, Subject, marks_of
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.vault import Session

_GUIDE, _JOURNAL = "guide", "journal"
_LONGEST = 90  # letters of a title: more is for the place it leads to

WHOLES: Mapping[str, tuple[LazyText, str]] = {
    "emergency_card": (tr_lazy("Emergency card"), "mdi6.card-account-details-outline"),
    "injectors": (tr_lazy("My injectors"), "mdi6.needle"),
    "diagnosis": (tr_lazy("Diagnosis"), "mdi6.ribbon"),
    "binder": (tr_lazy("Binder"), "mdi6.book-open-page-variant-outline"),
}
"""The pages that show one thing as a whole: its name, and its icon."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A subject as a person reads it."""

    subject: Subject
    title: str
    icon: str

    @property
    def short(self) -> str:
        """The title, cut where it is long."""
        return self.title if len(self.title) <= _LONGEST else f"{self.title[:_LONGEST].rsplit(None, 1)[0]} …"


def of_question(session: Session, question: Record) -> Titled | None:
    """What a question is about; None for none, and for what is not there any more."""
    place, key = (str(question.values[name] or "") for name in ("about_kind", "about_id"))
    if not place or not key:
        return None
    attached = links.proofs(session, QUESTIONS, question.id) if place == DOCUMENTS.name else []
    page = next((proof.page for proof in attached if proof.document_id == key and proof.page), None)
    return titled(session, Subject(place, key, page))


def titled(session: Session, subject: Subject) -> Titled | None:
    """What it is called. None for what is not there any more, what lies in the trash, and for a question: one is about no other."""
    place, key, page = subject
    if key == WHOLE:
        found = WHOLES.get(place)
        return None if found is None else Titled(subject, str(found[0]), found[1])
    if key.startswith(CHART):
        return Titled(subject, _chart_words(place, marks_of(key)), "mdi6.chart-timeline-variant")
    if key.startswith(DAY):
        return Titled(subject, _day_words(key), "mdi6.calendar-outline")
    if place == _GUIDE:
        words = _guide_words(guides.load(), key)
        return None if words is None else Titled(subject, words, "mdi6.school-outline")
    kind = BY_NAME.get(place)
    record = None if kind is None or kind is QUESTIONS else store.find(session, kind, key)
    if record is None or record.deleted_at is not None:
        return None
    title = tr("{title}, page {page}", title=record.title, page=page) if page else record.title
    return Titled(subject, title, record.kind.icon)


def _chart_words(place: str, marks: list[str]) -> str:
    if place == _JOURNAL:
        return tr("Chart of the journal")
    known = lab_tests.load().tests
    names = [known[mark].name if mark in known else mark for mark in marks]
    return tr("{tests} over time", tests=", ".join(names)) if names else tr("Test results over time")


def _day_words(key: str) -> str:
    try:
        day = date.fromisoformat(key.removeprefix(DAY))
    except ValueError:
        return tr("Journal")
    return tr("Journal, {day}", day=PartialDate.from_date(day).words)


def _guide_words(guide: Guide, key: str) -> str | None:
    """A page by its title, a statement by its words."""
    if key in guide.keys:
        return tr("Guide: {page}", page=guide.title_of(key))
    page, statement = key.partition(".")[0], guide.statement(key)
    if statement is None:
        return None
    if page == GLOSSARY:
        return tr("Guide: {page}", page=next(term.term for term in guide.glossary if term.meaning is statement))
    if page == COMMON:
        return tr("Guide: {page}", page=next(one.question for one in guide.common if one.answer is statement))
    return tr("Guide: {page} – {statement}", page=guide.title_of(page), statement=statement.text)


def lead_to(workspace: Workspace, subject: Subject) -> None:
    """Show it where it was seen."""
    workspace.show_page(subject.place, None if subject.key == WHOLE else subject.key, subject.page)
