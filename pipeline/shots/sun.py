"""When the sun rises and sets on a shooting day: as people wrote it, else as it is at the spot."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from astral import LocationInfo
from astral.sun import sunrise, sunset

from pipeline.documents.days import ShootingDay, Spot
from pipeline.errors import CannotRead

_OFFSET: Final = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?", re.ASCII)
_FURTHEST: Final = dt.timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sun:
    """Sunrise and sunset by the clock of the place; None while unknown, or when there is none."""

    rise: dt.time | None = None
    set: dt.time | None = None


def sun_of(day: ShootingDay) -> Sun:
    """Return the sun of a day. Raise CannotRead for a time zone that nobody knows."""
    if day.spot is None:
        return Sun(rise=day.sunrise, set=day.sunset)
    return Sun(
        rise=day.sunrise or _time_at(sunrise, day.date, day.spot),
        set=day.sunset or _time_at(sunset, day.date, day.spot),
    )


def zone_of(text: str) -> dt.tzinfo:
    """Return the time zone of "Europe/Berlin" or "+02:00". Raise CannotRead."""
    if found := _OFFSET.fullmatch(text.strip()):
        offset = dt.timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if offset <= _FURTHEST:
            return dt.timezone(-offset if found[1] == "-" else offset)
    try:
        return ZoneInfo(text.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise CannotRead(
            "the time zone must be like Europe/Paris or +02:00, not “%(text)s”",
            text=text[:30],
            detail=str(fault),
        ) from fault


def _time_at(event: Callable[..., dt.datetime], date: dt.date, spot: Spot) -> dt.time | None:
    """Return the minute; None above the polar circles, where the sun may stay up or down."""
    place = LocationInfo(latitude=spot.latitude, longitude=spot.longitude)
    try:
        exact = event(place.observer, date=date, tzinfo=zone_of(spot.time_zone))
    except ValueError:
        return None
    return (exact + dt.timedelta(seconds=30)).time().replace(second=0, microsecond=0)
