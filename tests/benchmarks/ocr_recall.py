"""How much is read of pages in whatever state: eleven kinds of pictures (`tests/made_pages`) of 24 pages in three languages.

Run: `python -m tests.benchmarks.ocr_recall --models FOLDER`, FOLDER with eng, deu and spa.traineddata (the “fast” ones, as shipped);
`--bare` reads with plain tesserocr as well, `--ocrmypdf PROGRAM` with that program's `--rotate-pages --deskew -j2`, in the same run.
Aims: mean word recall 0.97 and more, no kind under 0.93, clean pages as bare Tesseract, half as
many pages a minute again as ocrmypdf, clean pages 95 % as fast as bare tesserocr on two processes, a worker under 500 MB.

Pages go through the worker room's own reading (`worker.reading.TextReader`), in two processes with one thread each.
"""

import argparse
import collections
import multiprocessing
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.made_pages.pictures import KINDS, Spoilt, made
from tests.made_pages.scoring import recall
from tests.made_pages.wording import LANGUAGES

PROCESSES = 2


class Sums:
    """Recall and seconds of one way of reading, kind by kind; `processor` counts those of all its processes, busy machine or not."""

    def __init__(self) -> None:
        self.recall: dict[str, list[float]] = collections.defaultdict(list)
        self.seconds: dict[str, float] = collections.defaultdict(float)
        self.processor: dict[str, float] = collections.defaultdict(float)

    def rows(self) -> dict[str, tuple[float, float, float]]:
        """Mean and lowest recall, and pages a minute, for each kind."""
        return {
            kind: (sum(got) / len(got), min(got), 60 * len(got) / max(1e-9, self.seconds[kind]))
            for kind, got in self.recall.items()
        }

    @property
    def mean(self) -> float:
        """Of all pictures."""
        every = [each for got in self.recall.values() for each in got]
        return sum(every) / len(every)

    @property
    def pages_a_minute(self) -> float:
        """Over all kinds."""
        return 60 * sum(map(len, self.recall.values())) / max(1e-9, sum(self.seconds.values()))

    @property
    def processor_seconds(self) -> float:
        """For one page, over all kinds."""
        return sum(self.processor.values()) / max(1, sum(map(len, self.recall.values())))


def _read(job: tuple[str, str, str, bool]) -> tuple[str, float, float]:
    """One picture read in this process: its text, the most memory the process has had, in MB, and its processor seconds."""
    path, language, models, bare = job
    from ism_desktop.worker.ocr import Reader
    from ism_desktop.worker.pictures import PictureFile
    from ism_desktop.worker.preparing.ways import read_whatever
    from ism_desktop.worker.sniff import media_type_of

    reader = _READERS.get(language)
    if reader is None:
        reader = _READERS[language] = Reader([language], Path(models))
    began = time.process_time()
    content = bytearray(Path(path).read_bytes())
    opened = PictureFile(content, media_type_of(memoryview(content)[:4096]))
    page = opened.own_pixels(0), *opened.page_size(0)
    found = reader.read(*page) if bare else read_whatever(reader, *page).found
    spent = time.process_time() - began
    # Not of getrusage, which counts what the process that started this one had before it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return found.text, int(status.partition("VmHWM:")[2].split()[0]) / 1024, spent


_READERS: dict[str, Any] = {}


def by_worker(pictures: Sequence[tuple[Spoilt, Path]], models: Path, *, bare: bool) -> tuple[Sums, float]:
    """Read in two processes, kind by kind; recall and time, and the memory of the larger process."""
    sums, memory = Sums(), 0.0
    os.environ |= {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        for language in LANGUAGES:  # models and numpy are loaded before the clock runs: a program keeps them, too
            first = next((path for picture, path in pictures if picture.language == language), None)
            if first is not None:
                pool.map(_read, [(str(first), language, str(models), bare)] * PROCESSES * 2, 1)
        for kind in dict.fromkeys(picture.kind for picture, _ in pictures):
            chosen = [(picture, path) for picture, path in pictures if picture.kind == kind]
            started = time.perf_counter()
            jobs = [(str(path), picture.language, str(models), bare) for picture, path in chosen]
            texts = pool.map(_read, jobs, 1)
            sums.seconds[kind] = time.perf_counter() - started
            for (picture, _), (text, most, spent) in zip(chosen, texts, strict=True):
                sums.recall[kind].append(recall(picture.truth, text))
                sums.processor[kind] += spent
                memory = max(memory, most)
    return sums, memory


def by_ocrmypdf(pictures: Sequence[tuple[Spoilt, Path]], program: str, folder: Path) -> Sums:
    """Read with `ocrmypdf --rotate-pages --deskew -j2`, pictures of one kind and language bound into one PDF first."""
    sums = Sums()
    from PIL import Image

    groups: dict[tuple[str, str], list[tuple[Spoilt, Path]]] = collections.defaultdict(list)
    for picture, path in pictures:
        groups[picture.kind, picture.language].append((picture, path))
    for (kind, language), group in groups.items():
        bound, out, text = folder / "in.pdf", folder / "out.pdf", folder / "out.txt"
        opened = [Image.open(path).convert("L") for _, path in group]
        dpi = max(150.0, max(opened[0].size) / 11)
        opened[0].save(bound, save_all=True, append_images=opened[1:], resolution=dpi, quality=92)
        started, children = time.perf_counter(), _of_children()
        command = [
            program,
            "--rotate-pages",
            "--deskew",
            "-j",
            str(PROCESSES),
            "-l",
            language,
            "-q",
            "--sidecar",
            text,
            bound,
            out,
        ]
        subprocess.run(command, check=True, capture_output=True)
        sums.seconds[kind] += time.perf_counter() - started
        sums.processor[kind] += _of_children() - children
        read = text.read_text(encoding="utf-8").split("\f")
        for number, (picture, _) in enumerate(group):
            sums.recall[kind].append(recall(picture.truth, read[number] if number < len(read) else ""))
    return sums


def _of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _shown(name: str, sums: Sums) -> None:
    print(
        f"\n{name}: recall {sums.mean:.3f}, {sums.pages_a_minute:.1f} pages a minute, {sums.processor_seconds:.2f} processor seconds a page"
    )
    for kind, (mean, lowest, speed) in sums.rows().items():
        print(f"  {kind:15} recall {mean:.3f}, lowest {lowest:.3f}, {speed:6.1f} pages a minute")


def main() -> None:
    """Make the pictures, read them and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--languages", nargs="+", default=list(LANGUAGES))
    parser.add_argument("--kinds", nargs="+", default=list(KINDS))
    parser.add_argument("--each", type=int, default=2, help="pages of each layout in each language")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--ocrmypdf", default="")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pictures: list[tuple[Spoilt, Path]] = []
        for picture in made(tuple(words.languages), words.kinds, words.each):
            path = Path(folder) / f"{picture.name}-{picture.kind}.{picture.ending}"
            path.write_bytes(picture.content)
            pictures.append((picture, path))
        print(f"{len(pictures)} pictures")
        ours, memory = by_worker(pictures, words.models, bare=False)
        _shown("this program", ours)
        print(f"  the larger process had {memory:.0f} MB (aim: under 500)")
        if words.bare:
            plain, _ = by_worker(pictures, words.models, bare=True)
            _shown("bare tesserocr", plain)
            if "clean" in plain.seconds:
                print(f"  clean pages: {plain.seconds['clean'] / ours.seconds['clean']:.0%} of its speed (aim: 95 %)")
        if words.ocrmypdf:
            other = by_ocrmypdf(pictures, words.ocrmypdf, Path(folder))
            _shown("ocrmypdf --rotate-pages --deskew -j2", other)
            times = ours.pages_a_minute / other.pages_a_minute
            spent = other.processor_seconds / ours.processor_seconds
            print(
                f"  this program reads {times:.2f} times as many pages (aim: 1.5), by processor time {spent:.2f} times"
            )


if __name__ == "__main__":
    main()
