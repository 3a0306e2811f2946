"""What a timeline leaves out of its media and the rushes know: where a file begins. Pure.

An EDL counts in the timecode of the camera and does not say which the first is; without it the
place in the file is unknown.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pipeline.errors import CannotRead
from pipeline.timeline.interchange.sheet import ZERO, Medium
from pipeline.timeline.references import find_medium, reference_of
from pipeline.timeline.times import range_of

Plain = Mapping[str, Any]


def with_reaches(plain: Any, known: Mapping[str, str], media: Mapping[str, Medium]) -> Any:
    """Return a timeline in which media that are known and say no reach have theirs.

    A clip that begins before the timecode of its file counts from the file's first frame.
    """
    if isinstance(plain, list):
        return [with_reaches(each, known, media) for each in plain]
    if not isinstance(plain, Mapping):
        return plain
    walked = {key: with_reaches(value, known, media) for key, value in plain.items()}
    references = plain.get("media_references")
    if isinstance(references, Mapping):
        walked["media_references"] = {
            key: _reached(reference, plain, known, media) for key, reference in references.items()
        }
    return walked


def _reached(
    reference: Any, clip: Plain, known: Mapping[str, str], media: Mapping[str, Medium]
) -> Any:
    if not isinstance(reference, Mapping) or reference.get("available_range") is not None:
        return reference
    try:
        meant = reference_of(reference, str(clip.get("name") or ""))
        reach = range_of(clip.get("source_range"))
    except CannotRead:
        return reference  # whoever reads it next says so
    if meant.generator or meant.images:
        return reference
    found = media.get(find_medium(meant.names, known) or "")
    if found is None or not found.start or reach is None:
        return reference
    end = found.start + (found.length if found.length is not None else ZERO)
    if not found.start <= reach.start < end:
        return reference
    available = _range(found.start, found.length or ZERO)
    return {**reference, "available_range": available}


def _range(start: Fraction, length: Fraction) -> dict[str, Any]:
    def time(seconds: Fraction) -> dict[str, Any]:
        rate = 48_000.0
        return {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": float(seconds * 48_000)}

    return {
        "OTIO_SCHEMA": "TimeRange.1",
        "start_time": time(start),
        "duration": time(length),
    }


def media_in(plain: Any) -> dict[str, Medium]:
    """Return the media of a timeline by the names that its edit uses, with what it says of them."""
    found: dict[str, Medium] = {}
    waiting = [plain]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, Mapping):
            waiting += one.values()
            medium = _said(one)
            if medium is not None:
                found.setdefault(medium.name, medium)
    return found


def _said(reference: Plain) -> Medium | None:
    schema = str(reference.get("OTIO_SCHEMA", ""))
    reach = reference.get("available_range")
    if not schema.startswith("ExternalReference") or reach is None:
        return None
    names = reference_of(reference, "").names
    available = range_of(reach)
    if not names or available is None:
        return None
    return Medium(name=names[0], start=available.start, length=available.duration)
