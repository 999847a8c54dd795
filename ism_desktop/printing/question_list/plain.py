"""The question list as plain text, to paste into the message of a patient portal."""

from ism_desktop.language import tr
from ism_desktop.printing.question_list.content import QuestionListContent


def plain_text(content: QuestionListContent) -> str:
    """The open questions, numbered in the person's order; neither name nor birth date, which the portal knows."""
    open_ones = [question for question in content.questions if question.is_open]
    lines = [tr("My questions:"), ""]
    lines += [f"{number}. {' '.join(question.text.split())}" for number, question in enumerate(open_ones, 1)]
    return "\n".join(lines) + "\n"
