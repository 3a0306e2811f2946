"""The shooting days: when, where, which scenes, and who helps when something happens. Pure.

A call sheet is read by many. It holds no surname and no phone number of a child; the number of an
adult stands there only when the coordinator has written it.
"""

from dataclasses import dataclass
from datetime import date as calendar_date
from datetime import time as clock_time
from typing import Final

USUAL_LUNCH_MINUTES: Final = 45
USUAL_TRAVEL_MINUTES: Final = 20
"""What a move to another place costs a group, packing and unpacking included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point on the earth and its clock."""

    latitude: float
    """Degrees, north is positive."""
    longitude: float
    """Degrees, east is positive."""
    time_zone: str
    """Of the IANA list ("Europe/Berlin"), or hours from UTC ("+02:00")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShootingDay:
    """One day of shooting; what is not known yet is empty and printed as a line to write on."""

    date: calendar_date
    unit: str = ""
    """Which of several crews; empty when there is one."""
    call: clock_time | None = None
    """When everybody meets."""
    shooting_call: clock_time | None = None
    """When the first shot is to be turned."""
    lunch: clock_time | None = None
    lunch_minutes: int = USUAL_LUNCH_MINUTES
    wrap: clock_time | None = None
    """When the last shot must be done."""
    scenes: tuple[str, ...] = ()
    """Numbers of the scenes to shoot; empty lets the schedule choose."""
    location: str = ""
    address: str = ""
    permission: bool = False
    """Whether the owner of the place has allowed it in writing."""
    spot: Spot | None = None
    travel_minutes: int = USUAL_TRAVEL_MINUTES
    """For each move to another place on this day."""
    weather: str = ""
    sunrise: clock_time | None = None
    """As people wrote it; the sun of the spot is only asked when this is empty."""
    sunset: clock_time | None = None
    bad_weather_cover: str = ""
    """What is shot instead when it rains."""
    hospital: str = ""
    emergency: str = ""
    """The number to call."""
    first_aider: str = ""
    mentor: str = ""
    mentor_phone: str = ""
    special: str = ""
    """Breaks, chaperones, how many have allergies, hats and water."""
    advance: str = ""
    """What must be ready for the next day."""
    notes: str = ""

    @property
    def available_minutes(self) -> int | None:
        """Minutes for set-ups and moves, without lunch; None while the times are not known."""
        start = self.shooting_call or self.call
        if start is None or self.wrap is None:
            return None
        lunch = self.lunch_minutes if self._lunches_between(start, self.wrap) else 0
        return max(0, minutes_of_day(self.wrap) - minutes_of_day(start) - lunch)

    def _lunches_between(self, start: clock_time, end: clock_time) -> bool:
        return self.lunch is not None and start <= self.lunch < end


def minutes_of_day(time: clock_time) -> int:
    """Return the minutes since midnight."""
    return time.hour * 60 + time.minute
