"""The words of an e-mail that is written as a web page: no pictures, no styles, nothing fetched. Runs in the worker process only."""

import re
from html.parser import HTMLParser

_UNSEEN = frozenset(("script", "style", "head", "title", "template", "noscript", "object"))
_NEW_LINE = frozenset(
    ("p", "div", "br", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre")
)
_NO_END = frozenset(("br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "wbr"))
_APART = frozenset(("p", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class _Words(HTMLParser):
    """Gathers what a reader would see, line by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = next((value or "" for name, value in attrs if name == "style"), "")
        is_hidden = tag in _UNSEEN or any(name == "hidden" for name, _ in attrs) or bool(_HIDDEN.search(style))
        # Of what is not seen only its own kind is counted, so that a part that never ends hides no more than it must.
        if (self._unseen and tag == self._unseen[0]) or (not self._unseen and is_hidden and tag not in _NO_END):
            self._unseen.append(tag)
        if not self._unseen:
            if tag in _APART:
                self._pieces.append("\n\n")
            elif tag in _NEW_LINE:
                self._pieces.append("\n")
            elif tag in ("td", "th"):
                self._pieces.append("  ")
            if tag == "li":
                self._pieces.append("• ")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
        elif tag in _NEW_LINE:
            self._pieces.append("\n\n" if tag in _APART else "\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._pieces.append(_BLANKS.sub(" ", data))

    def text(self) -> str:
        lines = [line.strip() for line in "".join(self._pieces).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def words_of(html: str) -> str:
    """The text of a page of HTML as somebody would read it."""
    words = _Words()
    words.feed(html)
    words.close()
    return words.text()
