"""Rewording: every message is worded anew in one file, and no printed copy differs, nothing stored changes, no window test breaks."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from pypdf import PdfReader
from sqlalchemy import text

from ism_desktop import language
from ism_desktop.demo import fill
from ism_desktop.language import tr, tr_c, tr_n
from ism_desktop.printing import emergency_card, question_list
from ism_desktop.printing.paper import Paper
from ism_desktop.records import printed, safekeeping
from ism_desktop.records.kinds import KINDS
from ism_desktop.vault import Vault, create
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE
from tests.language import rewording
from tests.language.rewording import collect_messages, reworded
from tests.printing import demo_card, patients
from tests.rounds import one_of_each

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of catalogues in which every message of English is worded anew."""
    return rewording.write_catalogue(tmp_path_factory.mktemp("reworded") / "locale")


@pytest.fixture
def first_wording(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """English as it stands in the program, also when this runs under the plug-in."""
    take(monkeypatch, tmp_path / "none")


def take(monkeypatch: pytest.MonkeyPatch, catalogues: Path) -> None:
    """Take the English of a folder of catalogues into use; `language_put_back` puts it back."""
    monkeypatch.setattr(language, "_FOLDER", catalogues)
    language.language.cache_clear()
    language.use("en")


def messages() -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """Every message of the program: its context, and its words in one form or two."""
    with collect_messages.TEMPLATE.open("rb") as file:
        for message in read_po(file):
            if message.id:
                words: Any = message.id
                yield message.context, (words,) if isinstance(words, str) else tuple(words)


def test_every_message_is_shown_as_it_is_worded_now(catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(monkeypatch, catalogues)
    known = list(messages())
    assert len(known) > 2000
    for context, words in known:
        if len(words) == 2:
            gaps = dict.fromkeys(re.findall(r"\{(\w+)\}", words[0]), "…")
            gaps.pop("number", None)
            assert tr_n(words[0], words[1], 1, **gaps) == reworded(words[0]).format_map({"number": "1", **gaps})
        else:
            said = tr_c(context, words[0]) if context else tr(words[0])
            assert said == reworded(words[0])
    assert sum(reworded(words[0]) != words[0] for _, words in known) > 0.95 * len(known)
    assert tr("Saved {count} files in {folder}.", count=3, folder="a") == "Saved 3 files in a.", "no message of ours"


def test_what_a_translation_lacks_is_read_in_the_english_of_now(
    catalogues: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(monkeypatch, catalogues)
    _, (message, *_) = next(each for each in messages() if each[0] is None and len(each[1]) == 1)
    assert language.use("de").tr(message) == reworded(message)


@pytest.mark.usefixtures("first_wording")
def test_no_printed_copy_differs(
    vault: Vault, workers: Workers, catalogues: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")  # without it a PDF holds the moment at which it was made
    with vault.write() as session:
        patients.full(session)
    before = papers(vault, workers)
    demo = demo_card.card()
    printed_before = _lines(emergency_card.draw(demo, Paper.A4))
    take(monkeypatch, catalogues)
    assert papers(vault, workers) == before, "what is kept of a printed copy is keys and the person's own words"
    with vault.write() as session:
        printed.record(session, "card", before["card"])
        now = emergency_card.collect(session, today=TODAY, number=2)
        copy = printed.latest(session, "card")
    assert copy is not None
    assert now.differences(copy.content) == ()
    again = demo_card.card()
    assert again.differences(demo.as_dict()) == ()
    assert again.code == demo.code
    # How to print, cut and fold is the window's language; what is cut out has words of its own, in resources/card.
    printed_now = _lines(emergency_card.draw(again, Paper.A4))
    differing = [line for line, now in zip(printed_before, printed_now, strict=True) if line != now]
    assert all(_rewordable(line) for line in differing), differing
    assert "SIGNS" in "\n".join(printed_now).upper()


def _lines(pdf: bytes) -> list[str]:
    return [line for page in PdfReader(BytesIO(pdf)).pages for line in page.extract_text().splitlines()]


def _rewordable(line: str) -> bool:
    """Whether a line that was printed is a message of the program or a piece of one, with its gaps filled."""
    line = line.strip()
    filled = (re.sub(r"\\\{\w+\\\}", ".*", re.escape(words)) for _, forms in messages() for words in forms)
    return any(line in words for _, forms in messages() for words in forms) or any(
        re.fullmatch(f, line) for f in filled
    )


def papers(vault: Vault, workers: Workers) -> dict[str, Any]:
    """What is kept of each paper once it is printed."""
    with vault.read() as session:
        return {
            "card": emergency_card.collect(session, today=TODAY, number=1).as_dict(),
            "questions": question_list.collect_open(session, TODAY).as_dict(),
        }


def test_nothing_stored_is_a_message(
    workers: Workers, tmp_path: Path, catalogues: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record kept under other words: whatever of them got into the vault would be seen there."""
    take(monkeypatch, catalogues)
    vault = create(tmp_path / "vault", PASSPHRASE, cost=CHEAP)
    fill(vault, workers, today=TODAY)
    contents = papers(vault, workers)
    with vault.write() as session:
        for paper, content in contents.items():
            printed.record(session, paper, content)
    safekeeping.back_up(vault, tmp_path / "stick")
    held = stored(vault)
    vault.close()
    assert any("Cetirizine" in each for each in held)
    ours = {reworded(words) for _, forms in messages() for words in forms if reworded(words) != words}
    said = {each for each in ours if len(each) > 3 and each in held}
    # A single word may stand in the person's own text by chance; five of them in a row do not.
    whole = "\n".join(held)
    said |= {piece for each in ours for piece in re.split(r"{\w+}", each) if len(piece.split()) > 4 and piece in whole}
    assert not said, f"stored words of the program: {sorted(said)}"


def stored(vault: Vault) -> set[str]:
    """Every text in every table."""
    found: set[str] = set()
    with vault.read() as session:
        tables = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        for table in tables:
            for row in session.execute(text(f'SELECT * FROM "{table}"')):
                found |= {value for value in row if isinstance(value, str)}
    return found


def test_every_kind_is_filled_in_and_read_under_every_wording() -> None:
    """The form of every kind in other words; by default of those that have every way of typing together.

    Tests that hold a sentence up to the window hold its key, and run without the plug-in.
    """
    kinds = one_of_each(KINDS, lambda kind: {(field.input, field.as_table) for field in kind.form_fields})
    tests = "every_field_is_saved_and_shown_again or every_control_can_be_found or a_gap_is_stated"
    words = f"({tests}) and ({' or '.join(kind.name for kind in kinds)})"
    plugin = ("-p", "no:cacheprovider", "-p", "tests.language.reworded")
    command = [sys.executable, "-m", "pytest", "-q", *plugin, "tests/ui/test_form.py", "-k", words]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout[-3000:]
