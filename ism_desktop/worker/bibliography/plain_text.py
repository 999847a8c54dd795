"""Text as it is kept: marked-up titles, HTML of feeds and entities become plain words. Runs in the worker process."""

import html
import re
from html.parser import HTMLParser

from ism_desktop.worker.writing import cleaned

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(r"</?(i|b|u|em|strong|sub|sup|span|br|p)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_RAISED = re.compile(r"<sup(?:\s[^<>]{0,200})?>([^<>]{0,40})</sup>", re.IGNORECASE)
_LOWERED = re.compile(r"<sub(?:\s[^<>]{0,200})?>([^<>]{0,40})</sub>", re.IGNORECASE)
_UP = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_DOWN = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_BLOCKS = frozenset({"p", "div", "br", "li", "h1", "h2", "h3", "h4", "tr"})
_SILENT = frozenset({"script", "style"})


def one_line(text: str) -> str:
    """A text of a plain file in one line, with its entities and marks of italics and the like resolved."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if "<" in text:
        text = _RAISED.sub(lambda found: raised(found[1]), text)
        text = _LOWERED.sub(lambda found: lowered(found[1]), text)
        text = _TAG.sub("", text)
    return in_line(text)


def in_line(text: str) -> str:
    """A text in one line, without signs that cannot be kept. Most texts hold none, and looking at each letter takes long."""
    return " ".join((text if text.isprintable() else cleaned(text)).split())


def raised(text: str) -> str:
    """What stands high: 10⁹, not 109. Words that no raised letters exist for stand behind a caret."""
    done = text.strip().translate(_UP)
    return done if all(letter in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ" for letter in done) else f"^{text.strip()}"


def lowered(text: str) -> str:
    """What stands low: digits as such, words as they are."""
    return text.translate(_DOWN) if text.strip().isdigit() else text


def paragraphs(markup: str) -> list[str]:
    """The paragraphs of a piece of HTML as plain lines."""
    reader = _Paragraphs()
    reader.feed(markup)
    reader.close()
    joined = "".join(reader.parts)
    return [line for line in (" ".join(cleaned(part).split()) for part in joined.split("\n")) if line]


class _Paragraphs(HTMLParser):
    """Collects text, a line end for each block; what is not shown is left out. It loads nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0
        self._mark = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")
        self._mark = tag if tag in {"sup", "sub"} else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")
        self._mark = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            # A line end inside a paragraph is a blank.
            text = data.replace("\n", " ")
            self.parts.append(raised(text) if self._mark == "sup" else lowered(text) if self._mark == "sub" else text)
