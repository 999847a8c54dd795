"""The file of an appeal: letter, contents with true page numbers, the documents chosen in their order, papers, time line, own words."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from ism_desktop.printing import appeal_file, insurance_card
from ism_desktop.printing.paper import Paper
from ism_desktop.records import links, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.money import appeals
from ism_desktop.records.money.appeals import Choice, Chosen
from ism_desktop.records.values import PartialDate, Rows
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.printing.reading import texts
from tests.vault.filing import file_document
from tests.worker.files import text_pdf

TODAY = date(2026, 12, 1)


def filed(vault: Vault, title: str, type_: str) -> str:
    file_id = file_document(vault, title, text_pdf(f"What {title} says"))
    with vault.write() as session:
        (found,) = (one for one in store.list_active(session, DOCUMENTS) if one.values["file_id"] == file_id)
        return store.save(session, DOCUMENTS, {"type": type_}, record_id=found.id)


def test_it_holds_what_was_chosen_in_order_with_true_page_numbers(vault: Vault, workers: Workers) -> None:
    names = {"Refusal": "appeal", "Doctor": "evaluation", "Test": "blood_test", "Left out": "other"}
    ids = {title: filed(vault, title, type_) for title, type_ in names.items()}
    with vault.write() as session:
        policy = store.save(session, BY_NAME["policies"], {"insurer": "Fernbrook Health", "member_number": "M-1"})
        paper = store.save(session, BY_NAME["publications"], {"title": "Stains of mast cells", "pmid": "123"})
        values = {
            "what": "Half of the biopsy",
            "policy": policy,
            "number": "C-9",
            "denied_on": PartialDate(2026, 11, 9),
            "asked": "To pay all of it.",
            "steps": Rows(({"on_date": PartialDate(2026, 11, 11), "what": "Sent by fax"},)),
        }
        denial = store.save(session, BY_NAME["denials"], values)
        store.save(session, BY_NAME["calls"], {"with_whom": "Fernbrook", "said": "It is there.", "denial": denial})
        for title in ("Test", "Doctor", "Refusal"):
            links.attach(session, BY_NAME["denials"], denial, ids[title])
        proposed = appeals.choice_of(session, denial)
    assert [(one.document_id, one.section) for one in proposed.documents] == [
        (ids["Refusal"], appeals.REFUSAL),
        (ids["Doctor"], appeals.NECESSITY),
        (ids["Test"], appeals.RECORDS),
    ]
    chosen = (*proposed.documents, Chosen(ids["Left out"], appeals.RECORDS, is_in=False))
    choice = Choice(chosen, (paper,), "I waited eleven months.")
    with vault.write() as session:
        appeals.keep(session, denial, choice)
        assert appeals.choice_of(session, denial) == choice
        content = appeal_file.collect(session, denial, choice, TODAY)
    for size in Paper:
        pdf, told = appeal_file.build_telling(vault, workers, content, size)
        said = [" ".join(page.split()) for page in texts(pdf)]
        assert told == ()
        assert len(said) == 8
        for words in ("Fernbrook Health", "M-1", "C-9", "Half of the biopsy", "To pay all of it.", "The reason given"):
            assert words in said[0]
        for title, page in (("Refusal", 3), ("Doctor", 4), ("Test", 5), ("Research papers", 6), ("Time line", 7)):
            assert f"{title} {page}" in said[1]
        for place, words in ((2, "What Refusal says"), (3, "What Doctor says"), (4, "What Test says"), (5, "PMID 123")):
            assert words in said[place]
        assert "11 November 2026 Sent by fax" in said[6]
        assert "Call: Fernbrook: It is there." in said[6]
        assert "eleven months" in said[7]
        assert "Left out" not in " ".join(said)


def test_what_is_not_known_leaves_lines_to_write_on(vault: Vault, workers: Workers) -> None:
    with vault.write() as session:
        denial = store.save(session, BY_NAME["denials"], {"what": "A scan"})
        content = appeal_file.collect(session, denial, Choice(), TODAY)
    (letter, contents) = texts(appeal_file.build(vault, workers, content, Paper.A4))
    assert "You refused the following:" in letter
    assert "Appeal against your decision" in contents


def test_an_insurance_card_is_printed_front_and_back_at_its_size(vault: Vault, workers: Workers) -> None:
    front, back = filed(vault, "Front", "identity"), filed(vault, "Back", "identity")
    with vault.write() as session:
        values = {"insurer": "Fernbrook Health", "card_front": front, "card_back": back}
        policy = store.save(session, BY_NAME["policies"], values)
        store.trash(session, DOCUMENTS, back)
        assert insurance_card.collect(session, policy, TODAY).sides[0].document_id == front
        store.restore(session, DOCUMENTS, back)
        content = insurance_card.collect(session, policy, TODAY)
    assert [side.document_id for side in content.sides] == [front, back]
    with PdfReader(BytesIO(insurance_card.build(vault, workers, content, Paper.LETTER))) as reader:
        (page,) = reader.pages
        assert len(page.images) == 2
        assert "Fernbrook Health" in page.extract_text()
