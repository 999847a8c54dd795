"""Two photos of a series compared: chosen by their dates, side by side or one over the other. Their pictures live in memory alone."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from ism_desktop import documents
from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records.photos import Photo
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.choosing import Choices, DropDown
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.places.photos.compare_canvas import OVER, SIDE, CompareCanvas


class ComparePhotos(Dialog):
    """Begins with the first and the last photo."""

    def __init__(self, workspace: Workspace, words: str, photos: Sequence[Photo], window: QWidget) -> None:
        super().__init__(words, window, name="compare_photos", width=1180, height=900)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._photos = list(photos)
        self._pictures: dict[str, QImage | IsmError] = {}
        self._under_way: set[str] = set()
        self.canvas = CompareCanvas()
        self.body.addWidget(self._head())
        self.body.addWidget(self.canvas, 1)
        self.body.addWidget(self._line_row())
        self.canvas.line_moved.connect(self._on_line_in_canvas)
        self.canvas.zoomed.connect(self._say_zoom)
        closing = button(tr("Close"), self.accept, role="primary", name="close")
        closing.setDefault(True)
        self.foot.addWidget(closing)
        self._on_mode()
        self._say_zoom()
        self._show()
        self.canvas.setFocus()

    def _head(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self.first = self._choice(tr("Left"), 0, "compare.first")
        self.second = self._choice(tr("Right"), len(self._photos) - 1, "compare.second")
        views = ((SIDE, tr("Side by side")), (OVER, tr("One over the other")))
        self.mode = Choices(views, tr("Show as"), name="compare.mode")
        self.mode.set_value(SIDE)
        self.mode.changed.connect(self._on_mode_chosen)
        zoom_out = icon_button(
            tr("Zoom out"), "mdi6.magnify-minus-outline", self.canvas.zoom_out, name="compare.zoom_out"
        )
        zoom_in = icon_button(tr("Zoom in"), "mdi6.magnify-plus-outline", self.canvas.zoom_in, name="compare.zoom_in")
        self.level = label("", "secondary")
        self.level.setObjectName("compare.level")
        self.level.setWordWrap(False)
        whole = button(tr("Whole photos"), self.canvas.zoom_fit, role="quiet", name="compare.whole")
        for part in (self.first, self.second, self.mode, zoom_out, self.level, zoom_in, whole):
            row.addWidget(part)
        return holder

    def _choice(self, words: str, place: int, name: str) -> DropDown:
        made = DropDown()
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.setMinimumWidth(theme().px(170))
        for photo in self._photos:
            made.addItem(photo.when if photo.taken_on is not None else photo.title)
        made.setCurrentIndex(place)
        made.currentIndexChanged.connect(self._show)
        return made

    def _line_row(self) -> QWidget:
        self._row = QWidget()
        column = QVBoxLayout(self._row)
        column.setContentsMargins(0, 0, 0, 0)
        words = label(tr("Where one photo ends and the other begins"), "secondary")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("compare.line")
        self.slider.setAccessibleName(tr("Where one photo ends and the other begins, in per cent of the width"))
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(2)
        self.slider.setPageStep(10)
        self.slider.setValue(50)
        self.slider.valueChanged.connect(self.canvas.set_line)
        words.setBuddy(self.slider)
        column.addWidget(words)
        column.addWidget(self.slider)
        return self._row

    # Showing -------------------------------------------------------------------------------------------------------------

    def _chosen(self) -> tuple[Photo, Photo]:
        return self._photos[self.first.currentIndex()], self._photos[self.second.currentIndex()]

    def _show(self) -> None:
        """Show the two that are chosen, and fetch what is not there; what nobody looks at any more is let go."""
        chosen = self._chosen()
        wanted = {photo.link_id for photo in chosen}
        self._pictures = {key: found for key, found in self._pictures.items() if key in wanted}
        for place, photo in enumerate(chosen):
            found = self._pictures.get(photo.link_id)
            image = found if isinstance(found, QImage) else None
            said = str(found) if isinstance(found, IsmError) else tr("On its way…")
            self.canvas.show_photo(place, image, photo.when if photo.taken_on is not None else photo.title, said)
            if found is None and photo.link_id not in self._under_way:
                self._fetch(photo)

    def _fetch(self, photo: Photo) -> None:
        self._under_way.add(photo.link_id)
        self._workspace.background.run(
            self._work(photo),
            owner=self,
            quiet=True,
            at_once=True,
            on_result=self._on_arrived,
            on_error=self._workspace.report,
            on_cancelled=self._under_way.clear,
        )

    def _work(self, photo: Photo) -> Callable[[Task], tuple[str, QImage | IsmError]]:
        vault, workers = self._workspace.vault, self._workspace.workers

        def render(_task: Task) -> tuple[str, QImage | IsmError]:
            try:
                picture = documents.photo_picture(vault, workers, photo.document_id, photo.page)
            except IsmError as error:
                return photo.link_id, error
            image = QImage.fromData(picture.png, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
            return photo.link_id, image.convertToFormat(QImage.Format.Format_RGB32)

        return render

    def _on_arrived(self, answer: tuple[str, QImage | IsmError]) -> None:
        key, found = answer
        self._under_way.discard(key)
        self._pictures[key] = found
        self._show()

    # The person ----------------------------------------------------------------------------------------------------------

    def _on_mode_chosen(self) -> None:
        """Show it that way, with the arrow keys for what is moved there: the line between the photos, or the photos."""
        self._on_mode()
        (self.slider if self.mode.value == OVER else self.canvas).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_mode(self) -> None:
        mode = self.mode.value or SIDE
        self.canvas.set_mode(mode)
        self._row.setVisible(mode == OVER)

    def _on_line_in_canvas(self, line: int) -> None:
        self.slider.setValue(line)

    def _say_zoom(self) -> None:
        percent = round(self.canvas.zoom * 100)
        self.level.setText(tr("{percent} %", percent=percent))
        self.level.setAccessibleName(tr("Shown at {percent} per cent", percent=percent))
