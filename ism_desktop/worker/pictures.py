"""Picture files read with Pillow: JPEG, PNG and TIFF, each frame a page, turned as the camera noted it.

Runs in the worker process only. Pillow's own warning about bombs is an error here, and only the three formats can be opened at all.
"""

import io
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

from PIL import Image

from ism_desktop.worker.limits import MAX_PAGES, MAX_RENDERED_PIXELS, MAX_SIDE_PIXELS
from ism_desktop.worker.pdfium import Pixels, fitting_scale
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.shapes import JPEG, PNG, TIFF

_FORMATS = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF"}
_ORIENTATION = 0x0112
_QUARTER_TURNS = (5, 6, 7, 8)  # EXIF orientations that swap width and height
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PLAUSIBLE_DPI = (50, 2400)
_LONGEST_SIDE_INCHES = 24
_PAGE_INCHES = 11
_LOWEST_GUESSED_DPI = 150

warnings.simplefilter("error", Image.DecompressionBombWarning)


class PictureFile:
    """An open picture file. Pages are counted from 0."""

    def __init__(self, untrusted: Any, media_type: str) -> None:
        """Open the bytes in the buffer `untrusted`. Raises Refusal."""
        self.bytes = memoryview(untrusted)
        self._stream = io.BufferedReader(_Window(untrusted))
        self.media_type = media_type
        with _refusing():
            self._image = self._opened()
            # A phone's JPEG may carry a second picture (depth, preview): the first one is the photo.
            self.pages = int(getattr(self._image, "n_frames", 1)) if media_type == TIFF else 1
        if self.pages > MAX_PAGES:
            raise Refusal("pages")

    def close(self) -> None:
        """Release the picture and the buffer under it."""
        self.bytes.release()
        self._image.close()
        self._stream.close()

    def title(self) -> str:
        """Pictures name themselves after the camera at best."""
        return ""

    def notices(self) -> list[tuple[str, list[int], list[str]]]:
        """What the person should know about this file, as rows of `shapes.Notice` with pages from 0."""
        return []

    def page_size(self, page: int) -> tuple[float, float]:
        """Width and height in points, as shown."""
        with _refusing():
            frame = self._frame(page)
            x_dpi, y_dpi = resolution(frame)
            width, height = frame.width * 72 / x_dpi, frame.height * 72 / y_dpi
            return (height, width) if orientation(frame) in _QUARTER_TURNS else (width, height)

    def pixels(self, page: int, dpi: float, *, grey: bool) -> Pixels:
        """A frame at the resolution `dpi`, or as finely as the limits allow."""
        width, height = self.page_size(page)
        scale = fitting_scale(width, height, dpi / 72)
        return self._scaled(page, max(1, round(width * scale)), max(1, round(height * scale)), grey=grey)

    def own_pixels(self, page: int) -> Pixels:
        """A frame in grey for OCR: pixel for pixel where its pixels are square and not too many."""
        width, height = self.page_size(page)
        with _refusing():
            finest = max(resolution(self._frame(page)))
        scale = fitting_scale(width, height, finest / 72)
        return self._scaled(page, max(1, round(width * scale)), max(1, round(height * scale)), grey=True)

    def upright(self, page: int) -> Image.Image:
        """A decoded frame, turned upright, on white, in mode 1, L or RGB."""
        with _refusing():
            frame = self._frame(page)
            return _turned(_plain(frame), orientation(frame))

    def check(self) -> None:
        """Decode the first page, so that a file cut short is refused before anything is kept. Raises Refusal."""
        with _refusing():
            frame = self._frame(0)
            if self.media_type == JPEG:
                frame.draft("L", (1, 1))  # all of its bytes are read, an eighth of its pixels is kept
            frame.load()
            self._forget_pixels()

    def frame(self, page: int) -> Image.Image:
        """A frame not yet decoded."""
        with _refusing():
            return self._frame(page)

    def _opened(self) -> Image.Image:
        self._stream.seek(0)
        return Image.open(cast("Any", self._stream), formats=[_FORMATS[self.media_type]])

    def _frame(self, page: int) -> Image.Image:
        if self.media_type != TIFF:
            if page != 0:
                raise Refusal("damaged")
            self._image = self._opened()  # anew for each job: only then can a JPEG be decoded in another size
        elif self._image.tell() != page:
            self._image.seek(page)
        if max(self._image.size) > MAX_SIDE_PIXELS or min(self._image.size) < 1:
            raise Refusal("pixels")
        return self._image

    def _forget_pixels(self) -> None:
        """Let go of a large decoded frame, which Pillow would keep beside everything that follows. It is opened anew when needed."""
        if self._image.width * self._image.height > MAX_RENDERED_PIXELS:
            self._image = self._opened()

    def _scaled(self, page: int, width: int, height: int, *, grey: bool) -> Pixels:
        """A frame in this size, as shown. It is made smaller before anything else, since a large one hardly fits the memory once."""
        with _refusing():
            frame = self._frame(page)
            turn = orientation(frame)
            size = (height, width) if turn in _QUARTER_TURNS else (width, height)
            if self.media_type == JPEG:
                frame.draft("L" if grey and frame.mode == "RGB" else frame.mode, size)
            picture = _scalable(frame)
            if picture.size != size:
                # A gap of 1 takes whole steps first: the next larger one needs a second copy half as large as the first.
                picture = cast("Any", picture).resize(size, Image.Resampling.BILINEAR, reducing_gap=1.0)
            del frame
            self._forget_pixels()
            picture = _turned(_plain(picture), turn)
            mode = "L" if grey else "RGB"
            if picture.mode != mode:
                picture = picture.convert(mode)
        return Pixels(width, height, 1 if grey else 3, picture.tobytes())


def resolution(frame: Image.Image) -> tuple[float, float]:
    """Dots per inch in both directions.

    What the file says is believed where it makes a sheet of paper. Else (nothing said, or 72 for want of a better number on a phone's
    photo) the picture is taken as a page of 11 inches, and never as coarser than 150 dpi.
    """
    stated: object = frame.info.get("dpi")
    if isinstance(stated, tuple):
        pair = cast("tuple[Any, ...]", stated)
        if len(pair) == 2:
            x, y = float(pair[0]), float(pair[1])
            low, high = _PLAUSIBLE_DPI
            if low <= x <= high and low <= y <= high and max(frame.width / x, frame.height / y) <= _LONGEST_SIDE_INCHES:
                return x, y
    guessed = max(_LOWEST_GUESSED_DPI, max(frame.size) / _PAGE_INCHES)
    return guessed, guessed


def orientation(frame: Image.Image) -> int:
    """The EXIF orientation, 1 where there is none."""
    if frame.format == "PNG" and "exif" not in frame.info:
        return 1  # Pillow would decode the whole picture to see whether a note stands behind it
    value: object = frame.getexif().get(_ORIENTATION, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _turned(image: Image.Image, turn: int) -> Image.Image:
    return image.transpose(_UPRIGHT[turn]) if turn in _UPRIGHT else image


def _scalable(image: Image.Image) -> Image.Image:
    """The decoded picture in a mode that can be made smaller smoothly."""
    image.load()
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("P", "PA") or "transparency" in image.info or image.mode.startswith(("I", "F")):
        return _plain(image)
    return image


def _plain(image: Image.Image) -> Image.Image:
    """The picture in mode 1, L or RGB: transparency on white, 16 bits to 8, CMYK as Pillow converts it."""
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        transparent = image.convert("RGBA")
        white = Image.new("RGB", transparent.size, "white")
        white.paste(transparent, mask=transparent.getchannel("A"))
        return white
    if image.mode in ("1", "L", "RGB"):
        return image
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image)
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits, or of 32 or floating point with values as far as they go, as grey of 8 bits."""
    low, high = cast("tuple[float, float]", image.getextrema())
    if image.mode.startswith("I;16"):
        low, high = 0, 65535
    span = (high - low) or 1

    def level(value: float) -> float:
        return (value - low) * (255 / span)

    return cast("Any", image).convert("F").point(level).convert("L")


@contextmanager
def _refusing() -> Generator[None]:
    """Turn Pillow's complaints into a Refusal."""
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal("pixels") from error


class _Window(io.RawIOBase):
    """A buffer read as a file, without a copy of it."""

    def __init__(self, buffer: Any) -> None:
        self._view = memoryview(buffer)
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: len(self._view)}[whence]
        self._place = max(0, start + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: Any) -> int:
        part = self._view[self._place : self._place + len(buffer)]
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)

    def close(self) -> None:
        self._view.release()
        super().close()
