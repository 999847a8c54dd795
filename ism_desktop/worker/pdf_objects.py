"""Objects of a PDF as pypdf reads them: looked at safely, and written out byte for byte as they were read."""

import io
from collections.abc import Callable, Iterable
from typing import Any, cast

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

_REGULAR = frozenset(range(0x21, 0x7F)) - frozenset(b"#()<>[]{}/%")

Refers = Callable[[IndirectObject], bytes]


def exact_names() -> None:
    """Have pypdf read names byte for byte: a name is bytes, and those of other encodings must be found and written as they are."""
    cast("Any", NameObject).CHARSETS = ("latin-1",)


def resolved(value: Any) -> Any:
    """What a reference refers to; anything else as it is. pypdf's `get` of a dictionary does not follow references."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def dictionary(value: Any) -> DictionaryObject | None:
    """The dictionary (or stream) that this is or refers to."""
    found = resolved(value)
    return found if isinstance(found, DictionaryObject) else None


def items(value: Any) -> list[Any]:
    """The items of the array that this is or refers to; one value that stands for itself as a list of one; nothing as none."""
    found = resolved(value)
    if isinstance(found, ArrayObject):
        return list(cast("list[Any]", found))
    return [] if found is None or type(found).__name__ == "NullObject" else [value]


def numbers(value: Any, count: int) -> tuple[float, ...] | None:
    """The numbers of an array of this length."""
    found = resolved(value)
    if not isinstance(found, ArrayObject) or len(cast("list[Any]", found)) != count:
        return None
    try:
        return tuple(float(resolved(item)) for item in cast("list[Any]", found))
    except (TypeError, ValueError):
        return None


def whole(value: Any) -> int:
    """A whole number, 0 where there is none."""
    found = resolved(value)
    return int(found) if isinstance(found, int) else 0


def text_of(value: Any) -> str:
    """A text string, or a stream's content, as text."""
    found = resolved(value)
    if isinstance(found, StreamObject):
        return found.get_data().decode("utf-8", "replace")
    if isinstance(found, bytes):
        return found.decode("latin-1")
    return str(found) if isinstance(found, str) else ""


def identity(value: Any) -> int:
    """What tells one object from another: its number, or for one without a number the place where it lies in memory."""
    return value.idnum if isinstance(value, IndirectObject) else -id(value)


def written(value: object, refers: Refers, left_out: frozenset[str] = frozenset()) -> bytes:
    """An object as it stands in a file. `refers` writes a reference; entries in `left_out` are dropped from every dictionary."""
    if isinstance(value, IndirectObject):
        return refers(value)
    if isinstance(value, NameObject):
        return _name(value)
    if isinstance(value, DictionaryObject):
        pairs = ((key, entry) for key, entry in value.items() if key not in left_out)
        return b"<<%b>>" % entries(cast("Any", pairs), refers, left_out)
    if isinstance(value, ArrayObject):
        return b"[%b]" % b" ".join([written(item, refers, left_out) for item in cast("list[Any]", value)])
    if isinstance(value, TextStringObject):
        return b"<%b>" % value.original_bytes.hex().encode()
    if isinstance(value, ByteStringObject):
        return b"<%b>" % bytes(value).hex().encode()
    return _plain(value)


def entries(pairs: Iterable[tuple[Any, Any]], refers: Refers, left_out: frozenset[str] = frozenset()) -> bytes:
    """The entries of a dictionary without its brackets."""
    return b" ".join([_name(key) + b" " + written(value, refers, left_out) for key, value in pairs])


def stream_bytes(source: StreamObject) -> bytes:
    """A stream's content as it is filtered."""
    return source._data  # noqa: SLF001 - pypdf has no public way to it  # pyright: ignore[reportPrivateUsage]


def _plain(value: object) -> bytes:
    out = io.BytesIO()
    if isinstance(value, PdfObject):
        cast("Any", value).write_to_stream(out)
    return out.getvalue() or b"null"


def _name(name: str) -> bytes:
    raw = name.removeprefix("/").encode("latin-1", "replace")
    return b"/" + b"".join(bytes((byte,)) if byte in _REGULAR else b"#%02X" % byte for byte in raw)
