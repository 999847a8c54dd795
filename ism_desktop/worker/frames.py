"""The frames that pass between the program and a worker process: a JSON object and, behind it, raw bytes.

    4 bytes  length of the JSON      8 bytes  length of the raw bytes      the JSON      the raw bytes

Both lengths are checked against a cap before anything is read. No pickle: a worker process that a hostile file has taken over can send
wrong values, which are checked, and no code.
"""

import json
import struct
from collections.abc import Callable
from typing import Any, BinaryIO, cast

Message = dict[str, Any]

_LENGTHS = struct.Struct(">IQ")


class BrokenPipe(Exception):
    """The other side ended, or sent something that is not a frame within its caps."""


def write_frame(stream: BinaryIO, message: Message, raw: bytes | bytearray | memoryview = b"") -> None:
    """Send one frame. Raises BrokenPipe when the other side has ended."""
    text = json.dumps(message, allow_nan=False).encode("ascii")
    try:
        stream.write(_LENGTHS.pack(len(text), len(raw)) + text)
        if raw:
            stream.write(raw)
        stream.flush()
    except (OSError, ValueError) as error:
        raise BrokenPipe from error


def read_frame(
    stream: BinaryIO, max_json: int, max_raw: int, allocate: Callable[[int], Any] = bytearray
) -> tuple[Message, Any]:
    """Receive one frame: the JSON object and the raw bytes, in a buffer made by `allocate`. Raises BrokenPipe."""
    json_length, raw_length = _LENGTHS.unpack(_exactly(stream, bytearray(_LENGTHS.size)))
    if json_length > max_json or raw_length > max_raw:
        raise BrokenPipe("A frame is longer than its cap.")
    text = _exactly(stream, bytearray(json_length))
    try:
        message: object = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BrokenPipe("A frame holds no JSON.") from error
    if not isinstance(message, dict):
        raise BrokenPipe("A frame holds no JSON object.")
    raw = _exactly(stream, allocate(raw_length)) if raw_length else b""
    return cast("Message", message), raw


def _exactly(stream: BinaryIO, buffer: Any) -> Any:
    """Fill `buffer` from the stream."""
    view = memoryview(buffer)
    done = 0
    while done < len(view):
        try:
            count = cast("Any", stream).readinto(view[done:])
        except (OSError, ValueError) as error:
            raise BrokenPipe from error
        if not count:
            raise BrokenPipe("The other side has ended.")
        done += count
    view.release()
    return buffer


def _refuse_constant(name: str) -> float:
    raise ValueError(name)
