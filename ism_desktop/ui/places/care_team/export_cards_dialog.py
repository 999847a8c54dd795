"""Saving entries of the care team as contact cards: of whom, in which version, and where."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ism_desktop.exchange import contact_cards
from ism_desktop.exchange.cards_out import VERSIONS
from ism_desktop.language import tr, tr_c
from ism_desktop.records import disclosures, store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.kit.widgets.tick_list import TickList
from ism_desktop.ui.paper_kit import CARDS, Afterwards, Leaving, save_paper
from ism_desktop.vault import Vault


class ExportCardsDialog(Dialog):
    """Everyone is ticked at first, or those who are chosen in the list."""

    def __init__(self, workspace: Workspace, chosen: list[str], window: QWidget) -> None:
        super().__init__(tr("Save contact cards"), window, name="export_cards", width=620, height=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self.body.addWidget(
            secondary(
                tr(
                    "For the contacts of a phone or computer (vCard). The cards hold names, phones, addresses and hours, and say"
                    " nothing of your illness or of who looks after what."
                )
            )
        )
        self.list = TickList(tr("Whose cards"), name="export_cards.list")
        with workspace.vault.read() as session:
            team = store.list_active(session, CARE_TEAM)
        for member in team:
            self.list.add_row(
                member.id, member.title, str(member.values["role"] or member.values["organisation"] or "")
            )
        several = set(chosen) if len(chosen) > 1 else {member.id for member in team}
        self._tick(several)
        self.body.addWidget(self.list, 1)
        tools = QWidget()
        row = FlowLayout(tools)
        row.addWidget(button(tr("Tick all"), self._on_all, role="quiet", name="export_cards.all"))
        row.addWidget(button(tr("Tick none"), self._on_none, role="quiet", name="export_cards.none"))
        self.body.addWidget(tools)
        self.body.addWidget(label(tr("Version")))
        words = [
            (version, tr_c("a version of contact cards", "vCard {version}", version=version)) for version in VERSIONS
        ]
        self.version = Choices(words, tr("Version"), name="export_cards.version")
        self.version.set_value(VERSIONS[0])
        self.body.addWidget(self.version)
        self.body.addWidget(secondary(tr("Take 3.0 for an older phone or program.")))
        self.afterwards = Afterwards(workspace, "export_cards")
        self.add_above_foot(self.afterwards)
        self.foot.addWidget(button(tr("Close"), self.accept, name="close"))
        self.foot.addWidget(button(tr("Save…"), self._on_save, role="primary", name="export_cards.save"))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self, ids: set[str]) -> None:
        rows = [self.list.item(place) for place in range(self.list.count())]
        for row in rows:
            is_ticked = row.data(int(Qt.ItemDataRole.UserRole)) in ids
            row.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)

    def _on_all(self) -> None:
        self._tick({self.list.item(place).data(int(Qt.ItemDataRole.UserRole)) for place in range(self.list.count())})

    def _on_none(self) -> None:
        self._tick(set())

    def _on_save(self) -> None:
        ids = self.list.ticked()
        if not ids:
            self.afterwards.say(tr("Tick at least one entry."))
            return
        save_paper(
            self._workspace,
            self,
            tr("Contact cards {date}", date=PartialDate.from_date(self._workspace.today()).words),
            partial(_written, self._workspace.vault, ids, self.version.value or VERSIONS[0]),
            self._on_saved,
            leaving=Leaving(disclosures.CONTACT_CARDS, tr("Contact cards of the care team, not encrypted"), None),
            form=CARDS,
        )

    def _on_saved(self, path: Path) -> None:
        words = tr("Saved as “{file}”. This file is not encrypted: whoever can open it can read it.", file=path.name)
        self.afterwards.say(words, disclosures.CONTACT_CARDS)


def _written(vault: Vault, ids: list[str], version: str) -> bytes:
    return contact_cards(vault, ids, version).content
