"""What a person should know about a document's file: how the vault keeps it, and the sentences that say it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

UNREADABLE_PAGES, INCOMPLETE_PICTURE, DYNAMIC_FORM = "unreadable_pages", "incomplete_picture", "dynamic_form"
PORTFOLIO, ATTACHMENTS, PRIVATE_FACTS = "portfolio", "attachments", "private_facts"
CODES = (UNREADABLE_PAGES, INCOMPLETE_PICTURE, DYNAMIC_FORM, PORTFOLIO, ATTACHMENTS, PRIVATE_FACTS)
_WITH_FILES = frozenset({PORTFOLIO, ATTACHMENTS})
# What stands above the pages, because nobody can see it on them.
_ABOVE_PAGES = frozenset({UNREADABLE_PAGES, INCOMPLETE_PICTURE, DYNAMIC_FORM, PORTFOLIO})

_FACTS = {
    "place": "where it was taken",
    "owner": "who owns it or took it",
    "serial_number": "the camera’s serial number",
    "device": "which camera took it",
    "time": "when it was taken",
    "thumbnail": "a small preview",
    "maker_notes": "notes of the camera’s maker",
    "description": "a description",
}
_COVER_ONLY = "This PDF is a folder of other files; only its cover is shown here."
_NAMES_SAID = 4
_LONGEST_NAME = 60
_RANGES_SAID = 8
_MOST_NAMES = 1_000


class AnyNotice(Protocol):
    """A notice as the worker gives it, or as it was kept."""

    @property
    def code(self) -> str:
        """One of `CODES`."""
        ...

    @property
    def pages(self) -> Sequence[int]:
        """Pages, from 1."""
        ...

    @property
    def names(self) -> Sequence[str]:
        """Names of files, or codes of private facts."""
        ...


@dataclass(frozen=True, slots=True)
class DocumentNotice:
    """A notice as the vault kept it."""

    code: str
    pages: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A notice in words: what it is, what that means, what to do; `advice` may be empty."""

    title: str
    what: str
    advice: str

    @property
    def sentences(self) -> str:
        """What it means and what to do, in one piece."""
        return f"{self.what} {self.advice}".rstrip()


# Keeping ------------------------------------------------------------------------------------------------------------------


def stored(notices: Iterable[AnyNotice]) -> str:
    """The notices as JSON text, an empty list where the file was looked at and there are none."""
    rows = [{"code": one.code, "pages": list(one.pages), "names": list(one.names)} for one in notices]
    return json.dumps(rows, ensure_ascii=False)


def from_stored(text: str | None) -> tuple[DocumentNotice, ...]:
    """What `stored` wrote; none for a document that was taken in before there were notices. Raises ValueError for anything else."""
    if text is None:
        return ()
    try:
        rows: object = json.loads(text)
    except RecursionError as error:
        raise ValueError("not a list of notices") from error
    if not isinstance(rows, list) or len(cast("list[object]", rows)) > len(CODES):
        raise ValueError("not a list of notices")
    return tuple(_notice(row) for row in cast("list[object]", rows))


def of_document(values: Mapping[str, Any]) -> tuple[DocumentNotice, ...]:
    """The notices of a document's record. What cannot be read is no reason not to show the document."""
    try:
        return from_stored(values.get("notices"))
    except ValueError:
        return ()


def _notice(row: object) -> DocumentNotice:
    entry = cast("dict[str, Any]", row) if isinstance(row, dict) else {}
    code, pages, names = entry.get("code"), entry.get("pages"), entry.get("names")
    if set(entry) != {"code", "pages", "names"} or code not in CODES:
        raise ValueError("not a notice")
    if not isinstance(pages, list) or not all(_is_page(page) for page in cast("list[object]", pages)):
        raise ValueError("not the pages of a notice")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in cast("list[object]", names)):
        raise ValueError("not the names of a notice")
    if len(cast("list[object]", names)) > _MOST_NAMES:
        raise ValueError("too many names in a notice")
    return DocumentNotice(cast("str", code), tuple(cast("list[int]", pages)), tuple(cast("list[str]", names)))


def _is_page(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


# Choosing -----------------------------------------------------------------------------------------------------------------


def worth_a_line(notices: Iterable[AnyNotice]) -> list[AnyNotice]:
    """Those that are told when the file is added: all but private facts, which alarm nobody and stand in the details."""
    return [one for one in notices if one.code != PRIVATE_FACTS]


def above_pages(notices: Iterable[AnyNotice]) -> list[AnyNotice]:
    """Those that stand above the pages, since the pages themselves do not show it."""
    return [one for one in notices if one.code in _ABOVE_PAGES]


def files_inside(notices: Iterable[AnyNotice]) -> int:
    """How many files there are inside the document."""
    return sum(len(one.names) for one in notices if one.code in _WITH_FILES)


# Saying -------------------------------------------------------------------------------------------------------------------


def said(notice: AnyNotice, media_type: str = "application/pdf") -> Said:
    """A notice in words, for a file of this type; an empty one where the type does not matter."""
    if notice.code == UNREADABLE_PAGES:
        return _unreadable(notice)
    if notice.code == INCOMPLETE_PICTURE:
        return _incomplete(notice)
    if notice.code == DYNAMIC_FORM:
        return Said(
            "This form needs Adobe Reader",
            "This is a form that only Adobe Reader can lay out (XFA): the pages here only say “Please wait”.",
            "Open it in Adobe Reader, print it to a new PDF, and add that.",
        )
    if notice.code == PORTFOLIO:
        return Said(
            f"{_files(notice)} in this PDF",
            f"{_COVER_ONLY} It holds {_named(notice.names)}.",
            "Add the file inside as a document of its own."
            if len(notice.names) == 1
            else "Add the files inside as documents of their own.",
        )
    if notice.code == ATTACHMENTS:
        one = len(notice.names) == 1
        return Said(
            f"{_files(notice)} attached",
            f"Inside this PDF {'is another file' if one else 'are other files'}: {_named(notice.names)}. "
            f"{'It is' if one else 'They are'} not shown here.",
            f"To read and print {'it' if one else 'them'}, add {'it as a document of its own' if one else 'them as documents'}.",
        )
    return _private(notice, media_type)


def in_short(notice: AnyNotice) -> str:
    """A notice in one sentence for the line above the pages, without the names of files."""
    return _COVER_ONLY if notice.code == PORTFOLIO else said(notice).what


def lines(notices: Iterable[AnyNotice], media_type: str = "application/pdf") -> list[str]:
    """The sentences for those that are told when the file is added."""
    return [said(one, media_type).sentences for one in worth_a_line(notices)]


def not_printed(title: str, notices: Iterable[AnyNotice]) -> list[str]:
    """For the binder's report: what of a document is not on paper, a sentence each, naming the document."""
    called = f"“{_cut(title)}”"
    found: list[str] = []
    for one in notices:
        if one.code == UNREADABLE_PAGES:
            verb = "is" if len(one.pages) == 1 else "are"
            found.append(f"{_pages(one.pages)} of {called} could not be read and {verb} missing from the print-out.")
        elif one.code == INCOMPLETE_PICTURE:
            found.append(f"{called} is incomplete: part of the picture is missing from the file.")
        elif one.code == DYNAMIC_FORM:
            found.append(
                f"{called} is a form that only Adobe Reader can lay out; its content is not printed. {said(one).advice}"
            )
        elif one.code == PORTFOLIO:
            found.append(f"{called} is a folder of other files; only its cover is printed, not {_named(one.names)}.")
        elif one.code == ATTACHMENTS:
            verb = "is" if len(one.names) == 1 else "are"
            found.append(f"{_files(one)} inside {called} {verb} not printed: {_named(one.names)}.")
    return found


def remark(notices: Iterable[AnyNotice]) -> str:
    """For the binder itself: a few words beside the document; empty where all of it is on paper."""
    found: list[str] = []
    for one in notices:
        if one.code == UNREADABLE_PAGES:
            found.append(f"{_pages(one.pages)} could not be read and {'is' if len(one.pages) == 1 else 'are'} missing.")
        elif one.code == INCOMPLETE_PICTURE:
            found.append("Part of the picture is missing from the file.")
        elif one.code == DYNAMIC_FORM:
            found.append("The content of this form (XFA) could not be printed.")
        elif one.code == PORTFOLIO:
            found.append(f"Only the cover; not printed: {_named(one.names)}.")
        elif one.code == ATTACHMENTS:
            found.append(f"Attached, not printed: {_named(one.names)}.")
    return " ".join(found)


def _unreadable(notice: AnyNotice) -> Said:
    one = len(notice.pages) == 1
    stays = "it is blank" if one else "they are blank"
    return Said(
        "A page could not be read" if one else f"{len(notice.pages)} pages could not be read",
        f"{_pages(notice.pages)} could not be read; {stays} here. Every other page is here.",
        f"If {'this page matters' if one else 'these pages matter'} to you, ask for the document once more, or scan the paper.",
    )


def _incomplete(notice: AnyNotice) -> Said:
    where = f" on {_pages(notice.pages, capital=False)}" if notice.pages else ""
    return Said(
        "The picture is incomplete",
        f"The file ends too early: part of the picture{where} is missing.",
        "Copy the file once more from where it came, or scan the paper again.",
    )


def _private(notice: AnyNotice, media_type: str) -> Said:
    facts = [words for code, words in _FACTS.items() if code in notice.names]
    holder = (
        "A picture in this PDF" if media_type == "application/pdf" else "This picture" if media_type else "This file"
    )
    return Said(
        "What the camera noted",
        f"{holder} also holds {_listed(facts or ['notes of the camera'])}.",
        "The original keeps this; nothing that this program prints or binds has it.",
    )


def _files(notice: AnyNotice) -> str:
    return "1 file" if len(notice.names) == 1 else f"{len(notice.names)} files"


def _named(names: Sequence[str]) -> str:
    """Names in quotation marks, the first few of many."""
    shown = [f"“{_cut(name)}”" for name in names[:_NAMES_SAID]]
    left = len(names) - len(shown)
    return _listed([*shown, f"{left} more"] if left else shown)


def _cut(name: str) -> str:
    """A long name with its middle left out, so that its beginning and its ending can be read."""
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 16].rstrip()}…{name[-15:].lstrip()}"


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 3:
        return " and ".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _pages(pages: Sequence[int], *, capital: bool = True) -> str:
    """ "Page 2", "Pages 2, 5 and 7–9"."""
    ranges: list[list[int]] = []
    for page in sorted(set(pages)):
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    words: list[str] = []
    for first, last in ranges:
        words += (
            [str(first)] if first == last else [str(first), str(last)] if last == first + 1 else [f"{first}–{last}"]
        )
    if len(words) > _RANGES_SAID:
        words = [*words[: _RANGES_SAID - 1], "others"]
    noun = "page" if len(set(pages)) == 1 else "pages"
    return f"{noun.capitalize() if capital else noun} {_listed(words)}"
