"""Collecting the booklet from the guide, and the person's notes beside it where they are wanted."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from ism_desktop.language import in_use, tr
from ism_desktop.library import guide as guides
from ism_desktop.library.guide import COMMON, GLOSSARY, Guide, Page, Statement
from ism_desktop.printing.guide_booklet.content import BookletContent, BookletPage, BookletPart, BookletStatement
from ism_desktop.printing.values import full_name, joined, words
from ism_desktop.records import store
from ism_desktop.records.kinds.guide_notes import DOCTOR, GUIDE_NOTES
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Session


def collect(
    session: Session, today: date, *, pages: Collection[str] = (), with_notes: bool = False, demo: bool = False
) -> BookletContent:
    """Collect the booklet as it would be printed today: these pages, by key and in the guide's order, or all where none is named."""
    guide = guides.load()
    person = store.the_one(session, PERSON) if with_notes else None
    notes, loose = _notes(session, guide) if with_notes else ({}, ())
    numbered = _Numbered(notes)
    wanted = [key for key in guide.keys if not pages or key in pages]
    made = [numbered.page(guide, key) for key in wanted]
    if loose:
        made.append(BookletPage("notes", tr("Further notes"), "", (BookletPart("", loose),), "", ""))
    return BookletContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person) if person is not None else "",
        birth_date=words(person, "birth_date") if person is not None else "",
        not_reviewed=guide.not_reviewed,
        pages=tuple(made),
        sources=tuple(guide.sources[key].words for key in numbered.keys),
        with_notes=with_notes,
    )


class _Numbered:
    """Gives each source its number when it is first named."""

    def __init__(self, notes: Mapping[str, tuple[str, ...]]) -> None:
        self.keys: list[str] = []
        self._notes = notes

    def page(self, guide: Guide, key: str) -> BookletPage:
        if key == COMMON:
            said = tuple(self._said(one.answer, one.question) for one in guide.common)
            answers = [one.answer for one in guide.common]
            return BookletPage(key, guide.common_title, "", (BookletPart("", said),), "", _reviewed(answers))
        if key == GLOSSARY:
            terms = tuple(self._said(term.meaning, ", ".join((term.term, *term.synonyms))) for term in guide.glossary)
            meanings = [term.meaning for term in guide.glossary]
            return BookletPage(key, guide.glossary_title, "", (BookletPart("", terms),), "", _reviewed(meanings))
        return self._page(guide.page(key))

    def _page(self, page: Page) -> BookletPage:
        parts = tuple(
            BookletPart(section.heading, tuple(self._said(one) for one in section.statements))
            for section in page.sections
        )
        return BookletPage(page.key, page.title, page.about, parts, page.ask, _reviewed(page.statements))

    def _said(self, statement: Statement, lead: str = "") -> BookletStatement:
        return BookletStatement(
            statement.key,
            lead,
            statement.text,
            tuple(self._number(source.key) for source in statement.sources),
            statement.sources_disagree,
            self._notes.get(statement.key, ()),
        )

    def _number(self, key: str) -> int:
        if key not in self.keys:
            self.keys.append(key)
        return self.keys.index(key) + 1


def _reviewed(statements: Iterable[Statement]) -> str:
    days = sorted({statement.reviewed_on for statement in statements})
    return in_use().listed([PartialDate.from_date(day).words for day in days])


def _notes(session: Session, guide: Guide) -> tuple[dict[str, tuple[str, ...]], tuple[BookletStatement, ...]]:
    """The notes by the statement they stand beside; and those whose sentence the guide does not have any more, or never had."""
    known = {statement.key for statement in guide.every_statement()}
    beside: dict[str, tuple[str, ...]] = {}
    loose: list[BookletStatement] = []
    for record in store.list_active(session, GUIDE_NOTES):
        key = str(record.values["statement"] or "")
        if key in known:
            beside[key] = (*beside.get(key, ()), note_words(record))
        else:
            loose.append(
                BookletStatement(
                    record.id, "", words(record, "sentence"), (), sources_disagree=False, notes=(note_words(record),)
                )
            )
    return beside, tuple(loose)


def note_words(record: Record) -> str:
    """A note as it is printed and read: whose words, who said so and when, then the note."""
    values = record.values
    by = joined(words(record, "told_by"), words(record, "told_on"))
    said = str(values["note"] or "")
    if values["said_by"] == DOCTOR:
        return tr("My doctor says ({by}): {note}", by=by, note=said) if by else tr("My doctor says: {note}", note=said)
    return tr("My note ({by}): {note}", by=by, note=said) if by else tr("My note: {note}", note=said)
