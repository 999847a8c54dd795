"""One quiet line of the start page: of which groups of a health record there is nothing yet. It can be put away for good."""

from functools import partial

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import record_groups
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.places.home.home_overview import Overview
from ism_desktop.ui.places.home.home_panel import HomePanel, PlaceRow

_NAMED = 3


class GroupsPanel(HomePanel):
    """Not there while a person has just begun, when no group is empty, and once it was put away."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("What a health record contains"), "groups")
        self._workspace = workspace

    def show_overview(self, overview: Overview) -> None:
        """Name some of the empty groups."""
        empty = overview.papers.empty_groups
        self.setVisible(bool(empty) and not overview.is_beginning)
        column = self.begin()
        names = list(empty[:_NAMED])
        more = len(empty) - len(names)
        if more > 0:
            names.append(tr_n("{number} more", "{number} more", more))
        words = tr("Nothing here yet: {groups}", groups=in_use().listed(names))
        detail = tr("Nothing has to be filled in.")
        self.add_row(
            column, PlaceRow(words, detail, "record_groups", None, icon_name="mdi6.folder-outline", name="groups.open")
        )
        self.add_button(column, button(tr("Put away"), self._on_away, role="quiet", name="groups.away"))
        self.end()

    def _on_away(self) -> None:
        _put_away(self._workspace, away=True)
        words = tr("Home says nothing of empty groups any more.")
        self._workspace.undo_bar.offer(words, partial(_put_away, self._workspace, away=False))


def _put_away(workspace: Workspace, *, away: bool) -> None:
    with workspace.vault.write() as session:
        record_groups.put_away(session, away=away)
