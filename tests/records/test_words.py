"""Every word of every kind goes through the door of language: in the pseudo-language nothing of it stays plain English."""

from collections.abc import Iterator

import pytest

from ism_desktop import language
from ism_desktop.records import authors, disclosures, document_notices
from ism_desktop.records.kind import PROVENANCE, Field, Kind, shown
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.values import Gap, PartialDate
from tests.records.samples import value_for

# Names are the same in every language: of medicines, of devices, of questionnaires; and so are units.
_NAMES = {
    ("medications", "name"),
    ("adrenaline_devices", "product"),
    ("clinic_scores", "instrument"),
    ("trackers", "unit"),
}
_DRUGS = {"Ibuprofen", "Morphine", "Codeine"}


@pytest.fixture(autouse=True)
def pseudo_language() -> Iterator[None]:
    """The pseudo-language, and English again after the test."""
    language.use("en-XA")
    yield
    language.use("en")


def is_translated(words: str) -> bool:
    return words == "" or (words.startswith("⟦") and words.endswith("⟧"))


def _words_of(field: Field) -> Iterator[str]:
    yield from (field.label, field.help, field.short, field.group_label, field.add_row)
    yield from (choice.label for choice in field.choices)
    yield from field.scale_ends
    for cell in field.fields:
        yield from _words_of(cell)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_every_word_of_a_kind_can_be_translated(kind: Kind) -> None:
    said = [kind.singular, kind.plural, kind.empty, kind.example, kind.states_none, kind.title_of({})]
    for field in (*kind.fields, *PROVENANCE):
        said += _words_of(field)
        said += [words for words in field.suggestions if (kind.name, field.name) not in _NAMES and words not in _DRUGS]
    # A title of several parts is a message with other messages in it.
    assert [words for words in said if not is_translated(words)] == []


def test_what_is_kept_as_a_key_is_said_in_the_language_in_use() -> None:
    reader = authors.Authors({"way:1": {"kind": "passphrase", "label": "Anna"}}, authors.PATIENT)
    for author in (authors.PATIENT, authors.CAREGIVER, authors.DOCUMENT, authors.RECOVERY_SHEET, "way:1", "way:2"):
        assert is_translated(reader.words(author)), author
    for what, title in (
        ("card", "Emergency card 3"),
        ("binder", "Binder, 12 pages"),
        ("export", ""),
        ("recovery_sheet", ""),
    ):
        assert is_translated(disclosures.called(what, title)), what
    assert disclosures.called("document", "Befund") == "Befund"
    assert disclosures.printer_in(disclosures.printer("HP")) == "HP"
    assert disclosures.printer_in(disclosures.printer("")) == ""
    assert disclosures.printer_in("/home/me/printer 3.pdf") is None
    for gap in Gap:
        assert is_translated(gap.words)
    assert is_translated(PartialDate(2019, season="spring").words)


@pytest.mark.parametrize("code", document_notices.CODES)
def test_every_notice_can_be_translated(code: str) -> None:
    for pages, names in (((2,), ("a.pdf",)), ((2, 3, 7), ("a", "b", "c", "d", "e", "f"))):
        notice = document_notices.DocumentNotice(code, pages, names)
        said = document_notices.said(notice)
        assert all(is_translated(words) for words in (said.title, said.what, said.advice))
        assert all(is_translated(words) for words in document_notices.not_printed("T", [notice]))
        assert is_translated(document_notices.remark([notice]))


def test_answers_are_said_in_the_language_in_use() -> None:
    for kind in KINDS:
        for field in kind.form_fields:
            value = value_for(field)
            if isinstance(value, bool) or field.choices:
                assert is_translated(shown(field, value)), field.name
