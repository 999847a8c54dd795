"""The fields of a PDF's form: the value is what counts. An appearance that says something else is taken away; PDFium draws the value then.

ISO 32000-1, 12.7: a field's value and its flags may stand in the field or in any field above it; each place where a page shows it is a
widget. Runs in the worker process only.
"""

import re
import unicodedata
from html import unescape
from typing import Any, cast

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from ism_desktop.worker.pdf_objects import dictionary, items, resolved, text_of, whole

_HIGHEST = 60
_INHERITED = ("/FT", "/Ff", "/V", "/DA", "/Q", "/MaxLen", "/Opt", "/I", "/TI", "/DR")
_PASSWORD, _RADIO, _PUSH, _COMBO = 1 << 13, 1 << 15, 1 << 16, 1 << 17
_NOTHING = ("", "/Off", "NullObject")


class Widget:
    """A place on a page where a field is shown, with what the field inherits."""

    def __init__(self, shown: DictionaryObject, form: DictionaryObject) -> None:
        self.shown = shown
        self.chain = _chain(shown)
        self.form = form

    def get(self, key: str) -> Any:
        """What the field says, or a field above it; references are not followed."""
        for holder in self.chain:
            if key in holder:
                return holder.raw_get(key)
        return self.form.raw_get(key) if key in ("/DA", "/Q", "/DR") and key in self.form else None

    @property
    def kind(self) -> str:
        """`/Tx`, `/Ch`, `/Btn` or `/Sig`."""
        return str(resolved(self.get("/FT")))

    @property
    def flags(self) -> int:
        """The field's flags."""
        return whole(self.get("/Ff"))

    @property
    def field(self) -> DictionaryObject:
        """The field itself: the lowest with a name of its own."""
        return next((holder for holder in self.chain if "/T" in holder), self.chain[-1])

    def say(self, key: str, value: Any) -> None:
        """Write an entry into the widget and into its field."""
        for holder in (self.shown, self.field):
            holder[NameObject(key)] = value

    def look_away(self) -> None:
        """Take the appearance away: PDFium draws the value then."""
        self.shown.pop("/AP", None)

    def inherit(self) -> None:
        """Write all that is inherited into the widget: PDFium does not look up every number of fields for it."""
        for key in _INHERITED:
            value = self.get(key)
            if key not in self.shown and value is not None:
                self.shown[NameObject(key)] = value


def settle(form: DictionaryObject, pages: list[tuple[int, DictionaryObject]], reader: PdfReader) -> None:
    """Settle every widget on these pages."""
    reading = PageObject(reader)
    buttons: dict[int, list[Widget]] = {}
    for _, page in pages:
        for reference in items(page.get("/Annots")):
            shown = dictionary(reference)
            if shown is None or resolved(shown.get("/Subtype")) != "/Widget":
                continue
            widget = Widget(shown, form)
            widget.inherit()
            if widget.kind == "/Tx":
                _settle_text(widget, reading)
            elif widget.kind == "/Ch":
                _settle_choice(widget, reading)
            elif widget.kind == "/Btn" and not widget.flags & _PUSH:
                buttons.setdefault(id(widget.field), []).append(widget)
    for widgets in buttons.values():
        _settle_buttons(widgets)
    form.pop("/NeedAppearances", None)


def _settle_text(widget: Widget, reading: PageObject) -> None:
    value = text_of(widget.get("/V"))
    if not value and (rich := text_of(widget.get("/RV"))):
        value = plain_of(rich)
        widget.say("/V", TextStringObject(value))
    if isinstance(resolved(widget.get("/V")), StreamObject):
        widget.say("/V", TextStringObject(value))
    if not widget.flags & _PASSWORD and not _says(widget, reading, value):
        widget.look_away()


def _settle_choice(widget: Widget, reading: PageObject) -> None:
    options = [_option(option) for option in items(widget.get("/Opt"))]
    exports = [export for export, _ in options]
    labels = [label for _, label in options]
    given = widget.get("/V")
    values = [text_of(value) for value in items(given)] if given is not None else []
    values = [value for value in values if value not in _NOTHING]
    if not values:
        values = [exports[index] for index in map(whole, items(widget.get("/I"))) if 0 <= index < len(exports)]
    values = [exports[labels.index(value)] if value not in exports and value in labels else value for value in values]
    chosen = sorted(exports.index(value) for value in values if value in exports)
    if values:
        written = [TextStringObject(value) for value in values]
        widget.say("/V", written[0] if len(written) == 1 else ArrayObject(written))
    if widget.flags & _COMBO:
        value = values[0] if values else ""
        if not _says(widget, reading, labels[exports.index(value)] if value in exports else value):
            widget.look_away()
        return
    widget.say("/I", ArrayObject([NumberObject(index) for index in chosen]))
    if chosen and "/TI" not in widget.shown:
        widget.say("/TI", NumberObject(_first_line(widget, chosen, len(options))))
    widget.look_away()  # whether the chosen entry is marked cannot be read out of an appearance


def _first_line(widget: Widget, chosen: list[int], count: int) -> int:
    """The entry at the top of a list box, so that the chosen one is seen."""
    rectangle = [float(resolved(side)) for side in items(widget.shown.get("/Rect"))]
    size = re.search(r"([\d.]+)\s+Tf", text_of(widget.get("/DA")))
    points = float(size[1]) if size and float(size[1]) > 0 else 12.0
    lines = int(abs(rectangle[3] - rectangle[1]) / (points * 1.25)) if len(rectangle) == 4 else count
    return 0 if chosen[-1] < max(lines, 1) else min(chosen[0], max(0, count - max(lines, 1)))


def _option(option: Any) -> tuple[str, str]:
    parts = items(option)
    found = [text_of(part) for part in parts]
    if len(found) == 2:
        return found[0], found[1]
    same = text_of(option) or (found or [""])[0]
    return same, same


def _settle_buttons(widgets: list[Widget]) -> None:
    """Check boxes and radio buttons of one field: the state that is shown is the one that the value names."""
    value = str(resolved(widgets[0].get("/V")) or "")
    if not value:
        return
    value = value if value.startswith("/") else f"/{value}"
    states = [_states(widget) for widget in widgets]
    if value != "/Off" and any(states) and not any(value in known for known in states):
        by_number = _by_number(widgets[0], value, states)
        if by_number is None:
            return
        value = by_number
    for widget, known in zip(widgets, states, strict=True):
        if known:
            widget.shown[NameObject("/AS")] = NameObject(value if value in known else "/Off")
        elif len(widgets) == 1:
            # Without an appearance the state has no name; PDFium then knows this one.
            state = NameObject("/Off" if value == "/Off" else "/Yes")
            widget.say("/V", state)
            widget.look_away()
            widget.shown[NameObject("/AS")] = state


def _by_number(widget: Widget, value: str, states: list[set[str]]) -> str | None:
    """The state for a value that is one of the field's export values: states are numbered in their order then."""
    exports = [text_of(option) for option in items(widget.get("/Opt"))]
    wanted = value[1:]
    if wanted not in exports:
        return None
    number = f"/{exports.index(wanted)}"
    return number if any(number in known for known in states) else None


def _states(widget: Widget) -> set[str]:
    looks = dictionary(widget.shown.get("/AP"))
    normal = resolved(looks.get("/N")) if looks is not None else None
    if not isinstance(normal, DictionaryObject) or isinstance(normal, StreamObject):
        return set()
    return {str(state) for state in normal if state != "/Off" and isinstance(resolved(normal.get(state)), StreamObject)}


def _says(widget: Widget, reading: PageObject, value: str) -> bool:
    """Whether the appearance says this value."""
    looks = dictionary(widget.shown.get("/AP"))
    look = resolved(looks.get("/N")) if looks is not None else None
    if not isinstance(look, StreamObject):
        return not value and look is None and "/MK" not in widget.shown
    try:
        said = reading.extract_xform_text(cast("Any", look))
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001 - an appearance that cannot be read is drawn anew
        return False
    return _letters(said) == _letters(value) or _amount(said) == _amount(value) is not None


def _letters(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def _amount(text: str) -> float | None:
    """The number that a text is, however it is grouped: a form may show 1234.5 as $1,234.50."""
    digits = re.sub(r"[^\d.,-]", "", text)
    if re.search(r"[^\W\d_]", text) or not digits:
        return None
    try:
        return float(digits.replace(",", ""))
    except ValueError:
        return None


def plain_of(rich: str) -> str:
    """The words of a rich text (XHTML)."""
    lines = re.sub(r"(?i)</p\s*>|<br\s*/?>", "\n", rich)
    return unescape(re.sub(r"<[^>]*>", "", lines)).strip()


def _chain(shown: DictionaryObject) -> list[DictionaryObject]:
    chain = [shown]
    seen = {id(shown)}
    while len(chain) < _HIGHEST:
        parent = dictionary(chain[-1].get("/Parent"))
        if parent is None or id(parent) in seen:
            break
        chain.append(parent)
        seen.add(id(parent))
    return chain
