"""Editor of what a document says in the fields that the person defined: each as a field of the form, those of other kinds in a menu."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ism_desktop.language import tr
from ism_desktop.records import own_fields
from ism_desktop.records.kind import Choice, Field, Input
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.own_fields import DATE, LIST, NUMBER, OWN_FIELDS, PERSON, YES_NO
from ism_desktop.records.own_fields import OwnField, Row
from ism_desktop.records.values import Rows
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed
from ism_desktop.ui.record_kit.editors.number import NumberEditor
from ism_desktop.ui.record_kit.fields import FieldLayout, FieldRow

_NAME_AND_ENTRY = 2
_INPUTS = {DATE: Input.DATE, YES_NO: Input.YES_NO, NUMBER: Input.QUANTITY, PERSON: Input.NAME}


class OwnValuesEditor(Editor):
    """The fields offered with the document's kind, and those in which it says something; the others wait in a menu.

    What cannot be typed into a field any more, because it takes a date now and held words, stands below it until it is cleared. Rows whose
    field lies in the trash are kept and not shown. `make` makes the editor of a field.
    """

    def __init__(self, field: Field, workspace: Workspace, make: Callable[[Field], Editor]) -> None:
        super().__init__(field)
        self._workspace = workspace
        self._make = make
        self._kind: object = None
        self._held: tuple[Row, ...] = ()
        self._offered: list[OwnField] = []
        self._asked: set[str] = set()
        self._parts: dict[str, _Part] = {}
        self._is_showing = False
        self.column.setSpacing(12)
        self.hold(QWidget(self))
        self._grid = FieldLayout(self.control)
        self._more = button(tr("More fields…"), role="quiet", icon_name="mdi6.plus", name=f"{field.name}.more")
        self._menu = QMenu(self._more)
        self._menu.setObjectName("own_fields_menu")
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more.setMenu(self._menu)
        self._first = button(
            tr("Add a field of your own…"),
            self._on_define,
            role="quiet",
            icon_name="mdi6.plus",
            name=f"{field.name}.define",
        )
        for part in (self._more, self._first):
            self.column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        workspace.changed.connect(self._on_changed_elsewhere)
        self._build()

    # Which fields stand here ---------------------------------------------------------------------------------------------

    @property
    def is_of_use(self) -> bool:
        """Whether there is any field to fill in."""
        return bool(self._offered or self._parts)

    def follow(self, value: object) -> None:
        """Offer the fields of this kind of document; what is typed stays."""
        if value != self._kind:
            self._kind = value
            self._build_again()

    def _on_changed_elsewhere(self, kinds: frozenset[str]) -> None:
        if OWN_FIELDS.name in kinds:
            self._build_again()

    def _build_again(self) -> None:
        typed = self.typed()
        self._build()
        self._retype(typed)

    def _wanted(self) -> list[tuple[str, OwnField, Row | None]]:
        """Every field that is to stand here, with its key and the row that it shows."""
        held: dict[str, Row] = {}
        for row in self._held:
            if not own_fields.is_removed(row):
                key = str(row.get("field") or row.get("name") or "")
                while key in held:
                    key += "+"  # whoever said something twice in one field keeps both
                held[key] = row
        known = {one.id: one for one in self._offered}
        wanted = [
            (one.id, one, held.get(one.id))
            for one in self._offered
            if one.id in held or one.id in self._asked or one.is_offered_with(self._kind)
        ]
        others = {key: row for key, row in held.items() if key not in known}
        return wanted + [
            (key, known.get(key.rstrip("+")) or own_fields.field_of(row), row) for key, row in others.items()
        ]

    def _build(self) -> None:
        with self._workspace.vault.read() as session:
            self._offered = own_fields.offered(session)
        wanted = self._wanted()
        same = [(key, part.own) for key, part in self._parts.items()] == [(key, own) for key, own, _ in wanted]
        if not same:
            self._rebuild(wanted)
        self._is_showing = True
        for key, _, row in wanted:
            self._parts[key].show_row(row)
        self._is_showing = False
        self.control.setVisible(bool(self._parts))
        self._more.setVisible(bool(self._offered))
        self._first.setVisible(not self._offered)

    def _rebuild(self, wanted: Iterable[tuple[str, OwnField, Row | None]]) -> None:
        """Arrange the fields that stand here already, so that the cursor stays, with new ones among them."""
        former, self._parts = self._parts, {}
        for part in former.values():
            self._grid.removeWidget(part)
        for key, own, row in wanted:
            part, inside = former.get(key), self._inside(key, own, row)
            if part is not None and part.own == own and part.field.choices == inside.choices:
                del former[key]
            else:
                part = _Part(own, row, inside, self._editor(own, inside))
                part.edited.connect(self._on_edited)
            self._parts[key] = part
            self._grid.addWidget(part)
            part.show()
        for part in former.values():
            part.hide()
            part.deleteLater()
        self.setFocusProxy(next(iter(self._parts.values())).editor if self._parts else self._more)

    def _inside(self, key: str, own: OwnField, row: Row | None) -> Field:
        name, words = f"{self.field.name}.{key}", own.name.replace("&", "&&")
        if own.sort == LIST:
            said = str((row or {}).get("text") or "")
            answers = [*own.answers, *([said] if said and said not in own.answers else [])]
            return Field(name, words, Input.CHOICE, choices=tuple(Choice(each, each) for each in answers))
        if own.sort == PERSON:
            return Field(name, words, Input.NAME, refers_to=CARE_TEAM.name)
        used = None if own.sort in _INPUTS else partial(own_fields.used_answers, field_id=own.id)
        return Field(name, words, _INPUTS.get(own.sort, Input.TEXT), units=(own.unit,) if own.unit else (), used=used)

    def _editor(self, own: OwnField, inside: Field) -> Editor:
        return NumberEditor(inside, self._workspace) if own.sort == NUMBER else self._make(inside)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for own in self._offered:
            if own.id not in self._parts:
                action = self._menu.addAction(own.name.replace("&", "&&"))
                action.triggered.connect(partial(self._on_asked, own.id))
        if not self._menu.isEmpty():
            self._menu.addSeparator()
        self._menu.addAction(tr("Own fields…"), self._on_define)

    def _on_asked(self, field_id: str, _checked: bool = False) -> None:
        self._asked.add(field_id)
        self._build_again()
        if field_id in self._parts:
            self._parts[field_id].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_define(self) -> None:
        self._workspace.show_page(OWN_FIELDS.name)

    def _on_edited(self) -> None:
        if not self._is_showing:
            self.changed.emit()

    # The value -----------------------------------------------------------------------------------------------------------

    def show_value(self, value: object) -> None:
        """Show what a document says in its own fields, or nothing for None."""
        self._held = value.rows if isinstance(value, Rows) else ()
        self._asked = {one for one in self._asked if one in self._parts and self._parts[one].typed_value() is not None}
        self._build()

    def read(self) -> Rows | None:
        """The rows; raises ValueError with a sentence that names the field."""
        read = {id(part.row): part for part in self._parts.values() if part.row is not None}
        kept = [read[id(row)].read_row() if id(row) in read else row for row in self._held]
        new = [part.read_row() for part in self._parts.values() if part.row is None]
        return Rows.of(row or {} for row in [*kept, *new])

    def typed(self) -> Typed:
        """What stands in each field that says something, by the field's key."""
        return [[key, typed] for key, part in self._parts.items() if (typed := part.typed_value()) is not None] or None

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        given = typed if isinstance(typed, list) else []
        self._asked |= {str(pair[0]) for pair in given}
        self._build()
        self._retype(typed)

    def _retype(self, typed: Typed) -> None:
        stood: dict[str, Any] = {str(key): said for key, said in typed} if isinstance(typed, list) else {}
        self._is_showing = True
        for key, part in self._parts.items():
            part.retype_value(stood.get(key))
        self._is_showing = False

    def mark(self, *, on: bool) -> None:
        """Show at each field what is wrong with it; the mark goes when a person types there."""
        for part in self._parts.values():
            if on:
                part.check()

    def name_control(self, words: str) -> None:
        """Say to a screen reader what these fields are."""
        self.control.setAccessibleName(words)


class _Part(FieldRow):
    """One field of the person's own: `row` is what the document says in it, which stays as it is until somebody types here."""

    def __init__(self, own: OwnField, row: Row | None, field: Field, editor: Editor) -> None:
        super().__init__(field, editor)
        self.own = own
        self.row = row
        self._shown: Typed = None
        self._stands_below = False
        self._below = QWidget(self)
        line = QHBoxLayout(self._below)
        line.setContentsMargins(0, 0, 0, 0)
        self._words = small("")
        line.addWidget(self._words, 1)
        line.addWidget(button(tr("Clear"), self._on_clear, role="quiet", name=f"{field.name}.clear"))
        self.layout().addWidget(self._below)  # pyright: ignore[reportOptionalMemberAccess]  (FieldRow has one)
        self.name_parts(own.name)

    def show_row(self, row: Row | None) -> None:
        """Show what a document says here; below the editor where it is nothing that can be typed into it."""
        self.row = row
        value = self.own.value(row)
        words = "" if row is None or value is not None else own_fields.words_of(row)
        self.show_value(value)
        self._shown = self.editor.typed()
        self._set_below(words)

    def _set_below(self, words: str) -> None:
        self._stands_below = bool(words)
        if words:
            self._words.setText(tr("So far: {words}", words=words))
        self._below.setVisible(bool(words))

    def _on_clear(self) -> None:
        self._set_below("")
        self.edited.emit()

    def read_row(self) -> Row | None:
        """What the document says here now. Raises ValueError with a sentence that names the field."""
        typed = self.editor.typed()
        if typed == self._shown and (self._stands_below or self._shown is not None):
            return self.row
        try:
            return self.own.row(self.editor.read())
        except ValueError as error:
            raise ValueError(tr("“{field}”: {fault}", field=self.own.name, fault=str(error))) from None

    def typed_value(self) -> Any:
        """What stands here: the editor's, else in a list what stands below it; None for nothing."""
        typed = self.editor.typed()
        return (
            [own_fields.words_of(self.row)] if typed is None and self._stands_below and self.row is not None else typed
        )

    def retype_value(self, typed: Any) -> None:
        """Put back what `typed` gave."""
        name = typed if isinstance(typed, list) and len(typed) == _NAME_AND_ENTRY else None
        if isinstance(typed, list) and name is None and self.row is not None and self._shown is None:
            self._set_below(own_fields.words_of(self.row))
            self.editor.retype(None)
            return
        self._set_below("")
        if name is not None:
            self.editor.retype(name if self.own.sort == PERSON else str(name[0]))
        else:
            self.editor.retype(typed if isinstance(typed, str) else None)
