"""Picture files read with Pillow: each frame of a TIFF and each picture of a HEIC a page, turned as the camera noted it.

Every job opens its frame anew, so that the first look and the later ones are the same. A picture of which something is missing is
decoded as far as it goes. Runs in the worker process only. Pillow's own warning about bombs is an error here, and only the formats of
`_FORMATS` can be opened at all.
"""

import io
import time
import warnings
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import pi_heif
from PIL import Image, ImageFile

from ism_desktop.media_types import AVIF, BMP, GIF, HEIC, JPEG, JPEG_2000, PNG, TIFF, WEBP
from ism_desktop.worker.day_taken import day_in, day_taken
from ism_desktop.worker.jpeg_segments import END, is_whole
from ism_desktop.worker.limits import MAX_PAGES, MAX_SIDE_PIXELS
from ism_desktop.worker.noted_facts import notice, notice_beside, turn_and_resolution
from ism_desktop.worker.pdfium import Pixels, fitting_scale
from ism_desktop.worker.picture_buffer import Pieces, Whole
from ism_desktop.worker.picture_colours import blank, is_even, plain, scalable
from ism_desktop.worker.png_parts import PngParts
from ism_desktop.worker.private_facts import picture_alone
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.tiff_pages import TiffPages

_FORMATS = {
    JPEG: "JPEG",
    PNG: "PNG",
    TIFF: "TIFF",
    HEIC: "HEIF",
    AVIF: "AVIF",
    WEBP: "WEBP",
    GIF: "GIF",
    BMP: "BMP",
    JPEG_2000: "JPEG2000",
}
# Those that are turned by the notes beside them. A HEIC says itself how it is turned, and its decoder does it.
_TURNED_BY_NOTES = (PNG, AVIF, WEBP)
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
# The size of a page that cannot be read: a sheet of paper.
_BLANK_SIZE = (595.0, 842.0)
# Pages are decoded at inspection to see whether they are whole; those that there is no time for are seen when they are read.
_SECONDS_FOR_CHECKING = 6.0

warnings.simplefilter("error", Image.DecompressionBombWarning)
cast("Any", pi_heif).register_heif_opener(thumbnails=False, decode_threads=2)


@dataclass(slots=True)
class Frame:
    """A frame as it is stored: Pillow's picture, its EXIF orientation, and whether its deep grey counts from white."""

    image: Image.Image
    turn: int = 1
    from_white: bool = False


class PictureFile:
    """An open picture file. Pages are counted from 0."""

    def __init__(self, untrusted: Any, media_type: str) -> None:
        """Open the bytes in the writable buffer `untrusted`. Raises Refusal."""
        self.bytes = memoryview(untrusted)
        self.media_type = media_type
        # Of TIFF the pages, of PNG the parts of its picture. A phone's JPEG may carry a second picture (depth, preview): the first one
        # is the photo.
        self._tiff = TiffPages(self.bytes) if media_type == TIFF else None
        # A JPEG is decoded without its notes, as it goes into the binder: faults in them cost nothing.
        self._jpeg = picture_alone(self.bytes) if media_type == JPEG else []
        self._camera = turn_and_resolution(self.bytes) if media_type == JPEG else (1, None)
        self.png = PngParts(self.bytes) if media_type == PNG else None
        self._is_other = media_type not in (JPEG, PNG, TIFF)
        self.pages = 1 if self._tiff is None else len(self._tiff.pages)
        self._is_moving = False
        if self._is_other:
            self._count()
        if self.pages > MAX_PAGES:
            raise Refusal("pages")
        if self.pages < 1:
            raise Refusal("damaged")
        self._unreadable: list[int] = []
        self._incomplete: list[int] = []

    def close(self) -> None:
        """Release the buffer."""
        self.png = self._tiff = None
        self._jpeg = []

    def title(self) -> str:
        """Pictures name themselves after the camera at best."""
        return ""

    def notices(self) -> list[tuple[str, list[int], list[str]]]:
        """What the person should know about this file, as rows of `shapes.Notice` with pages from 0. Needs `check` before it."""
        rows: list[tuple[str, list[int], list[str]]] = []
        if self._unreadable:
            rows.append(("unreadable_pages", self._unreadable, []))
        if self._incomplete or (self._tiff is not None and self._tiff.is_cut):
            rows.append(("incomplete_picture", self._incomplete if self.pages > 1 else [], []))
        if self._is_moving:
            rows.append(("first_picture", [], []))
        if self._is_other:
            return rows + notice_beside(*self._beside())
        places = [] if self._tiff is None else [page.place for page in self._tiff.pages]
        return rows + notice(self.bytes, self.media_type, places)

    def day_taken(self) -> date | None:
        """The day that the camera noted; None without one."""
        if self._is_other:
            return day_in(self._beside()[0])
        places = [] if self._tiff is None else [page.place for page in self._tiff.pages]
        return day_taken(self.bytes, self.media_type, places)

    def check(self) -> None:
        """Decode the pages, so that what is missing is known before anything is kept. Raises Refusal where no page can be read."""
        self._unreadable, self._incomplete = [], []
        reason: Refusal | None = None
        started = time.process_time()
        for page in range(self.pages):
            if page and time.process_time() - started > _SECONDS_FOR_CHECKING:
                break
            try:
                if not self._is_whole(page):
                    self._incomplete.append(page)
            except Refusal as refusal:
                reason = reason or refusal
                self._unreadable.append(page)
        if reason is not None and len(self._unreadable) == self.pages:
            raise reason

    def page_size(self, page: int) -> tuple[float, float]:
        """Width and height in points, as shown; those of a sheet of paper where the page cannot be read."""
        try:
            with self._refusing():
                frame = self._frame(page)
        except Refusal:
            if self.pages == 1:
                raise
            return _BLANK_SIZE
        x_dpi, y_dpi = resolution(frame.image)
        width, height = frame.image.width * 72 / x_dpi, frame.image.height * 72 / y_dpi
        return (height, width) if frame.turn in _QUARTER_TURNS else (width, height)

    def pixels(self, page: int, dpi: float, *, grey: bool) -> Pixels:
        """A frame at the resolution `dpi`, or as finely as the limits allow."""
        width, height = self.page_size(page)
        scale = fitting_scale(width, height, dpi / 72)
        return self._scaled(page, max(1, round(width * scale)), max(1, round(height * scale)), grey=grey)

    def own_pixels(self, page: int) -> Pixels:
        """A frame in grey for OCR: pixel for pixel where its pixels are square and not too many."""
        width, height = self.page_size(page)
        with self._refusing():
            finest = max(resolution(self._frame(page).image))
        scale = fitting_scale(width, height, finest / 72)
        return self._scaled(page, max(1, round(width * scale)), max(1, round(height * scale)), grey=True)

    def upright(self, page: int) -> Image.Image:
        """A decoded frame, turned upright, on white, in mode 1, L or RGB."""
        with self._refusing():
            frame, _ = self._decoded(page)
            return _turned(plain(frame.image, from_white=frame.from_white), frame.turn)

    def frame(self, page: int) -> Frame:
        """A frame not yet decoded."""
        with self._refusing():
            return self._frame(page)

    def _opened(self, page: int) -> Image.Image:
        if self._tiff is not None:
            self._tiff.put_first(self._tiff.pages[page])
            return Image.open(cast("Any", Whole(self.bytes)), formats=[_FORMATS[TIFF]])
        if not self._is_other:
            return self._from([*self._jpeg, END] if self.png is None else self.png.pieces())
        image = self._from([self.bytes])
        if page:
            image.seek(page)
        return image

    def _count(self) -> None:
        """How many pictures there are: those of a HEIC are pages, those of a moving picture are not."""
        with self._refusing():
            image = self._from([self.bytes])
            frames = int(getattr(image, "n_frames", 1))
        if self.media_type == HEIC:
            self.pages = frames
        else:
            self._is_moving = frames > 1

    def _beside(self) -> tuple[bytes, bytes, bytes]:
        """What stands beside the first picture: EXIF, XMP, and a comment."""
        with self._refusing():
            info = self._from([self.bytes]).info
        found = (info.get("exif"), info.get("xmp"), info.get("comment"))
        exif, xmp, comment = (one if isinstance(one, bytes) else str(one or "").encode() for one in found)
        return exif.removeprefix(b"Exif\0\0"), xmp, comment

    def _from(self, pieces: Sequence[bytes | memoryview]) -> Image.Image:
        return Image.open(cast("Any", io.BufferedReader(Pieces(pieces))), formats=[_FORMATS[self.media_type]])

    def _frame(self, page: int) -> Frame:
        if not 0 <= page < self.pages:
            raise Refusal("page")
        image = self._opened(page)
        if max(image.size) > MAX_SIDE_PIXELS or min(image.size) < 1:
            raise Refusal("pixels")
        if self._tiff is None:
            turn, dpi = self._camera
            if dpi is not None:
                image.info.setdefault("dpi", dpi)
            if self.media_type in _TURNED_BY_NOTES:
                turn = orientation(image)
            return Frame(image, turn)
        nothing = Image.Exif()
        # The turn is known already. Were Pillow to look for it once more, it would find one in the XMP, or fail at other notes.
        cast("Any", nothing)._loaded = True  # noqa: SLF001
        cast("Any", image)._exif = nothing  # noqa: SLF001
        known = self._tiff.pages[page]
        return Frame(image, known.turn, known.from_white)

    def _decoded(self, page: int, draft: tuple[str, tuple[int, int]] | None = None) -> tuple[Frame, bool]:
        """A decoded frame and whether all of it could be decoded. `draft` is a mode and a size for decoding a JPEG smaller."""

        def drafted() -> Frame:
            frame = self._frame(page)
            if draft is not None and self.media_type == JPEG:
                frame.image.draft(draft[0] or frame.image.mode, draft[1])
            return frame

        frame = drafted()
        try:
            frame.image.load()
        except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise
        except Exception:  # noqa: BLE001 - on damaged files Pillow raises any error there is
            del frame
        else:
            return frame, True
        frame = drafted()
        image = frame.image
        cast("Any", image).im = blank(image).im
        with _leniently():
            image.load()
        frame.image = cast("Any", image)._new(image.im)  # noqa: SLF001 - what there is, without the file that ends too early
        if is_even(plain(frame.image)):
            raise Refusal("page" if self.pages > 1 else "damaged")
        return frame, False

    def _is_whole(self, page: int) -> bool:
        with self._refusing():
            if self.media_type == JPEG:
                whole = is_whole(self.bytes, self._jpeg, self._from)
                frame, decoded = self._decoded(
                    page, ("L", (1, 1))
                )  # all bytes are read, an eighth of the pixels is kept
                # What the decoder had no rows for is of one grey.
                if not whole and cast("Any", plain(frame.image)).getcolors(2) is not None:
                    raise Refusal("damaged")
                return whole and decoded
            return self._decoded(page)[1]

    def _scaled(self, page: int, width: int, height: int, *, grey: bool) -> Pixels:
        """A frame in this size, as shown. It is made smaller before anything else, since a large one hardly fits the memory once."""
        with self._refusing():
            frame = self._frame(page)
            turn, from_white = frame.turn, frame.from_white
            size = (height, width) if turn in _QUARTER_TURNS else (width, height)
            mode = "L" if grey and frame.image.mode == "RGB" else frame.image.mode
            del frame
            picture = scalable(self._decoded(page, (mode, size))[0].image, from_white=from_white)
            if picture.size != size:
                # A gap of 1 takes whole steps first: the next larger one needs a second copy half as large as the first.
                picture = cast("Any", picture).resize(size, Image.Resampling.BILINEAR, reducing_gap=1.0)
            picture = _turned(plain(picture), turn)
            mode = "L" if grey else "RGB"
            if picture.mode != mode:
                picture = picture.convert(mode)
        return Pixels(width, height, 1 if grey else 3, picture.tobytes())

    @contextmanager
    def _refusing(self) -> Generator[None]:
        """Turn Pillow's complaints into a Refusal: of the page where there are others, else of the file."""
        try:
            yield
        except (Refusal, MemoryError):
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Refusal("pixels") from error
        except Exception as error:
            raise Refusal("page" if self.pages > 1 else "damaged") from error


def resolution(image: Image.Image) -> tuple[float, float]:
    """Dots per inch in both directions.

    What the file says is believed where it makes a sheet of paper. Else (nothing said, or 72 for want of a better number on a phone's
    photo) the picture is taken as a page of 11 inches, and never as coarser than 150 dpi.
    """
    stated: object = image.info.get("dpi")
    if isinstance(stated, tuple):
        pair = cast("tuple[Any, ...]", stated)
        if len(pair) == 2:
            x, y = float(pair[0]), float(pair[1])
            low, high = _PLAUSIBLE_DPI
            if low <= x <= high and low <= y <= high and max(image.width / x, image.height / y) <= _LONGEST_SIDE_INCHES:
                return x, y
    guessed = max(_LOWEST_GUESSED_DPI, max(image.size) / _PAGE_INCHES)
    return guessed, guessed


def orientation(image: Image.Image) -> int:
    """The EXIF orientation of a picture not yet decoded, 1 where there is none."""
    if "exif" not in image.info:
        return 1  # Pillow would decode the whole picture to see whether a note stands behind it
    try:
        value: object = image.getexif().get(_ORIENTATION, 1)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - notes that cannot be read say nothing
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _turned(image: Image.Image, turn: int) -> Image.Image:
    return image.transpose(_UPRIGHT[turn]) if turn in _UPRIGHT else image


@contextmanager
def _leniently() -> Generator[None]:
    """Have Pillow decode as far as it can, and pass over its complaint at the end."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise
    except Exception:  # noqa: BLE001, S110 - what was decoded is looked at
        pass
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
