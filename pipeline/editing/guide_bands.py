"""The bands above and below the picture of a guide, frame by frame: names and running timecode.

They stand beside the picture and not on it, so that nothing of it is covered. Words are drawn once
for each shot, and the figures of a timecode are laid together from drawn ones: a frame costs a few
copies of small arrays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pipeline.documents.turnover import Leader
from pipeline.editing.guide_shots import Said
from pipeline.fonts import Font
from pipeline.render.lettering import Hand, fitted

Grey = NDArray[np.uint8]

BAND: Final = 44
"""Pixels of each of the two bands."""
EDGE: Final = 14
BACK: Final = 0
INK: Final = 255
SOFT: Final = 176
FIGURES: Final = "0123456789:;"
BIG: Final = Hand(font=Font.SCRIPT_BOLD, px=32)
SMALL: Final = Hand(font=Font.SCRIPT_BOLD, px=24)
WORDS: Final = (22, 12)
"""Sizes of the names, the largest first."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The figures of a timecode as pictures of one width."""

    hand: Hand

    @cached_property
    def width(self) -> int:
        """Pixels of one figure."""
        return max(int(self.hand.width(one) + 0.999) for one in FIGURES)

    @cached_property
    def drawn(self) -> dict[str, Grey]:
        """Each figure as a picture as high as a band."""
        return {one: self._draw(one) for one in FIGURES}

    def _draw(self, figure: str) -> Grey:
        page = Image.new("RGB", (self.width, BAND))
        at = (self.width / 2, BAND / 2 + self.hand.px * 0.32)
        draw = ImageDraw.Draw(page)
        self.hand.write(draw, at, figure, colour=(INK, INK, INK), align="middle")
        return np.asarray(page.convert("L"))

    def put(self, band: Grey, text: str, left: int) -> None:
        """Lay a timecode into a band."""
        for number, figure in enumerate(text):
            begin = left + number * self.width
            band[:, begin : begin + self.width] = self.drawn[figure]


@dataclass(frozen=True, kw_only=True)
class Bands:
    """The two bands of a guide of a width, with the words that never change."""

    width: int
    film: str
    group: str
    version: str
    leader: Leader
    big: Figures = field(default_factory=lambda: Figures(hand=BIG))
    small: Figures = field(default_factory=lambda: Figures(hand=SMALL))

    def frames(self, said: Iterable[Said]) -> Iterator[bytes]:
        """Yield both bands, one under the other, for each frame of leader, film and tail."""
        top = self._top()
        below: dict[str, Grey] = {}
        each = iter(said)
        for frame in range(self.leader.total):
            is_film = self.leader.first <= frame < self.leader.end
            now = next(each, Said()) if is_film else Said()
            if now.name not in below:
                below = {now.name: self._below(now.name)}
            band = below[now.name].copy()
            self.big.put(band, self.leader.timecode(frame), EDGE)
            if now.timecode:
                left = self.width - EDGE - len(now.timecode) * self.small.width
                self.small.put(band, now.timecode, left)
            yield top.tobytes() + band.tobytes()

    def _top(self) -> Grey:
        """Draw the film's name, the group's, and the version: each by itself, as one may be in
        Arabic and the next in Latin letters.
        """
        space = self.width - 4 * EDGE
        page, draw = self._page()
        version = fitted(self.version, Font.TEXT, WORDS, space * 0.3)
        group = fitted(self.group, Font.TEXT, WORDS, space * 0.25)
        rest = space - version.width(self.version) - min(space * 0.25, group.width(self.group))
        film = fitted(self.film, Font.TEXT_BOLD, WORDS, rest)
        name = cut_short(self.film, film, rest)
        self._write(draw, self.version, self.width - EDGE, version, "right")
        self._write(draw, name, EDGE, film, "left")
        beside = 2 * EDGE + film.width(name)
        self._write(draw, cut_short(self.group, group, space * 0.25), beside, group, "left")
        return np.asarray(page.convert("L"))

    def _below(self, name: str) -> Grey:
        page, draw = self._page()
        timecode = len(self.leader.timecode(0)) * self.big.width
        source = 11 * self.small.width
        left, right = 2 * EDGE + timecode, self.width - 2 * EDGE - source
        hand = fitted(name, Font.TEXT_BOLD, WORDS, right - left)
        self._write(draw, cut_short(name, hand, right - left), right, hand, "right")
        return np.asarray(page.convert("L"))

    def _page(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        page = Image.new("RGB", (self.width, BAND), (BACK, BACK, BACK))
        return page, ImageDraw.Draw(page)

    @staticmethod
    def _write(draw: ImageDraw.ImageDraw, text: str, x: float, hand: Hand, align: str) -> None:
        at = (x, BAND / 2 + hand.px * 0.35)
        colour = (INK, INK, INK)
        hand.write(draw, at, text, colour=colour, align="right" if align == "right" else "left")


def cut_short(name: str, hand: Hand, width: float) -> str:
    """Return as much of a name as has room, in pixels."""
    while len(name) > 1 and hand.width(name) > width:
        name = name[:-2].rstrip("…") + "…"
    return name
