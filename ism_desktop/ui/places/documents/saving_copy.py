"""Saving a copy of a document outside the vault, after a few words on what that means."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ism_desktop import documents
from ism_desktop.language import tr
from ism_desktop.records import document_versions, version_words
from ism_desktop.records.document_versions import Version
from ism_desktop.records.store import Record
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.files import ask_where
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.paper_kit.notice import Notice


class SavingCopy(QObject):
    """Asks where, and writes the file there in the background; the job tray says how it went."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self._version: Version | None = None

    def begin(self, record: Record) -> None:
        """Say that the copy will not be encrypted, then ask where it shall go."""
        with self._workspace.vault.read() as session:
            known = document_versions.of_document(session, record.id)
        self.begin_version(next(one for one in known if one.in_use))

    def begin_version(self, version: Version) -> None:
        """The same with any version of a document."""
        self._version = version
        notice = Notice(
            tr("The copy opens only with its password") if version.is_locked else tr("The copy will not be encrypted"),
            _what_you_get(version),
            tr(
                "Save it where only you can see it. A program that opens it may keep copies of its own and remember its name. The copy"
                " is not removed by itself: delete it, and empty the wastebasket, when you no longer need it. The document in your"
                " record stays as it is."
            ),
            tr("Choose where to save"),
            self._page,
        )
        notice.accepted.connect(self._on_told)
        notice.open()

    def _on_told(self) -> None:
        if self._version is not None:
            ask_where(self._page, tr("Save a copy"), self._version.file_name, self._on_place, name="save_copy_dialog")

    def _on_place(self, name: str) -> None:
        if self._version is not None:
            work = partial(_save, self._workspace, self._version, Path(name))
            self._workspace.background.run(work, owner=self, title=tr("Saving a copy"))


def _what_you_get(version: Version) -> str:
    if version.is_locked:
        return tr(
            "You get the original file, exactly as you added it: a PDF that opens with the password it came with. "
            "Your record does not know that password."
        )
    if version.is_original:
        return tr(
            "You get the original file, exactly as you added it. The copy is an ordinary file: anyone who can open "
            "its folder or memory stick can read it."
        )
    if version.is_unlocked:
        return tr(
            "You get the unlocked copy, which opens without a password. The locked original is under “Versions…”. The copy is an "
            "ordinary file: anyone who can open its folder or memory stick can read it."
        )
    return tr(
        "You get {name} of the document, not the original. The copy is an ordinary file: anyone who can open "
        "its folder or memory stick can read it.",
        name=version_words.name(version),
    )


def _save(workspace: Workspace, version: Version, target: Path, task: Task) -> None:
    documents.save_version(workspace.vault, version, target)
    parent = str(target.parent)
    task.tell(
        target.name,
        tr("Saved in {parent}. It opens with the password it came with.", parent=parent)
        if version.is_locked
        else tr("Saved in {parent}. This copy is not encrypted.", parent=parent),
    )
