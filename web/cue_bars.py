"""The sounds of a film as bars over its length, a row for each kind: the film fills up. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.documents.sound import CueRole
from pipeline.editing.spotting import Laid

HIGH: Final = 22
"""Pixels of a bar."""
BETWEEN: Final = 6
SHORTEST: Final = 0.5
"""Percent: a shorter sound could not be seen."""
ROLES: Final = (CueRole.EFFECTS, CueRole.AMBIENCE, CueRole.MUSIC, CueRole.DIALOGUE, CueRole.MIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One sound."""

    laid: Laid
    x: float
    """Percent of the length of the film."""
    width: float
    y: int
    """Pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The whole drawing."""

    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, int], ...]
    """The roles that have sounds, and where their row is."""
    high: int


def bars_of(laid: Iterable[Laid], samples: int) -> Bars:
    """Return the drawing of a film with a length in samples; what begins after it is left out."""
    inside = [one for one in laid if one.begin_sample < samples]
    roles = [role for role in ROLES if any(one.role is role for one in inside)]
    places = {role: at * (HIGH + BETWEEN) for at, role in enumerate(roles)}
    return Bars(
        bars=tuple(_bar(one, samples, places[one.role]) for one in inside),
        rows=tuple((role.value, y) for role, y in places.items()),
        high=len(roles) * (HIGH + BETWEEN),
    )


def _bar(one: Laid, samples: int, y: int) -> Bar:
    end = min(samples, one.end_sample or one.begin_sample)
    x = 100 * one.begin_sample / samples
    width = max(SHORTEST, 100 * (end - one.begin_sample) / samples)
    return Bar(laid=one, x=round(x, 2), width=round(width, 2), y=y)
