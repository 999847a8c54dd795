"""Two versions of a document side by side, page by page."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ism_desktop import documents
from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records import version_words
from ism_desktop.records.document_versions import Version
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.places.documents.pages.canvas import PageCanvas

_DPI = 110
_KEPT = 12

_Key = tuple[int, int]  # left or right, and the page from 1


class CompareVersions(Dialog):
    """Page Up and Page Down turn both; each side can be turned by itself where pages were added or deleted."""

    def __init__(self, workspace: Workspace, one: Version, other: Version, window: QWidget) -> None:
        super().__init__(tr("Compare versions"), window, name="compare_versions", width=1180, height=900)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._sides = (one, other)
        self.pages = [1, 1]
        self._pictures: dict[_Key, QImage | IsmError] = {}
        self._under_way: set[_Key] = set()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        self._words = [label("", "subheading"), label("", "subheading")]
        self.canvases: list[PageCanvas] = []
        for side, version in enumerate(self._sides):
            name = version_words.name(version)
            canvas = PageCanvas(name, f"compare_side_{side}")
            self.canvases.append(canvas)
            grid.addWidget(self._head(side), 0, side)
            grid.addWidget(canvas, 1, side)
            grid.setColumnStretch(side, 1)
        grid.setRowStretch(1, 1)
        self.body.addWidget(holder, 1)
        self.foot.addWidget(
            button(tr("Previous page"), self._on_back, icon_name="mdi6.chevron-left", name="compare_back")
        )
        self.foot.addWidget(button(tr("Next page"), self._on_on, icon_name="mdi6.chevron-right", name="compare_on"))
        closing = button(tr("Close"), self.accept, role="primary", name="close")
        closing.setDefault(True)
        self.foot.addWidget(closing)
        self._show()

    def _head(self, side: int) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        back = icon_button(
            tr("Previous page on this side"), "mdi6.chevron-left", self._backs()[side], name=f"compare_back_{side}"
        )
        forth = icon_button(
            tr("Next page on this side"), "mdi6.chevron-right", self._forths()[side], name=f"compare_on_{side}"
        )
        for part in (self._words[side], back, forth):
            row.addWidget(part)
        return holder

    def _backs(self) -> tuple[Callable[[], None], Callable[[], None]]:
        return self._left_back, self._right_back

    def _forths(self) -> tuple[Callable[[], None], Callable[[], None]]:
        return self._left_on, self._right_on

    def _left_back(self) -> None:
        self._turn(-1, 0)

    def _right_back(self) -> None:
        self._turn(-1, 1)

    def _left_on(self) -> None:
        self._turn(1, 0)

    def _right_on(self) -> None:
        self._turn(1, 1)

    def _on_back(self) -> None:
        self._turn(-1, 0, 1)

    def _on_on(self) -> None:
        self._turn(1, 0, 1)

    def _turn(self, by: int, *sides: int) -> None:
        for side in sides:
            self.pages[side] = min(max(1, self.pages[side] + by), self._sides[side].pages)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn both sides."""
        if event.key() == Qt.Key.Key_PageDown:
            self._on_on()
        elif event.key() == Qt.Key.Key_PageUp:
            self._on_back()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        wanted = [(side, self.pages[side]) for side in (0, 1)]
        while len(self._pictures) > _KEPT:
            del self._pictures[next(key for key in self._pictures if key not in wanted)]
        for side, page in wanted:
            version, canvas = self._sides[side], self.canvases[side]
            name = version_words.name(version)
            self._words[side].setText(tr("{name}, page {page} of {pages}", name=name, page=page, pages=version.pages))
            found = self._pictures.get((side, page))
            canvas.said = str(found) if isinstance(found, IsmError) else tr("On its way…")
            canvas.show_image(found if isinstance(found, QImage) else None)
            if found is None and (side, page) not in self._under_way:
                self._fetch((side, page))

    def _fetch(self, key: _Key) -> None:
        self._under_way.add(key)
        self._workspace.background.run(
            self._work(key),
            owner=self,
            quiet=True,
            at_once=True,
            on_result=self._on_arrived,
            on_error=self._workspace.report,
        )

    def _work(self, key: _Key) -> Callable[[Task], tuple[_Key, QImage | IsmError]]:
        vault, workers, version = self._workspace.vault, self._workspace.workers, self._sides[key[0]]

        def render(_task: Task) -> tuple[_Key, QImage | IsmError]:
            try:
                picture = documents.version_picture(vault, workers, version, key[1], _DPI)
            except IsmError as error:
                return key, error
            image = QImage.fromData(picture.png, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
            return key, image.convertToFormat(QImage.Format.Format_RGB32)

        return render

    def _on_arrived(self, answer: tuple[_Key, QImage | IsmError]) -> None:
        key, found = answer
        self._under_way.discard(key)
        self._pictures[key] = found
        self._show()
