"""The demo patient with everything awkward added that a record can hold, and what a vault holds as plain values."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ism_desktop.documents import import_document, page_plan, versions
from ism_desktop.records import disclosures, links, raw_tables, store, vault_settings
from ism_desktop.records.kinds.documents import DOCUMENTS, FILE_FIELDS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.tolerated import TOLERATED
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.ui.papers import letter

SCRIPT = "<script>alert('you')</script>"
FORMULA = '=HYPERLINK("http://example.org/"&A1,"click")'
AWKWARD = (
    SCRIPT,
    FORMULA,
    "quotes \" ' ` “ ” « »; comma, semicolon; tab\there",
    "two\nlines\r\nand a third\n\nand a gap",
    "Zoë Ålesund ﬁ ß İ ı Ǆ ﷺ 🧬 👩‍⚕️ e\u0301 \u202egnal\u202c \u2028 \ufeff",
    "</style><!-- ]]> &amp; &#x3c; %3Cb%3E ${x} \\u003c \\",
    "\x01\x02\x1f\x7f\x85 end",
    "-1+2",
    "@sum",
    "x" * 20_000,
)
TITLES = (
    "CON",
    "../../etc/passwd",
    'a<b>c:d"e/f\\g|h?i*j.',
    "ß" * 300,
    "same name",
    "SAME NAME",
    "e\u0301tude",
    "étude",
)


def add_awkward(vault: Vault, workers: Workers, folder: Path) -> None:
    """Add what is hard to write out and to read in again."""
    documents = [_document(vault, workers, folder, number, title) for number, title in enumerate(TITLES)]
    versions.make_version(vault, workers, documents[2], page_plan.turned(page_plan.whole(page_plan.OWN, 2), {1}, 90))
    versions.make_version(vault, workers, documents[2], page_plan.whole(page_plan.OWN, 1))
    with vault.write() as session:
        record_id = ""
        for words in AWKWARD:
            values = {"name": f"Drug {words}", "notes": words, "started_on": Gap.UNKNOWN, "side_effects": Gap.NONE}
            record_id = store.save(session, MEDICATIONS, values)
            store.save(
                session,
                MEDICATIONS,
                {"notes": f"{words} again", "started_on": PartialDate(2019, season="spring")},
                record_id=record_id,
            )
            links.attach(session, MEDICATIONS, record_id, documents[0], 1, note=words)
        store.trash(session, MEDICATIONS, record_id)
        store.restore(session, MEDICATIONS, record_id)
        store.trash(session, MEDICATIONS, record_id)
        store.trash(session, DOCUMENTS, documents[1])
        asked = [store.save(session, QUESTIONS, {"text": f"Question {words}"}) for words in ("one", "two", SCRIPT)]
        store.arrange(session, QUESTIONS, [*reversed(asked), *_others(session, asked)])
        for kind in (REACTIONS, TOLERATED):
            for record in store.list_active(session, kind):
                store.trash(session, kind, record.id, author="caregiver")
        store.say_none(session, REACTIONS, Gap.NONE)
        store.say_none(session, TOLERATED, Gap.UNKNOWN)
        number = disclosures.record_paper(
            session,
            "card",
            "Emergency card 1",
            "/home/p/Cårds/Card.pdf",
            content={"number": 1, "lines": [SCRIPT, 1.5, None, True]},
            size=3,
            sha256="a" * 64,
        )
        assert number == 1
        disclosures.record(session, disclosures.DOCUMENT, SCRIPT, "/home/p/\udcff odd \x00.pdf")
        vault_settings.put(session, "idle_minutes", 5)
        vault_settings.put(session, "backup_places", {"computer": "/media/secret-stick"})


def _others(session: Any, asked: list[str]) -> list[str]:
    return [record.id for record in store.list_active(session, QUESTIONS) if record.id not in asked]


def _document(vault: Vault, workers: Workers, folder: Path, number: int, title: str) -> str:
    path = letter(folder / f"paper {number}.pdf", f"Page one of paper {number} says needle{number}", "Page two <b>&")
    taken = import_document(vault, workers, path)
    assert taken.document_id is not None
    with vault.write() as session:
        store.save(session, DOCUMENTS, {"title": title, "document_date": None}, record_id=taken.document_id)
    return taken.document_id


def rows(vault: Vault) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, but for what belongs to one vault alone: generations, numbers of files, fingerprints, some settings."""
    with vault.read() as session:
        found = {table.name: raw_tables.rows(session, table) for table in raw_tables.TABLES}
    for row in (*found["documents"], *found["document_versions"]):
        for name in ("file_id", "text_file_id", "fingerprint"):
            del row[name]
    for row in found["history"]:
        if row["kind"] == "documents":
            row["former"] = {name: value for name, value in row["former"].items() if name not in FILE_FIELDS}
    found["vault_settings"] = [row for row in found["vault_settings"] if vault_settings.DECLARED[row["name"]].travels]
    return found


def contents(vault: Vault) -> Mapping[str, tuple[str, str | None]]:
    """By document id, the digests of the original and of the packed text of its pages, and that the fingerprint is this vault's own."""
    found: dict[str, tuple[str, str | None]] = {}
    with vault.read() as session:
        documents = raw_tables.rows(session, raw_tables.BY_NAME["documents"])
        versions_of = {row["document_id"] for row in raw_tables.rows(session, raw_tables.BY_NAME["document_versions"])}
    for row in documents:
        original = vault.files.read(row["file_id"])
        assert (row["fingerprint"] == vault.fingerprint(original)) is (row["id"] not in versions_of)
        text = (
            None if row["text_file_id"] is None else hashlib.sha256(vault.files.read(row["text_file_id"])).hexdigest()
        )
        found[row["id"]] = (hashlib.sha256(original).hexdigest(), text)
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def copy(folder: Path, to: Path) -> Path:
    """A copy of a folder that a test may change."""
    shutil.copytree(folder, to)
    return to
