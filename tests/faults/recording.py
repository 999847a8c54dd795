"""Letting the real worker processes look at a few files and keeping what they said, in the test's own process, which may start others."""

import pickle
import random
from pathlib import Path

from ism_desktop.worker import Workers
from tests.faults.recorded import Recording
from tests.worker.files import text_pdf

_SIZES = (0, 70_000, 3_000, 200_000, 130_000)


def record(workers: Workers, target: Path) -> None:
    """Let the worker look at the files, and write down what it said."""
    rng = random.Random(3)
    recordings: list[Recording] = []
    for number, size in enumerate(_SIZES):
        name = f"Letter {number}.pdf"
        pages = [
            f"Letter {number}, page {page}: tryptase {rng.randint(10, 99)} ng/ml" for page in range(1 + number % 2)
        ]
        # A comment after the end makes it larger, and no reader minds.
        content = text_pdf(*pages, title=name) + b"%" + rng.randbytes(size).hex().encode()[:size] + b"\n"
        source = workers.inspect(content, name)
        text = workers.read_text(content, source.media_type, range(source.pages))
        picture = workers.render(content, source.media_type, 0, 40)
        recordings.append(Recording(name, content, source, text, picture))
    target.write_bytes(pickle.dumps(recordings))
