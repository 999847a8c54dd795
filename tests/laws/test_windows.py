"""What keeps windows quick, and alive."""

import ast
from pathlib import Path

from tests.trees import tree

UI = Path(__file__).resolve().parents[2] / "ism_desktop"
_APPLICATION = {"app", "application", "qapp", "instance", "self._application"}


def _watched(call: ast.Call) -> str:
    """What a call of `installEventFilter` watches, by its last name."""
    function = call.func
    if not isinstance(function, ast.Attribute) or function.attr != "installEventFilter":
        return ""
    owner = function.value.func if isinstance(function.value, ast.Call) else function.value
    return ast.unparse(owner).removeprefix("QApplication.").removeprefix("QCoreApplication.")


def test_no_filter_in_python_is_asked_about_every_event_of_the_application() -> None:
    found = [
        f"{file.relative_to(UI)}:{node.lineno}"
        for file in UI.rglob("*.py")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and _watched(node) in _APPLICATION
    ]
    assert found == [], "each took a quarter of the time in which a page opens: see ui/kit/every_window.py"


def test_no_layout_is_asked_for_its_items() -> None:
    """What `QLayout.itemAt` returns for a layout in a layout is freed twice by Shiboken once the window goes.

    Tab's order did so whenever a page with the focus was hidden, and one page in some twenty took the program with it.
    """
    only_of_widgets = {"ui/kit/widgets/section_panel.py"}
    found = {
        str(file.relative_to(UI))
        for file in UI.rglob("*.py")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "itemAt"
        and ast.unparse(node.func.value) not in {"self.scene()", "self.view"}
    }
    assert found <= only_of_widgets, "ask `indexOf`, and `children()` for the layouts inside: see ui/kit/tab_order.py"
