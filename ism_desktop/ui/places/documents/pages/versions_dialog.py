"""All versions of a document: what was done, which is in use, two of them side by side, and the way back to any."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import version_words
from ism_desktop.records.document_versions import Version
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary, small
from ism_desktop.ui.places.documents.pages.compare_versions import CompareVersions
from ism_desktop.ui.record_kit.history import moment


class VersionsDialog(Dialog):
    """`use_wanted` and `save_wanted` carry a version."""

    use_wanted = Signal(object)
    save_wanted = Signal(object)

    def __init__(self, workspace: Workspace, title: str, versions: Sequence[Version], window: QWidget) -> None:
        super().__init__(tr("Versions of “{title}”", title=title), window, name="versions_dialog", width=720)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._versions = list(versions)
        for version in reversed(self._versions):
            self.body.addWidget(self._panel(version))
        self.body.addWidget(
            secondary(
                tr(
                    "One version is shown, searched, printed and put into the binder. The others stay in your record, the original too, "
                    "and leave it only with an export or a backup."
                )
            )
        )
        self.add_close()

    def _panel(self, version: Version) -> Panel:
        panel = Panel(role="panel-accent" if version.in_use else "panel")
        panel.setObjectName("version_panel")
        name = version_words.name(version)
        title = label(tr("{name} – in use", name=name) if version.in_use else name, "subheading")
        panel.body.addWidget(title)
        size = in_use().small_size(version.file["size"])
        pages = tr_n("{number} page", "{number} pages", version.pages)
        panel.body.addWidget(small(tr("{when} · {pages} · {size}", when=moment(version.at), pages=pages, size=size)))
        panel.body.addWidget(self._buttons(version, name))  # near its name: at large text the rest is scrolled to
        for words in version_words.words(version):
            panel.body.addWidget(label(words))
        digest = version.file["sha256"]
        shown = small(tr("SHA-256: {digest}", digest=" ".join(digest[start : start + 8] for start in range(0, 64, 8))))
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        panel.body.addWidget(shown)
        return panel

    def _buttons(self, version: Version, name: str) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        if not version.in_use and not version.is_part and not version.is_locked:
            use = button(tr("Use this version"), partial(self._on_use, version), name="version_use")
            use.setAccessibleName(tr("Use this version: {name}", name=name))
            row.addWidget(use)
        if not version.in_use and not version.is_locked:
            compare = button(
                tr("Compare with the one in use"),
                partial(self._on_compare, version),
                role="quiet",
                name="version_compare",
            )
            compare.setAccessibleName(tr("Compare with the one in use: {name}", name=name))
            row.addWidget(compare)
        save = button(tr("Save a copy…"), partial(self.save_wanted.emit, version), role="quiet", name="version_save")
        save.setAccessibleName(tr("Save a copy: {name}", name=name))
        row.addWidget(save)
        return holder

    def _on_use(self, version: Version) -> None:
        self.accept()
        self.use_wanted.emit(version)

    def _on_compare(self, version: Version) -> None:
        (current,) = (one for one in self._versions if one.in_use)
        CompareVersions(self._workspace, version, current, self).open()
