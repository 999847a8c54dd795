"""What scanners, faxes and phones make of a page: pictures like those of the lab (`docs/reading.md`), made with numpy and Pillow."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[Any]
Random = np.random.Generator


def noisy(picture: Grey, strength: float, rng: Random) -> Grey:
    """With the grain of a camera or a scanner."""
    return np.clip(picture.astype(np.float32) + rng.normal(0, strength, picture.shape), 0, 255).astype(np.uint8)


def blurred(picture: Grey, radius: float) -> Grey:
    """Out of focus."""
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(radius)))


def resized(picture: Grey, width: int, height: int, how: Image.Resampling = Image.Resampling.BOX) -> Grey:
    """In another size."""
    return np.asarray(Image.fromarray(picture).resize((width, height), how))


def jpeg(picture: Grey, quality: int) -> bytes:
    """As a JPEG file."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "JPEG", quality=quality)
    return out.getvalue()


def png(picture: Grey) -> bytes:
    """As a PNG file."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG", compress_level=1)
    return out.getvalue()


def projected(page: Grey, corners: Grey, width: int, height: int) -> tuple[Grey, Grey]:
    """A sheet whose corners (from the top left, clockwise) lie there in a picture of this size, and where it lies (0 or 255)."""
    high, wide = page.shape[:2]
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], float)
    matrix = _projection(np.asarray(corners, float), source)
    how = (Image.Transform.PERSPECTIVE, matrix, Image.Resampling.BICUBIC)
    sheet = Image.fromarray(page).transform((width, height), *how)
    mask = Image.new("L", (wide, high), 255).transform((width, height), *how)
    return np.asarray(sheet), np.asarray(mask)


def _projection(seen: Grey, flat: Grey) -> list[float]:
    rows: list[list[Any]] = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    return list(np.linalg.solve(np.array(rows), flat.reshape(-1)))


def _table(width: int, height: int, rng: Random) -> Grey:
    """A wooden table: darker than paper, with a grain."""
    grain = rng.normal(0, 9, height).cumsum() * 0.05
    grain = (grain - grain.mean())[:, None] + rng.normal(0, 6, (height, width))
    return np.clip(98 + grain, 0, 255)


def photographed(page: Grey, rng: Random, *, wide: int = 1814, high: int = 2419, corners: Grey | None = None) -> Grey:
    """On a table, from a corner, with a shadow over a part of it."""
    if corners is None:
        jitter = rng.uniform(-72, 72, (4, 2))
        corners = np.array([[252, 198], [1590, 270], [1680, 2220], [150, 2136]]) + jitter
    sheet, mask = projected(page, corners, wide, high)
    photo = np.where(mask > 127, sheet, _table(wide, high, rng))
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    light = 0.55 + 0.4 * (x / wide) * (1 - 0.3 * y / high)
    edge = rng.uniform(1.36, 1.78) * high
    light = light * (1 - 0.38 / (1 + np.exp(np.clip(edge - 1.0 * y - 0.6 * x, -900, 900) / 22)))
    return noisy(blurred(np.clip(photo * light, 0, 255).astype(np.uint8), 0.84), 5, rng)


def _moved(picture: Grey, dx: Grey, dy: Grey) -> Grey:
    """Each pixel taken from where it lies after moving by dx, dy; between pixels in a straight line."""
    high, wide = picture.shape
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    x, y = np.clip(x + dx, 0, wide - 1.01), np.clip(y + dy, 0, high - 1.01)
    left, top = x.astype(np.int32), y.astype(np.int32)
    across, down = x - left, y - top
    source = picture.astype(np.float32)
    upper = source[top, left] * (1 - across) + source[top, left + 1] * across
    lower = source[top + 1, left] * (1 - across) + source[top + 1, left + 1] * across
    return np.clip(upper * (1 - down) + lower * down, 0, 255).astype(np.uint8)


def clean(page: Grey, _rng: Random) -> bytes:
    """A good scan of 300 dpi."""
    return png(page)


def faint(page: Grey, rng: Random) -> bytes:
    """A cartridge near its end, scanned at 200 dpi."""
    pale = noisy(255 - (255 - page.astype(np.float32)) * 0.28, 5, rng)
    return jpeg(resized(pale, round(page.shape[1] * 0.66), round(page.shape[0] * 0.66)), 60)


def fax(page: Grey, _rng: Random) -> bytes:
    """A fax of ordinary fineness, 204 × 98 dpi in black and white, each row twice."""
    high, wide = page.shape
    coarse = resized(page, round(wide * 204 / 300), round(high * 98 / 300))
    return png(np.repeat(((coarse > 140) * 255).astype(np.uint8), 2, axis=0))


def crooked(page: Grey, rng: Random) -> bytes:
    """A scan of 150 dpi that lay crooked."""
    small = Image.fromarray(resized(page, page.shape[1] // 2, page.shape[0] // 2))
    turned = small.rotate(rng.uniform(-2.5, 2.5), Image.Resampling.BICUBIC, fillcolor=255)
    return jpeg(noisy(blurred(np.asarray(turned), 0.6), 8, rng), 40)


def phone(page: Grey, rng: Random) -> bytes:
    """A phone's photo."""
    return jpeg(photographed(page, rng), 75)


def phone_sideways(page: Grey, rng: Random) -> bytes:
    """A phone's photo lying on its side, either way."""
    return jpeg(np.rot90(photographed(page, rng), int(rng.choice((1, 3)))).copy(), 75)


def upside_down(page: Grey, _rng: Random) -> bytes:
    """A good scan the wrong way up."""
    return png(np.rot90(page, 2).copy())


def crumpled(page: Grey, rng: Random) -> bytes:
    """A sheet that was crumpled and smoothed again: folds that shift letters and throw shadows."""
    high, wide = page.shape
    y, x = np.mgrid[0:high:8, 0:wide:8].astype(np.float32)
    relief = np.zeros_like(x)
    for _ in range(16):
        angle, place = rng.uniform(0, np.pi), rng.uniform(0.1, 0.9, 2) * (wide, high)
        away = (x - place[0]) * np.cos(angle) + (y - place[1]) * np.sin(angle)
        relief += rng.uniform(-1, 1) * 26 * np.exp(-np.abs(away) / rng.uniform(60, 260))
    slope_y, slope_x = np.gradient(relief)

    def full(field: Grey) -> Grey:
        return np.asarray(Image.fromarray(field.astype(np.float32)).resize((wide, high), Image.Resampling.BILINEAR))

    shade = full(np.clip(1 + (slope_x + slope_y) * 0.035, 0.62, 1.12))
    folded = np.clip(_moved(page, full(slope_x * 1.6), full(slope_y * 1.6)) * shade * 0.94, 0, 255).astype(np.uint8)
    return jpeg(photographed(folded, rng), 75)


def thermal(page: Grey, rng: Random) -> bytes:
    """A receipt printed by heat, pale and speckled, photographed on a table."""
    high, wide = page.shape
    dots = resized(page, round(wide * 203 / 300), round(high * 203 / 300))
    printed = np.where(dots < 120, 92, 226).astype(np.float32)
    printed += np.where(rng.random(printed.shape) < 0.004, -90, 0)  # specks
    stripes = 14 * np.sin(np.arange(printed.shape[1]) / 37.0)[None, :] + rng.normal(0, 5, (printed.shape[0], 1))
    paper = resized(np.clip(printed + stripes, 0, 255).astype(np.uint8), wide, high, Image.Resampling.BILINEAR)
    corners = np.array([[430, 110], [1200, 90], [1240, 1740], [390, 1760]]) + rng.uniform(-40, 40, (4, 2))
    return jpeg(photographed(paper, rng, wide=1600, high=1860, corners=corners), 75)


def spread(left: Grey, right: Grey, rng: Random) -> bytes:
    """Two pages of an open book, curved towards the fold, which lies in shadow."""
    high = left.shape[0]
    both = np.hstack([left, right])
    wide = both.shape[1]
    away = np.abs(np.linspace(-1, 1, wide, dtype=np.float32))  # 0 at the fold
    curve = np.exp(-away * 7)[None, :]
    down = np.linspace(-1, 1, high, dtype=np.float32)[:, None]
    lean = np.sign(np.linspace(-1, 1, wide, dtype=np.float32))[None, :] * curve
    bent = _moved(both, 34 * lean * np.ones_like(down), 30 * curve * (down + 1.1))
    lit = np.clip(bent * (1 - 0.55 * np.exp(-away * 26))[None, :], 0, 255).astype(np.uint8)
    corners = np.array([[210, 190], [3220, 215], [3290, 2350], [160, 2370]]) + rng.uniform(-50, 50, (4, 2))
    return jpeg(photographed(lit, rng, wide=3450, high=2560, corners=corners), 80)


FROM_A_PAGE: dict[str, Callable[[Grey, Random], bytes]] = {
    "clean": clean,
    "faint": faint,
    "fax": fax,
    "crooked": crooked,
    "phone": phone,
    "phone_sideways": phone_sideways,
    "upside_down": upside_down,
    "crumpled": crumpled,
}
