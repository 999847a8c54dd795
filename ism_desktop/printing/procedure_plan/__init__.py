"""One plan for a procedure on paper: what was written, word for word, and behind it the page that it was copied from."""

from ism_desktop.printing.procedure_plan.build import build
from ism_desktop.printing.procedure_plan.collect import collect
from ism_desktop.printing.procedure_plan.content import PlanContent, PlanPage

__all__ = ["PlanContent", "PlanPage", "build", "collect"]
