"""Made files of publications, as PubMed saves them: of any number, each record with what real ones have of lines that nobody reads."""

import random

_WORDS = (
    "mast",
    "cell",
    "mastocytosis",
    "tryptase",
    "baseline",
    "cohort",
    "patients",
    "adults",
    "bone",
    "marrow",
    "symptom",
    "placebo",
    "controlled",
    "variant",
    "allele",
    "median",
    "registry",
    "outcome",
    "between",
    "treatment",
    "response",
)


def medline(count: int, *, first: int = 1, chance: int = 7, retracted: frozenset[int] = frozenset()) -> bytes:
    """Records with the numbers from `first` on; those in `retracted` are marked as PubMed marks them."""
    return "\n".join(
        _record(number, random.Random(chance + number), number in retracted) for number in range(first, first + count)
    ).encode()


def _record(number: int, chance: random.Random, is_retracted: bool) -> str:
    lines = [
        ("PMID", str(30_000_000 + number)),
        ("OWN", "NLM"),
        ("STAT", "MEDLINE"),
        ("DCOM", "20240105"),
        ("LR", "20240106"),
        ("IS", "1234-5678 (Electronic)"),
        ("VI", str(chance.randint(1, 90))),
        ("DP", f"{chance.randint(1995, 2026)} {chance.choice(('Jan', 'Mar 5', 'Nov-Dec', 'Sep 30'))}"),
        ("TI", f"{_words(chance, 14).capitalize()} {number}."),
        ("PG", "1-9"),
        ("LID", f"10.1234/made.{number} [doi]"),
        ("AB", f"BACKGROUND: {_words(chance, 60)}. METHODS: {_words(chance, 60)}. RESULTS: {_words(chance, 80)}."),
        ("CI", "Copyright (c) nobody."),
    ]
    for _ in range(chance.randint(2, 12)):
        name = chance.choice(_WORDS).capitalize()
        lines += [
            ("FAU", f"{name}, Anna"),
            ("AU", f"{name} A"),
            ("AD", f"Department of {_words(chance, 12)}, Town, Country."),
        ]
    lines += [
        ("LA", "eng"),
        ("PT", "Journal Article"),
        ("PT", chance.choice(("Review", "Case Reports", "Practice Guideline"))),
    ]
    if is_retracted:
        lines += [
            ("PT", "Retracted Publication"),
            ("RIN", f"Made J. 2026;1:1. doi: 10.1234/r. PMID: {40_000_000 + number}"),
        ]
    lines += [("PL", "England"), ("TA", "Made J"), ("JT", "The made journal"), ("JID", "123456")]
    lines += [
        ("MH", f"{chance.choice(_WORDS).capitalize()}/*{chance.choice(_WORDS)}") for _ in range(chance.randint(5, 18))
    ]
    lines += [("SO", f"Made J. 2024;1:1-9. doi: 10.1234/made.{number}.")]
    return "\n".join(_folded(tag, text) for tag, text in lines) + "\n"


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS, k=count))


def _folded(tag: str, text: str) -> str:
    """A field as PubMed folds it, at some 80 letters."""
    lines, line = [], f"{tag:<4}-"
    for word in text.split():
        if len(line) + len(word) > 86:
            lines.append(line)
            line = "     "
        line = f"{line} {word}"
    return "\n".join([*lines, line])
