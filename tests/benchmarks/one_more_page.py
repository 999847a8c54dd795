"""Whether one more page comes in as fast among 20,000 documents as into an empty vault: `python -m tests.benchmarks.one_more_page`.

A PDF of a page is imported some times into each, with all that an import does: inspecting, reading, encrypting, comparing with every
document that is there. Printed are the medians of time and of the processor, in milliseconds; on a busy machine only the second says much.
"""

import random
import statistics
import tempfile
import time
from pathlib import Path

from ism_desktop.documents import import_documents
from ism_desktop.documents.sketches import MOST, Sketch, Sketches
from ism_desktop.records.kinds.documents import DOCUMENTS, all_ids
from ism_desktop.vault import KeyCost, Vault, create
from ism_desktop.worker import Workers
from tests.benchmarks.list_speed import fill
from tests.worker import files

HELD, RUNS = 20_000, 9
_WORDS = "Tryptase was 24 and the patient feels well. We suggest another visit in twelve months. "


def _filled(vault: Vault) -> None:
    """Documents, and a sketch of each as an import leaves it."""
    fill(vault, DOCUMENTS, HELD)
    chance, sketches = random.Random(1), Sketches()
    with vault.read() as session:
        for document_id in all_ids(session):
            sketches.add(document_id, Sketch(frozenset(chance.randrange(2**32) for _ in range(MOST))))
    vault.cache_files.put("likeness", sketches.packed())


def measured(vault: Vault, workers: Workers, desk: Path) -> tuple[float, float]:
    """The medians of time and of the processor."""
    wall: list[float] = []
    spent: list[float] = []
    for number in range(RUNS):
        path = desk / f"{number}.pdf"
        path.write_bytes(files.text_pdf(f"Report {number} {random.Random(number).random()} {_WORDS}"))
        began, worked = time.perf_counter(), time.process_time()
        import_documents(vault, workers, [path])
        wall.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - worked) * 1000)
    return statistics.median(wall[1:]), statistics.median(spent[1:])


def main() -> None:
    """Measure both."""
    with tempfile.TemporaryDirectory() as folder, Workers() as workers:
        for name, number in (("an empty vault", 0), (f"{HELD} documents", HELD)):
            place = Path(folder) / str(number)
            place.mkdir()
            vault = create(place / "vault", "correct horse battery staple", cost=KeyCost(8 * 1024, 1, 1))
            if number:
                _filled(vault)
            wall, spent = measured(vault, workers, place)
            print(f"one more page into {name}: {wall:.0f} ms, of the processor {spent:.0f} ms")
            vault.close()


if __name__ == "__main__":
    main()
