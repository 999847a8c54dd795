"""Messages: gaps, plurals and contexts; what a translator got wrong; words declared at import; the pseudo-language; the choice."""

import re
from dataclasses import dataclass
from decimal import Decimal

import pytest

from ism_desktop import language
from ism_desktop.language import Language, LazyText, tr, tr_c, tr_lazy, tr_n
from ism_desktop.translated import Translated, TranslatedTuple


def test_english_is_the_message_itself() -> None:
    assert tr("Saved") == "Saved"
    assert tr("Saved {count} files in {folder}.", count=1200, folder="letters") == "Saved 1,200 files in letters."
    assert [tr_n("{number} file", "{number} files", number) for number in (0, 1, 2, 1200)] == [
        "0 files",
        "1 file",
        "2 files",
        "1,200 files",
    ]
    assert tr_n("One file in {folder}", "{number} files in {folder}", 1, folder="a") == "One file in a"
    assert tr_c("verb", "Open") == "Open"


def test_what_fills_a_gap_is_put_in_as_it_is() -> None:
    assert tr("{name} is there", name="{count} ⟦100%⟧") == "{count} ⟦100%⟧ is there"
    assert tr("{part} of {whole}", part=tr_lazy("half"), whole=Decimal("2.50")) == "half of 2.50"


def test_a_translation_orders_and_inflects_as_its_language_does(german: Language) -> None:
    assert tr("Saved") == "Gespeichert"
    assert tr("Saved {count} files in {folder}.", count=1200, folder="Briefe") == "Briefe: 1.200 Dateien gespeichert."
    assert [tr_n("{number} file", "{number} files", number) for number in (1, 2)] == ["1 Datei", "2 Dateien"]
    assert (tr_c("verb", "Open"), tr_c("a question that has no answer yet", "Open")) == ("Öffnen", "Offen")
    assert german.tr("Saved") == "Gespeichert"


def test_what_is_not_translated_stays_english(german: Language) -> None:
    assert german.tr("Not translated {count}", count=1200) == "Not translated 1.200"
    assert german.tr_c("another context", "Open") == "Open"
    assert german.tr_n("{number} horse", "{number} horses", 2) == "2 horses"


@pytest.mark.parametrize("verb", ["Delete", "Rename", "Move", "Copy", "Print"])
def test_a_slip_of_a_translator_costs_the_translation_and_not_the_page(german: Language, verb: str) -> None:
    assert german.tr(f"{verb} {{name}}?", name="Juniper") == f"{verb} Juniper?"


def test_a_slip_in_one_plural_form_costs_that_form(german: Language) -> None:
    said = [
        german.tr_n("{number} page of {title}", "{number} pages of {title}", number, title="Letter")
        for number in (1, 2)
    ]
    assert said == ["1 Seite", "2 pages of Letter"]


def test_a_gap_that_the_program_does_not_fill_is_a_bug_of_ours() -> None:
    with pytest.raises(KeyError):
        tr("Saved in {folder}.", file="a")


# Words declared at import -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """What a table of the program looks like."""

    key: str
    label: Translated = Translated()
    help: Translated = Translated("")
    words: TranslatedTuple = TranslatedTuple()


def test_declared_words_are_read_in_the_language_in_use(german: Language) -> None:
    shown = Shown("saved", tr_lazy("Saved"), words=(tr_lazy("Open", "verb"), "as it is"))
    assert (shown.label, shown.help, shown.words) == ("Gespeichert", "", ("Öffnen", "as it is"))
    language.use("en")
    assert (shown.label, shown.words) == ("Saved", ("Open", "as it is"))
    assert isinstance(shown.label, str)


def test_declared_words_keep_their_defaults_and_their_dataclass() -> None:
    assert Shown("a", "b").words == ()
    assert Shown("a", "b", "c").help == "c"
    with pytest.raises(TypeError):
        Shown("a")  # pyright: ignore[reportCallIssue]
    with pytest.raises(AttributeError):
        Shown("a", "b").label = "c"  # pyright: ignore[reportAttributeAccessIssue]
    assert Shown("a", tr_lazy("Saved")) == Shown("a", "Saved")


def test_a_lazy_text_says_its_message_wherever_it_is_shown(german: Language) -> None:
    text = tr_lazy("Saved")
    assert (str(text), f"{text}!", f"{text:>12}") == ("Gespeichert", "Gespeichert!", " Gespeichert")
    assert tr_lazy("Saved {count} files in {folder}.").filled(count=2, folder="a") == "a: 2 Dateien gespeichert."
    assert tr_lazy("{count} horses", "animals").filled(count=2) == "2 horses"
    assert text == LazyText("Saved")
    assert hash(text) == hash(LazyText("Saved"))


# The pseudo-language ----------------------------------------------------------------------------------------------------


def test_the_pseudo_language_is_longer_accented_and_bracketed() -> None:
    language.use("en-XA")
    said = tr("Saved {count} files in <b>{folder}</b>.", count=1200, folder="my letters")
    assert said.startswith("⟦Šàvéd 1,200 fîléš îñ <b>my letters</b>.")
    assert re.search(r"·+⟧$", said)
    assert len(said) > 1.3 * len("Saved 1,200 files in <b>my letters</b>.")
    assert tr_n("{number} file", "{number} files", 1) == "⟦1 fîlé····⟧"
    assert tr_c("verb", "Open") == tr("Open") == "⟦Õpéñ·⟧"
    assert tr("") == ""
    assert language.in_use().name == "Pseudo"


# The choice ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def no_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable says what the person reads."""
    for name in ("LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_TIME", "LANG", "ISM_DESKTOP_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_shell")
def test_the_language_of_the_system_is_taken_where_there_is_one(german: Language) -> None:
    assert language.available() == ("en", "de")
    assert language.of_system(["de-AT", "en-US"]) == ("de", "AT")
    assert language.of_system(["fr-FR", "de-CH", "en"]) == ("de", "FR")
    assert language.of_system(["fr-FR"]) == ("en", "FR")
    assert language.of_system(["zh-Hant-TW"]) == ("en", "TW")
    assert language.of_system(["de"]) == ("de", "")


@pytest.mark.usefixtures("no_shell")
def test_without_a_desktop_the_shell_is_asked(german: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    assert language.of_system() == ("en", "")
    monkeypatch.setenv("LANG", "de_CH.UTF-8")
    assert language.of_system() == ("de", "CH")
    monkeypatch.setenv("LC_ALL", "C")
    assert language.of_system() == ("en", ""), "no country: it settles no order of dates"
    monkeypatch.setenv("LC_ALL", "nonsense!")
    assert language.of_system() == ("de", "CH"), "the next variable is asked"


@pytest.mark.usefixtures("no_shell")
def test_the_country_of_dates_is_not_guessed_from_the_language(
    german: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert language.of_system(["fr-FR", "de-DE"], "AT") == ("de", "AT"), "the desktop tells its region"
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert language.of_system(["en-US"], "US") == ("en", "US")
    monkeypatch.setenv("LC_TIME", "de_AT.UTF-8@euro")
    assert language.of_system(["en-US"], "US") == ("en", "AT")
    monkeypatch.setenv("LC_ALL", "C")
    assert language.of_system(["C"]) == ("en", "")


@pytest.mark.usefixtures("no_shell")
def test_the_persons_choice_goes_before_the_systems(german: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    assert language.chosen("system", ["de-AT"]).tag == "de"
    chosen = language.chosen("en", ["de-AT"])
    assert (chosen.tag, chosen.territory) == ("en", "AT"), "who reads English in Austria writes dates as Austria does"
    assert language.in_use() is chosen
    monkeypatch.setenv("ISM_DESKTOP_LANGUAGE", "en-XA")
    assert language.chosen("de", ["de-AT"]).tag == "en-XA"


@pytest.mark.parametrize("tag", ["xx", "", "deutsch", "../de", "d\0e"])
def test_a_tag_that_nobody_knows_is_english(tag: str) -> None:
    with pytest.raises(ValueError, match="not a language"):
        Language(tag)
    assert language.use(tag, "CH").tag == "en"
    assert language.in_use().territory == "CH"
