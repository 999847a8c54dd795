"""What the window says of one record of a kind: whole phrases of the kind's own, none put together from pieces."""

from dataclasses import replace
from typing import Any, cast

import pytest

from ism_desktop import language
from ism_desktop.language import LazyText
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import KINDS
from ism_desktop.shipped import RESOURCES

_OF_MANY = [kind for kind in KINDS if not kind.single]


def _declared(kind: Kind, phrase: str) -> object:
    return vars(kind)[f"_{phrase}"]


@pytest.mark.parametrize("kind", _OF_MANY, ids=[kind.name for kind in _OF_MANY])
def test_every_kind_has_its_phrases(kind: Kind) -> None:
    catalogue = (RESOURCES / "locale" / "ism_desktop.pot").read_text("utf-8").splitlines()
    for phrase in ("add", "new"):
        declared = _declared(kind, phrase)
        assert isinstance(declared, LazyText)
        assert f'msgid "{declared.message}"' in catalogue
        assert "{" not in declared.message, "a whole phrase has no gap"
    assert kind.counted is not None
    assert f'msgid "{kind.counted.one}"' in catalogue
    assert f'msgid_plural "{kind.counted.several}"' in catalogue
    assert kind.count_words(1) != kind.count_words(2)


@pytest.mark.parametrize("phrase", ["add", "new", "counted"])
def test_a_kind_without_a_phrase_is_refused(phrase: str) -> None:
    kind = _OF_MANY[0]
    with pytest.raises(ValueError, match=kind.name):
        replace(kind, **cast("dict[str, Any]", {phrase: None if phrase == "counted" else ""}))


def test_two_kinds_never_say_the_same() -> None:
    for phrase in ("add", "new"):
        said = [getattr(kind, phrase) for kind in _OF_MANY]
        assert len(set(said)) == len(said)


def test_the_phrases_follow_the_language() -> None:
    kind = _OF_MANY[0]
    english = (kind.add, kind.new, kind.count_words(3))
    language.use("en-XA")
    try:
        foreign = (kind.add, kind.new, kind.count_words(3))
    finally:
        language.use("en")
    assert all(before != after and after.startswith("⟦") for before, after in zip(english, foreign, strict=True))
