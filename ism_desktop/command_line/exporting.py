"""The verb export, and what the verb import does with the folder of an export."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from ism_desktop import exchange
from ism_desktop.command_line import printing_papers
from ism_desktop.command_line.asked_days import period_of
from ism_desktop.command_line.opening import open_vault
from ism_desktop.command_line.output import Output, note, progress
from ism_desktop.errors import ExitStatus, IsmError
from ism_desktop.language import tr, tr_lazy, tr_n
from ism_desktop.records import disclosures
from ism_desktop.worker import Workers


class ExportAmongFiles(IsmError):
    """An export was named together with other paths."""

    title = tr_lazy("An export is imported by itself")


def export(words: Namespace, output: Output) -> ExitStatus:
    """Write everything into a folder as ordinary files."""
    to: Path = words.to.absolute()
    with (
        open_vault(words, lambda seen: exchange.require_place(to, seen.path)) as opened,
        progress() as shown,
    ):
        report = exchange.export(opened, words.to, shown)
        shown.clear()
    values = {
        "path": str(report.path),
        "documents": report.documents,
        "files": report.files,
        "bytes": report.size,
        "left_out": [{"document": left.document_id, "title": left.title} for left in report.left_out],
        "notices": list(report.notices),
    }
    said = tr_n(
        "Exported: every entry and {number} document",
        "Exported: every entry and {number} documents",
        report.documents,
    )
    output.item(values, f"{said}\n    {report.path}")
    note(tr("These files are not encrypted. Anyone who can open the folder can read everything."))
    for notice in report.notices:
        note(notice)
    return ExitStatus.DAMAGED if report.left_out else ExitStatus.DONE


def journal(words: Namespace, output: Output) -> ExitStatus:
    """Write the journal into a file as a table for a spreadsheet."""
    today = datetime.now().astimezone().date()
    period = None if words.begins is None and words.ends is None else period_of((words.begins, words.ends), today)
    target: Path = words.out.absolute()
    with open_vault(words, lambda _: printing_papers.require_place(target)) as opened:
        made = exchange.journal_table(opened, period)
        written = printing_papers.write_and_enter(opened, target, made.content, disclosures.JOURNAL_TABLE)
    if str(target) != "/dev/stdout":  # there the table itself is the answer
        said = tr_n(
            "Saved: {number} entry of the journal (not encrypted)",
            "Saved: {number} entries of the journal (not encrypted)",
            made.entries,
        )
        output.item({"path": str(target), "entries": made.entries, "bytes": written}, f"{said}\n    {target}")
    return ExitStatus.DONE


def is_export(paths: list[Path]) -> bool:
    """Whether the paths are one export. Raises ExportAmongFiles when there is one among others."""
    found = [path for path in paths if exchange.looks_like_export(path)]
    if found and len(paths) > 1:
        raise ExportAmongFiles(
            tr("“{path}” is an export of this program, and other files were named beside it.", path=str(found[0])),
            tr("Import the export alone, into a new vault. Then import the other files."),
        )
    return bool(found)


def import_export(words: Namespace, output: Output) -> ExitStatus:
    """Take an export into the vault, which must be empty."""
    with open_vault(words) as opened, Workers() as workers, progress() as shown:
        report = exchange.import_export(opened, words.paths[0], workers, shown)
        shown.clear()
    values = {
        "path": str(words.paths[0]),
        "made": report.manifest.made,
        "documents": report.documents,
        "records": report.records,
        "notices": list(report.notices),
    }
    said = tr(
        "Imported. Documents: {documents}, other entries: {entries}", documents=report.documents, entries=report.records
    )
    output.item(values, said)
    for notice in report.notices:
        note(notice)
    return ExitStatus.SOME_REFUSED if report.notices else ExitStatus.DONE
