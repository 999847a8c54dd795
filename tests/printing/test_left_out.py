"""Photos are not printed unless the person says so, of each; the binder and a plan for a procedure say what they leave out."""

from datetime import date

from ism_desktop.printing import binder, procedure_plan
from ism_desktop.printing.binder import plan
from ism_desktop.printing.binder.content import BinderContent, Group
from ism_desktop.printing.binder.front import front
from ism_desktop.printing.binder.strips import segments
from ism_desktop.printing.flow import Strip
from ism_desktop.printing.paper import Paper
from ism_desktop.records import links, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Vault

TODAY = date(2026, 5, 9)


def filed(vault: Vault, title: str, **values: object) -> str:
    """A document of which only the record is there."""
    known = {
        "file_name": "a.png", "media_type": "image/png", "size": 1, "sha256": "0", "fingerprint": title, "pages": 2,
        "file_id": "0" * 32, "imported_at": "2026",
    }  # fmt: skip
    with vault.write() as session:
        return store.save(session, DOCUMENTS, {"title": title} | known | values)


def collected(vault: Vault) -> BinderContent:
    with vault.read() as session:
        return binder.collect(session, TODAY)


def words(content: BinderContent) -> str:
    """All words of the binder's own pages."""
    places = plan.plan(content, Paper.A4).places
    strips: list[Strip] = list(front(content, Paper.A4, places))
    for part in segments(content, Paper.A4, places):
        strips += part
    return " ".join(line.text for strip in strips for _, line in strip.lines)


def test_photos_are_left_out_and_counted_and_one_that_is_wanted_is_bound(vault: Vault) -> None:
    letter, arm = filed(vault, "Letter"), filed(vault, "Arm in May", type="photo")
    consent = filed(vault, "Consent", type="consent", print_in_binder=False)
    bill = filed(vault, "Bill", type="bill")
    with vault.write() as session:
        series = store.save(session, BY_NAME["photo_series"], {"name": "Left forearm"})
        for document in (arm, letter):
            links.attach(session, BY_NAME["photo_series"], series, document)
    content = collected(vault)
    assert [one.id for one in content.documents] == [letter]
    assert content.left_out == (
        "1 photo is kept in the program and not printed here.",
        "2 other documents are kept in the program and not printed here.",
    )
    read = words(content)
    assert "Arm in May (not in this binder)" in read
    assert "Letter (page " in read
    assert content.left_out[0] in read
    with vault.write() as session:
        store.save(session, DOCUMENTS, {"print_in_binder": True}, record_id=arm)
        store.save(session, DOCUMENTS, {"print_in_binder": None}, record_id=consent)
    content = collected(vault)
    assert {one.id for one in content.documents} == {letter, arm, consent}, "papers about money are private"
    with vault.write() as session:
        store.save(session, DOCUMENTS, {"print_in_binder": True}, record_id=bill)
    content = collected(vault)
    assert content.left_out == ()
    assert "not in this binder" not in words(content)


def test_a_photo_is_not_printed_behind_a_plan_and_the_plan_says_so(vault: Vault) -> None:
    photo, page = filed(vault, "Photo of the plan", type="photo"), filed(vault, "Plan")
    kind = BY_NAME["procedure_plans"]
    with vault.write() as session:
        made = store.save(session, kind, {"title": "Before a scan"})
        links.attach(session, kind, made, photo)
        content = procedure_plan.collect(session, made, TODAY)
        assert (content.behind, content.left_out) == ((), ("Photo of the plan",))
        assert content.said == "See “Photo of the plan”, which is not printed here."
        links.attach(session, kind, made, page)
        store.save(session, DOCUMENTS, {"print_in_binder": True}, record_id=photo)
        content = procedure_plan.collect(session, made, TODAY)
    assert [one.document_id for one in content.behind] == [photo, page]
    assert content.left_out == ()


def test_stings_doses_and_scores_stand_in_the_binder_as_they_were_given(vault: Vault) -> None:
    assert not any(group.title in {"Stings", "Scores from the clinic"} for group in groups(vault))
    with vault.write() as session:
        store.save(session, BY_NAME["stings"], {"happened": Gap.UNKNOWN, "insect": "Wasp", "reaction": Gap.NONE})
        dose = {"on_date": PartialDate(2026, 5, 3), "preparation": "Wasp venom", "dose": "0,5 ml (alt)", "lot": "47-11"}
        store.save(session, BY_NAME["venom_doses"], dose)
        member = store.save(session, BY_NAME["care_team"], {"name": "Dr Okafor"})
        score = {"instrument": "MCT", "total": "11", "on_date": PartialDate(2026), "given_by": member}
        store.save(session, BY_NAME["clinic_scores"], score)
    found = {group.title: group.records[0] for group in groups(vault) if group.records}
    assert found["Stings"].cells == ("not known", "Wasp", "not recorded", "no reaction")
    assert found["Venom immunotherapy"].cells == ("3 May 2026", "Wasp venom", "0,5 ml (alt)", "not recorded")
    assert ("Lot number", "47-11") in found["Venom immunotherapy"].facts
    assert found["Scores from the clinic"].cells == ("MCT", "2026", "11", "not recorded", "Dr Okafor")


def groups(vault: Vault) -> list[Group]:
    return [group for tab in collected(vault).tabs for group in tab.groups]
