"""Draws the program's icon as pictures from `resources/icons/ism-desktop.svg`: `.venv/bin/python packaging/make_icon.py`.

The program shows the pictures, so that starting it needs no reader of SVG.
"""

# pyright: basic
# The library it draws with has no complete types.

import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded

from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (32, 64, 256)


def main() -> None:
    """Write one picture for each size."""
    application = QGuiApplication([])
    drawing = QSvgRenderer(str(FOLDER / "ism-desktop.svg"))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(QColor(0, 0, 0, 0))
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        image.save(str(FOLDER / f"ism-desktop-{size}.png"))
    del application


if __name__ == "__main__":
    main()
