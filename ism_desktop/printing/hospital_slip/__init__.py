"""The slip for the hospital: when it began, what is recorded, lines for the sample times, the baseline as recorded, the rule in words."""

from ism_desktop.printing.hospital_slip.collect import collect
from ism_desktop.printing.hospital_slip.content import SlipContent
from ism_desktop.printing.hospital_slip.drawing import draw

__all__ = ["SlipContent", "collect", "draw"]
