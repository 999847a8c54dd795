"""`import --dry-run`: what would come in, and what would not and why, before anything does."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from ism_desktop.command_line.opening import open_vault
from ism_desktop.command_line.output import Output, note, on_one_line, progress
from ism_desktop.documents import Foreseen, counted, look_through
from ism_desktop.errors import ExitStatus
from ism_desktop.language import LazyText, tr, tr_lazy, tr_n
from ism_desktop.records import kind
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.worker import Workers

_BECOMES: Mapping[str, LazyText] = {
    "twin": tr_lazy("Already there: {path}"),
    "in trash": tr_lazy("In the trash: {path}"),
    "locked": tr_lazy("Would be imported with its password: {path}"),
    "refused": tr_lazy("Would not be imported: {path}"),
}


def look(words: Namespace, output: Output) -> ExitStatus:
    """Say for each file what an import would do with it. Nothing is written."""
    with open_vault(words) as opened, Workers() as workers, progress() as shown:
        found = look_through(opened, workers, words.paths, shown)
    for one in found:
        proposed: Mapping[str, Any] = one.proposed if words.folder_names else {}
        values: dict[str, Any] = {
            "path": str(one.path),
            "becomes": one.becomes,
            "reason": one.reason,
            "pages": one.pages,
            "kind": proposed.get("type"),
            "tags": list(proposed.get("tags", ())),
        }
        output.item(values, _line(one, proposed))
    counts = counted(found)
    note(
        tr(
            "{new} would be imported, {locked} with a password, {twins} are there already, {trash} are in the trash,"
            " {refused} would be refused.",
            new=counts["new"],
            locked=counts["locked"],
            twins=counts["twin"],
            trash=counts["in trash"],
            refused=counts["refused"],
        )
    )
    return ExitStatus.SOME_REFUSED if counts["refused"] else ExitStatus.DONE


def _line(one: Foreseen, proposed: Mapping[str, object]) -> str:
    path = on_one_line(str(one.path))
    if one.becomes != "new":
        return f"{_BECOMES[one.becomes].filled(path=path)}\n    {one.reason}"
    line = tr_n(
        "Would be imported: {path} ({number} page)", "Would be imported: {path} ({number} pages)", one.pages, path=path
    )
    shown = [
        tr("{field}: {value}", field=field.label, value=kind.in_one_line(field, proposed[field.name]))
        for field in DOCUMENTS.fields
        if field.name in proposed
    ]
    return "\n".join([line, *(f"    {each}" for each in shown)])
