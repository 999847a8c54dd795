"""What a person reads in an export goes through the door of language: in the pseudo-language nothing of it stays plain English."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ism_desktop import language
from ism_desktop.errors import ExportDamaged
from ism_desktop.exchange import export, layout
from ism_desktop.exchange.manifest import LeftOut
from ism_desktop.records import disclosures, store
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.values import Gap
from ism_desktop.vault import Vault
from tests.records.samples import values_for


@pytest.fixture(autouse=True)
def pseudo_language() -> Iterator[None]:
    """The pseudo-language, and English again after the test."""
    language.use("en-XA")
    yield
    language.use("en")


def left_in_english(text: str) -> list[str]:
    """The words that stand outside of every message."""
    inner = re.compile(r"⟦[^⟦⟧]*⟧")
    while inner.search(text):
        text = inner.sub(" ", text)
    return re.findall(r"[A-Za-z]{2,}", text)


@pytest.fixture
def page(vault: Vault, tmp_path: Path) -> Path:
    with vault.write() as session:
        for kind in KINDS:
            if kind is not DOCUMENTS and kind.name != "emergency_contacts":
                record_id = store.save(session, kind, values_for(kind))
                store.save(session, kind, values_for(kind, 2), record_id=record_id)
                if not kind.single:
                    store.trash(session, kind, store.save(session, kind, values_for(kind, 3)))
        store.say_none(session, DOCUMENTS, Gap.NONE)
        disclosures.record(session, disclosures.CARD, "Emergency card 3", disclosures.printer("HP"))
        store.mark_demo(session)
    seen: set[str] = set()

    def note(done: int, total: int, what: str) -> None:
        del done, total
        seen.add(what)

    export(vault, tmp_path / "out", note)
    assert [word for words in seen for word in left_in_english(words)] == []
    return tmp_path / "out"


def test_the_page_says_nothing_past_the_door(page: Path) -> None:
    html = (page / "index.html").read_text(encoding="utf-8").split("<script", 1)[0]
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|data-\w+|title)="([^"]*)"', html)
    visible = " ".join([re.sub(r"<[^>]+>", " ", html), *spoken])
    # Tags of the sample, Müller, months and lists of CLDR, a printer, and a quantity as it was typed: < 1.5 ng/mL
    allowed = {"DEMO", "ller", "March", "April", "May", "HP", "and", "lt", "ng", "mL", "Tag", "Under", "it"}
    assert [word for word in left_in_english(visible) if word not in allowed] == []


def test_the_readme_and_the_schema_say_nothing_past_the_door(page: Path) -> None:
    names = {"index", "html", "documents", "tables", "records", "texts", "schema", "md", "manifest", "json"}
    assert set(left_in_english((page / "README.txt").read_text(encoding="utf-8"))) <= names
    schema = re.sub(r"`[^`]*`", "", (page / "schema.md").read_text(encoding="utf-8"))
    types = "text integer moment yes or no date object quantity money day and time choices rows"
    assert set(left_in_english(schema)) <= set(types.split())


def test_tables_are_said_in_the_language_in_use(page: Path) -> None:
    for kind in KINDS:
        head = (page / "tables" / f"{kind.name}.csv").read_text(encoding="utf-8-sig").splitlines()[0]
        assert left_in_english(head) == [], kind.name


def test_what_is_wrong_with_an_export_is_said_in_the_language_in_use() -> None:
    with pytest.raises(ExportDamaged) as raised:
        layout.from_bytes(b"{", "records/person.json")
    assert set(left_in_english(raised.value.what.replace("records/person.json", ""))) == set()
    assert left_in_english(raised.value.advice) == []
    for what in ("document", "text"):
        assert left_in_english(LeftOut("1", "", what).notice) == []
