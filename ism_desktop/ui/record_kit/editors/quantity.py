"""Editor of a quantity: typed in one line as it stands in the report, with its unit suggested behind the number."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter

from ism_desktop.language import tr
from ism_desktop.records.kind import Field
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.editors.text import TextEditor, completer

_BEGUN = re.compile(r"(?P<value>\s*[<>≤≥≈~=]*\s*\d[\d.,:\s]*?)\s*(?P<unit>[^\d\s.,:][^\s]*)?")


def with_units(text: str, units: Sequence[str]) -> list[str]:
    """What can be meant by a number whose unit is begun: `1.0 n` may become `1.0 ng/mL`."""
    found = _BEGUN.fullmatch(text)
    if found is None:
        return []
    begun = (found["unit"] or "").casefold()
    offered = [f"{found['value'].strip()} {unit}" for unit in units if unit.casefold().startswith(begun)]
    return [words for words in offered if words != text.strip()]


class QuantityEditor(TextEditor):
    """Nothing that is typed is changed; `trace`, `positive` and `1:160` are as good as a number."""

    def __init__(self, field: Field, workspace: Workspace) -> None:
        super().__init__(field, workspace)
        units = field.units
        self.line.setPlaceholderText(
            tr("Value and unit, such as {unit}", unit=units[0]) if units else tr("Value and unit")
        )
        if units:
            suggesting = completer(self.line)
            suggesting.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            self._offered = QStringListModel(suggesting)
            suggesting.setModel(self._offered)
            self.line.setCompleter(suggesting)
            self.line.textEdited.connect(self._suggest)

    def _suggest(self, text: str) -> None:
        self._offered.setStringList(with_units(text, self.field.units))
