"""The diagnosis as it will stand on paper: stated in one section, and for each topic what the reports say, with the way to each page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_c
from ism_desktop.printing.diagnosis_page import DiagnosisContent, Evidence, Topic
from ism_desktop.printing.diagnosis_page.content import missing_words
from ism_desktop.records.kinds.diagnosis_evidence import DIAGNOSIS_EVIDENCE
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import SideBySide
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import Column, Panel
from ism_desktop.ui.kit.widgets.text import heading, label, line, secondary, set_role
from ism_desktop.ui.record_kit.edit_section import EditSection
from ism_desktop.ui.record_kit.source_buttons import SourceButtons

_STATED = ("diagnosis", "diagnosis_line", "classification", "diagnosed_on", "diagnosed_at", "skin")
_BESIDE = 520  # pixels at 100 %: a topic and what is said of it stand side by side


class Summary(Column):
    """Everything on one page. `finding_wanted` carries the id of a finding, or None with the topic of a new one."""

    finding_wanted = Signal(object, str)
    question_wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(860, margin=0)
        self._workspace = workspace
        self.result = label("", "secondary")
        self.result.setObjectName("result")
        self.result.hide()
        self.copy = CopyPanel()
        self.stated = EditSection(workspace, "diagnosis", tr("Diagnosis"), PERSON, _STATED)
        self._sources = QVBoxLayout()
        self._sources.setSpacing(4)
        self.stated.body.addLayout(self._sources)
        rests = Panel()
        rests.setObjectName("evidence")
        rests.body.addWidget(heading(tr("What it rests on")))
        rests.body.addWidget(
            secondary(tr("As the reports say it. The program does not check whether criteria are met."))
        )
        self._topics = QVBoxLayout()
        self._topics.setSpacing(12)
        rests.body.addLayout(self._topics)
        for part in (self.result, self.copy, self.stated, rests):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_content(self, content: DiagnosisContent, person: Record | None) -> None:
        """Show it; fields that are open keep what is typed."""
        self.stated.show_record(person)
        empty_layout(self._sources)
        if content.sources:
            self._sources.addWidget(SourceButtons(self._workspace, content.sources))
        empty_layout(self._topics)
        for place, topic in enumerate(content.topics):
            if place:
                self._topics.addWidget(line())
            row = TopicRow(self._workspace, topic)
            row.finding_wanted.connect(self.finding_wanted)
            row.question_wanted.connect(self.question_wanted)
            self._topics.addWidget(row)


class TopicRow(QWidget):
    """One topic: what is said of it, or that nothing is in the record, and what to do then."""

    finding_wanted = Signal(object, str)
    question_wanted = Signal(str)

    def __init__(self, workspace: Workspace, topic: Topic) -> None:
        super().__init__()
        self.setObjectName(f"topic.{topic.key}")
        self._topic = topic
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for one in topic.evidence:
            row = EvidenceRow(workspace, topic, one)
            row.wanted.connect(self._on_finding)
            column.addWidget(row)
        if topic.is_missing:
            words = label(missing_words())
            words.setObjectName(f"missing.{topic.key}")
            column.addWidget(words)
            column.addWidget(self._buttons())
        name = label(topic.label, "subheading")
        name.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        outer.addWidget(SideBySide(name, said, needed=_BESIDE, shares=(3, 7)))

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        for words, name, pressed, icon_name in (
            (tr("Add what a report says"), "add", self._on_add, "mdi6.plus"),
            (tr("Note a question"), "ask", self._on_ask, "mdi6.help-circle-outline"),
        ):
            made = button(words, pressed, role="quiet", icon_name=icon_name, name=f"{name}.{self._topic.key}")
            made.setAccessibleName(tr("{action}: {topic}", action=words, topic=self._topic.label))
            flow.addWidget(made)
        return row

    def _on_finding(self, record_id: str) -> None:
        self.finding_wanted.emit(record_id, self._topic.key)

    def _on_add(self) -> None:
        self.finding_wanted.emit(None, self._topic.key)

    def _on_ask(self) -> None:
        self.question_wanted.emit(self._topic.label)


class EvidenceRow(QWidget):
    """What one report says, and buttons to change it and to see the page that says so."""

    wanted = Signal(str)

    def __init__(self, workspace: Workspace, topic: Topic, evidence: Evidence) -> None:
        super().__init__()
        self._workspace = workspace
        self._evidence = evidence
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(evidence.words))
        # The documents have buttons of their own below.
        beneath = evidence.detail if evidence.sources else evidence.small_print
        if beneath:
            column.addWidget(secondary(beneath))
        buttons = SourceButtons(workspace, evidence.sources)
        own = evidence.kind == DIAGNOSIS_EVIDENCE.name
        opening = button(
            tr_c("verb", "Open"),
            self._on_open,
            role="quiet",
            icon_name="mdi6.arrow-right",
            name=f"open.{evidence.record_id or topic.key}",
        )
        what = topic.label if own else evidence.origin
        opening.setAccessibleName(tr("Open: {what}", what=what))
        buttons.flow.addWidget(opening)
        column.addWidget(buttons)

    def _on_open(self) -> None:
        if self._evidence.kind == DIAGNOSIS_EVIDENCE.name:
            self.wanted.emit(self._evidence.record_id)
        elif self._evidence.kind == TEST_RESULTS.name and self._evidence.record_id:
            self._workspace.show_page(self._evidence.kind, self._evidence.record_id)
        else:
            self._workspace.show_page(self._evidence.kind)


class CopyPanel(Panel):
    """Whether the last print-out still says the same as this page, and in which parts it does not."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("copies")
        self.sentence = label("", "subheading")
        self.sentence.setObjectName("copies.sentence")
        self.body.addWidget(self.sentence)
        self.hide()

    def show_copy(self, printed_on: str, differences: tuple[str, ...], listed: str) -> None:
        """Show how the print-out of a day stands; hidden when there is none."""
        self.setVisible(bool(printed_on))
        if differences:
            words = tr("Your print-out of {date} differs in: {parts}. Print it again.", date=printed_on, parts=listed)
        else:
            words = tr("Your print-out of {date} says the same as this page.", date=printed_on)
        self.sentence.setText(words)
        self.setAccessibleName(words)
        set_role(self, "panel-accent" if differences else "panel")
