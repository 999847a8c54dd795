"""The heads of a report's table: in which line they stand, and what each column is called, in English, German and Spanish."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ism_desktop.documents.report_rows.atoms import Form, atoms_of
from ism_desktop.documents.report_rows.lines import Line, Piece

# Said of a former result; they are looked for before the words of a result, which stand beside them (“Previous result”).
_FORMER = (
    *(
        "previous result and date",
        "previous results",
        "previous result",
        "previous value",
        "previous",
        "prior result",
        "prior",
    ),
    *(
        "last result",
        "last value",
        "former value",
        "former",
        "history",
        "vorwert",
        "vorwerte",
        "vorbefund",
        "letzter wert",
    ),
    *(
        "voriger wert",
        "letztes ergebnis",
        "anterior",
        "anteriores",
        "resultado anterior",
        "valor anterior",
        "valor previo",
    ),
    *(
        "previo",
        "previos",
        "resultado previo",
        "histórico",
        "historial",
        "último resultado",
        "vorergebnis",
        "prev",
        "prev.",
    ),
)
WORDS: dict[str, tuple[str, ...]] = {
    "former": _FORMER,
    "range": (
        *(
            "reference range",
            "reference interval",
            "reference ranges",
            "reference limits",
            "reference values",
            "ref range",
            "ref. range",
        ),
        *(
            "reference",
            "normal range",
            "normal values",
            "standard range",
            "expected range",
            "range",
            "ref",
            "ref.",
            "ref interval",
        ),
        *("referenzbereich", "referenzwerte", "referenzwert", "referenz", "ref.-bereich", "ref-bereich", "normbereich"),
        *(
            "normwerte",
            "normwert",
            "normalwerte",
            "normalbereich",
            "zielbereich",
            "valores de referencia",
            "valor de referencia",
            "intervalo de referencia",
        ),
        *(
            "rango de referencia",
            "rango normal",
            "rango",
            "intervalo",
            "valores normales",
            "v. referencia",
            "referencia",
            "vr",
        ),
    ),
    "value": (
        *(
            "current result and flag",
            "current result",
            "current value",
            "your value",
            "your result",
            "test result",
            "result",
            "results",
        ),
        *(
            "value",
            "in range",
            "out of range",
            "measured",
            "ergebnis",
            "ergebnisse",
            "messwert",
            "resultat",
            "wert",
            "aktueller wert",
        ),
        *("aktuell", "resultado actual", "resultado", "resultados", "valor actual", "valor"),
    ),
    "unit": (
        "units",
        "unit",
        "uom",
        "einheit",
        "einheiten",
        "einh.",
        "dimension",
        "unidades",
        "unidad",
        "uds",
        "uds.",
        "ud.",
    ),
    "flag": (
        *(
            "flag",
            "flags",
            "abnormal",
            "h/l",
            "abn",
            "bewertung",
            "markierung",
            "kennz.",
            "kennzeichnung",
            "indicador",
            "alerta",
        ),
        *("alarma", "status", "interpretation"),
    ),
    "test": (
        *(
            "test name",
            "test description",
            "test",
            "tests",
            "analyte",
            "component",
            "parameter",
            "investigation",
            "examination",
        ),
        *(
            "procedure",
            "item",
            "untersuchung",
            "untersuchungen",
            "analyse",
            "analyt",
            "bezeichnung",
            "messgröße",
            "prueba",
            "pruebas",
        ),
        *(
            "análisis",
            "determinación",
            "determinaciones",
            "parámetro",
            "estudio",
            "examen",
            "magnitud",
            "test / analyte",
        ),
    ),
    "method": (
        *(
            "method",
            "methode",
            "verfahren",
            "método",
            "comment",
            "comments",
            "note",
            "notes",
            "kommentar",
            "bemerkung",
            "lab",
        ),
        *("observaciones", "specimen", "material", "lab code", "loinc"),
    ),
}
_LONGEST = 4
_MORE_WORDS = 3  # that a head may have beside those that are known
NUMERIC = frozenset({"value", "former", "dated", "unnamed"})


def plain(words: str) -> str:
    """Words of a head as they are compared."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split()).strip(" :|")


_BY_WORDS = {plain(words): kind for kind, every in reversed(WORDS.items()) for words in every}


@dataclass(frozen=True, slots=True)
class Head:
    """One column: what it is, the edges of its head, its words, and how sure their reading is."""

    kind: str
    x0: float
    x1: float
    words: str = ""
    confidence: int = 100


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of one table, from the left, and the edges between which it lies."""

    columns: tuple[Head, ...]
    left: float
    right: float

    @property
    def names(self) -> set[str]:
        """What the columns are."""
        return {column.kind for column in self.columns}

    @property
    def numeric(self) -> list[Head]:
        """The columns that hold numbers which are no ranges."""
        return [column for column in self.columns if column.kind in NUMERIC]


def heads_in(line: Line, size: float) -> list[Heads]:
    """The tables that a line of heads begins, side by side; none for any other line."""
    columns = _columns(line, size)
    known = {column.kind for column in columns} - {"unnamed", "dated"}
    dated = sum(column.kind == "dated" for column in columns)
    unnamed = len([column for column in columns if column.kind == "unnamed"])
    enough = len(known) >= 3 or (len(known) == 2 and unnamed <= 1) or (known and dated)
    if not enough or unnamed > len(columns) / 2 or not (known & {"value", "former", "range"} or dated):
        return []
    starts = [column.x0 for column in columns if column.kind == "test"] or [columns[0].x0]
    edges = [float("-inf"), *(start - size / 2 for start in starts[1:]), float("inf")]
    return [
        Heads(tuple(column for column in columns if left <= column.x0 < right), left, right)
        for left, right in pairwise(edges)
    ]


def _columns(line: Line, size: float) -> list[Head]:
    """The heads in a line; none where one of its cells is a sentence."""
    columns: list[Head] = []
    for cell in line.cells(size):
        found, others = _columns_in(cell)
        if others > _MORE_WORDS:
            return []
        columns += found
    return columns


def _columns_in(cell: Sequence[Piece]) -> tuple[list[Head], int]:
    """The heads in words that stand close together: mostly one; and how many of the words are of no head."""
    columns: list[Head] = []
    start = others = 0
    while start < len(cell):
        for end in range(min(len(cell), start + _LONGEST), start, -1):
            kind = _kind(cell[start:end])
            if kind:
                words = " ".join(piece.text for piece in cell[start:end])
                sure = min(piece.confidence for piece in cell[start:end])
                columns.append(Head(kind, cell[start].x0, cell[end - 1].x1, words, sure))
                start = end
                break
        else:
            others += 1
            start += 1
    if not columns:
        return [Head("unnamed", cell[0].x0, cell[-1].x1)], others
    columns[0] = replace(columns[0], x0=cell[0].x0)
    columns[-1] = replace(columns[-1], x1=cell[-1].x1)
    return columns, others


def _kind(pieces: Sequence[Piece]) -> str:
    words = plain(" ".join(piece.text for piece in pieces))
    if words in _BY_WORDS:
        return _BY_WORDS[words]
    bare = re.sub(r"[()\[\]]", "", words).strip()
    if bare in _BY_WORDS:
        return _BY_WORDS[bare]
    atoms = atoms_of(pieces, 0, frozenset()) if len(pieces) == 1 else []
    return "dated" if atoms and atoms[0].form is Form.DATE else ""
