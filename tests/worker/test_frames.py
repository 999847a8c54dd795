"""Frames and checks: nothing that a process which a hostile file has taken over may send gets further than a refusal."""

import io
import json
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ism_desktop.worker import checks
from ism_desktop.worker.frames import BrokenPipe, Message, read_frame, write_frame
from ism_desktop.worker.limits import MAX_RENDERED_PIXELS
from tests.rounds import rounds

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@settings(max_examples=rounds(40, 1000), deadline=None)
@given(st.dictionaries(st.text(), values), st.binary(max_size=300))
def test_a_frame_comes_out_as_it_went_in(message: Message, raw: bytes) -> None:
    pipe = io.BytesIO()
    write_frame(pipe, message, raw)
    pipe.seek(0)
    got, content = read_frame(pipe, 1_000_000, 1_000)
    assert got == message
    assert bytes(content) == raw
    assert not pipe.read()


@given(st.binary(max_size=200))
def test_any_bytes_are_a_frame_or_a_broken_pipe(sent: bytes) -> None:
    try:
        message, raw = read_frame(io.BytesIO(sent), 100, 100)
    except BrokenPipe:
        return
    assert isinstance(message, dict)
    assert len(raw) <= 100


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack(">IQ", 101, 0),
        struct.pack(">IQ", 2, 101) + b"{}",
        struct.pack(">IQ", 2, 0) + b"[]",
        struct.pack(">IQ", 9, 0) + b'{"a":NaN}',
        struct.pack(">IQ", 14, 0) + b'{"a":Infinity}',
        struct.pack(">IQ", 2, 5) + b"{}abc",
        b"",
    ],
    ids=["long JSON", "long raw", "no object", "NaN", "infinity", "cut short", "ended"],
)
def test_broken_frames(sent: bytes) -> None:
    with pytest.raises(BrokenPipe):
        read_frame(io.BytesIO(sent), 100, 100)


def test_json_nested_without_end_is_a_broken_pipe() -> None:
    text = b'{"a":' + b"[" * 200_000
    with pytest.raises(BrokenPipe):
        read_frame(io.BytesIO(struct.pack(">IQ", len(text), 0) + text), len(text), 0)


def good_page() -> Message:
    """An answer as an honest process gives it."""
    return {"text": "one", "words": [["one", 1, 2.5, 3, 4, 90]], "source": "ocr"}


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"text": ["one"]},
        {"source": "elsewhere"},
        {"source": []},
        {"words": None},
        {"words": [["one", 1, 2, 3, 4]]},
        {"words": [["one", "1", 2, 3, 4, 5]]},
        {"words": [["one", 1e300, 2, 3, 4, 5]]},
        {"words": [["one", True, 2, 3, 4, 5]]},
        {"words": [["one", 1, 2, 3, 4, 101]]},
        {"words": [["one", 1, 2, 3, 4, 5.5]]},
        {"words": [["x" * 20_000, 1, 2, 3, 4, 5]]},
        {"words": "one"},
    ],
)
def test_a_page_text_that_cannot_be_right_is_not_taken(change: Message) -> None:
    assert checks.page_text(good_page()).words[0].text == "one"
    with pytest.raises(BrokenPipe):
        checks.page_text(good_page() | change)


def test_text_is_cleaned_on_this_side_too() -> None:
    page = checks.page_text({"text": "a\x02b\ud800c\r\nd", "words": [["e\x03", 0, 0, 1, 1, 1]], "source": "layer"})
    assert page.text == "ab�c\nd"
    assert page.words[0].text == "e"


@pytest.mark.parametrize(
    ("answer", "rows"),
    [
        ({"width": 2, "height": 2, "channels": 3}, 11),
        ({"width": 2, "height": 2, "channels": 2}, 8),
        ({"width": 0, "height": 2, "channels": 1}, 0),
        ({"width": -2, "height": -2, "channels": 1}, 4),
        ({"width": 10_001, "height": 1, "channels": 1}, 10_001),
        ({"width": 2.0, "height": 2, "channels": 1}, 4),
        ({"width": 9_999, "height": MAX_RENDERED_PIXELS // 9_999 + 1, "channels": 1}, 4),
        ({}, 0),
    ],
)
def test_a_picture_that_cannot_be_right_is_not_taken(answer: Message, rows: int) -> None:
    with pytest.raises(BrokenPipe):
        checks.picture(answer, bytes(rows))


@pytest.mark.parametrize(
    "change",
    [
        {"made": [9]},
        {"made": []},
        {"made": [4, 5]},
        {"made": 4},
        {"next": 3},
        {"next": 10_000_000},
        {"objects": [[4, 10], [5, 11]]},
        {"objects": [[4, 10], [4, 10]]},
        {"objects": [[4, 30], [5, -10]]},
        {"objects": [[1, 10], [5, 10]]},
        {"objects": [[4], [5, 10]]},
    ],
)
def test_page_objects_that_cannot_be_right_are_not_taken(change: Message) -> None:
    good: dict[str, Any] = {"made": [4], "next": 6, "objects": [[4, 10], [5, 10]]}
    assert checks.page_objects(good, 4, 20, 1) == ([4], [(4, 10), (5, 10)], 6)
    with pytest.raises(BrokenPipe):
        checks.page_objects(good | change, 4, 20, 1)


@given(values)
def test_no_answer_at_all_gets_further_than_a_broken_pipe(value: Any) -> None:
    answer = json.loads(
        json.dumps(dict.fromkeys(("text", "words", "source", "sizes", "title", "pages", "width"), value))
    )
    for check in (
        lambda: checks.page_text(answer),
        lambda: checks.page_sizes(answer, 1),
        lambda: checks.title(answer),
        lambda: checks.loaded(answer),
        lambda: checks.picture(answer, b""),
        lambda: checks.page_objects(answer, 4, 20, 1),
    ):
        try:
            check()
        except BrokenPipe:
            continue
