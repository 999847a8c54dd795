"""The demo's records say what the demo's documents say, as the program itself reads them, the scanned ones by OCR."""

import re
from dataclasses import dataclass
from datetime import date

import pytest

from ism_desktop.demo.papers import ALLERGIST, BLOOD, PAPERS, PLAN, PREMEDICATION, DemoPaper
from ism_desktop.documents import page_texts
from ism_desktop.language import Language
from ism_desktop.records import history, links, store
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.emergency_card import EMERGENCY_CARD
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.tolerated import TOLERATED, circumstance
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Vault

# What a record that points to a document has from that document. Everything else is the person's own to say: where a thing is kept,
# how she takes it, how bad it was.
FROM_THE_DOCUMENT = {
    "person": ("name", "birth_date", "diagnosis", "diagnosis_line", "classification", "diagnosed_on", "diagnosed_at", "confirmed_by"),
    "emergency_card": (
        *("emergency_number", "after_adrenaline", "do_not_give", "do_not_give_by", "do_not_give_on", "tryptase", "tryptase_on"),
        *("confirmed_by", "confirmed_on"),
    ),
    "adrenaline_devices": ("strength", "second_dose_minutes", "prescriber"),
    "reactions": ("substance", "reaction", "happened_on", "dose", "treatment", "confirmed_by", "confirmed_on"),
    "tolerated": ("substance", "happened_on", "occasion", "premedication", "confirmed_by", "confirmed_on"),
    "medications": ("name", "strength", "prescriber", "confirmed_by", "confirmed_on"),
    "care_team": ("name", "phone", "direct_phone"),
    "appointments": ("notes",),
    "test_results": ("lab", "values"),
    "reports": ("on_date", "by_whom", "findings", "conclusion", "bone_density", "contrast_course"),
    "diagnosis_evidence": ("said", "on_date", "method", "by_whom"),
    "procedures": ("on_date", "anaesthetist", "premedication", "drugs", "contrast_course", "complications"),
    "procedure_plans": ("text", "written_by_other"),
    "conditions": ("name", "since", "said_by"),
    "vaccinations": ("on_date", "dose", "notes"),
}  # fmt: skip
# Fields of single records that come from a label, or from what the person remembers.
FROM_ELSEWHERE = {
    ("reactions", "Ibuprofen"): {"treatment"},
    ("medications", "Venom immunotherapy"): {"strength"},
    ("procedures", "Operation on the right hand, plate and screws"): {"drugs"},
    ("medications", "Vitamin D (colecalciferol)"): {"strength", "prescriber"},
}
# Words of her own for what a document says in others.
OWN_WORDS = {"tablet", "came", "bones", "little", "thin"}
NO_DRUGS = ("airway mask", "awake", "no flushing", "no itching", "blood pressure")

# The papers are English, whatever the locale of the process.
_MONTHS = {name.casefold(): number for name, number in Language("en").month_words.items()}


@dataclass(frozen=True)
class Shelf:
    """The text of every page of the demo's documents, in small letters and on one line."""

    pages: dict[tuple[str, int], str]
    names: dict[str, str]

    def page(self, file_name: str, page: int) -> str:
        return self.pages[file_name, page]

    def whole(self, file_name: str) -> str:
        return " ".join(text for (name, _), text in self.pages.items() if name == file_name)


def plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


@pytest.fixture(scope="module")
def shelf(demo_vault: Vault) -> Shelf:
    with demo_vault.read() as session:
        names = {record.id: str(record.values["file_name"]) for record in store.list_active(session, DOCUMENTS)}
    pages: dict[tuple[str, int], str] = {}
    for document, name in names.items():
        for number, page in enumerate(page_texts(demo_vault, document), 1):
            pages[name, number] = page.text.lower().replace("’", "'")
    return Shelf(pages, names)


def _records(vault: Vault, kind_name: str) -> list[Record]:
    with vault.read() as session:
        return store.list_active(session, BY_NAME[kind_name])


def _proven(vault: Vault, shelf: Shelf, record: Record) -> tuple[str, str]:
    """The text of the pages that a record points to, and that of their whole documents."""
    with vault.read() as session:
        proofs = links.proofs(session, record.kind, record.id)
    named = [(shelf.names[proof.document_id], proof.page) for proof in proofs]
    whole = " ".join(shelf.whole(name) for name, _ in named)
    pages = " ".join(shelf.page(name, page) if page else shelf.whole(name) for name, page in named)
    return plain(pages), plain(whole)


def missing(words: str, text: str) -> list[str]:
    """What of the words does not stand in the text: amounts with their units, numbers, and words by their beginning."""
    words = plain(re.sub(r"\(.*?\)", "", words))
    amounts = re.findall(r"\d[\d.,/]*\d? (?:mg|g|micrograms|ng/ml|ml|minutes)\b", words)
    lost = [amount for amount in amounts if not re.search(rf"(?<![\d.]){re.escape(amount)}\b", text)]
    stands = set(re.findall(r"[a-z]+|\d[\d./:]*\d|\d", text))
    for word in re.findall(r"[a-z]{4,}|\d[\d./:]*\d|\d", words):
        found = word in stands if word[0].isdigit() else any(one.startswith(word[:5]) for one in stands)
        if not found and word not in OWN_WORDS:
            lost.append(word)
    return lost


def _disagreements(record: Record, names: tuple[str, ...], pages: str, whole: str) -> list[str]:
    key = (record.kind.name, str(record.values.get("substance") or record.values.get("name")))
    found: list[str] = []
    for name in names:
        value = record.values[name]
        if value is None or isinstance(value, Gap) or name in FROM_ELSEWHERE.get(key, ()):
            continue
        words = shown(record.kind.field(name), value)
        if isinstance(value, PartialDate):
            # The day of a letter or visit stands in its head, on the first page.
            lost = [] if words.lower() in (whole if name == "confirmed_on" else pages) else [words]
        else:
            lost = missing(words.removesuffix(", as in the plan"), whole if name == "confirmed_by" else pages)
        found += [f"{record.kind.name}, {record.title}, {name}: {one} is not in the document" for one in lost]
    return found


@pytest.mark.parametrize("kind_name", FROM_THE_DOCUMENT)
def test_what_a_record_has_from_a_document_stands_in_it(demo_vault: Vault, shelf: Shelf, kind_name: str) -> None:
    compared, disagreements = 0, list[str]()
    for record in _records(demo_vault, kind_name):
        pages, whole = _proven(demo_vault, shelf, record)
        if pages:
            compared += 1
            disagreements += _disagreements(record, FROM_THE_DOCUMENT[kind_name], pages, whole)
    assert compared
    assert not disagreements


def test_the_comparison_sees_a_wrong_amount_drug_and_word() -> None:
    text = "08:25 fentanyl 100 micrograms, propofol 160 mg, page 1 of 2, paracetamol 1 g"
    assert not missing("Fentanyl 100 micrograms", text)
    assert missing("Propofol, 60 mg", text) == ["60 mg", "60"]
    assert missing("Paracetamol 100 g", text) == ["100 g"]
    assert missing("Midazolam", text) == ["midazolam"]


def test_a_field_is_called_from_elsewhere_only_where_it_is(demo_vault: Vault, shelf: Shelf) -> None:
    for (kind_name, title), names in FROM_ELSEWHERE.items():
        key = "substance" if kind_name == "reactions" else "name"
        record = next(record for record in _records(demo_vault, kind_name) if record.values[key] == title)
        pages, _ = _proven(demo_vault, shelf, record)
        for name in names:
            assert missing(shown(record.kind.field(name), record.values[name]), pages), (title, name)


@pytest.mark.parametrize(
    "paper", [paper for paper in PAPERS if paper.values["type"] != "photo"], ids=lambda paper: paper.file_name
)
def test_a_document_is_filed_under_its_own_date_and_sender(shelf: Shelf, paper: DemoPaper) -> None:
    text = plain(shelf.whole(paper.file_name))
    assert paper.values["document_date"].words.lower() in text
    assert not missing(paper.values["source"], text)
    assert "patient: juniper vale, born 14 march 1978" in text


# What was tolerated ---------------------------------------------------------------------------------------------------------


def _given_before(shelf: Shelf) -> set[str]:
    """The drugs of the premedication plan: the rows of its table before the operation."""
    before = shelf.page(PREMEDICATION, 1).split("in the room")[0].split("before", 1)[1]
    return set(re.findall(r"([a-z]{5,}) \d+ mg", before))


def _given(shelf: Shelf) -> dict[str, str]:
    """The drugs of the anaesthesia record with their amounts; the gas stands there without one."""
    rows = re.findall(r"^\d\d:\d\d(?: to \d\d:\d\d)? (.*)$", shelf.page(PREMEDICATION, 2), re.MULTILINE)
    items = [item.strip() for row in rows for item in re.split("[,;]", row)]
    drugs = [item for item in items if not item.startswith(NO_DRUGS)]
    return {drug.split(" ")[0]: " ".join(drug.split(" ")[1:]) for drug in drugs}


def _named(vault: Vault, kind_name: str) -> dict[str, Record]:
    """Records by what they are about, in small letters and without what stands in brackets."""
    return {
        plain(re.sub(r"\(.*?\)", "", str(record.values["substance"]))): record for record in _records(vault, kind_name)
    }


def test_all_that_the_anaesthesia_record_names_is_recorded_with_its_premedication(
    demo_vault: Vault, shelf: Shelf
) -> None:
    given, before = _given(shelf), _given_before(shelf)
    assert set(given) == {"midazolam", "fentanyl", "propofol", "sevoflurane", "paracetamol", "ondansetron"}
    assert before == {"prednisone", "famotidine", "cetirizine", "montelukast", "diphenhydramine"}
    tolerated = _named(demo_vault, "tolerated")
    for drug, amount in given.items():
        values = tolerated[drug].values
        assert values["happened_on"] == PartialDate(2023, 10, 6), drug
        assert str(values["occasion"]).endswith(amount or "day case"), drug
        assert set(plain(str(values["premedication"])).removesuffix(", as in the plan").split(", ")) == before, drug
        assert circumstance(values) == "after premedication", drug


def test_no_drug_is_recorded_for_that_day_that_the_record_does_not_name(demo_vault: Vault, shelf: Shelf) -> None:
    of_the_day = {
        name
        for name, record in _named(demo_vault, "tolerated").items()
        if record.values["happened_on"] == PartialDate(2023, 10, 6)
    }
    assert of_the_day == set(_given(shelf))


def test_nothing_is_without_premedication_on_a_day_that_had_one(demo_vault: Vault, shelf: Shelf) -> None:
    days = [
        date(int(found.split()[2]), _MONTHS[found.split()[1]], int(found.split()[0]))
        for name, page in shelf.pages
        if name == PREMEDICATION
        for found in re.findall(r"\d{1,2} [a-z]+ \d{4}", shelf.pages[name, page])
        if "1978" not in found
    ]
    assert {day.isoformat() for day in days} == {"2023-10-06", "2023-09-28"}
    for record in _records(demo_vault, "tolerated"):
        when = record.values["happened_on"]
        if isinstance(when, PartialDate) and any(when.first_day <= day <= when.last_day for day in days):
            assert circumstance(record.values) == "after premedication", record.title


def test_a_document_is_no_proof_of_what_it_does_not_say_about_premedication(demo_vault: Vault, shelf: Shelf) -> None:
    """A record with a page behind it says “no premedication” only where that page does."""
    circumstances: set[str] = set()
    for record in _records(demo_vault, "tolerated"):
        pages, _ = _proven(demo_vault, shelf, record)
        circumstances.add(circumstance(record.values))
        if pages and circumstance(record.values) == "no premedication":
            assert re.search(r"(no premedication|without premedication|nothing given before)", pages), record.title
        if circumstance(record.values) == "after premedication":
            assert "premedication" in pages, record.title
    assert circumstances == {"after premedication", "no premedication", "premedication not known"}


def test_what_the_letter_and_the_plan_call_tolerated_is_recorded(demo_vault: Vault, shelf: Shelf) -> None:
    tolerated = _named(demo_vault, "tolerated")
    well = plain(shelf.page(ALLERGIST, 2)).split("drugs that went well")[1].split("penicillin")[0]
    for name in ("paracetamol", "fentanyl", "propofol", "ondansetron", "amoxicillin"):
        assert name in well
        assert ALLERGIST in _proofs(demo_vault, shelf, tolerated[name]), name
    assert "both doses of the 2021 vaccination, watched for an hour" in well
    assert "vaccination of 2021, both doses" in tolerated
    assert "fentanyl and paracetamol were tolerated after premedication" in plain(shelf.page(PLAN, 1))
    for name in ("fentanyl", "paracetamol"):
        assert PLAN in _proofs(demo_vault, shelf, tolerated[name])


def _proofs(vault: Vault, shelf: Shelf, record: Record) -> set[str]:
    with vault.read() as session:
        return {shelf.names[proof.document_id] for proof in links.proofs(session, record.kind, record.id)}


# Reactions and results ------------------------------------------------------------------------------------------------------


def test_what_the_documents_warn_of_is_among_the_reactions(demo_vault: Vault, shelf: Shelf) -> None:
    recorded = _named(demo_vault, REACTIONS.name)
    caused = plain(shelf.page(ALLERGIST, 1)).split("drugs that caused reactions")[1]
    refused = re.search(r"not to be given: ([a-z, ]+)\.", plain(shelf.page(PREMEDICATION, 1)))
    assert refused is not None
    assert refused[1].split(", ") == ["morphine", "ibuprofen", "ketorolac"]
    for name in ("ibuprofen", "morphine", "contrast medium", *refused[1].split(", ")):
        assert name in caused or name in refused[1]
        assert any(substance.startswith(name) for substance in recorded), name
    assert not {name for name in recorded if recorded[name].values["certainty"] != "cleared"} & set(
        _named(demo_vault, TOLERATED.name)
    )


def test_the_baseline_on_the_card_is_the_newest_of_the_laboratory(demo_vault: Vault, shelf: Shelf) -> None:
    table = re.findall(r"^(\d{1,2} [a-z]+ \d{4}) ([\d.]+ ng/ml) .* baseline$", shelf.page(BLOOD, 1), re.MULTILINE)
    assert len(table) == 4
    with demo_vault.read() as session:
        card = store.the_one(session, EMERGENCY_CARD)
        assert card is not None
        formers = [version.former for version in history.versions(session, EMERGENCY_CARD, card.id)]
    newest, former = table[0], table[1]
    assert newest == (card.values["tryptase_on"].words.lower(), card.values["tryptase"].lower())
    assert former in [
        (one["tryptase_on"].words.lower(), one["tryptase"].lower())
        for one in formers
        if isinstance(one.get("tryptase_on"), PartialDate)
    ]
    assert f"baseline {newest[1]} ({newest[0]})" in plain(shelf.page(PLAN, 1))
