"""A stack that was scanned in one go, split at separator sheets and blank pages: shown as groups of pages before anything is done.

What is ticked and typed is a draft until the stack is split; the pages are looked at again when it is taken up.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ism_desktop.documents import splitting, versions
from ism_desktop.documents.page_plan import OWN, PlannedPage
from ism_desktop.documents.splitting import Group
from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary, small
from ism_desktop.ui.places.documents.pages.page_thumbs import PageThumbs
from ism_desktop.ui.places.documents.pages.separator_dialog import SeparatorDialog
from ism_desktop.ui.record_kit.viewer.small_pages import fitted
from ism_desktop.worker import PageLook

SPLITTING = "document_splitting"
_SHOWN = 8  # pages of a group; the others are counted


class SplitDialog(Dialog):
    """`split_wanted` carries the new documents."""

    split_wanted = Signal(list)

    def __init__(self, workspace: Workspace, record: Record, window: QWidget) -> None:
        super().__init__(tr("Split “{title}”", title=record.title), window, name="split_dialog", width=900, height=860)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._record = record
        self._thumbs = PageThumbs(workspace, record.id, self)
        self._looks: list[PageLook | None] | None = None
        self._panels: list[QWidget] = []
        self.titles: list[QLineEdit] = []
        self.groups: list[Group] = []
        draft = workspace.drafts.get(SPLITTING, record.id) or {}
        # Titles that a person typed, by the first page of their part: another tick does not lose them.
        self._typed = {str(page): str(title) for page, title in dict(draft.get("titles", {})).items()}
        self.body.addWidget(
            secondary(
                tr(
                    "Each part becomes a document of its own. Nothing happens before you press “Split”, and this document stays as it is."
                    " A page counts as blank when it is nearly as white as its paper all over."
                )
            )
        )
        row = QWidget()
        flow = FlowLayout(row)
        self.at_separators = TickBox(tr("At separator sheets"), name="split_separators")
        self.at_blank = TickBox(tr("At blank pages"), name="split_blank")
        self.at_separators.setChecked(bool(draft.get("separators", True)))
        self.at_blank.setChecked(bool(draft.get("blank", True)))
        for tick in (self.at_separators, self.at_blank):
            tick.toggled.connect(self._show)
            tick.toggled.connect(self._keep)
            flow.addWidget(tick)
        flow.addWidget(button(tr("Print a separator sheet…"), self._on_sheet, role="quiet", name="split_sheet"))
        self.body.addWidget(row)
        self.said = label(tr("The pages are being looked at…"))
        self.said.setObjectName("split_said")
        self.body.addWidget(self.said)
        self._parts = QWidget()
        self._column = QVBoxLayout(self._parts)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._parts)
        self.body.addStretch(1)
        self.foot.addWidget(button(tr("Cancel"), self._on_cancel, name="cancel"))
        self.take = button("", self._on_split, role="primary", name="take")
        self.take.hide()
        self.take.setDefault(True)
        self.foot.addWidget(self.take)
        self._job = workspace.background.run(
            self._work(),
            owner=self,
            title=tr("Looking for blank pages and separator sheets"),
            on_result=self._on_looked,
            on_error=self._on_failed,
        )
        self.finished.connect(self._job.cancel)

    def _work(self) -> Callable[[Task], list[PageLook | None]]:
        vault, workers, document_id = self._workspace.vault, self._workspace.workers, self._record.id
        return lambda task: splitting.look(vault, workers, document_id, task)

    def _on_looked(self, looks: list[PageLook | None]) -> None:
        self.finished.disconnect(self._job.cancel)
        self._looks = looks
        self._show()

    def _on_failed(self, error: BaseException) -> None:
        self.finished.disconnect(self._job.cancel)
        if isinstance(error, IsmError):
            self.said.setText(str(error))
        else:
            self._workspace.report(error)

    def _show(self) -> None:
        if self._looks is None:
            return
        for panel in self._panels:
            self._column.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        self.groups = splitting.groups(
            self._looks, at_blank=self.at_blank.isChecked(), at_separators=self.at_separators.isChecked()
        )
        splits = len(self.groups) > 1
        left_out = len(self._looks) - sum(len(group.pages) for group in self.groups)
        self.titles = []
        self._panels = [self._panel(number, group) for number, group in enumerate(self.groups, 1)] if splits else []
        for panel in self._panels:
            self._column.addWidget(panel)
        dropped = tr_n("{number} page is left out.", "{number} pages are left out.", left_out) if left_out else ""
        parts = tr_n("{number} part", "{number} parts", len(self.groups))
        self.said.setText(
            " ".join(part for part in (tr("{parts} were found.", parts=parts), dropped) if part)
            if splits
            else tr("No place to split was found.")
        )
        words = tr_n("Split into {number} document", "Split into {number} documents", len(self.groups))
        self.take.setText(words)
        self.take.setAccessibleName(words)
        self.take.setVisible(splits)

    def _panel(self, number: int, group: Group) -> Panel:
        panel = Panel()
        panel.setObjectName("split_part")
        first_page = str(group.pages[0])
        proposed = tr("{title}, part {number}", title=self._record.title, number=number)
        title = QLineEdit(self._typed.get(first_page, proposed))
        title.textEdited.connect(partial(self._on_title, first_page))
        title.setObjectName(f"split_title_{number}")
        title.setAccessibleName(tr("Title of part {number}", number=number))
        self.titles.append(title)
        panel.body.addWidget(title)
        kinds = {choice.value: choice.label for choice in DOCUMENTS.field("type").choices}
        first, last = group.pages[0] + 1, group.pages[-1] + 1
        pages = (
            tr("Page {page}", page=first) if first == last else tr("Pages {first} to {last}", first=first, last=last)
        )
        panel.body.addWidget(small(" · ".join(part for part in (pages, kinds.get(group.kind or "", "")) if part)))
        panel.body.addWidget(_Strip(self._thumbs, group))
        return panel

    def _on_title(self, first_page: str, text: str) -> None:
        self._typed[first_page] = text
        self._keep()

    def _keep(self) -> None:
        kept = {
            "separators": self.at_separators.isChecked(),
            "blank": self.at_blank.isChecked(),
            "titles": dict(self._typed),
        }
        self._workspace.drafts.put(SPLITTING, self._record.id, kept)

    def _on_cancel(self) -> None:
        """Give up what was done here, which can be undone; Esc and closing keep it."""
        words = tr("What you typed was discarded.")
        self._workspace.discard_draft(SPLITTING, self._record.id, words)
        self.reject()

    def _on_sheet(self) -> None:
        SeparatorDialog(self._workspace, self).open()

    def _on_split(self) -> None:
        new = [
            versions.NewDocument(title.text().strip() or self._record.title, group.plan, group.kind)
            for title, group in zip(self.titles, self.groups, strict=True)
        ]
        self._keep()
        self._workspace.drafts.flush()
        self.accept()
        self.split_wanted.emit(new)


class _Strip(QWidget):
    """The first pages of a group in a row."""

    def __init__(self, thumbs: PageThumbs, group: Group) -> None:
        super().__init__()
        self._thumbs = thumbs
        self._group = group
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr_n("{number} page", "{number} pages", len(group.pages)))
        thumbs.arrived.connect(self._on_arrived)

    def sizeHint(self) -> QSize:
        """As high as a small thumbnail."""
        return QSize(320, theme().px(104))

    def _on_arrived(self, _key: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw what there is room for, and how many pages follow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide, high = theme().px(80), self.height()
        room = max(1, min(_SHOWN, (self.width() - theme().px(60)) // (wide + 6)))
        for place, page in enumerate(self._group.pages[:room]):
            box = self.rect().adjusted(place * (wide + 6), 0, 0, 0)
            box.setSize(QSize(wide, high))
            picture = self._thumbs.get(PlannedPage(OWN, page))
            if picture is not None:
                where = fitted(picture, box.adjusted(1, 1, -1, -1))
                painter.drawPixmap(where, picture)
                painter.setPen(QPen(colour("border"), 1))
                painter.drawRect(where)
        over = len(self._group.pages) - room
        if over > 0:
            painter.setPen(colour("muted"))
            painter.setFont(theme().font(11))
            rest = self.rect().adjusted(room * (wide + 6), 0, 0, 0)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, tr("+ {number}", number=over))
        painter.end()
