"""Questions for you in the window: answered one after the other, and a letter from what was chosen."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ism_desktop.library import prompts
from ism_desktop.records import store
from ism_desktop.records.kinds.prompt_answers import PROMPT_ANSWERS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.about_me_letter.answer_dialog import DRAFT, AnswerDialog
from ism_desktop.ui.places.about_me_letter.letter_dialog import LetterDialog
from ism_desktop.ui.places.about_me_letter.letter_draft import draft_in
from ism_desktop.ui.places.about_me_letter.page import AboutMeLetterPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.widgets import click, dialog

PLACE = "about_me_letter"


def page_of(window: MainWindow) -> AboutMeLetterPage:
    assert isinstance(window.current_page, AboutMeLetterPage)
    return window.current_page


def content_of(letter: LetterDialog) -> Mapping[str, Any]:
    content = letter.printout.leaving.content
    assert content is not None
    return content


def answers(workspace: Workspace) -> list[tuple[str, object]]:
    with workspace.vault.read() as session:
        return [(one.values["prompt"], one.values["answer"]) for one in store.list_active(session, PROMPT_ANSWERS)]


def test_questions_are_answered_one_after_the_other_and_all_of_it_undone(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    page_of(window).answer_questions()
    asking = dialog(qtbot, "answers")
    assert isinstance(asking, AnswerDialog)
    first, second = (prompt.key for prompt in prompts.load()[:2])
    qtbot.keyClicks(asking.answer, "In two sentences.")
    assert workspace.drafts.get(DRAFT, first) is not None
    qtbot.keyClick(asking.answer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asking.prompt.key == second
    assert workspace.drafts.get(DRAFT, first) is None
    qtbot.keyClicks(asking.answer, "Alex")
    asking.reject()
    assert answers(workspace) == [(first, "In two sentences."), (second, "Alex")]
    page_of(window).answer_questions()
    again = dialog(qtbot, "answers")
    assert isinstance(again, AnswerDialog)
    assert again.prompt.key == prompts.load()[2].key, "it goes on with the first that has no answer"
    again.reject()
    window.on_undo()
    qtbot.waitUntil(lambda: answers(workspace) == [])


def test_a_letter_is_chosen_ordered_and_reworded_and_kept_until_it_was_printed(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    with workspace.vault.write() as session:
        made = [
            store.save(session, PROMPT_ANSWERS, {"prompt": key, "asked": f"{key}?", "answer": f"Answer to {key}"})
            for key in ("flare", "worry", "carry")
        ]
    page_of(window).print_page()
    letter = dialog(qtbot, "about_me_letter")
    assert isinstance(letter, LetterDialog)
    assert [part[0] for part in content_of(letter)["parts"]] == made[:2]
    letter.reader.set_value("airline")
    letter._on_reader()
    assert [part[0] for part in content_of(letter)["parts"]] == [made[2]]
    letter.side.set_value("lines")
    letter._on_side()
    click(qtbot, letter, f"tick.{made[0]}")
    click(qtbot, letter, f"up.{made[0]}")
    click(qtbot, letter, f"change.{made[0]}")
    letter.lines.rows[0].own.setPlainText("Short for the crew")
    said = content_of(letter)["parts"]
    assert [(part[0], part[2]) for part in said] == [(made[0], "Short for the crew"), (made[2], "Answer to carry")]
    kept = draft_in(workspace.drafts)
    assert (kept.reader, kept.changes.ids) == ("airline", (made[0], made[2]))
    letter.reject()
    assert dict(answers(workspace))["flare"] == "Answer to flare", "the answer itself stays as it was"
    page_of(window).print_page()
    back = dialog(qtbot, "about_me_letter")
    assert isinstance(back, LetterDialog)
    assert content_of(back)["parts"] == said
    click(qtbot, back, "letter.again")
    assert draft_in(workspace.drafts).is_empty
    back.reject()
