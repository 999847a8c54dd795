"""What stands around a medication's fields: its changes as a time line, its refills, its tapers and cycles, and what to do with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_c
from ism_desktop.records import links, medicines
from ism_desktop.records.kind import Kind, shown
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES, change_words
from ism_desktop.records.kinds.medication_plans import MEDICATION_PLANS
from ism_desktop.records.kinds.medication_refills import MEDICATION_REFILLS, other_makers
from ism_desktop.records.links import Proof
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.rows import SideBySide
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, line, secondary
from ism_desktop.ui.record_kit.source_buttons import SourceButtons
from ism_desktop.vault import Session

_BESIDE = 420  # pixels at 100 %: the day stands beside what happened


@dataclass(frozen=True, slots=True)
class Told:
    """One entry around a medication: its day, what it says, what is beneath that, and the documents that say so."""

    kind: Kind
    record: Record
    when: str
    words: str
    beneath: tuple[str, ...]
    sources: tuple[Proof, ...]


def changes_of(session: Session, medication_id: str) -> list[Told]:
    """The time line of a medication, the latest change first."""
    return [
        _told(
            session,
            record,
            change_words(record.values),
            [_text(record, "reason"), _by(session, record), _text(record, "notes")],
        )
        for record in medicines.of_medication(session, MEDICATION_CHANGES, medication_id)
    ]


def refills_of(session: Session, medication_id: str) -> list[Told]:
    """The refills of a medication, the latest first; one from another maker than the one before says so."""
    records = medicines.of_medication(session, MEDICATION_REFILLS, medication_id)
    former = other_makers([(record.id, record.values) for record in records])
    found: list[Told] = []
    for record in records:
        words = " · ".join(part for part in (_text(record, name) for name in ("quantity", "brand", "maker")) if part)
        beneath = [
            tr("Another maker than last time: {maker}", maker=former[record.id]) if record.id in former else "",
            " · ".join(
                _labelled(record, name)
                for name in ("lot", "expiry", "excipients", "pharmacy", "cost")
                if _text(record, name)
            ),
            _text(record, "notes"),
        ]
        found.append(_told(session, record, words or tr("Refill"), beneath))
    return found


def plans_of(session: Session, medication_id: str) -> list[Told]:
    """The tapers and cycles of a medication, with their steps."""
    return [
        _told(session, record, record.title, [_text(record, "steps")])
        for record in medicines.of_medication(session, MEDICATION_PLANS, medication_id)
    ]


def _told(session: Session, record: Record, words: str, beneath: Sequence[str]) -> Told:
    when = record.values.get("on_date")
    day = when.words if isinstance(when, PartialDate) else ""
    sources = tuple(links.proofs(session, record.kind, record.id))
    return Told(record.kind, record, day, words, tuple(part for part in beneath if part), sources)


def _text(record: Record, name: str) -> str:
    return shown(record.kind.field(name), record.values[name]).strip()


def _labelled(record: Record, name: str) -> str:
    return tr("{label}: {value}", label=record.kind.field(name).label, value=_text(record, name))


def _by(session: Session, record: Record) -> str:
    name = medicines.who(session, record.values, "decided_by", "decided_by_other")
    return tr("Decided by {who}", who=name) if name else ""


class AroundPanel(Panel):
    """One list around a medication. `open_wanted` carries the kind and the id of the entry to be shown."""

    open_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, name: str, words: str) -> None:
        super().__init__(words)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self._workspace = workspace
        self._entries: dict[str, Told] = {}
        self.body.addSpacing(4)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.body.addLayout(self._column)

    def show_entries(self, entries: Sequence[Told], extra: Callable[[Told], Sequence[QWidget]] | None = None) -> None:
        """Show these entries; hidden when there is none."""
        empty_layout(self._column)
        self._entries = {f"open.{told.record.id}": told for told in entries}
        for place, told in enumerate(entries):
            if place:
                self._column.addWidget(line())
            self._column.addWidget(self._row(told, () if extra is None else extra(told)))
        self.setVisible(bool(entries))

    def _row(self, told: Told, extra: Sequence[QWidget]) -> QWidget:
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(told.words))
        for words in told.beneath:
            column.addWidget(secondary(words))
        buttons = SourceButtons(self._workspace, told.sources)
        opening = button(
            tr_c("verb", "Open"),
            self._on_open,
            role="quiet",
            icon_name="mdi6.arrow-right",
            name=f"open.{told.record.id}",
        )
        opening.setAccessibleName(tr("Open: {what}", what=f"{told.when} {told.words}".strip()))
        for part in (*extra, opening):
            buttons.flow.addWidget(part)
        column.addWidget(buttons)
        if not told.when:
            return said
        when = label(told.when, "subheading")
        when.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        return SideBySide(when, said, needed=_BESIDE, shares=(3, 8))

    def _on_open(self) -> None:
        told = self._entries.get(self.sender().objectName())
        if told is not None:
            self.open_wanted.emit(told.kind.name, told.record.id)
