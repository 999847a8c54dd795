"""What a person should know of the whole record while it is open, above the page: each with its facts and choices, one at a time.

They stay until they are answered. A sentence in the status line would be gone before a tired person has read it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.ui.base.safekeeping.days import moment_of
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.vault import Vault
from ism_desktop.vault.multi_device import Concern, ConflictCopies, ConflictCopy, OlderThanLastSeen, OpenElsewhere

_SHARE_OF_WINDOW = 0.45

GO_ON, LOCK, RESCUE = "go_on", "lock", "rescue"


@dataclass(frozen=True, slots=True)
class Banner:
    """One thing to know. `choices` are the names and words of its buttons, `first` decides which is shown first, small before large."""

    name: str
    first: int
    icon: str
    head: str
    facts: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]


def of_vault(vault: Vault) -> list[Banner]:
    """Everything to say of a vault that was just opened."""
    found = [of_concern(concern) for concern in vault.concerns]
    if vault.read_only:
        found.append(_read_only(vault))
    mended = tuple(notice.sentence for notice in vault.noticed)
    if mended:
        choices = ((GO_ON, tr("OK")),)
        head = tr("A damaged file was repaired")
        found.append(Banner("mended", 5, "mdi6.wrench-check-outline", head, mended, choices))
    return found


def of_concern(concern: Concern) -> Banner:
    """The banner for what may have happened elsewhere."""
    if isinstance(concern, OlderThanLastSeen):
        head, choices = (
            tr("This may not be the newest version of your record"),
            ((GO_ON, tr("Continue with this one")), (LOCK, tr("Lock it again"))),
        )
        return Banner("older", 2, "mdi6.history", head, (concern.sentence,), choices)
    if isinstance(concern, OpenElsewhere):
        head = tr("Your record seems to be open on “{computer}” too", computer=concern.computer)
        choices = ((LOCK, tr("Lock it here")), (GO_ON, tr("Continue here")))
        return Banner("elsewhere", 1, "mdi6.monitor-multiple", head, (concern.sentence,), choices)
    return _of_copies(concern)


def _of_copies(concern: ConflictCopies) -> Banner:
    rescued = any(copy.is_rescue for copy in concern.copies)
    first = (
        tr("Another program moved your record’s file away while it was open. A rescue copy was kept:")
        if rescued
        else tr("A program that synchronises this folder has left other copies of your record’s files next to them:")
    )
    opened = tr_n(
        "The copy that is open has had {number} change.",
        "The copy that is open has had {number} changes.",
        concern.generation,
    )
    kept = tr(
        "Nothing was merged or removed. Work on one computer at a time, and keep the other copy until you know that nothing in it is"
        " missing here."
    )
    last = f"{opened} {kept}"
    head = tr("There is more than one copy of your record here")
    newer = any(copy.is_rescue and (copy.generation or 0) > concern.generation for copy in concern.copies)
    # What was rescued is later than what is open: then the person most likely wants it in place.
    choices = (
        ((RESCUE, tr("Use the rescue copy…")), (GO_ON, tr("Leave it as it is"))) if newer else ((GO_ON, tr("OK")),)
    )
    listed = tuple(f"•  {_described(copy)}" for copy in concern.copies)
    return Banner("copies", 4, "mdi6.content-copy", head, (first, *listed, last), choices)


def _described(copy: ConflictCopy) -> str:
    then = moment_of(copy.changed)
    if copy.generation is None:
        return tr("“{file}” of {moment}", file=copy.name, moment=then)
    return tr_n(
        "“{file}” of {moment}, with {number} change",
        "“{file}” of {moment}, with {number} changes",
        copy.generation,
        file=copy.name,
        moment=then,
    )


def _read_only(vault: Vault) -> Banner:
    other = next((each for each in vault.concerns if isinstance(each, OpenElsewhere)), None)
    reason = (
        tr(
            "The program cannot write to the folder “{folder}”: it is read-only, or your account has no permission there.",
            folder=str(vault.path),
        )
        if other is None
        else tr("You opened it to view only, because it is open on “{computer}”.", computer=other.computer)
    )
    facts = (f"{reason} {tr('What you type now is not saved.')}",)
    return Banner("read_only", 3, "mdi6.lock-open-check-outline", tr("Your record is open to view only"), facts, ())


def of_trouble(error: IsmError) -> Banner:
    """The banner for what happened to the vault's files while it is open."""
    return Banner("trouble", 0, "mdi6.alert-circle-outline", str(error.title), (error.what, error.advice), ())


class Banners(QWidget):
    """The first of them; the next when it was answered. `lock_wanted` asks the window to lock."""

    lock_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banners")
        self._workspace = workspace
        self._vault = workspace.vault
        self._waiting: list[Banner] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 8, 24, 4)
        self._frame = QFrame()
        self._frame.setProperty("role", "panel-accent")
        outer.addWidget(self._frame)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(4, 4, 4, 4)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        inside.addWidget(self._scroll)
        # Below what scrolls: where the words are long and the window low, what can be answered stays in sight.
        self._answers = QWidget()
        self._answering = QHBoxLayout(self._answers)
        inside.addWidget(self._answers)
        self.hide()
        workspace.concern_raised.connect(self._on_concern)
        workspace.safekeeping.trouble_arose.connect(self._on_trouble)
        theme().changed.connect(self._show_first)
        for banner in of_vault(workspace.vault):
            self.add(banner)

    def add(self, banner: Banner) -> None:
        """Show a banner as soon as none before it waits; one of the same name takes its place."""
        shown = self._waiting[:1]
        self._waiting = sorted(
            [*(each for each in self._waiting if each.name != banner.name), banner], key=lambda each: each.first
        )
        if self._waiting[:1] != shown:
            self._show_first()

    def _on_concern(self, concern: Concern) -> None:
        self.add(of_concern(concern))

    def _on_trouble(self, error: IsmError) -> None:
        self.add(of_trouble(error))

    def _show_first(self) -> None:
        if not self._waiting:
            self.hide()
            return
        banner = self._waiting[0]
        content = QWidget()
        content.setAutoFillBackground(False)
        content.setObjectName(f"banner.{banner.name}")
        row = QHBoxLayout(content)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(14)
        picture = IconLabel(banner.icon, 26)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label(banner.head, "subheading"))
        for fact in banner.facts:
            column.addWidget(label(fact))
        more = len(self._waiting) - 1
        if more:
            column.addWidget(
                small(tr_n("{number} more message after this one.", "{number} more messages after this one.", more))
            )
        row.addLayout(column, 1)
        self._scroll.setWidget(content)
        content.setAutoFillBackground(False)
        self._answering.setContentsMargins(12 + theme().px(26) + row.spacing(), 0, 12, 8)
        while (item := self._answering.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        if banner.choices:
            choices = self._choices(banner)
            self._answering.addWidget(choices)
            choices.show()  # Qt would do so a moment later, and somebody may press at once
        self._answers.setVisible(bool(banner.choices))
        self.setAccessibleName(banner.head)
        self.show()
        self._fit()

    def _choices(self, banner: Banner) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        presses = {GO_ON: self._on_go_on, LOCK: self.lock_wanted.emit, RESCUE: self._on_rescue}
        for number, (choice, said) in enumerate(banner.choices):
            row.addWidget(button(said, presses[choice], role="" if number else "primary", name=f"banner.{choice}"))
        return holder

    def _on_rescue(self) -> None:
        self._workspace.open_requested.emit(self._vault.path, True)  # noqa: FBT003  (a signal takes no names)

    def _on_go_on(self) -> None:
        answered = self._waiting.pop(0)
        if answered.name == "older":
            self._vault.accept_older()
        self._show_first()

    def _fit(self) -> None:
        """As high as its words, and never so high that the page below has no room."""
        content = self._scroll.widget()
        if content is None or not self.isVisibleTo(self.parentWidget() or self):
            return
        width = max(200, self.width() - 48 - 8)
        wanted = content.heightForWidth(width) if content.hasHeightForWidth() else content.sizeHint().height()
        answers = self._answering.heightForWidth(width) if self._answers.isVisibleTo(self) else 0
        room = round(self.window().height() * _SHARE_OF_WINDOW) - max(0, answers)
        self._scroll.setFixedHeight(min(wanted, max(room, theme().px(48))))

    def event(self, event: QEvent) -> bool:
        """Fit again when the width changed."""
        handled = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self._fit()
        return handled
