"""Above a series: its photos in the order of their dates. They are added by dropping, from a file or from the documents, and compared."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ism_desktop.documents import ImportResult
from ism_desktop.language import tr, tr_n
from ism_desktop.records import history, links, photos, store
from ism_desktop.records.kinds.documents import DOCUMENTS, PHOTO
from ism_desktop.records.kinds.photo_series import PHOTO_SERIES
from ism_desktop.records.photos import Photo
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base import text_keys
from ism_desktop.ui.base.files import ask_for_files
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.grid import CardGrid
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.places.photos.compare_dialog import ComparePhotos
from ism_desktop.ui.places.photos.photo_tile import PhotoTile
from ism_desktop.ui.record_kit.actions import attach_proof, detach_proof
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.history import bring_back
from ism_desktop.ui.record_kit.pasting import holds_picture
from ism_desktop.ui.record_kit.photo_days import PhotoDays
from ism_desktop.ui.record_kit.proofs import AttachDialog
from ism_desktop.ui.record_kit.taking_in import TakingIn
from ism_desktop.ui.record_kit.thumbnails import Thumbnails

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})


class PhotosPanel(Panel):
    """Stands above the fields of a saved series."""

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__(tr("Photos"))
        self.setObjectName("photos_panel")
        self._workspace = workspace
        self._form = form
        self._series: str | None = None  # the one for which files are being taken in
        self._tiles: dict[str, PhotoTile] = {}
        self.photos: list[Photo] = []
        self._thumbnails = Thumbnails(workspace, self)
        self._thumbnails.arrived.connect(self._on_thumbnail)
        self._days = PhotoDays(workspace, self)
        self._days.arrived.connect(self._on_day)
        self._taking_in = TakingIn(workspace, self, puts_to_use=True)
        self._taking_in.ended.connect(self._on_taken_in)
        self._none = secondary(
            tr(
                "No photos yet. Drop some here, or add them from a file or from your documents; then give each its date."
            )
        )
        self.body.addWidget(self._none)
        self._fault = label("", "fault")
        self._fault.setObjectName("photos_panel.fault")
        self._fault.hide()
        self.body.addWidget(self._fault)
        holder = QWidget()
        self.buttons = FlowLayout(holder)
        self.compare = button(
            tr("Compare two photos…"), self.on_compare, icon_name="mdi6.compare", name="photos_panel.compare"
        )
        for part in (
            button(tr("Add photos…"), self._on_add, icon_name="mdi6.image-plus-outline", name="photos_panel.add"),
            button(
                tr("Choose from documents…"), self._on_choose, icon_name="mdi6.paperclip", name="photos_panel.choose"
            ),
            self.compare,
        ):
            self.buttons.addWidget(part)
        self.body.addWidget(holder)
        self._holder = QWidget()
        self._grid = CardGrid(self._holder, column=200, most=8)
        self.body.addWidget(self._holder)
        form.opened.connect(self._on_opened)

    def _on_opened(self, _record_id: object) -> None:
        self._fault.hide()
        self.refresh()

    # Showing -------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the photos of the series that the form shows; a tile that says the same as before stays as it is."""
        series_id = self._form.record_id
        self.setVisible(series_id is not None)
        found: list[Photo] = []
        if series_id is not None:
            with self._workspace.vault.read() as session:
                found = photos.of_series(session, series_id)
        if found != self.photos:
            self.photos = found
            self._show_tiles()
        self._none.setVisible(not found)
        self._holder.setVisible(bool(found))
        self.compare.setVisible(len(found) > 1)

    @property
    def photo_in_hand(self) -> str:
        """The id of the photo whose tile holds the cursor; empty for none."""
        held = self.window().focusWidget()
        if held is None:  # pyright: ignore[reportUnnecessaryComparison]  (Qt gives none where nothing has the cursor)
            return ""
        tiles = (tile for tile in self._tiles.values() if tile.isAncestorOf(held))
        return next((tile.photo.document_id for tile in tiles), "")

    def _show_tiles(self) -> None:
        former = self._tiles
        self._tiles = {}
        while self._grid.count():
            self._grid.takeAt(0)
        for photo in self.photos:
            kept = former.pop(photo.link_id, None)
            tile = kept if kept is not None and kept.photo == photo else self._tile(photo)
            if kept is not None and tile is not kept:
                _drop(kept)
            self._tiles[photo.link_id] = tile
            self._grid.addWidget(tile)
        for gone in former.values():
            _drop(gone)

    def _tile(self, photo: Photo) -> PhotoTile:
        tile = PhotoTile(self._workspace, photo)
        tile.dated.connect(self._on_dated)
        tile.ticked.connect(self._on_ticked)
        tile.open_wanted.connect(self._on_open)
        tile.detach_wanted.connect(self._on_detach)
        tile.show_picture(self._thumbnails.get(photo.document_id), failed=self._thumbnails.failed(photo.document_id))
        if photo.taken_on is None:
            tile.offer_day(self._days.get(photo.document_id))
        return tile

    def _on_day(self, document_id: str) -> None:
        for tile in self._tiles.values():
            if tile.photo.document_id == document_id:
                tile.offer_day(self._days.get(document_id))

    def _on_thumbnail(self, document_id: str) -> None:
        for tile in self._tiles.values():
            if tile.photo.document_id == document_id:
                picture = self._thumbnails.get(document_id)
                tile.show_picture(picture, failed=self._thumbnails.failed(document_id))

    # Changing ------------------------------------------------------------------------------------------------------------

    def _on_dated(self, photo: Photo, day: PartialDate | None) -> None:
        self._save(photo, {"document_date": day})

    def _on_ticked(self, photo: Photo, is_ticked: bool) -> None:
        self._save(photo, {"print_in_binder": is_ticked})

    def _save(self, photo: Photo, values: dict[str, object]) -> None:
        with self._workspace.vault.write() as session:
            store.save(session, DOCUMENTS, values, record_id=photo.document_id)
            version = history.versions(session, DOCUMENTS, photo.document_id)[0].id
        undo = partial(bring_back, self._workspace, DOCUMENTS, photo.document_id, version)
        self._workspace.undo_bar.offer(tr("The changes to “{title}” were saved.", title=photo.title), undo)

    def _on_open(self, photo: Photo) -> None:
        self._workspace.show_page(DOCUMENTS.name, photo.document_id, photo.page)

    def _on_detach(self, photo: Photo) -> None:
        series_id = self._form.record_id
        if series_id is None:
            return
        detach_proof(self._workspace, photo.link_id)
        undo = partial(attach_proof, self._workspace, PHOTO_SERIES, series_id, photo.document_id, None)
        words = tr("“{title}” was taken out of the series. It stays among your documents.", title=photo.title)
        self._workspace.undo_bar.offer(words, undo)

    # Adding --------------------------------------------------------------------------------------------------------------

    def take_files(self, paths: Sequence[Path]) -> bool:
        """Take pictures that were dropped or pasted into the series that is shown. False for anything else."""
        if self._form.record_id is None or not self.isVisible():
            return False
        if not all(path.suffix.casefold() in _PICTURES for path in paths):
            return False
        self._series = self._form.record_id
        self._fault.hide()
        return self._taking_in.begin(paths) is not None

    def take_picture(self) -> bool:
        """Take the picture on the clipboard into the series that is shown. False where there is none."""
        mime = QGuiApplication.clipboard().mimeData()
        if self._form.record_id is None or not self.isVisible() or not holds_picture(mime):
            return False
        if mime.hasText() and text_keys.has_focus():
            return False
        self._series = self._form.record_id
        self._fault.hide()
        return self._taking_in.paste() is not None

    def _on_add(self) -> None:
        ask_for_files(self, tr("Add photos"), self._on_files)

    def _on_files(self, names: list[str]) -> None:
        self._series = self._form.record_id
        self._fault.hide()
        self._taking_in.begin([Path(name) for name in names])

    def _on_taken_in(self, results: list[ImportResult]) -> None:
        new = frozenset(one.document_id for one in results if one.outcome == "imported" and one.document_id)
        there = [one.document_id for one in results if one.document_id and one.outcome in {"imported", "duplicate"}]
        self._put_in(self._series, there, new)
        faults = [one.reason for one in results if one.outcome in {"refused", "in trash"}]
        self._fault.setText("\n".join(faults))
        self._fault.setVisible(bool(faults))

    def _on_choose(self) -> None:
        with self._workspace.vault.read() as session:
            there = store.list_active(session, DOCUMENTS)
        # Photos first, for they are what is wanted.
        dialog = AttachDialog(sorted(there, key=lambda one: one.values["type"] != PHOTO), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, document_id: str, page: int) -> None:
        series_id = self._form.record_id
        if series_id is not None:
            link = attach_proof(self._workspace, PHOTO_SERIES, series_id, document_id, page or None)
            undo = partial(detach_proof, self._workspace, link)
            self._workspace.undo_bar.offer(tr("The photo was added to the series."), undo)

    def _put_in(self, series_id: str | None, ids: Sequence[str], new: frozenset[str]) -> None:
        if series_id is None or not ids:
            return
        with self._workspace.vault.write() as session:
            made = photos.add(session, series_id, ids, new)
        if made:
            words = tr_n(
                "{number} photo was added to the series.", "{number} photos were added to the series.", len(made)
            )
            self._workspace.undo_bar.offer(words, partial(_take_out, self._workspace, made))

    def on_compare(self) -> None:
        """Compare the first and the last photo; others can be chosen there."""
        if len(self.photos) > 1:
            ComparePhotos(self._workspace, self._form.title.text(), self.photos, self.window()).open()


def _take_out(workspace: Workspace, made: Sequence[str]) -> None:
    with workspace.vault.write() as session:
        for link_id in made:
            links.detach(session, link_id)


def _drop(tile: PhotoTile) -> None:
    tile.hide()
    tile.deleteLater()
