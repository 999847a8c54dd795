"""How fast search answers over 10,000 documents of three pages: `python -m tests.benchmarks.search_speed`.

Prints the median and the 95th percentile of 400 searches, snippets included: rare words, common words, prefixes and two words.
"""

import random
import statistics
import tempfile
import time
from pathlib import Path

from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.search import Index
from ism_desktop.vault import KeyCost, create
from tests.records.samples import values_for

DOCUMENT_COUNT, PAGE_COUNT, WORDS_A_PAGE, SEARCHES = 10_000, 3, 300, 400


def _vocabulary(chance: random.Random) -> list[str]:
    syllables = [
        "mas",
        "to",
        "cy",
        "tryp",
        "ta",
        "se",
        "ren",
        "al",
        "bo",
        "ne",
        "mar",
        "row",
        "der",
        "ma",
        "flu",
        "sh",
        "hi",
        "sta",
        "min",
        "ox",
    ]
    return ["".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(20_000)]


def main() -> None:
    """Build the vault, index it, search, and print the figures."""
    chance = random.Random(7)
    words = _vocabulary(chance)
    weights = [
        1 / (rank + 1) for rank in range(len(words))
    ]  # natural language: few words stand everywhere, most are rare
    pages = {
        f"{number:032x}": [" ".join(chance.choices(words, weights, k=WORDS_A_PAGE)) for _ in range(PAGE_COUNT)]
        for number in range(DOCUMENT_COUNT)
    }
    with tempfile.TemporaryDirectory() as folder:
        vault = create(Path(folder) / "vault", "a benchmark passphrase", cost=KeyCost(8192, 1, 1))
        with vault.write() as session:
            for number in range(DOCUMENT_COUNT):
                store.save(session, DOCUMENTS, values_for(DOCUMENTS, number) | {"text_file_id": f"{number:032x}"})
        index = Index(vault, pages.__getitem__)
        started = time.perf_counter()
        index.catch_up()
        print(f"indexed {DOCUMENT_COUNT * PAGE_COUNT} pages in {time.perf_counter() - started:.1f} s")
        queries = [_query(chance, words, weights, number) for number in range(SEARCHES)]
        times: list[float] = []
        for query in queries:
            started = time.perf_counter()
            index.search(query)
            times.append((time.perf_counter() - started) * 1000)
        times.sort()
        high = times[int(len(times) * 0.95)]
        print(f"median {statistics.median(times):.1f} ms, 95th percentile {high:.1f} ms, worst {times[-1]:.1f} ms")
        print("aim: 95th percentile under 50 ms")
        index.close()
        vault.close()


def _query(chance: random.Random, words: list[str], weights: list[float], number: int) -> str:
    match number % 4:
        case 0:
            return chance.choice(words)
        case 1:
            return chance.choices(words, weights)[0]
        case 2:
            return chance.choices(words, weights)[0][:3]
        case _:
            return " ".join(chance.choices(words, weights, k=2))


if __name__ == "__main__":
    main()
