"""The table of fixed sentences in `docs/` is the text set: every line with its words and its sources, and no other."""

import re
from pathlib import Path

from ism_desktop.library import card_text

TABLE = Path(__file__).resolve().parents[2] / "docs" / "emergency-papers.md"


def rows() -> dict[str, list[str]]:
    """The cells of each row of the first table, by the name of the line."""
    first = TABLE.read_text("utf-8").split("## Every fixed sentence")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in first.splitlines() if "|" in line]
    return {row[0]: row[1:] for row in cells if row[0] not in {"Line", "---"} and not set(row[0]) <= {"-", "|"}}


def test_every_fixed_sentence_is_in_the_table_with_its_sources() -> None:
    found = rows()
    shipped = card_text.load()
    assert found.keys() == shipped.lines.keys()
    for name, line in shipped.lines.items():
        sentence, source, misread, why = found[name]
        assert sentence == line.text.replace("\u00a0", " "), name
        assert source == ", ".join(line.sources), name
        assert misread, name
        assert why, name


def test_the_table_names_the_text_set() -> None:
    assert re.search(rf"text set {card_text.load().set_id}\b", TABLE.read_text("utf-8"))
