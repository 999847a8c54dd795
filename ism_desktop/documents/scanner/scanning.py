"""Scanning: each page comes through a pipe into memory. Nothing is written to the disk that the record has not encrypted."""

import io
import os
import select
import subprocess
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from ism_desktop.documents.scanner.abilities import Scanner, command, environment
from ism_desktop.errors import ScannerFailed
from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.progress import Progress, no_progress
from ism_desktop.worker.limits import MAX_FILE_BYTES
from ism_desktop.worker.page_transform import number
from ism_desktop.worker.pdf_copy import Written
from ism_desktop.worker.pdf_out import PAGES, PdfOut
from ism_desktop.worker.png_parts import PngParts

_NO_MORE = 7  # SANE_STATUS_NO_DOCS
_AGAIN = tr_lazy("Then scan again.")
# SANE's own numbers of what went wrong (sane.h), which the program ends with.
_FAULTS: dict[int, tuple[LazyText, LazyText]] = {
    3: (tr_lazy("The scanner is busy."), tr_lazy("Wait until it is ready, or close the other program that uses it.")),
    6: (tr_lazy("Paper is stuck in the feeder."), tr_lazy("Take it out, put the remaining sheets in, and scan again.")),
    _NO_MORE: (tr_lazy("There is no paper in the feeder."), tr_lazy("Put the sheets in, and scan again.")),
    8: (tr_lazy("The cover of the scanner is open."), tr_lazy("Close it, and scan again.")),
    11: (
        tr_lazy("You have no permission to use this scanner."),
        tr_lazy("On many systems your account has to belong to the group “scanner”."),
    ),
}
_GREY, _COLOUR = 0, 2
_PIECE = 1 << 16
_SECONDS_BETWEEN_LOOKS = 0.2
_PACKING = 6


@dataclass(frozen=True, slots=True)
class ScanWish:
    """How a page is scanned; `width` and `height` in millimetres, 0 for as large as the scanner takes by itself."""

    scanner: Scanner
    source: str = ""
    mode: str = ""
    dpi: int = 300
    width: float = 0.0
    height: float = 0.0

    @property
    def has_feeder(self) -> bool:
        """Whether sheet after sheet is taken."""
        return any(word in self.source.casefold() for word in ("feeder", "adf", "duplex"))

    def words(self) -> list[str]:
        """The options of the command."""
        words = ["-d", self.scanner.device, "--format=png", f"--resolution={self.dpi}"]
        words += [f"--source={self.source}"] if self.source else []
        words += [f"--mode={self.mode}"] if self.mode else []
        return words + (["-x", f"{self.width:g}", "-y", f"{self.height:g}"] if self.width and self.height else [])


class Scan:
    """One run. `stop` may be called from any thread."""

    def __init__(self, wish: ScanWish) -> None:
        self._wish = wish
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self.is_stopped = False

    def pages(self, most: int = 200, progress: Progress = no_progress) -> Iterator[bytes]:
        """PNG pictures, one after the other: of a feeder until it is empty. Raises ScannerFailed; ends early when stopped.

        `progress` is asked several times in a second, and what it raises ends the run in the middle of a page.
        """
        for count in range(most if self._wish.has_feeder else 1):
            status, picture = self._page(progress)
            if self.is_stopped:
                return
            if status == _NO_MORE and count:
                return
            if status or not picture:
                raise _failed(status)
            yield picture

    def stop(self) -> None:
        """End the run: the scanner is told, and its page is dropped."""
        with self._lock:
            self.is_stopped = True
            if self._process is not None:
                self._process.terminate()

    def _page(self, progress: Progress) -> tuple[int, bytes]:
        with self._lock:
            if self.is_stopped:
                return 0, b""
            try:
                self._process = subprocess.Popen(  # noqa: S603 - the system's own program, no shell
                    command(*self._wish.words()),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment(),
                )
            except OSError as error:
                raise _failed(-1) from error
            process = self._process
        try:
            return self._read(process, progress)
        finally:
            with suppress(OSError):
                process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    @staticmethod
    def _read(process: "subprocess.Popen[bytes]", progress: Progress) -> tuple[int, bytes]:
        picture = io.BytesIO()
        out = process.stdout
        while out is not None:
            progress(0, 0, "")
            # A scanner may say nothing for half a minute; whoever locks the record meanwhile does not wait for it.
            if not select.select([out], [], [], _SECONDS_BETWEEN_LOOKS)[0]:
                continue
            piece = os.read(out.fileno(), _PIECE)
            if not piece:
                break
            picture.write(piece)
            if picture.tell() > MAX_FILE_BYTES:
                return -1, b""
        return process.wait(), picture.getvalue()


def _failed(status: int) -> ScannerFailed:
    what, advice = _FAULTS.get(
        status,
        (
            tr_lazy("The scanner stopped in the middle of a page."),
            tr_lazy("Check that it is switched on and connected, and scan this page again."),
        ),
    )
    return ScannerFailed(str(what), str(advice))


def joined(pages: Iterable[tuple[bytes, int]]) -> bytes:
    """One PDF of scanned pages, each with its dots per inch, as it came, without loss. Raises ScannerFailed where a picture is none."""
    out = io.BytesIO()
    pdf = PdfOut(out)
    for page, dpi in pages:
        written = Written(pdf.next)
        pdf.pages.append(_sheet(written, page, dpi))
        pdf.add(written.lengths, bytes(written.bytes()), written.next)
    pdf.finish((), (), {})
    return out.getvalue()


def require_page(page: bytes) -> None:
    """See that a picture can become a page. Raises ScannerFailed."""
    _parts(page)


def _parts(page: bytes) -> PngParts:
    try:
        png = PngParts(memoryview(page))
    except Exception as error:
        raise _failed(-1) from error
    if png.is_interlaced or png.colours not in (_GREY, _COLOUR) or png.bits > 8:
        raise ScannerFailed(tr("The scanner gives pictures of a kind that cannot be kept."), tr("Choose another mode."))
    return png


def _sheet(written: Written, page: bytes, dpi: int) -> int:
    png = _parts(page)
    channels = 3 if png.colours == _COLOUR else 1
    picture = written.add_stream(
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d /ColorSpace %b /Filter /FlateDecode"
        b" /DecodeParms <</Predictor 15 /Colors %d /BitsPerComponent %d /Columns %d>>"
        % (
            *(png.width, png.height, png.bits, b"/DeviceRGB" if channels == 3 else b"/DeviceGray"),
            *(channels, png.bits, png.width),
        ),
        b"".join(png.packed),
    )
    width, height = number(png.width * 72 / dpi), number(png.height * 72 / dpi)
    drawn = zlib.compress(b"q %b 0 0 %b 0 0 cm /Page Do Q" % (width, height), _PACKING)
    content = written.add_stream(b"/Filter /FlateDecode", drawn)
    sheet = written.number()
    written.add(
        sheet,
        b"<</Type /Page /Parent %d 0 R /MediaBox [0 0 %b %b] /Contents %d 0 R /Resources <</XObject <</Page %d 0 R>>>>>>"
        % (PAGES, width, height, content, picture),
    )
    return sheet
