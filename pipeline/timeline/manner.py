"""How a clip is seen and heard, beside which and when: what the metadata of a timeline say. Pure.

What Claquette reads and writes stands under `metadata.claquette`; docs/timelines.md lists it. What
another program keeps in metadata of its own is read where its meaning is known (`resolve.py`).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from pipeline.documents.edit import NEUTRAL, Crop, Look, SoundRole
from pipeline.errors import CannotRead

Plain = Mapping[str, Any]
OpacityAt = tuple[Fraction, float]
"""Seconds after the clip's first frame, and how much it hides there."""

OURS: Final = "claquette"
MOST_KEYS: Final = 1000
MOST_FADE_FRAMES: Final = 100_000
QUIETEST_DB: Final = -120.0
LOUDEST_DB: Final = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a clip is seen and heard."""

    look: Look = NEUTRAL
    opacity: tuple[OpacityAt, ...] = ()  # by time
    gain_db: float = 0.0
    fade_in: Fraction = Fraction(0)  # seconds, of its sound
    fade_out: Fraction = Fraction(0)


AS_IT_IS: Final = Manner()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How long a clip is, and what its frames are."""

    rate: Fraction
    seconds: Fraction

    def fades(self, frames_in: int, frames_out: int, full: float) -> tuple[OpacityAt, ...]:
        """Return the keys of a clip that appears and goes; a frame counts by its middle."""
        if not frames_in and not frames_out:
            return ((Fraction(0), full),) if full < 1 else ()
        half = Fraction(1, 2)
        end = self.seconds * self.rate
        into = [(-half, 0.0), (frames_in - half, full)] if frames_in else []
        out = [(end - frames_out - half, full), (end - half, 0.0)] if frames_out else []
        return tuple((frame / self.rate, opacity) for frame, opacity in (*into, *out))


def ours(plain: Plain) -> Plain:
    """Return what the metadata of an item say in our own words."""
    metadata = plain.get("metadata")
    found = metadata.get(OURS) if isinstance(metadata, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def figure(plain: Plain, key: str, *, low: float, high: float, usual: float = 0.0) -> float:
    """Return a number, the usual one where there is none. Raise CannotRead outside the limits."""
    value = plain.get(key, usual)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or not low <= value <= high:
        raise _impossible(key, value)
    return float(value)


def _impossible(key: str, value: object) -> CannotRead:
    return CannotRead(
        "The timeline has an impossible %(what)s (%(value)s). "
        "Export it again from your editing program.",
        what=key.replace("_", " "),
        value=str(value)[:40],
    )


def gain_of(plain: Plain) -> float:
    """Return the gain of a clip, a track or a sequence in dB. Raise CannotRead."""
    return figure(ours(plain), "gain_db", low=QUIETEST_DB, high=LOUDEST_DB)


def role_of(plain: Plain) -> SoundRole | None:
    """Return what the sounds of a track are for, None if it does not say."""
    role = ours(plain).get("role")
    return SoundRole(role) if role in list(SoundRole) else None


def is_muted(plain: Plain) -> bool:
    """Return whether a clip or a track is kept silent, or hidden."""
    return ours(plain).get("muted") is True


def manner_of(plain: Plain, clock: Clock) -> Manner:
    """Return how a clip is seen and heard, by our own metadata. Raise CannotRead."""
    own = ours(plain)
    if not own:
        return AS_IT_IS
    fades = {key: _frames(own, f"fade_{key}_frames") for key in ("in", "out")}
    return Manner(
        look=_look(own),
        opacity=_opacity(own, clock),
        gain_db=gain_of(plain),
        fade_in=fades["in"] / clock.rate,
        fade_out=fades["out"] / clock.rate,
    )


def _frames(own: Plain, key: str) -> Fraction:
    return Fraction(figure(own, key, low=0, high=MOST_FADE_FRAMES))


def _look(own: Plain) -> Look:
    scale = figure(own, "scale", low=0.01, high=20, usual=1)
    edges = own.get("crop")
    crop = edges if isinstance(edges, Mapping) else {}
    return Look(
        wide=scale * figure(own, "wide", low=-20, high=20, usual=1),
        high=scale * figure(own, "high", low=-20, high=20, usual=1),
        across=figure(own, "across", low=-10, high=10),
        down=figure(own, "down", low=-10, high=10),
        turned=figure(own, "turned", low=-36000, high=36000),
        crop=crop_of(*(figure(crop, edge, low=0, high=1) for edge in EDGES)),
    )


EDGES: Final = ("left", "top", "right", "bottom")


def crop_of(left: float, top: float, right: float, bottom: float) -> Crop:
    """Return what is cut off; of a picture that is cut off whole, a thin line is left."""
    least = 0.001
    left, top = min(left, 1 - least), min(top, 1 - least)
    return Crop(
        left=left,
        top=top,
        right=min(right, 1 - least - left) if left + right > 1 - least else right,
        bottom=min(bottom, 1 - least - top) if top + bottom > 1 - least else bottom,
    )


def _opacity(own: Plain, clock: Clock) -> tuple[OpacityAt, ...]:
    """Return the keys of a list [[frame, opacity], ...], of one number, or of a title's fades."""
    keys = own.get("opacity", 1.0)
    if not isinstance(keys, list):
        fade = int(_frames(own, "fade_frames"))
        return clock.fades(fade, fade, figure(own, "opacity", low=0, high=1, usual=1))
    if len(keys) > MOST_KEYS:
        raise _impossible("opacity", f"{len(keys)} keys")
    found = []
    for key in keys:
        if not isinstance(key, list) or len(key) != 2:
            raise _impossible("opacity", key)
        pair = {"opacity_frame": key[0], "opacity": key[1]}
        frame = figure(pair, "opacity_frame", low=-MOST_FADE_FRAMES, high=MOST_FADE_FRAMES)
        opacity = figure(pair, "opacity", low=0, high=1)
        found.append((Fraction(frame).limit_denominator(1000) / clock.rate, opacity))
    return tuple(sorted(dict(found).items()))
