"""Deleting for good what lies in the trash: one question that says what goes and what still holds it, and the work after a yes."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import backup_status, erasing, store
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.breaking import breakable, path
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.vault import Vault

_LONGEST = 60

# What shall go: ids in the trash, by the name of their kind.
Chosen = Mapping[str, Sequence[str]]


def everything_in_trash(workspace: Workspace) -> Chosen:
    """All that lies in the trash, of every kind."""
    with workspace.vault.read() as session:
        return store.trashed_ids(session, KINDS)


def ask_to_delete(workspace: Workspace, chosen: Chosen, parent: QWidget, *, whole_trash: bool = False) -> None:
    """Ask once, and delete it after a yes. `whole_trash` says that nothing else of these kinds lies there."""
    if any(chosen.values()):
        DeleteDialog(workspace, chosen, parent.window(), whole_trash=whole_trash).open()


class DeleteDialog(Dialog):
    """The question. Esc and Enter leave everything as it is."""

    def __init__(self, workspace: Workspace, chosen: Chosen, parent: QWidget, *, whole_trash: bool) -> None:
        self._workspace = workspace
        self._chosen = chosen
        with workspace.vault.read() as session:
            titles = [
                store.get(session, kind, record_id).title for kind in KINDS for record_id in chosen.get(kind.name, ())
            ]
            known = backup_status.read(session, workspace.vault, workspace.computer.id)
        super().__init__(
            _headline(titles, _counted(chosen), whole_trash=whole_trash),
            parent,
            name="delete_for_good",
            width=520,
            icon_name="mdi6.delete-forever-outline",
        )
        self.body.addWidget(label(_what_goes(chosen, len(titles))))
        self.body.addWidget(label(_what_holds_it(known.latest, many=len(titles) > 1)))
        self.body.addWidget(
            secondary(
                tr(
                    "Print-outs and copies that you saved stay where they are, and so does the list of what left your record."
                )
            )
        )
        self.body.addStretch(1)
        self.cancel = button(tr("Keep in the trash"), self.reject, name="delete.cancel")
        self.cancel.setDefault(True)
        self.delete = button(
            tr("Delete for good"),
            self._on_delete,
            role="danger",
            icon_name="mdi6.delete-forever-outline",
            name="delete.yes",
        )
        self.delete.setAutoDefault(False)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.delete)
        self.cancel.setFocus()

    def _on_delete(self) -> None:
        self.accept()
        delete_for_good(self._workspace, self._chosen)


def delete_for_good(workspace: Workspace, chosen: Chosen) -> None:
    """Delete it: the records at once, their files in the background. Nothing that was done before can be undone any more."""
    try:
        with workspace.vault.write() as session:
            for kind in KINDS:
                if chosen.get(kind.name):
                    erasing.erase(session, kind, chosen[kind.name])
    except Exception as error:  # noqa: BLE001  (the workspace tells our own errors from bugs)
        workspace.report(error)
        return
    workspace.undo_bar.forget()
    _drop_drafts(workspace, {record_id for ids in chosen.values() for record_id in ids})
    workspace.background.run(partial(_finish, workspace.vault), owner=workspace, title=tr("Deleting for good"))


def _drop_drafts(workspace: Workspace, ids: Collection[str]) -> None:
    """Forget what was typed about these records, whatever it was typed into: a draft may be that of one page, as ID.3."""
    for name, record_id in workspace.drafts.all():
        if record_id is not None and record_id.partition(".")[0] in ids:
            workspace.drafts.drop(name, record_id)
    workspace.drafts.flush()


def _finish(vault: Vault, task: Task) -> None:
    for copy in erasing.finish(vault):
        task.tell(
            copy.name, tr("This rescue copy of your record may still contain it: “{path}”.", path=str(copy)), good=False
        )


def _counted(chosen: Chosen) -> str:
    """`2 medications and 1 reaction`."""
    return in_use().listed(kind.count_words(len(chosen[kind.name])) for kind in KINDS if chosen.get(kind.name))


def _headline(titles: Sequence[str], counted: str, *, whole_trash: bool) -> str:
    if whole_trash:
        return tr("Empty the trash?")
    if len(titles) > 1:
        return tr("Delete for good: {what}?", what=counted)
    title = " ".join(titles[0].split())
    cut = title if len(title) <= _LONGEST else f"{title[:_LONGEST]}…"
    return tr("Delete “{title}” for good?", title=breakable(cut))


def _what_goes(chosen: Chosen, count: int) -> str:
    documents = len(chosen.get(DOCUMENTS.name, ()))
    others = count - documents
    parts: list[str] = []
    if documents:
        parts.append(
            tr_n(
                "The document is deleted: the file itself, the text read from it, its history and every link to it.",
                "{number} documents are deleted: the files themselves, the text read from them, their history and every link to them.",
                documents,
            )
        )
    if others:
        parts.append(
            tr("What else you chose is deleted with its history.")
            if documents
            else tr("All of it is deleted, with its history. Documents that were attached to it stay.")
        )
    return "\n".join([*parts, tr("This cannot be undone.")])


def _what_holds_it(latest: backup_status.Backup | None, *, many: bool) -> str:
    if latest is None:
        if many:
            return tr(
                "No backup is known here. If you made a copy of your record elsewhere, that copy still contains them."
            )
        return tr("No backup is known here. If you made a copy of your record elsewhere, that copy still contains it.")
    day = in_use().day(latest.at.astimezone().date())
    place = path(latest.place)
    if many:
        return tr(
            "Backups made before still contain them. The last one was made on {day}, in “{path}”. The next backup "
            "will not; older ones do until newer ones replace them or you delete them yourself.",
            day=day,
            path=place,
        )
    return tr(
        "Backups made before still contain it. The last one was made on {day}, in “{path}”. The next backup will "
        "not; older ones do until newer ones replace them or you delete them yourself.",
        day=day,
        path=place,
    )
