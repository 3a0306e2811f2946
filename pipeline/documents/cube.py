"""A look-up table as colour programs write it (.cube): checked, and written anew. Pure.

Nothing of the text that came goes on: only its numbers do. The format is described in "Cube LUT
Specification 1.0" (Adobe, 2013).
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.errors import CannotRead

MOST_BYTES: Final = 10_000_000
LEAST_SIZE: Final = 2
MOST_SIZES: Final = {1: 4096, 3: 65}
"""By the dimensions: so many steps, of a cube along each of its edges."""
LONGEST_LINE: Final = 250
_NUMBER: Final = re.compile(r"[+-]?(\d{1,20}\.?\d{0,20}|\.\d{1,20})([eE][+-]?\d{1,2})?", re.ASCII)
_SIZES: Final = {"LUT_1D_SIZE": 1, "LUT_3D_SIZE": 3}
_RANGES: Final = {
    "DOMAIN_MIN": (0.0, 0.0, 0.0),
    "DOMAIN_MAX": (1.0, 1.0, 1.0),
    "LUT_1D_INPUT_RANGE": (0.0, 1.0),
    "LUT_3D_INPUT_RANGE": (0.0, 1.0),
}
"""What may be said of the range of what goes in: it must be that of a picture, 0 to 1."""
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cube:
    """The table: of a cube the red goes fastest, then the green."""

    dimensions: int  # 1 or 3
    size: int
    colours: tuple[Colour, ...]  # red, green, blue, each from 0 to 1

    @property
    def text(self) -> str:
        """The table as a .cube file with nothing else in it."""
        lines = (f"{red:.6f} {green:.6f} {blue:.6f}" for red, green, blue in self.colours)
        return "\n".join((f"LUT_{self.dimensions}D_SIZE {self.size}", *lines, ""))

    @property
    def digest(self) -> str:
        """SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def read_cube(content: bytes, name: str) -> Cube:
    """Return the table of a .cube file. Raise CannotRead for anything else.

    `name` is how people call the file.
    """
    if len(content) > MOST_BYTES:
        raise CannotRead("“%(name)s” is larger than 10 MB. Save it with fewer steps.", name=name)
    sizes: dict[int, int] = {}
    colours: list[Colour] = []
    for number, words in _lines(content, name):
        if words[0] in _SIZES and not sizes and len(words) == 2:
            dimensions = _SIZES[words[0]]
            sizes[dimensions] = _size(words[1], dimensions, name)
            most = _count(sizes)
        elif words[0] in _RANGES:
            _must_be_usual(words, name)
        elif sizes and len(words) == 3 and len(colours) < most:
            colours.append(_colour(words, number, name))
        else:
            raise _unreadable(number, name)
    if not sizes or len(colours) != _count(sizes):
        raise CannotRead(
            "“%(name)s” does not have as many colours as it says. Export it again as a .cube file.",
            name=name,
        )
    [(dimensions, size)] = sizes.items()
    return Cube(dimensions=dimensions, size=size, colours=tuple(colours))


def _lines(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the words of each line that says something, with its number."""
    text = content.decode("utf-8-sig", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            raise _unreadable(number, name)
        words = line.split()
        if words and not words[0].startswith("#") and words[0] != "TITLE":
            yield number, words


def _count(sizes: dict[int, int]) -> int:
    return sum(size**dimensions for dimensions, size in sizes.items())


def _size(word: str, dimensions: int, name: str) -> int:
    size = int(word) if re.fullmatch(r"\d{1,5}", word, re.ASCII) else 0
    if not LEAST_SIZE <= size <= MOST_SIZES[dimensions]:
        raise CannotRead(
            "“%(name)s” has %(size)s steps. Save it with %(most)s at most.",
            name=name,
            size=word[:12],
            most=MOST_SIZES[dimensions],
        )
    return size


def _must_be_usual(words: list[str], name: str) -> None:
    figures = [float(word) for word in words[1:] if _NUMBER.fullmatch(word)]
    if tuple(figures) != _RANGES[words[0]] or len(figures) != len(words) - 1:
        raise CannotRead(
            "“%(name)s” is made for another kind of picture. Export a look for Rec. 709, "
            "from 0 to 1.",
            name=name,
        )


def _colour(words: list[str], number: int, name: str) -> Colour:
    if not all(map(_NUMBER.fullmatch, words)):
        raise _unreadable(number, name)
    red, green, blue = (min(1.0, max(0.0, float(word))) for word in words)
    return red, green, blue


def _unreadable(number: int, name: str) -> CannotRead:
    return CannotRead(
        "Line %(line)s of “%(name)s” is not one of a .cube file. Export it again from your colour "
        "program.",
        line=number,
        name=name,
    )
