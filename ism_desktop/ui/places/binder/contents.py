"""Shows what will be in the binder: its parts with their pages, and the documents that are merged in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import FoldingPanel, Panel
from ism_desktop.ui.kit.widgets.text import label, line, secondary, small
from ism_desktop.ui.paper_kit import paper_name
from ism_desktop.ui.places.binder.overview import Overview, Part


class PartRow(QWidget):
    """One part of the binder: its title and how much is in it, and on the right its pages."""

    def __init__(self, part: Part, place: int) -> None:
        super().__init__()
        self.setObjectName(f"part.{place}")
        self.setAccessibleName(" ".join(words for words in (part.title, part.words, part.pages) if words))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(part.title, "subheading"))
        if part.words:
            column.addWidget(small(part.words))
        row.addLayout(column, 1)
        pages = secondary(part.pages)
        pages.setWordWrap(False)
        row.addWidget(pages, 0, Qt.AlignmentFlag.AlignTop)


class ContentsPanel(Panel):
    """The parts in their order."""

    def __init__(self) -> None:
        super().__init__(tr("What will be in it"))
        self.setObjectName("contents")
        self._total = secondary("")
        self._total.setObjectName("total")
        self.body.addWidget(self._total)
        self._left_out = label("")
        self._left_out.setObjectName("left_out")
        self._left_out.hide()
        self.body.addWidget(self._left_out)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.say_waiting()

    def say_waiting(self) -> None:
        """Say that the pages are being counted."""
        self._total.setText(tr("Counting the pages…"))

    def show_overview(self, found: Overview) -> None:
        """Show the parts."""
        self._total.setText(
            tr_n(
                "{number} page on {paper}, with a footer: name, birth date, date and page.",
                "{number} pages on {paper}, with a footer on each: name, birth date, date and page.",
                found.pages,
                paper=paper_name(found.paper),
            )
        )
        self._left_out.setText("\n".join(found.content.left_out))
        self._left_out.setVisible(bool(found.content.left_out))
        empty_layout(self._rows)
        for place, part in enumerate(found.parts):
            if place:
                self._rows.addWidget(line())
            self._rows.addWidget(PartRow(part, place))


class DocumentsPanel(FoldingPanel):
    """The documents, each a way to it. `wanted` carries a document's id."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Documents in it"), name="binder_documents")
        self._ids: tuple[str, ...] = ()
        self._none = secondary(tr("No documents yet. Whatever you add under Documents is put in, page by page."))
        self.body.addWidget(self._none)
        self._left_out = secondary("")
        self._left_out.setObjectName("binder_left_out")
        self.body.addWidget(self._left_out)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)

    def show_overview(self, found: Overview) -> None:
        """Show the documents in the order in which they are put in."""
        self.head.setText(tr("Documents in it ({number})", number=len(found.documents)))
        self.head.setAccessibleName(self.head.text())
        self._none.setVisible(not found.documents and not found.content.left_out)
        how = tr("To print one, choose it under Documents and say yes to “Print in the binder”.")
        self._left_out.setText("\n".join([*found.content.left_out, how]))
        self._left_out.setVisible(bool(found.content.left_out))
        empty_layout(self._rows)
        self._ids = tuple(document.id for document in found.documents)
        for place, document in enumerate(found.documents):
            row = RowButton(document.title, document.words, pressed=self._on_pressed, name=f"binder_document.{place}")
            self._rows.addWidget(row)

    def _on_pressed(self) -> None:
        for place, document_id in enumerate(self._ids):
            if self.sender().objectName() == f"binder_document.{place}":
                self.wanted.emit(document_id)
