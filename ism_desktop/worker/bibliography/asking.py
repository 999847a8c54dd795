"""A file of publications held open in a worker process, and what it answers: checked before any of it is used."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

from ism_desktop.errors import DamagedFile, DocumentRefused, TooLarge, UnsupportedFile
from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.worker.child import Child, Stopped
from ism_desktop.worker.frames import BrokenPipe, Message
from ism_desktop.worker.limits import (
    MAX_PUBLICATION_CHARACTERS,
    MAX_PUBLICATION_FILE_BYTES,
    MAX_PUBLICATIONS,
    MEGABYTE,
)
from ism_desktop.worker.process_pool import ProcessPool
from ism_desktop.worker.refusals import refused, stopped
from ism_desktop.worker.values import (
    NOTICE_KEYS,
    PUBLICATION_FORMATS,
    PUBLICATION_REFUSALS,
    Publication,
    RefusedPublication,
)

_LONGEST_ABOUT = 300
_TEXTS = ("pmid", "doi", "title", "authors", "journal", "published", "abstract")
_SAVE_AGAIN = tr_lazy("On the page of PubMed press “Save”, choose the format “PubMed”, and take that file.")
_FOUND: dict[str, LazyText] = {
    "html": tr_lazy("This file is a saved web page."),
    "ris": tr_lazy("This file is in the RIS format, which is for managers of references."),
    "bibtex": tr_lazy("This file is in the BibTeX format, which is for managers of references."),
    "endnote": tr_lazy("This file is in the format of EndNote, which is for managers of references."),
    "json": tr_lazy("This file is in the JSON format, which is for programs."),
    "email": tr_lazy("This file is an e-mail. It says which papers are new, but does not hold them."),
    "summary": tr_lazy("This file is text to read: “Summary” or “Abstract” was chosen as its format."),
    "numbers": tr_lazy("This file holds PubMed numbers only."),
    "xml": tr_lazy("This file is XML, but neither PubMed’s nor a feed."),
    "text": tr_lazy("This file is text, but not one of the formats that PubMed saves and this program reads."),
    "other": tr_lazy("This file is not one that PubMed saves."),
}


class PublicationFile:
    """The file as it is read. `format` is one of `values.PUBLICATION_FORMATS`."""

    def __init__(self, child: Child, file_format: str) -> None:
        self._child = child
        self.format = file_format

    def batches(self) -> Iterator[list[Publication | RefusedPublication]]:
        """What stands in the file, in its order, some at a time. Raises DocumentRefused."""
        is_done, count = False, 0
        while not is_done:
            answer = _granted(self._child.ask({"job": "more"}, wear=0)[0])
            items, is_done = answer.get("items"), answer.get("done") is True
            _must(isinstance(items, list))
            batch = [checked(item) for item in cast("list[Any]", items)]
            count += len(batch)
            _must(count <= MAX_PUBLICATIONS + 1 and (is_done or bool(batch)))
            yield batch


@contextmanager
def opened(pool: ProcessPool, untrusted: bytes) -> Generator[PublicationFile]:
    """Hold a file open in a process of `pool`; at the end the process forgets it.

    Raises DocumentRefused of the fitting kind, also for what happens inside the block: a process that stopped, or answered nonsense.
    """
    if len(untrusted) > MAX_PUBLICATION_FILE_BYTES:
        raise TooLarge(
            tr("This file is larger than {size} MB.", size=MAX_PUBLICATION_FILE_BYTES // MEGABYTE),
            tr("Search for a shorter time on PubMed, and save that."),
        )
    if not untrusted:
        raise refused({"refused": "empty"})
    try:
        with pool.borrow() as child, _put_away_after(child):
            name = _granted(child.ask({"job": "open"}, untrusted)[0]).get("format")
            del untrusted  # the process has it now
            _must(name in PUBLICATION_FORMATS)
            yield PublicationFile(child, cast("str", name))
    except Stopped as stop:
        raise stopped(stop.overdue) from stop


@contextmanager
def _put_away_after(child: Child) -> Generator[None]:
    try:
        yield
    except BrokenPipe as error:
        child.end()
        raise Stopped(overdue=False) from error
    except BaseException:
        _put_away(child)
        raise
    _put_away(child)


def _put_away(child: Child) -> None:
    with suppress(Stopped):
        if not child.gone:
            child.ask({"job": "put away"}, wear=0)


def _granted(answer: Message) -> Message:
    code = answer.get("refused")
    if code == "publications":
        found = answer.get("found")
        what = _FOUND.get(found if isinstance(found, str) else "other", _FOUND["other"])
        raise UnsupportedFile(str(what), str(_SAVE_AGAIN))
    if code == "entities":
        raise DamagedFile(
            tr("This file declares entities, which may hide something. It was not read."), str(_SAVE_AGAIN)
        )
    if code is not None:
        raise _of_other_kind(answer)
    return answer


def _of_other_kind(answer: Message) -> DocumentRefused:
    return refused({"refused": answer.get("refused")})


def checked(item: object) -> Publication | RefusedPublication:
    """One item of an answer. Raises BrokenPipe for what no reader gives."""
    _must(isinstance(item, dict))
    said = cast("dict[str, Any]", item)
    if "refused" in said:
        number, reason, about = (said.get(name) for name in ("number", "refused", "about"))
        _must(isinstance(number, int) and 0 < number <= MAX_PUBLICATIONS + 1 and reason in PUBLICATION_REFUSALS)
        return RefusedPublication(cast("int", number), cast("str", reason), _text(about, _LONGEST_ABOUT))
    texts = {name: _text(said.get(name)) for name in _TEXTS}
    _must(bool(texts["title"].strip()))
    types, notices = said.get("types"), said.get("notices")
    _must(isinstance(types, list) and isinstance(notices, list))
    return Publication(
        **texts,
        types=tuple(_text(each) for each in cast("list[Any]", types)),
        notices=tuple(_notice(each) for each in cast("list[Any]", notices)),
    )


def _notice(pair: object) -> tuple[str, str]:
    _must(isinstance(pair, list) and len(cast("list[Any]", pair)) == 2)
    key, words = cast("list[Any]", pair)
    _must(key in NOTICE_KEYS)
    return key, _text(words)


def _text(value: object, most: int = MAX_PUBLICATION_CHARACTERS) -> str:
    _must(isinstance(value, str) and len(value) <= most)
    text = cast("str", value)
    # A line that JSON let through and no database keeps.
    return text if text.isascii() and "\x00" not in text else _kept(text)


def _kept(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _must(holds: bool) -> None:
    if not holds:
        raise BrokenPipe("A worker process gave an answer that cannot be right.")
