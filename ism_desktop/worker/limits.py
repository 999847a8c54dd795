"""How much the worker process may take: every limit of the room in one place.

Measured here (Linux, Python 3.11, pypdfium2 5.15, tesserocr 2.13): after its imports a child has 80 MB of address space, and reading a
300-dpi A4 page (rendering, then OCR) takes it to 170 MB at most over the sample scans. So 512 MB holds for OCR too, and no job needs more.
"""

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 500 * MEGABYTE
MAX_PAGES = 10_000
MAX_SIDE_PIXELS = 10_000

# Address space of a child beside the document that it holds, which lies in memory once.
MEMORY_BYTES = 512 * MEGABYTE
OPEN_FILES = 16

# One page read, rendered or bound.
PAGE_SECONDS = 30.0
# Processor time of one job, set by the child itself: it ends a runaway child even when the parent is gone.
CPU_SECONDS = 20

JOBS_PER_CHILD = 200

# What a person may type as the password of a PDF.
MAX_PASSWORD = 1_000

# Files inside a PDF: so many of one document, and so large each, which leaves room for it in `MEMORY_BYTES` once more while it is sent.
MAX_ATTACHMENTS = 1_000
MAX_ATTACHMENT_BYTES = 200 * MEGABYTE

# A text or an e-mail: the words of some thousand pages, and an e-mail with its attachments, which lies in memory several times.
MAX_TEXT_BYTES = 4 * MEGABYTE
MAX_EMAIL_BYTES = 60 * MEGABYTE
MAX_EMAIL_DEPTH = 30

# A file of contacts, and the cards in it: a large address book with its pictures.
MAX_CARD_BYTES = 50 * MEGABYTE
MAX_CARDS = 5_000

# A file of a calendar, the events in it, and how much of a series becomes single entries.
MAX_CALENDAR_BYTES = 20 * MEGABYTE
MAX_EVENTS = 10_000
MAX_REPEATS = 24
MAX_NAMED = 8  # tasks and notes of a calendar that are left out
REPEATED_DAYS = 731

OCR_DPI = 300
# Width and height of the picture by which two pages are compared at a glance.
GLANCE = (17, 16)
# A page is rendered for OCR, and for the window, with no more pixels than this: an A3 sheet at 300 dpi has 17 million.
MAX_RENDERED_PIXELS = 20_000_000

# What one answer of a child may hold.
MAX_ANSWER_BYTES = 16 * MEGABYTE
MAX_PIXEL_BYTES = 3 * MAX_RENDERED_PIXELS
MAX_PAGE_OBJECT_BYTES = 256 * MEGABYTE
MAX_FLATTENED_BYTES = MAX_FILE_BYTES
MAX_OBJECTS_PER_PAGE = 100_000
MAX_LABEL_LETTERS = 40
MAX_WORDS_PER_PAGE = 200_000

# Files of publications: PubMed saves at most 10,000 in one, of some 5 kB each.
MAX_PUBLICATION_FILE_BYTES = 200 * MEGABYTE
MAX_PUBLICATIONS = 20_000
MAX_PUBLICATION_CHARACTERS = 300_000
