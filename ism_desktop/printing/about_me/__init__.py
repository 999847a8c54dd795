"""“About me and my ISM”: a letter of answers in the person's own words, for a new doctor, a school, an employer or an airline."""

from ism_desktop.printing.about_me.collect import at_first, collect, in_order
from ism_desktop.printing.about_me.content import Changes, Letter, Part
from ism_desktop.printing.about_me.drawing import draw

__all__ = ["Changes", "Letter", "Part", "at_first", "collect", "draw", "in_order"]
