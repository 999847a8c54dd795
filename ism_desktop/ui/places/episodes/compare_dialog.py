"""Past episodes side by side: a table with a column for each, whose first column stays; to be copied and printed."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.printing import episode_comparison
from ism_desktop.printing.episode_comparison import ComparisonContent
from ism_desktop.printing.episode_comparison.content import legend
from ism_desktop.records import disclosures
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import Printout, show_paper
from ism_desktop.ui.places.episodes.choosing_episodes import ChoosingEpisodes
from ism_desktop.ui.places.episodes.comparison_table import ComparisonTable


class CompareDialog(Dialog):
    """Shows the newest episodes at once; others can be chosen. `open_wanted` carries the kind and id of one that is to be opened."""

    open_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        with workspace.vault.read() as session:
            there = episode_comparison.candidates(session)
        words = tr("Past episodes side by side")
        super().__init__(words, window, name="compare_dialog", width=1180 if there else 520, height=720 if there else 0)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._there = there
        self._chosen = episode_comparison.usual(self._there)
        if not self._there:
            self.body.addWidget(
                label(tr("There is nothing to compare yet. Record a reaction with F9, or add a past one on this page."))
            )
            self.add_close()
            return
        self.table = ComparisonTable()
        self.table.open_wanted.connect(self._on_open)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(secondary(legend()))
        self.foot.addWidget(button(tr("Close"), self.accept, name="close"))
        for words, pressed, icon_name, name in (
            (tr("Copy"), self.table.copy, "mdi6.content-copy", "compare.copy"),
            (tr("Print…"), self.print_page, "mdi6.printer-outline", "compare.print"),
        ):
            self.foot.addWidget(button(words, pressed, icon_name=icon_name, name=name))
        choose = button(
            tr("Choose episodes…"),
            self._on_choose,
            role="primary",
            icon_name="mdi6.format-list-checks",
            name="compare.choose",
        )
        self.foot.addWidget(choose)
        self._content = self._collect()
        self.table.show_content(self._content)
        self.table.setFocus()
        if not self._chosen:
            choose.setFocus()

    @property
    def chosen(self) -> list[str]:
        """The ids of what is shown, from left to right."""
        return [one.record_id for one in self._content.episodes]

    def _collect(self) -> ComparisonContent:
        with self._workspace.vault.read() as session:
            return episode_comparison.collect(session, self._chosen, self._workspace.today())

    def _on_choose(self) -> None:
        dialog = ChoosingEpisodes(self._there, self._chosen, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self._on_taken)
        dialog.open()

    def _on_taken(self, ids: list[str]) -> None:
        self._chosen = ids
        self._content = self._collect()
        self.table.show_content(self._content)
        self.table.setFocus()

    def _on_open(self, column: int) -> None:
        one = self._content.episodes[column]
        self.accept()
        self.open_wanted.emit(one.kind, one.record_id)

    def print_page(self) -> None:
        """Show the page as it will be on paper."""
        content = self._content
        printout = Printout(
            "comparison_print",
            tr("Print the comparison"),
            tr("What you compare, on one page on its side."),
            partial(episode_comparison.draw, content),
            tr("Summary {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.EPISODE_COMPARISON, content.title, content.as_dict()),
            content.unprintable,
        )
        show_paper(self._workspace, printout, self)
