"""Where a page or picture goes on a binder's page: scaled down into the free area, upright, centred."""

from typing import NamedTuple


class Matrix(NamedTuple):
    """A PDF matrix: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, other: "Matrix") -> "Matrix":
        """The matrix that does this one first and `other` second."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def of(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def operator(self) -> bytes:
        """The content operator that applies it."""
        return b" ".join(number(value) for value in self) + b" cm"


class Box(NamedTuple):
    """A rectangle, its sides in order."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def text(self) -> bytes:
        """The box as it stands in a PDF array."""
        return b" ".join(number(value) for value in self)


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)


def number(value: float) -> bytes:
    """A number as PDF writes it: no exponent."""
    return (b"%.5f" % value).rstrip(b"0").rstrip(b".")


def upright(box: Box, quarter_turns: int) -> tuple[Matrix, float, float]:
    """The matrix from a page's own coordinates to those of the page as shown (origin at its bottom left), and the shown size."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    turned = quarter_turns % 4
    if turned == 1:
        return Matrix(0, -1, 1, 0, -bottom, right), height, width
    if turned == 2:
        return Matrix(-1, 0, 0, -1, right, top), width, height
    if turned == 3:
        return Matrix(0, 1, -1, 0, top, -left), height, width
    return Matrix(1, 0, 0, 1, -left, -bottom), width, height


def fitted(width: float, height: float, paper: tuple[float, float], strip: float) -> Matrix:
    """The matrix that scales something of this size into the paper above a free strip; never up."""
    room = paper[1] - strip
    scale = min(1.0, paper[0] / width, room / height)
    return Matrix(scale, 0, 0, scale, (paper[0] - width * scale) / 2, strip + (room - height * scale) / 2)
