"""The settings, drawn from their declared table; a change of appearance or text size shows at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.settings import SETTINGS, Setting, Settings
from ism_desktop.ui.base.files import ask_which_folder
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices, TickBox
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.shell.languages_card import LanguagesCard


def settings_of(workspace: Workspace, parent: QWidget) -> "SettingsDialog":
    """The settings while a record is open: with those of reading papers."""
    path = str(workspace.vault.path)
    return SettingsDialog(workspace.settings, parent, vault_path=path, further=[LanguagesCard(workspace)])


class FolderChoice(QWidget):
    """The folder of a setting: chosen, or none."""

    def __init__(self, settings: Settings, setting: Setting, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(setting.name)
        self._settings = settings
        self._setting = setting
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._place = label("", "secondary")
        column.addWidget(self._place)
        row = QHBoxLayout()
        self.choose = button(tr("Choose a folder…"), self._on_choose, name=f"{setting.name}.choose")
        self.none = button(tr("Turn off"), self._on_none, name=f"{setting.name}.none")
        row.addWidget(self.choose)
        row.addWidget(self.none)
        row.addStretch(1)
        column.addLayout(row)
        self.setFocusProxy(self.choose)
        self._refresh()

    def _refresh(self) -> None:
        folder = str(self._settings[self._setting.name])
        self._place.setText(folder or tr("Off"))
        self.none.setVisible(bool(folder))

    def _on_choose(self) -> None:
        ask_which_folder(self, str(self._setting.label), self.set_folder, name=f"{self._setting.name}.dialog")

    def set_folder(self, folder: str) -> None:
        """Use this folder; none where it is empty."""
        self._settings[self._setting.name] = folder
        self._refresh()

    def _on_none(self) -> None:
        self.set_folder("")


class SettingsDialog(Dialog):
    """One row for each setting that has a label, and `further` cards below."""

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        vault_path: str = "",
        further: Sequence[QWidget] = (),
    ) -> None:
        super().__init__(tr("Settings"), parent, name="settings_dialog", width=560, icon_name="mdi6.cog-outline")
        self._settings = settings
        self._vault_path = vault_path
        for setting in SETTINGS:
            if setting.label:
                self.body.addWidget(self._row(setting))
        for card in further:
            self.body.addWidget(card)
        self.add_close()

    def show_setting(self, name: str) -> None:
        """Bring one setting into view, with the focus on it."""
        control = self.findChild(QWidget, name)
        if control is not None:
            control.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.scroll_to(control)

    def _row(self, setting: Setting) -> QWidget:
        card = Panel()
        words = str(setting.label)
        if setting.type is bool:
            box = TickBox(words, name=setting.name)
            box.setChecked(self._settings[setting.name])
            box.toggled.connect(self._on_changed)
            card.body.addWidget(box)
        elif setting.choices:
            card.body.addWidget(label(words, "subheading"))
            choices = Choices([(stored, str(shown)) for stored, shown in setting.choices], words, name=setting.name)
            choices.set_value(self._settings[setting.name])
            choices.changed.connect(self._on_changed)
            card.body.addWidget(choices)
        elif setting.is_folder:
            card.body.addWidget(label(words, "subheading"))
            card.body.addWidget(FolderChoice(self._settings, setting, card))
        else:
            card.body.addWidget(self._slider(setting))
        if setting.help:
            card.body.addWidget(small(str(setting.help)))
        return card

    def _slider(self, setting: Setting) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        words = str(setting.label)
        row.addWidget(label(words, "subheading"))
        self._percent = label("", "secondary")
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._percent)
        column.addLayout(row)
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName(setting.name)
        slider.setAccessibleName(words)
        slider.setRange(setting.minimum // 10, setting.maximum // 10)
        slider.setPageStep(2)
        slider.setTracking(False)
        slider.setValue(self._settings[setting.name] // 10)
        slider.valueChanged.connect(self._on_changed)
        column.addWidget(slider)
        self._show_percent(self._settings[setting.name])
        return holder

    def _show_percent(self, percent: int) -> None:
        self._percent.setText(tr("{number} %", number=percent))

    def _on_changed(self) -> None:
        before = self._look()
        for setting in SETTINGS:
            if not setting.label:
                continue
            control = self.findChild(QWidget, setting.name)
            if isinstance(control, TickBox):
                self._settings[setting.name] = control.isChecked()
            elif isinstance(control, Choices) and control.value is not None:
                self._settings[setting.name] = control.value
            elif isinstance(control, QSlider):
                self._settings[setting.name] = control.value() * 10
                self._show_percent(control.value() * 10)
        self._settings["last_vault"] = self._vault_path if self._settings["remember_vault"] else ""
        if self._look() != before:
            apply_look(self._settings)

    def _look(self) -> tuple[str, int]:
        return self._settings["appearance"], self._settings["text_size"]
