"""The ledger of what left the vault unencrypted: papers, copies of documents, exports. It is part of the record and never shortened.

It keeps keys (`what`, and that something was printed), so that it is told in the language in use. Only names stand in it as they were.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.language import LazyText, tr, tr_lazy, tr_n
from ism_desktop.records import authors, printed, store
from ism_desktop.records.table import Departure

NAME = "departures"  # what listeners of the vault are told has changed

# The kinds of things that leave.
CARD = "card"
QUESTIONS = "questions"
BINDER = "binder"
DIAGNOSIS = "diagnosis"
MEDICATIONS = "medications"
REFILLS = "refills"
MEDICATION_CALENDAR = "med_calendar"
PROCEDURE_PLAN = "procedure_plan"
RESULTS_CHART = "results_chart"
EPISODE_REPORT = "episode_report"
HOSPITAL_SLIP = "hospital_slip"
EPISODE_COMPARISON = "comparison"
TRIGGERS = "triggers"
WHO_MANAGES = "who_manages"
CONTACT_CARDS = "contact_cards"
CALENDAR = "calendar"
REQUEST_LETTER = "request_letter"
VISIT_BRIEF = "visit_brief"
JOURNAL_SUMMARY = "journal_summary"
JOURNAL_CHART = "journal_chart"
JOURNAL_SHEET = "journal_sheet"
JOURNAL_TABLE = "journal_table"
DAY_COUNT = "day_count"
EVIDENCE = "evidence"
GUIDE = "guide"
ABOUT_ME = "about_me"
DOCUMENT = "document"
EXPORT = "export"
RECOVERY_SHEET = "recovery_sheet"
SEPARATOR_SHEET = "separator_sheet"
PAPER_LABELS = "paper_labels"
MONEY_TOTALS = "money_totals"
MONEY_TABLE = "money_table"
APPEAL = "appeal"
INSURANCE_CARD = "insurance_card"

_CALLED: Mapping[str, LazyText] = {
    EXPORT: tr_lazy("Everything, as an export that is not encrypted"),
    RECOVERY_SHEET: tr_lazy("Recovery sheet"),
    SEPARATOR_SHEET: tr_lazy("Separator sheet"),
    PAPER_LABELS: tr_lazy("Labels for papers"),
    DIAGNOSIS: tr_lazy("Diagnosis on one page"),
    MEDICATIONS: tr_lazy("Medication list"),
    REFILLS: tr_lazy("Refill sheet"),
    MEDICATION_CALENDAR: tr_lazy("Calendar of a taper or cycle"),
    TRIGGERS: tr_lazy("My triggers"),
    WHO_MANAGES: tr_lazy("Who manages what"),
    CONTACT_CARDS: tr_lazy("Contact cards of the care team, not encrypted"),
    CALENDAR: tr_lazy("Appointments for a calendar, not encrypted"),
    JOURNAL_SUMMARY: tr_lazy("Summary of the journal"),
    JOURNAL_CHART: tr_lazy("Journal over time"),
    JOURNAL_SHEET: tr_lazy("Sheet to fill in by hand"),
    JOURNAL_TABLE: tr_lazy("The journal as a table, not encrypted"),
    DAY_COUNT: tr_lazy("Counted days"),
    REQUEST_LETTER: tr_lazy("Records request"),
    VISIT_BRIEF: tr_lazy("Visit brief"),
    EVIDENCE: tr_lazy("Research papers on one page"),
    EPISODE_COMPARISON: tr_lazy("Past episodes side by side"),
    RESULTS_CHART: tr_lazy("Test results over time"),
    GUIDE: tr_lazy("Guide to the condition"),
    ABOUT_ME: tr_lazy("About me and my ISM"),
    MONEY_TOTALS: tr_lazy("Totals of bills and payments"),
    INSURANCE_CARD: tr_lazy("Insurance card"),
    APPEAL: tr_lazy("Appeal against a decision"),
    MONEY_TABLE: tr_lazy("Bills and payments as a table, not encrypted"),
}

# What stands before the printer's name, in the column that else holds a path.
_PRINTED = "printer"


@dataclass(frozen=True, slots=True)
class Left:
    """One entry: what left, its title, where it went (see `printer`, or a file or folder as a person would find it), and the moment in UTC.

    `size` is in bytes, 0 where it is not known (a printer); `sha256` is of the one file, or of an export's manifest.
    """

    id: str
    at: str
    author: str
    what: str
    title: str
    place: str
    files: int
    size: int
    sha256: str | None

    @property
    def called(self) -> str:
        """What left, in the language in use."""
        return called(self.what, self.title)

    @property
    def printer(self) -> str | None:
        """The name of the printer, empty where the system told none; None for what was saved."""
        return printer_in(self.place)


def called(what: str, title: str) -> str:
    """What left, in the language in use; `title` gives the number of a card and of a binder's pages, and the name of a document."""
    number = re.search(r"\d+", title)
    if what in _CALLED:
        return str(_CALLED[what])
    if what == CARD and number is not None:
        return tr("Emergency card {number}", number=number[0])
    if what == BINDER and number is not None:
        return tr_n("Binder, {number} page", "Binder, {number} pages", int(number[0]))
    return title


def printer_in(place: str) -> str | None:
    """The name of the printer in what was written down as a place; None for a file or folder."""
    return place.removeprefix(_PRINTED).strip() if place == _PRINTED or place.startswith(f"{_PRINTED} ") else None


def record(
    session: Session,
    what: str,
    title: str,
    place: str,
    *,
    files: int = 1,
    size: int = 0,
    sha256: str | None = None,
    author: str | None = None,
) -> str:
    """Write down that something left the vault; by whoever opened it, unless another `author` is named. Returns the entry's id."""
    row = Departure(
        at=store.now(),
        author=author or authors.of(session),
        what=what,
        title=_kept(title),
        place=_kept(place),
        files=files,
        size=size,
        sha256=sha256,
    )
    session.add(row)
    session.info["changed"].add(NAME)
    session.flush()
    return row.id


def record_paper(
    session: Session,
    paper: str,
    title: str,
    place: str,
    *,
    content: Mapping[str, Any],
    size: int = 0,
    sha256: str | None = None,
) -> int:
    """Write down that a paper ("card", "questions", "binder") was printed or saved: what it said, and that it left. Returns its number."""
    number = printed.record(session, paper, content)
    record(session, paper, title, place, size=size, sha256=sha256)
    return number


def printer(name: str) -> str:
    """How the place of what was printed is written down. Some systems do not tell the printer's name."""
    return f"{_PRINTED} {name}".rstrip()


def _kept(words: str) -> str:
    """The words without what a database cannot keep: the path of a file may hold bytes that are no letters."""
    return words.encode("utf-8", "replace").decode().replace("\x00", "")


def entries(session: Session) -> Sequence[Left]:
    """Everything that left, the latest first."""
    rows = session.scalars(select(Departure).order_by(Departure.at.desc(), Departure.id))
    return [
        Left(row.id, row.at, row.author, row.what, row.title, row.place, row.files, row.size, row.sha256)
        for row in rows
    ]
