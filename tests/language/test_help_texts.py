"""What a help text quotes is what the window says: after a label is reworded, the text that points to it is not left behind."""

import re

import pytest
from babel.messages.pofile import read_po

from ism_desktop.shipped import RESOURCES
from ism_desktop.vault import creating
from ism_desktop.vault.backups import places

# Quoted and yet no label of ours: what a printer's dialog says, and what the card prints.
_NO_LABEL = {"fit to page", "None known"}


def _messages() -> list[str]:
    with (RESOURCES / "locale" / "ism_desktop.pot").open("rb") as file:
        return [str(message.id) for message in read_po(file) if message.id and not isinstance(message.id, tuple)]


_HELP_TEXTS = [message for message in _messages() if "\n\n" in message]


def test_the_catalogue_has_the_help_texts() -> None:
    assert len(_HELP_TEXTS) >= 10


@pytest.mark.parametrize("text", _HELP_TEXTS, ids=[text[:30] for text in _HELP_TEXTS])
def test_every_label_that_a_help_text_quotes_is_a_label(text: str) -> None:
    labels = set(_messages())
    quoted = set(re.findall("“([^”]+)”", text)) - _NO_LABEL
    assert quoted <= labels, f"no longer said by the window: {quoted - labels}"


@pytest.mark.parametrize("text", [creating.READ_ME, places.READ_ME], ids=["vault", "backup"])
def test_the_papers_in_a_folder_quote_what_the_first_page_says(text: str) -> None:
    choices = re.findall('choose "([^"]+)"', text)
    assert choices
    assert set(choices) <= set(_messages())
