"""Streams of a PDF on their way into the binder: pictures in them lose what a camera noted, and nothing else is touched."""

import re
import zlib
from typing import Any, cast

from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject, NameObject, StreamObject

from ism_desktop.worker.pdf_objects import dictionary, items, resolved, stream_bytes
from ism_desktop.worker.private_facts import is_jpeg_2000, jpeg_2000_without_private_facts, without_private_facts
from ism_desktop.worker.refusals import Refusal

_JPEG, _JPEG_2000 = ("/DCTDecode", "/DCT"), ("/JPXDecode",)
_FULL_NAME = {"/DCT": "/DCTDecode"}
_START_WITHIN = 1024
_MOST_CONTENT = 100_000_000
# Streams that draw nothing: fonts, profiles, functions, tables.
_NOT_DRAWING = frozenset(("/Length1", "/Length2", "/Length3", "/FunctionType", "/CMapName", "/N", "/Alternate"))
_NOT_DRAWING_TYPES = ("/Image", "/Type1C", "/CIDFontType0C", "/OpenType", "/XML")
# A JPEG that stands in the middle of the content of a page.
_INLINE = re.compile(rb"\bBI\b[^<]{0,600}?/(?:DCT|DCTDecode)\b.{0,600}?\bID\b", re.DOTALL)
_NOTED = re.compile(rb"\xff[\xe1-\xed\xef\xfe]..", re.DOTALL)
_CHAINED = re.compile(rb"/(?:A85|AHx|Fl|LZW|RL|ASCII85Decode|ASCIIHexDecode|FlateDecode|LZWDecode|RunLengthDecode)\b")


def cleaned(source: StreamObject) -> tuple[bytes, bool]:
    """What a stream holds, without private facts, and whether it is filtered by its last filter alone now.

    Raises Refusal where facts cannot be told from the picture: then the page has to be drawn.
    """
    names = filters(source)
    if not any(name in _JPEG + _JPEG_2000 for name in names):
        _refuse_inline_facts(source, names)
        return stream_bytes(source), False
    if names[-1] not in _JPEG + _JPEG_2000:
        raise Refusal("damaged")
    # Filters before the last are undone; pypdf leaves pictures packed.
    content = stream_bytes(source) if len(names) == 1 else decode_stream_data(source)
    is_jpeg = names[-1] in _JPEG
    if is_jpeg:
        if b"\xff\xd8" not in content[:_START_WITHIN]:
            raise Refusal("damaged")
        return without_private_facts(content), len(names) > 1
    if not is_jpeg_2000(content):
        raise Refusal("damaged")
    return jpeg_2000_without_private_facts(content), len(names) > 1


def filters(source: StreamObject) -> list[str]:
    """The names of a stream's filters, in the order in which they are undone."""
    return [str(resolved(name)) for name in items(source.get("/Filter"))]


def last_filter(source: StreamObject) -> list[tuple[NameObject, object]]:
    """The entries of a stream that is filtered by the last of its filters alone."""
    name = filters(source)[-1]
    found: list[tuple[NameObject, object]] = [(NameObject("/Filter"), NameObject(_FULL_NAME.get(name, name)))]
    parameters = resolved(source.get("/DecodeParms"))
    if isinstance(parameters, ArrayObject) and (last := dictionary(cast("list[Any]", parameters)[-1])) is not None:
        found.append((NameObject("/DecodeParms"), last))
    return found


def _refuse_inline_facts(source: StreamObject, names: list[str]) -> None:
    """Raise Refusal where pictures in the middle of content hold notes, or may: nobody can tell where such a picture ends."""
    if not _NOT_DRAWING.isdisjoint(source) or resolved(source.get("/Subtype")) in _NOT_DRAWING_TYPES:
        return
    content = _unpacked(source, names)
    for found in _INLINE.finditer(content):
        if _CHAINED.search(found.group()) or _NOTED.search(content, found.end()):
            raise Refusal("damaged")


def _unpacked(source: StreamObject, names: list[str]) -> bytes:
    if not names:
        return stream_bytes(source)
    if names == ["/FlateDecode"] and "/DecodeParms" not in source:
        unpacking = zlib.decompressobj()
        try:
            content = unpacking.decompress(stream_bytes(source), _MOST_CONTENT)
        except zlib.error:
            return decode_stream_data(source)  # pypdf knows some ways with damaged streams
        if unpacking.unconsumed_tail:
            raise Refusal("damaged")  # what cannot be looked through is drawn
        return content
    return decode_stream_data(source)
