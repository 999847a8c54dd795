"""Publications of a file filed among those that are known: what is new is added, what is known gets what only the file says.

The same publication is known by its PubMed number, else by its DOI, else by its title and year. What a person wrote or chose is never
touched. Of a known publication only blanks are filled, and types, corrections and retractions are added; where that marks it as
retracted or corrected, it says so (`news`) until the person has seen it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, String, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.records import history, store
from ism_desktop.records.bulk import change, create
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.publications import LATER, NEW, PUBLICATIONS, ResearchPublication
from ism_desktop.records.publication_words import SERIOUS, marks, types_of, types_text
from ism_desktop.records.values import PartialDate, Rows

Values = Mapping[str, Any]
_Key = tuple[str, str]
_NUMBER = re.compile(r"PMID:? ?(\d+)")
_FILLED = ("pmid", "doi", "authors", "journal", "abstract")


@dataclass(slots=True)
class Filed:
    """What became of publications: ids of new ones, and of known ones that changed with the version of their history to bring back."""

    new: list[str] = field(default_factory=list[str])
    known: int = 0
    changed: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    marked: list[str] = field(
        default_factory=list[str]
    )  # of the changed ones, those that are retracted or corrected now

    def add(self, other: "Filed") -> None:
        """Take in what became of others."""
        self.new += other.new
        self.known += other.known
        self.changed += other.changed
        self.marked += other.marked


@dataclass(frozen=True, slots=True)
class _Known:
    """A publication that is there, trashed or not, as far as a file can add to it."""

    id: str
    values: dict[str, Any]


def keys(values: Values) -> list[_Key]:
    """By what a publication is known, the surest first."""
    found: list[_Key] = [(name, str(values[name])) for name in ("pmid", "doi") if values.get(name)]
    return found or [("title", _titled(values))]


def _may_be(there: Values, said: Values) -> bool:
    """Two numbers of PubMed are two publications, whatever else is the same."""
    return not (there.get("pmid") and said.get("pmid")) or there["pmid"] == said["pmid"]


def _titled(values: Values) -> str:
    published = values.get("published")
    year = published.year if isinstance(published, PartialDate) else ""
    return f"{year} {' '.join(folded(str(values.get('title') or '')).split())}".rstrip(" .")


def file_away(session: Session, batch: Sequence[Values], *, where_from: str, is_told: bool = True) -> Filed:
    """File publications in the order of a file, each given by its fields. With `is_told` off see `bulk.create`."""
    done = Filed()
    known = _known(session, batch)
    fresh: list[dict[str, Any]] = []
    for values in batch:
        there = next((known[key] for key in keys(values) if key in known and _may_be(known[key].values, values)), None)
        if there is None:
            made = {**values, "state": NEW, "where_from": where_from}
            fresh.append(made)
            known |= dict.fromkeys(keys(values), _Known("", made))
        else:
            done.known += 1
            _add_to(session, there, values, done)
    done.new += create(session, PUBLICATIONS, fresh, is_told=is_told)
    if not is_told:
        session.info["changed"].discard(PUBLICATIONS.name)
    return done


def _add_to(session: Session, there: _Known, said: Values, done: Filed) -> None:
    changes = additions(there.values, said)
    if not changes:
        return
    if not there.id:  # it came a moment ago, with the same file
        there.values.update(changes)
        return
    store.save(session, PUBLICATIONS, changes, record_id=there.id)
    done.changed.append((there.id, history.versions(session, PUBLICATIONS, there.id)[0].id))
    if "news" in changes:
        done.marked.append(there.id)


def additions(there: Values, said: Values) -> dict[str, Any]:
    """What a known publication gets from what a file says of it: nothing that is there already, nothing a person wrote."""
    changes: dict[str, Any] = {name: said[name] for name in _FILLED if said.get(name) and not there.get(name)}
    published, before = said.get("published"), there.get("published")
    if isinstance(published, PartialDate) and (before is None or _is_finer(published, before)):
        changes["published"] = published
    types = types_of(there.get("types"))
    more = [each for each in types_of(said.get("types")) if each not in types]
    if more:
        changes["types"] = types_text([*types, *more])
    relations = _rows(there.get("relations"))
    named = {_named(row) for row in relations}
    added = [row for row in _rows(said.get("relations")) if _named(row) not in named]
    if added:
        changes["relations"] = Rows.of([*relations, *added])
    fresh = [key for key in marks({**there, **changes}) if key in SERIOUS and key not in marks(there)]
    if fresh:
        told = str(there.get("news") or "").split()
        changes["news"] = " ".join([*told, *(key for key in fresh if key not in told)])
    return changes


def _named(row: Mapping[str, Any]) -> tuple[str, str]:
    """By what two lines are the same: formats write the other publication in their own ways, but for its number."""
    where = str(row.get("where") or "")
    number = _NUMBER.search(where)
    return str(row.get("what")), number[1] if number else where


def _is_finer(published: PartialDate, before: object) -> bool:
    return isinstance(before, PartialDate) and published.stored.startswith(f"{before.stored}-")


def _rows(value: object) -> list[Mapping[str, Any]]:
    return list(value.rows) if isinstance(value, Rows) else []


def _known(session: Session, batch: Sequence[Values]) -> dict[_Key, _Known]:
    """Those that are known of some publications, by what they are known by."""
    table = ResearchPublication
    wanted = {name: [str(values[name]) for values in batch if values.get(name)] for name in ("pmid", "doi")}
    conditions: list[ColumnElement[bool]] = [table.pmid.in_(wanted["pmid"]), table.doi.in_(wanted["doi"])]
    unnumbered = [values for values in batch if not values.get("pmid") and not values.get("doi")]
    if unnumbered:
        # Few files hold such ones. They are looked for by year, and compared here.
        years = {str(day.year) for values in unnumbered if isinstance(day := values.get("published"), PartialDate)}
        year = func.substr(type_coerce(table.published, String), 1, 4)
        conditions.append(year.in_(years))
        if any(values.get("published") is None for values in unnumbered):
            conditions.append(table.published.is_(None))
    read = ("id", "pmid", "doi", "title", "published", "types", "relations", "news", "authors", "journal")
    statement = select(*(getattr(table, name) for name in read), func.length(table.abstract)).where(or_(*conditions))
    found: dict[_Key, _Known] = {}
    for row in session.execute(statement):
        values: dict[str, Any] = dict(zip((*read, "abstract"), row, strict=True))
        one = _Known(values["id"], values)
        for key in (*keys(values), ("title", _titled(values))):
            found.setdefault(key, one)
    return found


# What the person does with them ----------------------------------------------------------------------------------------------

Before = Mapping[str, Mapping[str, Any]]
"""The state and news of publications as they were, by id."""


def mark(session: Session, ids: Sequence[str], state: str) -> Before:
    """Give publications a state; what a later file said of them counts as seen then. Returns what they said before."""
    return change(session, PUBLICATIONS, ids, {"state": state, "news": None})


def unmark(session: Session, before: Before) -> None:
    """Give publications back what `mark` took away."""
    alike: dict[tuple[Any, Any], list[str]] = {}
    for record_id, held in before.items():
        alike.setdefault((held["state"], held["news"]), []).append(record_id)
    for (state, news), ids in alike.items():
        change(session, PUBLICATIONS, ids, {"state": state, "news": news})


# Reading --------------------------------------------------------------------------------------------------------------------


def numbers(session: Session) -> dict[str, int]:
    """How many publications there are in each state, and under `news` how many a later file marks."""
    table = ResearchPublication
    active = table.deleted_at.is_(None)
    found = {
        str(state): number
        for state, number in session.execute(select(table.state, func.count()).where(active).group_by(table.state))
        if state is not None
    }
    found["news"] = session.scalar(select(func.count()).where(active, table.news.is_not(None))) or 0
    return found


def latest(session: Session, state: str | None, *, most: int) -> tuple[list[store.Record], int]:
    """The publications in a state, or all, the latest first, no more than so many; and how many there are."""
    table = ResearchPublication
    where = [table.deleted_at.is_(None), *([] if state is None else [table.state == state])]
    total = session.scalar(select(func.count()).where(*where)) or 0
    order = [term.desc() if down else term.asc() for term, down in store.sort_terms(PUBLICATIONS)]
    ids = list(session.scalars(select(table.id).where(*where).order_by(*order).limit(most)))
    found = store.get_many(session, PUBLICATIONS, ids)
    return [found[each] for each in ids], total


def kept(session: Session) -> list[store.Record]:
    """What the person holds on to: to be read later, with a note, or with a question. For the binder."""
    table = ResearchPublication
    holds = or_(table.state == LATER, table.notes.is_not(None), table.question.is_not(None))
    ids = list(session.scalars(select(table.id).where(table.deleted_at.is_(None), holds)))
    found = list(_many(session, ids))
    return sorted(found, key=lambda record: (_day(record), record.created_at), reverse=True)


def _many(session: Session, ids: Sequence[str]) -> Iterable[store.Record]:
    for start in range(0, len(ids), 500):
        yield from store.get_many(session, PUBLICATIONS, ids[start : start + 500]).values()


def _day(record: store.Record) -> str:
    published = record.values["published"]
    return published.sort_text if isinstance(published, PartialDate) else ""
