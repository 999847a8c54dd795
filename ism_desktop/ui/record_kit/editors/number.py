"""Editor of a number that may have a unit: typed in one line, with the unit put behind a bare number."""

from ism_desktop.language import tr
from ism_desktop.records.kind import Field
from ism_desktop.records.values import Quantity
from ism_desktop.records.values.quantity import parse_quantity
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.editors.quantity import QuantityEditor


class NumberEditor(QuantityEditor):
    """As `QuantityEditor`, but without a number it says so; the first of the field's units is put behind a bare one."""

    def __init__(self, field: Field, workspace: Workspace) -> None:
        super().__init__(field, workspace)
        self._unit = field.units[0] if field.units else ""
        self.line.setPlaceholderText(tr("A number, in {unit}", unit=self._unit) if self._unit else tr("A number"))

    def read(self) -> Quantity | None:
        """The number; raises ValueError with a sentence."""
        typed = self.line.text().strip()
        if not typed:
            return None
        value = parse_quantity(typed, self._unit)
        if value.number is None:
            raise ValueError(
                tr("“{words}” is not a number. Please write one, such as {example}.", words=typed, example="12.5")
            )
        return value
