"""A small picture of how a shot is framed, as shapes on a field of 16 by 9. Pure.

The same shapes are drawn into the PDF and into the animatic. A person is a head, shoulders and
legs; the size of the shot says how tall the person is and what the frame cuts off.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import cos, pi, radians, sin
from typing import Final

from pipeline.documents.shot_list import Shot

WIDTH: Final = 16.0
HEIGHT: Final = 9.0

Point = tuple[float, float]


class Shade(StrEnum):
    """What a shape is coloured like."""

    GROUND = "ground"
    OTHER = "other"
    MAIN = "main"
    LIGHT = "light"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A filled polygon, or a line of some width."""

    points: tuple[Point, ...]
    shade: Shade
    line_width: float = 0.0
    """0 for a filled polygon, else in units of the field."""


# Size to (height of a standing person, where the head begins), so that the frame cuts where the
# name of the size says: knees, waist, chest, shoulders.
_PEOPLE: Final = {
    "ews": (1.7, 5.1),
    "est": (1.3, 5.6),
    "ws": (4.6, 3.1),
    "fs": (7.4, 0.9),
    "mws": (10.8, 1.0),
    "cow": (13.0, 1.0),
    "ms": (16.5, 1.0),
    "mcu": (24.0, 1.0),
    "cu": (43.0, 0.9),
    "ecu": (80.0, -2.6),
}
_USUAL: Final = (16.5, 1.0)
_WIDE: Final = frozenset({"ews", "est", "ws", "fs"})
_FACES: Final = frozenset({"cu", "ecu"})
_ACROSS: Final = frozenset({"pan", "truck", "follow", "whip"})
_UPRIGHT: Final = frozenset({"tilt", "ped"})
_INWARD: Final = frozenset({"dolly", "zoom", "rack"})
_DUTCH_DEGREES: Final = 11


def shapes_of(shot: Shot) -> list[Shape]:
    """Return the shapes of a shot, from back to front; they may reach out of the field."""
    scenery = [*_ground(shot), *_subject(shot)]
    if shot.angle == "dutch":
        scenery = [_turned(shape, _DUTCH_DEGREES) for shape in scenery]
    return [*scenery, *_arrows(shot.move)]


def _ground(shot: Shot) -> Iterator[Shape]:
    level = {"ews": 6.4, "est": 6.6, "ws": 6.8, "fs": 7.4}.get(shot.size)
    if level is None:
        return
    level += {"high": -3.0, "top": -8.0, "low": 0.9, "worm": 1.4}.get(shot.angle, 0.0)
    yield Shape(points=((-9, level), (25, level), (25, 20), (-9, 20)), shade=Shade.GROUND)
    if shot.size in ("ews", "est"):
        for left, width, height in ((0.8, 1.9, 2.4), (2.9, 1.3, 3.6), (11.4, 2.4, 3.0)):
            corners = ((left, level), (left, level - height), (left + width, level - height))
            yield Shape(points=(*corners, (left + width, level)), shade=Shade.GROUND)


def _subject(shot: Shot) -> Iterator[Shape]:
    if shot.size == "ins":
        yield from _key()
        return
    if shot.size == "cut":
        yield from _clock()
        return
    height, top = _PEOPLE.get(shot.size, _USUAL)
    places = _places(shot)
    for number, x in enumerate(places):
        shade = Shade.MAIN if number == len(places) - 1 else Shade.OTHER
        yield from _person(x, top, height, shade)
        if shot.size in _FACES:
            yield from _face(x, top, height)
    if shot.framing == "ots":
        yield from _person(2.4, 2.2, 34.0, Shade.OTHER)
    if shot.framing == "react":
        for reach in (1.1, 2.0):
            arc = tuple(_circle(2.0, 4.2, reach, start=-50, end=50))
            yield Shape(points=arc, shade=Shade.OTHER, line_width=0.28)


def _places(shot: Shot) -> tuple[float, ...]:
    """Return where people stand, the main one last."""
    if shot.framing == "ots":
        return (10.4,)
    if shot.framing == "react":
        return (9.4,)
    several = shot.framing == "group" or (shot.framing == "master" and len(shot.characters) > 2)
    spread = 4.6 if shot.size not in _WIDE else 3.0
    if several:
        return (8 - spread, 8 + spread, 8.0)
    if shot.framing == "two" or (shot.framing == "master" and len(shot.characters) == 2):
        return (8 - spread / 2, 8 + spread / 2)
    return (8.0,)


def _person(x: float, top: float, height: float, shade: Shade) -> Iterator[Shape]:
    unit = height / 100
    head = tuple(_circle(x, top + 7.2 * unit, 7.2 * unit))
    yield Shape(points=head, shade=shade)
    outline = (
        *((2.6, 12), (3.0, 16.5), (10.5, 19), (12.8, 23), (13.2, 47), (9.6, 47), (8.6, 28)),
        *((8.6, 52), (8.8, 97), (9.8, 100), (1.6, 100), (0.9, 57)),
    )
    right = [(x + across * unit, top + down * unit) for across, down in outline]
    left = [(2 * x - across, down) for across, down in reversed(right)]
    yield Shape(points=(*right, *left), shade=shade)


def _face(x: float, top: float, height: float) -> Iterator[Shape]:
    unit = height / 100
    for side in (-2.7, 2.7):
        eye = tuple(_circle(x + side * unit, top + 6.6 * unit, 0.75 * unit))
        yield Shape(points=eye, shade=Shade.LIGHT)
    mouth = ((x - 1.7 * unit, top + 11 * unit), (x + 1.7 * unit, top + 11 * unit))
    yield Shape(points=mouth, shade=Shade.LIGHT, line_width=0.55 * unit)


def _key() -> Iterator[Shape]:
    yield Shape(points=tuple(_circle(5.2, 4.5, 1.7)), shade=Shade.MAIN, line_width=0.75)
    yield Shape(points=((6.9, 4.5), (12.6, 4.5)), shade=Shade.MAIN, line_width=0.75)
    for x, reach in ((10.6, 1.3), (12.3, 1.6)):
        yield Shape(points=((x, 4.5), (x, 4.5 + reach)), shade=Shade.MAIN, line_width=0.75)


def _clock() -> Iterator[Shape]:
    yield Shape(points=tuple(_circle(8, 4.5, 3.2)), shade=Shade.MAIN, line_width=0.55)
    yield Shape(points=((8, 2.6), (8, 4.5), (9.6, 5.4)), shade=Shade.MAIN, line_width=0.45)


def _arrows(move: str) -> Iterator[Shape]:
    if move in _ACROSS:
        yield from _arrow((10.4, 8.1), (14.9, 8.1))
    elif move in _UPRIGHT:
        yield from _arrow((14.9, 6.6), (14.9, 2.2))
    elif move in _INWARD:
        for corner in ((1.0, 1.0), (15.0, 1.0), (1.0, 8.0), (15.0, 8.0)):
            inner = (8 + (corner[0] - 8) * 0.66, 4.5 + (corner[1] - 4.5) * 0.66)
            yield from _arrow(corner, inner)
    elif move == "hand":
        wave = tuple((10.0 + step * 0.25, 8.1 + 0.45 * sin(step * 0.9)) for step in range(20))
        yield Shape(points=wave, shade=Shade.OTHER, line_width=0.3)


def _arrow(start: Point, end: Point) -> Iterator[Shape]:
    across, down = end[0] - start[0], end[1] - start[1]
    length = (across**2 + down**2) ** 0.5
    across, down = across / length, down / length
    base = (end[0] - across * 0.9, end[1] - down * 0.9)
    yield Shape(points=(start, base), shade=Shade.OTHER, line_width=0.3)
    wings = ((base[0] - down * 0.55, base[1] + across * 0.55), end)
    yield Shape(
        points=(*wings, (base[0] + down * 0.55, base[1] - across * 0.55)), shade=Shade.OTHER
    )


def _circle(
    x: float, y: float, radius: float, *, start: float = 0, end: float = 360
) -> Iterator[Point]:
    steps = 72
    for step in range(steps + 1):
        angle = (start + (end - start) * step / steps) * pi / 180
        yield x + radius * cos(angle), y + radius * sin(angle)


def _turned(shape: Shape, degrees: float) -> Shape:
    turn = radians(degrees)
    return Shape(
        points=tuple(_around_middle(shape.points, cos(turn), sin(turn))),
        shade=shape.shade,
        line_width=shape.line_width,
    )


def _around_middle(points: Iterable[Point], cosine: float, sine: float) -> Iterator[Point]:
    for x, y in points:
        across, down = x - WIDTH / 2, y - HEIGHT / 2
        yield (
            WIDTH / 2 + across * cosine - down * sine,
            HEIGHT / 2 + across * sine + down * cosine,
        )
