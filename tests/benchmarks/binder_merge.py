"""A 300-page binder of 200-dpi grey scans through `Workers.merge` against `qpdf --empty --pages` on the same files.

Each is made without and with the words of its pages (700 on each) laid unseen over them, turn by turn in the same run.

Run: `python -m tests.benchmarks.binder_merge`. Aims: within 3 × qpdf's time, the words no more than 15 % of it, peak memory of program
and worker process each under 400 MB.
"""

import gzip
import io
import json
import math
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.media_types import PDF
from ism_desktop.worker import OutlineEntry, PageWords, Scan, Workers

PAGES = 300
ROUNDS = 3
MEGABYTE = 1024 * 1024


def scanned_page(number: int) -> Image.Image:
    """A grey A4 page at 200 dpi with lines of words, paper texture and a soft focus, as a scanner gives it."""
    drawn = Image.new("L", (1654, 2339), 246)
    draw = ImageDraw.Draw(drawn)
    words = random.Random(number)
    for line in range(55):
        text = " ".join("".join(words.choices("aeinrstlmo", k=words.randint(2, 9))) for _ in range(13))
        draw.text((150, 150 + line * 37), text, fill=30, font_size=24)
    texture = Image.effect_noise(drawn.size, 14)
    return Image.blend(drawn, texture, 0.12).filter(ImageFilter.GaussianBlur(0.6))


def write_scans(folder: Path, files: int, pages: int) -> None:
    """The files; each page is its own JPEG."""
    for number in range(files):
        first = scanned_page(number)
        turned = [first.rotate(0.1 * place, fillcolor=246) for place in range(pages)]
        turned[0].save(folder / f"scan-{number:02}.pdf", save_all=True, append_images=turned[1:], resolution=200)


def footers(pages: int) -> bytes:
    """What the printing room draws: a transparent page with a footer for every page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in range(pages):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(40, 14, f"Alex Example, born 1 May 1980, printed today, page {page + 1} of {pages}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def nothing_lost(name: str, reason: str) -> bytes:
    """No page may need a placeholder here."""
    raise AssertionError(f"{name}: {reason}")


def words_on(number: int) -> PageWords:
    """The words of a page with their boxes, as they were read."""
    words = random.Random(number)
    rows = [
        ("".join(words.choices("aeinrstlmo", k=words.randint(2, 9))), 54 + 38.7 * at, y, 54 + 38.7 * at + 35.3, y + 9.4)
        for y in (54 + 13.32 * line for line in range(55))
        for at in range(13)
    ]
    return PageWords(rows, (595.44, 842.04))


def words_in_file(folder: Path, pages: int) -> Mapping[int, PageWords]:
    """The words of a document, unpacked from a file as the vault's are."""
    rows = json.loads(gzip.decompress((folder / "words.json.gz").read_bytes()))
    return {page: PageWords(rows[page], (595.44, 842.04)) for page in range(pages)}


def merge(folder: Path, pages: int) -> None:
    """Merge ROUNDS times from cold processes, without and with words; print as JSON the seconds, the sizes and the peaks of memory of
    this process and its children.
    """
    paths = sorted(folder.glob("scan-*.pdf"))
    packed = json.dumps([words_on(number).words for number in range(pages)]).encode()
    (folder / "words.json.gz").write_bytes(gzip.compress(packed))
    seconds: dict[str, list[float]] = {"bare": [], "words": []}
    sizes: dict[str, int] = {}
    for turn in range(2 * ROUNDS):
        how = "words" if turn % 2 else "bare"
        start = time.perf_counter()
        words = partial(words_in_file, folder, pages) if how == "words" else dict[int, PageWords]
        parts = [Scan(path.read_bytes, PDF, path.name, pages, words=words) for path in paths]
        outline = [OutlineEntry(path.stem, number * pages) for number, path in enumerate(paths)]
        stamp = footers(len(paths) * pages)
        with Workers() as workers, (folder / "ours.pdf").open("wb") as out:
            report = workers.merge(parts, paper=A4, stamp=stamp, placeholder=nothing_lost, outline=outline, out=out)
        seconds[how].append(time.perf_counter() - start)
        sizes[how] = (folder / "ours.pdf").stat().st_size
        if report.failures or report.pages != PAGES:
            raise AssertionError(report)
    peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"seconds": seconds, "sizes": sizes, "peaks": peaks}))


def in_fresh_process(call: str) -> str:
    """Run one function of this file in a process of its own, so that its memory is counted alone; what it printed."""
    code = f"from pathlib import Path; from tests.benchmarks import binder_merge as this; this.{call}"
    return subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout


def qpdf(folder: Path, paths: list[Path]) -> float:
    """The seconds that qpdf takes at best, and a check of our file by it."""
    theirs: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        command = ["qpdf", "--empty", "--pages", *map(str, paths), "--", str(folder / "qpdf.pdf")]
        subprocess.run(command, check=True)
        theirs.append(time.perf_counter() - start)
    subprocess.run(["qpdf", "--check", str(folder / "ours.pdf")], check=True, stdout=subprocess.DEVNULL)
    return min(theirs)


def compare(files: int) -> None:
    """Print times, ratio and peaks for PAGES pages in so many files."""
    pages = PAGES // files
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        in_fresh_process(f"write_scans(Path({name!r}), {files}, {pages})")
        paths = sorted(folder.glob("scan-*.pdf"))
        size = sum(path.stat().st_size for path in paths)
        ours = json.loads(in_fresh_process(f"merge(Path({name!r}), {pages})"))
        best_of_qpdf = qpdf(folder, paths) if shutil.which("qpdf") else math.nan
    best, with_words = min(ours["seconds"]["bare"]), min(ours["seconds"]["words"])
    print(f"{files} files of {pages} pages, {size / MEGABYTE:.0f} MB")
    print(
        f"  ours {best:.2f} s, from the start of the process to the last byte; qpdf {best_of_qpdf:.2f} s; ratio {best / best_of_qpdf:.2f}"
    )
    more = (ours["sizes"]["words"] - ours["sizes"]["bare"]) / PAGES / 1024
    print(f"  with words {with_words:.2f} s, {with_words / best - 1:+.0%}; {more:.1f} KB more for each page")
    print(f"  peak memory: program {ours['peaks'][0]:.0f} MB, worker process {ours['peaks'][1]:.0f} MB")


def main() -> None:
    """Many files, and one large one."""
    for files in (30, 1):
        compare(files)


if __name__ == "__main__":
    main()
