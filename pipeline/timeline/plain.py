"""The plain JSON of a timeline: its objects, names, rates and sizes. Pure."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from pipeline.errors import CannotRead
from pipeline.timeline.manner import is_muted
from pipeline.timeline.times import rate_of

HIGHEST_FILM_RATE: Final = 240
LARGEST_SIDE: Final = 8192
LONGEST_NAME: Final = 200

Plain = Mapping[str, Any]


def not_a_timeline(detail: str) -> CannotRead:
    """Return the error for what is none, with the technician's detail."""
    return CannotRead(
        "This is not a timeline that can be read. Export it again, best as OpenTimelineIO (.otio).",
        detail=detail,
    )


def refuse_constant(name: str) -> float:
    """Raise ValueError for the numbers of JSON that are none."""
    raise ValueError(f"{name} is not a number")


def object_of(value: object) -> Plain:
    """Return an object of JSON. Raise CannotRead."""
    if not isinstance(value, Mapping):
        raise not_a_timeline(f"an object is expected, not {str(value)[:80]}")
    return value


def list_of(value: object) -> list[Any]:
    """Return a list of JSON. Raise CannotRead."""
    if not isinstance(value, list):
        raise not_a_timeline(f"a list is expected, not {str(value)[:80]}")
    return value


def name_of(plain: Plain) -> str:
    """Return the name of an item, cut where it is longer than a name is."""
    return str(plain.get("name") or "")[:LONGEST_NAME]


def schema_of(plain: Plain) -> str:
    """Return the schema of an object without its version."""
    return str(plain.get("OTIO_SCHEMA", "")).partition(".")[0]


def film_rate(start: object, first: Fraction | None) -> Fraction | None:
    """Return the rate that the start time of a timeline says, else that of its first picture."""
    rate = rate_of(start.get("rate")) if isinstance(start, Mapping) else first
    return rate if rate is not None and rate <= HIGHEST_FILM_RATE else None


def film_size(metadata: Plain) -> tuple[int, int] | None:
    """Return the size that a timeline was written for, if it says one."""
    render = metadata.get("render")
    if not isinstance(render, Mapping):
        return None
    sides = (render.get("width"), render.get("height"))
    if all(isinstance(side, int) and 16 <= side <= LARGEST_SIDE for side in sides):
        return int(sides[0] or 0), int(sides[1] or 0)
    return None


def is_video_track(plain: Plain) -> bool:
    """Return whether a track has pictures."""
    return str(plain.get("kind") or "Video") != "Audio"


def is_enabled(plain: Plain) -> bool:
    """Return whether an item is switched on."""
    return plain.get("enabled") is not False and not is_muted(plain)


def active_reference(plain: Plain) -> Plain | None:
    """Return the reference of a clip that counts."""
    references = plain.get("media_references")
    if not isinstance(references, Mapping):
        return None
    medium = references.get(plain.get("active_media_reference_key") or "DEFAULT_MEDIA")
    return medium if isinstance(medium, Mapping) else None


def rate_of_range(source_range: object, medium: Plain | None) -> Fraction | None:
    """Return the rate in which a clip counts."""
    reach = source_range or (medium or {}).get("available_range")
    duration = reach.get("duration") if isinstance(reach, Mapping) else None
    return rate_of(duration.get("rate")) if isinstance(duration, Mapping) else None
