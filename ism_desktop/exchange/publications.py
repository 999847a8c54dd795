"""A file of publications taken into the vault: the worker reads it, and each is filed among those that are known, some at a time.

Each piece is a transaction of its own, so that the window gets at the vault in between. Whatever ends it early, what was filed stays, and
the import says so; the same file can be imported again, and only the rest is new.
"""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ism_desktop.errors import FileUnreadable, InvalidRecord, RecordMissing
from ism_desktop.language import tr
from ism_desktop.progress import Cancelled, Progress, no_progress
from ism_desktop.records import bulk, history, publications, store
from ism_desktop.records.kinds.publication_imports import PUBLICATION_IMPORTS
from ism_desktop.records.kinds.publications import PUBLICATIONS
from ism_desktop.records.publication_words import types_text
from ism_desktop.records.publications import Filed
from ism_desktop.records.values import PartialDate, Rows
from ism_desktop.vault import Vault
from ism_desktop.worker import Publication, RefusedPublication, Workers

_AT_ONCE = 60  # filed in one transaction
_PAUSE = 0.0005  # seconds between two, for others to get hold of the vault
_MOST_REFUSALS = 200  # told one by one; a file with more is damaged

_Batch = Sequence[Publication | RefusedPublication]


@dataclass(slots=True)
class TakenIn:
    """What an import did. `is_whole`: it came to the end of the file, and was not stopped before."""

    file_format: str = ""
    total: int = 0
    filed: Filed = field(default_factory=Filed)
    refused: list[RefusedPublication] = field(default_factory=list[RefusedPublication])
    refused_count: int = 0
    import_id: str = ""
    is_whole: bool = False


def take_in(
    vault: Vault,
    workers: Workers,
    untrusted: bytes,
    file_name: str,
    today: date,
    progress: Progress = no_progress,
    *,
    search: str = "",
) -> TakenIn:
    """Take in a file of publications; cancelling keeps what was filed so far, and is told in the result.

    Raises:
        DocumentRefused: it is no such file, or damaged; what was filed before the damage stays.
        VaultNotWritable: the disk is full.
    """
    taken = TakenIn()
    try:
        with workers.publications(untrusted) as file:
            del untrusted  # the process has it now: a large file need not lie in memory twice
            taken.file_format = file.format
            for batch in _ahead(file.batches()):
                for piece in _pieces(batch):
                    progress(taken.total, 0, tr("Reading the file"))
                    _file(vault, piece, file_name, taken)
        taken.is_whole = True
    except Cancelled:
        pass
    finally:
        if taken.total:
            _remember(vault, taken, file_name, today, search)
    return taken


def _ahead(batches: Iterator[_Batch]) -> Iterator[_Batch]:
    """The same, each read by a thread while the one before is filed: the worker has a core of its own."""
    with ThreadPoolExecutor(1, thread_name_prefix="publications") as thread:
        coming = thread.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = thread.submit(next, batches, None)
            yield batch


def _pieces(batch: _Batch) -> Iterator[_Batch]:
    for start in range(0, len(batch), _AT_ONCE):
        yield batch[start : start + _AT_ONCE]


def _file(vault: Vault, piece: _Batch, file_name: str, taken: TakenIn) -> None:
    found = [one for one in piece if isinstance(one, Publication)]
    values = [values_of(one) for one in found]
    time.sleep(_PAUSE)
    try:
        with vault.write() as session:
            filed = publications.file_away(session, values, where_from=file_name, is_told=False)
    except InvalidRecord:
        for number, one in enumerate(found, taken.total + 1):
            _file_alone(vault, one, number, file_name, taken)
    else:
        taken.filed.add(filed)
    refused = [one for one in piece if isinstance(one, RefusedPublication)]
    _refuse(taken, refused)
    taken.total += len(piece)


def _file_alone(vault: Vault, one: Publication, number: int, file_name: str, taken: TakenIn) -> None:
    """One that stood beside another which cannot be saved."""
    try:
        with vault.write() as session:
            taken.filed.add(publications.file_away(session, [values_of(one)], where_from=file_name, is_told=False))
    except InvalidRecord:
        _refuse(taken, [RefusedPublication(number, "invalid", one.title[:200])])


def _refuse(taken: TakenIn, refused: Sequence[RefusedPublication]) -> None:
    taken.refused_count += len(refused)
    taken.refused += refused[: _MOST_REFUSALS - len(taken.refused)]


def values_of(found: Publication) -> dict[str, Any]:
    """A publication of a file as the fields of its record."""
    texts = {name: getattr(found, name) or None for name in ("pmid", "doi", "title", "authors", "journal", "abstract")}
    return {
        **texts,
        "published": _day(found.published),
        "types": types_text(found.types) or None,
        "relations": Rows.of({"what": what, "where": where or None} for what, where in found.notices),
    }


def _day(text: str) -> PartialDate | None:
    try:
        return PartialDate.from_stored(text) if text else None
    except ValueError:
        return None


def _remember(vault: Vault, taken: TakenIn, file_name: str, today: date, search: str) -> None:
    refusals = ({"number": one.number, "reason": one.reason, "about": one.about or None} for one in taken.refused)
    values = {
        "on_date": PartialDate.from_date(today),
        "file_name": file_name,
        "file_format": taken.file_format,
        "total": taken.total,
        "new": len(taken.filed.new),
        "known": taken.filed.known,
        "changed": len(taken.filed.changed),
        "refused": taken.refused_count,
        "refusals": Rows.of(refusals),
        "search": search,
    }
    with vault.write() as session:
        taken.import_id = store.save(session, PUBLICATION_IMPORTS, values)
        session.info["changed"].add(PUBLICATIONS.name)  # which the pieces did not tell


def take_back(vault: Vault, taken: TakenIn, progress: Progress = no_progress) -> None:
    """Take an import back: what was new goes into the trash, what was added to known ones is taken away again. Raises RecordMissing."""
    _in_pieces(vault, taken, progress, is_back=True)
    with vault.write() as session:
        for record_id, version in reversed(taken.filed.changed):
            try:
                history.bring_back(session, PUBLICATIONS, record_id, version)
            except RecordMissing:
                continue  # deleted for good meanwhile
        store.trash(session, PUBLICATION_IMPORTS, taken.import_id)
        session.info["changed"].add(PUBLICATIONS.name)


def bring_again(vault: Vault, taken: TakenIn, progress: Progress = no_progress) -> None:
    """Do again what was taken back: what was new comes out of the trash. Raises RecordMissing."""
    _in_pieces(vault, taken, progress, is_back=False)
    with vault.write() as session:
        store.restore(session, PUBLICATION_IMPORTS, taken.import_id)
        session.info["changed"].add(PUBLICATIONS.name)


def _in_pieces(vault: Vault, taken: TakenIn, progress: Progress, *, is_back: bool) -> None:
    move = bulk.trash if is_back else bulk.restore
    ids = taken.filed.new
    for start in range(0, len(ids), _AT_ONCE):
        progress(start, len(ids), tr("Undoing the import") if is_back else tr("Importing again"))
        time.sleep(_PAUSE)
        with vault.write() as session:
            move(session, PUBLICATIONS, ids[start : start + _AT_ONCE], is_told=False)


def read_file(path: Any) -> bytes:
    """The bytes of a file. Raises FileUnreadable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(
            tr("“{file}” could not be read: {reason}.", file=path.name, reason=error.strerror or ""),
            tr("Look whether it is still there, and choose it again."),
        ) from error
