"""The animals that stand on log-in cards, each as a face of few shapes. Pure.

A child of nine finds an owl faster than a name. A face is drawn in a field of 100 x 100, black on
white: the shapes lie on each other from back to front, dark ones and light ones in turn.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

Point = tuple[float, float]
_STEPS: Final = ((6, 14), (16, 24), (100, 36))
"""Corners of an oval, by its larger half: enough for paper, and few bytes for a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """One filled shape of a face."""

    points: tuple[Point, ...]
    is_light: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Face:
    """How an animal differs from the others."""

    ears: str = ""
    head: tuple[float, float] = (34, 32)
    """Half its width and half its height."""
    mouth: str = "nose"
    marks: str = ""
    has_eyes: bool = True


_FACES: Final = {
    "fox": _Face(ears="pointed", head=(34, 28), marks="cheeks"),
    "owl": _Face(ears="tufts", mouth="beak", marks="rings"),
    "cat": _Face(ears="pointed", head=(34, 29), marks="whiskers"),
    "rabbit": _Face(ears="long", head=(29, 27), marks="teeth"),
    "bear": _Face(ears="round", head=(36, 33), marks="muzzle"),
    "frog": _Face(ears="bulging", head=(38, 26), mouth="wide", marks="pupils", has_eyes=False),
    "elephant": _Face(ears="huge", head=(25, 30), mouth="trunk"),
    "penguin": _Face(head=(31, 36), mouth="beak", marks="mask"),
    "mouse": _Face(ears="large", head=(28, 26), marks="whiskers"),
    "lion": _Face(ears="mane", head=(27, 27), marks="muzzle"),
    "goat": _Face(ears="horns", head=(25, 33), mouth="nose", marks="beard"),
    "panda": _Face(ears="round", head=(36, 32), marks="patches"),
    "duck": _Face(head=(30, 30), mouth="bill"),
    "pig": _Face(ears="folded", head=(35, 31), mouth="snout"),
    "giraffe": _Face(ears="knobs", head=(22, 35), marks="muzzle"),
    "tiger": _Face(ears="round", head=(35, 31), marks="stripes"),
    "dog": _Face(ears="hanging", head=(30, 31), marks="muzzle"),
    "whale": _Face(ears="spout", head=(43, 26), mouth="wide"),
    "hedgehog": _Face(ears="spines", head=(28, 25)),
    "koala": _Face(ears="large", head=(30, 28), mouth="long"),
    "deer": _Face(ears="antlers", head=(23, 31)),
    "seal": _Face(head=(35, 30), marks="whiskers"),
    "parrot": _Face(ears="crest", head=(30, 33), mouth="hook", marks="rings"),
    "monkey": _Face(ears="aside", head=(31, 31), mouth="wide", marks="heart"),
}

ANIMALS: Final = tuple(_FACES)
"""In the order in which they are given out."""


def next_animal(taken: Sequence[str]) -> str:
    """Return the animal that the fewest have, the first of those."""
    return min(ANIMALS, key=taken.count)


def face_of(animal: str) -> tuple[Patch, ...]:
    """Return the shapes of a face from back to front; none for an animal without a picture."""
    face = _FACES.get(animal)
    return tuple(_face(face)) if face else ()


def _face(face: _Face) -> Iterator[Patch]:
    on_light = face.marks in _MOUTH_ON_LIGHT
    yield from _all(_EARS[face.ears])
    yield from _all(_INNER.get(face.ears, ()), is_light=True)
    yield Patch(points=_oval(50, 56, *face.head))
    yield from _all(_LIGHT_MARKS.get(face.marks, ()), is_light=True)
    yield from _all(_DARK_MARKS.get(face.marks, ()))
    if face.has_eyes:
        yield from _eyes(is_light=face.marks not in _EYES_ON_LIGHT)
    yield from _all(_MOUTHS[face.mouth], is_light=not on_light)
    yield from _all(_HOLES.get(face.mouth, ()), is_light=on_light)


def _all(shapes: Sequence[tuple[Point, ...]], *, is_light: bool = False) -> Iterator[Patch]:
    for points in shapes:
        yield from _both(points, is_light=is_light)


def _eyes(*, is_light: bool) -> Iterator[Patch]:
    yield from _both(_oval(37, 49, 4.6, 5.6), is_light=is_light)
    if is_light:
        yield from _both(_oval(38, 49, 2.1, 2.8))


def _both(points: tuple[Point, ...], *, is_light: bool = False) -> Iterator[Patch]:
    """A shape of the left half with its mirror image; one that reaches over the middle is alone."""
    yield Patch(points=points, is_light=is_light)
    if all(x <= 50 for x, _y in points):
        yield Patch(points=tuple((100 - x, y) for x, y in points), is_light=is_light)


def _oval(x: float, y: float, wide: float, high: float) -> tuple[Point, ...]:
    steps = next(count for most, count in _STEPS if max(wide, high) <= most)
    turns = (2 * pi * step / steps for step in range(steps))
    return tuple((round(x + wide * cos(one), 1), round(y + high * sin(one), 1)) for one in turns)


def _rays(count: int, inner: float, outer: float) -> tuple[Point, ...]:
    """A star around the head."""
    return tuple(
        (
            round(50 + reach * cos(pi * step / count), 1),
            round(55 + reach * sin(pi * step / count), 1),
        )
        for step in range(2 * count)
        for reach in ((outer if step % 2 else inner),)
    )


_EARS: Final[dict[str, tuple[tuple[Point, ...], ...]]] = {
    "": (),
    "pointed": (((17, 50), (15, 10), (46, 32)),),
    "tufts": (((19, 46), (12, 14), (42, 28)),),
    "long": (_oval(36, 24, 8.5, 23),),
    "round": (_oval(22, 30, 12, 12),),
    "large": (_oval(22, 33, 18, 18),),
    "huge": (_oval(24, 50, 23, 29),),
    "bulging": (_oval(30, 33, 12, 12),),
    "mane": (_rays(15, 38, 46),),
    "horns": (((40, 30), (24, 6), (16, 14), (30, 36)), ((28, 44), (6, 40), (12, 52), (28, 54))),
    "folded": (((18, 50), (12, 22), (38, 26), (40, 34)),),
    "knobs": (
        ((41, 28), (38, 8), (43, 8), (46, 28)),
        _oval(40, 8, 5, 5),
        ((30, 40), (8, 32), (14, 46), (29, 50)),
    ),
    "hanging": (_oval(20, 55, 10, 26),),
    "spout": (((49, 32), (46, 14), (34, 8), (44, 8), (50, 14)),),
    "spines": (_rays(19, 35, 45),),
    "antlers": (
        ((41, 30), (30, 4), (34, 3), (46, 28)),
        ((36, 17), (18, 8), (17, 12), (38, 23)),
        ((30, 42), (9, 36), (16, 48), (29, 50)),
    ),
    "crest": (((44, 26), (38, 4), (50, 16), (50, 26)),),
    "aside": (_oval(17, 54, 12, 13),),
}
_INNER: Final[dict[str, tuple[tuple[Point, ...], ...]]] = {
    "pointed": (((22, 40), (20, 20), (35, 31)),),
    "long": (_oval(36, 24, 3.6, 16),),
    "large": (_oval(22, 33, 9.5, 9.5),),
    "huge": (_oval(22, 50, 14, 19),),
    "bulging": (_oval(30, 32, 6.5, 6.5),),
    "mane": (_oval(50, 55, 31, 31),),
    "spines": (_oval(50, 57, 30.5, 27.5),),
    "aside": (_oval(17, 54, 6, 7),),
}
_RING: Final = _oval(36, 48, 12.5, 13)
_LIGHT_MARKS: Final[dict[str, tuple[tuple[Point, ...], ...]]] = {
    "cheeks": (((17, 58), (33, 57), (49, 82), (38, 81), (26, 74)),),
    "rings": (_RING,),
    "muzzle": (_oval(50, 71, 17, 13),),
    "mask": (_oval(37.5, 55, 12.4, 19), _oval(50, 70, 18, 16)),
    "patches": (_oval(50, 57, 32, 28),),
    "teeth": (((45, 74), (49.6, 74), (49.6, 82), (45, 82)),),
    "whiskers": (
        ((36, 66), (8, 60), (8, 62.5), (36, 68)),
        ((36, 71), (9, 75), (9, 77.5), (36, 73)),
    ),
    "beard": (((44, 82), (56, 82), (50, 86)),),
    "stripes": (
        ((48, 26), (49.8, 26), (49.8, 40)),
        ((38, 28), (42, 27), (43, 38)),
        ((16, 52), (16, 56), (28, 56)),
        ((17, 63), (19, 67), (29, 64)),
    ),
    "heart": (_oval(38, 50, 12, 12), _oval(50, 69, 20, 14)),
}
_DARK_MARKS: Final[dict[str, tuple[tuple[Point, ...], ...]]] = {
    "pupils": (_oval(31, 32, 3, 3.6),),
    "patches": (_oval(37, 50, 8.5, 10),),
    "beard": (((42, 84), (58, 84), (50, 99)),),
}
_EYES_ON_LIGHT: Final = frozenset({"rings", "mask", "heart"})
_MOUTH_ON_LIGHT: Final = frozenset({"muzzle", "cheeks", "mask", "patches", "heart"})
_MOUTHS: Final[dict[str, tuple[tuple[Point, ...], ...]]] = {
    "nose": (((43, 64), (57, 64), (50, 72)),),
    "beak": (((43, 58), (57, 58), (50, 74)),),
    "wide": (((32, 68), (68, 68), (60, 75), (50, 77), (40, 75)),),
    "trunk": (((45, 60), (55, 60), (54, 96), (46, 96)),),
    "bill": (_oval(50, 70, 22, 8.5),),
    "snout": (_oval(50, 68, 14, 10.5),),
    "long": (_oval(50, 62, 6.5, 11),),
    "hook": (((40, 56), (60, 56), (60, 66), (50, 86), (42, 70)),),
}
_HOLES: Final[dict[str, tuple[tuple[Point, ...], ...]]] = {
    "trunk": (
        ((45, 72), (55, 72), (55, 73.5), (45, 73.5)),
        ((45, 80), (55, 80), (55, 81.5), (45, 81.5)),
    ),
    "bill": (((30, 69.5), (70, 69.5), (70, 71), (30, 71)),),
    "snout": (_oval(45, 68, 2.6, 4.2),),
}
