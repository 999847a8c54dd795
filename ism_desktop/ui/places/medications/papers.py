"""What can be printed of the medications, as the paper dialog takes it."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.printing import medication_calendar, medication_list, refill_sheet
from ism_desktop.records import disclosures
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import Printout, show_paper


def print_list(workspace: Workspace, page: QWidget) -> None:
    """Show the medication list as it will be on paper."""
    with workspace.vault.read() as session:
        content = medication_list.collect(session, workspace.today())
    _open(
        workspace,
        page,
        Printout(
            "medication_list",
            tr("Print the medication list"),
            tr(
                "Everything you take now, as you typed it. Have it with you at every visit, and give a copy to whoever helps you."
            ),
            partial(medication_list.draw, content),
            tr("List {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.MEDICATIONS, content.title, content.as_dict()),
            content.unprintable,
        ),
    )


def print_refills(workspace: Workspace, page: QWidget) -> None:
    """Show the refill sheet as it will be on paper."""
    with workspace.vault.read() as session:
        content = refill_sheet.collect(session, workspace.today())
    _open(
        workspace,
        page,
        Printout(
            "refill_sheet",
            tr("Print the refill sheet"),
            tr("What is left of everything you take now, for the pharmacy or for ordering by phone."),
            partial(refill_sheet.draw, content),
            tr("Refills {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.REFILLS, content.title, content.as_dict()),
            content.unprintable,
        ),
    )


def print_calendar(workspace: Workspace, plan_id: str, page: QWidget) -> None:
    """Show the calendar of a taper or cycle as it will be on paper."""
    with workspace.vault.read() as session:
        content = medication_calendar.collect(session, plan_id, workspace.today())
    _open(
        workspace,
        page,
        Printout(
            "medication_calendar",
            tr("Print the calendar"),
            tr(
                "A page for each month, with the steps as you copied them. Compare it with what your doctor wrote before you use it."
            ),
            partial(medication_calendar.draw, content),
            tr("Calendar {date}", date=PartialDate.from_date(content.printed_on).words),
            Leaving(disclosures.MEDICATION_CALENDAR, content.title, content.as_dict()),
            content.unprintable,
        ),
    )


def _open(workspace: Workspace, page: QWidget, printout: Printout) -> None:
    show_paper(workspace, printout, page)
