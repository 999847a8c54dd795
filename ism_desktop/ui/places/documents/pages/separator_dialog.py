"""The separator sheet: for which kind, as it will be printed."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.printing import separator_sheet
from ism_desktop.printing.separator_sheet import SeparatorContent
from ism_desktop.records import disclosures
from ism_desktop.records.kinds.documents import TYPES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog, Printout


class SeparatorDialog(PaperDialog):
    """Preview, and above it the kind that documents behind this sheet get."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(workspace, _printout(SeparatorContent()), page)
        self.kind = DropDown()
        self.kind.setObjectName("separator_kind")
        self.kind.setAccessibleName(tr("Kind of the document behind it"))
        self.kind.addItem(tr("No kind: it only separates"), "")
        for choice in TYPES:
            self.kind.addItem(choice.label, choice.value)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.body.insertWidget(1, self.kind)

    def _on_kind(self) -> None:
        self.show_printout(_printout(SeparatorContent(str(self.kind.currentData() or ""))))


def _printout(content: SeparatorContent) -> Printout:
    return Printout(
        "separator_sheet",
        tr("Print a separator sheet"),
        tr("Lay one before each document of a stack and scan the stack in one go; then split it at these sheets."),
        partial(separator_sheet.draw, content),
        tr("Separator sheet"),
        Leaving(disclosures.SEPARATOR_SHEET, content.kind_words, None),
    )
