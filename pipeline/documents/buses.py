"""The buses of a mix, and what is set on each: gain, filters, stepping back under voices. Pure."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipeline.errors import CannotRead

LOUDEST_DB: Final = 24.0
SOFTEST_DB: Final = -96.0
_GAIN: Final = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{1,4})?", re.ASCII)


class CueRole(StrEnum):
    """The bus a cue goes to; a mix is finished by the group and replaces the sound of the edit."""

    DIALOGUE = "dialogue"
    EFFECTS = "effects"
    AMBIENCE = "ambience"
    MUSIC = "music"
    MIX = "mix"


BUSES: Final = (CueRole.DIALOGUE, CueRole.EFFECTS, CueRole.AMBIENCE, CueRole.MUSIC)
"""Those that have a row. A finished mix of the group stays as it is."""
DUCKED: Final = (CueRole.AMBIENCE, CueRole.MUSIC)


class Ducking(StrEnum):
    """How far a bus steps back while somebody speaks."""

    OFF = "off"
    SOFT = "soft"
    MEDIUM = "medium"
    STRONG = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One row: what is set on one bus."""

    bus: CueRole
    gain_db: float = 0.0
    high_pass: bool = False
    """Takes out rumble and wind below the voices."""
    compression: bool = False
    """Makes loud words a little softer, so that soft ones can be louder."""
    de_noise: bool = False
    """Takes out hiss and hum."""
    ducking: Ducking = Ducking.OFF
    note: str = ""


UNTOUCHED: Final = tuple(
    Strip(bus=bus, ducking=Ducking.MEDIUM if bus is CueRole.MUSIC else Ducking.OFF) for bus in BUSES
)


def strip_of(strips: Iterable[Strip], bus: CueRole) -> Strip:
    """Return the row of a bus, else how that bus is when nobody touches it."""
    for strip in (*strips, *UNTOUCHED):
        if strip.bus is bus:
            return strip
    return Strip(bus=bus)


def read_gain(text: str) -> float:
    """Return the decibels of a cell; an empty one is 0. Raise CannotRead."""
    if not text:
        return 0.0
    gain = float(text.replace(",", ".")) if _GAIN.fullmatch(text) else math.inf
    if SOFTEST_DB <= gain <= LOUDEST_DB:
        return gain
    raise CannotRead(
        "“%(text)s” is not a gain. Write decibels between -96 and 24, like -6.", text=text[:40]
    )
