"""One table of media types: what is recognised, imported, offered by the file dialog and exported is the same everywhere."""

from pathlib import Path

import pytest

from ism_desktop import media_types
from ism_desktop.exchange.naming import ending_of
from ism_desktop.media_types import MediaType
from ism_desktop.ui.base import files
from ism_desktop.vault.recognising import Place, recognise
from ism_desktop.worker.sniff import media_type_of


@pytest.mark.parametrize("each", media_types.ALL, ids=lambda each: each.format)
def test_every_room_follows_the_table(each: MediaType, tmp_path: Path) -> None:
    assert media_types.find(each.media_type) is each
    for beginning in each.beginnings:
        content = each.before.ljust(each.at, b"\1") + beginning + b"\0" * 100
        assert media_type_of(memoryview(content)) == each.media_type
        assert media_types.of_beginning(content) is each
        (tmp_path / "file").write_bytes(content)
        assert recognise(tmp_path / "file") is (Place.PDF if each.format == "PDF" else Place.PICTURE)
    for ending in each.endings:
        assert media_types.of_name(f"Letter{ending.upper()}") is each
        assert ending_of(f"letter{ending}", each.media_type) == ending
        assert f"*{ending}" in files.document_filter()
    assert ending_of("letter.html", each.media_type) == each.endings[0]


def test_what_is_in_no_row() -> None:
    assert media_types.find("text/html") is media_types.of_name("a.html") is media_types.of_beginning(b"<html>") is None
    assert media_types.formats().startswith("PDF, JPEG, PNG, TIFF, ")
