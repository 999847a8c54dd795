"""How the page shows what the card says: lines with their lead in bold, and a heading with one button."""

import html
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ism_desktop.language import tr_c, tr_lazy
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import heading, label, set_role

NOT_RECORDED = tr_lazy("Not recorded yet")

# What stands in front, in bold, and what is said of it.
Said = tuple[str, str]


def said_line(lead: str, text: str) -> QLabel:
    """One line of the card. The words come from the records, so they are escaped."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    parts = [f"<b>{html.escape(lead)}</b>" if lead else "", html.escape(text).replace("\n", "<br>")]
    made.setText("&nbsp; ".join(part for part in parts if part))
    made.setAccessibleName(" ".join(part for part in (lead, text) if part))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def empty_layout(layout: QVBoxLayout) -> None:
    """Take every widget out of a column and remove it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setParent(None)  # at once, so that nothing finds it any more; removed when it has done its work
            widget.deleteLater()


class SectionPanel(Panel):
    """One part of the card: heading, a button, and either what is said or, in the same place, the fields to change it."""

    def __init__(
        self, key: str, words: str, button_words: str, pressed: Callable[[], object], *, opens: bool = False
    ) -> None:
        """Make a section.

        Args:
            key: its name; object names are made from it.
            words: the heading.
            button_words: what the button does in full, for a screen reader and the tool tip: "Edit emergency number".
            pressed: a bound method.
            opens: whether the button goes to another page rather than editing here.
        """
        super().__init__()
        self.key = key
        self.setObjectName(f"section.{key}")
        self.setAccessibleName(words)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(heading(words), 1)
        self.button: QPushButton = button(
            tr_c("verb", "Open") if opens else tr_c("verb", "Edit"),
            pressed,
            role="quiet",
            icon_name="mdi6.arrow-right" if opens else "mdi6.pencil-outline",
            name=f"{'open' if opens else 'edit'}.{key}",
        )
        self.button.setAccessibleName(button_words)
        self.button.setToolTip(button_words)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        self.body.addLayout(self.lines)
        self.editor: QWidget | None = None

    def set_editor(self, editor: QWidget) -> None:
        """Take the fields that stand in the place of the lines while they are changed."""
        self.editor = editor
        self.body.addWidget(editor)
        editor.hide()

    @property
    def is_editing(self) -> bool:
        """Whether the fields are shown."""
        return self.editor is not None and self.editor.isVisibleTo(self)

    def show_editor(self, *, on: bool) -> None:
        """Show the fields, or what is said."""
        if self.editor is None:
            return
        self.editor.setVisible(on)
        self.button.setVisible(not on)
        for place in range(self.lines.count()):
            item = self.lines.itemAt(place)
            line = None if item is None else item.widget()
            if line is not None:
                line.setVisible(not on)
        set_role(self, "panel-editing" if on else "panel")

    def set_text(self, lines: Sequence[Said]) -> None:
        """Show these lines; "Not recorded yet" when there are none."""
        empty_layout(self.lines)
        for lead, text in lines:
            self.lines.addWidget(said_line(lead, text))
        if not lines:
            self.lines.addWidget(label(str(NOT_RECORDED), "secondary"))
        if self.is_editing:
            self.show_editor(on=True)
