"""Contact cards as phones, mail programs and address books write them: each comes in right, and what is not taken over is named."""

from typing import Any

import pytest

from ism_desktop.exchange import cards_in
from ism_desktop.ui.places.care_team import card_words
from ism_desktop.worker import CardFile, ContactCard
from ism_desktop.worker.card_checks import card_file
from ism_desktop.worker.contact_cards import parts, read
from tests.exchange import card_conventions as made


def found(text: str, ends: str = "\r\n", encoding: str = "utf-8") -> CardFile:
    return card_file(read(made.bytes_of(text, ends, encoding)))


def only(text: str, ends: str = "\r\n", encoding: str = "utf-8") -> tuple[ContactCard, dict[str, Any]]:
    file = found(text, ends, encoding)
    assert not file.refused
    (card,) = file.cards
    return card, cards_in.values_of(card)


def more(values: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(row["number"], row.get("note")) for row in values["more_phones"].rows]


def test_ios_and_macos() -> None:
    card, values = only(made.IOS)
    assert (values["name"], values["organisation"]) == ("Dr. Imani Okafor", "Mast Cell Clinic, East, Allergy")
    assert (values["phone"], values["direct_phone"]) == ("+1 555 010 0121", "+1 555 010 0122")
    assert more(values) == [("+1 555 010 0123", "Main"), ("+1 555 010 0199", "Home")]
    assert values["email"] == "clinic@example.org", "the one that is marked to be taken first"
    assert values["notes"].split("\n") == [
        "A long note that goes on and on, and is folded in the middle of a word",
        "and has a second line",
        "Nurse for injections: nurse@example.org",
        "second@example.org",
    ]
    assert values["address"] == "1 Hospital Road\nBuilding C\nHollow Creek 12345\nUSA"
    assert values["portal"] == "https://portal.example.org"
    assert card_words.left_out_lines([card]) == [
        "1 picture is not taken over.",
        "Not taken over, because there is no place for it: birthday, nickname, other dates, related people and social profile.",
    ]


def test_android_in_version_2_1_with_quoted_printable() -> None:
    card, values = only(made.ANDROID)
    assert (values["name"], values["organisation"]) == ("Dr. Anna Müller", "Praxis Müller")
    assert (values["direct_phone"], values["phone"], values["fax"]) == ("0170-1234569", "030-1234567", "030-1234568")
    assert more(values) == [("030-7654321", "praxis hinten")]
    assert values["address"] == "Hauptstraße 5\nHof\nBerlin 10115"
    assert values["notes"] == "nur vormittags\nFrau Klein fragen"
    assert (card.pictures, card.left_out) == (1, ("x-android-custom",))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_outlook_in_version_2_1(encoding: str) -> None:
    text = made.OUTLOOK if encoding == "cp1252" else made.OUTLOOK.replace("CHARSET=Windows-1252:", "CHARSET=utf-8:")
    card, values = only(text, encoding=encoding)
    assert (values["name"], values["organisation"]) == ("Dr. Jürgen Groß", "Praxis Groß, Hämatologie")
    assert (values["role"], values["assistant"]) == ("Hämatologe", "Frau Löwe")
    assert (values["phone"], values["direct_phone"], values["fax"]) == (
        "(030) 123-4567", "(0170) 123-4569", "(030) 123-4568",
    )  # fmt: skip
    assert more(values) == [("(030) 123-4570", "Pager"), ("(030) 123-4571", "Assistant")]
    assert values["notes"] == "Sprechstunde für Mastozytose\nmittwochs; sonst nach Vereinbarung"
    assert values["address"] == "Hauptstraße 5\nBerlin 10115\nDeutschland"
    assert (values["portal"], values["email"]) == ("https://praxis.example.org", "gross@example.org")
    assert (card.pictures, card.left_out) == (1, ()), "nothing else is lost: the label says what the address says"


def test_thunderbird_in_version_4_0() -> None:
    card, values = only(made.THUNDERBIRD)
    assert (values["name"], values["organisation"]) == ("Denise Sorel", "Mill Street Practice, Family medicine")
    assert values["role"] == "Partner, Family doctor"
    assert (values["phone"], values["direct_phone"]) == ("+1 555 010 0110", "+1 555 010 0111")
    assert more(values) == [("+1 555 010 0112", "Pager")]
    assert (values["email"], values["notes"]) == (
        "sorel@example.org",
        "Line one\nline two, with a comma\nfront@example.org",
    )
    assert (card.pictures, card.left_out) == (1, ("anniversary", "impp", "tz"))


def test_nextcloud_with_preferences_and_a_group() -> None:
    file = found(made.NEXTCLOUD)
    (card,) = file.cards
    values = cards_in.values_of(card)
    assert (values["sort"], values["phone"]) == ("pharmacy", "+1-555-010-0129")
    assert more(values) == [("+1 555 010 0128", None), ("+1-555-010-0130 ext. 4", "Home")]
    assert card.left_out == ("categories", "related", "x-socialprofile")
    assert [(one.number, one.code) for one in file.refused] == [(2, "group")]


def test_nokia_with_a_picture_whose_lines_do_not_begin_with_a_blank() -> None:
    card, values = only(made.NOKIA)
    assert (values["name"], values["direct_phone"], values["phone"]) == (
        "Tunde Adeyemi",
        "+15550100131",
        "+15550100133",
    )
    assert more(values) == [("+15550100132", "Home")]
    assert (card.pictures, card.left_out) == (1, ())


def test_cards_within_cards() -> None:
    file = found(made.ASSISTANTS)
    assert [(card.name, card.phones[0].number[-4:], card.left_out) for card in file.cards] == [
        ("Dr Wolfe", "0151", ("agent",)),
        ("Dr Chen", "0152", ("agent",)),
        ("Dr Reyes", "0153", ("agent",)),
    ]
    assert not file.refused
    assert card_words.left_out_lines(file.cards)[0].endswith("card of an assistant.")


def test_cards_without_begin_or_end_are_told_by_themselves() -> None:
    file = found(made.ENDLESS)
    assert [(card.number, card.name) for card in file.cards] == [(2, "Ended")]
    assert [(one.number, one.code) for one in file.refused] == [
        (1, "stray"), (1, "unended"), (3, "stray"), (3, "unended"),
    ]  # fmt: skip
    assert card_words.refused_lines(file)[2] == "Behind card 2 are lines that belong to no card. They were not read."


@pytest.mark.parametrize("ends", ["\n", "\r", "\r\n", "\r\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_line_ends_and_encodings_make_no_difference(ends: str, encoding: str) -> None:
    for text in (made.IOS, made.ANDROID, made.THUNDERBIRD, made.ENDLESS):
        assert found(text, ends, encoding) == found(text)


def test_files_put_behind_one_another_and_letters_folded_in_the_middle() -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Jürgen\nEND:VCARD\n"
    twice = made.bytes_of(text, encoding="utf-8-sig") + b"\r\n" + made.bytes_of(text, "\n", "utf-8-sig")
    assert [card.name for card in card_file(read(twice)).cards] == ["Jürgen", "Jürgen"]
    folded = b"BEGIN:VCARD\nVERSION:3.0\nFN:J\xc3\n \xbcrgen\nEND:VCARD"
    assert [card.name for card in card_file(read(folded)).cards] == ["Jürgen"]


@pytest.mark.parametrize("charset", ["idna", "punycode", "undefined", "zip", "no-such", "unicode_escape"])
def test_a_card_may_name_any_encoding(charset: str) -> None:
    raw = f"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:A=FC..B\nNOTE;CHARSET={charset}:".encode()
    (card,) = card_file(read(raw + b"\xfc\xff\nEND:VCARD")).cards
    assert card.name.startswith("A")


def test_what_is_too_long_or_too_much_is_told() -> None:
    phones = "\n".join(f"TEL:{number}" for number in range(1000, 1050))
    card, _ = only(f"BEGIN:VCARD\nVERSION:3.0\nFN:x\n{phones}\nNOTE:{'a' * 5000}\nORG:One\nORG:Two\nEND:VCARD")
    assert (len(card.phones), card.left_out, card.organisation) == (40, ("tel", "text"), "One")
    assert card.note.endswith("\nTwo"), "a second practice is kept, however long the note is"


def test_what_somebody_called_their_only_number_stays() -> None:
    card, values = only("BEGIN:VCARD\nVERSION:3.0\nFN:x\na.TEL:5550001\na.X-ABLabel:Nights only\nEND:VCARD")
    assert (values["phone"], values["notes"]) == ("5550001", "Nights only: 5550001")
    place, values = only("BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Clinic\nORG:Clinic;Allergy\nEND:VCARD")
    assert (place.is_place, values["notes"]) == (True, "Clinic, Allergy")
    assert not card.left_out


def test_many_cards_come_in_parts() -> None:
    text = "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:Person {number}\nEND:VCARD\n" for number in range(250))
    said = list(parts(text.encode()))
    assert [(len(part["cards"]), part["more"]) for part in said] == [(100, True), (100, True), (50, False)]
