"""What became of the last printed copy: whether it still says what the record says, and where not."""

from PySide6.QtWidgets import QVBoxLayout

from ism_desktop.language import tr, tr_n
from ism_desktop.ui.kit.widgets.section_panel import empty_layout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary, set_role
from ism_desktop.ui.places.emergency_card.facts import CardFacts

_SHOWN = 8


class CopiesPanel(Panel):
    """One sentence about the last printed card, and the lines in which it differs."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("copies")
        self.sentence = label("", "subheading")
        self.sentence.setObjectName("copies.sentence")
        self.body.addWidget(self.sentence)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)
        self._advice = secondary(tr("Print it again, and throw the old one away."))
        self.body.addWidget(self._advice)

    def show_facts(self, facts: CardFacts) -> None:
        """Show how the last printed card stands; hidden before the first one."""
        self.setVisible(facts.printed is not None)
        self.sentence.setText(sentence(facts))
        self.setAccessibleName(self.sentence.text())
        empty_layout(self._lines)
        for difference in facts.differences[:_SHOWN]:
            self._lines.addWidget(label(difference))
        more = len(facts.differences) - _SHOWN
        if more > 0:
            self._lines.addWidget(secondary(tr_n("And {number} more.", "And {number} more.", more)))
        self._advice.setVisible(bool(facts.differences))
        set_role(self, "panel-accent" if facts.differences else "panel")


def sentence(facts: CardFacts) -> str:
    """What is said of the last printed card."""
    if facts.printed is None:
        return ""
    count = len(facts.differences)
    if count == 0:
        return tr("Your printed card ({copy}) says the same as this one.", copy=facts.printed_words)
    return tr_n(
        "Your printed card ({copy}) differs in one line.",
        "Your printed card ({copy}) differs in {number} lines.",
        count,
        copy=facts.printed_words,
    )
