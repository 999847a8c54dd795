"""The elements of an XML file one after the other: no entities of its own, nothing fetched, nothing deep or endless. In the worker process.

Python's expat reads it, with everything refused that `defusedxml` refuses: declared entities, and with them every way to make much out of
little or to read another file. The declaration of a document type that PubMed writes is allowed, and never looked up.
"""

import contextlib
import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from ism_desktop.worker.limits import MAX_PUBLICATION_CHARACTERS
from ism_desktop.worker.refusals import Refusal

_PIECE = 1 << 16
_DEEPEST = 60
_PREFIXES = {
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/rss/1.0/": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://prismstandard.org/namespaces/basic/2.0/": "prism:",
}


@dataclass(slots=True)
class Element:
    """An element: its name, with a short prefix for the namespaces that feeds use, and in order its texts and elements."""

    name: str
    attributes: dict[str, str]
    parts: "list[str | Element]" = field(default_factory=list)

    def all(self, *names: str) -> "list[Element]":
        """The elements reached by this path of names."""
        found: list[Element] = [self]
        for name in names:
            found = [part for one in found for part in one.parts if isinstance(part, Element) and part.name == name]
        return found

    def first(self, *names: str) -> "Element | None":
        """The first of `all`."""
        found = self.all(*names)
        return found[0] if found else None

    def text(self, *names: str) -> str:
        """The bare text of the first element of a path, without marks; empty where there is none."""
        found = self.first(*names) if names else self
        return "" if found is None else "".join(found.texts()).strip()

    def texts(self) -> Iterator[str]:
        """Every text inside, in order."""
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part.texts()


class Broken(Exception):
    """The file is no XML from here on."""


def root_of(head: bytes) -> str:
    """The name of the outermost element; empty where the beginning of the file is no XML. Raises Refusal for declared entities."""
    reader = _Reader(frozenset())
    with contextlib.suppress(Broken):
        reader.feed(head, is_last=False)
    return reader.root


def elements(buffer: Any, names: frozenset[str]) -> Iterator[Element | None]:
    """Every element of these names, as it ends; None for one that is too long. Raises Broken, and Refusal for declared entities."""
    reader = _Reader(names)
    for start in range(0, len(buffer), _PIECE):
        try:
            reader.feed(bytes(buffer[start : start + _PIECE]), is_last=start + _PIECE >= len(buffer))
        except Broken:
            yield from reader.take()
            raise
        yield from reader.take()


class _Reader:
    """Builds the wanted elements and forgets all others."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self._open: list[Element] = []  # of the wanted element that is being read, the innermost last
        self._depth = 0
        self._size = 0
        self._done: list[Element | None] = []
        self.root = ""
        parser = self._parser = expat.ParserCreate(None, " ")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.EntityDeclHandler = _refuse
        parser.UnparsedEntityDeclHandler = _refuse
        parser.ExternalEntityRefHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.SkippedEntityHandler = self._skipped

    def feed(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            raise Broken from error

    def take(self) -> list[Element | None]:
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        called = f"{_PREFIXES.get(namespace, 'other:') if namespace else ''}{local}"
        self.root = self.root or called
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Refusal("damaged")
        if not self._open and called not in self._names:
            return
        if not self._open:
            self._size = 0
        self._size += len(called) + sum(map(len, attributes.values()))
        made = Element(called, attributes)
        if self._open and self._fits:
            self._open[-1].parts.append(made)
        self._open.append(made)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._open:
            ended = self._open.pop()
            if not self._open:
                self._done.append(ended if self._fits else None)

    def _text(self, text: str) -> None:
        if self._open:
            self._size += len(text)
            if self._fits:
                self._open[-1].parts.append(text)

    def _skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._text(html.unescape(f"&{name};"))

    @property
    def _fits(self) -> bool:
        # References and headings, of which a record may have more than it has text, count too.
        return self._size <= 8 * MAX_PUBLICATION_CHARACTERS


def _refuse(*_: object) -> int:
    raise Refusal("entities")
