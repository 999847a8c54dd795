"""What a PDF holds beside its pages: files inside it, and forms that only another program can lay out.

PDFium says whether there is such a form. Everything else is read with pypdf, which is loaded only for files whose bytes hint at it. Runs
in the worker process only.
"""

import contextlib
import ctypes
import io
import itertools
import re
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple, cast

import pypdfium2.raw

from ism_desktop.worker.limits import MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, MEGABYTE
from ism_desktop.worker.refusals import Refusal

_raw: Any = pypdfium2.raw

# A file inside cannot be without one of these; what lies in packed object streams is unpacked and looked at too.
_HINT = re.compile(rb"/EF\s*(?:<<|\d)|/FileAttachment\b")
_PACKED = re.compile(rb"/ObjStm\b")
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY_BYTES = 2_000
_MOST_PACKED = 20_000
_UNPACKED_AT_ONCE = 16 * MEGABYTE
_UNPACKED_IN_ALL = 256 * MEGABYTE
_ENCRYPTED = re.compile(rb"/Encrypt\b")

# So many pages are looked at for notes that hold files, and so many notes on one.
_PAGES_LOOKED_AT = 2_000
_NOTES_LOOKED_AT = 5_000
_DEEPEST_TREE = 40
_MOST_NODES = 20_000


class Inside(NamedTuple):
    """A file inside a PDF: its name as it stands there, the size that it claims (-1 for none), and its stream."""

    name: str
    size: int
    stream: Any


def notices(document: Any, untrusted: Any) -> list[tuple[str, list[int], list[str]]]:
    """What there is to know, as rows of `shapes.Notice`, of an open PDFium document and its bytes."""
    form = int(_raw.FPDF_GetFormType(document))
    is_xfa = form in (_raw.FORMTYPE_XFA_FULL, _raw.FORMTYPE_XFA_FOREGROUND)
    if not is_xfa and not _hints(document, untrusted):
        return []
    found: list[tuple[str, list[int], list[str]]] = []
    reader = _reader(untrusted)
    if is_xfa and (form == _raw.FORMTYPE_XFA_FULL or _has_no_fields(reader)):
        found.append(("dynamic_form", [], []))
    names = [inside.name for inside in _files(document, reader)]
    if names:
        is_portfolio = reader is not None and "/Collection" in _catalog(reader)
        found.append(("portfolio" if is_portfolio else "attachments", [], names))
    return found


def files_inside(document: Any, untrusted: Any) -> list[Inside]:
    """The files inside an open PDFium document with these bytes, in an order that is always the same."""
    return _files(document, _reader(untrusted))


def content(inside: Inside) -> bytes:
    """The bytes of a file inside, no more than the limits allow. Raises Refusal, and whatever pypdf raises on a damaged stream."""
    stream = inside.stream
    if isinstance(stream, _Kept):
        return stream.content()
    filters = _plain(stream.get("/Filter"))
    if isinstance(filters, list) and len(cast("list[Any]", filters)) == 1:
        filters = _plain(cast("list[Any]", filters)[0])
    packed: bytes = stream._data  # noqa: SLF001 - pypdf has no public way to the bytes as they are filtered
    if filters == "/FlateDecode" and not _plain(stream.get("/DecodeParms")):
        return _unpacked(packed)
    made = packed if not filters else bytes(stream.get_data())
    if len(made) > MAX_ATTACHMENT_BYTES:
        raise Refusal("memory")
    return made


def _files(document: Any, reader: Any) -> list[Inside]:
    """As `_files_read`; where pypdf cannot read the file, those of the name tree that PDFium finds."""
    return _files_kept(document) if reader is None else _files_read(reader)


def _files_read(reader: Any) -> list[Inside]:
    """The files of the name tree, of the catalog's and the pages' associated files, and of notes on pages; each stream once."""
    found: list[Inside] = []
    seen: set[object] = set()
    # A damaged branch costs what is behind it, not the files found before.
    with contextlib.suppress(Exception):
        for name, specification in _specifications(reader):
            with contextlib.suppress(Exception):
                inside, key = _inside(name, specification)
                if inside is not None and key not in seen:
                    seen.add(key)
                    found.append(inside)
            if len(found) >= MAX_ATTACHMENTS:
                break
    return found


class _Kept:
    """A file inside as PDFium holds it."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        length = ctypes.c_ulong()
        self.is_there = bool(_raw.FPDFAttachment_GetFile(handle, None, 0, ctypes.byref(length)))
        self.size = int(length.value)

    def name(self) -> str:
        length = int(_raw.FPDFAttachment_GetName(self._handle, None, 0))
        buffer = ctypes.create_string_buffer(length + 2)
        letters = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))  # PDFium's FPDF_WCHAR
        _raw.FPDFAttachment_GetName(self._handle, letters, length)
        return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0")

    def content(self) -> bytes:
        if self.size > MAX_ATTACHMENT_BYTES:
            raise Refusal("memory")
        buffer, length = ctypes.create_string_buffer(self.size), ctypes.c_ulong()
        if not _raw.FPDFAttachment_GetFile(self._handle, buffer, self.size, ctypes.byref(length)):
            raise Refusal("damaged")
        return buffer.raw[: min(self.size, int(length.value))]


def _files_kept(document: Any) -> list[Inside]:
    count = min(int(_raw.FPDFDoc_GetAttachmentCount(document)), MAX_ATTACHMENTS)
    kept = [_Kept(_raw.FPDFDoc_GetAttachment(document, index)) for index in range(count)]
    return [Inside(one.name(), one.size, one) for one in kept if one.is_there]


def _hints(document: Any, untrusted: Any) -> bool:
    if int(_raw.FPDFDoc_GetAttachmentCount(document)) > 0:
        return True
    if _HINT.search(untrusted):
        return True
    places = list(_packed_places(untrusted))
    if places and _ENCRYPTED.search(untrusted):
        return True  # the packed objects cannot be looked at here
    left = _UNPACKED_IN_ALL
    for place in places:
        text = _packed_text(untrusted, place)
        left -= len(text)
        if _HINT.search(text):
            return True
        if left < 0:
            break
    return False


def _packed_places(untrusted: Any) -> Iterator[int]:
    """Where the content of each object stream begins."""
    for number, match in enumerate(_PACKED.finditer(untrusted)):
        if number >= _MOST_PACKED:
            return
        start = _STREAM.search(untrusted, match.end(), match.end() + _DICTIONARY_BYTES)
        if start is not None:
            yield start.end()


def _packed_text(untrusted: Any, start: int) -> bytes:
    # Object streams are small; what is behind the end of one is not read, since the decoder stops there.
    window = memoryview(untrusted)[start : start + _UNPACKED_AT_ONCE]
    try:
        return zlib.decompressobj().decompress(window, _UNPACKED_AT_ONCE)
    except zlib.error:
        return b""
    finally:
        window.release()


def _reader(untrusted: Any) -> Any:
    """A pypdf reader; None where pypdf cannot read what PDFium could repair."""
    # Late: pypdf takes longer to load than this process takes to start, and few files have anything inside.
    from pypdf import PdfReader  # noqa: PLC0415

    try:
        stream = untrusted if hasattr(untrusted, "seek") else io.BytesIO(untrusted)
        reader = PdfReader(cast("Any", stream))
        if reader.is_encrypted and not reader.decrypt(""):
            return None
        if not isinstance(_catalog(reader), dict):
            return None
    except Exception:  # noqa: BLE001 - on damaged files pypdf raises any error there is
        return None
    return reader


def _catalog(reader: Any) -> Any:
    return _plain(reader.trailer["/Root"])


def _plain(value: Any) -> Any:
    """What a reference refers to; None where that cannot be read."""
    try:
        return value.get_object() if hasattr(value, "get_object") else value
    except Exception:  # noqa: BLE001 - on damaged files pypdf raises any error there is
        return None


def _entry(dictionary: Any, key: str) -> Any:
    """The entry of a dictionary with references followed; None where it is none, or has no such entry."""
    dictionary = _plain(dictionary)
    return _plain(cast("dict[str, Any]", dictionary).get(key)) if isinstance(dictionary, dict) else None


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _has_no_fields(reader: Any) -> bool:
    """Whether an XFA form has something in it and no field of it is drawn on a page: then the pages are no form."""
    if reader is None:
        return False
    xfa = _entry(_entry(_catalog(reader), "/AcroForm"), "/XFA")
    # pypdf takes a stream for a dictionary, which is false while it has no entries.
    if not (hasattr(xfa, "get_data") or _list(xfa)):
        return False
    return not any(_entry(note, "/Subtype") == "/Widget" for note in _notes(reader))


def _pages(reader: Any) -> Iterator[Any]:
    """The first pages, as far as they can be read."""
    pages: list[Any] = []
    with contextlib.suppress(Exception):
        pages += itertools.islice(reader.pages, _PAGES_LOOKED_AT)
    return iter(pages)


def _notes(reader: Any) -> Iterator[Any]:
    """The annotations of the first pages, as far as they can be read."""
    for page in _pages(reader):
        notes: list[Any] = []
        with contextlib.suppress(Exception):
            notes = _list(_entry(page, "/Annots"))[:_NOTES_LOOKED_AT]
        for note in notes:
            plain = None
            with contextlib.suppress(Exception):
                plain = _plain(note)
            if isinstance(plain, dict):
                yield cast("Any", plain)


def _specifications(reader: Any) -> Iterator[tuple[str, Any]]:
    """Every file specification, with the name that the name tree gives it."""
    catalog = _catalog(reader)
    yield from _tree(_entry(_entry(catalog, "/Names"), "/EmbeddedFiles"))
    for specification in _list(_entry(catalog, "/AF")):
        yield "", specification
    for page in _pages(reader):
        for specification in _list(_entry(page, "/AF")):
            yield "", specification
    for note in _notes(reader):
        if _entry(note, "/Subtype") == "/FileAttachment":
            yield "", note.get("/FS")


def _tree(root: Any) -> Iterator[tuple[str, Any]]:
    """The leaves of a name tree, which a damaged file may have bent into a ring."""
    waiting: list[tuple[Any, int]] = [(root, 0)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_NODES:
        node, depth = waiting.pop()
        node = _plain(node)
        if not isinstance(node, dict) or depth > _DEEPEST_TREE or id(cast("Any", node)) in seen:
            continue
        seen.add(id(cast("Any", node)))
        names = _list(_entry(node, "/Names"))
        for key, specification in zip(names[::2], names[1::2], strict=False):
            yield _text(_plain(key)), specification
        waiting += [(kid, depth + 1) for kid in reversed(_list(_entry(node, "/Kids")))]


def _inside(name: str, specification: Any) -> tuple[Inside | None, object]:
    """The file that a specification holds, with what tells its stream from others; None where the file lies elsewhere."""
    specification = _plain(specification)
    held = _entry(specification, "/EF")
    if not isinstance(held, dict):
        return None, None
    held = cast("dict[str, Any]", held)
    for key in ("/UF", "/F", "/Unix", "/Mac", "/DOS"):
        reference = held.get(key)
        stream = _plain(reference)
        if hasattr(stream, "get_data"):
            own = (_text(_entry(specification, which)) for which in ("/UF", "/F", "/Unix", "/Mac", "/DOS"))
            called = next((words for words in own if words.strip()), name)
            stated = _entry(_entry(stream, "/Params"), "/Size")
            size = int(stated) if isinstance(stated, int) and 0 <= stated < 2**50 else -1
            return Inside(called[:1000], size, stream), getattr(reference, "idnum", id(stream))
    return None, None


def _text(value: Any) -> str:
    """A name as text. File names were written in any encoding; what is no UTF-8 is read as Latin-1, which reads any bytes."""
    if isinstance(value, str):
        return str(value)
    if not isinstance(value, bytes):
        return ""
    raw = bytes(value)
    for mark, encoding in ((b"\xfe\xff", "utf-16"), (b"\xff\xfe", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _unpacked(packed: bytes) -> bytes:
    decoder = zlib.decompressobj()
    made = decoder.decompress(packed, MAX_ATTACHMENT_BYTES + 1)
    if len(made) > MAX_ATTACHMENT_BYTES:
        raise Refusal("memory")
    return made
