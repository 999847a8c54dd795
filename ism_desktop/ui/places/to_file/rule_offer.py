"""The question whether papers shall always be filed in the way that they were filed twice; it waits and stops nobody."""

from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.records.filing_rules import Offer
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.places.to_file import filing


class RuleOffer(Panel):
    """Shown above the next document until it is answered, or until another one is filed."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(role="panel-accent")
        self.setParent(parent)
        self.setObjectName("rule_offer")
        self._workspace = workspace
        self._offer: Offer | None = None
        self.body.setContentsMargins(16, 12, 16, 12)
        self._question = label("", "subheading")
        self._question.setObjectName("rule_question")
        self._why = small("")
        self.body.addWidget(self._question)
        self.body.addWidget(self._why)
        buttons = QWidget(self)
        flow = FlowLayout(buttons)
        flow.addWidget(button(tr("Yes, propose it"), self._on_yes, name="rule_yes"))
        self.last = button(tr("No"), self._on_no, name="rule_no")
        flow.addWidget(self.last)
        self.body.addWidget(buttons)
        self.hide()

    def show_offer(self, offer: Offer | None) -> None:
        """Ask, or ask nothing any more."""
        self._offer = offer
        if offer is not None:
            self._question.setText(offer.question)
            self._why.setText(
                tr_n("You filed {number} document so.", "You filed {number} documents so.", offer.number)
                + " "
                + tr("It will be filled in for you to check, and you can change the rule at any time.")
            )
        self.setVisible(offer is not None)

    def _on_yes(self) -> None:
        if self._offer is not None:
            filing.keep_rule(self._workspace, self._offer)
        self.show_offer(None)

    def _on_no(self) -> None:
        if self._offer is not None:
            filing.decline_rule(self._workspace, self._offer)
        self.show_offer(None)
