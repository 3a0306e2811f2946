"""A drawing on a picture of the film: strokes in shares of the picture, for any size. Pure.

What a browser sends is untrusted: it is bounded, rounded and written anew before it is kept.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.documents.json import canonical
from pipeline.errors import CannotRead

Rgb = tuple[int, int, int]

COLOURS: Final[tuple[Rgb, ...]] = (
    *((246, 226, 122), (232, 82, 66), (120, 190, 255)),
    *((255, 255, 255), (26, 24, 20)),
)
"""Marker yellow, red, blue, white and ink: at least one is seen on any picture."""
MOST_BYTES: Final = 200_000
MOST_STROKES: Final = 100
MOST_POINTS: Final = 6000
"""Of all strokes together."""
THINNEST: Final = 0.001
THICKEST: Final = 0.05
_DIGITS: Final = 4
"""A ten-thousandth of the picture is less than half a pixel of a wide screen."""

Point = tuple[float, float]
"""From the left and from the top, both 0 to 1 of the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One line of a finger, a mouse or a pen."""

    colour: int
    """Index in COLOURS."""
    width: float
    """Share of the picture's width."""
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All lines, the lowest first."""

    strokes: tuple[Stroke, ...] = ()


def read_drawing(text: str) -> Drawing:
    """Return what was drawn; nothing for an empty text. Raise CannotRead.

    The text is `[{"colour": 0, "width": 0.006, "points": [[0.1, 0.2], ...]}, ...]`.
    """
    if not text.strip():
        return Drawing()
    if len(text) > MOST_BYTES:
        raise CannotRead("This drawing has too many lines. Draw the one thing that matters.")
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise _unreadable(str(fault)) from fault
    if not isinstance(plain, list):
        raise _unreadable("not a list of strokes")
    drawing = Drawing(strokes=tuple(_stroke(one) for one in plain[: MOST_STROKES + 1]))
    points = sum(len(one.points) for one in drawing.strokes)
    if len(plain) > MOST_STROKES or points > MOST_POINTS:
        raise CannotRead("This drawing has too many lines. Draw the one thing that matters.")
    return drawing


def drawing_text(drawing: Drawing) -> str:
    """Return what read_drawing reads; an empty text for an empty drawing."""
    if not drawing.strokes:
        return ""
    return canonical(
        [
            {"colour": one.colour, "width": one.width, "points": one.points}
            for one in drawing.strokes
        ]
    )


def path_of(stroke: Stroke, width: int, height: int) -> str:
    """Return a stroke as the path of an SVG that is so many units wide and high."""
    corners = [f"{x * width:.1f} {y * height:.1f}" for x, y in stroke.points]
    # A tap is a dot: a line that ends where it begins, with round ends.
    return f"M{corners[0]}" + "".join(f"L{one}" for one in corners[1:] or corners)


def _unreadable(detail: str) -> CannotRead:
    return CannotRead("The drawing did not arrive whole. Draw it once more.", detail=detail)


def _stroke(plain: object) -> Stroke:
    if not isinstance(plain, Mapping):
        raise _unreadable("a stroke that is none")
    colour, points = plain.get("colour"), plain.get("points")
    if type(colour) is not int or not 0 <= colour < len(COLOURS):
        raise _unreadable("a colour that is none")
    if not isinstance(points, list) or not 0 < len(points) <= MOST_POINTS:
        raise _unreadable("a stroke without points")
    return Stroke(
        colour=colour,
        width=_number(plain.get("width"), THINNEST, THICKEST),
        points=tuple(map(_point, points)),
    )


def _point(plain: object) -> Point:
    if not isinstance(plain, list) or len(plain) != 2:
        raise _unreadable("a point that is none")
    return _number(plain[0], 0, 1), _number(plain[1], 0, 1)


def _number(plain: Any, least: float, most: float) -> float:
    if type(plain) not in (int, float) or not least <= plain <= most:
        raise _unreadable("a number that is none, or outside of the picture")
    return round(float(plain), _DIGITS)
