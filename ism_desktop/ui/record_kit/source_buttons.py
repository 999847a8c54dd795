"""Buttons for the documents that say so: each opens the very page."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.printing.diagnosis_page.content import source_words
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.links import Proof
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout


class SourceButtons(QWidget):
    """A button for each document that says so; it opens the very page."""

    def __init__(self, workspace: Workspace, sources: Sequence[Proof]) -> None:
        super().__init__()
        self._workspace = workspace
        self.flow = FlowLayout(self)
        self._sources: Mapping[str, Proof] = {f"source.{source.id}": source for source in sources}
        for name, source in self._sources.items():
            words = source_words(source)
            made = button(words, self._on_pressed, role="quiet", icon_name=DOCUMENTS.icon, name=name)
            made.setAccessibleName(tr("Open {title}", title=words))
            self.flow.addWidget(made)

    def _on_pressed(self) -> None:
        pressed = self.sender()
        source = self._sources.get(pressed.objectName())
        if source is not None:
            self._workspace.show_page(DOCUMENTS.name, source.document_id, source.page)
