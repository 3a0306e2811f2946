"""The order of shooting in three views, and what of it fits on which day. Pure.

By place: a move to another place costs most, a change of light next; inside one light the order of
the script helps young actors. By light: the sun decides. By cast: who is done may go home.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from pipeline.documents.days import ShootingDay
from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.fountain.headings import Light, light_of
from pipeline.shots.drafting import usual_setup_minutes

HEADINGS: Final = (
    *("order", "place", "setting", "light", "scene", "shot", "size", "description"),
    *("characters", "props", "setup_minutes", "starts_after_minutes", "priority", "day"),
)
MOST_PERCENT: Final = 80
"""Of a day's time that may be planned; the rest is what goes wrong (domain rule C12)."""

_LIGHTS: Final = tuple(Light)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One shot in the order of shooting."""

    shot: Shot
    place: str
    setting: str
    light: Light
    setup_minutes: int
    starts_after_minutes: int
    """Minutes of set-ups, and on a day of moves, before this one."""
    moves_before: bool = False
    """Whether the group has to move to another place for it, on its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """What is shot on a day."""

    day: ShootingDay
    slots: tuple[Slot, ...]

    @property
    def moves(self) -> int:
        """How often the group moves to another place."""
        return sum(slot.moves_before for slot in self.slots)

    @property
    def used_minutes(self) -> int:
        """Set-ups and moves."""
        setups = sum(slot.setup_minutes for slot in self.slots)
        return setups + self.moves * self.day.travel_minutes

    @property
    def percent(self) -> int | None:
        """How full the day is; None while its times are not known."""
        available = self.day.available_minutes
        if available is None:
            return None
        return -(-100 * self.used_minutes // available) if available else 100 * bool(self.slots)

    @property
    def scenes(self) -> tuple[str, ...]:
        """The scenes of the day, in the order of shooting."""
        return tuple(dict.fromkeys(slot.shot.scene for slot in self.slots))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All days, and what fits on none of them."""

    days: tuple[DayPlan, ...]
    left_over: tuple[Slot, ...]


def by_place(shot_list: ShotList, scenes: Sequence[Scene]) -> tuple[Slot, ...]:
    """Return the shots place by place, inside a place by light, then by scene."""
    places = _ranks(shot_list, scenes)
    return _ordered(
        shot_list, scenes, lambda slot: (places[slot.place.casefold()], _LIGHTS.index(slot.light))
    )


def by_light(shot_list: ShotList, scenes: Sequence[Scene]) -> tuple[Slot, ...]:
    """Return the shots from dawn to night, inside a light by place, then by scene."""
    places = _ranks(shot_list, scenes)
    return _ordered(
        shot_list, scenes, lambda slot: (_LIGHTS.index(slot.light), places[slot.place.casefold()])
    )


def by_cast(shot_list: ShotList, scenes: Sequence[Scene]) -> tuple[Slot, ...]:
    """Return the scenes of one cast side by side, the largest cast first, then by place."""
    casts = {scene.number: tuple(sorted(scene.characters)) for scene in scenes}
    places = _ranks(shot_list, scenes)

    def order(slot: Slot) -> tuple[int, tuple[str, ...], int]:
        cast = casts.get(slot.shot.scene, ())
        return -len(cast), cast, places[slot.place.casefold()]

    return _ordered(shot_list, scenes, order)


VIEWS: Final[Mapping[str, Callable[[ShotList, Sequence[Scene]], tuple[Slot, ...]]]] = {
    "place": by_place,
    "light": by_light,
    "cast": by_cast,
}


def plan_of(slots: Sequence[Slot], days: Sequence[ShootingDay]) -> Plan:
    """Put the slots on the days: scenes where a day names them, the others as they fit.

    A day whose times are not known holds what it names and nothing else. A scene stays together.
    """
    named: dict[str, int] = {}
    for place, day in enumerate(days):
        for number in day.scenes:
            named.setdefault(number, place)
    held: list[list[Slot]] = [[] for _ in days]
    free: dict[str, list[Slot]] = {}
    for slot in slots:
        if slot.shot.scene in named:
            held[named[slot.shot.scene]].append(slot)
        else:
            free.setdefault(slot.shot.scene, []).append(slot)
    left_over: list[Slot] = []
    for scene in free.values():
        fits = (held[place] for place, day in enumerate(days) if _fits(day, [*held[place], *scene]))
        next(fits, left_over).extend(scene)
    plans = (_plan(day, held[place]) for place, day in enumerate(days))
    return Plan(days=tuple(plans), left_over=tuple(left_over))


def schedule_lines(
    slots: Sequence[Slot], days: Mapping[str, str] | None = None
) -> Iterator[list[str]]:
    """Return a row of text for each slot, in the order of HEADINGS; days by the name of a shot."""
    for number, slot in enumerate(slots, start=1):
        yield [
            str(number),
            slot.place,
            slot.setting,
            str(slot.light),
            slot.shot.scene,
            str(slot.shot.shot),
            slot.shot.size,
            slot.shot.description,
            ", ".join(slot.shot.characters),
            ", ".join(slot.shot.props),
            str(slot.setup_minutes),
            str(slot.starts_after_minutes),
            str(slot.shot.priority),
            (days or {}).get(slot.shot.name, ""),
        ]


def day_by_shot(plan: Plan) -> dict[str, str]:
    """Return the date of each shot that a day holds, by the name of the shot."""
    return {slot.shot.name: one.day.date.isoformat() for one in plan.days for slot in one.slots}


def setup_minutes_of(shot: Shot) -> int:
    """Return the planned minutes, or what beginners usually need."""
    return shot.setup_minutes or usual_setup_minutes(shot.size)


def _fits(day: ShootingDay, slots: Sequence[Slot]) -> bool:
    percent = None if day.scenes else _plan(day, slots).percent
    return percent is not None and percent <= MOST_PERCENT


def _plan(day: ShootingDay, slots: Sequence[Slot]) -> DayPlan:
    moves = [
        False,
        *(one.place.casefold() != other.place.casefold() for one, other in pairwise(slots)),
    ]
    minutes = 0
    timed: list[Slot] = []
    for slot, moved in zip(slots, moves, strict=False):
        minutes += day.travel_minutes if moved else 0
        timed.append(replace(slot, starts_after_minutes=minutes, moves_before=moved))
        minutes += slot.setup_minutes
    return DayPlan(day=day, slots=tuple(timed))


def _ordered(
    shot_list: ShotList, scenes: Sequence[Scene], order: Callable[[Slot], tuple[object, ...]]
) -> tuple[Slot, ...]:
    """Return the slots in this order; inside it by scene and shot, unknown scenes last."""
    ranks = {scene.number: place for place, scene in enumerate(scenes)}

    def key(slot: Slot) -> tuple[object, ...]:
        shot = slot.shot
        known = shot.scene in ranks
        return (not known, *order(slot), ranks.get(shot.scene, 0), shot.shot)

    minutes = 0
    placed: list[Slot] = []
    for slot in sorted(_slots(shot_list, scenes), key=key):
        placed.append(replace(slot, starts_after_minutes=minutes))
        minutes += slot.setup_minutes
    return tuple(placed)


def _ranks(shot_list: ShotList, scenes: Sequence[Scene]) -> dict[str, int]:
    """Return the rank of each place: the order in which the script comes to it."""
    places: dict[str, list[str]] = {scene.number: [] for scene in scenes}
    for slot in _slots(shot_list, scenes):
        places.setdefault(slot.shot.scene, []).append(slot.place.casefold())
    in_order = dict.fromkeys(place for found in places.values() for place in found)
    return {place: rank for rank, place in enumerate(in_order)}


def _slots(shot_list: ShotList, scenes: Sequence[Scene]) -> Iterator[Slot]:
    by_number = {scene.number: scene for scene in scenes}
    for shot in shot_list.wanted:
        scene = by_number.get(shot.scene)
        yield Slot(
            shot=shot,
            place=shot.location or (scene.place if scene else ""),
            setting=scene.setting if scene else "",
            light=light_of(scene.time_of_day if scene else ""),
            setup_minutes=setup_minutes_of(shot),
            starts_after_minutes=0,
        )
