"""The collector of messages: what it reads from a file, the catalogue it writes, and the translations it refuses to compile."""

import ast
import gettext
import io
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import collect_messages  # noqa: E402  (a script, imported from its own folder)

_SOURCE = '''
"""A room."""
LABEL = tr_lazy("Label")
OTHER = (tr_lazy("Open", "verb"), tr_lazy("Shut", context="verb"), tr_lazy(
    "Long "
    "enough",
    "where",
))

def shown(count, folder):
    outer = tr("{a} and {b}", a=tr("inner"), b=tr_n("{number} file", "{number} files", len(f(tr_c("deep", "Word")))))
    return f"{language.tr('in an f-string')} {in_use().tr_n('{number} page', '{number} pages', count)} {strange.astr('no')}"

def unread(word):
    return tr(word), tr_lazy(word), tr(f"{word}"), tr("a" + "b"), tr_c(word, "c"), tr_lazy("d", word)
'''


def _package(folder: Path, **files: str) -> Path:
    package = folder / "room"
    package.mkdir()
    for name, text in files.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    return package


def _messages(template: str) -> list[str]:
    return [block for block in template.split("\n\n")[1:] if block.strip()]


def test_every_way_of_writing_a_message_is_read(tmp_path: Path) -> None:
    catalogue = collect_messages.collect(_package(tmp_path, one=_SOURCE))
    found = {(message.context, message.id) for message in catalogue if message.id}
    assert found == {
        (None, "Label"),
        ("verb", "Open"),
        ("verb", "Shut"),
        ("where", "Long enough"),
        (None, "{a} and {b}"),
        (None, "inner"),
        (None, ("{number} file", "{number} files")),
        ("deep", "Word"),
        (None, "in an f-string"),
        (None, ("{number} page", "{number} pages")),
    }


def test_what_cannot_be_read_is_told_apart() -> None:
    unread = [call.function for call in collect_messages.calls(ast.parse(_SOURCE)) if call.words is None]
    assert sorted(unread) == ["tr", "tr", "tr", "tr_c", "tr_lazy", "tr_lazy"]


def test_the_catalogue_is_the_same_for_the_same_messages(tmp_path: Path) -> None:
    first = _package(tmp_path, a='x = tr_lazy("Zebra")\ny = tr_lazy("Ape")', b='z = tr_lazy("Zebra")')
    text = collect_messages.template(collect_messages.collect(first))
    (tmp_path / "moved").mkdir()
    moved = '"""One line."""\n\ny = tr_lazy("Ape")\nx = tr_lazy("Zebra")'
    again = _package(tmp_path / "moved", b='\n\n\nz = tr_lazy("Zebra")', a=moved)
    assert collect_messages.template(collect_messages.collect(again)) == text
    assert _messages(text) == [
        '#: room/a.py\nmsgid "Ape"\nmsgstr ""',
        '#: room/a.py room/b.py\nmsgid "Zebra"\nmsgstr ""',
    ]
    assert "20" not in text, "no date"


def test_a_text_of_several_paragraphs_is_kept_whole(tmp_path: Path) -> None:
    package = _package(tmp_path, a=r'x = tr_lazy("First.\n\nSecond “quoted”.")')
    text = collect_messages.template(collect_messages.collect(package))
    found = [message.id for message in read_po(io.BytesIO(text.encode("utf-8"))) if message.id]
    assert found == ["First.\n\nSecond “quoted”."]


def test_one_message_has_one_plural(tmp_path: Path) -> None:
    one = "def f(n): return tr_n('{number} entry', '{number} entries', n)"
    package = _package(tmp_path, a=one, b=one, c=one.replace("entries", "items"))
    with pytest.raises(collect_messages.MessageFault, match=r"room/c\.py:1.*another plural"):
        collect_messages.collect(package)
    (package / "c.py").write_text("x = tr_lazy('{number} entry')", encoding="utf-8")
    (message,) = [message for message in collect_messages.collect(package) if message.id]
    assert message.id == ("{number} entry", "{number} entries")


_PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Saved in {folder}."
msgstr "In {folder} gespeichert."

msgid "{number} file"
msgid_plural "{number} files"
msgstr[0] "Eine Datei"
msgstr[1] "{number} Dateien"

msgid "Not yet"
msgstr ""
"""


def _translation(folder: Path, text: str) -> Path:
    path = folder / "de" / "LC_MESSAGES" / "ism_desktop.po"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_translation_is_compiled(tmp_path: Path) -> None:
    path = _translation(tmp_path, _PO)
    assert collect_messages.compile_all(tmp_path) == [path.with_suffix(".mo")]
    found = gettext.translation("ism_desktop", str(tmp_path), ["de"])
    assert found.gettext("Saved in {folder}.") == "In {folder} gespeichert."
    assert found.ngettext("{number} file", "{number} files", 2) == "{number} Dateien"
    assert found.gettext("Not yet") == "Not yet"


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        (("In {folder}", "In {ordner}"), "names ordner"),
        (("In {folder}", "In {folder"), "expected '}'"),
        (("In {folder}", "In {}"), "names"),
        (('"{number} Dateien"', '""'), "has not all its forms"),
        (('msgstr[1] "{number} Dateien"\n', ""), "has not all its forms"),
    ],
)
def test_a_translation_that_would_not_be_shown_is_refused(tmp_path: Path, slip: tuple[str, str], words: str) -> None:
    assert slip[0] in _PO
    path = _translation(tmp_path, _PO.replace(*slip))
    with pytest.raises(collect_messages.MessageFault, match=r"de/LC_MESSAGES/ism_desktop\.po") as refused:
        collect_messages.compile_all(tmp_path)
    assert words in str(refused.value)
    assert not path.with_suffix(".mo").exists()


def test_english_rewords_only_what_the_program_says(tmp_path: Path) -> None:
    _translation(tmp_path, _PO.replace("In {folder} gespeichert.", "Kept in {folder}."))
    (tmp_path / "de").rename(tmp_path / "en")
    source = "a = tr_lazy('Saved in {folder}.'); b = tr_lazy('Not yet'); c = tr_n('{number} file', '{number} files', 2)"
    known = collect_messages.collect(_package(tmp_path, one=source))
    assert collect_messages.compile_all(tmp_path, known)
    assert (
        gettext.translation("ism_desktop", str(tmp_path), ["en"]).gettext("Saved in {folder}.") == "Kept in {folder}."
    )
    (tmp_path / "two").mkdir()
    known = collect_messages.collect(_package(tmp_path / "two", one=source.replace("Saved in", "Stored in")))
    with pytest.raises(collect_messages.MessageFault, match=r"“Saved in {folder}.” is no message"):
        collect_messages.compile_all(tmp_path, known)


def test_a_compiled_catalogue_is_the_same_for_the_same_messages(tmp_path: Path) -> None:
    path = _translation(tmp_path, _PO).with_suffix(".mo")
    collect_messages.compile_all(tmp_path)
    first = path.read_bytes()
    collect_messages.compile_all(tmp_path)
    assert path.read_bytes() == first
    assert b"1970-01-01" in first, "no date of its own"


def test_the_command_writes_the_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(collect_messages, "ROOT", tmp_path)
    monkeypatch.setattr(collect_messages, "TEMPLATE", tmp_path / "locale" / "ism_desktop.pot")
    monkeypatch.setattr(collect_messages.collect, "__defaults__", (_package(tmp_path, one=_SOURCE),))
    assert collect_messages.main([]) == 0
    assert (tmp_path / "locale" / "ism_desktop.pot").exists()
    assert "messages" in capsys.readouterr().out
