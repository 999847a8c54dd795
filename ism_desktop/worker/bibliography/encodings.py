"""The text of a file whose encoding nobody names, line by line, without holding all of it twice. Runs in the worker process."""

import codecs
import encodings.cp1252
import encodings.latin_1
import encodings.utf_8_sig
import encodings.utf_16
import io
from typing import Any

# Imported for the process that may open no further files once it is closed in.
_LOADED = (encodings.cp1252, encodings.latin_1, encodings.utf_16, encodings.utf_8_sig)
_PIECE = 1 << 20


def text_of(buffer: Any, encoding: str, newline: str | None = None) -> io.TextIOWrapper:
    """The text of the bytes. Line ends are all alike, or with "" as `newline` left as they are."""
    return io.TextIOWrapper(io.BufferedReader(_Bytes(buffer), _PIECE), encoding, "replace", newline=newline)


def encoding_of(buffer: Any) -> str:
    """UTF-16 where the bytes begin with its mark, UTF-8 where all of them are, else what Windows writes western letters in.

    A file that was cut off within a letter is UTF-8 still, where it holds other letters of it.
    """
    head = bytes(buffer[:4])
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    is_plain = True
    try:
        for start in range(0, len(buffer), _PIECE):
            is_plain = decoder.decode(bytes(buffer[start : start + _PIECE])).isascii() and is_plain
        if is_plain:
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


class _Bytes(io.RawIOBase):
    """A mapping of memory as a file to read."""

    def __init__(self, buffer: Any) -> None:
        self._buffer = buffer
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any, /) -> int:
        view = memoryview(into)
        piece = bytes(self._buffer[self._at : self._at + len(view)])
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
