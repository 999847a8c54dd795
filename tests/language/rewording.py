"""English in which every message is worded anew: made from the catalogue as an editor would do it, and compiled as he would."""

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import collect_messages  # noqa: E402  (a script, imported from its own folder)

# As long as before, so that a test finds what hangs on a word, and not what hangs on the room it takes.
_VOWELS = str.maketrans("aeiouAEIOU", "eiouaEIOUA")
# What stays as it is: gaps, tags, entities, and names of files and of commands.
_KEPT = re.compile(r"(\{[^}]*\}|<[^>]*>|&\w+;|\*\.\w+|--\w+)")


def reworded(message: str) -> str:
    """The message in other words: each vowel is another one."""
    parts = _KEPT.split(message)
    return "".join(part if number % 2 else part.translate(_VOWELS) for number, part in enumerate(parts))


def write_catalogue(locales: Path) -> Path:
    """Reword every message in a folder laid out like `resources/locale`. Returns the folder."""
    with collect_messages.TEMPLATE.open("rb") as file:
        template = read_po(file)
    catalogue = Catalog(locale="en")
    for message in template:
        if message.id:
            words = message.id if isinstance(message.id, tuple) else (message.id,)
            said = tuple(reworded(str(each)) for each in words)
            catalogue.add(message.id, said if len(said) == 2 else said[0], context=message.context)
    target = locales / "en" / "LC_MESSAGES" / "ism_desktop.po"
    target.parent.mkdir(parents=True)
    with target.open("wb") as out:
        write_po(out, catalogue)
    collect_messages.compile_all(locales, template)
    return locales
