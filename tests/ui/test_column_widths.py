"""How the columns of a list share its width: nothing is cut while there is room, and words before dates."""

from hypothesis import given
from hypothesis import strategies as st

from ism_desktop.ui.record_kit.column_widths import Wish, shared

LEAST = 96


def test_a_long_moment_is_whole_while_another_column_has_room() -> None:
    moment, insect, place, what = Wish(370, 60, is_whole=True), Wish(100, 60), Wish(110, 170), Wish(280, 120)
    assert shared([moment, insect, place, what], 966, least=LEAST)[0] >= 370
    narrow = shared([moment, insect, Wish(900, 60)], 700, least=LEAST)
    assert narrow[0] >= 370, "words are cut first"
    assert narrow[1] >= LEAST
    assert shared([Wish(400, 60), Wish(100, 60)], 520, least=LEAST) == [410, 110], "words, too"
    assert shared([Wish(400, 60), Wish(120, 60), Wish(300, 60)], 520, least=LEAST) == [200, 120, 200], (
        "the longest first"
    )


@given(
    st.lists(st.builds(Wish, st.integers(0, 900), st.integers(0, 300), is_whole=st.booleans()), min_size=1, max_size=7),
    st.integers(200, 2000),
)
def test_the_width_is_shared_out_whole(wishes: list[Wish], room: int) -> None:
    widths = shared(wishes, room, least=LEAST)
    assert sum(widths) == room or room < LEAST * len(wishes)
    if room >= LEAST * len(wishes):
        assert all(width >= LEAST for width in widths)
    if room >= sum(max(LEAST, wish.cells, wish.head) for wish in wishes):
        assert all(width >= max(wish.cells, wish.head) for wish, width in zip(wishes, widths, strict=True))
