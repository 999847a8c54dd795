"""Counting days: on how many a symptom began with something noted before it, and on how many without; as sentences, to read and to copy."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.printing import day_counts
from ism_desktop.records import disclosures, journal_reading
from ism_desktop.records.asked_counts import Answer, AskedCount, answer_from
from ism_desktop.records.journal_counts import Journal, Window
from ism_desktop.records.journal_reading import Name
from ism_desktop.records.journal_words import EXPOSURES, SYMPTOMS
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.grid import CardGrid
from ism_desktop.ui.kit.widgets.surfaces import FoldingPanel, Panel
from ism_desktop.ui.kit.widgets.text import label, secondary, set_role
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import Printout, show_paper
from ism_desktop.ui.places.journal.count_choices import NotedList, WindowRow, counted, in_order
from ism_desktop.ui.places.journal.summary_draft import draft_in
from ism_desktop.ui.record_kit.period_row import PeriodRow
from ism_desktop.vault import Vault

_READ_ALOUD = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard

LONG = 2_000
"""With more symptoms noted than this, a thread reads them."""

_Key = tuple[tuple[Name, ...], Name]


class CountDialog(Dialog):
    """What is chosen is counted at once, and forgotten with the dialog."""

    enter_goes_on = False  # Enter ends the typing, and closes nothing

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(tr("Count days"), window, name="count_dialog", width=860)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._read: dict[_Key, Journal] = {}
        self._asked: set[_Key] = set()  # what a thread is reading
        with workspace.vault.read() as session:
            exposures, symptoms = (journal_reading.used(session, what) for what in ("exposure", "symptom"))
        self._exposures = in_order(exposures, EXPOSURES)
        self._found: Answer | None = None
        self._used = {"exposure": exposures, "symptom": symptoms}
        if not exposures or not symptoms:
            self.body.addWidget(
                label(
                    tr(
                        "There is nothing to count yet. Note in the journal what you feel and what came before it, and good days, too;"
                        " then count here."
                    )
                )
            )
            self.add_close()
            return
        self._build(_most_often(exposures), in_order(symptoms, SYMPTOMS), _most_often(symptoms))
        self._refresh()

    # Building ------------------------------------------------------------------------------------------------------------

    def _build(self, exposure: Name, symptoms: Mapping[Name, str], symptom: Name) -> None:
        lists = QWidget()
        grid = CardGrid(lists, column=180, most=3)
        self.exposure = NotedList(tr("What came before"), name="count.exposure")
        self.other = NotedList(tr("And also, on the same day"), name="count.other")
        self.symptom = NotedList(tr("What you felt"), name="count.symptom")
        self.exposure.offer(self._exposures, exposure)
        self.symptom.offer(symptoms, symptom)
        self._offer_other()
        for part in (self.exposure, self.other, self.symptom):
            grid.addWidget(part)
        self.window_row = WindowRow()
        today = self._workspace.today()
        self.period = PeriodRow(today, day_first=self._workspace.day_first, name="count.period", spans=counted(today))
        for part in (lists, self.window_row, self.period):
            self.body.addWidget(part)
        self._build_answer()
        self.exposure.changed.connect(self._on_exposure)
        for changed in (self.other.changed, self.symptom.changed, self.window_row.edited, self.period.edited):
            changed.connect(self._refresh)
        self.copy = button(tr("Copy"), self._on_copy, icon_name="mdi6.content-copy", name="count.copy")
        self.print = button(tr("Print…"), self._on_print, icon_name="mdi6.printer-outline", name="count.print")
        self.for_summary = button(
            tr("Put on the summary"),
            self._on_for_summary,
            icon_name="mdi6.text-box-plus-outline",
            name="count.for_summary",
        )
        for part in (self.copy, self.print, self.for_summary):
            self.foot.addWidget(part)
        self.add_close()

    def _build_answer(self) -> None:
        self.answer = Panel()
        self.question = label("", "subheading")
        self.headline = label("", "heading")
        self.numbers = label("", "heading")
        self.frame_words = secondary("")
        self.left_out = label("")
        for part, name in (
            (self.question, "count.question"),
            (self.headline, "count.headline"),
            (self.numbers, "count.numbers"),
            (self.frame_words, "count.frame"),
            (self.left_out, "count.left_out"),
        ):
            part.setObjectName(name)
            part.setTextInteractionFlags(_READ_ALOUD)
            self.answer.body.addWidget(part)
        self.body.addWidget(self.answer)
        self.how = FoldingPanel(tr("How the days are counted"), name="count.how", is_open=True)
        self.definitions = label("")
        self.definitions.setObjectName("count.definitions")
        self.definitions.setTextInteractionFlags(_READ_ALOUD)
        self.how.body.addWidget(self.definitions)
        self.body.addWidget(self.how)
        self.said = secondary("")
        self.said.setObjectName("count.said")
        self.said.hide()
        self.body.addWidget(self.said)

    def _offer_other(self) -> None:
        """Offer as the second what is not the first."""
        first = self.exposure.chosen
        others = {name: words for name, words in self._exposures.items() if name != first}
        self.other.offer(others, self.other.chosen, tr("nothing else"))
        self.other.setVisible(bool(others))

    # Counting ------------------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Count again, and say it; where something cannot be read, that is said beside it instead."""
        exposures = [each.chosen for each in (self.exposure, self.other)]
        names = tuple(name for name in exposures if name is not None)
        symptom = self.symptom.chosen
        if not names or symptom is None:
            return
        journal = self._journal(names, symptom)
        if journal is None:  # what is shown meanwhile says itself what it is about
            self._show_parts()
            return
        try:
            window = self.window_row.read()
            period = self.period.read(_whole(journal, self._workspace.today()))
        except ValueError:
            self._found = None
        else:
            self._found = self._answered(journal, names, symptom, window, period)
            self._show(self._found)
        self.said.hide()
        self._show_parts()

    def _show_parts(self) -> None:
        for part in (self.answer, self.how, self.copy, self.print, self.for_summary):
            part.setVisible(self._found is not None)

    def _journal(self, names: tuple[Name, ...], symptom: Name) -> Journal | None:
        """What the count needs, read once while the dialog is open; of a long journal by a thread, and None until it has come."""
        key = (names, symptom)
        if key not in self._read and sum(number for _, number in self._used["symptom"].values()) > LONG:
            if key not in self._asked:
                self._asked.add(key)
                work = partial(_read_apart, self._workspace.vault, key)
                self._workspace.background.run(work, owner=self, on_result=self._on_read, quiet=True, at_once=True)
            return None
        if key not in self._read:
            with self._workspace.vault.read() as session:
                self._read[key] = journal_reading.read(session, names, symptom)
        return self._read[key]

    def _on_read(self, found: "tuple[_Key, Journal]") -> None:
        key, journal = found
        self._asked.discard(key)
        self._read[key] = journal
        self._refresh()
        self.fit()

    def _answered(
        self, journal: Journal, names: tuple[Name, ...], symptom: Name, window: Window | None, period: tuple[date, date]
    ) -> Answer:
        used, felt = self._used["exposure"], self._used["symptom"]
        asked = AskedCount(tuple((name, used[name][0]) for name in names), (symptom, felt[symptom][0]), window, period)
        return answer_from(journal, asked)

    def _show(self, found: Answer) -> None:
        self.question.setText(found.question)
        self.headline.setText("\n".join(found.headline))
        self.headline.setVisible(bool(found.headline))
        self.numbers.setText("\n".join(found.numbers))
        set_role(self.numbers, "" if found.headline else "heading")
        self.frame_words.setText(found.frame)
        self.left_out.setText("\n".join(found.left_out))
        self.left_out.setVisible(bool(found.left_out))
        self.definitions.setText("\n\n".join(found.definitions))

    @property
    def copied(self) -> str:
        """What Copy copies: every sentence with its definitions; empty while there is no answer."""
        found = self._found
        if found is None:
            return ""
        lines = (found.question, *found.headline, *found.numbers, found.frame, *found.left_out, "", *found.definitions)
        return "\n".join(lines)

    # The person ----------------------------------------------------------------------------------------------------------

    def _on_exposure(self) -> None:
        self._offer_other()
        self._refresh()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.copied)

    def _on_print(self) -> None:
        """Show the page as it will be on paper."""
        if self._found is None:
            return
        with self._workspace.vault.read() as session:
            content = day_counts.collect(session, self._found.asked, self._workspace.today())
        printout = Printout(
            "day_count",
            tr("Print counted days"),
            tr("The numbers, the period, and how the days are counted."),
            partial(day_counts.draw, content),
            tr("Page {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.DAY_COUNT, content.title, content.as_dict()),
            content.unprintable,
        )
        show_paper(self._workspace, printout, self)

    def _on_for_summary(self) -> None:
        """Keep this count for the summary for the doctor, where it can be left out again."""
        if self._found is None:
            return
        draft = draft_in(self._workspace.drafts)
        if self._found.asked not in draft.counts:
            draft.counts.append(self._found.asked)
            draft.keep(self._workspace.drafts)
        self.said.setText(tr("It will stand on the next summary for the doctor, with its definitions."))
        self.said.show()
        self.fit()
        self.scroll_to(self.said)


def _read_apart(vault: Vault, key: _Key, _task: Task) -> tuple[_Key, Journal]:
    """What a count needs; the one connection of the vault is held for the reading alone."""
    with vault.read() as session:
        fetched = journal_reading.fetch(session, *key)
    return key, fetched.journal()


def _most_often(used: Mapping[Name, tuple[str, int]]) -> Name:
    """What is counted first, because somebody who counts most often means it."""
    return max(used, key=lambda name: used[name][1])


def _whole(journal: Journal, today: date) -> tuple[date, date]:
    """From the first day on which something was noted to today."""
    days = [*journal.days, *(on.day for each in journal.exposures.values() for on in each)]
    return min([*days, today]), max([*days, today])
