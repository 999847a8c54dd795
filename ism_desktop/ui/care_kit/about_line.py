"""Says what the question that is being written is about: pressing it leads there, and it can be dropped."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.subjects import Titled, lead_to, titled
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.rows import RowButton


def about_words(found: Titled) -> str:
    """What a question is about, as a line."""
    return tr("About: {title}", title=found.short)


class AboutLine(QWidget):
    """Hidden while the question is about nothing."""

    dropped = Signal()

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__()
        self._workspace = workspace
        self.subject: Subject | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.leads = RowButton("", pressed=self._on_pressed, name=f"{name}.about")
        row.addWidget(self.leads, 1)
        drop = icon_button(tr("Not about this"), "mdi6.close", self._on_dropped, name=f"{name}.about_drop")
        row.addWidget(drop, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_subject(self, subject: Subject | None) -> None:
        """Name it; what is not there any more is not kept."""
        with self._workspace.vault.read() as session:
            found = None if subject is None else titled(session, subject)
        self.subject = None if found is None else found.subject
        self.leads.set_text("" if found is None else about_words(found), "")
        self.setVisible(found is not None)

    def _on_pressed(self) -> None:
        if self.subject is not None:
            lead_to(self._workspace, self.subject)

    def _on_dropped(self) -> None:
        self.show_subject(None)
        self.dropped.emit()
