"""What was planned for the shoot, as the rushes are held against it: shots, places, days. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from pipeline.documents.days import ShootingDay
from pipeline.documents.rows import read_rows
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.slate import shot_name

SCHEDULE: Final = "schedule.csv"
"""A product of the shot list: the place and the day of each shot."""
_COLUMNS: Final = ("scene", "shot", "place", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The plan of a shoot; empty where the rushes are looked at on their own."""

    shot_list: ShotList | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    """Where a shot is filmed, by its name; a shot whose place nobody has said is left out."""
    days: Mapping[str, str] = field(default_factory=dict)
    """On which day (2026-08-04), by the name of the shot."""

    @property
    def shots(self) -> tuple[Shot, ...]:
        """The shots that were not dropped, in script order."""
        return self.shot_list.wanted if self.shot_list else ()

    @property
    def shooting_days(self) -> tuple[ShootingDay, ...]:
        """The days, in order."""
        return self.shot_list.days if self.shot_list else ()

    @property
    def last_day(self) -> date | None:
        """The last day of the shoot; None while nobody has planned days."""
        return max((day.date for day in self.shooting_days), default=None)

    def shot(self, name: str) -> Shot | None:
        """Return a shot by its name, also one that was dropped."""
        every = self.shot_list.shots if self.shot_list else ()
        return next((shot for shot in every if shot.name == name), None)


def planned(shot_list: ShotList | None, schedule: str = "") -> Planned:
    """Return the plan of a shot list and the schedule that was made of it.

    The place of a shot is what its row says, else the place of its scene, else that of its day.
    """
    if shot_list is None:
        return Planned()
    rows = _schedule(schedule)
    by_scene = {scene: day.location for day in reversed(shot_list.days) for scene in day.scenes}
    every = [day.location for day in shot_list.days if day.location]
    usual = every[0] if len(set(every)) == 1 else ""
    places = {
        shot.name: shot.location
        or rows.get(shot.name, ("", ""))[0]
        or by_scene.get(shot.scene, usual)
        for shot in shot_list.shots
    }
    return Planned(
        shot_list=shot_list,
        places={name: place for name, place in places.items() if place},
        days={name: day for name, (_, day) in rows.items() if day},
    )


def _schedule(text: str) -> Mapping[str, tuple[str, str]]:
    rows = read_rows(text, name=SCHEDULE, columns=_COLUMNS, key="scene") if text else ()
    cells = [row.cells for row in rows]
    return {
        shot_name(one["scene"], int(one["shot"])): (one["place"], one["day"])
        for one in cells
        if one["shot"].isdecimal()
    }


def places_in_order(plan: Planned, names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the shots of each place, both in script order; a place goes by one spelling."""
    wanted = set(names)
    found: dict[str, list[str]] = {}
    spelt: dict[str, str] = {}
    for shot in plan.shot_list.shots if plan.shot_list else ():
        place = plan.places.get(shot.name)
        if place and shot.name in wanted:
            spelling = spelt.setdefault(place.casefold(), place)
            found.setdefault(spelling, []).append(shot.name)
    return {place: tuple(shots) for place, shots in found.items()}
