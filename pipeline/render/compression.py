"""Loud words a little softer (ratio 2, attack 10 ms, release 250 ms, soft knee). Pure.

The threshold is how loud this bus is on the whole, so that what was recorded softly is treated like
what was recorded loudly. There is no make-up gain: the loudness of the film is set afterwards.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from pipeline.render.ducking import Levels, gains_along, speech_level_db, unchanged
from pipeline.render.hops import Hops

RATIO: Final = 2.0
KNEE_DB: Final = 6.0
DEEPEST_DB: Final = -9.0
ATTACK_S: Final = 0.010
RELEASE_S: Final = 0.250


def squeeze_gains(power: Hops) -> Iterator[Levels]:
    """Yield the linear gain of a bus at the end of each hop, from the power of its hops."""
    middle = speech_level_db(power)
    if middle is None:
        return unchanged(power)

    def wanted(decibels: Levels) -> Levels:
        over = decibels - middle
        bent = np.clip(over + KNEE_DB / 2, 0, KNEE_DB) ** 2 / (2 * KNEE_DB)
        beyond = np.where(over > KNEE_DB / 2, over, bent)
        goal: Levels = np.maximum(DEEPEST_DB, -beyond * (1 - 1 / RATIO)).astype(np.float32)
        return goal

    return gains_along(power, wanted, attack_s=ATTACK_S, release_s=RELEASE_S)
