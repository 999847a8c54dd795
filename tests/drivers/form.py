"""Fills in the shared form as a person does, and reads what it shows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.language import tr_c
from ism_desktop.records.values import Gap
from ism_desktop.ui.record_kit.form import RecordForm
from tests.drivers.widgets import click, find, hide_suggestions


class FormDriver:
    """One form on the screen."""

    def __init__(self, qtbot: QtBot, form: RecordForm) -> None:
        self.qtbot = qtbot
        self.form = form

    def write(self, name: str, text: str) -> None:
        """Type into a field, replacing what stands there, and go on to the next."""
        control = find(self.form, QWidget, name)
        assert isinstance(control, QLineEdit | QPlainTextEdit)
        control.setFocus()
        control.selectAll()
        if text and text.isascii():
            self.qtbot.keyClicks(control, text)
        elif text:
            # QTest presses ASCII keys only; other letters arrive as from an input method.
            control.insert(text) if isinstance(control, QLineEdit) else control.insertPlainText(text)
        else:
            self.qtbot.keyClick(control, Qt.Key.Key_Delete)
        if isinstance(control, QLineEdit):
            if hide_suggestions(control):
                self.form.window().activateWindow()  # the offscreen platform leaves the popup active
            control.editingFinished.emit()

    def choose(self, name: str, label: str) -> None:
        """Choose from a drop-down list by the words shown."""
        box = find(self.form, QComboBox, name)
        place = box.findText(label)
        assert place >= 0, f"{label!r} is not offered for {name}"
        box.setCurrentIndex(place)

    def options(self, name: str) -> list[str]:
        """What a drop-down list offers."""
        box = find(self.form, QComboBox, name)
        return [box.itemText(place) for place in range(box.count())]

    def answer(self, name: str, *, yes: bool) -> None:
        """Press Yes or No."""
        button = find(self.form, QAbstractButton, f"{name}.{'yes' if yes else 'no'}")
        if not button.isChecked():
            button.click()

    def unanswer(self, name: str) -> None:
        """Press the answer that is down, so that none is."""
        for word in ("yes", "no"):
            button = find(self.form, QAbstractButton, f"{name}.{word}")
            if button.isChecked():
                button.click()

    def press_gap(self, name: str, gap: Gap) -> None:
        """Press "not known" or "none" beside a field."""
        find(self.form, QAbstractButton, f"{name}.gap.{gap.value}").click()

    def gap(self, name: str) -> Gap | None:
        """The gap that is stated beside a field."""
        for gap in Gap:
            button = self.form.findChild(QAbstractButton, f"{name}.gap.{gap.value}")
            if button is not None and button.isChecked():
                return gap
        return None

    def shows(self, name: str) -> str:
        """What a field shows."""
        control = find(self.form, QWidget, name)
        if isinstance(control, QLineEdit):
            return control.text()
        if isinstance(control, QPlainTextEdit):
            return control.toPlainText()
        if isinstance(control, QComboBox):
            return control.currentText()
        pressed = [word for word in ("yes", "no") if find(self.form, QAbstractButton, f"{name}.{word}").isChecked()]
        words = {"yes": tr_c("an answer", "yes"), "no": tr_c("an answer", "no")}
        return words[pressed[0]] if pressed else ""

    def usable(self, name: str) -> bool:
        """Whether a person can type into the field."""
        return find(self.form, QWidget, name).isEnabled()

    def fault(self, name: str) -> str:
        """What the form says is wrong with a field."""
        label = find(self.form, QLabel, f"{name}.fault")
        return label.text() if label.isVisible() else ""

    def save(self) -> None:
        """Press Save."""
        click(self.qtbot, self.form, "save")

    @property
    def unsaved(self) -> bool:
        """Whether the form says that something is not saved yet."""
        label = find(self.form, QLabel, "save_words")
        return label.isVisible() and label.text().startswith("Not saved yet")
