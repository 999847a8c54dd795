"""An e-mail in a file: its heads and words as one text, and the files attached to it. Runs in the worker process only.

Nothing is fetched and nothing is believed: pictures that lie elsewhere stay there, and of parts that say the same the plain one is read.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import Message as Part
from typing import Any, cast

from ism_desktop.worker.html_text import words_of
from ism_desktop.worker.limits import MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, MAX_EMAIL_BYTES, MAX_EMAIL_DEPTH
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.text_encoding import decoded

_HEADS = ("From", "To", "Cc", "Date", "Subject")
_KNOWN = re.compile(
    rb"^(from|to|cc|date|subject|received|return-path|message-id|mime-version|delivered-to|reply-to|dkim-signature"
    rb"|content-type|x-[a-z0-9-]+|arc-seal|authentication-results|sender|in-reply-to|references|thread-[a-z]+"
    rb"|list-[a-z]+|content-[a-z-]+|user-agent|importance|bcc|status|received-spf|feedback-id):",
    re.IGNORECASE,
)
_TELLING = re.compile(rb"^(received|return-path|message-id|mime-version|delivered-to):", re.IGNORECASE | re.MULTILINE)
_HEAD_LINE = re.compile(rb"^[!-9;-~]+:")
# Pictures of a signature or a letterhead are smaller, those of a paper larger.
_SMALLEST_INLINE = 30_000
_LONGEST_HEAD = 2_000


@dataclass(frozen=True, slots=True)
class Attached:
    """A file attached to an e-mail. The names of the fields are those of `pdf_inside.Inside`."""

    name: str
    size: int
    content: bytes


@dataclass(slots=True)
class Email:
    """What an e-mail says."""

    subject: str = ""
    text: str = ""
    attached: list[Attached] = field(default_factory=list[Attached])


def begins_as_email(head: bytes) -> bool:
    """Whether a file that begins so is an e-mail: lines of heads alone, most of them known, one of which only a mail program writes."""
    lines = re.split(rb"\r?\n", head.removeprefix(b"\xef\xbb\xbf"))
    heads = 0
    known = 0
    for line in lines[:-1] if len(lines) > 1 else lines:
        if not line:
            break
        if line[:1] in (b" ", b"\t") and heads:
            continue
        if not _HEAD_LINE.match(line):
            return False
        heads += 1
        known += bool(_KNOWN.match(line))
    block = head.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    return known >= 2 and known * 2 >= heads and bool(_TELLING.search(block))


def read(untrusted: bytes) -> Email:
    """The e-mail in a file. Raises Refusal where it is too large or its parts lie too deep."""
    if len(untrusted) > MAX_EMAIL_BYTES:
        raise Refusal("email")
    try:
        whole = email.message_from_bytes(untrusted)
        found = Email(_head(whole, "Subject"))
        bodies = [body for body in _bodies(whole, found, 0) if body.strip()]
    except RecursionError as error:
        raise Refusal("damaged") from error
    heads = [f"{name}: {said}" for name in _HEADS if (said := _head(whole, name))]
    names = [f"[{one.name}]" for one in found.attached if one.name]
    found.text = "\n\n".join(["\n".join(heads), *bodies, *(["\n".join(names)] if names else [])]).strip()
    return found


def _bodies(part: Part, found: Email, depth: int) -> Iterator[str]:
    """The words of a part and of the parts in it; files are put into `found`."""
    if depth > MAX_EMAIL_DEPTH:
        raise Refusal("damaged")
    kind = part.get_content_type()
    inner = cast("list[Part]", part.get_payload()) if part.is_multipart() else []
    if kind == "message/rfc822" and inner:
        _attach(found, part, _letter_name(part, inner[0]), inner[0].as_bytes())
    elif kind == "multipart/alternative" and inner:
        yield from _bodies(_best(inner), found, depth + 1)
    elif inner:
        for each in inner:
            yield from _bodies(each, found, depth + 1)
    elif _is_body(part, kind):
        words = decoded(_payload(part), str(part.get_content_charset() or ""))
        yield words_of(words) if kind == "text/html" else words
    elif kind.partition("/")[0] not in ("multipart", "message") or part.get_filename():
        content = _payload(part)
        if not _is_ornament(part, kind, content):
            _attach(found, part, _file_name(part, kind), content)


def _best(parts: list[Part]) -> Part:
    """Of parts that say the same: the plain text if it says something, else the last, which is the richest."""
    for part in parts:
        if part.get_content_type() == "text/plain" and not part.is_multipart() and _payload(part).strip():
            # Some programs put everything but “your program shows no HTML” into the other one; some put files beside it.
            others = [each for each in parts if each is not part]
            return part if not any(each.is_multipart() for each in others) else _with_files(part, others)
    return parts[-1]


def _with_files(part: Part, others: list[Part]) -> Part:
    """The plain text, and the files that lie beside the richer form of it."""
    holder = Part()
    holder["Content-Type"] = "multipart/mixed"
    files = [
        leaf
        for other in others
        for leaf in other.walk()
        if not leaf.is_multipart() and not _is_body(leaf, leaf.get_content_type())
    ]
    holder.set_payload([part, *files])
    return holder


def _is_body(part: Part, kind: str) -> bool:
    is_file = part.get_content_disposition() == "attachment" or bool(part.get_filename())
    return kind in ("text/plain", "text/html") and not is_file


def _is_ornament(part: Part, kind: str, content: bytes) -> bool:
    is_named_by_text = bool(part.get("Content-ID")) and part.get_content_disposition() != "attachment"
    return kind.startswith("image/") and is_named_by_text and len(content) < _SMALLEST_INLINE


def _attach(found: Email, part: Part, name: str, content: bytes) -> None:
    if len(found.attached) >= MAX_ATTACHMENTS:
        raise Refusal("parts")
    if len(content) > MAX_ATTACHMENT_BYTES:
        raise Refusal("memory")
    del part
    found.attached.append(Attached(name, len(content), content))


def _payload(part: Part) -> bytes:
    content: Any = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _file_name(part: Part, kind: str) -> str:
    name = _in_letters(str(part.get_filename() or ""))
    if name:
        return name
    ending = {"image/jpeg": ".jpg", "text/plain": ".txt", "text/calendar": ".ics"}.get(
        kind, f".{kind.partition('/')[2]}"
    )
    return f"attachment{ending}"


def _letter_name(part: Part, letter: Part) -> str:
    return _in_letters(str(part.get_filename() or "")) or f"{_head(letter, 'Subject')[:100] or 'message'}.eml"


def _head(part: Part, name: str) -> str:
    return " ".join(_in_letters(str(part.get(name) or "")).split())[:_LONGEST_HEAD]


def _in_letters(said: str) -> str:
    """A head with its encoded words read."""
    try:
        pieces = decode_header(said)
    except Exception:  # noqa: BLE001 - the library raises any error there is on a wrong head
        return said
    words = "".join(
        decoded(piece, charset or "") if isinstance(piece, bytes) else str(piece)  # pyright: ignore[reportUnnecessaryIsInstance]
        for piece, charset in pieces
    )
    # Heads of eight bits come as halves of pairs.
    return (
        decoded(words.encode("utf-8", "surrogateescape"))
        if any("\udc80" <= one <= "\udcff" for one in words)
        else words
    )
