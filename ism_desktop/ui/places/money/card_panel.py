"""The card of a policy, front and back: shown only when asked for, put away again when another policy comes, printed at its size."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ism_desktop import documents
from ism_desktop.language import tr
from ism_desktop.printing import insurance_card
from ism_desktop.printing.insurance_card import Side
from ism_desktop.records import disclosures
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import Printout, show_paper
from ism_desktop.ui.record_kit.form import RecordForm

_WIDTH = 340  # pixels at 100 %: as large as a card on most screens
_DPI = 110


class CardPanel(QWidget):
    """Hidden for a policy without pictures of its card."""

    def __init__(self, workspace: Workspace, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("card_panel")
        self._workspace, self._form = workspace, form
        self._policy_id = ""
        self._sides: tuple[Side, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        tools = QWidget()
        row = FlowLayout(tools)
        self.show_card = button("", self._on_show, icon_name="mdi6.card-account-details-outline", name="show_card")
        row.addWidget(self.show_card)
        row.addWidget(
            button(tr("Print the card…"), self._on_print, icon_name="mdi6.printer-outline", name="print_card_sheet")
        )
        column.addWidget(tools)
        self._holder = QWidget()
        self._pictures = FlowLayout(self._holder, spacing=12)
        column.addWidget(self._holder)
        form.opened.connect(self.show_policy)
        form.saved.connect(self.show_policy)
        self.show_policy()

    def show_policy(self, _record_id: object = None) -> None:
        """Offer the card of the policy in the form. What was shown of another one, or before a change, is put away."""
        record = self._form.record
        there = record is not None and record.deleted_at is None
        found: tuple[Side, ...] = ()
        if record is not None and there:
            with self._workspace.vault.read() as session:
                found = insurance_card.sides(session, record)
        self.setVisible(bool(found))
        policy_id = record.id if record is not None else ""
        if (policy_id, found) != (self._policy_id, self._sides):
            self._policy_id, self._sides = policy_id, found
            self._put_away()

    @property
    def is_shown(self) -> bool:
        """Whether the card is on the screen."""
        return bool(self._holder.findChildren(QLabel))

    def _put_away(self) -> None:
        for picture in self._holder.findChildren(QLabel):
            self._pictures.removeWidget(picture)
            picture.clear()
            picture.setParent(None)
            picture.deleteLater()
        self.show_card.setText(tr("Show the card"))

    def _on_show(self) -> None:
        if self.is_shown:
            self._put_away()
            return
        self._workspace.background.run(
            _read(self._workspace, self._sides),
            owner=self,
            quiet=True,
            on_result=partial(self._on_read, self._sides),
            on_error=self._on_failed,
        )

    def _on_read(self, sides: tuple[Side, ...], images: list[QImage]) -> None:
        if sides != self._sides or self.is_shown:
            return
        names = (tr("Front of the card"), tr("Back of the card"))
        for name, image in zip(names, images, strict=False):
            picture = QLabel(self._holder)
            wide = theme().px(_WIDTH)
            picture.setPixmap(QPixmap.fromImage(image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)))
            picture.setAccessibleName(name)
            self._pictures.addWidget(picture)
            picture.show()
        self.show_card.setText(tr("Hide the card"))

    def _on_failed(self, error: BaseException) -> None:
        self._workspace.report(error)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the policy does not leave its numbers on the screen."""
        super().hideEvent(event)
        self._put_away()

    def _on_print(self) -> None:
        with self._workspace.vault.read() as session:
            content = insurance_card.collect(session, self._policy_id, self._workspace.today())
        printout = Printout(
            "insurance_card",
            tr("Insurance card"),
            tr("Front and back at the size of a card, to be cut out. It does not replace the card itself."),
            partial(insurance_card.build, self._workspace.vault, self._workspace.workers, content),
            tr("Card {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.INSURANCE_CARD, content.title, content.as_dict()),
            content.unprintable,
        )
        show_paper(self._workspace, printout, self)


def _read(workspace: Workspace, sides: tuple[Side, ...]) -> Callable[[Task], list[QImage]]:
    vault, workers = workspace.vault, workspace.workers

    def read(task: Task) -> list[QImage]:
        task(0, 0, "")
        pictures = [documents.page_picture(vault, workers, side.document_id, 1, _DPI) for side in sides]
        return [QImage.fromData(one.png, "PNG") for one in pictures]  # pyright: ignore[reportCallIssue, reportArgumentType]

    return read
