"""A drawing is bounded and written anew before anybody sees it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.drawing import (
    COLOURS,
    MOST_BYTES,
    MOST_POINTS,
    MOST_STROKES,
    THICKEST,
    THINNEST,
    Drawing,
    Stroke,
    drawing_text,
    path_of,
    read_drawing,
)
from pipeline.errors import CannotRead

SHARE = st.floats(0, 1).map(lambda value: round(value, 4))
STROKES = st.builds(
    Stroke,
    colour=st.integers(0, len(COLOURS) - 1),
    width=st.floats(THINNEST, THICKEST).map(lambda value: round(value, 4)),
    points=st.lists(st.tuples(SHARE, SHARE), min_size=1, max_size=20).map(tuple),
)


def stroke(**other: object) -> dict[str, object]:
    """A stroke as a browser sends it."""
    return {"colour": 1, "width": 0.006, "points": [[0.1, 0.2], [0.3, 0.4]], **other}


@given(st.lists(STROKES, max_size=5).map(tuple))
def test_what_is_kept_is_read_as_it_was(strokes: tuple[Stroke, ...]) -> None:
    drawing = Drawing(strokes=strokes)
    assert read_drawing(drawing_text(drawing)) == drawing


def test_nothing_drawn_is_an_empty_text() -> None:
    assert read_drawing("  ") == Drawing()
    assert drawing_text(Drawing()) == ""


def test_what_else_a_browser_sends_is_not_kept() -> None:
    kept = drawing_text(read_drawing(json.dumps([stroke(onload="alert(1)")])))
    assert json.loads(kept) == [stroke()]


@pytest.mark.parametrize(
    "wrong",
    [
        "{",
        "{}",
        "[1]",
        "[" * 100_000,
        json.dumps([stroke(colour=len(COLOURS))]),
        json.dumps([stroke(colour=-1)]),
        json.dumps([stroke(colour=True)]),
        json.dumps([stroke(points=[])]),
        json.dumps([stroke(points="abc")]),
        json.dumps([stroke(points=[[0.1]])]),
        json.dumps([stroke(points=[7])]),
        json.dumps([stroke(points=[[0.1, 1.1]])]),
        json.dumps([stroke(points=[[0.1, "0.2"]])]),
        json.dumps([stroke(points=[[0.1, float("nan")]])]),
        json.dumps([stroke(points=[[0.1, float("inf")]])]),
        json.dumps([stroke(width=0)]),
        json.dumps([stroke(width=1)]),
    ],
)
def test_a_drawing_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(CannotRead, match="Draw it once more"):
        read_drawing(wrong)


@pytest.mark.parametrize(
    "much",
    [
        " " * MOST_BYTES + "[]",
        json.dumps([stroke()] * (MOST_STROKES + 1)),
        json.dumps([stroke(points=[[0, 0]] * (MOST_POINTS // 2 + 1))] * 2),
    ],
)
def test_too_many_lines_are_too_many(much: str) -> None:
    with pytest.raises(CannotRead, match="too many lines"):
        read_drawing(much)


def test_a_stroke_is_a_path_and_a_tap_is_a_dot() -> None:
    line = Stroke(colour=0, width=0.01, points=((0, 0), (0.5, 1)))
    assert path_of(line, 320, 180) == "M0.0 0.0L160.0 180.0"
    dot = Stroke(colour=0, width=0.01, points=((0.5, 0.5),))
    assert path_of(dot, 320, 180) == "M160.0 90.0L160.0 90.0"
