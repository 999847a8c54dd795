"""The questions that follow from the person's own monitoring plan, offered before those of the library."""

from ism_desktop.language import tr
from ism_desktop.library.questions import BankQuestion, Heading
from ism_desktop.printing import planned_checks
from ism_desktop.vault import Session

_KEY = "monitoring_plan"


def plan_questions(session: Session) -> tuple[BankQuestion, ...]:
    """A question for each check of the plan, by whoever asked for it, who is the one to answer."""
    subject = Heading(_KEY, tr("From my monitoring plan"))
    checks = sorted(planned_checks.read_all(session), key=lambda check: check.told_by)
    return tuple(
        BankQuestion(check.question_id, check.question, _asked(check.told_by), subject, source="", is_own=True)
        for check in checks
    )


def _asked(told_by: str) -> Heading:
    return Heading(f"{_KEY}.{told_by}", told_by)
