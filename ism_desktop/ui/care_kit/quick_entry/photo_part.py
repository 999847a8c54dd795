"""The photos of an entry: a button, and each photo small with its name; files may also be dropped or pasted."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ism_desktop.documents import thumbnail
from ism_desktop.errors import IsmError
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.quick_entry import DRAFT, QuickEntry
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.files import ask_for_files, files_in
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.quick_entry.photo_intake import PhotoIntake, bring_back, throw_away
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.record_kit.pasting import holds_picture, picture_in
from ism_desktop.ui.record_kit.photo_days import PhotoDays

_SIDE = 48  # pixels at 100 %
_LONGEST = 28  # letters of a name


class PhotoPart(QWidget):
    """Keeps the photos of an entry. `edited` is emitted when they change, `grown` when more or less room is wanted."""

    edited = Signal()
    grown = Signal()
    day_wanted = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("photos")
        self._workspace = workspace
        self._intake = PhotoIntake.of(workspace)
        self._intake.has_dialog = True
        self._entry = QuickEntry()
        self.photos: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        holder = QWidget()
        self._flow = FlowLayout(holder, spacing=6)
        self.add = button(tr("Add a photo…"), self._on_add, icon_name="mdi6.image-plus", name="photos.add")
        self.add.setToolTip(tr("You can also drop a photo here, or paste one."))
        self._flow.addWidget(self.add)
        column.addWidget(holder)
        self.coming = small("")
        self.coming.setObjectName("photos.coming")
        self.coming.hide()
        column.addWidget(self.coming)
        self._offered: date | None = None
        self.from_photo = button("", self._on_from_photo, role="quiet", name="photos.from_photo")
        self.from_photo.setToolTip(tr("The camera wrote this date into the photo. Its clock may have been wrong."))
        self.from_photo.setAutoDefault(False)
        self.from_photo.hide()
        column.addWidget(self.from_photo)
        self._days = PhotoDays(workspace, self)
        self._days.arrived.connect(self._offer_day)
        self.fault = label("", "fault")
        self.fault.setObjectName("photos.fault")
        self.fault.hide()
        column.addWidget(self.fault)
        self._intake.changed.connect(self._on_changed)
        self._intake.refused.connect(self._on_refused)
        self._intake.arrived.connect(self._on_arrived)
        self._on_changed()

    def _on_add(self) -> None:
        ask_for_files(self, tr("Choose photos"), self._on_chosen, name="photos.choose")

    def _on_chosen(self, names: list[str]) -> None:
        self.take([Path(name) for name in names])

    def take(self, paths: list[Path]) -> None:
        """Take in these files."""
        self.fault.hide()
        self._intake.begin(paths)

    def take_from(self, mime: QMimeData | None) -> bool:
        """Take in the files or the picture that were dropped or are on the clipboard; says whether there were any."""
        paths = files_in(mime)
        pasted = picture_in(mime)
        self.fault.hide()
        if pasted is not None:
            self._intake.paste(pasted)
        self._intake.begin(paths)
        return bool(paths) or pasted is not None

    def watch(self, texts: Iterable[QWidget]) -> None:
        """Let a picture that is pasted, or a file that is dropped, where text is typed be a photo as well."""
        for text in texts:
            text.installEventFilter(self)
            text.setAcceptDrops(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a pasted picture."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            mime = QGuiApplication.clipboard().mimeData()
            pastes = event.matches(QKeySequence.StandardKey.Paste)
            if pastes and holds_photos(mime) and not mime.hasText() and self.take_from(mime):
                return True
        return super().eventFilter(watched, event)

    @property
    def waiting(self) -> int:
        """How many are on their way."""
        return self._intake.waiting

    def save_to(self, record_id: str) -> None:
        """Attach what is still on its way to the entry that was saved."""
        self._intake.save_to(record_id)

    def discard(self) -> None:
        """Put what came in for the entry into the trash, and what is still on its way too. Raises VaultNotWritable."""
        throw_away(self._workspace, _new(self._entry))
        self._intake.discard()

    def leave(self) -> None:
        """The dialog goes: what still comes is kept in the draft."""
        self._intake.has_dialog = False

    def _on_changed(self) -> None:
        number = self._intake.waiting
        self.coming.setVisible(bool(number))
        self.coming.setText(
            tr_n(
                "{number} photo is being encrypted and read. You can save meanwhile.",
                "{number} photos are being encrypted and read. You can save meanwhile.",
                number,
            )
        )
        self.grown.emit()

    def _on_refused(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()
        self.grown.emit()

    def _on_arrived(self, document_id: str, is_new: bool) -> None:
        self._entry.photos[document_id] = is_new or self._entry.photos.get(document_id, False)
        self.show_entry(self._entry)
        self.edited.emit()

    def _on_taken_away(self, document_id: str) -> None:
        """Let it no longer belong to the entry; what came in for it goes to the trash, what was a document before stays one."""
        if self._entry.photos.get(document_id):
            try:
                throw_away(self._workspace, [document_id])
            except IsmError as error:
                self._workspace.report(error)
                return
            undo = partial(bring_back, self._workspace, [document_id])
            self._workspace.undo_bar.offer(tr("Moved to the trash."), undo)
        self._entry.photos.pop(document_id, None)
        self.show_entry(self._entry)
        self.edited.emit()

    def show_entry(self, entry: QuickEntry) -> None:
        """Show the photos of an entry, each as a button that takes it away again."""
        self._entry, photos = entry, entry.photos
        self._offer_day()
        for document_id in self.photos.keys() - photos.keys():
            gone = self.photos.pop(document_id)
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for document_id in photos.keys() - self.photos.keys():
            with self._workspace.vault.read() as session:
                document = store.find(session, DOCUMENTS, document_id)
            if document is not None:
                self._show(document_id, document.title)

    def _offer_day(self) -> None:
        """Offer the day on which the first photo was taken, unless the entry is of that day."""
        taken = [day for day in map(self._days.get, self._entry.photos) if day is not None]
        self._offered = taken[0] if taken and taken[0].isoformat() != self._day() else None
        if self._offered is not None:
            words = tr("From the photo: {day}. Use it as the day", day=in_use().day(self._offered))
            self.from_photo.setText(words)
            self.from_photo.setAccessibleName(words)
        if self.from_photo.isHidden() is (self._offered is not None):
            self.from_photo.setVisible(self._offered is not None)
            self.grown.emit()

    def _day(self) -> str:
        return self._entry.day or self._workspace.today().isoformat()

    def _on_from_photo(self) -> None:
        if self._offered is not None:
            self.day_wanted.emit(self._offered)
            self._offer_day()

    def _show(self, document_id: str, title: str) -> None:
        made = QPushButton(title if len(title) <= _LONGEST else f"{title[:_LONGEST].rstrip()}…")
        made.setObjectName(f"photos.{document_id}")
        made.setProperty("role", "key")
        made.setAccessibleName(tr("{title}: take this photo away", title=title))
        made.setToolTip(tr("{title}: press to take it away", title=title))
        side = theme().px(_SIDE)
        made.setIconSize(QSize(side, side))
        made.setIcon(icon("mdi6.image-outline", "muted"))
        made.setAutoDefault(False)
        made.clicked.connect(partial(self._on_taken_away, document_id))
        self._flow.addWidget(made)
        self.photos[document_id] = made
        self._workspace.background.run(
            partial(_small, self._workspace, document_id), owner=self, on_result=self._on_small, quiet=True
        )

    def _on_small(self, found: tuple[str, bytes]) -> None:
        document_id, png = found
        picture, made = QPixmap(), self.photos.get(document_id)
        if made is not None and picture.loadFromData(png):
            side = made.iconSize().width()
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            made.setIcon(QIcon(picture.scaled(side, side, keep, smooth)))


def holds_photos(mime: QMimeData) -> bool:
    """Whether files or a picture are dragged."""
    return bool(files_in(mime)) or holds_picture(mime)


def bring_draft_back(workspace: Workspace, kept: dict[str, object]) -> None:
    """Put a discarded draft back, and its photos out of the trash."""
    bring_back(workspace, _new(QuickEntry.from_plain(kept)))
    workspace.drafts.bring_back(DRAFT, None, kept)


def _new(entry: QuickEntry) -> list[str]:
    return [document_id for document_id, is_new in entry.photos.items() if is_new]


def _small(workspace: Workspace, document_id: str, _task: Task) -> tuple[str, bytes]:
    try:
        return document_id, thumbnail(workspace.vault, workspace.workers, document_id)
    except IsmError:
        return document_id, b""
