"""Asking the index: where words stand and conditions hold, where words stand that are nearly the same, and how to narrow it down."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ism_desktop.records.searching.facts import LABEL, OWN, narrowing
from ism_desktop.records.searching.query import Query
from ism_desktop.records.searching.writing import Run

_TOO_MANY_TO_RANK = 2_000
_COLUMNS = "entries.kind, entries.record, entries.title, entries.page, bodies.body, entries.belongs"
_FULL = "entries JOIN bodies USING (id)"
_DAY = "(SELECT max(value) FROM facts WHERE facts.kind = entries.kind AND facts.record = entries.record AND facts.what = 'day')"

Similar = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A condition that some of what was found would fulfil: its sort, its value, how a person reads it, and for how many records."""

    what: str
    value: str
    shown: str
    records: int


def rows(run: Run, query: Query, limit: int) -> list[Any]:
    """The best places, each as number, kind, id, title, page, text and holder."""
    match = query.match()
    said, values = _where(query)
    if match:
        return _matching(run, match, said, values, limit)
    statement = (
        f"SELECT id, {_COLUMNS} FROM {_FULL} WHERE entries.page IS NULL{said}"  # noqa: S608  (our own words alone; values are bound)
        f" ORDER BY {_DAY} DESC, entries.id DESC LIMIT ?"
    )
    return run(statement, (*values, limit)).fetchall()


def nearly(run: Run, query: Query, similar: Similar, limit: int) -> list[Any]:
    """The best places where a similar word stands for one that was typed, without those where all stand as they were typed."""
    exact, wide = query.match(), query.match(similar)
    if wide == exact:
        return []
    said, values = _where(query)
    return _matching(run, f"({wide}) NOT ({exact})", said, values, limit)


def own_keys(run: Run) -> frozenset[str]:
    """By what the fields of the person's own are asked for: see `own_fields.search_key`."""
    statement = f"SELECT DISTINCT substr(value, 1, instr(value, ':') - 1) FROM facts WHERE what = '{OWN}'"  # noqa: S608
    return frozenset(key for (key,) in run(statement).fetchall())


def labelled(run: Run, key: str) -> list[Any]:
    """The documents with this number on the paper, each as `rows` gives it."""
    statement = (
        f"SELECT entries.id, {_COLUMNS} FROM {_FULL} JOIN facts USING (kind, record)"  # noqa: S608  (our own words alone)
        f" WHERE entries.page IS NULL AND facts.what = '{LABEL}' AND facts.value = ?"
    )
    return run(statement, (key,)).fetchall()


def _where(query: Query) -> tuple[str, list[str | int]]:
    conditions = [narrowing(condition) for condition in query.conditions]
    return "".join(f" AND {said}" for said, _ in conditions), [value for _, values in conditions for value in values]


def _matching(run: Run, match: str, said: str, values: list[str | int], limit: int) -> list[Any]:
    many = len(run("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (match, _TOO_MANY_TO_RANK)).fetchall())
    # Ranking reads every match. Where a word stands nearly everywhere the newest are as good an answer, in a hundredth of the time.
    order = "words.rank" if many < _TOO_MANY_TO_RANK else "words.rowid DESC"
    joined = "words JOIN entries ON entries.id = words.rowid" if said else "words"
    best = f"SELECT words.rowid FROM {joined} WHERE words MATCH ?{said} ORDER BY {order} LIMIT ?"  # noqa: S608
    places = [place for (place,) in run(best, (match, *values, limit)).fetchall()]
    marks = ", ".join("?" * len(places))
    found = run(f"SELECT id, {_COLUMNS} FROM {_FULL} WHERE id IN ({marks})", places).fetchall()  # noqa: S608
    return sorted(found, key=lambda row: places.index(row[0]))


def narrowings(run: Run, query: Query) -> list[Narrowing]:
    """What would narrow the search: kinds of records and of documents, years and names, those of most records first."""
    match = query.match()
    said, values = _where(query)
    source = (
        "words JOIN entries ON entries.id = words.rowid WHERE words MATCH ?"
        if match
        else "entries WHERE entries.page IS NULL"
    )
    found = f"SELECT DISTINCT entries.kind, entries.record FROM {source}{said} LIMIT {_TOO_MANY_TO_RANK}"  # noqa: S608
    bound = (*([match] if match else []), *values)
    kinds = run(f"SELECT kind, count(*) FROM ({found}) GROUP BY kind", bound).fetchall()  # noqa: S608
    facts = run(
        f"SELECT what, CASE what WHEN 'day' THEN shown ELSE value END AS told, max(shown), count(DISTINCT found.record)"  # noqa: S608
        f" FROM ({found}) AS found JOIN facts USING (kind, record)"
        f" WHERE what NOT IN ('{OWN}', '{LABEL}') GROUP BY what, told",
        bound,
    ).fetchall()
    offered = [Narrowing("kind", kind, "", number) for kind, number in kinds]
    offered += [
        Narrowing("on" if what == "day" else what, value, shown, number) for what, value, shown, number in facts
    ]
    return sorted(offered, key=lambda one: (-one.records, one.what, one.value))
