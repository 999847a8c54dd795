"""The card of the start page with the documents taken in last, each with a small picture of its first page."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from ism_desktop.documents import thumbnail
from ism_desktop.language import tr, tr_n
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.places.home.home_overview import Overview
from ism_desktop.ui.places.home.home_panel import HomePanel, PlaceRow


class DocumentsPanel(HomePanel):
    """The documents taken in last, each with a small picture of its first page."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("Recent documents"), "recent")
        self._workspace = workspace
        self._rows: dict[str, PlaceRow] = {}
        self._pictures: dict[str, QPixmap] = {}

    def show_overview(self, overview: Overview) -> None:
        """Show the latest documents; their pictures follow."""
        self.setVisible(bool(overview.documents))
        column = self.begin()
        waiting = overview.papers.to_file
        if waiting:
            words = tr_n("{number} document is to be filed", "{number} documents are to be filed", waiting)
            row = PlaceRow(words, "", "to_file", None, icon_name="mdi6.tray-full", name="recent.to_file")
            self.add_row(column, row)
        self._rows = {}
        for document in overview.documents:
            row = PlaceRow(
                document.title,
                document.detail,
                DOCUMENTS.name,
                document.id,
                icon_name=DOCUMENTS.icon,
                name=f"recent.{document.id}",
            )
            self._rows[document.id] = row
            self.add_row(column, row)
            if document.id in self._pictures:
                row.show_picture(self._pictures[document.id])
        self.end()
        missing = [document.id for document in overview.documents if document.id not in self._pictures]
        if missing:
            self._load(missing)

    def _load(self, document_ids: list[str]) -> None:
        vault, workers = self._workspace.vault, self._workspace.workers

        def work(task: Task) -> list[tuple[str, bytes]]:
            found: list[tuple[str, bytes]] = []
            for done, document_id in enumerate(document_ids):
                task(done, len(document_ids), tr("Reading pictures"))
                found.append((document_id, thumbnail(vault, workers, document_id)))
            return found

        self._workspace.background.run(
            work,
            owner=self,
            title=tr("Pictures"),
            on_result=self._on_pictures,
            on_error=self._on_no_pictures,
            quiet=True,
        )

    def _on_pictures(self, found: list[tuple[str, bytes]]) -> None:
        for document_id, png in found:
            picture = QPixmap()
            if not picture.loadFromData(png):
                continue
            self._pictures[document_id] = _framed(picture)
            row = self._rows.get(document_id)
            if row is not None:
                row.show_picture(self._pictures[document_id])

    def _on_no_pictures(self, error: BaseException) -> None:
        """Keep the icons: a document that cannot be drawn says so where it is opened."""


def _framed(picture: QPixmap) -> QPixmap:
    """A small page with a thin edge, so that white paper stands out from a white card."""
    size = QSize(theme().px(34), theme().px(46))
    page = picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    painter = QPainter(page)
    painter.setPen(colour("border"))
    painter.drawRect(page.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return page
