"""A language taken into use by a test is put back after it, and a small catalogue of German stands in for a translation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from ism_desktop import language


@pytest.fixture(autouse=True)
def language_put_back() -> Iterator[None]:
    before = language.in_use()
    yield
    language._InUse.now = before
    language.language.cache_clear()


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> language.Language:
    """German with a catalogue, slips of its translator included."""
    catalogue = Catalog(locale="de")
    catalogue.add("Saved", "Gespeichert")
    catalogue.add("Saved {count} files in {folder}.", "{folder}: {count} Dateien gespeichert.")
    catalogue.add(("{number} file", "{number} files"), ("{number} Datei", "{number} Dateien"))
    catalogue.add("Open", "Offen", context="a question that has no answer yet")
    catalogue.add("Open", "Öffnen", context="verb")
    catalogue.add("Delete {name}?", "{nome} löschen?")
    catalogue.add("Rename {name}?", "{name umbenennen?")
    catalogue.add("Move {name}?", "{} verschieben?")
    catalogue.add("Copy {name}?", "{name.first} kopieren?")
    catalogue.add("Print {name}?", "{name[first]} drucken?")
    catalogue.add(
        ("{number} page of {title}", "{number} pages of {title}"), ("{number} Seite", "{number} Seiten von {titel}")
    )
    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / f"{language.DOMAIN}.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(language, "_FOLDER", tmp_path / "locale")
    language.language.cache_clear()
    return language.use("de")
