"""Who manages what: the table to fill in by pressing its cells, own topics, topics left out, and the page to print."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from ism_desktop.errors import InvalidRecord, IsmError
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.printing import who_manages as paper
from ism_desktop.records import disclosures, reverting, who_manages
from ism_desktop.records.values import PartialDate
from ism_desktop.records.who_manages import NEXT_PART, Matrix, Topic
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.enter_line import EnterLine
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import Printout, show_paper
from ism_desktop.ui.places.care_team.matrix_table import MatrixTable

_SAID = 6  # topics that are named in the line above the table


class MatrixDialog(Dialog):
    """Each press is saved at once and can be undone."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(tr("Who manages what"), window, name="matrix_dialog", width=1180, height=900)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self.uncovered = label("", "subheading")
        self.uncovered.setObjectName("matrix.uncovered")
        self.body.addWidget(self.uncovered)
        self.body.addWidget(
            secondary(tr("Press a cell with Enter or a click: ● looks after it, ○ is involved, once more for neither."))
        )
        self.table = MatrixTable()
        self.table.pressed_cell.connect(self._on_pressed)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._tools())
        self.foot.addWidget(
            button(tr("Print…"), self.print_page, icon_name="mdi6.printer-outline", name="matrix.print")
        )
        closing = button(tr("Done"), self.accept, role="primary", name="close")
        self.foot.addWidget(closing)
        self._matrix = self._read()
        self.refresh()
        self.table.setFocus()

    def _tools(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self.own = EnterLine()
        self.own.setObjectName("matrix.own")
        self.own.setPlaceholderText(tr("A topic of my own"))
        self.own.setAccessibleName(tr("A topic of my own"))
        self.own.returnPressed.connect(self._on_add)
        add = button(tr("Add topic"), self._on_add, icon_name="mdi6.plus", name="matrix.add")
        leave_out = button(tr("Leave topic out"), self._on_hide, icon_name="mdi6.eye-off-outline", name="matrix.hide")
        self.hidden = button("", role="quiet", name="matrix.hidden")
        self._menu = QMenu(self.hidden)
        self.hidden.setMenu(self._menu)
        for part in (self.own, add, leave_out, self.hidden):
            row.addWidget(part)
        return holder

    def _read(self) -> Matrix:
        with self._workspace.vault.read() as session:
            return who_manages.read(session)

    def refresh(self) -> None:
        """Read the table again."""
        self._matrix = matrix = self._read()
        self.table.show_matrix(matrix)
        self.uncovered.setText(uncovered_words(matrix))
        self._menu.clear()
        for topic in matrix.hidden:
            self._menu.addAction(topic.name, partial(self._on_show, topic))
        self.hidden.setText(tr_n("{number} topic left out", "{number} topics left out", len(matrix.hidden)))
        self.hidden.setVisible(bool(matrix.hidden))

    @property
    def topic(self) -> Topic | None:
        """The topic of the current row."""
        row = self.table.currentRow()
        return self._matrix.topics[row] if 0 <= row < len(self._matrix.topics) else None

    def _on_pressed(self, row: int, column: int) -> None:
        topic, person = self._matrix.topics[row], self._matrix.people[column]
        part = next((duty.part for duty in topic.duties if duty.person == person.key), None)
        words = tr("“{topic}” was changed.", topic=topic.name)
        self._do(words, partial(who_manages.give_part, topic=topic, person=person, part=NEXT_PART[part]))

    def _on_add(self) -> None:
        name = self.own.text().strip()
        if name and self._do(tr("“{topic}” was added.", topic=name), partial(who_manages.add_topic, own=name)):
            self.own.clear()
            self.table.setCurrentCell(len(self._matrix.topics) - 1, 0)

    def _on_hide(self) -> None:
        topic = self.topic
        if topic is not None:
            words = tr("“{topic}” is left out.", topic=topic.name)
            self._do(words, partial(who_manages.hide, topic=topic))

    def _on_show(self, topic: Topic) -> None:
        self._do(tr("“{topic}” is shown again.", topic=topic.name), partial(who_manages.show, topic=topic))

    def _do(self, words: str, action: partial[None]) -> bool:
        """Do something to the table in one transaction, and offer to undo it."""
        try:
            with self._workspace.vault.write() as session:
                since = reverting.mark(session)
                action(session)
                until = reverting.mark(session)
        except InvalidRecord as error:
            self.uncovered.setText(" ".join(error.fields.values()))
            return False
        except IsmError as error:
            self._workspace.report(error)
            return False
        self._workspace.undo_bar.offer(words, partial(_take_back, self._workspace, since, until))
        self.refresh()
        return True

    def print_page(self) -> None:
        """Show the page as it will be on paper."""
        print_table(self._workspace, self)


def print_table(workspace: Workspace, parent: QWidget) -> None:
    """Show the page of who manages what as it will be on paper."""
    with workspace.vault.read() as session:
        content = paper.collect(session, workspace.today())
    printout = Printout(
        "who_manages_print",
        tr("Print who manages what"),
        tr("Who looks after what, on one page, for you and for everybody in it."),
        partial(paper.draw, content),
        tr("List {date}", date=PartialDate.from_date(content.printed_on).words),
        Leaving(disclosures.WHO_MANAGES, content.title, content.as_dict()),
        content.unprintable,
    )
    show_paper(workspace, printout, parent)


def uncovered_words(matrix: Matrix) -> str:
    """Which topics nobody looks after yet, in words."""
    topics = [topic.name for topic in matrix.uncovered]
    if not topics:
        return tr("Somebody looks after every topic.")
    if len(topics) > _SAID:
        return tr_n("Nobody looks after {number} topic yet.", "Nobody looks after {number} topics yet.", len(topics))
    return tr("Nobody looks after these yet: {topics}.", topics=in_use().listed(topics))


def _take_back(workspace: Workspace, since: int, until: int) -> None:
    with workspace.vault.write() as session:
        reverting.revert(session, since, until)
