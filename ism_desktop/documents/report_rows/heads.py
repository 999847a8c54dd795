"""The heads of a report's table: in which line they stand, and what each column is called, in English, German and Spanish."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ism_desktop.documents.report_rows.atoms import Form, atoms_of
from ism_desktop.documents.report_rows.lines import Line, Piece

# Said of a former result; they are looked for before the words of a result, which stand beside them (“Previous result”).
_FORMER = (
    *("previous result and date", "previous results", "previous result", "previous value", "previous", "prior result", "prior"),
    *("last result", "last value", "former value", "former", "history", "vorwert", "vorwerte", "vorbefund", "letzter wert"),
    *("voriger wert", "letztes ergebnis", "anterior", "anteriores", "resultado anterior", "valor anterior", "valor previo", "previo", "previos"),
    *("resultado previo", "histórico", "historial", "último resultado", "vorergebnis", "prev", "prev."),
)
WORDS: dict[str, tuple[str, ...]] = {
    "former": _FORMER,
    "range": (
        *("reference range", "reference interval", "reference ranges", "reference limits", "reference values", "ref range", "ref. range"),
        *("reference", "normal range", "normal values", "standard range", "expected range", "range", "ref", "ref.", "ref interval"),
        *("referenzbereich", "referenzwerte", "referenzwert", "referenz", "ref.-bereich", "ref-bereich", "normbereich", "normwerte", "normwert"),
        *("normalwerte", "normalbereich", "zielbereich", "valores de referencia", "valor de referencia", "intervalo de referencia"),
        *("rango de referencia", "rango normal", "rango", "intervalo", "valores normales", "v. referencia", "referencia", "vr"),
    ),
    "value": (
        *("current result and flag", "current result", "current value", "your value", "your result", "test result", "result", "results"),
        *("value", "in range", "out of range", "measured", "ergebnis", "ergebnisse", "messwert", "resultat", "wert", "aktueller wert"),
        *("aktuell", "resultado actual", "resultado", "resultados", "valor actual", "valor"),
    ),
    "unit": ("units", "unit", "uom", "einheit", "einheiten", "einh.", "dimension", "unidades", "unidad", "uds", "uds.", "ud."),
    "flag": (
        *("flag", "flags", "abnormal", "h/l", "abn", "bewertung", "markierung", "kennz.", "kennzeichnung", "indicador", "alerta"),
        *("alarma", "status", "interpretation"),
    ),
    "test": (
        *("test name", "test description", "test", "tests", "analyte", "component", "parameter", "investigation", "examination"),
        *("procedure", "item", "untersuchung", "untersuchungen", "analyse", "analyt", "bezeichnung", "messgröße", "prueba", "pruebas"),
        *("análisis", "determinación", "determinaciones", "parámetro", "estudio", "examen", "magnitud", "test / analyte"),
    ),
    "method": (
        *("method", "methode", "verfahren", "método", "comment", "comments", "note", "notes", "kommentar", "bemerkung", "lab"),
        *("observaciones", "specimen", "material", "lab code", "loinc"),
    ),
}
_LONGEST = 4
_NUMERIC = frozenset({"value", "former", "dated", "unnamed"})
NUMERIC = _NUMERIC


def plain(words: str) -> str:
    """Words of a head as they are compared."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split()).strip(" :|")


_BY_WORDS = {plain(words): kind for kind, every in reversed(WORDS.items()) for words in every}


@dataclass(frozen=True, slots=True)
class Head:
    """One column: what it is, and the edges of its head."""

    kind: str
    x0: float
    x1: float


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
        return [column for column in self.columns if column.kind in _NUMERIC]


def heads_in(line: Line, size: float) -> list[Heads]:
    """The tables that a line of heads begins, side by side; none for any other line."""
    columns = _columns(line, size)
    known = [column for column in columns if column.kind not in {"unnamed", "dated"}]
    kinds = {column.kind for column in known}
    dated = sum(column.kind == "dated" for column in columns)
    letters = sum(len(piece.text) for piece in line.pieces)
    unnamed = len([column for column in columns if column.kind == "unnamed"])
    enough = len(kinds) >= 3 or (len(kinds) >= 2 and (kinds & {"value", "former"} or dated) and unnamed <= 1)
    if not enough or unnamed > len(known) or letters > 140 or not (kinds & {"value", "former", "range"} or dated):
        return []
    starts = [column.x0 for column in columns if column.kind == "test"] or [columns[0].x0]
    if len(starts) > 1:
        edges = [float("-inf"), *(start - size / 2 for start in starts[1:]), float("inf")]
    else:
        edges = [float("-inf"), float("inf")]
    return [
        Heads(tuple(column for column in columns if left <= column.x0 < right), left, right)
        for left, right in zip(edges, edges[1:], strict=False)
    ]


def _columns(line: Line, size: float) -> list[Head]:
    pieces, columns, start = line.pieces, list[Head](), 0
    while start < len(pieces):
        for end in range(min(len(pieces), start + _LONGEST), start, -1):
            kind = _kind(pieces[start:end])
            if kind:
                columns.append(Head(kind, pieces[start].x0, pieces[end - 1].x1))
                start = end
                break
        else:
            piece = pieces[start]
            last = columns[-1] if columns else None
            if last is not None and piece.x0 - last.x1 <= 0.95 * size:  # more words of the same head
                columns[-1] = Head(last.kind, last.x0, piece.x1)
            else:
                columns.append(Head("unnamed", piece.x0, piece.x1))
            start += 1
    return columns


def _kind(pieces: Sequence[Piece]) -> str:
    words = plain(" ".join(piece.text for piece in pieces))
    if words in _BY_WORDS:
        return _BY_WORDS[words]
    bare = re.sub(r"[()\[\]]", "", words).strip()
    if bare in _BY_WORDS:
        return _BY_WORDS[bare]
    atoms = atoms_of(pieces, 0, frozenset()) if len(pieces) == 1 else []
    return "dated" if atoms and atoms[0].form is Form.DATE else ""
