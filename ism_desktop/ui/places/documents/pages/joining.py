"""Several pictures that came at once: one document of all of them, or one of each; put into order, turned, cropped or left out before.

The files lie encrypted in the record from the beginning, and what is done with them is a draft, so that nothing is lost by a power cut.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QWidget

from ism_desktop.documents import page_plan
from ism_desktop.documents.naming import title_from
from ism_desktop.documents.page_plan import Plan
from ism_desktop.language import tr, tr_n
from ism_desktop.records.document_versions import Staged
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.places.documents.pages.pages_view import PagesView

JOINING = "document_pages.joining"


class JoinDialog(PagesView):
    """`one_wanted` carries the plan and the title of one document, `each_wanted` the plan of several, `discarded` nothing."""

    one_wanted = Signal(object, str)
    each_wanted = Signal(object)
    discarded = Signal()

    def __init__(self, workspace: Workspace, files: Sequence[Staged], window: QWidget) -> None:
        self._files = {page_plan.of_staged(one.id): one for one in files}
        begun = tuple(page for key, one in self._files.items() for page in page_plan.whole(key, one.file["pages"]))
        words = tr_n("Add {number} picture", "Add {number} pictures", len(files))
        super().__init__(workspace, None, begun, words, window, "join_dialog")
        caption = label(tr("Title, as one document"))
        self.title = QLineEdit(title_from(files[0].file_name) if files else "")
        self.title.setObjectName("join_title")
        self.title.setAccessibleName(caption.text())
        self.title.textEdited.connect(self.keep)
        caption.setBuddy(self.title)
        caption.setWordWrap(False)
        line = QHBoxLayout()
        line.addWidget(caption)
        line.addWidget(self.title, 1)
        self.body.addLayout(line)
        self._foot()
        draft = workspace.drafts.get(JOINING, None)
        if draft is not None and self.editing.take_up(draft):
            self.title.setText(str(draft.get("title") or self.title.text()))
        self.begin()
        self.keep()

    def _foot(self) -> None:
        self.foot.addWidget(button(tr("Do not add them"), self._on_discard, role="quiet", name="join_discard"))
        self.foot.addWidget(button(tr("Close, and keep for later"), self.reject, name="join_later"))
        self.foot.addWidget(button(tr("As separate documents"), self._on_each, name="join_each"))
        one = button(tr("As one document"), self._on_one, role="primary", icon_name="mdi6.check", name="join_one")
        one.setDefault(True)  # Enter in the title would press the first button, which does not add them
        self.foot.addWidget(one)

    def keep(self) -> None:
        """Keep the pictures and what was done with them."""
        ids = [one.id for one in self._files.values()]
        self._workspace.drafts.put(JOINING, None, self.editing.kept(staged=ids, title=self.title.text()))

    def say(self) -> None:
        """Say how it goes on."""
        self.notes.setText(
            tr(
                "Put the pages into order: drag them, or Alt+Up and Alt+Down. Delete leaves one out. The pictures stay as they are."
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S makes one document."""
        if event.matches(QKeySequence.StandardKey.Save):
            self._on_one()
        else:
            super().keyPressEvent(event)

    def _on_one(self) -> None:
        self._workspace.drafts.flush()
        self.one_wanted.emit(self.editing.plan, self.title.text().strip())
        self.done(int(QDialog.DialogCode.Accepted))

    def _on_each(self) -> None:
        self._workspace.drafts.flush()
        self.each_wanted.emit(self.editing.plan)
        self.done(int(QDialog.DialogCode.Accepted))

    def _on_discard(self) -> None:
        self.discarded.emit()
        self.reject()


def by_file(plan: Plan) -> list[tuple[str, Plan]]:
    """The pages of a plan, file by file, in the order in which the files come first."""
    keys = list(dict.fromkeys(page.source for page in plan))
    return [(key, tuple(page for page in plan if page.source == key)) for key in keys]
