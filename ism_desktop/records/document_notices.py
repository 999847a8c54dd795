"""What a person should know about a document's file: how the vault keeps it, and the sentences that say it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from ism_desktop.language import in_use, tr, tr_c, tr_lazy, tr_n

UNREADABLE_PAGES, INCOMPLETE_PICTURE, DYNAMIC_FORM = "unreadable_pages", "incomplete_picture", "dynamic_form"
PORTFOLIO, ATTACHMENTS, PRIVATE_FACTS = "portfolio", "attachments", "private_facts"
LETTERS_LACKING, FIRST_PICTURE, MAIL_ATTACHMENTS = "letters_lacking", "first_picture", "mail_attachments"
CODES = (
    *(UNREADABLE_PAGES, INCOMPLETE_PICTURE, DYNAMIC_FORM, PORTFOLIO, ATTACHMENTS),
    *(LETTERS_LACKING, FIRST_PICTURE, MAIL_ATTACHMENTS, PRIVATE_FACTS),
)
_WITH_FILES = frozenset({PORTFOLIO, ATTACHMENTS, MAIL_ATTACHMENTS})
# What stands above the pages, because nobody can see it on them.
_ABOVE_PAGES = frozenset(
    {UNREADABLE_PAGES, INCOMPLETE_PICTURE, DYNAMIC_FORM, PORTFOLIO, LETTERS_LACKING, FIRST_PICTURE}
)

_FACTS = {
    "place": tr_lazy("where it was taken"),
    "owner": tr_lazy("who owns it or took it"),
    "serial_number": tr_lazy("the camera’s serial number"),
    "device": tr_lazy("which camera took it"),
    "time": tr_lazy("when it was taken"),
    "thumbnail": tr_lazy("a small preview"),
    "maker_notes": tr_lazy("notes by the camera’s maker"),
    "description": tr_lazy("a description"),
}
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
            tr("This form needs Adobe Reader"),
            tr("This is a form that only Adobe Reader can lay out (XFA): the pages here only say “Please wait”."),
            tr("Open it in Adobe Reader, print it to a new PDF, and add that."),
        )
    if notice.code == PORTFOLIO:
        return _portfolio(notice)
    if notice.code == ATTACHMENTS:
        return _attachments(notice)
    if notice.code in _WORDS:
        return Said(*map(str, _WORDS[notice.code]))
    if notice.code == MAIL_ATTACHMENTS:
        return _mail_attachments(notice)
    return _private(notice, media_type)


_WORDS = {
    LETTERS_LACKING: (
        tr_lazy("Some letters cannot be drawn"),
        tr_lazy(
            "This text has letters that the font of this program lacks. They are shown as empty boxes; the search finds them."
        ),
        tr_lazy("To see and print them, open the file in another program, save it as PDF, and add that."),
    ),
    FIRST_PICTURE: (
        tr_lazy("A moving picture"),
        tr_lazy(
            "This file holds several pictures, shown one after the other. Only the first is shown and printed here."
        ),
        tr_lazy("If you need the others, save them one by one in a picture program, and add those."),
    ),
}


def in_short(notice: AnyNotice) -> str:
    """A notice in one sentence for the line above the pages, without the names of files."""
    return _cover_only() if notice.code == PORTFOLIO else said(notice).what


def lines(notices: Iterable[AnyNotice], media_type: str = "application/pdf") -> list[str]:
    """The sentences for those that are told when the file is added."""
    return [said(one, media_type).sentences for one in worth_a_line(notices)]


def not_printed(title: str, notices: Iterable[AnyNotice]) -> list[str]:
    """For the binder's report: what of a document is not on paper, a sentence each, naming the document."""
    return [words for one in notices if (words := _not_printed(_cut(title), one))]


def _not_printed(title: str, one: AnyNotice) -> str:
    if one.code == UNREADABLE_PAGES:
        return tr_n(
            "Page {pages} of “{title}” could not be read and is missing from the print-out.",
            "Pages {pages} of “{title}” could not be read and are missing from the print-out.",
            len(set(one.pages)),
            pages=_pages(one.pages),
            title=title,
        )
    if one.code == INCOMPLETE_PICTURE:
        return tr("“{title}” is incomplete: part of the picture is missing from the file.", title=title)
    if one.code == DYNAMIC_FORM:
        return tr(
            "“{title}” is a form that only Adobe Reader can lay out; its content is not printed."
            " Open it in Adobe Reader, print it to a new PDF, and add that.",
            title=title,
        )
    if one.code == LETTERS_LACKING:
        return tr("Some letters of “{title}” cannot be printed; empty boxes stand in their place.", title=title)
    if one.code == FIRST_PICTURE:
        return tr("Of the pictures in “{title}” only the first is printed.", title=title)
    if one.code == PORTFOLIO:
        return tr(
            "“{title}” is a folder of other files; only its cover is printed, not {names}.",
            title=title,
            names=_named(one.names),
        )
    if one.code == ATTACHMENTS:
        return tr_n(
            "{number} file inside “{title}” is not printed: {names}.",
            "{number} files inside “{title}” are not printed: {names}.",
            len(one.names),
            title=title,
            names=_named(one.names),
        )
    return ""


def remark(notices: Iterable[AnyNotice]) -> str:
    """For the binder itself: a few words beside the document; empty where all of it is on paper."""
    return " ".join(words for one in notices if (words := _remark(one)))


def _remark(one: AnyNotice) -> str:
    if one.code == UNREADABLE_PAGES:
        return tr_n(
            "Page {pages} could not be read and is missing.",
            "Pages {pages} could not be read and are missing.",
            len(set(one.pages)),
            pages=_pages(one.pages),
        )
    if one.code == INCOMPLETE_PICTURE:
        return tr("Part of the picture is missing from the file.")
    if one.code == DYNAMIC_FORM:
        return tr("The content of this form (XFA) could not be printed.")
    if one.code == LETTERS_LACKING:
        return tr("Empty boxes stand for letters that cannot be printed.")
    if one.code == FIRST_PICTURE:
        return tr("Only the first of several pictures.")
    if one.code == PORTFOLIO:
        return tr("Only the cover; not printed: {names}.", names=_named(one.names))
    return tr("Attached, not printed: {names}.", names=_named(one.names)) if one.code == ATTACHMENTS else ""


def _cover_only() -> str:
    return tr("This PDF is a folder of other files; only its cover is shown here.")


def _portfolio(notice: AnyNotice) -> Said:
    count = len(notice.names)
    holds = tr(
        "This PDF is a folder of other files; only its cover is shown here. It holds {names}.",
        names=_named(notice.names),
    )
    return Said(
        tr_n("{number} file in this PDF", "{number} files in this PDF", count),
        holds,
        tr_n("Add the file inside as a document of its own.", "Add the files inside as documents of their own.", count),
    )


def _attachments(notice: AnyNotice) -> Said:
    count = len(notice.names)
    return Said(
        tr_n("{number} file attached", "{number} files attached", count),
        tr_n(
            "Inside this PDF is another file: {names}. It is not shown here.",
            "Inside this PDF are other files: {names}. They are not shown here.",
            count,
            names=_named(notice.names),
        ),
        tr_n(
            "To read and print it, add it as a document of its own.",
            "To read and print them, add them as documents.",
            count,
        ),
    )


def _mail_attachments(notice: AnyNotice) -> Said:
    count = len(notice.names)
    return Said(
        tr_n("{number} file attached", "{number} files attached", count),
        tr_n(
            "Attached to this e-mail is another file: {names}.",
            "Attached to this e-mail are other files: {names}.",
            count,
            names=_named(notice.names),
        ),
        tr_n(
            "It is added as a document of its own.",
            "They are added as documents of their own.",
            count,
        ),
    )


def _unreadable(notice: AnyNotice) -> Said:
    count = len(set(notice.pages))
    return Said(
        tr("A page could not be read")
        if count == 1
        else tr_n("{number} page could not be read", "{number} pages could not be read", count),
        tr_n(
            "Page {pages} could not be read; it is blank here. Every other page is here.",
            "Pages {pages} could not be read; they are blank here. Every other page is here.",
            count,
            pages=_pages(notice.pages),
        ),
        tr_n(
            "If this page matters to you, ask for the document once more, or scan the paper.",
            "If these pages matter to you, ask for the document once more, or scan the paper.",
            count,
        ),
    )


def _incomplete(notice: AnyNotice) -> Said:
    if notice.pages:
        missing = tr_n(
            "The file ends too early: part of the picture on page {pages} is missing.",
            "The file ends too early: part of the picture on pages {pages} is missing.",
            len(set(notice.pages)),
            pages=_pages(notice.pages),
        )
    else:
        missing = tr("The file ends too early: part of the picture is missing.")
    return Said(
        tr("The picture is incomplete"),
        missing,
        tr("Copy the file once more from where it came, or scan the paper again."),
    )


def _private(notice: AnyNotice, media_type: str) -> Said:
    facts = in_use().listed([str(words) for code, words in _FACTS.items() if code in notice.names])
    facts = facts or tr("notes by the camera")
    if media_type == "application/pdf":
        holds = tr("A picture in this PDF also holds {facts}.", facts=facts)
    elif media_type:
        holds = tr("This picture also holds {facts}.", facts=facts)
    else:
        holds = tr("This file also holds {facts}.", facts=facts)
    return Said(
        tr("What the camera noted"),
        holds,
        tr("Only the original contains this; nothing that this program prints does."),
    )


def _named(names: Sequence[str]) -> str:
    """Names in quotation marks, the first few of many."""
    shown = [tr("“{name}”", name=_cut(name)) for name in names[:_NAMES_SAID]]
    left = len(names) - len(shown)
    return in_use().listed([*shown, tr_n("{number} more", "{number} more", left)] if left else shown)


def _cut(name: str) -> str:
    """A long name with its middle left out, so that its beginning and its ending can be read."""
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 16].rstrip()}…{name[-15:].lstrip()}"


def _pages(pages: Sequence[int]) -> str:
    """`2`, `2, 5 and 7–9`."""
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
        words = [*words[: _RANGES_SAID - 1], tr_c("other pages, at the end of a list of pages", "others")]
    return in_use().listed(words)
