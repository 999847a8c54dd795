"""The languages that papers are read in, in the settings: which, in which order, and where their models lie."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout

from ism_desktop.documents.rereading import Reread, read_scans_again
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import reverting
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.files import ask_which_folder
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.worker.reading_languages import LanguageProblem, chosen, name_of, offered


class LanguagesCard(Panel):
    """Every change holds at once for the pages that are read from then on; what was read before stays as it is."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("reading_languages")
        self._workspace = workspace
        self.body.addWidget(label(tr("Languages of your papers"), "subheading"))
        self.body.addWidget(
            small(
                tr(
                    "Scanned pages are read in these languages, first in the one that was ticked first. English is part of the program."
                    " For others, choose a folder with models of Tesseract, files that end in {ending}.",
                    ending=".traineddata",
                )
            )
        )
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(4)
        self.body.addLayout(self._boxes)
        self._order = small("")
        self._order.setObjectName("reading_order")
        self.body.addWidget(self._order)
        self._wrong = label("", "fault")
        self._wrong.setObjectName("reading_problems")
        self._wrong.hide()
        self.body.addWidget(self._wrong)
        self._where = small("")
        self.body.addWidget(self._where)
        self.body.addWidget(button(tr("Choose the folder of models…"), self._ask, name="reading_folder"))
        self.again = button(tr("Read my scans again…"), self._on_again, name="reading_again")
        self.body.addWidget(self.again)
        self._list()
        self._look()

    def _ask(self) -> None:
        ask_which_folder(self, tr("Folder of models"), self.take_folder, name="choose_models")

    def take_folder(self, path: str) -> None:
        """Offer the models of this folder."""
        self._workspace.settings["reading_folder"] = path
        self._list()
        self._hold()

    def _list(self) -> None:
        """A box for each language that there is a model for, and for those that are chosen and gone."""
        while (item := self._boxes.takeAt(0)) is not None:
            box = item.widget()
            if box is not None:
                box.deleteLater()
        folder = self._folder
        there = offered(folder)
        known = {code for code, _ in there}
        gone = [(code, name_of(code)) for code in self._codes if code not in known]
        for code, name in (*there, *gone):
            box = TickBox(name, name=f"reading_language.{code}")
            box.setChecked(code in self._codes)
            box.toggled.connect(partial(self._on_ticked, code))
            self._boxes.addWidget(box)
        self._where.setText("" if folder is None else tr("Models are looked for in {folder}.", folder=str(folder)))
        self._where.setVisible(folder is not None)
        self._say_order()

    @property
    def _folder(self) -> Path | None:
        path: str = self._workspace.settings["reading_folder"]
        return Path(path) if path else None

    @property
    def _codes(self) -> tuple[str, ...]:
        settings = self._workspace.settings
        return chosen(settings["reading_languages"], settings["reading_folder"]).codes

    def _on_ticked(self, code: str, is_ticked: bool) -> None:
        others = [each for each in self._codes if each != code]
        self._workspace.settings["reading_languages"] = [*others, code] if is_ticked else others
        self._say_order()
        self._hold()

    def _say_order(self) -> None:
        names = in_use().listed(name_of(code) for code in self._codes)
        self._order.setText(
            tr("Pages that you add from now on are read in {languages}. Others keep their text.", languages=names)
        )

    def _hold(self) -> None:
        settings = self._workspace.settings
        self._workspace.workers.models.use(chosen(settings["reading_languages"], settings["reading_folder"]))
        self._look()

    def _on_again(self) -> None:
        """Read what was read in other languages before; corrections stay, and it can be taken back."""
        self.again.setEnabled(False)
        vault, workers = self._workspace.vault, self._workspace.workers

        def read(task: Task) -> list[Reread]:
            return read_scans_again(vault, workers, task, partial(_tell, task))

        self._workspace.background.run(
            read,
            owner=self._workspace,
            title=tr("Reading scans again"),
            on_result=partial(_offer_undo, self._workspace),
        )

    def _look(self) -> None:
        """Have the models tried, in a worker process."""
        self._workspace.background.run(self._tried, owner=self, quiet=True, on_result=self._say_problems)

    def _tried(self, _task: Task) -> list[LanguageProblem]:
        return self._workspace.workers.models.problems()

    def _say_problems(self, problems: list[LanguageProblem]) -> None:
        self._wrong.setText("\n".join(str(problem) for problem in problems))
        self._wrong.setVisible(bool(problems))


def _tell(task: Task, title: str, why: str) -> None:
    task.tell(title, why, good=False)


def _offer_undo(workspace: Workspace, done: list[Reread]) -> None:
    """Say how many documents say something else now, and offer to take it back."""
    marks = [(each.since, each.until) for each in done if each.until > each.since]
    if marks:
        words = tr_n("{number} document was read again.", "{number} documents were read again.", len(marks))
        workspace.undo_bar.offer(words, partial(_take_back, workspace, marks))


def _take_back(workspace: Workspace, marks: list[tuple[int, int]]) -> None:
    with workspace.vault.write() as session:
        for since, until in reversed(marks):
            reverting.revert(session, since, until)
