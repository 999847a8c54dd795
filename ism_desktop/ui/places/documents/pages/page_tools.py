"""The dialogs that change one page of a plan: crop, black out, straighten. Each shows the page large and marks it by mouse or keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QWidget

from ism_desktop import documents
from ism_desktop.documents import page_plan
from ism_desktop.documents.page_plan import PlannedPage
from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices, TickBox
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.documents.pages.canvas import WHOLE, AreaCanvas, CornersCanvas, PageCanvas
from ism_desktop.ui.places.documents.pages.page_thumbs import composed
from ism_desktop.worker.values import Fractions

_SIDE = 1600
_ANGLE, _CORNERS = "angle", "corners"
_MOST_DEGREES = 45.0


class _PageTool(Dialog):
    """A page, fetched large, and something to be marked on it. `accepted` says that the marks shall be taken."""

    def __init__(
        self, workspace: Workspace, document_id: str | None, page: PlannedPage, words: str, window: QWidget, name: str
    ) -> None:
        super().__init__(words, window, name=name, width=900, height=900)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._document_id = document_id
        self.page = page
        self.canvas: PageCanvas = self._canvas()
        self._picture: QImage | None = None

    def _canvas(self) -> PageCanvas:
        raise NotImplementedError

    def _shown(self) -> PlannedPage:
        """What is done to the page that is shown."""
        raise NotImplementedError

    def _build(self, explained: str, take: str) -> None:
        self.body.addWidget(secondary(explained))
        self.body.addWidget(self.canvas, 1)
        self._tools()
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self.take = button(take, self.accept, role="primary", name="take")
        self.take.setDefault(True)
        self.foot.addWidget(self.take)
        self.canvas.setFocus()
        self._workspace.background.run(
            self._work(),
            owner=self,
            quiet=True,
            at_once=True,
            on_result=self._on_arrived,
            on_error=self._workspace.report,
        )

    def _tools(self) -> None:
        """Put what else there is below the page."""

    def _work(self) -> Callable[[Task], QImage | IsmError | None]:
        vault, workers, page, document_id = (
            self._workspace.vault,
            self._workspace.workers,
            self.page,
            self._document_id,
        )

        def render(_task: Task) -> QImage | IsmError | None:
            try:
                found = documents.small_pictures(vault, workers, document_id, page.source, [page.page], _SIDE)
            except IsmError as error:
                return error
            picture = found[page.page]
            if picture is None:
                return None
            image = QImage.fromData(picture.png, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
            return image.convertToFormat(QImage.Format.Format_RGB32)

        return render

    def _on_arrived(self, found: QImage | IsmError | None) -> None:
        if isinstance(found, QImage):
            self._picture = found
            self.redraw()
            return
        self.canvas.said = tr("This page cannot be shown.") if found is None else str(found)
        self.canvas.update()

    def redraw(self) -> None:
        """Show the page as it stands now."""
        if self._picture is not None:
            self.canvas.show_image(composed(self._picture, self._shown()))


class CropDialog(_PageTool):
    """Shows only a part of a page, or of several alike."""

    def __init__(
        self, workspace: Workspace, document_id: str | None, page: PlannedPage, chosen: int, window: QWidget
    ) -> None:
        super().__init__(workspace, document_id, page, tr("Crop the page"), window, "crop_dialog")
        self._chosen = chosen
        self._build(
            tr(
                "What lies outside of the frame is hidden, not removed: to remove something for good, black it out."
                " Arrow keys move the frame, with Shift its lower right corner, with Alt its upper left corner."
            ),
            tr("Crop"),
        )
        area = WHOLE if page.crop is None else page_plan.as_turned(page.crop, page.turn)
        self.areas.set_areas([area])

    @property
    def areas(self) -> AreaCanvas:
        """The canvas with the frame."""
        assert isinstance(self.canvas, AreaCanvas)  # noqa: S101 - made so below
        return self.canvas

    def _canvas(self) -> PageCanvas:
        return AreaCanvas(tr("The page and the frame"), "crop_canvas", several=False)

    def _tools(self) -> None:
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(button(tr("Whole page"), self._on_whole, role="quiet", name="crop_whole"))
        self.all = TickBox(tr("Crop all chosen pages alike"), name="crop_all")
        self.all.setChecked(self._chosen > 1)
        flow.addWidget(self.all)
        self.all.setVisible(self._chosen > 1)
        self.body.addWidget(row)

    def _on_whole(self) -> None:
        self.areas.set_areas([WHOLE])

    def _shown(self) -> PlannedPage:
        page = self.page
        return PlannedPage(page.source, page.page, page.turn, None, page.black, page.corners, page.angle, page.even)

    def crop(self) -> Fractions | None:
        """The frame on the page as it is not turned; None for the whole page."""
        (area,) = self.areas.fractions()
        return None if area == WHOLE else page_plan.as_unturned(area, self.page.turn)


class BlackOutDialog(_PageTool):
    """Areas of a page that are removed for good from the new version."""

    def __init__(self, workspace: Workspace, document_id: str | None, page: PlannedPage, window: QWidget) -> None:
        super().__init__(workspace, document_id, page, tr("Black out"), window, "black_out_dialog")
        self._build(
            tr(
                "Drag over what nobody shall read. In the new version it is really removed, with the text under it: the page becomes a"
                " picture. What you print or export from then on has it no more; the original stays in your record."
                " Keys: Insert adds an area, arrows move it, Shift and arrows make it larger, Delete removes it."
            ),
            tr("Black out"),
        )
        self.areas.set_areas([page_plan.as_turned(area, page.turn) for area in page.black])

    @property
    def areas(self) -> AreaCanvas:
        """The canvas with the areas."""
        assert isinstance(self.canvas, AreaCanvas)  # noqa: S101 - made so below
        return self.canvas

    def _canvas(self) -> PageCanvas:
        return AreaCanvas(tr("The page and its black areas"), "black_canvas", several=True)

    def _tools(self) -> None:
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(button(tr("Add an area"), self._on_add, role="quiet", icon_name="mdi6.plus", name="black_add"))
        flow.addWidget(
            button(
                tr("Remove the area"), self.areas.remove_area, role="quiet", icon_name="mdi6.minus", name="black_remove"
            )
        )
        self.body.addWidget(row)

    def _on_add(self) -> None:
        self.areas.add_area()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self) -> PlannedPage:
        # Areas are those of the page as it was: nothing but its turn is shown.
        return PlannedPage(self.page.source, self.page.page, self.page.turn)

    def black(self) -> list[Fractions]:
        """The areas on the page as it is not turned."""
        return [page_plan.as_unturned(area, self.page.turn) for area in self.areas.fractions()]


class StraightenDialog(_PageTool):
    """Puts a page straight: by an angle, or by the corners of the sheet in a photo."""

    def __init__(self, workspace: Workspace, document_id: str | None, page: PlannedPage, window: QWidget) -> None:
        super().__init__(workspace, document_id, page, tr("Straighten the page"), window, "straighten_dialog")
        self._build(
            tr(
                "Tilt the page until its lines are level, or drag the corners of the sheet to where they are in the photo."
                " Keys: Space takes the next corner, arrows move it, with Ctrl in small steps. A crop of this page is undone."
            ),
            tr("Straighten"),
        )
        self.angle.setValue(page.angle)
        corners = page.corners
        self.sheet.set_corners(None if corners is None else page_plan.corners_as_turned(corners, page.turn))
        self.how.set_value(_CORNERS if page.corners is not None else _ANGLE)
        self._on_how()

    @property
    def sheet(self) -> CornersCanvas:
        """The canvas with the corners."""
        assert isinstance(self.canvas, CornersCanvas)  # noqa: S101 - made so below
        return self.canvas

    def _canvas(self) -> PageCanvas:
        canvas = CornersCanvas(tr("The page and the corners of its sheet"), "straighten_canvas")
        canvas.changed.connect(self._on_corners)
        return canvas

    def _tools(self) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        self.how = Choices(
            ((_ANGLE, tr("Tilt")), (_CORNERS, tr("Corners of the sheet"))), tr("Straighten by"), name="straighten_how"
        )
        self.how.changed.connect(self._on_how)
        self.angle = QDoubleSpinBox()
        self.angle.setObjectName("straighten_angle")
        self.angle.setRange(-_MOST_DEGREES, _MOST_DEGREES)
        self.angle.setDecimals(1)
        self.angle.setSingleStep(0.1)
        self.angle.setSuffix("°")
        self.angle.setAccessibleName(tr("Degrees to the right"))
        self.angle.valueChanged.connect(self._on_angle)
        self._words = label(tr("Degrees to the right"))
        self._words.setWordWrap(False)
        for part in (self.how, self._words, self.angle):
            line.addWidget(part)
        line.addStretch(1)
        self.body.addWidget(row)

    def _on_how(self) -> None:
        by_angle = self.how.value != _CORNERS
        self.sheet.marked = not by_angle
        self.angle.setVisible(by_angle)
        self._words.setVisible(by_angle)
        self.take.setEnabled(by_angle or self.sheet.is_sheet)
        self.redraw()
        (self.angle if by_angle else self.canvas).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_angle(self) -> None:
        self.redraw()

    def _on_corners(self) -> None:
        self.take.setEnabled(self.sheet.is_sheet)

    def _shown(self) -> PlannedPage:
        page = self.page
        angle = self.angle.value() if self.how.value != _CORNERS else 0.0
        return PlannedPage(page.source, page.page, page.turn, None, page.black, None, angle)

    def straight(self) -> tuple[float, tuple[float, ...] | None]:
        """The angle, or the corners."""
        if self.how.value == _CORNERS:
            found = self.sheet.values()
            return 0.0, None if found is None else page_plan.corners_as_unturned(found, self.page.turn)
        return round(self.angle.value(), 1), None
