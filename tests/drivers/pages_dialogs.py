"""Opens the dialogs of pages and versions with a document that is there in words only."""

from collections.abc import Callable

from ism_desktop.documents.page_plan import OWN, PlannedPage
from ism_desktop.language import tr
from ism_desktop.records.document_versions import Staged, Version
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.ui.places.documents.pages.choosing_document import BackSides, ChooseDocument
from ism_desktop.ui.places.documents.pages.joining import JoinDialog
from ism_desktop.ui.places.documents.pages.page_tools import BlackOutDialog, CropDialog, StraightenDialog
from ism_desktop.ui.places.documents.pages.pages_dialog import PagesDialog
from ism_desktop.ui.places.documents.pages.separator_dialog import SeparatorDialog
from ism_desktop.ui.places.documents.pages.split_dialog import SplitDialog
from ism_desktop.ui.places.documents.pages.splitting_off import SplitOff
from ism_desktop.ui.places.documents.pages.versions_dialog import VersionsDialog
from ism_desktop.ui.shell.window import MainWindow

_AT = "2026-01-02T03:04:05.000000+00:00"
_FILE = {"file_id": "0" * 32, "text_file_id": None, "pages": 40, "size": 123_456, "sha256": "0123456789abcdef" * 4}


def openings(window: MainWindow) -> list[Callable[[], object]]:
    """What opens each of them."""
    workspace = window.workspace
    values = {"title": "Hospital letter after the wasp sting", **_FILE}
    record = Record(DOCUMENTS, "0" * 32, values, _AT, _AT, None, "patient")
    page = PlannedPage(OWN, 0)
    steps = ({"step": "delete", "pages": [2, 3, 7]}, {"step": "turn", "pages": [1], "degrees": 90})
    versions = [
        Version("1", record.id, 0, _AT, "patient", "letter.jpg", _FILE, (), in_use=False),
        Version("2", record.id, 1, _AT, "patient", "letter.pdf", _FILE, steps, in_use=True),
    ]
    waiting = [Staged(str(number) * 32, f"IMG_{number}.jpg", _FILE | {"pages": 1}, "") for number in (1, 2, 3)]
    return [
        lambda: PagesDialog(workspace, record, window).open(),
        lambda: JoinDialog(workspace, waiting, window).open(),
        lambda: CropDialog(workspace, record.id, page, 3, window).open(),
        lambda: BlackOutDialog(workspace, record.id, page, window).open(),
        lambda: StraightenDialog(workspace, record.id, page, window).open(),
        lambda: SplitOff(record.title, 3, may_leave=True, window=window).open(),
        lambda: ChooseDocument(workspace, tr("Add the pages of another document"), record.id, window).open(),
        lambda: BackSides(3, 4, window).open(),
        lambda: SplitDialog(workspace, record, window).open(),
        lambda: SeparatorDialog(workspace, window).open(),
        lambda: VersionsDialog(workspace, record.title, versions, window).open(),
    ]
