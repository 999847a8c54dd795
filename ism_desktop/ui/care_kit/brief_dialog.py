"""The dialog of the visit brief: for whom, since when, the page as it will be printed, and its lines to leave out or to say differently."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.errors import CannotPrint
from ism_desktop.language import tr, tr_lazy, tr_n
from ism_desktop.printing import visit_brief
from ism_desktop.printing.journal_summary import Changes
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.visit_brief import BriefContent
from ism_desktop.records import care_team, disclosures, store
from ism_desktop.records.kind import Field, Input
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit import visits
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices, DropDown
from ism_desktop.ui.kit.widgets.rows import SideBySide
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.changeable_lines import ChangeableLines
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog, Printout
from ism_desktop.ui.record_kit.editors.making import row_for

DRAFT = "visit_brief"
"""By this name, and by whom it is for, what was changed is kept until the brief was printed."""

_BESIDE, _LEAST = 600, 200  # pixels at 100 %: the width for two columns, the height in which a page can be read
_PAGE, _LINES = "page", "lines"
_SINCE = Field("brief.since", tr_lazy("Since"), Input.DATE, help=tr_lazy("Empty for the last visit with them."))


def show_brief(workspace: Workspace, page: QWidget, member_id: str | None = None) -> None:
    """Open the brief for somebody, else for whoever the next appointment is with."""
    with workspace.vault.read() as session:
        nobody = store.count(session, CARE_TEAM) == 0
    if nobody:
        words = tr("A brief is for somebody of your care team, and nobody is in it yet.")
        workspace.report(CannotPrint(words, tr("Add whom you see under “Care team” first.")))
        return
    BriefDialog(workspace, page, member_id).open()


class BriefDialog(PaperDialog):
    """The page is shown first, ready to print. What is changed is a draft until it was printed or saved."""

    wide = 1_120

    def __init__(self, workspace: Workspace, page: QWidget, member_id: str | None = None) -> None:
        self._workspace = workspace
        self._today = workspace.today()
        with workspace.vault.read() as session:
            self._team = store.list_active(session, CARE_TEAM)
            coming = [store.get(session, APPOINTMENTS, one.id) for one in visits.coming(session, self._today)]
        known = {member.id for member in self._team}
        upcoming = [str(visit.values["with_member"]) for visit in coming]
        people = [member.id for member in self._team if care_team.is_person(member.values)]
        wanted = [member_id or "", *upcoming, *people, *known]
        self._member_id = next((one for one in wanted if one in known), "")
        self._read_draft()
        self._content = self._collect()
        super().__init__(workspace, self._made(), page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()

    def place_preview(self) -> None:
        """Beside what can be chosen: below it, little of the page would be seen on a low screen."""
        left, right = QWidget(), QWidget()
        self._choices, self._sides = QVBoxLayout(left), QVBoxLayout(right)
        for column in (self._choices, self._sides):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
        self._choices.addStretch(1)
        self._sides.addWidget(self.preview)
        self.preview.setMinimumHeight(theme().px(_LEAST))
        self.body.addWidget(SideBySide(left, right, needed=_BESIDE, shares=(1, 2)), 1)

    def _build(self) -> None:
        self.who = DropDown()
        self.who.setObjectName("brief.who")
        self.who.setAccessibleName(tr("Whom you will see"))
        for member in sorted(self._team, key=lambda one: not care_team.is_person(one.values)):
            role = member.values["role"]
            self.who.addItem(tr("{name}, {role}", name=member.title, role=role) if role else member.title, member.id)
        self.who.setCurrentIndex(max(0, self.who.findData(self._member_id)))
        self.who.currentIndexChanged.connect(self._on_who)
        self.since = row_for(_SINCE, self._workspace)
        self.since.show_value(PartialDate.from_date(self._content.begins))
        self.since.edited.connect(self._on_since)
        self.side = Choices(((_PAGE, tr("The page")), (_LINES, tr("Change the lines"))), tr("Show"), name="brief.side")
        self.side.set_value(_PAGE)
        self.side.changed.connect(self._on_side)
        self.room = secondary("")
        self.room.setObjectName("brief.room")
        hint = tr("Up to three, on top of the page. Your most important questions can be taken as they are.")
        self.lines = ChangeableLines(tr("My main points"), hint)
        self.lines.edited.connect(self._on_edited)
        self.lines.hide()
        self.take = button(
            tr("Take my first questions"), self._on_take, icon_name="mdi6.star-outline", name="brief.take"
        )
        for place, part in enumerate((self.who, self.since, self.side, self.room, self.take)):
            self._choices.insertWidget(place, part)
        self._choices.setAlignment(self.take, Qt.AlignmentFlag.AlignLeft)
        self._sides.addWidget(self.lines)
        self.again = button(tr("Start again"), self._on_start_again, role="quiet", name="brief.again")
        self.foot.removeWidget(self.going)  # the primary button stays the last one
        self.foot.addWidget(self.again)
        self.foot.addWidget(self.going)
        self.paper.chosen.connect(self._say_room)
        self._show_state()

    # The page ------------------------------------------------------------------------------------------------------------

    def _read_draft(self) -> None:
        kept = self._workspace.drafts.get(DRAFT, self._member_id or None) or {}
        self._changes = Changes.from_plain(kept)
        try:
            self._since: date | None = date.fromisoformat(str(kept.get("since") or ""))
        except ValueError:
            self._since = None

    def _collect(self) -> BriefContent:
        with self._workspace.vault.read() as session:
            return visit_brief.collect(session, self._member_id, self._today, since=self._since)

    def _made(self) -> Printout:
        """The page with the changes, as it is printed and saved."""
        content = self._content.changed(self._changes)
        return Printout(
            "visit_brief",
            tr("Brief for a visit"),
            tr(
                "What has changed since they saw you last. Leave out what you do not want to show; say things your way."
            ),
            partial(visit_brief.draw, content),
            # The name of a file says nothing about the illness; the day tells the files apart.
            tr("Brief {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.VISIT_BRIEF, content.title, content.as_dict()),
            content.unprintable,
        )

    def _show_page(self) -> None:
        self.show_printout(self._made())
        self._show_state()

    def _show_state(self) -> None:
        on_lines = self.side.value == _LINES
        self.again.setVisible(not self._changes.is_empty)
        self.take.setVisible(on_lines and bool(self._content.points))
        self._say_room()

    def _say_room(self, _paper: Paper | None = None) -> None:
        """Say how many pages it takes, and what finds no room on two."""
        missing, pages = visit_brief.left_off(self._content.changed(self._changes), self.paper.paper)
        said = tr_n("It takes {number} page.", "It takes {number} pages.", pages) if pages > 1 else ""
        if missing:
            said = tr_n(
                "{number} line finds no room on two pages, and the paper says so. Leave out what matters less.",
                "{number} lines find no room on two pages, and the paper says so. Leave out what matters less.",
                missing,
            )
        self.room.setText(said)
        self.room.setVisible(bool(said))

    # Choosing ------------------------------------------------------------------------------------------------------------

    def _on_who(self) -> None:
        self._member_id = str(self.who.currentData() or "")
        self._read_draft()
        self._renew()
        self.since.show_value(PartialDate.from_date(self._content.begins))

    def _on_since(self) -> None:
        try:
            day = self.since.read()
        except ValueError:
            return  # the row says so; the page stays as it is
        self._since = day.first_day if isinstance(day, PartialDate) else None
        self._renew()
        self._keep()

    def _renew(self) -> None:
        self._content = self._collect()
        self._show_lines()
        self._show_page()

    # Changing ------------------------------------------------------------------------------------------------------------

    def _show_lines(self) -> None:
        if self.side.value == _LINES:
            self.lines.show_sections(self._content.sections, self._changes)

    def _on_side(self) -> None:
        on_lines = self.side.value == _LINES
        self._show_lines()
        self.lines.setVisible(on_lines)
        self.preview.setVisible(not on_lines)
        self._show_page()

    def _on_edited(self) -> None:
        self._changes = self.lines.changes()
        self._keep()
        self.printout = self._made()
        self._show_state()

    def _on_take(self) -> None:
        """The most important questions become the main points, where none was typed; they can be reworded."""
        free = iter(point for point in self._content.points if point not in self._changes.wishes)
        for line in self.lines.wishes:
            if not line.text().strip():
                line.setText(next(free, ""))
        self._on_edited()

    def _keep(self) -> None:
        plain = self._changes.plain() | {"since": "" if self._since is None else self._since.isoformat()}
        if self._changes.is_empty and self._since is None:
            self._workspace.drafts.drop(DRAFT, self._member_id)
        else:
            self._workspace.drafts.put(DRAFT, self._member_id, plain)

    def _on_start_again(self) -> None:
        """Forget what was changed, and offer to undo that."""
        drafts, kept = self._workspace.drafts, self._workspace.drafts.get(DRAFT, self._member_id) or {}
        drafts.drop(DRAFT, self._member_id)
        words = tr("What you changed in the brief was discarded.")
        self._workspace.undo_bar.offer(words, partial(drafts.bring_back, DRAFT, self._member_id, kept))
        self._read_draft()
        self._renew()
        self.since.show_value(PartialDate.from_date(self._content.begins))

    # Out -----------------------------------------------------------------------------------------------------------------

    def _on_printed(self, paper: Paper) -> None:
        super()._on_printed(paper)
        self._workspace.drafts.drop(DRAFT, self._member_id)

    def _on_saved(self, path: Path) -> None:
        super()._on_saved(path)
        self._workspace.drafts.drop(DRAFT, self._member_id)
