"""What each verb does, once its words are understood. Each returns an exit status."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ism_desktop import demo, vault
from ism_desktop.command_line import (
    exporting,
    import_looking,
    locked_pdfs,
    passphrase,
    passphrase_verb,
    printing_papers,
    safekeeping,
    totals_verb,
    versions_verb,
)
from ism_desktop.command_line.opening import open_vault
from ism_desktop.command_line.output import Output, note, on_one_line, progress
from ism_desktop.command_line.printing_labels import WantedLabels
from ism_desktop.documents import (
    ImportResult,
    folder_names,
    import_attachments,
    import_documents,
    page_strings,
    restore_document,
)
from ism_desktop.errors import ExitStatus, IsmError
from ism_desktop.language import LazyText, tr, tr_lazy, tr_n
from ism_desktop.records import document_notices, store
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.search import HIT_END, HIT_START, Hit, Index
from ism_desktop.records.searching.doubts import remarks
from ism_desktop.records.store import Record
from ism_desktop.records.values.plain import for_programs
from ism_desktop.settings import Settings
from ism_desktop.worker import Workers
from ism_desktop.worker.reading_languages import chosen

_OUTCOMES: Mapping[str, LazyText] = {
    "refused": tr_lazy("Not imported: {path}"),
    "duplicate": tr_lazy("Already there: {path}"),
    "restored": tr_lazy("Restored from the trash: {path}"),
}


class NoSuchKind(IsmError):
    """The word is the name of no kind of record."""

    title = tr_lazy("Unknown kind of entry")


def create(words: Namespace, output: Output) -> ExitStatus:
    """Make a new vault, and fill it with the demo patient if wanted."""
    vault.require_free(words.vault.absolute())
    typed = passphrase.get(words.passphrase_fd, twice=True)
    with progress() as shown, closing(vault.create(words.vault, typed, shown)) as made:
        if words.fill_demo:
            with Workers() as workers:
                demo.fill(made, workers, shown)
    path = str(words.vault.absolute())
    output.item({"vault": path, "demo": words.fill_demo}, tr("Vault created: {path}", path=path))
    return ExitStatus.DONE


def import_(words: Namespace, output: Output) -> ExitStatus:
    """Take files in, and say for each how it ended; an export is taken in as a whole."""
    if exporting.is_export(words.paths):
        return exporting.import_export(words, output)
    if words.dry_run:
        return import_looking.look(words, output)
    results: list[ImportResult] = []
    locked: list[ImportResult] = []

    def take(result: ImportResult) -> None:
        if result.locked is None:
            say(result)
        else:
            locked.append(result)  # told when it is known whether a password opens it

    def say(result: ImportResult) -> None:
        shown.clear()
        if result.outcome == "in trash":
            result = restore_document(opened, result)
        results.append(result)
        values = {
            "path": str(result.path),
            "outcome": result.outcome,
            "reason": result.reason,
            "document": result.document_id,
            "pages": result.pages,
            "notices": _notices_as_json(result.notices),
            "inside": result.inside or None,
            "locked": result.locked is not None,
        }
        output.item(values, _import_line(result))

    passwords = locked_pdfs.Passwords.of(words)
    with open_vault(words) as opened, Workers() as workers:
        with progress() as shown:
            _read_in_languages(workers, words)
            proposed = folder_names.proposed if words.folder_names else None
            import_documents(opened, workers, words.paths, shown, take, proposed=proposed)
        left = locked_pdfs.take_in(passwords, opened, workers, locked, say)
        locked.clear()
        with progress() as shown:
            for holder in [result.document_id for result in results if words.attachments and result.document_id]:
                import_attachments(opened, workers, holder, progress=shown, on_result=take)
        for result in [*left, *locked_pdfs.take_in(passwords, opened, workers, locked, say)]:
            say(replace(result, reason=f"{result.reason} {locked_pdfs.advice()}"))
    refused = any(result.outcome == "refused" for result in results)
    return ExitStatus.SOME_REFUSED if refused else ExitStatus.DONE


def _read_in_languages(workers: Workers, words: Namespace) -> None:
    """Read in the languages that the command names, or those of the settings; say which cannot be."""
    kept = Settings()
    codes = words.read_in.split(",") if words.read_in else kept["reading_languages"]
    folder = str(words.models.absolute()) if words.models else kept["reading_folder"]
    workers.models.use(chosen(codes, folder))
    for problem in workers.models.problems():
        note(str(problem))


def _import_line(result: ImportResult) -> str:
    path = on_one_line(str(result.path))
    if result.inside:
        path = tr("{path}, inside {holder}", path=path, holder=on_one_line(result.inside))
    if result.outcome != "imported":
        said = _OUTCOMES[result.outcome].filled(path=path)
        return f"{said}\n    {result.reason}" if result.reason else said
    line = tr_n("Imported: {path} ({number} page)", "Imported: {path} ({number} pages)", result.pages or 0, path=path)
    return "\n".join([line, *(f"    {notice}" for notice in document_notices.lines(result.notices))])


def _notices_as_json(notices: Iterable[document_notices.AnyNotice]) -> list[dict[str, Any]]:
    return [{"code": one.code, "pages": list(one.pages), "names": list(one.names)} for one in notices]


def search(words: Namespace, output: Output) -> ExitStatus:
    """Find words in everything."""
    with open_vault(words) as opened, progress() as shown:
        with closing(Index(opened, lambda text_file_id: page_strings(opened, text_file_id))) as index:
            index.catch_up(shown)
            typed = " ".join(words.words)
            for remark in remarks(index.asked(typed)):
                note(remark.words)
            hits = index.search(typed, limit=words.limit)
            similar = index.nearly(typed, len(hits), limit=words.limit)[: max(0, words.limit - len(hits))]
        shown.clear()
    if similar and not hits:
        note(tr("No results for “{words}”. Similar words stand here:", words=typed))
    for hit in (*hits, *similar):
        snippet = hit.snippet.replace(HIT_START, "").replace(HIT_END, "")
        values = {
            "kind": hit.kind,
            "title": hit.title,
            "snippet": snippet,
            "document": hit.document_id,
            "page": hit.page,
        }
        output.item(values, f"{_hit_line(hit)}\n    {' '.join(snippet.split())}")
    if not (hits or similar):
        note(tr("No results for “{words}”", words=typed))
    return ExitStatus.DONE


def _hit_line(hit: Hit) -> str:
    kind = BY_NAME[hit.kind].singular
    if hit.page:
        return tr("{kind}: {title}, page {page}", kind=kind, title=hit.title, page=hit.page)
    return tr("{kind}: {title}", kind=kind, title=hit.title)


def list_(words: Namespace, output: Output) -> ExitStatus:
    """List records: of one kind, or of every kind."""
    if words.kind is not None and words.kind not in BY_NAME:
        raise NoSuchKind(
            tr("There are no entries of the kind “{name}”.", name=words.kind),
            tr("Choose one of: {names}.", names=", ".join(BY_NAME)),
        )
    kinds = KINDS if words.kind is None else (BY_NAME[words.kind],)
    with open_vault(words) as opened, opened.read() as session:
        records = [record for kind in kinds for record in store.list_active(session, kind)]
    for record in records:
        title = " ".join(record.title.split())
        line = title if words.kind else tr("{kind}: {title}", kind=record.kind.singular, title=title)
        output.item(_as_json(record), line)
    return ExitStatus.DONE


def _as_json(record: Record) -> dict[str, Any]:
    values = {name: for_programs(value) for name, value in record.values.items()}
    if values.get("notices") is not None:
        values["notices"] = _notices_as_json(document_notices.of_document(record.values))
    return {"kind": record.kind.name, "id": record.id, "title": record.title, "values": values}


def print_(words: Namespace, output: Output) -> ExitStatus:
    """Draw a paper into a PDF file."""
    today = datetime.now().astimezone().date()
    target: Path = words.out.absolute()
    wanted = printing_papers.Wanted(
        words.paper_name,
        words.paper,
        today,
        words.appointment,
        tuple(words.names),
        (words.begins, words.ends),
        is_large=words.large,
        with_name=words.with_name,
        with_notes=words.with_notes,
        labels=WantedLabels(words.labels or "", words.begin_at, words.free or 0, words.with_title, words.with_date),
    )
    printing_papers.require_sense(wanted)
    with open_vault(words, lambda _: printing_papers.require_place(target)) as opened, progress() as shown:
        left_out = printing_papers.draw(opened, wanted, target, shown)
    for reason in left_out:
        note(tr("Left out: {reason}", reason=reason))
    values = {"paper": words.paper_name, "path": str(target), "left_out": list(left_out)}
    if str(target) != "/dev/stdout":  # there the paper itself is the answer
        output.item(values, tr("Saved: {path} (not encrypted)", path=str(target)))
    return ExitStatus.SOME_REFUSED if left_out else ExitStatus.DONE


VERBS: Mapping[str, Callable[[Namespace, Output], ExitStatus]] = {
    "create": create,
    "import": import_,
    "search": search,
    "list": list_,
    "print": print_,
    "backup": safekeeping.backup,
    "verify": safekeeping.verify,
    "restore": safekeeping.restore,
    "export": exporting.export,
    "journal": exporting.journal,
    "totals": totals_verb.totals,
    "passphrase": passphrase_verb.change,
    "versions": versions_verb.versions,
}
