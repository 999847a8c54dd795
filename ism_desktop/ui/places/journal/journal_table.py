"""The list of the journal: two lines for each entry, also where there is room for columns, because columns would be empty on most days."""

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.records.journal_words import exposure_words, taken_words
from ism_desktop.records.kinds.journal_entries import (
    GOING,
    JOURNAL_ENTRIES,
    course,
    is_filled_in_later,
    says_readings,
)
from ism_desktop.records.store import Record
from ism_desktop.records.tracker_words import reading_words
from ism_desktop.records.values import Moment
from ism_desktop.settings import Settings
from ism_desktop.ui.record_kit.record_table import RecordTable

_BELOW = (("exposures", exposure_words), ("taken", taken_words))


class JournalTable(RecordTable):
    """The title of an entry says its day and its symptoms; below stand what came before, what was taken, and how it went on."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(JOURNAL_ENTRIES, settings, parent)

    def is_narrow(self, wanted: int) -> bool:  # noqa: ARG002  (the same for any number of columns)
        """Always: two lines."""
        return True

    def lines(self, row: int) -> tuple[str, str]:
        """The two lines of an entry."""
        found = self.records.row(row)
        return ("", "") if found is None else (found.record.title, second_line(found.record))


def second_line(record: Record) -> str:
    """What stands below the title of an entry."""
    values = record.values
    begun = values["begun"]
    day = begun.date if isinstance(begun, Moment) else None
    parts = ["; ".join(words(row, day) for row in values[name].rows) for name, words in _BELOW if values[name]]
    if values["readings"] and not says_readings(values):
        parts.append("; ".join(map(reading_words, values["readings"].rows)))
    if course(values) == GOING:
        parts.append(tr("still going"))
    if is_filled_in_later(values):
        parts.append(tr("filled in later"))
    return " · ".join(part for part in parts if part)
