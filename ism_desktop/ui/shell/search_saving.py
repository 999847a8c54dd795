"""Keeping a search: the row at the foot of the results, and the dialog that asks for its name."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ism_desktop.language import tr
from ism_desktop.records import saved_searches
from ism_desktop.records.kinds.saved_searches import SAVED_SEARCHES
from ism_desktop.records.saved_searches import Saved
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.shell.search_chips import PanelButton

_LONGEST = 40  # letters of a name on a button


def shortened(name: str) -> str:
    """A name as it fits on a button."""
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST].rstrip()}…"


def _button(parent: QWidget, name: str) -> PanelButton:
    made = PanelButton(parent)
    made.setObjectName(name)
    made.setProperty("role", "quiet")
    made.setIcon(icon(SAVED_SEARCHES.icon, "accent", before_words=True))
    return made


class SaveRow(QWidget):
    """Says whether the search is kept, or offers to keep it: `wanted` under a name to be asked for, `over_wanted` in place of the other."""

    wanted = Signal()
    over_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search_saving")
        self._flow = FlowLayout(self, spacing=8)
        self._flow.setContentsMargins(8, 6, 16, 0)
        self._over = _button(self, "search_save_over")
        self._save = _button(self, "search_save")
        self._said = secondary("")
        self._said.setObjectName("search_saved_as")
        self._said.setWordWrap(False)
        self._said.setContentsMargins(8, 4, 8, 4)
        for part in (self._over, self._save):
            part.left.connect(self.left)
        for part in (self._over, self._save, self._said):
            self._flow.addWidget(part)
        self._over.clicked.connect(self.over_wanted)
        self._save.clicked.connect(self.wanted)
        self.hide()

    def show_state(self, same: Saved | None, opened: Saved | None, *, can_save: bool) -> None:
        """Show what holds: `same` looks for these very words; `opened` was opened before they were changed."""
        offers = can_save and same is None
        self._over.setVisible(offers and opened is not None)
        self._save.setVisible(offers)
        self._said.setVisible(same is not None)
        if opened is not None:
            self._name(self._over, tr("Save over “{name}”", name=shortened(opened.name)))
        words = tr("Save this search… (Ctrl+S)") if opened is None else tr("Save as… (Ctrl+S)")
        self._name(self._save, words)
        if same is not None:
            self._said.setText(tr("Saved as “{name}”", name=shortened(same.name)))
        self.setVisible(offers or same is not None)

    @staticmethod
    def _name(made: QPushButton, words: str) -> None:
        made.setText(words.replace("&", "&&"))
        made.setAccessibleName(words)

    @property
    def buttons(self) -> list[QPushButton]:
        """Those that can be pressed now."""
        return [one for one in (self._over, self._save) if not one.isHidden()]

    def height_for(self, width: int) -> int:
        """How high it is at a width; nothing while it is not shown."""
        return 0 if self.isHidden() else self._flow.heightForWidth(width)


class SearchNameDialog(Dialog):
    """Asks what a search shall be called. `named` carries the name.

    Args:
        words: the headline.
        searched: the words that are kept, to be seen once more.
        name: the name that is proposed.
        others: the searches whose names count as taken.
        takes_over: a name that is taken means that search, which then looks for these words; else it is refused.
        parent: the window.
    """

    named = Signal(str)

    def __init__(
        self,
        words: str,
        searched: str,
        name: str,
        others: Sequence[Saved],
        parent: QWidget,
        *,
        takes_over: bool,
    ) -> None:
        super().__init__(words, parent, name="search_name_dialog", width=460, icon_name=SAVED_SEARCHES.icon)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._others = others
        self._takes_over = takes_over
        self.body.addWidget(label(SAVED_SEARCHES.field("name").label))
        self.line = QLineEdit(name)
        self.line.setObjectName("search_name")
        self.line.setAccessibleName(SAVED_SEARCHES.field("name").label)
        self.line.textChanged.connect(self._say)
        self.body.addWidget(self.line)
        self._fault = label("", "fault")
        self._fault.setObjectName("search_name_fault")
        self.body.addWidget(self._fault)
        self.body.addWidget(secondary(tr("Looks for: {words}", words=searched)))
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self.go = button(tr("Save"), self._on_go, role="primary", name="search_name_go")
        self.go.setDefault(True)
        self.foot.addWidget(self.go)
        self.line.selectAll()
        self._say()
        self.line.setFocus()

    def _say(self) -> None:
        other = saved_searches.called(self._others, self.line.text())
        words = (
            tr("Save")
            if other is None or not self._takes_over
            else tr("Save over “{name}”", name=shortened(other.name))
        )
        self.go.setText(words.replace("&", "&&"))
        self.go.setAccessibleName(words)
        is_taken = other is not None and not self._takes_over
        self.go.setEnabled(bool(self.line.text().strip()) and not is_taken)
        if other is not None:
            self._fault.setText(tr("Another saved search is called “{name}”.", name=other.name))
        self._fault.setVisible(is_taken)

    def _on_go(self) -> None:
        name = saved_searches.tidy(self.line.text())
        self.accept()
        self.named.emit(name)
