"""What goes into the worker room and comes out of it: frozen plain values, already checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

# What a person should know about a file that was taken in all the same; the sentences are in `records/document_notices.py`.
NOTICE_CODES = (
    "unreadable_pages",  # `pages` could not be read: they are blank in the window and named in the binder
    "incomplete_picture",  # the end of the picture is missing; `pages` where only some are
    "dynamic_form",  # an XFA form whose content only the program that made it can lay out
    "portfolio",  # the pages are only a cover of the files inside; `names` are theirs
    "attachments",  # files inside the PDF; `names` are theirs
    "letters_lacking",  # a text with letters that the font of its pages lacks
    "first_picture",  # moving pictures, of which the first is taken
    "mail_attachments",  # files attached to an e-mail; `names` are theirs
    "private_facts",  # what a camera noted; `names` are of PRIVATE_FACTS
)
PRIVATE_FACTS = ("place", "owner", "serial_number", "device", "time", "thumbnail", "maker_notes", "description")

# What a file says of a publication and others; the words are in `records/publication_words.py`.
NOTICE_KEYS = (
    "comment_in",
    "comment_on",
    "erratum_in",
    "erratum_for",
    "corrected_in",
    "corrected_from",
    "retraction_in",
    "retraction_of",
    "partial_retraction_in",
    "partial_retraction_of",
    "republished_in",
    "republished_from",
    "reprint_in",
    "reprint_of",
    "concern_in",
    "concern_for",
    "update_in",
    "update_of",
    "patient_summary_in",
)
PUBLICATION_FORMATS = ("medline", "csv", "rss", "atom", "xml")
# Why one publication of a file is refused while the others are taken.
PUBLICATION_REFUSALS = ("no_title", "too_long", "not_a_record", "broken_line", "broken_file", "too_many")


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication as a file tells it. `published` is as `PartialDate.stored` has it, empty where the file says none."""

    pmid: str
    doi: str
    title: str
    authors: str
    journal: str
    published: str
    abstract: str
    types: tuple[str, ...] = ()
    notices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedPublication:
    """One that could not be taken: its place in the file from 1, why (of PUBLICATION_REFUSALS), and what helps to find it."""

    number: int
    reason: str
    about: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a file: `code` is one of NOTICE_CODES, `pages` count from 1, `names` are names of files or codes."""

    code: str
    pages: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a PDF or attached to an e-mail: a name fit to be a file's, and the size that is claimed for it, -1
    where there is none.
    """

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What a file is. `page_sizes` are width and height in points as shown, one for each page; `title` is the file's own, often empty."""

    media_type: str
    pages: int
    size: int
    sha256: str
    page_sizes: tuple[tuple[float, float], ...]
    title: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in points from the top left of the page as shown; `confidence` from 0 to 100."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: int


# Words that were read with less confidence than this are marked for the person.
UNSURE = 60


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page. `source` is "layer" (the file's own text), "ocr", "none" (nothing to read on it) or "unreadable".

    `turns` are the quarters clockwise by which the page would have to be turned to be upright; its words lie on it as it is.
    A page that a person corrected says what the person wrote, and `read` is what was read there last.
    """

    text: str
    words: tuple[Word, ...]
    source: str
    turns: int = 0
    read: str | None = None

    @property
    def unsure(self) -> tuple[Word, ...]:
        """The words that were read with so little confidence that they had better be compared with the page."""
        return tuple(word for word in self.words if self.source == "ocr" and word.confidence < UNSURE)


Fractions = tuple[float, float, float, float]
"""An area of a page as parts of its width and height, from the top left: left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class EditedPage:
    """A page of a version: which page (from 0) of which file, and what is done to it.

    `turn` is clockwise, 0 to 270, and comes last. `black` areas are those of the page as it was shown before, painted first; then the
    sheet within `corners` (x and y of the four from the top left, clockwise, as fractions) is put straight, the page turned by a small
    `angle` clockwise, cut to `crop`, and its light evened (`even`).
    """

    source: int
    page: int
    turn: int = 0
    crop: Fractions | None = None
    black: tuple[Fractions, ...] = ()
    corners: tuple[float, ...] | None = None
    angle: float = 0.0
    even: bool = False

    @property
    def is_redrawn(self) -> bool:
        """Whether the page becomes a picture; else it is copied."""
        return bool(self.black) or self.corners is not None or bool(self.angle) or self.even

    def message(self) -> dict[str, object]:
        """What a worker process is told of it."""
        if not self.is_redrawn:
            return {"page": self.page, "turn": self.turn, "crop": self.crop}
        return {
            "page": self.page,
            "turn": self.turn,
            "crop": self.crop,
            "black": self.black,
            "corners": self.corners,
            "angle": self.angle,
            "even": self.even,
        }


SEPARATOR_MARK = "ISM-SEPARATOR:"
"""What the code on a separator sheet begins with; the key of a kind of document follows, or nothing."""


LABEL_MARK = "LBL:"
"""What the code on a label for a paper begins with; the letters and digits of the paper's number follow. It says nothing of the person."""


@dataclass(frozen=True, slots=True)
class PageLook:
    """How a page of a stack looks: which part of it is nearly white, 0 to 1, and whether it is a separator sheet.

    `separator` is the key of a kind, empty for a sheet without one, None for a page that is no separator.
    """

    white: float
    separator: str | None = None


@dataclass(frozen=True, slots=True)
class TableReading:
    """How the picture of a page is read line by line. `corners` are those of the straight page as they lie in the picture, in points: x, y
    of top left, bottom left, bottom right, top right; None for a page that lies straight. `softened` takes the grain of a camera away.
    """

    corners: tuple[float, ...] | None = None
    softened: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture."""

    width: int
    height: int
    png: bytes


@dataclass(frozen=True, slots=True)
class PageNote:
    """What a note on a page says, and its box in points from the top left of the page as shown."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Flattened:
    """A PDF with everything that lies on its pages made part of them. Pages are counted from 0.

    `unreadable` are blank; `pictures` have to be bound as pictures, with these words; `notes` cannot be read on the page itself.
    """

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    unreadable: frozenset[int]
    pictures: Mapping[int, tuple[PageNote, ...]]
    notes: Mapping[int, tuple[PageNote, ...]]


@dataclass(frozen=True, slots=True)
class PageWords:
    """Words to be laid unseen over a page of this size: rows of text and box in points from the top left; `turns` as in `PageText`."""

    words: Sequence[Sequence[Any]]
    size: tuple[float, float]
    turns: int = 0


@dataclass(frozen=True, slots=True)
class OwnPages:
    """Pages drawn by this program, already in the binder's paper size."""

    pdf: bytes


@dataclass(frozen=True, slots=True)
class Scan:
    """A document of the vault, to be scaled into the paper. `load` is called when its turn comes; `pages` is what the binder planned.

    `start` is the first page that is wanted, from 0, and `pages` the one after the last: a single page of a document can be bound.
    `words`, asked when its turn comes, are those to be laid unseen over pages (from 0) in place of what another program laid there.
    """

    load: Callable[[], bytes]
    media_type: str
    name: str
    pages: int
    start: int = 0
    words: Callable[[], Mapping[int, PageWords]] = dict[int, PageWords]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: `page_index` from 0, `level` from 0; an entry belongs to the nearest one before it with a lower level."""

    title: str
    page_index: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class PageLink:
    """A place on a page that leads to another page: both from 0; the box in points from the bottom left."""

    page_index: int
    box: tuple[float, float, float, float]
    target_index: int


@dataclass(frozen=True, slots=True)
class MergeReport:
    """A finished merge: the pages written, and for each document that could not be merged its name and the reason."""

    pages: int
    failures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CardPhone:
    """A number of a contact card: its types in small letters as the card has them, and what the card calls it beside them."""

    number: str
    types: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class ContactCard:
    """One vCard of a file. `number` is its place from 1; `pictures` counts those that it holds.

    `left_out` names properties that were not read, as vCards call them in small letters, and `text` where a text was too long.
    """

    number: int
    name: str
    is_place: bool = False
    organisation: str = ""
    role: str = ""
    assistant: str = ""
    phones: tuple[CardPhone, ...] = ()
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    note: str = ""
    pictures: int = 0
    left_out: tuple[str, ...] = ()


CARD_FAULTS = frozenset({"unended", "damaged", "line", "version", "nameless", "group", "stray", "too_many"})


@dataclass(frozen=True, slots=True)
class RefusedCard:
    """A card that was not read: its place from 1, one of `CARD_FAULTS`, and for “line” which line of it, 0 where not known.

    `stray` are lines before that card that belong to none.
    """

    number: int
    code: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class CardFile:
    """All cards of a file, and those that were not read."""

    cards: tuple[ContactCard, ...]
    refused: tuple[RefusedCard, ...]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One event of a calendar file, or one repetition of it. `number` is the event's place in the file, from 1.

    `key` is the same for the same entry in every file. Times are on the clock of `zone`, an IANA name or an offset; an entry for a whole
    day has none. `last_day` is `day` unless it lasts longer.
    """

    number: int
    key: str
    summary: str
    day: date
    time: str = ""
    until: str = ""
    zone: str = ""
    last_day: date = date.min
    place: str = ""
    about: str = ""
    cancelled: bool = False
    repeats: bool = False
    has_more: bool = False  # guests, attachments or reminders, which are not read
    sequence: int = (
        0  # how often its organizer says that it was changed, and when it was last written: `20261130T120000Z`
    )
    written: str = ""


EVENT_FAULTS = frozenset(
    {"unended", "damaged", "no_start", "zone", "year", "repeat", "too_often", "over", "too_many", "end"}
)


@dataclass(frozen=True, slots=True)
class RefusedEvent:
    """An event that was not read: its place from 1, one of `EVENT_FAULTS`, and for “zone” what the file calls it.

    With “end” it was read, but for its end: that is a day and the beginning a time, or the other way round.
    """

    number: int
    code: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """All entries of a file, and what was not read: `cut` series go on after the limit, `older` forms of an event, `others` are none,
    and `called` are names of some of those."""

    entries: tuple[CalendarEntry, ...]
    refused: tuple[RefusedEvent, ...]
    cut: int = 0
    older: int = 0
    others: int = 0
    called: tuple[str, ...] = ()
