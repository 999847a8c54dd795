"""The binder: order, true page numbers, footers on every page, bookmarks, signed plans first, placeholders, every kind in it."""

from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from ism_desktop.errors import VaultDamaged
from ism_desktop.printing import binder, typeface
from ism_desktop.printing.binder import BinderContent, BinderReport, drawing, front, plan
from ism_desktop.printing.binder.titles import CARD, EMERGENCY
from ism_desktop.printing.binder.titles import DOCUMENTS as DOCUMENTS_TAB
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.progress import Cancelled
from ism_desktop.records import binder_journal, binder_money, document_notices, store
from ism_desktop.records.binder_journal import Chosen
from ism_desktop.records.document_notices import DocumentNotice
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.reports import REPORTS
from ism_desktop.records.values import Gap, Moment, PartialDate
from ism_desktop.vault import Vault, create, unlock
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE
from tests.printing import full_vault, patients
from tests.printing.reading import fonts, pieces, texts
from tests.records.samples import values_for
from tests.rounds import one_of_each

FOOTER = "Personal record kept by the patient. Not medical advice. Not a medical device. Check with your clinician."


def collected(vault: Vault) -> BinderContent:
    with vault.read() as session:
        return binder.collect(session, patients.TODAY)


def built(vault: Vault, workers: Workers, paper: Paper = Paper.A4) -> tuple[bytes, BinderReport]:
    out = BytesIO()
    report = binder.build(vault, workers, collected(vault), paper, out)
    return out.getvalue(), report


def planned_page(vault: Vault, key: str) -> int:
    return plan.plan(collected(vault), Paper.A4).places[key]


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """Depth, title and page (from 1) of every bookmark."""
    reader = PdfReader(BytesIO(pdf))

    def walk(entries: list[object], depth: int) -> Iterator[tuple[int, str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, depth + 1)
            else:
                assert isinstance(entry, Destination)
                page = reader.get_destination_page_number(entry)
                assert page is not None
                yield depth, str(entry.title), page + 1

    return list(walk(list(reader.outline), 0))


@pytest.fixture(scope="module")
def full_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a vault, closed; nobody writes into it."""
    path = tmp_path_factory.mktemp("full") / "vault"
    with closing(create(path, PASSPHRASE, cost=CHEAP)) as made:
        full_vault.fill(made)
    return path


@pytest.fixture(scope="module")
def full(full_path: Path) -> Iterator[Vault]:
    """The same, open for those who only read."""
    with closing(unlock(full_path, PASSPHRASE, read_only=True)) as opened:
        yield opened


@pytest.fixture
def filled(full_path: Path, tmp_path: Path) -> Iterator[Vault]:
    """A copy of it, to write into."""
    with closing(unlock(copytree(full_path, tmp_path / "filled"), PASSPHRASE)) as opened:
        yield opened


@pytest.fixture(scope="module")
def whole(full: Vault, workers: Workers) -> tuple[bytes, BinderReport]:
    """Its binder on A4, built once for all that is looked for in it."""
    return built(full, workers)


@pytest.mark.parametrize("paper", Paper, ids=lambda paper: paper.word)
def test_every_page_has_the_paper_size_and_the_footer(
    full: Vault, whole: tuple[bytes, BinderReport], workers: Workers, paper: Paper
) -> None:
    pdf, report = whole if paper is Paper.A4 else built(full, workers, paper)
    pages = texts(pdf)
    assert len(pages) == report.pages
    for number, page in enumerate(pages, 1):
        assert "Alex Morgan · born 12 March 1984" in page
        assert f"page {number} of {len(pages)}" in page
        assert "printed 2026-11-22" in page
    for page in PdfReader(BytesIO(pdf)).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(paper.size, abs=0.01)
    own = [page for page in pages if FOOTER in page]
    assert len(own) == len(pages) - 1 - 3 - 1 - 2


def test_the_contents_and_bookmarks_tell_the_truth(full: Vault, whole: tuple[bytes, BinderReport]) -> None:
    pdf, _ = whole
    pages = texts(pdf)
    planned = plan.plan(collected(full), Paper.A4)
    keys = [
        "emergency",
        "about_me",
        "diagnosis",
        "allergies",
        "medications",
        "care_team",
        "visits",
        "questions",
        # Of the next five nothing is recorded; they share a page.
        "test_results",
        "procedures",
        "journal",
        "vaccinations",
        "family_history",
        "documents",
    ]
    assert [key for key in planned.places if key in keys] == keys
    numbers = [key for key, _ in front.tabs_in_order(collected(full))]
    assert numbers.index("test_results") == 6, "an empty tab keeps its number"
    for key in keys:
        number = numbers.index(key) + 1
        page, title = planned.places[key], planned.titles[key]
        nothing = " – nothing recorded yet" if key in keys[-6:-1] else ""
        assert f"{number} {title}{nothing} {page} " in pages[0] + " ", title
        # The emergency tab begins with the signed plan itself, its own heading stands on the card behind it.
        begins = planned.places[CARD] if key == EMERGENCY else page
        assert f"{number} {title}" in pages[begins - 1]
    assert "signed plan" in pages[planned.places[EMERGENCY] - 1]
    tabs = [(title, page) for depth, title, page in bookmarks(pdf) if depth == 0]
    assert tabs == [("Cover and contents", 1), *((planned.titles[key], planned.places[key]) for key in keys)]
    for depth, title, page in bookmarks(pdf):
        known = title in {"Emergency card", "Adrenaline and contacts"}
        assert depth == 0 or known or all(word in pages[page - 1] for word in title.split()), title


def test_the_lines_of_the_contents_and_the_index_can_be_pressed(full: Vault, whole: tuple[bytes, BinderReport]) -> None:
    pdf, _ = whole
    reader = PdfReader(BytesIO(pdf))
    planned = plan.plan(collected(full), Paper.A4)
    named = reader.named_destinations
    links: dict[int, set[int]] = {}
    for number, page in enumerate(reader.pages, 1):
        for entry in page.get("/Annots", []):
            annotation = entry.get_object()
            assert annotation["/Subtype"] == "/Link"
            left, bottom, right, top = (float(side) for side in annotation["/Rect"])
            assert 0 < left < right < Paper.A4.width
            assert 20 * MM < bottom < top < Paper.A4.height
            target = reader.get_destination_page_number(named[annotation["/Dest"]])
            assert target is not None
            links.setdefault(number, set()).add(target + 1)
    assert links[1] == set(planned.places.values()) - {1}
    content = collected(full)
    assert links[planned.places[CARD]] == {planned.places[plan.id] for plan in content.plans}
    index = planned.places[DOCUMENTS_TAB]
    assert links[index] == {planned.places[document.id] for document in (*content.plans, *content.documents)}


def test_the_first_pages_alone_are_a_true_preview(
    full: Vault, whole: tuple[bytes, BinderReport], workers: Workers
) -> None:
    pdf, report = whole
    out = BytesIO()
    assert binder.first_pages(workers, collected(full), Paper.A4, out) == report.pages
    plan = planned_page(full, EMERGENCY)
    index = planned_page(full, DOCUMENTS_TAB)
    assert texts(out.getvalue()) == [
        page for number, page in enumerate(texts(pdf), 1) if number <= index and number != plan
    ]


def test_every_record_has_its_bookmark_under_its_tab(whole: tuple[bytes, BinderReport]) -> None:
    pdf, _ = whole
    tab, under = "", {}
    for depth, title, _page in bookmarks(pdf):
        if depth == 0:
            tab = title
        else:
            under.setdefault(tab, []).append(title)
    assert under["Emergency"][0] == "Emergency plan"
    assert "EpiPen 0.3 mg" in under["Emergency"]
    assert {"Ibuprofen", "Wasp sting", "Paracetamol, no premedication", "Strawberries"} <= set(
        under["Allergies and reactions"]
    )
    assert {"Bisoprolol 2.5 mg", "Ranitidine"} <= set(under["Medications"])
    assert under["Care team"][0] == "Dr Imani Okafor"
    assert under["Documents"] == ["Bone marrow report", "Turned letter", "Broken file"]


def test_the_signed_plan_comes_before_any_emergency_text_of_ours(whole: tuple[bytes, BinderReport]) -> None:
    pages = texts(whole[0])
    assert "the signed plan (Dr Imani Okafor) is on page 2, the steps and my adrenaline on page 3." in pages[0]
    assert "Written by the patient – confirm with clinician" in pages[0]
    assert "MEDICAL EMERGENCY CARD" not in pages[1]
    assert "signed plan" in pages[1]
    assert "Emergency: Emergency plan" in pages[1]
    assert "Follow the plan signed by your clinician: page 2." in pages[2]
    assert "MEDICAL EMERGENCY CARD" in pages[2]
    assert not any("ask for one" in page for page in pages)


def test_without_a_signed_plan_the_card_stands_under_the_advice_to_ask_for_one(vault: Vault, workers: Workers) -> None:
    pages = texts(built(vault, workers)[0])
    assert "In an emergency, turn to page 2." in pages[0]
    emergency = pages[1]
    assert "No signed plan is attached: ask your clinician for one." in emergency
    assert emergency.index("ask your clinician") < emergency.index("MEDICAL EMERGENCY CARD")


def test_the_large_card_is_set_in_14_points_and_the_body_in_11(full: Vault) -> None:
    planned = plan.plan(collected(full), Paper.A4)
    for part in planned.parts:
        if not isinstance(part, plan.OwnPart):
            continue
        for page, found in zip(part.pages, pieces(drawing.own_pages(part, Paper.A4)), strict=True):
            body = [piece for piece in found if piece.y > 20 * MM]
            assert all(piece.size >= 10.99 for piece in body), page
            assert all(piece.right <= Paper.A4.width - 17.9 * MM and piece.x >= 24.9 * MM for piece in body)
            if any(mark.key == CARD for mark in page.marks):
                heading = next(piece.y for piece in body if "MEDICAL EMERGENCY CARD" in piece.text)
                assert all(piece.size >= 13.99 for piece in body if piece.y <= heading)
                assert any("2 × EpiPen" in piece.text for piece in body)


def test_the_scans_are_merged_with_room_for_the_footer(full: Vault, whole: tuple[bytes, BinderReport]) -> None:
    pages = texts(whole[0])
    places = plan.plan(collected(full), Paper.A4).places
    report = next(document for document in collected(full).documents if document.title == "Bone marrow report")
    first = places[report.id]
    for offset, word in enumerate(("one", "two", "three")):
        assert f"marrow {word}" in pages[first - 1 + offset]
        assert "Documents: Bone marrow report" in pages[first - 1 + offset]
    reactions = pages[places["allergies"] - 1]
    assert not any("Stands in" in page for page in pages)
    assert f"Source: Bone marrow report, page 2 (page {first + 1} of this binder)" in reactions


def test_what_cannot_be_merged_gets_placeholders_and_a_line_in_the_report(whole: tuple[bytes, BinderReport]) -> None:
    pdf, report = whole
    standing_in = [page for page in texts(pdf) if "This page could not be put into the binder." in page]
    assert len(standing_in) == 2, "as many as the document was known to have, so that the contents stay true"
    assert all("Broken file" in page and "page 1" not in page.split("Broken")[0] for page in standing_in)
    assert len(report.left_out) == 1
    assert report.left_out[0].startswith("“Broken file” could not be added:")


def test_what_of_a_document_is_not_on_paper_stands_beside_it_and_in_the_report(filled: Vault, workers: Workers) -> None:
    told = {
        "Bone marrow report": DocumentNotice("unreadable_pages", (2, 3)),
        "Emergency plan": DocumentNotice("dynamic_form"),
        "Turned letter": DocumentNotice("attachments", (), ("lab.pdf",)),
    }
    with filled.write() as session:
        for record in store.list_active(session, DOCUMENTS):
            notices = [told[record.title]] if record.title in told else []
            kept = document_notices.stored([*notices, DocumentNotice("private_facts", (), ("place",))])
            store.save(session, DOCUMENTS, {"notices": kept}, record_id=record.id)
    pdf, report = built(filled, workers)
    assert [words for words in report.left_out if "Broken file" not in words] == [
        document_notices.not_printed("Emergency plan", [DocumentNotice("dynamic_form")])[0],
        "Pages 2 and 3 of “Bone marrow report” could not be read and are missing from the print-out.",
        "1 file inside “Turned letter” is not printed: “lab.pdf”.",
    ]
    pages = [" ".join(page.split()) for page in texts(pdf)]
    index = next(page for page in pages if "The documents follow in this order" in page)
    assert "Signed plans are at the front." in index
    assert "Pages 2 and 3 could not be read and are missing." in index
    assert "Attached, not printed: “lab.pdf”." in index
    remark = "The content of this form (XFA) could not be printed."
    assert [number for number, page in enumerate(pages, 1) if remark in page] == [
        1,
        planned_page(filled, CARD),
        planned_page(filled, DOCUMENTS_TAB),
    ]
    assert not any("where it was taken" in page for page in pages)


def test_a_document_whose_file_is_damaged_in_the_vault_does_not_stop_the_binder(
    filled: Vault, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = collected(filled).plans[0]
    read = filled.files.read

    def damaged(file_id: str) -> bytes:
        if file_id == plan.file_id:
            raise VaultDamaged("The file of “Emergency plan” is damaged.", "Restore a backup.")
        return read(file_id)

    monkeypatch.setattr(filled.files, "read", damaged)
    pdf, report = built(filled, workers)
    assert "In an emergency, turn to page 3." in texts(pdf)[1], "whoever looks for the plan must not be left there"
    assert any(line.startswith("“Emergency plan” could not be added: The file of") for line in report.left_out)


def test_letters_that_cannot_be_printed_are_reported_and_explained(vault: Vault, workers: Workers) -> None:
    with vault.write() as session:
        patients.crowded(session)
    pdf, report = built(vault, workers)
    assert any("中文" in line for line in report.left_out)
    assert typeface.replacement_note() in texts(pdf)[0]
    assert fonts(drawing.placeholder("Ελληνικά", "русский", Paper.A4)) == {"NotoSans-Regular", "NotoSans-Bold"}


def test_demo_stands_on_every_page(filled: Vault, workers: Workers) -> None:
    with filled.write() as session:
        store.mark_demo(session)
    pages = texts(built(filled, workers)[0])
    assert all("DEMO · Alex Morgan" in page for page in pages)
    assert "DEMO – invented person" in pages[0]


_BOUND = one_of_each(
    [kind for kind in KINDS if kind.binder_tab and kind is not DOCUMENTS],
    lambda kind: {kind.binder_tab, *(field.input for field in kind.fields), kind.single},
)


@pytest.mark.parametrize("kind", _BOUND, ids=lambda kind: kind.name)
def test_every_kind_is_in_the_binder_with_all_that_it_says(vault: Vault, workers: Workers, kind: Kind) -> None:
    values = values_for(kind)
    if kind.name == "journal_entries":  # of the period, and with each entry
        values["begun"] = Moment(PartialDate.from_date(patients.TODAY))
    with vault.write() as session:
        binder_journal.choose(session, Chosen(entries=True))
        binder_money.choose(session, wanted=True)
        record_id = store.save(session, kind, values)
        title = store.get(session, kind, record_id).title
    words = "".join("".join(texts(built(vault, workers)[0])).split())
    if kind.name not in {
        "emergency_card",
        "test_results",
        "journal_entries",
        "triggers",
        "trackers",
        "stings",
        "venom_doses",
        "clinic_scores",
    }:  # whose values stand in several cells
        # In its column a title may be broken into lines beside other words.
        assert all(part in words for part in title.split())
    # Choices of what the card prints are not facts; where a fact comes from is shown by its proof.
    for field in kind.form_fields:
        value = values[field.name]
        if isinstance(value, str) and value.startswith(field.label) and field.name != "where_from":
            assert all(word in words for word in value.split()), field.name


def test_an_empty_vault_says_what_is_not_recorded(vault: Vault, workers: Workers) -> None:
    pdf, report = built(vault, workers)
    pages = texts(pdf)
    assert report.left_out == ()
    assert "Name NOT RECORDED" in pages[0]
    assert all("Name NOT RECORDED · born NOT RECORDED" in page for page in pages)
    assert "NOT RECORDED" in pages[1].split("MEDICAL EMERGENCY CARD")[1].split("born NOT RECORDED")[1]
    [empty] = [page for page in pages if "Nothing recorded yet under:" in page]
    for tab in collected(vault).tabs:
        assert tab.title in empty


def test_a_statement_of_none_is_printed_as_the_patients_own(vault: Vault, workers: Workers) -> None:
    with vault.write() as session:
        store.say_none(session, ADRENALINE_DEVICES, Gap.NONE)
        store.say_none(session, REACTIONS, Gap.NONE)
    words = " ".join(texts(built(vault, workers)[0]))
    assert "I have no adrenaline device (stated by the patient)." in words
    assert "I have no known allergies or reactions (stated by the patient)." in words


def test_reports_without_results_leave_no_gap_in_their_tab(vault: Vault) -> None:
    with vault.write() as session:
        store.save(session, REPORTS, {"title": "Skin biopsy", "type": "biopsy"})
    tab = next(tab for tab in collected(vault).tabs if tab.key == "test_results")
    assert [group.title for group in tab.groups] == ["Bone marrow and other biopsies"]


def test_trashed_documents_and_records_stay_out(filled: Vault, workers: Workers) -> None:
    with filled.write() as session:
        for kind, name in ((DOCUMENTS, "Turned letter"), (REACTIONS, "Ibuprofen")):
            store.trash(session, kind, next(one.id for one in store.list_active(session, kind) if one.title == name))
    words = " ".join(texts(built(filled, workers)[0]))
    assert "turned page" not in words
    assert "Turned letter" not in words


def test_page_numbers_hold_when_there_are_very_many_documents(vault: Vault) -> None:
    with vault.write() as session:
        patients.full(session)
        for number in range(150):
            values = values_for(DOCUMENTS, number) | {
                "title": f"Paper {number:03d} with a rather long title that wraps",
                "pages": 7,
                "type": "other",
                "print_in_binder": None,
            }
            store.save(session, DOCUMENTS, values)
    planned = plan.plan(collected(vault), Paper.LETTER)
    assert planned.total > 1050
    assert len(planned.sections) == planned.total
    assert sum(document.pages for document in collected(vault).documents) == 1050
    starts = [planned.places[document.id] for document in collected(vault).documents]
    assert starts == list(range(starts[0], starts[0] + 1050, 7))


def test_cancelling_lets_it_pass(full: Vault, workers: Workers) -> None:
    def cancel(done: int, total: int, what: str) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        binder.build(full, workers, collected(full), Paper.A4, BytesIO(), cancel)


def test_the_files_properties_say_nothing_private(whole: tuple[bytes, BinderReport]) -> None:
    reader = PdfReader(BytesIO(whole[0]))
    assert reader.metadata is not None
    assert reader.metadata.title == "Health record binder"
    assert "Morgan" not in str(reader.metadata)
    assert reader.root_object["/Lang"] == "en"


def test_insurance_and_bills_are_left_out_until_they_are_ticked(vault: Vault, workers: Workers) -> None:
    with vault.write() as session:
        bill = store.save(session, BY_NAME["bills"], {"what": "Quixotic biopsy"})
        store.save(session, BY_NAME["calls"], {"with_whom": "Zephyr Insurance", "bill": bill})
    assert not {"Quixotic", "Zephyr"} & set(" ".join(texts(built(vault, workers)[0])).split())
    with vault.write() as session:
        binder_money.choose(session, wanted=True)
    assert {"Quixotic", "Zephyr"} <= set(" ".join(texts(built(vault, workers)[0])).split())
