"""“Given to…”: notes in two presses who got the paper that was just printed or saved. It is offered, and never asked."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu, QPushButton, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records import given, store
from ism_desktop.records.given import Recipient
from ism_desktop.records.kinds.given_papers import GIVEN_PAPERS
from ism_desktop.records.values import LinkedName
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary


class GivenButton(QPushButton):
    """Hidden until `offer` is told which paper left. Its menu names whom the paper may be for; “Somebody else…” asks for a name."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._say(tr("Given to…"))
        self._workspace = workspace
        self._paper = self._departure = self._entry = ""
        self.setIcon(icon("mdi6.file-send-outline", "muted"))
        self.people = QMenu(self)
        self.people.setObjectName(f"{name}.menu")
        self.people.aboutToShow.connect(self._fill)
        self.setMenu(self.people)
        workspace.changed.connect(self._on_changed)
        self.hide()

    def offer(self, paper: str, departure: str = "") -> None:
        """Offer to note who gets the latest copy of this paper, by its key in the list of what left, or the copy of one entry there."""
        if self._workspace.vault.read_only:
            return
        self._paper, self._departure = paper, departure
        self._say(tr("Given to…"))
        self.show()

    def _say(self, words: str) -> None:
        self.setText(_in_menu(words))
        self.setAccessibleName(words)

    def _fill(self) -> None:
        self.people.clear()
        with self._workspace.vault.read() as session:
            offered = given.offered(session, self._workspace.today())
        for recipient in offered:
            self.people.addAction(_in_menu(recipient.name), partial(self.note, recipient.name))
        if offered:
            self.people.addSeparator()
        self.people.addAction(tr("Somebody else…"), self._on_other).setObjectName("given_to_other")

    def note(self, name: str | LinkedName) -> None:
        """Note that this person has the paper, and say so on the button; that can be undone."""
        try:
            with self._workspace.vault.write() as session:
                entry = given.enter(session, name, self._paper, self._workspace.today(), self._departure)
        except IsmError as error:
            self._workspace.report(error)
            return
        self._entry = entry
        words = tr("Noted: {name} has it.", name=str(name))
        self._say(words)
        self._workspace.undo_bar.offer(words, partial(_take_back, self._workspace, entry))

    def _on_changed(self, kinds: frozenset[str]) -> None:
        """Say no longer that it was noted once that was taken back."""
        if not self._entry or GIVEN_PAPERS.name not in kinds:
            return
        with self._workspace.vault.read() as session:
            record = store.find(session, GIVEN_PAPERS, self._entry)
        if record is None or record.deleted_at is not None:
            self._entry = ""
            self._say(tr("Given to…"))

    def _on_other(self) -> None:
        with self._workspace.vault.read() as session:
            known = given.recipients(session)
        dialog = OtherDialog(known, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.named.connect(self.note)
        dialog.open()


class OtherDialog(Dialog):
    """Asks for a name; one of the care team is offered while it is typed, and points there. `named` carries it."""

    named = Signal(object)

    def __init__(self, known: Sequence[Recipient], parent: QWidget) -> None:
        super().__init__(tr("Given to"), parent.window(), name="given_to", width=420)
        self._known = {str(recipient.name): recipient.name for recipient in reversed(known)}
        self.line = QLineEdit()
        self.line.setObjectName("given_to.name")
        self.line.setAccessibleName(tr("Who has it"))
        suggesting = QCompleter(QStringListModel(list(self._known), self), self)
        suggesting.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        suggesting.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(suggesting)
        self.body.addWidget(label(tr("Who has it")))
        self.body.addWidget(self.line)
        self.body.addWidget(secondary(tr("Such as: school nurse. More can be noted under “Who has what”.")))
        self.foot.addWidget(button(tr("Cancel"), self.reject, name="cancel"))
        self._saving = button(tr("Save"), self._on_save, role="primary", name="given_to.save")
        self._saving.setDefault(True)
        self._saving.setEnabled(False)
        self.line.textChanged.connect(self._on_typed)
        self.foot.addWidget(self._saving)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, words: str) -> None:
        self._saving.setEnabled(bool(words.strip()))

    def _on_save(self) -> None:
        self.accept()
        self.named.emit(self.who)

    @property
    def who(self) -> str | LinkedName:
        """The name, pointing to the care team where it is one of theirs."""
        typed = self.line.text().strip()
        return self._known.get(typed, typed)


def _in_menu(name: str) -> str:
    """A name as Qt shows it: an ampersand would else underline the next letter."""
    return str(name).replace("&", "&&")


def _take_back(workspace: Workspace, entry: str) -> None:
    with workspace.vault.write() as session:
        store.trash(session, GIVEN_PAPERS, entry)
