"""The tests. Their temporary folders lie in memory where there is room: a disk takes milliseconds for each sync, and a vault syncs often.

Said here because pytest chooses the place when it first needs one, before any fixture.
"""

import os
import shutil
from pathlib import Path

_MEMORY, _ROOM = Path("/dev/shm"), 4 * 1024**3
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
