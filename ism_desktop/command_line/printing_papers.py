"""Draws the card, the question list, the diagnosis page or the binder into a file, and writes down in the vault that it left."""

import contextlib
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from ism_desktop.errors import CannotPrint
from ism_desktop.language import tr, tr_n
from ism_desktop.printing import binder, diagnosis_page, emergency_card, medication_list, question_list, refill_sheet
from ism_desktop.printing.paper import Paper
from ism_desktop.progress import Progress
from ism_desktop.records import disclosures, printed, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.vault import Session, Vault, chosen_file
from ism_desktop.vault.tally import of_written
from ism_desktop.worker import Workers


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper, on which sheet ("a4" or "letter"), on which day; for questions, of which appointment.

    Without one, the questions are those of the next appointment that is planned, or all that are open when none is.
    """

    name: str
    sheet: str
    today: date
    appointment: str | None = None


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
            disclosures.record_paper(
                session,
                wanted.name,
                drawn.title,
                str(target),
                content=drawn.said,
                size=written.size,
                sha256=written.sha256,
            )
    return drawn.left_out


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


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What was drawn: its title in the ledger, what it said, what had to be left out."""

    title: str
    said: Mapping[str, Any]
    left_out: tuple[str, ...] = ()


def _draw_into(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO, progress: Progress) -> _Drawn:
    progress(0, 1, tr("Drawing…"))
    if wanted.name == "binder":
        with vault.read() as session:
            content = binder.collect(session, today=wanted.today)
        with Workers() as workers:
            report = binder.build(vault, workers, content, paper, out, progress)
        said = {"pages": report.pages, "printed_on": wanted.today.isoformat()}
        title = tr_n("Binder, {number} page", "Binder, {number} pages", report.pages)
        return _Drawn(title, said, report.left_out)
    if wanted.name == "card":
        with vault.read() as session:
            number = printed.next_number(session, "card")
            content = emergency_card.collect(session, today=wanted.today, demo=store.is_demo(session), number=number)
        out.write(emergency_card.draw(content, paper))
        return _Drawn(
            tr("Emergency card {number}", number=str(content.number)),
            content.as_dict(),
            _unprinted(content.unprintable),
        )
    if wanted.name == disclosures.DIAGNOSIS:
        with vault.read() as session:
            diagnosis = diagnosis_page.collect(session, today=wanted.today)
        out.write(diagnosis_page.draw(diagnosis, paper))
        return _Drawn(diagnosis.title, diagnosis.as_dict(), _unprinted(diagnosis.unprintable))
    if wanted.name == disclosures.MEDICATIONS:
        return _medications(vault, wanted, paper, out)
    if wanted.name == disclosures.REFILLS:
        return _refills(vault, wanted, paper, out)
    return _questions(vault, wanted, paper, out)


def _medications(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> _Drawn:
    with vault.read() as session:
        content = medication_list.collect(session, wanted.today)
    out.write(medication_list.draw(content, paper))
    return _Drawn(content.title, content.as_dict(), _unprinted(content.unprintable))


def _refills(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> _Drawn:
    with vault.read() as session:
        content = refill_sheet.collect(session, wanted.today)
    out.write(refill_sheet.draw(content, paper))
    return _Drawn(content.title, content.as_dict(), _unprinted(content.unprintable))


def _questions(vault: Vault, wanted: Wanted, paper: Paper, out: BinaryIO) -> _Drawn:
    with vault.read() as session:
        appointment = wanted.appointment or _next_appointment(session, wanted.today)
        if appointment is None:
            questions = question_list.collect_open(session, wanted.today)
        else:
            questions = question_list.collect(session, appointment, wanted.today)
    out.write(question_list.draw(questions, paper))
    return _Drawn(questions.title, questions.as_dict(), _unprinted(questions.unprintable))


def _unprinted(texts: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each text with letters that were not printed."""
    return tuple(tr("“{text}” contains letters that this program cannot print.", text=text) for text in texts)


def _next_appointment(session: Session, today: date) -> str | None:
    """The planned appointment that comes next, today's included; None when none is planned."""
    coming = [
        (record.values["on_date"].last_day, record.values["at_time"] or "", record.id)
        for record in store.list_active(session, APPOINTMENTS)
        if record.values["status"] in {None, "planned"} and record.values["on_date"].last_day >= today
    ]
    return min(coming)[2] if coming else None
