"""The section that lists everything that left the vault unencrypted: what, when and where to; to be searched and sorted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.records import authors, disclosures
from ism_desktop.records.authors import Authors
from ism_desktop.records.disclosures import Left
from ism_desktop.records.folding import folded
from ism_desktop.ui.base.safekeeping.days import moment_of
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.breaking import breakable, path
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary, small
from ism_desktop.ui.paper_kit import GivenButton

_FEW = 6
_SEVERAL = 3  # from more on, there is something to search
_MORE = 50
_ICONS: Mapping[str, str] = {
    disclosures.CARD: "mdi6.card-account-details-outline",
    disclosures.QUESTIONS: "mdi6.comment-question-outline",
    disclosures.BINDER: "mdi6.notebook-outline",
    disclosures.DOCUMENT: "mdi6.file-document-outline",
    disclosures.EXPORT: "mdi6.folder-arrow-right-outline",
    disclosures.RECOVERY_SHEET: "mdi6.key-outline",
}
_OTHER = "mdi6.arrow-right-circle-outline"
_PRINTER = disclosures.printer("")

# How the list may be sorted: the newest first is how it comes.
_SORTED: Mapping[str, Callable[[Sequence[Left]], list[Left]]] = {
    "newest": list,
    "oldest": lambda left: list(reversed(left)),
    "what": lambda left: sorted(left, key=lambda each: each.called.casefold()),
    "where": lambda left: sorted(left, key=lambda each: each.place.casefold()),
}


class LedgerSection(Panel):
    """The newest entries, the rest on request."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(tr("Copies outside your record"))
        self.setParent(parent)
        self.setObjectName("ledger_section")
        self._workspace = workspace
        self._left: Sequence[Left] = ()
        self._authors = Authors({})
        self._shown = _FEW
        self.body.addWidget(
            secondary(
                tr(
                    "Everything that was printed or saved, every copy of a document and every export. None of them is encrypted, so it"
                    " helps to know where they are."
                )
            )
        )
        self._tools = QWidget()
        tools = QVBoxLayout(self._tools)
        tools.setContentsMargins(0, 4, 0, 4)
        tools.setSpacing(8)
        self.search = QLineEdit()
        self.search.setObjectName("ledger.search")
        self.search.setAccessibleName(tr("Search these copies"))
        self.search.setPlaceholderText(tr("Search by name or folder"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_asked)
        tools.addWidget(self.search)
        named = (
            ("newest", tr("Newest first")),
            ("oldest", tr("Oldest first")),
            ("what", tr("By name")),
            ("where", tr("By folder")),
        )
        self.order = Choices(named, tr("Order"), name="ledger.order")
        self.order.set_value("newest")
        self.order.changed.connect(self._on_asked)
        tools.addWidget(self.order)
        self.body.addWidget(self._tools)
        self._said = label("")
        self._said.setObjectName("ledger.said")
        self.body.addWidget(self._said)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.body.addLayout(self._rows)
        holder = QWidget()
        self._more = button(tr("Show more"), self._on_more, role="quiet", name="ledger.more")
        FlowLayout(holder).addWidget(self._more)
        self.body.addWidget(holder)

    def refresh(self) -> None:
        """Read the list again."""
        with self._workspace.vault.read() as session:
            self._left = disclosures.entries(session)
            self._authors = authors.known(session, self._workspace.vault.opened_by)
        self._show()

    def _on_asked(self) -> None:
        self._shown = _FEW
        self._show()

    def _on_more(self) -> None:
        self._shown += _MORE
        self._show()

    def _show(self) -> None:
        found = [left for left in self._left if _matches(left, self.search.text())]
        ordered = _SORTED[self.order.value or "newest"](found)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for left in ordered[: self._shown]:
            by = "" if self._authors.is_reader(left.author) else self._authors.words(left.author)
            self._rows.addWidget(_Row(self._workspace, left, by))
        self._tools.setVisible(len(self._left) > _SEVERAL)
        self._more.setVisible(len(ordered) > self._shown)
        self._said.setText(_said(len(self._left), len(ordered)))
        self._said.setVisible(bool(self._said.text()))


class _Row(QWidget):
    """One entry: an icon, its title, when and where to, and whom it was given to."""

    def __init__(self, workspace: Workspace, left: Left, by: str) -> None:
        super().__init__()
        self.setObjectName("ledger.row")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        picture = IconLabel(_ICONS.get(left.what, _OTHER), 22)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        title = breakable(" ".join(left.called.split()))
        column.addWidget(label(title))
        said = f"{when(left)} · {where(left)}" + (f" · {by}" if by else "")
        column.addWidget(small(said))
        row.addLayout(column, 1)
        if left.what != disclosures.RECOVERY_SHEET:  # it opens the record, and is for nobody else
            given = GivenButton(workspace, "ledger.given")
            column.addWidget(given, 0, Qt.AlignmentFlag.AlignLeft)  # below: beside long words it would stick out
            given.offer(left.what, left.id)
            given.setAccessibleName(tr("Given to…: {what}", what=left.called))
        self.setAccessibleName(f"{left.called}, {said}")


def when(left: Left) -> str:
    """The moment on this computer's clock."""
    return moment_of(datetime.fromisoformat(left.at))


def where(left: Left) -> str:
    """Where it went, in words."""
    if left.place == _PRINTER or left.place.startswith(f"{_PRINTER} "):
        printer = left.place.removeprefix(_PRINTER).strip()
        return tr("printed on {printer}", printer=printer) if printer else tr("printed")
    if left.what == disclosures.EXPORT and left.size:
        return tr("saved as {file} ({size})", file=path(Path(left.place)), size=in_use().size(left.size))
    return tr("saved as {file}", file=path(Path(left.place)))


def _matches(left: Left, typed: str) -> bool:
    said = folded(f"{left.called} {left.place} {when(left)}")
    return all(word in said for word in folded(typed).split())


def _said(number: int, found: int) -> str:
    if number == 0:
        return tr("No copies yet.")
    return tr("No matches.") if found == 0 else ""
