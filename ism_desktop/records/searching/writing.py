"""How the index holds what it knows: its tables, and putting a record and the pages of a document into them.

Every function is given `run`, which executes a statement of the index's database; the caller keeps its transaction and its lock.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ism_desktop.records import folding, store
from ism_desktop.records.kind import Input, shown
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.searching.facts import facts_of
from ism_desktop.records.searching.similar import LONGEST, SHORTEST, Vocabulary, words_of
from ism_desktop.records.searching.snippets import storable
from ism_desktop.records.values import Money, Rows

Run = Callable[..., Any]

LAYOUT = "9"
SCHEMA = (
    "CREATE TABLE seen (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    (
        "CREATE TABLE entries"
        " (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record TEXT NOT NULL, title TEXT NOT NULL, page INTEGER, belongs TEXT NOT NULL)"
    ),
    # By themselves, so that nothing has to read past them.
    "CREATE TABLE bodies (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
    "CREATE INDEX entries_record ON entries (kind, record)",
    "CREATE INDEX entries_alone ON entries (kind, record) WHERE page IS NULL",
    "CREATE INDEX entries_belongs ON entries (belongs) WHERE belongs != ''",
    # What a search can be narrowed by: see `searching.facts`.
    "CREATE TABLE facts (kind TEXT NOT NULL, record TEXT NOT NULL, what TEXT NOT NULL, value TEXT NOT NULL, shown TEXT NOT NULL)",
    "CREATE INDEX facts_record ON facts (kind, record, what, value)",
    "CREATE INDEX facts_label ON facts (value) WHERE what = 'label'",
    # Every word there is, for words that are nearly the same: see `searching.similar`.
    "CREATE TABLE known (word TEXT PRIMARY KEY) WITHOUT ROWID",
    # The texts in it are folded already; marks are letters here, for scripts that cannot be read without them.
    (
        "CREATE VIRTUAL TABLE words USING fts5(title, body, broken, holder, document, prefix='2 3',"
        " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
    ),
    # A medication stands before all that belongs to it. The title of a document (`document`) helps its pages to be found.
    "INSERT INTO words (words, rank) VALUES ('rank', 'bm25(1.0, 1.0, 1.0, 0.05, 0.2)')",
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row)",
)
TABLES = ("vocabulary", "words", "entries", "bodies", "facts", "known", "seen")
_HOLDERS = frozenset(kind.field(kind.belongs_to).refers_to for kind in KINDS if kind.belongs_to)

_GROUPED = 1_000


def body_of(record: store.Record) -> str:
    """What a record says, a line for each field."""
    lines = [
        shown(field, record.values.get(field.name)) if field.told is None else field.told(record.values)
        for field in record.kind.form_fields
        if field.input is not Input.REFERENCE
    ]
    lines += [str(record.values[name]) for name in ("file_name",) if record.values.get(name)]
    lines.append(" ".join(_plain_amounts(record)))
    return "\n".join(line for line in lines if line)


def _plain_amounts(record: store.Record) -> Iterator[str]:
    """Amounts of a thousand and more without the sign between their digits: `1,240.50` is looked for as `1240.50`, too."""
    found: dict[str, None] = {}
    for value in record.values.values():
        cells = [cell for row in value.rows for cell in row.values()] if isinstance(value, Rows) else [value]
        for cell in cells:
            if isinstance(cell, Money) and abs(cell.amount) >= _GROUPED:
                found[format(abs(cell.amount), "f")] = None
    yield from found


def _holder(record: store.Record) -> str:
    """The id of the record without which this one says little; empty for most."""
    holder = record.values.get(record.kind.belongs_to)
    return holder if isinstance(holder, str) else ""


def _folded(text: str) -> str:
    """A text as the index holds it."""
    return folding.spaced(folding.folded(text))


def put(run: Run, vocabulary: Vocabulary, record: store.Record, pages: Sequence[str]) -> None:
    """Put in what a record says now, in the place of what it said before; take it out where it lies in the trash."""
    forget(run, record)
    run("DELETE FROM facts WHERE kind = ? AND record = ?", (record.kind.name, record.id))
    if record.deleted_at is not None:
        _name_holder(run, record.kind.name, record.id, "")
        return
    facts = facts_of(record, pages)
    for what, value, told in facts:
        run(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?)",
            (record.kind.name, record.id, what, storable(value), storable(told)),
        )
    add(run, vocabulary, record, None, body_of(record))
    for number, text in enumerate(pages, 1):
        if text.strip():
            add(run, vocabulary, record, number, text)


def forget(run: Run, record: store.Record, which: str = "") -> None:
    """Take out a record's entries, or those of which our own condition `which` is true."""
    where = (record.kind.name, record.id)
    known = run(f"SELECT id FROM entries WHERE kind = ? AND record = ? {which}", where).fetchall()  # noqa: S608
    for (entry,) in known:
        _take_out(run, entry)


def _take_out(run: Run, entry: int) -> None:
    run("DELETE FROM words WHERE rowid = ?", (entry,))
    run("DELETE FROM entries WHERE id = ?", (entry,))
    run("DELETE FROM bodies WHERE id = ?", (entry,))


def add(run: Run, vocabulary: Vocabulary, record: store.Record, page: int | None, words: str) -> None:
    """Put in what a record says (no page), or what stands on a page of a document."""
    text = storable(words)
    entry = run(
        "INSERT INTO entries VALUES (NULL, ?, ?, ?, ?, ?)",
        (record.kind.name, record.id, storable(record.title), page, _holder(record)),
    ).lastrowid
    run("INSERT INTO bodies VALUES (?, ?)", (entry, text))
    title = _folded(record.title)
    body, broken = (folding.spaced(folded) for folded in (folding.folded(text), folding.broken_words(text)))
    holder = _folded(title_of_holder(run, record.kind.name, _holder(record)) or "") if page is None else ""
    run(
        "INSERT INTO words (rowid, title, body, broken, holder, document) VALUES (?, ?, ?, ?, ?, ?)",
        (entry, title if page is None else "", body, broken, holder, "" if page is None else title),
    )
    _learn(run, vocabulary, body, broken, title if page is None else "")
    if page is None:
        _name_holder(run, record.kind.name, record.id, title)


def _learn(run: Run, vocabulary: Vocabulary, *texts: str) -> None:
    for word in vocabulary.learn({word for text in texts for word in words_of(text)}):
        run("INSERT OR IGNORE INTO known VALUES (?)", (word,))


def _name_holder(run: Run, kind: str, record: str, title: str) -> None:
    """Let what belongs to a record be found by that one's title as well, as it is now; by nothing when it is gone."""
    if kind not in _HOLDERS:
        return
    belonging = run("SELECT id FROM entries WHERE belongs = ? AND belongs != ''", (record,)).fetchall()
    for (entry,) in belonging:
        run("UPDATE words SET holder = ? WHERE rowid = ?", (title, entry))


def title_of_holder(run: Run, kind: str, holder: str) -> str | None:
    """What the record is called to which one of this kind belongs; None where it belongs to none, or that one is gone."""
    if not holder:
        return None
    of_kind = BY_NAME[kind].field(BY_NAME[kind].belongs_to).refers_to
    statement = "SELECT title FROM entries WHERE kind = ? AND record = ? AND page IS NULL"
    row = run(statement, (of_kind, holder)).fetchone()
    return None if row is None else row[0]


def forget_gone(run: Run, kind: str, there: set[str]) -> None:
    """Forget every record of a kind that is not `there` any more."""
    for entry, record in run("SELECT id, record FROM entries WHERE kind = ?", (kind,)).fetchall():
        if record not in there:
            _name_holder(run, kind, record, "")
            _take_out(run, entry)
            run("DELETE FROM facts WHERE kind = ? AND record = ?", (kind, record))


def leave_no_word(run: Run) -> None:
    """Leave no word of what was forgotten in the index or its free pages. Outside a transaction.

    Deleting marks a word as gone; only merging all parts of the index takes it out. Records in the trash were marked before.
    """
    run("INSERT INTO words (words) VALUES ('optimize')")
    run("DELETE FROM known")
    run("INSERT INTO known SELECT term FROM vocabulary WHERE length(term) BETWEEN ? AND ?", (SHORTEST, LONGEST))
    run("VACUUM")
    run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
