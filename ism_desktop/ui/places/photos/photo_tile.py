"""One photo of a series: its small picture, its date to type, and whether it goes into the binder."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from ism_desktop.language import in_use, tr, tr_c
from ism_desktop.records.photos import Photo
from ism_desktop.records.values import PartialDate
from ism_desktop.records.values.date_reading import parse_partial_date
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.record_kit.editors.dates import example_dates

_WIDE, _HIGH = 176, 140  # pixels at 100 %


class PhotoTile(QFrame):
    """`dated` carries the photo and its new date or None, `ticked` the photo and whether it is printed; the others carry the photo."""

    dated = Signal(object, object)
    ticked = Signal(object, bool)
    open_wanted = Signal(object)
    detach_wanted = Signal(object)

    def __init__(self, workspace: Workspace, photo: Photo) -> None:
        super().__init__()
        self.photo = photo
        self._workspace = workspace
        self.setObjectName(f"photo.{photo.document_id}")
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        self.picture = QLabel(tr("On its way…"))
        self.picture.setObjectName("picture")
        self.picture.setAccessibleName(tr("Photo: {title}, {day}", title=photo.title, day=photo.when))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setWordWrap(True)
        column.addWidget(self.picture)
        column.addWidget(label(photo.title, "subheading"))
        self.date = QLineEdit(photo.taken_on.words if photo.taken_on is not None else "")
        self.date.setObjectName("taken_on")
        self.date.setAccessibleName(tr("Date of the photo {title}", title=photo.title))
        self.date.setPlaceholderText(example_dates())
        self.date.editingFinished.connect(self._on_date)
        column.addWidget(small(tr("Date of the photo")))
        column.addWidget(self.date)
        self._offered: date | None = None
        self.from_photo = button("", self._on_from_photo, role="quiet", name="from_photo")
        self.from_photo.setToolTip(tr("The camera wrote this date into the photo. Its clock may have been wrong."))
        self.from_photo.hide()
        column.addWidget(self.from_photo)
        self.fault = label("", "fault")
        self.fault.setObjectName("fault")
        self.fault.hide()
        column.addWidget(self.fault)
        self.printed = TickBox(tr("Print in the binder"), name="printed")
        self.printed.setAccessibleName(tr("Print in the binder: {title}", title=photo.title))
        self.printed.setChecked(photo.is_printed)
        self.printed.toggled.connect(self._on_ticked)
        column.addWidget(self.printed)
        row = QHBoxLayout()
        opening = button(tr_c("verb", "Open"), self._on_open, role="quiet", name="open")
        opening.setAccessibleName(tr("Open {title}", title=photo.title))
        row.addWidget(opening)
        row.addStretch(1)
        words = tr("Take {title} out of this series", title=photo.title)
        row.addWidget(icon_button(words, "mdi6.link-off", self._on_detach, name="detach"))
        column.addLayout(row)
        column.addStretch(1)
        self._fit()
        theme().changed.connect(self._fit)

    def show_picture(self, picture: QPixmap | None, *, failed: bool = False) -> None:
        """Show the small picture; without one, that it is on its way or cannot be shown."""
        if picture is None:
            self.picture.setText(tr("This photo cannot be shown.") if failed else tr("On its way…"))
            return
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.picture.setPixmap(picture.scaled(theme().px(_WIDE), theme().px(_HIGH), keep, smooth))

    def offer_day(self, day: date | None) -> None:
        """Offer the day that the camera noted, where no date was given; a press takes it, and nothing else does."""
        self._offered = day
        self.from_photo.setVisible(day is not None and self.photo.taken_on is None)
        if day is not None:
            said = in_use().day(day)
            self.from_photo.setText(tr("From the photo: {day}", day=said))
            words = tr(
                "Use the date that the camera wrote into the photo {title}: {day}", title=self.photo.title, day=said
            )
            self.from_photo.setAccessibleName(words)

    def _on_from_photo(self) -> None:
        if self._offered is not None:
            self.dated.emit(self.photo, PartialDate.from_date(self._offered))

    def _fit(self) -> None:
        self.picture.setFixedHeight(theme().px(_HIGH))

    def _on_date(self) -> None:
        """Take what was typed; what cannot be read stays, with a sentence below it."""
        words = self.date.text().strip()
        day: PartialDate | None = None
        if words:
            try:
                day = parse_partial_date(words, day_first=self._workspace.day_first, today=self._workspace.today())
            except ValueError as error:
                self.fault.setText(str(error))
                self.fault.show()
                return
        self.fault.hide()
        if day != self.photo.taken_on:
            self.dated.emit(self.photo, day)

    def _on_ticked(self, is_ticked: bool) -> None:
        self.ticked.emit(self.photo, is_ticked)

    def _on_open(self) -> None:
        self.open_wanted.emit(self.photo)

    def _on_detach(self) -> None:
        self.detach_wanted.emit(self.photo)
