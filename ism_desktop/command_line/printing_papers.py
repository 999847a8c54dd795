"""Draws a paper into a file, and writes down in the vault that it left."""

import contextlib
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from ism_desktop.command_line import named_records
from ism_desktop.command_line.asked_days import month_of, period_of
from ism_desktop.command_line.asked_publications import on_one_page, which_of
from ism_desktop.command_line.drawn_paper import Drawn, paper_written, unprinted
from ism_desktop.command_line.named_tests import named_tests
from ism_desktop.command_line.naming import Named, the_one
from ism_desktop.command_line.printing_guide import ABOUT_ME, GUIDE, booklet, letter
from ism_desktop.command_line.printing_labels import ALL_NUMBERS, LABELS, WantedLabels, labels
from ism_desktop.errors import CannotPrint
from ism_desktop.language import tr, tr_n
from ism_desktop.printing import (
    about_me,
    binder,
    diagnosis_page,
    emergency_card,
    episode_comparison,
    episode_report,
    guide_booklet,
    hospital_slip,
    journal_sheet,
    journal_summary,
    medication_calendar,
    medication_list,
    paper_labels,
    procedure_plan,
    publication_list,
    question_list,
    refill_sheet,
    request_letter,
    results_chart,
    trigger_list,
    visit_brief,
    who_manages,
)
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.values import words
from ism_desktop.progress import Progress
from ism_desktop.records import disclosures, paper_numbers, printed, store
from ism_desktop.records.kinds.medication_plans import MEDICATION_PLANS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.procedure_plans import PROCEDURE_PLANS, REPLACED
from ism_desktop.vault import Vault, chosen_file
from ism_desktop.vault.tally import of_written
from ism_desktop.worker import Workers

CHART, CALENDAR, PLAN, EPISODE, SLIP, SUMMARY = "chart", "calendar", "plan", "episode", "slip", "summary"
SHEET = "sheet"
WHO_MANAGES = "who-manages-what"
REQUEST, BRIEF = "request", "brief"
NAMED = frozenset(
    {
        CHART,
        CALENDAR,
        PLAN,
        EPISODE,
        SLIP,
        SHEET,
        REQUEST,
        BRIEF,
        GUIDE,
        ABOUT_ME,
        LABELS,
        disclosures.EPISODE_COMPARISON,
        disclosures.EVIDENCE,
    }
)
"""Papers of something that is named behind them; all others are printed whole."""

# What a paper is called in the ledger, where its word in a command is another.
_IN_LEDGER = {
    CHART: disclosures.RESULTS_CHART,
    CALENDAR: disclosures.MEDICATION_CALENDAR,
    PLAN: disclosures.PROCEDURE_PLAN,
    EPISODE: disclosures.EPISODE_REPORT,
    SLIP: disclosures.HOSPITAL_SLIP,
    SUMMARY: disclosures.JOURNAL_SUMMARY,
    SHEET: disclosures.JOURNAL_SHEET,
    WHO_MANAGES: disclosures.WHO_MANAGES,
    REQUEST: disclosures.REQUEST_LETTER,
    BRIEF: disclosures.VISIT_BRIEF,
    ABOUT_ME: disclosures.ABOUT_ME,
    LABELS: disclosures.PAPER_LABELS,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper, on which sheet ("a4" or "letter"), on which day; for questions, of which appointment.

    Without one, the questions are those of the next appointment that is planned, or all that are open when none is. `names` are the
    words behind the paper's: of a chart the tests, else what names the one entry that is printed. `period` is for a summary,
    `is_large` for a sheet and for questions, `with_name` for a sheet, `with_notes` for the guide, `labels` for labels.
    """

    name: str
    sheet: str
    today: date
    appointment: str | None = None
    names: tuple[str, ...] = ()
    period: tuple[date | None, date | None] = (None, None)
    is_large: bool = False
    with_name: bool = False
    with_notes: bool = False
    labels: WantedLabels = ALL_NUMBERS


def draw(vault: Vault, wanted: Wanted, target: Path, progress: Progress) -> tuple[str, ...]:
    """Draw a paper into the file `target`, replacing it only when it is whole.

    Returns:
        What had to be left out, a sentence each.

    Raises:
        CannotPrint: there is no open question to print, or the file cannot be written.
    """
    paper = next(paper for paper in Paper if paper.word == wanted.sheet)
    with _named_failures(target), chosen_file.writing(target) as out:
        drawn = _draw_into(vault, wanted, paper, out, progress)
        written = of_written(out)
    if not vault.read_only:
        with vault.write() as session:
            name = _IN_LEDGER.get(wanted.name, wanted.name)
            if drawn.said is not None:
                printed.record(session, name, drawn.said)
            disclosures.record(session, name, drawn.title, str(target), size=written.size, sha256=written.sha256)
    return drawn.left_out


def write_and_enter(vault: Vault, target: Path, content: bytes, what: str) -> int:
    """Write a whole file, or nothing, and write down that it left; returns its size. Raises CannotPrint."""
    with _named_failures(target), chosen_file.writing(target) as out:
        out.write(content)
        written = of_written(out)
    if not vault.read_only:
        with vault.write() as session:
            title = disclosures.called(what, "")
            disclosures.record(session, what, title, str(target), size=written.size, sha256=written.sha256)
    return written.size


def require_sense(wanted: Wanted) -> None:
    """See that nothing is named for a paper that is printed whole. Raises CannotPrint."""
    if wanted.names and wanted.name not in NAMED:
        raise CannotPrint(
            tr("“{paper}” is printed whole and takes no name.", paper=wanted.name),
            tr("Leave out “{words}”.", words=" ".join(wanted.names)),
        )
    if wanted.name == SHEET:
        month_of(wanted.names)
    if wanted.name == disclosures.EVIDENCE:
        which_of(wanted.names)
    if wanted.name == SUMMARY:
        period_of(wanted.period, wanted.today)
    elif wanted.period != (None, None):
        raise CannotPrint(
            tr("“{paper}” takes no period.", paper=wanted.name),
            tr("Leave out “--from” and “--to”, or print a “summary”."),
        )


def require_place(target: Path) -> None:
    """See that a paper may be written here, before anything is asked or drawn. Raises CannotPrint."""
    with _named_failures(target):
        chosen_file.require_place(target)


@contextlib.contextmanager
def _named_failures(target: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise CannotPrint(
            tr("“{path}” could not be written: {reason}.", path=str(target), reason=error.strerror or ""),
            tr("Choose a folder that exists and that you may write to."),
        ) from error


def _draw_into(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO, progress: Progress) -> Drawn:
    progress(0, 1, tr("Drawing…"))
    if wanted.name == "binder":
        return _binder(vault, wanted, paper, out, progress)
    return _PAPERS[wanted.name](vault, wanted, paper, out)


def _binder(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO, progress: Progress) -> Drawn:
    with vault.read() as session:
        content = binder.collect(session, today=wanted.today)
    with Workers() as workers:
        report = binder.build(vault, workers, content, paper, out, progress)
    said = {"pages": report.pages, "printed_on": wanted.today.isoformat()}
    title = tr_n("Binder, {number} page", "Binder, {number} pages", report.pages)
    return Drawn(title, said, report.left_out)


def _card(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        number = printed.next_number(session, "card")
        content = emergency_card.collect(session, today=wanted.today, demo=store.is_demo(session), number=number)
    out.write(emergency_card.draw(content, paper))
    title = tr("Emergency card {number}", number=str(content.number))
    return Drawn(title, content.as_dict(), unprinted(content.unprintable))


def _diagnosis(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = diagnosis_page.collect(session, today=wanted.today)
    return paper_written(out, diagnosis_page.draw(content, paper), content)


def _medications(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = medication_list.collect(session, wanted.today)
    return paper_written(out, medication_list.draw(content, paper), content)


def _refills(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = refill_sheet.collect(session, wanted.today)
    return paper_written(out, refill_sheet.draw(content, paper), content)


def _triggers(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = trigger_list.collect(session, wanted.today)
    return paper_written(out, trigger_list.draw(content, paper), content)


def _who_manages(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = who_manages.collect(session, wanted.today)
    out.write(who_manages.draw(content, paper))
    return Drawn(content.title, content.as_dict(), unprinted(content.unprintable))


def _summary(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = journal_summary.collect(session, period_of(wanted.period, wanted.today), wanted.today)
    out.write(journal_summary.draw(content, paper))
    missing, _ = journal_summary.left_off(content, paper)
    told = tr_n("{number} line finds no room on one page.", "{number} lines find no room on one page.", missing)
    left_out = (*unprinted(content.unprintable), *((told,) if missing else ()))
    return Drawn(content.title, content.as_dict(), left_out)


def _sheet(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        month = month_of(wanted.names)
        content = journal_sheet.collect(
            session, wanted.today, month=month, is_large=wanted.is_large, with_name=wanted.with_name
        )
    out.write(journal_sheet.draw(content, paper))
    return Drawn(content.title, content.as_dict(), unprinted(content.unprintable))


def _evidence(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = publication_list.collect(session, which_of(wanted.names), wanted.today)
    return on_one_page(content, paper, out)


def _questions(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        appointment = wanted.appointment or named_records.next_appointment(session, wanted.today)
        if appointment is None:
            questions = question_list.collect_open(session, wanted.today)
        else:
            questions = question_list.collect(session, appointment, wanted.today)
    out.write(question_list.draw(replace(questions, is_large=wanted.is_large), paper))
    return Drawn(questions.title, questions.as_dict(), unprinted(questions.unprintable))


def _chart(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        chart = results_chart.collect(
            session, named_tests(session, wanted.names, named_records.none(tr("There are no test results yet.")))
        )
        content = results_chart.collect_paper(session, chart, wanted.today)
    out.write(results_chart.draw(content, paper))
    return Drawn(content.title, None, unprinted(content.unprintable))  # no later chart can differ from it


def _calendar(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        there: list[Named] = []
        for plan in store.list_active(session, MEDICATION_PLANS):
            medication = store.find(session, MEDICATIONS, plan.values["medication"] or "")
            others = () if medication is None else (medication.title, str(medication.values["name"] or ""))
            there.append(Named(plan.id, plan.title, others))
        none = named_records.none(tr("There is no plan of a taper or cycle yet."))
        found = the_one(" ".join(wanted.names), there, none)
        content = medication_calendar.collect(session, found.id, wanted.today)
    out.write(medication_calendar.draw(content, paper))
    return Drawn(content.title, content.as_dict(), unprinted(content.unprintable))


def _plan(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        there = [
            Named(plan.id, plan.title, (words(plan, "procedures"),), plan.values["status"] == REPLACED)
            for plan in store.list_active(session, PROCEDURE_PLANS)
        ]
        none = named_records.none(tr("There is no plan for a procedure yet."))
        found = the_one(" ".join(wanted.names), there, none)
        content = procedure_plan.collect(session, found.id, wanted.today)
    with Workers() as workers:
        out.write(procedure_plan.build(vault, workers, content, paper))
    return Drawn(content.title, content.as_dict(), unprinted(content.unprintable))


def _request(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        found = named_records.request(session, wanted.names)
        content = request_letter.collect(session, found, wanted.today)
    return paper_written(out, request_letter.draw(content, paper), content)


def _brief(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        found = named_records.provider(session, wanted.names, wanted.today)
        content = visit_brief.collect(session, found, wanted.today)
    out.write(visit_brief.draw(content, paper))
    missing, _ = visit_brief.left_off(content, paper)
    told = tr_n("{number} line finds no room on two pages.", "{number} lines find no room on two pages.", missing)
    return Drawn(content.title, content.as_dict(), (*unprinted(content.unprintable), *((told,) if missing else ())))


def _episode(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = episode_report.collect(session, named_records.episode(session, wanted.names), wanted.today)
    out.write(episode_report.draw(content, paper))
    return Drawn(content.title, content.as_dict(), unprinted(content.unprintable))


def _slip(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = hospital_slip.collect(session, named_records.episode(session, wanted.names), wanted.today)
    out.write(hospital_slip.draw(content, paper))
    return Drawn(content.title, content.as_dict(), unprinted(content.unprintable))


def _comparison(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        ids = named_records.to_compare(session, wanted.names)
        content = episode_comparison.collect(session, dict.fromkeys(ids), wanted.today)
    out.write(episode_comparison.draw(content, paper))
    return Drawn(content.title, content.as_dict(), unprinted(content.unprintable))


def _guide(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = booklet(session, wanted.names, wanted.today, with_notes=wanted.with_notes)
    return paper_written(out, guide_booklet.draw(content, paper), content)


def _about_me(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = letter(session, wanted.names, wanted.today)
    return paper_written(out, about_me.draw(content, paper), content)


def _labels(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> Drawn:
    with vault.read() as session:
        content = labels(session, wanted.names, wanted.labels, paper)
    out.write(paper_labels.draw(content))
    if wanted.labels.free and not vault.read_only:
        with vault.write() as session:
            paper_numbers.note_printed(session, [label.number for label in content.labels])
    return Drawn(content.title, None, unprinted(content.unprintable))


_PAPERS: Mapping[str, Callable[[Vault, Wanted, Paper, BinaryIO], Drawn]] = {
    disclosures.CARD: _card,
    disclosures.QUESTIONS: _questions,
    disclosures.DIAGNOSIS: _diagnosis,
    disclosures.MEDICATIONS: _medications,
    disclosures.REFILLS: _refills,
    disclosures.TRIGGERS: _triggers,
    disclosures.EVIDENCE: _evidence,
    WHO_MANAGES: _who_manages,
    REQUEST: _request,
    BRIEF: _brief,
    SUMMARY: _summary,
    SHEET: _sheet,
    CHART: _chart,
    CALENDAR: _calendar,
    PLAN: _plan,
    EPISODE: _episode,
    SLIP: _slip,
    disclosures.EPISODE_COMPARISON: _comparison,
    GUIDE: _guide,
    ABOUT_ME: _about_me,
    LABELS: _labels,
}
