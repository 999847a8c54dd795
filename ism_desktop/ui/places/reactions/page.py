"""Reactions and what was tolerated, on one page: two lists behind two buttons, and the line that says "there are none"."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import store
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.values import Gap
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.record_kit.actions import state_none
from ism_desktop.ui.record_kit.page import RecordsPage

_NARROW = 520  # pixels at 100 %


class ReactionsPage(RecordsPage):
    """The shared list and form for both kinds, with a sentence on top that tells how matters stand."""

    help_text = tr_lazy(
        "The first list is for what you reacted to or were told to avoid: drugs, stings, foods, heat and the "
        "like. The second is for what went well: pain relief, anaesthetics, contrast media, antibiotics. Both are "
        "printed on your emergency card.\n\nIf you know of no allergy or reaction, say so on the empty list. “None "
        "known” is printed then; an empty list prints as NOT RECORDED.\n\nThe program keeps what you write. It does "
        "not check one entry against another."
    )

    def __init__(self, workspace: Workspace) -> None:
        self._counts = ""
        super().__init__(workspace, tr("Reactions & tolerated"), (REACTIONS.name, TOLERATED.name))
        self._statement = StatementLine()
        self._statement.taken_back.clicked.connect(self._on_taken_back)
        self._column.insertWidget(1, self._statement)

    def _show(self, name: str) -> None:
        super()._show(name)
        self._refresh_counts()

    def _refresh_counts(self) -> None:
        """Say how many there are; in a narrow page the lists need the room more than these words."""
        narrow = self.width() < theme().px(_NARROW)
        self.head.title.setText(tr("Reactions") if narrow else tr("Reactions & tolerated"))
        self.head.set_text("" if narrow else self._counts)

    def refresh(self) -> None:
        """Read both lists, and what was stated."""
        super().refresh()
        with self.workspace.vault.read() as session:
            reactions, tolerated = store.count(session, REACTIONS), store.count(session, TOLERATED)
            stated = store.statement(session, REACTIONS)
        self._counts = _counted(reactions, tolerated)
        self._refresh_counts()
        self._statement.setVisible(stated is Gap.NONE and not reactions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words above the lists to the width."""
        super().resizeEvent(event)
        self._refresh_counts()

    def _on_taken_back(self) -> None:
        state_none(self.workspace, REACTIONS, says_none=False)


def _counted(reactions: int, tolerated: int) -> str:
    if not reactions and not tolerated:
        return tr("What you reacted to, and what went well. Both are printed on your emergency card.")
    went_badly = REACTIONS.count_words(reactions)
    went_well = TOLERATED.count_words(tolerated)
    return tr(
        "{reactions}, {tolerated}. Both are printed on your emergency card.", reactions=went_badly, tolerated=went_well
    )


class StatementLine(QFrame):
    """What the person stated for the whole list, and the way to take it back."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reactions_statement")
        self.setProperty("role", "leaf")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        words = label(tr("You stated: “{statement}”. Your card and binder say so.", statement=REACTIONS.states_none))
        row.addWidget(words, 1)
        self.taken_back = button(tr("Withdraw"), role="quiet", name="reactions_statement.take_back")
        row.addWidget(self.taken_back)
        self.hide()
