"""Photos of the skin: series, and above each its photos."""

from ism_desktop.records.kinds.photo_series import PHOTO_SERIES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.page import RecordsPage


class PhotosPage(RecordsPage):
    """The shared list and form."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, PHOTO_SERIES.plural, (PHOTO_SERIES.name,))
