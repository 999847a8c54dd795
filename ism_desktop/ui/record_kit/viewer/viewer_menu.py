"""The viewer's menu, made from its table of commands, and in it the kinds of entries that can be made from a page."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.reports import REPORTS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.record_kit.viewer.viewer_commands import COMMANDS

FROM_PAGE: tuple[tuple[str, LazyText, str], ...] = (
    (QUESTIONS.name, tr_lazy("Question…"), QUESTIONS.icon),
    (JOURNAL_ENTRIES.name, tr_lazy("Note in the journal…"), JOURNAL_ENTRIES.icon),
    (TEST_RESULTS.name, tr_lazy("Test results…"), TEST_RESULTS.icon),
    (REPORTS.name, tr_lazy("Report…"), REPORTS.icon),
    (MEDICATIONS.name, tr_lazy("Medication…"), MEDICATIONS.icon),
    (APPOINTMENTS.name, tr_lazy("Appointment…"), APPOINTMENTS.icon),
    (BILLS.name, tr_lazy("Bill…"), BILLS.icon),
    (BENEFIT_EXPLANATIONS.name, tr_lazy("Explanation of benefits…"), BENEFIT_EXPLANATIONS.icon),
)
"""What can be made from a page: the kind, its words, its icon."""


def viewer_menu(parent: QWidget, actions: Mapping[str, QAction], from_page: QMenu) -> QMenu:
    """Every command; those that begin an entry from a page stand in a menu of their own."""
    menu = QMenu(parent)
    for command in COMMANDS:
        if not command.slot:
            menu.addSeparator()
            continue
        action = actions[command.slot]
        action.setText(f"{command.words}\t{command.keys[0]}" if command.keys else command.words)
        action.setIconText(command.words)
        if command.slot == "new_from_page":
            action.setMenu(from_page)
        menu.addAction(action)
    return menu


def from_page_menu(parent: QWidget, begin: Callable[[str], None]) -> QMenu:
    """The kinds of entries that can be made from a page; `begin` takes one."""
    menu = QMenu(tr("New from this page"), parent)
    menu.setObjectName("from_page_menu")
    for kind, words, icon_name in FROM_PAGE:
        action = menu.addAction(icon(icon_name, "muted"), str(words), partial(begin, kind))
        action.setObjectName(f"from_page.{kind}")
    return menu
