"""What is said on the card of a tryptase: that the onset of the reaction is missing, and the published rule, which is never computed."""

from PySide6.QtWidgets import QLabel

from ism_desktop.language import tr
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import secondary


def add_tryptase_words(card: Panel) -> QLabel:
    """Put both sentences on the card; returns the one about the onset, to be shown or hidden."""
    no_onset = secondary(tr("The time when the reaction began is not recorded."))
    no_onset.setObjectName("onset_missing")
    card.body.addWidget(no_onset)
    rule = secondary(
        tr(
            "What is published: a tryptase during a reaction of at least 1.2 times the person’s own baseline plus 2 ng/mL confirms"
            " the event (consensus of 2012; Valent and others, 2019, PMC7115850). The baseline is taken before the event, or"
            " more than 24 hours after all symptoms are gone. This program does not compute it. Ask your doctor what your"
            " values mean."
        )
    )
    rule.setObjectName("tryptase_rule")
    card.body.addWidget(rule)
    return no_onset
