"""A bill or an explanation of benefits entered from its paper: what was read, to be compared and ticked, and saved in one press.

What is ticked and typed here is a draft until it is saved, and is there again when the same page is read.
"""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from ism_desktop.documents.bill_reading import bill_pages
from ism_desktop.documents.bill_rows import Place, ProposedBill, proposed_bill, words
from ism_desktop.documents.bill_rows.entry import (
    Entry,
    Known,
    currencies,
    day_reader,
    entry,
    facts,
    fits,
    is_anything,
    items,
)
from ism_desktop.errors import InvalidRecord, IsmError
from ism_desktop.language import in_use, tr
from ism_desktop.records.kind import Kind, choice_label
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS
from ism_desktop.records.kinds.bills import BILLS, RECEIPT
from ism_desktop.ui.base.background import Job, Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices, DropDown
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.money.reading_row import ItemRow, LineRow
from ism_desktop.ui.places.money.reading_saving import known_in, saved
from ism_desktop.ui.record_kit.bill_draft import BILL_READING, draft_key
from ism_desktop.ui.record_kit.editors.money import OFFERED
from ism_desktop.ui.record_kit.line_picture import Piece, cutting

_BILL = "bill"


class ReadingDialog(Dialog):
    """`saved` carries the kind and id of what was saved; `by_hand` that the person wants to type it instead."""

    enter_goes_on = False  # Enter in a line ends the typing

    saved = Signal(str, str)
    by_hand = Signal()

    def __init__(self, workspace: Workspace, document_id: str, page: int, kind: str, parent: QWidget) -> None:
        """Begin to read a page (from 1, 0 for all) for an entry of this kind, by its name."""
        super().__init__(tr("What the paper says"), parent, name="bill_reading", width=900, height=660)
        self._workspace, self._document_id, self._page = workspace, document_id, page
        self._found: ProposedBill | None = None
        self._known = Known()
        self.rows: list[ItemRow] = []
        self.lines: list[LineRow] = []
        self._pages: list[int] = []
        self.said = label(tr("Reading the page…"))
        self.said.setObjectName("bill_reading.said")
        self.body.addWidget(self.said)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(tr("Reading the page"))
        self._bar.setRange(0, 0)
        self.body.addWidget(self._bar)
        self._tools = QWidget()
        self.sort = Choices(_sorts(), tr("What it is"), name="bill_reading.sort")
        self.sort.set_value(_BILL if kind == BILLS.name else kind)
        self.currency = DropDown()
        self.currency.setObjectName("bill_reading.currency")
        self.currency.setAccessibleName(tr("Currency of the amounts"))
        tools = FlowLayout(self._tools, spacing=16)
        tools.addWidget(self.sort)
        tools.addWidget(self.currency)
        self.body.addWidget(self._tools)
        self._tools.hide()
        self.facts = secondary("")
        self.facts.setObjectName("bill_reading.facts")
        self.body.addWidget(self.facts)
        self.facts.hide()
        self.body.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self._on_cancel, name="cancel"))
        self.typing = button(tr("Type it myself"), self._on_by_hand, name="bill_reading.by_hand")
        self.foot.addWidget(self.typing)
        self.go = button(tr("Save"), self._on_save, role="primary", name="bill_reading.save")
        self.go.setToolTip("Ctrl+Enter")
        self.go.setEnabled(False)
        self.foot.addWidget(self.go)
        self._job: Job | None = workspace.background.run(
            self._reading(), owner=self, quiet=True, on_result=self._on_read, on_error=self._on_failed
        )
        self.finished.connect(self._stop)

    # Reading -------------------------------------------------------------------------------------------------------------

    def _reading(self) -> Callable[[Task], tuple[ProposedBill, Known]]:
        vault, workers, document_id, page = (
            self._workspace.vault,
            self._workspace.workers,
            self._document_id,
            self._page,
        )
        day_first = self._workspace.day_first

        def read(task: Task) -> tuple[ProposedBill, Known]:
            found = proposed_bill(bill_pages(vault, workers, document_id, page, task), day_first=bool(day_first))
            return found, known_in(vault)

        return read

    def _on_failed(self, error: BaseException) -> None:
        self._bar.hide()
        if not isinstance(error, IsmError):
            self._workspace.report(error)
        words = error.what if isinstance(error, IsmError) else tr("The page could not be read.")
        self.said.setText(words)
        self._offer_typing()

    def _offer_typing(self) -> None:
        self.go.hide()
        self.typing.setDefault(True)
        self.typing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self) -> None:
        if self._job is not None and self._job.running:
            self._job.cancel()

    def _on_read(self, answer: tuple[ProposedBill, Known]) -> None:
        self._job = None
        self._bar.hide()
        self._found, self._known = answer
        if not is_anything(self._found):
            self.said.setText(tr("No amounts were found on this page. You can type them in: the page stays attached."))
            self._offer_typing()
            return
        draft = self._workspace.drafts.get(BILL_READING, self._key)
        if isinstance(draft, dict) and draft.get("sort"):
            self.sort.set_value(str(draft["sort"]))
        self._offer_currencies(self._found)
        said = [tr("Please compare each line with its picture. What may be wrong has no tick, and says why.")]
        meant = fits(self._found)
        if meant and meant != self.kind.name:
            said.insert(0, tr("The paper looks like this: {kind}.", kind=BY_NAME[meant].singular))
        self._tools.show()
        if self._build():
            said.append(tr("What you did here before and did not save is still there."))
        self.said.setText(" ".join(said))
        self.sort.changed.connect(self._on_sort)
        self.currency.currentIndexChanged.connect(self._on_sort)
        self.go.setEnabled(True)
        first = next((row.text for row in self.rows if row.item.name == "what" and not row.item.text), None)
        (first or self.rows[0].tick).setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_currencies(self, found: ProposedBill) -> None:
        usual = (*self._known.currencies, in_use().currency)
        for code in dict.fromkeys(filter(None, (*currencies(found, usual), *usual, *OFFERED))):
            self.currency.addItem(code, code)
        if found.currency is not None and found.currency.doubts:
            self.currency.setToolTip(" ".join(words.doubt(each) for each in found.currency.doubts))

    @property
    def kind(self) -> Kind:
        """The kind of what would be saved."""
        return BENEFIT_EXPLANATIONS if self.sort.value == BENEFIT_EXPLANATIONS.name else BILLS

    @property
    def _code(self) -> str:
        return self.currency.currentData() or in_use().currency

    def _on_sort(self) -> None:
        self._keep()
        self._build()

    def _build(self) -> bool:
        """Show what can be taken; whether a draft had something of it."""
        found = self._found
        if found is None:
            return False
        for row in (*self.rows, *self.lines):
            row.hide()
            row.deleteLater()
        self.rows = [ItemRow(item, self.kind) for item in items(found, self.kind.name, self._code, self._known)]
        self.lines = [LineRow(number, line, self._code) for number, line in enumerate(found.lines, 1)]
        place = self.body.indexOf(self.facts)
        for row in (*self.rows, *self.lines):
            self.body.insertWidget(place, row)
            place += 1
        taken_up = self._take_up()
        for row in (*self.rows, *self.lines):
            row.changed.connect(self._on_changed)
        self._say_facts()
        self._pages = sorted({where.page for where in self._places().values()})
        self._fetch()
        return taken_up

    # The draft -----------------------------------------------------------------------------------------------------------

    @property
    def _key(self) -> str:
        return draft_key(self._document_id, self._page)

    def _keep(self) -> None:
        kept = {
            "sort": self.sort.value,
            "items": {row.item.name: [row.text.text(), row.is_ticked] for row in self.rows},
            "lines": [row.is_ticked for row in self.lines],
        }
        self._workspace.drafts.put(BILL_READING, self._key, kept)

    def _take_up(self) -> bool:
        draft = self._workspace.drafts.get(BILL_READING, self._key)
        if not isinstance(draft, dict):
            return False
        kept = draft.get("items", {})
        for row in self.rows:
            if row.item.name in kept:
                text, ticked = kept[row.item.name]
                row.take_up(str(text), ticked=bool(ticked))
        for row, ticked in zip(self.lines, draft.get("lines", ()), strict=False):
            row.tick.setChecked(bool(ticked))
        return True

    def _on_cancel(self) -> None:
        """Give up what was done here, which can be undone; Esc and closing keep it."""
        self._workspace.discard_draft(BILL_READING, self._key, tr("What you typed was discarded."))
        self.reject()

    def _on_by_hand(self) -> None:
        self._workspace.drafts.drop(BILL_READING, self._key)
        self.accept()
        self.by_hand.emit()

    # Taking --------------------------------------------------------------------------------------------------------------

    def _entry(self) -> Entry:
        read = day_reader(self._workspace.today(), day_first=self._workspace.day_first)
        taken = {row.item.name: row.text.text() for row in self.rows if row.is_ticked}
        lines = [row.proposed for row in self.lines if row.is_ticked]
        return entry(self.kind.name, self.sort.value or _BILL, taken, lines, self._code, self._known, read)

    def _on_changed(self) -> None:
        self._keep()
        self._say_facts()

    def _say_facts(self) -> None:
        said: Sequence[str] = ()
        if self._found is not None:
            try:
                said = facts(self._found, self._entry(), [row.proposed for row in self.lines if row.is_ticked])
            except InvalidRecord:
                said = ()  # said when it is saved
        self.facts.setText(" ".join(said))
        self.facts.setVisible(bool(said))

    def _on_save(self) -> None:
        for row in self.rows:
            row.show_fault("")
        try:
            made = self._entry()
            record_id = saved(self._workspace, self.kind, made, self._document_id, self._page or None)
        except InvalidRecord as error:
            self._mark(error)
            return
        except IsmError as error:
            self._workspace.report(error)
            return
        self._workspace.drafts.drop(BILL_READING, self._key)
        self.accept()
        self.saved.emit(self.kind.name, record_id)

    def _mark(self, error: InvalidRecord) -> None:
        marked = [row for row in self.rows if row.item.name in error.fields]
        for row in marked:
            row.show_fault(error.fields[row.item.name])
        if marked:
            self.scroll_to(marked[0])
            marked[0].text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.said.setText(error.what)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.go.isEnabled() and self.go.isVisibleTo(self):
                self._on_save()
            return
        super().keyPressEvent(event)

    # The pictures --------------------------------------------------------------------------------------------------------

    def _places(self) -> dict[int, Place]:
        every: Iterable[ItemRow | LineRow] = (*self.rows, *self.lines)
        return {
            number: where
            for number, row in enumerate(every)
            if (where := row.place) is not None and where.box is not None
        }

    def _fetch(self) -> None:
        """Ask for the picture of the next page, and cut the lines out of it."""
        if not self._pages:
            return
        page = self._pages.pop(0)
        boxes = [(number, where.box) for number, where in self._places().items() if where.page == page and where.box]
        self._job = self._workspace.background.run(
            cutting(self._workspace, self._document_id, page, boxes),
            owner=self,
            quiet=True,
            on_result=self._on_cut,
            on_error=self._on_no_picture,
        )

    def _on_cut(self, pieces: Sequence[Piece]) -> None:
        every = (*self.rows, *self.lines)
        for number, image, points in pieces:
            if number < len(every):
                every[number].picture.show_image(image, points)
        self._fetch()

    def _on_no_picture(self, error: BaseException) -> None:
        """Without its picture a line cannot be compared here; the paper itself still can."""
        if not isinstance(error, IsmError):
            self._workspace.report(error)
        self._fetch()


def _sorts() -> list[tuple[str, str]]:
    types = [(key, choice_label(BILLS.field("type"), key)) for key in (_BILL, RECEIPT)]
    return [*types, (BENEFIT_EXPLANATIONS.name, BENEFIT_EXPLANATIONS.singular)]
