"""A small HEIC picture, 320 by 160 pixels, white with a red square at its top left, and the same with more beside it.

There is no encoder in the program's packages; the picture was made with Debian's heif-enc.
"""

import base64
import struct

SMALL = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "AA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAAAAAATQAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEA"
    "AGh2YzEAAAAAwmlwcnAAAACkaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAPPAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAPLoCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwA8oAoIChZbqSSmubgQEDAgAAADACAAAAMAISIAAQAHRAHBcrBiQAAAABRpc3Bl"
    "AAAAAAAAAUAAAACgAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAABVbWRhdAAAAEkoAa8LWaNi+sbB1//6"
    "Djv44xB4r3tNr5KD75bKtr2z9jHQrTLyAYgFYPGAzQY15rQvnUYiHJfpFZT0BXpdZFNWCzKS3pRPWAuY"
)
_ITEMS_BASE = SMALL.index(b"iloc") + 4 + 4 + 2 + 2 + 2 + 2  # where the place of the picture stands in the list of items
_BOXES = (b"meta", b"iprp", b"ipco")


def turned(quarters: int) -> bytes:
    """The picture with the note that it is to be turned so many quarters against the clock (a box "irot")."""
    turn = struct.pack(">I4sB", 9, b"irot", quarters)
    made = bytearray(SMALL)
    end_of_properties = made.index(b"ipma") - 4
    made[end_of_properties:end_of_properties] = turn
    for name in _BOXES:
        _grow(made, name, len(turn))
    # The picture now has four properties instead of three; the turn is essential.
    count = made.index(b"ipma") + 4 + 4 + 4 + 2
    made[count] += 1
    made.insert(count + 1 + made[count] - 1, 0x80 | 4)
    for name in (b"meta", b"iprp", b"ipma"):
        _grow(made, name, 1)
    (place,) = struct.unpack_from(">I", made, _ITEMS_BASE)
    struct.pack_into(">I", made, _ITEMS_BASE, place + len(turn) + 1)
    return bytes(made)


def _grow(made: bytearray, name: bytes, more: int) -> None:
    at = made.index(name) - 4
    struct.pack_into(">I", made, at, struct.unpack_from(">I", made, at)[0] + more)
