"""The list of collections with the form: its table of values with panels, the tests of last time, pasting, and a document beside it."""

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ism_desktop.errors import RecordMissing, UnsavedEntry
from ism_desktop.language import tr
from ism_desktop.library import lab_tests
from ism_desktop.records import links, store, test_values
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.test_results import TRYPTASE, TRYPTASE_GROUP, URINE_GROUP
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.places.results.beside import DocumentBeside, PageBeside
from ism_desktop.ui.places.results.known_tests import KnownTests
from ism_desktop.ui.places.results.paste_dialog import PasteDialog, copied_table
from ism_desktop.ui.places.results.report_dialog import ReportDialog
from ism_desktop.ui.places.results.tryptase_words import add_tryptase_words
from ism_desktop.ui.places.results.unit_notice import SIGN, UnitNotice
from ism_desktop.ui.record_kit.actions import attach_proof
from ism_desktop.ui.record_kit.editors.table import TableEditor
from ism_desktop.ui.record_kit.editors.text import TextEditor
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.proofs import AttachDialog
from ism_desktop.ui.record_kit.view import KindView

_BESIDE = "document"
_FORM = 1000  # pixels at 100 %: six columns of a table
_WITH_LIST = 1120  # with less room the table takes the place of the list
_LOW = 320  # pixels at 100 %: in less the table goes up to the top
_LOWEST = 180  # and in less than this its label goes, too
_BOTH = 720  # pixels at 100 %: with less room the document stands below the form
_LOW_BOTH = 520  # with less height for both, head and title give way
_REACTION_STATES = frozenset({"reaction", "after_24h"})


class ResultsView(KindView):
    """The shared list and form, with what makes twenty values quick to type."""

    def __init__(self, workspace: Workspace, kind: Kind) -> None:
        self.beside: DocumentBeside | None = None  # made when it is first wanted
        self._wanted: PageBeside | None = None
        self._to_attach: PageBeside | None = None  # chosen for a new entry, whose proof it becomes
        self._is_ready = False
        self._units = UnitNotice()
        super().__init__(workspace, kind, form_width=_FORM)
        self._read: tuple[int, KnownTests] | None = None

    @property
    def _known(self) -> KnownTests:
        """What was typed before, read when it is first asked for, and anew after a change."""
        generation = self._workspace.vault.generation
        if self._read is None or self._read[0] != generation:
            with self._workspace.vault.read() as session:
                self._read = generation, KnownTests(test_values.every(session))
        return self._read[1]

    @property
    def _lab(self) -> str:
        """The lab as it is typed now."""
        lab = self.form.row("lab")
        return "" if lab.gap is not None else str(lab.editor.read() or "")

    @property
    def table(self) -> TableEditor:
        """The table of values."""
        return cast("TableEditor", self.form.row("values").editor)

    def dress_form(self, form: RecordForm) -> None:
        """Give the table what makes it quick, and the tryptase its words."""
        table = cast("TableEditor", form.row("values").editor)
        table.suggest = self._suggest
        table.cell_typed.connect(self._on_cell_typed)
        table.columns_pasted.connect(self._on_pasted)
        values = cast("Panel", form.cards["values"])
        values.body.insertWidget(0, self._tools())
        form.row("values").add_notice(self._units)
        table.cells.note_of, table.cells.note_sign = self._units.of_cell, SIGN
        self._no_onset = add_tryptase_words(cast("Panel", form.cards[TRYPTASE_GROUP.key]))
        form.opened.connect(self._on_opened)
        form.saved.connect(self._on_form_saved)
        form.closed.connect(self._put_beside_away)
        form.binding.edited.connect(self._fit_cards)
        form.offering_changed.connect(self._fit)
        self._is_ready = True

    def _tools(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self._panels = button(tr("Choose a panel"), icon_name="mdi6.format-list-bulleted", name="choose_panel")
        menu = QMenu(self._panels)
        for panel in lab_tests.load().panels:
            action = menu.addAction(tr("{panel} ({number})", panel=panel.name, number=len(panel.tests)))
            action.setData(panel.key)
        menu.triggered.connect(self._on_panel)
        self._panels.setMenu(menu)
        row.addWidget(self._panels)
        self._again = button(tr("Same tests as last time"), self._on_again, icon_name="mdi6.history", name="same_tests")
        row.addWidget(self._again)
        self._paste = button(tr("Paste values…"), self._on_paste, icon_name="mdi6.content-paste", name="paste_values")
        row.addWidget(self._paste)
        self._show = button(
            tr("Show the report beside"), self._on_show, icon_name="mdi6.dock-right", name="show_beside"
        )
        row.addWidget(self._show)
        return holder

    @property
    def is_narrow(self) -> bool:
        """Whether list and table do not both have room: six columns want more of it than other forms."""
        return self.width() < theme().px(_WITH_LIST)

    # Opening -------------------------------------------------------------------------------------------------------------

    def _on_opened(self, record_id: str | None) -> None:
        with self._workspace.vault.read() as session:
            proofs = [] if record_id is None else links.proofs(session, self.kind, record_id)
        if record_id is None:
            self._to_attach = self._wanted = _page_of(self.form.binding.beside.get(f"_{_BESIDE}"))
        else:
            if self._workspace.drafts.get(self.kind.name, None) is not None:
                self._to_attach = None  # the new entry was left, not saved: its document waits with it
            first = PageBeside(proofs[0].document_id, proofs[0].page) if proofs else None
            self._wanted = self._to_attach or first
        if self.is_beside:
            self._show_wanted()
        self._again.setEnabled(self.list.model.total > (0 if record_id is None else 1))
        self._units.forget()
        self._fit_cards()

    def _fit_cards(self) -> None:
        """Show what belongs to a tryptase or a urine test once there is one, or something was said of it."""
        texts = [line.texts for line in self.table.cells.lines]
        keys = [each.get("key", "") for each in texts]
        if self._units.show_for([each for each in texts if each.get("test")], self._known, self._lab):
            self.table.cells.show_notes()
        rows = self.form.binding.rows
        said = {name for name, row in rows.items() if row.typed() != [None, None]}
        about_tryptase = TRYPTASE in keys or bool(said & {"tryptase_state", "onset_at"})
        self.form.cards[TRYPTASE_GROUP.key].setVisible(about_tryptase)
        about_urine = "urine" in {lab_tests.group_of(key) for key in keys} or "drugs_taken" in said
        self.form.cards[URINE_GROUP.key].setVisible(about_urine)
        state = rows["tryptase_state"].typed()[0]
        self._no_onset.setVisible(state in _REACTION_STATES and "onset_at" not in said)
        specimen = rows["specimen"].editor
        if isinstance(specimen, TextEditor):
            test = next((lab_tests.load().tests[key] for key in keys if key in lab_tests.load().tests), None)
            usual = tr("Usually: {specimen}", specimen=test.specimen_words) if test is not None else ""
            specimen.line.setPlaceholderText(usual)

    # The table -----------------------------------------------------------------------------------------------------------

    def _suggest(self, row: int, name: str) -> Sequence[str]:
        cells = self.table.cells
        key, test = cells.text(row, "key"), cells.text(row, "test")
        if name == "test":
            return self._known.names()
        if name == "unit":
            return self._known.units(key, test)
        if name == "range":
            return self._known.ranges(key, test)
        if name == "method":
            return self._known.methods(key, test)
        return self._known.flags() if name == "flag" else ()

    def _on_cell_typed(self, row: int, name: str) -> None:
        """A test that is known by its name gets its key, and its unit where none was typed."""
        if name != "test":
            return
        cells = self.table.cells
        words = cells.text(row, "test")
        test = lab_tests.recognised(words)
        key = test.key if test is not None else ""
        filled = {"key": key}
        if words and not cells.text(row, "unit"):
            filled["unit"] = self._known.unit(key, words, self._lab)
        self._units.note([{"test": words, **filled}])
        cells.put(row, filled)

    def _offer(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Put lines there for the tests that do not stand in the table yet."""
        mark = KnownTests.mark
        there = {mark(line.texts.get("key", ""), line.texts.get("test", "")) for line in self.table.cells.lines}
        self._units.note(rows)
        self.table.offer([row for row in rows if mark(row.get("key", ""), row["test"]) not in there])
        self._fit_cards()
        self._to_the_table()
        self.table.view.show_current()

    def _to_the_table(self) -> None:
        """Put the table at the top of what is seen of the form."""
        layout = self.form.column.content.layout()
        if layout is not None:
            layout.activate()
        column, top = self.form.column, self.form.cards["values"].y()
        height = column.viewport().height()
        if height < theme().px(_LOW):  # the buttons above it would leave no room for a line
            first = self.table.view if self._units.isHidden() and height < theme().px(_LOWEST) else self._units
            top = first.mapTo(column.content, QPoint(0, 0)).y() - theme().px(4)
        column.verticalScrollBar().setValue(top)

    def _on_panel(self, action: QAction) -> None:
        panel = next(each for each in lab_tests.load().panels if each.key == action.data())
        self._offer(self._known.panel(panel, self._lab))

    def _on_again(self) -> None:
        self._offer(self._known.last_time(lab=self._lab, but=self.form.record_id))

    def _on_paste(self) -> None:
        self._on_pasted(copied_table())

    def _on_pasted(self, text: str) -> None:
        dialog = PasteDialog(text, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self._on_taken)
        dialog.open()

    def _on_taken(self, rows: Sequence[Mapping[str, str]]) -> None:
        self.table.take(rows)
        self._fit_cards()

    # The document beside -------------------------------------------------------------------------------------------------

    @property
    def is_beside(self) -> bool:
        """Whether a document stands beside the form."""
        return self.beside is not None and not self.beside.isHidden()

    def _on_show(self) -> None:
        if self.is_beside:
            self._put_beside_away()
        elif self._wanted is None or not self._show_wanted():
            self._on_choose()
        else:
            self._begin_typing()

    def _begin_typing(self) -> None:
        """Put the cursor into the table: whoever asks for the report wants to copy from it."""
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_from_report(self) -> None:
        """Propose the rows of the report that stands beside."""
        if self.beside is None or self.beside.viewer.document_id is None:
            return
        mark = KnownTests.mark
        there = frozenset(
            mark(line.texts.get("key", ""), line.texts.get("test", ""))
            for line in self.table.cells.lines
            if line.texts.get("value")
        )
        dialog = ReportDialog(self._workspace, self.beside.viewer.document_id, self.beside.title, there, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self._on_taken)
        dialog.open()

    def _says_unsaved(self) -> bool:
        """Whether new results stand here unsaved, with which another document would be mixed up; it is said then."""
        if self.form.is_changed:
            self._workspace.report(
                UnsavedEntry(
                    tr("There are new test results here that are not saved yet."),
                    tr("Save them, or discard them. Then take the values of the document."),
                )
            )
        return self.form.is_changed

    def begin_beside(self, document_id: str, page: int) -> None:
        """Show a page beside the new collection that is open, whose proof it becomes."""
        if self._to_attach == PageBeside(document_id, page or None) or not self._says_unsaved():
            self._on_chosen_document(document_id, page)
            self._begin_typing()

    def take_values(self, document_id: str) -> None:
        """Show a document beside the form that is open, as its report, and propose its rows."""
        is_new = self.form.record_id is None
        shown = self._to_attach if is_new else self._wanted
        is_shown = shown is not None and shown.document_id == document_id
        if is_new and not is_shown and self._says_unsaved():
            return
        if is_new and not is_shown:
            self._on_chosen_document(document_id, 0)
        else:
            self._wanted = shown if is_shown else PageBeside(document_id, None)
            self._show_wanted()
        self._on_from_report()

    def _on_choose(self) -> None:
        with self._workspace.vault.read() as session:
            documents = store.list_active(session, DOCUMENTS)
        dialog = AttachDialog(documents, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._on_chosen_document)
        dialog.accepted.connect(self._begin_typing)
        dialog.open()

    def _on_chosen_document(self, document_id: str, page: int) -> None:
        self._wanted = PageBeside(document_id, page or None)
        if self.form.record_id is None:
            self._to_attach = self._wanted
            self.form.binding.keep_beside(_BESIDE, [document_id, str(page)])
        else:
            attach_proof(self._workspace, self.kind, self.form.record_id, document_id, page or None)
        self._show_wanted()

    def _on_form_saved(self, record_id: str) -> None:
        """An entry that was begun with a document beside it has that document as its proof."""
        wanted, self._to_attach = self._to_attach, None
        if wanted is None:
            return
        try:
            attach_proof(self._workspace, self.kind, record_id, wanted.document_id, wanted.page)
        except RecordMissing as error:  # the document was deleted for good meanwhile; the values are saved
            self._workspace.report(error)

    def _show_wanted(self) -> bool:
        if self._wanted is None:
            self._put_beside_away()
            return False
        fresh = not self.is_beside
        if self.beside is None:
            self.beside = DocumentBeside(self._workspace)
            self.beside.choose_wanted.connect(self._on_choose)
            self.beside.values_wanted.connect(self._on_from_report)
            self.beside.closed.connect(self._put_beside_away)
            self._splitter.addWidget(self.beside)
            self._splitter.setStretchFactor(2, 3)
        if not self.beside.show_page(self._wanted):
            self._put_beside_away()
            return False
        self.beside.show()
        self._fit()
        if fresh:
            QTimer.singleShot(0, self, self._arrange_beside)  # once all of it is laid out
        return True

    def _arrange_beside(self) -> None:
        """Share the room, and show the table: what stands above it is filled in by now, or can wait."""
        upright = self._splitter.orientation() is Qt.Orientation.Vertical
        room = self._splitter.height() if upright else self._splitter.width()
        self._splitter.setSizes([0, room * 11 // 20, room * 9 // 20])
        QTimer.singleShot(0, self, self._to_the_table)

    def _put_beside_away(self) -> None:
        if self.beside is not None:
            self.beside.hide()
            self.beside.put_away()
            self._fit()

    def close_form(self) -> None:
        """Put the form away, and the document with it."""
        super().close_form()
        self._put_beside_away()

    @property
    def _is_low(self) -> bool:
        """Whether a document stands below the table, and there is hardly height for both."""
        is_below = self.is_beside and self.width() < theme().px(_BOTH)
        return is_below and self.height() < theme().px(_LOW_BOTH)

    def _fit(self) -> None:
        """With a document beside it the form has the room of the list; in a narrow page the document stands below."""
        super()._fit()
        beside = self.is_beside
        narrow = self.width() < theme().px(_BOTH)
        wanted = Qt.Orientation.Vertical if beside and narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() != wanted:
            self._splitter.setOrientation(wanted)
        if self.beside is not None:
            self.beside.set_low(low=self._is_low)
            # Saved, it needs no room for “Save” any more, and a way back to the list.
            self.form.head.setVisible(not (self._is_low and self.form.offers_saving))
        if beside:
            self.list.hide()
            self.form.back.show()
            self.form.close_button.hide()
        if self._is_ready:
            words = tr("Hide the report") if beside else tr("Show the report beside")
            self._show.setText(words)
            self._show.setAccessibleName(words)


def _page_of(kept: object) -> PageBeside | None:
    """The document that a draft names."""
    if not isinstance(kept, list):
        return None
    parts = [str(part) for part in cast("list[object]", kept)]
    if len(parts) != 2 or not parts[1].isdigit():
        return None
    return PageBeside(parts[0], int(parts[1]) or None)
