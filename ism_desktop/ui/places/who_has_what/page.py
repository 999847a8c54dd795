"""Who has what: three lists, what one person has and what has changed since, and the letter that asks for records."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.printing import request_letter
from ism_desktop.records import changes_since, disclosures, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.calls import CALLS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.given_papers import GIVEN_PAPERS
from ism_desktop.records.kinds.records_requests import RECORDS_REQUESTS, is_waiting
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import Printout, show_paper
from ism_desktop.ui.places.who_has_what.has_dialog import HasDialog
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView


class WhoHasWhatPage(RecordsPage):
    """Three lists behind three buttons; a request has a letter."""

    help_text = tr_lazy(
        "Whenever a paper was printed or saved, “Given to…” notes who got it. Here stands everything that was noted, and what you gave"
        " that this program did not print can be added.\n\n"
        "“What somebody has…” shows for one person what they were given, what has changed in your record since then, and which results"
        " and reports are newer than the last paper that held some. Choose your point person to see what they have not been sent. The"
        " program lists facts with their dates and judges nothing.\n\n"
        "“Records requests” keeps which practice or hospital you asked for what, by when it is due, what arrived and what is missing."
        " “Print letter…” makes the letter for it; attach what arrived under “Supporting documents”. Until everything is here, the day"
        " by which it is due is among the dates on Home.\n\n"
        "“Calls” keeps what was said on the phone, the reference number, and what comes next."
    )

    def __init__(self, workspace: Workspace) -> None:
        self._has = button(
            tr("What somebody has…"),
            self.show_what_one_has,
            icon_name="mdi6.account-search-outline",
            name="what_one_has",
        )
        names = (GIVEN_PAPERS.name, RECORDS_REQUESTS.name, CALLS.name)
        super().__init__(workspace, tr("Who has what"), names)
        self.kinds |= {CARE_TEAM.name, *(kind.name for kind in changes_since.READ_FROM)}
        self.head.buttons.removeWidget(self._add)
        for part in (self._has, self._add):
            self.head.add_button(part)

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """Make the list; a request has its letter above the fields."""
        return RequestsView(self.workspace, kind) if kind is RECORDS_REQUESTS else KindView(self.workspace, kind)

    def show_what_one_has(self) -> None:
        """Show what one person has; that of the entry that is chosen comes first."""
        self.leave()
        view = self.view
        who: object = None
        if isinstance(view, KindView) and view.kind is GIVEN_PAPERS:
            chosen = view.list.table.selected_ids()
            with self.workspace.vault.read() as session:
                record = store.find(session, GIVEN_PAPERS, chosen[0]) if chosen else None
            who = None if record is None else record.values["who"]
        HasDialog(self.workspace, self.window(), who).open()


class RequestsView(KindView):
    """The requests; above a saved one stands the way to its letter."""

    def dress_form(self, form: RecordForm) -> None:
        """Put the letter above the fields."""
        form.extra.addWidget(RequestPanel(self._workspace, form))


class RequestPanel(QWidget):
    """Prints the letter, and notes in one press that everything arrived."""

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("request_panel")
        self._workspace = workspace
        self._form = form
        row = FlowLayout(self)
        self.letter = button(
            tr("Print letter…"), self._on_letter, icon_name="mdi6.printer-outline", name="print_request_letter"
        )
        self.arrived = button(
            tr("It arrived today"), self._on_arrived, icon_name="mdi6.email-open-outline", name="request_arrived"
        )
        row.addWidget(self.letter)
        row.addWidget(self.arrived)
        form.opened.connect(self._on_opened)
        form.saved.connect(self._on_opened)
        self._on_opened(None)

    def _on_opened(self, _record_id: object) -> None:
        record_id = self._form.record_id
        self.setVisible(record_id is not None)
        with self._workspace.vault.read() as session:
            record = None if record_id is None else store.find(session, RECORDS_REQUESTS, record_id)
        waiting = record is not None and is_waiting(record.values) and record.values["arrived_on"] is None
        self.arrived.setVisible(waiting)

    def _on_letter(self) -> None:
        self._form.save()
        record_id = self._form.record_id
        if record_id is None or self._form.is_changed:
            return
        with self._workspace.vault.read() as session:
            content = request_letter.collect(session, record_id, self._workspace.today())
        printout = Printout(
            "request_letter",
            tr("Print the letter"),
            tr(
                "It goes to whom you ask, with what you ask for. Sign it before you send it. If “Asked on” is empty, it becomes today."
            ),
            partial(request_letter.draw, content),
            tr("Letter {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.REQUEST_LETTER, content.title, content.as_dict()),
            content.unprintable,
        )
        show_paper(self._workspace, printout, self).went_out.connect(self._on_letter_went_out)

    def _on_letter_went_out(self) -> None:
        """Note when it was asked: without that day nobody knows how long the answer has taken."""
        record = self._form.record
        if record is not None and record.values["asked_on"] is None:
            self._fill_in_today("asked_on")

    def _fill_in_today(self, name: str) -> None:
        row = self._form.binding.rows[name]
        row.show_value(PartialDate.from_date(self._workspace.today()))
        row.edited.emit()
        self._form.save()

    def _on_arrived(self) -> None:
        self._fill_in_today("arrived_on")
        # What most often comes next is to write down which pages are missing.
        self._form.go_to("missing")
