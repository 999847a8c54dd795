"""Labels for papers: for documents that were chosen, or for the next free numbers; on which sheet, and where on a sheet that was begun."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLabel, QLineEdit, QSpinBox, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.printing import paper_labels
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.paper_labels import SHEETS, Label, LabelsContent, LabelSheet
from ism_desktop.records import disclosures, paper_numbers
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown, TickBox
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import PaperDialog, Printout
from ism_desktop.ui.paper_kit.switch import usual_paper
from ism_desktop.ui.places.documents import changes

_SETTING = "labels"
_MOST = 260


class LabelsDialog(PaperDialog):
    """Preview, print, save. `ids` are the documents that get a label; None for labels that are printed before the papers come in."""

    def __init__(self, workspace: Workspace, ids: Sequence[str] | None, page: QWidget) -> None:
        self._workspace = workspace
        self._ids = None if ids is None else tuple(ids)
        self._labels: tuple[Label, ...] = ()
        self._make_controls()
        super().__init__(workspace, self._made(), page)
        self.body.insertWidget(1, self._controls)
        self.body.insertWidget(2, self._without)
        self._say_without()
        self.going.setEnabled(bool(self._labels))
        self.save_pdf.setEnabled(bool(self._labels))
        self.went_out.connect(self._on_went_out)

    def _make_controls(self) -> None:
        self._controls = QWidget()
        flow = FlowLayout(self._controls, spacing=8)
        self.sheet = DropDown()
        self.sheet.setObjectName("labels_sheet")
        self.sheet.setAccessibleName(tr("Sheet of labels"))
        self.sheet.setMinimumWidth(theme().px(340))
        for each in SHEETS:
            self.sheet.addItem(each.name, each.word)
        kept = self._workspace.settings["lists"].get(_SETTING, {})
        usual = "5160" if usual_paper(self._workspace.settings) is Paper.LETTER else "l7160"
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(kept.get("sheet", usual))))
        self.begins = _spin("labels_begins", tr("Begin at label"), 1, self._sheet.count, int(kept.get("begins", 1)))
        self.begins_label = _beside(tr("Begin at label"), self.begins)
        flow.addWidget(self.sheet)
        flow.addWidget(self.begins_label)
        flow.addWidget(self.begins)
        self.titled = TickBox(tr("With the title"), name="labels_title")
        self.dated = TickBox(tr("With the date"), name="labels_date")
        self.many = _spin("labels_many", tr("How many"), 1, _MOST, self._sheet.count)
        self.starts = QLineEdit()
        self.starts.setObjectName("labels_starts")
        self.starts.setAccessibleName(tr("Numbers begin with"))
        self.starts.setMaximumWidth(theme().px(90))
        if self._ids is None:
            with self._workspace.vault.read() as session:
                self.starts.setText(paper_numbers.usual_beginning(session).strip())
            for part in (
                _beside(tr("How many"), self.many),
                self.many,
                _beside(tr("Numbers begin with"), self.starts),
                self.starts,
            ):
                flow.addWidget(part)
        else:
            flow.addWidget(self.titled)
            flow.addWidget(self.dated)
        self._without = QWidget()
        line = FlowLayout(self._without, spacing=8)
        self._without_words = small("")
        line.addWidget(self._without_words)
        self.give = button(tr("Give them the next free numbers"), self._on_give, name="labels_give")
        line.addWidget(self.give)
        self.sheet.currentIndexChanged.connect(self._on_sheet)
        self.begins.valueChanged.connect(self._on_changed)
        self.many.valueChanged.connect(self._on_changed)
        self.starts.textChanged.connect(self._on_changed)
        self.titled.toggled.connect(self._on_changed)
        self.dated.toggled.connect(self._on_changed)

    @property
    def _sheet(self) -> LabelSheet:
        return paper_labels.sheet_called(str(self.sheet.currentData()))

    def _made(self) -> Printout:
        with self._workspace.vault.read() as session:
            if self._ids is None:
                self._labels = paper_labels.collect_free(session, self._starts, self.many.value())
            else:
                self._labels = paper_labels.collect(
                    session, self._ids, with_title=self.titled.isChecked(), with_date=self.dated.isChecked()
                )
        content = LabelsContent(self._labels, self._sheet.word, self.begins.value())
        return Printout(
            "paper_labels",
            tr("Print labels"),
            tr(
                "Others can read a label: it shows the number alone, and its code holds nothing else. Print in actual size."
            ),
            partial(_drawn, content),
            tr("Labels"),
            Leaving(disclosures.PAPER_LABELS, content.title, None),
            content.unprintable,
            self._sheet.paper,
        )

    @property
    def _starts(self) -> str:
        """What the numbers begin with; a word and its count are parted, a letter or two are not."""
        typed = self.starts.text().strip()
        return f"{typed} " if len(typed) > 2 and typed[-1:].isalpha() else typed

    def _on_sheet(self) -> None:
        self.begins.setMaximum(self._sheet.count)
        if self._ids is None:
            self.many.setValue(self._sheet.count)
        self._on_changed()

    def _on_changed(self) -> None:
        self.show_printout(self._made())
        self._say_without()
        self.going.setEnabled(bool(self._labels))
        self.save_pdf.setEnabled(bool(self._labels))

    def _say_without(self) -> None:
        missing = 0 if self._ids is None else len(self._ids) - len(self._labels)
        self._without.setVisible(bool(missing))
        words = tr_n("{number} document has no number yet.", "{number} documents have no number yet.", missing)
        self._without_words.setText(words)

    def _on_give(self) -> None:
        changes.give_numbers(self._workspace, self._ids or ())
        self._on_changed()

    def _on_went_out(self) -> None:
        """Go on behind these labels the next time, and give none of the numbers to other labels."""
        lists = self._workspace.settings["lists"]
        following = (self.begins.value() - 1 + len(self._labels)) % self._sheet.count + 1
        self._workspace.settings["lists"] = lists | {_SETTING: {"sheet": self._sheet.word, "begins": following}}
        if self._ids is None and not self._workspace.vault.read_only:
            with self._workspace.vault.write() as session:
                paper_numbers.note_printed(session, [label.number for label in self._labels])


def _drawn(content: LabelsContent, _paper: Paper) -> bytes:
    return paper_labels.draw(content)


def _spin(name: str, words: str, least: int, most: int, value: int) -> QSpinBox:
    made = QSpinBox()
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setMinimumWidth(theme().px(72))
    made.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    made.setRange(least, most)
    made.setValue(value)
    return made


def _beside(words: str, control: QWidget) -> QLabel:
    made = small(words)
    made.setBuddy(control)
    made.setMinimumHeight(control.sizeHint().height())
    return made
