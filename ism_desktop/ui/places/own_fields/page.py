"""The fields that a person defined: a list in their order; before one goes to the trash, the page says which values go with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_lazy, tr_n
from ism_desktop.records import own_fields, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.own_fields import OWN_FIELDS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.record_kit.actions import move_to_trash
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView


class OwnFieldsPage(RecordsPage):
    """The list, and beside it the field that is chosen."""

    help_text = tr_lazy(
        "Fields of your own stand in the details of a document and where new documents are filed. A field is offered with every document,"
        " or only with the kinds that you choose; with others it stays a press away, under “More fields…”. Move fields with Ctrl+Up and"
        " Ctrl+Down.\n\nIn the search box, write a field’s name without blanks, a colon and what it should say: policynumber:4711. Or"
        " put a name of several words into quotes. The words alone find it too.\n\nA field that you rename keeps all its values. One that"
        " you move to the trash takes its values out of sight; they come back when you restore it. Only “Delete for good” deletes them."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, OWN_FIELDS.plural, (OWN_FIELDS.name,))

    def make_view(self, kind: Kind) -> KindView:
        """Make the list, which asks before a field with values goes."""
        return FieldsView(self.workspace, kind, parent=self._stack)


class FieldsView(KindView):
    """The fields."""

    def _on_trash(self, ids: list[str]) -> None:
        self._leave_form()
        with self._workspace.vault.read() as session:
            number = max((own_fields.number_saying(session, each) for each in ids), default=0)
        if not number:
            move_to_trash(self._workspace, self.kind, ids)
            return
        RemoveFieldDialog(self._workspace, ids, number, self.window()).open()


class RemoveFieldDialog(Dialog):
    """Asks whether fields go to the trash with what documents say in them."""

    def __init__(self, workspace: Workspace, ids: Sequence[str], number: int, parent: QWidget) -> None:
        with workspace.vault.read() as session:
            titles = [store.get(session, OWN_FIELDS, each).title for each in ids]
        question = tr("Move the field “{title}” to the trash?", title=titles[0])
        if len(titles) > 1:
            question = tr_n("Move {number} field to the trash?", "Move {number} fields to the trash?", len(titles))
        super().__init__(question, parent, name="remove_field", width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._ids = tuple(ids)
        self.body.addWidget(
            label(
                tr_n(
                    "{number} document has a value in it, which will no longer be shown, printed or found.",
                    "{number} documents have a value in it, which will no longer be shown, printed or found.",
                    number,
                )
            )
        )
        self.body.addWidget(
            secondary(tr("The values are kept with the field. When you restore it, they are all there again."))
        )
        self.cancel = button(tr("Keep the field"), self.reject, name="remove_field.cancel")
        self.cancel.setDefault(True)
        self.moving = button(
            tr("Move to trash"),
            self._on_move,
            icon_name="mdi6.trash-can-outline",
            role="primary",
            name="remove_field.yes",
        )
        self.moving.setAutoDefault(False)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.moving)

    def _on_move(self) -> None:
        self.accept()
        move_to_trash(self._workspace, OWN_FIELDS, self._ids)
