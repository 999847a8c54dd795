"""The verb `versions`: what was made of a document, and one of the files as it is, saved out."""

from argparse import Namespace
from pathlib import Path

from ism_desktop.command_line.named_records import none
from ism_desktop.command_line.naming import Named, the_one
from ism_desktop.command_line.opening import open_vault
from ism_desktop.command_line.output import Output
from ism_desktop.command_line.printing_papers import require_place
from ism_desktop.documents import save_version
from ism_desktop.errors import CannotPrint, CannotSave, ExitStatus, IsmError
from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import document_versions, store, version_words
from ism_desktop.records.document_versions import Version
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Session


class NoSuchDocument(IsmError):
    """What was typed names no document, or more than one."""

    title = tr_lazy("Unknown document")


def versions(words: Namespace, output: Output) -> ExitStatus:
    """List the versions of a document, or save one of them. Raises NoSuchDocument, CannotSave."""
    if (words.save is None) != (words.out is None):
        raise CannotSave(tr("“--save” and “--out” belong together."), tr("Name both, or neither to see the list."))
    target = None if words.out is None else words.out.absolute()
    with open_vault(words, lambda _: _require_place(target)) as opened:
        with opened.read() as session:
            known = document_versions.of_document(session, _document(session, " ".join(words.names)))
        if target is None:
            for number, version in enumerate(known, 1):
                _list(number, version, output)
            return ExitStatus.DONE
        number: int = words.save
        if number > len(known):
            raise CannotSave(
                tr("This document has no version {number}.", number=number),
                tr("Leave out “--save” to see which there are."),
            )
        save_version(opened, known[number - 1], target)
    output.item({"number": number, "path": str(target)}, tr("Saved: {path} (not encrypted)", path=str(target)))
    return ExitStatus.DONE


def _document(session: Session, name: str) -> str:
    there = [
        Named(record.id, record.title, (record.values["file_name"],))
        for record in store.list_active(session, DOCUMENTS)
    ]
    try:
        return the_one(name, there, none(tr("There is no document yet."))).id
    except CannotPrint as error:
        raise NoSuchDocument(error.what, error.advice) from error


def _require_place(target: Path | None) -> None:
    try:
        if target is not None:
            require_place(target)
    except CannotPrint as error:
        raise CannotSave(error.what, error.advice) from error


def _list(number: int, version: Version, output: Output) -> None:
    title, file = version_words.name(version), version.file
    values = {
        "number": number,
        "name": title,
        "file": version.file_name,
        "media_type": file["media_type"],
        "pages": version.pages,
        "size": file["size"],
        "sha256": file["sha256"],
        "made": version.at,
        "in_use": version.in_use,
    }
    line = tr("{number}. {name}: {file}", number=number, name=title, file=version.file_name)
    if version.in_use:
        line = tr("{number}. {name}: {file} (in use)", number=number, name=title, file=version.file_name)
    output.item(values, "\n".join([line, *(f"    {words}" for words in version_words.words(version))]))
