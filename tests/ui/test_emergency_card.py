"""The page of the emergency card: from an empty vault to a printed card, and from a change to "your printed card differs"."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from ism_desktop.printing import emergency_card
from ism_desktop.printing.paper import Paper
from ism_desktop.records import printed, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.emergency_card import facts as card_facts
from ism_desktop.ui.places.emergency_card.missing import gaps
from ism_desktop.ui.places.emergency_card.page import EmergencyCardPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.card import CardDriver
from tests.drivers.clipping import clipped
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, find, words
from tests.rounds import LARGE

PERSON = {"name": "Juniper Vale", "birth_date": PartialDate(1978, 3, 14), "diagnosis": "ism"}
CONTACTS = (
    {"name": "Jordan Vale", "relation": "Partner", "phone": "+1 555 010 0142"},
    {"name": "Rosa Vale", "relation": "Sister", "phone": "+1 555 010 0148"},
)
DEVICE = {
    "product": "EpiPen",
    "strength": "0.3 mg",
    "route": "injector",
    "expiry": PartialDate(2027, 1),
    "kept_where": "Handbag",
    "second_dose_minutes": 10,
}


@pytest.fixture
def filled(workspace: Workspace) -> None:
    """A person with two contacts, a device and a number."""
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["person"], PERSON)
        for contact in CONTACTS:
            store.save(session, BY_NAME["emergency_contacts"], contact)
        store.save(session, BY_NAME["adrenaline_devices"], DEVICE)
        store.save(session, BY_NAME["emergency_card"], {"emergency_number": "911"})


@pytest.fixture
def driver(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> CardDriver:
    workspace.settings["told_saving"] = True
    workspace.settings["told_printing"] = True
    window.show_page("emergency_card")
    page = window.current_page
    assert isinstance(page, EmergencyCardPage)
    made = CardDriver(qtbot, page)
    made.wait_for_preview()
    return made


def facts(workspace: Workspace) -> card_facts.CardFacts:
    with workspace.vault.read() as session:
        return card_facts.read(session, workspace.today())


def shown_text(driver: CardDriver, workspace: Workspace) -> str:
    """The words of the PDF that the preview shows."""
    driver.wait_for_preview()
    pdf = driver.page.preview.pages.pdf
    assert pdf is not None
    return "\n".join(page.text for page in workspace.workers.read_text(pdf, "application/pdf"))


# A first card ------------------------------------------------------------------------------------------------------------


def test_from_an_empty_vault_to_a_printed_card(
    driver: CardDriver, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    guide = driver.page.guide
    assert guide.isVisible()
    driver.write(guide.person, "name", "Juniper Vale")
    driver.write(guide.person, "birth_date", "14 March 1978")
    driver.press("guide.next")
    driver.write(guide.contact, "name", "Jordan Vale")
    driver.write(guide.contact, "phone", "+1 555 010 0142")
    driver.press("guide.next")
    driver.write(guide.pair.shared, "product", "EpiPen")
    driver.write(guide.pair.shared, "strength", "0.3 mg")
    driver.choose(guide.pair.shared, "route", "Injector")
    for fields, expiry, lot in zip(guide.pair.each, ("January 2027", "October 2027"), ("5C08", "7K21"), strict=True):
        driver.write(fields, "expiry", expiry)
        driver.write(fields, "lot", lot)
        driver.write(fields, "kept_where", "Handbag")
    driver.press("guide.next")
    driver.choose(guide.number, "country", "France")
    driver.press("guide.next")
    assert "Your card is ready to print" in words(guide)
    assert find(guide, QAbstractButton, "guide.print_now").hasFocus(), (
        "“Next” is gone, and the cursor went to the sidebar"
    )
    assert find(driver.page, QAbstractButton, "print_card").property("role") == "", "one button leads"
    driver.press("guide.print_now")
    target = tmp_path / "card.pdf"
    driver.paper.print_to(target)
    qtbot.waitUntil(lambda: "was sent to the printer" in words(driver.page), timeout=20_000)
    # Twenty actions: well under five minutes for a person who has the device at hand.
    assert driver.actions <= 20
    found = facts(workspace)
    assert found.missing_steps == ()
    assert [device.values["lot"] for device in found.devices] == ["5C08", "7K21"]
    assert found.printed is not None
    assert found.printed.number == 1
    content = found.printed.content
    assert content["name"] == "Juniper Vale"
    said = {section["key"]: section["lines"] for section in content["sections"]}
    assert said["contact"][0][0] == "Jordan Vale"
    assert said["devices"][0][0]["with"]["count"] == 2
    assert workspace.workers.inspect(target.read_bytes(), "card.pdf").pages == 1


def test_a_step_can_wait_and_enter_goes_on(driver: CardDriver, workspace: Workspace, qtbot: QtBot) -> None:
    guide = driver.page.guide
    driver.press("guide.skip")
    assert guide.step == "contact"
    driver.write(guide.contact, "name", "Jordan Vale")
    qtbot.keyClick(guide.contact.rows["name"].editor.control, Qt.Key.Key_Return)
    assert driver.fault(guide.contact, "phone") == "Please fill in “Phone”."
    driver.write(guide.contact, "phone", "+1 555 010 0142")
    qtbot.keyClick(guide.contact.rows["phone"].editor.control, Qt.Key.Key_Return)
    assert guide.step == "devices"
    driver.press("guide.back")
    assert guide.step == "contact"
    assert len(facts(workspace).contacts) == 1
    qtbot.waitUntil(lambda: find(guide, QAbstractButton, "guide.contact").text().startswith("✓"))


def test_whoever_has_no_device_says_so(driver: CardDriver, workspace: Workspace, qtbot: QtBot) -> None:
    guide = driver.page.guide
    driver.press("guide.devices")
    driver.press("guide.no_device")
    qtbot.waitUntil(lambda: not guide.pair.isVisible())
    assert facts(workspace).statements["adrenaline_devices"] is Gap.NONE
    driver.press("guide.next")
    driver.press("guide.close")
    qtbot.waitUntil(lambda: "stated by the patient" in driver.says("devices"))
    assert "devices" not in driver.missing()


@pytest.mark.usefixtures("filled")
def test_a_filled_card_opens_without_the_guide(driver: CardDriver) -> None:
    assert not driver.page.guide.isVisible()
    assert "Juniper Vale" in driver.says("about")
    assert "911" in driver.says("number")
    assert "1 × EpiPen 0.3 mg" in driver.says("devices")


# What is missing ---------------------------------------------------------------------------------------------------------


def test_every_gap_of_an_empty_card_has_its_place(driver: CardDriver, workspace: Workspace) -> None:
    driver.press("guide.close")
    found = facts(workspace)
    known = {gap.key for gap in gaps(found)}
    assert set(found.content.not_recorded) - {"minutes"} <= known
    assert driver.missing()[:3] == ["name", "birth_date", "diagnosis"]
    for gap in gaps(found):
        section = driver.section(gap.section)
        # A gap nobody thought of would lead to the last section; only the review date belongs there.
        assert gap.section != "print" or gap.key == "review_by"
        assert section.isVisibleTo(driver.page)


# A line of the list, the section that it opens, and the field that has the cursor then.
LINES = (
    ("birth_date", "about", "birth_date"),
    ("number", "number", "emergency_number"),
    ("contact", "contacts", "name"),
    ("devices", "devices", "product"),
    ("do_not_give", "clinician", "do_not_give"),
    ("tryptase", "tryptase", "tryptase"),
    ("premedication", "premedication", None),
    ("talking", "about", "languages"),
    ("review_by", "print", "review_by"),
)


def test_a_line_leads_to_the_field_that_fills_it(driver: CardDriver) -> None:
    driver.press("guide.close")
    for gap, section, field in LINES:
        driver.press_missing(gap)
        assert driver.section(section).is_editing, gap
        focused = driver.page.window().focusWidget()
        assert focused is not None
        assert driver.section(section).isAncestorOf(focused), gap
        assert field is None or focused.objectName() == field


def test_a_line_leads_to_the_place_that_fills_it(driver: CardDriver, window: MainWindow) -> None:
    driver.press("guide.close")
    for gap, place in (
        ("reactions", "reactions"),
        ("tolerated", "reactions"),
        ("medications", "medications"),
        ("doctors", "care_team"),
    ):
        driver.press_missing(gap)
        assert window.current_page is not driver.page, gap
        assert find(window, QAbstractButton, f"place.{place}").isChecked()
        window.show_page("emergency_card")


@pytest.mark.usefixtures("filled")
def test_a_device_that_lacks_something_is_opened(driver: CardDriver, workspace: Workspace, window: MainWindow) -> None:
    with workspace.vault.write() as session:
        device = store.list_active(session, BY_NAME["adrenaline_devices"])[0].id
        store.save(session, BY_NAME["adrenaline_devices"], {"second_dose_minutes": None}, record_id=device)
    driver.qtbot.waitUntil(lambda: "minutes" in driver.missing())
    driver.press_missing("minutes")
    assert find(window, QAbstractButton, "place.injectors").isChecked()


# Changing in place -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("filled")
def test_a_change_shows_on_the_card(driver: CardDriver, workspace: Workspace, qtbot: QtBot) -> None:
    assert "Call 911." in shown_text(driver, workspace)
    driver.press("edit.number")
    section = driver.section("number")
    driver.choose(section, "country", "France")
    assert "As published in 2026-11. Check it before you travel." in words(section)
    assert find(section, QLabel, "country.advice").isVisible()
    driver.press("save_fields", section)
    qtbot.waitUntil(lambda: "112" in driver.says("number"))
    qtbot.waitUntil(lambda: "Call 15 or 112." in shown_text(driver, workspace), timeout=20_000)
    assert not section.is_editing
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: "911" in driver.says("number"))


@pytest.mark.usefixtures("filled")
def test_a_date_that_cannot_be_read_is_marked_and_nothing_is_lost(driver: CardDriver, workspace: Workspace) -> None:
    driver.press("edit.about")
    section = driver.section("about")
    driver.write(section, "birth_date", "the other day")
    driver.press("save_fields", section)
    assert "is not a date we can read" in driver.fault(section, "birth_date")
    assert section.is_editing
    person = facts(workspace).person
    assert person is not None
    assert person.values["birth_date"] == PERSON["birth_date"]
    driver.page.leave()
    assert workspace.drafts.get("person", person.id) == {"birth_date": ["the other day", None]}
    driver.press("cancel_fields", section)
    assert workspace.drafts.get("person", person.id) is None


@pytest.mark.usefixtures("filled")
def test_what_was_typed_and_not_saved_comes_back(workspace: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    person = facts(workspace).person
    assert person is not None
    workspace.drafts.put("person", person.id, {"languages": ["English, Spa", None]})
    window.show_page("emergency_card")
    page = window.current_page
    assert isinstance(page, EmergencyCardPage)
    assert page.sections.about.is_editing
    assert page.sections.about.fields.rows["languages"].typed() == ["English, Spa", None]
    driver = CardDriver(qtbot, page)
    driver.wait_for_preview()


@pytest.mark.usefixtures("filled")
def test_contacts_are_put_into_calling_order(driver: CardDriver, workspace: Workspace, qtbot: QtBot) -> None:
    assert not find(driver.page, QAbstractButton, "contact.1.up").isEnabled()
    driver.press("contact.2.up")
    qtbot.waitUntil(lambda: [one.title for one in facts(workspace).contacts] == ["Rosa Vale", "Jordan Vale"])
    qtbot.waitUntil(lambda: "Contact Rosa Vale" in " ".join(shown_text(driver, workspace).split()), timeout=20_000)
    workspace.undo_bar.undo_latest()
    assert [one.title for one in facts(workspace).contacts] == ["Jordan Vale", "Rosa Vale"]


@pytest.mark.usefixtures("filled")
def test_a_contact_is_added_changed_and_taken_away(driver: CardDriver, workspace: Workspace, qtbot: QtBot) -> None:
    section = driver.section("contacts")
    driver.press("add.contacts")
    driver.write(section, "name", "Emil Thorne")
    driver.write(section, "phone", "+1 555 010 0151")
    driver.press("save_fields", section)
    qtbot.waitUntil(lambda: "Emil Thorne" in words(section))
    driver.press("contact.3.edit")
    driver.write(section, "relation", "Neighbour")
    driver.press("save_fields", section)
    qtbot.waitUntil(lambda: "Neighbour" in words(section))
    driver.press("contact.3.trash")
    qtbot.waitUntil(lambda: "Emil Thorne" not in words(section))
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: "Emil Thorne" in words(section))


def test_none_known_is_stated_here(driver: CardDriver, workspace: Workspace, qtbot: QtBot) -> None:
    driver.press("guide.close")
    driver.press("none.reactions")
    qtbot.waitUntil(lambda: "stated by the patient" in driver.says("reactions"))
    assert facts(workspace).statements["reactions"] is Gap.NONE
    assert "reactions" not in driver.missing()


def test_two_injectors_are_added_right_here(driver: CardDriver, workspace: Workspace, qtbot: QtBot) -> None:
    driver.press("guide.close")
    driver.press("add_two_injectors")
    section = driver.section("devices")
    driver.press("pair.save")
    assert driver.fault(section, "product") == "Please fill in “Product”."
    driver.write(section, "product", "EpiPen")
    driver.press("pair.save")
    qtbot.waitUntil(lambda: "2 × EpiPen" in driver.says("devices"))
    assert not find(driver.page, QAbstractButton, "add_two_injectors").isVisible()
    workspace.undo_bar.undo_latest()
    assert facts(workspace).devices == ()


# Paper -------------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("filled")
def test_the_saved_file_is_the_card_that_is_shown(
    driver: CardDriver, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = driver.page.preview.pages.pdf
    driver.press("save_pdf")
    assert driver.paper.suggested() == "Emergency card 1.pdf"
    driver.paper.save_as(tmp_path / "card.pdf")
    qtbot.waitUntil(lambda: "This file is not encrypted" in words(driver.page))
    saved = (tmp_path / "card.pdf").read_bytes()
    assert saved == shown
    with workspace.vault.read() as session:
        copy = printed.latest(session, "card")
        content = emergency_card.collect(session, today=workspace.today(), number=1)
    assert copy is not None
    assert copy.content == content.as_dict()
    # The very drawing of `printing`, pixel for pixel, whatever time its file says it was made.
    drawn = emergency_card.draw(content, driver.page.preview.paper.paper)
    for page in range(workspace.workers.inspect(saved, "card.pdf").pages):
        assert (
            workspace.workers.render(saved, "application/pdf", page, 150).png
            == workspace.workers.render(drawn, "application/pdf", page, 150).png
        )


@pytest.mark.usefixtures("filled")
def test_a_printed_card_is_compared_with_the_record(
    driver: CardDriver, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not driver.printed_words
    driver.press("print_card")
    driver.paper.print_to(tmp_path / "card.pdf")
    today = PartialDate.from_date(workspace.today()).words
    same = f"Your printed card (no. 1, {today}) says the same as this one."
    qtbot.waitUntil(lambda: same in driver.printed_words, timeout=20_000)
    contact = facts(workspace).contacts[0].id
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["emergency_contacts"], {"phone": "+1 555 010 0199"}, record_id=contact)
    qtbot.waitUntil(lambda: f"(no. 1, {today}) differs in one line." in driver.printed_words)
    changed = "Contact: “Jordan Vale: Partner, +1 555 010 0142” is now “Jordan Vale: Partner, +1 555 010 0199”."
    qtbot.waitUntil(lambda: changed in driver.printed_words.replace("\u00a0", " "))
    driver.wait_for_preview()
    driver.press("print_card")
    driver.paper.print_to(tmp_path / "again.pdf")
    qtbot.waitUntil(lambda: "(no. 2, " in driver.printed_words, timeout=20_000)


@pytest.mark.usefixtures("filled")
def test_a_card_that_was_not_printed_is_not_counted(driver: CardDriver, workspace: Workspace) -> None:
    driver.press("print_card")
    driver.paper.give_up_printing()
    driver.press("save_pdf")
    driver.paper.give_up_saving()
    assert facts(workspace).printed is None
    assert not driver.paper.dialogs


@pytest.mark.usefixtures("filled")
def test_the_card_is_shown_cut_out_or_as_a_sheet_on_both_papers(driver: CardDriver, workspace: Workspace) -> None:
    preview = driver.page.preview
    cutouts = preview.pages.canvas.cutouts
    assert len(cutouts) >= 2
    assert {round(part.area.width() / part.area.height(), 2) for part in cutouts} == {1.59}
    driver.press("card_view.sheet")
    driver.wait_for_preview()
    assert preview.pages.canvas.cutouts == ()
    for paper in (Paper.LETTER, Paper.A4):
        driver.press(f"paper.{paper.word}")
        driver.wait_for_preview()
        size = preview.pages.canvas.sheets[0].size
        assert (size.width(), size.height()) == pytest.approx(paper.size, abs=0.1)


# For everybody -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("filled")
def test_every_control_has_a_name(driver: CardDriver) -> None:
    for key in ("about", "number", "clinician", "tryptase", "premedication", "print"):
        driver.press(f"edit.{key}")
    driver.press("add.contacts")
    assert unnamed(driver.page) == []


# Empty, it is looked at with every other page in `test_window` and `test_small_screens`.
@pytest.mark.parametrize("is_filled", [False, True] if LARGE else [True])
def test_nothing_is_cut_off_in_a_small_window(
    workspace: Workspace, window: MainWindow, qtbot: QtBot, request: pytest.FixtureRequest, is_filled: bool
) -> None:
    if is_filled:
        request.getfixturevalue("filled")
    window.resize(1024, 700)
    window.show_page("emergency_card")
    page = window.current_page
    assert isinstance(page, EmergencyCardPage)
    driver = CardDriver(qtbot, page)
    try:
        for size in (100, 200):
            workspace.settings["text_size"] = size
            apply_look(workspace.settings)
            driver.wait_for_preview()
            qtbot.waitUntil(lambda: clipped(page) == [])
            if size == 100:
                for part in ("edit.about", "edit.number") if is_filled else ("guide.devices",):
                    driver.press(part)
                qtbot.waitUntil(lambda: clipped(page) == [])
        click(qtbot, page, "card_side.right")
        driver.wait_for_preview()
        qtbot.waitUntil(lambda: clipped(page) == [])
    finally:
        workspace.settings["text_size"] = 100
        apply_look(workspace.settings)
