"""What a person does to the pages of a document before it is saved: a plan, and every plan before it. No Qt."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from ism_desktop.documents import page_plan
from ism_desktop.documents.page_plan import Plan

_KEPT = 200


class Editing:
    """The plan as it stands, with undo and redo. `told` is called after every change."""

    def __init__(self, begun: Plan, told: Callable[[], None]) -> None:
        self.begun = begun
        self.plan = begun
        self._told = told
        self._before: list[Plan] = []
        self._after: list[Plan] = []

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return self.plan != self.begun

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be done again."""
        return bool(self._after)

    def do(self, plan: Plan) -> None:
        """Go on with another plan; one without pages is no document."""
        if plan == self.plan or not plan:
            return
        self._before = [*self._before[-_KEPT:], self.plan]
        self._after.clear()
        self.plan = plan
        self._told()

    def undo(self) -> None:
        """Take back the last step."""
        if self._before:
            self._after.append(self.plan)
            self.plan = self._before.pop()
            self._told()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._after:
            self._before.append(self.plan)
            self.plan = self._after.pop()
            self._told()

    def begin_again(self, begun: Plan) -> None:
        """Start from other pages, with nothing to take back."""
        self.begun = self.plan = begun
        self._before.clear()
        self._after.clear()
        self._told()

    # As a draft -----------------------------------------------------------------------------------------------------------

    def kept(self, **more: Any) -> dict[str, Any]:
        """The plan as a draft keeps it."""
        return {"plan": page_plan.to_plain(self.plan), **more}

    def take_up(self, draft: Mapping[str, Any] | None) -> bool:
        """Go on with what a draft kept; False where there is none, or it cannot be read."""
        try:
            plan = page_plan.from_plain(cast("Mapping[str, Any]", draft)["plan"])
        except (KeyError, TypeError, ValueError, AttributeError):
            return False
        self.do(plan)
        return True
