"""The letter that asks a practice or hospital for records: collect it from a request, draw it as a PDF."""

from ism_desktop.printing.request_letter.collect import collect
from ism_desktop.printing.request_letter.content import LetterContent
from ism_desktop.printing.request_letter.drawing import draw

__all__ = ["LetterContent", "collect", "draw"]
