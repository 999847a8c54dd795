"""The papers of the demo patient in the pseudo-language: whatever is drawn is a message in brackets or data of the record, and whole."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pytest

from ism_desktop import language
from ism_desktop.language import LazyText
from ism_desktop.library import card_text
from ism_desktop.printing import (
    appeal_file,
    binder,
    day_counts,
    diagnosis_page,
    emergency_card,
    journal_sheet,
    journal_summary,
    medication_calendar,
    medication_list,
    money_totals,
    publication_list,
    question_list,
    recovery_sheet,
    refill_sheet,
    trigger_list,
    typeface,
    who_manages,
)
from ism_desktop.printing.binder import plan
from ism_desktop.printing.binder.titles import EMERGENCY
from ism_desktop.printing.journal_summary import Changes
from ism_desktop.printing.paper import OnItsSide, Paper, Sheet
from ism_desktop.records import store
from ism_desktop.records.asked_counts import AskedCount
from ism_desktop.records.journal_counts import SOON
from ism_desktop.records.kind import PROVENANCE, Field
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.denials import DENIALS
from ism_desktop.records.kinds.medication_plans import MEDICATION_PLANS
from ism_desktop.records.money import appeals
from ism_desktop.records.money.periods import Period
from ism_desktop.records.values import Gap, Moment, PartialDate, Quantity, Rows
from ism_desktop.vault import Vault, unlock
from ism_desktop.worker import Workers
from tests.conftest import PASSPHRASE
from tests.demo_vaults import DemoVaults
from tests.printing.reading import pieces, texts
from tests.rounds import LARGE

TODAY = date(2026, 11, 22)

_WORD = re.compile(r"[^\W\d_]{3,}")
# The letters that the pseudo-language never leaves as they are; hardly an English word has none of them.
_PLAIN = re.compile("[aeiouycnszAEIOUYCNSZ]")
# The code of a card.
_CODE = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b")
# A long name over a chart ends in dots, wherever that is.
_CUT = re.compile(r"\w+…")
# The program's name, the mark of a file, and units.
_SYNTAX = {"ISM", "Desktop", "PDF", "min"}


def words_in(text: str) -> set[str]:
    """Its words that are plain English, or could be."""
    return {word for word in _WORD.findall(text) if _PLAIN.search(word)}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, demo_vaults: DemoVaults) -> Iterator[Vault]:
    """The demo patient's vault, filled while English was in use."""
    made = unlock(demo_vaults.make(tmp_path_factory.mktemp("pseudo") / "vault", TODAY), PASSPHRASE)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def pseudo() -> None:
    """The pseudo-language; `language_put_back` takes it out of use."""
    language.use(language.PSEUDO)


@pytest.fixture(scope="module")
def data(demo: Vault) -> set[str]:
    """Every word that the person wrote or that names a document, with the months in which dates are written."""
    english = language.language("en")
    found = {english.month_name(month) for month in range(1, 13)} | _SYNTAX
    with demo.read() as session:
        for kind in KINDS:
            for record in store.list_active(session, kind):
                for field in kind.form_fields:
                    found |= _written(field, record.values[field.name])
                found |= words_in(record.title)
    return found | _not_yet()


def _written(field: Field, value: object) -> set[str]:
    """The words of a value that the person wrote, also in the cells of rows."""
    if isinstance(value, Rows):
        return {word for row in value.rows for name, cell in row.items() for word in _written(field.cell(name), cell)}
    if isinstance(value, Quantity):
        return words_in(value.text)
    if isinstance(value, Moment):
        return words_in(value.said_in(language.language("en")))
    own = isinstance(value, str) and not isinstance(value, Gap) and not field.choices
    return words_in(str(value)) if own else set()


def _not_yet() -> set[str]:
    """Words of the kinds that are no messages yet: none, once every one is declared with `tr_lazy`."""
    found: set[str] = set()
    for kind in KINDS:
        for field in (*kind.fields, *PROVENANCE):
            found |= _declared(field)
        for name in ("_singular", "_plural", "_states_none"):
            declared = kind.__dict__.get(name, "")
            found |= words_in(declared) if isinstance(declared, str) else set()
    if "⟦" not in Gap.UNKNOWN.words:
        found |= words_in("not known none yes")
    if "⟦" not in PartialDate(2019, season="spring").words:
        found |= words_in("spring summer autumn winter")
    return found


def _declared(field: Field) -> set[str]:
    texts_there: list[object] = [
        field.__dict__.get("_label", ""),
        *(one.__dict__.get("_label", "") for one in field.choices),
    ]
    return {word for text in texts_there if not isinstance(text, LazyText) for word in words_in(str(text))}


def untranslated(pdf: bytes, known: set[str], page: int | None = None) -> set[str]:
    """The words drawn that are neither of a message nor known; words that were broken at the end of a line are joined first."""
    drawn = texts(pdf) if page is None else [texts(pdf)[page]]
    joined = (_CUT.sub("", _CODE.sub("", re.sub(r"-\s", "-", text))) for text in drawn)
    return {word for text in joined for word in words_in(text)} - known


def require_whole(pdf: bytes, paper: Sheet) -> None:
    """Every message ends where it should, no letter is missing, and nothing runs over the edge or over its neighbour in the line."""
    # A long message may go on on the next page, and its brackets may come apart at the end of a line.
    everything = "".join(texts(pdf))
    assert everything.count("[") == everything.count("]"), "a message was cut off"
    for number, (text, found) in enumerate(zip(texts(pdf), pieces(pdf), strict=True), 1):
        assert typeface.REPLACEMENT not in text, f"a letter is missing on page {number}"
        for piece in found:
            assert piece.x > 0, piece
            assert piece.right <= paper.width - 8, piece
            assert 0 < piece.y < paper.height, piece


PAPERS = pytest.mark.parametrize("paper", Paper, ids=lambda paper: paper.word)


def test_the_typeface_has_the_letters_of_the_pseudo_language() -> None:
    assert not typeface.loses(language.language(language.PSEUDO).tr("The quick brown fox jumps over the LAZY dog."))


@PAPERS
def test_the_question_list(demo: Vault, data: set[str], paper: Paper) -> None:
    with demo.read() as session:
        appointment = next(one for one in store.list_active(session, APPOINTMENTS) if one.values["status"] != "done")
        lists = [
            question_list.collect_open(session, TODAY),
            question_list.collect(session, appointment.id, TODAY),
        ]
    for content in lists:
        pdf = question_list.draw(content, paper)
        assert untranslated(pdf, data) == set()
        require_whole(pdf, paper)
        assert "[[" in content.title.replace("⟦", "[[")


@PAPERS
def test_the_diagnosis_page(demo: Vault, data: set[str], paper: Paper) -> None:
    with demo.read() as session:
        content = diagnosis_page.collect(session, TODAY)
    pdf = diagnosis_page.draw(content, paper)
    assert untranslated(pdf, data) == set()
    require_whole(pdf, paper)
    assert "[[" in content.title.replace("⟦", "[[")


@PAPERS
def test_the_papers_of_the_medications(demo: Vault, data: set[str], paper: Paper) -> None:
    with demo.read() as session:
        plan = store.list_active(session, MEDICATION_PLANS)[0]
        a_list, refills = medication_list.collect(session, TODAY), refill_sheet.collect(session, TODAY)
        calendar = medication_calendar.collect(session, plan.id, TODAY)
        triggers, team = trigger_list.collect(session, TODAY), who_manages.collect(session, TODAY)
        research = publication_list.collect(session, "all", TODAY)
        money = money_totals.collect(session, [Period.of_year(2025), Period.of_year(2026)], "provider", TODAY)
    drawn = (
        medication_list.draw(a_list, paper),
        refill_sheet.draw(refills, paper),
        medication_calendar.draw(calendar, paper),
        trigger_list.draw(triggers, paper),
        publication_list.draw(research, paper),
        money_totals.draw(money, paper),
    )
    weekdays = {language.in_use().weekday(TODAY + timedelta(days=day)) for day in range(7)}
    for pdf in drawn:
        assert untranslated(pdf, data | weekdays) == set()
        require_whole(pdf, paper)
    on_its_side = who_manages.draw(team, paper)
    assert untranslated(on_its_side, data) == set()
    require_whole(on_its_side, OnItsSide(paper))
    for content in (a_list, refills, calendar, triggers, team, research):
        assert "[[" in content.title.replace("⟦", "[[")


@PAPERS
def test_the_file_of_an_appeal(demo: Vault, workers: Workers, data: set[str], paper: Paper) -> None:
    with demo.read() as session:
        denial = store.list_active(session, DENIALS)[0].id
        content = appeal_file.collect(session, denial, appeals.choice_of(session, denial), TODAY)
    pdf = appeal_file.build(demo, workers, content, paper)
    assert untranslated(pdf, data) == set()
    require_whole(pdf, paper)


@PAPERS
def test_the_papers_of_the_journal(demo: Vault, data: set[str], paper: Paper) -> None:
    exposure, symptom = (("alcohol", ""), ""), (("flushing", ""), "")
    asked = AskedCount((exposure,), symptom, SOON, (TODAY - timedelta(days=60), TODAY))
    with demo.read() as session:
        period = (TODAY - timedelta(days=40), TODAY)
        summary = journal_summary.collect(session, period, TODAY, counts=[asked])
        count = day_counts.collect(session, asked, TODAY)
        sheet = journal_sheet.collect(session, TODAY, month=(2026, 11), with_name=True)
    summary = summary.changed(Changes(words={summary.sections[1].lines[0].key: "10"}))
    lying = journal_sheet.draw(sheet, paper)
    assert untranslated(lying, data | {"Sheet"}) == set()
    assert "".join(texts(lying)).count("[") == "".join(texts(lying)).count("]")
    for pdf in (journal_summary.draw(summary, paper), day_counts.draw(count, paper)):
        assert untranslated(pdf, data) == set()
        require_whole(pdf, paper)
    assert "[[" in summary.title.replace("⟦", "[[")


@PAPERS
def test_the_recovery_sheet(paper: Paper) -> None:
    groups = tuple(f"{number}{number}{number}456" for number in range(1, 9))
    for place in ("", "Folder"):
        content = recovery_sheet.RecoverySheetContent(groups, TODAY, place, demo=True)
        pdf = recovery_sheet.draw(content, paper)
        assert len(texts(pdf)) == 1
        assert untranslated(pdf, {"Folder", "November", *_SYNTAX}) == set()
        require_whole(pdf, paper)
        lowest = sorted(piece.y for piece in pieces(pdf)[0])
        assert lowest[1] >= 28, "the page is full to its edge"


@pytest.mark.parametrize("paper", Paper if LARGE else [Paper.A4], ids=lambda paper: paper.word)
def test_the_binders_own_pages(demo: Vault, workers: Workers, data: set[str], paper: Paper) -> None:
    with demo.read() as session:
        content = binder.collect(session, TODAY)
    planned = plan.plan(content, paper)
    out = BytesIO()
    binder.first_pages(workers, content, paper, out)
    pdf = out.getvalue()
    # The large card is in the card's own language.
    card = {word for line in card_text.load().lines.values() for word in words_in(line.text)}
    merged: set[int] = set()
    for one in (*content.plans, *content.documents):
        merged |= set(range(planned.places[one.id], planned.places[one.id] + one.pages))
    numbers = [number for number in range(1, planned.total + 1) if number not in merged]
    last_of_card = planned.spans[EMERGENCY][1]
    for place, number in enumerate(numbers):
        known = data | card if planned.spans[EMERGENCY][0] <= number <= last_of_card else data
        assert untranslated(pdf, known, place) == set(), f"page {number}"
    require_whole(pdf, paper)


@PAPERS
def test_the_sheet_around_the_card(demo: Vault, data: set[str], paper: Paper) -> None:
    card = {word for line in card_text.load().lines.values() for word in words_in(line.text)}
    with demo.read() as session:
        content = emergency_card.collect(session, today=TODAY, number=1)
    pdf = emergency_card.draw(content, paper)
    assert untranslated(pdf, data | card) == set()
    require_whole(pdf, paper)
    assert "[[Fõl" in "".join(texts(pdf)), "the instructions are in the window's language"
    assert "Lie flat, legs up." in "".join(texts(pdf)), "the card is in its own"
