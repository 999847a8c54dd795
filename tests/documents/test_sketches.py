"""Sketches of many documents: what was put in comes out, only what is alike is found, and what is damaged begins anew."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

from ism_desktop.documents.sketches import CACHE, MOST, Sketch, Sketches, with_sketches
from ism_desktop.vault import Vault

ONE = Sketch(frozenset(range(1000, 1000 + MOST)))
NEAR = Sketch(frozenset(range(1020, 1020 + MOST)))
FAR = Sketch(frozenset(range(9000, 9000 + 5)))
PHOTO = Sketch(picture=2**255 + 3)
HELD = {"one": ONE, "photo": PHOTO, "empty": Sketch(), "far": FAR}


def asked(vault: Vault, work: Callable[[Sketches], Any]) -> Any:
    return with_sketches(vault, work)


def put_all(kept: Sketches) -> None:
    for name, sketch in HELD.items():
        kept.put(name, "first", sketch)
    kept.seen = 7


def test_what_was_put_in_comes_out_and_only_what_is_alike_is_found(vault: Vault) -> None:
    asked(vault, put_all)
    assert asked(vault, lambda kept: {name: kept.get(name) for name in HELD}) == HELD
    assert asked(vault, lambda kept: (kept.get("nobody"), kept.seen)) == (None, 7)
    assert asked(vault, lambda kept: kept.sharing(NEAR)) == {}, (
        "the least ones are not here: less than half is the same"
    )
    assert asked(vault, lambda kept: kept.sharing(ONE)) == {"one": ONE}
    assert asked(vault, lambda kept: kept.sharing(Sketch(picture=PHOTO.picture ^ 0xFFF))) == {"photo": PHOTO}
    assert asked(vault, lambda kept: kept.sharing(Sketch(picture=2**256 - 1))) == {}
    assert asked(vault, lambda kept: kept.sharing(Sketch())) == {}


def test_another_sketch_takes_the_place_of_the_former_and_what_is_gone_is_forgotten(vault: Vault) -> None:
    asked(vault, put_all)
    asked(vault, lambda kept: kept.put("one", "second", FAR))
    assert asked(vault, lambda kept: kept.sharing(ONE)) == {}
    assert set(asked(vault, lambda kept: kept.sharing(FAR))) == {"one", "far"}
    contents = {"one": "second", "far": "second", "new": "first"}
    assert asked(vault, lambda kept: kept.unknown(contents)) == {"far", "new"}
    asked(vault, lambda kept: kept.keep({"one", "never there"}))
    assert asked(vault, lambda kept: [kept.get(name) for name in HELD]) == [FAR, None, None, None]


def test_of_another_layout_or_damaged_they_begin_anew(vault: Vault) -> None:
    asked(vault, put_all)
    with closing(vault.connect_cache(CACHE)) as connection:
        connection.execute("PRAGMA user_version = 1")
    assert asked(vault, lambda kept: (kept.get("one"), kept.seen)) == (None, -1)
    asked(vault, put_all)
    with closing(vault.connect_cache(CACHE)) as connection:
        connection.execute("DROP TABLE parts")
    assert asked(vault, lambda kept: kept.sharing(ONE)) == {}
