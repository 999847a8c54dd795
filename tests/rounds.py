"""How many rounds the long suites run: few by default, many on request.

`ISM_TEST_ROUNDS=large` before `python3 packaging/test.py` runs the large setting of every suite.
"""

import os

LARGE = os.environ.get("ISM_TEST_ROUNDS") == "large"


def rounds(default: int, large: int) -> int:
    """The number of rounds wanted in this run."""
    return large if LARGE else default
