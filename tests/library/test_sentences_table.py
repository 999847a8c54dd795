"""The table of fixed sentences in `docs/` is the text set: every line with its words and its sources, and no other."""

import re
from pathlib import Path

from ism_desktop.library import card_text

TABLE = Path(__file__).resolve().parents[2] / "docs" / "emergency-papers.md"


def rows(heading: str) -> dict[str, list[str]]:
    """The cells of each row of the table under a heading, by the name of the line."""
    part = TABLE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in part.splitlines() if "|" in line]
    return {row[0]: row[1:] for row in cells if row[0] not in {"Line", "---"} and not set(row[0]) <= {"-", "|"}}


def test_every_fixed_sentence_is_in_the_table_with_its_sources() -> None:
    found = rows("Every fixed sentence")
    shipped = card_text.load()
    assert found.keys() == card_text.SENTENCES
    for name in card_text.SENTENCES:
        line = shipped.lines[name]
        sentence, source, misread, why = found[name]
        assert sentence == line.text.replace("\u00a0", " "), name
        assert source == ", ".join(line.sources), name
        assert misread, name
        assert why, name


def test_every_heading_and_word_is_in_its_table() -> None:
    found = rows("Every heading and word")
    shipped = card_text.load()
    assert found.keys() == card_text.WORDS
    for name in card_text.WORDS:
        line = shipped.lines[name]
        forms = "; ".join(f"{form}: {text}" for form, text in line.forms.items())
        assert found[name] == [(forms or line.text).replace("\u00a0", " ")], name


def test_the_table_names_the_text_set() -> None:
    assert re.search(rf"text set {card_text.load().set_id}\b", TABLE.read_text("utf-8"))
