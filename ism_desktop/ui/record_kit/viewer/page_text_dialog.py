"""The text of one page beside its picture: read, copied, corrected by the person, and read again. What is typed is a draft until saved."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from ism_desktop import documents
from ism_desktop.documents import bad_layers, rereading
from ism_desktop.documents.rereading import Reread
from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.records import reverting
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.worker import PageText

DRAFT = "page_text"
_DPI = 96
_UNDERLINE = 3.0


class PageTextDialog(Dialog):
    """`changed` says that the document's text is another one now."""

    changed = Signal()

    def __init__(self, workspace: Workspace, document_id: str, page: int, text: PageText, parent: QWidget) -> None:
        words = tr("Text of page {number}", number=page)
        super().__init__(words, parent, name="page_text_dialog", width=920, height=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._document_id, self._page = workspace, document_id, page
        self._key = f"{document_id}.{page}"
        self._build()
        self._show(text)
        kept = workspace.drafts.get(DRAFT, self._key)
        if kept is not None:
            self.text.setPlainText(str(kept.get("text") or ""))
        self.text.textChanged.connect(self._on_edited)
        self._workspace.background.run(
            self._rendering(), owner=self, quiet=True, at_once=True, on_result=self._on_picture, on_error=self._on_none
        )
        self.text.setFocus()

    def _build(self) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        self._picture = QLabel()
        self._picture.setObjectName("page_text.picture")
        self._picture.setAccessibleName(tr("Picture of the page"))
        area = QScrollArea()
        area.setWidget(self._picture)
        area.setWidgetResizable(True)
        area.setMinimumWidth(theme().px(260))
        line.addWidget(area, 1)
        side = QVBoxLayout()
        side.setSpacing(8)
        self.text = QPlainTextEdit()
        self.text.setObjectName("page_text.text")
        self.text.setAccessibleName(tr("Text of the page"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumSize(theme().px(260), theme().px(160))
        side.addWidget(self.text, 2)
        self._said = small("")
        self._said.setObjectName("page_text.said")
        side.addWidget(self._said)
        self._read_words = label(tr("As it was read last"), "subheading")
        side.addWidget(self._read_words)
        self.read = QPlainTextEdit()
        self.read.setObjectName("page_text.read")
        self.read.setAccessibleName(tr("As it was read last"))
        self.read.setReadOnly(True)
        side.addWidget(self.read, 1)
        self.take = button(tr("Use what was read"), self._on_take, name="page_text.take")
        side.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        line.addLayout(side, 1)
        self.body.addWidget(row, 1)
        self.again = button(tr("Read this page again"), self._on_again, name="page_text.again")
        self.all_again = button(tr("Read all pages again"), self._on_all_again, name="page_text.all_again")
        self.foot.addWidget(self.again)
        self.foot.addWidget(self.all_again)
        self.foot.addWidget(button(tr("Cancel"), self._on_cancel, name="cancel"))
        self._save = button(tr("Save"), self._on_save, role="primary", name="save")
        self.foot.addWidget(self._save)

    def _show(self, text: PageText) -> None:
        self._shown = text
        self.text.setPlainText(text.text.strip())
        corrected = text.read is not None
        self.read.setPlainText((text.read or "").strip())
        for part in (self._read_words, self.read, self.take):
            part.setVisible(corrected)
        said: list[str] = []
        if bad_layers.is_badly_read(text):
            said.append(
                tr("Another program put this text into the file, and much of it makes no words. You can read it again.")
            )
        elif text.unsure and not corrected:
            said.append(
                tr_n(
                    "{number} word was read with doubt; it is underlined on the page.",
                    "{number} words were read with doubt; they are underlined on the page.",
                    len(text.unsure),
                )
            )
        self._said.setText("\n".join(said))
        self._said.setVisible(bool(said))

    # The picture ---------------------------------------------------------------------------------------------------------

    def _rendering(self) -> Callable[[Task], QImage]:
        vault, workers = self._workspace.vault, self._workspace.workers
        document_id, page = self._document_id, self._page

        def render(_task: Task) -> QImage:
            picture = documents.page_picture(vault, workers, document_id, page, _DPI)
            return QImage.fromData(picture.png, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]

        return render

    def _on_picture(self, image: QImage) -> None:
        """Show the page upright, however it lies in the file, with a line under each word that was read with doubt."""
        self._image = image
        marked = image.convertToFormat(QImage.Format.Format_RGB32)
        scale = _DPI / 72
        painter = QPainter(marked)
        for word in self._shown.unsure:
            ink = colour("accent")
            ink.setAlpha(150)
            high = max(1.0, word.y1 - word.y0)
            box = (
                QRectF(word.x0, word.y1, word.x1 - word.x0, min(_UNDERLINE, high))
                if self._shown.turns % 2 == 0
                else None
            )
            if box is None:
                box = QRectF(word.x1 if self._shown.turns == 1 else word.x0 - _UNDERLINE, word.y0, _UNDERLINE, high)
            painter.fillRect(QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale), ink)
        painter.end()
        turned = marked.transformed(QTransform().rotate(90 * self._shown.turns))
        self._picture.setPixmap(QPixmap.fromImage(turned))

    def _on_none(self, error: Exception) -> None:
        self._picture.setText(str(error))
        self._picture.setWordWrap(True)

    # Changing ------------------------------------------------------------------------------------------------------------

    def _on_edited(self) -> None:
        typed, drafts = self.text.toPlainText(), self._workspace.drafts
        if typed.strip() == self._shown.text.strip():
            drafts.drop(DRAFT, self._key)
        else:
            drafts.put(DRAFT, self._key, {"text": typed})

    def _on_take(self) -> None:
        self.text.setPlainText(self.read.toPlainText())

    def _on_cancel(self) -> None:
        self._workspace.discard_draft(DRAFT, self._key, tr("What you typed was discarded."))
        self.reject()

    def _on_save(self) -> None:
        try:
            done = rereading.correct(self._workspace.vault, self._document_id, self._page - 1, self.text.toPlainText())
        except IsmError as error:
            self._workspace.report(error)
            return
        self._workspace.drafts.drop(DRAFT, self._key)
        if done.until > done.since:
            self._offer(tr("The text of page {number} was corrected.", number=self._page), done)
            self.changed.emit()
        self.accept()

    def _offer(self, words: str, done: Reread) -> None:
        self._workspace.undo_bar.offer(words, partial(_take_back, self._workspace, done.since, done.until))

    def _on_again(self) -> None:
        self._read([self._page - 1])

    def _on_all_again(self) -> None:
        self._read(None)

    def _read(self, pages: list[int] | None) -> None:
        vault, workers, document_id = self._workspace.vault, self._workspace.workers, self._document_id

        def read(task: Task) -> Reread:
            return rereading.read_again(vault, workers, document_id, pages, task)

        for each in (self.again, self.all_again):
            each.setEnabled(False)
        title = tr("Reading a document again")
        self._workspace.background.run(
            read, owner=self, title=title, on_result=self._on_read, on_error=self._on_fault, on_cancelled=self._on_ended
        )

    def _on_read(self, done: Reread) -> None:
        self._on_ended()
        if done.until > done.since:
            self._offer(tr("The document was read again."), done)
            self.changed.emit()
        text = documents.page_texts(self._workspace.vault, self._document_id)[self._page - 1]
        typed = self._workspace.drafts.get(DRAFT, self._key)
        self._show(text)
        if typed is not None:
            self.text.setPlainText(str(typed.get("text") or ""))
        if not done.changed:
            self._say(tr("It was read as before."))
        if done.kept:
            self._say(tr("Your corrections were kept; what was read stands beside them."))

    def _say(self, words: str) -> None:
        self._said.setText("\n".join(line for line in (self._said.text(), words) if line))
        self._said.show()

    def _on_fault(self, error: Exception) -> None:
        self._on_ended()
        self._say(str(error))

    def _on_ended(self) -> None:
        for each in (self.again, self.all_again):
            each.setEnabled(True)


def _take_back(workspace: Workspace, since: int, until: int) -> None:
    with workspace.vault.write() as session:
        reverting.revert(session, since, until)
