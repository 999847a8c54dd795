"""Errors, findings, notices and progress of vault, worker and documents in the pseudo-language: all of it is translated but data."""

import errno
import re
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ism_desktop import language, media_types
from ism_desktop.documents import import_documents
from ism_desktop.errors import DocumentRefused, IsmError, MistypedGroups
from ism_desktop.records import backup_status, safekeeping
from ism_desktop.vault import Vault, create, durable, flaws, inbox, keys, look, passphrases, recognising, unlock
from ism_desktop.vault.backups import back_up, back_up_to_one_file, find, restore
from ism_desktop.vault.inbox import NewItem
from ism_desktop.vault.integrity import Finding
from ism_desktop.vault.key_slots import RecoveryCode, os_keyring
from ism_desktop.vault.message import Message
from ism_desktop.vault.multi_device import ConflictCopies, ConflictCopy, OlderThanLastSeen, OpenElsewhere
from ism_desktop.vault.recognising import Place
from ism_desktop.worker import Workers
from ism_desktop.worker.refusals import FOUND, refused, stopped
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.filing import file_document, filed_files, note_medication
from tests.vault.paths import flip
from tests.worker import files

TITLE = "Biopsy 2019"
_DATA = re.compile(
    r"“[^⟦⟧”]*”"  # a path, a title or a name
    r"|[\w./:-]*(?:\.(?:ismd|ismi|hdr|bak|db|pdf|zip|manifest|twin|key|tar|txt)|[0-9a-f]{16,})[\w.]*"
    r"|\((?:SQLITE|\*\*\*|page|row|HMAC|database|wrong|Tree|[A-Z]+\))[^⟦⟧)]*\)?"  # what SQLite or the system calls it
    r"|\b(?:PDF|JPEG|PNG|TIFF|HEIC|AVIF|WebP|GIF|BMP|TXT|EML)\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|⟦àñd···*⟧| and | or "  # CLDR's own list words
)


def assert_translated(text: str) -> None:
    """Every vowel of a message is accented in the pseudo-language, and every message is in brackets."""
    bare = _DATA.sub("", text)
    assert "⟦" in text, text
    assert not re.search(r"[aeiouAEIOU]", bare), f"{text!r} leaves {bare!r}"
    depth, outside = 0, ""
    for sign in bare:
        depth += (sign == "⟦") - (sign == "⟧")
        outside += sign if depth == 0 else ""
    assert not re.search(r"[^\W\d_]", outside.replace("⟧", "")), f"{text!r} leaves {outside!r}"


def assert_error_translated(error: IsmError) -> None:
    assert_translated(error.what)
    assert_translated(error.advice)


@pytest.fixture(autouse=True)
def pseudo() -> Iterator[None]:
    before = language.in_use()
    language.use(language.PSEUDO)
    yield
    language.use(before.tag, before.territory)


def raised(work: Callable[[], object]) -> IsmError:
    with pytest.raises(IsmError) as caught:
        work()
    return caught.value


def test_every_flaw_of_a_file() -> None:
    known = [value for name, value in vars(flaws).items() if name.isupper() and isinstance(value, Message)]
    assert len(known) > 25
    for flaw in (*known, flaws.in_piece(0, last=True), flaws.in_piece(3, last=False)):
        assert_translated(str(flaw.with_values(file="vault.hdr")))


def damaged_vault(vault: Vault) -> list[Finding]:
    """What a full check says of a vault in which something of every sort was hurt."""
    hurt, gone, emptied = (file_document(vault, TITLE, secrets.token_bytes(9_000), b"words") for _ in range(3))
    vault.snapshot()
    note_medication(vault, "Cetirizine")
    stray = vault.files.add_bytes(b"left", name="stray.pdf", media_type="application/pdf").file_id
    discarded = vault.files.add_bytes(b"thrown away", name="old.pdf", media_type="application/pdf").file_id
    vault.files.discard(discarded)
    vault.draft_files.write(b"typed")
    inbox.leave(vault.path, NewItem("note", text="a note"))
    path = vault.path
    vault.close()
    reopened = unlock(path, PASSPHRASE)
    flip(reopened.files.path_of(hurt), 8_000)
    reopened.files.path_of(gone).unlink()
    reopened.files.path_of(emptied).write_bytes(b"")
    flip(path / "trash" / f"{discarded}.ismd", 40)
    for one in (*path.glob("drafts/*"), *path.glob("inbox/*.ismi"), *path.glob("snapshots/*")):
        flip(one, 60)
    (path / "vault.hdr.bak").write_bytes(b"")
    try:
        found = safekeeping.full_check(reopened)
        assert stray in {Path(each.file).stem for each in found}
        return found
    finally:
        reopened.close()


def test_findings_of_a_full_check(vault: Vault) -> None:
    found = damaged_vault(vault)
    assert len({each.fault for each in found}) >= 4
    assert len(found) >= 9
    for finding in found:
        assert_translated(finding.what)
        assert_translated(finding.advice)


def test_a_kept_finding_is_read_in_any_language(vault: Vault, vault_path: Path) -> None:
    found = damaged_vault(vault)
    for finding in found:
        kept = finding.stored()
        assert "⟦" not in repr(kept), "no translated sentence is kept"
        assert Finding.from_stored(kept) == finding
    language.use("en")
    english = [Finding.from_stored(finding.stored()) for finding in found]
    assert not any("⟦" in finding.what + finding.advice for finding in english)
    old = Finding.from_stored({**found[0].stored(), "what": "Kept by an earlier version.", "advice": "Do this."})
    assert (old.what, old.advice) == ("Kept by an earlier version.", "Do this.")
    (vault_path / "vault.hdr.bak").write_bytes((vault_path / "vault.hdr").read_bytes())
    reopened = unlock(vault_path, PASSPHRASE)
    try:
        backup_status.note_damaged(reopened, found)
        with reopened.read() as session:
            known = backup_status.read(session, reopened, "here").damaged
        language.use(language.PSEUDO)
        for finding in known:
            assert_translated(finding.what)
    finally:
        reopened.close()


def test_findings_and_refusals_of_backups(vault: Vault, vault_path: Path, tmp_path: Path) -> None:
    said: list[str] = []
    kept = [file_document(vault, TITLE, secrets.token_bytes(9_000)) for _ in range(3)]
    stick = tmp_path / "stick"
    back_up(vault, stick, filed_files, lambda _done, _total, what: said.append(what))
    flip(stick / f"blobs/{kept[0][:2]}/{kept[0]}.ismd", 100)
    (stick / f"blobs/{kept[1][:2]}/{kept[1]}.ismd").unlink()
    (stick / "vault.hdr").write_bytes(b"")
    flip(next(stick.glob("manifests/*.manifest")), 30)
    for opened in (vault, None):
        for finding in safekeeping.check_backup(stick, vault=opened):
            assert_translated(finding.what)
            assert_translated(finding.advice)
    vault.files.path_of(kept[1]).unlink()
    for finding in back_up(vault, stick, filed_files).findings:
        assert_translated(finding.what)
        assert_translated(finding.advice)
    (tmp_path / "carried").mkdir()
    back_up_to_one_file(vault, tmp_path / "carried", filed_files, lambda _done, _total, what: said.append(what))
    restore(find(stick), tmp_path / "new", lambda _done, _total, what: said.append(what))
    for what in set(said):
        assert_translated(what)
    (tmp_path / "file").write_bytes(b"")
    for place in (vault_path, vault_path / "in", tmp_path, tmp_path / "file", tmp_path / "no" / "stick"):
        if place != tmp_path or place in vault_path.parents:
            assert_error_translated(raised(lambda place=place: back_up(vault, place, filed_files)))
    for to in (vault_path, stick / "in", tmp_path / "file"):
        assert_error_translated(raised(lambda to=to: restore(find(stick), to)))
    for path in stick.glob("snapshots/*.db"):
        flip(path, 5_000)
    assert_error_translated(raised(lambda: restore(find(stick), tmp_path / "other")))


def test_places_and_openings(vault: Vault, vault_path: Path, tmp_path: Path) -> None:
    for place in Place:
        assert_translated(recognising.told(tmp_path, place))
    vault.close()
    (tmp_path / "empty").mkdir()
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
    for path in (tmp_path / "nowhere", tmp_path / "empty", tmp_path / "letter.pdf", vault_path / "blobs"):
        assert_error_translated(raised(lambda path=path: look(path)))
        assert_error_translated(raised(lambda path=path: recognising.require_vault_or_backup(path)))
        assert_error_translated(recognising.no_backup(path))
        assert_error_translated(recognising.no_export(path))
    for path in (vault_path, vault_path / "records.db"):
        error = recognising.not_documents(path)
        assert error is not None
        assert_error_translated(error)
    for path in (vault_path, vault_path / "in", tmp_path / "letter.pdf"):
        assert_error_translated(raised(lambda path=path: create(path, PASSPHRASE, cost=CHEAP)))
    assert_error_translated(raised(lambda: unlock(vault_path, "not the passphrase")))
    (vault_path / "vault.hdr.bak").write_bytes(b"")
    for notice in look(vault_path).notices:
        assert_translated(notice)
    (vault_path / "vault.hdr").write_bytes(b"no header")
    assert_error_translated(raised(lambda: look(vault_path)))


def test_disks_passphrases_digits_and_keyrings(tmp_path: Path) -> None:
    for number in (errno.ENOSPC, errno.EACCES, errno.ENOENT, errno.EIO, 0):
        assert_error_translated(durable.not_writable(tmp_path, OSError(number, "")))
    for typed in (
        "",
        "short",
        "aaaaaaaaaaaaa",
        "12 May 2026 12345",
        "passwordpassword",
        "battery horse staple correct",
    ):
        judged = passphrases.strength(typed)
        assert_translated(judged.label)
        # What is quoted in a warning is an example in the message itself.
        assert_translated(judged.sentence.replace("“", "").replace("”", ""))
    for typed in ("short", " " * 20, "x" * 10_000):
        assert_error_translated(raised(lambda typed=typed: keys.require_length(typed)))
    code = RecoveryCode(bytes(16))
    for typed in (code.groups[:1], code.groups[:3], ("000001", *code.groups[1:]), (*code.groups, "000000")):
        error = raised(lambda typed=typed: RecoveryCode.parse(" ".join(typed)))
        assert isinstance(error, MistypedGroups)
        assert_error_translated(error)
    for fault in ("absent", "locked", "dismissed", "late", "lost", "other", "unkept", "no answer", "XY"):
        assert_error_translated(os_keyring.unavailable(fault))


def test_concerns() -> None:
    now = datetime.now(UTC)
    copies = tuple(
        ConflictCopy(name, now, number, Path(name))
        for name, number in (("records-rescued-1.db", 1), ("records (2).db", 7), ("vault (2).hdr", None))
    )
    for concern in (
        OlderThanLastSeen(1, 2, 1, 1, now),
        OlderThanLastSeen(2, 2, 1, 2, now),
        ConflictCopies(copies, 1),
        OpenElsewhere("Laptop", now, now),
        OpenElsewhere("another computer", now, now),
    ):
        assert_translated(concern.sentence)


def test_refusals_of_the_worker(workers: Workers) -> None:
    for code in (
        "password",
        "empty",
        "damaged",
        "page",
        "bytes",
        "pages",
        "pixels",
        "text",
        "email",
        "parts",
        "memory",
        "nonsense",
    ):
        assert_error_translated(refused({"refused": code}))
    for found in FOUND:
        for name in ("letter", "letter.pdf"):
            assert_error_translated(refused({"refused": "unsupported", "found": found}, name))
    for overdue in (True, False):
        for page in (None, 4):
            assert_error_translated(stopped(overdue, page))
    for untrusted in (b"", b'{"a": 1}', b"%PDF-1.7 broken", files.locked(files.text_pdf("secret"), "word")):
        with pytest.raises(DocumentRefused) as caught:
            workers.inspect(untrusted, "letter.pdf")
        assert_error_translated(caught.value)
    for each in media_types.ALL:
        assert "⟦" in each.name


def test_importing(vault: Vault, workers: Workers, tmp_path: Path) -> None:
    said: list[str] = []
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "a.pdf").write_bytes(files.text_pdf("one", "two"))
    (tmp_path / "desk" / "b.pdf").write_bytes(files.text_pdf("one", "two"))
    (tmp_path / "desk" / "c.pdf").write_bytes(b"PK\3\4" + b"\0" * 40)
    (tmp_path / "desk" / "d.pdf").write_bytes((tmp_path / "desk" / "a.pdf").read_bytes())
    (tmp_path / "desk" / "none").mkdir()
    paths = [tmp_path / "desk", tmp_path / "desk" / "none", tmp_path / "gone.pdf", vault.path]
    results = import_documents(vault, workers, paths, lambda _done, _total, what: said.append(what))
    assert {result.outcome for result in results} == {"imported", "refused", "duplicate"}
    for result in results:
        if result.reason:
            assert_translated(result.reason)
    for what in set(said):
        assert_translated(what)
