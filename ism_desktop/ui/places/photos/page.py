"""Photos of the skin: series of the same spot, and above the form of each its photos."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QHideEvent, QShowEvent

from ism_desktop.language import tr_lazy
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.photo_series import PHOTO_SERIES
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.photos.photos_panel import PhotosPanel
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView


class PhotosPage(RecordsPage):
    """The shared list and form. Pictures that are dropped while a series is shown go into it."""

    help_text = tr_lazy(
        "A series holds photos of the same spot, taken again after weeks or months. Add a series, give it a name, save it, and drop photos"
        " onto it or paste them; or press “Add photos…”, or “Choose from documents…” for photos that you have here already. Give each photo"
        " its date; where the camera wrote one into the photo, it is offered, and taken only if you press it.\n\n"
        "“Compare two photos…” shows two of them side by side, or one over the other with a slider; both are moved and enlarged"
        " together. The program only shows them: it measures nothing and finds nothing.\n\n"
        "Photos are documents, encrypted like all others. They are not printed in the binder unless you tick “Print in the binder” for"
        " each that you want there."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, PHOTO_SERIES.plural, (PHOTO_SERIES.name,))
        self.kinds |= {DOCUMENTS.name}

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """Make the list, and what stands above its form."""
        return SeriesView(self.workspace, kind)

    @property
    def subject(self) -> Subject | None:
        """The photo that holds the cursor, else the series."""
        view = self.view if self.has_view else None
        photo = view.panel.photo_in_hand if isinstance(view, SeriesView) and view.is_editing else ""
        return Subject(DOCUMENTS.name, photo) if photo else super().subject

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Take dropped pictures into the series that is shown."""
        view = self.view
        return isinstance(view, SeriesView) and view.is_editing and view.panel.take_files(paths)

    def take_picture(self) -> bool:
        """Take a pasted picture into the series that is shown."""
        view = self.view
        return isinstance(view, SeriesView) and view.is_editing and view.panel.take_picture()

    def showEvent(self, event: QShowEvent) -> None:
        """Dropped files may be meant for a series now."""
        super().showEvent(event)
        self.workspace.files_taker = self.take_files
        self.workspace.picture_taker = self.take_picture

    def hideEvent(self, event: QHideEvent) -> None:
        """They are documents again."""
        super().hideEvent(event)
        if self.workspace.files_taker == self.take_files:
            self.workspace.files_taker = self.workspace.picture_taker = None


class SeriesView(KindView):
    """The series, each with its photos above the form."""

    panel: PhotosPanel

    def dress_form(self, form: RecordForm) -> None:
        """Put the photos above the fields."""
        self.panel = PhotosPanel(self._workspace, form)
        form.extra.addWidget(self.panel)
        self.panel.refresh()

    def refresh(self) -> None:
        """Read the list again, and the photos of the series that is shown."""
        super().refresh()
        if self.is_editing:
            self.panel.refresh()
