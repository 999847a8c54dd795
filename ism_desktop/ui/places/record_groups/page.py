"""The groups of papers and entries of a health record: which have something, and which are empty; none of them has to be filled."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import record_groups
from ism_desktop.records.record_groups import Contained
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.surfaces import Column, PageHead, Panel


class RecordGroupsPage(Page):
    """Three lists: what there is, what is empty, and what does not apply."""

    help_text = tr_lazy(
        "Guides for patients name these groups of papers. This page shows which of them your record has and which are empty.\n\n"
        "Nothing has to be filled in, and nothing is counted against you. Press a group to go there. “Not for me” puts a group at the"
        " end; you can bring it back at any time."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        column = Column(760)
        column.setObjectName("record_groups")
        outer.addWidget(column)
        head = PageHead(
            tr("What a health record contains"),
            tr("Which groups of papers and entries you have, and which are empty. Nothing has to be filled in."),
        )
        column.body.addWidget(head)
        self._lists: dict[str, GroupsPanel] = {}
        for key, words in (
            ("there", tr("In your record")),
            ("empty", tr("Nothing here yet")),
            ("aside", tr("Not for me")),
        ):
            panel = self._lists[key] = GroupsPanel(words, key)
            panel.opened.connect(self._on_opened)
            panel.moved.connect(self._on_moved)
            column.body.addWidget(panel)
        self.on_home = TickBox(tr("Show the empty groups on Home"), name="groups_on_home")
        self.on_home.clicked.connect(self._on_home)
        column.body.addWidget(self.on_home)
        column.body.addStretch(1)

    def refresh(self) -> None:
        """Count again."""
        with self.workspace.vault.read() as session:
            found = record_groups.contained(session)
            away = record_groups.is_put_away(session)
        for key, panel in self._lists.items():
            panel.show_groups([each for each in found if _list_of(each) == key])
        self.on_home.setChecked(not away)

    def _on_opened(self, found: Contained) -> None:
        self.workspace.show_page("documents" if found.papers or not found.group.kinds else found.group.place)

    def _on_moved(self, found: Contained) -> None:
        key, aside = found.group.key, not found.is_aside
        with self.workspace.vault.write() as session:
            record_groups.set_aside(session, key, aside=aside)
        words = tr("“{group}” was moved to “Not for me”.", group=found.group.label)
        if not aside:
            words = tr("“{group}” applies again.", group=found.group.label)
        self.workspace.undo_bar.offer(words, partial(_set_aside, self.workspace, key, aside=not aside))

    def _on_home(self) -> None:
        with self.workspace.vault.write() as session:
            record_groups.put_away(session, away=not self.on_home.isChecked())


def _set_aside(workspace: Workspace, key: str, *, aside: bool) -> None:
    with workspace.vault.write() as session:
        record_groups.set_aside(session, key, aside=aside)


def _list_of(found: Contained) -> str:
    if found.is_aside:
        return "aside"
    return "empty" if found.is_empty else "there"


class GroupsPanel(Panel):
    """Some groups. `opened` and `moved` carry a `Contained`."""

    opened = Signal(object)
    moved = Signal(object)

    def __init__(self, words: str, name: str) -> None:
        super().__init__(words)
        self.setObjectName(f"groups.{name}")
        self._inside = QWidget(self)
        self.body.addWidget(self._inside)

    def show_groups(self, groups: list[Contained]) -> None:
        """Show these groups; the panel is not there without any."""
        self.setVisible(bool(groups))
        old, self._inside = self._inside, QWidget(self)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for each in groups:
            column.addWidget(self._row(each))
        self.body.replaceWidget(old, self._inside)
        old.hide()
        old.deleteLater()
        self._inside.show()

    def _row(self, found: Contained) -> QWidget:
        group = found.group
        holder = QWidget(self._inside)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        detail = group.about if found.is_empty else f"{found.words} · {group.about}"
        opening = RowButton(group.label, detail, icon_name=group.icon, name=f"group.{group.key}", parent=holder)
        opening.clicked.connect(partial(self.opened.emit, found))
        words = tr("Bring back") if found.is_aside else tr("Not for me")
        away = button(words, role="quiet", name=f"group.{group.key}.aside")
        away.setAccessibleName(tr("{group}: {what}", group=group.label, what=words))
        away.clicked.connect(partial(self.moved.emit, found))
        row.addWidget(opening, 1)
        if found.is_empty or found.is_aside:
            row.addWidget(away, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            away.deleteLater()
        return holder
