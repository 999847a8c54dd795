"""What one person has: the papers they were given, what has changed since, and the results and reports they were not sent."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy, tr_n
from ism_desktop.records import changes_since, given, point_person
from ism_desktop.records.changes_since import Fact
from ism_desktop.records.given import NotSent, Recipient
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.given_papers import GIVEN_PAPERS
from ism_desktop.records.store import Record
from ism_desktop.records.values import Moment, PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary

SECTIONS = {
    changes_since.MEDICINES: tr_lazy("Medicines started, changed or stopped"),
    changes_since.REACTED: tr_lazy("Reactions and episodes"),
    changes_since.RESULTS: tr_lazy("Test results"),
    changes_since.REPORTED: tr_lazy("Reports"),
    changes_since.ANSWERED: tr_lazy("Answered questions"),
}


class HasDialog(Dialog):
    """Choose a person; everything below follows from the record and is only read."""

    def __init__(self, workspace: Workspace, window: QWidget, who: object = None) -> None:
        super().__init__(tr("What somebody has"), window, name="has_dialog", width=680, height=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        with workspace.vault.read() as session:
            self._known: list[Recipient] = given.recipients(session)
            person = point_person.current(session)
        self._point_person = "" if person is None else person.id
        self.who = DropDown()
        self.who.setObjectName("has_dialog.who")
        self.who.setAccessibleName(tr("Who"))
        for recipient in self._known:
            name = str(recipient.name)
            is_point = recipient.key == self._point_person
            self.who.addItem(tr("{name}, point person", name=name) if is_point else name, recipient.key)
        self.who.currentIndexChanged.connect(self.refresh)
        self.body.addWidget(self.who)
        self.said = QWidget()
        self.body.addWidget(self.said)
        self.add_close()
        wanted = given.key_of(who) or self._point_person
        self.who.setCurrentIndex(max(0, self.who.findData(wanted)))
        self.refresh()

    def refresh(self) -> None:
        """Show what the chosen person has."""
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        index = self.who.currentIndex()
        if index < 0:
            column.addWidget(secondary(tr("Nobody is in your care team yet, and nothing was given to anybody.")))
        else:
            self._fill(column, self._known[index])
        self.body.replaceWidget(self.said, made)
        self.said.hide()
        self.said.deleteLater()
        self.said = made

    def _fill(self, column: QVBoxLayout, recipient: Recipient) -> None:
        today = self._workspace.today()
        with self._workspace.vault.read() as session:
            papers = given.papers_of(session, recipient.name)
            last = given.last_day(papers)
            facts = [] if last is None else changes_since.since(session, last.first_day, today)
            missing = given.not_sent(session, papers)
        _papers(column, papers)
        if last is not None:
            _changes(column, last, facts)
        _not_sent(column, missing)


def _papers(column: QVBoxLayout, papers: Sequence[Record]) -> None:
    column.addWidget(label(tr("Given"), "subheading"))
    for paper in papers:
        column.addWidget(label(paper_words(paper)))
    if not papers:
        column.addWidget(secondary(tr("Nothing was noted as given to them.")))


def paper_words(paper: Record) -> str:
    """One paper in a line: the day, what it is, which copy, and how it was given."""
    values = paper.values
    number = tr("copy {number}", number=values["copy_number"]) if values["copy_number"] else ""
    how = shown(GIVEN_PAPERS.field("how"), values["how"])
    said = " · ".join(part for part in (str(values["what"]), number, how, str(values["notes"] or "")) if part)
    return tr("{date}: {words}", date=values["on_date"].words, words=said)


def _changes(column: QVBoxLayout, last: PartialDate, facts: Sequence[Fact]) -> None:
    column.addSpacing(10)
    column.addWidget(label(tr("Changed since {date}", date=last.words), "subheading"))
    if not facts:
        column.addWidget(secondary(tr("Nothing since then.")))
    for sort in changes_since.SORTS:
        found = [fact for fact in facts if fact.sort == sort]
        if found:
            column.addWidget(secondary(str(SECTIONS[sort])))
        for fact in found:
            column.addWidget(label(fact.dated_words))


def _not_sent(column: QVBoxLayout, missing: NotSent) -> None:
    column.addSpacing(10)
    column.addWidget(label(tr("Results and reports not sent"), "subheading"))
    if not missing.records:
        column.addWidget(secondary(tr("None: all of them were there when the last paper with results was given.")))
        return
    number = len(missing.records)
    if missing.since is None:
        words = tr_n(
            "No paper with results was noted as given to them. The record has {number} result or report.",
            "No paper with results was noted as given to them. The record has {number} results and reports.",
            number,
        )
    else:
        words = tr_n(
            "{number} result or report is newer than the last paper with results, of {date}, or was entered after it.",
            "{number} results and reports are newer than the last paper with results, of {date}, or were entered after it.",
            number,
            date=missing.since.words,
        )
    column.addWidget(secondary(words))
    for record in missing.records:
        column.addWidget(label(_dated(record)))


def _dated(record: Record) -> str:
    when = record.values.get("taken_at") or record.values.get("on_date")
    day = when.date if isinstance(when, Moment) else when
    title = record.values.get("title") or record.title
    return tr("{date}: {words}", date=day.words, words=title) if isinstance(day, PartialDate) else str(title)
