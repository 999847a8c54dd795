"""What a check or a backup found, one row for each file: what happened, what to do, and the way to the document."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.ui.kit.breaking import breakable
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.vault.integrity import Finding, Severity

_SHOWN = 50


class FindingRows(QWidget):
    """Hidden while there is none. `document_wanted` carries a document's id."""

    document_wanted = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(14)
        self.hide()

    def show_findings(
        self, findings: Sequence[Finding], outcome: Callable[[Finding], tuple[bool, str] | None] | None = None
    ) -> None:
        """Show these, and no others. `outcome` says of a finding whether it is well again, and in words how."""
        while (item := self._column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for number, finding in enumerate(findings[:_SHOWN]):
            row = FindingRow(finding, None if outcome is None else outcome(finding), f"{self.objectName()}.{number}")
            row.document_wanted.connect(self.document_wanted)
            self._column.addWidget(row)
        if len(findings) > _SHOWN:
            self._column.addWidget(small(tr_n("And {number} more.", "And {number} more.", len(findings) - _SHOWN)))
        self.setVisible(bool(findings))


class FindingRow(QWidget):
    """One file that is not as it should be."""

    document_wanted = Signal(str)

    def __init__(self, finding: Finding, outcome: tuple[bool, str] | None, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._document_id = finding.document_id or ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        is_well = finding.severity is Severity.REPAIRED if outcome is None else outcome[0]
        drawn, role = ("mdi6.check-circle-outline", "accent") if is_well else ("mdi6.alert-circle-outline", "text")
        picture = IconLabel(drawn, 20, role)
        picture.setAccessibleName(tr("Repaired") if is_well else tr("Damaged"))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(breakable(finding.title or finding.file), "subheading"))
        column.addWidget(label(breakable(finding.what)))
        column.addWidget(small(breakable(finding.advice if outcome is None else outcome[1])))
        row.addLayout(column, 1)
        if self._document_id:
            show = button(tr("Show the document"), self._on_show, role="quiet", name=f"{name}.show")
            show.setAccessibleName(tr("Show the document “{title}”", title=finding.title or finding.file))
            column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_show(self) -> None:
        self.document_wanted.emit(self._document_id)
