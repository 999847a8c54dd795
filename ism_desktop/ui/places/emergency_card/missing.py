"""What is not recorded yet, as lines to press, each with the place that fills it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.printing.emergency_card import names
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.places.emergency_card.facts import CardFacts


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing the card does not say: its key, the section of the page that holds it, and there the field."""

    key: str
    section: str
    field: str = ""

    @property
    def words(self) -> str:
        """What it is called, in the language in use."""
        return tr("Review date") if self.key == _REVIEW else names.of_part(self.key)


_MINUTES, _REVIEW = "minutes", "review_by"

# Where each part of the card is filled in: the section of the page, and the field in it.
_PLACES = {
    "name": ("about", "name"),
    "birth_date": ("about", "birth_date"),
    "diagnosis": ("about", "diagnosis"),
    "number": ("number", "emergency_number"),
    _MINUTES: ("devices", "second_dose_minutes"),
    "devices": ("devices", ""),
    "contact": ("contacts", ""),
    "contacts": ("contacts", ""),
    "reactions": ("reactions", ""),
    "do_not_give": ("clinician", "do_not_give"),
    "use_with_care": ("clinician", "use_with_care"),
    "weight": ("about", "weight"),
    "after_adrenaline": ("clinician", "after_adrenaline"),
    "medications": ("medications", ""),
    "tolerated": ("tolerated", ""),
    "tryptase": ("tryptase", "tryptase"),
    "premedication": ("premedication", "premedication"),
    "doctors": ("doctors", ""),
    "talking": ("about", "languages"),
}


def gaps(facts: CardFacts) -> tuple[Gap, ...]:
    """Everything that prints as NOT RECORDED: what is missing whole, then what is missing in part, then the review date."""
    content = facts.content
    # Without a device there is nothing to say the minutes of.
    named = [part for part in content.not_recorded if facts.devices or part != _MINUTES]
    found = [Gap(part, *_PLACES.get(part, ("print", ""))) for part in named]
    told = {gap.section for gap in found}
    for section in (*content.main, *content.more):
        where, field = _PLACES.get(section.key, ("", ""))
        if section.has_gap and section.key != "number" and where and where not in told:
            found.append(Gap(section.key, where, field))
    if not content.review_by:
        found.append(Gap(_REVIEW, "print", "review_by"))
    return tuple(found)


_SHOWN = 6


class MissingPanel(Panel):
    """The list "Not recorded yet". `wanted` carries the `Gap` that was pressed."""

    wanted = Signal(object)
    guide_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Not recorded yet"))
        self.setObjectName("missing")
        self.setAccessibleName(tr("Not recorded yet"))
        self.body.addWidget(secondary("The card prints NOT RECORDED for these. You can print it all the same."))
        start = QWidget()
        self._start = FlowLayout(start)
        self.guide = button(
            tr("Fill in the essentials step by step"),
            self.guide_wanted.emit,
            role="primary",
            icon_name="mdi6.format-list-checks",
            name="start_guide",
        )
        self._start.addWidget(self.guide)
        self._start_row = start
        self.body.addWidget(start)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self._more = button("", self._on_more, role="quiet", name="missing.more")
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._gaps: tuple[Gap, ...] = ()
        self._whole = False

    @property
    def is_whole(self) -> bool:
        """Whether the whole list is shown, not only its beginning."""
        return self._whole

    def show_gaps(self, found: Sequence[Gap], *, offer_guide: bool) -> None:
        """Show these; the card is hidden when there are none."""
        self.setVisible(bool(found))
        self._start_row.setVisible(offer_guide)
        if tuple(found) != self._gaps:
            self._gaps = tuple(found)
            self._fill()

    def _fill(self) -> None:
        # What belongs on the front of the card comes first, so a short list shows what matters most.
        count = len(self._gaps) if self._whole or len(self._gaps) <= _SHOWN + 1 else _SHOWN
        empty_layout(self._rows)
        for gap in self._gaps[:count]:
            self._rows.addWidget(RowButton(gap.words, pressed=self._on_pressed, name=f"missing.{gap.key}"))
        self._more.setVisible(len(self._gaps) > _SHOWN + 1)
        self._more.setText(
            tr("Show fewer") if self._whole else tr_n("Show all {number}", "Show all {number}", len(self._gaps))
        )
        self._more.setAccessibleName(self._more.text())

    def _on_more(self) -> None:
        self._whole = not self._whole
        self._fill()

    def _on_pressed(self) -> None:
        for gap in self._gaps:
            if self.sender().objectName() == f"missing.{gap.key}":
                self.wanted.emit(gap)
