"""Names that were typed all over the record: each can point to an entry of the care team, or become one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import reverting, store, typed_names
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.care_team import CARE_TEAM, SORTS
from ism_desktop.records.store import Record
from ism_desktop.records.typed_names import TypedName
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.grid import CardGrid
from ism_desktop.ui.kit.widgets.text import label, line, secondary

_MOST = 60  # rows at once; what is done makes room for the rest
_NEW = "new."


class NameRow(QWidget):
    """One name, where it stands, and what it shall be."""

    def __init__(self, typed: TypedName, team: Sequence[Record]) -> None:
        super().__init__()
        self.typed = typed
        grid = CardGrid(self, column=240, most=2)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(typed.name, "subheading"))
        column.addWidget(secondary(_where(typed)))
        self.choice = DropDown()
        self.choice.setObjectName(f"names.{typed.name}")
        self.choice.setAccessibleName(tr("What “{name}” is", name=typed.name))
        self.choice.addItem(tr("Leave it as typed"), "")
        for member in team:
            self.choice.addItem(tr("It is {name}", name=member.title), member.id)
        for sort in SORTS:
            self.choice.addItem(tr("Add it to the care team: {sort}", sort=sort.label), _NEW + sort.value)
        self.choice.setCurrentIndex(max(0, self.choice.findData(typed.meant)))
        grid.addWidget(said)
        grid.addWidget(self.choice)


class NamesDialog(Dialog):
    """Saving links what was chosen, in one step that can be undone. Nothing that was typed is lost: the history keeps it."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(tr("Names typed in my record"), window, name="names_dialog", width=720)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        with workspace.vault.read() as session:
            found = typed_names.gathered(session)
            team = store.list_active(session, CARE_TEAM)
        self.rows: list[NameRow] = []
        if not found:
            self.body.addWidget(label(tr("Every name in your record points to your care team already.")))
            self.add_close()
            return
        self.body.addWidget(
            secondary(
                tr(
                    "These names were typed and point to nobody. A name that points to your care team follows when it is corrected"
                    " there, and is called as it is there."
                )
            )
        )
        for typed in found[:_MOST]:
            row = NameRow(typed, team)
            self.body.addWidget(line())
            self.body.addWidget(row)
            self.rows.append(row)
        if len(found) > _MOST:
            more = len(found) - _MOST
            self.body.addWidget(
                secondary(tr_n("{number} more name after these", "{number} more names after these", more))
            )
        self.body.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self.foot.addWidget(button(tr("Link names"), self._on_link, role="primary", name="link_names"))

    def _on_link(self) -> None:
        chosen = [(row.typed, str(row.choice.currentData())) for row in self.rows if row.choice.currentData()]
        if not chosen:
            self.accept()
            return
        try:
            with self._workspace.vault.write() as session:
                since = reverting.mark(session)
                ready = [
                    (typed, _made(session, typed, what.removeprefix(_NEW)) if what.startswith(_NEW) else what)
                    for typed, what in chosen
                ]
                changed = typed_names.link(session, ready)
                until = reverting.mark(session)
        except IsmError as error:
            self._workspace.report(error)
            return
        words = tr_n(
            "{number} name points to your care team now.", "{number} names point to your care team now.", changed
        )
        self._workspace.undo_bar.offer(words, partial(_take_back, self._workspace, since, until))
        self.accept()


def _made(session: store.Session, typed: TypedName, sort: str) -> str:
    return store.save(session, CARE_TEAM, {"name": typed.name, "sort": sort})


def _take_back(workspace: Workspace, since: int, until: int) -> None:
    with workspace.vault.write() as session:
        reverting.revert(session, since, until)


def _where(typed: TypedName) -> str:
    return in_use().listed(
        BY_NAME[kind].count_words(number) for kind, number in typed_names.counted(typed.places).items()
    )
