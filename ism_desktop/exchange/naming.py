"""Names for exported documents: readable, unlike each other, and allowed by every common file system."""

import re
import unicodedata
from pathlib import PurePath

from ism_desktop import media_types

_LONGEST_BYTES = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
_UNKNOWN = (".bin",)


class Names:
    """Gives out names for the files of one folder."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, words: str, ending: str = "") -> str:
        """A name made of these words that was not given before, whatever a file system thinks of capitals and accents."""
        for number in range(1, 1_000_000):
            name = safe_name(words, (f" ({number})" if number > 1 else "") + ending)
            key = unicodedata.normalize("NFKC", name).casefold()
            if key not in self._taken:
                self._taken.add(key)
                return name
        raise RuntimeError("a million documents of one name")


def safe_name(words: str, ending: str) -> str:
    """The words as the name of a file with this ending, of at most 120 bytes."""
    text = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in unicodedata.normalize("NFC", words)
        if unicodedata.category(letter) not in {"Cf", "Cs", "Co", "Cn"}
    )
    text = _tidy(_FORBIDDEN.sub("-", text)) or "Document"
    # Windows takes "con.txt" for the console, whatever follows the first dot.
    if _RESERVED.fullmatch(text.partition(".")[0].rstrip()):
        text = f"_{text}"
    room = _LONGEST_BYTES - len(ending.encode())
    while len(text.encode()) > room:
        text = text[:-1]
    return unicodedata.normalize("NFC", f"{_tidy(text)}{ending}")


def _tidy(text: str) -> str:
    return " ".join(text.split()).lstrip(".- ").rstrip(". ")


def ending_of(file_name: str, media_type: str) -> str:
    """The file's own ending, if it is one of its type; else the usual one of its type."""
    # A document keeps only an ending of its type: a page of the web, say, must not lie beside the others under its own ending.
    known = media_types.find(media_type)
    allowed = _UNKNOWN if known is None else known.endings
    own = PurePath(file_name).suffix
    return own if own.lower() in allowed else allowed[0]
