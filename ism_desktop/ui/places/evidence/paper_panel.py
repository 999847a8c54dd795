"""Above the fields of a research paper: what the file says of it, what becomes of it with one press, and a question about it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.records import question_lists, store
from ism_desktop.records.kind import label_in
from ism_desktop.records.kinds.publications import FILE, PUBLICATIONS, STATES
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.publication_words import (
    CONCERN,
    MARKS,
    NOTICES,
    PARTLY_RETRACTED,
    RETRACTED,
    marks,
    news_words,
)
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate, Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary, set_role, small
from ism_desktop.ui.record_kit.form import RecordForm

_LONGEST_AUTHORS = 400
_SERIOUS = frozenset({RETRACTED, PARTLY_RETRACTED, CONCERN})
_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class PaperPanel(Panel):
    """`state_wanted` carries the state that was pressed."""

    state_wanted = Signal(str)

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("paper_panel")
        self._workspace = workspace
        self._form = form
        self.state = Choices([(one.value, one.label) for one in STATES], tr("State"), name="paper.state")
        self.state.changed.connect(self._on_state)
        self.body.addWidget(self.state)
        self.body.addWidget(small(tr("In the list the keys 1 to 4 do the same.")))
        self._marks = QWidget()
        self._row = FlowLayout(self._marks, spacing=6)
        self._sign = IconLabel("mdi6.alert-outline", 20, "danger")
        self._said = label("", "subheading")
        self._said.setWordWrap(False)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._said)
        self.body.addWidget(self._marks)
        self._news = _selectable("", "accent", "paper.news")
        self._notices = _selectable("", "", "paper.notices")
        self._where = _selectable("", "secondary", "paper.where")
        self._abstract = _selectable("", "reading", "paper.abstract")
        self._numbers = _selectable("", "small", "paper.numbers")
        for part in (self._news, self._notices, self._where, self._abstract, self._numbers):
            self.body.addWidget(part)
        self.body.addWidget(self._buttons())
        self.body.addWidget(
            secondary(
                tr(
                    "Title, abstract and marks are as in the file. Nothing here is advice; ask your doctor what it means for you."
                )
            )
        )
        form.opened.connect(self._on_opened)

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self._ask = button("", self._on_ask, icon_name=QUESTIONS.icon, name="paper.ask")
        self._fields = button(
            tr("Change what the file says"), role="quiet", icon_name="mdi6.pencil-outline", name="paper.fields"
        )
        self._fields.setCheckable(True)
        self._fields.toggled.connect(self._show_fields)
        row.addWidget(self._ask)
        row.addWidget(self._fields)
        return holder

    def _on_opened(self, _record_id: object) -> None:
        self._fields.setChecked(False)
        self.refresh()

    def _show_fields(self, _is_down: bool = False) -> None:
        self._form.cards[FILE.key].setVisible(self._form.record is None or self._fields.isChecked())

    def refresh(self) -> None:
        """Show the record of the form as it was read last."""
        record = self._form.record
        self._show_fields()
        self.setVisible(record is not None)
        if record is None:
            return
        values = record.values
        self.state.set_value(values["state"])
        self.state.setEnabled(record.deleted_at is None)
        said = marks(values)
        self._marks.setVisible(bool(said))
        self._sign.setVisible(bool(_SERIOUS & set(said)))
        set_role(self._said, "danger" if _SERIOUS & set(said) else "subheading")
        self._said.setText(in_use().listed([str(MARKS[key]) for key in said]))
        _show(self._news, news_words(values))
        _show(self._notices, "\n".join(_notice_lines(record)))
        _show(self._where, _where(record))
        self._abstract.setText(values["abstract"] or tr("The file has no abstract of this paper."))
        _show(self._numbers, _numbers(record))
        words = tr("Go to my question") if values["question"] else tr("Make a question")
        self._ask.setText(words)
        self._ask.setAccessibleName(words)

    def _on_state(self) -> None:
        if self.state.value is not None:
            self.state_wanted.emit(self.state.value)

    def _on_ask(self) -> None:
        """Note a question about the paper; where there is one already, go to it."""
        record = self._form.record
        if record is None:
            return
        there = record.values["question"]
        if isinstance(there, str):
            with self._workspace.vault.read() as session:
                question = store.find(session, QUESTIONS, there)
            if question is not None and question.deleted_at is None:
                self._workspace.show_page(QUESTIONS.name, there)
                return
        with self._workspace.vault.write() as session:
            made = question_lists.add(session, _question(record))
            store.save(session, PUBLICATIONS, {"question": made}, record_id=record.id)
        undo = partial(_take_back, self._workspace, record.id, made, there)
        self._workspace.undo_bar.offer(tr("The question was noted. It stands under Questions."), undo)
        self._workspace.show_page(QUESTIONS.name, made)


def _take_back(workspace: Workspace, record_id: str, question_id: str, there: str | None) -> None:
    with workspace.vault.write() as session:
        store.save(session, PUBLICATIONS, {"question": there}, record_id=record_id)
        store.trash(session, QUESTIONS, question_id)


def _question(record: Record) -> str:
    title, pmid = str(record.values["title"]).rstrip("."), record.values["pmid"]
    if pmid:
        return tr("What does the paper “{title}” (PMID {number}) mean for me?", title=title, number=pmid)
    return tr("What does the paper “{title}” mean for me?", title=title)


def _where(record: Record) -> str:
    authors, published = str(record.values["authors"] or ""), record.values["published"]
    if len(authors) > _LONGEST_AUTHORS:
        authors = f"{authors[:_LONGEST_AUTHORS].rsplit(',', 1)[0]} …"
    when = published.words if isinstance(published, PartialDate) else ""
    return "\n".join(part for part in (authors, " · ".join(filter(None, (record.values["journal"], when)))) if part)


def _numbers(record: Record) -> str:
    pmid, doi = record.values["pmid"], record.values["doi"]
    parts = (tr("PMID {number}", number=pmid) if pmid else "", tr("DOI {doi}", doi=doi) if doi else "")
    return " · ".join(filter(None, (*parts, record.values["types"])))


def _notice_lines(record: Record) -> list[str]:
    notices = record.values["relations"]
    if not isinstance(notices, Rows):
        return []
    found: list[str] = []
    for row in notices.rows:
        what = label_in(NOTICES, str(row.get("what") or ""))
        where = row.get("where")
        found.append(tr("{label}: {value}", label=what, value=where) if where else what)
    return found


def _selectable(words: str, role: str, name: str) -> QLabel:
    made = label(words, role)
    made.setObjectName(name)
    made.setTextInteractionFlags(_SELECTABLE)
    return made


def _show(shown: QLabel, words: str) -> None:
    shown.setText(words)
    shown.setVisible(bool(words))
