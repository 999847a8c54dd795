"""How fast search answers over 20,000 documents of three pages: `python -m tests.benchmarks.search_speed`.

Prints the median and the 95th percentile of 600 searches, snippets included: rare words, common words, prefixes, two words, words with a
slip in them, and words with a condition. Each is measured twice: what stands there as typed, and that with the words that are nearly
the same, which the window asks for afterwards, in the background.
"""

import random
import statistics
import tempfile
import time
from pathlib import Path

from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.search import Index
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import KeyCost, create
from tests.records.samples import values_for

DOCUMENT_COUNT, PAGE_COUNT, WORDS_A_PAGE, SEARCHES = 20_000, 3, 300, 600
MISREAD = 0.02  # of the words, as a scan's are: each adds another word to the vocabulary


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


def _misread(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word[:place] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[place + chance.randint(0, 1) :]


def _page(words: list[str], weights: list[float], chance: random.Random) -> str:
    read = chance.choices(words, weights, k=WORDS_A_PAGE)
    return " ".join(_misread(word, chance) if chance.random() < MISREAD else word for word in read)


def main() -> None:
    """Build the vault, index it, search, and print the figures."""
    chance = random.Random(7)
    words = _vocabulary(chance)
    weights = [
        1 / (rank + 1) for rank in range(len(words))
    ]  # natural language: few words stand everywhere, most are rare
    pages = {
        f"{number:032x}": [_page(words, weights, chance) for _ in range(PAGE_COUNT)] for number in range(DOCUMENT_COUNT)
    }
    with tempfile.TemporaryDirectory() as folder:
        vault = create(Path(folder) / "vault", "a benchmark passphrase", cost=KeyCost(8192, 1, 1))
        with vault.write() as session:
            for number in range(DOCUMENT_COUNT):
                values = values_for(DOCUMENTS, number) | {
                    "text_file_id": f"{number:032x}",
                    "document_date": PartialDate(2000 + number % 25, 1 + number % 12),
                    "source": f"Dr {words[number % 40]}",
                }
                store.save(session, DOCUMENTS, values)
        index = Index(vault, pages.__getitem__)
        started = time.perf_counter()
        index.catch_up()
        print(f"indexed {DOCUMENT_COUNT * PAGE_COUNT} pages in {time.perf_counter() - started:.1f} s")
        started = time.perf_counter()
        index.close()
        index = Index(vault, pages.__getitem__)
        index.nearly("mastocytosis", 0)
        print(f"the first search for similar words, which reads the vocabulary: {time.perf_counter() - started:.2f} s")
        _measure(index, [_query(chance, words, weights, number) for number in range(SEARCHES)])
        index.close()
        vault.close()


def _measure(index: Index, queries: list[str]) -> None:
    exact: list[float] = []
    both: list[float] = []
    by_sort: dict[int, list[float]] = {}
    for number, query in enumerate(queries):
        started = time.perf_counter()
        found = index.search(query)
        exact.append((time.perf_counter() - started) * 1000)
        index.nearly(query, len(found))
        both.append((time.perf_counter() - started) * 1000)
        by_sort.setdefault(number % SORTS, []).append(both[-1])
    for name, times in (("as typed", sorted(exact)), ("with similar words", sorted(both))):
        high = times[int(len(times) * 0.95)]
        print(
            f"{name}: median {statistics.median(times):.1f} ms, 95th percentile {high:.1f} ms, worst {times[-1]:.1f} ms"
        )
    for sort, times in by_sort.items():
        print(f"  {SORT_NAMES[sort]}: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")
    print("aim: 95th percentile under 50 ms")


SORT_NAMES = ("rare word", "common word", "prefix", "two words", "with a slip", "with a condition")
SORTS = len(SORT_NAMES)


def _query(chance: random.Random, words: list[str], weights: list[float], number: int) -> str:
    common = chance.choices(words, weights)[0]
    match number % SORTS:
        case 0:
            return chance.choice(words)
        case 1:
            return common
        case 2:
            return common[:3]
        case 3:
            return " ".join(chance.choices(words, weights, k=2))
        case 4:
            return _misread(common, chance)
        case _:
            return f"{common} {chance.choice(['after:2020', 'year:2011', 'kind:blood', f'from:{words[7]}'])}"


if __name__ == "__main__":
    main()
