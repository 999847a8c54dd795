"""The steps to a first card: who you are, whom to call first, the devices, the number to call, and print. One at a time, each can wait."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.emergency_contacts import EMERGENCY_CONTACTS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.values import Gap
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import enter
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import TickBox
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.section_panel import empty_layout, said_line
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import heading, label, secondary
from ism_desktop.ui.places.emergency_card.facts import CardFacts
from ism_desktop.ui.places.emergency_card.numbers import number_fields
from ism_desktop.ui.record_kit.actions import state_none
from ism_desktop.ui.record_kit.device_pair import PairFields
from ism_desktop.ui.record_kit.inline_form import InlineForm

STEPS = ("you", "contact", "devices", "number", "print")

_WORDS: Mapping[str, tuple[LazyText, LazyText]] = {
    "you": (tr_lazy("Who is the card for?"), tr_lazy("Your name and birth date are on the front.")),
    "contact": (
        tr_lazy("Who should be called first?"),
        tr_lazy("One person is enough for now. Others can be added later."),
    ),
    "devices": (
        tr_lazy("Which adrenaline do you have?"),
        tr_lazy("As printed on the device. The card says how many you have and where they are."),
    ),
    "number": (
        tr_lazy("Which number calls an ambulance where you live?"),
        tr_lazy("It is printed in step 3 of the card."),
    ),
    "print": (tr_lazy("Your card is ready to print"), tr_lazy("Print it at 100 %, cut it out and fold it once.")),
}
_SHORT: Mapping[str, LazyText] = {
    "you": tr_lazy("You"),
    "contact": tr_lazy("Contact", "whom to call"),
    "devices": tr_lazy("Adrenaline"),
    "number": tr_lazy("Number"),
    "print": tr_lazy("Print", "the last step to a card"),
}


def _named(step: str, *, done: bool = False) -> str:
    """A step for a screen reader."""
    place, count = STEPS.index(step) + 1, len(STEPS)
    if done:
        return tr("Step {number} of {count}: {step}, done", number=place, count=count, step=_SHORT[step])
    return tr("Step {number} of {count}: {step}", number=place, count=count, step=_SHORT[step])


class CardGuide(Panel):
    """Five steps. `closed` when the person wants the whole page; `print_wanted` and `save_wanted` at the last step.

    `foot` holds the buttons that lead on; the page puts it where it stays in sight.
    """

    closed = Signal()
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("guide")
        self.setAccessibleName(tr("Your first card, step by step"))
        self._workspace = workspace
        self._facts: CardFacts | None = None
        self.step = STEPS[0]
        self.person = InlineForm(workspace, PERSON, ("name", "birth_date", "diagnosis"), buttons=False)
        self.contact = InlineForm(workspace, EMERGENCY_CONTACTS, ("name", "relation", "phone"), buttons=False)
        self.pair = PairFields(workspace)
        self.number = number_fields(workspace, buttons=False)
        self.no_device = TickBox(tr("{statement}.", statement=ADRENALINE_DEVICES.states_none), name="guide.no_device")
        self.no_device.clicked.connect(self._on_no_device)
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(heading(tr("Your first card, step by step")), 1)
        top.addWidget(button(tr("Close"), self.leave_guide, role="quiet", icon_name="mdi6.close", name="guide.close"))
        self.body.addLayout(top)
        self._trail = QWidget()
        trail = FlowLayout(self._trail, spacing=6)
        self._marks: dict[str, QPushButton] = {}
        for place, step in enumerate(STEPS, 1):
            mark = button(f"{place} {_SHORT[step]}", self._on_mark, role="chip", name=f"guide.{step}")
            mark.setAccessibleName(_named(step))
            mark.setCheckable(True)
            self._marks[step] = mark
            trail.addWidget(mark)
        self.body.addWidget(self._trail)
        self.body.addSpacing(8)
        self._question = label("", "subheading")
        self._explanation = secondary("")
        self.body.addWidget(self._question)
        self.body.addWidget(self._explanation)
        self.body.addSpacing(8)
        self._pages: dict[str, QWidget] = {
            "you": self.person,
            "contact": self.contact,
            "devices": self._devices_page(),
            "number": self.number,
            "print": self._print_page(),
        }
        for page in self._pages.values():
            self.body.addWidget(page)
        self.foot = QFrame()
        self.foot.setProperty("role", "panel")
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        self.back = button(tr("Back"), self._on_back, name="guide.back")
        self.skip = button(tr("Not now"), self._on_skip, role="quiet", name="guide.skip")
        self.next = button(tr("Next"), self.on_next, role="primary", name="guide.next")
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.skip)
        foot.addWidget(self.next)

    def _devices_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._there = QVBoxLayout()
        column.addLayout(self._there)
        # Above the fields, which are long: who has none need not look for the end of them.
        column.addWidget(self.no_device)
        column.addWidget(self.pair)
        column.addStretch(1)
        return page

    def _print_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        row = QWidget()
        flow = FlowLayout(row)
        self._print_now = button(
            tr("Print…"),
            self.print_wanted.emit,
            role="primary",
            icon_name="mdi6.printer-outline",
            name="guide.print_now",
        )
        flow.addWidget(self._print_now)
        flow.addWidget(
            button(tr("Save as PDF…"), self.save_wanted.emit, icon_name="mdi6.file-download-outline", name="guide.save")
        )
        column.addWidget(row)
        column.addWidget(
            secondary(
                tr(
                    "There is room for more: allergies, what you tolerate, your doctors. You can add that at any time and "
                    "print it again."
                )
            )
        )
        column.addWidget(
            button(tr("See everything the card says"), self.leave_guide, role="quiet", name="guide.rest"),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        column.addStretch(1)
        return page

    # Showing --------------------------------------------------------------------------------------------------------------

    def begin(self, facts: CardFacts) -> None:
        """Open at the first step that is not done."""
        self.show_facts(facts)
        self.person.open(facts.person)
        self.contact.open(facts.contacts[0] if facts.contacts else None)
        self.number.open(facts.details)
        self.pair.open()
        self._go(next(iter(facts.missing_steps), "print"))

    def show_facts(self, facts: CardFacts) -> None:
        """Take over what changed; fields that a person is changing keep what is typed."""
        if self._facts is not None:
            self.person.follow(facts.person)
            self.number.follow(facts.details)
            self.contact.follow(facts.contacts[0] if facts.contacts else None)
        self._facts = facts
        self.no_device.setChecked(facts.statements[ADRENALINE_DEVICES.name] is Gap.NONE)
        self.no_device.setVisible(not facts.devices)
        empty_layout(self._there)
        for device in facts.devices:
            expiry = device.values["expiry"]
            self._there.addWidget(
                said_line(device.title, "" if expiry is None else tr("expires {date}", date=expiry.words))
            )
        self.pair.setVisible(not facts.devices and not self.no_device.isChecked())
        for step, mark in self._marks.items():
            mark.setChecked(step == self.step)
            done = step != "print" and step not in facts.missing_steps
            place = STEPS.index(step) + 1
            mark.setText(f"{'✓' if done else place} {_SHORT[step]}")
            mark.setAccessibleName(_named(step, done=done))

    def _go(self, step: str) -> None:
        self.step = step
        words, explanation = _WORDS[step]
        self._question.setText(str(words))
        self._explanation.setText(str(explanation))
        for name, page in self._pages.items():
            page.setVisible(name == step)
        self.back.setVisible(step != STEPS[0])
        self.skip.setVisible(step != "print")
        self.next.setVisible(step != "print")
        if self._facts is not None:
            self.show_facts(self._facts)
        self._focus(step)

    def _focus(self, step: str) -> None:
        fields = {"you": self.person, "contact": self.contact, "devices": self.pair.shared, "number": self.number}
        if step in fields and fields[step].isVisible():
            fields[step].focus()
        elif step == "print":
            # “Next”, which was just pressed, is gone: the cursor would jump to whatever stands next, such as the sidebar.
            self._print_now.setFocus(Qt.FocusReason.OtherFocusReason)

    # Going ----------------------------------------------------------------------------------------------------------------

    def on_next(self) -> None:
        """Save this step and go to the next one."""
        if self._save_step():
            self._go(STEPS[min(STEPS.index(self.step) + 1, len(STEPS) - 1)])

    def _save_step(self) -> bool:
        savers: dict[str, Callable[[], object]] = {
            "you": self.person.save, "contact": self.contact.save, "number": self.number.save, "devices": self._save_devices,
        }  # fmt: skip
        fields = {"you": self.person, "contact": self.contact, "number": self.number}.get(self.step)
        if fields is not None and fields.record_id is None and not fields.is_changed:
            return True  # nothing typed: the step waits
        saver = savers.get(self.step)
        return saver is None or bool(saver())

    def _save_devices(self) -> bool:
        return not self.pair.is_changed or self.pair.save()

    def _on_back(self) -> None:
        self._go(STEPS[max(0, STEPS.index(self.step) - 1)])

    def _on_skip(self) -> None:
        self._go(STEPS[min(STEPS.index(self.step) + 1, len(STEPS) - 1)])

    def _on_mark(self) -> None:
        pressed = self.sender()
        for step, mark in self._marks.items():
            if mark is pressed:
                self._go(step)

    def _on_no_device(self) -> None:
        state_none(self._workspace, ADRENALINE_DEVICES, says_none=self.no_device.isChecked())

    def save(self) -> None:
        """Save what is typed in this step."""
        self._save_step()

    def leave(self) -> None:
        """Keep what is typed. Asks nothing."""
        for fields in (self.person, self.contact, self.number):
            fields.leave()

    def leave_guide(self) -> None:
        """Go back to the whole page."""
        self.leave()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a one-line field goes on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not isinstance(self.focusWidget(), QPlainTextEdit):
            if not enter.pressed(self.focusWidget()):
                self.on_next()
        else:
            super().keyPressEvent(event)
