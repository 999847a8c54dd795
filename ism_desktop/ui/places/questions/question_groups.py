"""How the questions page sorts questions into groups and lets through only those that a person wants to see. No widgets here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.records import question_lists
from ism_desktop.records.folding import folded
from ism_desktop.records.store import Record
from ism_desktop.ui.care_kit.visits import Visit

NO_VISIT = "none"

# What the filter offers: a name, its words, and the statuses that it lets through (None stands for a status never set).
FILTERS: tuple[tuple[str, LazyText, frozenset[str | None] | None], ...] = (
    ("all", tr_lazy("All"), None),
    ("to_ask", tr_lazy("To ask"), frozenset({None, "open", "carry_on"})),
    ("asked", tr_lazy("Asked, no answer yet"), frozenset({"asked"})),
    ("answered", tr_lazy("Answered"), frozenset({"answered"})),
)

_STATUS_HEADINGS = {
    "open": tr_lazy("To ask"),
    "asked": tr_lazy("Asked"),
    "answered": tr_lazy("Answered"),
    "carry_on": tr_lazy("Ask again"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the questions under it; `visit` when they are all for one appointment."""

    key: str
    words: str
    detail: str
    visit: Visit | None
    questions: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown. `staying` maps questions that are open to their group: they do not jump away while they are edited."""

    filter: str
    words: str
    by_status: bool
    staying: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Marks:
    """What holds of whole groups, however few of their questions are shown: which matter most, and which groups can be printed."""

    important: frozenset[str]
    printable: frozenset[str]

    @classmethod
    def of(cls, questions: Sequence[Record], visits: Sequence[Visit]) -> "Marks":
        """The marks of all lists, each in its own order."""
        lists = question_lists.by_list(questions, {visit.id for visit in visits})
        important = frozenset[str]().union(*(question_lists.most_important(own) for own in lists.values()))
        # The paper without a visit has only what is still to be asked.
        printable = {
            NO_VISIT if visit is None else visit
            for visit, own in lists.items()
            if visit is not None or any(question_lists.is_to_ask(question) for question in own)
        }
        return cls(important, frozenset(printable))


def grouped(questions: Sequence[Record], visits: Sequence[Visit], wanted: Wanted) -> list[Group]:
    """The groups that are not empty, in order."""
    seen = [question for question in questions if question.id in wanted.staying or fits(question, wanted)]
    return list(_by_status(seen, wanted) if wanted.by_status else _by_visit(seen, visits))


def fits(question: Record, wanted: Wanted) -> bool:
    """Whether the filter and the search let a question through."""
    statuses = next((statuses for name, _, statuses in FILTERS if name == wanted.filter), None)
    if statuses is not None and question.values["status"] not in statuses:
        return False
    said = " ".join(str(question.values[name] or "") for name in ("text", "answer", "answered_by", "specialist"))
    return all(word in folded(said) for word in folded(wanted.words).split())


def _by_visit(questions: Sequence[Record], visits: Sequence[Visit]) -> Iterable[Group]:
    known = {visit.id for visit in visits}
    free = tuple(question for question in questions if question.values["appointment"] not in known)
    if free:
        yield Group(NO_VISIT, tr("For no appointment yet"), tr("Open one to choose its appointment."), None, free)
    coming = [visit for visit in visits if not visit.is_past]
    past = [visit for visit in reversed(visits) if visit.is_past]
    for visit in (*coming, *past):
        own = tuple(question for question in questions if question.values["appointment"] == visit.id)
        if own:
            yield Group(
                visit.id, visit.purpose, " · ".join(filter(None, (visit.when_words, visit.with_name))), visit, own
            )


def _by_status(questions: Sequence[Record], wanted: Wanted) -> Iterable[Group]:
    for status, words in _STATUS_HEADINGS.items():
        own = tuple(
            question
            for question in questions
            if wanted.staying.get(question.id, question.values["status"] or "open") == status
        )
        if own:
            yield Group(status, str(words), "", None, own)
