"""The question list for a visit: collect it from the records, draw it with room for the answers."""

from ism_desktop.printing.question_list.content import FORM, ListedQuestion, QuestionListContent, collect, collect_open
from ism_desktop.printing.question_list.drawing import draw, page_count
from ism_desktop.printing.question_list.plain import plain_text

__all__ = [
    "FORM",
    "ListedQuestion",
    "QuestionListContent",
    "collect",
    "collect_open",
    "draw",
    "page_count",
    "plain_text",
]
