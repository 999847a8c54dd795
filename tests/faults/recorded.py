"""What the real worker processes said of a few files, recorded once: so thousands of imports need no process of their own."""

import hashlib
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self, cast

from ism_desktop.documents import texts
from ism_desktop.progress import Progress, no_progress
from ism_desktop.worker import PageText, Picture, SourceFile, Workers


@dataclass(frozen=True)
class Recording:
    """One file, and everything that an import asks about it."""

    name: str
    content: bytes
    source: SourceFile
    pages: list[PageText]
    picture: Picture

    @property
    def title(self) -> str:
        return Path(self.name).stem

    @property
    def digests(self) -> tuple[str, str]:
        """Of the content, and of its plain text."""
        text = "".join(page.text for page in self.pages).encode()
        return self.source.sha256, hashlib.sha256(text).hexdigest()

    @property
    def packed_digest(self) -> str:
        """Of the text as it lies in its own file."""
        return hashlib.sha256(texts.packed(self.pages, self.source.page_sizes)).hexdigest()


class RecordedWorkers:
    """Answers as the worker did."""

    def __init__(self, recordings: Sequence[Recording]) -> None:
        self.recordings = list(recordings)
        self._by_digest = {recording.source.sha256: recording for recording in recordings}

    @classmethod
    def load(cls, path: Path) -> Self:
        return cls(pickle.loads(path.read_bytes()))

    def as_workers(self) -> Workers:
        """The same, for the type checker: an import asks for nothing but the three methods below."""
        return cast("Workers", self)

    def _of(self, untrusted: bytes) -> Recording:
        return self._by_digest[hashlib.sha256(untrusted).hexdigest()]

    def inspect(self, untrusted: bytes, name: str) -> SourceFile:
        return self._of(untrusted).source

    def read_text(
        self, untrusted: bytes, media_type: str, pages: Sequence[int] | None = None, progress: Progress = no_progress
    ) -> list[PageText]:
        return self._of(untrusted).pages

    def render(self, untrusted: bytes, media_type: str, page: int, dpi: float, *, within: int = 0) -> Picture:
        return self._of(untrusted).picture
