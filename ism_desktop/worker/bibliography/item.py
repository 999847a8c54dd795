"""One publication as a file tells it, or why one is refused: what every reader of a format yields. Runs in the worker process."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import MAX_PUBLICATION_CHARACTERS
from ism_desktop.worker.values import NOTICE_KEYS

_PMID = re.compile(r"\d{1,9}")
_DOI = re.compile(
    r"10\.\d{4,9}/[^\s\"<>]+(?:<\d[^\s\"<>]*>[^\s\"<>]+)?"
)  # those of the last century hold “<1661::AID-SIM968>”
_ABOUT = 200


class Unreadable(Exception):
    """What stands there is no publication, for the reason `reason`, one of `values.PUBLICATION_REFUSALS`. `about` helps to find it."""

    def __init__(self, reason: str, about: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about


@dataclass(slots=True)
class Item:
    """What a reader found; texts are plain, `published` is as `2019`, `2019-05` or `2019-05-03`, `notices` are keys with their texts."""

    pmid: str = ""
    doi: str = ""
    title: str = ""
    authors: str = ""
    journal: str = ""
    published: str = ""
    abstract: str = ""
    types: list[str] = field(default_factory=list[str])
    notices: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def message(self) -> Message:
        """As it crosses the pipe. Raises Unreadable."""
        about = f"PMID {self.pmid}" if self.pmid else self.title
        if not self.title:
            raise Unreadable("no_title", about or self.journal)
        notices = [pair for pair in dict.fromkeys(self.notices) if pair[0] in NOTICE_KEYS]
        texts = (self.title, self.authors, self.journal, self.abstract, *self.types, *(text for _, text in notices))
        if sum(len(text) for text in texts) > MAX_PUBLICATION_CHARACTERS:
            raise Unreadable("too_long", about)
        return {
            "pmid": self.pmid,
            "doi": self.doi,
            "title": self.title,
            "authors": self.authors,
            "journal": self.journal,
            "published": self.published,
            "abstract": self.abstract,
            "types": list(dict.fromkeys(self.types)),
            "notices": notices,
        }


Found = Iterator[Item | Unreadable]
"""What a reader of a format yields, in the order of the file; nothing that stands there is left out silently."""


def as_pmid(text: str) -> str:
    """A PubMed number; empty for anything else."""
    text = text.strip()
    return (text.lstrip("0") if _PMID.fullmatch(text) else "") or ""


def as_doi(text: str) -> str:
    """The DOI in a text, in small letters, as DOIs are compared; empty where there is none."""
    found = _DOI.search(text)
    doi = found[0].rstrip(".,;") if found else ""
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;")
    return doi.lower()


def refusal(error: Unreadable, number: int) -> Message:
    """A refusal as it crosses the pipe; `number` counts from 1 in the order of the file."""
    return {"refused": error.reason, "number": number, "about": " ".join(error.about.split())[:_ABOUT]}


def listed(names: Iterable[str]) -> str:
    """Names as a list of authors is written."""
    return ", ".join(name for name in (" ".join(name.split()) for name in names) if name)
