"""Taking values from a report: every row found in it, with the picture of its line. Nothing is put into the table before it is ticked.

What is ticked and typed here is a draft until it is taken, and is there again when the same report is read.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from ism_desktop.documents.report_reading import report_pages
from ism_desktop.documents.report_rows import ProposedRow, proposed_rows
from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.records import test_values
from ism_desktop.ui.base.background import Job, Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.results.known_tests import KnownTests, for_reports, key_of
from ism_desktop.ui.places.results.report_row import ReportRow
from ism_desktop.ui.record_kit.line_picture import Piece, cutting
from ism_desktop.ui.record_kit.report_draft import REPORT_ROWS, kept, taken_up


class ReportDialog(Dialog):
    """Reads a document and shows its rows. `taken` carries those that are ticked once the person takes them."""

    enter_goes_on = False  # Enter in a cell ends the typing

    taken = Signal(list)

    def __init__(
        self, workspace: Workspace, document_id: str, title: str, there: frozenset[str], parent: QWidget
    ) -> None:
        """Begin to read. `there` marks the tests that have a value in the table already (`KnownTests.mark`)."""
        super().__init__(tr("Values in “{title}”", title=title), parent, name="report_dialog", width=900, height=640)
        self._workspace, self._document_id, self._there = workspace, document_id, there
        self.rows: list[ReportRow] = []
        self._pages: list[int] = []
        self.said = label(tr("Reading the report…"))
        self.said.setObjectName("report_said")
        self.body.addWidget(self.said)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(tr("Reading the report"))
        self._bar.setRange(0, 0)
        self.body.addWidget(self._bar)
        self._tools = QWidget()
        tools = FlowLayout(self._tools)
        self._all = button(tr("Tick all"), self._on_all, name="report_all")
        self._none = button(tr("Tick none"), self._on_none, name="report_none")
        tools.addWidget(self._all)
        tools.addWidget(self._none)
        self.body.addWidget(self._tools)
        self._tools.hide()
        self._end = secondary("")
        self.body.addWidget(self._end)
        self._end.hide()
        self.body.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self._on_cancel, name="cancel"))
        self._go = button(tr("Add the ticked rows"), self._on_take, role="primary", name="report_take")
        self._go.setEnabled(False)
        self.foot.addWidget(self._go)
        self._job: Job | None = workspace.background.run(
            self._reading(),
            owner=self,
            quiet=True,
            on_result=self._on_read,
            on_error=self._on_failed,
            on_progress=self._on_progress,
        )
        self.finished.connect(self._stop)

    def _reading(self) -> Callable[[Task], list[ProposedRow]]:
        vault, workers, document_id = self._workspace.vault, self._workspace.workers, self._document_id

        def read(task: Task) -> list[ProposedRow]:
            with vault.read() as session:
                own = [value.test for value in test_values.every(session) if value.test]
            known = for_reports(own)
            return proposed_rows(report_pages(vault, workers, document_id, task), known)

        return read

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.said.setText(what)

    def _on_failed(self, error: BaseException) -> None:
        self._bar.hide()
        if not isinstance(error, IsmError):
            self._workspace.report(error)
            self.reject()
            return
        self.said.setText(tr("{what} {advice}", what=error.what, advice=error.advice))

    def _stop(self) -> None:
        if self._job is not None and self._job.running:
            self._job.cancel()

    # The rows ------------------------------------------------------------------------------------------------------------

    def _on_read(self, rows: Sequence[ProposedRow]) -> None:
        self._job = None
        self._bar.hide()
        if not rows:
            self.said.setText(
                tr(
                    "No values were found in this report. Type them into the table, or copy them and choose “Paste values…”."
                )
            )
            return
        many_pages = len({row.page for row in rows}) > 1
        place = self.body.indexOf(self._end)
        for number, row in enumerate(rows, 1):
            already = KnownTests.mark(key_of(row.test, row.unit), row.test) in self._there
            made = ReportRow(number, row, page_is_said=many_pages, already=already)
            made.changed.connect(self._refresh)
            made.moved.connect(self._on_moved)
            self.body.insertWidget(place + number - 1, made)
            self.rows.append(made)
        taken_up_again = self._take_up(rows)
        self._tools.show()
        told = [tr("Nothing is saved before you save the test results.")]
        if taken_up_again:
            told.insert(0, tr("What you did here before and did not save is still there."))
        self._end.setText(" ".join(told))
        self._end.show()
        self._refresh()
        self.rows[0].tick.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pages = sorted({row.page for row in rows})
        self._fetch()

    def _take_up(self, rows: Sequence[ProposedRow]) -> bool:
        """Show what a draft has of these rows; whether there is one."""
        draft = self._workspace.drafts.get(REPORT_ROWS, self._document_id)
        if draft is not None:
            for row, found in zip(self.rows, taken_up(draft, rows), strict=True):
                if found is not None:
                    row.take_up(found[0], ticked=found[1])
        for row in self.rows:
            row.edited.connect(self._keep)
        return draft is not None

    def _keep(self) -> None:
        self._workspace.drafts.put(REPORT_ROWS, self._document_id, kept(row.treated for row in self.rows))

    def _on_cancel(self) -> None:
        """Give up what was done here, which can be undone; Esc and closing keep it."""
        words = tr("What you typed was discarded.")
        self._workspace.discard_draft(REPORT_ROWS, self._document_id, words)
        self.reject()

    def _refresh(self) -> None:
        ticked = sum(row.is_ticked for row in self.rows)
        found = tr_n("{number} value was found.", "{number} values were found.", len(self.rows))
        looked = tr("Please compare each row with its picture. Rows that may be wrong have no tick, and say why.")
        self.said.setText(tr("{found} {advice}", found=found, advice=looked))
        self._go.setText(tr_n("Add {number} row", "Add {number} rows", ticked) if ticked else tr("Add the ticked rows"))
        self._go.setAccessibleName(self._go.text())
        self._go.setEnabled(ticked > 0)

    def _on_moved(self, row: ReportRow, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self.rows[place].tick.setFocus(Qt.FocusReason.TabFocusReason)
            self.scroll_to(self.rows[place])

    def _on_all(self) -> None:
        """Tick the rows that have a name and a value; the others are ticked when what they lack is typed."""
        for row in self.rows:
            row.tick.setChecked(row.is_whole)

    def _on_none(self) -> None:
        for row in self.rows:
            row.tick.setChecked(False)

    def _on_take(self) -> None:
        rows: list[Mapping[str, str]] = [row.texts for row in self.rows if row.is_ticked]
        nameless = next((row for row in self.rows if row.is_ticked and not row.texts.get("test")), None)
        if nameless is not None:
            self.said.setText(tr("A ticked row has no name. Type the name of its test, or untick the row."))
            self.scroll_to(nameless)
            nameless.cells["test"].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.taken.emit(rows)
        self._workspace.drafts.drop(REPORT_ROWS, self._document_id)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter takes the rows."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self._go.isEnabled():
                self._on_take()
            return
        super().keyPressEvent(event)

    # Their pictures ------------------------------------------------------------------------------------------------------

    def _fetch(self) -> None:
        """Ask for the picture of the next page, and cut the lines out of it."""
        if not self._pages:
            return
        self._job = self._workspace.background.run(
            self._cutting(self._pages.pop(0)),
            owner=self,
            quiet=True,
            on_result=self._on_cut,
            on_error=self._on_no_picture,
        )

    def _cutting(self, page: int) -> Callable[[Task], list[Piece]]:
        boxes = [(place, row.proposed.box) for place, row in enumerate(self.rows) if row.proposed.page == page]
        return cutting(self._workspace, self._document_id, page, boxes)

    def _on_cut(self, pieces: Sequence[Piece]) -> None:
        for place, image, points in pieces:
            self.rows[place].picture.show_image(image, points)
        self._fetch()

    def _on_no_picture(self, error: BaseException) -> None:
        """Without its picture a row cannot be compared here, and the report beside still shows it."""
        if not isinstance(error, IsmError):
            self._workspace.report(error)
        self._fetch()
