"""How long it is since a time, in words: a plain difference, whatever it may mean."""

from datetime import datetime

from ism_desktop.language import tr


def since_words(first: datetime | None, now: datetime) -> str:
    """How long it is since the first press, to the second within the first hour; empty before there is one."""
    if first is None:
        return tr("Nothing is recorded yet.")
    seconds = max(0, int((now - first).total_seconds()))
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    if hours:
        return tr("{hours} h {minutes} min since the first press", hours=hours, minutes=minutes)
    return tr("{minutes} min {seconds} s since the first press", minutes=minutes, seconds=seconds % 60)
