"""Writes the demo patient's papers and pictures of the window into a folder and prints their paths.

What `start.py --demo` does on a computer without a screen. Runs in the project's own Python.
"""

import argparse
import sys
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import draw_screens

from ism_desktop import demo, vault
from ism_desktop.command_line import printing_papers
from ism_desktop.command_line.output import fault, progress
from ism_desktop.errors import IsmError
from ism_desktop.worker import Workers

PAPERS = {
    "card": "emergency-card.pdf",
    "questions": "question-list.pdf",
    "diagnosis": "diagnosis-page.pdf",
    "medications": "medication-list.pdf",
    "refills": "refill-sheet.pdf",
    "triggers": "my-triggers.pdf",
    "summary": "summary.pdf",
    "sheet": "sheet-to-fill-in.pdf",
    "brief": "visit-brief.pdf",
    "who-manages-what": "who-manages-what.pdf",
    "about-me": "about-me.pdf",
    "guide": "guide.pdf",
    "binder": "binder.pdf",
}
_PASSPHRASE = "an invented patient's passphrase"  # noqa: S105  (the vault is deleted again below)


def main() -> int:
    """Make the demo vault in a temporary folder, draw everything, delete the vault."""
    parser = argparse.ArgumentParser(prog="start.py --demo", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("demo-out"), metavar="FOLDER", help="where to (%(default)s)")
    out: Path = parser.parse_args().out.absolute()
    print("There is no screen here, so the demo is written into files.", flush=True)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="ism-demo-") as folder:
            for path in draw(Path(folder) / "Demo vault", out):
                print(path, flush=True)
    except IsmError as error:
        fault(error)
        return int(error.exit_status)
    except OSError as error:
        print(f"“{out}” could not be written: {error.strerror}. Choose another folder with --out.", file=sys.stderr)
        return 1
    return 0


def draw(place: Path, out: Path) -> list[Path]:
    """Fill a vault at `place` with the demo patient and draw its papers and screens into `out`."""
    today = datetime.now().astimezone().date()
    written: list[Path] = []
    with progress() as shown, closing(vault.create(place, _PASSPHRASE, shown)) as made, Workers() as workers:
        demo.fill(made, workers, shown)
        for name, file_name in PAPERS.items():
            target = out / file_name
            printing_papers.draw(made, printing_papers.Wanted(name, "letter", today), target, shown)
            written.append(target)
        written += draw_screens.draw_filled(made, workers, out / "screens")
    return written


if __name__ == "__main__":
    sys.exit(main())
