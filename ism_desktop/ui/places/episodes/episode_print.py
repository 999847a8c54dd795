"""The papers of an episode as the shared dialog shows, prints and saves them: the report, and the slip for the hospital."""

from functools import partial

from ism_desktop.language import tr
from ism_desktop.printing import episode_report, hospital_slip
from ism_desktop.printing.episode_report import ReportContent
from ism_desktop.printing.hospital_slip import SlipContent
from ism_desktop.records import disclosures
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.paper_kit import Leaving
from ism_desktop.ui.paper_kit.paper_dialog import Printout


def report_printout(content: ReportContent) -> Printout:
    """The report of an episode."""
    return Printout(
        "episode_print",
        tr("Print the report"),
        tr("Everything that is recorded of this episode, with its times on a line and in a table."),
        partial(episode_report.draw, content),
        # The name of a file says nothing about the illness; the day tells the files apart.
        tr("Report {words}", words=PartialDate.from_date(content.printed_on).words),
        Leaving(disclosures.EPISODE_REPORT, content.title, content.as_dict()),
        content.unprintable,
    )


def slip_printout(content: SlipContent) -> Printout:
    """The slip for the hospital."""
    return Printout(
        "episode_print",
        tr("Print the slip for the hospital"),
        tr(
            "When it began, the injectors, medicines and blood samples that are recorded, lines for sample times, and your baseline"
            " tryptase as recorded."
        ),
        partial(hospital_slip.draw, content),
        tr("Slip {words}", words=PartialDate.from_date(content.printed_on).words),
        Leaving(disclosures.HOSPITAL_SLIP, content.title, content.as_dict()),
        content.unprintable,
    )
