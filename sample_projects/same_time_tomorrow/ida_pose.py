"""What Ida does at one moment, and the colours of her clothes. Pure.

Her own unit is half the height of her head; 0, 0 is the middle of her head, her soles are at 4.75.
"""

from dataclasses import dataclass
from typing import Final

from sample_projects.drawing.canvas import Colour
from sample_projects.drawing.geometry import Point
from sample_projects.drawing.palette import Palette

SOLES: Final = 4.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """What Ida does at one moment."""

    turn: float = 0.45
    """Where her head points: -1 left, 0 to us, 1 right."""
    tilt: float = 0.0
    """Degrees, clockwise."""
    lean: float = 0.0
    """Degrees of her whole body, clockwise, around her boots."""
    bob: float = 0.0
    """How far she sinks (positive) or stretches, in units."""
    hair: float = 0.0
    """Degrees by which her puffs hang behind."""
    eyes: float = 1.0
    """0: shut; 1: open; above: astonished."""
    happy: float = 0.0
    """1: eyes squeezed by a laugh."""
    look: Point = (0.4, 0.0)
    """Where she looks, -1 to 1 each way."""
    brow: float = 0.0
    """1: raised."""
    doubt: float = 0.0
    """1: one brow up, one down."""
    mouth: float = 0.0
    """0: shut; 1: wide open."""
    round: float = 0.0
    """1: lips as for "oo"."""
    smile: float = 0.4
    """1: a smile; -1: its opposite."""
    left: Point = (-0.98, 2.9)
    """Her hand on the left of the picture, in her units."""
    right: Point = (0.98, 2.9)
    """Her hand on the right of the picture."""
    over: bool = False
    """Hands are in front of her face."""
    stride: float | None = None
    """Phase of a walk in turns; None when standing."""
    sitting: bool = False
    """Her legs are out of sight, below the edge."""
    scarf: bool = True
    """She wears it."""
    wind: float = 0.0
    """Swing of the scarf's end, -1 to 1."""
    back: bool = False
    """Seen from behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wardrobe:
    """Ida's colours in one light."""

    skin: Colour
    skin_shade: Colour
    blush: Colour
    hair: Colour
    hair_light: Colour
    coat: Colour
    coat_shade: Colour
    scarf: Colour
    scarf_shade: Colour
    trousers: Colour
    boots: Colour
    boots_shade: Colour
    white: Colour
    ink: Colour
    mouth: Colour
    tongue: Colour
    rim: Colour
    light_from: int


def dressed_for(palette: Palette) -> Wardrobe:
    """Return her colours in a light."""
    lit = palette.lit
    return Wardrobe(
        skin=lit((184, 118, 80)),
        skin_shade=lit((150, 88, 66)),
        blush=lit((214, 104, 84)),
        hair=lit((52, 36, 46)),
        hair_light=lit((88, 62, 68)),
        coat=lit((242, 180, 58)),
        coat_shade=lit((208, 136, 46)),
        scarf=lit((214, 54, 52)),
        scarf_shade=lit((160, 34, 48)),
        trousers=lit((70, 82, 116)),
        boots=lit((84, 128, 106)),
        boots_shade=lit((54, 88, 82)),
        white=lit((252, 247, 236)),
        ink=lit((42, 26, 32)),
        mouth=lit((104, 36, 44)),
        tongue=lit((214, 106, 98)),
        rim=palette.rim,
        light_from=palette.light_from,
    )
