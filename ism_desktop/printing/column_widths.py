"""How wide the columns of a table become: their shares of the room, but no word is broken that another column has room for."""

from collections.abc import Sequence

from ism_desktop.printing.wrapping import Run, widest_piece, widest_word


def column_widths(
    shares: Sequence[float], cells: Sequence[Sequence[Sequence[Run]]], room: float, *, gap: float, size: float
) -> list[float]:
    """The width of each column in points, gap included; together they are `room`.

    `cells` are rows of cells. A column keeps its share unless a word of it is wider; then the columns with room to spare give in
    proportion to it. If all whole words do not fit, the pieces after hyphens and slashes count instead. If not even those do, the
    columns with room to spare give all of it, and the others divide it by how much they lack.
    """
    own = [share / sum(shares) * room for share in shares]
    columns = list(zip(*cells, strict=True))
    least, missing, spare = own, 0.0, 0.0
    for widest in (widest_word, widest_piece):
        # A hair more than the word, so that no rounding breaks it all the same.
        least = [max((widest(cell, size) for cell in column), default=0.0) + gap + 0.01 for column in columns]
        missing = sum(max(0.0, need - width) for need, width in zip(least, own, strict=True))
        spare = sum(max(0.0, width - need) for need, width in zip(least, own, strict=True))
        if missing <= spare:
            given = missing / spare if spare else 0.0
            return [
                need if width < need else width - (width - need) * given for need, width in zip(least, own, strict=True)
            ]
    return [
        need if need <= width else width + (need - width) * spare / missing
        for need, width in zip(least, own, strict=True)
    ]
