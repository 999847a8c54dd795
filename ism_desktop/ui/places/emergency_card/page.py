"""The emergency card: what it says on the left, changed in place; on the right the very card; print it, or save it as a PDF."""

from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.printing.emergency_card import CardContent
from ism_desktop.printing.paper import Paper
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.subject import WHOLE, Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button, set_primary
from ism_desktop.ui.kit.widgets.surfaces import Column, PageHead
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.paper_kit import CARD_DPI, GivenButton, Leaving, TwoSides, print_paper, save_paper
from ism_desktop.ui.places.emergency_card import facts as card_facts
from ism_desktop.ui.places.emergency_card.card_preview import CardPreview
from ism_desktop.ui.places.emergency_card.contacts import ContactsSection
from ism_desktop.ui.places.emergency_card.copies import CopiesPanel
from ism_desktop.ui.places.emergency_card.facts import CardFacts
from ism_desktop.ui.places.emergency_card.guide import CardGuide
from ism_desktop.ui.places.emergency_card.missing import Gap, MissingPanel, gaps
from ism_desktop.ui.places.emergency_card.sections import DevicesSection, OpenSection, Sections
from ism_desktop.ui.record_kit.edit_section import EditSection

_SENTENCE = tr_lazy("For your wallet: who you are, what helps, and whom to call.")


class EmergencyCardPage(Page):
    """The page of the emergency card."""

    kinds = card_facts.KINDS
    can_print = True
    help_text = tr_lazy(
        "The left side shows everything the card says. Press Edit to change it in the same place; Open goes to "
        "where those entries are. “Not recorded yet” lists what prints as NOT RECORDED; press a line to fill it "
        "in.\n\nThe right side shows the very pages that are printed. Print at 100 %, never “fit to page”, then "
        "measure the rulers on the sheet: only then does the card fit a wallet.\n\nEach printed or saved card gets "
        "a number. When your record changes, this page says in which lines your printed card differs."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._facts: CardFacts | None = None
        self._guided_once = False
        self._has_guide = False
        self._left = Column(760, margin=0)
        self.preview = CardPreview(workspace)
        self.preview.print_wanted.connect(self.print_card)
        words = (tr("What it says"), tr("How it looks"))
        self.sides = TwoSides(self._head(), self._left, self.preview, words, "card_side")
        self.sides.arranged.connect(self._on_arranged)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sides)
        self._build_left()
        self._left.verticalScrollBar().rangeChanged.connect(self._on_room_changed)

    def _head(self) -> PageHead:
        head = PageHead(tr("Emergency card"), str(_SENTENCE))
        self._save_button = button(
            tr("Save as PDF…"), self.save_pdf, icon_name="mdi6.file-download-outline", name="save_pdf"
        )
        self._print_button = button(
            tr("Print…"), self.print_card, role="primary", icon_name="mdi6.printer-outline", name="print_card"
        )
        head.add_button(self._save_button)
        head.add_button(self._print_button)
        return head

    def _build_left(self) -> None:
        body = self._left.body
        self.result = label("", "secondary")
        self.result.setObjectName("result")
        self.result.hide()
        self.copies = CopiesPanel()
        self.missing = MissingPanel()
        self.missing.wanted.connect(self._on_gap)
        self.missing.guide_wanted.connect(self._on_guide)
        self.sections = Sections(self.workspace)
        self.given = GivenButton(self.workspace, "card.given")
        for widget in (self.result, self.given, self.copies, self.missing, self.sections):
            body.addWidget(widget)
        body.addStretch(1)

    @cached_property
    def guide(self) -> CardGuide:
        """The steps to a first card, made when they are first asked for: a card that is filled in needs them no more."""
        made = CardGuide(self.workspace)
        made.closed.connect(self._on_guide_closed)
        made.print_wanted.connect(self.print_card)
        made.save_wanted.connect(self.save_pdf)
        made.hide()
        made.foot.hide()
        self._left.body.insertWidget(self._left.body.indexOf(self.copies) + 1, made)
        self.sides.add_under(made.foot)
        self._has_guide = True
        return made

    # Reading --------------------------------------------------------------------------------------------------------------

    @property
    def subject(self) -> Subject | None:
        """The card as a whole."""
        return Subject("emergency_card", WHOLE)

    def refresh(self) -> None:
        """Read the card again, and draw it."""
        with self.workspace.vault.read() as session:
            found = card_facts.read(session, self.workspace.today())
        self._facts = found
        self.copies.show_facts(found)
        self.sections.show_facts(found)
        self.missing.show_gaps(gaps(found), offer_guide=bool(found.missing_steps))
        self.preview.show_content(found.content)
        if not self._guided_once and len(found.missing_steps) >= 3:
            self._on_guide()
        elif self._is_guided:
            self.guide.show_facts(found)
        self._guided_once = True
        self._fit()

    @property
    def _is_guided(self) -> bool:
        return self._has_guide and not self.guide.isHidden()

    def _on_guide(self) -> None:
        if self._facts is None:
            return
        self.sections.leave()
        self.guide.show()
        self.guide.begin(self._facts)
        self._fit()
        self._reveal(self.guide)  # with large text its first field would lie below the fold

    def _on_guide_closed(self) -> None:
        if self._has_guide:
            self.guide.hide()
        self._fit()
        self._left.verticalScrollBar().setValue(0)

    def _fit(self) -> None:
        guided = self._is_guided
        if self._has_guide:
            self.guide.foot.setVisible(guided)
        set_primary(self._print_button, primary=not guided)
        self.sections.setVisible(not guided)
        self.missing.setVisible(not guided and self._facts is not None and bool(gaps(self._facts)))

    def _on_arranged(self, beside: bool) -> None:
        self.preview.print.setVisible(not beside)

    # Filling in -----------------------------------------------------------------------------------------------------------

    def _on_gap(self, gap: Gap) -> None:
        section = self.sections.section(gap.section)
        if isinstance(section, EditSection):
            section.edit(gap.field)
        elif isinstance(section, ContactsSection):
            section.add()
        elif isinstance(section, DevicesSection):
            self._on_device_gap(section)
        elif isinstance(section, OpenSection):
            section.open()
        self._reveal(section)

    def _on_device_gap(self, section: DevicesSection) -> None:
        devices = self._facts.devices if self._facts is not None else ()
        if not devices:
            section.add_pair()
            return
        wanted = ("strength", "route", "expiry", "kept_where", "second_dose_minutes")
        lacking = next(
            (device for device in devices if any(device.values[name] is None for name in wanted)), devices[0]
        )
        self.workspace.show_page(ADRENALINE_DEVICES.name, lacking.id)

    def _reveal(self, section: QWidget) -> None:
        # After the layout has settled: fields that were just opened have no height yet.
        QTimer.singleShot(0, self, partial(self._scroll_to, section))

    def _scroll_to(self, section: QWidget) -> None:
        """Show a section from its top, and the field in it that has the cursor."""
        layout = self._left.content.layout()
        if layout is not None:
            layout.activate()
        top = section.mapTo(self._left.content, QPoint(0, 0)).y()
        self._left.verticalScrollBar().setValue(top - 16)
        focused = QApplication.focusWidget()
        if focused is not None and section.isAncestorOf(focused):
            self._left.ensureWidgetVisible(focused, 0, 40)

    def _on_room_changed(self) -> None:
        QTimer.singleShot(0, self, self._keep_cursor_in_sight)  # once what scrolls is laid out anew

    def _keep_cursor_in_sight(self) -> None:
        """What comes below the steps, such as their buttons or what can be undone, takes room from them."""
        focused = QApplication.focusWidget()
        if self._is_guided and focused is not None and self.guide.isAncestorOf(focused):
            self._left.ensureWidgetVisible(focused, 0, 40)  # around the text cursor, not the field

    def show_kind(self, kind: str) -> None:
        """Show the details of the card."""
        if kind == "emergency_card":
            self._on_guide_closed()
            self._reveal(self.sections.number)

    def show_record(self, record_id: str, page: int | None = None) -> None:
        """Show the details of the card: it has only one."""
        del record_id, page
        self.show_kind("emergency_card")

    def save(self) -> None:
        """Save what is typed."""
        if self._is_guided:
            self.guide.save()
        else:
            self.sections.save()

    def leave(self) -> None:
        """Keep what is typed."""
        if self._is_guided:
            self.guide.leave()
        self.sections.leave()

    # Paper ----------------------------------------------------------------------------------------------------------------

    def _begin_paper(self) -> CardContent:
        """Save what is typed, and collect the card that is printed now."""
        self.leave()
        with self.workspace.vault.read() as session:
            return card_facts.read(session, self.workspace.today()).content

    def print_page(self) -> None:
        """Ctrl+P does what the button does."""
        self.print_card()

    def print_card(self) -> None:
        """Print the card through the system's dialog."""
        content = self._begin_paper()
        draw, paper = self.preview.drawer(content), self.preview.paper.paper
        print_paper(self.workspace, self, draw, paper, self._on_printed, dpi=CARD_DPI, leaving=_leaving(content))

    def save_pdf(self) -> None:
        """Save the card as a PDF."""
        content = self._begin_paper()
        draw = partial(self.preview.drawer(content), self.preview.paper.paper)
        name = _title(content)
        save_paper(self.workspace, self, name, draw, self._on_saved, leaving=_leaving(content))

    def _on_printed(self, _paper: Paper) -> None:
        self._say(
            tr("The card was sent to the printer. Measure the rulers on the sheet, cut along the marks and fold once.")
        )

    def _on_saved(self, path: Path) -> None:
        self._say(
            tr("Saved as “{file}”. This file is not encrypted: anyone who can open it can read it.", file=path.name)
        )

    def _say(self, words: str) -> None:
        self.result.setText(words)
        self.result.show()
        self.given.offer(card_facts.PAPER)
        if self._is_guided:
            self._on_guide_closed()
        self.sides.show_left()
        self._print_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _leaving(content: CardContent) -> Leaving:
    return Leaving(card_facts.PAPER, _title(content), content.as_dict())


def _title(content: CardContent) -> str:
    """What the file and the list of what left your record call this copy."""
    return tr("Emergency card {number}", number=content.number)
