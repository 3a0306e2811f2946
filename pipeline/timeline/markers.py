"""Notes as markers on a timeline of OpenTimelineIO, in plain values. Pure."""

import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from pipeline.documents.json import canonical
from pipeline.documents.marked import Mark
from pipeline.errors import CannotRead

Plain = dict[str, Any]


def with_markers(timeline: str, marks: Iterable[Mark], rate: Fraction) -> str:
    """Return the JSON of a timeline with a marker for each note. Raise CannotRead.

    Markers that were there stay.
    """
    plain = _read(timeline)
    stack = plain["tracks"]
    there = stack.get("markers")
    kept = list(there) if isinstance(there, list) else []
    stack["markers"] = kept + [_marker(mark, rate) for mark in marks]
    return canonical(plain) + "\n"


def start_frame_of(timeline: str, rate: Fraction) -> int:
    """Return at which frame the timecode of a timeline begins; 0 where it does not say."""
    start = _read(timeline).get("global_start_time")
    if not isinstance(start, dict):
        return 0
    value, of_rate = start.get("value"), start.get("rate")
    if type(value) not in (int, float) or type(of_rate) not in (int, float):
        return 0
    if not (0 <= float(value or 0) < 1e9 and 0 < float(of_rate or 0) < 1e4):
        return 0
    return round(float(value or 0) / float(of_rate or 1) * float(rate))


def _read(timeline: str) -> Plain:
    try:
        plain = json.loads(timeline)
    except (ValueError, RecursionError) as fault:
        raise CannotRead("The timeline of this cut cannot be read.", detail=str(fault)) from fault
    if not isinstance(plain, dict) or not isinstance(plain.get("tracks"), dict):
        raise CannotRead("The timeline of this cut cannot be read.", detail="it has no tracks")
    return plain


def _marker(mark: Mark, rate: Fraction) -> Plain:
    return {
        "OTIO_SCHEMA": "Marker.2",
        "name": mark.name,
        "color": mark.locator,
        "comment": mark.text,
        "marked_range": {
            "OTIO_SCHEMA": "TimeRange.1",
            "start_time": _time(mark.frame, rate),
            "duration": _time(mark.frames, rate),
        },
        "metadata": {
            "claquette": {
                "kind": mark.kind,
                "is_todo": mark.is_todo,
                "is_done": mark.is_done,
                "person": mark.person,
                "version": mark.version,
            }
        },
    }


def _time(frames: int, rate: Fraction) -> Plain:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(rate), "value": float(frames)}
