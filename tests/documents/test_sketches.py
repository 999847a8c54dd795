"""Sketches of many documents, packed: what was put in comes out, alone what is alike is found, and another version's bytes are let go."""

from ism_desktop.documents.sketches import MOST, Sketch, Sketches, unpacked

ONE = Sketch(frozenset(range(1000, 1000 + MOST)))
NEAR = Sketch(frozenset(range(1020, 1020 + MOST)))
FAR = Sketch(frozenset(range(9000, 9000 + 5)))
PHOTO = Sketch(picture=2**255 + 3)


def three() -> Sketches:
    made = Sketches()
    for name, sketch in (("one", ONE), ("photo", PHOTO), ("empty", Sketch()), ("far", FAR)):
        made.add(name, sketch)
    return made


def test_what_was_packed_comes_out_again() -> None:
    back = unpacked(three().packed())
    assert list(back.ids) == ["one", "photo", "empty", "far"]
    assert [back.get(name) for name in back.ids] == [ONE, PHOTO, Sketch(), FAR]
    assert back.get("nobody") is None
    assert dict(back.pictures()) == {"photo": PHOTO.picture}
    assert back.packed() == three().packed()


def test_what_shares_nothing_is_passed_over() -> None:
    assert dict(three().sharing(NEAR)) == {}, "of the least ones of the other none is here: less than half is the same"
    assert dict(three().sharing(ONE)) == {"one": ONE}


def test_a_new_sketch_takes_the_place_of_the_former_and_others_are_forgotten() -> None:
    made = three()
    made.add("one", FAR)
    assert made.get("one") == FAR
    made.keep({"photo", "one", "not there"})
    assert set(made.ids) == {"photo", "one"}
    assert dict(unpacked(made.packed()).sharing(FAR)) == {"one": FAR}


def test_bytes_of_another_version_count_as_none() -> None:
    assert not unpacked(None).ids
    assert not unpacked(b'{"version":1,"order":"little","sketches":[]}\n').ids
