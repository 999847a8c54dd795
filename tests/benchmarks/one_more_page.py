"""Whether one more page comes in as fast among 20,000 documents as into an empty vault: `python -m tests.benchmarks.one_more_page`.

A PDF of a page is imported many times into each, in turns, with all that an import does: inspecting, reading, encrypting, comparing with
every document that is there. Printed are medians of time and of the processor, in milliseconds, also of two empty vaults: how far these
are apart is what the machine itself makes of it.
"""

import random
import statistics
import tempfile
import time
from pathlib import Path

from ism_desktop.documents import import_documents
from ism_desktop.documents.sketches import MOST, Sketch, Sketches, with_sketches
from ism_desktop.records.kinds.documents import DOCUMENTS, contents_since
from ism_desktop.vault import KeyCost, Vault, create
from ism_desktop.worker import Workers
from tests.benchmarks.list_speed import fill
from tests.worker import files

HELD, RUNS = 20_000, 40
_WORDS = "Tryptase was 24 and the patient feels well. We suggest another visit in twelve months. "


def _filled(vault: Vault) -> None:
    """Documents, and a sketch of each as an import leaves it."""
    fill(vault, DOCUMENTS, HELD)
    chance = random.Random(1)
    with vault.read() as session:
        contents = contents_since(session, -1)

    def put(kept: Sketches) -> None:
        for document_id, content in contents.items():
            kept.put(document_id, content, Sketch(frozenset(chance.randrange(2**32) for _ in range(MOST))))

    with_sketches(vault, put)


def _import(vault: Vault, workers: Workers, desk: Path, number: int) -> tuple[float, float]:
    """Milliseconds of time and of the processor for one more page."""
    path = desk / f"{number}.pdf"
    path.write_bytes(files.text_pdf(f"Report {number} {random.Random(number).random()} {_WORDS}"))
    began, worked = time.perf_counter(), time.process_time()
    import_documents(vault, workers, [path])
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def main() -> None:
    """Measure all three."""
    with tempfile.TemporaryDirectory() as folder, Workers() as workers:
        vaults: dict[str, Vault] = {}
        for name in ("an empty vault", "another empty vault", f"{HELD} documents"):
            place = Path(folder) / str(len(vaults))
            place.mkdir()
            vaults[name] = create(place / "vault", "correct horse battery staple", cost=KeyCost(8 * 1024, 1, 1))
        _filled(vaults[f"{HELD} documents"])
        spent: dict[str, list[tuple[float, float]]] = {name: [] for name in vaults}
        for number in range(RUNS):
            for name, vault in vaults.items():
                spent[name].append(_import(vault, workers, vault.path.parent, number))
        for name, each in spent.items():
            wall, worked = (statistics.median(times) for times in zip(*each[2:], strict=True))
            print(f"one more page into {name}: {wall:.1f} ms, of the processor {worked:.1f} ms")
            vaults[name].close()


if __name__ == "__main__":
    main()
