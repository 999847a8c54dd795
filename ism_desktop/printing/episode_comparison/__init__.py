"""Past episodes side by side: which there are to choose from, what is collected of each, and the page on paper."""

from ism_desktop.printing.episode_comparison.collect import Candidate, candidates, collect, usual
from ism_desktop.printing.episode_comparison.content import MOST, ROWS, ComparedEpisode, ComparisonContent
from ism_desktop.printing.episode_comparison.drawing import draw

__all__ = [
    "MOST",
    "ROWS",
    "Candidate",
    "ComparedEpisode",
    "ComparisonContent",
    "candidates",
    "collect",
    "draw",
    "usual",
]
