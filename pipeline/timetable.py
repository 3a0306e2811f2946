"""The plan beside what really happened: which gate is next, and whether a film is with the plan.

Nobody is ranked and nothing is counted in percent: a film is ahead of the plan, on time, or behind
it, and its position is drawn (domain: "no red shame: ahead, on, behind as position"). Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol


class Pace(StrEnum):
    """How a film stands to its plan."""

    AHEAD = "ahead"
    ON_TIME = "on_time"
    BEHIND = "behind"


class Soon(StrEnum):
    """How near a gate is that is not signed; the words are those of the events."""

    IN_30 = "gate_in_30"
    IN_10 = "gate_in_10"
    OPEN = "gate_open"


AHEAD_OF_GATES: Final = timedelta(minutes=30)
"""So long before a gate the first word about it is said."""
_AT_LAST: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A gate of a film, and when its stage was really signed."""

    stage: str
    starts_at: datetime
    ends_at: datetime
    signed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a stage stands on the line of the days; days are counted from 1."""

    stage: str
    planned_day: int
    signed_day: int | None


class Slot(Protocol):
    """What two gates of one mentor may clash by."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def signer_id(self) -> int | None:
        """Whose it is."""

    @property
    def starts_at(self) -> datetime:
        """When it begins."""

    @property
    def ends_at(self) -> datetime:
        """When it ends."""


def pace_of(planned: Iterable[Planned], now: datetime) -> Pace | None:
    """Return how a film stands at a moment; None where nothing is planned.

    Behind: a gate is over and its stage is not signed. Ahead: a stage is signed whose gate is to
    come. A film that is both is behind: the missing signature holds up what follows.
    """
    gates = tuple(planned)
    if not gates:
        return None
    if any(one.ends_at <= now and one.signed_at is None for one in gates):
        return Pace.BEHIND
    if any(one.starts_at > now and one.signed_at is not None for one in gates):
        return Pace.AHEAD
    return Pace.ON_TIME


def next_of(planned: Iterable[Planned]) -> Planned | None:
    """Return the earliest gate whose stage is not signed, be it over or to come."""
    waiting = [one for one in planned if one.signed_at is None]
    return min(waiting, key=lambda one: one.starts_at, default=None)


def soon_of(starts_at: datetime, ends_at: datetime, now: datetime) -> Soon | None:
    """Return how near a gate is; None where it is not near, or over."""
    left = starts_at - now
    if ends_at <= now or left > AHEAD_OF_GATES:
        return None
    if left <= timedelta():
        return Soon.OPEN
    return Soon.IN_10 if left <= _AT_LAST else Soon.IN_30


def day_number(day: date, first: date) -> int:
    """Return which day of the workshop a date is, counted from 1."""
    return (day - first).days + 1


def clashes(slots: Sequence[Slot]) -> frozenset[int]:
    """Return the numbers of all gates that share a moment with another one of the same mentor."""
    found: set[int] = set()
    mine = sorted(
        (one for one in slots if one.signer_id is not None), key=lambda one: one.starts_at
    )
    for place, one in enumerate(mine):
        for later in mine[place + 1 :]:
            if later.starts_at >= one.ends_at:
                break
            if later.signer_id == one.signer_id:
                found |= {one.id, later.id}
    return frozenset(found)
