"""What is not recorded yet, as lines to press, each with the place that fills it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.library import card_text
from ism_desktop.printing.emergency_card import NOT_RECORDED
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import Card
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.places.emergency_card.facts import CardFacts


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing the card does not say: the words shown, the section of the page that holds it, and there the field."""

    words: str
    section: str
    field: str = ""


_MINUTES = "Minutes until the second dose"

_SECTION_OF_KEY = {
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


def _places() -> dict[str, tuple[str, str]]:
    """Where each thing that a card names as not recorded is filled in, by the words in which the card names it."""
    return {
        "Name": ("about", "name"),
        "Birth date": ("about", "birth_date"),
        "Diagnosis": ("about", "diagnosis"),
        "Emergency number": ("number", "emergency_number"),
        _MINUTES: ("devices", "second_dose_minutes"),
        "Adrenaline": ("devices", ""),
        "Contact": ("contacts", ""),
        "Allergies and reactions": ("reactions", ""),
        "Do not give": ("clinician", "do_not_give"),
        "Use with care": ("clinician", "use_with_care"),
        card_text.load().text("after_adrenaline"): ("clinician", "after_adrenaline"),
        "Medication to know of": ("medications", ""),
        "Tolerated before": ("tolerated", ""),
        "Baseline tryptase": ("tryptase", "tryptase"),
        "Premedication plan": ("premedication", "premedication"),
        "Doctors": ("doctors", ""),
        "Speaks": ("about", "languages"),
        "Weight": ("about", "weight"),
    }


def gaps(facts: CardFacts) -> tuple[Gap, ...]:
    """Everything that prints as NOT RECORDED: what is missing whole, then what is missing in part, then the review date."""
    places = _places()
    content = facts.content
    # Without a device there is nothing to say the minutes of.
    named = [words for words in content.not_recorded if facts.devices or words != _MINUTES]
    found = [Gap(words, *places.get(words, ("print", ""))) for words in named]
    told = {gap.section for gap in found}
    for section in (*content.main, *content.more):
        where, field = _SECTION_OF_KEY.get(section.key, ("", ""))
        in_part = any(NOT_RECORDED in entry.words for entry in section.entries)
        if in_part and where and where not in told:
            found.append(Gap(section.heading, where, field))
    if not content.review_by:
        found.append(Gap("Review date", "print", "review_by"))
    return tuple(found)


_SHOWN = 6


class MissingCard(Card):
    """The list "Not recorded yet". `wanted` carries the `Gap` that was pressed."""

    wanted = Signal(object)
    guide_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Not recorded yet")
        self.setObjectName("missing")
        self.setAccessibleName("Not recorded yet")
        self.body.addWidget(secondary("The card prints NOT RECORDED for these. You can print it all the same."))
        start = QWidget()
        self._start = FlowLayout(start)
        self.guide = button(
            "Fill in the essentials step by step",
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
        for place, gap in enumerate(self._gaps[:count]):
            self._rows.addWidget(RowButton(gap.words, pressed=self._on_pressed, name=f"missing.{place}"))
        self._more.setVisible(len(self._gaps) > _SHOWN + 1)
        self._more.setText("Show fewer" if self._whole else f"Show all {len(self._gaps)}")
        self._more.setAccessibleName(self._more.text())

    def _on_more(self) -> None:
        self._whole = not self._whole
        self._fill()

    def _on_pressed(self) -> None:
        for place, gap in enumerate(self._gaps):
            if self.sender().objectName() == f"missing.{place}":
                self.wanted.emit(gap)
