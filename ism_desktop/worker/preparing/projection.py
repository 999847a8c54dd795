"""Where each point of a prepared picture lies in the picture it was made from: one 3 × 3 matrix, exact in both directions."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from PIL import Image

from ism_desktop.worker.preparing.arrays import Grey

WHITE = 255


class Projection:
    """From points of a picture made (in pixels) to those of the picture it was made from. Steps are added as they are taken."""

    def __init__(self, matrix: Grey | None = None) -> None:
        self.matrix: Grey = np.eye(3) if matrix is None else matrix

    @classmethod
    def of_sheet(cls, corners: Grey, width: float, height: float) -> Self:
        """From a straight sheet of this size to where its corners lie: top left, top right, bottom right, bottom left."""
        flat = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
        rows: list[Sequence[float]] = []
        for (x, y), (u, v) in zip(flat, corners.tolist(), strict=True):
            rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
        found = np.linalg.solve(np.array(rows, float), np.asarray(corners, float).reshape(-1))
        return cls(np.append(found, 1.0).reshape(3, 3))

    def after(self, step: Grey) -> "Projection":
        """With one more step, given from the new picture to the one before it."""
        return Projection(self.matrix @ step)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point came from."""
        across, down, depth = (self.matrix @ np.array((x, y, 1.0))).tolist()
        return across / depth, down / depth

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The upright box around where a box came from."""
        points = [self.point(x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        across, down = zip(*points, strict=True)
        return min(across), min(down), max(across), max(down)

    def drawn(self, image: Image.Image, width: int, height: int) -> Image.Image:
        """The new picture; what lay outside the old one is white."""
        matrix = (self.matrix / self.matrix[2, 2]).reshape(-1).tolist()
        affine = abs(matrix[6]) < 1e-12 and abs(matrix[7]) < 1e-12
        how: Any = Image.Transform.AFFINE if affine else Image.Transform.PERSPECTIVE
        data = matrix[:6] if affine else matrix[:8]
        return image.transform((width, height), how, data, Image.Resampling.BICUBIC, fillcolor=WHITE)


def scaled(factor: float) -> Grey:
    """The step of a picture made larger by this factor."""
    return np.diag((1 / factor, 1 / factor, 1.0))


def leaned(degrees: float, width: float, height: float) -> Grey:
    """The step of a picture turned about its middle, by so many degrees anticlockwise, in the same size."""
    angle = np.radians(degrees)
    cosine, sine = float(np.cos(angle)), float(np.sin(angle))
    x, y = width / 2, height / 2
    return np.array(
        ((cosine, -sine, x - cosine * x + sine * y), (sine, cosine, y - sine * x - cosine * y), (0, 0, 1.0))
    )


def quarter(turns: int, width: float, height: float) -> Grey:
    """The step of a picture of this size turned by so many quarters clockwise."""
    return (
        np.eye(3),
        np.array(((0, 1, 0), (-1, 0, height), (0, 0, 1.0))),
        np.array(((-1, 0, width), (0, -1, height), (0, 0, 1.0))),
        np.array(((0, -1, width), (1, 0, 0), (0, 0, 1.0))),
    )[turns % 4]
