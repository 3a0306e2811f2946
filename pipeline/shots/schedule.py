"""The order of shooting: by place, then by light, then by scene. Pure.

A move to another place costs most, a change of light next; inside one light the order of the
script helps young actors.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.fountain.headings import Light, light_of
from pipeline.shots.drafting import usual_setup_minutes

HEADINGS: Final = (
    *("order", "place", "setting", "light", "scene", "shot", "size", "description"),
    *("characters", "props", "setup_minutes", "starts_after_minutes", "priority"),
)

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
    """Minutes of set-ups before this one."""


def schedule_of(shot_list: ShotList, scenes: Sequence[Scene]) -> tuple[Slot, ...]:
    """Return all shots in the order in which they are best shot."""
    by_number = {scene.number: scene for scene in scenes}
    script_order = {scene.number: place for place, scene in enumerate(scenes)}
    places: dict[str, int] = {}
    for scene in scenes:
        places.setdefault(scene.place.casefold(), len(places))

    def order(shot: Shot) -> tuple[int, int, int, int]:
        scene = by_number.get(shot.scene)
        if scene is None:
            return len(places), 0, len(scenes), shot.shot
        light = _LIGHTS.index(light_of(scene.time_of_day))
        return places[scene.place.casefold()], light, script_order[shot.scene], shot.shot

    return tuple(_slots(sorted(shot_list.shots, key=order), by_number))


def schedule_lines(slots: Sequence[Slot]) -> Iterator[list[str]]:
    """Return a row of text for each slot, in the order of HEADINGS."""
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
        ]


def setup_minutes_of(shot: Shot) -> int:
    """Return the planned minutes, or what beginners usually need."""
    return shot.setup_minutes or usual_setup_minutes(shot.size)


def _slots(shots: Sequence[Shot], scenes: dict[str, Scene]) -> Iterator[Slot]:
    minutes = 0
    for shot in shots:
        scene = scenes.get(shot.scene)
        yield Slot(
            shot=shot,
            place=scene.place if scene else "",
            setting=scene.setting if scene else "",
            light=light_of(scene.time_of_day if scene else ""),
            setup_minutes=setup_minutes_of(shot),
            starts_after_minutes=minutes,
        )
        minutes += setup_minutes_of(shot)
