"""A plug-in: runs tests while every message of the program is worded anew in the catalogue of English.

    .venv/bin/python -m pytest -q -p tests.language.reworded tests/printing

What fails then hangs on a word: a test that holds up a sentence of its own instead of asking `tr` for it, or, worse, the program.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.language.rewording import write_catalogue

_folder = Path(tempfile.mkdtemp(prefix="ism-desktop-reworded-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

# Before the door of language is imported for the first time; programs that the tests start read it, too.
os.environ["ISM_DESKTOP_CATALOGUES"] = str(write_catalogue(_folder / "locale"))
