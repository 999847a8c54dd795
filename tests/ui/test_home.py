"""The start page: what is next, what is missing, dates, the printed card, the first steps."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.language import tr
from ism_desktop.printing import emergency_card
from ism_desktop.records import episodes, printed, question_lists, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.money import ledger
from ism_desktop.records.values import Gap, Money, PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.emergency_card.page import EmergencyCardPage
from ism_desktop.ui.places.home.page import HomePage, greeting
from ism_desktop.ui.places.reactions.page import ReactionsPage
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.paper import unnamed
from tests.drivers.questions import HomeDriver, QuestionsDriver
from tests.drivers.widgets import dialog, find
from tests.ui.visits import DOCTOR, add_doctor, add_questions, add_visit, day


@pytest.fixture
def home(window: MainWindow, qtbot: QtBot) -> HomeDriver:
    page = window.current_page
    assert isinstance(page, HomePage)
    return HomeDriver(qtbot, page)


def save(workspace: Workspace, kind: str, **values: object) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def fill_steps(workspace: Workspace) -> str:
    """All that the steps ask for. Returns the device's id."""
    save(workspace, "person", name="Juniper Vale", birth_date=PartialDate(1978, 3, 14))
    save(workspace, "emergency_contacts", name="Jordan Vale", phone="+1 555 010 0142")
    with workspace.vault.write() as session:
        store.say_none(session, BY_NAME["reactions"], Gap.NONE)
    return save(workspace, "adrenaline_devices", product="EpiPen", strength="0.3 mg", expiry=PartialDate(2031, 5))


def test_the_first_steps_are_taken_one_by_one(home: HomeDriver, workspace: Workspace, qtbot: QtBot) -> None:
    assert home.greeting == "Welcome"
    seen = home.card("steps")
    for words in (
        "Write your name and birth date",
        "Name someone to call",
        "Add your adrenaline injectors",
        "print it",
    ):
        assert words in seen
    assert home.card("blanks") == "", "the steps say what is missing"
    save(workspace, "person", name="Juniper Vale", birth_date=PartialDate(1978, 3, 14))
    qtbot.waitUntil(lambda: "Juniper Vale" in home.greeting)
    assert home.card("steps").count("Done.") == 1
    fill_steps_left(workspace)
    qtbot.waitUntil(lambda: home.card("steps") == "")
    assert "No card has been printed yet." in home.card("card_status")


def fill_steps_left(workspace: Workspace) -> None:
    save(workspace, "emergency_contacts", name="Jordan Vale", phone="+1 555 010 0142")
    with workspace.vault.write() as session:
        store.say_none(session, BY_NAME["reactions"], Gap.NONE)
        store.say_none(session, BY_NAME["adrenaline_devices"], Gap.NONE)


def test_a_step_leads_to_its_place(home: HomeDriver, window: MainWindow) -> None:
    home.press("step.contact.go")
    page = window.current_page
    assert isinstance(page, RecordsPage)
    assert page.view.kind.name == "emergency_contacts"
    assert page.view.form.isVisible(), "the form is open already"
    window.show_page("home")
    home.press("step.reactions.go")
    assert isinstance(window.current_page, ReactionsPage), "a person may also state that there are none"
    window.show_page("home")
    home.press("step.you.go")
    page = window.current_page
    assert isinstance(page, EmergencyCardPage), "the form about the person is long, and leads no further"
    assert page.guide.isVisible()


def test_what_is_missing_shrinks_as_it_is_filled_in(home: HomeDriver, workspace: Workspace, qtbot: QtBot) -> None:
    device = fill_steps(workspace)
    qtbot.waitUntil(lambda: "blank.diagnosis" in home.rows("blanks"))
    before = home.rows("blanks")
    assert "blank.second_device" in before
    assert "blank.name" not in before
    with workspace.vault.write() as session:
        person = store.the_one(session, BY_NAME["person"])
        assert person is not None
        store.save(session, BY_NAME["person"], {"diagnosis": "ism"}, record_id=person.id)
        store.save(session, BY_NAME["adrenaline_devices"], {"product": "EpiPen"})
    qtbot.waitUntil(lambda: "blank.diagnosis" not in home.rows("blanks"))
    assert "blank.second_device" not in home.rows("blanks")
    assert f"blank.expiry.{device}" not in home.rows("blanks")
    save(workspace, "care_team", name=DOCTOR, point_person=True)
    with workspace.vault.write() as session:
        store.say_none(session, BY_NAME["medications"], Gap.NONE)
        number = {"emergency_number": "112"}
        store.save(session, BY_NAME["emergency_card"], number)
    qtbot.waitUntil(lambda: len(home.rows("blanks")) == 1)
    assert "It is printed on the device itself" in home.card("blanks"), "the second device has no date yet"


def test_the_next_appointment_with_its_open_questions(
    home: HomeDriver, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    doctor = add_doctor(workspace)
    add_visit(workspace, "Skin check", 30)
    visit = add_visit(workspace, "Yearly follow-up", 12, at_time="10:30", with_member=doctor, place="Building C")
    add_visit(workspace, "Long ago", -30)
    first, *_ = add_questions(
        workspace, visit, "What does the tryptase say?", "Whom do I call on a weekend?", "And when?"
    )
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["questions"], {"status": "answered"}, record_id=first)
    qtbot.waitUntil(lambda: "Yearly follow-up" in home.card("next"))
    seen = home.card("next")
    assert f"{day(workspace, 12).words}, 10:30" in seen
    assert f"{DOCTOR}, Mast cell specialist" in seen
    assert "2 questions to ask" in seen
    assert "Skin check" in seen
    assert "Long ago" not in seen
    home.press("next.open")
    assert window.current_page is not home.page
    assert window.current_page.view.form.record_id == visit  # type: ignore[union-attr]


def test_many_bills_are_added_up_beside_the_window_and_the_dates_around_today_shown(
    home: HomeDriver, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "_NEAR", 0)
    today = workspace.today()
    with workspace.vault.write() as session:
        for days in range(-9, 10):
            due = PartialDate.from_date(today + timedelta(days=days))
            store.save(
                session, BY_NAME["bills"], {"what": f"Bill {days}", "total": Money(Decimal(9), "EUR"), "due_on": due}
            )
    qtbot.waitUntil(lambda: len(home.rows("dates")) == 12)
    seen = home.card("dates")
    assert [days for days in range(-9, 10) if f"Bill {days} ·" in seen] == list(range(-4, 8))
    find(home.page, QPushButton, "dates.more").click()
    qtbot.waitUntil(lambda: len(home.rows("dates")) == 19)


def test_dates_are_a_plain_list_in_order(home: HomeDriver, workspace: Workspace, qtbot: QtBot) -> None:
    save(workspace, "emergency_card", review_by=day(workspace, 40))
    late = save(workspace, "adrenaline_devices", product="Late", expiry=PartialDate(workspace.today().year + 2, 5))
    gone = save(workspace, "adrenaline_devices", product="Gone", expiry=PartialDate(workspace.today().year - 1, 5))
    save(workspace, "adrenaline_devices", product="Trainer", expiry=PartialDate(2031), status="trainer")
    qtbot.waitUntil(lambda: len(home.rows("dates")) == 3)
    assert home.rows("dates") == [f"date.expiry.{gone}", "date.review", f"date.expiry.{late}"]
    seen = home.card("dates")
    assert "Review your card by" in seen
    assert "past" in seen
    assert not any(word in seen.casefold() for word in ("alert", "warning", "urgent", "overdue"))


def test_the_next_venom_dose_is_the_one_that_was_written_last(
    home: HomeDriver, workspace: Workspace, qtbot: QtBot
) -> None:
    today = workspace.today()
    save(workspace, "venom_doses", preparation="Wasp", on_date=PartialDate(today.year - 2), next_on=day(workspace, -99))
    last = save(workspace, "venom_doses", preparation="Wasp", on_date=day(workspace, -5), next_on=day(workspace, 37))
    save(workspace, "venom_doses", preparation="Bee", on_date=day(workspace, -3))
    qtbot.waitUntil(lambda: home.rows("dates") == [f"date.venom.{last}"])
    assert "Next dose: Wasp" in home.card("dates")


def test_the_printed_card_and_what_has_changed_since(home: HomeDriver, workspace: Workspace, qtbot: QtBot) -> None:
    fill_steps(workspace)
    with workspace.vault.write() as session:
        printed.record(session, "card", emergency_card.collect(session, today=workspace.today()).as_dict())
    qtbot.waitUntil(lambda: "says the same as your record" in home.card("card_status"))
    save(workspace, "emergency_contacts", name="Rosa Vale", phone="+1 555 010 0143")
    qtbot.waitUntil(lambda: "differs from your record in one thing" in home.card("card_status"))
    assert "Rosa Vale" in home.card("card_status")


def test_a_question_is_noted_without_leaving(home: HomeDriver, workspace: Workspace, qtbot: QtBot) -> None:
    home.press("quick.question")
    driver = QuestionsDriver(qtbot, home.page)
    driver.note("May I take a plane?", name="home_question")
    with workspace.vault.read() as session:
        assert [question.title for question in store.list_active(session, BY_NAME["questions"])] == [
            "May I take a plane?"
        ]
        assert question_lists.counts(session) == {}
    driver.half_write("And a boat", name="home_question")
    assert (workspace.drafts.get("questions", "home") or {})["text"] == "And a boat"


def test_quick_actions(home: HomeDriver, window: MainWindow, qtbot: QtBot, workspace: Workspace) -> None:
    taken: list[list[object]] = []
    workspace.files_dropped.connect(taken.append)
    home.press("quick.document")
    choosing = dialog(qtbot, "add_documents")
    choosing.filesSelected.emit(["/tmp/scan.pdf"])  # type: ignore[attr-defined]
    choosing.close()
    assert [str(path) for path in taken[0]] == ["/tmp/scan.pdf"]
    window.show_page("home")
    home.press("quick.card")
    assert window.current_page is not home.page


def test_greeting_fits_the_hour() -> None:
    assert [greeting(hour, "Ada") for hour in (3, 4, 11, 12, 17, 18, 23)] == [
        "Good evening, Ada",
        "Good morning, Ada",
        "Good morning, Ada",
        "Good afternoon, Ada",
        "Good afternoon, Ada",
        "Good evening, Ada",
        "Good evening, Ada",
    ]


def test_everything_can_be_read_in_a_small_window_at_twice_the_size(
    home: HomeDriver, window: MainWindow, workspace: Workspace, twice_the_size: None, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    settle()
    assert clipped(home.page) == []
    fill_steps(workspace)
    add_visit(workspace, "Yearly follow-up with blood results", 12, place="Mast Cell Clinic, Building C, second floor")
    qtbot.waitUntil(lambda: "Yearly" in home.card("next") and home.card("steps") == "")
    home.press("quick.question")
    settle()
    assert clipped(home.page) == []
    assert unnamed(home.page) == []


def test_a_reaction_that_goes_on_is_told_until_it_is_over(
    home: HomeDriver, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    recorder = find(window, QPushButton, "quick.recorder")
    assert recorder.text() == tr("Record a reaction")
    for what, words in (
        ("noticed", tr("Go on recording the reaction")),
        (episodes.OVER, tr("Record a reaction")),
    ):
        with workspace.vault.write() as session:
            episodes.record(session, episodes.Press(what), datetime.now().astimezone())
        qtbot.waitUntil(lambda words=words: recorder.text() == words)
