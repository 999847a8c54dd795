"""The dialog of all tags: renamed, merged, given a colour and a picture, or taken away everywhere; each as one step with undo."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr, tr_n
from ism_desktop.records import reverting, tags
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.tags import COLOURS, ICONS, TAGS
from ism_desktop.records.tag_names import last_part, tidy
from ism_desktop.records.tags import TagUse
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.enter_line import EnterLine
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary, small
from ism_desktop.ui.places.documents import changes
from ism_desktop.ui.record_kit.tag_look import tag_icon

_NAME = Qt.ItemDataRole.UserRole
_INDENT = "      "


class TagsDialog(Dialog):
    """A list of tags, and below it the one that is chosen."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(tr("Tags"), parent, name="tags_dialog", width=560, height=620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workspace = workspace
        self._tags: dict[str, TagUse] = {}
        self.body.addWidget(secondary(tr("A tag that is renamed or merged changes on every document at once.")))
        self.list = QListWidget()
        self.list.setObjectName("tags_list")
        self.list.setAccessibleName(tr("Tags"))
        self.list.currentItemChanged.connect(self._show_current)
        self.body.addWidget(self.list, 1)
        self._none = secondary(tr("There are no tags yet. Type one into the field “Tags” of a document."))
        self.body.addWidget(self._none)
        self._editing = QWidget()
        self._build()
        self.body.addWidget(self._editing)
        closing = button(tr("Close"), self.accept, name="close")
        self.foot.addWidget(closing)
        workspace.changed.connect(self._on_changed)
        self._read()

    def _build(self) -> None:
        flow = FlowLayout(self._editing, spacing=8)
        self.name = EnterLine()
        self.name.setObjectName("tag_name")
        self.name.setAccessibleName(TAGS.field("name").label)
        self.name.setMinimumWidth(theme().px(220))
        self.name.textChanged.connect(self._say)
        self.name.returnPressed.connect(self._on_rename)
        self.colour, self.icon = DropDown(), DropDown()
        for drop, name, choices in ((self.colour, "colour", COLOURS), (self.icon, "icon", ICONS)):
            drop.setObjectName(f"tag_{name}")
            drop.setAccessibleName(TAGS.field(name).label)
            for choice in choices:
                picture = tag_icon(choice.value, "label") if name == "colour" else tag_icon("grey", choice.value)
                drop.addItem(picture, choice_label(TAGS.field(name), choice.value), choice.value)
            drop.activated.connect(self._on_dress)
        self.rename = button(tr("Rename"), self._on_rename, role="primary", name="tag_rename")
        self.delete = button(
            tr("Take away everywhere"), self._on_delete, icon_name="mdi6.tag-off-outline", name="tag_delete"
        )
        for part in (self.name, self.rename, self.colour, self.icon, self.delete):
            flow.addWidget(part)
        self._fault = label("", "fault")
        self._fault.hide()
        self.body.addWidget(self._fault)
        self.body.addWidget(small(TAGS.field("name").help))

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & {"documents", TAGS.name}:
            self._read()

    def _read(self) -> None:
        kept = self._current
        with self._workspace.vault.read() as session:
            found = tags.all_tags(session)
        self._tags = {tag.name: tag for tag in found}
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.setIconSize(QSize(theme().px(18), theme().px(18)))
            for tag in found:
                counted = tr_n("{number} document", "{number} documents", tag.number)
                item = QListWidgetItem(
                    tag_icon(tag.colour, tag.icon), f"{_INDENT * tag.depth}{last_part(tag.name)}  ·  {counted}"
                )
                item.setData(_NAME, tag.name)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{tag.name}, {counted}")
                self.list.addItem(item)
            names = list(self._tags)
            self.list.setCurrentRow(names.index(kept) if kept in names else 0 if names else -1)
        self.list.setVisible(bool(names))
        self._none.setVisible(not names)
        self._editing.setVisible(bool(names))
        self._show_current()

    @property
    def _current(self) -> str:
        return str(self.list.currentIndex().data(_NAME) or "")

    def choose(self, name: str) -> None:
        """Choose a tag."""
        if name in self._tags:
            self.list.setCurrentRow(list(self._tags).index(name))

    def _show_current(self) -> None:
        tag = self._tags.get(self._current)
        self.name.setText("" if tag is None else tag.name)
        if tag is not None:
            self.colour.setCurrentIndex(self.colour.findData(tag.colour))
            self.icon.setCurrentIndex(self.icon.findData(tag.icon))
        self._say()

    def _say(self) -> None:
        wanted = tidy(self.name.text())
        is_other = bool(wanted) and wanted != self._current
        self.rename.setEnabled(is_other)
        words = tr("Merge with “{tag}”", tag=wanted) if is_other and wanted in self._tags else tr("Rename")
        self.rename.setText(words.replace("&", "&&"))
        self.rename.setAccessibleName(words)
        self._fault.hide()

    def _on_rename(self) -> None:
        former, wanted = self._current, tidy(self.name.text())
        if not former or wanted == former:
            return
        merges = wanted in self._tags
        try:
            with self._workspace.vault.write() as session:
                since = reverting.mark(session)
                tags.rename(session, former, wanted)
                until = reverting.mark(session)
        except InvalidRecord as error:
            self._fault.setText(" ".join(error.fields.values()))
            self._fault.show()
            return
        words = tr("“{former}” is now “{tag}”.", former=former, tag=wanted)
        if merges:
            words = tr("“{former}” was merged with “{tag}”.", former=former, tag=wanted)
        self._offer(words, since, until)
        self._read()
        self.choose(wanted)

    def _on_dress(self) -> None:
        tag = self._tags.get(self._current)
        if tag is None:
            return
        with self._workspace.vault.write() as session:
            since = reverting.mark(session)
            tags.dress(session, tag.name, self.colour.currentData(), self.icon.currentData())
            until = reverting.mark(session)
        if until > since:
            self._offer(tr("“{tag}” looks different now.", tag=tag.name), since, until)

    def _on_delete(self) -> None:
        tag = self._tags.get(self._current)
        if tag is None:
            return
        with self._workspace.vault.write() as session:
            since = reverting.mark(session)
            tags.delete(session, tag.name)
            until = reverting.mark(session)
        self._offer(tr("The tag “{tag}” was taken away everywhere.", tag=tag.name), since, until)

    def _offer(self, words: str, since: int, until: int) -> None:
        self._workspace.undo_bar.offer(words, partial(changes.take_back, self._workspace, since, until))
