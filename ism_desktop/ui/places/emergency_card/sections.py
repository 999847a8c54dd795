"""Everything the card says, in sections that are changed here or lead to the place where their records live."""

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.printing.emergency_card import CardContent
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.values import Gap
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.section_panel import SectionPanel
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.places.emergency_card.contacts import ContactsSection
from ism_desktop.ui.places.emergency_card.facts import CardFacts
from ism_desktop.ui.places.emergency_card.numbers import number_fields
from ism_desktop.ui.record_kit.actions import state_none
from ism_desktop.ui.record_kit.device_pair import PairFields
from ism_desktop.ui.record_kit.edit_section import EditSection
from ism_desktop.ui.record_kit.inline_form import InlineForm

_ABOUT = (
    "name",
    "latin_name",
    "birth_date",
    "diagnosis",
    "diagnosis_line",
    "languages",
    "communication",
    "asthma",
    "weight",
)
_CLINICIAN = ("do_not_give", "use_with_care", "do_not_give_by", "do_not_give_on", "after_adrenaline")
_TRYPTASE = ("tryptase", "tryptase_on")
_PREMEDICATION = ("premedication", "premedication_where")
_PRINT = ("print_steps", "review_by")


class NumberSection(EditSection):
    """The emergency numbers, with the countries to fill in from."""

    def _make_fields(self, workspace: Workspace) -> InlineForm:
        return number_fields(workspace, buttons=True)


class OpenSection(SectionPanel):
    """A section whose records live on a page of their own: what the card says of them, and the way there."""

    def __init__(self, workspace: Workspace, key: str, words: str, kind_name: str, place: str) -> None:
        super().__init__(key, words, tr("Open {page}", page=place), self.open, opens=True)
        self._workspace = workspace
        self._kind_name = kind_name
        self.foot = QVBoxLayout()
        self.foot.setSpacing(8)
        self.body.addLayout(self.foot)

    def open(self) -> None:
        """Go to the place."""
        self._workspace.show_page(self._kind_name)

    def show_content(self, content: CardContent) -> None:
        """Show the lines that the card prints."""
        found = next((section for section in (*content.main, *content.more) if section.key == self.key), None)
        self.set_text([] if found is None or found.is_empty else [(entry.lead, entry.text) for entry in found.entries])


class StatedSection(OpenSection):
    """Such a section for which a person can say "I have none"."""

    def __init__(self, workspace: Workspace, key: str, words: str, kind: Kind, place: str) -> None:
        super().__init__(workspace, key, words, kind.name, place)
        self._kind = kind
        self.none = TickBox(tr("{statement}.", statement=kind.states_none), name=f"none.{kind.name}")
        self.none.clicked.connect(self._on_stated)
        self.foot.addWidget(self.none)

    def show_statement(self, statement: Gap | None, *, has_records: bool) -> None:
        """Show what was stated; it can be said only while there is no record."""
        self.none.setChecked(statement is Gap.NONE)
        self.none.setVisible(not has_records)

    def _on_stated(self) -> None:
        state_none(self._workspace, self._kind, says_none=self.none.isChecked())


class DevicesSection(StatedSection):
    """The adrenaline devices; the first two can be written down right here."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "devices", tr("Adrenaline"), ADRENALINE_DEVICES, tr("Injectors"))
        self.add_two = button(
            tr("Add two injectors"), self.add_pair, role="primary", icon_name="mdi6.plus", name="add_two_injectors"
        )
        row = QWidget()
        FlowLayout(row).addWidget(self.add_two)
        self.foot.insertWidget(0, row)

    @cached_property
    def pair(self) -> PairFields:
        """The fields of two devices, made when they are first asked for."""
        made = PairFields(self._workspace)
        foot = QWidget()
        buttons = FlowLayout(foot)
        buttons.addWidget(button(tr("Cancel"), self._on_cancel, name="pair.cancel"))
        buttons.addWidget(button(tr("Save"), self._on_save, role="primary", name="pair.save"))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(made)
        column.addWidget(foot)
        self.set_editor(whole)
        made.saved.connect(self._on_closed)
        return made

    def show_devices(self, facts: CardFacts) -> None:
        """Show the devices as the card prints them."""
        self.show_content(facts.content)
        self.show_statement(facts.statements[ADRENALINE_DEVICES.name], has_records=bool(facts.devices))
        self._has_devices = bool(facts.devices)
        self._fit()

    def _fit(self) -> None:
        self.add_two.setVisible(not self._has_devices and not self.is_editing and not self.none.isChecked())
        self.none.setVisible(not self._has_devices and not self.is_editing)

    def add_pair(self) -> None:
        """Open the fields for two devices."""
        pair = self.pair
        self.show_editor(on=True)
        self._fit()
        pair.shared.focus()

    def _on_cancel(self) -> None:
        self.pair.discard()
        self._on_closed()

    def _on_save(self) -> None:
        self.pair.save()

    def _on_closed(self) -> None:
        self.show_editor(on=False)
        self._fit()


class Sections(QWidget):
    """All sections, in the order of the card."""

    edited = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.about = EditSection(workspace, "about", tr("About me"), PERSON, _ABOUT)
        self.number = NumberSection(
            workspace, "number", tr("Number to call"), EMERGENCY_CARD, ("emergency_number", "second_number")
        )
        self.contacts = ContactsSection(workspace)
        self.devices = DevicesSection(workspace)
        self.reactions = StatedSection(
            workspace, "reactions", tr("Allergies and reactions"), REACTIONS, tr("Reactions & tolerated")
        )
        self.clinician = EditSection(workspace, "clinician", tr("From my clinician"), EMERGENCY_CARD, _CLINICIAN)
        self.medications = StatedSection(
            workspace, "medications", tr("Medication that matters in an emergency"), MEDICATIONS, tr("Medications")
        )
        self.tolerated = OpenSection(
            workspace, "tolerated", tr("Tolerated before"), "tolerated", tr("Reactions & tolerated")
        )
        self.tryptase = EditSection(workspace, "tryptase", tr("Baseline tryptase"), EMERGENCY_CARD, _TRYPTASE)
        self.premedication = EditSection(
            workspace, "premedication", tr("Premedication plan"), EMERGENCY_CARD, _PREMEDICATION
        )
        self.doctors = OpenSection(workspace, "doctors", tr("Care team on the card"), "care_team", tr("Care team"))
        self.printing = EditSection(workspace, "print", tr("First-aid steps and review date"), EMERGENCY_CARD, _PRINT)
        self._by_key: dict[str, SectionPanel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for section in (
            self.about, self.number, self.contacts, self.devices, self.reactions, self.clinician, self.medications, self.tolerated,
            self.tryptase, self.premedication, self.doctors, self.printing,
        ):  # fmt: skip
            self._by_key[section.key] = section
            column.addWidget(section)
        self.printing.body.addWidget(
            small(
                tr(
                    "The steps are general first-aid text, not reviewed by your clinician. Your own plan is under “From my "
                    "clinician”."
                )
            )
        )

    @property
    def _editing(self) -> list[EditSection]:
        return [section for section in self._by_key.values() if isinstance(section, EditSection)]

    def section(self, key: str) -> SectionPanel:
        """The section of this name. Raises KeyError."""
        return self._by_key[key]

    def show_facts(self, facts: CardFacts) -> None:
        """Show what the card says now."""
        self.about.show_record(facts.person)
        for section in (self.number, self.clinician, self.tryptase, self.premedication, self.printing):
            section.show_record(facts.details)
        self.contacts.show_contacts(facts.contacts)
        self.devices.show_devices(facts)
        for section in (self.reactions, self.medications, self.tolerated, self.doctors):
            section.show_content(facts.content)
        self.reactions.show_statement(facts.statements[REACTIONS.name], has_records=facts.has_reactions)
        self.medications.show_statement(facts.statements[MEDICATIONS.name], has_records=facts.has_medications)

    def save(self) -> None:
        """Save what is typed in every open section."""
        for section in self._editing:
            if section.is_editing and section.fields.is_changed and section.fields.save() is not None:
                section.show_editor(on=False)
        if self.contacts.is_editing and self.contacts.fields.is_changed and self.contacts.fields.save() is not None:
            self.contacts.show_editor(on=False)
        if self.devices.is_editing:
            self.devices.pair.save()

    def leave(self) -> None:
        """Keep what is typed. Asks nothing."""
        for section in self._editing:
            section.leave()
        self.contacts.leave()
