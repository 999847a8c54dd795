"""The text of one page beside its picture: read, copied, corrected by the person, and read again. What is typed is a draft until saved."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap, QTextCursor, QTransform
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from ism_desktop import documents
from ism_desktop.documents import bad_layers, rereading
from ism_desktop.documents.rereading import Reread
from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.records import reverting
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.record_kit.viewer.doubts import foot, in_text
from ism_desktop.ui.record_kit.viewer.page_painting import paint_doubts, paint_marks
from ism_desktop.worker import PageText

DRAFT = "page_text"
_DPI = 96


class PageTextDialog(Dialog):
    """`changed` says that the document's text is another one now."""

    changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        document_id: str,
        page: int,
        text: PageText,
        parent: QWidget,
        *,
        word: int = -1,
    ) -> None:
        """`word` is the place among the words of the page of the one that is meant, -1 for none."""
        words = tr("Text of page {number}", number=page)
        super().__init__(words, parent, name="page_text_dialog", width=920, height=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace, self._document_id, self._page = workspace, document_id, page
        self._key = f"{document_id}.{page}"
        self._word = word
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
        QTimer.singleShot(0, self, self._choose_word)  # once it is seen where the lines of the text end

    def _choose_word(self) -> None:
        """Choose the word that is meant, in what is saved: what somebody typed may have it elsewhere."""
        shown = replace(self._shown, text=self.text.toPlainText())
        found = in_text(shown, self._word) if 0 <= self._word < len(shown.words) else None
        if found is not None:
            cursor = self.text.textCursor()
            cursor.setPosition(found[0])
            cursor.setPosition(found[1], QTextCursor.MoveMode.KeepAnchor)
            self.text.setTextCursor(cursor)
            self.text.centerCursor()

    def _build(self) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        self._picture = QLabel()
        self._picture.setObjectName("page_text.picture")
        self._picture.setAccessibleName(tr("Picture of the page"))
        area = self._area = QScrollArea()
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
        self.checked = button(tr("Everything is right"), self._on_checked, name="page_text.checked")
        self.checked.setToolTip(tr("You compared the text with the page. The marks go, and the text stays as it is."))
        self.word_checked = button(tr("This word is right"), self._on_word_checked, name="page_text.word_checked")
        holder = QWidget()
        both = FlowLayout(holder)
        both.addWidget(self.word_checked)
        both.addWidget(self.checked)
        side.addWidget(holder)
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
        elif text.unsure:
            said.append(
                tr_n(
                    "{number} word was read with doubt, it is dotted on the page.",
                    "{number} words were read with doubt, they are dotted on the page.",
                    len(text.unsure),
                )
            )
        self.checked.setVisible(bool(text.unsure))
        is_one = 0 <= self._word < len(text.words) and any(text.words[self._word] is word for word in text.unsure)
        self.word_checked.setVisible(is_one)
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
        """Show the page upright, however it lies in the file, with dots under each doubtful word and a frame around the one meant."""
        self._image = image
        marked = image.convertToFormat(QImage.Format.Format_RGB32)
        scale, turns = _DPI / 72, self._shown.turns
        to_picture = QTransform.fromScale(scale, scale)
        meant = self._shown.words[self._word] if 0 <= self._word < len(self._shown.words) else None
        painter = QPainter(marked)
        paint_doubts(painter, to_picture, [foot(word, turns) for word in self._shown.unsure])
        if meant is not None:
            paint_marks(painter, to_picture, [(meant.x0, meant.y0, meant.x1, meant.y1)], current=True)
        painter.end()
        turned = QTransform().rotate(90 * turns)
        self._picture.setPixmap(QPixmap.fromImage(marked.transformed(turned)))
        if meant is not None:
            whole = QImage.trueMatrix(turned, image.width(), image.height())
            at = whole.map(QPointF((meant.x0 + meant.x1) / 2, (meant.y0 + meant.y1) / 2) * scale)
            self._picture.adjustSize()
            self._area.ensureVisible(round(at.x()), round(at.y()), 160, 120)

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
        self._end(tr("The text of page {number} was corrected.", number=self._page))

    def _on_checked(self) -> None:
        every = range(len(self._shown.words))
        self._end(tr("The text of page {number} was checked.", number=self._page), checked=every)

    def _on_word_checked(self) -> None:
        word = self._shown.words[self._word]
        self._end(tr("“{word}” was checked.", word=word.text), checked=[self._word])

    def _end(self, words: str, *, checked: Collection[int] = ()) -> None:
        vault, text = self._workspace.vault, self.text.toPlainText()
        try:
            done = rereading.correct(vault, self._document_id, self._page - 1, text, checked=checked)
        except IsmError as error:
            self._workspace.report(error)
            return
        self._workspace.drafts.drop(DRAFT, self._key)
        if done.until > done.since:
            self._offer(words, done)
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
