"""The journal: its entries, the latest first, and the person's triggers; what is noted quickly is noted by Ctrl+J on any page."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.printing import trigger_list
from ism_desktop.records import dated_events, disclosures
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.kinds.trackers import TRACKERS
from ism_desktop.records.kinds.triggers import TRIGGERS
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base import subject
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.care_kit.quick_entry.tracker_dialog import TrackerDialog
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import button, icon_button, set_primary
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import Printout, show_paper
from ism_desktop.ui.places.journal.count_dialog import CountDialog
from ism_desktop.ui.places.journal.journal_view import JournalView
from ism_desktop.ui.places.journal.keying_dialog import KeyingDialog
from ism_desktop.ui.places.journal.sheet_dialog import SheetDialog
from ism_desktop.ui.places.journal.summary_dialog import SummaryDialog
from ism_desktop.ui.places.journal.table_dialog import TableDialog
from ism_desktop.ui.places.journal.trigger_dialog import TriggerDialog
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView


class JournalPage(RecordsPage):
    """Three lists behind three buttons."""

    can_print = True

    help_text = tr_lazy(
        "Ctrl+J notes something in the journal from any page: press what you feel and what came before, and save. Each button shows its"
        " key, and keeps it; Shift with the last key saves at once. A good day is an entry, too: a day without any entry says nothing.\n\n"
        "A day can have several entries. An entry for an earlier day is marked as filled in later. “Add entry” opens the whole form, with"
        " times, places on the body and what helped. A photo can be chosen, dropped or pasted into the quick entry: it becomes a document,"
        " attached to the entry.\n\n"
        "To find entries, type above the list: a symptom, a trigger, a medicine, a place on the body, or a number such as 6 of 10."
        " “Filter…” shows only the entries with what you choose, in every view.\n\n"
        "“Month” and “Week” show each day with a number, as you typed it: the highest severity, that of one symptom, or how many entries"
        " there are. The arrow keys go from day to day, Page Up and Page Down to another month or week, T to today; Enter goes to the"
        " entries of the day. “Table” says the same in lines. “Chart” draws symptoms and trackers as you typed them, with tests,"
        " medicines, reactions, stings, clinic scores and episodes on the same axis of time; no line is drawn between the dots. Ctrl+P"
        " prints the chart where it is shown.\n\n"
        "“Count days…” says on how many days a symptom began with something noted before it, and on how many without.\n\n"
        "“Summary for the doctor…” puts a month, or any days, on one page. You can leave out lines, say them in your own words, and"
        " write what you want from the visit. “Sheet to fill in by hand…”, behind the button with the three points, is for days on which"
        " paper is easier; “Type in a sheet…” takes it back into the journal. “Save as a table…” is for a spreadsheet.\n\n"
        "“My triggers” holds what you know: what you suspect, what a doctor confirmed, what turned out to be none. It is for living with"
        " it. What you reacted to, for the emergency card, stands under “Reactions & tolerated”; a trigger can point to it there. Nothing"
        " is copied from one list to the other.\n\n"
        "“Choose trackers…” says what else you want to note now and then: sleep, weight, blood pressure, or something of your own. What"
        " you tick stands in the quick entry, where the key T puts the cursor. A value is kept as you type it.\n\n"
        "The program keeps what you write. It adds nothing up to a score and says of nothing that it is the cause."
    )

    in_turns = True

    def __init__(self, workspace: Workspace) -> None:
        self._quick = button(
            tr("Note something…"), self._on_quick, role="primary", icon_name="mdi6.notebook-edit-outline", name="quick"
        )
        self._quick.setToolTip("Ctrl+J")
        self._go_through = button(
            tr("Go through the list…"), self._on_go_through, icon_name="mdi6.format-list-checks", name="go_through"
        )
        self._choose = button(
            tr("Choose trackers…"), self._on_choose, icon_name="mdi6.format-list-checks", name="choose_trackers"
        )
        self._count = button(tr("Count days…"), self._on_count, icon_name="mdi6.counter", name="count_days")
        self._print = button(tr("Print…"), self._on_print, icon_name="mdi6.printer-outline", name="print_page")
        self._more = icon_button(
            tr("More: a sheet to fill in by hand, and tables"), "mdi6.dots-vertical", name="journal_more"
        )
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._is_narrow = self._is_narrowest = False
        self._folded: list[QAction] = []
        self._folded_last: list[QAction] = []
        self._choices = QWidget()
        self._row = FlowLayout(self._choices, spacing=16)
        super().__init__(workspace, tr("Journal"), (JOURNAL_ENTRIES.name, TRIGGERS.name, TRACKERS.name))
        # Calendar and chart show them, too.
        self.kinds |= {TEST_RESULTS.name} | dated_events.RECORD_KINDS
        # The primary button stays the last one.
        self.head.buttons.removeWidget(self._add)
        self._column.replaceWidget(self._switch, self._choices)
        self._row.addWidget(self._switch)
        for part in (self._go_through, self._choose, self._more, self._print, self._count, self._add, self._quick):
            self.head.add_button(part)
            part.setVisible(part in {self._quick, self._more})
        self._more.setMenu(self._menu())
        self.head.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where the buttons do not fit into one line, those that are wanted less stand in the menu: the entries are what matters.

        It is the head's own width that counts: while the page is resized, the head still has the width of before.
        """
        if watched is self.head and event.type() is QEvent.Type.Resize:
            parts = (self._more, self._print, self._count, self._add, self._quick)
            is_narrow = self._wanted(parts) > self.head.width()
            # Beside the title, or else a line of its own is lost to them, where every line counts.
            least = self.head.title.sizeHint().width() + 16 + self._wanted((self._more, self._add, self._quick))
            is_narrowest = is_narrow and least > self.head.width()
            if (is_narrow, is_narrowest) != (self._is_narrow, self._is_narrowest):
                self._is_narrow, self._is_narrowest = is_narrow, is_narrowest
                if self.has_view:  # asked for, it would be made within this turn of the window
                    self._refresh_head()
        return super().eventFilter(watched, event)

    def _wanted(self, parts: Sequence[QWidget]) -> int:
        return sum(part.sizeHint().width() + self.head.buttons.spacing() for part in parts)

    def _menu(self) -> QMenu:
        """What is wanted once a month or less, and where there is little room what has a button elsewhere."""
        menu = QMenu(self)
        menu.setObjectName("journal_menu")
        for words, icon_name, chosen, name in (
            (JOURNAL_ENTRIES.add, "mdi6.plus", self.new_record, "last_add"),
            (tr("Summary for the doctor…"), "mdi6.printer-outline", self._on_print, "menu_summary"),
            (tr("Count days…"), "mdi6.counter", self._on_count, "menu_count"),
            (tr("Sheet to fill in by hand…"), "mdi6.printer-outline", self._on_sheet, "journal_sheet"),
            (tr("Type in a sheet…"), "mdi6.keyboard-outline", self._on_keying, "journal_keying"),
            (tr("Save as a table…"), "mdi6.table-large", self._on_table, "journal_table"),
        ):
            action = menu.addAction(icon(icon_name, "muted"), words, chosen)
            action.setObjectName(name)
            if name.startswith("menu_"):
                self._folded.append(action)
            elif name.startswith("last_"):
                self._folded_last.append(action)
        return menu

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """Make the list of entries with two lines each; the triggers have the shared one."""
        if kind is not JOURNAL_ENTRIES:
            return KindView(self.workspace, kind)
        entries = JournalView(self.workspace, self._stack)
        self._row.addWidget(entries.bar)
        return entries

    @property
    def entries(self) -> JournalView:
        """The view of the entries."""
        view = self.view if self._shown == JOURNAL_ENTRIES.name else self._view_of(JOURNAL_ENTRIES.name)
        if not isinstance(view, JournalView):
            raise TypeError("the journal has a view of its own")
        return view

    @property
    def shows_adding(self) -> bool:
        """On a small screen with large text the whole form is begun from the menu: the entries need the line."""
        return super().shows_adding and not (self.view.kind is JOURNAL_ENTRIES and self._is_narrowest)

    def _refresh_head(self) -> None:
        """The quick entry leads, unless a form has something to save."""
        super()._refresh_head()
        on_journal, on_triggers = self.view.kind is JOURNAL_ENTRIES, self.view.kind is TRIGGERS
        has_entries = isinstance(self.view, KindView) and not self.view.is_empty
        self._choices.setVisible(not self._switch.isHidden())
        entries = self._views.get(JOURNAL_ENTRIES.name)
        if isinstance(entries, JournalView):
            entries.bar.setVisible(on_journal and has_entries)
            entries.set_narrow(narrow=self._is_narrowest)
        self._quick.setVisible(on_journal)
        self._count.setVisible(on_journal and has_entries and not self._is_narrow)
        self._more.setVisible(on_journal)
        self._go_through.setVisible(on_triggers)
        self._choose.setVisible(self.view.kind is TRACKERS)
        self._print.setVisible(has_entries and (on_triggers or (on_journal and not self._is_narrow)))
        for action in self._folded:
            action.setVisible(self._is_narrow and has_entries)
        for action in self._folded_last:
            action.setVisible(has_entries and not self.shows_adding)
        words = tr("Summary for the doctor…") if on_journal else tr("Print…")
        self._print.setText(words)
        self._print.setAccessibleName(words)
        self._print.setToolTip("" if self._shows_chart else "Ctrl+P")
        if on_journal:
            set_primary(self._quick, primary=not (self.view.is_editing and self.view.form.offers_saving))
            set_primary(self._add, primary=False)

    @property
    def subject(self) -> Subject | None:
        """The entry that is shown, else the day that is chosen or the chart."""
        view = self.view if self.has_view else None
        if not isinstance(view, JournalView) or view.is_editing or view.is_empty:
            return super().subject
        if view.shows_days:
            return Subject("journal", subject.DAY + view.days.chosen.isoformat())
        return subject.chart("journal", view.chart.shown_marks) if view.shows_chart else super().subject

    def show_record(self, record_id: str, page: int | None = None) -> None:
        """Choose an entry; or show a day or the chart, by its key."""
        if record_id.startswith((subject.DAY, subject.CHART)):
            self.show_kind(JOURNAL_ENTRIES.name)
            self.entries.show_again(record_id)
        else:
            super().show_record(record_id, page)

    @property
    def _shows_chart(self) -> bool:
        return isinstance(self.view, JournalView) and self.view.shows_chart and not self.view.is_empty

    def print_page(self) -> None:
        """Print the chart where it is shown; else show the summary for a doctor or the triggers as they will be on paper."""
        if self._shows_chart:
            self.leave()
            self.entries.chart.print_chart()
        else:
            self._on_print()

    def _on_print(self) -> None:
        self.leave()
        if self.view.kind is TRIGGERS:
            self._print_triggers()
        else:
            dialog = SummaryDialog(self.workspace, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def _print_triggers(self) -> None:
        with self.workspace.vault.read() as session:
            content = trigger_list.collect(session, self.workspace.today())
        printout = Printout(
            "trigger_list",
            tr("Print my triggers"),
            tr("What you know of your triggers, and how you avoid them: for whoever cooks, travels or works with you."),
            partial(trigger_list.draw, content),
            tr("List {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.TRIGGERS, content.title, content.as_dict()),
            content.unprintable,
        )
        show_paper(self.workspace, printout, self)

    def _on_go_through(self) -> None:
        self.leave()
        TriggerDialog(self.workspace, self).open()

    def _on_choose(self) -> None:
        self.leave()
        TrackerDialog(self.workspace, self.window()).open()

    def _on_count(self) -> None:
        self.leave()
        CountDialog(self.workspace, self.window()).open()

    def _on_sheet(self) -> None:
        self.leave()
        dialog = SheetDialog(self.workspace, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _on_keying(self) -> None:
        self.leave()
        KeyingDialog(self.workspace, self.window()).open()

    def _on_table(self) -> None:
        self.leave()
        TableDialog(self.workspace, self.window()).open()

    def _on_quick(self) -> None:
        QuickEntryDialog(self.workspace, self.window()).open()
