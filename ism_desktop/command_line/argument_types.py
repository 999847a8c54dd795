"""What words of a command are taken for: numbers, open file descriptors; a sentence where they are none."""

import argparse

from ism_desktop.language import tr


def count(text: str) -> int:
    """A number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(tr("must be a number from 1 on"))
    return int(text)


def descriptor(text: str) -> int:
    """The number of an open file descriptor."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(tr("must be the number of an open file descriptor"))
    return int(text)
