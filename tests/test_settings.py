"""The settings: kept at once, ignored when damaged, and never more than the table allows."""

import json
from pathlib import Path

import pytest

from ism_desktop import language, settings
from ism_desktop.language import tr_lazy
from ism_desktop.settings import SETTINGS, Setting, Settings, config_folder


def test_defaults_fit_their_own_table() -> None:
    assert all(setting.accepts(setting.default) for setting in SETTINGS)
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


def test_a_change_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings = Settings(path)
    settings["text_size"] = 150
    assert Settings(path)["text_size"] == 150
    assert Settings(path)["appearance"] == "system"
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    ("name", "value"), [("text_size", 300), ("text_size", True), ("appearance", "pink"), ("remember_vault", 1)]
)
def test_what_the_table_does_not_allow_is_refused(tmp_path: Path, name: str, value: object) -> None:
    path = tmp_path / "settings.json"
    with pytest.raises(ValueError, match=name):
        Settings(path)[name] = value
    path.write_text(json.dumps({name: value, "unknown": 1}), encoding="utf-8")
    assert Settings(path)[name] != value or value is True


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00", '"text"'])
def test_a_damaged_file_costs_a_preference_and_nothing_else(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    assert Settings(path)["text_size"] == 100


def test_a_folder_that_cannot_be_written_does_not_stop_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = Settings(tmp_path / "file" / "settings.json")
    settings["text_size"] = 120
    assert settings["text_size"] == 120


def test_the_folder_is_the_platforms_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_folder() == tmp_path / "ism-desktop"


def test_what_is_shown_is_in_the_language_in_use() -> None:
    shown = {setting.name: setting for setting in SETTINGS}
    try:
        language.use("en-XA")
        said = [(setting.label, setting.help, dict(setting.choices)) for setting in SETTINGS if setting.label]
    finally:
        language.use("en")
    assert dict(shown["appearance"].choices)["system"] == "Follow the system"
    assert all(label.startswith("⟦") for label, _, _ in said)
    assert all(words[:1] in {"⟦", ""} for _, words, _ in said)
    assert {word for _, _, choices in said for word in choices.values() if not word.startswith("⟦")} == {"A4"}


def test_the_language_is_a_setting_where_there_is_a_choice() -> None:
    several = settings._language_setting(("en", "de", "pt-BR"))
    assert several.label == "Language"
    assert several.choices == (
        ("system", "Follow the system"),
        ("en", "English"),
        ("de", "Deutsch"),
        ("pt-BR", "português"),
    )
    assert several.accepts("de")
    assert not several.accepts("en-XA")
    assert several.help
    alone = settings._language_setting(("en",))
    assert (alone.label, alone.accepts("system"), alone.accepts("de")) == ("", True, False)


def test_a_translation_that_is_gone_costs_the_choice(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"language": "de", "text_size": 120}), encoding="utf-8")
    kept = Settings(tmp_path / "settings.json")
    assert (kept["language"], kept["text_size"]) == ("system", 120)


def test_words_may_be_plain_or_declared() -> None:
    setting = Setting("a", str, "b", "Plain", tr_lazy("Declared"), (("b", "B"), ("c", tr_lazy("C"))))
    assert (setting.label, setting.help, setting.choices) == ("Plain", "Declared", (("b", "B"), ("c", "C")))
