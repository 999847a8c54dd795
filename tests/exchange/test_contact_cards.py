"""vCards in and out: files as the large programs write them, cards refused alone, nothing overwritten, and round trips."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ism_desktop.errors import DamagedFile
from ism_desktop.exchange import cards_in, cards_out
from ism_desktop.records import store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.store import Record
from ism_desktop.records.values import LinkedName, Rows
from ism_desktop.vault import Vault
from ism_desktop.worker import CardFile, ContactCard, Workers
from ism_desktop.worker.card_checks import card_file
from ism_desktop.worker.contact_cards import read
from tests.rounds import rounds


def cards(*texts: str) -> CardFile:
    return card_file(read("\r\n".join(texts).replace("\n", "\r\n").encode()))


def card(text: str) -> ContactCard:
    (one,) = cards(f"BEGIN:VCARD\n{text.strip()}\nEND:VCARD").cards
    return one


def numbers(one: ContactCard) -> list[tuple[str, tuple[str, ...]]]:
    return [(phone.number, phone.types) for phone in one.phones]


# As programs write them ----------------------------------------------------------------------------------------------------


def test_version_2_1_with_quoted_printable_and_types_without_a_name() -> None:
    one = card(
        """
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Anna;;Dr.;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Dr. Anna M=C3=BC=
ller
TEL;WORK;VOICE;PREF:+49 30 1234567
TEL;WORK;FAX:+49 30 1234568
TEL;CELL:+49 170 1234569
NOTE;ENCODING=QUOTED-PRINTABLE:Only mornings=0D=0AAsk for Eva
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD==
 AAAA==

END:VCARD""".removesuffix("END:VCARD")
    )
    assert one.name == "Dr. Anna Müller"
    assert numbers(one)[0] == ("+49 30 1234567", ("work", "voice", "pref"))
    assert (one.note, one.pictures) == ("Only mornings\nAsk for Eva", 1)
    values = cards_in.values_of(one)
    assert (values["phone"], values["fax"], values["direct_phone"]) == (
        "+49 30 1234567", "+49 30 1234568", "+49 170 1234569",
    )  # fmt: skip


def test_version_3_0_with_groups_folded_lines_and_labels() -> None:
    one = card(
        """
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 17.0//EN
N:Okafor;Imani;;Dr.;
FN:Dr. Imani Okafor
ORG:Mast Cell Clinic\\, East;Allergy
TITLE:Mast cell specialist
item1.TEL;type=pref:+1 555 010 0121
item1.X-ABLabel:Front desk
item2.TEL;type=WORK;type=VOICE:+1 555 010 0122
item3.X-ABLabel:_$!<Mobile>!$_
item3.TEL:+1 555 010 0123
EMAIL;type=INTERNET;type=WORK;type=pref:clinic@example.org
EMAIL;type=INTERNET:second@example.org
ADR;type=WORK:;;1 Hospital Road\\nBuilding C;Hollow Creek;;12345;USA
NOTE:A long note that goes on and on and is folded in the middle of a wo
 rd\\nand has a second line
BDAY:1970-01-01
"""
    )
    values = cards_in.values_of(one)
    assert (values["organisation"], values["role"]) == ("Mast Cell Clinic, East, Allergy", "Mast cell specialist")
    assert values["phone"] == "+1 555 010 0122"
    assert [(row["number"], row.get("note")) for row in values["more_phones"].rows] == [
        ("+1 555 010 0121", "Front desk"),
        ("+1 555 010 0123", "Mobile"),
    ]
    assert values["address"] == "1 Hospital Road\nBuilding C\nHollow Creek 12345\nUSA"
    assert "in the middle of a word\nand has" in values["notes"]
    assert values["notes"].endswith("second@example.org")
    assert one.left_out == ("bday",)


def test_version_4_0_with_uris_and_kinds() -> None:
    one = card(
        """
VERSION:4.0
KIND:org
FN:Hollow Creek Pharmacy
TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+1-555-010-0128;ext=22
TEL;VALUE=uri;TYPE=fax:tel:+1-555-010-0129
URL:https://pharmacy.example.org/
"""
    )
    values = cards_in.values_of(one)
    assert (values["sort"], values["name"]) == ("pharmacy", "Hollow Creek Pharmacy")
    assert (values["phone"], values["fax"]) == ("+1-555-010-0128 ext. 22", "+1-555-010-0129")
    assert values["portal"] == "https://pharmacy.example.org/"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_letters_come_in_whatever_encoding_they_are(encoding: str) -> None:
    text = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Jürgen Groß\r\nEND:VCARD\r\n"
    assert [one.name for one in card_file(read(text.encode(encoding))).cards] == ["Jürgen Groß"]
    said = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=ISO-8859-2:" + "Łukasz".encode("iso-8859-2") + b"\nEND:VCARD"
    assert [one.name for one in card_file(read(said)).cards] == ["Łukasz"]


def test_broken_cards_are_refused_one_by_one_with_the_reason(workers: Workers) -> None:
    good = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nEND:VCARD"
    broken = (
        ("BEGIN:VCARD\nVERSION:3.0\nFN:x\nthis is no line\nEND:VCARD", "line", 4),
        ("BEGIN:VCARD\nVERSION:9.0\nFN:x\nEND:VCARD", "version", 0),
        ("BEGIN:VCARD\nFN:x\nEND:VCARD", "version", 0),
        ("BEGIN:VCARD\nVERSION:3.0\nTEL:1\nEND:VCARD", "nameless", 0),
        ("BEGIN:VCARD\nVERSION:3.0\nFN:cut off", "unended", 0),
    )
    texts = [good.format("first"), *(text for text, _, _ in broken[:-1]), good.format("last"), broken[-1][0]]
    found = workers.contact_cards("\n".join(texts).encode())
    assert [one.name for one in found.cards] == ["first", "last"]
    assert [(one.code, one.line) for one in found.refused] == [(code, line) for _, code, line in broken]
    assert workers.contact_cards(b"not a card").cards == ()
    with pytest.raises(DamagedFile):
        workers.contact_cards(b"")


@settings(max_examples=rounds(40, 2000), deadline=None)
@given(st.binary(max_size=300), st.integers(0, 300))
def test_no_bytes_break_the_reader(junk: bytes, place: int) -> None:
    whole = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE:A=C3=\r\n=BC;B\r\nTEL;CELL:1\r\nEND:VCARD\r\n"
    card_file(read(whole[:place] + junk + whole[place:]))


# Whom it may be ------------------------------------------------------------------------------------------------------------


def team(vault: Vault, *members: Mapping[str, object]) -> list[Record]:
    with vault.write() as session:
        ids = [store.save(session, CARE_TEAM, member) for member in members]
        return [store.get(session, CARE_TEAM, each) for each in ids]


def test_a_card_of_somebody_in_the_team_fills_gaps_and_overwrites_nothing(vault: Vault) -> None:
    okafor, other = team(
        vault,
        {"name": "Dr Imani Okafor", "phone": "+1 555 010 0121", "role": "Mast cell specialist"},
        {"name": "Front desk", "phone": "+1 555 010 0121"},
    )
    one = card(
        "VERSION:3.0\nFN:Imani Okafor\nTITLE:Haematologist\nTEL;TYPE=work:(555) 010-0121\nTEL;TYPE=cell:+1 555 010 0199"
        "\nTEL;TYPE=work:+1 555 010 0177\nEMAIL:okafor@example.org"
    )
    (offer,) = cards_in.offered([one], [other, okafor])
    assert [(like.member.id, like.same_name, like.same_reach) for like in offer.like] == [
        (okafor.id, True, True), (other.id, False, True),
    ]  # fmt: skip
    assert cards_in.differing(okafor, offer.values) == ["role"]
    with vault.write() as session:
        assert cards_in.take_in(session, [(offer, okafor.id)]) == (0, 1)
    with vault.read() as session:
        values = store.get(session, CARE_TEAM, okafor.id).values
    assert (values["name"], values["phone"], values["role"]) == (
        "Dr Imani Okafor", "+1 555 010 0121", "Mast cell specialist",
    )  # fmt: skip
    assert (values["direct_phone"], values["email"]) == ("+1 555 010 0199", "okafor@example.org")
    assert [row["number"] for row in values["more_phones"].rows] == ["+1 555 010 0177"]
    with vault.write() as session:
        assert cards_in.take_in(session, [(offer, okafor.id)]) == (0, 0), "nothing is left to fill in"


def test_new_cards_are_added_repeats_are_told_and_a_known_practice_is_pointed_to(vault: Vault) -> None:
    (practice,) = team(vault, {"name": "Mill Street Practice", "sort": "practice"})
    text = "VERSION:3.0\nFN:Dr Sorel\nORG:Mill Street Practice\nTEL:+1 555 010 0110"
    both = [card(text), replace(card(text), number=2)]
    first, second = cards_in.offered(both, [practice])
    assert (first.repeats, second.repeats, first.like) == (0, 1, ())
    with vault.write() as session:
        assert cards_in.take_in(session, [(first, "")]) == (1, 0)
    with vault.read() as session:
        sorel = next(each for each in store.list_active(session, CARE_TEAM) if each.title == "Dr Sorel")
    assert sorel.values["organisation"] == LinkedName("Mill Street Practice", practice.id)


# Out, and in again ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dr Imani Okafor", "N:Okafor;Imani;;Dr;"),
        ("Dr. Sorel", "N:Sorel;;;Dr.;"),
        ("Univ.-Prof. Dr. med. Anna Maria Müller", "N:Müller;Anna Maria;;Univ.-Prof. Dr. med.;"),
        ("Jane Q. Miller, MD, PhD", "N:Miller;Jane Q.;;;MD,PhD"),
        ("Miller, Jane", "N:Jane;Miller\\,;;;"),  # which of them is the family is not said: the name stays as it stands
        ("Med Aziz", "N:Aziz;Med;;;"),
        ("Dr", "N:Dr;;;;"),
    ],
)
def test_titles_have_a_place_of_their_own(name: str, expected: str) -> None:
    record = Record(
        CARE_TEAM,
        "0" * 32,
        {field.name: None for field in CARE_TEAM.form_fields} | {"name": name, "sort": "person"},
        "",
        "",
        None,
        "",
    )
    for version in cards_out.VERSIONS:
        written = cards_out.card(record, None, version)
        assert expected in written.split("\r\n")
        (one,) = card_file(read(written.encode())).cards
        (bare,) = card_file(
            read("\r\n".join(x for x in written.split("\r\n") if not x.startswith("FN:")).encode())
        ).cards
        assert one.name == name
        assert bare.name.replace(",", " ").split() == name.replace(",", " ").split(), "its parts say the same"


WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"), blacklist_characters="\x85"), min_size=1, max_size=60
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
PHONE = st.from_regex(r"\+[1-9][0-9]{1,2} [0-9]{3} [0-9]{3,6}", fullmatch=True)
MEMBERS = st.fixed_dictionaries(
    {"name": WORDS, "sort": st.sampled_from(["person", "practice"])},
    optional={
        "role": WORDS,
        "phone": PHONE,
        "direct_phone": PHONE,
        "fax": PHONE,
        "email": st.emails(),
        "address": st.lists(WORDS, min_size=1, max_size=3).map("\n".join),
        "portal": st.just("https://portal.example.org/?a=1&b=2"),
    },
)


@settings(max_examples=rounds(40, 1000), deadline=None)
@given(values=MEMBERS, version=st.sampled_from(cards_out.VERSIONS), organisation=st.none() | WORDS)
def test_what_is_written_reads_back(values: dict[str, object], version: str, organisation: str | None) -> None:
    if values["sort"] == "person" and organisation and organisation.casefold() != str(values["name"]).casefold():
        values["organisation"] = organisation
    empty = {field.name: None for field in CARE_TEAM.form_fields}
    record = Record(CARE_TEAM, "0" * 32, {**empty, **values}, "", "", None, "")
    written = cards_out.card(record, None, version)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    found = card_file(read(written.encode()))
    assert not found.refused
    (one,) = found.cards
    back = cards_in.values_of(one)
    assert {name: back.get(name) for name in values if name != "sort"} == {
        k: v for k, v in values.items() if k != "sort"
    }
    assert one.is_place is (values["sort"] != "person")


def test_cards_of_the_team_are_written_with_the_phone_of_the_practice(vault: Vault, workers: Workers) -> None:
    (practice,) = team(vault, {"name": "Mill Street Practice", "sort": "practice", "phone": "+1 555 010 0110"})
    rows = Rows.of([{"number": "+1 555 010 0111", "sort": "emergency", "note": "Nights"}])
    (sorel,) = team(
        vault,
        {"name": "Dr Sorel", "organisation": LinkedName("x", practice.id), "more_phones": rows, "hours": "8 to 12",
         "looks_after": "Mastocytosis", "notes": "private"},
    )  # fmt: skip
    for version in cards_out.VERSIONS:
        written = cards_out.contact_cards(vault, [practice.id, sorel.id], version)
        found = workers.contact_cards(written.content)
        assert (written.cards, len(found.cards), found.refused) == (2, 2, ())
        back = cards_in.values_of(found.cards[1])
        assert (back["phone"], back["organisation"]) == ("+1 555 010 0110", "Mill Street Practice")
        assert [(row["number"], row["note"]) for row in back["more_phones"].rows] == [("+1 555 010 0111", "Nights")]
        assert b"Mastocytosis" not in written.content, "a card says nothing of the illness"
        assert b"private" not in written.content


@settings(max_examples=rounds(40, 1000), deadline=None)
@given(values=MEMBERS, version=st.sampled_from(cards_out.VERSIONS))
def test_another_library_reads_the_same(values: dict[str, object], version: str) -> None:
    vobject = pytest.importorskip(
        "vobject", reason="vobject is not installed; it would change how Babel works out times"
    )
    empty = {field.name: None for field in CARE_TEAM.form_fields}
    record = Record(CARE_TEAM, "0" * 32, {**empty, **values}, "", "", None, "")
    (other,) = vobject.readComponents(cards_out.card(record, None, version))
    assert other.fn.value == values["name"]
    said = [line.value for line in other.contents.get("tel", [])]
    assert said == [values[name] for name in ("phone", "direct_phone", "fax") if name in values]
    if "email" in values:
        assert other.email.value == values["email"]
    if "address" in values:
        street = other.adr.value.street
        assert (",".join(street) if isinstance(street, list) else street) == values["address"]
