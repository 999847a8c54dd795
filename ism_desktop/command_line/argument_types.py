"""What words of a command are taken for: numbers, days, open file descriptors; a sentence where they are none."""

import argparse
from datetime import date

from ism_desktop.language import tr


def count(text: str) -> int:
    """A number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(tr("must be a number from 1 on"))
    return int(text)


def day(text: str) -> date:
    """A day as programs write it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("must be a day such as 2026-05-01")) from None


def descriptor(text: str) -> int:
    """The number of an open file descriptor."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(tr("must be the number of an open file descriptor"))
    return int(text)
