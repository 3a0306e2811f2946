"""The sounds that were not recorded with the picture: places, boots, bell, scarf, stone."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from sample_projects.drawing.film import FRAME_RATE
from sample_projects.sounding import foley
from sample_projects.sounding.waves import Sound, convolved, faded, in_room, levelled, placed, room


def _place(left: Sound, right: Sound, peak_dbfs: float) -> Sound:
    return faded(levelled(np.stack([left, right]), peak_dbfs), 0.6, 0.6)


def day() -> Sound:
    """Return a high meadow at noon: light wind, birds."""
    sides = [foley.wind(19.0, 60 + side) + 1.6 * foley.birdsong(19.0, 70 + side) for side in (0, 1)]
    return _place(sides[0], sides[1], -14.0)


def evening() -> Sound:
    """Return the same meadow when the wind lies down."""
    sides = [
        foley.wind(21.0, 80 + side, low_hz=110, high_hz=420) + 0.5 * foley.birdsong(21.0, 90 + side)
        for side in (0, 1)
    ]
    return _place(sides[0], sides[1], -16.0)


def night() -> Sound:
    """Return wind in the dark, and snow that swallows the rest."""
    sides = [foley.wind(10.5, 100 + side, low_hz=130, high_hz=520) for side in (0, 1)]
    return _place(sides[0], sides[1], -13.0)


def morning() -> Sound:
    """Return all the birds of the valley, and hardly any wind."""
    sides = [
        0.5 * foley.wind(16.0, 120 + side)
        + 2.4 * foley.birdsong(16.0, 130 + side)
        + 1.6 * foley.birdsong(16.0, 140 + side)
        for side in (0, 1)
    ]
    return _place(sides[0], sides[1], -14.0)


def boots_walking() -> Sound:
    """Return Ida's boots in the first shot, in step with the picture."""
    steps = tuple((8 + 8.5 * number) / FRAME_RATE for number in range(8))
    return levelled(foley.footsteps(3.4, (*steps, 2.96), 200), -10.0)


def boots_running() -> Sound:
    """Return boots that run in, and skid."""
    steps = foley.footsteps(1.2, (0.0, 0.16, 0.32, 0.44), 230)
    skid = foley.rustle(0.4, 240)
    return levelled(placed(1.2, (0.0, steps), (0.42, skid * 0.12)), -10.0)


def village_bell() -> Sound:
    """Return two strokes of a bell, a valley away."""
    far = placed(5.0, (0.0, foley.bell(3.0, 523.0)), (1.3, foley.bell(3.4, 523.0) * 0.8))
    wet = convolved(far, room(2.4, 31, dark_hz=1800.0))[: len(far)]
    return faded(levelled(far * 0.35 + wet, -12.0), 0.01, 1.5)


def stone_eyes() -> Sound:
    """Return eyelids of stone."""
    return levelled(foley.rumble(0.7, 150), -12.0)


def stone_fright() -> Sound:
    """Return eyelids of stone in a hurry, and snow from a brow."""
    return levelled(
        placed(1.4, (0.0, foley.rumble(0.45, 151)), (0.2, foley.snowfall(1.0, 152) * 0.25)), -11.0
    )


def knot() -> Sound:
    """Return wool that is tied."""
    return levelled(foley.rustle(2.2, 160), -18.0)


def owl() -> Sound:
    """Return an owl in the woods."""
    return levelled(in_room(foley.owl(), wet=0.8, length_s=1.6, seed=33, dark_hz=1500.0), -16.0)


def gust() -> Sound:
    """Return the gust that unties the scarf."""
    return levelled(np.stack([foley.gust(3.2, 170), foley.gust(3.2, 172)]), -10.0)


def flutter() -> Sound:
    """Return the scarf in flight."""
    return levelled(foley.flutter(2.9, 180), -14.0)


def landing() -> Sound:
    """Return the scarf on the nose."""
    return levelled(foley.cloth(190), -14.0)


EFFECTS: Final[Mapping[str, Callable[[], Sound]]] = {
    "place_day.wav": day,
    "place_evening.wav": evening,
    "place_night.wav": night,
    "place_morning.wav": morning,
    "boots_walking.wav": boots_walking,
    "boots_running.wav": boots_running,
    "village_bell.wav": village_bell,
    "stone_eyes.wav": stone_eyes,
    "stone_fright.wav": stone_fright,
    "knot.wav": knot,
    "owl.wav": owl,
    "gust.wav": gust,
    "flutter.wav": flutter,
    "landing.wav": landing,
}
