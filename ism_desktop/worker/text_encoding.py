"""Plain text out of bytes whose encoding nobody told. Runs in the worker process only."""

import codecs
import unicodedata

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = "cp1252"
# What stands in western texts beside letters, of those that cp1252 has above ASCII.
_WESTERN_SIGNS = frozenset("\xa0€‚„…†‰‹‘’“”•–—™›¡¢£§©ª«®°±²³´µ¶·¹º»¼½¾¿×÷")
_LOOKED_AT = 100_000
_MOST_IN_A_WORD = 3


def begins_as_text(head: bytes) -> bool:
    """Whether a file that begins so can be a text: it says so by its mark, or has no bytes that no text has."""
    return head.startswith(tuple(mark for mark, _ in _MARKS)) or not any(byte < 9 or 13 < byte < 27 for byte in head)


def decoded(untrusted: bytes, stated: str = "") -> str:
    """The text. What the file itself or `stated` says is tried first; signs that fit no encoding become �."""
    for mark, encoding in _MARKS:
        if untrusted.startswith(mark):
            return untrusted[len(mark) :].decode(encoding, "replace")
    for encoding in (stated, "utf-8"):
        text = _as(untrusted, encoding)
        if text is not None:
            return text
    text = _as(untrusted, _WESTERN)
    if text is not None and _is_western(text):
        return text
    if _is_shift_jis(untrusted[:_LOOKED_AT]):
        return untrusted.decode("cp932", "replace")
    best = from_bytes(untrusted[:_LOOKED_AT]).best()
    found = _as(untrusted, best.encoding) if best is not None else None
    return found or text or untrusted.decode(_WESTERN, "replace")


def _is_shift_jis(untrusted: bytes) -> bool:
    """Whether this is Japanese in its usual encoding, which guessing by numbers takes for Korean: much of it is kana."""
    text = untrusted.decode("cp932", "ignore")
    above = [letter for letter in text if letter > "\x7f"]
    kana = sum("\u3041" <= letter <= "\u30fe" for letter in above)
    return kana * 4 >= max(1, len(above))


def _as(untrusted: bytes, encoding: str) -> str | None:
    try:
        # Codecs that are no encoding of letters (base64, zip) would unpack what a file says is its text.
        known = codecs.lookup(encoding) if encoding else None
        if known is None or not getattr(known, "_is_text_encoding", True):
            return None
        return untrusted.decode(known.name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _is_western(text: str) -> bool:
    """Whether a text that could be read so is one: letters with accents stand alone or in short runs, and every sign is a usual one."""
    run = 0
    for letter in text[:_LOOKED_AT]:
        if letter < "\x80":
            run = 0
            continue
        run += 1
        is_usual = letter in _WESTERN_SIGNS or unicodedata.category(letter) in ("Ll", "Lu")
        if not is_usual or run > _MOST_IN_A_WORD:
            return False
    return True
